//! Who else says it: for the sentences of one document, the likest of the others.

use super::{Band, Reasons, Weights, links, reasons};
use crate::corpus::{Corpus, DocumentId, PassageId};
use crate::names::Names;
use crate::order::Order;
use crate::table::Table;
use crate::text::Span;

/// How many other documents are looked at: those that share the most rare words.
const MAX_OTHERS: usize = 30;

/// A sentence of one document and the sentence of another that is likest.
#[derive(Clone, Debug, PartialEq)]
pub struct Counterpart {
    /// Index of the passage in the document that was asked for.
    pub passage: u32,
    /// The sentence there.
    pub sentence: Span,
    /// Where the counterpart stands.
    pub other: PassageId,
    /// The sentence there, a span of that document's text.
    pub other_sentence: Span,
    /// How sure it is.
    pub band: Band,
    /// What the two share.
    pub reasons: Reasons,
}

/// [`Weights::counterparts`] for one time only.
pub fn counterparts(corpus: &Corpus, names: &Names, document: DocumentId) -> Vec<Counterpart> {
    Weights::new(corpus, names).counterparts(corpus, document)
}

impl Weights {
    /// For every body sentence of `document` the likest sentence of each other document, where
    /// one is like enough; in the order of the text, the likest first.
    ///
    /// At most the 30 documents that share the most rare words are looked at, so the cost is
    /// that of comparing these, whatever the size of the corpus.
    pub fn counterparts(&self, corpus: &Corpus, document: DocumentId) -> Vec<Counterpart> {
        let mut ids = vec![document];
        ids.extend(self.nearest(corpus, document));
        let (sentences, features) = self.read(corpus, &ids);
        let mut found: Vec<(usize, usize, f32)> = Vec::new();
        let mut met: Table<bool> = Table::default();
        let near = links::near(&sentences, &features, Some(0));
        for link in links::links(&sentences, &near) {
            let (own, other) = match sentences[link.a].document {
                0 => (link.a, link.b),
                _ => (link.b, link.a),
            };
            // Links come best first, so the first to each document is the likest.
            let pair = (own as u64) << 32 | sentences[other].document as u64;
            if !std::mem::replace(met.entry(pair), true) {
                found.push((own, other, link.score));
            }
        }
        found.order_by_key(|it| it.0);
        let text = |at: usize| corpus.document(ids[at]).map_or("", |it| it.text.as_str());
        let counterpart = |(own, other, score): (usize, usize, f32)| {
            let (own, other) = (&sentences[own], &sentences[other]);
            let pair = [(own, text(0)), (other, text(other.document))];
            Counterpart {
                passage: own.passage,
                sentence: own.span,
                other: PassageId {
                    document: ids[other.document],
                    passage: other.passage,
                },
                other_sentence: other.span,
                band: links::band(score),
                reasons: reasons::reasons(&pair, &self.rarity),
            }
        };
        found.into_iter().map(counterpart).collect()
    }

    /// The documents that share the most rare words with `document`, at most [`MAX_OTHERS`].
    fn nearest(&self, corpus: &Corpus, document: DocumentId) -> Vec<DocumentId> {
        let Some(own) = self.vocabulary.get(document.0 as usize) else {
            return Vec::new();
        };
        let own: Table<()> = own.iter().map(|it| u64::from(*it)).collect();
        let mut nearest: Vec<(f32, DocumentId)> = corpus
            .ids()
            .zip(&self.vocabulary)
            .filter(|((id, _), _)| *id != document)
            .map(|((id, _), words)| {
                let shared = words.iter().filter(|it| own.contains(u64::from(**it)));
                (shared.map(|&it| self.rarity.of_word(it)).sum(), id)
            })
            .collect();
        nearest.order_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        nearest.truncate(MAX_OTHERS);
        nearest.into_iter().map(|(_, id)| id).collect()
    }
}
