//! How well the search finds known passages, natively, for tuning without a browser:
//!
//! ```sh
//! cargo run --release --example search-quality CORPUS.json QUERIES.json [--misses] [--light]
//! ```
//!
//! Prints, class by class and in all, in which share of the queries the passage meant comes first
//! (S@1) or among ten (S@10), and MRR@10; then how long building, a query and a keystroke take.
//! `--misses` lists every query whose passage does not come first; `--light` goes without the forms of
//! words that Snowball finds, as the engine does that is compared in a browser.

use std::time::{Duration, Instant};
use std::{env, fs, process};

use serde_json::Value;

mod engine;
use crossread::stems;

use engine::{Engine, Titled};

/// Hits that are looked at.
const K: u32 = 10;

/// Queries that are typed letter by letter.
const TYPED: usize = 48;

struct Known {
    class: String,
    query: String,
    intended: String,
    answers: Vec<u64>,
}

/// How a set of queries fared.
#[derive(Default)]
struct Tally {
    queries: u32,
    first: u32,
    among_ten: u32,
    reciprocal_ranks: f64,
}

impl Tally {
    fn add(&mut self, rank: Option<usize>) {
        self.queries += 1;
        self.first += u32::from(rank == Some(1));
        self.among_ten += u32::from(rank.is_some());
        self.reciprocal_ranks += rank.map_or(0.0, |it| 1.0 / it as f64);
    }

    fn print(&self, name: &str) {
        let share = |of: f64| of / f64::from(self.queries);
        let first = share(self.first.into());
        let among_ten = share(self.among_ten.into());
        let mrr = share(self.reciprocal_ranks);
        println!("{name:<12}{first:>8.3}{among_ten:>8.3}{mrr:>8.3}");
    }
}

fn main() {
    let (switches, files): (Vec<String>, Vec<String>) =
        env::args().skip(1).partition(|it| it.starts_with("--"));
    let [corpus, queries] = files.as_slice() else {
        eprintln!("usage: search-quality CORPUS.json QUERIES.json [--misses] [--light]");
        process::exit(2);
    };
    let start = Instant::now();
    let corpus = engine::corpus(read(corpus, titled));
    let mut engine = Engine::build(&corpus);
    println!("read and built in {:.0} ms", ms(start.elapsed()));
    if !switches.iter().any(|it| it == "--light") {
        let start = Instant::now();
        let families = engine.0.families(&corpus, &stems::class_of);
        let found = start.elapsed();
        engine.0.relate(&families);
        println!(
            "families of words: {} bytes beside {}, found in {:.0} ms, read in {:.1} ms",
            families.len(),
            engine.0.to_bytes().len(),
            ms(found),
            ms(start.elapsed() - found)
        );
    }

    let queries = read(queries, known);
    let mut tallies: Vec<(&str, Tally)> = Vec::new();
    let mut all = Tally::default();
    let mut times = Vec::new();
    for known in &queries {
        let start = Instant::now();
        let hits = engine.search(&known.query, K);
        times.push(start.elapsed());
        let rank = rank(&hits, &known.answers);
        if switches.iter().any(|it| it == "--misses") && rank != Some(1) {
            let Known {
                class,
                query,
                intended,
                answers,
            } = known;
            let hits: Vec<u32> = hits.iter().map(|it| it.0).collect();
            println!("{class:<12}{query}  ({intended})  rank {rank:?}, {answers:?} in {hits:?}");
        }
        all.add(rank);
        match tallies.iter_mut().find(|it| it.0 == known.class) {
            Some((_, tally)) => tally.add(rank),
            None => {
                tallies.push((&known.class, Tally::default()));
                tallies.last_mut().expect("just pushed").1.add(rank);
            }
        }
    }
    println!("{:<12}{:>8}{:>8}{:>8}", "", "S@1", "S@10", "MRR@10");
    for (class, tally) in &tallies {
        tally.print(class);
    }
    all.print("all");
    print_times("query", times);
    print_times("keystroke", keystrokes(&engine, &queries));
}

/// Times of every letter of some queries, from the second on.
fn keystrokes(engine: &Engine, queries: &[Known]) -> Vec<Duration> {
    let typed = queries.iter().take(TYPED).map(|it| it.query.as_str());
    let beginnings = typed.flat_map(|query| (2..=query.len()).filter_map(|end| query.get(..end)));
    beginnings
        .filter(|it| !it.ends_with(' '))
        .map(|it| {
            let start = Instant::now();
            engine.search(it, K);
            start.elapsed()
        })
        .collect()
}

/// From 1, of the first hit that is an answer.
fn rank(hits: &[(u32, f32)], answers: &[u64]) -> Option<usize> {
    let at = hits.iter().position(|it| answers.contains(&it.0.into()));
    at.map(|it| it + 1)
}

fn print_times(name: &str, mut times: Vec<Duration>) {
    times.sort();
    let mean = times.iter().sum::<Duration>() / times.len() as u32;
    let at = |share: f64| times[(times.len() as f64 * share) as usize];
    println!(
        "{name:<12}mean {:.3} ms, median {:.3}, 95 % {:.3}, 99 % {:.3}",
        ms(mean),
        ms(at(0.5)),
        ms(at(0.95)),
        ms(at(0.99))
    );
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The items of a JSON list.
fn read<T>(path: &str, item: fn(&Value) -> T) -> Vec<T> {
    let text = fs::read(path).unwrap_or_else(|error| {
        eprintln!("{path} cannot be read: {error}. Run make bench-search, which makes it.");
        process::exit(1);
    });
    let list: Vec<Value> = serde_json::from_slice(&text).expect("corpora.mjs wrote a list");
    list.iter().map(item).collect()
}

fn titled(value: &Value) -> Titled {
    (text_of(value, "title"), text_of(value, "text"))
}

fn known(value: &Value) -> Known {
    let answers = value["answers"].as_array().into_iter().flatten();
    Known {
        class: text_of(value, "class"),
        query: text_of(value, "query"),
        intended: text_of(value, "intended"),
        answers: answers.filter_map(Value::as_u64).collect(),
    }
}

fn text_of(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}
