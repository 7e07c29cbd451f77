//! Crossread's search over plain passages, as the benchmark asks it; both programs here use it.

use crossread::corpus::{Corpus, Document, Passage, PassageKind};
use crossread::search::{Index, Query};
use crossread::text::Span;

/// A title and a text.
pub(crate) type Titled = (String, String);

/// Passages, ready to be searched.
pub(crate) struct Engine {
    corpus: Corpus,
    index: Index,
}

impl Engine {
    /// Every passage becomes a document of one passage.
    pub(crate) fn build(passages: Vec<Titled>) -> Engine {
        let documents = passages.into_iter().map(|(title, text)| {
            // Sentences are left out: search does not go by them.
            let passage = Passage {
                span: Span::of(&text),
                kind: PassageKind::Body,
                sentences: Vec::new(),
            };
            Document {
                title,
                text,
                passages: vec![passage],
                ..Document::default()
            }
        });
        let corpus = Corpus {
            documents: documents.collect(),
            ..Corpus::default()
        };
        let index = Index::build(&corpus, &[]);
        Engine { corpus, index }
    }

    /// Numbers of the best `k` passages with their scores, best first.
    pub(crate) fn search(&self, query: &str, k: u32) -> Vec<(u32, f32)> {
        // A headline and its text are hits of their own.
        let found = self.index.search(&self.corpus, &Query::parse(query), 2 * k);
        let mut best: Vec<(u32, f32)> = Vec::new();
        for hit in found.hits {
            if best.iter().all(|it| it.0 != hit.document.0) {
                best.push((hit.document.0, hit.score));
            }
        }
        best.truncate(k as usize);
        best
    }
}
