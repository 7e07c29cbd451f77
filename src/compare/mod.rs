//! Which sentences of different documents report the same thing, and in what words.

use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, DocumentId};
use crate::names::{NameId, Names};
use crate::text::Span;

/// Two to five documents laid side by side.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Alignment {
    /// The documents, the lead first: its order is the order of the rows.
    pub documents: Vec<DocumentId>,
    /// From top to bottom. Every body sentence of every document stands in exactly one row.
    pub rows: Vec<Row>,
}

/// Sentences that report the same thing; or one that only one document reports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// One for each of [`Alignment::documents`]; empty where nothing matches.
    pub cells: Vec<Vec<Cell>>,
    /// How sure the row is; `None` when it has one document only.
    pub band: Option<Band>,
    /// What the row's sentences share.
    pub reasons: Reasons,
}

/// A sentence in a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Index of its passage.
    pub passage: u32,
    /// The sentence, a span of the document's text.
    pub sentence: Span,
    /// Marked stretches, in order, not overlapping, inside the sentence.
    pub marks: Vec<(Span, Mark)>,
}

/// What a stretch is, against the other cells of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Mark {
    /// The same words stand in another cell.
    Same,
    /// Another cell names the same thing otherwise.
    Renamed(NameId),
    /// A number, date or negation that the lead cell of the row does not have.
    Differs,
}

/// How sure a link or row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Band {
    /// May report the same thing.
    Possible,
    /// Reports the same thing as far as words can tell.
    Strong,
}

/// Why sentences stand in one row, in what they share.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reasons {
    /// Names, rarest first.
    pub names: Vec<NameId>,
    /// Years and numbers.
    pub numbers: Vec<String>,
    /// Other words, rarest first, as the lead cell writes them.
    pub words: Vec<String>,
}

/// Lays `documents` side by side.
pub fn align(_corpus: &Corpus, _names: &Names, documents: &[DocumentId]) -> Alignment {
    Alignment {
        documents: documents.to_vec(),
        rows: Vec::new(),
    }
}
