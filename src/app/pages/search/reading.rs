//! How a query was read, in words.

use crate::app::components::{Element, element, link};
use crate::app::route::{Route, SearchRoute};
use crate::app::view::listed;
use crate::protocol::SearchAnswer;
use crate::search::Reading;

/// How the query was read, wherever that is not plain from what was typed.
pub(super) fn readings(reading: &[Reading]) -> Element {
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
        Reading::TooCommon(typed) => {
            format!("“{typed}”, which stands nearly everywhere and is left out")
        }
        Reading::BeginsMany(typed) => {
            format!("“{typed}” as it is, for it begins very many words; type on")
        }
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

/// The way to search all of a corpus for what stands nearly everywhere in it.
pub(super) fn all_of_it(route: &SearchRoute, found: &SearchAnswer) -> Option<Element> {
    found.extent?;
    let whole = SearchRoute {
        thorough: true,
        ..route.clone()
    };
    Some(link(Route::Search(whole), "Search all of it").class("turn"))
}

/// The way to search without other names, and back.
pub(super) fn other_names(route: &SearchRoute, found: &SearchAnswer) -> Option<Element> {
    let met = found.reading.iter();
    let is_met = met
        .clone()
        .any(|it| matches!(it, Reading::OtherNames { .. }));
    let label = match route.literally {
        true => "With other names",
        false if is_met => "Without other names",
        false => return None,
    };
    let turned = SearchRoute {
        literally: !route.literally,
        ..route.clone()
    };
    Some(link(Route::Search(turned), label).class("turn"))
}
