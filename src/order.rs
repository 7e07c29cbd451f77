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
    }
}
