//! Statements under filters, put together, corrected, taken away.

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

pub fn put_together(page: &Page<'_>) {
    page.open_view("#/quotes", "quotes");
    page.wait_for("article.quotation");
    assert_eq!(page.count("h2.group"), 0);
    let all = page.count("article.quotation");

    page.click_text(".ways a", "speaker");
    page.wait_address("#/quotes?by=speaker");
    page.wait_for_text("h2.group", "Sergei Lavrov");
    page.until(
        "each statement under the heading of its speaker",
        "let speaker = '', fits = 0;
         for (const e of visible('h2.group, article.quotation')) {
             if (e.matches('h2')) speaker = e.querySelector('a')?.textContent ?? '';
             else if (e.querySelector('.chain').innerText.startsWith(speaker)) fits++;
         }
         return fits === arguments[0]",
        json!([all]),
    );
    page.click_text("h2.group a", "Sergei Lavrov");
    page.wait_for_text("h1", "Sergei Lavrov");
    page.wait_for_text(".profile li", "the minister");
    page.click_text(".shares summary", "Who is quoted how much");
    page.wait_for_text(".shares td", "(100 %)");
}

pub fn corrected(page: &Page<'_>) {
    page.open_view("#/quotes", "quotes");
    page.click_text("article.quotation button", "correct the speaker");
    page.type_into("article.quotation .correction input", "Anna Berg");
    page.click_text("article.quotation .correction button", "keep");
    page.wait_for_text("article.quotation .speaker", "Anna Berg");
    page.wait_for_text("article.quotation .reason", "found was Shinzo Abe");
    page.wait_for_text(".facet label", "Anna Berg");

    // It is there again when the page is.
    page.open_view("#/quotes?speaker=Anna+Berg", "quotes");
    page.wait_count("article.quotation", 1);
    page.keep_saved_files();
    page.click_text(".corrections button", "save as names.csv");
    page.until(
        "a row of names",
        "return window.__saved?.includes('\\r\\nAnna Berg,') && window.__name === 'names.csv'",
        json!([]),
    );
    page.click_text("article.quotation button", "correct the speaker");
    page.click_text("article.quotation .correction button", "as found");
    page.wait_gone("article.quotation");
    page.wait_gone(".corrections");

    // What others wrote there does no harm.
    page.eval("localStorage.setItem('crossread-speakers', 'x\\n\\t\\n0\\tNobody\\u0000')");
    page.open_view("#/quotes", "quotes");
    page.wait_for("article.quotation");
    page.click_text(".corrections button", "forget all");
    page.wait_gone(".corrections");
}

pub fn taken_away(page: &Page<'_>) {
    page.open_view("#/quotes?kind=direct&kind=mixed", "quotes");
    page.wait_for("article.quotation");
    let n = page.count("article.quotation");
    page.keep_saved_files();
    for (button, name, row) in [
        ("CSV", "statements.csv", "\r\n"),
        ("JSON", "statements.json", "{\"id\":"),
        ("RIS", "statements.ris", "N1  - "),
    ] {
        page.click_text(".ways button", button);
        page.until(
            "a file with each statement",
            "const [name, row, n] = arguments;
             return window.__name === name && window.__saved?.split(row).length - 1 >= n",
            json!([name, row, n]),
        );
    }
    for (button, name) in [("BibTeX", "statements.bib"), ("CSL", "statements.json")] {
        page.click_text(".ways button", button);
        page.until(
            "a file of references",
            "return window.__name === arguments[0] && window.__saved?.includes('TASS')",
            json!([name]),
        );
    }
}
