//! When things happened, by the texts.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crossread::app::view::timeline_drawing;
use crossread::builder;
use crossread::bundle::encode;
use crossread::corpus::{Corpus, Date, Document};
use crossread::dates::{self, Published};
use crossread::engine::Engine;
use crossread::export::svg;
use crossread::protocol::{
    DatedSentence, EventRow, FileQuestion, Question, Request, Response, Shelf, TimelineAnswer,
    TimelineQuestion, readable,
};
use proptest::prelude::*;

use super::default_corpus;

#[track_caller]
fn ask(engine: &mut Engine, question: &TimelineQuestion) -> TimelineAnswer {
    let response = engine.answer(question.request());
    let answer = TimelineQuestion::answer(&response);
    answer.expect("the timeline is answered").clone()
}

/// Holds `found` against a golden file, or writes it there.
#[track_caller]
fn golden(name: &str, found: &str) {
    let path = Path::new("tests/golden/dates").join(name);
    if std::env::var_os("CROSSREAD_GOLDENS").is_some() {
        fs::write(&path, found).expect("the golden file can be written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, expected, "{}", path.display());
}

fn article(n: usize, date: Option<&str>, text: &str) -> Document {
    Document {
        key: format!("article-{n}-aaaaaa"),
        outlet: format!("Outlet {n}"),
        date: date.map(|it| it.parse().expect("the case has a date")),
        ..Document::of_text(text)
    }
}

fn engine(documents: Vec<Document>) -> (Engine, Shelf) {
    let corpus = Corpus {
        documents,
        ..Corpus::default()
    };
    let mut engine = Engine::default();
    match engine.answer(Request::Open(encode(&builder::bundle(corpus)))) {
        Response::Opened(shelf) => (engine, shelf),
        other => panic!("it did not open: {other:?}"),
    }
}

/// A line of what a careful reader marked.
struct Marked<'a> {
    place: (&'a str, u32),
    words: &'a str,
    when: &'a str,
}

fn marked(by_hand: &str) -> Vec<Marked<'_>> {
    let lines = by_hand.lines().filter(|it| !it.starts_with('#'));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            Marked {
                place: (cells[0], cells[1].parse().expect("a passage has a number")),
                words: cells[2],
                when: cells[3],
            }
        })
        .collect()
}

/// Nothing is found that a careful reader would not mark, and nothing is placed elsewhere; what
/// is left open or not found stands in the golden file.
#[test]
fn dates_are_those_that_a_careful_reader_marks() {
    let by_hand =
        fs::read_to_string("tests/golden/dates/by-hand.tsv").expect("the marks are there");
    let mut left = marked(&by_hand);
    let mut out = String::new();
    for document in default_corpus::bundle().corpus.documents {
        let name = readable(&document.key);
        let _ = writeln!(out, "{name}");
        for (index, passage) in document.body() {
            let text = document.passage_text(passage);
            for mention in dates::find(text, Published::of(&document)) {
                let words = mention.span.of_text(text);
                let at = left
                    .iter()
                    .position(|it| it.place == (name, index + 1) && it.words == words);
                let at = at.unwrap_or_else(|| panic!("{name} {}: “{words}” is no date", index + 1));
                let hand = left.remove(at);
                let (when, doubt) = match &mention.date {
                    Some(found) => {
                        let hand: Date = hand.when.parse().expect("it was found, so it has a date");
                        let holds = found.first <= hand.first && hand.last <= found.last;
                        assert!(holds, "{name}: “{words}” is {}, not {}", found, hand);
                        let doubt = if found.uncertain { ", not certain" } else { "" };
                        (found.edtf.as_str(), doubt)
                    }
                    None => ("–", ""),
                };
                let basis = mention.basis.name();
                let _ = writeln!(out, "  {} {words}: {when}, {basis}{doubt}", index + 1);
            }
        }
    }
    for it in left {
        let _ = writeln!(out, "not found: {} {} {}", it.place.0, it.place.1, it.words);
    }
    golden("accounts.txt", &out);
}

#[test]
fn one_time_in_several_sources_is_one_event() {
    let (mut engine, _) = default_corpus::engine();
    let answer = ask(&mut engine, &TimelineQuestion::default());
    let keys: Vec<&str> = answer.events.iter().map(|it| it.key.as_str()).collect();
    assert_eq!(
        keys,
        [
            "1855",
            "1934/1966",
            "1945",
            "1956",
            "1960",
            "1972",
            "1981",
            "2018",
            "2018-11",
            "2019-01-09",
            "2022-02-07"
        ]
    );
    let event = |key: &str| {
        let found = answer.events.iter().find(|it| it.key == key);
        found.unwrap_or_else(|| panic!("no event {key}"))
    };
    let cells = |it: &EventRow| -> Vec<(u32, u32, bool)> {
        let cells = it.cells.iter();
        cells
            .map(|it| (it.document.0, it.n, it.is_stated))
            .collect()
    };
    assert_eq!(
        cells(event("1956")),
        [(0, 2, true), (1, 2, true), (4, 1, true)]
    );
    assert_eq!(cells(event("2018-11")), [(1, 1, false), (4, 1, true)]);
    assert_eq!(cells(event("2022-02-07")), [(4, 1, false)]);
    assert_eq!(answer.n_open, 5);
    assert!(answer.sentences.is_empty());
}

