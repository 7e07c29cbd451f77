//! Why something is shown as it is, in sentences.

use crate::compare::{Band, Reason, Row};
use crate::names::NameId;
use crate::protocol::{QuoteView, Source};
use crate::quotes::{Rule, StatementKind};

/// The way of the words from the speaker to the page that we have: `Kawai`, `Kyodo`,
/// `RIA Novosti`, `an English translation on a news site`. The speaker comes first.
pub fn chain(quote: &QuoteView, source: &Source) -> Vec<String> {
    let speaker = quote.speaker().unwrap_or("speaker not stated").to_owned();
    let relays = quote.statement.relays.iter().map(|it| it.name.clone());
    let carried = source.carried_by.iter().cloned();
    std::iter::once(speaker)
        .chain(relays)
        .chain([source.outlet.clone()])
        .chain(carried)
        .collect()
}

/// A kind of statement, in a word or two.
pub fn kind_in_words(kind: StatementKind) -> &'static str {
    match kind {
        StatementKind::Direct => "whole sentences",
        StatementKind::Mixed => "pieces of a sentence",
        StatementKind::Indirect => "reported, not quoted",
        StatementKind::Term => "terms, not speech",
    }
}

/// Why the statement has its speaker, as a sentence with the words of the article in it.
pub fn reason_in_words(quote: &QuoteView) -> String {
    let source = quote.source.as_deref().unwrap_or("the speaker");
    let cue = quote.cue.as_deref().unwrap_or("the sentence");
    let name = (quote.statement.speaker.as_ref()).map_or("", |it| it.name.as_str());
    let evidence = quote.evidence.as_deref().unwrap_or(name);
    let place = match quote.evidence_distance {
        0 => "in this passage".to_owned(),
        1 => "one passage before".to_owned(),
        n => format!("{n} passages before"),
    };
    match quote.statement.reason.rule {
        Rule::Named => format!("Named in the sentence: “{source}” with “{cue}”."),
        Rule::Pronoun => {
            format!("“{source}” with “{cue}” is {name}, named {place} as “{evidence}”.")
        }
        Rule::Role => {
            format!("“{source}” with “{cue}” is {name}, named {place} as “{evidence}”.")
        }
        Rule::Elsewhere => {
            format!("“{source}” with “{cue}” is {name}, as another source names them.")
        }
        Rule::Outermost => {
            format!("The sentence reports a statement of {name}: “{source}”, “{cue}”.")
        }
        Rule::Continued => format!("No speaker is named here; {name} goes on from {place}."),
        Rule::NotSpeech => "A name or term that is talked about, not speech.".to_owned(),
        Rule::Publisher => "The publisher names the speaker.".to_owned(),
        Rule::NotStated => "The article does not say whose words these are.".to_owned(),
    }
}

/// What the sentences of a row share, in words; empty for a row of one source.
pub fn row_reasons(row: &Row, name: impl Fn(NameId) -> Option<String>) -> String {
    let Some(band) = row.band else {
        return String::new();
    };
    let strength = match band {
        Band::Strong => "strong",
        Band::Possible => "possible",
    };
    let shared: Vec<String> = (row.reasons.iter())
        .filter_map(|it| match it {
            Reason::Name(id) => name(*id),
            Reason::Words(words) => Some(words.clone()),
        })
        .take(4)
        .collect();
    match shared.is_empty() {
        true => strength.to_owned(),
        false => format!("{strength}: {}", shared.join(", ")),
    }
}
