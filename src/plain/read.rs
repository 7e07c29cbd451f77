//! The page of a source, laid out as the app's reading view is.

use std::fmt::Write as _;

use super::markup::escaped;
use super::{Plain, Site, facts, file_of, source_mark, structured, summary};
use crate::app::route::Route;
use crate::app::view::pieces;
use crate::corpus::{Document, DocumentId, Passage};
use crate::order::Order;
use crate::quotes::{Statement, StatementKind};
use crate::text::Span;

/// The page of `document`.
pub(super) fn page(site: &Site<'_>, id: DocumentId, document: &Document) -> Plain {
    let nothing = Vec::new();
    let statements = (site.bundle.statements.get(id.0 as usize)).unwrap_or(&nothing);
    let language = escaped(&document.language);
    let basis = document.date_basis.as_deref().unwrap_or_default();
    let mut body = format!(
        "<article class=\"reader\" lang=\"{language}\">\n<header lang=\"en\">\n\
         <p class=\"where\">{}<span class=\"outlet\">{}</span><span class=\"quiet\">{}</span></p>\n\
         <h1 lang=\"{language}\">{}</h1>\n<p class=\"basis\">{}</p>\n<p class=\"acts\">",
        source_mark(id),
        escaped(&document.outlet),
        facts(document, true),
        escaped(&document.title),
        escaped(basis),
    );
    match document.url.as_deref().filter(|it| it.starts_with("http")) {
        Some(url) => {
            let _ = write!(body, "<a href=\"{}\">the original</a>", escaped(url));
        }
        None => body += "<span>no address of the original is stated</span>",
    }
    body += "</p>\n</header>\n<div class=\"passages\">\n";
    let shown = (0..).zip(&document.passages);
    for (index, passage) in shown.filter(|it| !it.1.kind.is_furniture()) {
        add_passage(&mut body, document, statements, index, passage);
    }
    let _ = write!(
        body,
        "</div>\n</article>\n<script type=\"application/ld+json\">{}</script>\n",
        structured::of_source(site, id, document, statements)
    );
    Plain {
        file: file_of(document),
        route: Route::read(&document.key).href(),
        view: "read",
        title: document.title.clone(),
        about: summary(document),
        kind: "article",
        body,
    }
}

/// A passage with its number and who speaks in it; quoted words are marked.
fn add_passage(
    body: &mut String,
    document: &Document,
    statements: &[Statement],
    index: u32,
    passage: &Passage,
) {
    let _ = write!(
        body,
        "<div class=\"passage-row\"><a class=\"number\" href=\"#passage-{index}\" aria-label=\"Link to passage {0}\">{0}</a>\
         <p class=\"passage\" id=\"passage-{index}\" data-kind=\"{1}\">",
        index + 1,
        passage.kind.name(),
    );
    let here = statements.iter().filter(|it| it.passage == index);
    let mut quoted: Vec<(Span, StatementKind)> = (here.clone())
        .flat_map(|it| it.pieces.iter().map(|piece| (piece.marked, it.kind)))
        .collect();
    // A term may stand between the pieces of a statement.
    quoted.order();
    let (said, kinds): (Vec<Span>, Vec<StatementKind>) = quoted.into_iter().unzip();
    for piece in pieces(passage.span, &[said]) {
        let words = escaped(piece.span.of_text(&document.text));
        let class = piece.on[0].map(|it| match kinds[it] {
            StatementKind::Term => "term",
            _ => "said",
        });
        let _ = match class {
            Some(class) => write!(body, "<span class=\"{class}\">{words}</span>"),
            None => write!(body, "{words}"),
        };
    }
    *body += "</p><aside class=\"margin\" lang=\"en\">";
    let mut speakers: Vec<&str> = Vec::new();
    for speaker in here.filter_map(|it| it.speaker.as_ref()) {
        if !speakers.contains(&speaker.name.as_str()) {
            speakers.push(&speaker.name);
        }
    }
    for name in speakers {
        let _ = write!(body, "<span class=\"voice\">{}</span>", escaped(name));
    }
    *body += "</aside></div>\n";
}
