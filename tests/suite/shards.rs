//! A corpus in shards answers as the whole one does.

use std::collections::{BTreeMap, BTreeSet};

use crossread::builder::{self, Settings};
use crossread::bundle::{Bundle, encode};
use crossread::corpus::{Document, DocumentId};
use crossread::engine::Engine;
use crossread::ingest;
use crossread::protocol::{
    CountsQuestion, Extent, HitView, OverviewQuestion, QuotesQuestion, ReadQuestion, Request,
    Response, SearchAnswer, SearchQuestion, Source,
};
use crossread::search::{Reading, Sort};
use crossread::shards::{self, ROOT_NAME, Shards};
use proptest::prelude::*;

/// A folder of shards, unpacked.
type Files = BTreeMap<String, Vec<u8>>;

fn files(bundle: Bundle, divisor: usize) -> Files {
    let mut files = Files::new();
    let put = &mut |name: &str, bytes: &[u8]| {
        files.insert(name.to_owned(), bytes.to_vec());
        Ok(())
    };
    shards::write_finely(bundle, divisor, put).expect("nothing goes wrong in memory");
    files
}

/// Asks until all that is needed was brought; the answer, and in how many rounds of how many files.
fn ask(shards: &mut Shards, files: &Files, request: &Request) -> (Response, usize, usize) {
    let (mut n_rounds, mut n_files) = (0, 0);
    loop {
        match shards.answer(request) {
            Ok(response) => return (response, n_rounds, n_files),
            Err(needs) => {
                assert!(!needs.is_empty());
                n_rounds += 1;
                n_files += needs.len();
                // In any order.
                for need in needs.into_iter().rev() {
                    let bytes = files[&need.name].clone();
                    assert_eq!(bytes.len(), need.n_bytes as usize);
                    assert_eq!(shards.bring(&need.name, bytes), Ok(()));
                }
            }
        }
    }
}

fn open(files: &Files) -> Shards {
    Shards::open(&files[ROOT_NAME]).expect("the root was just written")
}

fn search(query: &str) -> SearchQuestion {
    SearchQuestion {
        query: query.to_owned(),
        limit: 20,
        ..SearchQuestion::default()
    }
}

/// An answer of the whole as shards give it: without hints, outlets in place of sources.
fn as_in_shards(response: Response, documents: &[Document]) -> Response {
    match response {
        Response::Search(answer) => {
            let mut facets = answer.facets;
            facets.speakers.clear();
            facets.names.clear();
            for (id, count) in std::mem::take(&mut facets.sources) {
                let outlet = &documents[id.0 as usize].outlet;
                match facets.outlets.iter_mut().find(|it| it.0 == *outlet) {
                    Some(known) => known.1 += count,
                    None => facets.outlets.push((outlet.clone(), count)),
                }
            }
            facets.outlets.retain(|it| it.1 > 0);
            facets.outlets.sort();
            facets.outlets.sort_by_key(|it| std::cmp::Reverse(it.1));
            Response::Search(SearchAnswer {
                suggestions: Vec::new(),
                facets,
                ..answer
            })
        }
        Response::Read(mut reading) => {
            reading.counterparts.clear();
            Response::Read(reading)
        }
        other => other,
    }
}

/// Words that are alike, rare and common, with names, quotations, Japanese and Russian.
const SENTENCES: &[&str] = &[
    "The ferry sailed to Port Lund at noon on 5 March 2021.",
    "“We sail twice a day,” said captain Ann Reed.",
    "The pier was closed, and the peace treaty was not signed.",
    "Harbor master Carl Lund denied it.",
    "Reed said that the jetty, built in 1956, was open.",
    "Lund told reporters that nobody was hurt near the harbour.",
    "“The pier will open,” Carl Lund said, “and the ferry will sail.”",
    "Declarations were made; a declaration of the state of war ended it.",
    "北方領土の日に安倍首相は平和条約について述べた。",
    "Лавров сказал, что переговоры о договоре продолжаются.",
    "Ferries, piers and treaties are delayed in Vladivostok and Tokyo.",
    "Foreign Minister Sergei Lavrov met Lavrov's colleagues in Moscow.",
];

