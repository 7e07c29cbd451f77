//! What people, places, bodies and treaties are called, and by whom.

mod placed;
mod tables;

use yew::prelude::*;

use super::{frame, heading};
use crate::app::browser;
use crate::app::components::{
    Choice, Facets, Narrowing, Within, button, element, item_tools, link,
};
use crate::app::hooks::{
    use_address, use_after, use_announce, use_answer, use_saving, use_shelf, use_value,
};
use crate::app::part::part;
use crate::app::route::{NamesRoute, Route};
use crate::app::view::count;
use crate::names::NameKind;
use crate::protocol::{FileQuestion, NamesAnswer, NamesQuestion};
use tables::{Moving, Tables};

/// How many of each kind are listed at first, and how many more at a time.
const STEP: u32 = 20;

const NOT_KEPT: &str =
    "This browser keeps nothing for this page, so names stay as they were found.";

/// The names view.
#[hook]
pub(super) fn use_names(route: &NamesRoute) -> Html {
    let shelf = use_shelf();
    let address = use_address();
    let announce = use_announce();
    let save = use_saving();
    let limit = use_value(|| STEP);
    let placed = use_value(placed::kept);
    // The form that is being put elsewhere, and the name typed for it.
    let moving = use_value(|| None::<String>);
    let typed = use_value(String::new);
    let mount = address.mount.clone();
    use_after((*moving).clone(), move |moving| {
        if moving.is_some()
            && let Some(field) = mount.find(".placing input")
        {
            browser::focus(&field);
        }
    });
    let answer = use_answer(NamesQuestion {
        kinds: route.kinds.clone(),
        words: route.words.clone(),
        only: route.name.clone(),
        placed: (*placed).clone(),
        limit: *limit,
    });
    let toggle = {
        let (route, go) = (route.clone(), address.go.clone());
        Callback::from(move |value: String| {
            let mut route = route.clone();
            let is_known = route.kinds.iter().any(|it| it.name() == value);
            route.kinds.retain(|it| it.name() != value);
            if !is_known {
                route.kinds.extend(NameKind::of_name(&value));
            }
            go.emit(Route::Names(route));
        })
    };
    let on_words = {
        let (route, amend) = (route.clone(), address.amend.clone());
        Callback::from(move |words: String| {
            let route = route.clone();
            amend.emit(Route::Names(NamesRoute { words, ..route }));
        })
    };
    let on_open = {
        let (moving, typed) = (moving.clone(), typed.clone());
        Callback::from(move |form: String| {
            typed.set(String::new());
            moving.set(if moving.as_ref() == Some(&form) {
                None
            } else {
                Some(form)
            });
        })
    };
    let on_place = {
        let (placed, moving, announce) = (placed.clone(), moving.clone(), announce.clone());
        Callback::from(move |(form, name): (String, Option<String>)| {
            moving.set(None);
            let says = match &name {
                None => format!("“{form}” is as it was found."),
                Some(name) if *name == form => format!("“{form}” stands alone."),
                Some(name) => format!("“{form}” belongs to {name}."),
            };
            match placed::place(&form, name) {
                Some(now) => {
                    placed.set(now);
                    announce.emit(says);
                }
                None => announce.emit(NOT_KEPT.to_owned()),
            }
        })
    };
    let forget = {
        let placed = placed.clone();
        move || match placed::forget() {
            true => placed.set(Vec::new()),
            false => announce.emit(NOT_KEPT.to_owned()),
        }
    };
    let save_placed = {
        let placed = (*placed).clone();
        move || save.emit(FileQuestion::Names(placed.clone()))
    };
    let more = {
        let limit = limit.clone();
        move || limit.set(*limit + STEP)
    };
    let empty = NamesAnswer::default();
    let found = answer.shown().map_or(&empty, |it| &**it);
    let alone = route.name.is_some();
    let all = Route::Names(NamesRoute::default());
    let head = if found.names.is_empty() {
        let nothing = match answer.state() {
            "loading" => "",
            _ => "Nothing is called so here.",
        };
        let empty = element("p").class("empty").run(nothing);
        empty.with(link(all, "Show all"))
    } else if alone {
        element("p").with(link(all, "All names"))
    } else {
        item_tools()
    };
    let of_placed = element("p")
        .class("placed")
        .flag("hidden", placed.is_empty())
        .run(&format!(
            "{} put elsewhere by you",
            count(placed.len() as u32, "form")
        ))
        .with(button("save as names.csv").on_click(save_placed))
        .with(button("forget all").on_click(forget));
    let tables = Tables {
        found,
        shelf: &shelf,
        moving: Moving {
            form: (*moving).clone(),
            typed: typed.clone(),
            on_open,
            on_place,
        },
    };
    let title = match (alone, found.names.as_slice()) {
        (true, [one]) => one.canonical.as_str(),
        _ => "What things are called",
    };
    let facets = Facets {
        within: Some(Within {
            words: route.words.clone(),
            on_words,
        }),
        n_chosen: route.kinds.len(),
        lists: vec![Narrowing::to("Kind", kinds(found, route), toggle)],
        n_first: usize::MAX,
    };
    frame("names", &answer)
        .with(heading(title))
        .with(
            element("p")
                .class("lede")
                .set("role", "status")
                .run(&summary(found)),
        )
        .with(
            element("div")
                .class(if alone { "alone" } else { "with-facets" })
                .with(element("div").flag("hidden", alone).with(part(facets)))
                .with(
                    element("div")
                        .with(of_placed)
                        .with(head)
                        .with(tables.draw())
                        .with(
                            element("p")
                                .flag("hidden", is_whole(found))
                                .with(button("more").on_click(more)),
                        )
                        .with(
                            element("p")
                                .class("note")
                                .flag("hidden", found.names.is_empty())
                                .run(&note(found)),
                        ),
                ),
        )
        .into()
}

fn is_whole(found: &NamesAnswer) -> bool {
    found.names.len() >= found.n_names as usize
}

/// `62 names, 388 mentions in headlines, running text and captions.`
fn summary(found: &NamesAnswer) -> String {
    let rest = match is_whole(found) {
        true => String::new(),
        false => format!(
            " Listed are {}, of each kind those mentioned most.",
            found.names.len()
        ),
    };
    format!(
        "{}, {} in headlines, running text and captions.{rest}",
        count(found.n_names, "name"),
        count(found.n_mentions, "mention"),
    )
}

/// What the tables count, and what they leave out.
fn note(found: &NamesAnswer) -> String {
    let is_of_outlets = found.columns.iter().any(|it| it.document.is_none());
    let columns = match is_of_outlets {
        true => {
            "Reports of one outlet are counted together; outlets with few of them are “others”. "
        }
        false => "",
    };
    format!(
        "{columns}A number opens the lines of that form, ¶ its first use there; – means none found. A \
         form inside a longer one (“Abe” in “Shinzo Abe”) is counted as the longer one, though its \
         lines hold both. Forms that no source uses are not listed."
    )
}

fn kinds(found: &NamesAnswer, route: &NamesRoute) -> Vec<Choice> {
    let kinds = found.kinds.iter();
    kinds
        .map(|(kind, count)| Choice {
            value: kind.name().to_owned(),
            label: plural(*kind).to_owned(),
            source: None,
            count: *count,
            chosen: route.kinds.contains(kind),
            excluded: false,
        })
        .collect()
}

/// Names of a kind, as a heading.
fn plural(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => "People",
        NameKind::Place => "Places",
        NameKind::Body => "Bodies",
        NameKind::Event => "Treaties and events",
    }
}
