//! Where the pieces of a query stand in the corpus, and how they were read.

use super::Reading;
use super::index::Index;
use super::query::Piece;
use super::tokens::{Segment, segments};
use super::variants::{Form, Reach, forms, plain_forms};
use crate::order::Order;
use crate::text::fold;

/// Only this many pieces at the start of a query are corrected. A walk over the dictionary costs
/// far more than a look-up, and a text pasted into the box is not mistyped in every word.
const MAX_CORRECTABLE: usize = 24;

/// What a place counts where two words were typed as one or one as two, and what that costs, as
/// slips do.
const JOINED_PRICE: f32 = 0.8;
const JOINED_COST: u8 = 3;

/// A query met with a corpus.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// One for each word that was met, and for each phrase.
    pub(super) slots: Vec<Slot>,
    /// Units that are left out, sorted.
    pub(super) without: Vec<u32>,
    /// How the pieces were read.
    pub(super) reading: Vec<Reading>,
    /// Whether there are words or phrases, met or not.
    pub(super) asks_for_words: bool,
}

/// Where one word or phrase stands.
#[derive(Debug, Default)]
pub(super) struct Slot {
    /// First tokens of its places, run after run.
    pub(super) starts: Vec<u32>,
    /// The runs, in the order of `starts`; inside a run places are in order.
    pub(super) runs: Vec<Run>,
    /// Whether only units that hold it are hits.
    pub(super) is_required: bool,
}

/// First token and end of a place.
pub(super) type Place = (u32, u32);

/// Places of one kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    /// Where it ends in [`Slot::starts`].
    pub(super) end: u32,
    /// How many tokens each place covers.
    pub(super) n_tokens: u32,
    /// From 0 to 1, as of [`Form::price`].
    pub(super) price: f32,
    /// As of [`Form::cost`].
    pub(super) cost: u8,
}

impl Slot {
    /// The places where one of `forms` stands.
    fn of_forms(index: &Index, forms: &[Form]) -> Slot {
        let mut slot = Slot::default();
        let n_places: usize = forms.iter().map(|it| it.count as usize).sum();
        slot.starts.reserve(n_places.min(index.n_tokens() as usize));
        for form in forms {
            slot.add_form(index, form);
        }
        slot
    }

    /// Places of `n_tokens` tokens that are what was asked.
    fn of_places(starts: Vec<u32>, n_tokens: u32) -> Slot {
        let mut slot = Slot {
            starts,
            ..Slot::default()
        };
        slot.end_run(n_tokens, 1.0, 0);
        slot
    }

    fn add_form(&mut self, index: &Index, form: &Form) {
        index
            .postings
            .read(form.at, index.n_tokens(), &mut self.starts);
        self.end_run(1, form.price, form.cost);
    }

    fn end_run(&mut self, n_tokens: u32, price: f32, cost: u8) {
        self.runs.push(Run {
            end: self.starts.len() as u32,
            n_tokens,
            price,
            cost,
        });
    }

    /// Its runs with their places.
    pub(super) fn runs(&self) -> impl Iterator<Item = (Run, &[u32])> {
        let mut from = 0;
        self.runs.iter().map(move |run| {
            let start = std::mem::replace(&mut from, run.end);
            (*run, &self.starts[start as usize..run.end as usize])
        })
    }

    /// The places in these units, in order. Linear in all places.
    pub(super) fn places_in(&self, index: &Index, units: &[u32]) -> Vec<Place> {
        let mut is_wanted = vec![0_u64; index.units.len().div_ceil(64)];
        for unit in units {
            is_wanted[*unit as usize / 64] |= 1 << (unit % 64);
        }
        let mut places = Vec::new();
        for (run, starts) in self.runs() {
            let wanted = starts.iter().filter(|it| {
                let unit = index.unit_of(**it);
                is_wanted[unit as usize / 64] >> (unit % 64) & 1 == 1
            });
            places.extend(wanted.map(|it| (*it, *it + run.n_tokens)));
        }
        if self.runs.len() > 1 {
            places.order();
            places.dedup();
        }
        places
    }

