//! How many sentences that report the same thing are put together, and how many others, against
//! pairs judged by hand in `tests/golden/compare`; beside plain measures of words and letters, for
//! each of which the best threshold is chosen with the answers in sight. `make bench-compare`.
//!
//! A file of pairs beside the folder `NAME`, `NAME.txt`, is judged on the reports in that folder;
//! `accounts.txt` on those that come with Crossread. `--errors` lists what is missed and made up.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::Path;

use crossread::builder;
use crossread::bundle::Bundle;
use crossread::compare::Comparer;
use crossread::corpus::{Corpus, DocumentId};
use crossread::text::{Span, fold, words};

/// Report and sentence, both from 1.
type Sentence = (u32, u32);

/// Two sentences of different reports, the smaller first.
type Pair = (Sentence, Sentence);

/// Pairs judged by hand.
#[derive(Default)]
struct Golden {
    same: BTreeSet<Pair>,
    opposite: BTreeSet<Pair>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let lists_errors = std::env::args().any(|it| it == "--errors");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/compare");
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/corpus");
    println!("corpus    measure            P     R    F1    AP  P@10  opposites called the same");
    let made_up = [
        "bridge", "museum", "water", "harbour", "transfer", "recount",
    ]
    .map(|it| (it, folder.join(it)));
    for (name, articles) in [("accounts", shipped)].iter().chain(&made_up) {
        let golden = golden(&fs::read_to_string(folder.join(format!("{name}.txt")))?)?;
        let bundle = builder::bundle(corpus(articles)?);
        let texts = texts(&bundle.corpus);
        for (measure, scored) in [
            ("TF-IDF of words", tf_idf(&texts, &words_of)),
            ("TF-IDF of 4-grams", tf_idf(&texts, &grams_of)),
            ("BM25", bm25(&texts)),
        ] {
            let ranked = ranked(scored);
            let found = best_cut(&ranked, &golden.same);
            print_line(name, measure, &found, &ranked, &golden);
        }
        let (found, ranked) = ours(&bundle);
        let pairs = best_cut(&ranked, &golden.same);
        print_line(name, "Crossread, pairs", &pairs, &ranked, &golden);
        print_line(name, "Crossread, rows", &found, &ranked, &golden);
        if lists_errors {
            for (what, pairs) in [
                ("missed", golden.same.difference(&found)),
                ("made up", found.difference(&golden.same)),
            ] {
                for &(a, b) in pairs {
                    println!("  {what} {}.{} {}.{}", a.0, a.1, b.0, b.1);
                    println!("    {}\n    {}", texts[&a], texts[&b]);
                }
            }
        }
    }
    Ok(())
}

fn print_line(name: &str, measure: &str, found: &BTreeSet<Pair>, ranked: &[Pair], of: &Golden) {
    let [precision, recall, f1] = rates(found, &of.same);
    println!(
        "{name:9} {measure:17} {precision:.2}  {recall:.2}  {f1:.2}  {:.2}  {:.2}  {} of {}",
        average_precision(ranked, &of.same),
        ranked
            .iter()
            .take(10)
            .filter(|it| of.same.contains(it))
            .count() as f64
            / 10.0,
        found.intersection(&of.opposite).count(),
        of.opposite.len(),
    );
}

fn golden(text: &str) -> Result<Golden, Box<dyn Error>> {
    let number = |it: &str| -> Result<Sentence, Box<dyn Error>> {
        let (report, sentence) = it.split_once('.').ok_or("report.sentence")?;
        Ok((report.parse()?, sentence.parse()?))
    };
    let mut golden = Golden::default();
    for line in text.lines() {
        let mut parts = line.split_whitespace();
        let (Some(a), Some(b), Some(topic)) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        if a.starts_with('#') {
            continue;
        }
        let (a, b) = (number(a)?, number(b)?);
        match topic {
            "x" => golden.opposite.insert((a.min(b), a.max(b))),
            _ => golden.same.insert((a.min(b), a.max(b))),
        };
    }
    Ok(golden)
}

