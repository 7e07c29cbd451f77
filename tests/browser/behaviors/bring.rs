//! Articles that a reader brings.

use crossread::builder;
use crossread::bundle::encode;
use crossread::ingest;
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::page::Page;
use crate::site::BASE;

/// Waits until everything is read and kept.
const KEPT: &str = "kept in this browser";

/// Four reports of one event, made up.
const ARTICLES: [(&str, &str); 4] = [
    (
        "01-post-ferry.md",
        "---\ntitle: Ferry sails again\noutlet: Harbor Post\ndate: 2021-03-05\n---\n\n\
         The ferry sailed at noon on Friday, after four months in the dock.\n\n\
         “We are back,” Captain Mara Lindqvist said. The crossing took forty minutes.\n",
    ),
    (
        "02-gazette-ferry.md",
        "---\ntitle: Island linked to the mainland\noutlet: Gazette\ndate: 2021-03-06\n---\n\n\
         Islanders can cross to the mainland once more: the ferry left on Friday at noon.\n\n\
         The council had paid for a new engine. “It was worth the wait,” Mayor Tom Aldous said.\n",
    ),
    (
        "03-wire-ferry.html",
        "<!doctype html><html lang=en><head><title>Ferry link restored | Coast Wire</title>\
         <meta property=og:site_name content='Coast Wire'>\
         <meta property=article:published_time content=2021-03-05T15:10:00+01:00></head><body>\
         <nav><a href=/>Home</a> <a href=/world>World</a></nav><article><h1>Ferry link restored</h1>\
         <p>The ferry to the island sailed again on Friday after repairs that took the whole winter.</p>\
         <p>“Nobody missed the old engine,” harbor master Ines Falk said when the ship came in.</p>\
         </article><footer><p>© 2021 Coast Wire. All rights reserved.</p></footer></body></html>",
    ),
    (
        "tribune-ferry.txt",
        "Crossing resumes after winter\n\n\
         The crossing between island and mainland resumed on Friday with the first ferry in months.\n\n\
         Mara Lindqvist, the captain, told reporters that the new engine is quieter than the old one.\n",
    ),
];

/// Drops files (name, words) on the workshop, as a browser would tell of it.
fn drop_files(page: &Page<'_>, files: &[(&str, &str)]) {
    page.eval_with(
        "const transfer = new DataTransfer();
         for (const [name, words] of arguments[0]) transfer.items.add(new File([words], name));
         const event = new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true });
         document.querySelector('#workshop').dispatchEvent(event)",
        json!([files]),
    );
}

/// Drops the four articles on the workshop that is open; the page then has them as its corpus.
pub fn put_together(page: &Page<'_>) {
    drop_files(page, &ARTICLES);
    page.wait_for_text("#workshop .summary", "4 documents");
    page.until(
        "all of it is put together",
        "return document.querySelector('#find').placeholder === 'Search 4 sources'",
        json!([]),
    );
}

/// Opens the workshop with the four articles, all of them read and kept.
fn bring(page: &Page<'_>) {
    page.open_view("#/corpus", "corpus");
    drop_files(page, &ARTICLES);
    page.wait_for_text("#workshop .said", KEPT);
}

/// The bundle that is kept, as the page has written it.
fn kept_bundle(page: &Page<'_>) -> Vec<u8> {
    page.until(
        "the bundle is read",
        "if (!window.__kept) {
           window.__kept = 'asked';
           const id = new URLSearchParams(location.search).get('kept');
           fetch('files.json').then((it) => it.json())
             .then((files) => import(new URL(files.find((it) => it.startsWith('workshop/kept')), document.baseURI).href))
             .then((it) => it.kept.bytes(id)).then((it) => { window.__kept = Array.from(it); });
         }
         return Array.isArray(window.__kept)",
        json!([]),
    );
    let bytes = page.eval("return window.__kept");
    let bytes = bytes.as_array().expect("it is a list");
    bytes
        .iter()
        .filter_map(Value::as_u64)
        .map(|it| it as u8)
        .collect()
}

