//! Given a query, which passages, and why.

use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, DocumentId};
use crate::text::Span;

/// A stretch of a document that someone is said to have spoken; what `speaker:` and its facet go
/// by. The engine makes these from the quotations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utterance {
    /// The document.
    pub document: DocumentId,
    /// The words, as a span of the document's text.
    pub span: Span,
    /// The speaker's name.
    pub speaker: String,
}

/// What a reader asks, parsed. Never fails: whatever cannot be read as an operator is a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    // clauses
}

/// One filter of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// `source:`
    Source(String),
    /// `speaker:`
    Speaker(String),
}

impl std::fmt::Display for Query {
    fn fmt(&self, _f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}

impl Query {
    /// Toggles a filter.
    pub fn with_filter(&self, _filter: Filter) -> Query {
        self.clone()
    }

    /// The filters.
    pub fn filters(&self) -> Vec<Filter> {
        Vec::new()
    }

    /// Reads what was typed.
    pub fn parse(_typed: &str) -> Query {
        Query::default()
    }
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Best first.
    pub hits: Vec<Hit>,
    /// How many there are in all; `hits` may hold fewer.
    pub n_hits: u32,
    /// How the query was read, piece by piece, in order.
    pub reading: Vec<Reading>,
    /// Values to narrow by, with counts under the present query.
    pub facets: Facets,
}

/// A passage (or headline) that answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// The document.
    pub document: DocumentId,
    /// The passage, or `None` for the headline.
    pub passage: Option<u32>,
    /// Greater is better; comparable within one answer only.
    pub score: f32,
    /// The stretch to show: a span of the document's text, or of its title for a headline.
    pub snippet: Span,
    /// What matched, in order, not overlapping; spans of the same text as `snippet`, inside it.
    pub marks: Vec<Span>,
}

/// How one piece of the query was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reading {
    /// A word, and the forms in the corpus that answered for it (folded), most frequent first.
    Word {
        /// As typed.
        typed: String,
        /// What it met; empty when nothing answered and the word was left out.
        met: Vec<String>,
        /// Whether it was completed, being the last and unfinished.
        completed: bool,
    },
    /// These words in this order.
    Phrase(String),
    /// Passages with this are left out.
    Without(String),
    /// Only these sources (an outlet's name or a document's key), or all but these.
    Source {
        /// As typed.
        name: String,
        /// Left out rather than kept.
        excluded: bool,
        /// How many documents it means; 0 when there is no such source.
        n_documents: u32,
    },
    /// Only passages with words of this speaker, or all but these.
    Speaker {
        /// As typed.
        name: String,
        /// Left out rather than kept.
        excluded: bool,
        /// The speakers it means.
        met: Vec<String>,
    },
}

/// Values to narrow by. Counts are of hits that would remain; without words in the query, of
/// passages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    /// Every document with its count, in corpus order.
    pub sources: Vec<(DocumentId, u32)>,
    /// Speakers, most hits first.
    pub speakers: Vec<(String, u32)>,
}

/// The dictionary and postings of a corpus.
#[derive(Clone, Debug, Default)]
pub struct Index {}

impl Index {
    /// Reads the corpus once.
    pub fn build(_corpus: &Corpus, _utterances: &[Utterance]) -> Index {
        Index {}
    }

    /// The passages that answer `query`, at most `limit`.
    pub fn search(&self, _corpus: &Corpus, _query: &Query, _limit: u32) -> Found {
        Found::default()
    }

    /// Everything in one document that `query` matches: in its title, and in its text.
    pub fn marks(
        &self,
        _corpus: &Corpus,
        _document: DocumentId,
        _query: &Query,
    ) -> (Vec<Span>, Vec<Span>) {
        (Vec::new(), Vec::new())
    }
}
