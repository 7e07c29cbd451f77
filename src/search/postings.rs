//! Where each term stands: numbers of tokens, as differences in bits.
//!
//! Rice codes (Rice and Plaunt, “Adaptive Variable-Length Coding for Efficient Compression of
//! Spacecraft Television Data”, 1971): what is left of a difference without its low bits is said by
//! as many zeros and a one, the low bits follow as they are, and how many bits are low is each
//! term's own. That is within a few hundredths of what any code without a model of the language
//! can do.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::bits::Bits;
use super::bytes::Bytes;
use super::scope::{N_BANDS, Scope};
use super::wanted::{Piece, Wanted};

/// In how many bits it is said how many are low.
const LOW_BITS: u32 = 5;

/// Bits that are certain to be seen at once.
const SEEN: u32 = 57;

/// The places of all terms, one after the other, each term from a whole byte on: how many, in the
/// LEB128 coding of DWARF; then in bits, the lowest of a byte first, how many bits are low, the
/// first place, and how far each is from the one after the last.
///
/// They may lie in stretches that are brought when they are needed. There a bit follows for each
/// place, whether someone is quoted there, in whole bytes. A term with very many places is long: it
/// has stretches of its own, each with the places in some bands of the corpus.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    stretches: Vec<Stretch>,
    /// Sorted by where they begin.
    long: Vec<Long>,
    /// Where each band of the corpus ends, in tokens; empty where all lies in one stretch.
    bands: Vec<u32>,
    /// Where the last one ends.
    end: u32,
    /// Whether it is written of each place whether someone is quoted there.
    tells_quoted: bool,
    /// The tokens at which someone is quoted, as far as places were read that tell.
    pub(super) quoted: Bits,
    /// What a missing stretch is called.
    piece: Option<fn(u32) -> Piece>,
    wanted: Arc<Wanted>,
}

/// The places of some terms.
#[derive(Clone, Debug, Default)]
struct Stretch {
    /// Where it begins.
    start: u32,
    /// Empty until it is brought.
    bytes: OnceLock<Bytes>,
}

/// A term with very many places.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Long {
    /// Where it begins.
    pub(super) at: u32,
    /// In how many stretches it lies, all of as many bands: a power of two, at most as many as there
    /// are bands.
    pub(super) n_stretches: u32,
    /// How many places it has.
    pub(super) count: u32,
}

impl From<Bytes> for Postings {
    /// All of them in one stretch.
    fn from(bytes: Bytes) -> Postings {
        Postings {
            end: bytes.len() as u32,
            stretches: vec![Stretch {
                start: 0,
                bytes: bytes.into(),
            }],
            ..Postings::default()
        }
    }
}

impl Postings {
    /// Those in stretches that begin at `starts` and end at `end`, none of which is here. `None`
    /// when they do not follow one another.
    pub(super) fn parted(
        starts: &[u32],
        end: u32,
        piece: fn(u32) -> Piece,
        wanted: Arc<Wanted>,
    ) -> Option<Postings> {
        let follow = starts.iter().chain([&end]).is_sorted_by(|a, b| a < b);
        let stretch = |start: &u32| Stretch {
            start: *start,
            ..Stretch::default()
        };
        follow.then(|| Postings {
            stretches: starts.iter().map(stretch).collect(),
            end,
            piece: Some(piece),
            wanted,
            ..Postings::default()
        })
    }

    /// The same, with terms that are long, in a corpus whose bands end there. `None` when they do not
    /// lie in these stretches.
    pub(super) fn with_long(self, long: Vec<Long>, bands: Vec<u32>) -> Option<Postings> {
        let is_sound = |it: &Long| {
            let first = self.stretches.binary_search_by_key(&it.at, |it| it.start);
            let is_power = it.n_stretches.is_power_of_two() && it.n_stretches <= N_BANDS;
            is_power
                && first.is_ok_and(|first| first + it.n_stretches as usize <= self.stretches.len())
        };
        let are_sound = long.iter().all(is_sound) && long.is_sorted_by(|a, b| a.at < b.at);
        are_sound.then_some(Postings {
            long,
            bands,
            ..self
        })
    }

