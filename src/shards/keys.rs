//! The keys of documents, sorted by their folded form and cut into stretches, so that those with one
//! beginning are found without the others.

use crate::decoder::decode;
use crate::order::Order;
use crate::text::fold;

/// Bytes of a stretch, about.
const STRETCH_BYTES: usize = 64 << 10;

/// A key, and the number of its document.
pub(super) type Key = (String, u32);

/// The stretches of these keys, each with the first of its keys, folded; a `divisor`th as long as
/// usual.
pub(super) fn cut(keys: impl Iterator<Item = Key>, divisor: usize) -> Vec<(String, Vec<u8>)> {
    let mut sorted: Vec<(String, Key)> = keys.map(|it| (fold(&it.0), it)).collect();
    sorted.order();
    let mut stretches = Vec::new();
    let mut rest = &sorted[..];
    while let Some(first) = rest.first() {
        let mut n_bytes = 0;
        let n = rest.iter().take_while(|it| {
            n_bytes += it.1.0.len() + 4;
            n_bytes <= STRETCH_BYTES / divisor
        });
        let n = n.count().max(1);
        let these: Vec<&Key> = rest[..n].iter().map(|it| &it.1).collect();
        let bytes = postcard::to_allocvec(&these).expect("keys are plain data");
        stretches.push((first.0.clone(), bytes));
        rest = &rest[n..];
    }
    stretches
}

/// The keys of a stretch.
pub(super) fn read(bytes: &[u8]) -> Option<Vec<Key>> {
    decode(bytes)
}

/// The numbers of the stretches that hold every key which begins so when it is folded; `firsts`
/// are their first keys.
pub(super) fn beginning(firsts: &[String], beginning: &str) -> std::ops::Range<usize> {
    let start = firsts.partition_point(|it| it.as_str() <= beginning);
    // Keys of one folded form may lie on both sides of a cut.
    let start = firsts[..start].partition_point(|it| it.as_str() < beginning);
    let start = start.saturating_sub(1);
    let within = firsts[start..].iter().skip(1);
    let n = within
        .take_while(|it| it.as_str() <= beginning || it.starts_with(beginning))
        .count();
    start..firsts.len().min(start + 1 + n)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn all_keys_with_a_beginning_are_found(
            keys in prop::collection::vec("[aBé-]{0,3}", 0..40),
            wanted in "[abe-]{0,3}",
            n in 1..5_usize,
        ) {
            let mut folded: Vec<String> = keys.iter().map(|it| fold(it)).collect();
            folded.sort();
            let stretches: Vec<&[String]> = folded.chunks(n).collect();
            let firsts: Vec<String> = stretches.iter().map(|it| it[0].clone()).collect();
            let range = beginning(&firsts, &wanted);
            for (at, stretch) in stretches.iter().enumerate() {
                let holds = stretch.iter().any(|it| it.starts_with(&wanted));
                prop_assert!(!holds || range.contains(&at), "{at} {range:?}");
            }
        }

        #[test]
        fn what_is_cut_is_read(keys in prop::collection::vec(("[a-z]{0,9}", any::<u32>()), 0..40)) {
            let mut read_back = Vec::new();
            for (_, bytes) in cut(keys.iter().cloned(), 4_000) {
                read_back.extend(read(&bytes).expect("it was written"));
            }
            let mut keys = keys;
            keys.sort();
            prop_assert_eq!(read_back, keys);
        }
    }
}
