//! A site where nothing runs: no scripts, or no wasm.

use std::fs;

use super::offline::{SITE, make};
use crate::page::Page;

/// The site's first page under another policy.
fn open_with_policy(page: &Page<'_>, name: &str, before: &str, after: &str) {
    make(page);
    let folder = page.folder().join(SITE);
    let html = fs::read_to_string(folder.join("index.html")).expect("it is there");
    assert!(html.contains(before), "the policy has changed: {html}");
    page.write_beside(&format!("{SITE}{name}"), &html.replace(before, after));
    page.open(&format!("{SITE}{name}"));
}

/// Follows a source and a quotation from the index.
fn read(page: &Page<'_>) {
    page.wait_for_text("h1", "A peace treaty between Russia and Japan");
    page.wait_count(".sources > li", 5);
    page.click(".sources > li:nth-child(2) a");
    page.wait_for_text(".passage", "Kunashir");
    page.click_text("nav a", "Quotes");
    page.wait_for_text("blockquote", "exploit our potential");
    page.click("article:first-of-type .chain a");
    page.wait_for("#passage-0:target");
}

pub fn is_read_without_scripts(page: &Page<'_>) {
    let own = "script-src 'self' 'wasm-unsafe-eval'";
    open_with_policy(page, "still.html", own, "script-src 'none'");
    read(page);
}

pub fn is_read_without_wasm(page: &Page<'_>) {
    open_with_policy(page, "blocked.html", " 'wasm-unsafe-eval'", "");
    page.wait_for_text("main .failure", "This browser");
    read(page);
}
