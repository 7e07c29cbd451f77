//! Given a word of a query, which terms of the dictionary answer for it.
//!
//! In widening circles: the word itself and the other forms of it; what it is the beginning of,
//! when it is still being typed; and slips of the finger, but only where the circles before
//! brought little, so that a typo never crowds out what was really asked.

use super::cost::cost;
use super::index::Index;
use super::nearby::Nearby;
use super::scope::Scope;
use super::stem::{beginning_of_class, stem};
use crate::order::Order;
use crate::text::Span;

/// A term that answers for a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Form {
    /// Where its places are written.
    pub(super) at: u32,
    /// How many they are.
    pub(super) count: u32,
    /// What one place of it counts, from 0 to 1, the word itself being 1.
    pub(super) price: f32,
    /// What the slips of the finger cost; 0 when there is none.
    pub(super) cost: u8,
    /// Whether the word is only its beginning.
    pub(super) is_completed: bool,
    /// Where [`Forms::words`] has it, folded, as it stands in texts.
    pub(super) word: Span,
}

/// The terms that answer for a word, each once.
#[derive(Clone, Debug, Default)]
pub(super) struct Forms {
    /// In no order.
    pub(super) all: Vec<Form>,
    /// Their words, one behind the other: a word of two letters begins thousands.
    words: String,
}

/// How a word is met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reach {
    /// It is the beginning of a word.
    pub(super) is_unfinished: bool,
    /// Slips are looked for where little is found,
    pub(super) may_correct: bool,
    /// or in any case.
    pub(super) wants_slips: bool,
}

/// What the last words were corrected to: with the next letter of a query its other words are asked
/// for again.
#[derive(Clone, Debug, Default)]
pub(super) struct Corrected {
    /// The last first.
    forms: Vec<(String, Reach, Forms)>,
    nearby: Nearby,
}

/// Prices of the circles. Order within the same cost, so their ratios hardly matter.
const SAME_STEM: f32 = 0.9;
const SAME_FAMILY: f32 = 0.7;
const COMPLETED: f32 = 0.7;
/// Completions of a letter or two: there are thousands of them, and none is likelier by its length.
const BEGUN: f32 = 0.2;
const CORRECTED: f32 = 0.5;

/// What another form of the word costs, as slips do: the word itself comes first, then what differs
/// from it in a plain ending, then what a stemmer that takes more off brings besides.
const OTHER_FORM: u8 = 1;
const FURTHER_FORM: u8 = 2;

/// A word that begins more terms than this is not told of each; the most frequent are.
const MAX_TOLD: usize = 64;

/// Words whose corrections are kept for the next letter that is typed.
const MAX_KEPT: usize = 8;

/// So many letters longer than its stem a form may be, in bytes.
const LONGEST_ENDING: usize = 12;

/// With fewer units than this, a longer word is also tried with a slip.
const FEW_UNITS: usize = 3;

/// The forms of `word` (folded).
///
/// Costs a few look-ups and, for a word that is being typed, the terms that it begins; where they
/// bring little and slips are wanted, walks over part of the dictionary. What they brought is kept
/// for a while.
pub(super) fn forms(index: &Index, word: &str, reach: Reach) -> Forms {
    let mut corrected = index.corrected.borrow_mut();
    let Corrected {
        forms: kept,
        nearby,
    } = &mut *corrected;
    if let Some(known) = kept.iter().find(|it| it.0 == word && it.1 == reach) {
        return known.2.clone();
    }
    let mut found = Forms::exact_and_stem(index, word);
    if reach.is_unfinished {
        found.complete(index, word);
        // It may be right as far as it is typed.
        if index.begins_too_many(word) {
            return found;
        }
    }
    // A word that no text has may have the ending of a form and be none: “raes” is no plural of
    // “Rae”, but “rates” without a letter.
    let is_known = (found.all.iter()).any(|it| it.cost == 0 || it.is_completed);
    let is_wanted = reach.wants_slips || !is_known;
    let (few, none) = match reach {
        Reach {
            may_correct: false,
            wants_slips: false,
            ..
        } => (false, false),
        _ => (is_wanted || found.are_few(index), found.all.is_empty()),
    };
    let most_edits = edits_allowed(word, few, none, is_wanted);
    for edits in 1..=most_edits {
        found.correct(index, word, edits, reach.is_unfinished, nearby);
        if !found.are_few(index) {
            break;
        }
    }
    if most_edits > 0 {
        kept.truncate(MAX_KEPT - 1);
        kept.insert(0, (word.to_owned(), reach, found.clone()));
    }
    found
}