    /// The units that hold it, sorted.
    pub(super) fn units(&self, index: &Index) -> Vec<u32> {
        let mut units: Vec<u32> = self.starts.iter().map(|it| index.unit_of(*it)).collect();
        units.order();
        units.dedup();
        units
    }
}

impl Plan {
    /// Meets `pieces` with the dictionary. A piece that repeats another counts once.
    pub(super) fn new(index: &Index, pieces: &[Piece]) -> Plan {
        let mut plan = Plan::default();
        let mut seen: Vec<String> = Vec::new();
        let mut before = None;
        for piece in pieces {
            let folded = fold(&piece.to_string());
            if !seen.contains(&folded) {
                let word = plan.add(index, piece, before.take());
                before = word.then(|| folded.clone());
                seen.push(folded);
            }
        }
        plan.slots
            .retain(|it| it.is_required || !it.starts.is_empty());
        plan.without.order();
        plan.without.dedup();
        plan
    }

    /// Whether the piece was a word that the next one may belong to; `before` is such a word.
    fn add(&mut self, index: &Index, piece: &Piece, before: Option<String>) -> bool {
        match piece {
            Piece::Word {
                typed,
                is_unfinished,
            } => return self.add_word(index, typed, *is_unfinished, before),
            Piece::Phrase {
                typed,
                is_unfinished,
            } => {
                let mut slot = sequence(index, &elements(index, &fold(typed), *is_unfinished));
                slot.is_required = true;
                self.slots.push(slot);
                self.asks_for_words = true;
                self.reading.push(Reading::Phrase(typed.clone()));
            }
            Piece::Without { typed, is_exact } => {
                let folded = fold(typed);
                let slot = match segments(&folded).next() {
                    Some(word) if !is_exact && !word.is_run => {
                        Slot::of_forms(index, &plain_forms(index, &folded))
                    }
                    _ => sequence(index, &elements(index, &folded, false)),
                };
                self.without.extend(slot.units(index));
                self.reading.push(Reading::Without(typed.clone()));
            }
        }
        false
    }

    fn add_word(
        &mut self,
        index: &Index,
        typed: &str,
        is_unfinished: bool,
        before: Option<String>,
    ) -> bool {
        self.asks_for_words = true;
        let folded = fold(typed);
        let is_run = segments(&folded).any(|it| it.is_run);
        let (met, completed) = if is_run {
            (self.add_run(index, &folded), false)
        } else {
            let reach = Reach {
                is_unfinished,
                may_correct: self.reading.len() < MAX_CORRECTABLE,
                wants_slips: false,
            };
            let joined = before.map(|it| it + &folded);
            self.add_forms(index, &folded, reach, joined.as_deref())
        };
        self.reading.push(Reading::Word {
            typed: typed.to_owned(),
            met,
            completed,
        });
        !is_run
    }

    /// A word; `joined` is what it makes with the word before, should they belong together.
    fn add_forms(
        &mut self,
        index: &Index,
        word: &str,
        reach: Reach,
        joined: Option<&str>,
    ) -> (Vec<String>, bool) {
        let forms = forms(index, word, reach);
        let mut slot = Slot::of_forms(index, &forms);
        let completed = forms.iter().any(|it| it.is_completed);
        let mut met: Vec<String> = forms.into_iter().map(|it| it.word).collect();
        if let Some(joined) = joined {
            let reach = Reach {
                is_unfinished: reach.is_unfinished && word.chars().count() > 2,
                ..Reach::default()
            };
            for form in self::forms(index, joined, reach) {
                let form = Form {
                    price: form.price * JOINED_PRICE,
                    cost: JOINED_COST,
                    ..form
                };
                slot.add_form(index, &form);
                if let Some(before) = self.slots.last_mut() {
                    before.add_form(index, &form);
                }
                met.push(form.word);
            }
        }
        if index.dictionary.get(word).is_none() && reach.may_correct {
            split(index, word, &mut slot, &mut met);
        }
        self.slots.push(slot);
        (met, completed)
    }

