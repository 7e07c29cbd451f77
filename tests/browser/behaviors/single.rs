//! The page and its corpus as one file, opened from a disk.

use serde_json::json;

use super::bring::put_together;
use crate::page::Page;
use crate::site::ONE_FILE;

/// The policy of the page, and whether it has a worker.
fn is_alone(page: &Page<'_>) {
    let policy = page.eval("return document.querySelector('meta[http-equiv]').content");
    let policy = policy.as_str().expect("it is a text");
    assert!(policy.contains("default-src 'none'"), "{policy}");
    assert!(!policy.contains("connect-src"), "{policy}");
    assert_eq!(
        page.take_requests(),
        [] as [&str; 0],
        "the file asked a server"
    );
}

pub fn opens_from_a_disk(page: &Page<'_>) {
    page.take_requests();
    page.open_from_disk(ONE_FILE, "#/search?q=shikotan");
    page.take_requests();
    page.wait_ready("search");
    page.wait_for("li.hit mark");
    page.click_text("nav a", "Quotes");
    page.wait_ready("quotes");
    page.wait_for_text("article", "Abe");
    let all = page.texts("article").len();
    page.click_text(".facet label", "Lavrov");
    page.until(
        "fewer statements",
        "const left = visible('article');
         return left.length > 0 && left.length < arguments[0]
             && left.every((it) => it.textContent.includes('Lavrov'))",
        json!([all]),
    );
    page.click_text("nav a", "Compare");
    page.wait_ready("compare");
    page.click_text("nav a", "Names");
    page.wait_ready("names");
    page.back();
    page.wait_ready("compare");
    is_alone(page);
}

/// Makes a file of four articles, in the file itself, and opens it in turn.
pub fn is_made_in_the_page(page: &Page<'_>) {
    page.open_from_disk(ONE_FILE, "#/corpus");
    page.take_requests();
    page.wait_ready("corpus");
    put_together(page);
    page.keep_saved_files();
    page.click_text("#workshop button", "one page");
    page.wait_for_text("#workshop .said", "Saved");
    page.until(
        "the file",
        "return window.__saved?.startsWith('<!DOCTYPE html>')",
        json!([]),
    );
    let html = page.eval("return window.__saved");
    let html = html.as_str().expect("it was saved");
    assert_eq!(page.eval("return window.__name"), json!("articles.html"));
    is_alone(page);

    let file = page.write_beside("articles", html);
    page.open_from_disk(&file, "#/search?q=ferry");
    page.take_requests();
    page.wait_for_text("li.hit", "the ferry left on Friday");
    is_alone(page);
}
