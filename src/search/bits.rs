//! Sets of small numbers, one bit each.

use std::cell::Cell;
use std::ops::Range;

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

    /// Whether it holds nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|it| it.get() == 0)
    }

    /// What both hold.
    pub(super) fn both(&self, other: &Bits) -> Bits {
        let words = self.0.iter().zip(&other.0);
        Bits(words.map(|(a, b)| Cell::new(a.get() & b.get())).collect())
    }

    /// How many of its numbers are below each of `ends`, which are in order. Linear in the bound and
    /// the ends.
    #[inline]
    pub(super) fn counts_below<'a>(&'a self, ends: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
        let mut words = self.0.iter().map(Cell::get);
        // What was counted of, and the word after.
        let (mut n_words, mut n_before) = (0, 0);
        let mut word = words.next().unwrap_or_default();
        ends.iter().map(move |end| {
            while n_words < end / 64 {
                n_before += word.count_ones();
                word = words.next().unwrap_or_default();
                n_words += 1;
            }
            n_before + (word & !(u64::MAX << (end % 64))).count_ones()
        })
    }

    /// Its numbers among these, in order.
    pub(super) fn among(&self, numbers: Range<u32>) -> impl Iterator<Item = u32> + '_ {
        numbers.filter(|it| self.has(*it))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bits(numbers: &[u32]) -> Bits {
        let bits = Bits::new(numbers.iter().max().map_or(0, |it| it + 1));
        numbers.iter().for_each(|it| bits.set(*it));
        bits
    }

    proptest! {
        #[test]
        fn they_are_counted_as_one_by_one(
            numbers in prop::collection::vec(0..400_u32, 0..200),
            others in prop::collection::vec(0..300_u32, 0..100),
            mut ends in prop::collection::vec(0..500_u32, 0..30),
        ) {
            let (one, other) = (bits(&numbers), bits(&others));
            let both = one.both(&other);
            ends.sort();
            for bits in [&one, &both] {
                let below = ends.iter().map(|end| bits.among(0..*end).count() as u32);
                prop_assert!(bits.counts_below(&ends).eq(below));
            }
            prop_assert!((0..500).all(|it| one.has(it) == numbers.contains(&it)));
            prop_assert!((0..500).all(|it| both.has(it) == (one.has(it) && other.has(it))));
            prop_assert_eq!(both.is_empty(), !numbers.iter().any(|it| others.contains(it)));
        }
    }
}
