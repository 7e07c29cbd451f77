//! Files become documents. Knows formats, not files: bytes come in, documents and problems go out.
//!
//! | file | what it holds |
//! |---|---|
//! | `….md` | front matter between two lines `---`, then the article in Markdown |
//! | `….html`, `….htm`, `….xhtml` | a web page, as a browser saves it |
//! | `….txt` | the article, a paragraph in each line or between blank lines, with whatever else the page held |
//! | `….csv`, `….tsv`, `….jsonl`, `….json` | a table: a row an article, columns named by a header |
//! | `….docx` | an article from a word processor |
//! | `….zip` | files of these kinds |
//!
//! One bad file never stops the rest. Work and memory are linear in the bytes read.

pub mod archive;
mod article;
mod copies;
mod docx;
mod encoding;
mod front_matter;
mod html;
mod label;
mod markdown;
mod pages;
mod passages;
mod plain;
mod problem;
mod stated;
mod table;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};

use serde::{Deserialize, Serialize};

use crate::corpus::{Document, content_hash};
use crate::order::Order;
use article::Stated;
use encoding::Content;
pub use markdown::is_web_address;
pub use pages::read_pages;
use passages::Passages;
pub use problem::{Problem, Severity};
pub use table::{Field, Mapping};

/// The largest file of one article that is read, in bytes; a news article has a thousandth of it.
pub const MAX_FILE_BYTES: usize = 8 << 20;

/// The largest file of many articles that is read, in bytes: tables and archives.
pub const MAX_COLLECTION_BYTES: usize = 512 << 20;

/// The largest file of a word processor that is read, in bytes; most of it may be pictures.
const MAX_DOCX_BYTES: usize = 64 << 20;

/// Longest readable part of a key, in characters.
const MAX_STEM_CHARS: usize = 60;

/// What a file name says about its contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// An article in Markdown.
    Markdown,
    /// An article in plain text.
    Plain,
    /// A web page.
    Page,
    /// A table of articles: comma-separated values, JSON, JSON lines.
    Table,
    /// A zip archive of files.
    Archive,
    /// An article from a word processor.
    Docx,
}

