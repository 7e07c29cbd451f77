//! What the engine tells of statements: put together, corrected, shared out, taken away as files.

use crossread::builder::{self, Settings};
use crossread::bundle::encode;
use crossread::corpus::{Corpus, Document};
use crossread::engine::Engine;
use crossread::export::Format;
use crossread::protocol::{
    Correction, FileQuestion, Grouping, Question, QuotesAnswer, QuotesQuestion, Request, Response,
};
use crossread::quotes::{Rule, StatementKind};

use super::default_corpus;

const ALL: u32 = u32::MAX;

const GROUPINGS: [Grouping; 6] = [
    Grouping::Nothing,
    Grouping::Speaker,
    Grouping::Source,
    Grouping::Relay,
    Grouping::Topic,
    Grouping::Words,
];

fn article(n: usize, text: &str) -> Document {
    Document {
        key: format!("article-{n}-aaaaaa"),
        outlet: format!("Outlet {n}"),
        ..Document::of_text(text)
    }
}

/// An engine with these articles; keys are their numbers.
fn engine(texts: &[&str]) -> Engine {
    let documents = texts.iter().enumerate().map(|(n, text)| article(n, text));
    let corpus = Corpus {
        documents: documents.collect(),
        ..Corpus::default()
    };
    let mut engine = Engine::default();
    let opened = engine.answer(Request::Open(encode(&builder::bundle(corpus))));
    assert!(matches!(opened, Response::Opened(_)), "{opened:?}");
    engine
}

#[track_caller]
fn ask(engine: &mut Engine, change: impl FnOnce(&mut QuotesQuestion)) -> QuotesAnswer {
    let mut question = QuotesQuestion {
        limit: ALL,
        ..QuotesQuestion::default()
    };
    change(&mut question);
    let response = engine.answer(question.request());
    let answer = QuotesQuestion::answer(&response);
    answer.expect("statements are answered").clone()
}

#[track_caller]
fn file(engine: &mut Engine, question: FileQuestion) -> String {
    match engine.answer(question.request()) {
        Response::File(text) => text,
        other => panic!("{other:?}"),
    }
}

const TWO_REPORTS: [&str; 3] = [
    "“We want this bridge built before winter,” Mayor Anna Berg told Nordwire on Monday.\n\n\
     “The money is there,” said Carl Lund, the treasurer.",
    "The mayor, Anna Berg, said: “We want this bridge built before winter, and we mean it.”",
    "Critics spoke of a “bridge to nowhere”.",
];

#[test]
fn each_statement_shown_is_in_its_groups_and_the_rest_is_last() {
    let (mut engine, _) = default_corpus::engine();
    let plain = ask(&mut engine, |_| ());
    let all: Vec<&String> = plain.quotes.iter().map(|it| &it.key).collect();
    for grouping in GROUPINGS {
        let found = ask(&mut engine, |it| it.grouping = grouping);
        let n: u32 = found.groups.iter().map(|it| it.n).sum();
        assert_eq!(n as usize, found.quotes.len(), "{grouping:?}");
        assert_eq!(found.n_shown, plain.n_shown);
        for key in &all {
            assert!(
                found.quotes.iter().any(|it| it.key == **key),
                "{grouping:?}"
            );
        }
        let labels: Vec<&str> = found.groups.iter().map(|it| it.label.as_str()).collect();
        let rest = labels.iter().position(|it| it.is_empty());
        assert!(rest.is_none_or(|it| it + 1 == labels.len()), "{labels:?}");
        let named = found.groups.iter().filter(|it| !it.label.is_empty());
        assert!(
            named.map(|it| std::cmp::Reverse(it.n)).is_sorted(),
            "{labels:?}"
        );
    }
}

