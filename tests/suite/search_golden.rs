//! Queries over the five accounts, with their readings, first hits and facets, and with lines,
//! suggestions and other queries, as a reader would see them. `make goldens` writes them anew; the change is then read in review.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::fmt::Write;
use std::path::Path;

use crossread::builder;
use crossread::corpus::{Corpus, Document, DocumentId};
use crossread::names::Names;
use crossread::protocol::{LinesQuestion, Question, SearchQuestion};
use crossread::search::{Called, Found, Hit, Index, Query, Reading, Sort, Utterance};
use crossread::text::Span;

use super::default_corpus;
use crossread::stems;

const QUERIES: &[&str] = &[
    "treaty 1956",
    "declaration of 1956",
    "shikotn",
    "\"peace treaty\"",
    "“peace treaty”",
    "northern territories",
    "speaker:lavrov sanctions",
    "speaker:lavrov",
    "kuril",
    "-source:tass kuril",
    "source:\"ria novosti\" okinawa",
    "source:ria source:sputnik american",
    "приватизация",
    "kishda",
    "declaratoin 1956",
    "pece treaty",
    "soveri",
    "peace treaty -islands",
    "the treaty",
    "negotiating treaties",
    "\"state of war\" embass",
    "\"peace treaty\" NEAR/8 no",
    "\"peace treaty\" NEAR/30 never",
    "-source:tass kuril*",
    "北方領土",
    "Курилы",
    "=northern territories",
    "declaration OR agreement 1956",
    "(tokyo OR japan) -sanctions okinawa",
    "treaty~ NEAR/4 conclude",
    "peacetreaty",
    "north ern territories",
    "lavrov ultimatum zzzzz",
    "date:2018..2018-12 talks",
    "kind:report via:tsarizm japan",
    "name:\"Shinzo Abe\" singapore",
    "-name:japan",
    "",
];

/// Hits shown of each query.
const LIMIT: u32 = 4;

/// Who says what; found by the words alone, so that the accounts may be edited.
const UTTERANCES: &[(&str, &str)] = &[
    (
        "Sergei Lavrov",
        "a long way from partnership in global affairs",
    ),
    ("Sergei Lavrov", "Japan votes against us"),
    ("Sergei Lavrov", "neither an ultimatum nor a precondition"),
    ("Dmitry Peskov", "is totally ruled out"),
    ("Dmitry Peskov", "search for a formula"),
    ("Shinzo Abe", "will do good not only to our two nations"),
    ("Mitsuhiro Kimura", "took Crimea by force"),
    ("Fumio Kishida", "sincerely regret"),
];

#[test]
fn answers_have_not_changed_by_accident() {
    let corpus = accounts();
    let mut index = Index::build(&corpus, &utterances(&corpus));
    index.relate(&index.families(&corpus, &stems::class_of));
    let names = Names::find(&corpus);
    let called = names.entries.iter().map(|it| Called {
        canonical: it.canonical.clone(),
        forms: it.forms.clone(),
    });
    index.learn(&corpus, called.collect(), &|text| {
        names.mentions(text).iter().map(|it| it.name.0).collect()
    });
    let mut shown = String::new();
    for query in QUERIES {
        // Marked with `=`: without other names.
        let parsed = match query.strip_prefix('=') {
            Some(typed) => Query::parse(typed).literally(),
            None => Query::parse(query),
        };
        let found = index.search(&corpus, &parsed, LIMIT);
        show(&corpus, query, &found, &mut shown);
    }
    check("search.txt", &shown);
}

/// What a query may become while it is typed.
const UNFINISHED: &[&str] = &[
    "t",
    "trea",
    "peace trea",
    "joint decl",
    "“joint decl",
    "-kur",
    "lav",
    "source:tass is",
    "sp",
    "speaker:",
    "speaker:\"shinzo a",
    "source:",
    "source:r",
    "date:",
    "kind:r",
    "name:ku",
    "via:",
    "lang:",
    "195",
    "При",
    "treaty ",
];

/// What finds little.
const RARE: &[&str] = &[
    "shikotn",
    "\"pece treaty\"",
    "declaratoin NEAR/1 treaty",
    "source:sputnik приватизация",
    "source:tass speaker:lavrov ultimatum",
    "\"treaty peace\"",
    "lavrov -ultimatum \"nothing like it\" zzzzz",
    "(okinowa OR hokaido) -islands",
    "treaty",
];

/// What is shown in lines, and in what order.
const IN_LINES: &[(&str, Sort)] = &[
    ("shikotan", Sort::Best),
    ("sanctions", Sort::Oldest),
    ("\"peace treaty\"", Sort::Left),
    ("northern territories", Sort::Right),
];