fn corpus(folder: &Path) -> Result<Corpus, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        files.push((name.into_owned(), fs::read(&path)?));
    }
    Ok(builder::corpus_of_files(files).0)
}

/// The body sentences of a corpus by their numbers.
fn texts(corpus: &Corpus) -> BTreeMap<Sentence, &str> {
    let of_one = |(id, document): (DocumentId, &'_ crossread::corpus::Document)| {
        let sentences = document.body().flat_map(|(_, it)| &it.sentences);
        let numbered = (1..).zip(sentences);
        numbered
            .map(|(n, it)| ((id.0 + 1, n), *it))
            .collect::<Vec<(Sentence, Span)>>()
    };
    corpus
        .ids()
        .flat_map(|(id, document)| {
            let spans = of_one((id, document));
            spans
                .into_iter()
                .map(|(number, span)| (number, span.of_text(&document.text)))
        })
        .collect()
}

/// The pairs that stand in one row, and all that are near each other, likest first.
fn ours(bundle: &Bundle) -> (BTreeSet<Pair>, Vec<Pair>) {
    let corpus = &bundle.corpus;
    let ids: Vec<DocumentId> = corpus.ids().map(|it| it.0).collect();
    let comparer = Comparer::new(bundle.links.clone(), &bundle.names);
    let number = |document: DocumentId, sentence: Span| {
        let known = &corpus.documents[document.0 as usize];
        let sentences = known.body().flat_map(|(_, it)| &it.sentences);
        let before = sentences.take_while(|it| it.start < sentence.start);
        (document.0 + 1, before.count() as u32 + 1)
    };
    let alignment = comparer.align(corpus, &ids, &[]);
    let mut found = BTreeSet::new();
    for row in &alignment.rows {
        let cells = alignment.documents.iter().zip(&row.cells);
        let all: Vec<Sentence> = cells
            .flat_map(|(&id, cells)| cells.iter().map(move |it| (id, it.sentence)))
            .map(|(id, it)| number(id, it))
            .collect();
        for &a in &all {
            found.extend(all.iter().filter(|b| a.0 < b.0).map(|&b| (a, b)));
        }
    }
    let near = comparer.near(corpus, &ids).into_iter().map(|it| {
        let [a, b] = it.sentences.map(|(id, span)| number(id, span));
        (a.min(b), a.max(b))
    });
    (found, near.collect())
}

fn words_of(text: &str) -> Vec<String> {
    words(text).map(|it| fold(it.of_text(text))).collect()
}

fn grams_of(text: &str) -> Vec<String> {
    let letters: Vec<char> = words_of(text).join(" ").chars().collect();
    letters.windows(4).map(|it| it.iter().collect()).collect()
}

/// How often each term stands in each sentence.
type Counts<'a> = Vec<(Sentence, BTreeMap<String, f64>)>;

fn counts<'a>(
    texts: &BTreeMap<Sentence, &'a str>,
    terms: &dyn Fn(&str) -> Vec<String>,
) -> Counts<'a> {
    let of_one = |(&number, text): (&Sentence, &&str)| {
        let mut counts = BTreeMap::new();
        for term in terms(text) {
            *counts.entry(term).or_insert(0.0) += 1.0;
        }
        (number, counts)
    };
    texts.iter().map(of_one).collect()
}

/// In how many sentences each term stands.
fn spread(counts: &Counts) -> BTreeMap<String, f64> {
    let mut spread = BTreeMap::new();
    for term in counts.iter().flat_map(|it| it.1.keys()) {
        *spread.entry(term.clone()).or_insert(0.0) += 1.0;
    }
    spread
}

/// Scores of all pairs of sentences of different reports.
fn of_pairs(counts: &Counts, score: impl Fn(usize, usize) -> f64) -> Vec<(f64, Pair)> {
    let mut scored = Vec::new();
    for (at, (a, _)) in counts.iter().enumerate() {
        for (other, (b, _)) in counts.iter().enumerate().skip(at + 1) {
            if a.0 != b.0 {
                scored.push((score(at, other), (*a, *b)));
            }
        }
    }
    scored
}