    /// A run as a whole; where the corpus does not have it, its pairs of characters, each as a
    /// word. What was met.
    fn add_run(&mut self, index: &Index, run: &str) -> Vec<String> {
        let whole = sequence(index, &elements(index, run, false));
        if !whole.starts.is_empty() {
            self.slots.push(whole);
            return vec![run.to_owned()];
        }
        let all: Vec<char> = run.chars().collect();
        let mut met: Vec<String> = Vec::new();
        for pair in all.windows(2) {
            let pair: String = pair.iter().collect();
            if met.contains(&pair) {
                continue;
            }
            let slot = sequence(index, &elements(index, &pair, false));
            if !slot.starts.is_empty() {
                self.slots.push(slot);
                met.push(pair);
            }
        }
        met
    }
}

/// Two words that were typed as one: adds where they stand side by side.
fn split(index: &Index, word: &str, slot: &mut Slot, met: &mut Vec<String>) {
    for (at, _) in word.char_indices().skip(2) {
        let (left, right) = word.split_at(at);
        if right.chars().count() < 2 {
            break;
        }
        let parts = [left, right].map(|it| index.dictionary.get(it));
        if let [Some(left_at), Some(right_at)] = parts {
            let elements = [vec![left_at], vec![right_at]];
            let pair = sequence(index, &elements);
            if !pair.starts.is_empty() {
                slot.starts.extend(pair.starts);
                slot.end_run(2, JOINED_PRICE, JOINED_COST);
                met.push(format!("{left} {right}"));
            }
        }
    }
}

/// What each token of a sequence may be: where the places of these terms are written.
fn elements(index: &Index, folded: &str, is_unfinished: bool) -> Vec<Vec<u32>> {
    let all: Vec<Segment> = segments(folded).collect();
    let mut found = Vec::new();
    for (n, segment) in all.iter().enumerate() {
        let positions = segment.positions(folded);
        let last = positions.len().saturating_sub(1);
        for (at, position) in positions.iter().enumerate() {
            // After the last character of a run anything may follow.
            let is_open = if segment.is_run {
                at == last
            } else {
                is_unfinished && n + 1 == all.len()
            };
            found.push(if is_open {
                let mut terms = Vec::new();
                index
                    .dictionary
                    .beginning(position.term, |_, at| terms.push(at));
                terms
            } else {
                index.dictionary.get(position.term).into_iter().collect()
            });
        }
    }
    found
}

/// Everywhere in the corpus where these tokens follow each other. Linear in the places of all,
/// and for several terms at one place as much as to sort them.
fn sequence(index: &Index, elements: &[Vec<u32>]) -> Slot {
    let n_tokens = elements.len() as u32;
    let mut starts: Option<Vec<u32>> = None;
    for (n, terms) in (0..).zip(elements) {
        let mut places = Vec::new();
        for at in terms {
            index.postings.read(*at, index.n_tokens(), &mut places);
        }
        if terms.len() > 1 {
            places.order();
        }
        // Where the sequence would start; those before the first token cannot.
        places.retain_mut(|it| {
            let fits = *it >= n;
            *it = it.wrapping_sub(n);
            fits
        });
        starts = Some(match starts {
            None => places,
            Some(starts) => common(&starts, &places),
        });
    }
    let mut starts = starts.unwrap_or_default();
    starts.retain(|it| {
        let unit = &index.units[index.unit_of(*it) as usize];
        it + n_tokens <= unit.end
    });
    Slot::of_places(starts, n_tokens.max(1))
}

/// What both sorted lists hold. Walks the shorter and gallops in the longer.
fn common(a: &[u32], b: &[u32]) -> Vec<u32> {
    let (short, mut long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut both = Vec::with_capacity(short.len());
    for &it in short {
        let mut step = 1;
        while long.get(step).is_some_and(|other| *other < it) {
            step *= 2;
        }
        let near = &long[step / 2..long.len().min(step + 1)];
        long = &long[step / 2 + near.partition_point(|other| *other < it)..];
        if long.first() == Some(&it) {
            both.push(it);
        }
    }
    both
}
