//! What a query that is being typed may become.

use serde::{Deserialize, Serialize};

/// Something that the last word of a query may become.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The whole query, should this be taken.
    pub query: String,
    /// What is new in it, to be shown.
    pub label: String,
    /// What it is.
    pub kind: SuggestionKind,
    /// How many passages hold it; 0 for a field.
    pub count: u32,
}

/// What a [`Suggestion`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SuggestionKind {
    /// A word of the corpus, or a value of a field that has no kind of its own.
    Word,
    /// What someone or something is called.
    Name,
    /// Someone who is quoted, as a filter.
    Speaker,
    /// An outlet, as a filter.
    Source,
    /// A field to narrow by, colon included.
    Field,
}
