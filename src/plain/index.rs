//! What the first page shows until the app has started, or for good where it cannot; of a large
//! collection the list goes on in pages of its own.

use std::fmt::Write as _;

use super::markup::escaped;
use super::{FIRST_PAGE, Plain, QUOTES, Site, file_of, is_said, source_mark};
use crate::app::route::Route;
use crate::app::view::{count, date_in_words, grouped};
use crate::corpus::{Document, DocumentId};

/// So many sources of a large collection are listed on a page.
const MAX_LISTED: usize = 500;

/// The index of a site, the first page last.
pub(super) fn pages(site: &Site<'_>) -> Vec<Plain> {
    let most = match site.is_large {
        true => MAX_LISTED,
        false => usize::MAX,
    };
    let sources: Vec<(DocumentId, &Document)> = site.bundle.corpus.ids().collect();
    let n_pages = sources.len().div_ceil(most).max(1);
    let mut lists = sources.chunks(most);
    let first = first_page(site, lists.next().unwrap_or_default(), n_pages);
    let further = (2..).zip(lists).map(|(number, sources)| {
        let title = format!(
            "The sources, page {} of {}",
            grouped(number as u64),
            grouped(n_pages as u64)
        );
        let body = format!(
            "<h1>{title}</h1>\n{}{}",
            list(sources, "../"),
            ways(number, n_pages, "../")
        );
        Plain {
            file: file_of_page(number),
            route: Route::overview().href(),
            view: "opening",
            title,
            about: site.bundle.corpus.about.clone(),
            kind: "website",
            body,
        }
    });
    further.chain([first]).collect()
}

fn first_page(site: &Site<'_>, sources: &[(DocumentId, &Document)], n_pages: usize) -> Plain {
    let corpus = &site.bundle.corpus;
    let title = match corpus.title.as_str() {
        "" => "The corpus",
        title => title,
    };
    let mut body = format!(
        "<h1>{}</h1>\n<p class=\"lede\">{}</p>\n<div class=\"two\">\n<section>\n<h2>The sources</h2>\n{}{}",
        escaped(title),
        escaped(&corpus.about),
        list(sources, ""),
        ways(1, n_pages, ""),
    );
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

/// These sources, each with the way to its page; `root` is the way to the site's own folder.
fn list(sources: &[(DocumentId, &Document)], root: &str) -> String {
    let mut out = String::from("<ol class=\"sources\">\n");
    for (id, document) in sources {
        let date = document.date.as_ref().map(date_in_words);
        let through = (document.carried_by.as_ref()).map(|it| format!("through {it}"));
        let facts = [through, document.kind.clone(), document.place.clone()];
        let facts: Vec<String> = facts.into_iter().flatten().collect();
        let _ = writeln!(
            out,
            "<li>{}<a class=\"title\" href=\"{root}{}\" lang=\"{}\">{}</a><span class=\"when\">{}</span>\
             <p class=\"facts\"><span class=\"outlet\">{}</span> {}</p></li>",
            source_mark(*id),
            escaped(&file_of(document)),
            escaped(&document.language),
            escaped(&document.title),
            escaped(&date.unwrap_or_default()),
            escaped(&document.outlet),
            escaped(&facts.join(" · ")),
        );
    }
    out + "</ol>\n"
}

/// The ways from one page of the list to the others; nothing where there is one.
fn ways(number: usize, n_pages: usize, root: &str) -> String {
    if n_pages == 1 {
        return String::new();
    }
    let mut out = String::from("<nav class=\"pages\" aria-label=\"Pages of the list\">");
    let mut add = |to: usize, says: &str, relation: &str| {
        if to != number {
            let file = file_of_page(to);
            let _ = write!(out, "<a href=\"{root}{file}\"{relation}>{says}</a> ");
        }
    };
    if number > 2 {
        add(1, "First", "");
    }
    add(number.saturating_sub(1).max(1), "Back", " rel=\"prev\"");
    add((number + 1).min(n_pages), "Further", " rel=\"next\"");
    if number + 1 < n_pages {
        add(n_pages, &format!("Page {}", grouped(n_pages as u64)), "");
    }
    out + "</nav>\n"
}

/// Where a page of the list lies.
fn file_of_page(number: usize) -> String {
    match number {
        1 => FIRST_PAGE.to_owned(),
        _ => format!("sources/{number}.html"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::Bundle;

    #[test]
    fn all_sources_of_a_large_collection_are_reached() {
        let mut bundle = Bundle::default();
        for it in 0..MAX_LISTED * 3 + 1 {
            bundle.corpus.documents.push(Document {
                key: format!("ferry-{it}"),
                ..Document::default()
            });
            bundle.statements.push(Vec::new());
        }
        let site = |is_large| Site {
            bundle: &bundle,
            address: None,
            is_large,
        };
        let [only] = &pages(&site(false))[..] else {
            panic!("a small one has a single list");
        };
        assert!(only.body.contains("read/ferry-1500.html") && !only.body.contains("<nav"));
        let all = pages(&site(true));
        let files: Vec<&str> = all.iter().map(|it| it.file.as_str()).collect();
        assert_eq!(
            files,
            [
                "sources/2.html",
                "sources/3.html",
                "sources/4.html",
                FIRST_PAGE
            ]
        );
        for it in 0..bundle.corpus.documents.len() {
            let link = format!("read/ferry-{it}.html\"");
            let n = all.iter().filter(|it| it.body.contains(&link)).count();
            assert_eq!(n, 1, "{link}");
        }
        let links = |page: &Plain| -> Vec<String> {
            let nav = page.body.split_once("<nav").map_or("", |it| it.1);
            let nav = nav.split_once("</nav>").map_or("", |it| it.0);
            let links = nav.split("<a href=\"").skip(1);
            links
                .map(|it| it.split('"').next().unwrap_or_default().to_owned())
                .collect()
        };
        assert_eq!(links(&all[3]), ["sources/2.html", "sources/4.html"]);
        assert_eq!(
            links(&all[0]),
            ["../index.html", "../sources/3.html", "../sources/4.html"]
        );
        assert_eq!(links(&all[2]), ["../index.html", "../sources/3.html"]);
    }
}