/// The word and its other forms, neither completed nor corrected: what `-word` leaves out.
pub(super) fn plain_forms(index: &Index, word: &str) -> Forms {
    Forms::exact_and_stem(index, word)
}

/// How far to correct a word: by one edit, two and so on up to this, until enough is found; 0 is
/// not at all. A word that slips are `wanted` of by its length alone; where the corpus has nothing
/// like it, one edit more.
fn edits_allowed(word: &str, few: bool, none: bool, wanted: bool) -> u8 {
    let letters = word.chars().filter(|it| *it != '\'').count();
    let furthest = match letters {
        ..4 => 0,
        4..8 => 1,
        _ => 2,
    };
    match (none, few) {
        // In four letters two edits leave little of a word.
        (true, _) if letters > 4 => furthest + 1,
        (true, _) => furthest,
        (false, true) if wanted => furthest,
        (false, true) if letters > 5 => 1,
        _ => 0,
    }
}

impl Forms {
    /// The words of the most frequent, those first; at most 64.
    pub(super) fn told(&self) -> Vec<String> {
        let mut counts: Vec<u32> = self.all.iter().map(|it| it.count).collect();
        counts.order();
        let from = counts.len().checked_sub(MAX_TOLD);
        let least = from.map_or(0, |it| counts[it]);
        let told = self.all.iter().filter(|it| it.count >= least);
        let mut told: Vec<&Form> = told.collect();
        told.order_by(|a, b| {
            let by_price = b.price.total_cmp(&a.price);
            (b.count.cmp(&a.count)).then(by_price).then(a.at.cmp(&b.at))
        });
        let words = told.iter().take(MAX_TOLD);
        words
            .map(|it| it.word.of_text(&self.words).to_owned())
            .collect()
    }

    /// The word that costs least, the most frequent of them.
    pub(super) fn closest(&self) -> Option<&str> {
        let key = |it: &&Form| (it.cost, u32::MAX - it.count);
        let closest = self.all.iter().min_by_key(key)?;
        Some(closest.word.of_text(&self.words))
    }

    fn exact_and_stem(index: &Index, word: &str) -> Forms {
        let _all = index.together();
        let mut found = Forms::default();
        if let Some(at) = index.dictionary.get(word) {
            found.add(index, word, at, 1.0, 0, false);
        }
        found.add_forms(index, word, 1.0, 0);
        found
    }

    /// The other forms of a word that counts so much and costs so much: those that differ from it
    /// in a plain ending, then what else is of its family.
    fn add_forms(&mut self, index: &Index, word: &str, price: f32, cost: u8) {
        self.add_class(index, word, price * SAME_STEM, cost + OTHER_FORM);
        let number = index.dictionary.find(word).map(|it| it.0);
        let others = number.map(|it| index.families.others(it));
        for other in others.unwrap_or_default() {
            index.dictionary.nth(other, &mut |other, at| {
                if self.all.iter().all(|it| it.at != at) {
                    let price = price * SAME_FAMILY;
                    self.add(index, other, at, price, cost + FURTHER_FORM, false);
                }
            });
        }
    }

    /// The words with the same light stem.
    fn add_class(&mut self, index: &Index, word: &str, price: f32, cost: u8) {
        // Two letters have no endings, but begin thousands of words.
        if word.len() < 3 {
            return;
        }
        let class = stem(word);
        index
            .dictionary
            .beginning(beginning_of_class(&class), &mut |other, at| {
                let may_be = other.len() <= class.len() + LONGEST_ENDING;
                if may_be && other != word && stem(other) == class {
                    self.add(index, other, at, price, cost, false);
                }
            });
    }

