//! How long the parts take natively: `make bench`. What is included stands in benches/README.md.

use std::fs;
use std::time::{Duration, Instant};

use crossread::builder;
use crossread::bundle;
use crossread::engine::Engine;
use crossread::protocol::{
    CompareQuestion, Question, QuotesQuestion, ReadQuestion, Request, Response, SearchQuestion,
};

/// Copies of the five accounts: sizes at which growth shows.
const COPIES: [usize; 3] = [1, 20, 200];

/// Typed letter by letter.
const QUERIES: [&str; 4] = [
    "shikotan",
    "northern territories",
    "declaratoin 1956",
    "kishda",
];

/// The default corpus so many times over, each copy under file names of its own.
fn files(copies: usize) -> Vec<(String, Vec<u8>)> {
    let folder = fs::read_dir("assets/corpus").expect("the default corpus is there");
    let files: Vec<(String, Vec<u8>)> = folder
        .flatten()
        .map(|it| {
            let bytes = fs::read(it.path()).expect("its files can be read");
            (it.file_name().to_string_lossy().into_owned(), bytes)
        })
        .filter(|it| !it.0.ends_with(".toml"))
        .collect();
    (0..copies)
        .flat_map(|n| {
            files
                .iter()
                .map(move |(name, bytes)| (format!("{n:04}-{name}"), bytes.clone()))
        })
        .collect()
}

/// Queries at their cap: words that nearly are in the corpus, one long word, and the characters of
/// each plane of Unicode, one after the other and apart.
fn longest_queries() -> Vec<String> {
    const MOST: usize = 10_000;
    let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
    let misspelled = (0..MOST / 12).map(|n| format!("declarat{}{} ", letter(n), letter(n / 26)));
    let mut queries = vec![misspelled.collect(), "x".repeat(MOST)];
    for plane in 0..=16_u32 {
        let all = (0..0x1_0000).filter_map(|it| char::from_u32(plane << 16 | it));
        let some = all.step_by(7).take(MOST);
        queries.push(some.clone().collect());
        queries.push(some.take(MOST / 2).flat_map(|it| [it, ' ']).collect());
    }
    queries
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let made = work();
    (start.elapsed(), made)
}

/// Milliseconds of the median and the slowest of `work`, run for each of `inputs`.
fn spread<I>(inputs: impl IntoIterator<Item = I>, mut work: impl FnMut(I)) -> String {
    let mut times: Vec<Duration> = inputs.into_iter().map(|it| timed(|| work(it)).0).collect();
    times.sort();
    let ms = |it: Duration| it.as_secs_f64() * 1000.0;
    let median = times[times.len() / 2];
    let most = times[times.len() - 1];
    format!("{:>9.3}{:>9.3}", ms(median), ms(most))
}

fn main() {
    println!("native, ms: whole steps, then median and most of single requests");
    println!(
        "{:>9}{:>9}{:>8}{:>8}{:>8}{:>18}{:>18}{:>18}{:>18}",
        "documents",
        "words",
        "ingest",
        "analyze",
        "open",
        "search a letter",
        "quotes",
        "read",
        "compare five"
    );
    for copies in COPIES {
        let files = files(copies);
        let (ingest_time, (corpus, _)) = timed(|| builder::corpus_of_files(files));
        let n_documents = corpus.documents.len();
        let (analysis_time, bundle) = timed(|| builder::bundle(corpus));
        let bytes = bundle::encode(&bundle);
        let mut engine = Engine::default();
        let (open_time, opened) = timed(|| engine.answer(Request::Open(bytes)));
        let Response::Opened(shelf) = opened else {
            panic!("the bundle does not open: {opened:?}");
        };
        let keys: Vec<String> = shelf.sources.iter().map(|it| it.key.clone()).collect();
        let letters: Vec<&str> = (QUERIES.iter())
            .flat_map(|query| (1..=query.len()).map(move |end| &query[..end]))
            .collect();
        let search = spread(letters, |typed| {
            let query = typed.to_owned();
            engine.answer(
                SearchQuestion {
                    query,
                    limit: 50,
                    ..SearchQuestion::default()
                }
                .request(),
            );
        });
        let longest = longest_queries().into_iter().map(|query| {
            let question = SearchQuestion {
                query,
                limit: 50,
                ..SearchQuestion::default()
            };
            // The best of three: what else runs here is no matter.
            let times = (0..3).map(|_| timed(|| engine.answer(question.clone().request())).0);
            times.min().expect("there are three")
        });
        let longest = longest.max().expect("there are some");
        let quotes = spread(0..20, |_| {
            let question = QuotesQuestion {
                limit: 100,
                ..QuotesQuestion::default()
            };
            engine.answer(question.request());
        });
        let read = spread(keys.iter().take(5), |key| {
            let question = ReadQuestion {
                document: key.clone(),
                query: "treaty".to_owned(),
            };
            engine.answer(question.request());
        });
        let compare = spread(0..5, |_| {
            let documents = keys.iter().take(5).cloned().collect();
            engine.answer(
                CompareQuestion {
                    documents,
                    ..CompareQuestion::default()
                }
                .request(),
            );
        });
        let words: u32 = shelf.sources.iter().map(|it| it.n_words).sum();
        let ms = |it: Duration| it.as_secs_f64() * 1000.0;
        println!(
            "{n_documents:>9}{words:>9}{:>8.1}{:>8.1}{:>8.1}{search}{quotes}{read}{compare}",
            ms(ingest_time),
            ms(analysis_time),
            ms(open_time),
        );
        println!(
            "{:>9} the slowest of queries of 10,000 characters: {:.1}",
            "",
            ms(longest)
        );
    }
}