impl Format {
    /// The format of a file called so, or `None` when it is not one that we read.
    pub fn of_name(file_name: &str) -> Option<Format> {
        match file_name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            it if table::is_extension(it) => Some(Format::Table),
            "zip" => Some(Format::Archive),
            "docx" => Some(Format::Docx),
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

/// The most bytes that are read of a file called so; a larger one is refused with a sentence.
pub fn max_bytes(file_name: &str) -> usize {
    match Format::of_name(file_name) {
        Some(Format::Table | Format::Archive) => MAX_COLLECTION_BYTES,
        Some(Format::Docx) => MAX_DOCX_BYTES,
        _ => MAX_FILE_BYTES,
    }
}

/// The bytes of a file called so, cut one byte past the most that are read: enough to refuse it.
///
/// # Errors
/// Those of the reader.
pub fn bytes_of(file_name: &str, reader: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = max_bytes(file_name) as u64 + 1;
    reader.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads one file, columns of tables taken for what they are called.
pub fn read(file_name: &str, bytes: &[u8]) -> Reading {
    read_with(file_name, bytes, &Mapping::default())
}

/// Reads one file.
pub fn read_with(file_name: &str, bytes: &[u8], mapping: &Mapping) -> Reading {
    let mut all = Reading::default();
    read_each(file_name, bytes, mapping, &mut |reading| {
        all.documents.extend(reading.documents);
        all.problems.extend(reading.problems);
    });
    all
}

/// Reads one file piece by piece: each row of a table and each file of an archive is a reading of
/// its own, in order, so that a large one never stands in memory as a whole.
pub fn read_each(file_name: &str, bytes: &[u8], mapping: &Mapping, each: &mut dyn FnMut(Reading)) {
    let mut problems = Vec::new();
    let format = Format::of_name(file_name);
    if bytes.len() > max_bytes(file_name) {
        let message = format!("the file is larger than {} MB", max_bytes(file_name) >> 20);
        let remedy = match format {
            Some(Format::Table | Format::Archive) => "split it into several",
            _ => "keep one article in each file",
        };
        problems.push(Problem::error(file_name, None, message, remedy));
        return each(Reading {
            documents: Vec::new(),
            problems,
        });
    }
    let document = match format {
        Some(Format::Table) => return table::read(file_name, bytes, mapping, each),
        Some(Format::Archive) => return archive::read(file_name, bytes, mapping, each),
        Some(Format::Markdown) => encoding::text(file_name, bytes, Content::Text, &mut problems)
            .and_then(|text| markdown::document(file_name, &text, &mut problems)),
        Some(Format::Plain) => encoding::text(file_name, bytes, Content::Text, &mut problems)
            .and_then(|text| plain::document(file_name, &text, &mut problems)),
        Some(Format::Page) => encoding::text(file_name, bytes, Content::Page, &mut problems)
            .and_then(|text| html::document(file_name, &text, &mut problems)),
        Some(Format::Docx) => docx::document(file_name, bytes, &mut problems),
        None => {
            problems.push(Problem::error(
                file_name,
                None,
                "this is not a kind of file that Crossread reads",
                "save the article as .md, .txt or .html",
            ));
            None
        }
    };
    let documents = document.into_iter().map(keyed).collect();
    each(Reading {
        documents,
        problems,
    });
}

/// Makes one collection of documents that were read one by one: in the order of their files, each
/// with a key of its own and, where it prints the same text as an earlier one, that one noted.
pub fn put_in_order(documents: &mut [Document]) -> Vec<Problem> {
    let mut problems = Vec::new();
    documents.order_by(in_order);
    copies::note_copies(documents, &mut problems);
    make_keys_distinct(documents);
    problems
}

/// Which of two documents comes first in a collection; those of one place stay as they are.
pub fn in_order(one: &Document, other: &Document) -> Ordering {
    place(&one.file).cmp(&place(&other.file))
}

/// Where a document comes among others: by its file, and by its place in a table or archive of
/// pages.
fn place(file: &str) -> (&str, u64, &str) {
    let Some((within, after)) = file.rsplit_once('#') else {
        return (file, 0, file);
    };
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    match after[..digits].parse() {
        Ok(number) => (within, number, file),
        Err(_) => (file, 0, file),
    }
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

/// The document with its name in addresses.
fn keyed(document: Document) -> Document {
    Document {
        key: key_of(&document),
        ..document
    }
}

/// The document of which no text is carried: what is stated of it, and its address.
fn unread(file_name: &str, stated: Stated) -> Document {
    let title = stated.title.unwrap_or_default();
    let outlet = stated.outlet.unwrap_or_default();
    let (date, date_basis) = stated.date.unzip();
    Document {
        carried_by: stated.carried_by,
        kind: stated.kind,
        date,
        date_basis: date_basis.flatten(),
        place: stated.place,
        language: stated
            .language
            .unwrap_or_else(|| Document::default().language),
        url: stated.url,
        author: stated.author,
        ..Passages::default().into_document(file_name, title, outlet)
    }
}

/// The document's name in addresses, as [`Document::key`] has it, from its file, title and text; to
/// be made anew after one of them was changed.
pub fn key_of(document: &Document) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(file_name: &str, expected: &str) {
        assert_eq!(stem(file_name), expected);
    }

    #[test]
    fn rows_of_a_table_come_in_their_order() {
        assert!(place("a.csv#2") < place("a.csv#10"));
        assert!(place("a.csv#10") < place("b.csv#1"));
        assert!(place("a.warc#9/z.html") < place("a.warc#10/a.html"));
        assert!(place("a#b.md") < place("b.md"));
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
