//! Which words stand in several documents one after the other, as if copied.

use serde::{Deserialize, Serialize};

use super::words::{Kind, Sentence};
use crate::corpus::content_hash;
use crate::order::Order;
use crate::table::Table;
use crate::text::{Span, fold};

/// So many words in a row, names aside, are no accident.
const LEAST_WORDS: usize = 5;

/// So many of them must say something: a row of little words is a set phrase.
const LEAST_TELLING: usize = 2;

/// What documents that are laid side by side have word for word in common.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reuse {
    /// The longest first.
    pub runs: Vec<Run>,
    /// Of each document, in the order in which they are shown: how many of its words stand in a run,
    /// and how many it has.
    pub shares: Vec<(u32, u32)>,
}

/// The same words in several documents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// How many words.
    pub n_words: u32,
    /// Whether they stand in quotation marks everywhere: two who quote one speech have it in
    /// common. Left to whoever knows what is quoted.
    pub is_quoted: bool,
    /// Where they stand; the first has the words as they are shown.
    pub places: Vec<RunPlace>,
}

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunPlace {
    /// Which of the documents that are shown.
    pub column: u32,
    /// Index of its passage.
    pub passage: u32,
    /// A span of the document's text.
    pub span: Span,
}

/// A word, or a name of several words. What a name is called differs from source to source, and
/// whoever writes of a thing names it: so it counts for nothing, and every form is equal.
struct Unit {
    key: u64,
    passage: u32,
    span: Span,
    n_words: u32,
    is_name: bool,
    tells: bool,
}

/// `columns` has the position of each document that is shown among those that `sentences` are of.
///
/// Takes time linear in the sentences for each pair of documents. Where words stand twice in a
/// document, the first place counts.
pub(super) fn reuse(sentences: &[Sentence], columns: &[usize], texts: &[&str]) -> Reuse {
    let units: Vec<Vec<Unit>> = columns
        .iter()
        .map(|&it| units(sentences, it, texts[it]))
        .collect();
    let mut taken: Vec<Vec<bool>> = units.iter().map(|it| vec![false; it.len()]).collect();
    let mut runs: Vec<Run> = Vec::new();
    // The first run that begins at a unit of a document.
    let mut at_place: Table<Option<usize>> = Table::default();
    for (x, one) in units.iter().enumerate() {
        for (y, other) in units.iter().enumerate().skip(x + 1) {
            for (a, b, n) in shared(one, other) {
                taken[x][a..a + n].fill(true);
                taken[y][b..b + n].fill(true);
                let place = place(y, &other[b..b + n]);
                let first = self::place(x, &one[a..a + n]);
                let place_of_run = at_place
                    .entry((x as u64) << 32 | a as u64)
                    .get_or_insert(runs.len());
                match runs.get_mut(*place_of_run) {
                    Some(known) if known.places[0] == first => known.places.push(place),
                    _ => runs.push(Run {
                        n_words: one[a..a + n].iter().map(|it| it.n_words).sum(),
                        is_quoted: false,
                        places: vec![first, place],
                    }),
                }
            }
        }
    }
    runs.order_by_key(|it| std::cmp::Reverse(it.n_words));
    let n_words = |it: &Unit| it.n_words;
    let shares = units.iter().zip(&taken).map(|(units, taken)| {
        let shared = units.iter().zip(taken).filter(|it| *it.1);
        (
            shared.map(|it| it.0.n_words).sum(),
            units.iter().map(n_words).sum(),
        )
    });
    Reuse {
        shares: shares.collect(),
        runs,
    }
}

fn place(column: usize, units: &[Unit]) -> RunPlace {
    let first = &units[0];
    RunPlace {
        column: column as u32,
        passage: first.passage,
        span: units.iter().fold(first.span, |span, it| span.join(it.span)),
    }
}

fn units(sentences: &[Sentence], document: usize, text: &str) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for sentence in sentences.iter().filter(|it| it.document == document) {
        let mut before = None;
        for token in &sentence.tokens {
            let name = token.mention.map(|it| &sentence.mentions[it as usize]);
            match (name, units.last_mut()) {
                (Some(_), Some(unit)) if token.mention == before => {
                    unit.span = unit.span.join(token.span);
                    unit.n_words += 1;
                }
                _ => units.push(Unit {
                    key: match name {
                        Some(name) => u64::from(name.thing.0),
                        None => content_hash(&fold(token.span.of_text(text))),
                    },
                    passage: sentence.passage,
                    span: token.span,
                    n_words: 1,
                    is_name: name.is_some(),
                    tells: name.is_none() && token.kind != Kind::Function,
                }),
            }
            before = token.mention;
        }
    }
    units
}

