//! What a search of a large corpus on static storage fetches: `make bench-shards`.
//!
//! Made-up articles, as `make bench-build` has them, become shards in a temporary folder; then one
//! reader after another begins with nothing and asks. Numbers as arguments ask for other sizes,
//! `keep=FOLDER` writes the shards of the last one there, for the browser's part.

#[path = "../build/articles.rs"]
mod articles;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crossread::bundle::Bundle;
use crossread::corpus::Corpus;
use crossread::ingest;
use crossread::names::Names;
use crossread::parallel;
use crossread::protocol::{Request, Response, SearchQuestion};
use crossread::quotes::{statements, unite};
use crossread::search::Index;
use crossread::shards::{self, FOLDER_NAME, ROOT_NAME, Shards};
use crossread::stems;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

/// What is asked, for the browser's part; it lies beside the shards.
const QUERIES_NAME: &str = "queries.txt";

fn main() {
    // Cargo says that this is a benchmark.
    let asked = std::env::args().skip(1).filter(|it| it != "--bench");
    let (kept, sizes): (Vec<String>, Vec<String>) = asked.partition(|it| it.starts_with("keep="));
    let kept = kept.last().and_then(|it| it.strip_prefix("keep="));
    let mut sizes: Vec<usize> = sizes.iter().filter_map(|it| it.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![100, 1_000, 10_000, 100_000];
    }
    let temporary = std::env::temp_dir().join(format!("crossread-shards-{}", std::process::id()));
    let folder = kept.map_or(temporary.clone(), PathBuf::from);
    for n in sizes {
        let _ = fs::remove_dir_all(&folder);
        measure(n, &folder);
    }
    // Best effort: it lies in the folder for temporary files.
    let _ = fs::remove_dir_all(&temporary);
}

fn measure(n: usize, folder: &Path) {
    let started = Instant::now();
    let bundle = bundle(n);
    let n_passages: usize = (bundle.corpus.documents.iter())
        .map(|it| it.body().count())
        .sum();
    let made = started.elapsed().as_secs_f64();
    let started = Instant::now();
    let sizes = write(bundle, folder);
    let seconds = started.elapsed().as_secs_f64();
    let total: usize = sizes.iter().sum();
    let root = fs::read(folder.join(ROOT_NAME)).expect("it was just written");
    println!(
        "\n{n} articles, {n_passages} passages: {} files, {:.1} MB, median {:.1} kB, most {:.1} kB, \
         root {:.1} kB; analyzed in {made:.1} s, cut and written in {seconds:.1} s",
        sizes.len(),
        total as f64 / 1e6,
        sizes[sizes.len() / 2] as f64 / 1e3,
        sizes.last().map_or(0.0, |it| *it as f64 / 1e3),
        packed(&root).len() as f64 / 1e3,
    );
    println!(
        "{:<34}{:>9}{:>8}{:>8}{:>10}{:>8}{:>8}{:>10}",
        "", "hits", "first", "rounds", "kB", "next", "rounds", "kB"
    );
    fs::write(folder.join(QUERIES_NAME), queries(n).join("\n")).expect("there is room");
    // A reader who has asked for something else before.
    let mut next = Reader::open(folder);
    next.ask("rosdored");
    for query in queries(n) {
        let mut first = Reader::open(folder);
        let n_hits = first.ask(&query);
        let before = (next.n_files, next.n_rounds, next.n_bytes);
        assert_eq!(next.ask(&query), n_hits);
        println!(
            "{query:<34}{n_hits:>9}{:>8}{:>8}{:>10.1}{:>8}{:>8}{:>10.1}",
            first.n_files,
            first.n_rounds,
            first.n_bytes as f64 / 1e3,
            next.n_files - before.0,
            next.n_rounds - before.1,
            (next.n_bytes - before.2) as f64 / 1e3,
        );
    }
}

