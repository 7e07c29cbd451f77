//! The pages of a site that are read without scripts: where nothing runs, and how the app takes over
//! where it does.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::bring::put_together;
use super::hosted::SITE;
use crate::page::Page;

/// Opens a copy of the site whose pages have another policy.
fn open_with_policy(page: &Page<'_>, name: &str, before: &str, after: &str) {
    let (copy, folder) = SITE.copied(page, name);
    let sources = fs::read_dir(folder.join("read")).expect("pages of sources");
    let sources = sources.flatten().map(|it| it.path());
    let others = ["index.html", "quotes.html"].map(|it| folder.join(it));
    let is_html = |it: &PathBuf| it.extension().is_some_and(|it| it == "html");
    for file in sources.filter(is_html).chain(others) {
        let html = fs::read_to_string(&file).expect("it is there");
        assert!(html.contains(before), "the policy has changed: {html}");
        fs::write(file, html.replace(before, after)).expect("it can be written");
    }
    page.open(&copy);
}

/// Follows a source and a quotation from the index; `settles` waits for what a script puts above the
/// text of each page, which moves what is to be clicked.
fn read(page: &Page<'_>, settles: impl Fn(&Page<'_>)) {
    page.wait_for_text("h1", "A peace treaty between Russia and Japan");
    page.wait_count(".sources > li", 5);
    settles(page);
    page.click(".sources > li:nth-child(2) a");
    page.wait_for_text(".passage", "Kunashir");
    settles(page);
    page.click_text("nav a", "Quotes");
    page.wait_for_text("blockquote", "exploit our potential");
    settles(page);
    page.click("article:first-of-type .acts a");
    page.wait_for("#passage-0:target");
}

pub fn is_read_without_scripts(page: &Page<'_>) {
    let own = "script-src 'self' 'wasm-unsafe-eval'";
    open_with_policy(page, "still", own, "script-src 'none'");
    read(page, |_| ());
}

pub fn is_read_without_wasm(page: &Page<'_>) {
    open_with_policy(page, "blocked", " 'wasm-unsafe-eval'", "");
    read(page, |it| it.wait_for_text("main .failure", "This browser"));
}

/// Where the first passage begins of which more than a line is in sight, and which it is.
const IN_SIGHT: &str = "
    const rows = [...document.querySelectorAll('[id^=passage-], [id^=said-]')];
    const row = rows.find((it) => it.getBoundingClientRect().bottom > 40);
    window.__seen = [row.id, row.getBoundingClientRect().top];";

/// Whether the app waits to be let go on.
const HELD: &str = "return Boolean(window.__go)";

/// A copy of the site in which the app is held back until [`moved_by`], so that what is there before is
/// looked at.
fn held_site(page: &Page<'_>) -> String {
    let (held, copy) = SITE.copied(page, "held");
    let boot = names_below(&copy, "boot-").pop();
    let boot = copy.join(boot.expect("the page has a script that starts it"));
    let code = fs::read_to_string(&boot).expect("it is there");
    let started = "glue.page(spawn, corpus)";
    assert!(code.contains(started), "{code}");
    // The corpus comes when it is told to.
    let held_back =
        "glue.page(spawn, () => new Promise((go) => { window.__go = go; }).then(corpus))";
    fs::write(boot, code.replace(started, held_back)).expect("it can be written");
    held
}

/// Opens a page of [`held_site`].
fn open_held(page: &Page<'_>, file: &str) {
    page.open(&format!("{}{file}", held_site(page)));
    page.until("the app has started", HELD, json!([]));
}

/// The files of a folder that begin so.
fn names_below(folder: &Path, start: &str) -> Vec<String> {
    let files = fs::read_dir(folder).expect("it is a folder").flatten();
    let names = files.map(|it| it.file_name().to_string_lossy().into_owned());
    names
        .filter(|it| it.starts_with(start) && it.ends_with(".js"))
        .collect()
}

/// The page of a source.
pub fn source(page: &Page<'_>) -> String {
    let pages = fs::read_dir(SITE.folder(page).join("read")).expect("pages of sources");
    let names = pages
        .flatten()
        .map(|it| it.file_name().to_string_lossy().into_owned());
    let found = names
        .filter(|it| it.starts_with("tass") && it.ends_with(".html"))
        .min();
    format!("read/{}", found.expect("a page of TASS"))
}

/// Lets the app go on, and says how far what was in sight has moved, in pixels.
#[track_caller]
fn moved_by(page: &Page<'_>, view: &str) -> f64 {
    page.eval(&format!("{IN_SIGHT} window.__go()"));
    page.wait_ready(view);
    page.wait_gone("main[data-plain]");
    let moved = page.eval(
        "const [id, top] = window.__seen;
         return document.getElementById(id).getBoundingClientRect().top - top",
    );
    moved.as_f64().expect("it is there")
}

