//! Given a word of a query, which terms of the dictionary answer for it.
//!
//! In widening circles: the word itself and the other forms of it; what it is the beginning of,
//! when it is still being typed; and slips of the finger, but only where the circles before
//! brought little, so that a typo never crowds out what was really asked.

use super::edits::near;
use super::index::Index;
use crate::order::Order;

/// A term that answers for a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Form {
    pub(super) term: u32,
    /// What one place of it counts, from 0 to 1, the word itself being 1.
    pub(super) price: f32,
    /// How many letters the word was corrected by.
    pub(super) edits: u8,
    /// Whether the word is only its beginning.
    pub(super) is_completed: bool,
}

/// Prices of the circles. Order within the same number of edits, so their ratios hardly matter.
const SAME_STEM: f32 = 0.9;
const COMPLETED: f32 = 0.7;
const CORRECTED: f32 = 0.5;

/// With fewer units than this, a longer word is also tried with a slip.
const FEW_UNITS: usize = 3;

/// The most completions that answer for one word, the most frequent ones.
const MAX_COMPLETIONS: usize = 200;

/// The forms of `word` (folded), most frequent in the corpus first.
///
/// `is_unfinished` is the word being typed. Costs a few look-ups; where they bring little and
/// `may_correct`, a walk over part of the dictionary.
pub(super) fn forms(
    index: &Index,
    word: &str,
    is_unfinished: bool,
    may_correct: bool,
) -> Vec<Form> {
    let mut found = Forms::exact_and_stem(index, word);
    if is_unfinished {
        found.complete(index, word);
    }
    let n_edits = if may_correct {
        edits_allowed(word, n_units(index, &found, FEW_UNITS))
    } else {
        0
    };
    for edits in 1..=n_edits {
        let n_before = found.0.len();
        found.correct(index, word, edits, is_unfinished);
        if found.0.len() > n_before {
            break;
        }
    }
    by_frequency(index, found.0)
}

/// The word and its other forms, neither completed nor corrected: what `-word` leaves out.
pub(super) fn plain_forms(index: &Index, word: &str) -> Vec<Form> {
    Forms::exact_and_stem(index, word).0
}

/// How far to correct a word that `n_units` units answer so far.
fn edits_allowed(word: &str, n_units: usize) -> u8 {
    let letters = word.chars().filter(|it| *it != '\'').count();
    if word.contains(|c: char| c.is_numeric()) {
        return 0;
    }
    match (letters, n_units) {
        (8.., 0) => 2,
        (4.., 0) => 1,
        (6.., n) if n < FEW_UNITS => 1,
        _ => 0,
    }
}

/// In the order of their terms, each with its best price.
struct Forms(Vec<Form>);

impl Forms {
    fn exact_and_stem(index: &Index, word: &str) -> Forms {
        let mut found = Forms(Vec::new());
        for term in index.exactly(word) {
            found.add(term, 1.0, 0, false);
        }
        for term in index.same_stem(word) {
            found.add(term, SAME_STEM, 0, false);
        }
        found
    }

    fn complete(&mut self, index: &Index, word: &str) {
        let mut longer: Vec<u32> = index
            .beginning(word)
            .filter(|&it| self.place(it).is_err())
            .collect();
        if longer.len() > MAX_COMPLETIONS {
            longer.order_by_key(|&it| std::cmp::Reverse(frequency(index, it)));
            longer.truncate(MAX_COMPLETIONS);
        }
        for term in longer {
            self.add(term, COMPLETED, 0, true);
        }
    }

    fn correct(&mut self, index: &Index, word: &str, edits: u8, is_unfinished: bool) {
        let whole = near(&index.terms, word, edits, false);
        for &(term, edits) in &whole {
            let price = CORRECTED / f32::from(edits.max(1));
            self.add(term, price, edits, false);
            for other in index.same_stem(&index.terms[term as usize]) {
                self.add(other, price * SAME_STEM, edits, false);
            }
        }
        // A beginning has one slip at most: with two, short ones would bring in anything.
        if is_unfinished && edits == 1 {
            for (term, edits) in near(&index.terms, word, 1, true)
                .into_iter()
                .take(MAX_COMPLETIONS)
            {
                self.add(term, CORRECTED * COMPLETED, edits.max(1), true);
            }
        }
    }

