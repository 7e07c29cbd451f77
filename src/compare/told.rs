//! A sentence as it is compared with all others, when a bundle is built: with what it leaves unsaid
//! and what its clauses say.

use super::words::{Reader, Sentence};
use crate::corpus::Document;
use crate::text::Span;

/// Words that reports use for one another, a family on a line.
pub(super) const FAMILIES: &str = include_str!("data/meanings.txt");

/// A sentence of more clauses than this is a list and is compared as a whole.
const MAX_CLAUSES: usize = 4;

/// How many sentences back “it” may point.
const CONTEXT: usize = 2;

/// A body sentence, or a clause of one.
pub(super) struct Told {
    pub(super) sentence: Sentence,
    /// Names of the sentences right before, which “it” and “the declaration” may mean.
    pub(super) context: Vec<u32>,
    /// Its parts between semicolons, when there are some: each may report a thing of its own.
    pub(super) clauses: Vec<Told>,
}

/// The body sentences of `document`, the `position`th of its corpus.
pub(super) fn told(reader: &Reader, position: usize, document: &Document) -> Vec<Told> {
    let mut all: Vec<Told> = reader
        .sentences(position, document)
        .map(|sentence| Told {
            clauses: clauses(reader, &sentence, &document.text),
            context: Vec::new(),
            sentence,
        })
        .collect();
    for at in 1..all.len() {
        let before = all[at.saturating_sub(CONTEXT)..at].iter();
        let same = before.filter(|it| it.sentence.passage == all[at].sentence.passage);
        let context: Vec<u32> = same
            .flat_map(|it| &it.sentence.mentions)
            .map(|it| it.term)
            .collect();
        for clause in &mut all[at].clauses {
            clause.context.extend(&context);
        }
        all[at].context = context;
    }
    all
}

fn clauses(reader: &Reader, sentence: &Sentence, text: &str) -> Vec<Told> {
    let parts: Vec<&str> = sentence.span.of_text(text).split(';').collect();
    if !(2..=MAX_CLAUSES).contains(&parts.len()) {
        return Vec::new();
    }
    let mut start = sentence.span.start;
    let clause = |part: &str| {
        let end = start + part.len() as u32;
        let span = Span { start, end };
        start = end + 1;
        Told {
            sentence: reader.sentence(sentence.document, sentence.passage, span, text),
            context: sentence.mentions.iter().map(|it| it.term).collect(),
            clauses: Vec::new(),
        }
    };
    parts.into_iter().map(clause).collect()
}
