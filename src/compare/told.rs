//! A sentence as it is compared with all others, when a bundle is built: with what it leaves unsaid,
//! what its words come to and what its clauses say.

use std::ops::RangeInclusive;

use super::words::{Kind, Reader, Sentence, hash};
use crate::corpus::Document;
use crate::dates::{self, Precision, Published};
use crate::text::Span;

/// Words that reports use for one another, a family on a line.
pub(super) const FAMILIES: &str = include_str!("data/meanings.txt");

/// A sentence of more clauses than this is a list and is compared as a whole.
const MAX_CLAUSES: usize = 4;

/// How many sentences back “it” may point.
const CONTEXT: usize = 2;

/// Smaller numbers are not rounded by those who repeat them.
const ROUNDED: f64 = 20.0;

/// Numbers that are years as a rule, which nobody rounds.
const YEARS: RangeInclusive<f64> = 1500.0..=2100.0;

/// A body sentence, or a clause of one.
pub(super) struct Told {
    pub(super) sentence: Sentence,
    /// Names of the sentences right before, which “it” and “the declaration” may mean.
    pub(super) context: Vec<u32>,
    /// The days that its words mean, “on Tuesday” and “12 May” alike; its numbers in digits to the
    /// first of these, “212” and “some 200” alike.
    pub(super) meant: Vec<u32>,
    /// Its parts between semicolons, when there are some: each may report a thing of its own.
    pub(super) clauses: Vec<Told>,
}

/// The body sentences of `document`, the `position`th of its corpus.
pub(super) fn told(reader: &Reader, position: usize, document: &Document) -> Vec<Told> {
    let published = Published::of(document);
    let mut all: Vec<Told> = reader
        .sentences(position, document)
        .map(|sentence| Told {
            clauses: clauses(reader, &sentence, &document.text, published),
            context: Vec::new(),
            meant: meant(&sentence, &document.text, published),
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

/// Names of the days that are meant, and of rounded numbers.
fn meant(sentence: &Sentence, text: &str, published: Option<Published>) -> Vec<u32> {
    let days = dates::find(sentence.span.of_text(text), published)
        .into_iter()
        .filter(|it| it.precision == Precision::Day)
        .filter_map(|it| Some(hash(&it.date?.edtf)));
    let numbers = (sentence.tokens.iter())
        .filter(|it| it.kind == Kind::Number)
        .filter_map(|it| it.span.of_text(text).replace(',', "").parse().ok())
        .filter(|it: &f64| *it >= ROUNDED && !YEARS.contains(it))
        .map(|it| hash(&format!("about {it:.0e}")));
    days.chain(numbers).collect()
}

fn clauses(
    reader: &Reader,
    sentence: &Sentence,
    text: &str,
    published: Option<Published>,
) -> Vec<Told> {
    let parts: Vec<&str> = sentence.span.of_text(text).split(';').collect();
    if !(2..=MAX_CLAUSES).contains(&parts.len()) {
        return Vec::new();
    }
    let mut start = sentence.span.start;
    let clause = |part: &str| {
        let end = start + part.len() as u32;
        let span = Span { start, end };
        start = end + 1;
        let part = reader.sentence(sentence.document, sentence.passage, span, text);
        Told {
            meant: meant(&part, text, published),
            sentence: part,
            context: sentence.mentions.iter().map(|it| it.term).collect(),
            clauses: Vec::new(),
        }
    };
    parts.into_iter().map(clause).collect()
}
