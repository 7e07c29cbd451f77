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

/// What half a byte says when a length does not fit: the rest of it follows.
const LONG: u8 = 15;

/// The terms of a corpus, sorted by their bytes, so that a beginning is a stretch.
///
/// A block is written as: how many bytes its places take, how many its terms take, and these. A
/// term as: how many bytes it has in common with the one before it in the block and how many
/// follow, half a byte each; these; and how many bytes its places take.
#[derive(Clone, Debug, Default)]
pub(super) struct Dictionary {
    written: Bytes,
    blocks: Vec<Block>,
    /// Where the places of its first term are written.
    at: u32,
}

/// Terms of which the first is written in full.
#[derive(Clone, Copy, Debug)]
struct Block {
    /// Its first byte in [`Dictionary::written`].
    start: u32,
    /// Where its places are written.
    at: u32,
}

/// Reads terms one after the other.
struct Walk<'a> {
    dictionary: &'a Dictionary,
    /// Number of the next block.
    next_block: usize,
    /// What is left of the block before it.
    rest: &'a [u8],
    word: Vec<u8>,
    /// Where the places of the next term are written.
    at: u32,
}

impl Walk<'_> {
    /// The next term's places, and how many bytes its word has in common with the one before; the
    /// word itself is in `word`. `None` at the end, and where what is written is no term.
    fn next(&mut self) -> Option<(u32, usize)> {
        self.next_other(usize::MAX)
    }

    /// As [`Walk::next`], but terms are passed over that begin with the same `n_lost` bytes as the
    /// word, as far as the block goes.
    #[cfg_attr(small, optimize(speed))]
    fn next_other(&mut self, n_lost: usize) -> Option<(u32, usize)> {
        loop {
            let is_first = self.rest.is_empty();
            if is_first {
                let block = self.dictionary.blocks.get(self.next_block)?;
                self.rest = self.dictionary.terms(block)?;
                self.at = block.at;
                self.next_block += 1;
            }
            let (n_common, n_new) = take_lengths(&mut self.rest)?;
            let (new, rest) = self.rest.split_at_checked(n_new)?;
            self.rest = rest;
            let at = self.at;
            self.at = at.saturating_add(take(&mut self.rest)?);
            if is_first {
                let n_common = common(&self.word, new);
                self.word.clear();
                self.word.extend_from_slice(new);
                return Some((at, n_common));
            }
            if n_common < n_lost {
                self.word.truncate(n_common);
                self.word.extend_from_slice(new);
                return Some((at, n_common));
            }
        }
    }

    /// Passes over blocks with nothing but words that begin with `n_lost` bytes of the word.
    fn skip_blocks(&mut self, n_lost: usize) {
        let dictionary = self.dictionary;
        let lost = &self.word[..n_lost];
        let begins = |it: &Block| dictionary.head(it).starts_with(lost);
        let blocks = &dictionary.blocks[self.next_block..];
        // Seldom many, so from near to far.
        let mut step = 1;
        while blocks.get(step - 1).is_some_and(begins) {
            step *= 2;
        }
        let near = &blocks[step / 2..blocks.len().min(step)];
        let n_blocks = step / 2 + near.partition_point(begins);
        if n_blocks > 0 {
            // The last of them may end with other words.
            self.next_block += n_blocks - 1;
            self.rest = &[];
        }
    }
}

