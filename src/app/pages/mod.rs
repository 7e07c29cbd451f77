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

use yew::prelude::*;

use super::components::run;
use super::remote::Remote;

/// The frame of a view: its state for whoever waits, and a sentence when it failed.
fn frame<T: Clone>(view: &'static str, remote: &Remote<T>, body: Html) -> Html {
    let failed = match remote {
        Remote::Failed(why) => why.clone(),
        _ => String::new(),
    };
    html! {
        <main data-view={view} data-state={remote.state()} aria-busy={(remote.state() == "loading").to_string()}>
            <p class="failure" hidden={failed.is_empty()}>{ run(failed) }</p>
            { body }
        </main>
    }
}

/// The heading of a view; takes the focus when the view is new.
fn heading(text: String) -> Html {
    html! {
        <h1 tabindex="-1">{ run(text) }</h1>
    }
}
