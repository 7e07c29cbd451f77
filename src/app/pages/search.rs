//! Where is it.

use yew::prelude::*;

use super::{frame, heading};
use crate::app::browser;
use crate::app::components::{
    Choice, Element, Facets, Kept, Narrowing, button, element, highlighted, item_tools, link,
    source_line,
};
use crate::app::hooks::{Address, use_address, use_answer, use_shelf};
use crate::app::part::part;
use crate::app::route::{ReadRoute, Route, SearchRoute};
use crate::app::view::{count, listed, short_name};
use crate::protocol::{HitView, SearchAnswer, SearchQuestion, Shelf, Source, readable};
use crate::search::{Filter, Query, Reading};
use crate::text::fold;

/// How many hits are listed at first, and how many more at a time.
const STEP: u32 = 20;

/// The search view; its box is the one in the masthead. Below the heading all is drawn of the
/// answer alone, and once: a letter typed costs one drawing, not one more before its answer comes.
#[hook]
pub(super) fn use_search(route: &SearchRoute) -> Html {
    let shelf = use_shelf();
    let address = use_address();
    let limit = use_state(|| STEP);
    let answer = use_answer(SearchQuestion {
        query: route.query.to_owned(),
        literally: route.literally,
        limit: *limit,
        ..SearchQuestion::default()
    });
    let draw = {
        let (answer, literally) = (answer.clone(), route.literally);
        let more = move || limit.set(*limit + STEP);
        Callback::from(move |()| match answer.shown() {
            Some(found) => results(found, literally, &shelf, &address, more.clone()).into(),
            None => element("div").into(),
        })
    };
    frame("search", &answer)
        .with(heading(&title(&route.query)))
        .with(part(Kept {
            of: answer.version(),
            draw,
        }))
        .into()
}

/// Everything that an answer says.
fn results(
    found: &SearchAnswer,
    literally: bool,
    shelf: &Shelf,
    address: &Address,
    more: impl Fn() + 'static,
) -> Element {
    let query = Query::parse(&found.query);
    let change = |field: &'static str, how: fn(&Query, Filter) -> Query| {
        let go = address.go.clone();
        Callback::from(move |value: String| {
            // What stands in the address now, which may be further than this answer.
            if let (Route::Search(now), _) = Route::parse(&browser::hash())
                && let Some(filter) = filter(field, &value)
            {
                go.emit(Route::Search(SearchRoute {
                    query: how(&Query::parse(&now.query), filter).to_string(),
                    ..now
                }));
            }
        })
    };
    let narrowing = |legend, field, choices| Narrowing {
        legend,
        choices,
        on_toggle: change(field, Query::with_filter),
        on_exclude: Some(change(field, Query::with_filter_excluded)),
    };
    let facets = &found.facets;
    let mut lists = vec![
        narrowing("Source", "source", source_choices(found, shelf, &query)),
        narrowing(
            "Speaker in the passage",
            "speaker",
            speaker_choices(found, &query),
        ),
    ];
    for (legend, field, values) in [
        ("Carried by", "via", &facets.via),
        ("Kind", "kind", &facets.kinds),
        ("Language", "lang", &facets.languages),
        ("Published", "date", &facets.years),
        ("Named in the passage", "name", &facets.names),
    ] {
        let choices = choices(field, values, &query);
        // What all have in common narrows nothing.
        if choices.len() > 1 || choices.iter().any(|it| it.chosen || it.excluded) {
            lists.push(narrowing(legend, field, choices));
        }
    }
    let head = match found.hits.is_empty() {
        true => nothing(found, shelf),
        false => item_tools(),
    };
    let hits = found.hits.iter();
    let hits = element("ol")
        .class("hits")
        .key(&found.query)
        .set("data-query", &found.query)
        .each(hits.map(|hit| one_hit(hit, &found.query, shelf)));
    let n_chosen = query.filters().len();
    element("div")
        .with(
            element("p")
                .class("lede")
                .set("role", "status")
                .run(&summary(found, shelf)),
        )
        .with(readings(&found.reading).with_some(other_names(literally, found)))
        .with(
            element("div")
                .class("with-facets")
                .with(part(Facets {
                    within: None,
                    n_chosen,
                    lists,
                    n_first: 2,
                }))
                .with(
                    element("div").with(head).with(hits).with(
                        element("p")
                            .flag("hidden", found.n_hits as usize <= found.hits.len())
                            .with(button("more").on_click(more)),
                    ),
                ),
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
    match found.n_hits {
        0 => format!(
            "Nothing found in {}.",
            count(shelf.sources.len() as u32, "source")
        ),
        n => format!(
            "{} in {} of {}.",
            count(n, "hit"),
            found.n_documents,
            count(shelf.sources.len() as u32, "source")
        ),
    }
}

