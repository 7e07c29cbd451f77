//! What the first page shows until the app has started, or for good where it cannot.

use std::fmt::Write as _;

use super::markup::escaped;
use super::{FIRST_PAGE, Plain, QUOTES, Site, file_of, is_said, source_mark};
use crate::app::view::{count, date_in_words};

/// The sources of a large collection that are listed.
const MAX_LISTED: usize = 500;

/// The index of a site.
pub(super) fn page(site: &Site<'_>) -> Plain {
    let corpus = &site.bundle.corpus;
    let title = match corpus.title.as_str() {
        "" => "The corpus",
        title => title,
    };
    let mut body = format!(
        "<h1>{}</h1>\n<p class=\"lede\">{}</p>\n<div class=\"two\">\n<section>\n<h2>The sources</h2>\n\
         <ol class=\"sources\">\n",
        escaped(title),
        escaped(&corpus.about),
    );
    let most = if site.is_large {
        MAX_LISTED
    } else {
        usize::MAX
    };
    for (id, document) in corpus.ids().take(most) {
        let date = document.date.as_ref().map(date_in_words);
        let through = (document.carried_by.as_ref()).map(|it| format!("through {it}"));
        let facts = [through, document.kind.clone(), document.place.clone()];
        let facts: Vec<String> = facts.into_iter().flatten().collect();
        let _ = writeln!(
            body,
            "<li>{}<a class=\"title\" href=\"{}\" lang=\"{}\">{}</a><span class=\"when\">{}</span>\
             <p class=\"facts\"><span class=\"outlet\">{}</span> {}</p></li>",
            source_mark(id),
            escaped(&file_of(document)),
            escaped(&document.language),
            escaped(&document.title),
            escaped(&date.unwrap_or_default()),
            escaped(&document.outlet),
            escaped(&facts.join(" · ")),
        );
    }
    body += "</ol>\n";
    let n_more = corpus.documents.len().saturating_sub(most);
    if n_more > 0 {
        let more = count(n_more as u64, "more source");
        let _ = writeln!(body, "<p>And {more}, which the search finds.</p>");
    }
    let statements = site.bundle.statements.iter().flatten();
    let n_statements = statements.filter(|it| is_said(it)).count();
    if !site.is_large {
        let statements = count(n_statements as u64, "statement");
        let _ = writeln!(
            body,
            "<p><a href=\"{QUOTES}\">Who said what: {statements}</a></p>"
        );
    }
    let _ = write!(
        body,
        "</section>\n</div>\n\
         <noscript><p class=\"failure\">Searching and comparing happen in your browser, and need JavaScript \
         and WebAssembly. Nothing is sent anywhere. Reading does without.</p></noscript>\n",
    );
    Plain {
        file: FIRST_PAGE.to_owned(),
        route: String::new(),
        view: "opening",
        title: String::new(),
        about: corpus.about.clone(),
        kind: "website",
        body,
    }
}
