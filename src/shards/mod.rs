//! A large corpus as many small files, for hosts that only hand out files: what a reader opens is
//! fetched, the rest stays where it is.
//!
//! A folder of shards holds `root.shard` and files that are called by a hash of what they hold, so
//! that they may be kept for ever and a wrong one is noticed. Each is packed with gzip on the way;
//! this module knows them unpacked. The root, all numbers little-endian:
//!
//! | bytes | what |
//! |---|---|
//! | 10 | `CROSSROOT` and a zero |
//! | 2 | version of the format |
//! | 4 | CRC-32 of what follows |
//! | – | a [`Root`] in postcard's encoding |
//!
//! What the root names are stretches, each in one file or, where it is long, in several: what can
//! be found and what documents state of themselves, which are read first; pieces of the search
//! index; keys of documents; and documents with their statements, some of them in each.
//!
//! [`Shards`] answers from what is here, or says which files it needs: it knows no network, so that
//! the page, the program and tests bring them as they can. An answer is never made of a part of
//! what it takes.

mod keys;
mod open;
mod write;

use serde::{Deserialize, Serialize};

use crate::corpus::Topic;
use crate::search::{Outline, Piece};
pub use open::{Need, Shards};
pub use write::{write, write_finely};

/// What every root starts with.
const MAGIC: &[u8; 10] = b"CROSSROOT\0";

/// The format that this release writes and reads.
const VERSION: u16 = 1;

/// The name of the file to begin with.
pub const ROOT_NAME: &str = "root.shard";

/// No file of a stretch is longer, in bytes before packing.
pub const MAX_FILE_BYTES: usize = 256 << 10;

/// The longest root that is read, unpacked.
pub const MAX_ROOT_BYTES: usize = 64 << 20;

/// A stretch of a corpus, which is brought as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
enum Stretch {
    /// What documents state that filters go by.
    Columns,
    /// What can be found.
    Units,
    /// A piece of the search index.
    Index(Piece),
    /// Keys of documents, sorted.
    Keys(u32),
    /// Some documents with their statements.
    Texts(u32),
}

/// A file of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct File {
    /// Of its bytes before packing.
    hash: u64,
    /// How many those are.
    n_bytes: u32,
}

impl File {
    fn name(self) -> String {
        format!("{:016x}.shard", self.hash)
    }
}

/// A fingerprint of bytes that is the same on every machine: FNV-1a, 64 bit. It tells a wrong file
/// from the right one; who can write files here can write the root too.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// What must be known of a corpus before anything else of it is here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Root {
    summary: Summary,
    outline: Outline,
    /// The first key, folded, of each stretch of keys.
    keys: Vec<String>,
    /// The first document of each stretch of texts.
    texts: Vec<u32>,
    /// The files of each stretch, sorted.
    files: Vec<(Stretch, Vec<File>)>,
}

/// What a corpus is, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// What it is called; may be empty.
    pub title: String,
    /// What it is and where it comes from; may be empty.
    pub about: String,
    /// What its publisher wants counted.
    pub topics: Vec<Topic>,
    /// Documents.
    pub n_documents: u32,
    /// Passages of running text.
    pub n_passages: u32,
    /// Words of running text.
    pub n_words: u64,
    /// Statements, terms in quotation marks left out.
    pub n_statements: u32,
    /// Outlets with their documents, most first.
    pub outlets: Vec<(String, u32)>,
    /// Years of publication with their documents, in order.
    pub years: Vec<(u16, u32)>,
}

/// What documents state that filters go by, a number for each, which is a place in `values`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Columns {
    /// Each value once; the first is empty and stands for none.
    values: Vec<String>,
    outlets: Vec<u32>,
    carried_by: Vec<u32>,
    kinds: Vec<u32>,
    languages: Vec<u32>,
    /// In EDTF.
    dates: Vec<u32>,
}
