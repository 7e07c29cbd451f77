//! The page of a source, laid out as the app's reading view is.

use std::fmt::Write as _;

use super::markup::escaped;
use super::{FIRST_PAGE, Plain, QUOTES, Site, file_of, source_mark, structured, summary};
use crate::app::route::{CompareRoute, Route};
use crate::app::view::{count, dated_in_words, facts_in_words, pieces};
use crate::corpus::{Document, DocumentId, Passage};
use crate::order::Order;
use crate::quotes::{Statement, StatementKind};
use crate::text::Span;

/// The page of `document`.
pub(super) fn page(
    site: &Site<'_>,
    id: DocumentId,
    document: &Document,
    statements: &[Statement],
) -> Plain {
    let language = escaped(&document.language);
    let shown = (0..).zip(&document.passages);
    let shown = shown.filter(|it| !it.1.kind.is_furniture());
    let mut body = format!(
        "<article class=\"reader\" lang=\"{language}\">\n<header lang=\"en\">\n\
         <p class=\"where\">{}<span class=\"outlet\">{}</span><span class=\"quiet\">{}</span></p>\n\
         <h1 lang=\"{language}\">{}</h1>\n<p class=\"basis\">{}</p>\n{}</header>\n\
         <div><p class=\"item-tools\"><span>{}</span></p></div>\n<div class=\"passages\">\n",
        source_mark(id),
        escaped(&document.outlet),
        escaped(&facts_in_words(document)),
        escaped(&document.title),
        escaped(&dated_in_words(document)),
        acts(site, document),
        count(shown.clone().count() as u32, "passage"),
    );
    for (index, passage) in shown {
        add_passage(&mut body, site, document, statements, (index, passage));
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

/// Who wrote it, where the original stands, and what can be done with it.
fn acts(site: &Site<'_>, document: &Document) -> String {
    let mut out = String::from("<p class=\"acts\">");
    if let Some(author) = &document.author {
        let _ = write!(out, "<span>by {}</span>", escaped(author));
    }
    if let Some(url) = document.url.as_deref().filter(|it| it.starts_with("http")) {
        let _ = write!(out, "<a href=\"{}\">the original</a>", escaped(url));
    }
    let mut by_app = Vec::new();
    // A large collection has no such views.
    if !site.is_large {
        let key = escaped(&document.key);
        let _ = write!(out, "<a href=\"../{QUOTES}#of-{key}\">its quotations</a>");
        let all = site.bundle.corpus.documents.iter();
        let beside = CompareRoute::led_by(&document.key, all.map(|it| it.key.as_str()));
        by_app.push((Route::Compare(beside), "beside the others"));
    }
    by_app.push((Route::of_query(String::new()), "search all sources"));
    for (route, words) in by_app {
        let to = escaped(&route.href());
        let _ = write!(
            out,
            "<a class=\"needs-app\" href=\"../{FIRST_PAGE}{to}\">{words}</a>"
        );
    }
    out + "</p>\n"
}

/// A passage with its number and who speaks in it; quoted words are marked.
fn add_passage(
    body: &mut String,
    site: &Site<'_>,
    document: &Document,
    statements: &[Statement],
    (index, passage): (u32, &Passage),
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
        let key = escaped(&document.key);
        let name = escaped(name);
        let _ = match site.is_large {
            true => write!(body, "<span class=\"voice\">{name}</span>"),
            false => write!(
                body,
                "<a class=\"voice\" href=\"../{QUOTES}#of-{key}\">{name}</a>"
            ),
        };
    }
    *body += "</aside></div>\n";
}
