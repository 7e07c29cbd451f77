//! Zip archives, file by file.
//!
//! An archive comes from anywhere. A name that would lead out of a folder is refused by name, so is
//! a file that is encrypted, packed in another way than by deflate, or larger than it may be;
//! nothing is unpacked past its cap. An archive inside the archive is opened, one inside that is
//! not. Passed over without a word are folders, hidden files (`.DS_Store`) and what macOS adds in
//! `__MACOSX`.
//!
//! All work together is linear in the bytes of the archive plus [`MAX_TOTAL_BYTES`].

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::{CompressionMethod, ZipArchive};

use super::front_matter::beginning;
use super::{Format, Mapping, Problem, Reading, max_bytes, read_each};

/// The most files in an archive, those in archives inside it included.
pub const MAX_ENTRIES: usize = 100_000;

/// The most that the files of an archive come to together, unpacked; in bytes.
pub const MAX_TOTAL_BYTES: usize = 1 << 30;

/// A file may grow so many times when it is unpacked. Text shrinks to a tenth, tables of repeating
/// words to a hundredth; a thousandth is what bombs do.
const MAX_RATIO: u64 = 200;

/// Below this many bytes no file is a bomb.
const HARMLESS_BYTES: u64 = 1 << 20;

/// The longest name of a file that is read, in bytes.
const MAX_NAME_BYTES: usize = 1000;

/// Files that a publisher puts beside the articles; the builder asks for them by their names.
const SETTINGS: [&str; 4] = ["crossread.toml", "names.csv", "labels.csv", "links.csv"];

/// The files of an archive: their names, from the archive's on, with their bytes; and what is wrong
/// with those that cannot be had.
///
/// Only files are unpacked that are archives themselves or that `wanted` says are, by their path
/// inside the archive; the others are told in one problem, by their kinds.
pub fn entries<'a>(
    file_name: &str,
    bytes: &'a [u8],
    wanted: &'a dyn Fn(&str) -> bool,
) -> Entries<'a> {
    let mut entries = Entries {
        open: Vec::new(),
        first: None,
        wanted,
        n_left: MAX_ENTRIES,
        bytes_left: MAX_TOTAL_BYTES as u64,
    };
    entries.first = entries.enter(file_name, Cow::Borrowed(bytes)).err();
    entries
}

/// Reads every file of an archive that is an article or a table of some.
pub(super) fn read(
    file_name: &str,
    bytes: &[u8],
    mapping: &Mapping,
    each: &mut dyn FnMut(Reading),
) {
    let is_setting = |path: &str| SETTINGS.contains(&path.rsplit('/').next().unwrap_or(path));
    let wanted = |path: &str| Format::of_name(path).is_some() || is_setting(path);
    let mut is_empty = true;
    for entry in entries(file_name, bytes, &wanted) {
        is_empty = false;
        match entry {
            // The builder has read it before, for it may say what must not be shown.
            Ok((name, _)) if is_setting(&name) => {}
            Ok((name, bytes)) => read_each(&name, &bytes, mapping, each),
            Err(problem) => each(Reading {
                documents: Vec::new(),
                problems: vec![problem],
            }),
        }
    }
    if is_empty {
        let message = "there is no file in the archive but hidden ones";
        let problem = Refused::new(message, "pack the articles once more").problem(file_name);
        each(Reading {
            documents: Vec::new(),
            problems: vec![problem],
        });
    }
}

/// Goes through the files of an archive; see [`entries`].
pub struct Entries<'a> {
    /// The archive, and one inside it that is being read.
    open: Vec<Open<'a>>,
    /// What is wrong with the archive itself.
    first: Option<Problem>,
    wanted: &'a dyn Fn(&str) -> bool,
    n_left: usize,
    bytes_left: u64,
}

struct Open<'a> {
    name: String,
    archive: Archive<'a>,
    /// Which file comes next.
    next: usize,
    /// Packed bytes that are still to come. Files that lie over one another would be unpacked from
    /// the same bytes again and again.
    packed_left: u64,
    /// How many files are of kinds that nobody wants.
    passed_over: BTreeMap<String, usize>,
}

