//! Which sentences of different documents belong together, in pairs.

use super::Band;
use super::features::Sentence;
use super::score::Features;
use crate::order::Order;
use crate::table::Table;
use std::cmp::Ordering;

/// Below this score two sentences are not linked. Higher gives fewer and surer links.
pub(super) const POSSIBLE: f32 = 0.225;

/// Below this score two sentences have nothing to do with each other: a sentence that tells two
/// things is less like each of two others than one that tells one thing.
const NEAR: f32 = 0.2;

/// From this score on a link is as sure as words can make it.
const STRONG: f32 = 0.42;

/// A word that more sentences than this have finds no candidates: keeps the work near linear.
const MAX_POSTINGS: usize = 64;

/// Cosine of words under which two sentences are not looked at closely. Linked ones have more
/// than twice this.
const SHARED: f32 = 0.04;

/// How many sentences of each other document are looked at closely for one sentence.
const CANDIDATES: usize = 8;

/// Two sentences of different documents, by index.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Link {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) score: f32,
}

/// The links worth keeping among those `near`, best first: those over [`POSSIBLE`] that are the
/// best of at least one of their sentences in the other's document.
///
/// Neither the order of the documents nor that of their sentences plays a part.
pub(super) fn links(sentences: &[Sentence], near: &[Link]) -> Vec<Link> {
    let scored = near.iter().copied().filter(|it| it.score >= POSSIBLE);
    let scored: Vec<Link> = scored.collect();
    let side = |one: usize, other: usize| (one as u64) << 32 | sentences[other].document as u64;
    let mut best: Table<f32> = Table::default();
    for link in &scored {
        for (one, other) in [(link.a, link.b), (link.b, link.a)] {
            let best = best.entry(side(one, other));
            *best = best.max(link.score);
        }
    }
    let is_best = |one: usize, other: usize, score: f32| best.get(side(one, other)) == Some(&score);
    let mut links = scored;
    links.retain(|it| is_best(it.a, it.b, it.score) || is_best(it.b, it.a, it.score));
    links.order_by(|x, y| {
        let by_words = |it: &Link| (sentences[it.a].rank(), sentences[it.b].rank());
        (y.score.total_cmp(&x.score)).then_with(|| by_words(x).cmp(&by_words(y)))
    });
    links
}

/// How sure a score is.
pub(super) fn band(score: f32) -> Band {
    if score >= STRONG {
        Band::Strong
    } else {
        Band::Possible
    }
}

/// All pairs over [`NEAR`] that candidates lead to, each once with `a < b`. With `only`, pairs
/// that leave that document out are not looked for.
pub(super) fn near(
    sentences: &[Sentence],
    features: &[Features],
    only: Option<usize>,
) -> Vec<Link> {
    let mut pairs = candidates(sentences, features, only);
    pairs.order();
    pairs.dedup();
    pairs
        .into_iter()
        .map(|(a, b)| Link {
            a,
            b,
            score: features[a].score(&features[b]),
        })
        .filter(|it| it.score >= NEAR)
        .collect()
}

/// Pairs that share rare words, `a < b`.
fn candidates(
    sentences: &[Sentence],
    features: &[Features],
    only: Option<usize>,
) -> Vec<(usize, usize)> {
    let mut postings: Table<Vec<(usize, f32)>> = Table::default();
    for (at, it) in features.iter().enumerate() {
        for (key, weight) in it.keys() {
            postings.entry(key.into()).push((at, weight));
        }
    }
    let useful = |it: &&Vec<(usize, f32)>| (2..=MAX_POSTINGS).contains(&it.len());
    let mut shared = vec![0.0_f32; sentences.len()];
    let n_documents = sentences
        .iter()
        .map(|it| it.document + 1)
        .max()
        .unwrap_or(0);
    let mut pairs = Vec::new();
    for (a, it) in features.iter().enumerate() {
        let mut touched = Vec::new();
        for (key, weight) in it.keys() {
            for &(b, other) in postings
                .get(key.into())
                .filter(useful)
                .into_iter()
                .flatten()
            {
                let documents = [sentences[a].document, sentences[b].document];
                let wanted = only.is_none_or(|it| documents.contains(&it));
                if documents[0] == documents[1] || !wanted {
                    continue;
                }
                if shared[b] == 0.0 {
                    touched.push(b);
                }
                shared[b] += weight * other;
            }
        }
        // Most share one middling word and nothing else; they are not worth sorting.
        touched.retain(|&b| {
            let alike = shared[b] >= SHARED * it.length() * features[b].length();
            if !alike {
                shared[b] = 0.0;
            }
            alike
        });
        touched.order_by(|&x, &y| better(sentences, &shared, x, y));
        let mut taken = vec![0; n_documents];
        for b in touched {
            shared[b] = 0.0;
            let taken = &mut taken[sentences[b].document];
            if *taken < CANDIDATES {
                *taken += 1;
                pairs.push((a.min(b), a.max(b)));
            }
        }
    }
    pairs
}

fn better(sentences: &[Sentence], shared: &[f32], x: usize, y: usize) -> Ordering {
    let (left, right) = (&sentences[x], &sentences[y]);
    (shared[y].total_cmp(&shared[x])).then_with(|| left.rank().cmp(&right.rank()))
}
