//! Which terms of the dictionary are a slip of the finger away from a word.
//!
//! An edit inserts, removes or changes one letter or swaps two neighbors, and nothing is edited
//! twice (optimal string alignment; Boytsov, “Indexing Methods for Approximate Dictionary
//! Searching”, 2011). The table of distances is computed a row for each letter of a term while the
//! dictionary is walked, only the diagonal band that can still count, so that terms with the same
//! beginning share their rows and a beginning that is already too far is not walked on.

/// The most edits that are looked for.
pub(super) const MAX_EDITS: u8 = 3;

/// Longest word that is corrected, in letters. Longer ones are addresses or noise.
const MAX_LETTERS: usize = 32;

/// Cells of a row that can count: as many to each side of the diagonal as there are edits.
const BAND: usize = 2 * MAX_EDITS as usize + 1;

/// All words within some edits of one word.
#[derive(Debug)]
pub(super) struct Slips {
    letters: Vec<char>,
    max: u8,
    /// Whether it is enough that a term *begins* with something that near.
    as_beginning: bool,
}

/// How far a term is from the word, as far as it was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    /// The row of the table: distances of what was read to the beginnings of the word, the one of
    /// equal length in the middle.
    row: [u8; BAND],
    /// The row of one letter less.
    before: [u8; BAND],
    n_read: u8,
    last: char,
    /// A letter of several bytes that is not read to its end: what is known of it, and how many
    /// bytes are missing.
    partial: u32,
    n_missing: u8,
    /// The least distance that the whole word has to a beginning of what was read.
    least: u8,
}

impl Slips {
    /// The words within `max` edits of `word`; `None` for words that are too long to be mistyped,
    /// and those with digits, where another digit is another thing.
    pub(super) fn new(word: &str, max: u8, as_beginning: bool) -> Option<Slips> {
        let letters: Vec<char> = word.chars().collect();
        let is_word = !letters.iter().any(|it| it.is_numeric());
        (letters.len() <= MAX_LETTERS && is_word).then_some(Slips {
            letters,
            max: max.min(MAX_EDITS),
            as_beginning,
        })
    }

    /// Whether a term in this state is near the word as a whole, not only in its beginning.
    pub(super) fn is_whole(&self, state: &State) -> bool {
        self.whole(state) <= self.max
    }

    fn distance(&self, state: &State) -> u8 {
        if self.as_beginning {
            state.least
        } else {
            self.whole(state)
        }
    }

    /// The distance of all that was read to the whole word, where it is no more than the most.
    fn whole(&self, state: &State) -> u8 {
        self.cell(state.n_read, self.letters.len() as isize)
            .map_or(u8::MAX, |at| state.row[at])
    }

    /// Where the row of `n_read` letters has the beginning of `length` letters.
    fn cell(&self, n_read: u8, length: isize) -> Option<usize> {
        let at = length - n_read as isize + MAX_EDITS as isize;
        (0..BAND as isize).contains(&at).then_some(at as usize)
    }

    fn read(&self, state: &State, c: char) -> State {
        let n_read = state.n_read.saturating_add(1);
        let mut row = [u8::MAX; BAND];
        let (middle, max) = (MAX_EDITS as usize, self.max as usize);
        for at in middle - max..=middle + max {
            // The beginning of the word that this cell is of.
            let length = n_read as isize + at as isize - MAX_EDITS as isize;
            if length < 0 || length > self.letters.len() as isize {
                continue;
            }
            let above = state.row.get(at + 1).copied().unwrap_or(u8::MAX);
            let mut least = above.saturating_add(1);
            if length > 0 {
                let letter = self.letters[length as usize - 1];
                let left = at.checked_sub(1).map_or(u8::MAX, |at| row[at]);
                let change = state.row[at].saturating_add(u8::from(letter != c));
                least = least.min(left.saturating_add(1)).min(change);
                let is_swap = length > 1
                    && state.n_read > 0
                    && letter == state.last
                    && self.letters[length as usize - 2] == c;
                if is_swap {
                    least = least.min(state.before[at].saturating_add(1));
                }
            }
            row[at] = least;
        }
        let mut next = State {
            row,
            before: state.row,
            n_read,
            last: c,
            partial: 0,
            n_missing: 0,
            least: state.least,
        };
        next.least = next.least.min(self.whole(&next));
        next
    }
}

impl Slips {
    /// Nothing is read yet.
    pub(super) fn start(&self) -> State {
        let mut row = [u8::MAX; BAND];
        for (distance, cell) in (0..).zip(&mut row[MAX_EDITS as usize..]) {
            if distance as usize <= self.letters.len() {
                *cell = distance;
            }
        }
        State {
            row,
            before: [u8::MAX; BAND],
            n_read: 0,
            last: '\0',
            partial: 0,
            n_missing: 0,
            least: u8::MAX,
        }
    }

    /// Whether what was read is near enough.
    pub(super) fn is_match(&self, state: &State) -> bool {
        state.n_missing == 0 && self.distance(state) <= self.max
    }

    /// Whether it still can be, with more behind it.
    pub(super) fn can_match(&self, state: &State) -> bool {
        let is_begun = self.as_beginning && state.least <= self.max;
        is_begun || state.row.iter().any(|it| *it <= self.max)
    }

    /// One byte more.
    pub(super) fn accept(&self, state: &State, byte: u8) -> State {
        let mut next = *state;
        if state.n_missing > 0 {
            next.partial = state.partial << 6 | u32::from(byte & 0x3f);
            next.n_missing -= 1;
        } else {
            (next.partial, next.n_missing) = match byte {
                0..0x80 => (byte.into(), 0),
                0x80..0xe0 => (u32::from(byte & 0x1f), 1),
                0xe0..0xf0 => (u32::from(byte & 0x0f), 2),
                0xf0.. => (u32::from(byte & 0x07), 3),
            };
        }
        match (next.n_missing, char::from_u32(next.partial)) {
            (0, Some(c)) => self.read(state, c),
            _ => next,
        }
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
        fn the_band_agrees_with_the_whole_table(
            word in "[abcйß土]{0,9}",
            other in "[abcйß土]{0,9}",
            max in 0_u8..4,
        ) {
            let slips = &Slips::new(&word, max, false).expect("no digits");
            let far = distance(&word, &other);
            let state = read(slips, &other);
            prop_assert_eq!(slips.is_match(&state), far <= max.into());
            if far <= max.into() {
                prop_assert_eq!(usize::from(slips.distance(&state)), far);
            }
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
