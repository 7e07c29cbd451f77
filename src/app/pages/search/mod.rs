//! Where is it.

mod hits;
mod lines;
mod narrowing;
mod reading;
mod saved;
mod ways;
mod why;

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::{frame, heading};
use crate::app::browser;
use crate::app::components::{Element, Facets, Kept, button, element, item_tools, link};
use crate::app::hooks::{
    Address, use_address, use_after, use_answer, use_saving, use_shelf, use_value,
};
use crate::app::part::part;
use crate::app::route::{Listing, Route, SearchRoute};
use crate::app::view::{count, grouped};
use crate::protocol::{
    FileQuestion, LinesQuestion, SearchAnswer, SearchQuestion, Shelf, WhyQuestion,
};
use crate::search::{OtherKind, Query, Reading};
pub(super) use hits::hit_route;
use lines::Lines;
use saved::Saved;
use why::Why;

/// How many hits are listed at first, and how many more at a time.
const STEP: u32 = 20;

/// The same of a collection that is fetched piece by piece: each hit may be a piece.
pub(super) const STEP_WHERE_FETCHED: u32 = 10;

/// How many are listed while the reader types: what a window shows.
const STEP_WHILE_TYPING: u32 = 6;

/// A reader who types nothing for so long has stopped typing.
const PAUSE_MS: u32 = 200;

/// What a page of results calls.
#[derive(Clone)]
struct Calls {
    /// Lists more.
    more: Callback<()>,
    /// Explains a hit.
    why: Callback<WhyQuestion>,
    /// Saves a table.
    save: Callback<FileQuestion>,
}

/// The search view; its box is the one in the masthead. Below the heading all is drawn of the
/// answer alone, and once: a letter typed costs one drawing, not one more before its answer comes.
#[hook]
pub(super) fn use_search(route: &SearchRoute) -> Html {
    let shelf = use_shelf();
    let address = use_address();
    let is_large = shelf.is_large();
    let step = match is_large {
        true => STEP_WHERE_FETCHED,
        false => STEP,
    };
    let limit = use_value(move || step);
    // The query that the reader stopped at.
    let (query, mount) = (route.query.clone(), address.mount.clone());
    let settled = use_value(move || {
        // With its first letter a query leads here, and is not meant yet.
        let is_typed = mount.focused().is_some_and(|it| it.id() == "find");
        match is_large && is_typed {
            true => String::new(),
            false => query,
        }
    });
    {
        let settled = settled.clone();
        use_after(route.query.clone(), move |query| {
            let query = query.clone();
            let pause = Timeout::new(PAUSE_MS, move || settled.set(query));
            move || drop(pause)
        });
    }
    let asked_why = use_value(|| None::<WhyQuestion>);
    let save = use_saving();
    let answer = use_answer(SearchQuestion {
        // Every letter of a word would fetch what only that word's beginning takes.
        query: match is_large {
            true => (*settled).clone(),
            false => route.query.clone(),
        },
        literally: route.literally,
        limit: match *settled == route.query {
            true => *limit,
            false => STEP_WHILE_TYPING,
        },
        sort: route.sort,
        grouped: route.listing == Listing::Sources,
        thorough: route.thorough,
    });
    let draw = {
        let (answer, route) = (answer.clone(), route.clone());
        let why = asked_why.clone();
        let calls = Calls {
            more: Callback::from(move |()| limit.set(*limit + step)),
            why: Callback::from(move |it| why.set(Some(it))),
            save,
        };
        let is_asked = !route.query.trim().is_empty();
        Callback::from(move |()| match answer.shown() {
            Some(found) if !(is_large && is_asked && found.query.trim().is_empty()) => {
                results(found, &route, &shelf, &address, &calls).into()
            }
            _ => element("div")
                .with(
                    element("p")
                        .class("lede")
                        .flag("hidden", !is_large)
                        .run("Fetching what this takes …"),
                )
                .into(),
        })
    };
    let explained = match &*asked_why {
        None => element("div").flag("hidden", true).into(),
        Some(question) => {
            let question = question.clone();
            let on_close = Callback::from(move |()| asked_why.set(None));
            part(Why { question, on_close })
        }
    };
    frame("search", &answer)
        .with(heading(&title(&route.query)))
        .with(part(Kept {
            of: answer.version(),
            how: (route.listing, route.width),
            draw,
        }))
        .with(explained)
        .into()
}

