//! Every term of a corpus once, as a finite-state transducer, and where its places are written.
//!
//! The transducer (crate `fst`, after Mihov and Maurel, “Direct Construction of Minimal Acyclic
//! Subsequential Transducers”, 2001) takes about six bytes a term and is searched as it lies in the
//! file. Each term leads to the byte at which [`super::postings`] has its places.

use fst::automaton::{Automaton, Str};
use fst::{IntoStreamer, Map, Streamer};

use super::bytes::Bytes;
use super::slips::Slips;

/// The terms of a corpus, sorted by their bytes, so that a beginning is a stretch.
#[derive(Clone, Debug)]
pub(super) struct Dictionary(Map<Bytes>);

/// A term and where its places are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// Folded, as it stands in texts.
    pub(super) word: String,
    /// Its first byte among the postings.
    pub(super) at: u32,
}

impl Default for Dictionary {
    fn default() -> Dictionary {
        Dictionary::of_terms(std::iter::empty())
    }
}

impl Dictionary {
    /// The dictionary that lies in these bytes; `None` when they are damaged. Linear: a check sum.
    pub(super) fn of_bytes(bytes: Bytes) -> Option<Dictionary> {
        let map = Map::new(bytes).ok()?;
        map.as_fst().verify().ok()?;
        Some(Dictionary(map))
    }

    /// The dictionary of `terms`, sorted by their bytes, each once.
    pub(super) fn of_terms<'a>(terms: impl Iterator<Item = (&'a [u8], u32)>) -> Dictionary {
        let mut builder = fst::MapBuilder::memory();
        for (word, at) in terms {
            builder.insert(word, at.into()).expect("terms come sorted");
        }
        let bytes = builder.into_inner().expect("memory can be written");
        Dictionary(Map::new(Bytes::from(bytes)).expect("what was just built is sound"))
    }

    /// As it lies in a file.
    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_fst().as_bytes()
    }

    /// Where the places of `word` are written, if the corpus has it.
    pub(super) fn get(&self, word: &str) -> Option<u32> {
        self.0.get(word).map(|at| at as u32)
    }

    /// Calls `found` with each term that begins with `beginning`, in order. Linear in their number.
    pub(super) fn beginning(&self, beginning: &str, mut found: impl FnMut(&[u8], u32)) {
        let mut terms = self
            .0
            .search(Str::new(beginning).starts_with())
            .into_stream();
        while let Some((word, at)) = terms.next() {
            found(word, at as u32);
        }
    }

    /// Calls `found` with each term within the reach of `slips`, in order, and whether it is near
    /// as a whole.
    pub(super) fn near(&self, slips: &Slips, mut found: impl FnMut(&[u8], u32, bool)) {
        let mut terms = self.0.search_with_state(slips).into_stream();
        while let Some((word, at, state)) = terms.next() {
            found(word, at as u32, slips.is_whole(&state));
        }
    }

    /// Every term in order.
    pub(super) fn terms(&self) -> Vec<Term> {
        let mut terms = Vec::with_capacity(self.0.len());
        self.beginning("", |word, at| {
            terms.push(Term {
                word: spelled(word).to_owned(),
                at,
            });
        });
        terms
    }
}

/// The word that these bytes of the dictionary spell.
pub(super) fn spelled(word: &[u8]) -> &str {
    std::str::from_utf8(word).unwrap_or_default()
}
