//! A folder that several machines read, each its share of the files: what one of them found, as a
//! file, and how all of that becomes what one machine would have made.
//!
//! What is found in documents one by one is divided: reading files, statements, names. What hangs
//! on all of them together is done when the parts are joined: copies, keys, one person for several
//! spellings, index, forms of words, which sentences are told alike.
//!
//! A part holds whole articles, what rights forbid to publish among them: it belongs where the
//! folder lies. It is written as: `CROSSPART` and a zero, then in postcard's encoding a text, the
//! release that wrote it; a number, the CRC-32 of all that follows; and [`Part`].

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::analysis::{Findings, read};
use super::labels::Label;
use super::rows::Row;
use super::{Built, Settings, Watch, analyze_found, tell};
use crate::bundle::{self, are_passages, are_statements, crc32, is_sound_document, permitted};
use crate::corpus::{Corpus, Document, Topic};
use crate::decoder::decode;
use crate::ingest::{Problem, Reading, in_order};
use crate::names::{Gathered, Gatherer};
use crate::order::Order;
use crate::quotes::Statement;

/// What every part starts with.
const MAGIC: &[u8] = b"CROSSPART\0";

/// A folder is divided into so many shares at most.
const MOST_SHARES: u32 = 10_000;

/// One of several shares of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    number: u32,
    of: u32,
}

impl Share {
    /// Whether it has the file at this position of the folder's list, from 0. Files are dealt out
    /// one by one, so that shares are about as large.
    pub fn has(self, position: usize) -> bool {
        position % self.of as usize == self.number as usize - 1
    }

    fn is_sound(self) -> bool {
        (1..=self.of).contains(&self.number) && self.of <= MOST_SHARES
    }
}

impl FromStr for Share {
    type Err = String;

    fn from_str(typed: &str) -> Result<Share, String> {
        let numbers = typed.split_once('/');
        let share = numbers.and_then(|(number, of)| {
            let (number, of) = (number.parse().ok()?, of.parse().ok()?);
            Some(Share { number, of })
        });
        let share = share.filter(|it| it.is_sound());
        share.ok_or_else(|| "write which part of how many, as 2/8 for the second of eight".into())
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "part {} of {}", self.number, self.of)
    }
}

/// What is known of a folder before its articles are read: the same on each machine that sees the
/// same files.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Folder {
    /// A fingerprint of the names and sizes of its files.
    pub listing: u64,
    /// Files that are read, those with settings among them.
    pub n_files: u64,
    /// Bytes of the files with settings.
    pub n_bytes: u64,
    /// What is wrong with the folder and its settings.
    pub problems: Vec<Problem>,
    /// How many files are of kinds that are not read, by their extension.
    pub passed_over: Vec<(String, u64)>,
}

/// [`Settings`] with what a bundle carries elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Said {
    title: String,
    about: String,
    topics: Vec<Topic>,
    labels: Vec<Row<Label>>,
    rest: Settings,
}

impl From<&Settings> for Said {
    fn from(settings: &Settings) -> Said {
        Said {
            title: settings.title.clone(),
            about: settings.about.clone(),
            topics: settings.topics.clone(),
            labels: settings.labels.clone(),
            rest: settings.clone(),
        }
    }
}

impl From<Said> for Settings {
    fn from(said: Said) -> Settings {
        Settings {
            title: said.title,
            about: said.about,
            topics: said.topics,
            labels: said.labels,
            ..said.rest
        }
    }
}

/// A file that was read.
#[derive(Serialize, Deserialize)]
pub struct PartFile {
    /// Where it comes in the folder's list, from 0.
    pub position: u64,
    /// How many bytes it has.
    pub n_bytes: u64,
    /// What it holds.
    pub reading: Reading,
    /// The statements of each document.
    statements: Vec<Vec<Statement>>,
}

impl PartFile {
    /// The file at this position of the folder's list, and what it holds.
    pub fn new(position: usize, n_bytes: u64, reading: Reading) -> PartFile {
        PartFile {
            position: position as u64,
            n_bytes,
            reading,
            statements: Vec::new(),
        }
    }
}

