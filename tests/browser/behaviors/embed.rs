//! Pieces of the page in other people's pages (`tests/browser/hosts`).

use std::path::Path;

use serde_json::{Value, json};

use crate::engine::Engine;
use crate::page::Page;
use crate::site::PACKAGE;

/// Waits until the element shows all of a view.
#[track_caller]
fn wait_shown(page: &Page<'_>, element: &str, view: &str) {
    page.until(
        &format!("{element} to show {view}"),
        "const main = document.querySelector(arguments[0])?.shadowRoot.querySelector('main');
         return main?.dataset.view === arguments[1] && main.dataset.state === 'ready'
             || main?.outerHTML.slice(0, 200)",
        json!([element, view]),
    );
}

/// What `script` gives for the shadow root of an element, which it knows as `root`.
#[track_caller]
fn inside(page: &Page<'_>, element: &str, script: &str) -> Value {
    let script = format!("const root = document.querySelector(arguments[0]).shadowRoot; {script}");
    page.eval_with(&script, json!([element]))
}

/// Waits until `script` is true of the shadow root of an element.
#[track_caller]
fn until_inside(page: &Page<'_>, element: &str, script: &str) {
    let whole = format!("const root = document.querySelector(arguments[0]).shadowRoot; {script}");
    page.until(script, &whole, json!([element]));
}

pub fn share_an_engine(page: &Page<'_>) {
    page.open("hosts/strict.html");
    wait_shown(page, "#first", "search");
    wait_shown(page, "#second", "quotes");
    assert_eq!(
        page.eval("return window.__harness.workers.length"),
        json!(1),
        "two elements, one engine"
    );
    let asked = page.take_requests();
    let corpora = asked.iter().filter(|it| it.ends_with("corpus.crossread"));
    assert_eq!(corpora.count(), 1, "the corpus is loaded once");

    // What it does is told, and the host's address is the host's.
    page.eval(
        "window.__told = [];
         for (const name of ['search', 'open', 'select-quote', 'error'])
           document.addEventListener(name, ({ target, detail }) => window.__told.push([name, target.id, detail]));
         document.querySelector('#first').search('treaty')",
    );
    until_inside(
        page,
        "#first",
        "return root.querySelector('h1').innerText === 'Search: treaty'",
    );
    until_inside(
        page,
        "#first",
        "return root.querySelector('li.hit a') !== null",
    );
    inside(page, "#first", "root.querySelector('li.hit a').click()");
    wait_shown(page, "#first", "read");
    let told = page.eval("return window.__told");
    assert_eq!(told[0], json!(["search", "first", { "query": "treaty" }]));
    assert_eq!(told[1][0], json!("open"), "{told}");
    assert!(told[1][2]["document"].is_string(), "{told}");
    assert_eq!(page.address(), "", "the host's own address");
    inside(
        page,
        "#first",
        "[...root.querySelectorAll('button')].find((it) => it.innerText === 'Back').click()",
    );
    wait_shown(page, "#first", "search");
    let state = page.eval("return document.querySelector('#first').state");
    assert_eq!(state, json!("#/search?q=treaty"));

    // Keys act where the focus is.
    page.eval("document.body.tabIndex = 0; document.body.focus()");
    page.press("?");
    inside(
        page,
        "#second",
        "root.querySelector('main h1').focus({ preventScroll: true })",
    );
    page.press("?");
    until_inside(
        page,
        "#second",
        "return root.querySelector('dialog[open]') !== null",
    );
    let others = inside(page, "#first", "return root.querySelector('dialog[open]')");
    assert_eq!(others, Value::Null, "the other element heard nothing");
    assert_eq!(
        page.eval("return localStorage.length"),
        json!(0),
        "the host's storage is the host's"
    );
    assert_eq!(
        page.eval("return document.title"),
        json!("A strict host"),
        "so is its title"
    );
}

pub fn comes_and_goes(page: &Page<'_>) {
    page.open("hosts/rough.html");
    wait_shown(page, "cross-read", "quotes");
    let look = inside(
        page,
        "cross-read",
        "const style = getComputedStyle(root.querySelector('.page'));
         const text = getComputedStyle(root.querySelector('blockquote'));
         return [getComputedStyle(root.host).display, style.direction, style.fontSize, text.fontFamily.includes('Source Serif')]",
    );
    assert_eq!(look, json!(["block", "ltr", "18px", true]));

    // Moving it changes nothing.
    page.eval(
        "window.__main = document.querySelector('cross-read').shadowRoot.querySelector('main');
         document.querySelector('#there').append(document.querySelector('cross-read'))",
    );
    until_inside(
        page,
        "cross-read",
        "return root.querySelector('main') === window.__main",
    );
    assert_eq!(page.eval("return window.__harness.ended"), json!(0));

    // Taking it away ends the engine; put back, it shows what it had shown.
    page.eval(
        "window.__element = document.querySelector('cross-read'); window.__element.search('kuril')",
    );
    wait_shown(page, "cross-read", "search");
    for n in 1..=3 {
        page.eval("window.__element.remove()");
        page.until(
            "the worker is ended",
            "return window.__harness.ended === arguments[0]",
            json!([n]),
        );
        page.eval("document.querySelector('#here').append(window.__element)");
        wait_shown(page, "cross-read", "search");
    }
    let workers = page.eval("return window.__harness.workers.length");
    assert_eq!(workers, json!(4), "one at a time");
    until_inside(
        page,
        "cross-read",
        "return root.querySelector('h1').innerText === 'Search: kuril' && root.querySelectorAll('.page').length === 1",
    );
}

