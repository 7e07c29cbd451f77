//! In what order hits are shown.
//!
//! First by how much of the query a unit holds, so that all words come before fewer and a rare
//! word before a common one; then by how little had to be corrected, so that a typo never comes
//! before the word itself; then by relevance: BM25F (Robertson and Zaragoza, “The Probabilistic
//! Relevance Framework: BM25 and Beyond”, 2009, section 3.5) with one weight for each word of the
//! query rather than each term, so that a rare variant is worth no more than the word, and a bonus
//! for words that stand near each other in the order asked.
//!
//! Two things differ from BM25F so that another match never lowers a unit: its length divides
//! relevance as a whole and leaves the matched words out, and lengths are held against a constant
//! rather than the corpus' average. The order of two passages then does not change either when an
//! article is added elsewhere.
//!
//! Words are taken one after the other (“term at a time”), each adding to one cell for each unit.
//! How near words stand is looked at only for the units that it may bring onto the list.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::cell::Cell;
use super::index::{BLOCK, Index, Unit};
use super::places::{Place, Plan, Slot};
use crate::corpus::PassageKind;
use crate::order::Order;

/// How slowly repeats stop mattering. At 0 only presence counts; 1.2 is usual for whole documents,
/// but a paragraph that says it once says it.
const K1: f32 = 0.2;

/// How strongly long units are marked down, from 0 (not) to 1 (fully).
const B: f32 = 0.3;

/// What is found is all of one field, so BM25F's sum over fields has one term, and its weight and
/// usual length (in words; twice as long counts about a quarter less) are those of the field. A new
/// kind of passage gets its line here and in [`length_factor`].
///
/// Quotations lie inside passages and are weighed place by place. Names have no weight of their own:
/// they are rarer than other words, which the words' weights say already.
const HEADLINE: Field = (12.0, 1.25);
const HEADING: Field = (12.0, 1.1);
const BODY: Field = (60.0, 1.0);
const CAPTION: Field = (24.0, 0.8);

/// Usual length and weight.
type Field = (f32, f32);

/// What one place counts in quoted words; 1 elsewhere.
const IN_QUOTATION: f32 = 1.2;

/// Two words of the query side by side add the weight of the more common one; in that order, but
/// however far apart, this share of it.
const IN_ORDER: f32 = 0.5;

/// With so many words between, half of the rest.
const HALF_NEAR: f32 = 16.0;

/// What is left of all that in the other order.
const REVERSED: f32 = 0.2;

/// A unit that holds less than this share of the most telling word's weight is no hit: a passage
/// with nothing but “the” does not answer “the treaty”.
const LEAST_SHARE: f32 = 0.25;

/// How well a unit answers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    /// Number of the unit.
    pub(super) unit: u32,
    /// Weight of what is asked and held.
    coverage: f32,
    /// What the slips of the finger cost.
    cost: u16,
    /// 0 or more; greater is better.
    pub(super) relevance: f32,
}

impl Standing {
    /// A unit that answers a query without words: all are equal.
    pub(super) fn plain(unit: u32) -> Standing {
        Standing {
            unit,
            coverage: 0.0,
            cost: 0,
            relevance: 0.0,
        }
    }

    /// Greater is better. Floats of one sign are in the order of their bits.
    #[inline]
    fn class(&self) -> u64 {
        u64::from(self.coverage.to_bits()) << 32 | u64::from(u16::MAX - self.cost)
    }

    /// As [`Standing::class`], and within a class by relevance; ties in corpus order.
    #[inline]
    fn key(&self) -> (u64, u64) {
        let relevance = u64::from(self.relevance.to_bits()) << 32;
        (self.class(), relevance | u64::from(u32::MAX - self.unit))
    }
}

/// Every unit that answers, in no order, with the weights of the slots. Linear in the places of
/// all slots. How near words stand plays no part yet.
#[cfg_attr(small, optimize(speed))]
pub(super) fn standings(index: &Index, plan: &Plan) -> (Vec<Standing>, Vec<f32>) {
    let mut sum = added_up(index, plan, &mut |_, _, _| {});
    for &unit in &plan.without {
        let cell = &mut sum.cells[unit as usize];
        if cell.is_touched {
            cell.coverage = 0.0;
        }
    }
    let most = sum.weights.iter().copied().fold(0.0, f32::max);
    let least = LEAST_SHARE * most;
    let n_required = plan.slots.iter().filter(|it| it.is_required).count() as u16;
    let mut found = Vec::with_capacity(sum.touched.len());
    for unit in sum.touched {
        let cell = std::mem::take(&mut sum.cells[unit as usize]);
        if cell.coverage > 0.0 && cell.coverage >= least && cell.n_required == n_required {
            found.push(Standing {
                unit,
                coverage: cell.coverage,
                cost: cell.cost,
                relevance: cell.relevance / length_factor(index.unit(unit), cell.n_matched),
            });
        }
    }
    index.cells.replace(sum.cells);
    (found, sum.weights)
}

