//! What else to ask when a query finds little.

use serde::{Deserialize, Serialize};

/// A query like the one that was asked, which finds something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Other {
    /// As it may be typed.
    pub query: String,
    /// How many hits it has.
    pub n_hits: u32,
    /// How it differs.
    pub kind: OtherKind,
}

/// How an [`Other`] query differs from the one that was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OtherKind {
    /// Words that the corpus does not have are written as it has them.
    Spelled,
    /// Without this word.
    WithoutWord(String),
    /// Without this filter, as it may be typed.
    WithoutFilter(String),
    /// Phrases and what was to be near each other are words, wherever they stand.
    AnyWord,
}
