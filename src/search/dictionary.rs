//! Every term of a corpus once, sorted, and where its places are written.
//!
//! Front coding (Witten, Moffat and Bell, “Managing Gigabytes”, 1999): of each term only what
//! differs from the one before is written, and every sixteenth is written in full, so that a term
//! is found by bisection and sixteen steps. It takes as many bytes as a transducer (crate `fst`),
//! is read as it lies in the file, and gives up words with a wrong beginning as early; but what it
//! takes to read and write it is 20 kB less of the page.

use super::bytes::Bytes;
use super::postings::{put, take};
use super::slips::{Slips, State};

/// Terms from one that is written in full to the next.
const BLOCK: usize = 16;

/// The terms of a corpus, sorted by their bytes, so that a beginning is a stretch.
///
/// Each is written as: how many bytes it has in common with the one before, how many follow, these,
/// and how many bytes its places take.
#[derive(Clone, Debug, Default)]
pub(super) struct Dictionary {
    written: Bytes,
    heads: Vec<Head>,
}

/// A term that is written in full.
#[derive(Clone, Copy, Debug)]
struct Head {
    /// Its first byte in [`Dictionary::written`].
    start: u32,
    /// Where its places are written.
    at: u32,
}

/// Reads terms one after the other.
struct Walk<'a> {
    rest: &'a [u8],
    word: Vec<u8>,
    /// How many bytes of the word are those of the one before.
    n_common: usize,
    /// Where the places of the next term are written.
    at: u32,
}

impl Walk<'_> {
    /// The next term's places; its word is in `word`. `None` at the end, and where what is written
    /// is no term.
    fn next(&mut self) -> Option<u32> {
        let n_common = take(&mut self.rest)? as usize;
        let n_new = take(&mut self.rest)? as usize;
        let (new, rest) = self.rest.split_at_checked(n_new)?;
        if n_common > self.word.len() {
            return None;
        }
        self.rest = rest;
        self.n_common = n_common;
        self.word.truncate(n_common);
        self.word.extend_from_slice(new);
        let at = self.at;
        self.at = at.checked_add(take(&mut self.rest)?)?;
        Some(at)
    }
}

