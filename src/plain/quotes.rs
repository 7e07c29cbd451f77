//! All quotations, by source.

use std::fmt::Write as _;

use super::markup::escaped;
use super::{Plain, QUOTES, Site, file_of, is_said, source_mark};
use crate::app::route::{QuotesRoute, Route};
use crate::app::view::{card_id, count, facts_in_words, pieces};
use crate::corpus::{Document, DocumentId};
use crate::quotes::{Statement, StatementKind};

/// The page of all quotations.
pub(super) fn page(site: &Site<'_>) -> Plain {
    let statements = site.bundle.statements.iter().flatten();
    let n = statements.filter(|it| is_said(it)).count() as u32;
    let n_sources = site.bundle.statements.len() as u32;
    let mut body = format!(
        "<h1>Who said what</h1>\n<p class=\"lede\">{}, in the order of the sources</p>\n\
         <div class=\"with-facets\">\n<nav class=\"facet\" aria-label=\"Sources\"><h3>Source</h3>\n<ul>\n",
        count(n, "statement")
    );
    let mut list = String::from("<div class=\"quotations\">\n");
    for (id, document, statements) in site.documents() {
        let key = escaped(&document.key);
        let said: Vec<&Statement> = statements.iter().filter(|it| is_said(it)).collect();
        let _ = writeln!(
            body,
            "<li><span class=\"source-line\">{}<a href=\"#of-{key}\">{}</a><span class=\"quiet\">{}</span></span></li>",
            source_mark(id),
            escaped(&document.outlet),
            said.len(),
        );
        let _ = writeln!(
            list,
            "<section>\n<h2 class=\"group\" id=\"of-{key}\"><a href=\"{}\" lang=\"{}\">{}</a></h2>\n\
             <p class=\"quiet\">{} · {}</p>",
            escaped(&file_of(document)),
            escaped(&document.language),
            escaped(&document.title),
            escaped(&document.outlet),
            escaped(&facts_in_words(document)),
        );
        for statement in said {
            add_card(&mut list, id, document, statement);
        }
        list += "</section>\n";
    }
    let _ = write!(body, "</ul></nav>\n{list}</div>\n</div>\n");
    Plain {
        file: QUOTES.to_owned(),
        route: Route::Quotes(QuotesRoute::default()).href(),
        view: "quotes",
        title: "Who said what".to_owned(),
        about: format!(
            "{} of {}",
            count(n, "statement"),
            count(n_sources, "source")
        ),
        kind: "website",
        body,
    }
}

/// A quotation with its speaker and its way here, as the app's cards have them.
fn add_card(out: &mut String, id: DocumentId, document: &Document, statement: &Statement) {
    let place = format!("{}#passage-{}", file_of(document), statement.passage);
    let place = escaped(&place);
    let words = match statement.kind {
        StatementKind::Direct | StatementKind::Term => {
            let words = escaped(statement.content.of_text(&document.text));
            format!("<span class=\"quoted\">“{words}”</span>")
        }
        StatementKind::Mixed | StatementKind::Indirect => {
            let quoted = statement.pieces.iter().map(|it| it.marked).collect();
            let drawn = pieces(statement.content, &[quoted])
                .into_iter()
                .map(|piece| {
                    let words = escaped(piece.span.of_text(&document.text));
                    match piece.on[0] {
                        Some(_) => format!("<span class=\"quoted\">{words}</span>"),
                        None => words,
                    }
                });
            drawn.collect()
        }
    };
    let _ = write!(
        out,
        "<article class=\"quotation\" id=\"{}\" data-kind=\"{}\"><blockquote lang=\"{}\" cite=\"{place}\">{words}</blockquote>\
         <p class=\"chain\"><span class=\"speaker\"><span>",
        card_id(id, statement),
        statement.kind.name(),
        escaped(&document.language),
    );
    match &statement.speaker {
        Some(speaker) => {
            let _ = write!(out, "{}</span>", escaped(&speaker.name));
            if let Some(role) = &speaker.role {
                let _ = write!(out, "<span class=\"role\">, {}</span>", escaped(role));
            }
        }
        None => *out += "speaker not stated</span>",
    }
    *out += "</span>";
    let relays = statement.relays.iter().map(|it| it.name.as_str());
    for relay in relays {
        let _ = write!(out, "<span class=\"step\">{}</span>", escaped(relay));
    }
    let mark = source_mark(id);
    let outlet = escaped(&document.outlet);
    let _ = write!(out, "<span class=\"step\">{mark}{outlet}</span>");
    if let Some(carrier) = &document.carried_by {
        let _ = write!(out, "<span class=\"step\">{}</span>", escaped(carrier));
    }
    let _ = writeln!(
        out,
        "</p><p class=\"acts\"><a href=\"{place}\">read there</a></p></article>"
    );
}
