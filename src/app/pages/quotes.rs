//! Who said what, through whom.

use yew::prelude::*;

use super::{frame, heading};
use crate::app::components::{
    Choice, Facets, Narrowing, QuotationCard, Within, button, element, item_tools, link,
};
use crate::app::hooks::{use_address, use_answer, use_shelf};
use crate::app::part::{part, part_at};
use crate::app::route::{QuotesRoute, Route, kind_name};
use crate::app::view::{count, kind_in_words, listed, short_name};
use crate::protocol::{QuotesAnswer, QuotesQuestion, Shelf};
use crate::quotes::StatementKind;

/// How many are listed at first, and how many more at a time.
const STEP: u32 = 100;

/// The quotations view.
#[hook]
pub(super) fn use_quotes(route: &QuotesRoute) -> Html {
    let shelf = use_shelf();
    let address = use_address();
    let limit = use_state(|| STEP);
    let answer = use_answer(QuotesQuestion {
        speakers: route.speakers.clone(),
        sources: route.sources.clone(),
        relays: route.relays.clone(),
        kinds: route.kinds.clone(),
        words: route.words.clone(),
        only: route.only.clone().map(|it| (it, route.said.clone())),
        limit: *limit,
        ..QuotesQuestion::default()
    });
    let toggle = |list: fn(&mut QuotesRoute) -> &mut Vec<String>| {
        let (route, go) = (route.clone(), address.go.clone());
        Callback::from(move |value: String| {
            let mut route = route.clone();
            switch(list(&mut route), value);
            go.emit(Route::Quotes(route));
        })
    };
    let toggle_kind = {
        let (route, go) = (route.clone(), address.go.clone());
        Callback::from(move |value: String| {
            let mut route = route.clone();
            let kinds = [
                StatementKind::Direct,
                StatementKind::Mixed,
                StatementKind::Indirect,
                StatementKind::Term,
            ];
            if let Some(kind) = kinds.into_iter().find(|it| kind_name(*it) == value) {
                switch(&mut route.kinds, kind);
            }
            go.emit(Route::Quotes(route));
        })
    };
    let on_words = {
        let (route, amend) = (route.clone(), address.amend.clone());
        Callback::from(move |words: String| {
            let route = route.clone();
            amend.emit(Route::Quotes(QuotesRoute { words, ..route }));
        })
    };
    let more = {
        let limit = limit.clone();
        move || limit.set(*limit + STEP)
    };
    let empty = QuotesAnswer::default();
    let found = answer.shown().map_or(&empty, |it| &**it);
    let alone = route.only.is_some();
    let n_chosen =
        route.speakers.len() + route.sources.len() + route.relays.len() + route.kinds.len();
    let lists = vec![
        Narrowing::to(
            "Speaker",
            named(&found.speakers, &route.speakers, "not stated"),
            toggle(|it| &mut it.speakers),
        ),
        Narrowing::to(
            "Source",
            sources(found, route, &shelf),
            toggle(|it| &mut it.sources),
        ),
        Narrowing::to(
            "Through",
            named(&found.relays, &route.relays, "nobody stated"),
            toggle(|it| &mut it.relays),
        ),
        Narrowing::to("Kind", kinds(found, route), toggle_kind),
    ];
    let within = Within {
        words: route.words.clone(),
        on_words,
    };
    let all = Route::Quotes(QuotesRoute::default());
    let head = if found.quotes.is_empty() {
        let nothing = match answer.state() {
            "loading" => "",
            _ => "No quotation passes all these filters.",
        };
        let empty = element("p").class("empty").run(nothing);
        empty.with(link(all, "Show all"))
    } else if alone {
        element("p").with(link(all, "All quotations"))
    } else {
        item_tools()
    };
    let mut cards = element("div").class("quotations");
    for (n, quote) in found.quotes.iter().enumerate() {
        let (key, quote) = (format!("{n}/{}", quote.key), quote.clone());
        cards = cards.with(part_at(
            key,
            QuotationCard {
                quote,
                in_context: alone,
            },
        ));
    }
    frame("quotes", &answer)
        .with(heading(if alone {
            "One quotation"
        } else {
            "Who said what"
        }))
        .with(
            element("p")
                .class("lede")
                .set("role", "status")
                .run(&summary(route, found)),
        )
        .with(
            element("div")
                .class(if alone { "alone" } else { "with-facets" })
                .with(element("div").flag("hidden", alone).with(part(Facets {
                    within: Some(within),
                    n_chosen,
                    lists,
                    n_first: usize::MAX,
                })))
                .with(
                    element("div").with(head).with(cards).with(
                        element("p")
                            .flag("hidden", found.n_shown as usize <= found.quotes.len())
                            .with(button("more").on_click(more)),
                    ),
                ),
        )
        .into()
}

/// Takes `value` out of `list`, or puts it in.
fn switch<T: PartialEq>(list: &mut Vec<T>, value: T) {
    match list.iter().position(|it| *it == value) {
        Some(at) => {
            list.remove(at);
        }
        None => list.push(value),
    }
}

fn summary(route: &QuotesRoute, found: &QuotesAnswer) -> String {
    let all = format!(
        "{} and {}",
        count(found.n_statements, "statement"),
        count(found.n_terms, "term")
    );
    if route.only.is_some() {
        return match (found.n_shown, found.found_by_words) {
            (0, _) => "This edition of the corpus does not hold the quotation that the link means."
                .to_owned(),
            (_, true) => {
                "The link was made on another edition; this was found by its words.".to_owned()
            }
            _ => format!("Of {all}."),
        };
    }
    let speakers: Vec<String> = (route.speakers.iter())
        .map(|it| {
            if it.is_empty() {
                "nobody named".to_owned()
            } else {
                it.clone()
            }
        })
        .collect();
    let by = match speakers.is_empty() {
        true => String::new(),
        false => format!(" by {}", listed(&speakers, "and")),
    };
    match found.n_shown == found.n_statements + found.n_terms {
        true => format!("{all}."),
        false => format!("{all}. Showing {}{by}.", found.n_shown),
    }
}

fn named(values: &[(String, u32)], chosen: &[String], nobody: &str) -> Vec<Choice> {
    values
        .iter()
        .map(|(value, count)| Choice {
            value: value.clone(),
            label: match value.is_empty() {
                true => nobody.to_owned(),
                false => value.clone(),
            },
            source: None,
            count: *count,
            chosen: chosen.contains(value),
            excluded: false,
        })
        .collect()
}

fn sources(found: &QuotesAnswer, route: &QuotesRoute, shelf: &Shelf) -> Vec<Choice> {
    let sources = found.sources.iter();
    sources
        .filter_map(|(id, count)| {
            let source = shelf.source(*id)?;
            let chosen = |it: &String| shelf.find(it) == Some(*id);
            Some(Choice {
                // The value in the address, so that switching it off finds it.
                value: (route.sources.iter().find(|it| chosen(it)))
                    .unwrap_or(&source.key)
                    .clone(),
                label: short_name(source),
                source: Some(*id),
                count: *count,
                chosen: route.sources.iter().any(chosen),
                excluded: false,
            })
        })
        .collect()
}

fn kinds(found: &QuotesAnswer, route: &QuotesRoute) -> Vec<Choice> {
    found
        .kinds
        .iter()
        .map(|(kind, count)| Choice {
            value: kind_name(*kind).to_owned(),
            label: kind_in_words(*kind).to_owned(),
            source: None,
            count: *count,
            chosen: route.kinds.contains(kind),
            excluded: false,
        })
        .collect()
}
