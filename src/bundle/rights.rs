//! What of a document may be carried.

use crate::corpus::{Document, Passage, Rights};
use crate::text::Span;

/// The most that is carried of the text of a document with [`Rights::Excerpts`]: about two
/// hundred English words, in bytes of UTF-8, white space between passages left out.
pub const MAX_EXCERPT_BYTES: u32 = 1_200;

/// The document, cut down to what its rights permit.
///
/// * `full`: all of it.
/// * `excerpts`: the first sentence of each passage of running text, from the top, as long as all of them together
///   stay within [`MAX_EXCERPT_BYTES`].
/// * `link`: no text at all.
///
/// Of what stands around the running text on its page nothing is carried in either case.
///
/// What it states of itself (title, outlet, date, address …) always stays. Cutting twice cuts no
/// more than cutting once.
pub fn permitted(document: Document) -> Document {
    match document.rights {
        Rights::Full => document,
        Rights::Excerpts => with_sentences(document, MAX_EXCERPT_BYTES),
        Rights::Link => with_sentences(document, 0),
    }
}

fn with_sentences(document: Document, max_bytes: u32) -> Document {
    let mut text = String::new();
    let mut spans = Vec::new();
    let mut bytes = 0;
    for (_, passage) in document.body() {
        let Some(sentence) = passage.sentences.first() else {
            continue;
        };
        bytes += sentence.len();
        if bytes > max_bytes {
            break;
        }
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(sentence.of_text(&document.text));
        spans.push((Span::new(start..text.len()), passage));
    }
    let passages = spans
        .into_iter()
        .map(|(span, passage)| Passage {
            span,
            kind: passage.kind,
            why: passage.why,
            sentences: vec![span],
        })
        .collect();
    Document {
        text,
        passages,
        ..document
    }
}