/// What units come to when all slots are added up.
struct Sum {
    /// Lent by the index, all zero, and to be given back so: most queries touch few of many units.
    cells: Vec<Cell>,
    /// The units whose cells are not zero.
    touched: Vec<u32>,
    /// Of each slot.
    weights: Vec<f32>,
}

/// Adds up all slots, rare words first: a common one then matters only where another stands
/// already. `watch` is told of each slot when it is added: its number, its weight, the cells.
#[cfg_attr(small, optimize(speed))]
fn added_up(index: &Index, plan: &Plan, watch: &mut dyn FnMut(u16, f32, &[Cell])) -> Sum {
    let mut cells = index.cells.take();
    cells.resize(index.n_units(), Cell::default());
    let mut touched: Vec<u32> = Vec::new();
    let mut weights = vec![0.0; plan.slots.len()];
    let mut most = 0.0_f32;
    let mut held: Vec<u32> = Vec::new();
    let mut order: Vec<u16> = (0..plan.slots.len() as u16).collect();
    order.order_by_key(|it| plan.slots[*it as usize].n_places());
    for at in order {
        let slot = &plan.slots[at as usize];
        held.clear();
        // What is looked at of it: all, or units that hold another word.
        let among = (slot.is_begun && !touched.is_empty()).then(|| index.blocks_of(&touched));
        for (run, starts) in slot.runs() {
            let mut unit = 0;
            let mut end = 0;
            for &start in starts {
                if let Some(blocks) = &among
                    && !(blocks.has(start / BLOCK)
                        && cells[index.unit_of(start) as usize].is_touched)
                {
                    continue;
                }
                if start >= end {
                    unit = index.unit_of(start);
                    end = index.end_of(unit);
                    if cells[unit as usize].begin(at + 1, run.cost) {
                        held.push(unit);
                    }
                }
                let cell = &mut cells[unit as usize];
                cell.count += match index.is_quoted(start) {
                    true => run.price * IN_QUOTATION,
                    false => run.price,
                };
                cell.slot_matched = cell.slot_matched.saturating_add(run.n_tokens as u16);
            }
        }
        for dense in &slot.dense {
            for (unit, n, n_quoted) in dense.units(index) {
                let cell = &mut cells[unit as usize];
                if cell.begin(at + 1, dense.cost) {
                    held.push(unit);
                }
                let quoted = (IN_QUOTATION - 1.0) * f32::from(n_quoted);
                cell.count += dense.price * (f32::from(n) + quoted);
                cell.slot_matched = cell.slot_matched.saturating_add(n);
            }
        }
        let mut n_held = held.len();
        if among.is_some() {
            n_held = slot.starts.len().min(index.n_searched() / 2);
        }
        let weight = weight(index.n_searched(), n_held);
        weights[at as usize] = weight;
        most = most.max(weight);
        let counts_alone = weight >= LEAST_SHARE * most || slot.is_required;
        for &unit in &held {
            let cell = &mut cells[unit as usize];
            if !cell.is_touched {
                if !counts_alone {
                    *cell = Cell::default();
                    continue;
                }
                cell.is_touched = true;
                touched.push(unit);
            }
            cell.coverage += weight;
            cell.cost = cell.cost.saturating_add(cell.slot_cost.into());
            cell.relevance += share(weight, cell.count);
            cell.n_matched = cell.n_matched.saturating_add(cell.slot_matched);
            cell.n_required += u16::from(slot.is_required);
        }
        watch(at, weight, &cells);
    }
    Sum {
        cells,
        touched,
        weights,
    }
}

/// How the relevance of one unit comes about.
pub(super) struct Account {
    /// By slot; `None` where nothing of it counts.
    pub(super) parts: Vec<Option<Part>>,
    /// What the sum of the shares is divided by.
    pub(super) length: f32,
    /// What it adds that words stand near each other.
    pub(super) nearness: f32,
}

/// What one slot adds.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub(super) weight: f32,
    pub(super) cost: u8,
    pub(super) share: f32,
}

/// The account of one unit, be it a hit or not. Costs a search.
pub(super) fn account(index: &Index, plan: &Plan, unit: u32) -> Account {
    let mut parts = vec![None; plan.slots.len()];
    let mut sum = added_up(index, plan, &mut |slot, weight, cells| {
        let cell = &cells[unit as usize];
        parts[slot as usize] = (cell.slot() == slot + 1).then(|| Part {
            weight,
            cost: cell.slot_cost,
            share: share(weight, cell.count),
        });
    });
    let n_matched = sum.cells[unit as usize].n_matched;
    for touched in sum.touched {
        sum.cells[touched as usize] = Cell::default();
    }
    index.cells.replace(sum.cells);
    let mut alone = [Standing::plain(unit)];
    add_nearness(index, &plan.slots, &sum.weights, &mut alone);
    Account {
        parts,
        length: length_factor(index.unit(unit), n_matched),
        nearness: alone[0].relevance,
    }
}

