//! What the engine answers, asked as the page asks.

use crossread::bundle;
use crossread::corpus::DocumentId;
use crossread::engine::{Engine, MAX_COMPARED};
use crossread::protocol::{
    CompareQuestion, CorpusQuestion, CountsQuestion, FileQuestion, GoToQuestion, LinesQuestion,
    MAX_COUNTED, NamesQuestion, OverviewQuestion, PlaceKind, Question, QuoteView, QuotesAnswer,
    QuotesQuestion, ReadQuestion, Request, Response, SearchQuestion, WhyQuestion,
};
use crossread::quotes::StatementKind;
use crossread::search::Sort;
use proptest::prelude::*;

use super::default_corpus;

#[track_caller]
fn ask<Q: Question>(question: Q) -> Q::Answer {
    let (mut engine, _) = default_corpus::engine();
    let response = engine.answer(question.request());
    let answer = Q::answer(&response);
    answer.expect("the answer fits the question").clone()
}

fn quotes(change: impl FnOnce(&mut QuotesQuestion)) -> QuotesAnswer {
    let mut question = QuotesQuestion {
        limit: 100,
        ..QuotesQuestion::default()
    };
    change(&mut question);
    ask(question)
}

#[test]
fn before_a_corpus_is_open_it_says_so() {
    let answer = Engine::default().answer(Request::Overview(OverviewQuestion::default()));
    assert_eq!(
        answer,
        Response::Failed("No corpus is open yet.".to_owned())
    );
}

#[test]
fn a_broken_bundle_leaves_the_open_one_open() {
    let (mut engine, shelf) = default_corpus::engine();
    let refused = engine.answer(Request::Open(b"<!doctype html>".to_vec()));
    assert!(matches!(refused, Response::Failed(_)), "{refused:?}");
    assert!(matches!(
        engine.answer(Request::Overview(OverviewQuestion::default())),
        Response::Overview(_)
    ));
    assert_eq!(shelf.sources.len(), 5);
}

#[test]
fn the_overview_counts_what_is_there() {
    let answer = ask(OverviewQuestion::default());
    let row = |label: &str| {
        let found = answer.topics.iter().find(|it| it.label == label);
        found
            .unwrap_or_else(|| panic!("no topic {label}"))
            .counts
            .clone()
    };
    assert_eq!(row("The 1956 declaration"), [2, 2, 0, 0, 1]);
    assert_eq!(row("The UN Charter"), [0, 0, 2, 0, 0]);
    assert_eq!(row("Visa-free exchanges"), [0, 0, 0, 0, 1]);
    let most = &answer.speakers[0];
    assert!(most.words.iter().sum::<u32>() > 50, "{most:?}");
    let years: Vec<u16> = answer.years.iter().map(|it| it.year).collect();
    assert_eq!(years, [1855, 1945, 1956, 1960, 1972, 1981, 2018]);
}

#[test]
fn a_reader_asks_for_other_topics() {
    let asked = ask(OverviewQuestion {
        topics: vec!["\"1956\"".to_owned(), " ".to_owned(), " islan ".to_owned()],
    });
    let shown = asked.topics.iter().map(|it| (&*it.label, &*it.query));
    let shown: Vec<(&str, &str)> = shown.collect();
    // By the publisher's name where it is the publisher's query; what is typed is not completed.
    assert_eq!(
        shown,
        [("The 1956 declaration", "\"1956\""), ("islan", "islan")]
    );
    assert_eq!(asked.topics[0].counts, [2, 2, 0, 0, 1]);
    let counts = ask(CountsQuestion {
        queries: vec!["islan".to_owned()],
    });
    assert_eq!(asked.topics[1].counts, counts[0].counts);
    // The rest of the page stays.
    let first = ask(OverviewQuestion::default());
    assert_eq!(asked.speakers, first.speakers);
}

