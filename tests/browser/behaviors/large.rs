//! A corpus in shards, of which the page fetches what it needs.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use serde_json::json;

use crate::page::Page;
use crate::site::copy_folder;

/// Beside the page: a site whose corpus was cut, small as it is.
const SITE: &str = "cut/";

/// Makes the site beside the page, once for all engines.
fn make(page: &Page<'_>) {
    static MADE: OnceLock<()> = OnceLock::new();
    MADE.get_or_init(|| {
        let made = Command::new(env!("CARGO_BIN_EXE_crossread"))
            .args(["site", "assets/corpus", "--shards", "always", "--page"])
            .arg(page.dist())
            .arg("--output")
            .arg(page.folder().join(SITE))
            .output()
            .expect("the program runs");
        let told = String::from_utf8_lossy(&made.stderr).into_owned();
        assert!(made.status.success(), "{told}");
    });
}

/// A copy of the site for one engine: its address and its folder.
fn copied(page: &Page<'_>, name: &str) -> (String, PathBuf) {
    make(page);
    let site = format!("{name}-{}/", page.engine().name());
    let folder = page.folder().join(&site);
    copy_folder(&page.folder().join(SITE), &folder).expect("the site can be copied");
    (site, folder)
}

pub fn is_searched_and_read(page: &Page<'_>) {
    make(page);
    page.open_view(&format!("{SITE}#/"), "overview");
    page.wait_for_text("h1", "A peace treaty between Russia and Japan");
    page.wait_for_text(".lede", "5 reports of 4 outlets, 2018 to 2022.");
    page.wait_count("nav[aria-label=Views] a", 3);
    page.click_text("tbody a", "TASS");
    page.wait_ready("search");
    page.wait_for("li.hit");
    // The outlet is what the list is narrowed by.
    page.wait_count("main input[type=checkbox]:checked", 1);
    page.edit_address("#/search");
    page.wait_gone("li.hit");
    page.type_into("#find", "shikotn");
    page.wait_for_text("li.hit mark", "Shikotan");
    page.click("li.hit > a");
    page.wait_ready("read");
    page.wait_for(".passage[data-chosen=true] mark");
    page.until(
        "the title of the window",
        "return document.title.startsWith(document.querySelector('h1').textContent)",
        json!([]),
    );
    // Opened there, nothing is known of any source.
    let address = page.address();
    page.open(&format!("{SITE}{address}"));
    page.wait_ready("read");
    page.wait_for(".passage[data-chosen=true] mark");
    // Who speaks there is searched for, where there is no list of all that is said.
    page.click(".voice");
    page.wait_ready("search");
    page.wait_for("li.hit");
    page.open_view(&format!("{SITE}#/quotes"), "quotes");
    page.wait_for_text("h1", "Too much for one table");
}

pub fn is_searched_when_the_network_is_back(page: &Page<'_>) {
    // Nothing of it is kept by the browser.
    let (site, _) = copied(page, "far");
    page.open_view(&format!("{site}#/"), "overview");
    page.switch_server(false);
    page.type_into("#find", "kuril");
    page.wait_for_text(
        ".failure",
        "A part of this collection could not be fetched.",
    );
    page.switch_server(true);
    page.type_into("#find", "s");
    page.wait_for("li.hit mark");
}

pub fn is_not_shown_when_it_is_damaged(page: &Page<'_>) {
    let (site, folder) = copied(page, "damaged");
    for file in fs::read_dir(folder.join("shards"))
        .expect("it is there")
        .flatten()
    {
        fs::copy(page.folder().join(SITE).join("icon.svg"), file.path())
            .expect("it can be written");
    }
    page.open_view(&format!("{site}#/"), "overview");
    page.type_into("#find", "kuril");
    page.wait_for_text(".failure", "A part of this collection");
}