/// The longest runs that two documents share, from the first word on: where they begin in each, and
/// how many units they have.
fn shared(one: &[Unit], other: &[Unit]) -> Vec<(usize, usize, usize)> {
    let mut starts: Table<Option<usize>> = Table::default();
    for (at, window) in other.windows(LEAST_WORDS).enumerate() {
        starts.entry(hash(window)).get_or_insert(at);
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at + LEAST_WORDS <= one.len() {
        let there = starts
            .get(hash(&one[at..at + LEAST_WORDS]))
            .copied()
            .flatten();
        let n = there.map_or(0, |it| n_equal(&one[at..], &other[it..]));
        match there {
            Some(there) if is_run(&one[at..at + n]) => {
                found.push((at, there, n));
                at += n;
            }
            // What follows in the same set phrase is one too.
            _ => at += n.saturating_sub(LEAST_WORDS) + 1,
        }
    }
    found
}

fn hash(units: &[Unit]) -> u64 {
    units.iter().fold(0, |hash, it| {
        (hash ^ it.key)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .rotate_left(23)
    })
}

/// How many units are equal, up to the end of a passage.
fn n_equal(one: &[Unit], other: &[Unit]) -> usize {
    let pairs = one.iter().zip(other);
    let (first, second) = (one[0].passage, other[0].passage);
    pairs
        .take_while(|(a, b)| {
            (a.key, a.is_name) == (b.key, b.is_name) && a.passage == first && b.passage == second
        })
        .count()
}

fn is_run(units: &[Unit]) -> bool {
    let n_words = units.iter().filter(|it| !it.is_name).count();
    n_words >= LEAST_WORDS && units.iter().filter(|it| it.tells).count() >= LEAST_TELLING
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::compare::{Alignment, Comparer};
    use crate::corpus::{Corpus, Document, DocumentId};
    use crate::names::Names;
    use crate::text::words;

    fn aligned(texts: &[&str]) -> (Corpus, Alignment) {
        let corpus = Corpus {
            documents: texts.iter().map(|it| Document::of_text(it)).collect(),
            ..Corpus::default()
        };
        let ids: Vec<DocumentId> = corpus.ids().map(|it| it.0).collect();
        let comparer = Comparer::new(Vec::new(), &Names::find(&corpus));
        let alignment = comparer.align(&corpus, &ids, &[]);
        (corpus, alignment)
    }

    #[track_caller]
    fn check(texts: &[&str], expected: &[&str], shares: &[(u32, u32)]) {
        let (corpus, Alignment { reuse, .. }) = aligned(texts);
        let found: Vec<&str> = (reuse.runs.iter())
            .map(|it| {
                let first = it.places[0];
                first
                    .span
                    .of_text(&corpus.documents[first.column as usize].text)
            })
            .collect();
        assert_eq!(found, expected);
        assert_eq!(reuse.shares, shares);
    }

    #[test]
    fn words_in_a_row_are_found_with_their_share() {
        check(
            &[
                "At dawn the old dam above the valley broke. Nobody was hurt.",
                "It rained. The old dam above the valley broke at noon.",
            ],
            &["the old dam above the valley broke"],
            &[(7, 12), (7, 11)],
        );
    }

    #[test]
    fn set_phrases_and_names_are_none() {
        check(
            &[
                "It was in and out of the house. Russia, Japan, Ukraine, China and Germany met.",
                "He was in and out of the game. Russia, Japan, Ukraine, China and Germany met.",
            ],
            &[],
            &[(0, 15), (0, 15)],
        );
    }

    #[test]
    fn a_name_counts_for_nothing_and_is_the_same_in_every_form() {
        check(
            &[
                "Critics call the Northern Territories a land without any clear owner.",
                "Many call the southern Kuril Islands a land without any clear owner.",
            ],
            &["call the Northern Territories a land without any clear owner"],
            &[(10, 11), (11, 12)],
        );
    }

    proptest! {
        #[test]
        fn the_words_of_a_run_are_the_same_everywhere(
            one in "([a-e]{1,2} ){0,60}", other in "([a-e]{1,2} ){0,60}", third in "([a-e]{1,2} ){0,60}",
        ) {
            let (corpus, alignment) = aligned(&[&one, &other, &third]);
            for run in &alignment.reuse.runs {
                let written: Vec<String> = (run.places.iter())
                    .map(|it| {
                        let text = &corpus.documents[it.column as usize].text;
                        let said = it.span.of_text(text);
                        words(said).map(|it| it.of_text(said)).collect::<Vec<_>>().join(" ")
                    })
                    .collect();
                prop_assert!(written.iter().all(|it| *it == written[0]), "{:?}", written);
                prop_assert!(run.n_words as usize >= super::LEAST_WORDS);
                prop_assert!(run.places.len() > 1);
            }
            for (taken, all) in &alignment.reuse.shares {
                prop_assert!(taken <= all);
            }
        }
    }
}
