//! Where the pieces of a query stand in the corpus, and how they were read.

use std::ops::Range;

use super::Reading;
use super::bits::Bits;
use super::index::{BLOCK, Index};
use super::query::{Mode, Node, Query};
use super::tokens::{Segment, segments};
use super::variants::{Form, Forms, Reach, forms, plain_forms};
use crate::order::Order;
use crate::text::fold;

/// Only this many pieces at the start of a query are corrected. A walk over the dictionary costs
/// far more than a look-up, and a text pasted into the box is not mistyped in every word.
const MAX_CORRECTABLE: usize = 24;

/// What a place counts where two words were typed as one or one as two, and what that costs, as
/// slips do.
const JOINED_PRICE: f32 = 0.8;
const JOINED_COST: u8 = 3;

/// Fewer places than one in so many tokens are listed.
const SPARSE: u32 = 128;

/// The most words of a name.
pub(super) const MAX_NAME_WORDS: usize = 5;

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
    /// Further places, of words that stand nearly everywhere and of beginnings of thousands.
    pub(super) dense: Vec<Dense>,
    /// Whether only units that hold it are hits.
    pub(super) is_required: bool,
    /// Whether it is the beginning of thousands of words, which tells something of units that hold
    /// another word of the query, and nothing of others.
    pub(super) is_begun: bool,
    /// Which piece of the query it belongs to.
    pub(super) piece: u16,
}

/// Places of one token each that all count the same, too many to be listed.
#[derive(Debug)]
pub(super) struct Dense {
    tokens: Bits,
    n_places: usize,
    /// From 0 to 1, as of [`Form::price`].
    pub(super) price: f32,
    /// As of [`Form::cost`].
    pub(super) cost: u8,
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

impl Dense {
    /// The places of `forms`, which count as `first` does.
    fn of_forms(index: &Index, forms: &[Form], first: &Form) -> Dense {
        let tokens = Bits::new(index.n_tokens());
        let mut n_places = 0;
        let mut places = Vec::new();
        for form in forms {
            places.clear();
            index.add_places(form.at, &mut places);
            places.iter().for_each(|it| tokens.set(*it));
            n_places += places.len();
        }
        Dense {
            tokens,
            n_places,
            price: first.price,
            cost: first.cost,
        }
    }

    /// The units that hold it, each with how many places, and at how many of them someone is quoted.
    /// Linear in the corpus.
    #[cfg_attr(small, optimize(speed))]
    pub(super) fn units(&self, index: &Index) -> Vec<(u32, u16, u16)> {
        let mut units: Vec<(u32, u16, u16)> = vec![(0, 0, 0); index.n_units()];
        let mut n_units = 0;
        let mut n_before = 0;
        for (unit, n) in (0..).zip(self.tokens.counts_below(index.ends())) {
            let n = n - std::mem::replace(&mut n_before, n);
            // Written in any case and then overwritten: to ask first takes longer.
            units[n_units] = (unit, n.min(u16::MAX.into()) as u16, 0);
            n_units += usize::from(n > 0);
        }
        units.truncate(n_units);
        let quoted = index.quoted(&self.tokens);
        if !quoted.is_empty() {
            let ends: Vec<u32> = units.iter().map(|it| index.end_of(it.0)).collect();
            let mut n_before = 0;
            for (it, n) in units.iter_mut().zip(quoted.counts_below(&ends)) {
                let n_quoted = n - std::mem::replace(&mut n_before, n);
                it.2 = n_quoted.min(u16::MAX.into()) as u16;
            }
        }
        units
    }
}

impl Slot {
    /// The places of a word of a query, in one of its `forms`; where they are many, dense.
    fn of_word(index: &Index, forms: &Forms) -> Slot {
        let counts = |it: &Form| (it.price, it.cost);
        let mut slot = Slot::default();
        for alike in forms.all.chunk_by(|a, b| counts(a) == counts(b)) {
            let n_places: usize = alike.iter().map(|it| it.count as usize).sum();
            if n_places > (index.n_tokens() / SPARSE) as usize {
                slot.dense.push(Dense::of_forms(index, alike, &alike[0]));
            } else {
                slot.starts.reserve(n_places);
                alike.iter().for_each(|it| slot.add_form(index, it));
            }
        }
        slot
    }