    /// The same, in stretches that tell of each of `n_tokens` whether someone is quoted there.
    pub(super) fn telling_quoted(self, n_tokens: u32) -> Postings {
        Postings {
            tells_quoted: true,
            quoted: Bits::new(n_tokens),
            ..self
        }
    }

    /// Takes a stretch that was brought. Whether it has the length that it should have.
    pub(super) fn bring(&mut self, number: u32, bytes: Bytes) -> bool {
        let at = number as usize;
        let end = self.stretches.get(at + 1).map_or(self.end, |it| it.start);
        match self.stretches.get_mut(at) {
            Some(it) if bytes.len() == (end - it.start) as usize => {
                it.bytes = bytes.into();
                true
            }
            _ => false,
        }
    }

    /// As they lie in a file, which must be in one stretch.
    pub(super) fn as_bytes(&self) -> &[u8] {
        let only = self.stretches.first().and_then(|it| it.bytes.get());
        only.map_or(&[], |it| it)
    }

    /// Where the places of all terms end.
    pub(super) fn end(&self) -> u32 {
        self.end
    }

    /// What is written from `at` on; nothing where that is not here.
    #[inline]
    fn rest(&self, at: u32) -> &[u8] {
        let after = self.stretches.partition_point(|it| it.start <= at);
        let Some(number) = after.checked_sub(1) else {
            return &[];
        };
        let stretch = self.stretch(number);
        stretch
            .get((at - self.stretches[number].start) as usize..)
            .unwrap_or_default()
    }

    /// The stretch with this number; nothing where that is not here.
    #[inline]
    fn stretch(&self, number: usize) -> &[u8] {
        match (self.stretches[number].bytes.get(), self.piece) {
            (Some(bytes), _) => bytes,
            (None, Some(piece)) => {
                self.wanted.note(piece(number as u32));
                &[]
            }
            (None, None) => &[],
        }
    }

    /// Where each band of the corpus ends, in tokens; empty where all lies in one stretch.
    pub(super) fn bands(&self) -> &[u32] {
        &self.bands
    }

    /// Whether the places at `at` are very many.
    pub(super) fn is_long(&self, at: u32) -> bool {
        self.long(at).is_some()
    }

    fn long(&self, at: u32) -> Option<&Long> {
        let found = self.long.binary_search_by_key(&at, |it| it.at);
        Some(&self.long[found.ok()?])
    }

    /// The stretches of a long term that meet `scope`, each with the tokens of its bands; none where
    /// they are more than the search may take.
    fn stretches_of(&self, long: &Long, scope: &Scope) -> Vec<(usize, Range<u32>)> {
        let first = self.stretches.partition_point(|it| it.start < long.at);
        let n_bands = (N_BANDS / long.n_stretches) as usize;
        let all = (0..long.n_stretches as usize).map(|it| {
            let from = (it * n_bands).checked_sub(1);
            let start = from.map_or(0, |before| self.bands[before]);
            (first + it, start..self.bands[(it + 1) * n_bands - 1])
        });
        let met: Vec<(usize, Range<u32>)> = all.filter(|it| scope.meets(&it.1)).collect();
        let mut is_within = true;
        for (number, _) in &met {
            is_within = self.take_up(*number);
        }
        match is_within {
            true => met,
            false => Vec::new(),
        }
    }

    /// How many places are written at `at`.
    pub(super) fn count(&self, at: u32) -> u32 {
        match self.long(at) {
            Some(long) => long.count,
            None => take(&mut self.rest(at)).unwrap_or_default(),
        }
    }

    /// Counts the places at `at` to what the search takes, as those of long terms are when they are
    /// read.
    pub(super) fn measure(&self, at: u32) {
        if self.piece.is_none() || self.is_long(at) {
            return;
        }
        let after = self.stretches.partition_point(|it| it.start <= at);
        if let Some(number) = after.checked_sub(1) {
            self.take_up(number);
        }
    }

    /// Takes a measured stretch. Whether that is still within the measure.
    fn take_up(&self, number: usize) -> bool {
        let next = self.stretches.get(number + 1);
        let end = next.map_or(self.end, |it| it.start);
        let n_bytes = end - self.stretches[number].start;
        self.wanted.take_up(number as u32, n_bytes)
    }

