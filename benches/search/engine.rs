//! Crossread's search over plain passages, as the benchmark asks it; both programs here use it.

use crossread::corpus::{Corpus, Document, Passage, PassageKind};
use crossread::search::{Index, Query};
use crossread::text::Span;

/// A title and a text.
pub type Titled = (String, String);

/// Passages, ready to be searched.
pub struct Engine {
    corpus: Corpus,
    index: Index,
}

impl Engine {
    /// Every passage becomes a document of one passage.
    pub fn build(passages: Vec<Titled>) -> Engine {
        let documents = passages.into_iter().map(|(title, text)| {
            // One text, so that words of both answer together, as in the other engines.
            let text = format!("{title}\n{text}");
            // Sentences are left out: search does not go by them.
            let passage = Passage {
                span: Span::of(&text),
                kind: PassageKind::Body,
                sentences: Vec::new(),
            };
            Document {
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
    pub fn search(&self, query: &str, k: u32) -> Vec<(u32, f32)> {
        let found = self.index.best(&Query::parse(query), k);
        found.into_iter().map(|it| (it.0.0, it.2)).collect()
    }
}
