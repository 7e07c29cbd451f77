//! What lines, orders, suggestions, other queries and explanations promise, over random corpora
//! and queries.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::collections::BTreeSet;

use crossread::corpus::{Corpus, Date, Document, DocumentId, Passage};
use crossread::search::{Called, Found, Hints, Index, Query, Sort, SuggestionKind};
use crossread::text::words;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::search_agrees_with_a_slow_scan::{corpus, documents};

const ALL: u32 = u32::MAX;

const SORTS: [Sort; 6] = [
    Sort::Best,
    Sort::Newest,
    Sort::Oldest,
    Sort::Source,
    Sort::Left,
    Sort::Right,
];

const WORDS: &[&str] = &[
    "treaty",
    "treaties",
    "trety",
    "declaration",
    "declaratoin",
    "Shikotan",
    "the",
    "the",
    "the",
    "“Kuril",
    "islands,”",
    "southern",
    "1956",
    "島",
    "北方領土",
    "договор",
];

const FRAGMENTS: &[&str] = &[
    "treaty",
    "trety",
    "tre",
    "t",
    "declaratoin",
    "shikotan",
    "the",
    "kuril",
    "kuril islands",
    "southern territory",
    "1956",
    "nowhere",
    "北方領土",
    "北",
    "\"the treaty\"",
    "\"treaty the\"",
    "\"trety the",
    "-the",
    "-\"kuril islands\"",
    "treaty OR shikotan",
    "treaty NEAR/2 the",
    "(the treaty) OR shikotn",
    "tre*",
    "trety~",
    "source:tass",
    "-source:ria",
    "source:nowhere",
    "speaker:lavrov",
    "-speaker:\"shinzo abe\"",
    "date:2018..",
    "name:kuril",
    "source:",
    "-sou",
    "speaker:\"s",
    "name:k",
];

const DATES: &[&str] = &[
    "",
    "2018",
    "2018-11-14",
    "2019-01~",
    "2018/2019-02",
    "2022-02-07",
];

/// Queries as they are typed, some unfinished.
fn typed() -> impl Strategy<Value = String> {
    (vec(select(FRAGMENTS), 0..4), select(vec!["", " "]))
        .prop_map(|(parts, end)| parts.join(" ") + end)
}

/// A corpus with dates and names, and its index.
fn indexed(texts: &[Vec<String>], dates: &[&str]) -> (Corpus, Index) {
    let (mut corpus, utterances) = corpus(texts);
    for (document, date) in corpus.documents.iter_mut().zip(dates) {
        document.date = date.parse().ok();
    }
    let mut index = Index::build(&corpus, &utterances);
    let forms = ["Kuril islands", "southern territory", "島"];
    let called = Called {
        canonical: forms[0].to_owned(),
        forms: forms.map(str::to_owned).into(),
    };
    index.learn(&corpus, vec![called], &|text| {
        let is_named = forms.iter().any(|it| text.contains(it));
        is_named.then_some(0).into_iter().collect()
    });
    (corpus, index)
}

fn dates() -> impl Strategy<Value = Vec<&'static str>> {
    vec(select(DATES), 5)
}

fn places(found: &Found) -> Vec<(DocumentId, Option<u32>)> {
    found
        .hits
        .iter()
        .map(|it| (it.document, it.passage))
        .collect()
}

