//! Blocks of a file become a document, whatever the file's format.

use super::Problem;
use super::passages::Passages;
use crate::corpus::{Date, Document, LabelReason, PassageKind};

/// A line or paragraph as a format finds it.
pub(super) struct Block {
    /// Its words, in one line.
    pub(super) words: String,
    /// What it is, where the format tells; the words have to tell otherwise.
    pub(super) label: Option<(PassageKind, LabelReason)>,
}

/// What a file states of its article outside the running text: its front matter, metadata, row.
#[derive(Default)]
pub(super) struct Stated {
    pub(super) title: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) carried_by: Option<String>,
    pub(super) kind: Option<String>,
    /// With what it rests on, where that is not plain.
    pub(super) date: Option<(Date, Option<String>)>,
    pub(super) place: Option<String>,
    pub(super) language: Option<String>,
    pub(super) url: Option<String>,
    pub(super) author: Option<String>,
}

/// The document that these blocks are, or `None` with an error among the problems. What the file
/// states comes first; what it leaves open is looked for in the words.
pub(super) fn document(
    file_name: &str,
    blocks: Vec<Block>,
    stated: Stated,
    problems: &mut Vec<Problem>,
) -> Option<Document> {
    let mut text = Passages::default();
    for block in blocks {
        let (kind, why) = (block.label).unwrap_or((PassageKind::Body, LabelReason::Prose));
        text.push(kind, why, &block.words);
    }
    if !text.has_body() {
        problems.push(Problem::error(
            file_name,
            None,
            "no running text was found in it",
            "look at the file in a text editor; it may hold nothing but menus and links",
        ));
        return None;
    }
    let title = stated.title.unwrap_or_default();
    let outlet = stated.outlet.unwrap_or_default();
    let mut document = text.into_document(file_name, title, outlet);
    document.carried_by = stated.carried_by;
    document.kind = stated.kind;
    document.place = stated.place;
    document.url = stated.url;
    document.author = stated.author;
    if let Some(language) = stated.language {
        document.language = language;
    }
    if let Some((date, basis)) = stated.date {
        document.date = Some(date);
        document.date_basis = basis;
    }
    Some(document)
}
