//! Programs that rewrite the page under our feet: translators, extensions.

use super::every_view;
use crate::page::Page;

/// What page translators do to text: every run goes into elements of theirs, with other words.
const TRANSLATE: &str = "
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) found.push(texts.currentNode);
    for (const [n, text] of found.entries()) {
        if (text.data.trim() === '' || text.parentElement.closest('script, style, noscript')) continue;
        if (n % 3 === 0) {
            text.replaceWith(document.createTextNode(text.data.toUpperCase()));
        } else {
            const outer = document.createElement('font');
            const inner = document.createElement('font');
            text.replaceWith(outer);
            outer.append(inner);
            inner.append(n % 3 === 1 ? text : document.createTextNode(text.data.toUpperCase()));
        }
    }
    document.body.normalize();";

/// What extensions that hide things do.
const REMOVE_AN_ITEM: &str =
    "document.querySelector('main li, main article, main tbody tr')?.remove()";

pub fn every_view_survives_a_translator(page: &Page<'_>) {
    attack(page, TRANSLATE);
}

pub fn the_page_works_on_without_a_removed_item(page: &Page<'_>) {
    attack(page, REMOVE_AN_ITEM);
    // Yew stops where an element is gone that it wants to put another one in front of. The page
    // then starts again from its address, which is all that a reader may notice.
    page.forgive(&["insert", "panicked", "unreachable"]);
}

/// Leaves every view for the next one after an attack, without loading the page again.
#[track_caller]
fn attack(page: &Page<'_>, script: &str) {
    page.open_view("#/", "overview");
    let views = every_view(page);
    for (view, address) in views.iter().chain(&views[..1]) {
        page.edit_address(address);
        page.wait_ready(view);
        page.eval(script);
    }

    page.eval("document.querySelector('#find').focus()");
    page.press("okinawa");
    page.wait_ready("search");
    page.wait_for_text("li.hit mark", "Okinawa");
    page.eval(script);
    page.edit_address("#/search?q=shikotan");
    page.wait_for_text("li.hit mark", "Shikotan");
}
