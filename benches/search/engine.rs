//! Crossread's search over plain passages, as the benchmark asks it; both programs here use it.

use crossread::corpus::{Corpus, Document, DocumentId, Passage, PassageKind};
use crossread::search::{Bytes, Index, Query};
use crossread::text::Span;

/// A title and a text.
pub(crate) type Titled = (String, String);

/// Passages, ready to be searched.
pub(crate) struct Engine(pub(crate) Index);

/// Every passage becomes a document of one passage, which begins with its title: the words of a
/// query may stand in both, as the other engines have it.
pub(crate) fn corpus(passages: Vec<Titled>) -> Corpus {
    let documents = passages.into_iter().map(|(title, text)| {
        let text = format!("{title}\n{text}");
        // Sentences are left out: search does not go by them.
        let passage = Passage {
            span: Span::of(&text),
            kind: PassageKind::Body,
            why: Default::default(),
            sentences: Vec::new(),
        };
        Document {
            text,
            passages: vec![passage],
            ..Document::default()
        }
    });
    Corpus {
        documents: documents.collect(),
        ..Corpus::default()
    }
}

impl Engine {
    /// Ready to search.
    pub(crate) fn build(corpus: &Corpus) -> Engine {
        Engine(Index::build(corpus, &[]))
    }

    /// What [`Engine::of_bytes`] reads: how many passages there are, and the index.
    #[allow(dead_code, reason = "the native program keeps its index")]
    pub(crate) fn to_bytes(&self, n_passages: u32) -> Vec<u8> {
        [&n_passages.to_le_bytes(), self.0.to_bytes().as_slice()].concat()
    }

    /// The index that lies in these bytes, read in place.
    #[allow(dead_code, reason = "the native program keeps its index")]
    pub(crate) fn of_bytes(bytes: Vec<u8>) -> Option<Engine> {
        let bytes = Bytes::from(bytes);
        let n_passages = u32::from_le_bytes(*bytes.first_chunk()?);
        let places = (0..n_passages).map(|it| (DocumentId(it), Some(0), PassageKind::Body));
        let index = Index::of_bytes(places, &bytes.part(4..bytes.len())?);
        index.map(Engine)
    }

    /// Numbers of the best `k` passages with their scores, best first.
    pub(crate) fn search(&self, query: &str, k: u32) -> Vec<(u32, f32)> {
        let found = self.0.best(&Query::parse(query), k);
        found.into_iter().map(|it| (it.0.0, it.2)).collect()
    }
}
