//! Text with marked stretches.

use super::{Element, element, run_at};
use crate::app::view::pieces;
use crate::text::Span;

/// `text` with `marks` (sorted, not overlapping) in `<mark>`, so that readers who see no color
/// hear them too.
pub fn highlighted(text: &str, marks: &[Span]) -> Element {
    element("span")
        .class("highlighted")
        .key(text)
        .each(marked(text, marks))
}

/// The same in pieces, for an element of the caller's.
pub fn marked(text: &str, marks: &[Span]) -> impl Iterator<Item = Element> {
    let cut = pieces(Span::of(text), &[marks.to_vec()]);
    cut.into_iter().map(move |piece| {
        let words = piece.span.of_text(text);
        match piece.on[0] {
            Some(_) => element("mark").key(piece.span.start).run(words),
            None => run_at(piece.span.start, "", words),
        }
    })
}
