//! The articles: documents, their passages and sentences, and what they state about themselves.

mod date;
mod label;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::text::{Span, sentences};
pub use date::{Date, DateError, Day, MONTHS};
pub use label::{LabelReason, PassageKind};

/// Which document: an index into [`Corpus::documents`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DocumentId(pub u32);

/// Which passage: a document, and an index into its [`Document::passages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PassageId {
    /// The document.
    pub document: DocumentId,
    /// The passage in it, from 0.
    pub passage: u32,
}

/// All the articles of one bundle, in the order of their files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corpus {
    /// What the collection is called; may be empty.
    pub title: String,
    /// One sentence or two about what it is and where it comes from; may be empty.
    pub about: String,
    /// What the publisher wants counted in the overview; may be empty.
    pub topics: Vec<Topic>,
    /// The articles.
    pub documents: Vec<Document>,
}

/// A question that the publisher puts to all sources: a saved query with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// What it is called.
    pub label: String,
    /// The query, as a reader would type it.
    pub query: String,
    /// Whether the sentences that answer all make one statement: they stand in one row then.
    pub is_statement: bool,
}

impl Corpus {
    /// The document, or `None` for an id of another corpus.
    pub fn document(&self, id: DocumentId) -> Option<&Document> {
        self.documents.get(id.0 as usize)
    }

    /// Every document with its id.
    pub fn ids(&self) -> impl Iterator<Item = (DocumentId, &Document)> {
        (0..).map(DocumentId).zip(&self.documents)
    }

    /// The documents that print one article, a group for each article that more than one prints,
    /// in order. Linear.
    pub fn copies(&self) -> Vec<Vec<DocumentId>> {
        let mut groups: BTreeMap<DocumentId, Vec<DocumentId>> = BTreeMap::new();
        for (id, document) in self.ids() {
            if let Some(first) = document.same_as {
                groups.entry(first).or_insert_with(|| vec![first]).push(id);
            }
        }
        groups.into_values().collect()
    }
}

/// One article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its name in addresses: the file's name without number and extension, then six hex digits
    /// of its content, as in `tass-abe-2018-7f2a9c`.
    pub key: String,
    /// Where it was read from, for messages: a file name relative to the folder.
    pub file: String,
    /// The headline.
    pub title: String,
    /// Who published the report.
    pub outlet: String,
    /// Who carried it, when that is someone else.
    pub carried_by: Option<String>,
    /// What sort of text it is, in the publisher's word: report, interview, commentary …
    pub kind: Option<String>,
    /// When it was published.
    pub date: Option<Date>,
    /// What the date rests on, or why there is none.
    pub date_basis: Option<String>,
    /// Whether the date was worked out, rather than stated as it stands.
    pub date_is_inferred: bool,
    /// Where it was written.
    pub place: Option<String>,
    /// BCP 47, as stated; `en` when nothing is.
    pub language: String,
    /// Where the original stands.
    pub url: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// What may be shown of it.
    pub rights: Rights,
    /// Under what terms it may be used, in the publisher's words.
    pub license: Option<String>,
    /// The first document of the corpus that prints the same text, if that is another one.
    pub same_as: Option<DocumentId>,
    /// The running text, as it is shown. Passages are separated by white space.
    pub text: String,
    /// The passages of `text`, in order.
    pub passages: Vec<Passage>,
}

/// How much of a document may be carried and shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rights {
    /// All of it.
    #[default]
    Full,
    /// Only the stretches around what a reader asks for.
    Excerpts,
    /// Only what it states of itself, and its address.
    Link,
}

/// A paragraph of a document: the unit of search and comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Its stretch of [`Document::text`].
    pub span: Span,
    /// What it is.
    pub kind: PassageKind,
    /// Why it is taken for that.
    pub why: LabelReason,
    /// Its sentences, as spans of [`Document::text`].
    pub sentences: Vec<Span>,
}

impl Passage {
    /// The passage `span` of `text`, sentences found, of a kind that its file states.
    pub fn new(text: &str, span: Span, kind: PassageKind) -> Passage {
        Passage {
            span,
            kind,
            why: LabelReason::default(),
            sentences: sentences(text, span),
        }
    }

    /// Its name in addresses: number from 1 and four hex digits of its words, `5-3fa2`.
    pub fn key(&self, text: &str, index: u32) -> String {
        format!(
            "{}-{:04x}",
            index + 1,
            content_hash(self.span.of_text(text)) & 0xffff
        )
    }
}

impl Default for Document {
    /// A document without text, in English, of which nothing is stated.
    fn default() -> Document {
        Document {
            key: String::new(),
            file: String::new(),
            title: String::new(),
            outlet: String::new(),
            carried_by: None,
            kind: None,
            date: None,
            date_basis: None,
            date_is_inferred: false,
            place: None,
            language: "en".to_owned(),
            url: None,
            author: None,
            rights: Rights::Full,
            license: None,
            same_as: None,
            text: String::new(),
            passages: Vec::new(),
        }
    }
}

impl Document {
    /// A document of running text, its passages parted by blank lines, of which nothing else is
    /// stated.
    pub fn of_text(text: &str) -> Document {
        let mut at = 0;
        let paragraphs = text.split("\n\n").map(|paragraph| {
            let span = Span::new(at..at + paragraph.len());
            at += paragraph.len() + 2;
            span.trimmed(text)
        });
        Document {
            passages: paragraphs
                .filter(|it| !it.is_empty())
                .map(|it| Passage::new(text, it, PassageKind::Body))
                .collect(),
            text: text.to_owned(),
            ..Document::default()
        }
    }

    /// Whether `name` means this document: its key, or the readable part of that.
    pub fn is_called(&self, name: &str) -> bool {
        let rest = self.key.strip_prefix(name);
        rest.is_some_and(|it| it.is_empty() || it.starts_with('-'))
    }

    /// The words of a passage.
    pub fn passage_text(&self, passage: &Passage) -> &str {
        passage.span.of_text(&self.text)
    }

    /// Index of the passage that holds the byte `at` of the text.
    pub fn passage_at(&self, at: u32) -> Option<u32> {
        let after = self.passages.partition_point(|it| it.span.start <= at);
        let index = after.checked_sub(1)?;
        (at < self.passages[index].span.end).then_some(index as u32)
    }

    /// Passages of running text with their index.
    pub fn body(&self) -> impl Iterator<Item = (u32, &Passage)> {
        (0..)
            .zip(&self.passages)
            .filter(|(_, passage)| passage.kind == PassageKind::Body)
    }
}

/// A short fingerprint of `text` that is the same on every machine: FNV-1a, 64 bit.
/// Names things; guards nothing.
pub fn content_hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
