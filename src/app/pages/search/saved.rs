//! Searches that the reader keeps, in this browser.

use yew::functional::{Hook, HookContext};
use yew::prelude::*;

use crate::app::browser;
use crate::app::components::{button, element, link};
use crate::app::hooks::{use_announce, use_value};
use crate::app::part::Part;
use crate::app::route::{Route, SearchRoute};

const KEPT: &str = "crossread-searches";

/// More are not kept; the oldest goes.
const MOST: usize = 50;

/// The list, and the way to add the present search.
#[derive(Clone, PartialEq)]
pub(super) struct Saved {
    /// The present search.
    pub(super) route: SearchRoute,
}

/// What is kept: an address a line, the last one first. What is no search is passed over.
fn kept() -> Vec<SearchRoute> {
    let lines = browser::kept_lines(KEPT).into_iter();
    let searches = lines.filter_map(|it| match Route::parse(&it).0 {
        Route::Search(it) if !it.query.is_empty() => Some(it),
        _ => None,
    });
    searches.take(MOST).collect()
}

/// Keeps `searches`; whether the browser does.
fn keep(searches: &[SearchRoute]) -> bool {
    let lines: Vec<String> = (searches.iter())
        .map(|it| Route::Search(it.clone()).href())
        .collect();
    browser::keep_lines(KEPT, &lines)
}

impl Part for Saved {
    const NAME: &'static str = "saved";

    fn draw(&self, context: &mut HookContext) -> Html {
        use_saved(self).run(context)
    }
}

#[hook]
fn use_saved(props: &Saved) -> Html {
    let searches = use_value(kept);
    let announce = use_announce();
    let route = &props.route;
    let is_kept = searches.contains(route);
    let change = |search: &SearchRoute, stays: bool| {
        let (searches, search) = (searches.clone(), search.clone());
        let announce = announce.clone();
        move || {
            // Another window may have changed the list meanwhile.
            let mut now = kept();
            now.retain(|it| *it != search);
            if stays {
                now.insert(0, search.clone());
                now.truncate(MOST);
            }
            if keep(&now) {
                searches.set(now);
            } else {
                announce.emit(
                    "This browser keeps nothing for this page; the address of the \
                               search can be bookmarked instead."
                        .to_owned(),
                );
            }
        }
    };
    let list = searches.iter().map(|it| {
        element("li")
            .key(Route::Search(it.clone()))
            .with(link(Route::Search(it.clone()), &it.query))
            .with(
                button("drop")
                    .set("aria-label", &format!("drop {}", it.query))
                    .on_click(change(it, false)),
            )
    });
    element("section")
        .class("saved")
        .set("aria-label", "Saved searches")
        .with(
            element("p")
                .class("caps")
                .flag("hidden", searches.is_empty())
                .run("Saved searches"),
        )
        .with(element("ul").each(list))
        .with(
            button("save this search")
                .flag("hidden", is_kept || route.query.trim().is_empty())
                .on_click(change(route, true)),
        )
        .into()
}
