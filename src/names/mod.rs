//! What is called what: people, places, bodies and treaties, and the forms that each source uses
//! for them.

mod gathering;
mod gazetteer;
mod given;
mod mentions;
mod people;
mod placed;

use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, Document};
use crate::text::Span;
pub use gathering::{Gathered, Gatherer};
pub use given::Given;
pub use mentions::Finder;
pub(crate) use mentions::{is_spaceless, tokens};
pub(crate) use people::is_title;
pub use placed::{Placed, Placement};

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

impl NameKind {
    /// All of them, in the order in which they are listed.
    pub const ALL: [NameKind; 4] = [
        NameKind::Person,
        NameKind::Place,
        NameKind::Body,
        NameKind::Event,
    ];

    /// As files and addresses have it.
    pub fn name(self) -> &'static str {
        match self {
            NameKind::Person => "person",
            NameKind::Place => "place",
            NameKind::Body => "body",
            NameKind::Event => "event",
        }
    }

    /// The kind that is called so.
    pub fn of_name(name: &str) -> Option<NameKind> {
        NameKind::ALL.into_iter().find(|it| it.name() == name)
    }
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
    /// By which of its forms: an index into [`Name::forms`].
    pub form: u32,
    /// Where, without a possessive ’s.
    pub span: Span,
}

impl Names {
    /// The names that occur in `corpus`: those of the built-in gazetteer, and the people that
    /// the texts introduce by full name.
    ///
    /// Headlines, running text, headings and captions count; page furniture does not. Linear in
    /// the length of the texts.
    pub fn find(corpus: &Corpus) -> Names {
        let gatherer = Gatherer::new(&[]);
        let mut gathered = Gathered::default();
        for document in &corpus.documents {
            gatherer.read(document, &mut gathered);
        }
        gatherer.names(gathered).0
    }

    /// The names in `text`, in order, longest form first, never overlapping.
    ///
    /// Prepares the forms on every call; for many texts take [`Names::finder`] once.
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        self.finder().mentions(text)
    }

    /// These names, ready to be found in many texts.
    pub fn finder(&self) -> Finder {
        Finder::new(self)
    }

    /// The entry with this canonical form.
    pub fn by_canonical(&self, canonical: &str) -> Option<NameId> {
        let at = self
            .entries
            .binary_search_by(|it| it.canonical.as_str().cmp(canonical));
        at.ok().map(|at| NameId(at as u32))
    }
}

/// Every stretch of a document that names are read from, with its passage; the headline has none.
pub(crate) fn texts_of(document: &Document) -> impl Iterator<Item = (Option<u32>, &str)> {
    let passages = (0..).zip(&document.passages);
    let read = passages.filter(|(_, it)| !it.kind.is_furniture());
    let sentences = read.flat_map(move |(at, passage)| {
        let sentences = passage.sentences.iter();
        sentences.map(move |it| (Some(at), it.of_text(&document.text)))
    });
    std::iter::once((None, document.title.as_str())).chain(sentences)
}
