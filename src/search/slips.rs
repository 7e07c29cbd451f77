//! Which terms of the dictionary are a slip of the finger away from a word.
//!
//! An edit inserts, removes or changes one letter or swaps two neighbors, and nothing is edited
//! twice (optimal string alignment; Boytsov, “Indexing Methods for Approximate Dictionary
//! Searching”, 2011). All beginnings of the word that a term may have come to are one number, a
//! bit for each length, and one such number is kept for each count of edits (Wu and Manber, “Fast
//! Text Searching Allowing Errors”, 1992). A letter more then costs a few operations on words of
//! the machine, terms with the same beginning share them, and a beginning without any bit left is
//! not walked on.

/// The most edits that are looked for.
pub(super) const MAX_EDITS: u8 = 3;

/// Longest word that is corrected, in letters. Longer ones are addresses or noise.
const MAX_LETTERS: usize = 32;

/// All words within some edits of one word.
#[derive(Debug)]
pub(super) struct Slips {
    letters: Vec<char>,
    /// Where the word has each letter of ASCII.
    ascii: [u64; 128],
    max: usize,
    /// Whether it is enough that a term *begins* with something that near.
    as_beginning: bool,
}

/// How far a term is from the word, as far as it was read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct State {
    /// For each count of edits, which beginnings of the word become what was read by no more: the
    /// one of `n` letters is bit `n`.
    reached: [u64; MAX_EDITS as usize + 1],
    /// Those that will, should the next letter be the one before their last: a swap is half read.
    swapped: [u64; MAX_EDITS as usize + 1],
    /// A letter of several bytes that is not read to its end: what is known of it, and how many
    /// bytes are missing.
    partial: u32,
    n_missing: u8,
    /// Whether some beginning of what was read is near the whole word.
    has_begun: bool,
}

impl Slips {
    /// The words within `max` edits of `word`; `None` for words that are too long to be mistyped,
    /// and those with digits, where another digit is another thing.
    pub(super) fn new(word: &str, max: u8, as_beginning: bool) -> Option<Slips> {
        let letters: Vec<char> = word.chars().collect();
        let is_word = !letters.iter().any(|it| it.is_numeric());
        if letters.len() > MAX_LETTERS || !is_word {
            return None;
        }
        let mut ascii = [0; 128];
        for (at, letter) in (1..).zip(&letters) {
            if let Some(places) = ascii.get_mut(*letter as usize) {
                *places |= 1 << at;
            }
        }
        Some(Slips {
            letters,
            ascii,
            max: max.min(MAX_EDITS).into(),
            as_beginning,
        })
    }

    /// Whether a term in this state is near the word as a whole, not only in its beginning.
    #[inline]
    pub(super) fn is_whole(&self, state: &State) -> bool {
        state.reached[self.max] >> self.letters.len() & 1 == 1
    }

    /// One letter more, which the word has at `places`.
    #[inline]
    #[cfg_attr(small, optimize(speed))]
    fn read(&self, state: &State, places: u64) -> State {
        let all = (2 << self.letters.len()) - 1;
        let mut next = State {
            has_begun: state.has_begun,
            ..State::default()
        };
        let mut fewer = 0;
        for edits in 0..=self.max {
            let before = state.reached[edits];
            let mut reached = before << 1 & places;
            if edits > 0 {
                // Put in, changed, left out, swapped with the one before.
                let last = state.reached[edits - 1];
                reached |= last | last << 1 | fewer << 1;
                reached |= state.swapped[edits - 1] & places << 1;
            }
            fewer = reached & all;
            next.reached[edits] = fewer;
            next.swapped[edits] = before << 2 & places;
        }
        next.has_begun |= self.is_whole(&next);
        next
    }
}

impl Slips {
    /// Nothing is read yet.
    pub(super) fn start(&self) -> State {
        let mut state = State::default();
        for (edits, reached) in state.reached.iter_mut().enumerate() {
            // As many letters are left out.
            *reached = (2 << edits.min(self.letters.len())) - 1;
        }
        state
    }