/// How the query was read, wherever that is not plain from what was typed.
fn readings(reading: &[Reading]) -> Element {
    // Several sources are alternatives, and read so.
    let only_from: Vec<String> = (reading.iter())
        .filter_map(|it| match it {
            Reading::Source {
                name,
                excluded: false,
                n_documents,
            } if *n_documents > 0 => Some(format!("“{name}”")),
            _ => None,
        })
        .collect();
    let sources =
        (!only_from.is_empty()).then(|| format!("only from {}", listed(&only_from, "or")));
    let others = (reading.iter()).filter_map(reading_in_words);
    let parts: Vec<String> = sources.into_iter().chain(others).collect();
    let n_words = reading
        .iter()
        .filter(|it| matches!(it, Reading::Word { met, .. } if !met.is_empty()));
    let order = match n_words.count() {
        0 | 1 => "",
        2 => "; passages with both words first",
        _ => "; passages with all words first",
    };
    element("p")
        .class("reading")
        .flag("hidden", parts.is_empty())
        .run_in("caps", "Read as")
        .run(&format!("{}{order}.", parts.join("; ")))
}

/// One piece of the query as it was read; sources that are kept are told together.
fn reading_in_words(reading: &Reading) -> Option<String> {
    Some(match reading {
        Reading::Word {
            typed,
            met,
            completed,
        } => {
            let others: Vec<String> = met
                .iter()
                .filter(|it| *it != typed)
                .take(4)
                .cloned()
                .collect();
            match (met.as_slice(), others.is_empty()) {
                ([], _) => format!("“{typed}”, which no source has and is left out"),
                (_, true) => format!("“{typed}”"),
                _ if *completed => format!("“{typed}…”: {}", listed(&others, "and")),
                (met, _) if met.contains(typed) => {
                    format!("“{typed}”, also {}", listed(&others, "and"))
                }
                _ => format!("“{typed}” as {}", listed(&others, "or")),
            }
        }
        Reading::Phrase(words) => format!("the words “{words}” in this order"),
        Reading::OtherNames { typed, met } => {
            let met: Vec<String> = met.iter().map(|it| format!("“{it}”")).collect();
            format!("“{typed}” by its other names too: {}", listed(&met, "and"))
        }
        Reading::Filter {
            field,
            value,
            excluded,
            is_met,
        } => {
            let not = if *excluded { "not " } else { "" };
            let missing = if *is_met { "" } else { ", which is not here" };
            format!("{not}{field} “{value}”{missing}")
        }
        Reading::Any(words) => format!("any of {}", listed(words, "or")),
        Reading::Near {
            left,
            right,
            distance,
        } => format!("{left} within {distance} words of {right}"),
        Reading::Without(words) => format!("without “{words}”"),
        Reading::Source {
            name,
            n_documents: 0,
            ..
        } => {
            format!("source “{name}”, which is not here")
        }
        Reading::Source {
            excluded: false, ..
        } => return None,
        Reading::Source { name, .. } => format!("not from “{name}”"),
        Reading::Speaker { name, met, .. } if met.is_empty() => {
            format!("speaker “{name}”, who is not quoted here")
        }
        Reading::Speaker { excluded, met, .. } => {
            let only = if *excluded {
                "without words of"
            } else {
                "with words of"
            };
            format!("{only} {}", listed(met, "or"))
        }
    })
}

/// The filter that `field:value` is.
fn filter(field: &str, value: &str) -> Option<Filter> {
    let written = format!("{field}:\"{value}\"");
    Query::parse(&written).filters().pop()
}

/// Whether `query` leaves out the value.
fn leaves_out(query: &Query, field: &str, value: &str) -> bool {
    // Asked for every value with every letter; most queries leave nothing out.
    if query.excluded_filters().is_empty() {
        return false;
    }
    let toggled = filter(field, value).map(|it| query.with_filter_excluded(it));
    toggled.is_some_and(|it| it.excluded_filters().len() < query.excluded_filters().len())
}

/// Values of a field that documents or passages have.
fn choices(field: &str, values: &[(String, u32)], query: &Query) -> Vec<Choice> {
    let n_filters = query.filters().len();
    let choice = |(value, count): &(String, u32)| {
        let is_plain = n_filters == 0;
        let filter = (!is_plain).then(|| filter(field, value)).flatten();
        let toggled = filter.map(|it| query.with_filter(it));
        Choice {
            value: value.clone(),
            label: value.clone(),
            source: None,
            count: *count,
            chosen: toggled.is_some_and(|it| it.filters().len() < n_filters),
            excluded: leaves_out(query, field, value),
        }
    };
    values.iter().map(choice).collect()
}