/// What one machine found in its share of a folder.
#[derive(Serialize, Deserialize)]
pub struct Part {
    /// Which it is.
    pub share: Share,
    folder: Folder,
    said: Said,
    files: Vec<PartFile>,
    gathered: Gathered,
}

impl Part {
    /// Looks for statements and names in the `files` of a share. Linear in their texts, of which
    /// it takes a copy meanwhile.
    pub fn new(
        share: Share,
        folder: Folder,
        settings: &Settings,
        mut files: Vec<PartFile>,
        watch: Watch,
    ) -> Part {
        let documents = files.iter().flat_map(|it| &it.reading.documents);
        let mut documents: Vec<Document> = documents.cloned().collect();
        // What is said of no document here may be said of one elsewhere.
        tell(&mut documents, settings);
        let documents: Vec<Document> = documents.into_iter().map(permitted).collect();
        let found = read(&documents, &Gatherer::new(&settings.given()), watch);
        let mut statements = found.statements.into_iter();
        for file in &mut files {
            let n = file.reading.documents.len();
            file.statements = statements.by_ref().take(n).collect();
        }
        Part {
            share,
            folder,
            said: settings.into(),
            files,
            gathered: found.gathered,
        }
    }

    /// What is wrong with the folder, its settings and the files of this share.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        let of_files = self.files.iter().flat_map(|it| &it.reading.problems);
        self.folder.problems.iter().chain(of_files)
    }

    /// How many files it read, and how many articles they hold.
    pub fn counts(&self) -> (usize, usize) {
        let n_documents = self.files.iter().map(|it| it.reading.documents.len());
        (self.files.len(), n_documents.sum())
    }

    /// Its file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let plain = "parts hold only plain data";
        let payload = postcard::to_allocvec(self).expect(plain);
        let mut bytes = MAGIC.to_vec();
        let head = (env!("CARGO_PKG_VERSION"), bundle::VERSION, crc32(&payload));
        bytes.extend(postcard::to_allocvec(&head).expect(plain));
        bytes.extend(payload);
        bytes
    }

    /// The part in the bytes of a file. Total.
    ///
    /// # Errors
    ///
    /// The end of a sentence that begins with the name of the file.
    pub fn of_bytes(bytes: &[u8]) -> Result<Part, String> {
        let Some(rest) = bytes.strip_prefix(MAGIC) else {
            return Err("is no part; name files that crossread build --part wrote".into());
        };
        let damaged = || "is damaged; copy this part again, or build it again".to_owned();
        type Head<'a> = (&'a str, u16, u32);
        let head: Result<(Head, &[u8]), _> = postcard::take_from_bytes(rest);
        let Ok(((release, format, crc), payload)) = head else {
            return Err(damaged());
        };
        if (release, format) != (env!("CARGO_PKG_VERSION"), bundle::VERSION) {
            return Err(format!(
                "was written by crossread {release} with bundles of format {format}, and this is \
                 {} with format {}; build all parts with one release",
                env!("CARGO_PKG_VERSION"),
                bundle::VERSION
            ));
        }
        let part = (crc32(payload) == crc).then(|| decode(payload)).flatten();
        part.filter(Part::is_sound).ok_or_else(damaged)
    }

    /// Whether its parts fit together, so that later code may cut texts freely. What is said of
    /// statements is looked at when the documents are cut down to what is permitted.
    fn is_sound(&self) -> bool {
        self.share.is_sound()
            && self.files.iter().all(|it| {
                let documents = &it.reading.documents;
                self.share.has(it.position as usize)
                    && documents.len() == it.statements.len()
                    && documents.iter().all(|it| {
                        // First, for whoever cuts a document relies on its passages.
                        are_passages(it) && is_sound_document(&permitted(it.clone()), &[])
                    })
            })
    }
}

