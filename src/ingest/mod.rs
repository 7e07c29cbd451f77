//! Files become documents. Knows formats, not files: bytes come in, documents and problems go out.
//!
//! | file | what it holds |
//! |---|---|
//! | `….md` | front matter between two lines `---`, then the article in Markdown |
//! | `….html`, `….htm`, `….xhtml` | a web page, as a browser saves it |
//! | `….txt` | the headline in the first line, then the article |
//! | `_corpus.md` | the collection itself: front matter with `title` and `topics` (`name = query; …`), then what it is about |
//!
//! One bad file never stops the rest. Work and memory are linear in the bytes read.

mod article;
mod entities;
mod front_matter;
mod html;
mod inline;
mod markdown;
mod passages;
mod plain;
mod problem;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, Document, content_hash};
use crate::order::Order;
pub use markdown::is_web_address;
pub use problem::{Problem, Severity};

/// The largest file that is read, in bytes; a news article has a thousandth of it.
pub const MAX_FILE_BYTES: usize = 8 << 20;

/// Name of the file that describes the collection.
pub const ABOUT_FILE: &str = "_corpus.md";

/// Longest readable part of a key, in characters.
const MAX_STEM_CHARS: usize = 60;

/// What a file name says about its contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// An article in Markdown, or [`ABOUT_FILE`].
    Markdown,
    /// An article in plain text.
    Plain,
    /// A web page.
    Page,
}

impl Format {
    /// The format of a file called so, or `None` when it is not one that we read.
    pub fn of_name(file_name: &str) -> Option<Format> {
        match file_name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(Format::Markdown),
            "txt" | "text" => Some(Format::Plain),
            "html" | "htm" | "xhtml" => Some(Format::Page),
            _ => None,
        }
    }
}

/// What a file holds: its documents, none where it cannot be read, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// In the order of the file.
    pub documents: Vec<Document>,
    /// In the order of their lines.
    pub problems: Vec<Problem>,
}

/// Reads one file.
pub fn read(file_name: &str, bytes: &[u8]) -> Reading {
    let mut problems = Vec::new();
    let document = document(file_name, bytes, &mut problems);
    Reading {
        documents: document.into_iter().collect(),
        problems,
    }
}

/// Makes one collection of documents that were read one by one: in the order of their files, each
/// with a key of its own, copies noted.
pub fn put_in_order(documents: &mut [Document]) -> Vec<Problem> {
    let mut problems = Vec::new();
    documents.order_by(|a, b| a.file.cmp(&b.file));
    note_copies(documents, &mut problems);
    make_keys_distinct(documents);
    problems
}

fn document(file_name: &str, bytes: &[u8], problems: &mut Vec<Problem>) -> Option<Document> {
    let Some(format) = Format::of_name(file_name) else {
        problems.push(Problem::error(
            file_name,
            None,
            "this is not a kind of file that Crossread reads",
            "save the article as .md or .txt",
        ));
        return None;
    };
    let text = decoded(file_name, bytes, problems)?;
    let mut document = match format {
        Format::Markdown => markdown::document(file_name, &text, problems),
        Format::Plain => plain::document(file_name, &text, problems),
        Format::Page => html::document(file_name, &text, problems),
    }?;
    document.key = key(&document);
    Some(document)
}

/// The collection that [`ABOUT_FILE`] tells of: its title, topics, and its text as what it is about.
pub fn about(bytes: &[u8]) -> (Option<Corpus>, Vec<Problem>) {
    let mut problems = Vec::new();
    let corpus = decoded(ABOUT_FILE, bytes, &mut problems)
        .and_then(|text| markdown::about(ABOUT_FILE, &text, &mut problems));
    (corpus, problems)
}

/// The text of a file, lines ended by `\n`, or `None` with a problem.
fn decoded(file_name: &str, bytes: &[u8], problems: &mut Vec<Problem>) -> Option<String> {
    let mut fail = |line, message: String, remedy: &str| {
        problems.push(Problem::error(file_name, line, message, remedy));
        None
    };
    if bytes.len() > MAX_FILE_BYTES {
        let message = format!("the file is larger than {} MB", MAX_FILE_BYTES >> 20);
        return fail(None, message, "keep one article in each file");
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return fail(
            None,
            "the file is UTF-16 text, and Crossread reads UTF-8".to_owned(),
            "save it again with the encoding UTF-8",
        );
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let sound = &bytes[..error.valid_up_to()];
            let line = 1 + sound.iter().filter(|&&it| it == b'\n').count() as u32;
            return fail(
                Some(line),
                "the file is not UTF-8 text from here on".to_owned(),
                "save it again with the encoding UTF-8",
            );
        }
    };
    if text.trim().is_empty() {
        return fail(
            None,
            "the file is empty".to_owned(),
            "write the article into it",
        );
    }
    Some(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The name of a file without folders and extension, and without the numbers (or dates) and
/// dashes that only put files into an order: `feeds/01-tass-abe.md` is `tass-abe`.
fn stem(file_name: &str) -> &str {
    let name = file_name.rsplit('/').next().unwrap_or(file_name);
    let mut stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    while let Some((digits, rest)) = stem.split_once(['-', '_', ' ']) {
        if rest.is_empty() || !digits.bytes().all(|it| it.is_ascii_digit()) {
            break;
        }
        stem = rest;
    }
    stem
}

/// The document's name in addresses; see [`Document::key`].
fn key(document: &Document) -> String {
    let mut key = String::new();
    for c in stem(&document.file).chars().take(MAX_STEM_CHARS) {
        if c.is_alphanumeric() {
            key.extend(c.to_lowercase());
        } else if !key.is_empty() && !key.ends_with('-') {
            key.push('-');
        }
    }
    let hash = content_hash(&format!("{}\n{}", document.title, document.text));
    let dash = if key.is_empty() || key.ends_with('-') {
        ""
    } else {
        "-"
    };
    format!("{key}{dash}{:06x}", hash & 0xff_ffff)
}

/// Numbers the second and later documents of the same key. Documents with one key nearly always
/// are the same, so that the order among them does not matter to old links.
fn make_keys_distinct(documents: &mut [Document]) {
    let mut taken = BTreeSet::new();
    let mut next_number = BTreeMap::new();
    for document in documents {
        let plain = document.key.clone();
        while !taken.insert(document.key.clone()) {
            let number = next_number.entry(plain.clone()).or_insert(2_u32);
            document.key = format!("{plain}-{number}");
            *number += 1;
        }
    }
}

/// Warns of articles that stand in two files.
fn note_copies(documents: &[Document], problems: &mut Vec<Problem>) {
    let mut seen: BTreeMap<u64, &Document> = BTreeMap::new();
    for document in documents.iter().filter(|it| !it.text.is_empty()) {
        let first = *seen.entry(content_hash(&document.text)).or_insert(document);
        if first.file != document.file && first.text == document.text {
            problems.push(Problem::warning(
                &document.file,
                None,
                format!("the text is the same as that of {}", first.file),
                "remove one of the two, unless both outlets printed it",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(file_name: &str, expected: &str) {
        assert_eq!(stem(file_name), expected);
    }

    #[test]
    fn stems() {
        check("01-tass-abe-2018.md", "tass-abe-2018");
        check("a/b/2019-01-09-ria.txt", "ria");
        check("2019.md", "2019");
        check("12-.md", "12-");
        check("notes", "notes");
        check("v1.2 draft.md", "v1.2 draft");
    }
}