    /// Notes what is missing of the places at `at` in `scope`.
    pub(super) fn want(&self, at: u32, scope: &Scope) {
        match self.long(at) {
            Some(long) => {
                for (number, _) in self.stretches_of(long, scope) {
                    self.stretch(number);
                }
            }
            None => {
                self.rest(at);
            }
        }
    }

    /// Adds the places in `scope` that are written at `at` to `places`, in order. Linear in the
    /// number of all.
    ///
    /// Bytes of a damaged file give fewer or other places, never one past `n_tokens`.
    pub(super) fn read(&self, at: u32, scope: &Scope, n_tokens: u32, places: &mut Vec<u32>) {
        let from = places.len();
        let Some(long) = self.long(at) else {
            self.read_list(self.rest(at), 0..n_tokens, places);
            keep(places, from, |it| scope.is_whole() || scope.has(it));
            return;
        };
        for (number, tokens) in self.stretches_of(long, scope) {
            let from = places.len();
            self.read_list(self.stretch(number), tokens, places);
            keep(places, from, |it| scope.has(it));
        }
    }

    /// Adds the places of one list, which are all among these tokens.
    #[cfg_attr(small, optimize(speed))]
    fn read_list(&self, mut rest: &[u8], tokens: Range<u32>, places: &mut Vec<u32>) {
        let count = take(&mut rest).unwrap_or_default();
        let mut gaps = Gaps::new(rest);
        // A place takes a bit at least.
        let most = rest.len().saturating_mul(8).min(tokens.len());
        places.reserve(most.min(count as usize));
        let n_before = places.len();
        let mut next = tokens.start;
        for _ in 0..count {
            let place = gaps.next().and_then(|it| next.checked_add(it));
            let Some(place) = place.filter(|it| *it < tokens.end) else {
                return;
            };
            places.push(place);
            next = place + 1;
        }
        if self.tells_quoted {
            let told = rest.get(gaps.at.div_ceil(8)..).unwrap_or_default();
            for (n, place) in places[n_before..].iter().enumerate() {
                let eight = told.get(n / 8).copied().unwrap_or_default();
                if eight >> (n % 8) & 1 == 1 {
                    self.quoted.set(*place);
                }
            }
        }
    }
}

/// Leaves of the places from `from` on those that are `wanted`.
fn keep(places: &mut Vec<u32>, from: usize, wanted: impl Fn(u32) -> bool) {
    let mut end = from;
    for at in from..places.len() {
        if wanted(places[at]) {
            places[end] = places[at];
            end += 1;
        }
    }
    places.truncate(end);
}

/// Writes the places of one term from a token on, and of each whether someone `is_quoted` there.
pub(super) fn write_telling(
    places: &[u32],
    from: u32,
    is_quoted: &dyn Fn(u32) -> bool,
    to: &mut Vec<u8>,
) {
    write_from(places, from, to);
    for eight in places.chunks(8) {
        let bits = eight.iter().enumerate();
        to.push(bits.fold(0, |byte, (n, place)| {
            byte | u8::from(is_quoted(*place)) << n
        }));
    }
}

/// Reads the differences of one term.
struct Gaps<'a> {
    bytes: &'a [u8],
    /// The next bit.
    at: usize,
    n_low: u32,
}

impl Gaps<'_> {
    fn new(bytes: &[u8]) -> Gaps<'_> {
        let n_low = bytes
            .first()
            .map_or(0, |it| u32::from(*it) % (1 << LOW_BITS));
        Gaps {
            bytes,
            at: LOW_BITS as usize,
            n_low,
        }
    }

    /// The next bits; behind the last there are zeros.
    #[inline]
    fn seen(&self) -> u64 {
        let rest = self.bytes.get(self.at / 8..).unwrap_or_default();
        let bits = match rest.first_chunk() {
            Some(bytes) => u64::from_le_bytes(*bytes),
            None => (rest.iter().rev()).fold(0, |bits, it| bits << 8 | u64::from(*it)),
        };
        bits >> (self.at % 8)
    }

    /// `None` at the end.
    #[inline]
    fn next(&mut self) -> Option<u32> {
        let mut high = 0;
        let mut seen = self.seen();
        while seen.trailing_zeros() >= SEEN {
            if self.at >= 8 * self.bytes.len() {
                return None;
            }
            self.at += SEEN as usize;
            high += SEEN;
            seen = self.seen();
        }
        let n_zeros = seen.trailing_zeros();
        high += n_zeros;
        self.at += n_zeros as usize + 1;
        seen = match n_zeros + 1 + self.n_low <= SEEN {
            true => seen >> (n_zeros + 1),
            false => self.seen(),
        };
        self.at += self.n_low as usize;
        let low = seen as u32 & ((1 << self.n_low) - 1);
        (high <= u32::MAX >> self.n_low).then_some(high << self.n_low | low)
    }
}

