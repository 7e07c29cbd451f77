//! One versioned file that carries a corpus with its analyses; checked once, when it is opened.

use serde::{Deserialize, Serialize};

use crate::corpus::Corpus;
use crate::names::Names;
use crate::quotes::Quotation;

/// What a bundle carries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bundle {
    /// The articles.
    pub corpus: Corpus,
    /// The quotations of each document, in the corpus' order.
    pub quotations: Vec<Vec<Quotation>>,
    /// The names of the corpus.
    pub names: Names,
}

/// Why a bundle could not be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// Stands in until the format is merged.
    #[error("damaged")]
    Damaged,
}

/// Reads a bundle.
pub fn decode(bytes: &[u8]) -> Result<Bundle, BundleError> {
    postcard::from_bytes(bytes).map_err(|_| BundleError::Damaged)
}
