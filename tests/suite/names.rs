//! What the engine tells of names: counted, found first, put together and taken apart by hand.

use std::collections::BTreeSet;

use crossread::builder::{self, Built, Settings};
use crossread::bundle::{decode, encode};
use crossread::corpus::Document;
use crossread::engine::Engine;
use crossread::ingest;
use crossread::names::{NameKind, Placed};
use crossread::protocol::{
    FileQuestion, FormView, LinesQuestion, NameView, NamesAnswer, NamesQuestion, Question, Request,
    Response,
};
use crossread::text::fold;
use proptest::prelude::*;

use super::default_corpus;

fn ask(engine: &mut Engine, change: impl FnOnce(&mut NamesQuestion)) -> NamesAnswer {
    let mut question = NamesQuestion {
        limit: 1_000,
        ..NamesQuestion::default()
    };
    change(&mut question);
    let response = engine.answer(question.request());
    let answer = NamesQuestion::answer(&response);
    answer.expect("the answer fits the question").clone()
}

#[track_caller]
fn name<'a>(found: &'a NamesAnswer, canonical: &str) -> &'a NameView {
    let name = found.names.iter().find(|it| it.canonical == canonical);
    name.unwrap_or_else(|| panic!("no name {canonical}"))
}

#[track_caller]
fn form<'a>(name: &'a NameView, form: &str) -> &'a FormView {
    let found = name.forms.iter().find(|it| it.form == form);
    found.unwrap_or_else(|| panic!("no form {form} of {name:?}"))
}

fn counts(form: &FormView) -> Vec<u32> {
    let uses = form.uses.iter();
    uses.map(|it| it.as_ref().map_or(0, |it| it.n)).collect()
}

/// The passages, from 1, in which sources first use a form; 0 for the headline.
fn firsts(form: &FormView) -> Vec<Option<u32>> {
    let first = |(index, key): &(u32, String)| {
        assert!(key.starts_with(&format!("{}-", index + 1)));
        index + 1
    };
    let uses = form.uses.iter();
    uses.map(|it| Some(it.as_ref()?.passage.as_ref().map_or(0, first)))
        .collect()
}

fn placed(changes: &[(&str, &str)]) -> Vec<Placed> {
    let placed = |&(form, name): &(&str, &str)| Placed {
        form: form.to_owned(),
        name: name.to_owned(),
    };
    changes.iter().map(placed).collect()
}

/// Counted by hand in assets/corpus.
#[test]
fn forms_are_counted_by_source_with_their_first_use() {
    let (mut engine, _) = default_corpus::engine();
    let found = ask(&mut engine, |_| ());
    let shimoda = name(&found, "Treaty of Shimoda");
    assert_eq!(shimoda.kind, NameKind::Event);
    assert_eq!(shimoda.counts, [0, 1, 0, 0, 1]);
    let forms: Vec<&str> = shimoda.forms.iter().map(|it| it.form.as_str()).collect();
    assert_eq!(
        forms,
        ["treaty on trade and borders of 1855", "Treaty of Shimoda"]
    );

    let kawai = name(&found, "Katsuyuki Kawai");
    assert_eq!(kawai.kind, NameKind::Person);
    let forms: Vec<&str> = kawai.forms.iter().map(|it| it.form.as_str()).collect();
    assert_eq!(forms, ["Kawai", "Katsuyuki Kawai"]);
    assert_eq!(counts(form(kawai, "Kawai")), [0, 2, 0, 0, 0]);
    assert_eq!(counts(form(kawai, "Katsuyuki Kawai")), [0, 1, 0, 0, 0]);
    let none = None;
    assert_eq!(
        firsts(form(kawai, "Kawai")),
        [none, Some(2), none, none, none]
    );
    assert_eq!(kawai.counts, [0, 3, 0, 0, 0]);

    let kurils = name(&found, "southern Kurils");
    assert_eq!(kurils.kind, NameKind::Place);
    let territories = form(kurils, "Northern Territories");
    assert_eq!(counts(territories), [0, 0, 1, 0, 2]);
    assert_eq!(firsts(territories), [none, none, Some(6), none, Some(1)]);
    let islands = form(kurils, "southern Kuril Islands");
    assert_eq!(counts(islands), [1, 0, 0, 0, 1]);
    assert_eq!(firsts(islands), [Some(6), none, none, none, Some(6)]);

    // Headlines count.
    let russia = form(name(&found, "Russia"), "Russia");
    assert_eq!(
        firsts(russia),
        [Some(0), Some(0), Some(2), Some(0), Some(0)]
    );
}

#[test]
fn a_count_opens_as_many_lines() {
    let (mut engine, shelf) = default_corpus::engine();
    let found = ask(&mut engine, |_| ());
    for (canonical, written) in [
        ("southern Kurils", "Northern Territories"),
        ("Katsuyuki Kawai", "Katsuyuki Kawai"),
        ("Okinawa", "Okinawa"),
        ("Kunashir", "Kunashir"),
    ] {
        let form = form(name(&found, canonical), written);
        for (source, n) in shelf.sources.iter().zip(counts(form)) {
            let lines = LinesQuestion {
                query: format!("\"{written}\" source:\"{}\"", source.key),
                literally: true,
                limit: 50,
                ..LinesQuestion::default()
            };
            let Response::Lines(lines) = engine.answer(lines.request()) else {
                panic!("lines were asked for");
            };
            assert_eq!(lines.n_lines, n, "{written} in {}", source.key);
        }
    }
}