/// Writes the places of one term.
pub(super) fn write(places: &[u32], to: &mut Vec<u8>) {
    write_from(places, 0, to);
}

/// Writes places from a token on.
fn write_from(places: &[u32], from: u32, to: &mut Vec<u8>) {
    put(places.len() as u32, to);
    let mut next = from;
    let gaps = places.iter();
    let gaps = gaps.map(|place| place - std::mem::replace(&mut next, place + 1));
    let gaps: Vec<u32> = gaps.collect();
    let n_bits = |n_low: u32| {
        let high: u32 = gaps.iter().map(|gap| gap >> n_low).sum();
        u64::from(high) + u64::from(n_low) * gaps.len() as u64
    };
    // The best is seldom far below the mean.
    let mean = (next - from)
        .checked_div(gaps.len() as u32)
        .unwrap_or_default();
    let mut n_low = mean.checked_ilog2().unwrap_or_default();
    let mut least = n_bits(n_low);
    while n_low > 0 {
        let other = n_bits(n_low - 1);
        if other >= least {
            break;
        }
        (least, n_low) = (other, n_low - 1);
    }
    let mut bits = BitWriter { to, bits: 0, n: 0 };
    bits.put(n_low, LOW_BITS);
    for gap in gaps {
        let mut n_zeros = gap >> n_low;
        while n_zeros > AT_ONCE {
            bits.put(0, AT_ONCE);
            n_zeros -= AT_ONCE;
        }
        bits.put(1 << n_zeros, n_zeros + 1);
        bits.put(gap & ((1 << n_low) - 1), n_low);
    }
    bits.end();
}

/// Zeros that are written at once.
const AT_ONCE: u32 = 24;

/// Writes bits into bytes, the lowest first.
struct BitWriter<'a> {
    to: &'a mut Vec<u8>,
    /// What is not written yet, and how many bits.
    bits: u64,
    n: u32,
}

impl BitWriter<'_> {
    /// Writes the low `n` bits of a number that has no others.
    #[inline]
    fn put(&mut self, bits: u32, n: u32) {
        self.bits |= u64::from(bits) << self.n;
        self.n += n;
        if self.n >= 32 {
            self.to.extend_from_slice(&(self.bits as u32).to_le_bytes());
            self.bits >>= 32;
            self.n -= 32;
        }
    }

    fn end(self) {
        let n_bytes = self.n.div_ceil(8) as usize;
        self.to
            .extend_from_slice(&self.bits.to_le_bytes()[..n_bytes]);
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
#[inline(always)]
pub(super) fn take(rest: &mut &[u8]) -> Option<u32> {
    let (&first, after) = rest.split_first()?;
    *rest = after;
    match first {
        0..0x80 => Some(first.into()),
        _ => take_further(first, rest),
    }
}

/// The number whose `first` byte was taken off, and which has more.
fn take_further(first: u8, rest: &mut &[u8]) -> Option<u32> {
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
            let postings = Postings::from(Bytes::from(bytes));
            let mut read = Vec::new();
            postings.read(1, &Scope::default(), u32::MAX, &mut read);
            prop_assert_eq!(postings.count(1) as usize, places.len());
            prop_assert_eq!(read, places);
        }

        #[test]
        fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..40), at in 0_u32..50) {
            let postings = Postings::from(Bytes::from(bytes));
            let mut read = Vec::new();
            postings.read(at, &Scope::default(), 100, &mut read);
            prop_assert!(read.is_sorted_by(|a, b| a < b) && read.iter().all(|it| *it < 100));
        }
    }
}