/// Everything that an answer says.
fn results(
    found: &SearchAnswer,
    route: &SearchRoute,
    shelf: &Shelf,
    address: &Address,
    calls: &Calls,
) -> Element {
    // What was answered, which may be less far than what is typed.
    let route = SearchRoute {
        query: found.query.clone(),
        ..route.clone()
    };
    let query = Query::parse(&found.query);
    let n_chosen = query.filters().len();
    let lists = narrowing::lists(found, shelf, &query, address);
    let list = match route.listing {
        _ if found.hits.is_empty() => element("div").with(nothing(found, shelf)),
        Listing::Lines if !shelf.is_large() => element("div").with(part(Lines {
            question: LinesQuestion {
                query: route.query.clone(),
                literally: route.literally,
                sort: route.sort,
                width: route.width,
                limit: 0,
            },
        })),
        _ => {
            let more = calls.more.clone();
            element("div")
                .with(item_tools())
                .with(hits::list(found, &route, shelf, &calls.why))
                .with(
                    element("p")
                        .flag("hidden", found.n_hits as usize <= found.hits.len())
                        .with(button("more").on_click(move || more.emit(()))),
                )
        }
    };
    element("div")
        .set("data-query", &found.query)
        .class("results")
        .with(
            element("p")
                .class("lede")
                .set("role", "status")
                .run(&summary(found, shelf)),
        )
        .with(
            reading::readings(&found.reading)
                .with_some(reading::other_names(&route, found))
                .with_some(reading::all_of_it(&route, found)),
        )
        .with(suggestions(found))
        .with(
            element("div")
                .class("with-facets")
                .with(
                    element("div")
                        .with(part(Facets {
                            within: None,
                            n_chosen,
                            lists,
                            n_first: 2,
                        }))
                        .with(part(Saved {
                            route: route.clone(),
                        })),
                )
                .with(match found.hits.is_empty() {
                    true => element("div").with(list).with(others(found, &route)),
                    false => element("div")
                        .with(others(found, &route))
                        .with(ways::ways_and_table(&route, shelf, &calls.save))
                        .with(list),
                }),
        )
}

fn title(query: &str) -> String {
    match query.trim() {
        "" => "Search".to_owned(),
        query => format!("Search: {query}"),
    }
}

/// `12 hits in 3 of 5 sources.`
fn summary(found: &SearchAnswer, shelf: &Shelf) -> String {
    if found.query.trim().is_empty() {
        return "Type in the box above, or choose a source or speaker.".to_owned();
    }
    if let Some(beginning) = unfinished(found) {
        return format!("“{beginning}” begins very many words. Type on.");
    }
    let partly = found.extent.filter(|it| it.n_documents < it.of);
    let (sources, rest) = match partly {
        None => (count(shelf.n_sources(), "source"), String::new()),
        Some(it) => (
            format!("the last {}", count(it.n_documents, "source")),
            format!(
                " The {} before them were not looked through.",
                grouped(u64::from(it.of) - u64::from(it.n_documents))
            ),
        ),
    };
    match found.n_hits {
        0 => format!("Nothing found in {sources}.{rest}"),
        n => format!(
            "{} in {} of {sources}.{rest}",
            count(n, "hit"),
            grouped(found.n_documents.into())
        ),
    }
}

/// What is being typed, where nothing was found because it was not completed.
fn unfinished(found: &SearchAnswer) -> Option<&str> {
    let unfinished = found.reading.iter().find_map(|it| match it {
        Reading::BeginsMany(typed) => Some(typed.as_str()),
        _ => None,
    });
    unfinished.filter(|_| found.n_hits == 0)
}

/// What the word being typed may become. The line keeps its place when it has nothing to say, so
/// that the hits below do not move while one types.
fn suggestions(found: &SearchAnswer) -> Element {
    let links = found.suggestions.iter().map(|it| {
        let link = link(Route::of_query(it.query.clone()), &it.label);
        let link = match it.count {
            0 => link,
            n => link.run_in("count", &grouped(n.into())),
        };
        // Typing goes on where it was.
        link.key(&it.query).on("click", |_| {
            if let Some(field) = browser::find("#find") {
                browser::focus(&field);
            }
        })
    });
    element("p")
        .class("suggestions")
        .set("data-n", &found.suggestions.len().to_string())
        .run_in("caps", "Go on with")
        .each(links)
}

/// What else to ask, when little was found.
fn others(found: &SearchAnswer, route: &SearchRoute) -> Element {
    let links = found.others.iter().map(|it| {
        let says = match &it.kind {
            OtherKind::Spelled => it.query.clone(),
            OtherKind::WithoutWord(word) => format!("without “{word}”"),
            OtherKind::WithoutFilter(filter) => format!("without {filter}"),
            OtherKind::AnyWord => "the words anywhere".to_owned(),
        };
        let to = Route::Search(SearchRoute {
            query: it.query.clone(),
            ..route.clone()
        });
        link(to, &says)
            .key(&it.query)
            .run_in("count", &grouped(it.n_hits.into()))
    });
    let is_spelled = (found.others.first()).is_some_and(|it| it.kind == OtherKind::Spelled);
    element("p")
        .class("others")
        .flag("hidden", found.others.is_empty())
        .run_in("caps", if is_spelled { "Did you mean" } else { "Or" })
        .each(links)
}

/// What an empty list says: how to get on.
fn nothing(found: &SearchAnswer, shelf: &Shelf) -> Element {
    let empty = element("p").class("empty");
    if found.query.trim().is_empty() {
        let counts = Route::Counts(String::new());
        let counts = link(counts, "Count many queries at once").flag("hidden", shelf.is_large());
        return empty
            .run(
                "Typos are forgiven, the last word may be unfinished, “quotation marks” keep words \
                 in order, a minus leaves out. The keys are under ?.",
            )
            .with(counts);
    }
    let conditions = match found.reading.len() {
        0 | 1 => "",
        _ => " with all its conditions",
    };
    let n = grouped(shelf.n_sources().into());
    empty
        .flag("hidden", unfinished(found).is_some())
        .run(&format!(
            "None of the {n} sources answers this{conditions}."
        ))
}
