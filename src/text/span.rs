//! Ranges of a text.

use serde::{Deserialize, Serialize};

/// A half-open range of UTF-8 **byte** offsets into one text.
///
/// `u32` rather than `usize`, because bundles are written on 64-bit machines and read on 32-bit
/// wasm. Both ends lie on `char` boundaries of the text they index.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The span of `range`.
    ///
    /// # Panics
    /// When an end is past 4 GiB; documents are capped far below that where they are read in.
    pub fn new(range: std::ops::Range<usize>) -> Span {
        let offset = |at: usize| u32::try_from(at).expect("texts are capped below 4 GiB");
        Span {
            start: offset(range.start),
            end: offset(range.end),
        }
    }

    /// The whole of `text`.
    pub fn of(text: &str) -> Span {
        Span::new(0..text.len())
    }

    /// As a range for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words themselves.
    ///
    /// # Panics
    /// When the span is not of this text; [`Span::fits`] tells.
    pub fn of_text(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Whether the span can be cut out of `text`.
    pub fn fits(self, text: &str) -> bool {
        text.get(self.range()).is_some()
    }

    /// Length in bytes.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether nothing is inside.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `inner` lies wholly inside.
    pub fn contains(self, inner: Span) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same stretch, counted from `by` bytes further left: a span inside a passage becomes a
    /// span inside its document.
    pub fn shifted(self, by: u32) -> Span {
        Span {
            start: self.start + by,
            end: self.end + by,
        }
    }

    /// The smallest span that holds both.
    pub fn join(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Without white space at either end.
    pub fn trimmed(self, text: &str) -> Span {
        let inside = self.of_text(text);
        let start = self.range().start + (inside.len() - inside.trim_start().len());
        Span::new(start..start + inside.trim().len())
    }
}