type Archive<'a> = ZipArchive<Cursor<Cow<'a, [u8]>>>;

impl<'a> Entries<'a> {
    /// Opens an archive.
    fn enter(&mut self, name: &str, bytes: Cow<'a, [u8]>) -> Result<(), Problem> {
        let n_bytes = bytes.len() as u64;
        let archive = open(name, bytes, self.n_left)?;
        self.n_left = self.n_left.saturating_sub(archive.len());
        self.open.push(Open {
            name: name.to_owned(),
            archive,
            next: 0,
            packed_left: n_bytes,
            passed_over: BTreeMap::new(),
        });
        Ok(())
    }

    /// What the next file of the innermost archive comes to: nothing where it is passed over.
    fn step(&mut self, depth: usize, index: usize) -> Option<Result<(String, Vec<u8>), Problem>> {
        let open = &mut self.open[depth];
        let path = match path(&mut open.archive, index) {
            Ok(path) => path?,
            Err(refused) => return Some(Err(refused.problem(&open.name))),
        };
        let name = format!("{}/{path}", open.name);
        let is_archive = Format::of_name(&path) == Some(Format::Archive);
        if !is_archive && !(self.wanted)(&path) {
            *open.passed_over.entry(kind(&path)).or_default() += 1;
            return None;
        }
        let bytes = unpacked(
            &mut open.archive,
            index,
            Caps {
                file: max_bytes(&path) as u64,
                all: &mut self.bytes_left,
                packed: &mut open.packed_left,
            },
        );
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(refused) => return Some(Err(refused.problem(&name))),
        };
        if !is_archive {
            return Some(Ok((name, bytes)));
        }
        if depth > 0 {
            let refused = Refused::new(
                "this is an archive in an archive in an archive",
                "take it out and put it beside the others",
            );
            return Some(Err(refused.problem(&name)));
        }
        self.enter(&name, Cow::Owned(bytes)).err().map(Err)
    }
}

impl Iterator for Entries<'_> {
    type Item = Result<(String, Vec<u8>), Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(problem) = self.first.take() {
            return Some(Err(problem));
        }
        loop {
            let depth = self.open.len().checked_sub(1)?;
            let open = &mut self.open[depth];
            let index = open.next;
            if index < open.archive.len() {
                open.next += 1;
                if let Some(found) = self.step(depth, index) {
                    return Some(found);
                }
            } else if let Some(problem) = self.open.pop().and_then(|it| it.passed_over()) {
                return Some(Err(problem));
            }
        }
    }
}

impl Open<'_> {
    /// What was not wanted.
    fn passed_over(&self) -> Option<Problem> {
        let n: usize = self.passed_over.values().sum();
        let kinds: Vec<&str> = self
            .passed_over
            .keys()
            .map(String::as_str)
            .take(12)
            .collect();
        (n > 0).then(|| {
            Problem::warning(
                &self.name,
                None,
                format!(
                    "files of other kinds were passed over, {n} in all: {}",
                    kinds.join(", ")
                ),
                "look whether articles are among them",
            )
        })
    }
}

/// The archive in these bytes, if it holds at most so many files.
pub(super) fn open<'a>(
    name: &str,
    bytes: Cow<'a, [u8]>,
    most: usize,
) -> Result<Archive<'a>, Problem> {
    // The reader takes a list of all files in at once, so they are counted first: each starts
    // with these bytes in the list.
    let n_starts = bytes.windows(4).filter(|it| *it == b"PK\x01\x02").count();
    if n_starts > most {
        let message = format!("the archive holds more than {most} files");
        return Err(Problem::error(name, None, message, "split it into several"));
    }
    if bytes.is_empty() {
        return Err(Problem::error(
            name,
            None,
            "the file is empty",
            "save it once more",
        ));
    }
    ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
        let message = "this is no sound zip archive: it may be broken off";
        Refused::new(message, "get it anew, or pack its files once more").problem(name)
    })
}

