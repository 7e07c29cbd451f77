//! Sections in a file: where each lies, and whether it is as it was written.

use super::VERSION;
use super::crc::crc32;
use super::error::{BundleError, Part, Resemblance};

/// What every bundle starts with.
const MAGIC: &[u8; 10] = b"CROSSREAD\0";

/// Bytes of one entry of the table.
const ENTRY_BYTES: usize = 24;

/// Bytes before the table.
const HEADER_BYTES: usize = MAGIC.len() + 2 + 4 + 4;

/// One section; `T` are its bytes, owned or borrowed.
pub(super) struct Section<T> {
    pub(super) kind: u32,
    pub(super) payload: T,
}

/// The file of these sections.
pub(super) fn container(sections: &[Section<Vec<u8>>]) -> Vec<u8> {
    let mut table = Vec::with_capacity(sections.len() * ENTRY_BYTES);
    let mut offset = HEADER_BYTES + sections.len() * ENTRY_BYTES;
    for section in sections {
        table.extend(section.kind.to_le_bytes());
        table.extend(crc32(&section.payload).to_le_bytes());
        table.extend((offset as u64).to_le_bytes());
        table.extend((section.payload.len() as u64).to_le_bytes());
        offset += section.payload.len();
    }
    let mut file = Vec::with_capacity(offset);
    file.extend(MAGIC);
    file.extend(VERSION.to_le_bytes());
    file.extend((sections.len() as u32).to_le_bytes());
    file.extend(crc32(&table).to_le_bytes());
    file.extend(table);
    for section in sections {
        file.extend(&section.payload);
    }
    file
}

/// The sections of a file, unknown ones among them, each as it was written.
pub(super) fn sections(file: &[u8]) -> Result<Vec<Section<&[u8]>>, BundleError> {
    let damaged = |part| BundleError::Damaged { part };
    let Some(mut rest) = file.strip_prefix(MAGIC) else {
        return Err(BundleError::NotABundle(Resemblance::of(file)));
    };
    let found = number(&mut rest).map(u16::from_le_bytes);
    let found = found.ok_or(damaged(Part::Table))?;
    if found != VERSION {
        return Err(BundleError::OtherVersion { found });
    }
    let entries = entries(rest).ok_or(damaged(Part::Table))?;
    entries
        .into_iter()
        .map(|entry| {
            entry
                .section(file)
                .ok_or(damaged(Part::of_kind(entry.kind)))
        })
        .collect()
}

/// One line of the table.
struct Entry {
    kind: u32,
    crc: u32,
    offset: u64,
    length: u64,
}

impl Entry {
    fn section<'a>(&self, file: &'a [u8]) -> Option<Section<&'a [u8]>> {
        let start = usize::try_from(self.offset).ok()?;
        let end = start.checked_add(usize::try_from(self.length).ok()?)?;
        let payload = file.get(start..end)?;
        let kind = self.kind;
        (crc32(payload) == self.crc).then_some(Section { kind, payload })
    }
}

/// The table, from what follows the version.
fn entries(mut rest: &[u8]) -> Option<Vec<Entry>> {
    let n = usize::try_from(u32::from_le_bytes(number(&mut rest)?)).ok()?;
    let crc = u32::from_le_bytes(number(&mut rest)?);
    // Cut before anything is reserved: a wrong number of sections is found out here.
    let mut table = rest.get(..n.checked_mul(ENTRY_BYTES)?)?;
    if crc32(table) != crc {
        return None;
    }
    (0..n)
        .map(|_| {
            Some(Entry {
                kind: u32::from_le_bytes(number(&mut table)?),
                crc: u32::from_le_bytes(number(&mut table)?),
                offset: u64::from_le_bytes(number(&mut table)?),
                length: u64::from_le_bytes(number(&mut table)?),
            })
        })
        .collect()
}

/// Takes the next `N` bytes off.
fn number<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (number, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(*number)
}
