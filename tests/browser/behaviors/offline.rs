//! A site that `crossread site` has made, without a network, and with a new release of it.

use std::fs;

use serde_json::json;

use super::hosted::SITE;
use super::plain::source;
use crate::page::Page;

/// Waits until the site is kept; the page that is open now is not yet of what is kept.
#[track_caller]
fn wait_kept(page: &Page<'_>) {
    page.until(
        "the site is kept",
        "if (window.__kept === undefined) {
           window.__kept = false;
           navigator.serviceWorker.ready.then(() => { window.__kept = true; });
         }
         return window.__kept",
        json!([]),
    );
}

pub fn reads_without_a_network(page: &Page<'_>) {
    let site = SITE.address(page);
    page.open_view(&format!("{site}#/"), "overview");
    wait_kept(page);
    page.switch_server(false);
    page.reload_at(&format!("{site}#/"));
    page.wait_ready("overview");
    page.reload_at(&format!("{site}#/search?q=shikotan"));
    page.wait_ready("search");
    page.wait_for("li.hit mark");
    // A view of the second part of the wasm.
    page.reload_at(&format!("{site}#/quotes?speaker=Sergei+Lavrov"));
    page.wait_ready("quotes");
    page.wait_for_text("article", "Lavrov");
    // A plain page, which the app takes over as it does with a network.
    page.eval_with("location.href = arguments[0]", json!([source(page)]));
    page.wait_ready("read");
    page.wait_gone("main[data-plain]");
    page.switch_server(true);
    forget(page);
}

pub fn reads_without_a_network_where_addresses_have_no_ending(page: &Page<'_>) {
    let (site, _) = SITE.copied(page, "bare-addresses");
    page.open_view(&format!("{site}#/"), "overview");
    wait_kept(page);
    page.switch_server(false);
    page.reload_at(&format!("{site}#/search?q=shikotan"));
    page.wait_ready("search");
    page.wait_for("li.hit mark");
    let source = source(page);
    for address in [source.trim_end_matches(".html"), &source] {
        page.eval_with("location.href = arguments[0]", json!([address]));
        page.wait_ready("read");
        page.wait_gone("main[data-plain]");
        page.reload_at(&format!("{site}#/"));
        page.wait_ready("overview");
    }
    page.switch_server(true);
    forget(page);
}

pub fn offers_a_new_release(page: &Page<'_>) {
    // Other engines read the site meanwhile, so the next release is of a copy.
    let (site, folder) = SITE.copied(page, "released");
    page.open_view(&format!("{site}#/"), "overview");
    wait_kept(page);
    page.reload_at(&format!("{site}#/quotes"));
    page.wait_ready("quotes");

    // Other words in the first page, and so another service worker.
    for (file, before, after) in [
        (
            "index.html",
            "<title>",
            "<meta name=release content=next><title>",
        ),
        ("sw.js", "release = \"", "release = \"next-"),
    ] {
        let file = folder.join(file);
        let text = fs::read_to_string(&file).expect("it is there");
        assert!(text.contains(before), "{text}");
        fs::write(file, text.replacen(before, after, 1)).expect("it can be written");
    }
    page.reload_at(&format!("{site}#/quotes"));
    page.wait_ready("quotes");
    page.wait_for_text(".update", "A new version of this page is ready.");
    let is_next = "return document.querySelector('meta[name=release]') !== null";
    assert_eq!(
        page.eval(is_next),
        json!(false),
        "it is offered, not forced"
    );
    page.click(".update button");
    page.until("the new release", is_next, json!([]));
    page.wait_ready("quotes");
    assert_eq!(page.address(), "#/quotes", "where the reader was");
    forget(page);
}

/// Leaves nothing for the next trial.
fn forget(page: &Page<'_>) {
    page.eval_async(
        "const done = arguments[arguments.length - 1];
         (async () => {
           for (const it of await navigator.serviceWorker.getRegistrations()) await it.unregister();
           for (const it of await caches.keys()) await caches.delete(it);
         })().then(done, done)",
    );
}
