//! One versioned file that carries a corpus with its analyses; checked once, when it is opened.
//!
//! The file `….crossread`, all numbers little-endian:
//!
//! | bytes | what |
//! |---|---|
//! | 10 | `CROSSREAD` and a zero |
//! | 2 | version of the format |
//! | 4 | number of sections |
//! | 4 | CRC-32 of the table |
//! | 24 each | the table: kind (4), CRC-32 (4), offset in the file (8), length (8) |
//! | – | the sections, each one value in postcard's encoding; what search reads, as it reads it |
//!
//! A section of unknown kind is skipped, so that a later release may add some. Everything is
//! written in the order of its documents and names, without time stamps: the same articles give
//! the same bytes.

mod container;
mod crc;
mod error;
mod rights;
mod sound;
mod withheld;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::corpus::Corpus;
use crate::decoder::decode as decode_value;
use crate::names::Names;
use crate::quotes::Statement;
use container::{Section, Writer, sections};
pub(crate) use crc::crc32;
pub use error::{BundleError, Part, Resemblance};
pub use rights::{MAX_EXCERPT_BYTES, permitted};
pub(crate) use sound::{are_passages, are_statements, is_sound_document};
pub use withheld::Withheld;

/// The format that this release writes and reads.
pub const VERSION: u16 = 4;

/// What a bundle carries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bundle {
    /// The articles.
    pub corpus: Corpus,
    /// The statements of each document, in the corpus' order.
    pub statements: Vec<Vec<Statement>>,
    /// The names of the corpus.
    pub names: Names,
    /// The search index of the corpus, as [`crate::search::Index::to_bytes`] has it; empty where making it anew
    /// takes no time.
    pub index: Vec<u8>,
    /// Which words are forms of one word, as
    /// [`crate::search::Index::families`] has it; empty when nobody asked.
    pub families: Vec<u8>,
    /// Which sentences are told alike, as [`crate::compare::find`] has it.
    pub links: Vec<u8>,
    /// What its publisher says of sources, names and speakers, as [`crate::builder::Settings`] has
    /// it, for whoever builds it again; empty where nothing is said.
    pub said: Vec<u8>,
}

impl Bundle {
    /// Whether every span and index points at something and no document holds more than its
    /// rights permit, so that later code may index freely. Linear.
    pub fn is_sound(&self) -> bool {
        sound::is_sound(self)
    }
}

/// The bytes of the bundle's file. Takes no more memory than these.
pub fn encode(bundle: &Bundle) -> Vec<u8> {
    fn section<T: Serialize>(part: Part, value: &T, writer: &mut Writer) {
        writer.section(part.kind(), |file| {
            postcard::to_extend(value, file).expect("a bundle holds only plain data")
        });
    }
    let carried = [
        (Part::Index, &bundle.index),
        (Part::Families, &bundle.families),
        (Part::Links, &bundle.links),
        (Part::Said, &bundle.said),
    ];
    let carried = carried.into_iter().filter(|it| !it.1.is_empty());
    let mut writer = Writer::new(3 + carried.clone().count() as u32);
    section(Part::Corpus, &bundle.corpus, &mut writer);
    section(Part::Statements, &bundle.statements, &mut writer);
    section(Part::Names, &bundle.names, &mut writer);
    for (part, bytes) in carried {
        writer.section(part.kind(), |mut file| {
            file.extend(bytes);
            file
        });
    }
    writer.finished()
}

/// The bundle that these bytes of a file hold; it is sound. Total, and linear in time and memory.
///
/// # Errors
/// When the bytes are something else, or of another version, or damaged.
pub fn decode(bytes: &[u8]) -> Result<Bundle, BundleError> {
    let sections = sections(bytes)?;
    // Whether these fit the corpus is seen when they are used; else search does without.
    let carried = |part: Part| {
        let section = sections.iter().find(|it| it.kind == part.kind());
        section.map_or(Vec::new(), |it| it.payload.to_vec())
    };
    let bundle = Bundle {
        corpus: value(&sections, Part::Corpus)?,
        statements: value(&sections, Part::Statements)?,
        names: value(&sections, Part::Names)?,
        index: carried(Part::Index),
        families: carried(Part::Families),
        links: carried(Part::Links),
        said: carried(Part::Said),
    };
    if !bundle.is_sound() {
        return Err(BundleError::Damaged { part: Part::Whole });
    }
    Ok(bundle)
}

/// What the section of `part` holds, down to its last byte.
fn value<T: DeserializeOwned>(sections: &[Section], part: Part) -> Result<T, BundleError> {
    sections
        .iter()
        .find(|it| it.kind == part.kind())
        .and_then(|it| decode_value(it.payload))
        .ok_or(BundleError::Damaged { part })
}
