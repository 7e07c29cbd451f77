//! What is called what: people, places, bodies and treaties, and the forms that each source uses
//! for them.

use serde::{Deserialize, Serialize};

use crate::corpus::Corpus;
use crate::text::Span;

/// What sort of thing a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NameKind {
    /// A human being.
    Person,
    /// A country, town, island, sea.
    Place,
    /// A state organ, party, agency, alliance.
    Body,
    /// A treaty, declaration, law, war, summit.
    Event,
}

/// Which name: an index into [`Names::entries`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NameId(pub u32);

/// One thing and everything it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The form we show when no source is being quoted.
    pub canonical: String,
    /// What it is.
    pub kind: NameKind,
    /// All forms, the canonical one among them.
    pub forms: Vec<String>,
}

/// The names of a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// In order of their canonical form.
    pub entries: Vec<Name>,
}

/// A name as it stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Which.
    pub name: NameId,
    /// Where.
    pub span: Span,
}

impl Names {
    /// The names that occur in `corpus`: those of the built-in gazetteer, and the people that
    /// the texts introduce by full name.
    pub fn find(_corpus: &Corpus) -> Names {
        Names::default()
    }

    /// The names in `text`, in order, longest form first, never overlapping.
    pub fn mentions(&self, _text: &str) -> Vec<Mention> {
        Vec::new()
    }
}
