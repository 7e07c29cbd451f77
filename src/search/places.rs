//! Where the pieces of a query stand in the corpus, and how they were read.

use std::ops::Range;

use super::Reading;
use super::index::Index;
use super::query::Node;
use super::tokens::{Segment, segments};
use super::variants::{Form, forms, plain_forms};
use crate::order::Order;
use crate::text::fold;

/// Only this many pieces at the start of a query are corrected. A walk over the dictionary costs far more than a
/// look-up, and a text pasted into the box is not mistyped in every word.
const MAX_CORRECTABLE: usize = 24;

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
#[derive(Debug)]
pub(super) struct Slot {
    /// Sorted by token.
    pub(super) places: Vec<Place>,
    /// How telling it is: the rarer the greater, above 0.
    pub(super) weight: f64,
    /// Whether only units that hold it are hits.
    pub(super) is_required: bool,
}

/// A stretch of tokens that answers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// First token.
    pub(super) token: u32,
    pub(super) n_tokens: u32,
    /// From 0 to 1, as of [`Form::price`].
    pub(super) price: f32,
    /// As of [`Form::edits`].
    pub(super) edits: u8,
}

impl Place {
    /// The token after the last.
    pub(super) fn end(&self) -> u32 {
        self.token + self.n_tokens
    }
}

impl Slot {
    fn new(index: &Index, places: Vec<Place>, is_required: bool) -> Slot {
        let n_units = index.units.len() as f64;
        let n_holding = units_of(index, &places).len() as f64;
        // The inverse document frequency of BM25, in the form that stays above 0.
        let weight = (1.0 + (n_units - n_holding + 0.5) / (n_holding + 0.5)).ln();
        Slot {
            places,
            weight,
            is_required,
        }
    }

    /// The places between two tokens.
    pub(super) fn between(&self, first: u32, end: u32) -> &[Place] {
        let from = self.places.partition_point(|it| it.token < first);
        let n = self.places[from..].partition_point(|it| it.token < end);
        &self.places[from..from + n]
    }
}

impl Plan {
    /// Meets `pieces` with the dictionary. A piece that repeats another counts once.
    pub(super) fn new(index: &Index, pieces: &[Node]) -> Plan {
        let mut plan = Plan::default();
        let mut seen: Vec<String> = Vec::new();
        for piece in pieces {
            let folded = fold(&piece.to_string());
            if !seen.contains(&folded) {
                plan.add(index, piece);
                seen.push(folded);
            }
        }
        plan.without.order();
        plan.without.dedup();
        plan
    }

    fn add(&mut self, index: &Index, piece: &Node) {
        match piece {
            Node::Word {
                typed,
                is_unfinished,
                ..
            } => self.add_word(index, typed, *is_unfinished),
            Node::Phrase {
                typed,
                is_unfinished,
            } => {
                let elements = elements(index, &fold(typed), *is_unfinished);
                let places = sequence(index, &elements);
                self.slots.push(Slot::new(index, places, true));
                self.asks_for_words = true;
                self.reading.push(Reading::Phrase(typed.clone()));
            }
            Node::Near { left, right, .. } => {
                self.add(index, left);
                self.add(index, right);
            }
            Node::Or(nodes) | Node::All(nodes) => {
                for node in nodes {
                    self.add(index, node);
                }
            }
            Node::Without(node) => self.leave_out(index, node),
        }
    }

    fn leave_out(&mut self, index: &Index, node: &Node) {
        let (typed, is_exact) = match node {
            Node::Word { typed, .. } => (typed, false),
            Node::Phrase { typed, .. } => (typed, true),
            _ => return,
        };
        let folded = fold(typed);
        let places = match segments(&folded).next() {
            Some(word) if !is_exact && !word.is_run => {
                word_places(index, &plain_forms(index, &folded))
            }
            _ => sequence(index, &elements(index, &folded, false)),
        };
        self.without.extend(units_of(index, &places));
        self.reading.push(Reading::Without(typed.clone()));
    }