pub fn waits_until_near(page: &Page<'_>) {
    page.open("hosts/far.html");
    page.until(
        "the element is known",
        "return customElements.get('cross-read') !== undefined",
        json!([]),
    );
    let early = page.take_requests();
    assert!(
        !early
            .iter()
            .any(|it| it.ends_with(".wasm") || it.contains("/guest-")),
        "nobody has seen it yet: {early:?}"
    );
    page.eval("document.querySelector('cross-read').scrollIntoView()");
    wait_shown(page, "cross-read", "overview");
}

pub fn frames_fit(page: &Page<'_>) {
    page.open("hosts/framed.html");
    let fits = "const frame = document.querySelector(arguments[0]);
         const height = frame.getBoundingClientRect().height;
         return height > 600 || height";
    page.until("the frame is as high as the hits", fits, json!(["#open"]));
    page.eval(
        "const open = document.querySelector('#open').contentDocument;
         open.querySelector('li.hit a').click()",
    );
    page.until(
        "the frame shows the source",
        "const main = document.querySelector('#open').contentDocument.querySelector('main');
         return main.dataset.view === 'read' && main.dataset.state === 'ready'",
        json!([]),
    );

    // A frame without an origin: no storage, no worker, and all of it works. For WebKit the policy of
    // such a page means that nothing is its own, so there it is a frame that keeps its origin.
    let closed = match page.engine() {
        Engine::WebKit => "#narrow",
        _ => "#closed",
    };
    page.until("the closed frame too", fits, json!([closed]));
    page.in_frame(closed, || {
        page.wait_ready("quotes");
        page.wait_for_text("article", "Abe");
        let fits = page.eval("return document.documentElement.scrollWidth <= 320");
        assert_eq!(fits, json!(true), "nothing is wider than the frame");
    });
}

/// Packed, installed, and used from a page that Vite has put together and from one without a bundler.
pub fn comes_from_npm(page: &Page<'_>) {
    assert!(
        Path::new(PACKAGE).join("vite/dist").is_dir(),
        "there is no installed package; run tests/package/build.sh dist {PACKAGE} first, as make test does"
    );
    page.open("hosts/vite/index.html");
    wait_shown(page, "cross-read", "search");
    until_inside(
        page,
        "cross-read",
        "return root.querySelector('h1').innerText === 'Search: kuril' && root.querySelector('li.hit') !== null",
    );
    assert_eq!(page.eval("return document.title"), json!("kuril"));
    page.open("hosts/plain/index.html");
    wait_shown(page, "cross-read", "names");
}

pub fn snippets(page: &Page<'_>) {
    page.open_view("#/quotes?speaker=Sergei+Lavrov", "quotes");
    page.click(".tools .embed");
    page.wait_for("dialog.embedding");
    let [element, frame] = &page.texts("dialog.embedding code")[..] else {
        panic!("two snippets");
    };
    assert!(
        element.contains("/a/b/embed.js\"></script>")
            && element.contains("<cross-read at=\"/quotes?speaker=Sergei+Lavrov\">"),
        "{element}"
    );
    assert!(
        frame.contains("/a/b/?embed#/quotes?speaker=Sergei+Lavrov\""),
        "{frame}"
    );
    page.click_text("dialog.embedding button", "Close");
    page.wait_gone("dialog.embedding");

    // What is given for one quotation shows it and nothing else.
    page.click_text("article:first-of-type button", "embed");
    page.wait_for("dialog.embedding");
    let element = page.text("dialog.embedding code");
    let pasted = page.write_beside(
        "hosts/pasted",
        &format!("<!DOCTYPE html><meta charset=utf-8><title>Pasted</title><link rel=icon href='data:,'>{element}"),
    );
    page.open(&pasted);
    wait_shown(page, "cross-read", "quotes");
    let shown = inside(
        page,
        "cross-read",
        "return [root.querySelectorAll('article').length, root.querySelector('.masthead').hidden]",
    );
    assert_eq!(shown, json!([1, true]));

    // A row alone.
    page.open_view(&row_alone(page), "compare");
    page.wait_count("table.compare tbody tr", 1);
}

/// The address of the second row of the first two sources alone.
fn row_alone(page: &Page<'_>) -> String {
    page.open_view("#/", "overview");
    let keys = page.eval(
        "return [...document.querySelectorAll('.sources a.title')].slice(0, 2)
             .map((it) => it.getAttribute('href').replace('#/read/', ''))",
    );
    let keys: Vec<&str> = (keys.as_array().expect("two").iter())
        .filter_map(Value::as_str)
        .collect();
    format!("#/compare?docs={}&row=2&rows=one", keys.join(","))
}
