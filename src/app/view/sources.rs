//! Sources as they are named and marked throughout.

use crate::corpus::{Document, DocumentId};
use crate::protocol::{QuoteView, Source};
use crate::quotes::Statement;

use super::date_in_words;

/// A source's steady mark: never by color alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// A to Z, then A2, B2 …
    pub letter: String,
    /// One of five colors, by number.
    pub color: u8,
    /// How the mark is drawn: filled, ruled, outlined, dotted; changes when the colors repeat.
    pub pattern: &'static str,
}

/// The mark of a source; the same in every view.
pub fn badge(id: DocumentId) -> Badge {
    let letter = char::from(b'A' + (id.0 % 26) as u8);
    let round = id.0 / 26;
    Badge {
        letter: match round {
            0 => letter.to_string(),
            _ => format!("{letter}{}", round + 1),
        },
        color: (id.0 % 5) as u8,
        pattern: ["filled", "outlined", "ruled", "dotted"][(id.0 / 5 % 4) as usize],
    }
}

/// Outlet and year, which tells two reports of one outlet apart: `TASS 2022`.
pub fn short_name(source: &Source) -> String {
    match &source.date {
        Some(date) => format!("{} {}", source.outlet, date.first.year),
        None => source.outlet.clone(),
    }
}

/// Date, kind and place of a document, and who carried it.
pub fn facts_in_words(document: &Document) -> String {
    let date = document.date.as_ref().map(date_in_words);
    let carried = (document.carried_by.as_ref()).map(|it| format!("carried by {it}"));
    let facts = [date, document.kind.clone(), document.place.clone(), carried];
    facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What the date of a document rests on.
pub fn dated_in_words(document: &Document) -> String {
    match (&document.date, &document.date_basis) {
        (None, None) => "No date is stated.".to_owned(),
        (None, Some(basis)) => format!("No date is certain. {basis}"),
        (Some(_), Some(basis)) if document.date_is_inferred => {
            format!("Dated by inference. {basis}")
        }
        (Some(_), Some(basis)) => basis.clone(),
        (Some(_), None) => String::new(),
    }
}

/// The id of a statement's card, in the app and in plain pages.
pub fn card_id(document: DocumentId, statement: &Statement) -> String {
    format!("said-{}-{}", document.0, statement.extent().start)
}

/// A quotation with all that a reader of the copy needs: words, speaker, chain, headline, date,
/// address.
pub fn citation(words: &str, quote: &QuoteView, source: &Source, address: &str) -> String {
    let mut speaker = quote.speaker().unwrap_or("speaker not stated").to_owned();
    if let Some(role) = quote.role() {
        speaker = format!("{speaker}, {role}");
    }
    let via: String = (quote.statement.relays.iter())
        .map(|it| format!(", via {}", it.name))
        .collect();
    format!(
        "“{words}” – {speaker}{via}; {}. {address}",
        printed_in(source)
    )
}

/// What several sources say of one thing, a line each, and the address.
pub fn row_citation<'a>(
    sentences: impl Iterator<Item = (String, &'a Source)>,
    address: &str,
) -> String {
    let lines = sentences.map(|(words, source)| format!("“{words}” – {}.\n", printed_in(source)));
    lines.collect::<String>() + address
}

/// `in “Treaty within reach”, TASS, 9 January 2019`.
fn printed_in(source: &Source) -> String {
    let date = (source.date.as_ref())
        .map(|it| format!(", {}", date_in_words(it)))
        .unwrap_or_default();
    format!("in “{}”, {}{date}", source.title, source.outlet)
}
