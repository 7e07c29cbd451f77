//! The dictionary of an index, in one part or in several that are brought when they are needed.

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::bytes::Bytes;
use super::dictionary::Dictionary;
use super::slips::Slips;
use super::wanted::{Piece, Wanted};

/// All terms, sorted by their bytes.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    parts: Vec<Part>,
    /// How many terms there are in parts that may be missing.
    n_terms: u32,
    wanted: Arc<Wanted>,
}

#[derive(Clone, Debug)]
struct Part {
    head: Head,
    /// Empty until it is brought.
    dictionary: OnceLock<Dictionary>,
}

/// Where a part of the dictionary begins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    /// Its first term.
    pub(super) term: String,
    /// The number of that term.
    pub(super) number: u32,
    /// Where the places of that term are written.
    pub(super) at: u32,
}

impl From<Dictionary> for Terms {
    /// All terms in one part.
    fn from(dictionary: Dictionary) -> Terms {
        let part = Part {
            head: Head::default(),
            dictionary: OnceLock::from(dictionary),
        };
        Terms {
            parts: vec![part],
            ..Terms::default()
        }
    }
}

impl Terms {
    /// A dictionary of `n_terms` in parts that begin so, none of which is here. `None` when they do
    /// not follow one another.
    pub(super) fn parted(heads: Vec<Head>, n_terms: u32, wanted: Arc<Wanted>) -> Option<Terms> {
        let follow = heads.is_sorted_by(|one, other| {
            one.term < other.term && one.number < other.number && one.at < other.at
        });
        let begins = heads.first().is_none_or(|it| (it.number, it.at) == (0, 0));
        let ends = heads.last().is_none_or(|it| it.number < n_terms);
        let part = |head| Part {
            head,
            dictionary: OnceLock::new(),
        };
        (follow && begins && ends).then(|| Terms {
            parts: heads.into_iter().map(part).collect(),
            n_terms,
            wanted,
        })
    }

    /// Takes a part that was brought; `end` is where the places of all terms end. Whether it is
    /// the one that it should be.
    pub(super) fn bring(&mut self, number: u32, bytes: Bytes, end: u32) -> bool {
        let at = number as usize;
        let next = self.parts.get(at + 1).map(|it| &it.head);
        let (n_terms, end) = next.map_or((self.n_terms, end), |it| (it.number, it.at));
        let Some(part) = self.parts.get_mut(at) else {
            return false;
        };
        let dictionary = Dictionary::of_bytes(bytes, part.head.at, end);
        let is_it = |it: &Dictionary| it.n_terms() == n_terms - part.head.number;
        match dictionary.filter(is_it) {
            Some(it) => {
                part.dictionary = it.into();
                true
            }
            None => false,
        }
    }

    /// As the dictionary lies in a file, which must be in one part.
    pub(super) fn as_bytes(&self) -> &[u8] {
        let only = self.parts.first().and_then(|it| it.dictionary.get());
        only.map_or(&[], Dictionary::as_bytes)
    }

    /// The dictionary cut into parts of about `n_bytes`, each with its head. `lengths` says how many
    /// bytes the places of each term take, in the order of terms.
    pub(super) fn cut(&self, n_bytes: usize, lengths: &[u32]) -> Vec<(Head, Vec<u8>)> {
        let mut terms: Vec<(String, u32)> = Vec::with_capacity(lengths.len());
        self.beginning("", &mut |term, _| {
            let length = lengths.get(terms.len()).copied();
            terms.push((term.to_owned(), length.unwrap_or_default()));
        });
        let mut parts = Vec::new();
        let (mut number, mut at) = (0, 0);
        let mut rest = &terms[..];
        while !rest.is_empty() {
            let mut n_letters = 0;
            let n = rest.iter().take_while(|it| {
                n_letters += it.0.len();
                n_letters <= n_bytes
            });
            let n = n.count().max(1);
            let (these, after) = rest.split_at(n);
            let written = these.iter().map(|it| (it.0.as_bytes(), it.1));
            let head = Head {
                term: these[0].0.clone(),
                number,
                at,
            };
            parts.push((head, Dictionary::of_terms(written).as_bytes().to_vec()));
            number += n as u32;
            at += these.iter().map(|it| it.1).sum::<u32>();
            rest = after;
        }
        parts
    }

    /// The part with this number, if it is here.
    fn part(&self, number: usize) -> Option<&Dictionary> {
        let found = self.parts.get(number)?.dictionary.get();
        if found.is_none() {
            self.wanted.note(Piece::Terms(number as u32));
        }
        found
    }

    /// The number of the part that would hold `word`.
    fn part_of(&self, word: &str) -> usize {
        let after = self.parts.partition_point(|it| *it.head.term <= *word);
        after.saturating_sub(1)
    }

    /// Where the places of `word` are written, if the corpus has it.
    pub(super) fn get(&self, word: &str) -> Option<u32> {
        Some(self.find(word)?.1)
    }

    /// As [`Dictionary::find`].
    pub(super) fn find(&self, word: &str) -> Option<(u32, u32)> {
        let part = self.part_of(word);
        let (number, at) = self.part(part)?.find(word)?;
        Some((self.parts[part].head.number + number, at))
    }

    /// How many terms there are.
    pub(super) fn n_terms(&self) -> u32 {
        match self.parts.as_slice() {
            [only] if self.n_terms == 0 => only.dictionary.get().map_or(0, Dictionary::n_terms),
            _ => self.n_terms,
        }
    }

    /// As [`Dictionary::nth`].
    pub(super) fn nth(&self, number: u32, found: &mut dyn FnMut(&str, u32)) {
        let after = self.parts.partition_point(|it| it.head.number <= number);
        let part = after.saturating_sub(1);
        if let Some(dictionary) = self.part(part) {
            dictionary.nth(number - self.parts[part].head.number, found);
        }
    }

    /// As [`Dictionary::beginning`].
    pub(super) fn beginning(&self, beginning: &str, found: &mut dyn FnMut(&str, u32)) {
        let _all = self.wanted.together();
        let first = self.part_of(beginning);
        for (number, part) in self.parts.iter().enumerate().skip(first) {
            if number > first && !part.head.term.starts_with(beginning) {
                return;
            }
            if let Some(dictionary) = self.part(number) {
                dictionary.beginning(beginning, found);
            }
        }
    }

    /// As [`Dictionary::near`]: a slip may be in the first letter, so all parts are needed.
    pub(super) fn near(&self, slips: &Slips, found: &mut dyn FnMut(&str, u32, bool)) {
        let _all = self.wanted.together();
        for number in 0..self.parts.len() {
            if let Some(dictionary) = self.part(number) {
                dictionary.near(slips, found);
            }
        }
    }
}