pub fn is_taken_over_in_place(page: &Page<'_>) {
    let file = source(page);
    let key = file.trim_start_matches("read/").trim_end_matches(".html");
    open_held(page, &file);
    page.wait_for("main[data-plain] .passage");
    page.eval("scrollTo(0, document.documentElement.scrollHeight / 2)");
    let moved = moved_by(page, "read");
    assert!(moved.abs() <= 2.0, "the text has moved by {moved} px");
    assert_eq!(page.address(), format!("#/read/{key}"));
    // It is the app, at an address of its own, as if it had been opened there.
    page.click_text("nav a", "Names");
    page.wait_ready("names");
    page.back();
    page.wait_ready("read");
    page.eval("delete window.__go; location.reload()");
    page.until("the app has started", HELD, json!([]));
    page.eval("window.__go()");
    page.wait_ready("read");
}

pub fn is_taken_over_on_a_phone(page: &Page<'_>) {
    let address = format!("{}{}", held_site(page), source(page));
    page.open("narrow.html");
    page.eval_with(
        "document.querySelector('iframe').src = arguments[0]",
        json!([address]),
    );
    page.in_frame("iframe", || {
        page.until("the app has started", HELD, json!([]));
        page.eval("scrollTo(0, document.documentElement.scrollHeight / 2)");
        let moved = moved_by(page, "read");
        assert!(moved.abs() <= 2.0, "the text has moved by {moved} px");
    });
}

pub fn is_taken_over_at_the_passage(page: &Page<'_>) {
    let file = source(page);
    open_held(page, &format!("{file}#passage-4"));
    page.wait_for("#passage-4:target");
    // The drawing pauses wherever it may, as it does where time flies.
    page.eval("const now = Date.now; let past = 0; Date.now = () => now() + (past += 20)");
    let moved = moved_by(page, "read");
    assert!(moved.abs() <= 2.0, "the text has moved by {moved} px");
    assert!(page.address().ends_with("?p=5"), "{}", page.address());
    page.wait_for("#passage-4[data-chosen=true]");
    assert!(page.has_focus("#passage-4"));
}

pub fn quotations_are_taken_over(page: &Page<'_>) {
    open_held(page, "quotes.html");
    page.wait_for("main[data-plain] .quotation");
    page.eval("document.querySelectorAll('.quotation')[8].scrollIntoView(); scrollBy(0, -100)");
    let moved = moved_by(page, "quotes");
    assert!(moved.abs() <= 2.0, "the quotation has moved by {moved} px");
    assert_eq!(page.address(), "#/quotes");
}

pub fn an_index_gives_way_to_other_views(page: &Page<'_>) {
    open_held(page, "index.html#/quotes");
    // The app draws at once, and nothing else was seen before.
    page.wait_for("main[data-view=opening]");
    assert_eq!(page.count("main[data-plain], .sources"), 0);
    page.eval("window.__go()");
    page.wait_ready("quotes");

    // What stands in the page is hidden as long as it is not answered, and comes back when nothing will.
    let unseen = "return document.querySelector('main[data-plain]') !== null && visible('.sources')
        .every((it) => getComputedStyle(it).visibility === 'hidden')";
    let script = "src=\"boot-";
    let html = fs::read_to_string(SITE.folder(page).join("index.html")).expect("it is there");
    let site = SITE.address(page);
    assert!(html.contains(script), "{html}");
    let waits = html.replace("type=\"module\" src=\"boot-", "type=\"never\" src=\"boot-");
    let waiting = page.write_beside(&format!("{site}waiting"), &waits);
    page.open(&format!("{waiting}#/quotes"));
    page.until("the index is hidden", unseen, json!([]));
    page.open(&waiting);
    page.wait_for_text("h1", "A peace treaty between Russia and Japan");
    page.until(
        "the index is seen",
        "return getComputedStyle(document.querySelector('.sources')).visibility === 'visible'",
        json!([]),
    );

    let broken = html.replace(script, "src=\"no-boot-");
    let missing = page.write_beside(&format!("{site}missing"), &broken);
    page.open(&format!("{missing}#/quotes"));
    page.until(
        "the index is back",
        "return getComputedStyle(document.querySelector('.sources')).visibility === 'visible'",
        json!([]),
    );
}

pub fn what_is_read_stays_without_a_corpus(page: &Page<'_>) {
    let file = source(page);
    open_held(page, &file);
    page.eval("window.__go(Promise.reject(new Error('There is no corpus.')))");
    page.wait_for_text("main[data-plain] .failure", "There is no corpus.");
    page.wait_for_text(".passage", "Japan");
    page.until(
        "the address is that of what is read",
        "return location.pathname.endsWith(arguments[0])",
        json!([file]),
    );
}

pub fn are_saved_with_a_site(page: &Page<'_>) {
    page.open_view("#/corpus", "corpus");
    put_together(page);
    page.keep_saved_files();
    page.click_text("#workshop button", "a site as a zip");
    page.wait_for_text("#workshop .said", "Saved");
    page.until(
        "the zip is read",
        "return window.__saved !== null",
        json!([]),
    );
    // The names of its files stand in a zip as they are, once beside the file and once in the list.
    let names = page.eval(
        "return ['/index.html', '/quotes.html', '/read/'].map((it) => window.__saved.split(it).length - 1)",
    );
    assert_eq!(
        names,
        json!([2, 2, 8]),
        "an index, quotations, four sources"
    );
}