#[test]
fn names_are_narrowed_and_counted() {
    let (mut engine, _) = default_corpus::engine();
    let all = ask(&mut engine, |_| ());
    assert_eq!(all.n_names as usize, all.names.len());
    assert!(all.names.is_sorted_by_key(|it| it.kind));
    let kinds: u32 = all.kinds.iter().map(|it| it.1).sum();
    assert_eq!(kinds, all.n_names);
    let people = ask(&mut engine, |it| it.kinds = vec![NameKind::Person]);
    assert!(people.names.iter().all(|it| it.kind == NameKind::Person));
    assert_eq!(
        people.kinds, all.kinds,
        "each kind says what it would leave"
    );
    let few = ask(&mut engine, |it| it.limit = 2);
    assert_eq!(
        (few.n_names, few.names.len()),
        (all.n_names, 2 * few.kinds.len())
    );
    let words = ask(&mut engine, |it| it.words = "north TERR".to_owned());
    assert_eq!(words.names, []);
    let words = ask(&mut engine, |it| it.words = "hern TERR".to_owned());
    assert_eq!(words.names, [name(&all, "southern Kurils").clone()]);
    let only = ask(&mut engine, |it| it.only = Some("kawai".to_owned()));
    assert_eq!(only.names, [name(&all, "Katsuyuki Kawai").clone()]);
}

#[test]
fn forms_are_put_elsewhere_and_say_so() {
    let (mut engine, _) = default_corpus::engine();
    let all = ask(&mut engine, |_| ());
    let found = ask(&mut engine, |it| {
        it.placed = placed(&[("Northern Territories", "Northern Territories")]);
    });
    assert_eq!(found.n_names, all.n_names + 1);
    let alone = form(name(&found, "Northern Territories"), "Northern Territories");
    assert_eq!(counts(alone), [0, 0, 1, 0, 2]);
    assert_eq!(alone.found_as.as_deref(), Some("southern Kurils"));
    assert_eq!(alone.placed_by.as_deref(), Some("Northern Territories"));

    let found = ask(&mut engine, |it| {
        it.placed = placed(&[("southern Kurils", "Kuril Islands")]);
    });
    assert_eq!(found.n_names, all.n_names - 1);
    let taken = form(name(&found, "Kuril Islands"), "Northern Territories");
    assert_eq!(taken.placed_by.as_deref(), Some("southern Kurils"));

    // A form of its own becomes the name.
    let found = ask(&mut engine, |it| {
        it.placed = placed(&[("southern Kurils", "Northern Territories")]);
    });
    assert_eq!(found.n_names, all.n_names);
    let renamed = form(name(&found, "Northern Territories"), "Northern Territories");
    assert_eq!(renamed.placed_by.as_deref(), Some("southern Kurils"));
}

fn documents() -> Vec<Document> {
    let files = std::fs::read_dir("assets/corpus").expect("the default corpus is there");
    let files = files
        .flatten()
        .filter(|it| it.path().extension().is_some_and(|it| it == "md"));
    let read = files.flat_map(|it| {
        let bytes = std::fs::read(it.path()).expect("its files can be read");
        ingest::read(&it.file_name().to_string_lossy(), &bytes).documents
    });
    read.collect()
}

fn open(built: &Built) -> Engine {
    let mut engine = Engine::default();
    let opened = engine.answer(Request::Open(encode(&built.bundle)));
    assert!(matches!(opened, Response::Opened(_)), "{opened:?}");
    engine
}

/// Names with their forms and counts, in an order of their own.
fn told(found: &NamesAnswer) -> Vec<String> {
    let tell = |it: &NameView| {
        let mut forms: Vec<String> = (it.forms.iter())
            .map(|it| format!("{} {:?}", it.form, counts(it)))
            .collect();
        forms.sort();
        format!("{:?} {}: {}", it.kind, it.canonical, forms.join(", "))
    };
    let mut told: Vec<String> = found.names.iter().map(tell).collect();
    told.sort();
    told
}

