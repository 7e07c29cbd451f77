//! Where each term stands: numbers of tokens, as differences in bytes of seven bits.

use super::bytes::Bytes;

/// The places of all terms, one after the other: how many, the first, then the gaps, each in the
/// LEB128 coding of DWARF.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings(pub(super) Bytes);

impl Postings {
    /// How many places are written at `at`.
    pub(super) fn count(&self, at: u32) -> u32 {
        let mut rest = self.0.get(at as usize..).unwrap_or_default();
        take(&mut rest).unwrap_or_default()
    }

    /// Adds the places that are written at `at` to `places`, in order. Linear in their number.
    ///
    /// Bytes of a damaged file give fewer or other places, never one past `n_tokens`.
    pub(super) fn read(&self, at: u32, n_tokens: u32, places: &mut Vec<u32>) {
        let mut rest = self.0.get(at as usize..).unwrap_or_default();
        let count = take(&mut rest).unwrap_or_default() as usize;
        places.reserve(count.min(rest.len()));
        let mut place = 0_u32;
        for n in 0..count {
            let Some(gap) = take(&mut rest) else { return };
            // Places differ, so a gap of 0 says 1; the first is written as it is.
            place = place.saturating_add(gap).saturating_add(u32::from(n > 0));
            if place >= n_tokens {
                return;
            }
            places.push(place);
        }
    }
}

/// Writes the places of one term.
pub(super) fn write(places: &[u32], to: &mut Vec<u8>) {
    put(places.len() as u32, to);
    let mut next = 0;
    for place in places {
        put(place - next, to);
        next = place + 1;
    }
}

/// Writes one number.
pub(super) fn put(mut number: u32, to: &mut Vec<u8>) {
    while number >= 0x80 {
        to.push(number as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}

/// Takes the next number off; `None` at the end.
#[inline]
pub(super) fn take(rest: &mut &[u8]) -> Option<u32> {
    let (&first, after) = rest.split_first()?;
    *rest = after;
    if first < 0x80 {
        return Some(first.into());
    }
    let mut number = u32::from(first & 0x7f);
    for shift in [7, 14, 21, 28] {
        let (&byte, after) = rest.split_first()?;
        *rest = after;
        number |= u32::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            break;
        }
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(places in prop::collection::btree_set(any::<u32>(), 0..50)) {
            let places: Vec<u32> = places.into_iter().filter(|it| *it < u32::MAX).collect();
            let mut bytes = vec![7];
            write(&places, &mut bytes);
            let postings = Postings(bytes.into());
            let mut read = Vec::new();
            postings.read(1, u32::MAX, &mut read);
            prop_assert_eq!(postings.count(1) as usize, places.len());
            prop_assert_eq!(read, places);
        }

        #[test]
        fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..40), at in 0_u32..50) {
            let postings = Postings(bytes.into());
            let mut read = Vec::new();
            postings.read(at, 100, &mut read);
            prop_assert!(read.is_sorted_by(|a, b| a < b) && read.iter().all(|it| *it < 100));
        }
    }
}