#[test]
fn quotations_are_narrowed_and_counted() {
    let all = quotes(|_| {});
    assert_eq!(all.n_terms, 2);
    assert_eq!(all.n_shown, all.n_statements + all.n_terms);
    let lavrov = quotes(|it| it.speakers = vec!["Sergei Lavrov".to_owned()]);
    assert!((5..all.n_shown).contains(&lavrov.n_shown));
    // The list of speakers does not shrink to the one that is chosen.
    assert_eq!(lavrov.speakers, all.speakers);
    let terms = quotes(|it| it.kinds = vec![StatementKind::Term]);
    assert_eq!(terms.n_shown, 2);
    let indirect = quotes(|it| it.kinds = vec![StatementKind::Indirect]);
    assert!(indirect.n_shown > 0);
    assert!((indirect.quotes.iter()).all(|it| it.statement.pieces.is_empty()));
    let through_kyodo = quotes(|it| it.relays = vec!["Kyodo".to_owned()]);
    let by = |it: &QuoteView| it.statement.speaker.as_ref().map(|it| it.name.clone());
    assert!((through_kyodo.quotes.iter()).all(|it| by(it).as_deref() == Some("Katsuyuki Kawai")));
    let within = quotes(|it| it.words = "gordian KNOT".to_owned());
    assert!(
        within.n_shown > 0,
        "the words may stand anywhere in the sentence"
    );
}

#[test]
fn a_quotation_is_found_by_its_key_or_else_by_its_words() {
    let all = quotes(|_| {});
    let holds = |it: &&QuoteView| {
        let at = it.statement.extent().start - it.context_span.start;
        it.context[at as usize..].starts_with("The two countries are “a long way from")
    };
    let wanted = all.quotes.iter().find(holds).expect("Lavrov says so");
    let by_key = quotes(|it| it.only = Some((wanted.key.clone(), String::new())));
    assert_eq!(by_key.quotes.first(), Some(wanted));
    assert!(!by_key.found_by_words);
    let by_words = quotes(|it| it.only = Some(("gone".to_owned(), "a long way from".to_owned())));
    assert_eq!(by_words.quotes.first(), Some(wanted));
    assert!(by_words.found_by_words);
    let neither = quotes(|it| it.only = Some(("gone".to_owned(), "never said".to_owned())));
    assert_eq!(neither.n_shown, 0);
}

#[test]
fn keys_of_quotations_are_distinct() {
    let mut keys: Vec<String> = quotes(|_| {}).quotes.into_iter().map(|it| it.key).collect();
    let n = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), n);
}

#[test]
fn a_document_is_found_by_the_readable_part_of_its_key() {
    let reading = ask(ReadQuestion {
        document: "tass-abe-2018".to_owned(),
        query: "shikotan".to_owned(),
    });
    assert!(!reading.other_edition);
    assert_eq!(reading.marks.len(), 2);
    let older = ask(ReadQuestion {
        document: "tass-abe-2018-000000".to_owned(),
        query: String::new(),
    });
    assert!(older.other_edition);
    assert_eq!(older.document, reading.document);
}

#[test]
fn a_document_that_is_not_here_is_named() {
    let (mut engine, _) = default_corpus::engine();
    let question = ReadQuestion {
        document: "nowhere".to_owned(),
        query: String::new(),
    };
    let answer = engine.answer(question.request());
    let expected = "“nowhere” is not among the 5 sources here.".to_owned();
    assert_eq!(answer, Response::Failed(expected));
}

#[test]
fn snippets_are_cut_from_their_passage() {
    let found = ask(SearchQuestion {
        query: "shikotn".to_owned(),
        limit: 50,
        ..SearchQuestion::default()
    });
    assert_eq!((found.n_hits, found.n_documents), (6, 4));
    for hit in &found.hits {
        assert!(
            hit.marks
                .iter()
                .all(|it| it.of_text(&hit.text).to_lowercase() == "shikotan")
        );
        assert!(!hit.marks.is_empty());
    }
}

#[test]
fn lines_name_their_passages() {
    let found = ask(LinesQuestion {
        query: "shikotan".to_owned(),
        width: 3,
        limit: 2,
        ..LinesQuestion::default()
    });
    assert_eq!((found.n_lines, found.lines.len()), (7, 2));
    let line = &found.lines[0];
    assert_eq!(line.found, "Shikotan");
    assert_eq!(line.left.split(' ').count(), 3);
    let (index, key) = line.passage.as_ref().expect("it is no headline");
    assert!(key.starts_with(&format!("{}-", index + 1)));
}