#[test]
fn groups_hold_what_they_are_called_after() {
    let (mut engine, shelf) = default_corpus::engine();
    for grouping in [Grouping::Speaker, Grouping::Source, Grouping::Relay] {
        let found = ask(&mut engine, |it| it.grouping = grouping);
        let mut quotes = found.quotes.iter();
        for group in found.groups.iter().filter(|it| !it.label.is_empty()) {
            for quote in quotes.by_ref().take(group.n as usize) {
                let source = shelf.source(quote.document).expect("it is on the shelf");
                let relays = &quote.statement.relays;
                assert!(match grouping {
                    Grouping::Speaker => quote.speaker() == Some(&*group.label),
                    Grouping::Source => source.key == group.label,
                    _ => relays.iter().any(|it| it.name == group.label),
                });
            }
        }
    }
    let topics = ask(&mut engine, |it| it.grouping = Grouping::Topic);
    let charter = topics.groups.iter().find(|it| it.label == "The UN Charter");
    assert!(charter.is_some_and(|it| it.n > 1), "{:?}", topics.groups);
}

#[test]
fn the_same_words_in_two_sources_stand_together() {
    let mut engine = engine(&TWO_REPORTS);
    let found = ask(&mut engine, |it| it.grouping = Grouping::Words);
    let told: Vec<(&str, u32)> = found.groups.iter().map(|it| (&*it.label, it.n)).collect();
    assert_eq!(
        told,
        [("We want this bridge built before winter,", 2), ("", 2)]
    );
    let [first, second, ..] = found.quotes.as_slice() else {
        panic!("there are four")
    };
    assert_eq!(first.also, [(second.document, second.key.clone())]);
    assert_eq!(second.also, [(first.document, first.key.clone())]);
    assert!(found.quotes[2].also.is_empty() && found.quotes[3].also.is_empty());
}

#[test]
fn a_correction_is_seen_by_filters_shares_and_files() {
    let mut engine = engine(&TWO_REPORTS);
    let found = ask(&mut engine, |_| ());
    let lund = found
        .quotes
        .iter()
        .find(|it| it.speaker() == Some("Carl Lund"));
    let lund = lund.expect("Lund speaks").clone();
    let corrections = vec![Correction {
        statement: lund.key.clone(),
        speaker: "Eva Lund".to_owned(),
    }];
    let corrected = ask(&mut engine, |it| it.corrections = corrections.clone());
    let quote = corrected.quotes.iter().find(|it| it.key == lund.key);
    let quote = quote.expect("it is still there");
    assert_eq!(quote.speaker(), Some("Eva Lund"));
    assert_eq!(quote.role(), None);
    assert_eq!(quote.statement, lund.statement, "what was found is kept");
    let count = |name: &str| {
        corrected
            .speakers
            .iter()
            .find(|it| it.0 == name)
            .map(|it| it.1)
    };
    assert_eq!((count("Eva Lund"), count("Carl Lund")), (Some(1), None));
    assert!(corrected.shares.iter().any(|it| it.name == "Eva Lund"));

    let narrowed = ask(&mut engine, |it| {
        it.corrections = corrections.clone();
        it.speakers = vec!["Eva Lund".to_owned()];
    });
    assert_eq!(narrowed.n_shown, 1);

    let question = QuotesQuestion {
        corrections: corrections.clone(),
        ..QuotesQuestion::default()
    };
    let table = file(&mut engine, FileQuestion::Statements(question, Format::Csv));
    assert_eq!(table.matches("Eva Lund").count(), 1);
    let names = file(&mut engine, FileQuestion::Corrections(corrections));
    assert_eq!(
        names,
        "name,form,source,words,kind\r\nEva Lund,,article-0,\"The money is there,\",\r\n"
    );

    // A publisher who takes that file gets the same.
    let mut settings = Settings::default();
    let told = settings.read("names.csv", names.as_bytes());
    assert_eq!(told, Some(Vec::new()));
    let mut documents = Vec::new();
    for (n, text) in TWO_REPORTS.iter().enumerate() {
        documents.push(article(n, text));
    }
    let built = builder::build(documents, &settings);
    assert_eq!(built.problems, []);
    let named = built
        .bundle
        .statements
        .iter()
        .flatten()
        .filter(|it| it.reason.rule == Rule::Publisher);
    let named: Vec<_> = named
        .filter_map(|it| Some(it.speaker.as_ref()?.name.as_str()))
        .collect();
    assert_eq!(named, ["Eva Lund"]);

    let nobody = vec![Correction {
        statement: lund.key.clone(),
        speaker: String::new(),
    }];
    let found = ask(&mut engine, |it| it.corrections = nobody);
    assert!(
        found.speakers.contains(&(String::new(), 2)),
        "{:?}",
        found.speakers
    );
}

