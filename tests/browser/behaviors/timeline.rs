//! When things happened, by the texts.

use serde_json::json;

use crate::page::Page;

pub fn events_lead_to_their_sentences(page: &Page<'_>) {
    page.open_view("#/timeline", "timeline");
    page.wait_for("svg.timeline circle");
    page.click_text("table.events th a", "November 2018");
    page.wait_address("#/timeline?at=2018-11");
    page.wait_count("#chosen ~ ol.dated li", 2);
    assert!(page.has_focus("#chosen"), "the sentences are gone to");
    page.wait_for_text("#chosen ~ ol.dated mark", "November 2018");

    page.click_text("#chosen ~ ol.dated a", "Singapore");
    page.wait_ready("read");
    page.wait_address_with("p=5-");
    page.back();
    page.wait_ready("timeline");
    page.wait_count("#chosen ~ ol.dated li", 2);

    page.click("table.events tbody td a.mentions");
    page.wait_address_with("source=");
    page.wait_for("#chosen ~ ol.dated li");
}

pub fn narrowed_and_taken_away(page: &Page<'_>) {
    page.open_view("#/timeline?from=2018&to=2019", "timeline");
    page.wait_count("table.events tbody tr", 3);
    page.click_text("form.span-of-years a", "All years");
    page.wait_address("#/timeline");
    page.wait_count("table.events tbody tr", 11);

    page.keep_saved_files();
    for (button, name, words) in [
        ("CSV", "timeline.csv", ",2018-11-01,2018-11-30,"),
        ("SVG", "timeline.svg", "</svg>"),
    ] {
        page.click_text(".acts button", button);
        page.until(
            "the file to be saved",
            "const [name, words] = arguments;
             return window.__name === name && window.__saved?.includes(words)",
            json!([name, words]),
        );
    }
}
