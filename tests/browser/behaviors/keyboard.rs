//! Everything without a mouse.

use serde_json::json;
use thirtyfour::Key;

use super::every_view;
use crate::page::Page;

/// Everything the keyboard should stop at, outside of closed dialogs and details.
const CONTROLS: &str =
    "a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary";

pub fn tab_reaches_every_control(page: &Page<'_>) {
    page.open_view("#/", "overview");
    for (view, address) in every_view(page) {
        page.open_view(&address, view);
        page.eval_with(
            "window.__unreached = new Set(visible(arguments[0]).filter((e) =>
                 e.tabIndex >= 0 && (e.matches('summary') || !e.closest('details:not([open])'))));
             addEventListener('focusin', (event) => window.__unreached.delete(event.target))",
            json!([CONTROLS]),
        );
        // More than there are controls, because a browser may stop at regions that scroll.
        let n_stops = page.count(CONTROLS) + page.count(".wide") + 10;
        page.press(String::from(Key::Tab.value()).repeat(n_stops));
        let unreached = page.eval(
            "return [...window.__unreached].filter((e) => e.isConnected).map((e) => e.outerHTML.slice(0, 120))",
        );
        assert_eq!(
            unreached,
            json!([]),
            "Tab does not reach these in {address}"
        );
    }
}

pub fn single_keys(page: &Page<'_>) {
    page.open_view("#/quotes", "quotes");
    page.press('/');
    assert!(page.has_focus("#find"), "/ goes to the search box");
    page.press("treaty");
    page.wait_ready("search");
    page.wait_for("li.hit");

    // Out of the box, where letters are text, and on to the hits.
    page.press(Key::Tab);
    page.press('j');
    assert!(page.has_focus("[data-item]"), "j goes to the first hit");
    let first = page.eval("return visible('[data-item]').indexOf(document.activeElement)");
    page.press('j');
    let second = page.eval("return visible('[data-item]').indexOf(document.activeElement)");
    page.press('k');
    let third = page.eval("return visible('[data-item]').indexOf(document.activeElement)");
    assert_eq!(
        [first, second, third],
        [0, 1, 0].map(serde_json::Value::from)
    );
}

pub fn dialogs_give_the_focus_back(page: &Page<'_>) {
    page.open_view("#/search?q=treaty", "search");
    page.wait_for("li.hit");
    for (dialog, open) in [
        (
            "dialog.palette",
            (|page| page.press_with_control('k')) as fn(&Page<'_>),
        ),
        ("dialog.help", |page| page.press('?')),
    ] {
        page.eval("visible('li.hit a')[0].focus()");
        open(page);
        page.wait_for(dialog);
        assert!(
            page.has_focus(&format!("{dialog}, {dialog} *")),
            "{dialog} takes the focus"
        );
        page.press(Key::Escape);
        page.wait_gone(dialog);
        page.until(
            "the hit to have the focus again",
            "return document.activeElement === visible('li.hit a')[0]",
            json!([]),
        );
    }
}
