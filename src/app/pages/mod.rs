//! One page per view: a question at the top, a view model in the middle, components below.

mod compare;
mod corpus;
mod counts;
mod large;
mod matrix;
mod names;
mod overview;
mod plain;
mod quotes;
mod read;
mod search;
mod timeline;

use yew::functional::{Hook, HookContext};
use yew::prelude::*;

use super::browser;
use super::components::{Element, element};
use super::hooks::{Address, Way, use_address, use_after, use_later};
use super::later::Later;
use super::part::{Part, part};
use super::remote::Remote;
use super::route::Route;
pub use plain::{failed, opening};

/// The page of a view. To be placed by the view, so that nothing of the one before stays behind
/// and the hooks are always the same.
#[derive(Clone, PartialEq)]
pub struct Page {
    /// What is shown.
    pub route: Route,
    /// Of a collection that is fetched piece by piece.
    pub is_large: bool,
}

impl Part for Page {
    const NAME: &'static str = "page";

    fn draw(&self, context: &mut HookContext) -> Html {
        let is_later = match self.route {
            Route::Overview(_) => self.is_large,
            Route::Corpus => true,
            _ => self.route.takes_all(),
        };
        if is_later {
            return use_later_page(self).run(context);
        }
        // Before the hooks of the page, which may lead on to a passage.
        use_arrival(&self.route).run(context);
        match &self.route {
            Route::Overview(it) => overview::use_overview(it).run(context),
            Route::Read(it) => read::use_read(it).run(context),
            Route::Search(it) => search::use_search(it).run(context),
            Route::Unknown(it) => plain::unknown(it).into(),
            _ => unreachable!("drawn by `use_later_page`"),
        }
    }
}

/// A page of the second part of the wasm, or that it is on its way.
#[hook]
fn use_later_page(page: &Page) -> Html {
    let later = use_later();
    match later {
        Remote::Ready(later) => part(LaterPage {
            later: ByPlace(later),
            page: page.clone(),
        }),
        _ => frame(page.route.view(), &later).with(heading("…")).into(),
    }
}

/// A page of the second part of the wasm.
#[derive(PartialEq)]
struct LaterPage {
    later: ByPlace,
    page: Page,
}

/// There is one of these.
struct ByPlace(&'static Later);

impl PartialEq for ByPlace {
    fn eq(&self, other: &ByPlace) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Part for LaterPage {
    const NAME: &'static str = "later";

    fn draw(&self, context: &mut HookContext) -> Html {
        (self.later.0.draw)(&self.page, context)
    }
}

/// Draws the pages that come with the second part of the wasm.
pub(super) fn draw_later(page: &Page, context: &mut HookContext) -> Html {
    use_arrival(&page.route).run(context);
    if page.is_large {
        return large::use_large(&page.route).run(context);
    }
    match &page.route {
        Route::Counts(it) => counts::use_counts(it).run(context),
        Route::Quotes(it) => quotes::use_quotes(it).run(context),
        Route::Compare(it) => compare::use_compare(it).run(context),
        Route::Names(it) => names::use_names(it).run(context),
        Route::Timeline(it) => timeline::use_timeline(it).run(context),
        Route::Corpus => corpus::use_corpus().run(context),
        Route::Overview(_) | Route::Read(_) | Route::Search(_) | Route::Unknown(_) => {
            unreachable!("drawn by `Page`")
        }
    }
}

/// A new view starts at its top, or where it was left, with the focus on its heading. The view at
/// which the page was opened leaves both where the browser puts them.
#[hook]
fn use_arrival(route: &Route) {
    let Address { way, mount, .. } = use_address();
    let returned = mount.clone();
    let document = match route {
        Route::Read(it) => it.document.clone(),
        _ => String::new(),
    };
    use_after((route.view(), document), move |_| {
        let typing = mount.focused().is_some_and(|it| it.id() == "find");
        if matches!(way, Way::Opened | Way::Resumed) || typing {
            return;
        }
        if let Some(heading) = mount.find("main h1") {
            browser::focus_in_place(&heading);
        }
        if way == Way::Followed {
            mount.set_scroll_top(0.0);
        }
    });
    use_after((route.clone(), way), move |(_, way)| {
        if let Way::Returned(top) = way {
            returned.scroll_when_possible(*top);
        }
    });
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
        .set("part", "view")
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