/// Why a file of an archive is not had, and what to do about it.
pub(super) struct Refused {
    message: String,
    remedy: &'static str,
}

impl Refused {
    fn new(message: impl Into<String>, remedy: &'static str) -> Refused {
        let message = message.into();
        Refused { message, remedy }
    }

    pub(super) fn problem(self, name: &str) -> Problem {
        Problem::error(name, None, self.message, self.remedy)
    }
}

/// The path of a file inside its archive, or `None` where it is none of anybody's.
fn path(archive: &mut Archive, index: usize) -> Result<Option<String>, Refused> {
    const REPACK: &str = "pack its files once more";
    let Ok(file) = archive.by_index_raw(index) else {
        return Err(Refused::new(
            format!("file {} of the archive is damaged", index + 1),
            REPACK,
        ));
    };
    let Ok(path) = file.name() else {
        let message = format!(
            "the name of file {} of the archive cannot be read",
            index + 1
        );
        return Err(Refused::new(message, REPACK));
    };
    if let Some(what) = danger(&path) {
        let shown = beginning(&path.replace(char::is_control, "\u{fffd}"));
        let message = format!("the file “{shown}” of the archive is refused: its name {what}");
        return Err(Refused::new(
            message,
            "look where the archive comes from; no program packs so",
        ));
    }
    let is_foreign = |it: &str| it.starts_with('.') || it == "__MACOSX";
    if path.ends_with('/') || path.split('/').any(is_foreign) {
        return Ok(None);
    }
    Ok(Some(path.into_owned()))
}

/// What is wrong with the name of a file that would lie outside the folder it is unpacked into, on
/// any system.
fn danger(path: &str) -> Option<&'static str> {
    let is_drive = path.as_bytes().get(1) == Some(&b':');
    if path.split(['/', '\\']).any(|it| it == "..") {
        Some("leads out of its folder")
    } else if path.starts_with(['/', '\\']) || is_drive {
        Some("starts at the root of a disk")
    } else if path.contains('\\') {
        Some("holds a backslash")
    } else if path.contains(char::is_control) {
        Some("holds control characters")
    } else if path.len() > MAX_NAME_BYTES {
        Some("is too long")
    } else {
        None
    }
}

/// How much may be unpacked; the second and third grow less with each file.
pub(super) struct Caps<'a> {
    /// Of this file, in bytes.
    pub(super) file: u64,
    /// Of all files together, in bytes.
    pub(super) all: &'a mut u64,
    /// Packed, in bytes.
    pub(super) packed: &'a mut u64,
}

/// The bytes of a file of an archive.
pub(super) fn unpacked(
    archive: &mut Archive,
    index: usize,
    caps: Caps,
) -> Result<Vec<u8>, Refused> {
    let damaged = || Refused::new("the file is damaged in the archive", "get the archive anew");
    let raw = archive.by_index_raw(index).map_err(|_| damaged())?;
    if raw.encrypted() {
        return Err(Refused::new(
            "the file is encrypted in the archive",
            "unpack it with its password and put it beside the others",
        ));
    }
    if !matches!(
        raw.compression(),
        CompressionMethod::Stored | CompressionMethod::Deflated
    ) {
        return Err(Refused::new(
            "the file is packed in a way that Crossread does not read",
            "pack the archive once more as a plain zip file",
        ));
    }
    let (declared, packed) = (raw.size(), raw.compressed_size());
    drop(raw);
    let Some(packed_left) = caps.packed.checked_sub(packed) else {
        return Err(Refused::new(
            "the file lies over others in the archive, as in a bomb",
            "look where the archive comes from",
        ));
    };
    *caps.packed = packed_left;
    let most = caps
        .file
        .min(*caps.all)
        .min(HARMLESS_BYTES.max(packed.saturating_mul(MAX_RATIO)));
    let mut bytes = Vec::new();
    if declared <= most {
        let file = archive.by_index(index).map_err(|_| damaged())?;
        file.take(most + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| damaged())?;
    }
    let size = declared.max(bytes.len() as u64);
    if size <= most {
        *caps.all -= size;
        return Ok(bytes);
    }
    Err(if size > caps.file {
        let message = format!(
            "the file in the archive is larger than {} MB",
            caps.file >> 20
        );
        Refused::new(message, "split it into several")
    } else if size > *caps.all {
        let message = format!(
            "the files of the archive are larger than {} MB together",
            MAX_TOTAL_BYTES >> 20
        );
        Refused::new(message, "split the archive into several")
    } else {
        let message =
            format!("the file unpacks to more than {MAX_RATIO} times its size, as in a bomb");
        Refused::new(message, "look where the archive comes from")
    })
}