#[test]
fn shares_are_of_what_is_shown_and_denominators_of_everything() {
    let (mut engine, shelf) = default_corpus::engine();
    let all = ask(&mut engine, |_| ());
    let sum = |found: &QuotesAnswer| -> u32 { found.shares.iter().flat_map(|it| &it.words).sum() };
    assert_eq!(sum(&all), all.n_quoted.iter().sum::<u32>());
    for (quoted, source) in all.n_quoted.iter().zip(&shelf.sources) {
        assert!(*quoted > 0 && *quoted < source.n_words);
    }
    let indirect = ask(&mut engine, |it| it.kinds = vec![StatementKind::Indirect]);
    assert!(indirect.n_shown > 0);
    assert_eq!(sum(&indirect), 0);
    assert_eq!(indirect.n_quoted, all.n_quoted);
}

#[test]
fn one_speaker_has_roles_and_forms() {
    let (mut engine, _) = default_corpus::engine();
    let found = ask(&mut engine, |it| {
        it.speakers = vec!["Sergei Lavrov".to_owned()]
    });
    let forms: Vec<&str> = found.called.iter().map(|it| it.0.as_str()).collect();
    assert!(
        forms.contains(&"he") && forms.contains(&"Lavrov"),
        "{forms:?}"
    );
    assert!(
        found
            .called
            .iter()
            .map(|it| std::cmp::Reverse(it.2))
            .is_sorted()
    );
    assert!(
        found.roles.iter().any(|it| it.contains("Foreign Minister")),
        "{:?}",
        found.roles
    );
    let two = ask(&mut engine, |it| {
        it.speakers = ["Sergei Lavrov", "Shinzo Abe"].map(str::to_owned).into();
    });
    assert!(two.called.is_empty() && two.roles.is_empty());
}

#[test]
fn files_hold_every_row_that_passes() {
    let (mut engine, _) = default_corpus::engine();
    let found = ask(&mut engine, |it| {
        it.speakers = vec!["Shinzo Abe".to_owned()]
    });
    let question = QuotesQuestion {
        speakers: vec!["Shinzo Abe".to_owned()],
        grouping: Grouping::Topic,
        limit: 1,
        ..QuotesQuestion::default()
    };
    let mut write = |format| {
        file(
            &mut engine,
            FileQuestion::Statements(question.clone(), format),
        )
    };
    let rows: serde_json::Value = serde_json::from_str(&write(Format::Json)).expect("it is JSON");
    let rows = rows.as_array().expect("it is a list");
    assert_eq!(rows.len(), found.n_shown as usize);
    for (row, quote) in rows.iter().zip(&found.quotes) {
        assert_eq!(row["id"], *quote.key);
        assert_eq!(row["kind"], quote.statement.kind.name());
    }
    assert_eq!(write(Format::JsonLines).lines().count(), rows.len());
    let notes = write(Format::Ris)
        .lines()
        .filter(|it| it.starts_with("N1  - "))
        .count();
    assert_eq!(notes, rows.len());
    assert_eq!(write(Format::BibTex).matches("@article{").count(), 1);
    let items: serde_json::Value = serde_json::from_str(&write(Format::CslJson)).expect("JSON");
    assert_eq!(items.as_array().map(Vec::len), Some(1));
}
