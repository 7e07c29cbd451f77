//! How comparison grows with a corpus: links found when it is built, counterparts of one article and
//! five articles side by side afterwards. `make bench-compare`.

#[path = "../build/articles.rs"]
#[allow(dead_code, reason = "some are for the other benchmark")]
mod articles;

use std::time::Instant;

use crossread::builder;
use crossread::compare::{Comparer, Known, find};
use crossread::corpus::DocumentId;
use crossread::names::Names;

/// Numbers of articles.
const SIZES: [usize; 3] = [100, 1_000, 10_000];

/// Bytes of a link in a bundle.
const LINK_BYTES: usize = 12;

fn main() {
    println!(
        "articles  sentences    all pairs      links  found in   counterparts  five side by side"
    );
    for n in SIZES {
        let files = (0..n).map(|at| {
            let (name, text) = articles::article(at);
            (name, text.into_bytes())
        });
        let (corpus, _) = builder::corpus_of_files(files);
        let n_sentences: usize = (corpus.documents.iter())
            .flat_map(|it| it.body())
            .map(|(_, it)| it.sentences.len())
            .sum();
        let names = Names::find(&corpus);
        let start = Instant::now();
        let links = find(&corpus, &names, Known::default());
        let found_in = start.elapsed();
        let n_links = links.len() / LINK_BYTES;
        let comparer = Comparer::new(links, &names);
        let ids: Vec<DocumentId> = (0..5).map(|it| DocumentId(it * n as u32 / 5)).collect();
        let start = Instant::now();
        for id in &ids {
            comparer.counterparts(&corpus, *id);
        }
        let counterparts = start.elapsed() / ids.len() as u32;
        let start = Instant::now();
        comparer.align(&corpus, &ids, &[]);
        let side_by_side = start.elapsed();
        let all_pairs = n_sentences * n_sentences.saturating_sub(1) / 2;
        println!(
            "{n:8}  {n_sentences:9}  {all_pairs:11}  {n_links:9}  {:6.1} s  {:9.2} ms  {:14.2} ms",
            found_in.as_secs_f64(),
            counterparts.as_secs_f64() * 1_000.0,
            side_by_side.as_secs_f64() * 1_000.0,
        );
    }
}