/// The kind of a file that nobody wants, as it is told.
fn kind(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.') {
        Some((_, kind)) => format!(".{}", beginning(&kind.to_lowercase())),
        None => "no extension".to_owned(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// An archive of these files.
    pub(in super::super) fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            let options = SimpleFileOptions::default();
            writer.start_file(*name, options).expect("a name");
            writer.write_all(bytes).expect("memory takes it");
        }
        writer.finish().expect("memory takes it").into_inner()
    }

    /// A line for each file or problem.
    fn lines(bytes: &[u8]) -> Vec<String> {
        let wanted = |path: &str| path.ends_with(".md");
        let line = |it: Result<(String, Vec<u8>), Problem>| match it {
            Ok((name, bytes)) => format!("{name}|{}", String::from_utf8_lossy(&bytes)),
            Err(problem) => problem.to_string(),
        };
        entries("a.zip", bytes, &wanted).map(line).collect()
    }

    #[track_caller]
    fn check(files: &[(&str, &[u8])], expected: &[&str]) {
        let lines = lines(&packed(files));
        assert_eq!(lines.len(), expected.len(), "{lines:?}");
        for (line, expected) in lines.iter().zip(expected) {
            assert!(line.starts_with(expected), "{line}");
        }
    }

    #[test]
    fn files_come_with_their_names() {
        check(
            &[("b/c.md", b"one"), ("a.md", b"two"), ("Größe.md", b"three")],
            &["a.zip/b/c.md|one", "a.zip/a.md|two", "a.zip/Größe.md|three"],
        );
    }

    #[test]
    fn what_nobody_wants_is_told_once_and_what_systems_add_never() {
        check(
            &[
                ("a.JPG", b""),
                ("b/", b""),
                ("__MACOSX/._a.md", b""),
                ("b/.DS_Store", b""),
                (".git/a.md", b""),
                ("LICENSE", b""),
                ("a.md", b"one"),
            ],
            &[
                "a.zip/a.md|one",
                "a.zip: files of other kinds were passed over, 2 in all: .jpg, no extension; look",
            ],
        );
    }

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        for (name, expected) in [
            (
                "../a.md",
                "a.zip: the file “../a.md” of the archive is refused: its name leads out",
            ),
            (
                "b/../../a.md",
                "a.zip: the file “b/../../a.md” of the archive is refused: its name leads",
            ),
            (
                "..\\a.md",
                "a.zip: the file “..\\a.md” of the archive is refused: its name leads out",
            ),
            (
                "/etc/a.md",
                "a.zip: the file “/etc/a.md” of the archive is refused: its name starts at",
            ),
            (
                "C:/a.md",
                "a.zip: the file “C:/a.md” of the archive is refused: its name starts at",
            ),
            (
                "b\\a.md",
                "a.zip: the file “b\\a.md” of the archive is refused: its name holds a backs",
            ),
            (
                "a\0.md",
                "a.zip: the file “a\u{fffd}.md” of the archive is refused: its name holds contr",
            ),
            (&"a".repeat(2000), "a.zip: the file “aaaa"),
        ] {
            // The writer cleans names, so they are put in afterwards: the same letters, replaced.
            let stand_in = "x".repeat(name.len());
            let bytes = packed(&[(&stand_in, b"one"), ("b.md", b"two")]);
            let bytes = replaced(&bytes, stand_in.as_bytes(), name.as_bytes());
            let lines = lines(&bytes);
            assert!(lines[0].starts_with(expected), "{lines:?}");
            assert_eq!(lines[1], "a.zip/b.md|two");
        }
    }

    fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for at in 0..=bytes.len() - from.len() {
            if &bytes[at..at + from.len()] == from {
                bytes[at..at + from.len()].copy_from_slice(to);
            }
        }
        bytes
    }

    #[test]
    fn archives_in_archives_are_opened_once() {
        let inner = packed(&[("c.md", b"one")]);
        let middle = packed(&[("c.zip", &inner), ("d.md", b"two")]);
        check(
            &[("b.zip", &middle), ("e.md", b"three"), ("f.zip", b"PK")],
            &[
                "a.zip/b.zip/c.zip: this is an archive in an archive in an archive; take it out",
                "a.zip/b.zip/d.md|two",
                "a.zip/e.md|three",
                "a.zip/f.zip: this is no sound zip archive",
            ],
        );
    }

    #[test]
    fn bombs_are_not_unpacked() {
        let zeros = vec![0; 50 << 20];
        check(
            &[
                ("a.md", &zeros[..7 << 20]),
                ("b.md", &zeros),
                ("c.md", b"one"),
            ],
            &[
                "a.zip/a.md: the file unpacks to more than 200 times its size, as in a bomb",
                "a.zip/b.md: the file in the archive is larger than 8 MB; split it",
                "a.zip/c.md|one",
            ],
        );
        // The same with sizes that lie: 7 MB are called one kilobyte.
        let bytes = packed(&[("a.md", &zeros[..7 << 20])]);
        let bytes = replaced(
            &bytes,
            &(7_u32 << 20).to_le_bytes(),
            &1024_u32.to_le_bytes(),
        );
        assert!(
            lines(&bytes)[0].starts_with("a.zip/a.md: the file"),
            "{:?}",
            lines(&bytes)
        );
    }

    /// Found by the fuzzer.
    #[test]
    fn an_archive_of_nothing_is_told() {
        for files in [&[][..], &[("b/", &b""[..]), (".a.md", b"one")]] {
            let reading = crate::ingest::read("a.zip", &packed(files));
            assert_eq!(reading.problems.len(), 1, "{:?}", reading.problems);
        }
    }

    #[test]
    fn encrypted_files_are_told() {
        let mut bytes = packed(&[("a.md", b"one")]);
        // Bit 0 of the flags, in the local header and in the list.
        let list = bytes
            .windows(4)
            .rposition(|it| it == b"PK\x01\x02")
            .expect("a list");
        bytes[6] |= 1;
        bytes[list + 8] |= 1;
        assert!(lines(&bytes)[0].starts_with("a.zip/a.md: the file is encrypted in"));
        let mut bytes = packed(&[("a.md", b"one")]);
        bytes[8] = 14;
        bytes[list + 10] = 14;
        assert!(
            lines(&bytes)[0].starts_with("a.zip/a.md: the file is packed in a way that"),
            "{:?}",
            lines(&bytes)
        );
    }

    #[test]
    fn a_million_files_are_too_many() {
        let mut bytes = b"PK\x01\x02".repeat(1_000_000);
        bytes.extend_from_slice(&packed(&[("a.md", b"one")]));
        assert_eq!(
            lines(&bytes),
            ["a.zip: the archive holds more than 100000 files; split it into several"]
        );
    }

    #[test]
    fn every_beginning_of_an_archive_is_told() {
        let bytes = packed(&[("a.md", b"one, two, three, four"), ("b.md", &[b'x'; 3000])]);
        for end in (0..bytes.len()).step_by(97).chain([1, 2, 3, 4]) {
            let lines = lines(&bytes[..end]);
            assert_eq!(lines.len(), 1, "{end}");
            assert!(lines[0].starts_with("a.zip: th"), "{lines:?}");
        }
    }
}
