//! A source's mark, alone and with its name.

use super::{Element, element};
use crate::app::view::{badge, date_in_words};
use crate::corpus::DocumentId;
use crate::protocol::Shelf;

/// The letter of a source.
pub fn source_mark(id: DocumentId) -> Element {
    let badge = badge(id);
    element("span")
        .class("source-mark")
        .number("data-color", badge.color.into())
        .set("data-pattern", badge.pattern)
        .run(&badge.letter)
}

/// Mark, outlet and date of a source in one line.
pub fn source_line(shelf: &Shelf, id: DocumentId) -> Element {
    let Some(source) = shelf.source(id) else {
        return element("span").flag("hidden", true);
    };
    let date = source.date.as_ref().map(date_in_words);
    element("span")
        .class("source-line")
        .with(source_mark(id))
        .run_in("outlet", &source.outlet)
        .run_in("quiet", &date.unwrap_or_default())
}
