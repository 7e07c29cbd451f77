//! Which sentences of a corpus are told alike, as a bundle carries it.

use std::ops::Range;

use super::Band;
use crate::corpus::{Corpus, Document, DocumentId, PassageId};
use crate::text::Span;

/// Below this strength two sentences do not share a row.
pub(super) const POSSIBLE: f32 = 0.6;

/// How strong a link must be for one of its sentences to stand in the other's row besides its own.
pub(super) const TWICE: f32 = 0.4;

/// From this strength on a link is as sure as words can make it.
pub(super) const STRONG: f32 = 1.0;

/// Bytes of a link in a bundle: the numbers of two sentences, four each; strength; what is left of
/// each beside what it is likest to; what it rests on.
const LINK_BYTES: usize = 12;

/// Strength of what somebody says.
pub(super) const CERTAIN: f32 = 2.5;

/// Strengths are kept in hundredths.
const STEPS: f32 = 100.0;

/// Two sentences of different documents, by their numbers in the corpus; or a sentence and the
/// statement that it makes, which are numbered after the sentences.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Link {
    pub(super) a: u32,
    pub(super) b: u32,
    /// From 0 up to about 2.5.
    pub(super) strength: f32,
    /// How like the other each still is when what it shares with its likest others is taken away.
    pub(super) left: [f32; 2],
    pub(super) basis: Basis,
}

/// What a link rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Basis {
    /// Their words.
    Words,
    /// Somebody says that they report the same thing.
    Confirmed,
    /// Somebody says that they do not.
    Rejected,
    /// The sentence answers a topic whose answers all make one statement.
    Statement,
}

/// How sure a strength is.
pub(super) fn band(strength: f32) -> Band {
    if strength >= STRONG {
        Band::Strong
    } else {
        Band::Possible
    }
}

impl Link {
    pub(super) fn to_bytes(self) -> [u8; LINK_BYTES] {
        let step = |it: f32| (it * STEPS).round() as u8;
        let [a, b] = [self.a, self.b].map(u32::to_le_bytes);
        let basis = self.basis as u8;
        let rest = [
            step(self.strength),
            step(self.left[0]),
            step(self.left[1]),
            basis,
        ];
        let mut bytes = [0; LINK_BYTES];
        bytes[..4].copy_from_slice(&a);
        bytes[4..8].copy_from_slice(&b);
        bytes[8..].copy_from_slice(&rest);
        bytes
    }

    fn of_bytes(bytes: &[u8; LINK_BYTES]) -> Link {
        let number = |at: usize| [0, 1, 2, 3].map(|it| bytes[at + it]);
        let value = |at: usize| f32::from(bytes[at]) / STEPS;
        Link {
            a: u32::from_le_bytes(number(0)),
            b: u32::from_le_bytes(number(4)),
            strength: value(8),
            left: [value(9), value(10)],
            basis: match bytes[11] {
                0 => Basis::Words,
                1 => Basis::Confirmed,
                2 => Basis::Rejected,
                _ => Basis::Statement,
            },
        }
    }
}

/// The links that `bytes` are, of a bundle that is sound.
pub(super) fn links(bytes: &[u8]) -> impl Iterator<Item = Link> {
    bytes.as_chunks().0.iter().map(Link::of_bytes)
}

/// Whether `bytes` are links between sentences of different documents of `corpus`, or from
/// sentences to its statements, in order. Linear.
pub fn are_links(bytes: &[u8], corpus: &Corpus) -> bool {
    let numbering = Numbering::new(corpus);
    let is_sound = |it: &Link| match it.basis {
        Basis::Statement => {
            let n_statements = corpus.topics.len() as u32;
            let statement = it.b.checked_sub(numbering.n_sentences());
            it.a < numbering.n_sentences() && statement.is_some_and(|it| it < n_statements)
        }
        _ => {
            it.a < it.b
                && it.b < numbering.n_sentences()
                && numbering.document(it.a) != numbering.document(it.b)
        }
    };
    bytes.len().is_multiple_of(LINK_BYTES)
        && links(bytes).is_sorted_by(|one, other| (one.a, one.b) < (other.a, other.b))
        && links(bytes).all(|it| is_sound(&it))
}

/// The body sentences of a corpus, numbered through from 0.
pub(super) struct Numbering<'a> {
    corpus: &'a Corpus,
    /// The number of the first sentence of each document, then how many there are.
    starts: Vec<u32>,
}

impl<'a> Numbering<'a> {
    pub(super) fn new(corpus: &'a Corpus) -> Numbering<'a> {
        let mut next = 0;
        let mut starts = vec![0];
        for document in &corpus.documents {
            next += sentences(document).count() as u32;
            starts.push(next);
        }
        Numbering { corpus, starts }
    }

    pub(super) fn n_sentences(&self) -> u32 {
        self.starts.last().copied().unwrap_or_default()
    }

    /// The numbers of the sentences of `document`.
    pub(super) fn of(&self, document: DocumentId) -> Range<u32> {
        let at = document.0 as usize;
        self.starts[at]..self.starts[at + 1]
    }

    /// Which document the sentence `number` is in.
    pub(super) fn document(&self, number: u32) -> DocumentId {
        // The last that starts here or before: one without sentences starts where the next does.
        DocumentId(self.starts.partition_point(|it| *it <= number) as u32 - 1)
    }

    /// Where the sentence `number` stands: its passage, and its span there.
    pub(super) fn place(&self, number: u32) -> Option<(PassageId, Span)> {
        let document = self.document(number);
        let at = number - self.of(document).start;
        let (passage, span) = sentences(self.corpus.document(document)?).nth(at as usize)?;
        Some((PassageId { document, passage }, span))
    }

    /// The number of a sentence of `document`.
    pub(super) fn number(&self, document: DocumentId, sentence: Span) -> Option<u32> {
        let at = sentences(self.corpus.document(document)?).position(|it| it.1 == sentence)?;
        Some(self.of(document).start + at as u32)
    }
}

/// The body sentences of `document`, each with the index of its passage.
pub(super) fn sentences(document: &Document) -> impl Iterator<Item = (u32, Span)> {
    let body = document.body();
    body.flat_map(|(passage, it)| it.sentences.iter().map(move |&span| (passage, span)))
}
