//! In what order hits are shown.
//!
//! First by how much of the query a unit holds, so that all words come before fewer and a rare
//! word before a common one; then by how little had to be corrected, so that a typo never comes
//! before the word itself; then by relevance: BM25F (Robertson and Zaragoza, “The Probabilistic
//! Relevance Framework: BM25 and Beyond”, 2009, section 3.5) with one weight for each word of the
//! query rather than each term, so that a rare variant is worth no more than the word, and a bonus
//! for words that stand near each other in the order asked.
//!
//! Two things differ from BM25F so that another match never lowers a unit: matched words do not
//! add to its length, and lengths are held against a constant rather than the corpus' average.
//! The order of two passages then does not change either when an article is added elsewhere.

use std::cmp::Ordering;

use super::index::{Index, Unit};
use super::places::{Place, Slot, units_of};

/// How slowly repeats stop mattering. At 0 only presence counts; typical 1.2 to 2.
const K1: f64 = 1.2;

/// How strongly long units are marked down, from 0 (not) to 1 (fully).
const B: f64 = 0.3;

/// Words in a passage of usual length; twice as long counts about a quarter less.
const USUAL_PASSAGE: f64 = 60.0;

/// Words in a headline of usual length.
const USUAL_HEADLINE: f64 = 12.0;

/// What one place counts in a headline, and in quoted words; 1 elsewhere.
const IN_HEADLINE: f64 = 2.0;
const IN_QUOTATION: f64 = 1.2;

/// What two words side by side add, as a share of the rarer one's weight. In the other order half.
const NEAR: f64 = 1.0;

/// A unit that holds less than this share of the most telling word's weight is no hit: a passage
/// with nothing but “the” does not answer “the treaty”.
const LEAST_SHARE: f64 = 0.25;

/// How well a unit answers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    /// Number of the unit.
    pub(super) unit: u32,
    /// Weight of what is asked and held.
    coverage: f64,
    /// Letters corrected.
    edits: u32,
    /// Above 0; greater is better.
    pub(super) relevance: f64,
}

impl Standing {
    /// A unit that answers a query without words: all are equal.
    pub(super) fn plain(unit: u32) -> Standing {
        Standing {
            unit,
            coverage: 0.0,
            edits: 0,
            relevance: 0.0,
        }
    }

    /// Best first; ties in corpus order.
    pub(super) fn order(&self, other: &Standing) -> Ordering {
        let by_coverage = other.coverage.total_cmp(&self.coverage);
        by_coverage
            .then(self.edits.cmp(&other.edits))
            .then(other.relevance.total_cmp(&self.relevance))
            .then(self.unit.cmp(&other.unit))
    }
}

/// Every unit that answers, in corpus order. Linear in the places of all slots, but for sorting.
pub(super) fn standings(index: &Index, slots: &[Slot]) -> Vec<Standing> {
    let weights = slots.iter().map(|it| it.weight);
    let least = LEAST_SHARE * weights.fold(0.0, f64::max);
    let mut is_candidate = vec![false; index.units.len()];
    for slot in slots {
        for unit in units_of(index, &slot.places) {
            is_candidate[unit as usize] = true;
        }
    }
    let candidates = (0..).zip(is_candidate).filter(|it| it.1);
    candidates
        .map(|it| it.0)
        .filter_map(|unit| standing(index, slots, unit))
        .filter(|it| it.coverage >= least)
        .collect()
}

/// `None` when a required slot is not met.
fn standing(index: &Index, slots: &[Slot], number: u32) -> Option<Standing> {
    let unit = &index.units[number as usize];
    let held: Vec<(&Slot, &[Place])> = slots
        .iter()
        .map(|it| (it, it.between(unit.first, unit.end)))
        .collect();
    if held
        .iter()
        .any(|(slot, places)| slot.is_required && places.is_empty())
    {
        return None;
    }
    let met: Vec<(&Slot, &[Place])> = held.into_iter().filter(|it| !it.1.is_empty()).collect();
    let length = length_factor(unit, &met);
    let mut found = Standing::plain(number);
    for (slot, places) in &met {
        let count: f64 = places.iter().map(|it| worth(index, unit, it)).sum();
        let edits = places.iter().map(|it| it.edits).min().unwrap_or_default();
        let count = count / length;
        found.coverage += slot.weight;
        found.edits += u32::from(edits);
        found.relevance += slot.weight * count * (K1 + 1.0) / (count + K1);
    }
    for pair in met.windows(2) {
        let weight = pair[0].0.weight.min(pair[1].0.weight);
        found.relevance += NEAR * weight * nearness(pair[0].1, pair[1].1);
    }
    Some(found)
}

/// What the counts of a unit are divided by, 1 for one of usual length.
fn length_factor(unit: &Unit, met: &[(&Slot, &[Place])]) -> f64 {
    let matched: usize = met.iter().map(|(_, places)| places.len()).sum();
    let n_tokens = (unit.end - unit.first) as usize;
    let usual = match unit.passage {
        Some(_) => USUAL_PASSAGE,
        None => USUAL_HEADLINE,
    };
    1.0 - B + B * n_tokens.saturating_sub(matched) as f64 / usual
}

/// What one place counts.
fn worth(index: &Index, unit: &Unit, place: &Place) -> f64 {
    let field = match unit.passage {
        None => IN_HEADLINE,
        Some(_) if index.tokens[place.token as usize].is_quoted => IN_QUOTATION,
        Some(_) => 1.0,
    };
    field * f64::from(place.price)
}

/// From 0 to 1: 1 when a place of `left` stands right before one of `right`, less with the words
/// between, half in the other order.
fn nearness(left: &[Place], right: &[Place]) -> f64 {
    let ahead = |from: &[Place], to: &[Place]| -> f64 {
        from.iter()
            .filter_map(|place| {
                let next = to.get(to.partition_point(|it| it.token < place.end()))?;
                Some(1.0 / f64::from(next.token - place.end() + 1))
            })
            .fold(0.0, f64::max)
    };
    ahead(left, right).max(0.5 * ahead(right, left))
}