pub fn are_read_kept_and_found(page: &Page<'_>) {
    bring(page);
    let address = page.address();
    assert!(address.starts_with("?kept="), "{address}");

    // As the program would have it, byte for byte.
    let files = ARTICLES.map(|(name, words)| ingest::read(name, words.as_bytes()));
    let documents = files.into_iter().flat_map(|it| it.documents).collect();
    let settings = builder::Settings::default();
    let expected = encode(&builder::build(documents, &settings).bundle);
    assert!(
        kept_bundle(page) == expected,
        "the page and the program differ"
    );

    // The page has them at once, and after a reload.
    page.edit_address("#/search?q=ferry");
    page.wait_for("li.hit");
    page.wait_for_text("li.hit", "the ferry left on Friday");
    page.open_view(&address.replace("#/corpus", "#/quotes"), "quotes");
    page.wait_for_text("main", "Mara Lindqvist");

    // And nobody else has heard of them.
    let paths = page.take_requests();
    let elsewhere: Vec<&String> = paths.iter().filter(|it| !it.starts_with(BASE)).collect();
    assert!(
        elsewhere.is_empty(),
        "asked for outside of {BASE}: {elsewhere:?}"
    );
}

pub fn are_put_right_in_place(page: &Page<'_>) {
    bring(page);
    let set = |selector: &str, words: &str| {
        page.eval_with(
            "const field = document.querySelector(arguments[0]);
             field.focus();
             field.value = arguments[1];
             field.dispatchEvent(new Event('change', { bubbles: true }))",
            json!([selector, words]),
        );
    };
    set(
        ".files tbody:last-child .headline input",
        "The crossing is back",
    );
    page.wait_for_text("#undo", "The crossing is back");
    set(
        ".files tbody:last-child [data-head=Date] input",
        "yesterday",
    );
    page.wait_for_text("#workshop .said", "is not a date");
    set(".files tbody:last-child [data-head=Date] input", "2021-03~");
    page.wait_for_text("#undo", "2021-03~");

    page.click(".files tbody:last-child button");
    page.wait_count(".inside ol > li", 3);
    page.eval(
        "const label = document.querySelector('.inside select');
         label.value = 'related';
         label.dispatchEvent(new Event('change', { bubbles: true }))",
    );
    page.wait_for_text(".inside .why", "put right by hand");
    page.wait_for_text("#undo", "related");
    page.click("#undo");
    page.wait_for_text("#undo", "2021-03~");
    page.wait_for_text("#workshop .said", KEPT);

    page.click_text(".file-name a", "tribune-ferry.txt");
    page.wait_ready("read");
    page.wait_for_text("main h1", "The crossing is back");
}

pub fn survive_a_reader_that_dies(page: &Page<'_>) {
    page.open_view("#/corpus", "corpus");
    page.click("#workshop button");
    page.wait_for("#workshop label.button");
    // The worker is ended in the very task in which it gets its first file.
    page.eval_with(
        "const { workers } = window.__harness;
         workers.push = (worker) => {
           delete workers.push;
           workers.push(worker);
           worker.terminate();
           setTimeout(() => worker.dispatchEvent(new ErrorEvent('error', { cancelable: true })));
         };
         const transfer = new DataTransfer();
         for (const [name, words] of arguments[0]) transfer.items.add(new File([words], name));
         const event = new DragEvent('drop', { dataTransfer: transfer, bubbles: true });
         document.querySelector('#workshop').dispatchEvent(event)",
        json!([ARTICLES]),
    );
    page.wait_for_text("#workshop .said", "3 documents kept");
    page.wait_for_text(".without .findings", "stopped the reader");
    page.wait_count(".files .headline", 3);
}

pub fn too_many_to_put_together_are_told(page: &Page<'_>) {
    page.open_view("#/corpus", "corpus");
    // Every worker is lost over its first bundle, the third kind of job, when it has read the files
    // that it was given before.
    page.eval(
        "const { postMessage } = Worker.prototype;
         window.__lost = 0;
         const die = (worker) => {
           window.__lost += 1;
           worker.dispatchEvent(new ErrorEvent('error', { cancelable: true }));
         };
         Worker.prototype.postMessage = function (message, moved) {
           const kind = Array.isArray(message) ? message[0][0] : undefined;
           if (kind === 0) {
             this.unread = (this.unread ?? 0) + 1;
             this.addEventListener('message', () => {
               this.unread -= 1;
               if (this.before > 0 && --this.before === 0) die(this);
             }, { once: true });
           }
           if (kind !== 2) return postMessage.call(this, message, moved);
           this.before = this.unread ?? 0;
           if (this.before === 0) setTimeout(() => die(this));
         }",
    );
    drop_files(page, &ARTICLES);
    page.wait_for_text("#workshop .findings", "could not be put together");
    page.wait_count(".files .headline", 4);
    // One more after each failure would be an attempt without end.
    let lost = page.eval("return window.__lost");
    assert!(
        lost.as_u64().is_some_and(|it| (2..=10).contains(&it)),
        "{lost}"
    );
}

