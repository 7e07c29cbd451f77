//! One page per view: a question at the top, a view model in the middle, components below.

mod compare;
mod corpus;
mod overview;
mod plain;
mod quotes;
mod read;
mod search;

pub use compare::Compare;
pub use corpus::Corpus;
pub use overview::Overview;
pub use plain::{failed, opening, unknown};
pub use quotes::Quotes;
pub use read::Read;
pub use search::Search;

use super::components::{Element, element};
use super::remote::Remote;

/// The frame of a view: its state for whoever waits, and a sentence when it failed.
fn frame<T: Clone>(view: &'static str, remote: &Remote<T>) -> Element {
    let failed = match remote {
        Remote::Failed(why) => why,
        _ => "",
    };
    framed(view, remote.state(), failed)
}

fn framed(view: &str, state: &str, failed: &str) -> Element {
    element("main")
        .set("data-view", view)
        .set("data-state", state)
        .state("aria-busy", state == "loading")
        .with(
            element("p")
                .class("failure")
                .flag("hidden", failed.is_empty())
                .run(failed),
        )
}

/// The heading of a view; takes the focus when the view is new.
fn heading(text: &str) -> Element {
    element("h1").set("tabindex", "-1").run(text)
}