/// What all parts of a folder are together.
pub struct Merged {
    /// The articles; [`super::corpus`] makes a collection of them.
    pub documents: Vec<Document>,
    /// What their publisher says.
    pub settings: Settings,
    /// What is wrong with the folder and its files.
    pub problems: Vec<Problem>,
    /// How many files are of kinds that are not read, by their extension.
    pub passed_over: Vec<(String, u64)>,
    /// Files that were read.
    pub n_files: u64,
    /// How many bytes they have.
    pub n_bytes: u64,
    /// What was found in `documents`.
    pub found: Found,
}

/// What was found in the documents of a folder, in the order that they have in its collection.
pub struct Found(Findings);

impl Found {
    /// The bundle of `corpus`, which [`super::corpus`] made of the same documents: the one that
    /// [`super::analyze`] would make.
    ///
    /// # Errors
    ///
    /// A sentence without a period where the parts were forged.
    pub fn analyze(
        self,
        corpus: Corpus,
        settings: &Settings,
        watch: Watch,
    ) -> Result<Built, String> {
        let statements = &self.0.statements;
        let mut documents = corpus.documents.iter().zip(statements);
        let fit = documents.all(|it| are_statements(&permitted(it.0.clone()), it.1));
        match fit && statements.len() == corpus.documents.len() {
            true => Ok(analyze_found(corpus, Some(self.0), settings, watch)),
            false => Err("a part holds statements that are not of its articles".into()),
        }
    }
}

/// Joins all parts of a folder, each with the name of its file, in any order.
///
/// # Errors
///
/// A sentence without a period where they are not all parts of one folder, each once.
pub fn merged(mut parts: Vec<(String, Part)>) -> Result<Merged, String> {
    parts.order_by_key(|it| it.1.share.number);
    let Some((first_name, first)) = parts.first() else {
        return Err("there is no part to merge".into());
    };
    let of = first.share.of;
    for pair in parts.windows(2) {
        let [(one, before), (other, after)] = pair else {
            continue;
        };
        if before.share == after.share {
            let share = before.share;
            return Err(format!(
                "{one} and {other} are both {share}; name each part once"
            ));
        }
    }
    for (name, part) in &parts {
        if part.share.of != of {
            return Err(format!(
                "{first_name} is {}, and {name} is {}; build all parts with one division",
                first.share, part.share
            ));
        }
        if (&part.folder, &part.said) != (&first.folder, &first.said) {
            return Err(format!(
                "{first_name} and {name} are of different folders, or files were changed between \
                 them; build all parts again from the same files"
            ));
        }
    }
    let there: Vec<u32> = parts.iter().map(|it| it.1.share.number).collect();
    if there.len() < of as usize {
        let missing = (1..=of).filter(|it| there.binary_search(it).is_err());
        let missing: Vec<String> = missing.map(|it| it.to_string()).collect();
        return Err(match missing.as_slice() {
            [one] => format!("part {one} of {of} is missing; build it and name it too"),
            all => format!(
                "parts {} of {of} are missing; build them and name them too",
                all.join(", ")
            ),
        });
    }
    Ok(joined(parts.into_iter().map(|it| it.1).collect()))
}