pub fn are_refused_with_a_sentence(page: &Page<'_>) {
    page.open_view("#/corpus", "corpus");
    page.eval_with(
        "const megabyte = new Blob([new Uint8Array(1 << 20).fill(97)]);
         const transfer = new DataTransfer();
         const add = (parts, name) => transfer.items.add(new File(parts, name));
         add(Array(500).fill(megabyte), 'huge.txt');
         add([], 'empty.txt');
         add([new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 0, 0])], 'picture.txt');
         add(['no archive'], 'broken.crossread');
         for (const [name, words] of arguments[0]) add([words], name);
         for (const [name, words] of arguments[0]) add([words], name);
         const event = new DragEvent('drop', { dataTransfer: transfer, bubbles: true });
         document.querySelector('#workshop').dispatchEvent(event)",
        json!([ARTICLES]),
    );
    page.wait_for_text("#workshop .said", "4 documents kept");
    let told = page.texts(".without").join("\n");
    for words in [
        "huge.txt: the file has 524 MB",
        "empty.txt: ",
        "picture.txt:",
        "broken.crossread: ",
    ] {
        assert!(told.contains(words), "{words} is missing in\n{told}");
    }
    assert_eq!(page.count(".without"), 4);
    assert_eq!(
        page.count(".files .headline"),
        4,
        "the same file twice is one"
    );
}

pub fn are_read_though_nothing_can_be_kept(page: &Page<'_>) {
    page.open_view("#/corpus", "corpus");
    page.eval(
        "const full = () => { throw new DOMException('full', 'QuotaExceededError'); };
         if (window.FileSystemFileHandle?.prototype.createWritable) FileSystemFileHandle.prototype.createWritable = full;
         IDBObjectStore.prototype.put = full",
    );
    drop_files(page, &ARTICLES);
    page.wait_for_text("#workshop .said", "no room left");
    page.edit_address("#/search?q=ferry");
    page.wait_for("li.hit");
}

pub fn are_removed_and_brought_back(page: &Page<'_>) {
    bring(page);
    page.wait_count(".kept li", 1);
    page.click(".kept li button");
    page.wait_gone(".kept li");
    page.click_text(".kept button", "undo removing");
    page.wait_count(".kept li", 1);
    // WebKit does not tell how much it grants.
    if page.eval("return Boolean(navigator.storage?.estimate)") == true {
        page.wait_for_text(".kept .room", "MB of");
    }
}

/// Goes on with Tab until `selector` has the keyboard.
#[track_caller]
fn tab_to(page: &Page<'_>, selector: &str) {
    for _ in 0..60 {
        if page.has_focus(selector) {
            return;
        }
        page.press(Key::Tab);
    }
    panic!("Tab does not come to {selector}");
}

pub fn are_pasted_with_keys_alone(page: &Page<'_>) {
    // One report under two headlines, long enough to be known again.
    let report = "The ferry between the island and the mainland sailed again on Friday, after four \
                  months in the dock. Captain Mara Lindqvist said that the crossing took forty \
                  minutes, five fewer than with the old engine. Harbor master Ines Falk said that \
                  nobody had missed the noise.";
    page.open_view("#/corpus", "corpus");
    tab_to(page, "#workshop button");
    page.press(Key::Enter);
    page.wait_for("#bring-files");
    assert!(
        page.has_focus("#bring-files"),
        "the first way to bring articles"
    );
    for (n, headline) in (1..).zip(["Ferry is back", "Island linked again"]) {
        tab_to(page, "#paste");
        page.press(Key::Enter);
        page.wait_for("#pasted");
        tab_to(page, "#pasted");
        page.press(headline);
        page.press(Key::Enter);
        page.press(Key::Enter);
        page.press(report);
        page.press(Key::Tab);
        page.press(Key::Enter);
        page.wait_count(".files .headline", n);
    }
    page.wait_for_text(
        "#workshop .copies",
        "2 files print one article: pasted1.txt, pasted2.txt",
    );
    assert_eq!(
        page.eval(
            "return [...document.querySelectorAll('.files .headline input')].map((it) => it.value)"
        ),
        json!(["Ferry is back", "Island linked again"])
    );

    // What was read is put right by keys, too, and typing goes on while the row is drawn anew.
    tab_to(page, ".files [data-head=Outlet] input");
    page.press("Harbor Post");
    page.press(Key::Tab);
    assert!(page.has_focus(".files [data-head=Date] input"));
    page.press("2021-");
    page.wait_for_text("#undo", "Harbor Post");
    page.press("03-05");
    page.press(Key::Enter);
    page.wait_for_text("#undo", "2021-03-05");
    assert!(page.has_focus(".files [data-head=Date] input"));
}
