//! Which statements report the same words.

use crate::table::Table;

/// Words of a run that two statements must share; shorter statements, as a whole.
const RUN: usize = 4;

/// Statements with fewer words are too common to say the same thing.
const FEWEST_WORDS: usize = 3;

/// Runs that more statements have are a way of speaking.
const MOST_HOLDERS: usize = 32;

/// What is compared of a statement.
pub(super) struct Said {
    /// Its document.
    pub(super) document: u32,
    /// Its words, folded, as numbers.
    pub(super) words: Vec<u64>,
}

/// For each statement the number of the group, from 1, whose words it has: at least half of the runs
/// of four words of the shorter one stand in another document too. 0 for one that stands alone.
/// Linear in the words.
pub(super) fn groups(all: &[Said]) -> Vec<u32> {
    let mut holders: Table<Vec<u32>> = Table::default();
    let mut first_of: Vec<u32> = (0..all.len() as u32).collect();
    for (number, said) in (0..).zip(all) {
        let mut shared: Table<usize> = Table::default();
        for run in runs(&said.words) {
            let holders = holders.entry(run);
            for other in holders.iter() {
                *shared.entry((*other).into()) += 1;
            }
            if holders.len() < MOST_HOLDERS && holders.last() != Some(&number) {
                holders.push(number);
            }
        }
        for (other, n_shared) in shared.iter() {
            let before = &all[other as usize];
            let n_runs = |it: &Said| runs(&it.words).count();
            let n_least = n_runs(said).min(n_runs(before));
            if before.document != said.document && 2 * n_shared >= n_least {
                let (a, b) = (first(&first_of, other as u32), first(&first_of, number));
                first_of[a.max(b) as usize] = a.min(b);
            }
        }
    }
    let mut sizes: Table<(u32, u32)> = Table::default();
    for number in 0..all.len() as u32 {
        sizes.entry(first(&first_of, number).into()).0 += 1;
    }
    let mut n_groups = 0;
    let group = |number| {
        let (size, group) = sizes.entry(first(&first_of, number).into());
        if *size > 1 && *group == 0 {
            n_groups += 1;
            *group = n_groups;
        }
        *group
    };
    (0..all.len() as u32).map(group).collect()
}

/// The first statement of the group of one.
fn first(first_of: &[u32], mut number: u32) -> u32 {
    while first_of[number as usize] != number {
        number = first_of[number as usize];
    }
    number
}

/// Runs of four words, or the whole of fewer, as numbers.
fn runs(words: &[u64]) -> impl Iterator<Item = u64> + '_ {
    let n = match words.len() {
        ..FEWEST_WORDS => usize::MAX,
        n => n.min(RUN),
    };
    let run = |run: &[u64]| {
        run.iter()
            .fold(0_u64, |hash, it| hash.rotate_left(17).wrapping_mul(31) ^ it)
    };
    words.windows(n).map(run)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::content_hash;
    use crate::text::{fold, words};

    /// Statements, each of a document of its own, and the group of each.
    #[track_caller]
    fn check(said: &[(u32, &str, u32)]) {
        let all: Vec<Said> = said
            .iter()
            .map(|(document, text, _)| {
                let folded = fold(text);
                let words = words(&folded).map(|it| content_hash(it.of_text(&folded)));
                Said {
                    document: *document,
                    words: words.collect(),
                }
            })
            .collect();
        let expected: Vec<u32> = said.iter().map(|it| it.2).collect();
        assert_eq!(groups(&all), expected);
    }

    #[test]
    fn the_same_words_in_two_documents() {
        check(&[
            (0, "We want this island, and we say so", 1),
            (0, "the talks were useful", 0),
            (1, "we want this island", 1),
            (2, "“We WANT this island and we say so again,” he added", 1),
            (1, "we want that island", 0),
        ]);
    }

    #[test]
    fn short_ones_as_a_whole_and_two_words_never() {
        check(&[
            (0, "No deal yet", 1),
            (1, "no deal yet", 1),
            (2, "no deal", 0),
            (3, "no deal", 0),
        ]);
    }

    #[test]
    fn not_within_one_document_and_not_by_a_phrase_in_passing() {
        check(&[
            (
                0,
                "on the basis of the declaration we went on to talk about trade and fishing",
                0,
            ),
            (
                0,
                "on the basis of the declaration we went on to talk about trade and fishing",
                0,
            ),
            (
                1,
                "on the basis of the rules of the house nobody may leave before the vote ends",
                0,
            ),
        ]);
    }

    #[test]
    fn groups_grow_together() {
        check(&[
            (0, "one two three four five", 1),
            (1, "six seven eight nine ten", 1),
            (2, "one two three four five six seven eight nine ten", 1),
        ]);
    }
}