fn bundle() -> impl Strategy<Value = Bundle> {
    let paragraph = prop::collection::vec(prop::sample::select(SENTENCES), 1..3);
    let text = prop::collection::vec(paragraph.prop_map(|it| it.join(" ")), 1..4);
    let article = (text, 0..3_usize, 0..12_u8, prop::sample::select(SENTENCES));
    prop::collection::vec(article, 1..10).prop_map(|articles| {
        let mut documents = Vec::new();
        for (at, (text, outlet, month, title)) in articles.into_iter().enumerate() {
            let outlet = ["Harbor Post", "RIA", "Évening Ledger"][outlet];
            let date = match month {
                0 => String::new(),
                month => format!("date: 20{:02}-{month:02}\nkind: report\n", 10 + at),
            };
            let text = text.join("\n\n");
            let article = format!("---\ntitle: {title}\noutlet: {outlet}\n{date}---\n{text}\n");
            let name = ["dock", "Ünter", "ria-dock"][at % 3];
            let reading = ingest::read(&format!("{at:02}-{name}.md"), article.as_bytes());
            documents.extend(reading.documents);
        }
        builder::build(documents, &Settings::default()).bundle
    })
}

fn query() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "ferry",
        "ferr",
        "fery",
        "treaty",
        "teraty",
        "piers",
        "Lund",
        "lnud",
        "Carl Lund",
        "lavrov",
        "Sergei",
        "declaratoin",
        "declaration",
        "the",
        "t",
        "sail",
        "harbor",
        "xpier",
        "of",
        "war",
        "peacetreaty",
        "pi er",
        "北方領土",
        "領土",
        "条",
        "договор",
        "перегворы",
        "1956",
        "zzz",
    ]);
    let piece = (word, 0..12_u8).prop_map(|(word, kind)| match kind {
        0 => format!("\"{word} was\""),
        1 => format!("-{word}"),
        2 => format!("{}*", word.split(' ').next().unwrap_or(word)),
        3 => format!("{}~", word.split(' ').next().unwrap_or(word)),
        4 => format!("({word} OR pier)"),
        5 => format!("{} NEAR/4 the", word.split(' ').next().unwrap_or(word)),
        6 => format!("\"{word}\""),
        7 => format!("(treaty OR -{})", word.split(' ').next().unwrap_or(word)),
        _ => word.to_owned(),
    });
    let filter = prop::sample::select(vec![
        "",
        "",
        "",
        "source:harbor",
        "-source:ria",
        "source:ria-dock",
        "source:dock",
        "source:ev",
        "date:2012..2016",
        "kind:report",
        "lang:en",
        "speaker:lund",
        "-speaker:\"ann reed\"",
        "name:lavrov",
        "-name:tokyo",
        "name:zz speaker:l",
    ]);
    let end = prop::sample::select(vec!["", " "]);
    (prop::collection::vec(piece, 0..4), filter, end)
        .prop_map(|(pieces, filter, end)| format!("{filter} {}{end}", pieces.join(" ")))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn shards_find_what_the_whole_finds(
        bundle in bundle(),
        queries in prop::collection::vec(query(), 1..5),
        divisor in prop::sample::select(vec![1, 500, 2_000, 20_000]),
        limit in prop::sample::select(vec![0, 3, 50]),
        sort in prop::sample::select(vec![Sort::Best, Sort::Newest, Sort::Oldest, Sort::Source]),
        grouped: bool,
        literally: bool,
    ) {
        let mut engine = Engine::default();
        let Response::Opened(shelf) = engine.answer(Request::Open(encode(&bundle))) else {
            panic!("it was just built");
        };
        let documents = bundle.corpus.documents.clone();
        let files = files(bundle, divisor);
        let mut shards = open(&files);
        for query in queries {
            let question = SearchQuestion {
                limit,
                sort,
                grouped,
                literally,
                thorough: true,
                ..search(&query)
            };
            let document = documents[query.len() % documents.len()].key.clone();
            for request in [
                Request::Search(question),
                Request::Counts(CountsQuestion { queries: vec![query.clone(), "the".to_owned()] }),
                Request::Read(ReadQuestion { document: document.clone(), query: query.clone() }),
                Request::Read(ReadQuestion { document: document[..3].to_owned(), query }),
            ] {
                let expected = as_in_shards(engine.answer(request.clone()), &documents);
                let (found, _, _) = ask(&mut shards, &files, &request);
                prop_assert_eq!(&found, &expected);
                // The page knows no other sources.
                let mut mentioned: Vec<DocumentId> = match &found {
                    Response::Search(it) => it.hits.iter().map(|it| it.document).collect(),
                    Response::Read(it) => vec![it.id],
                    _ => Vec::new(),
                };
                mentioned.sort();
                mentioned.dedup();
                let met = shards.sources_of(&found);
                let (ids, sources): (Vec<DocumentId>, Vec<Source>) = met.into_iter().unzip();
                prop_assert_eq!(&ids, &mentioned);
                for (id, source) in ids.into_iter().zip(sources) {
                    prop_assert_eq!(&source, &shelf.sources[id.0 as usize]);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Where a search would take too much, what it says holds for the part that it looked through.
    #[test]
    fn a_limited_search_is_one_of_the_last_documents(
        bundle in bundle(),
        queries in prop::collection::vec(query(), 1..5),
        word in prop::sample::select(vec!["the", "was", "pier", "lund", "zzz"]),
        divisor in prop::sample::select(vec![2_000, 20_000]),
    ) {
        let dates: Vec<String> = (bundle.corpus.documents.iter())
            .map(|it| it.date.as_ref().map_or(String::new(), |it| it.edtf.clone()))
            .collect();
        let files = files(bundle, divisor);
        let mut shards = open(&files);
        let search_all = |query: &str| SearchQuestion { limit: 500, ..search(query) };
        let mut ask_for = |question: SearchQuestion| {
            match ask(&mut shards, &files, &Request::Search(question)).0 {
                Response::Search(answer) => answer,
                other => panic!("{other:?}"),
            }
        };
        // One word is what it is wherever it is looked for.
        let narrowed = format!("date:2012..2016 {word} ");
        let first_kept = dates.iter().position(|it| ("2012".."2017").contains(&it.as_str()));
        for (query, first_kept) in [(format!("{word} "), Some(0)), (narrowed, first_kept)] {
            let some = ask_for(search_all(&query));
            let all = ask_for(SearchQuestion { thorough: true, ..search_all(&query) });
            prop_assert_eq!(all.extent, None);
            prop_assert!(some.n_hits <= all.n_hits);
            let Some(Extent { n_documents, of }) = some.extent else {
                prop_assert_eq!(some, all);
                continue;
            };
            prop_assert!(n_documents <= of && of as usize <= dates.len());
            let first = dates.len() - n_documents as usize;
            let places = |answer: &SearchAnswer, only: &dyn Fn(&HitView) -> bool| {
                let hits = answer.hits.iter().filter(|it| only(it));
                hits.map(|it| (it.document, it.passage.clone())).collect::<BTreeSet<_>>()
            };
            let is_among = |it: &HitView| it.document.0 as usize >= first;
            let found = places(&some, &|_| true);
            match query.starts_with("date") {
                false => prop_assert_eq!(found, places(&all, &is_among)),
                true => prop_assert!(found.is_subset(&places(&all, &|_| true))),
            }
            prop_assert!(n_documents < of || some.n_hits == all.n_hits);
            prop_assert!(n_documents > 0 || first_kept.is_none());
        }
        // The same whatever was asked before.
        for query in queries {
            let (answer, _, _) = ask(&mut shards, &files, &Request::Search(search_all(&query)));
            let (anew, _, _) = ask(&mut open(&files), &files, &Request::Search(search_all(&query)));
            prop_assert_eq!(answer, anew);
        }
    }
}

#[test]
fn words_that_are_everywhere_are_left_out_beside_others() {
    let report = |it: usize| {
        let text = format!(
            "---\ntitle: News\noutlet: Post\n---\nThe harbor of {it} saw the rare{} ship.\n",
            it / 3
        );
        ingest::read(&format!("{it:04}.md"), text.as_bytes()).documents
    };
    let documents: Vec<Document> = (0..600).flat_map(report).collect();
    let files = files(
        builder::build(documents, &Settings::default()).bundle,
        1_000,
    );
    let mut shards = open(&files);
    let mut ask_for = |question: SearchQuestion| {
        let (answer, _, n_files) = ask(&mut shards, &files, &Request::Search(question));
        match answer {
            Response::Search(answer) => (answer, n_files),
            other => panic!("{other:?}"),
        }
    };
    let (first, _) = ask_for(search("rare7 "));
    assert_eq!((first.n_hits, first.extent), (3, None));
    let whole = Extent {
        n_documents: 600,
        of: 600,
    };
    let (found, n_files) = ask_for(search("the harbor rare7 "));
    assert_eq!((found.n_hits, found.extent), (3, Some(whole)));
    assert!(n_files < 20, "{n_files}");
    let left_out = ["the", "harbor"].map(|it| Reading::TooCommon(it.to_owned()));
    assert_eq!(found.reading[1..], left_out);
    // What is being typed may begin hundreds of words.
    let (found, n_files) = ask_for(search("ship rar"));
    assert_eq!(found.reading[1], Reading::BeginsMany("rar".to_owned()));
    assert!(n_files < 40, "{n_files}");
    let (found, _) = ask_for(SearchQuestion {
        thorough: true,
        ..search("rar")
    });
    assert_eq!((found.n_hits, found.extent), (600, None));
    // Alone they are looked for in the last documents.
    let (found, n_files) = ask_for(search("\"the harbor of\" "));
    let Some(Extent {
        n_documents,
        of: 600,
    }) = found.extent
    else {
        panic!("{:?}", found.extent);
    };
    assert!((1..300).contains(&n_documents), "{n_documents}");
    assert_eq!(
        (found.n_hits, found.n_documents),
        (n_documents, n_documents)
    );
    assert!(n_files < 60, "{n_files}");
    let (found, _) = ask_for(SearchQuestion {
        thorough: true,
        ..search("\"the harbor of\" ")
    });
    assert_eq!((found.n_hits, found.extent), (600, None));
}

#[test]
fn a_query_takes_few_files_of_many() {
    let report = |it: usize| {
        let text = format!(
            "---\ntitle: Word{it} in the news\noutlet: Post {}\n---\n{} The word{} and the word{} \
             came up.\n",
            it % 7,
            SENTENCES[it % SENTENCES.len()],
            it,
            it % 40,
        );
        ingest::read(&format!("{it:04}.md"), text.as_bytes()).documents
    };
    let documents = (0..600).flat_map(report).collect();
    let files = files(builder::build(documents, &Settings::default()).bundle, 64);
    let mut shards = open(&files);
    assert_eq!(shards.summary().n_documents, 600);
    assert_eq!(shards.summary().outlets.len(), 7);
    assert!(files.len() > 100, "{}", files.len());
    let (_, n_rounds, n_files) = ask(&mut shards, &files, &Request::Search(search("word317 ")));
    assert!(n_rounds <= 4 && n_files <= 16, "{n_rounds} {n_files}");
    let (_, n_rounds, n_files) = ask(&mut shards, &files, &Request::Search(search("word318 ")));
    assert!(n_rounds <= 3 && n_files <= 8, "{n_rounds} {n_files}");
    let again = ask(&mut shards, &files, &Request::Search(search("word318 ")));
    assert_eq!(again.2, 0);
}

#[test]
fn a_file_has_the_name_of_what_it_holds() {
    let documents = ingest::read("a.md", b"---\ntitle: A\noutlet: B\n---\nIt sailed.\n").documents;
    let bundle = builder::build(documents, &Settings::default()).bundle;
    let files_of_it = files(bundle.clone(), 1);
    assert_eq!(files_of_it, files(bundle, 1));
    let mut shards = open(&files_of_it);
    let Err(needs) = shards.answer(&Request::Search(search("sailed"))) else {
        panic!("nothing was brought");
    };
    let told = shards.bring(&needs[0].name, b"<html>".to_vec());
    let expected = format!(
        "the file {} does not hold what its name says",
        needs[0].name
    );
    assert_eq!(told, Err(expected));
    let distinct: BTreeSet<&String> = needs.iter().map(|it| &it.name).collect();
    assert_eq!(distinct.len(), needs.len());
    for (bytes, told) in [
        (&b""[..], "this is not the root of a corpus in shards"),
        (
            b"CROSSROOT\0\x09\0",
            "these shards have format 9, and this release",
        ),
        (
            b"CROSSROOT\0\x02\0abcdx",
            "the root of these shards is damaged",
        ),
    ] {
        let found = Shards::open(bytes).err().unwrap_or_default();
        assert!(found.starts_with(told), "{found}");
    }
}

#[test]
fn what_takes_the_whole_is_refused_in_a_sentence() {
    let documents = ingest::read("a.md", b"---\ntitle: A\noutlet: B\n---\nIt sailed.\n").documents;
    let files = files(builder::build(documents, &Settings::default()).bundle, 1);
    let by_context = SearchQuestion {
        sort: Sort::Left,
        ..search("sailed")
    };
    for request in [
        Request::Quotes(QuotesQuestion::default()),
        Request::Overview(OverviewQuestion::default()),
        Request::Corpus,
        Request::Search(by_context),
    ] {
        let (response, _, _) = ask(&mut open(&files), &files, &request);
        let Response::Failed(sentence) = response else {
            panic!("{request:?} takes the whole");
        };
        assert!(sentence.contains("fetched piece by piece"), "{sentence}");
    }
}
