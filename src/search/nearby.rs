//! The terms that a word may still be a slip of, kept while it is being typed.
//!
//! What is within some edits of a word begins with something within as many edits of each beginning
//! of the word. So a walk over the dictionary notes which terms begin near what is typed, and as
//! long as letters are only added to it, slips of the word are among these: a walk over thousands
//! of words is made once a word and not once a letter.

use super::slips::Slips;
use super::terms::Terms;

/// The most terms that are kept. A walk that meets more, as for four letters, is made again.
const MAX_TERMS: usize = 2048;

/// The terms that begin within some edits of a word.
#[derive(Clone, Debug, Default)]
pub(super) struct Nearby {
    word: String,
    /// 0 when nothing is known.
    edits: u8,
    /// Each with where its places are written, in the order of the dictionary.
    terms: Vec<(String, u32)>,
}

impl Nearby {
    /// As [`Terms::near`], of the terms within `edits` of `word`, at least one; as beginnings, too,
    /// when `may_begin`. Nothing for words that are not corrected.
    pub(super) fn near(
        &mut self,
        terms: &Terms,
        word: &str,
        (edits, may_begin): (u8, bool),
        found: &mut dyn FnMut(&str, u32, bool),
    ) {
        let Some(slips) = Slips::new(word, edits, true) else {
            return;
        };
        let mut meet = |term: &str, at, is_whole| {
            if is_whole || may_begin {
                found(term, at, is_whole);
            }
        };
        if self.edits >= edits && word.starts_with(&self.word) {
            for (term, at) in &self.terms {
                let state = slips.read_through(term);
                if slips.is_match(&state) {
                    meet(term, *at, slips.is_whole(&state));
                }
            }
            return;
        }
        self.terms.clear();
        let mut n_terms = 0;
        terms.near(&slips, &mut |term, at, is_whole| {
            n_terms += 1;
            if n_terms <= MAX_TERMS {
                self.terms.push((term.to_owned(), at));
            }
            meet(term, at, is_whole);
        });
        self.word = word.to_owned();
        self.edits = match n_terms {
            ..=MAX_TERMS => edits,
            _ => 0,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::super::dictionary::Dictionary;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn letter_by_letter_it_agrees_with_a_walk(
            words in prop::collection::btree_set("[abß]{1,8}", 0..60),
            typed in "[abß]{1,9}",
            asked in prop::collection::vec((1..9_usize, 1..4_u8, any::<bool>()), 1..12),
        ) {
            let terms = words.iter().map(|it| (it.as_bytes(), 1));
            let terms = Terms::from(Dictionary::of_terms(terms));
            let mut nearby = Nearby::default();
            for (n, edits, may_begin) in asked {
                let word: String = typed.chars().take(n).collect();
                let mut found = Vec::new();
                nearby.near(&terms, &word, (edits, may_begin), &mut |term, at, is_whole| {
                    found.push((term.to_owned(), at, is_whole));
                });
                let slips = Slips::new(&word, edits, may_begin).expect("no digits");
                let mut expected = Vec::new();
                terms.near(&slips, &mut |term, at, is_whole| {
                    expected.push((term.to_owned(), at, is_whole));
                });
                prop_assert_eq!(found, expected);
            }
        }
    }

    #[test]
    fn too_many_terms_are_not_kept() {
        let words = |n: usize| (0..n).map(|it| format!("trea{it:05}"));
        let n_found = |n, typed| {
            let words: Vec<String> = words(n).collect();
            let terms = words.iter().map(|it| (it.as_bytes(), 1));
            let terms = Terms::from(Dictionary::of_terms(terms));
            let mut nearby = Nearby::default();
            let mut n_found = 0;
            for word in ["trae", typed] {
                nearby.near(&terms, word, (2, true), &mut |_, _, _| n_found += 1);
            }
            (n_found, nearby.terms.len())
        };
        assert_eq!(n_found(MAX_TERMS, "traed"), (2 * MAX_TERMS, MAX_TERMS));
        assert_eq!(
            n_found(MAX_TERMS + 1, "traed"),
            (2 * MAX_TERMS + 2, MAX_TERMS)
        );
        assert_eq!(n_found(MAX_TERMS + 1, "traedxyz").0, MAX_TERMS + 1);
    }
}
