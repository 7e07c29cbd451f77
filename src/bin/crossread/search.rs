//! `crossread search`: what a bundle's sources say, in a terminal.

use std::fmt::Write;
use std::fs;
use std::process::ExitCode;

use crossread::app::view::count;
use crossread::bundle;
use crossread::corpus::{Corpus, Document};
use crossread::engine;
use crossread::search::{Found, Hit, Query};
use crossread::text::Span;

use crate::{Outcome, SearchArguments, say};

pub(crate) fn search(arguments: &SearchArguments) -> Outcome {
    let path = &arguments.bundle;
    let bytes =
        fs::read(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    let mut bundle = bundle::decode(&bytes)
        .map_err(|error| format!("{} cannot be opened: {error}", path.display()))?;
    // In a terminal the last word is as finished as the others.
    let typed = format!("{} ", arguments.query.join(" "));
    let mut query = Query::parse(&typed);
    if arguments.literally {
        query = query.literally();
    }
    let index = engine::index(&mut bundle);
    let found = index.search(&bundle.corpus, &query, arguments.limit);
    say(&match arguments.csv {
        true => csv(&bundle.corpus, &found),
        false => shown(&bundle.corpus, &found),
    });
    Ok(match found.n_hits {
        0 => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    })
}

/// Hits as paragraphs, what matched in brackets.
fn shown(corpus: &Corpus, found: &Found) -> String {
    let mut out = String::new();
    for (document, hit) in hits(corpus, found) {
        let text = text(document, hit);
        let mut words = String::new();
        let mut at = hit.snippet.start;
        for mark in &hit.marks {
            let before = Span {
                start: at,
                end: mark.start,
            };
            let _ = write!(words, "{}[{}]", before.of_text(text), mark.of_text(text));
            at = mark.end;
        }
        let rest = Span {
            start: at,
            end: hit.snippet.end,
        };
        words += rest.of_text(text);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, "{} {}\n  {words}", document.key, place(hit));
    }
    let hits = count(found.n_hits, "hit");
    let sources = count(found.n_documents, "source");
    let _ = writeln!(out, "{hits} in {sources}");
    out
}

/// Hits as a table for other programs.
fn csv(corpus: &Corpus, found: &Found) -> String {
    let mut out = "key,outlet,date,passage,score,text\r\n".to_owned();
    for (document, hit) in hits(corpus, found) {
        let date = document.date.as_ref().map_or("", |it| &it.edtf);
        let words = hit.snippet.of_text(text(document, hit));
        let cells = [&document.key, &document.outlet, date, &place(hit)];
        cells.iter().for_each(|it| out += &format!("{},", cell(it)));
        let _ = write!(out, "{:.3},{}\r\n", hit.score, cell(words));
    }
    out
}

fn hits<'a>(corpus: &'a Corpus, found: &'a Found) -> impl Iterator<Item = (&'a Document, &'a Hit)> {
    let hits = found.hits.iter();
    hits.filter_map(|hit| Some((corpus.document(hit.document)?, hit)))
}

/// The text that the spans of a hit are of.
fn text<'a>(document: &'a Document, hit: &Hit) -> &'a str {
    match hit.passage {
        Some(_) => &document.text,
        None => &document.title,
    }
}

/// `¶3`, or what stands above the text.
fn place(hit: &Hit) -> String {
    hit.passage
        .map_or("headline".to_owned(), |it| format!("¶{}", it + 1))
}

/// In quotation marks where a comma, a mark or a line break would end it (RFC 4180).
fn cell(text: &str) -> String {
    match text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}