/// The bundle of made-up articles, without links between their sentences, which shards do not have.
fn bundle(n: usize) -> Bundle {
    let numbers: Vec<usize> = (0..n).collect();
    let read = parallel::map(&numbers, |it| {
        let (name, text) = articles::article(*it);
        ingest::read(&name, text.as_bytes()).documents
    });
    let mut documents: Vec<_> = read.into_iter().flatten().collect();
    ingest::put_in_order(&mut documents);
    let mut statements = parallel::map(&documents, statements);
    unite(&documents, &mut statements);
    let corpus = Corpus {
        documents,
        ..Corpus::default()
    };
    let index = Index::build(&corpus, &[]);
    Bundle {
        names: Names::find(&corpus),
        families: index.families(&corpus, &stems::class_of),
        index: index.to_bytes(),
        statements,
        corpus,
        ..Bundle::default()
    }
}

/// Writes shards, packed; the sizes of their files, the smallest first.
fn write(bundle: Bundle, folder: &Path) -> Vec<usize> {
    fs::create_dir_all(folder.join(FOLDER_NAME)).expect("a folder");
    let mut sizes = Vec::new();
    let put = &mut |name: &str, bytes: &[u8]| {
        let packed = packed(bytes);
        sizes.push(packed.len());
        match name {
            ROOT_NAME => fs::write(folder.join(name), bytes),
            _ => fs::write(folder.join(FOLDER_NAME).join(name), packed),
        }
        .map_err(|it| it.to_string())
    };
    shards::write(bundle, put).expect("there is room for temporary files");
    sizes.sort_unstable();
    sizes
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.expect("there is room in memory")
}

/// What readers ask: a name, words, a phrase, slips, beginnings, filters, a word that is everywhere.
fn queries(n: usize) -> Vec<String> {
    let [one, other] = articles::speakers(n / 2);
    let last = one.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let mut letters: Vec<char> = last.chars().collect();
    letters.swap(1, 2);
    let slip: String = letters.into_iter().collect();
    vec![
        format!("{last} "),
        format!("{slip} "),
        format!("\"{}\" ", other.to_lowercase()),
        format!("{} {last} ", other.to_lowercase()),
        "zarverment quinselity ".to_owned(),
        "zarvermnet quinselity ".to_owned(),
        "zarverm".to_owned(),
        "source:ledger pelrosal ".to_owned(),
        "date:1999 hinweration tokyo ".to_owned(),
        "\"visa rule of tokyo\" ".to_owned(),
        "fishery ".to_owned(),
    ]
}

/// Someone who has a folder of shards and nothing of it yet.
struct Reader<'a> {
    folder: &'a Path,
    shards: Shards,
    n_files: usize,
    n_rounds: usize,
    n_bytes: usize,
}

impl Reader<'_> {
    fn open(folder: &Path) -> Reader<'_> {
        let mut reader = Reader {
            folder,
            shards: Shards::default(),
            n_files: 0,
            n_rounds: 1,
            n_bytes: 0,
        };
        let root = fs::read(folder.join(ROOT_NAME)).expect("the root was just written");
        // Its host packs it.
        reader.n_files = 1;
        reader.n_bytes = packed(&root).len();
        reader.shards = Shards::open(&root).expect("the root was just written");
        reader
    }

    /// How many hits there are; the first six are shown.
    fn ask(&mut self, query: &str) -> u32 {
        let request = Request::Search(SearchQuestion {
            query: query.to_owned(),
            limit: 6,
            ..SearchQuestion::default()
        });
        loop {
            match self.shards.answer(&request) {
                Ok(Response::Search(answer)) => return answer.n_hits,
                Ok(other) => panic!("{other:?}"),
                Err(needs) => {
                    self.n_rounds += 1;
                    for need in needs {
                        let bytes = self.fetch(&need.name);
                        let told = self.shards.bring(&need.name, bytes);
                        told.expect("the files were just written");
                    }
                }
            }
        }
    }

    fn fetch(&mut self, name: &str) -> Vec<u8> {
        let path = self.folder.join(FOLDER_NAME).join(name);
        let packed = fs::read(path).expect("the file was just written");
        self.n_files += 1;
        self.n_bytes += packed.len();
        let mut bytes = Vec::new();
        std::io::copy(&mut GzDecoder::new(&*packed), &mut bytes).expect("it was just packed");
        bytes
    }
}