#[test]
fn offers_and_lines_have_not_changed_by_accident() {
    let (mut engine, shelf) = default_corpus::engine();
    let mut shown = String::new();
    for query in UNFINISHED.iter().chain(RARE) {
        let question = SearchQuestion {
            query: (*query).to_owned(),
            ..SearchQuestion::default()
        };
        let response = engine.answer(question.request());
        let answer = SearchQuestion::answer(&response).unwrap();
        writeln!(shown, "? {query} ({} hits)", answer.n_hits).unwrap();
        for it in &answer.suggestions {
            writeln!(
                shown,
                "  {:?} {} {}: {}",
                it.kind, it.label, it.count, it.query
            )
            .unwrap();
        }
        for it in &answer.others {
            writeln!(shown, "  {:?} {}: {}", it.kind, it.n_hits, it.query).unwrap();
        }
    }
    for (query, sort) in IN_LINES {
        let question = LinesQuestion {
            query: (*query).to_owned(),
            sort: *sort,
            width: 5,
            limit: 8,
            ..LinesQuestion::default()
        };
        let response = engine.answer(question.request());
        let answer = LinesQuestion::answer(&response).unwrap();
        writeln!(shown, "? {query} {sort:?} ({} lines)", answer.n_lines).unwrap();
        for it in &answer.lines {
            let key = &shelf.source(it.document).unwrap().key;
            let key = key.rsplit_once('-').unwrap().0;
            let place = it.passage.as_ref().map_or(0, |it| it.0 + 1);
            writeln!(
                shown,
                "  {} [{}] {} ({key} {place})",
                it.left, it.found, it.right
            )
            .unwrap();
        }
    }
    check("search_offers.txt", &shown);
}

#[track_caller]
fn check(name: &str, shown: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    if std::env::var_os("CROSSREAD_GOLDENS").is_some() {
        std::fs::write(&path, shown).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap();
    assert!(
        golden == shown,
        "the answers changed; make goldens writes them for review\n{shown}"
    );
}

fn show(corpus: &Corpus, query: &str, found: &Found, out: &mut String) {
    writeln!(out, "? {query}").unwrap();
    for reading in &found.reading {
        writeln!(out, "  {}", shown_reading(reading)).unwrap();
    }
    for hit in &found.hits {
        writeln!(out, "  {}", shown_hit(corpus, hit)).unwrap();
    }
    let sources = found.facets.sources.iter().map(|it| it.1.to_string());
    let sources: Vec<String> = sources.collect();
    let speakers = found.facets.speakers.iter();
    let speakers: Vec<String> = speakers.map(|(name, n)| format!("{name} {n}")).collect();
    let (sources, speakers) = (sources.join(" "), speakers.join(", "));
    writeln!(out, "  {} hits; {sources}; {speakers}\n", found.n_hits).unwrap();
}

fn shown_reading(reading: &Reading) -> String {
    let minus = |excluded: &bool| if *excluded { "-" } else { "" };
    match reading {
        Reading::Word {
            typed,
            met,
            completed,
        } => {
            let dots = if *completed { "…" } else { "" };
            format!("{typed}{dots} = {}", met.join(" "))
        }
        Reading::Phrase(words) => format!("“{words}”"),
        Reading::OtherNames { typed, met } => format!("{typed} = {}", met.join(", ")),
        Reading::Filter {
            field,
            value,
            excluded,
            is_met,
        } => format!("{}{field} {value} = {is_met}", minus(excluded)),
        Reading::Any(words) => words.join(" | "),
        Reading::Near {
            left,
            right,
            distance,
        } => format!("{left} ±{distance} {right}"),
        Reading::TooCommon(typed) => format!("{typed}: too common"),
        Reading::BeginsMany(typed) => format!("{typed}… begins many"),
        Reading::Without(words) => format!("-{words}"),
        Reading::Source {
            name,
            excluded,
            n_documents,
        } => format!("{}source {name} = {n_documents}", minus(excluded)),
        Reading::Speaker {
            name,
            excluded,
            met,
        } => format!("{}speaker {name} = {}", minus(excluded), met.join(", ")),
    }
}

fn shown_hit(corpus: &Corpus, hit: &Hit) -> String {
    let document = corpus.document(hit.document).unwrap();
    let text = match hit.passage {
        Some(_) => &document.text,
        None => &document.title,
    };
    let mut snippet = String::new();
    let mut at = hit.snippet.start as usize;
    for mark in &hit.marks {
        write!(
            snippet,
            "{}[{}]",
            &text[at..mark.start as usize],
            mark.of_text(text)
        )
        .unwrap();
        at = mark.end as usize;
    }
    snippet += &text[at..hit.snippet.end as usize];
    let place = match hit.passage {
        Some(passage) => (passage + 1).to_string(),
        None => {
            // A headline is its outlet's own words.
            snippet = format!("“{snippet}”");
            "title".to_owned()
        }
    };
    // Without the hash, so that a comma in an account does not change every answer.
    let key = document.key.rsplit_once('-').unwrap().0;
    let score = hit.score;
    format!("{key} {place} {score:.2}: {snippet}")
}

fn utterances(corpus: &Corpus) -> Vec<Utterance> {
    let in_document = |id: DocumentId, document: &Document, (speaker, words): &(&str, &str)| {
        let start = document.text.find(words)?;
        Some(Utterance {
            document: id,
            span: Span::new(start..start + words.len()),
            speaker: (*speaker).to_owned(),
            is_quoted: true,
        })
    };
    let all: Vec<Utterance> = corpus
        .ids()
        .flat_map(|(id, document)| {
            let mut here = UTTERANCES.iter();
            std::iter::from_fn(move || here.next().map(|it| in_document(id, document, it)))
        })
        .flatten()
        .collect();
    assert_eq!(all.len(), UTTERANCES.len(), "each stands in one account");
    all
}

fn accounts() -> Corpus {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/corpus");
    let files = std::fs::read_dir(folder).unwrap().map(|it| {
        let path = it.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, std::fs::read(&path).unwrap())
    });
    builder::corpus_of_files(files).0
}
