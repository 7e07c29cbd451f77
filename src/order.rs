//! Sorting by one routine for all types.
//!
//! The standard library compiles a sort of its own for every element type and comparison, 3 kB
//! each; the page has some forty. Here one plain merge of positions serves all, through a
//! comparison that is called by pointer: some times slower, which matters only past a hundred
//! thousand elements.

use std::cmp::Ordering;

/// Sorts in place, stably: elements that compare equal keep their order. `n log n` comparisons,
/// 4 bytes an element besides.
pub trait Order<T> {
    /// By a comparison.
    fn order_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// By a key, made anew for each comparison.
    fn order_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.order_by(|a, b| key(a).cmp(&key(b)));
    }

    /// By the order of the elements themselves.
    fn order(&mut self)
    where
        T: Ord,
    {
        self.order_by(T::cmp);
    }
}

impl<T> Order<T> for [T] {
    fn order_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        let places = sorted(self.len(), &mut |a, b| {
            compare(&self[a as usize], &self[b as usize])
        });
        arrange(places, &mut |a, b| self.swap(a, b));
    }
}

/// The value that `n - 1` of `values` are not less than; the least one when there are not so many,
/// 0 when there is none. Linear, but for values that were put there to hinder it.
pub fn nth_greatest(mut values: Vec<u128>, mut n: usize) -> u128 {
    loop {
        // Somewhere in the middle, in no order that values usually have.
        let at = (values.len() as u64 / 2).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 7;
        let Some(&pivot) = values.get(at as usize % values.len().max(1)) else {
            return 0;
        };
        let n_greater = values.iter().filter(|it| **it > pivot).count();
        let n_least = values.iter().filter(|it| **it < pivot).count();
        if n <= n_greater {
            values.retain(|it| *it > pivot);
        } else if n_least > 0 && n > values.len() - n_least {
            n -= values.len() - n_least;
            values.retain(|it| *it < pivot);
        } else {
            return pivot;
        }
    }
}

/// Swaps until each element stands where `places` has it: `places[k]` says which belongs to `k`;
/// each cycle is walked once.
fn arrange(mut places: Vec<u32>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..places.len() {
        let mut at = start;
        while places[at] as usize != at {
            let from = places[at] as usize;
            places[at] = at as u32;
            if from == start {
                break;
            }
            swap(at, from);
            at = from;
        }
    }
}

/// Merges runs of 1, 2, 4 … places.
fn sorted(n: usize, compare: &mut dyn FnMut(u32, u32) -> Ordering) -> Vec<u32> {
    let mut places: Vec<u32> = (0..n as u32).collect();
    let mut run = 1;
    while run < n {
        let mut merged = Vec::with_capacity(n);
        for start in (0..n).step_by(2 * run) {
            let middle = n.min(start + run);
            let end = n.min(middle + run);
            let (mut left, mut right) = (start, middle);
            // Equal elements keep their order: the left one goes first.
            while left < middle && right < end {
                let from = match compare(places[left], places[right]) {
                    Ordering::Greater => &mut right,
                    _ => &mut left,
                };
                merged.push(places[*from]);
                *from += 1;
            }
            merged.extend_from_slice(&places[left..middle]);
            merged.extend_from_slice(&places[right..end]);
        }
        places = merged;
        run *= 2;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(items in prop::collection::vec((0_u8..10, any::<u16>()), 0..200)) {
            let mut expected = items.clone();
            expected.sort_by_key(|it| it.0);
            let mut found = items;
            found.order_by_key(|it| it.0);
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn the_nth_greatest_stands_there_in_a_sorted_list(
            values in prop::collection::vec(0_u128..20, 0..60),
            n in 1_usize..70,
        ) {
            let mut sorted = values.clone();
            sorted.sort_by(|a, b| b.cmp(a));
            let expected = sorted.get(n - 1).or(sorted.last()).copied();
            prop_assert_eq!(nth_greatest(values, n), expected.unwrap_or_default());
        }
    }
}
