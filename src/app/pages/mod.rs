//! One page per view: a question at the top, a view model in the middle, components below.

mod compare;
mod corpus;
mod overview;
mod plain;
mod quotes;
mod read;
mod search;

use yew::functional::{Hook, HookContext};
use yew::prelude::*;

use super::components::{Element, element};
use super::remote::Remote;
use super::route::Route;
pub use plain::{failed, opening};

/// Properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct PageProps {
    /// What is shown.
    pub route: Route,
}

/// The page of a view. One component for all: each type of component is code of its own. To be
/// keyed by the view, so that nothing of the one before stays behind.
#[component]
pub fn Page(props: &PageProps) -> Html {
    use_view(&props.route)
}

fn use_view(route: &Route) -> View<'_> {
    View(route)
}

/// The hooks of one view. Which ones they are never changes, because the page is keyed by it.
struct View<'a>(&'a Route);

impl Hook for View<'_> {
    type Output = Html;

    fn run(self, context: &mut HookContext) -> Html {
        match self.0 {
            Route::Overview => overview::use_overview().run(context),
            Route::Read(it) => read::use_read(it).run(context),
            Route::Search(it) => search::use_search(it).run(context),
            Route::Quotes(it) => quotes::use_quotes(it).run(context),
            Route::Compare(it) => compare::use_compare(it).run(context),
            Route::Corpus => corpus::use_corpus().run(context),
            Route::Unknown(it) => plain::unknown(it).into(),
        }
    }
}

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