#[test]
fn an_event_has_its_sentences_of_all_sources_or_one() {
    let (mut engine, _) = default_corpus::engine();
    let mut question = TimelineQuestion {
        at: Some("1956".to_owned()),
        ..TimelineQuestion::default()
    };
    let answer = ask(&mut engine, &question);
    assert_eq!((answer.sentences.len(), answer.n_sentences), (5, 5));
    let is_1956 = |it: &DatedSentence| it.mark.of_text(&it.text) == "1956";
    assert!(answer.sentences.iter().all(is_1956));
    question.source = Some("tass-kishida-2022".to_owned());
    assert_eq!(ask(&mut engine, &question).n_sentences, 1);
    question.at = Some("1066".to_owned());
    assert_eq!(ask(&mut engine, &question).n_sentences, 0);
}

#[test]
fn years_narrow_what_is_shown() {
    let (mut engine, shelf) = default_corpus::engine();
    let question = TimelineQuestion {
        from: Some(2018),
        to: Some(2019),
        ..TimelineQuestion::default()
    };
    let answer = ask(&mut engine, &question);
    let keys: Vec<&str> = answer.events.iter().map(|it| it.key.as_str()).collect();
    assert_eq!(keys, ["2018", "2018-11", "2019-01-09"]);
    let drawing = svg(&timeline_drawing(&shelf, &answer));
    assert!(
        drawing.contains("Nov") && !drawing.contains("7 Feb"),
        "{drawing}"
    );
}

#[test]
fn the_drawing_is_the_same_as_it_was() {
    let (mut engine, shelf) = default_corpus::engine();
    let answer = ask(&mut engine, &TimelineQuestion::default());
    golden("timeline.svg", &svg(&timeline_drawing(&shelf, &answer)));
}

#[test]
fn the_table_has_a_row_for_each_date() {
    let (mut engine, _) = default_corpus::engine();
    let answer = ask(&mut engine, &TimelineQuestion::default());
    let question = FileQuestion::Timeline(TimelineQuestion::default());
    let Response::File(table) = engine.answer(question.request()) else {
        panic!("it is a file");
    };
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len() as u32, 1 + answer.n_mentions + answer.n_open);
    assert!(lines[0].ends_with(",when,from,to,basis,certain,words,sentence"));
    assert!(table.contains(",2018-11,2018-11-01,2018-11-30,worked out,no,November,"));
}

#[test]
fn too_many_events_and_sentences_are_left_out_and_counted() {
    let years: Vec<String> = (1500..1800).map(|it| format!("It was in {it}.")).collect();
    let often = ["And again in 1999."; 50].join(" ");
    let long = format!("{}\n\n{often}", years.join(" "));
    let (mut engine, _) = engine(vec![
        article(0, None, &long),
        article(1, None, "It was in 1799, not last year."),
    ]);
    let question = TimelineQuestion {
        at: Some("1999".to_owned()),
        ..TimelineQuestion::default()
    };
    let answer = ask(&mut engine, &question);
    assert_eq!((answer.n_events, answer.events.len()), (301, 200));
    assert_eq!((answer.n_sentences, answer.sentences.len()), (50, 20));
    assert!(
        answer.events.iter().any(|it| it.key == "1799"),
        "two sources have it"
    );
    assert_eq!(answer.n_open, 1, "no date of publication, no last year");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_corpus_breaks_it(
        texts in prop::collection::vec("(in 1956|last year|[a-z]{0,5}|14 November 2018|the 1990s|\\PC{0,9}|\\. ){0,12}", 1..5),
        date in prop::option::of(prop::sample::select(vec!["2018-11-14", "2019", "2018-11/2020-09", "9999-12-31", "0001"])),
        from in prop::option::of(any::<u16>()), to in prop::option::of(any::<u16>()),
    ) {
        let documents = texts.iter().enumerate().map(|(n, it)| article(n, date, it));
        let (mut engine, shelf) = engine(documents.collect());
        let question = TimelineQuestion { from, to, at: Some("1956".to_owned()), source: None };
        let answer = ask(&mut engine, &question);
        prop_assert!(answer.sentences.iter().all(|it| it.mark.fits(&it.text)));
        prop_assert!(answer.events.windows(2).all(|it| it[0].date.first <= it[1].date.first));
        let drawing = timeline_drawing(&shelf, &answer);
        prop_assert!(drawing.width > 0 && drawing.height > 0);
        svg(&drawing);
    }
}
