//! Search as you type, and from a hit into the text.

use serde_json::json;

use crate::page::Page;

pub fn while_typing(page: &Page<'_>) {
    page.open_view("#/", "overview");
    // A letter is missing, as happens to a name one has only heard.
    page.type_into("#find", "shikotn");
    page.wait_ready("search");
    page.wait_for_text("li.hit mark", "Shikotan");
    page.wait_address("#/search?q=shikotn");
    assert!(page.has_focus("#find"), "typing goes on in the search box");

    // What is typed next to it replaces the address and does not add to the history.
    page.back();
    page.wait_ready("overview");
}

pub fn a_hit_opens_at_its_passage(page: &Page<'_>) {
    page.open_view("#/search?q=shikotan", "search");
    page.wait_for("li.hit");
    page.click("li.hit a");
    page.wait_ready("read");
    page.wait_for_text("main mark", "Shikotan");
    page.until(
        "a match to stand in the window",
        "return visible('main mark').some((mark) => {
             const { top, bottom } = mark.getBoundingClientRect();
             return top >= 0 && bottom <= innerHeight;
         })",
        json!([]),
    );

    let first = page.address();
    page.press('n');
    page.until(
        "the address of the next hit",
        "return location.hash !== arguments[0]",
        json!([first]),
    );
    page.wait_ready("read");
    page.press('p');
    page.wait_address(&first);
}

pub fn narrowed_and_read_otherwise(page: &Page<'_>) {
    page.open_view("#/search?q=northern+territories+", "search");
    page.wait_count("li.hit", 5);
    // Its other names are told, and can be left out.
    page.wait_for_text(".reading", "southern Kuril Islands");
    page.click(".reading .turn");
    page.wait_address("#/search?q=northern+territories+&names=off");
    page.wait_count("li.hit", 3);
    page.back();
    page.wait_count("li.hit", 5);

    // Pressed by script: WebKit's driver will not point at a button in a list that scrolls.
    let press = |chosen: &str| {
        page.eval(&format!(
            "document.querySelector('.choice{chosen} .not').click()"
        ));
    };
    press("");
    page.wait_address_with("-source");
    page.wait_for(".facet .choice[data-excluded=\"true\"]");
    page.wait_count("li.hit", 4);
    press("[data-excluded=true]");
    page.wait_count("li.hit", 5);
    page.wait_gone(".facet .choice[data-excluded=\"true\"]");
}
