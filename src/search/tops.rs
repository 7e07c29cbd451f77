//! Given how words begin, which of them are the most frequent.
//!
//! Short beginnings are those of thousands of words. What these are is noted once, so that a letter
//! typed costs a walk over some hundreds of words at most.

use crate::corpus::content_hash;
use crate::table::Table;

/// What more words begin with than this is looked up rather than walked.
const MAX_WALK: usize = 256;

/// So many of the most frequent words are kept of a beginning: more than are shown, for filters
/// may leave out some.
const N_KEPT: usize = 16;

/// Longer beginnings are walked in any case.
const MAX_BEGINNING: usize = 24;

/// Is called with a word and its number.
pub(super) type Visit<'a> = &'a mut dyn FnMut(&str, u32);

/// Visits every word that begins so, in order.
pub(super) type Walk<'a> = &'a dyn Fn(&str, Visit<'_>);

/// The most frequent words of the beginnings that many words have.
#[derive(Clone, Debug, Default)]
pub(super) struct Tops(Table<Vec<(String, u32)>>);

impl Tops {
    /// About linear in the letters of all words.
    pub(super) fn new(walk: Walk<'_>, count: &dyn Fn(u32) -> u32) -> Tops {
        let mut tops = Tops::default();
        let mut rest = vec![String::new()];
        while let Some(beginning) = rest.pop() {
            let (best, n) = best(&beginning, walk, count);
            if n <= MAX_WALK || beginning.len() > MAX_BEGINNING {
                continue;
            }
            walk(&beginning, &mut |word, _| {
                let is_known = (rest.last()).is_some_and(|it| word.starts_with(it.as_str()));
                let next = word[beginning.len()..].chars().next().filter(|_| !is_known);
                rest.extend(next.map(|it| format!("{beginning}{it}")));
            });
            *tops.0.entry(content_hash(&beginning)) = best;
        }
        tops
    }

    /// The most frequent words with this beginning, those first, with their numbers.
    pub(super) fn of(
        &self,
        beginning: &str,
        walk: Walk<'_>,
        count: &dyn Fn(u32) -> u32,
    ) -> Vec<(String, u32)> {
        match self.0.get(content_hash(beginning)) {
            Some(known) => known.clone(),
            None => best(beginning, walk, count).0,
        }
    }
}

/// The most frequent words with this beginning, and how many there are in all.
fn best(
    beginning: &str,
    walk: Walk<'_>,
    count: &dyn Fn(u32) -> u32,
) -> (Vec<(String, u32)>, usize) {
    let mut best: Vec<(String, u32)> = Vec::new();
    let mut n = 0;
    walk(beginning, &mut |word, number| {
        n += 1;
        let at = best.partition_point(|it| count(it.1) >= count(number));
        if at < N_KEPT {
            best.insert(at, (word.to_owned(), number));
            best.truncate(N_KEPT);
        }
    });
    (best, n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn they_are_those_of_a_sorted_list(
            words in prop::collection::btree_set("[ab]{1,9}", 0..400),
            beginning in "[ab]{0,4}",
        ) {
            let words: Vec<String> = words.into_iter().collect();
            let count = |number: u32| number * 7 % 50;
            let walk: Walk<'_> = &|beginning, found| {
                let numbered = (0..).zip(&words).filter(|it| it.1.starts_with(beginning));
                numbered.for_each(|it| found(it.1, it.0));
            };
            let tops = Tops::new(walk, &count);
            let mut expected = Vec::new();
            walk(&beginning, &mut |word, number| expected.push((word.to_owned(), number)));
            expected.sort_by_key(|it| std::cmp::Reverse(count(it.1)));
            expected.truncate(N_KEPT);
            prop_assert_eq!(tops.of(&beginning, walk, &count), expected);
            let n_words = words.len();
            prop_assert_eq!(tops.0.is_empty(), n_words <= MAX_WALK);
        }
    }
}