    /// Circles come nearest first, so a term that is there already stays as it is.
    fn add(&mut self, term: u32, price: f32, edits: u8, is_completed: bool) {
        if let Err(place) = self.place(term) {
            let form = Form {
                term,
                price,
                edits,
                is_completed,
            };
            self.0.insert(place, form);
        }
    }

    /// Where `term` stands, or else where it belongs.
    fn place(&self, term: u32) -> Result<usize, usize> {
        self.0.binary_search_by_key(&term, |it| it.term)
    }
}

fn frequency(index: &Index, term: u32) -> usize {
    index.postings(&(term..term + 1)).len()
}

/// How many units hold one of these forms, counted up to `enough`.
fn n_units(index: &Index, forms: &Forms, enough: usize) -> usize {
    let mut units: Vec<u32> = Vec::new();
    for Form { term, .. } in forms.0.iter().copied() {
        for &token in index.postings(&(term..term + 1)) {
            let unit = index.unit_of(token);
            if !units.contains(&unit) {
                units.push(unit);
            }
            if units.len() >= enough {
                return enough;
            }
        }
    }
    units.len()
}

fn by_frequency(index: &Index, mut forms: Vec<Form>) -> Vec<Form> {
    forms.order_by(|a, b| {
        let by_price = b.price.total_cmp(&a.price);
        frequency(index, b.term)
            .cmp(&frequency(index, a.term))
            .then(by_price)
    });
    forms
}

#[cfg(test)]
mod tests {
    use super::super::tests::corpus;
    use super::*;

    /// The forms of `typed` in a text, most frequent first, with `~` for each letter corrected and
    /// `…` after what is completed.
    #[track_caller]
    fn check(text: &str, typed: &str, expected: &str) {
        let index = Index::build(&corpus(&[text]), &[]);
        let word = typed.trim_end_matches('…');
        let found: Vec<String> = forms(&index, word, word != typed, true)
            .iter()
            .map(|it| {
                let slips = "~".repeat(it.edits.into());
                let dots = if it.is_completed { "…" } else { "" };
                format!("{slips}{}{dots}", index.terms[it.term as usize])
            })
            .collect();
        assert_eq!(found.join(" "), expected, "{typed}");
    }

    #[test]
    fn the_word_and_its_forms() {
        check(
            "treaty treaty's treaties treated",
            "treaty",
            "treaty treaties treaty's",
        );
        check("договоров договор мир", "договор", "договор договоров");
    }

    #[test]
    fn what_is_being_typed_is_completed() {
        check("treaty treaty treated sea", "trea…", "treaty… treated…");
        check("treaty treated sea", "trea", "");
        check("the them treaty", "the…", "the them…");
        check("1956 1981 2018", "19…", "1956… 1981…");
    }

    #[test]
    fn slips_by_length() {
        check("sea war", "sae", "");
        check("peace", "pece", "~peace");
        check("peace", "pce", "");
        check("declaration", "declaratoin", "~declaration");
        check("declaration", "delcaratoin", "~~declaration");
        check("shikotan", "shkotn", "");
        check("1956", "1965", "");
        check("g20", "g200", "");
    }

    #[test]
    fn slips_bring_the_forms_of_the_word() {
        check(
            "declaration declarations",
            "declaratoin",
            "~declaration ~declarations",
        );
    }

    #[test]
    fn an_unfinished_word_may_have_one_slip() {
        check("declaration", "decalr…", "~declaration…");
        check("declaration", "dcealr…", "");
    }

    #[test]
    fn slips_only_where_little_is_found() {
        check("treaty treatu", "treaty", "treaty ~treatu");
        check("treaty\ntreaty\ntreaty\ntreatu", "treaty", "treaty");
        check("role rule", "rule", "rule");
    }
}
