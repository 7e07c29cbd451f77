//! Which part of a corpus a search looks through.
//!
//! Usually all of it. Where a corpus lies in pieces and words of a query stand nearly everywhere,
//! their places alone would be megabytes; then so many bands of the corpus are looked through as a
//! reader should wait for.

use std::ops::Range;

use super::index::Unit;
use crate::corpus::DocumentId;

/// Bands that a corpus in pieces has, of much the same length. A power of two.
pub(super) const N_BANDS: u32 = 256;

/// Where each band of a corpus ends, in tokens: with the document that `1 / N_BANDS` of the tokens
/// more end in. Some are empty where there are fewer documents.
pub(super) fn bands(units: impl Iterator<Item = Unit>, n_tokens: u32) -> Vec<u32> {
    let mut ends = Vec::with_capacity(N_BANDS as usize);
    let target = |n: usize| u64::from(n_tokens) * (n as u64 + 1) / u64::from(N_BANDS);
    let mut document = None::<DocumentId>;
    for unit in units {
        let is_new = document != Some(unit.document);
        while is_new && ends.len() < N_BANDS as usize && target(ends.len()) <= unit.first.into() {
            ends.push(unit.first);
        }
        document = Some(unit.document);
    }
    ends.resize(N_BANDS as usize, n_tokens);
    ends
}

/// The part that is looked through.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope(Option<Part>);

/// A part of a corpus that may be less than all.
#[derive(Clone, Debug)]
struct Part {
    /// Of tokens; in order, not touching each other.
    ranges: Vec<Range<u32>>,
    n_units: usize,
}

impl Scope {
    /// These bands, by their numbers, in order; `unit_at` tells how many units begin before a
    /// token.
    pub(super) fn of_bands(
        ends: &[u32],
        chosen: &[usize],
        unit_at: impl Fn(u32) -> usize,
    ) -> Scope {
        let mut ranges: Vec<Range<u32>> = Vec::new();
        for &band in chosen {
            let start = band.checked_sub(1).map_or(0, |before| ends[before]);
            match ranges.last_mut().filter(|it| it.end == start) {
                Some(last) => last.end = ends[band],
                None => ranges.push(start..ends[band]),
            }
        }
        let n_units = ranges.iter().map(|it| unit_at(it.end) - unit_at(it.start));
        Scope(Some(Part {
            n_units: n_units.sum(),
            ranges,
        }))
    }

    pub(super) fn is_whole(&self) -> bool {
        self.0.is_none()
    }

    /// How many units it has, of so many in all.
    pub(super) fn n_units(&self, n_all: usize) -> usize {
        self.0.as_ref().map_or(n_all, |it| it.n_units)
    }

    /// Whether a token is in it.
    pub(super) fn has(&self, token: u32) -> bool {
        self.meets(&(token..token + 1))
    }

    /// Whether a unit is in it.
    pub(super) fn has_unit(&self, unit: Unit) -> bool {
        self.is_whole() || self.has(unit.first)
    }

    /// Whether any of these tokens is in it.
    pub(super) fn meets(&self, tokens: &Range<u32>) -> bool {
        let Some(part) = &self.0 else {
            return true;
        };
        let at = part.ranges.partition_point(|it| it.end <= tokens.start);
        let next = part.ranges.get(at);
        next.is_some_and(|it| it.start < tokens.end)
    }
}
