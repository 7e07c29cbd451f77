//! A corpus in shards, of which the page fetches what it needs.

use std::fs;
use std::io::Write;

use crossread::bundle;
use crossread::shards::{self, FOLDER_NAME, ROOT_NAME};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;

use super::hosted::CUT;
use crate::page::Page;
use crate::site::add_harness;

pub fn is_searched_and_read(page: &Page<'_>) {
    let site = CUT.address(page);
    page.open_view(&format!("{site}#/"), "overview");
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
    page.open(&format!("{site}{address}"));
    page.wait_ready("read");
    page.wait_for(".passage[data-chosen=true] mark");
    // Who speaks there is searched for, where there is no list of all that is said.
    page.click(".voice");
    page.wait_ready("search");
    page.wait_for("li.hit");
    page.open_view(&format!("{site}#/quotes"), "quotes");
    page.wait_for_text("h1", "Too much for one table");
}

pub fn is_searched_when_the_network_is_back(page: &Page<'_>) {
    // Nothing of it is kept by the browser.
    let (site, _) = CUT.copied(page, "far");
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

pub fn is_awaited(page: &Page<'_>) {
    let (site, folder) = CUT.copied(page, "slow");
    add_harness(&folder).expect("the page can be written");
    page.open_view(&format!("{site}#/"), "overview");
    page.hold(Some(".shard"));
    page.eval(
        "window.__waits = 0;
         __harness.workers[0]?.addEventListener('message', ({ data }) => {
             if (data === 'waits') window.__waits += 1;
         })",
    );
    page.type_into("#find", "kuril");
    // Said again and again, so that no other answer makes the page lose patience.
    let is_told = "return window.__waits > 2";
    page.until("the worker waits for the network", is_told, json!([]));
    page.hold(None);
    page.wait_for("li.hit mark");
    let workers = page.eval("return [__harness.workers.length, __harness.ended]");
    assert_eq!(workers, json!([1, 0]));
}

pub fn is_searched_in_part_until_all_is_asked_for(page: &Page<'_>) {
    let (site, folder) = CUT.copied(page, "common");
    // Cut so finely that words of five articles are what those of a hundred thousand are else.
    let bundle = fs::read(page.dist().join("corpus.crossread")).expect("the page has a corpus");
    let bundle = bundle::decode(&bundle).expect("it is sound");
    let put = &mut |name: &str, bytes: &[u8]| {
        let is_written = match name {
            ROOT_NAME => fs::write(folder.join(name), bytes),
            _ => {
                let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
                packed.write_all(bytes).expect("there is room in memory");
                let packed = packed.finish().expect("there is room in memory");
                fs::write(folder.join(FOLDER_NAME).join(name), packed)
            }
        };
        is_written.map_err(|it| it.to_string())
    };
    shards::write_finely(bundle, 2_500, put).expect("there is room on the disk");
    page.open_view(&format!("{site}#/search?q=the+"), "search");
    page.wait_for_text(".results .lede", "were not looked through.");
    let before = page.count("li.hit");
    page.click_text(".reading a", "Search all of it");
    page.wait_for_text(".results .lede", "of 5 sources.");
    assert!(page.count("li.hit") > before, "all of it holds more");
    page.wait_address_with("reach=all");
    page.wait_gone(".reading a");
    // What is typed next is another matter.
    page.type_into("#find", "shikotan ");
    page.wait_for_text(
        ".reading",
        "“the”, which stands nearly everywhere and is left out",
    );
    page.wait_for_text("li.hit mark", "Shikotan");
    page.wait_for_text(".results .lede", "of 5 sources.");
}

pub fn is_not_shown_when_it_is_damaged(page: &Page<'_>) {
    let (site, folder) = CUT.copied(page, "damaged");
    for file in fs::read_dir(folder.join("shards"))
        .expect("it is there")
        .flatten()
    {
        fs::copy(folder.join("icon.svg"), file.path()).expect("it can be written");
    }
    page.open_view(&format!("{site}#/"), "overview");
    page.type_into("#find", "kuril");
    page.wait_for_text(".failure", "A part of this collection");
}
