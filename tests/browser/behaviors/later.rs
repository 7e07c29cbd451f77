//! The second part of the wasm, when it does not come.

use std::fs;

use super::hosted::SITE;
use crate::page::Page;

pub fn is_tried_again(page: &Page<'_>) {
    let (site, folder) = SITE.copied(page, "halved");
    let files = fs::read_dir(&folder).expect("it is there").flatten();
    let part = files.map(|it| it.path()).find(|it| {
        let name = it.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("later-") && name.ends_with(".wasm")
    });
    let part = part.expect("the wasm has a second part");
    let away = part.with_extension("away");
    fs::rename(&part, &away).expect("it can be renamed");

    page.open(&format!("{site}#/quotes"));
    page.wait_for_text("main .failure", "A part of the page could not be loaded.");
    // What the first part does goes on.
    page.type_into("#find", "shikotan");
    page.wait_for("li.hit mark");
    fs::rename(&away, &part).expect("it can be renamed back");
    page.click_text("nav[aria-label=Views] a", "Names");
    page.wait_ready("names");
    page.forgive(&["later-", "404"]);
}