impl Dictionary {
    /// The dictionary of `terms`, sorted by their bytes, each once, with how many bytes their
    /// places take.
    pub(super) fn of_terms<'a>(terms: impl Iterator<Item = (&'a [u8], u32)>) -> Dictionary {
        let mut written = Vec::new();
        let mut block = Vec::new();
        let mut n_bytes_of_block = 0;
        let mut n = 0;
        let mut before: &[u8] = b"";
        let mut end_block = |block: &mut Vec<u8>, n_bytes: u32| {
            put(n_bytes, &mut written);
            put(block.len() as u32, &mut written);
            written.append(block);
        };
        for (word, n_bytes) in terms {
            if n == BLOCK {
                end_block(&mut block, std::mem::take(&mut n_bytes_of_block));
                n = 0;
            }
            let n_common = match n {
                0 => 0,
                _ => common(before, word),
            };
            put_lengths(n_common, word.len() - n_common, &mut block);
            block.extend_from_slice(&word[n_common..]);
            put(n_bytes, &mut block);
            n_bytes_of_block += n_bytes;
            before = word;
            n += 1;
        }
        if n > 0 {
            end_block(&mut block, n_bytes_of_block);
        }
        let mut dictionary = Dictionary {
            written: written.into(),
            ..Dictionary::default()
        };
        dictionary.find_blocks();
        dictionary
    }

    /// The dictionary that lies in these bytes, of terms whose places are written from `at` to
    /// `end`; `None` when they are no dictionary. Looks at blocks, not at terms: a damaged one has
    /// other words, or fewer.
    pub(super) fn of_bytes(bytes: Bytes, at: u32, end: u32) -> Option<Dictionary> {
        let mut dictionary = Dictionary {
            written: bytes,
            at,
            ..Dictionary::default()
        };
        (dictionary.find_blocks()? == end).then_some(dictionary)
    }

    /// As it lies in a file.
    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.written
    }

    /// Notes where blocks begin. Where the places of all end, or `None` when a block ends in the
    /// middle.
    fn find_blocks(&mut self) -> Option<u32> {
        let mut blocks = Vec::new();
        let mut rest: &[u8] = &self.written;
        let mut at = self.at;
        while !rest.is_empty() {
            let start = (self.written.len() - rest.len()) as u32;
            blocks.push(Block { start, at });
            at = at.checked_add(take(&mut rest)?)?;
            let n_bytes = take(&mut rest)? as usize;
            rest = rest.get(n_bytes..)?;
        }
        self.blocks = blocks;
        Some(at)
    }

    /// The terms of a block, as they are written.
    fn terms(&self, block: &Block) -> Option<&[u8]> {
        let mut rest = self.written.get(block.start as usize..)?;
        take(&mut rest)?;
        let n_bytes = take(&mut rest)? as usize;
        rest.get(..n_bytes)
    }

    /// A walk that begins with the block of this number.
    fn walk(&self, block: usize) -> Walk<'_> {
        Walk {
            dictionary: self,
            next_block: block,
            rest: &[],
            word: Vec::new(),
            at: 0,
        }
    }

    /// The word that a block begins with.
    fn head(&self, block: &Block) -> &[u8] {
        let mut rest = self.terms(block).unwrap_or_default();
        let length = take_lengths(&mut rest).unwrap_or_default().1;
        rest.get(..length).unwrap_or_default()
    }

    /// The block that would hold `word`.
    fn block_of(&self, word: &[u8]) -> usize {
        let after = self.blocks.partition_point(|it| self.head(it) <= word);
        after.saturating_sub(1)
    }

    /// The number of `word` among the terms, and where its places are written.
    pub(super) fn find(&self, word: &str) -> Option<(u32, u32)> {
        let block = self.block_of(word.as_bytes());
        let mut walk = self.walk(block);
        for n in 0..BLOCK {
            let (at, _) = walk.next()?;
            if walk.word == word.as_bytes() {
                return Some(((block * BLOCK + n) as u32, at));
            }
        }
        None
    }

    /// How many terms there are: all blocks but the last are full.
    pub(super) fn n_terms(&self) -> u32 {
        let last = self.blocks.len().saturating_sub(1);
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
        if let Some((at, _)) = walk.next() {
            found(spelled(&walk.word), at);
        }
    }

    /// Calls `found` with each term that begins with `beginning`, in order, and where its places
    /// are written. Linear in their number.
    #[cfg_attr(small, optimize(speed))]
    pub(super) fn beginning(&self, beginning: &str, found: &mut dyn FnMut(&str, u32)) {
        let beginning = beginning.as_bytes();
        let mut walk = self.walk(self.block_of(beginning));
        while let Some((at, _)) = walk.next() {
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
    #[cfg_attr(small, optimize(speed))]
    pub(super) fn near(&self, slips: &Slips, found: &mut dyn FnMut(&str, u32, bool)) {
        let mut walk = self.walk(0);
        // The states after each byte of the word, as far as it is near.
        let mut states: Vec<State> = vec![slips.start()];
        // A beginning of so many bytes was too far.
        let mut n_lost = usize::MAX;
        while let Some((at, n_common)) = walk.next_other(n_lost) {
            if n_common >= n_lost {
                walk.skip_blocks(n_lost);
                continue;
            }
            states.truncate(n_common + 1);
            n_lost = usize::MAX;
            for byte in &walk.word[states.len() - 1..] {
                let state = slips.accept(&states[states.len() - 1], *byte);
                if !slips.can_match(&state) {
                    n_lost = states.len();
                    break;
                }
                states.push(state);
            }
            let state = &states[states.len() - 1];
            if n_lost == usize::MAX && slips.is_match(state) {
                found(spelled(&walk.word), at, slips.is_whole(state));
            }
        }
    }
}

/// Writes two lengths.
fn put_lengths(n_common: usize, n_new: usize, to: &mut Vec<u8>) {
    let halves = [n_common, n_new].map(|it| it.min(LONG.into()));
    to.push((halves[0] << 4 | halves[1]) as u8);
    for length in [n_common, n_new] {
        if let Some(rest) = length.checked_sub(LONG.into()) {
            put(rest as u32, to);
        }
    }
}

/// Takes two lengths off; `None` at the end.
#[cfg_attr(small, inline(always))]
fn take_lengths(rest: &mut &[u8]) -> Option<(usize, usize)> {
    let (&halves, after) = rest.split_first()?;
    *rest = after;
    let mut length = |half: u8| match half {
        LONG => Some(take(rest)?.saturating_add(LONG.into()) as usize),
        _ => Some(half.into()),
    };
    Some((length(halves >> 4)?, length(halves & LONG)?))
}

/// How many bytes two words begin with in common.
fn common(a: &[u8], b: &[u8]) -> usize {
    a.iter().zip(b).take_while(|it| it.0 == it.1).count()
}

/// The word that these bytes of the dictionary spell; of a damaged one, none.
fn spelled(word: &[u8]) -> &str {
    std::str::from_utf8(word).unwrap_or("?")
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
            prop_assert!(Dictionary::of_bytes(bytes.clone(), 0, words.len() as u32).is_some());
            prop_assert!(Dictionary::of_bytes(bytes.clone(), 0, words.len() as u32 + 1).is_none());
            let further = Dictionary::of_bytes(bytes, 7, words.len() as u32 + 7);
            prop_assert_eq!(
                further.and_then(|it| it.find(&asked)),
                dictionary.find(&asked).map(|it| (it.0, it.1 + 7))
            );
        }

        #[test]
        fn any_bytes_are_refused_or_read(bytes in prop::collection::vec(0_u8..40, 0..60)) {
            let slips = Slips::new("ab", 1, true).expect("no digits");
            for n in 0..60 {
                if let Some(it) = Dictionary::of_bytes(bytes.clone().into(), 0, n) {
                    it.find("a");
                    it.near(&slips, &mut |_, _, _| ());
                    it.beginning("", &mut |_, _| ());
                }
            }
        }
    }
}
