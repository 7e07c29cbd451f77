//! Back and Forward.

use serde_json::{Value, json};

use crate::page::Page;

pub fn back_returns_to_the_same_hits(page: &Page<'_>) {
    page.open_view("#/search?q=treaty", "search");
    page.wait_for("li.hit");
    let (address, hits) = (page.address(), page.texts("li.hit"));

    // A hit further down: the reader comes back to where it stands.
    page.eval("scrollTo(0, 600)");
    page.until(
        "the page to be scrolled",
        "return scrollY >= 500",
        Value::Null,
    );
    page.eval("document.querySelectorAll('li.hit a')[5].click()");
    page.wait_ready("read");
    let read = page.address();

    page.back();
    page.wait_ready("search");
    page.wait_for("li.hit");
    assert_eq!(page.address(), address);
    assert_eq!(page.texts("li.hit"), hits);
    page.until("the old place", "return scrollY >= 500", Value::Null);

    page.forward();
    page.wait_ready("read");
    assert_eq!(page.address(), read);
}

pub fn back_and_forward_restore_filters(page: &Page<'_>) {
    page.open_view("#/quotes", "quotes");
    let all = page.count("article.quotation");
    page.click(".facet label");
    page.wait_address_with("speaker=");
    page.until(
        "fewer quotations than all",
        "return visible('article.quotation').length < arguments[0]",
        json!([all]),
    );
    let some = page.count("article.quotation");

    page.back();
    page.wait_address("#/quotes");
    page.wait_ready("quotes");
    page.wait_count("article.quotation", all);
    assert_eq!(page.count(".facets input:checked"), 0);

    page.forward();
    page.wait_address_with("speaker=");
    page.wait_count("article.quotation", some);
    assert_eq!(page.count(".facets input:checked"), 1);
}
