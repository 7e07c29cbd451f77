//! A corpus as plain pages, for search engines and for browsers without scripts: an index in the first
//! page, a page of each source, and all quotations. They show what the bundle holds, so no more than the
//! rights of each source permit.

use std::fmt::Write as _;

use crossread::app::view::{badge, count, date_in_words};
use crossread::bundle::Bundle;
use crossread::corpus::Document;
use crossread::quotes::{Statement, StatementKind};

use super::head::escaped;
use super::page::PageFile;

/// The page with all quotations.
const QUOTES: &str = "quotes.html";

/// The pages of a corpus, `styles` being the page's own.
pub(super) fn pages(bundle: &Bundle, styles: &str) -> Vec<PageFile> {
    let documents = bundle.corpus.documents.iter().zip(&bundle.statements);
    let mut pages: Vec<PageFile> = documents
        .map(|(document, statements)| source(bundle, document, statements, styles))
        .collect();
    pages.push(quotes(bundle, styles));
    pages
}

/// What the first page shows until the page has started, or for good where it cannot: in the place of its
/// own `<main>`.
pub(super) fn with_index(html: &str, bundle: &Bundle) -> String {
    let (Some(start), Some(end)) = (html.find("<main"), html.find("</main>")) else {
        return html.to_owned();
    };
    let corpus = &bundle.corpus;
    let title = if corpus.title.is_empty() {
        "Sources"
    } else {
        &corpus.title
    };
    let mut main = format!(
        "<main data-view=\"opening\" data-state=\"loading\" data-plain>\n<h1>{}</h1>\n\
         <p class=\"lede\">{}</p>\n<div class=\"two\">\n<section>\n<h2>The sources</h2>\n<ol class=\"sources\">\n",
        escaped(title),
        escaped(&corpus.about),
    );
    for (id, document) in corpus.ids() {
        let badge = badge(id);
        let date = document.date.as_ref().map(date_in_words);
        let _ = writeln!(
            main,
            "<li><span class=\"source-mark\" data-color=\"{}\" data-pattern=\"{}\">{}</span><a class=\"title\" href=\"read/{}.html\" lang=\"{}\">{}</a>\
             <span class=\"when\">{}</span><p class=\"facts\">{}</p></li>",
            badge.color,
            badge.pattern,
            badge.letter,
            escaped(&document.key),
            escaped(&document.language),
            escaped(&document.title),
            escaped(&date.unwrap_or_default()),
            facts(document, false),
        );
    }
    let n_statements = bundle
        .statements
        .iter()
        .flatten()
        .filter(|it| is_said(it))
        .count();
    let _ = write!(
        main,
        "</ol>\n<p><a href=\"{QUOTES}\">Who said what: {}</a></p>\n</section>\n</div>\n\
         <noscript><p class=\"failure\">Searching and comparing happen in your browser, and need JavaScript \
         and WebAssembly. Nothing is sent anywhere. Reading does without.</p></noscript>\n",
        count(n_statements as u32, "statement"),
    );
    format!("{}{main}{}", &html[..start], &html[end..])
}

/// The page of a source.
fn source(
    bundle: &Bundle,
    document: &Document,
    statements: &[Statement],
    styles: &str,
) -> PageFile {
    let mut body = format!(
        "<main data-view=\"read\">\n<article class=\"reader\" lang=\"{}\">\n<header lang=\"en\">\n\
         <p class=\"where\">{}</p>\n<h1>{}</h1>\n",
        escaped(&document.language),
        facts(document, true),
        escaped(&document.title),
    );
    if let Some(url) = document.url.as_deref().filter(|it| it.starts_with("http")) {
        let _ = writeln!(
            body,
            "<p class=\"acts\"><a href=\"{0}\">{0}</a></p>",
            escaped(url)
        );
    }
    let _ = writeln!(
        body,
        "<p class=\"acts\"><a href=\"../index.html#/read/{}\">Search and compare</a></p>\n</header>\n\
         <div class=\"passages\">",
        escaped(&document.key)
    );
    let shown = (0..)
        .zip(&document.passages)
        .filter(|it| !it.1.kind.is_furniture());
    for (index, passage) in shown {
        let _ = write!(
            body,
            "<div class=\"passage-row\"><a class=\"number\" href=\"#passage-{index}\">{}</a>\
             <p class=\"passage\" id=\"passage-{index}\" data-kind=\"{}\">{}</p>\
             <aside class=\"margin\">",
            index + 1,
            passage.kind.name(),
            escaped(passage.span.of_text(&document.text)),
        );
        let mut speakers: Vec<&str> = (statements.iter().filter(|it| it.passage == index))
            .filter_map(|it| Some(it.speaker.as_ref()?.name.as_str()))
            .collect();
        speakers.dedup();
        for name in speakers {
            let _ = write!(body, "<span class=\"voice\">{}</span>", escaped(name));
        }
        body += "</aside></div>\n";
    }
    body += "</div>\n</article>\n</main>\n";
    body += &structured(document);
    let title = [document.title.as_str(), &bundle.corpus.title];
    let name = format!("read/{}.html", document.key);
    PageFile::new(&name, whole(&title, &body, styles, "../").into_bytes())
}

