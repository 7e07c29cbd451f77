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

/// One section as it lies in a file.
pub(super) struct Section<'a> {
    pub(super) kind: u32,
    pub(super) payload: &'a [u8],
}

/// Writes a file section by section, each straight to its place: there is never more than one
/// copy of a section.
pub(super) struct Writer {
    /// With room for header and table, which come last.
    file: Vec<u8>,
    table: Vec<u8>,
    n_sections: u32,
}

impl Writer {
    /// A file of so many sections.
    pub(super) fn new(n_sections: u32) -> Writer {
        Writer {
            file: vec![0; HEADER_BYTES + n_sections as usize * ENTRY_BYTES],
            table: Vec::new(),
            n_sections,
        }
    }

    /// Adds a section; `append` puts its payload behind what it is given.
    pub(super) fn section(&mut self, kind: u32, append: impl FnOnce(Vec<u8>) -> Vec<u8>) {
        let offset = self.file.len();
        self.file = append(std::mem::take(&mut self.file));
        let payload = &self.file[offset..];
        self.table.extend(kind.to_le_bytes());
        self.table.extend(crc32(payload).to_le_bytes());
        self.table.extend((offset as u64).to_le_bytes());
        self.table.extend((payload.len() as u64).to_le_bytes());
    }

    /// The bytes of the file.
    pub(super) fn finished(mut self) -> Vec<u8> {
        let mut header = Vec::with_capacity(HEADER_BYTES + self.table.len());
        header.extend(MAGIC);
        header.extend(VERSION.to_le_bytes());
        header.extend(self.n_sections.to_le_bytes());
        header.extend(crc32(&self.table).to_le_bytes());
        header.extend(self.table);
        self.file[..header.len()].copy_from_slice(&header);
        self.file
    }
}

/// The sections of a file, unknown ones among them, each as it was written.
pub(super) fn sections(file: &[u8]) -> Result<Vec<Section<'_>>, BundleError> {
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
    fn section<'a>(&self, file: &'a [u8]) -> Option<Section<'a>> {
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
