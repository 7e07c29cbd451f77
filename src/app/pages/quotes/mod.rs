//! Who said what, through whom.

mod corrected;
mod shares;
mod ways;

use yew::prelude::*;

use super::{frame, heading};
use crate::app::components::{
    Choice, Element, Facets, Narrowing, QuotationCard, Within, button, element, item_tools,
    known_speakers, link, source_mark,
};
use crate::app::hooks::{use_address, use_announce, use_answer, use_saving, use_shelf, use_value};
use crate::app::part::{part, part_at};
use crate::app::route::{QuotesRoute, Route};
use crate::app::view::{count, kind_in_words, listed, short_name};
use crate::protocol::{FileQuestion, Grouping, QuotesAnswer, QuotesQuestion, Shelf};
use crate::quotes::StatementKind;

/// How many are listed at first, and how many more at a time.
const STEP: u32 = 100;

/// The quotations view.
#[hook]
pub(super) fn use_quotes(route: &QuotesRoute) -> Html {
    let shelf = use_shelf();
    let address = use_address();
    let announce = use_announce();
    let save = use_saving();
    let limit = use_value(|| STEP);
    let corrections = use_value(corrected::kept);
    let question = QuotesQuestion {
        speakers: route.speakers.clone(),
        sources: route.sources.clone(),
        relays: route.relays.clone(),
        kinds: route.kinds.clone(),
        words: route.words.clone(),
        only: route.only.clone().map(|it| (it, route.said.clone())),
        grouping: route.grouping,
        corrections: (*corrections).clone(),
        limit: *limit,
    };
    let answer = use_answer(question.clone());
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
            let kinds = StatementKind::ALL.into_iter();
            for kind in kinds.filter(|it| it.name() == value) {
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
    let not_kept = "This browser keeps nothing for this page, so the correction is lost when it \
                    is left.";
    let on_correct = {
        let (corrections, announce) = (corrections.clone(), announce.clone());
        Callback::from(move |(statement, speaker): (String, Option<String>)| {
            match corrected::correct(&statement, speaker) {
                Some(now) => corrections.set(now),
                None => announce.emit(not_kept.to_owned()),
            }
        })
    };
    let forget = {
        let (corrections, announce) = (corrections.clone(), announce.clone());
        move || match corrected::forget() {
            true => corrections.set(Vec::new()),
            false => announce.emit(not_kept.to_owned()),
        }
    };
    let save_corrections = {
        let (save, corrections) = (save.clone(), (*corrections).clone());
        move || save.emit(FileQuestion::Corrections(corrections.clone()))
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
            _ => "No statement passes all these filters.",
        };
        let empty = element("p").class("empty").run(nothing);
        empty.with(link(all, "Show all"))
    } else if alone {
        element("p").with(link(all, "All statements"))
    } else {
        item_tools()
    };
    let mut cards = element("div").class("quotations");
    let mut groups = found.groups.iter();
    let mut n_left = 0;
    for (n, quote) in found.quotes.iter().enumerate() {
        if n_left == 0 && route.grouping != Grouping::Nothing {
            for group in groups.by_ref().take(1) {
                n_left = group.n;
                let label = group_label(route.grouping, &group.label, &shelf);
                let n_told = element("span").class("quiet").run(&group.n.to_string());
                cards = cards.with(
                    element("h2")
                        .key(format!("group {n}"))
                        .class("group")
                        .with(label)
                        .with(n_told),
                );
            }
        }
        n_left = n_left.saturating_sub(1);
        let (key, quote) = (format!("{n}/{}", quote.key), quote.clone());
        let card = QuotationCard {
            quote,
            in_context: alone,
            on_correct: on_correct.clone(),
        };
        cards = cards.with(part_at(key, card));
    }
    let n_listed: u32 = found.groups.iter().map(|it| it.n).sum();
    let one_speaker = match route.speakers.as_slice() {
        [one] if !one.is_empty() && !alone => Some(one),
        _ => None,
    };
    let title = match one_speaker {
        _ if alone => "One statement",
        Some(name) => name,
        None => "Who said what",
    };
    let names = found.speakers.iter().map(|it| it.0.as_str());
    let of_corrections = element("p")
        .class("corrections")
        .flag("hidden", corrections.is_empty())
        .run(&format!(
            "{} corrected",
            count(corrections.len() as u32, "speaker")
        ))
        .with(button("save as names.csv").on_click(save_corrections))
        .with(button("forget all").on_click(forget));
    frame("quotes", &answer)
        .with(heading(title))
        .with(
            element("p")
                .class("lede")
                .set("role", "status")
                .run(&summary(route, found)),
        )
        .with(profile(found, &shelf).flag("hidden", one_speaker.is_none()))
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
                    element("div")
                        .with(
                            element("div")
                                .flag("hidden", alone)
                                .with(ways::ways_and_files(route, &question, &save))
                                .with(shares::shares(found, &shelf)),
                        )
                        .with(of_corrections)
                        .with(head)
                        .with(known_speakers(names.filter(|it| !it.is_empty())))
                        .with(cards)
                        .with(
                            element("p")
                                .flag("hidden", n_listed as usize <= found.quotes.len())
                                .with(button("more").on_click(more)),
                        ),
                ),
        )
        .into()
}

/// What the statements below have in common.
fn group_label(grouping: Grouping, label: &str, shelf: &Shelf) -> Element {
    let rest = match grouping {
        Grouping::Speaker => "Speaker not stated",
        Grouping::Relay => "Through nobody stated",
        Grouping::Topic => "On no topic",
        Grouping::Words => "In one source alone",
        Grouping::Nothing | Grouping::Source => "",
    };
    match grouping {
        _ if label.is_empty() => element("span").run(rest),
        Grouping::Speaker => link(Route::Quotes(QuotesRoute::of_speaker(label)), label),
        Grouping::Source => match shelf
            .find(label)
            .and_then(|id| Some((id, shelf.source(id)?)))
        {
            Some((id, source)) => element("span")
                .with(source_mark(id))
                .with(link(Route::read(label), &short_name(source))),
            None => element("span").run(label),
        },
        Grouping::Words => element("span").run(&format!("“{label}…”")),
        Grouping::Nothing | Grouping::Relay | Grouping::Topic => element("span").run(label),
    }
}

/// The roles of one speaker, and as what each source mentions them.
fn profile(found: &QuotesAnswer, shelf: &Shelf) -> Element {
    let called = found.called.iter().filter_map(|(form, id, n)| {
        let source = shelf.source(*id)?;
        let times = if *n > 1 {
            format!(" ×{n}")
        } else {
            String::new()
        };
        let form = element("li")
            .key(format!("{form}/{}", id.0))
            .with(source_mark(*id).set("title", &short_name(source)))
            .run(&format!("{form}{times}"));
        Some(form)
    });
    element("section")
        .class("profile")
        .set("aria-label", "The speaker")
        .with(
            element("p")
                .class("role")
                .flag("hidden", found.roles.is_empty())
                .run(&listed(&found.roles, "and")),
        )
        .with(element("p").class("caps").run("Called at their words"))
        .with(element("ul").each(called))
        .with(element("p").with(link(Route::Quotes(QuotesRoute::default()), "All speakers")))
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
            (0, _) => "This edition of the corpus does not hold the statement that the link means."
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
            value: kind.name().to_owned(),
            label: kind_in_words(*kind).to_owned(),
            source: None,
            count: *count,
            chosen: route.kinds.contains(kind),
            excluded: false,
        })
        .collect()
}
