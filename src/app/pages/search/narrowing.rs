//! The lists to narrow a search by.

use yew::prelude::*;

use crate::app::components::{Choice, Narrowing};
use crate::app::hooks::Address;
use crate::app::route::{Route, SearchRoute};
use crate::app::view::short_name;
use crate::protocol::{SearchAnswer, Shelf, Source, readable};
use crate::search::{Filter, Query, Reading};
use crate::text::fold;

/// All lists, those that narrow nothing left out.
pub(super) fn lists(
    found: &SearchAnswer,
    shelf: &Shelf,
    query: &Query,
    address: &Address,
) -> Vec<Narrowing> {
    let change = |field: &'static str, how: fn(&Query, Filter) -> Query| {
        let (go, mount) = (address.go.clone(), address.mount.clone());
        Callback::from(move |value: String| {
            // What stands in the address now, which may be further than this answer.
            if let (Route::Search(now), _) = Route::parse(&mount.hash())
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
        match shelf.is_large() {
            true => narrowing(
                "Outlet",
                "source",
                choices("source", &facets.outlets, query),
            ),
            false => narrowing("Source", "source", source_choices(found, shelf, query)),
        },
        narrowing(
            "Speaker in the passage",
            "speaker",
            speaker_choices(found, query),
        ),
    ];
    for (legend, field, values) in [
        ("Carried by", "via", &facets.via),
        ("Kind", "kind", &facets.kinds),
        ("Language", "lang", &facets.languages),
        ("Published", "date", &facets.years),
        ("Named in the passage", "name", &facets.names),
    ] {
        let choices = choices(field, values, query);
        // What all have in common narrows nothing.
        if choices.len() > 1 || choices.iter().any(|it| it.chosen || it.excluded) {
            lists.push(narrowing(legend, field, choices));
        }
    }
    lists
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
    // What was typed may name a speaker by a part of the name.
    let typed = |speaker: &String, among: &[Filter], is_excluded: bool| {
        found.reading.iter().find_map(|it| match it {
            Reading::Speaker {
                name,
                met,
                excluded,
            } if *excluded == is_excluded && met.contains(speaker) => {
                let is_typed = among.contains(&Filter::Speaker(name.clone()));
                is_typed.then(|| name.clone())
            }
            _ => None,
        })
    };
    let (filters, excluded) = (query.filters(), query.excluded_filters());
    let speakers = found.facets.speakers.iter();
    speakers
        .map(|(name, count)| {
            let asked = typed(name, &filters, false);
            let left_out = typed(name, &excluded, true);
            Choice {
                label: name.clone(),
                source: None,
                count: *count,
                chosen: asked.is_some(),
                excluded: left_out.is_some(),
                value: asked.or(left_out).unwrap_or_else(|| name.clone()),
            }
        })
        .collect()
}
