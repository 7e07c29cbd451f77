//! Which pieces of an index a search lacks.
//!
//! An index may lie in pieces of which few are here. A search that meets a missing piece notes it
//! and goes on as if nothing stood in it; when pieces were noted, what was found is thrown away,
//! the pieces are brought, and the search is made again. What a search does after the first missing
//! piece may rest on what it did not see, so pieces that it meets later are not noted, except where
//! several are needed in any case: [`Wanted::together`].
//!
//! A search may also be given a measure of what it takes: beyond it, it is over, and what was found
//! is nothing either.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

/// A piece of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Piece {
    /// Which terms are forms of one word.
    Families,
    /// A stretch of the dictionary.
    Terms(u32),
    /// Where the terms of a stretch stand.
    Postings(u32),
    /// A stretch of what names are called.
    Forms(u32),
    /// The names of all speakers.
    Speakers,
    /// All names, each with its forms.
    Names,
    /// Where some speakers and names stand.
    Heard(u32),
}

/// The pieces that the present search lacks.
#[derive(Debug, Default)]
pub(super) struct Wanted(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    pieces: Vec<Piece>,
    /// How many stretches of work are open in which pieces are needed together.
    depth: u32,
    /// Whether nothing was missing when the outermost of them began.
    is_certain: bool,
    /// The measured stretches that the search took, and how many bytes they have.
    taken: (BTreeSet<u32>, u32),
    /// How many it may take; `None`: any number.
    most: Option<u32>,
}

impl Wanted {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a missing piece, unless the search is over already.
    pub(super) fn note(&self, piece: Piece) {
        let mut state = self.state();
        let is_certain = match state.depth {
            0 => state.pieces.is_empty(),
            _ => state.is_certain,
        };
        if is_certain && !state.is_over() && !state.pieces.contains(&piece) {
            state.pieces.push(piece);
        }
    }

    /// Until what this gives is dropped, pieces are needed whatever the others of them hold.
    pub(super) fn together(&self) -> Together<'_> {
        let mut state = self.state();
        if state.depth == 0 {
            state.is_certain = state.pieces.is_empty();
        }
        state.depth += 1;
        Together(self)
    }

    /// Begins a search that may take measured stretches of `most` bytes.
    pub(super) fn begin(&self, most: Option<u32>) {
        let mut state = self.state();
        state.pieces.clear();
        state.taken = Default::default();
        state.most = most;
    }

    /// Takes a measured stretch of so many bytes. Whether that is still within the measure.
    pub(super) fn take_up(&self, number: u32, n_bytes: u32) -> bool {
        let mut state = self.state();
        if state.taken.0.insert(number) {
            state.taken.1 = state.taken.1.saturating_add(n_bytes);
        }
        !state.is_over()
    }

    /// Whether the search took more than it may.
    pub(super) fn is_over(&self) -> bool {
        self.state().is_over()
    }

    /// Whether nothing was noted.
    pub(super) fn is_empty(&self) -> bool {
        self.state().pieces.is_empty()
    }

    /// What was noted, taken out. Of a search that is over only what is not measured: with that it
    /// may take less, for what a word is corrected to depends on how often others stand.
    pub(super) fn take(&self) -> Vec<Piece> {
        let mut state = self.state();
        let mut pieces = std::mem::take(&mut state.pieces);
        if state.is_over() {
            pieces.retain(|it| match it {
                Piece::Postings(number) => !state.taken.0.contains(number),
                _ => true,
            });
        }
        pieces
    }
}

impl State {
    fn is_over(&self) -> bool {
        self.most.is_some_and(|most| self.taken.1 > most)
    }
}

/// See [`Wanted::together`].
pub(super) struct Together<'a>(&'a Wanted);

impl Drop for Together<'_> {
    fn drop(&mut self) {
        self.0.state().depth -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_certain_is_noted() {
        let wanted = Wanted::default();
        wanted.note(Piece::Terms(1));
        wanted.note(Piece::Terms(2));
        assert_eq!(wanted.take(), [Piece::Terms(1)]);
        {
            let _all = wanted.together();
            wanted.note(Piece::Terms(1));
            let _inner = wanted.together();
            wanted.note(Piece::Terms(2));
            wanted.note(Piece::Terms(1));
        }
        {
            let _later = wanted.together();
            wanted.note(Piece::Terms(3));
        }
        assert_eq!(wanted.take(), [Piece::Terms(1), Piece::Terms(2)]);
        assert_eq!(wanted.take(), []);
    }

    #[test]
    fn each_stretch_is_measured_once() {
        let wanted = Wanted::default();
        assert!(wanted.take_up(1, u32::MAX) && wanted.take_up(2, 1));
        wanted.begin(Some(10));
        assert!(wanted.take_up(1, 6) && wanted.take_up(1, 6) && wanted.take_up(2, 4));
        assert!(!wanted.is_over());
        wanted.note(Piece::Terms(5));
        wanted.note(Piece::Postings(2));
        assert!(!wanted.take_up(3, 1) && wanted.is_over());
        wanted.note(Piece::Terms(6));
        assert_eq!(wanted.take(), [Piece::Terms(5)]);
        wanted.begin(Some(10));
        assert!(!wanted.is_over());
    }
}
