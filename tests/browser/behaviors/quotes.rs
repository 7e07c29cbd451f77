//! Quotations under filters.

use serde_json::json;

use crate::page::Page;

pub fn narrow_to_one_speaker(page: &Page<'_>) {
    page.open_view("#/quotes", "quotes");
    page.wait_for("article.quotation");
    let all = page.count("article.quotation");

    page.click_text(".facet label", "Kawai");
    page.wait_address_with("speaker=");
    page.until(
        "quotations by Kawai, and by nobody else",
        "const some = visible('article.quotation');
         return some.length > 0 && some.every((e) => e.innerText.includes('Kawai'))",
        json!([]),
    );
    assert!(page.count("article.quotation") < all);

    // The address alone brings the same.
    let (address, quotations) = (page.address(), page.texts("article.quotation"));
    page.open_view(&address, "quotes");
    page.wait_count("article.quotation", quotations.len());
    assert_eq!(page.texts("article.quotation"), quotations);
}