    /// The places where one of `forms` stands, listed.
    fn of_forms(index: &Index, forms: &Forms) -> Slot {
        let mut slot = Slot::default();
        let n_places: usize = forms.all.iter().map(|it| it.count as usize).sum();
        slot.starts.reserve(n_places.min(index.n_tokens() as usize));
        for form in &forms.all {
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
        index.add_places(form.at, &mut self.starts);
        self.end_run(1, form.price, form.cost);
    }

    /// Adds a word that two were typed for.
    fn join(&mut self, index: &Index, one: &Forms) {
        for form in &one.all {
            let form = Form {
                price: form.price * JOINED_PRICE,
                cost: JOINED_COST.saturating_add(form.cost),
                ..*form
            };
            self.add_form(index, &form);
        }
    }

    fn end_run(&mut self, n_tokens: u32, price: f32, cost: u8) {
        self.runs.push(Run {
            end: self.starts.len() as u32,
            n_tokens,
            price,
            cost,
        });
    }

    /// Adds the places of `other` that are `wanted`.
    fn take(&mut self, other: &Slot, wanted: impl Fn(u32) -> bool) {
        for (run, starts) in other.runs() {
            self.starts.extend(starts.iter().filter(|it| wanted(**it)));
            self.end_run(run.n_tokens, run.price, run.cost);
        }
    }

    /// All its places, in order.
    pub(super) fn places(&self) -> Vec<Place> {
        let runs = self.runs();
        let places =
            runs.flat_map(|(run, starts)| starts.iter().map(move |it| (*it, it + run.n_tokens)));
        let mut places: Vec<Place> = places.collect();
        places.order();
        places
    }

    /// How many places it has.
    pub(super) fn n_places(&self) -> usize {
        self.starts.len() + self.dense.iter().map(|it| it.n_places).sum::<usize>()
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
    #[cfg_attr(small, optimize(speed))]
    pub(super) fn places_in(&self, index: &Index, units: &[u32]) -> Vec<Place> {
        // Blocks first: most places fall outside.
        let blocks = index.blocks_of(units);
        let wanted = Bits::new(index.n_units() as u32);
        units.iter().for_each(|it| wanted.set(*it));
        let mut places = Vec::new();
        for (run, starts) in self.runs() {
            for &start in starts {
                if blocks.has(start / BLOCK) && wanted.has(index.unit_of(start)) {
                    places.push((start, start + run.n_tokens));
                }
            }
        }
        for number in units {
            let unit = index.unit(*number);
            let dense = self.dense.iter();
            let tokens = dense.flat_map(|it| it.tokens.among(unit.first..unit.end));
            places.extend(tokens.map(|it| (it, it + 1)));
        }
        if self.runs.len() > 1 || !self.dense.is_empty() {
            places.order();
            places.dedup();
        }
        places
    }

    /// What of it lies among these tokens.
    pub(super) fn within(&self, tokens: Range<u32>) -> Slot {
        let mut slot = Slot {
            is_required: self.is_required,
            ..Slot::default()
        };
        slot.take(self, |start| tokens.contains(&start));
        for it in &self.dense {
            slot.starts.extend(it.tokens.among(tokens.clone()));
            slot.end_run(1, it.price, it.cost);
        }
        slot
    }

    /// The units that hold it, sorted; dense places aside.
    pub(super) fn units(&self, index: &Index) -> Vec<u32> {
        let mut units: Vec<u32> = self.starts.iter().map(|it| index.unit_of(*it)).collect();
        units.order();
        units.dedup();
        units
    }
}

/// How words are met.
#[derive(Clone, Copy, PartialEq)]
enum Care {
    /// As readers type them: other forms, completions, corrections.
    Lenient,
    /// Inside a negation: the word and its forms, nothing that it may have meant.
    Strict,
}

impl Plan {
    /// Meets `query` with the dictionary. A piece that repeats another counts once.
    pub(super) fn new(index: &Index, query: &Query) -> Plan {
        let pieces = &query.pieces;
        let mut plan = Plan::default();
        // For each piece the slot that is its own, when it is a plain word.
        let mut slot_of: Vec<Option<(usize, String)>> = Vec::new();
        let mut seen: Vec<String> = Vec::new();
        // A word that the next one may belong to.
        let mut before: Option<String> = None;
        for (number, piece) in (0..).zip(pieces) {
            let folded = fold(&piece.to_string());
            if seen.contains(&folded) {
                slot_of.push(None);
                continue;
            }
            let last = before.take();
            let n_slots = plan.slots.len();
            match piece {
                Node::Word { .. } => {
                    let run = segments(&folded).any(|it| it.is_run);
                    plan.add_word(index, piece, &folded, last);
                    before = (!run).then(|| folded.clone());
                }
                Node::Without(inner) => {
                    let slot = slot(index, inner, Care::Strict);
                    plan.without.extend(slot.units(index));
                    plan.reading.push(Reading::Without(written(inner)));
                }
                _ => {
                    plan.asks_for_words = true;
                    plan.slots.push(slot(index, piece, Care::Lenient));
                    plan.reading.push(match piece {
                        Node::Phrase { typed, .. } => Reading::Phrase(typed.clone()),
                        Node::Near {
                            left,
                            right,
                            distance,
                        } => Reading::Near {
                            left: left.to_string(),
                            right: right.to_string(),
                            distance: *distance,
                        },
                        Node::Or(nodes) => {
                            Reading::Any(nodes.iter().map(Node::to_string).collect())
                        }
                        other => Reading::Any(vec![other.to_string()]),
                    });
                }
            }
            let is_word = matches!(
                piece,
                Node::Word {
                    mode: Mode::Plain,
                    ..
                }
            );
            for slot in &mut plan.slots[n_slots..] {
                slot.piece = number;
            }
            let is_one = is_word && plan.slots.len() == n_slots + 1;
            slot_of.push(is_one.then(|| (n_slots, folded.clone())));
            seen.push(folded);
        }
        if !query.is_literal {
            plan.add_other_names(index, &slot_of);
        }
        plan.slots.retain(|it| it.is_required || it.n_places() > 0);
        plan.without.order();
        plan.without.dedup();
        plan
    }

    /// Where words of the query, side by side, name something, the places where it is called
    /// otherwise answer for each of them.
    fn add_other_names(&mut self, index: &Index, slot_of: &[Option<(usize, String)>]) {
        let _all = index.together();
        let mut at = 0;
        while at < slot_of.len() {
            let words = slot_of[at..].iter().map_while(|it| it.as_ref());
            let words: Vec<&(usize, String)> = words.take(MAX_NAME_WORDS).collect();
            let longest = (1..=words.len()).rev().find_map(|n| {
                let typed: Vec<&str> = words[..n].iter().map(|it| it.1.as_str()).collect();
                let typed = typed.join(" ");
                let name = index.called(&typed)?;
                Some((n, typed, name))
            });
            let Some((n, typed, name)) = longest else {
                at += 1;
                continue;
            };
            let mut met = Vec::new();
            for form in &name.forms {
                let folded = fold(form);
                if folded == typed {
                    continue;
                }
                let elements = elements(index, &folded, false);
                if elements.iter().flatten().any(|it| index.spares(*it)) {
                    continue;
                }
                let found = sequence(index, &elements);
                let n_tokens = found.runs.first().map_or(1, |it| it.n_tokens);
                if found.starts.is_empty() {
                    continue;
                }
                for (slot, _) in &words[..n] {
                    let slot = &mut self.slots[*slot];
                    slot.starts.extend(&found.starts);
                    slot.end_run(n_tokens, JOINED_PRICE, JOINED_COST);
                }
                met.push(form.clone());
            }
            if !met.is_empty() {
                self.reading.push(Reading::OtherNames { typed, met });
            }
            at += n;
        }
    }

    /// A word on its own, which may make one with the word `before`.
    fn add_word(&mut self, index: &Index, word: &Node, folded: &str, before: Option<String>) {
        let Node::Word {
            typed,
            is_unfinished,
            mode,
        } = word
        else {
            return;
        };
        let is_first = !std::mem::replace(&mut self.asks_for_words, true);
        let folded = folded.trim_end_matches(['*', '~']);
        let is_run = segments(folded).any(|it| it.is_run);
        let (met, completed) = if is_run {
            (self.add_run(index, folded), false)
        } else {
            // A letter begins a tenth of all words, so beside other words it tells nothing, takes
            // longest to look up, and would turn the list over for the moment before the next.
            let may_complete = is_first
                || *mode == Mode::Prefix
                || folded.chars().nth(1).is_some()
                || index.dictionary.get(folded).is_none();
            let reach = Reach {
                may_correct: self.reading.len() < MAX_CORRECTABLE,
                ..reach(*is_unfinished && may_complete, *mode)
            };
            // Two letters tell of passages with another word which is meant, and bring no others.
            let is_begun = *is_unfinished && !is_first && folded.chars().nth(2).is_none();
            self.add_forms(index, folded, reach, before, is_begun)
        };
        let is_withheld = *is_unfinished || *mode == Mode::Prefix;
        self.reading
            .push(match is_withheld && index.begins_too_many(folded) {
                true => Reading::BeginsMany(typed.clone()),
                false => Reading::Word {
                    typed: typed.clone(),
                    met,
                    completed,
                },
            });
    }

    /// A word, which may make one with the word `before`.
    fn add_forms(
        &mut self,
        index: &Index,
        word: &str,
        reach: Reach,
        before: Option<String>,
        is_begun: bool,
    ) -> (Vec<String>, bool) {
        let forms = forms(index, word, reach);
        let mut slot = match is_begun {
            true => Slot::of_forms(index, &forms),
            false => Slot::of_word(index, &forms),
        };
        slot.is_begun = is_begun;
        let completed = forms.all.iter().any(|it| it.is_completed);
        let mut met = forms.told();
        if let Some(before) = before {
            let reach = Reach {
                is_unfinished: reach.is_unfinished && word.chars().count() > 2,
                ..Reach::default()
            };
            let one = self::forms(index, &(before.clone() + word), reach);
            if !one.all.is_empty() {
                met.extend(one.told());
                slot.join(index, &one);
                self.join_last(index, &before, &one);
            }
        }
        if reach.may_correct && index.dictionary.get(word).is_none() {
            split(index, word, &mut slot, &mut met);
        }
        self.slots.push(slot);
        (met, completed)
    }

    /// The word `before` belongs to the next one, so it was not mistyped; `one` is both.
    fn join_last(&mut self, index: &Index, before: &str, one: &Forms) {
        let forms = plain_forms(index, before);
        if let (Some(slot), Some(Reading::Word { met, .. })) =
            (self.slots.last_mut(), self.reading.last_mut())
        {
            *slot = Slot::of_word(index, &forms);
            slot.join(index, one);
            *met = forms.told();
            met.extend(one.told());
        }
    }

    /// A run as a whole; where the corpus does not have it, its pairs of characters, each as a
    /// word. What was met.
    fn add_run(&mut self, index: &Index, run: &str) -> Vec<String> {
        let whole = sequence(index, &elements(index, run, false));
        if !whole.starts.is_empty() {
            self.slots.push(whole);
            return vec![run.to_owned()];
        }
        let _all = index.together();
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
        if met.is_empty() {
            // It may still be met under another name.
            self.slots.push(Slot::default());
        }
        met
    }
}

/// What is left out, as it was typed: a phrase without its marks.
fn written(node: &Node) -> String {
    match node {
        Node::Phrase { typed, .. } => typed.clone(),
        other => other.to_string(),
    }
}

pub(super) fn reach(is_unfinished: bool, mode: Mode) -> Reach {
    Reach {
        is_unfinished: is_unfinished || mode == Mode::Prefix,
        may_correct: mode != Mode::Prefix,
        wants_slips: mode == Mode::Fuzzy,
    }
}

/// Where a piece of a query stands. As deep as parentheses may stand in each other.
fn slot(index: &Index, node: &Node, care: Care) -> Slot {
    match node {
        Node::Word {
            typed,
            is_unfinished,
            mode,
        } => {
            let folded = fold(typed);
            if segments(&folded).any(|it| it.is_run) {
                return sequence(index, &elements(index, &folded, false));
            }
            let forms = match (care, mode) {
                (Care::Strict, Mode::Plain) => plain_forms(index, &folded),
                (Care::Strict, _) => forms(index, &folded, reach(false, *mode)),
                (Care::Lenient, _) => forms(index, &folded, reach(*is_unfinished, *mode)),
            };
            Slot::of_forms(index, &forms)
        }
        Node::Phrase {
            typed,
            is_unfinished,
        } => {
            let is_open = *is_unfinished && care == Care::Lenient;
            let mut found = sequence(index, &elements(index, &fold(typed), is_open));
            found.is_required = true;
            found
        }
        Node::Near {
            left,
            right,
            distance,
        } => near(
            index,
            &slot(index, left, care),
            &slot(index, right, care),
            *distance,
        ),
        Node::Or(nodes) => {
            let slots: Vec<Slot> = nodes.iter().map(|it| slot(index, it, care)).collect();
            let mut any = Slot {
                is_required: slots.iter().all(|it| it.is_required),
                ..Slot::default()
            };
            slots.iter().for_each(|it| any.take(it, |_| true));
            any
        }
        Node::All(nodes) => {
            let slots: Vec<Slot> = nodes.iter().map(|it| slot(index, it, care)).collect();
            let units = slots.iter().map(|it| it.units(index));
            let in_all = units.reduce(|a, b| common(&a, &b)).unwrap_or_default();
            let mut all = Slot {
                is_required: slots.iter().any(|it| it.is_required),
                ..Slot::default()
            };
            for it in &slots {
                all.take(it, |start| {
                    in_all.binary_search(&index.unit_of(start)).is_ok()
                });
            }
            all
        }
        Node::Without(inner) => without(index, &slot(index, inner, Care::Strict)),
    }
}

/// The units that do not hold `slot`, each as a place of no width at its first token; those
/// without any word are no part of it.
fn without(index: &Index, slot: &Slot) -> Slot {
    let held = slot.units(index);
    let others = (0..).zip(index.units()).filter(|(number, unit)| {
        unit.first < unit.end && index.scope.has(unit.first) && held.binary_search(number).is_err()
    });
    let mut found = Slot::of_places(others.map(|it| it.1.first).collect(), 0);
    found.is_required = true;
    found
}

/// The places of `left` and `right` that have one of the other within `distance` words, in the
/// same unit.
fn near(index: &Index, left: &Slot, right: &Slot, distance: u32) -> Slot {
    let mut found = Slot {
        is_required: true,
        ..Slot::default()
    };
    for (one, other) in [(left, right), (right, left)] {
        let partners = other.places();
        // The longest place bounds how far back a partner may begin.
        let longest = other
            .runs
            .iter()
            .map(|it| it.n_tokens)
            .max()
            .unwrap_or_default();
        for (run, starts) in one.runs() {
            let near = starts.iter().copied().filter(|start| {
                let unit = index.unit(index.unit_of(*start));
                let end = start + run.n_tokens;
                let from = start.saturating_sub(distance + longest).max(unit.first);
                let at = partners.partition_point(|it| it.0 < from);
                (partners[at..].iter())
                    .take_while(|it| it.0 <= end.saturating_add(distance) && it.0 < unit.end)
                    .any(|it| {
                        let gap = it.0.checked_sub(end).or(start.checked_sub(it.1));
                        gap.is_some_and(|gap| gap <= distance)
                    })
            });
            found.starts.extend(near);
            found.end_run(run.n_tokens, run.price, run.cost);
        }
    }
    found
}

/// Two words that were typed as one: adds where they stand side by side.
fn split(index: &Index, word: &str, slot: &mut Slot, met: &mut Vec<String>) {
    let _all = index.together();
    for (at, _) in word.char_indices().skip(2) {
        let (left, right) = word.split_at(at);
        if right.chars().count() < 2 {
            break;
        }
        let parts = [left, right].map(|it| index.dictionary.get(it));
        if let [Some(left_at), Some(right_at)] = parts
            && !index.spares(left_at)
            && !index.spares(right_at)
        {
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
    let _all = index.together();
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
                index.beginning(position.term, &mut |_, at| terms.push(at));
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
    let _all = index.together();
    let n_tokens = elements.len() as u32;
    let mut starts: Option<Vec<u32>> = None;
    for (n, terms) in (0..).zip(elements) {
        let mut places = Vec::new();
        for at in terms {
            index.add_places(*at, &mut places);
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
        let unit = index.unit(index.unit_of(*it));
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
