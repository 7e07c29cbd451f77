//! Views by address and by link.

use serde_json::json;

use super::{documents, every_view};
use crate::page::Page;

pub fn open_by_address(page: &Page<'_>) {
    page.open_view("#/", "overview");
    for (view, address) in every_view(page) {
        page.open_view(&address, view);
        assert!(
            !page.text("main h1").is_empty(),
            "{address} has an empty heading"
        );
        assert_eq!(
            page.address(),
            address,
            "the address changed while {view} opened"
        );
    }
}

pub fn open_by_link(page: &Page<'_>) {
    page.open_view("#/", "overview");
    for view in [
        "search", "quotes", "compare", "names", "timeline", "corpus", "overview",
    ] {
        page.click(&format!(
            "nav a[href=\"#/{}\"]",
            if view == "overview" { "" } else { view }
        ));
        page.wait_ready(view);
        page.wait_for(&format!(
            "nav a[aria-current=page][href^=\"#/{}\"]",
            view.replace("overview", "")
        ));
    }
    page.click(".sources a.title");
    page.wait_ready("read");
}

pub fn unknown_address(page: &Page<'_>) {
    page.open_view("#/weather", "not-found");
    page.wait_for_text("main", "weather");
    page.click("main a");
    page.wait_ready("overview");

    page.open_view("#/search?q=treaty&color=red", "search");
    page.wait_for_text(".notice", "color");
    page.wait_for("li.hit");
}

pub fn deep_link(page: &Page<'_>) {
    page.open_view("#/", "overview");
    let document = documents(page).swap_remove(0);
    page.open_view(&format!("#/read/{document}?p=5"), "read");
    page.until(
        "the fifth passage to stand in the window",
        "const { top, bottom } = document.querySelector('#passage-4').getBoundingClientRect();
         return top >= 0 && bottom <= innerHeight",
        json!([]),
    );
}
