//! Pages without a corpus: opening, failed, no such view.

use super::heading;
use crate::app::components::{Element, element, link};
use crate::app::route::Route;

fn plain(view: &str, state: &str, title: &str) -> Element {
    element("main")
        .key(view)
        .set("data-view", view)
        .set("data-state", state)
        .with(heading(title))
}

/// While the corpus is loaded: the place is kept, nothing spins.
pub fn opening() -> Element {
    plain("opening", "loading", "Opening the corpus …").state("aria-busy", true)
}

/// When there is no corpus to show; `why` says what went wrong and what to do.
pub fn failed(why: &str) -> Element {
    plain("no-corpus", "failed", "The corpus did not open")
        .with(element("p").class("failure").run(why))
}

/// When the address names no view.
pub(super) fn unknown(path: &str) -> Element {
    let asked = format!("The address asks for “{path}”.");
    plain("not-found", "ready", "There is no such view")
        .with(element("p").run(&asked))
        .with(element("p").with(link(Route::overview(), "Go to the overview")))
}