/// The best `limit` of `standings`, best first. Linear in their number, and as much as to sort
/// those that share a rank with the last.
pub(super) fn best(
    index: &Index,
    plan: &Plan,
    weights: &[f32],
    mut standings: Vec<Standing>,
    limit: usize,
) -> Vec<Standing> {
    if plan.slots.len() > 1 {
        keep_best(&mut standings, limit, Standing::class);
        in_corpus_order(&mut standings);
        add_nearness(index, &plan.slots, weights, &mut standings);
    }
    keep_best(&mut standings, limit, Standing::key);
    standings.order_by_key(|it| Reverse(it.key()));
    standings.truncate(limit);
    standings
}

/// Brings them into corpus order.
pub(super) fn in_corpus_order(standings: &mut [Standing]) {
    standings.order_by_key(|it| it.unit);
}

/// Leaves out those that `limit` others are better than by `key`. Linear in their number, with the
/// logarithm of `limit` for each that is better than all before but so many.
#[cfg_attr(small, optimize(speed))]
fn keep_best<K: Ord + Copy>(
    standings: &mut Vec<Standing>,
    limit: usize,
    key: impl Fn(&Standing) -> K,
) {
    if limit == 0 || standings.len() <= limit {
        return;
    }
    let mut keys = standings.iter().map(|it| Reverse(key(it)));
    let mut best: BinaryHeap<_> = keys.by_ref().take(limit).collect();
    for key in keys {
        if let Some(mut least) = best.peek_mut().filter(|least| key < **least) {
            *least = key;
        }
    }
    if let Some(Reverse(least)) = best.peek() {
        standings.retain(|it| key(it) >= *least);
    }
}

/// The inverse document frequency of BM25, in the form that stays above 0.
fn weight(n_units: usize, n_holding: usize) -> f32 {
    let (all, holding) = (n_units as f32, n_holding as f32);
    (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln()
}

/// What a word of this weight adds where its places count so much.
fn share(weight: f32, count: f32) -> f32 {
    weight * count * (K1 + 1.0) / (count + K1)
}

/// What relevance is divided by, 1 for a passage of usual length.
fn length_factor(unit: Unit, n_matched: u16) -> f32 {
    let (usual, weight) = match (unit.passage, unit.kind) {
        (None, _) => HEADLINE,
        (_, PassageKind::Heading | PassageKind::Standfirst) => HEADING,
        (_, PassageKind::Caption) => CAPTION,
        _ => BODY,
    };
    let n_tokens = unit.end - unit.first;
    let others = n_tokens.saturating_sub(n_matched.into()) as f32;
    (1.0 - B + B * others / usual) / weight
}

/// Adds what it is worth that words stand near each other. `standings` are in corpus order.
fn add_nearness(index: &Index, slots: &[Slot], weights: &[f32], standings: &mut [Standing]) {
    let units: Vec<u32> = standings.iter().map(|it| it.unit).collect();
    let Some((first, slots)) = slots.split_first() else {
        return;
    };
    let mut left = first.places_in(index, &units);
    for (slot, weights) in slots.iter().zip(weights.windows(2)) {
        let right = slot.places_in(index, &units);
        let weight = weights[0].min(weights[1]);
        let (mut from_left, mut from_right) = (&left[..], &right[..]);
        for standing in standings.iter_mut() {
            let unit = index.unit(standing.unit);
            let before = taken(&mut from_left, unit);
            let after = taken(&mut from_right, unit);
            standing.relevance += weight * nearness(before, after);
        }
        left = right;
    }
}

/// Takes the places of `unit` off; those of units before it are dropped.
fn taken<'a>(places: &mut &'a [Place], unit: Unit) -> &'a [Place] {
    let start = places.iter().take_while(|it| it.0 < unit.first).count();
    let n = places[start..]
        .iter()
        .take_while(|it| it.0 < unit.end)
        .count();
    let (taken, rest) = places[start..].split_at(n);
    *places = rest;
    taken
}

/// From 0 to 1: 1 when a place of `left` stands right before one of `right` or is the same, two
/// words written as one; less with the words between, and in the other order.
fn nearness(left: &[Place], right: &[Place]) -> f32 {
    if left.iter().any(|it| right.binary_search(it).is_ok()) {
        return 1.0;
    }
    let ahead = |from: &[Place], to: &[Place]| -> f32 {
        from.iter()
            .filter_map(|place| {
                let next = to.get(to.partition_point(|it| it.0 < place.1))?;
                let gap = (next.0 - place.1) as f32;
                Some(IN_ORDER + (1.0 - IN_ORDER) * HALF_NEAR / (HALF_NEAR + gap))
            })
            .fold(0.0, f32::max)
    };
    ahead(left, right).max(REVERSED * ahead(right, left))
}