    /// Whether what was read is near enough.
    pub(super) fn is_match(&self, state: &State) -> bool {
        let is_near = match self.as_beginning {
            true => state.has_begun,
            false => self.is_whole(state),
        };
        state.n_missing == 0 && is_near
    }

    /// Whether it still can be, with more behind it.
    #[inline]
    pub(super) fn can_match(&self, state: &State) -> bool {
        self.as_beginning && state.has_begun || state.reached[self.max] > 0
    }

    /// The state after a term, or after as much of it as is already too far.
    #[cfg_attr(small, optimize(speed))]
    pub(super) fn read_through(&self, term: &str) -> State {
        let mut state = self.start();
        for byte in term.bytes() {
            state = self.accept(&state, byte);
            if !self.can_match(&state) {
                break;
            }
        }
        state
    }

    /// One byte more.
    #[inline]
    pub(super) fn accept(&self, state: &State, byte: u8) -> State {
        match self.ascii.get(usize::from(byte)) {
            Some(places) if state.n_missing == 0 => self.read(state, *places),
            _ => self.accept_part(state, byte),
        }
    }

    /// One byte more of a letter of several.
    fn accept_part(&self, state: &State, byte: u8) -> State {
        let mut next = *state;
        if state.n_missing > 0 {
            next.partial = state.partial << 6 | u32::from(byte & 0x3f);
            next.n_missing -= 1;
        } else {
            (next.partial, next.n_missing) = match byte {
                0..0xe0 => (u32::from(byte & 0x1f), 1),
                0xe0..0xf0 => (u32::from(byte & 0x0f), 2),
                0xf0.. => (u32::from(byte & 0x07), 3),
            };
        }
        if next.n_missing > 0 {
            return next;
        }
        let places = (1..).zip(&self.letters).fold(0, |places, (at, letter)| {
            places | u64::from(*letter as u32 == next.partial) << at
        });
        self.read(state, places)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The table of distances in full, row by row: slow and plain.
    fn distance(a: &str, b: &str) -> usize {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                let mut least = if i == 0 { j } else { usize::MAX };
                if i > 0 {
                    least = least.min(table[i - 1][j] + 1);
                }
                if j > 0 {
                    least = least.min(table[i][j - 1] + 1);
                }
                if i > 0 && j > 0 {
                    let change = usize::from(a[i - 1] != b[j - 1]);
                    least = least.min(table[i - 1][j - 1] + change);
                }
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    least = least.min(table[i - 2][j - 2] + 1);
                }
                table[i][j] = least;
            }
        }
        table[a.len()][b.len()]
    }

    fn read(slips: &Slips, text: &str) -> State {
        let start = slips.start();
        text.bytes()
            .fold(start, |state, byte| slips.accept(&state, byte))
    }

    proptest! {
        #[test]
        fn the_bits_agree_with_the_whole_table(
            word in "[abcйß土]{0,9}",
            other in "[abcйß土]{0,9}",
            max in 0_u8..4,
        ) {
            let slips = &Slips::new(&word, max, false).expect("no digits");
            let far = distance(&word, &other);
            let state = read(slips, &other);
            prop_assert_eq!(slips.is_match(&state), far <= max.into());
            let beginnings = other.char_indices().map(|it| &other[..it.0]).chain([&*other]);
            let least = beginnings.skip(1).map(|it| distance(&word, it)).min().unwrap_or(usize::MAX);
            let slips = &Slips::new(&word, max, true).expect("no digits");
            prop_assert_eq!(slips.is_match(&read(slips, &other)), least <= max.into());
            // Nothing that will match is given up on the way.
            for (at, _) in other.char_indices() {
                prop_assert!(least > max.into() || slips.can_match(&read(slips, &other[..at])));
            }
        }
    }

    #[test]
    fn digits_and_addresses_are_not_corrected() {
        assert!(Slips::new("g20", 1, false).is_none());
        assert!(Slips::new(&"x".repeat(33), 1, false).is_none());
    }
}
