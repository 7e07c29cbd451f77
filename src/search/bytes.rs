//! Bytes that several owners read where they lie.

use std::ops::{Deref, Range};
use std::sync::Arc;

/// A stretch of shared bytes. Cheap to clone; nothing is copied.
#[derive(Clone, Debug, Default)]
pub struct Bytes {
    all: Arc<Vec<u8>>,
    start: usize,
    end: usize,
}

impl Bytes {
    /// A stretch of this stretch; `None` when it is no part of it.
    pub fn part(&self, range: Range<usize>) -> Option<Bytes> {
        self.get(range.clone())?;
        Some(Bytes {
            all: self.all.clone(),
            start: self.start + range.start,
            end: self.start + range.end,
        })
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Bytes {
        Bytes {
            start: 0,
            end: bytes.len(),
            all: Arc::new(bytes),
        }
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.all[self.start..self.end]
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        self
    }
}
