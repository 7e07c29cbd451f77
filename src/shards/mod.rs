//! A large corpus as many small files, for hosts that only hand out files: what a reader opens is
//! fetched, the rest stays where it is.
//!
//! Such a corpus is a root, which lies where a bundle would, and beside it a folder of files that are
//! called by a hash of what they hold, so that they may be kept for ever and a wrong one is noticed.
//! These are packed with gzip on the way; this module knows them unpacked. The root, all numbers
//! little-endian:
//!
//! | bytes | what |
//! |---|---|
//! | 10 | `CROSSROOT` and a zero |
//! | 2 | version of the format |
//! | 4 | CRC-32 of what follows |
//! | – | the root itself, in postcard's encoding |
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

use crate::protocol::Summary;
use crate::search::{Outline, Piece};
pub use open::{Need, Shards};
pub use write::{write, write_finely};

/// What every root starts with.
const MAGIC: &[u8; 10] = b"CROSSROOT\0";

/// The format that this release writes and reads.
const VERSION: u16 = 2;

/// The name of the file to begin with: what a page opens, be it a bundle or a root.
pub const ROOT_NAME: &str = "corpus.crossread";

/// The folder beside it that has all others.
pub const FOLDER_NAME: &str = "shards";

/// Whether a file is, or should be, a root.
pub fn is_root(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

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
    /// Bytes of the places of very common words that an answer takes unless it is to be thorough.
    measure: u32,
    /// The first key, folded, of each stretch of keys.
    keys: Vec<String>,
    /// The first document of each stretch of texts.
    texts: Vec<u32>,
    /// The files of each stretch, sorted.
    files: Vec<(Stretch, Vec<File>)>,
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::builder::{self, Settings};
    use crate::bundle::crc32;
    use crate::corpus::Document;
    use crate::decoder::decode;
    use crate::protocol::{ReadQuestion, Request, SearchQuestion};

    /// Shards of some made-up articles, cut finely.
    fn files() -> BTreeMap<String, Vec<u8>> {
        let document = |it: usize| Document {
            key: format!("post-{it:06x}"),
            file: format!("{it}.md"),
            title: format!("Ferry {it} sails"),
            outlet: ["Post", "RIA"][it % 2].to_owned(),
            ..Document::of_text(&format!(
                "“We sail {it} times,” said captain Ann Reed.\n\nThe pier of Carl Lund{it} was open. \
                 北方領土 in 1956."
            ))
        };
        let documents = (0..9).map(document).collect();
        let bundle = builder::build(documents, &Settings::default()).bundle;
        let mut files = BTreeMap::new();
        let put = &mut |name: &str, bytes: &[u8]| {
            files.insert(name.to_owned(), bytes.to_vec());
            Ok(())
        };
        write_finely(bundle, 4_000, put).expect("nothing goes wrong in memory");
        files
    }

    fn root_bytes(root: &Root) -> Vec<u8> {
        let payload = postcard::to_allocvec(root).expect("it is plain data");
        let mut bytes = MAGIC.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(crc32(&payload).to_le_bytes());
        bytes.extend(payload);
        bytes
    }

    /// Asks and reads, bringing whatever is needed; a file that is refused ends it.
    fn ask(root: &[u8], files: &BTreeMap<String, Vec<u8>>) {
        let Ok(mut shards) = Shards::open(root) else {
            return;
        };
        let search = |query: &str| {
            Request::Search(SearchQuestion {
                query: query.to_owned(),
                limit: 5,
                ..SearchQuestion::default()
            })
        };
        for request in [
            search("ferry lund3 "),
            search("\"the pier\" -北方"),
            search("sial source:post speaker:reed name:lund"),
            search("s"),
            search("source:ria"),
            Request::Read(ReadQuestion {
                document: "post-000004".to_owned(),
                query: "pier".to_owned(),
            }),
        ] {
            while let Err(needs) = shards.answer(&request) {
                for need in needs {
                    let bytes = files.get(&need.name).cloned();
                    if bytes.is_none_or(|it| shards.bring(&need.name, it).is_err()) {
                        return;
                    }
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        /// Whoever can write files can give them the names of what they hold.
        #[test]
        fn forged_files_with_the_right_names_break_nothing(
            which in any::<prop::sample::Index>(),
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
            is_cut: bool,
        ) {
            let mut files = files();
            let root = files[ROOT_NAME][MAGIC.len() + 6..].to_vec();
            let mut root: Root = decode(&root).expect("it was just written");
            let n_files = root.files.iter().map(|it| it.1.len()).sum();
            let file = root.files.iter_mut().flat_map(|it| &mut it.1).nth(which.index(n_files));
            let file = file.expect("it is one of them");
            let mut bytes = files[&file.name()].clone();
            let n_bytes = bytes.len();
            for (at, value) in changes.iter().filter(|_| n_bytes > 0) {
                bytes[at.index(n_bytes)] = *value;
            }
            if is_cut {
                bytes.pop();
            }
            *file = File {
                hash: hash(&bytes),
                n_bytes: bytes.len() as u32,
            };
            files.insert(file.name(), bytes);
            ask(&root_bytes(&root), &files);
        }

        #[test]
        fn files_of_another_length_than_the_root_says_are_refused(which in any::<prop::sample::Index>()) {
            let files = files();
            let root = files[ROOT_NAME][MAGIC.len() + 6..].to_vec();
            let mut root: Root = decode(&root).expect("it was just written");
            let n_files = root.files.iter().map(|it| it.1.len()).sum();
            let file = root.files.iter_mut().flat_map(|it| &mut it.1).nth(which.index(n_files));
            file.expect("it is one of them").n_bytes += 1;
            ask(&root_bytes(&root), &files);
        }

        #[test]
        fn forged_roots_break_nothing(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        ) {
            let files = files();
            let mut payload = files[ROOT_NAME][MAGIC.len() + 6..].to_vec();
            for (at, value) in changes {
                let at = at.index(payload.len());
                payload[at] = value;
            }
            let mut bytes = MAGIC.to_vec();
            bytes.extend(VERSION.to_le_bytes());
            bytes.extend(crc32(&payload).to_le_bytes());
            bytes.extend(payload);
            ask(&bytes, &files);
        }
    }
}