    #[cfg_attr(small, optimize(speed))]
    fn complete(&mut self, index: &Index, word: &str) {
        let known: Vec<u32> = self.all.iter().map(|it| it.at).collect();
        let is_begun = word.chars().nth(2).is_none();
        index.beginning(word, &mut |longer, at| {
            if !known.contains(&at) {
                // The more of it is typed, the likelier it is what will be typed.
                let price = match is_begun {
                    true => BEGUN,
                    false => COMPLETED * word.len() as f32 / longer.len() as f32,
                };
                self.add(index, longer, at, price, OTHER_FORM, true);
            }
        });
    }

    fn correct(
        &mut self,
        index: &Index,
        word: &str,
        edits: u8,
        is_unfinished: bool,
        nearby: &mut Nearby,
    ) {
        let letters: Vec<char> = word.chars().collect();
        let price = CORRECTED / f32::from(edits);
        // With two slips, short beginnings would bring in anything.
        let may_begin = is_unfinished && (edits == 1 || edits == 2 && letters.len() > 7);
        let _all = index.together();
        let mut near: Vec<(String, u8)> = Vec::new();
        let reach = (edits, may_begin);
        nearby.near(&index.dictionary, word, reach, &mut |term, at, is_whole| {
            if term.contains(char::is_numeric) {
                return;
            }
            let other: Vec<char> = term.chars().collect();
            let cost = cost(&letters, &other, !is_whole).max(1);
            if is_whole {
                self.add(index, term, at, price, cost, false);
                near.push((term.to_owned(), cost));
            } else {
                self.add(index, term, at, price * COMPLETED, cost + OTHER_FORM, true);
            }
        });
        for (term, cost) in near {
            self.add_forms(index, &term, price, cost);
        }
        self.unite();
    }

    fn add(
        &mut self,
        index: &Index,
        word: &str,
        at: u32,
        price: f32,
        cost: u8,
        is_completed: bool,
    ) {
        let start = self.words.len();
        self.words.push_str(word);
        self.all.push(Form {
            at,
            count: index.postings.count(at),
            price,
            cost,
            is_completed,
            word: Span::new(start..self.words.len()),
        });
    }

    /// Whether so few units hold one of the forms that the word may be mistyped.
    fn are_few(&self, index: &Index) -> bool {
        let mut units: Vec<u32> = Vec::new();
        let mut places = Vec::new();
        for form in &self.all {
            if form.count as usize > 100 * FEW_UNITS {
                return false;
            }
            places.clear();
            (index.postings).read(form.at, &Scope::default(), index.n_tokens(), &mut places);
            for &place in &places {
                let unit = index.unit_of(place);
                if !units.contains(&unit) {
                    units.push(unit);
                }
                if units.len() >= FEW_UNITS {
                    return false;
                }
            }
        }
        true
    }

    /// Leaves each term once, as it costs least.
    fn unite(&mut self) {
        self.all.order_by(|a, b| {
            let by_cost = a.cost.cmp(&b.cost);
            (a.at.cmp(&b.at))
                .then(by_cost)
                .then(b.price.total_cmp(&a.price))
        });
        self.all.dedup_by_key(|it| it.at);
    }
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
        let reach = Reach {
            is_unfinished: word != typed,
            may_correct: true,
            wants_slips: false,
        };
        let forms = forms(&index, word, reach);
        let shown = forms.told().into_iter().map(|word| {
            let mut all = forms.all.iter();
            let form = all.find(|it| it.word.of_text(&forms.words) == word);
            let form = form.expect("it is one of them");
            let slip = if form.cost > OTHER_FORM { "~" } else { "" };
            let dots = if form.is_completed { "…" } else { "" };
            format!("{slip}{word}{dots}")
        });
        let found: Vec<String> = shown.collect();
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
        check("declaration", "delcaratoin", "~declaration");
        check("shikotan", "shkotn", "~shikotan");
        check("trade", "trxxe", "~trade");
        check("trade trace", "trxxe", "~trace ~trade");
        check("sea", "trea", "");
        check("1956", "1965", "");
        check("g20", "g200", "");
    }

    #[test]
    fn what_only_looks_like_a_form_may_be_a_slip() {
        check("rae rae's\nrae\nrae rates", "raes", "rae rae's ~rates");
        check("rae\nrae\nrae rates", "rae", "rae");
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