#[test]
fn a_publisher_who_takes_the_file_gets_the_same_names() {
    let mut engine = open(&builder::build(documents(), &Settings::default()));
    for changes in [
        &[("Northern Territories", "Northern Territories")][..],
        &[("southern Kurils", "Kuril Islands")],
        &[("Kawai", "Shinzo Abe"), ("Kurils", "Kurils")],
        &[
            ("USSR", "USSR"),
            ("Soviet Union", "Russia"),
            ("Tokyo", "Japan"),
        ],
        &[("Shikotan", "Islets"), ("Habomai", "Islets")],
        &[("southern Kurils", "Northern Territories")],
    ] {
        let seen = ask(&mut engine, |it| it.placed = placed(changes));
        let file = FileQuestion::Names(placed(changes)).request();
        let Response::File(table) = engine.answer(file) else {
            panic!("a file was asked for");
        };
        assert!(table.starts_with("name,form,source,words,kind\r\n"));
        let mut settings = Settings::default();
        let problems = settings.read("names.csv", table.as_bytes());
        assert_eq!(problems, Some(Vec::new()), "{table}");
        let built = builder::build(documents(), &settings);
        assert_eq!(built.problems, [], "{table}");
        let mut published = open(&built);
        assert_eq!(told(&ask(&mut published, |_| ())), told(&seen), "{table}");

        // The bundle says so, too, when it is built again from itself.
        let opened = decode(&encode(&built.bundle)).expect("it is sound");
        let settings = Settings::of(&opened).expect("this release wrote it");
        let again = builder::build(opened.corpus.documents, &settings).bundle;
        assert!(encode(&again) == encode(&built.bundle));
    }
}

#[test]
fn names_that_no_article_has_are_told_with_their_file() {
    let mut settings = Settings::default();
    settings.read("names.csv", b"name,form,kind\nNarnia,Aslan,place\n");
    let told = builder::build(documents(), &settings).problems;
    let told: Vec<String> = told.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 1);
    assert!(
        told[0].contains("names.csv:2: no article names “Narnia”"),
        "{told:?}"
    );
}

#[test]
fn many_documents_are_counted_by_outlet() {
    let report = |n: u32| {
        let mut document = Document::of_text("It sailed from Okinawa. It came back to Okinawa.");
        document.outlet = match n {
            0..20 => format!("Post {}", n % 4),
            _ => format!("Wire {n}"),
        };
        document.date = format!("20{:02}", 60 - n).parse().ok();
        document.key = format!("report-{n}-aaaaaa");
        document.file = format!("{n:02}.md");
        document
    };
    let documents: Vec<Document> = (0..40).map(report).collect();
    let mut engine = open(&builder::build(documents, &Settings::default()));
    let found = ask(&mut engine, |_| ());
    assert_eq!(found.columns.len(), 12);
    let of_all: u32 = found.columns.iter().map(|it| it.n_documents).sum();
    assert_eq!(of_all, 40);
    let last = found.columns.last().expect("there are twelve");
    assert_eq!((last.outlet.as_str(), last.document), ("", None));
    let okinawa = form(name(&found, "Okinawa"), "Okinawa");
    assert_eq!(counts(okinawa)[..4], [10; 4]);
    assert_eq!(counts(okinawa).iter().sum::<u32>(), 80);
    // The first use is that of the earliest report.
    let first = okinawa.uses[0].as_ref().expect("it is used there");
    assert_eq!(first.document.0, 16);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn nothing_is_lost_by_moving_forms(
        changes in prop::collection::vec((0..400_usize, 0..400_usize, "\\PC{0,8}"), 0..8),
    ) {
        let (mut engine, _) = default_corpus::engine();
        let all = ask(&mut engine, |_| ());
        let forms: Vec<&str> = (all.names.iter()).flat_map(|it| &it.forms).map(|it| it.form.as_str()).collect();
        let pick = |at: usize| forms[at % forms.len()].to_owned();
        let changes: Vec<Placed> = changes.into_iter().map(|(form, name, typed)| Placed {
            form: pick(form),
            name: if name % 5 == 0 { typed } else { pick(name) },
        }).collect();
        let found = ask(&mut engine, |it| it.placed = changes);
        prop_assert_eq!(found.n_mentions, all.n_mentions);
        let n_forms: usize = found.names.iter().map(|it| it.forms.len()).sum();
        prop_assert_eq!(n_forms, forms.len());
        for it in &found.names {
            prop_assert_eq!(it.counts.iter().sum::<u32>(), it.forms.iter().map(|it| it.n).sum::<u32>());
        }
    }
}

/// Held against what was marked by hand, both ways; what is known not to be found is marked there.
#[test]
fn the_names_of_the_accounts_are_those_that_a_reader_marks() {
    let by_hand = include_str!("../golden/names/accounts.tsv");
    let lines = by_hand.lines().filter(|it| !it.starts_with(['#', '-']));
    let expected: BTreeSet<(String, BTreeSet<String>)> = lines
        .map(|it| {
            let (kind, forms) = it.split_once('\t').expect("kind and forms");
            (kind.to_owned(), forms.split('|').map(fold).collect())
        })
        .collect();
    let (mut engine, _) = default_corpus::engine();
    let found = ask(&mut engine, |_| {}).names;
    let found: BTreeSet<(String, BTreeSet<String>)> = found
        .iter()
        .map(|it| {
            let forms = it.forms.iter().map(|it| fold(&it.form)).collect();
            (it.kind.name().to_owned(), forms)
        })
        .collect();
    let missed: Vec<_> = expected.difference(&found).collect();
    let made_up: Vec<_> = found.difference(&expected).collect();
    assert!(
        missed.is_empty() && made_up.is_empty(),
        "missed {missed:?}, made up {made_up:?}"
    );
}