    fn add_word(&mut self, index: &Index, typed: &str, is_unfinished: bool) {
        self.asks_for_words = true;
        let folded = fold(typed);
        let is_run = segments(&folded).any(|it| it.is_run);
        let (met, completed) = if is_run {
            (self.add_run(index, &folded), false)
        } else {
            let may_correct = self.reading.len() < MAX_CORRECTABLE;
            let forms = forms(index, &folded, is_unfinished, may_correct);
            self.add_slot(index, word_places(index, &forms));
            let met = forms.iter().map(|it| index.terms[it.term as usize].clone());
            (met.collect(), forms.iter().any(|it| it.is_completed))
        };
        self.reading.push(Reading::Word {
            typed: typed.to_owned(),
            met,
            completed,
        });
    }

    /// A run as a whole; where the corpus does not have it, its pairs of characters, each as a
    /// word. What was met.
    fn add_run(&mut self, index: &Index, run: &str) -> Vec<String> {
        if self.add_slot(index, sequence(index, &elements(index, run, false))) {
            return vec![run.to_owned()];
        }
        let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).collect();
        let ends = starts.iter().skip(2).copied().chain([run.len()]);
        let mut met = Vec::new();
        for (&start, end) in starts.iter().zip(ends) {
            let pair = run[start..end].to_owned();
            if !met.contains(&pair)
                && self.add_slot(index, sequence(index, &elements(index, &pair, false)))
            {
                met.push(pair);
            }
        }
        met
    }

    /// Whether the word was met; if not it is left out.
    fn add_slot(&mut self, index: &Index, places: Vec<Place>) -> bool {
        let is_met = !places.is_empty();
        if is_met {
            self.slots.push(Slot::new(index, places, false));
        }
        is_met
    }
}

/// What each token of a sequence may be, as ranges of the dictionary.
fn elements(index: &Index, folded: &str, is_unfinished: bool) -> Vec<Range<u32>> {
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
                index.beginning(position.term)
            } else {
                index.exactly(position.term)
            });
        }
    }
    found
}

/// Everywhere in the corpus where these tokens follow each other. Looks at the places of the
/// rarest element only.
fn sequence(index: &Index, elements: &[Range<u32>]) -> Vec<Place> {
    let rarest = (0..elements.len()).min_by_key(|&it| index.postings(&elements[it]).len());
    let Some(rarest) = rarest else {
        return Vec::new();
    };
    let mut places: Vec<Place> = index
        .postings(&elements[rarest])
        .iter()
        .filter_map(|&token| {
            let unit = &index.units[index.unit_of(token) as usize];
            let first = token.checked_sub(rarest as u32)?;
            let end = first + elements.len() as u32;
            let tokens = index.tokens.get(first as usize..end as usize)?;
            let is_inside = unit.first <= first && end <= unit.end;
            let is_met = tokens
                .iter()
                .zip(elements)
                .all(|(token, terms)| terms.contains(&token.term));
            (is_inside && is_met).then_some(Place {
                token: first,
                n_tokens: elements.len() as u32,
                price: 1.0,
                edits: 0,
            })
        })
        .collect();
    places.order_by_key(|it| it.token);
    places
}

/// Everywhere in the corpus where one of these terms stands.
fn word_places(index: &Index, forms: &[Form]) -> Vec<Place> {
    let mut places: Vec<Place> = forms
        .iter()
        .flat_map(|form| {
            let tokens = index.postings(&(form.term..form.term + 1)).iter();
            tokens.map(|&token| Place {
                token,
                n_tokens: 1,
                price: form.price,
                edits: form.edits,
            })
        })
        .collect();
    places.order_by_key(|it| it.token);
    places
}

/// The units that hold these places, in order.
pub(super) fn units_of(index: &Index, places: &[Place]) -> Vec<u32> {
    let mut found = Vec::new();
    let mut rest = places;
    while let Some(place) = rest.first() {
        let unit = index.unit_of(place.token);
        found.push(unit);
        let end = index.units[unit as usize].end;
        rest = &rest[rest.partition_point(|it| it.token < end)..];
    }
    found
}