#[test]
fn a_score_is_explained_or_there_is_no_such_passage() {
    let question = |passage| WhyQuestion {
        query: "shikotn pact ".to_owned(),
        literally: false,
        document: DocumentId(0),
        passage,
    };
    let why = ask(question(Some(6)));
    assert_eq!(why.missing, ["pact"]);
    let [word] = &why.words[..] else {
        panic!("{why:?}");
    };
    assert_eq!((word.typed.as_str(), word.n), ("shikotn", 1));
    assert_eq!(word.met, ["shikotan"]);
    assert!(word.cost > 0);
    let (mut engine, _) = default_corpus::engine();
    let answer = engine.answer(question(Some(999)).request());
    let expected = "There is no such passage here.".to_owned();
    assert_eq!(answer, Response::Failed(expected));
}

#[test]
fn queries_are_counted_at_once() {
    let queries = ["treaty", "  ", "-source:tass kuril\t"].map(str::to_owned);
    let rows = ask(CountsQuestion {
        queries: queries.into(),
    });
    let rows: Vec<_> = rows
        .iter()
        .map(|it| (it.query.as_str(), it.n_hits, it.counts.as_slice()))
        .collect();
    assert_eq!(
        rows,
        [
            ("treaty", 24, &[7, 4, 3, 5, 5][..]),
            ("-source:tass kuril", 2, &[0, 0, 1, 1, 0]),
        ]
    );
    let (mut engine, _) = default_corpus::engine();
    let too_many = CountsQuestion {
        queries: vec!["treaty".to_owned(); MAX_COUNTED + 1],
    };
    let expected = "At most 500 queries are counted at once.".to_owned();
    for request in [too_many.request(), FileQuestion::Counts(too_many).request()] {
        assert_eq!(engine.answer(request), Response::Failed(expected.clone()));
    }
}

/// Rows and cells of a table; the mark before what a spreadsheet would take for a formula stays.
fn read_csv(table: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut is_quoted = false;
    let mut chars = table.chars().peekable();
    while let Some(c) = chars.next() {
        let row = rows.last_mut().expect("there is always one");
        let cell = row.last_mut().expect("there is always one");
        match c {
            '"' if is_quoted && chars.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(String::new()),
            '\r' if !is_quoted && chars.next_if_eq(&'\n').is_some() => {
                rows.push(vec![String::new()]);
            }
            _ => cell.push(c),
        }
    }
    assert_eq!(rows.pop(), Some(vec![String::new()]), "the last row ends");
    rows
}

#[test]
fn tables_hold_everything() {
    let (_, shelf) = default_corpus::engine();
    let hits = SearchQuestion {
        query: "treaty".to_owned(),
        limit: 1,
        sort: Sort::Source,
        ..SearchQuestion::default()
    };
    let table = ask(FileQuestion::Hits(hits));
    let rows = read_csv(&table);
    assert_eq!(
        rows[0],
        [
            "source",
            "outlet",
            "carried by",
            "date",
            "passage",
            "score",
            "text"
        ]
    );
    assert_eq!(rows.len(), 1 + 24);
    let first = &shelf.sources[0];
    let date = first.date.as_ref().map(|it| it.edtf.clone());
    assert_eq!(rows[1][0], first.key);
    assert_eq!(rows[1][2], first.carried_by.clone().expect("it is stated"));
    assert_eq!(Some(&rows[1][3]), date.as_ref());
    assert_eq!(rows[1][4], "headline");
    assert_eq!(rows[1][6], first.title);
    let lines = LinesQuestion {
        query: "treaty".to_owned(),
        ..LinesQuestion::default()
    };
    let rows = read_csv(&ask(FileQuestion::Lines(lines.clone())));
    assert_eq!(rows[0][5..], ["left", "found", "right"]);
    assert_eq!(rows.len() as u32, 1 + ask(lines).n_lines);
    let queries = ["-kuril", "\"peace treaty\", x"].map(str::to_owned);
    let rows = read_csv(&ask(FileQuestion::Counts(CountsQuestion {
        queries: queries.into(),
    })));
    assert_eq!(rows[0].len(), 2 + shelf.sources.len());
    assert_eq!(
        [&rows[1][0], &rows[2][0]],
        ["'-kuril", "\"peace treaty\", x"]
    );
}