/// All parts of one folder, each once, as one.
fn joined(parts: Vec<Part>) -> Merged {
    let mut folder = Folder::default();
    let mut said = Said::default();
    let mut gathered = Gathered::default();
    let mut files = Vec::new();
    for part in parts {
        (folder, said) = (part.folder, part.said);
        gathered.join(part.gathered);
        files.extend(part.files);
    }
    files.order_by_key(|it| it.position);
    let mut n_bytes = folder.n_bytes;
    let mut problems = folder.problems;
    let mut all = Vec::new();
    for file in files {
        n_bytes += file.n_bytes;
        problems.extend(file.reading.problems);
        all.extend(file.reading.documents.into_iter().zip(file.statements));
    }
    all.order_by(|one, other| in_order(&one.0, &other.0));
    let (documents, statements) = all.into_iter().unzip();
    Merged {
        documents,
        settings: said.into(),
        problems,
        passed_over: folder.passed_over,
        n_files: folder.n_files,
        n_bytes,
        found: Found(Findings {
            statements,
            gathered,
        }),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn part(share: &str, listing: u64) -> (String, Part) {
        let folder = Folder {
            listing,
            ..Folder::default()
        };
        let share = share.parse().expect("a share");
        let part = Part::new(share, folder, &Settings::default(), Vec::new(), &|_| ());
        (format!("{}.part", part.share.number), part)
    }

    #[track_caller]
    fn check(parts: &[(&str, u64)], told: &str) {
        let parts = parts.iter().map(|it| part(it.0, it.1)).collect();
        assert_eq!(merged(parts).err().unwrap_or_default(), told);
    }

    #[test]
    fn parts_of_one_folder_each_once() {
        check(&[("1/1", 7)], "");
        check(&[("2/2", 7), ("1/2", 7)], "");
        check(&[], "there is no part to merge");
        check(
            &[("1/2", 7), ("1/2", 7)],
            "1.part and 1.part are both part 1 of 2; name each part once",
        );
        check(
            &[("1/2", 7), ("2/3", 7)],
            "1.part is part 1 of 2, and 2.part is part 2 of 3; build all parts with one division",
        );
        check(
            &[("1/2", 7), ("2/2", 8)],
            "1.part and 2.part are of different folders, or files were changed between them; \
             build all parts again from the same files",
        );
        check(
            &[("1/3", 7), ("3/3", 7)],
            "part 2 of 3 is missing; build it and name it too",
        );
        check(
            &[("2/4", 7)],
            "parts 1, 3, 4 of 4 are missing; build them and name them too",
        );
    }

    #[test]
    fn shares_are_typed_as_fractions() {
        for typed in ["1/1", "2/8", "8/8"] {
            assert!(typed.parse::<Share>().is_ok(), "{typed}");
        }
        for typed in [
            "", "1", "0/8", "9/8", "1/0", "1/10001", "a/b", "1/2/3", "-1/2",
        ] {
            assert!(typed.parse::<Share>().is_err(), "{typed}");
        }
    }

    proptest! {
        /// Check sums guard against accidents only.
        #[test]
        fn forged_parts_break_nothing(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        ) {
            let text = b"---\ntitle: Ferry sails\noutlet: Post\ndate: 2021-03-05\nrights: excerpts\n\
                         ---\n\xe2\x80\x9cIt sailed,\xe2\x80\x9d said captain Ann Reed. It rained.\n";
            let reading = crate::ingest::read("a.md", text);
            let files = vec![PartFile::new(0, 9, reading)];
            let (share, settings) = ("1/1".parse().expect("a share"), Settings::default());
            let part = Part::new(share, Folder::default(), &settings, files, &|_| ());
            let plain = "parts hold only plain data";
            let mut payload = postcard::to_allocvec(&part).expect(plain);
            for (at, value) in changes {
                let at = at.index(payload.len());
                payload[at] = value;
            }
            let head = (env!("CARGO_PKG_VERSION"), bundle::VERSION, crc32(&payload));
            let head = postcard::to_allocvec(&head).expect(plain);
            if let Ok(part) = Part::of_bytes(&[MAGIC, &head, &payload].concat())
                && let Ok(merged) = merged(vec![("a.part".to_owned(), part)])
            {
                let (corpus, _) = super::super::corpus(merged.documents, &merged.settings);
                let _ = merged.found.analyze(corpus, &merged.settings, &|_| ());
            }
        }
    }

    #[test]
    fn damaged_files_are_told() {
        let bytes = part("1/2", 7).1.to_bytes();
        assert!(Part::of_bytes(&bytes).is_ok());
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1;
            let told = Part::of_bytes(&other).err().unwrap_or_default();
            let known = ["is no part", "was written by crossread", "is damaged"];
            assert!(known.iter().any(|it| told.starts_with(it)), "{at}: {told}");
            assert!(Part::of_bytes(&bytes[..at]).is_err());
        }
    }
}
