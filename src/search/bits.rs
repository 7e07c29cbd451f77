//! Sets of small numbers, one bit each.

use std::cell::Cell;

/// A set of numbers below a bound.
#[derive(Clone, Debug, Default)]
pub(super) struct Bits(Vec<Cell<u64>>);

impl Bits {
    /// The empty set of numbers below `bound`.
    pub(super) fn new(bound: u32) -> Bits {
        Bits(vec![Cell::default(); bound.div_ceil(64) as usize])
    }

    /// Adds a number below the bound.
    #[inline]
    pub(super) fn set(&self, number: u32) {
        let bits = &self.0[number as usize / 64];
        bits.set(bits.get() | 1 << (number % 64));
    }

    /// Whether it holds the number; any number may be asked for.
    #[inline]
    pub(super) fn has(&self, number: u32) -> bool {
        let bits = self.0.get(number as usize / 64).map(Cell::get);
        bits.unwrap_or_default() >> (number % 64) & 1 == 1
    }
}