/// Title or passage.
fn words_of(document: &Document, passage: Option<u32>) -> &str {
    let passage = passage.map(|it| &document.passages[it as usize]);
    passage.map_or(&document.title, |it: &Passage| document.passage_text(it))
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

fn is_about(a: f32, b: f32) -> bool {
    (a - b).abs() <= 1e-4 * a.abs().max(b.abs()).max(1.0)
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_order_has_the_same_hits(
        texts in documents(WORDS),
        dates in dates(),
        typed in typed(),
        limit in 0_u32..9,
    ) {
        let (corpus, index) = indexed(&texts, &dates);
        let query = Query::parse(&typed);
        let best = index.search(&corpus, &query, ALL);
        for sort in SORTS {
            let found = index.sorted(&corpus, &query, sort, false, ALL);
            let set = |it: &Found| places(it).into_iter().collect::<BTreeSet<_>>();
            prop_assert_eq!(set(&found), set(&best));
            prop_assert_eq!((found.n_hits, found.n_documents), (best.n_hits, best.n_documents));
            prop_assert_eq!(&found.facets, &best.facets);
            // A hit is the same wherever it stands.
            for hit in &found.hits {
                let same = best.hits.iter().find(|it| (it.document, it.passage) == (hit.document, hit.passage));
                prop_assert_eq!(Some(hit), same);
            }
            let date = |it: &DocumentId| corpus.document(*it).unwrap().date.clone();
            let dates = found.hits.iter().map(|it| date(&it.document));
            let days = |day: fn(&Date) -> crossread::corpus::Day| {
                let days = dates.clone().map(|it| it.as_ref().map(day));
                days.collect::<Vec<_>>()
            };
            match sort {
                // Nothing is less than a day.
                Sort::Newest => {
                    let days = days(|it| it.last);
                    prop_assert!(days.is_sorted_by(|a, b| a >= b));
                }
                Sort::Oldest => {
                    let n_dated = dates.clone().flatten().count();
                    let days = days(|it| it.first);
                    prop_assert!(days[..n_dated].is_sorted() && !days[..n_dated].contains(&None));
                }
                Sort::Source => prop_assert!(places(&found).is_sorted()),
                _ => {}
            }

            let grouped = index.sorted(&corpus, &query, sort, true, ALL);
            let mut firsts: Vec<DocumentId> = found.hits.iter().map(|it| it.document).collect();
            let mut seen = BTreeSet::new();
            firsts.retain(|it| seen.insert(*it));
            let in_groups: Vec<_> = firsts
                .iter()
                .flat_map(|it| found.hits.iter().filter(move |hit| hit.document == *it))
                .cloned()
                .collect();
            prop_assert_eq!(&grouped.hits, &in_groups);
            for (is_grouped, all) in [(false, &found), (true, &grouped)] {
                let first = index.sorted(&corpus, &query, sort, is_grouped, limit);
                prop_assert_eq!(&first.hits[..], &all.hits[..all.hits.len().min(limit as usize)]);
            }
        }
        let counts = index.counts(&corpus, &query);
        prop_assert_eq!(counts.iter().sum::<u32>(), best.n_hits);
        prop_assert_eq!(counts.len(), corpus.documents.len());
    }

    #[test]
    fn lines_are_the_marks_of_all_hits(
        texts in documents(WORDS),
        typed in typed(),
        width in 0_u32..40,
        limit in 0_u32..9,
    ) {
        let (corpus, index) = indexed(&texts, &[]);
        let query = Query::parse(&typed);
        let hits = index.sorted(&corpus, &query, Sort::Source, false, ALL).hits;
        let (lines, n_lines) = index.lines(&corpus, &query, Sort::Source, width, ALL);
        prop_assert_eq!(lines.len(), n_lines as usize);
        let mut marked = Vec::new();
        for hit in &hits {
            let document = corpus.document(hit.document).unwrap();
            let (in_title, in_text) = index.marks(&corpus, hit.document, &query);
            let (text, marks) = match hit.passage {
                None => (&document.title, in_title),
                Some(at) => {
                    let span = document.passages[at as usize].span;
                    let here = in_text.into_iter().filter(|it| span.contains(*it));
                    (&document.text, here.collect())
                }
            };
            let words = marks.iter().map(|it| it.of_text(text).split_whitespace());
            marked.extend(words.map(|it| {
                (hit.document, hit.passage, it.collect::<Vec<_>>().join(" "))
            }));
        }
        let found: Vec<_> = lines.iter().map(|it| (it.document, it.passage, it.found.clone())).collect();
        prop_assert_eq!(found, marked);
        let n_words = |it: &str| words(it).count() as u32;
        for line in &lines {
            let document = corpus.document(line.document).unwrap();
            let whole = without_spaces(words_of(document, line.passage));
            let shown = without_spaces(&format!("{}{}{}", line.left, line.found, line.right));
            prop_assert!(whole.contains(&shown), "{} {}", whole, shown);
            prop_assert!(n_words(&line.left).max(n_words(&line.right)) <= 2 * width.clamp(3, 30));
        }
        for sort in SORTS {
            let (mut sorted, n_sorted) = index.lines(&corpus, &query, sort, width, ALL);
            prop_assert_eq!(n_sorted, n_lines);
            let (first, n_first) = index.lines(&corpus, &query, sort, width, limit);
            prop_assert_eq!(n_first, n_lines);
            prop_assert_eq!(&first[..], &sorted[..sorted.len().min(limit as usize)]);
            let key = |it: &crossread::search::Line| format!("{it:?}");
            sorted.sort_by_key(key);
            let mut all = lines.clone();
            all.sort_by_key(key);
            prop_assert_eq!(sorted, all);
        }
    }

    #[test]
    fn an_explanation_adds_up_to_the_score(texts in documents(WORDS), typed in typed(), literally: bool) {
        let (corpus, index) = indexed(&texts, &[]);
        let query = Query::parse(&typed);
        let query = if literally { query.literally() } else { query };
        for (document, passage, relevance) in index.best(&query, ALL) {
            let why = index.why(&corpus, &query, document, passage).unwrap();
            let sum: f32 = why.words.iter().map(|it| it.share).sum();
            prop_assert!(is_about(why.score, sum / why.length + why.nearness));
            prop_assert!(is_about(why.score, relevance), "{typed}: {} {relevance} {why:?}", why.score);
            prop_assert_eq!(why.headline, passage.is_none());
            prop_assert!(!why.words.is_empty());
            for word in &why.words {
                prop_assert!(word.n > 0 && word.share > 0.0 && word.weight > 0.0);
                prop_assert!(!why.missing.contains(&word.typed));
                let text = crossread::text::fold(words_of(corpus.document(document).unwrap(), passage));
                prop_assert!(word.met.iter().all(|it| text.contains(it)));
            }
        }
    }

    #[test]
    fn what_is_suggested_has_hits(texts in documents(WORDS), typed in typed(), literally: bool) {
        let (corpus, index) = indexed(&texts, &[]);
        let hints = Hints::new(&index, &corpus);
        let suggestions = hints.suggestions(&index, &corpus, &typed, literally);
        prop_assert!(suggestions.len() <= 8);
        prop_assert!(suggestions.is_empty() || !typed.is_empty() && !typed.ends_with(' '));
        for it in &suggestions {
            prop_assert_eq!(it.count == 0, it.kind == SuggestionKind::Field);
            prop_assert!(it.query.contains(&it.label) || it.kind != SuggestionKind::Word);
            let query = Query::parse(&it.query);
            let query = if literally { query.literally() } else { query };
            let n_hits = index.search(&corpus, &query, 0).n_hits;
            prop_assert!(it.count == 0 || n_hits > 0, "{typed}: {it:?}");
        }
    }

    #[test]
    fn what_is_offered_instead_has_the_hits_that_it_says(
        texts in documents(WORDS),
        typed in typed(),
        literally: bool,
    ) {
        let (corpus, index) = indexed(&texts, &[]);
        let read = |typed: &str| {
            let query = Query::parse(typed);
            if literally { query.literally() } else { query }
        };
        let query = read(&typed);
        let found = index.search(&corpus, &query, 0);
        let others = index.others(&corpus, &query, &found);
        prop_assert!(others.len() <= 5);
        for it in &others {
            let n_hits = index.search(&corpus, &read(&it.query), 0).n_hits;
            prop_assert_eq!(it.n_hits, n_hits);
            prop_assert!(n_hits > 0 && read(&it.query) != query);
        }
    }

    #[test]
    fn nothing_stops_at_any_text_and_query(
        texts in vec(vec(any::<String>(), 1..4), 1..3),
        typed in prop_oneof![
            any::<String>(),
            "[-a-c \"“”:'ßé領土ｶﾞ\u{3099}\u{301}\u{ad}\u{200b}№ŉ]{0,12}",
            "(-?(source:|speaker:|\")?[-a\" 土]{0,3} ?){0,4}",
            "([ab] ?|領土| OR | NEAR/2 |[-()*~\"]|date:2018){0,16}",
        ],
    ) {
        let (corpus, index) = indexed(&texts, DATES);
        let hints = Hints::new(&index, &corpus);
        let query = Query::parse(&typed);
        let found = index.search(&corpus, &query, ALL);
        index.others(&corpus, &query, &found);
        for it in hints.suggestions(&index, &corpus, &typed, false) {
            let n_hits = index.search(&corpus, &Query::parse(&it.query), 0).n_hits;
            prop_assert!(it.count == 0 || n_hits > 0, "{typed}: {it:?}");
        }
        for sort in SORTS {
            index.sorted(&corpus, &query, sort, true, 3);
            for line in index.lines(&corpus, &query, sort, 3, ALL).0 {
                let document = corpus.document(line.document).unwrap();
                let whole = without_spaces(words_of(document, line.passage));
                let shown = without_spaces(&format!("{}{}{}", line.left, line.found, line.right));
                prop_assert!(whole.contains(&shown), "{} {}", whole, shown);
            }
        }
        for passage in [None, Some(0), Some(9)] {
            index.why(&corpus, &query, DocumentId(0), passage);
            // Of another corpus: no answer that makes sense, but an answer.
            index.why(&Corpus::default(), &query, DocumentId(0), passage);
        }
        let other = Corpus::default();
        index.others(&other, &query, &found);
        index.lines(&other, &query, Sort::Left, 3, ALL);
        hints.suggestions(&index, &other, &typed, false);
    }
}

/// Found by `nothing_stops_at_any_text_and_query`: the apostrophe makes one word of both sides.
#[test]
fn what_is_suggested_behind_an_apostrophe_has_hits() {
    let (corpus, index) = indexed(&[vec!["N\u{1e030}".to_owned()]], DATES);
    let hints = Hints::new(&index, &corpus);
    for typed in ["““ｶ№'ŉ", "№'n", "№'ŉ"] {
        for it in hints.suggestions(&index, &corpus, typed, false) {
            let n_hits = index.search(&corpus, &Query::parse(&it.query), 0).n_hits;
            assert!(it.count == 0 || n_hits > 0, "{typed}: {it:?}");
        }
    }
}