impl Dictionary {
    /// The dictionary of `terms`, sorted by their bytes, each once, with how many bytes their
    /// places take.
    pub(super) fn of_terms<'a>(terms: impl Iterator<Item = (&'a [u8], u32)>) -> Dictionary {
        let mut written = Vec::new();
        let mut before: &[u8] = b"";
        for (n, (word, n_bytes)) in terms.enumerate() {
            let n_common = match n % BLOCK {
                0 => 0,
                _ => common(before, word),
            };
            put(n_common as u32, &mut written);
            put((word.len() - n_common) as u32, &mut written);
            written.extend_from_slice(&word[n_common..]);
            put(n_bytes, &mut written);
            before = word;
        }
        let mut dictionary = Dictionary {
            written: written.into(),
            heads: Vec::new(),
        };
        dictionary.find_heads();
        dictionary
    }

    /// The dictionary that lies in these bytes, of terms whose places take `n_bytes` in all; `None`
    /// when they are no dictionary. Linear.
    pub(super) fn of_bytes(bytes: Bytes, n_bytes: usize) -> Option<Dictionary> {
        let mut dictionary = Dictionary {
            written: bytes,
            heads: Vec::new(),
        };
        let end = dictionary.find_heads()?;
        (end as usize == n_bytes).then_some(dictionary)
    }

    /// As it lies in a file.
    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.written
    }

    /// Notes the terms that are written in full. Where the places of all end, or `None` when the
    /// terms are not sorted, no text, or end in the middle.
    fn find_heads(&mut self) -> Option<u32> {
        let mut heads = Vec::new();
        let mut walk = Walk {
            rest: &self.written,
            word: Vec::new(),
            n_common: 0,
            at: 0,
        };
        let mut before: Vec<u8> = Vec::new();
        for n in 0.. {
            if walk.rest.is_empty() {
                break;
            }
            let start = (self.written.len() - walk.rest.len()) as u32;
            before.clone_from(&walk.word);
            let at = walk.next()?;
            if n % BLOCK == 0 {
                if walk.n_common > 0 {
                    return None;
                }
                heads.push(Head { start, at });
            }
            let is_sorted = n == 0 || before < walk.word;
            if !is_sorted || std::str::from_utf8(&walk.word).is_err() {
                return None;
            }
        }
        let end = walk.at;
        self.heads = heads;
        Some(end)
    }

    /// A walk that begins with the block of this number.
    fn walk(&self, block: usize) -> Walk<'_> {
        let head = self.heads.get(block);
        let start = head.map_or(self.written.len(), |it| it.start as usize);
        Walk {
            rest: &self.written[start..],
            word: Vec::new(),
            n_common: 0,
            at: head.map_or(0, |it| it.at),
        }
    }

    /// The word that a block begins with.
    fn head(&self, head: &Head) -> &[u8] {
        let mut rest = &self.written[head.start as usize..];
        take(&mut rest);
        let length = take(&mut rest).unwrap_or_default() as usize;
        rest.get(..length).unwrap_or_default()
    }

    /// The block that would hold `word`.
    fn block_of(&self, word: &[u8]) -> usize {
        let after = self.heads.partition_point(|it| self.head(it) <= word);
        after.saturating_sub(1)
    }

    /// Where the places of `word` are written, if the corpus has it.
    pub(super) fn get(&self, word: &str) -> Option<u32> {
        Some(self.find(word)?.1)
    }

    /// The number of `word` among the terms, and where its places are written.
    pub(super) fn find(&self, word: &str) -> Option<(u32, u32)> {
        let block = self.block_of(word.as_bytes());
        let mut walk = self.walk(block);
        for n in 0..BLOCK {
            let at = walk.next()?;
            if walk.word == word.as_bytes() {
                return Some(((block * BLOCK + n) as u32, at));
            }
        }
        None
    }

    /// How many terms there are: all blocks but the last are full.
    pub(super) fn n_terms(&self) -> u32 {
        let last = self.heads.len().saturating_sub(1);
        let mut walk = self.walk(last);
        let mut n = last * BLOCK;
        while walk.next().is_some() {
            n += 1;
        }
        n as u32
    }

    /// Calls `found` with the term of this number, and where its places are written.
    pub(super) fn nth(&self, number: u32, found: &mut dyn FnMut(&str, u32)) {
        let mut walk = self.walk(number as usize / BLOCK);
        for _ in 0..number as usize % BLOCK {
            walk.next();
        }
        if let Some(at) = walk.next() {
            found(spelled(&walk.word), at);
        }
    }

    /// Calls `found` with each term that begins with `beginning`, in order, and where its places
    /// are written. Linear in their number.
    pub(super) fn beginning(&self, beginning: &str, found: &mut dyn FnMut(&str, u32)) {
        let beginning = beginning.as_bytes();
        let mut walk = self.walk(self.block_of(beginning));
        while let Some(at) = walk.next() {
            if walk.word.starts_with(beginning) {
                found(spelled(&walk.word), at);
            } else if walk.word.as_slice() > beginning {
                return;
            }
        }
    }

    /// Calls `found` with each term within the reach of `slips`, in order, where its places are
    /// written, and whether it is near as a whole.
    ///
    /// Terms with the same beginning share the work on it, and those whose beginning is too far
    /// already are passed over, a block at a time where they fill blocks.
    pub(super) fn near(&self, slips: &Slips, found: &mut dyn FnMut(&str, u32, bool)) {
        let mut block = 0;
        let mut walk = self.walk(0);
        let mut n = 0;
        // The states after each byte of the word, as far as they are known.
        let mut states: Vec<State> = vec![slips.start()];
        let mut read: Vec<u8> = Vec::new();
        while let Some(at) = walk.next() {
            if n % BLOCK == 0 {
                block = n / BLOCK;
                // Written in full; what it has in common is not written.
                walk.n_common = common(&read, &walk.word);
            }
            n += 1;
            read.truncate(walk.n_common.min(read.len()));
            let is_dead = states.len() <= read.len();
            if is_dead && walk.n_common >= states.len() {
                // Begins as what was given up.
                read.extend_from_slice(&walk.word[read.len()..]);
                continue;
            }
            read.extend_from_slice(&walk.word[read.len()..]);
            states.truncate(walk.n_common + 1);
            while let Some(byte) = walk.word.get(states.len() - 1) {
                let state = slips.accept(&states[states.len() - 1], *byte);
                if !slips.can_match(&state) {
                    break;
                }
                states.push(state);
            }
            if states.len() > walk.word.len() {
                let state = &states[walk.word.len()];
                if slips.is_match(state) {
                    found(spelled(&walk.word), at, slips.is_whole(state));
                }
                continue;
            }
            // Given up: every word with this beginning is passed over.
            let lost = &walk.word[..states.len()];
            let next = block + 1;
            let begins = |it: &Head| self.head(it).starts_with(lost);
            if self.heads.get(next).is_some_and(begins) {
                let n_lost = self.heads[next..].partition_point(begins);
                // The last of them may end with other words.
                let last = next + n_lost - 1;
                walk = self.walk(last);
                n = last * BLOCK;
            }
        }
    }
}