/// Cosine of terms weighted by rarity, each sentence a document.
fn tf_idf(
    texts: &BTreeMap<Sentence, &str>,
    terms: &dyn Fn(&str) -> Vec<String>,
) -> Vec<(f64, Pair)> {
    let counts = counts(texts, terms);
    let spread = spread(&counts);
    let n = counts.len() as f64;
    let points: Vec<BTreeMap<&str, f64>> = (counts.iter())
        .map(|(_, it)| {
            let weight = |(term, count): (&'_ String, &f64)| count * (n / spread[term]).ln();
            let weighted: BTreeMap<&str, f64> =
                it.iter().map(|it| (it.0.as_str(), weight(it))).collect();
            let length = weighted.values().map(|it| it * it).sum::<f64>().sqrt();
            let scale = move |(term, it): (_, f64)| (term, it / length.max(f64::EPSILON));
            weighted.into_iter().map(scale).collect()
        })
        .collect();
    of_pairs(&counts, |a, b| {
        let shared = points[a]
            .iter()
            .filter_map(|(term, it)| Some(it * points[b].get(term)?));
        shared.sum()
    })
}

/// The mean of what each sentence scores as a query for the other (k1 1.2, b 0.75).
fn bm25(texts: &BTreeMap<Sentence, &str>) -> Vec<(f64, Pair)> {
    let counts = counts(texts, &words_of);
    let spread = spread(&counts);
    let n = counts.len() as f64;
    let length = |at: usize| counts[at].1.values().sum::<f64>();
    let mean = (0..counts.len()).map(length).sum::<f64>() / n;
    let one_way = |query: usize, found: usize| {
        let shared = counts[query].1.keys().filter_map(|term| {
            let count = counts[found].1.get(term)?;
            let rarity = (1.0 + (n - spread[term] + 0.5) / (spread[term] + 0.5)).ln();
            let norm = 1.2 * (0.25 + 0.75 * length(found) / mean);
            Some(rarity * count * 2.2 / (count + norm))
        });
        shared.sum::<f64>() / length(query).max(1.0)
    };
    of_pairs(&counts, |a, b| (one_way(a, b) + one_way(b, a)) / 2.0)
}

fn ranked(mut scored: Vec<(f64, Pair)>) -> Vec<Pair> {
    scored.retain(|it| it.0 > 0.0);
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    scored.into_iter().map(|it| it.1).collect()
}

/// The first so many pairs that have the best F1.
fn best_cut(ranked: &[Pair], golden: &BTreeSet<Pair>) -> BTreeSet<Pair> {
    let mut best = (0.0, 0);
    let mut right = 0;
    for (pair, n) in ranked.iter().zip(1..) {
        right += usize::from(golden.contains(pair));
        let f1 = 2.0 * right as f64 / (n + golden.len()) as f64;
        if f1 > best.0 {
            best = (f1, n);
        }
    }
    ranked[..best.1].iter().copied().collect()
}

/// Precision, recall and F1.
fn rates(found: &BTreeSet<Pair>, golden: &BTreeSet<Pair>) -> [f64; 3] {
    let right = found.intersection(golden).count() as f64;
    let precision = right / found.len().max(1) as f64;
    let recall = right / golden.len().max(1) as f64;
    let f1 = 2.0 * right / (found.len() + golden.len()).max(1) as f64;
    [precision, recall, f1]
}

fn average_precision(ranked: &[Pair], golden: &BTreeSet<Pair>) -> f64 {
    let mut right = 0.0;
    let mut sum = 0.0;
    for (pair, n) in ranked.iter().zip(1..) {
        if golden.contains(pair) {
            right += 1.0;
            sum += right / f64::from(n);
        }
    }
    sum / golden.len().max(1) as f64
}
