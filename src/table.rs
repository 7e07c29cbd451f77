//! One hash table for all values.
//!
//! The standard maps are compiled anew for every pair of key and value; the page had a dozen. Here
//! the part that hashes, probes and grows is one piece of code over numbers, and only a vector of
//! values is made for each type. Keys are numbers that are already well spread or few; nobody
//! outside chooses them, so there is no secret in the hash.

/// Values by number, in the order in which their keys first came. Amortized constant time.
#[derive(Clone, Debug)]
pub struct Table<V> {
    slots: Slots,
    entries: Vec<(u64, V)>,
}

/// Open addressing: places of keys, as positions in a list plus one; 0 is free.
#[derive(Clone, Debug, Default)]
struct Slots(Vec<u32>);

impl<V> Default for Table<V> {
    fn default() -> Table<V> {
        Table {
            slots: Slots::default(),
            entries: Vec::new(),
        }
    }
}

impl<V> Table<V> {
    /// The value of `key`.
    pub fn get(&self, key: u64) -> Option<&V> {
        let at = self.slots.find(key, &|at| self.entries[at as usize].0)?;
        Some(&self.entries[at as usize].1)
    }

    /// Whether `key` has come.
    pub fn contains(&self, key: u64) -> bool {
        self.get(key).is_some()
    }

    /// The value of `key`, a default one if it is new.
    pub fn entry(&mut self, key: u64) -> &mut V
    where
        V: Default,
    {
        let known = self.slots.find(key, &|at| self.entries[at as usize].0);
        let at = known.unwrap_or_else(|| {
            let at = self.entries.len() as u32;
            self.entries.push((key, V::default()));
            self.slots.add(at, &|at| self.entries[at as usize].0);
            at
        });
        &mut self.entries[at as usize].1
    }

    /// Keys and values in the order of arrival.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &V)> {
        self.entries.iter().map(|it| (it.0, &it.1))
    }

    /// Values, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.entries.iter_mut().map(|it| &mut it.1)
    }

    /// Keys and values, taken out.
    pub fn into_entries(self) -> Vec<(u64, V)> {
        self.entries
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<V: Default> Extend<u64> for Table<V> {
    fn extend<I: IntoIterator<Item = u64>>(&mut self, keys: I) {
        for key in keys {
            self.entry(key);
        }
    }
}

impl<V: Default> FromIterator<u64> for Table<V> {
    fn from_iter<I: IntoIterator<Item = u64>>(keys: I) -> Table<V> {
        let mut table = Table::default();
        table.extend(keys);
        table
    }
}

impl Slots {
    /// Position of `key`, where `key_at` tells which key lies at a position.
    fn find(&self, key: u64, key_at: &dyn Fn(u32) -> u64) -> Option<u32> {
        let mut slot = self.first(key)?;
        while self.0[slot] > 0 {
            let at = self.0[slot] - 1;
            if key_at(at) == key {
                return Some(at);
            }
            slot = (slot + 1) & (self.0.len() - 1);
        }
        None
    }

    /// Notes the key that lies at the new position `at`.
    fn add(&mut self, at: u32, key_at: &dyn Fn(u32) -> u64) {
        let is_full = (at as usize + 1) * 2 > self.0.len();
        if is_full {
            self.0 = vec![0; (self.0.len() * 2).max(16)];
            (0..at).for_each(|it| self.put(it, key_at(it)));
        }
        self.put(at, key_at(at));
    }

    fn put(&mut self, at: u32, key: u64) {
        let Some(mut slot) = self.first(key) else {
            return;
        };
        while self.0[slot] > 0 {
            slot = (slot + 1) & (self.0.len() - 1);
        }
        self.0[slot] = at + 1;
    }

    /// Where to look first: the high bits of a product spread the key (Fibonacci hashing, Knuth).
    fn first(&self, key: u64) -> Option<usize> {
        let bits = self.0.len().checked_ilog2()?;
        let spread = (key ^ key >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Some((spread >> (64 - bits)) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    proptest! {
        #[test]
        fn it_counts_as_the_standard_map_does(keys in prop::collection::vec(prop_oneof![0_u64..50, any::<u64>()], 0..400)) {
            let mut expected: HashMap<u64, u32> = HashMap::new();
            let mut table: Table<u32> = Table::default();
            for key in &keys {
                *expected.entry(*key).or_default() += 1;
                *table.entry(*key) += 1;
            }
            prop_assert_eq!(table.len(), expected.len());
            prop_assert!(table.iter().all(|(key, count)| expected.get(&key) == Some(count)));
            prop_assert!(keys.iter().all(|it| table.get(*it) == expected.get(it)));
            prop_assert_eq!(table.get(77), expected.get(&77));
        }
    }
}
