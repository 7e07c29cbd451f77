//! Whether a bundle's parts fit together. Its bytes may come from anywhere; what is said here is
//! what later code relies on without asking again.

use super::Bundle;
use super::rights::permitted;
use crate::compare::are_links;
use crate::corpus::{Document, Passage, Rights};
use crate::ingest::is_web_address;
use crate::names::Name;
use crate::order::Order;
use crate::quotes::{Piece, Statement};
use crate::text::Span;

/// See [`Bundle::is_sound`].
pub(super) fn is_sound(bundle: &Bundle) -> bool {
    let documents = &bundle.corpus.documents;
    let mut keys: Vec<&str> = documents.iter().map(|it| it.key.as_str()).collect();
    keys.order();
    keys.dedup();
    keys.len() == documents.len()
        && u32::try_from(documents.len()).is_ok()
        && bundle.corpus.ids().all(|(id, it)| it.same_as < Some(id))
        && documents.len() == bundle.statements.len()
        && documents
            .iter()
            .zip(&bundle.statements)
            .all(|(document, statements)| is_sound_document(document, statements))
        && u32::try_from(bundle.names.entries.len()).is_ok()
        && bundle.names.entries.iter().all(is_name)
        && are_links(&bundle.links, &bundle.corpus)
}

/// Whether a document can be shown with its statements, whatever else is in its corpus.
pub(crate) fn is_sound_document(document: &Document, statements: &[Statement]) -> bool {
    is_document(document) && are_statements(document, statements)
}

fn is_document(document: &Document) -> bool {
    !document.key.is_empty()
        && u32::try_from(document.text.len()).is_ok()
        && are_passages(document)
        && document
            .date
            .as_ref()
            .is_none_or(|date| date.edtf.parse().as_ref() == Ok(date))
        // The page links to it.
        && document.url.as_deref().is_none_or(is_web_address)
        && (document.rights == Rights::Full || permitted(document.clone()) == *document)
}

/// Whether the passages, and the sentences in each, follow one another with nothing but white
/// space between passages.
pub(crate) fn are_passages(document: &Document) -> bool {
    let spans = document.passages.iter().map(|it| it.span);
    let whole = Span {
        start: 0,
        end: document.text.len() as u32,
    };
    follow_one_another(spans.clone(), whole, &document.text)
        && document
            .passages
            .iter()
            .all(|it| follow_one_another(it.sentences.iter().copied(), it.span, &document.text))
        && are_parted_by_space(spans, &document.text)
}

/// Whether the spans can be cut out of `text`, are not empty, are in order and lie inside `whole`.
fn follow_one_another(spans: impl Iterator<Item = Span>, whole: Span, text: &str) -> bool {
    let mut from = whole.start;
    spans.into_iter().all(|span| {
        let follows = from <= span.start && span.start < span.end && span.end <= whole.end;
        from = span.end;
        follows && span.fits(text)
    })
}

fn are_parted_by_space(spans: impl Iterator<Item = Span>, text: &str) -> bool {
    let mut from = 0;
    spans.into_iter().all(|span| {
        let between = &text[from..span.range().start];
        let is_first = from == 0;
        from = span.range().end;
        between.trim().is_empty() && (is_first || !between.is_empty())
    }) && text[from..].trim().is_empty()
}

/// Whether the statements are in order and all that they point at is there.
pub(crate) fn are_statements(document: &Document, statements: &[Statement]) -> bool {
    statements.is_sorted_by_key(|it| it.content.start)
        && statements.iter().all(|it| is_statement(document, it))
}

fn is_statement(document: &Document, statement: &Statement) -> bool {
    let passage: Option<&Passage> = document.passages.get(statement.passage as usize);
    let mut end = 0;
    let mut follows = |it: &Piece| {
        let is_apart = end <= it.marked.start && it.marked.contains(it.words);
        end = it.marked.end;
        is_apart && statement.content.contains(it.words)
    };
    passage.is_some_and(|it| it.span.contains(statement.extent()))
        && statement.pieces.iter().all(&mut follows)
        && [statement.cue, statement.source, statement.reason.evidence]
            .into_iter()
            .chain(statement.relays.iter().map(|it| it.stated))
            .flatten()
            .chain(statement.pieces.iter().flat_map(|it| [it.words, it.marked]))
            .chain([statement.content])
            .all(|span| span.fits(&document.text))
}

fn is_name(name: &Name) -> bool {
    name.forms.contains(&name.canonical) && name.forms.iter().all(|it| !it.is_empty())
}