#[test]
fn comparing_skips_doubles_and_names_strangers() {
    let (_, shelf) = default_corpus::engine();
    let mut documents: Vec<String> = shelf.sources.iter().map(|it| it.key.clone()).collect();
    documents.insert(1, documents[0].clone());
    documents.insert(2, "stranger".to_owned());
    let answer = ask(CompareQuestion {
        documents,
        ..CompareQuestion::default()
    });
    assert_eq!(answer.alignment.documents.len(), MAX_COMPARED);
    assert_eq!(answer.unknown, ["stranger"]);
    assert_eq!(answer.texts.len(), MAX_COMPARED);
}

#[test]
fn speakers_names_and_sources_are_places_to_go() {
    let go = |pattern: &str| {
        ask(GoToQuestion {
            pattern: pattern.to_owned(),
            limit: 12,
        })
    };
    let kimura = go("kimra");
    assert!(
        kimura
            .iter()
            .any(|it| it.kind == PlaceKind::Speaker("Mitsuhiro Kimura".to_owned()))
    );
    let shimoda = go("shim");
    assert!(
        shimoda.iter().any(|it| it.label.contains("Shimoda")),
        "{shimoda:?}"
    );
    let tsarizm = go("tsarizm");
    assert!(
        matches!(tsarizm[0].kind, PlaceKind::Source(_)),
        "{tsarizm:?}"
    );
}

#[test]
fn every_source_has_its_file() {
    let files = ask(CorpusQuestion);
    assert_eq!(files.len(), 5);
    assert!(
        files
            .iter()
            .all(|it| it.file.ends_with(".md") && it.date_basis.is_some())
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_question_breaks_it(typed in "\\PC{0,80}") {
        let (mut engine, _) = default_corpus::engine();
        for request in [
            LinesQuestion { query: typed.clone(), limit: 20, ..LinesQuestion::default() }.request(),
            WhyQuestion { query: typed.clone(), literally: false, document: DocumentId(1), passage: Some(2) }.request(),
            SearchQuestion { query: typed.clone(), limit: 20, ..SearchQuestion::default() }.request(),
            ReadQuestion { document: typed.clone(), query: typed.clone() }.request(),
            CompareQuestion { documents: vec![typed.clone(), "tass-abe-2018".to_owned()], ..CompareQuestion::default() }.request(),
            GoToQuestion { pattern: typed.clone(), limit: 10 }.request(),
            NamesQuestion { words: typed.clone(), limit: 5, ..NamesQuestion::default() }.request(),
            NamesQuestion { only: Some(typed.clone()), limit: 5, ..NamesQuestion::default() }.request(),
            QuotesQuestion { words: typed.clone(), speakers: vec![typed.clone()], ..QuotesQuestion::default() }.request(),
        ] {
            engine.answer(request);
        }
        let hits = SearchQuestion { query: typed.clone(), ..SearchQuestion::default() };
        let lines = LinesQuestion { query: typed.clone(), ..LinesQuestion::default() };
        let (n_hits, n_lines) = (ask(hits.clone()).n_hits, ask(lines.clone()).n_lines);
        let counts = CountsQuestion { queries: vec![typed] };
        let n_counts = ask(counts.clone()).len();
        for (question, n_rows) in [
            (FileQuestion::Hits(hits), n_hits as usize),
            (FileQuestion::Lines(lines), n_lines as usize),
            (FileQuestion::Counts(counts), n_counts),
        ] {
            let rows = read_csv(&ask(question));
            prop_assert_eq!(rows.len(), 1 + n_rows);
            prop_assert!(rows.iter().all(|it| it.len() == rows[0].len()));
            let starts_formula = |it: &String| it.starts_with(['=', '+', '-', '@', '\t', '\r']);
            prop_assert!(!rows.iter().flatten().any(starts_formula));
        }
    }
}

#[test]
fn a_bundle_survives_its_own_bytes() {
    let bundle = default_corpus::bundle();
    assert_eq!(bundle::decode(&bundle::encode(&bundle)), Ok(bundle));
}