/// The page of all quotations, by source.
fn quotes(bundle: &Bundle, styles: &str) -> PageFile {
    let mut body = String::from(
        "<main data-view=\"quotes\">\n<h1>Who said what</h1>\n\
         <p class=\"acts\"><a href=\"index.html#/quotes\">Filter and search</a></p>\n",
    );
    for (document, statements) in bundle.corpus.documents.iter().zip(&bundle.statements) {
        let key = escaped(&document.key);
        let _ = writeln!(
            body,
            "<section>\n<h2><a href=\"read/{key}.html\">{}</a></h2>\n<p class=\"quiet\">{}</p>",
            escaped(&document.title),
            facts(document, true)
        );
        for statement in statements.iter().filter(|it| is_said(it)) {
            let speaker = statement.speaker.as_ref().map(|it| it.name.as_str());
            let _ = writeln!(
                body,
                "<article class=\"quotation\"><blockquote lang=\"{}\" cite=\"read/{key}.html#passage-{}\">{}\
                 </blockquote><p class=\"chain\"><b>{}</b> <a href=\"read/{key}.html#passage-{}\">read there</a></p></article>",
                escaped(&document.language),
                statement.passage,
                escaped(statement.extent().of_text(&document.text)),
                escaped(speaker.unwrap_or("not stated")),
                statement.passage,
            );
        }
        body += "</section>\n";
    }
    body += "</main>\n";
    let title = ["Who said what", &bundle.corpus.title];
    PageFile::new(QUOTES, whole(&title, &body, styles, "").into_bytes())
}

/// Terms in quotation marks are no statements.
fn is_said(statement: &Statement) -> bool {
    statement.kind != StatementKind::Term
}

/// `TASS through Kyodo · 9 January 2019, inferred · report`, the date only if it is wanted.
fn facts(document: &Document, with_date: bool) -> String {
    let mut facts = format!(
        "<span class=\"outlet\">{}</span>",
        escaped(&document.outlet)
    );
    if let Some(carrier) = &document.carried_by {
        let _ = write!(facts, " through {}", escaped(carrier));
    }
    if let Some(date) = document.date.as_ref().filter(|_| with_date) {
        let inferred = if document.date_is_inferred {
            ", inferred"
        } else {
            ""
        };
        let _ = write!(facts, " · {}{inferred}", escaped(&date_in_words(date)));
    }
    for fact in [&document.place, &document.author, &document.kind]
        .into_iter()
        .flatten()
    {
        let _ = write!(facts, " · {}", escaped(fact));
    }
    facts
}

/// What search engines read of a source: schema.org's `NewsArticle`, with dates only where the day is known.
fn structured(document: &Document) -> String {
    let day = document
        .date
        .as_ref()
        .filter(|it| it.is_exact() && !document.date_is_inferred);
    let mut article = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": document.title,
        "inLanguage": document.language,
        "publisher": { "@type": "Organization", "name": document.outlet },
    });
    let mut set = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            article[name] = value.into();
        }
    };
    set("datePublished", day.map(|it| it.edtf.clone()));
    set("author", document.author.clone());
    set("url", document.url.clone());
    set("license", document.license.clone());
    // In a script element, so that no text ends it.
    let json = article.to_string().replace('<', "\\u003c");
    format!("<script type=\"application/ld+json\">{json}</script>\n")
}

/// A page with its frame; `root` leads to the first page.
fn whole(title: &[&str; 2], body: &str, styles: &str, root: &str) -> String {
    let title: Vec<&str> = title.iter().copied().filter(|it| !it.is_empty()).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; \
         font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{}</title>\n<link rel=\"icon\" href=\"{root}icon.svg\" type=\"image/svg+xml\">\n\
         <link rel=\"stylesheet\" href=\"{root}{styles}\">\n</head>\n<body>\n<div class=\"page\">\n\
         <header class=\"masthead\"><a class=\"name\" href=\"{root}index.html\">Crossread</a>\
         <nav aria-label=\"Views\"><a href=\"{root}index.html\">Overview</a>\
         <a href=\"{root}{QUOTES}\">Quotes</a></nav></header>\n{body}</div>\n</body>\n</html>\n",
        escaped(&title.join(" · ")),
    )
}