/// The way to search without other names, and back.
fn other_names(literally: bool, found: &SearchAnswer) -> Option<Element> {
    let met = found.reading.iter();
    let is_met = met
        .clone()
        .any(|it| matches!(it, Reading::OtherNames { .. }));
    let label = match literally {
        true => "With other names",
        false if is_met => "Without other names",
        false => return None,
    };
    let turned = SearchRoute {
        query: found.query.clone(),
        literally: !literally,
    };
    Some(link(Route::Search(turned), label).class("turn"))
}

fn source_choices(found: &SearchAnswer, shelf: &Shelf, query: &Query) -> Vec<Choice> {
    let (filters, excluded) = (query.filters(), query.excluded_filters());
    let sources = found.facets.sources.iter();
    sources
        .filter_map(|(id, count)| {
            let source = shelf.source(*id)?;
            let among = |filters: &[Filter]| {
                filters.iter().find_map(|it| match it {
                    Filter::Source(name) if means(name, source) => Some(name.clone()),
                    _ => None,
                })
            };
            let (asked, left_out) = (among(&filters), among(&excluded));
            Some(Choice {
                label: short_name(source),
                source: Some(*id),
                count: *count,
                chosen: asked.is_some(),
                excluded: left_out.is_some(),
                // Switching it off takes out what was typed, be it an outlet for several.
                value: (asked.or(left_out)).unwrap_or_else(|| readable(&source.key).to_owned()),
            })
        })
        .collect()
}

/// Whether `source:name` keeps this source, for what people write: its key or its outlet.
fn means(name: &str, source: &Source) -> bool {
    readable(&source.key) == name || source.key == name || fold(&source.outlet) == fold(name)
}

fn speaker_choices(found: &SearchAnswer, query: &Query) -> Vec<Choice> {
    let filters = query.filters();
    let asked = |speaker: &String| {
        found.reading.iter().find_map(|it| match it {
            Reading::Speaker {
                name,
                met,
                excluded: false,
            } if met.contains(speaker) => Some(name.clone()),
            _ => None,
        })
    };
    let speakers = found.facets.speakers.iter();
    speakers
        .map(|(name, count)| {
            let typed = asked(name).filter(|it| filters.contains(&Filter::Speaker(it.clone())));
            Choice {
                label: name.clone(),
                source: None,
                count: *count,
                chosen: typed.is_some(),
                excluded: leaves_out(query, "speaker", name),
                value: typed.unwrap_or_else(|| name.clone()),
            }
        })
        .collect()
}

/// What an empty list says: how to get on.
fn nothing(found: &SearchAnswer, shelf: &Shelf) -> Element {
    let query = found.query.as_str();
    if query.trim().is_empty() {
        return element("p").class("empty").run(
            "Typos are forgiven, the last word may be unfinished, “quotation marks” keep words in \
             order, a minus leaves out. The keys are under ?.",
        );
    }
    let filters = Query::parse(query).filters();
    let free = filters.iter().fold(Query::parse(query), |query, it| {
        query.with_filter(it.clone())
    });
    let conditions = match found.reading.len() {
        0 | 1 => "",
        _ => " with all its conditions",
    };
    let n = shelf.sources.len();
    let free = Route::of_query(free.to_string());
    element("div")
        .class("empty")
        .with(element("p").run(&format!(
            "None of the {n} sources answers this{conditions}."
        )))
        .with(
            element("p")
                .flag("hidden", filters.is_empty())
                .with(link(free, "Search all sources and speakers instead")),
        )
}

/// The address of a hit: the very passage, with the query, so that matches are marked there.
pub(super) fn hit_route(hit: &HitView, query: &str, shelf: &Shelf) -> Route {
    Route::Read(ReadRoute {
        document: shelf
            .source(hit.document)
            .map_or(String::new(), |it| it.key.clone()),
        passage: hit.passage.as_ref().map(|it| it.1.clone()),
        query: query.to_owned(),
        quotation: None,
    })
}

fn one_hit(hit: &HitView, query: &str, shelf: &Shelf) -> Element {
    let language = shelf
        .source(hit.document)
        .map_or("en", |it| it.language.as_str());
    let place = match &hit.passage {
        Some((index, _)) => format!("passage {}", index + 1),
        None => "headline".to_owned(),
    };
    element("li")
        .class("hit")
        .key(format!("{}/{place}", hit.document.0))
        .item()
        .with(
            element("p")
                .class("where")
                .with(source_line(shelf, hit.document))
                .run_in("quiet", &place),
        )
        .with(
            element("a")
                .to(hit_route(hit, query, shelf))
                .set("lang", language)
                .run(if hit.cut_before { "… " } else { "" })
                .with(highlighted(&hit.text, &hit.marks))
                .run(if hit.cut_after { " …" } else { "" }),
        )
}
