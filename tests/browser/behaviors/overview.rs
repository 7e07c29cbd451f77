//! The first page.

use serde_json::json;
use thirtyfour::Key;

use crate::page::Page;

pub fn rows_changed(page: &Page<'_>) {
    page.open_view("#/", "overview");
    page.wait_for(".matrix .dot");
    let n = page.count(".matrix tbody tr");
    let third = page.text(".matrix tbody tr:nth-child(3) th");

    page.click_text(".tools button", "Change these rows");
    page.wait_count(".matrix tbody input", n + 1);
    // A row asks something else, with keys alone.
    page.click(".matrix tr:nth-child(3) input");
    page.eval("document.activeElement.select()");
    page.press("abe");
    page.press(Key::Enter);
    page.wait_address_with("row=abe");
    page.until(
        "the counts of the new query",
        "const found = visible('.matrix tr:nth-child(3) .dot').map((it) => it.href);
         return found.length > 0 && found.every((it) => it.includes('q=abe+source:'))",
        json!([]),
    );
    // Another is added, and the field for the next is empty and has the keyboard.
    page.click(".matrix tr:last-child input");
    page.press("lavrov");
    page.press(Key::Enter);
    page.wait_count(".matrix tbody input", n + 2);
    page.until(
        "an empty field for one more row",
        "return document.activeElement.value === ''
           && document.activeElement.matches('.matrix tr:last-child input')",
        json!([]),
    );
    // An emptied row is taken out, and comes back by the browser's button.
    page.click(".matrix tr:first-child input");
    page.eval("document.activeElement.select()");
    page.press(Key::Delete);
    page.press(Key::Enter);
    page.wait_count(".matrix tbody input", n + 1);
    page.back();
    page.wait_count(".matrix tbody input", n + 2);

    page.click_text(".tools button", "Done");
    page.wait_count(".matrix tbody th a", n + 1);
    assert_eq!(page.text(".matrix tr:nth-child(3) th"), "abe");
    // A number is what its search finds.
    let counted = page.text(".matrix tr:nth-child(3) .dot");
    page.click(".matrix tr:nth-child(3) .dot");
    page.wait_ready("search");
    page.wait_for(".hit");
    assert_eq!(page.count(".hit").to_string(), counted);
    // All of it is in the address, and what the publisher asks is a step away.
    page.back();
    page.wait_ready("overview");
    page.wait_count(".matrix tbody th a", n + 1);
    page.keep_saved_files();
    page.click_text(".tools button", "CSV");
    page.until(
        "the table as a file",
        "return window.__saved?.includes('\\nabe,')",
        json!([]),
    );
    page.click_text(".tools a", "Rows as published");
    page.wait_address("#/");
    page.wait_count(".matrix tbody th a", n);
    page.wait_for_text(".matrix tr:nth-child(3) th", &third);
}
