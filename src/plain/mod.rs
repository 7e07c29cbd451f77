//! A corpus as plain pages, for search engines and for browsers without scripts: an index in the first
//! page, a page of each source, and all quotations. Each has the frame of the first page, so that the
//! app starts in it and takes over where it runs (`assets/boot.js`). They show what the bundle holds,
//! so no more than the rights of each source permit.

mod address;
mod feeds;
mod frame;
mod index;
mod markup;
mod quotes;
mod read;
mod structured;

use std::fmt::Write as _;

use crate::app::view::badge;
use crate::bundle::Bundle;
use crate::corpus::{Document, DocumentId, PassageKind};
use crate::quotes::{Statement, StatementKind};
pub use address::{Address, AddressError};
use frame::{Frame, Plain};
pub use markup::titled;

/// The file that browsers ask for first, and into which the index goes.
pub const FIRST_PAGE: &str = "index.html";

/// The picture that other sites show of a link; lies beside the pages where the address is known.
pub const PREVIEW: &str = "preview.png";

/// The page with all quotations.
const QUOTES: &str = "quotes.html";

/// What is new, for programs that follow it.
const FEED: &str = "feed.xml";

/// The words of a summary are cut here, in characters.
const MOST_OF_SUMMARY: usize = 280;

/// A corpus that is put on the web.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    /// What is read there.
    pub bundle: &'a Bundle,
    /// Where it will lie. Without it there are no links that must be absolute, hence no sitemap, no
    /// feed and no cards with a picture.
    pub address: Option<&'a Address>,
    /// Whether its corpus is in shards: it has no page of all quotations, and the list of its sources
    /// lies in several pages.
    pub is_large: bool,
}

impl Site<'_> {
    /// The files that are read without scripts, by their names, the first page last: `first_page`
    /// is that of the app. None where that is not one of ours.
    pub fn files(&self, first_page: &str) -> Vec<(String, String)> {
        let Some(frame) = Frame::of(first_page) else {
            return Vec::new();
        };
        let sources = self.documents();
        let sources = sources.map(|(id, it, statements)| read::page(self, id, it, statements));
        let quotes = (!self.is_large).then(|| quotes::page(self));
        let pages = sources.chain(quotes).chain(index::pages(self));
        let mut files: Vec<(String, String)> = pages
            .map(|it| (it.file.clone(), frame.around(&it, self)))
            .collect();
        let before_last = files.len() - 1;
        files.splice(before_last..before_last, feeds::files(self));
        files
    }

    /// Whether anything has a date, without which nothing can be listed as new.
    fn has_feed(&self) -> bool {
        let documents = &self.bundle.corpus.documents;
        documents.iter().any(|it| it.date.is_some())
    }

    /// The documents with what is said in them.
    fn documents(&self) -> impl Iterator<Item = (DocumentId, &Document, &[Statement])> {
        let documents = self.bundle.corpus.ids().zip(&self.bundle.statements);
        documents.map(|((id, document), statements)| (id, document, statements.as_slice()))
    }
}

/// The page of a source.
fn file_of(document: &Document) -> String {
    format!("read/{}.html", document.key)
}

/// Terms in quotation marks are no statements.
fn is_said(statement: &Statement) -> bool {
    statement.kind != StatementKind::Term
}

/// The letter of a source.
fn source_mark(id: DocumentId) -> String {
    let badge = badge(id);
    format!(
        "<span class=\"source-mark\" data-color=\"{}\" data-pattern=\"{}\">{}</span>",
        badge.color, badge.pattern, badge.letter
    )
}

/// The standfirst, or how the text begins; empty where nothing of it may be shown.
fn summary(document: &Document) -> String {
    let first = |kind| document.passages.iter().find(|it| it.kind == kind);
    let passage = first(PassageKind::Standfirst).or_else(|| first(PassageKind::Body));
    let words = passage.map_or("", |it| it.span.of_text(&document.text));
    let mut summary = String::new();
    for word in words.split_whitespace() {
        if summary.chars().count() + word.chars().count() >= MOST_OF_SUMMARY {
            summary += " …";
            break;
        }
        let space = if summary.is_empty() { "" } else { " " };
        let _ = write!(summary, "{space}{word}");
    }
    summary
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Passage;
    use crate::text::Span;

    const FIRST: &str = "<head><meta name=\"description\" content=\"x\"><title>Crossread</title></head>\
        <body><div id=\"app\"><header class=\"masthead\"></header><main>wait</main></div></body>";

    #[test]
    fn a_page_of_a_page_is_the_same() {
        let mut bundle = Bundle::default();
        bundle.corpus.title = "Ferries".to_owned();
        bundle.corpus.documents.push(Document {
            key: "ferry-1".to_owned(),
            title: "The ferry".to_owned(),
            ..Document::default()
        });
        bundle.statements.push(Vec::new());
        let address = "https://example.org".parse().expect("an address");
        let at = |address| Site {
            bundle: &bundle,
            address,
            is_large: false,
        };
        let files = at(Some(&address)).files(FIRST);
        let names: Vec<&str> = files.iter().map(|it| it.0.as_str()).collect();
        let expected = ["read/ferry-1.html", QUOTES, "sitemap.xml", FIRST_PAGE];
        assert_eq!(names, expected);
        let made = &files[3].1;
        assert_eq!(at(Some(&address)).files(made), files);
        // Nothing of the address before is left.
        assert_eq!(at(None).files(made), at(None).files(FIRST));
        assert_eq!(at(None).files("<main>another page</main>"), []);
    }

    #[test]
    fn a_summary_is_cut_between_words() {
        let check = |text: &str, expected: &str| {
            let passage = Passage::new(text, Span::of(text), PassageKind::Body);
            let document = Document {
                text: text.to_owned(),
                passages: vec![passage],
                ..Document::default()
            };
            assert_eq!(summary(&document), expected);
        };
        check("The ferry\nsailed at  noon.", "The ferry sailed at noon.");
        let long = "ferry ".repeat(60);
        check(&long, &format!("{} …", ["ferry"; 46].join(" ")));
        assert_eq!(summary(&Document::default()), "");
    }
}