/// How many bytes two words begin with in common.
fn common(a: &[u8], b: &[u8]) -> usize {
    a.iter().zip(b).take_while(|it| it.0 == it.1).count()
}

/// The word that these bytes of the dictionary spell.
fn spelled(word: &[u8]) -> &str {
    std::str::from_utf8(word).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dictionary(words: &std::collections::BTreeSet<String>) -> Dictionary {
        Dictionary::of_terms(words.iter().map(|it| (it.as_bytes(), 1)))
    }

    proptest! {
        #[test]
        fn it_agrees_with_a_sorted_list(
            words in prop::collection::btree_set("[abß]{1,6}", 0..120),
            asked in "[abß]{0,6}",
            max in 0_u8..4,
            as_beginning: bool,
        ) {
            let dictionary = dictionary(&words);
            let numbered = || (0_u32..).zip(&words);
            let expected = numbered().find(|it| *it.1 == asked).map(|it| it.0);
            prop_assert_eq!(dictionary.get(&asked), expected);
            prop_assert_eq!(dictionary.find(&asked), expected.map(|it| (it, it)));
            prop_assert_eq!(dictionary.n_terms() as usize, words.len());
            for (number, word) in numbered() {
                let mut is_it = false;
                dictionary.nth(number, &mut |it, at| is_it = it == word && at == number);
                prop_assert!(is_it);
            }
            dictionary.nth(words.len() as u32, &mut |_, _| panic!("there is no such term"));

            let mut found = Vec::new();
            dictionary.beginning(&asked, &mut |word, at| found.push((word.to_owned(), at)));
            let expected = numbered().filter(|it| it.1.starts_with(&asked));
            let expected: Vec<_> = expected.map(|(at, word)| (word.clone(), at)).collect();
            prop_assert_eq!(found, expected);

            let slips = Slips::new(&asked, max, as_beginning).expect("no digits");
            let mut found = Vec::new();
            dictionary.near(&slips, &mut |word, at, _| found.push((word.to_owned(), at)));
            let matches = |word: &str| {
                let read = |state: State, byte| slips.accept(&state, byte);
                slips.is_match(&word.bytes().fold(slips.start(), read))
            };
            let expected = numbered().filter(|it| matches(it.1));
            let expected: Vec<_> = expected.map(|(at, word)| (word.clone(), at)).collect();
            prop_assert_eq!(found, expected);

            let bytes = Bytes::from(dictionary.as_bytes().to_vec());
            prop_assert!(Dictionary::of_bytes(bytes.clone(), words.len()).is_some());
            prop_assert!(Dictionary::of_bytes(bytes, words.len() + 1).is_none());
        }

        #[test]
        fn any_bytes_are_refused_or_read(bytes in prop::collection::vec(0_u8..40, 0..60)) {
            let slips = Slips::new("ab", 1, true).expect("no digits");
            for n in 0..60 {
                if let Some(it) = Dictionary::of_bytes(bytes.clone().into(), n) {
                    it.get("a");
                    it.near(&slips, &mut |_, at, _| assert!(at as usize <= n));
                }
            }
        }
    }
}
