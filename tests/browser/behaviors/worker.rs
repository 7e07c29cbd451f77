//! A worker that stops.

use serde_json::json;

use crate::page::Page;

pub fn ended_while_searching(page: &Page<'_>) {
    page.open_view("#/search?q=embassy", "search");
    page.wait_for("li.hit");
    assert_eq!(page.eval("return window.__harness.workers.length"), 1);

    // Asked and ended in one task: no answer can have come in between.
    page.eval_with(
        "const box = document.querySelector('#find');
         box.focus();
         box.value = arguments[0];
         box.dispatchEvent(new InputEvent('input', { bubbles: true }));
         window.__harness.workers[0].terminate()",
        json!(["okinawa"]),
    );
    page.wait_for_text("li.hit mark", "Okinawa");
    assert_eq!(
        page.eval("return window.__harness.workers.length"),
        2,
        "one worker was started anew"
    );

    // And the new one goes on answering.
    page.eval("document.querySelector('#find').select()");
    page.press("gordian");
    page.wait_for_text("li.hit mark", "Gordian");
}
