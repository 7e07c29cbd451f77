//! The ways to put statements together, and to take them away as files.

use yew::prelude::*;

use crate::app::components::{Element, button, element, way, ways};
use crate::app::route::{QuotesRoute, Route};
use crate::export::Format;
use crate::protocol::{FileQuestion, Grouping, QuotesQuestion};

const GROUPINGS: [(&str, Grouping); 6] = [
    ("source order", Grouping::Nothing),
    ("speaker", Grouping::Speaker),
    ("source", Grouping::Source),
    ("relay", Grouping::Relay),
    ("topic", Grouping::Topic),
    ("same words", Grouping::Words),
];

const FORMATS: [(&str, Format, &str); 5] = [
    ("CSV", Format::Csv, "a table"),
    ("JSON", Format::Json, "data"),
    ("RIS", Format::Ris, "references"),
    ("BibTeX", Format::BibTex, "references"),
    ("CSL", Format::CslJson, "references for Zotero and Pandoc"),
];

/// Choices of what stands together, and the files of all that is listed.
pub(super) fn ways_and_files(
    route: &QuotesRoute,
    question: &QuotesQuestion,
    save: &Callback<FileQuestion>,
) -> Element {
    let groupings = GROUPINGS.map(|(label, grouping)| {
        let to = QuotesRoute {
            grouping,
            ..route.clone()
        };
        way(label, Route::Quotes(to), grouping == route.grouping)
    });
    let files = FORMATS.map(|(label, format, what)| {
        let (save, question) = (save.clone(), question.clone());
        button(label)
            .key(label)
            .set("title", &format!("Save all statements listed as {what}"))
            .on_click(move || save.emit(FileQuestion::Statements(question.clone(), format)))
    });
    element("div")
        .class("ways")
        .with(ways("Together by", groupings))
        .with(ways("Save as", files))
}
