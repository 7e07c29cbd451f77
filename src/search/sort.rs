//! In what order hits and lines are shown, when not by how well they answer.

use serde::{Deserialize, Serialize};

use super::answers::Answers;
use super::index::Index;
use super::lines::MAX_WIDTH;
use super::score::{Standing, in_corpus_order};
use super::tokens::positions;
use crate::corpus::{Corpus, Document};
use crate::order::Order;
use crate::text::fold;

/// What hits are ordered by. Ties are in corpus order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sort {
    /// How well they answer, the best first.
    #[default]
    Best,
    /// When the document was published: the last day that it can be, the latest first. Documents
    /// without a date come last.
    Newest,
    /// When the document was published: the first day that it can be, the earliest first. Documents
    /// without a date come last.
    Oldest,
    /// The order of the corpus.
    Source,
    /// The words before what matched, read from there backward.
    Left,
    /// The words after what matched.
    Right,
}

impl Sort {
    /// Whether it goes by words beside what matched.
    pub fn is_by_context(self) -> bool {
        matches!(self, Sort::Left | Sort::Right)
    }

    /// What a document is ordered by, as text: the lesser goes first. Empty where the order is not
    /// by date.
    pub(super) fn key_of_document(self, document: &Document) -> String {
        let date = document.date.as_ref();
        match self {
            Sort::Newest => date.map_or(UNDATED.to_owned(), |it| {
                let day = it.last;
                let [year, month, day] = [day.year, day.month.into(), day.day.into()];
                dated([9999_u16.saturating_sub(year), 99 - month, 99 - day])
            }),
            Sort::Oldest => date.map_or(UNDATED.to_owned(), |it| {
                let day = it.first;
                dated([day.year, day.month.into(), day.day.into()])
            }),
            _ => String::new(),
        }
    }

    /// What words beside a match are ordered by, likewise.
    pub(super) fn key_of_context(self, left: &str, right: &str) -> String {
        let folded = fold(if self == Sort::Left { left } else { right });
        // What is written without spaces is compared by its characters. No word has the mark after
        // each, which is less than any letter: a word comes before a longer one.
        let mut key = String::with_capacity(folded.len());
        for position in positions(&folded) {
            let word = &folded[position.range];
            let at = if self == Sort::Left { 0 } else { key.len() };
            key.insert(at, '\0');
            key.insert_str(at, word);
        }
        key
    }
}

/// Greater than every digit.
const UNDATED: &str = "~";

fn dated([year, month, day]: [u16; 3]) -> String {
    format!("{year:04}{month:02}{day:02}")
}

/// Brings hits, best first, into another order. As much as to sort them, and to cut a line of each
/// where the order goes by its words.
pub(super) fn arrange(
    index: &Index,
    corpus: &Corpus,
    answers: &Answers,
    hits: &mut Vec<Standing>,
    sort: Sort,
) {
    in_corpus_order(hits);
    let units: Vec<u32> = match sort.is_by_context() {
        true => hits.iter().map(|it| it.unit).collect(),
        false => Vec::new(),
    };
    let shower = answers.shower(index, corpus, &units);
    let mut keys = Vec::with_capacity(hits.len());
    for hit in hits.iter() {
        let document = corpus.document(index.unit(hit.unit).document);
        keys.push(match document {
            Some(_) if sort.is_by_context() => {
                let line = shower.lines(hit.unit, MAX_WIDTH, 1).pop();
                line.map_or(String::new(), |it| sort.key_of_context(&it.left, &it.right))
            }
            Some(document) => sort.key_of_document(document),
            None => String::new(),
        });
    }
    reorder(hits, keys);
}

/// Puts hits of one document together, documents in the order of their first hit.
pub(super) fn group(index: &Index, hits: &mut Vec<Standing>) {
    let document = |it: &Standing| index.unit(it.unit).document.0 as usize;
    let mut firsts: Vec<usize> = Vec::new();
    for (at, hit) in hits.iter().enumerate().rev() {
        let document = document(hit);
        if document >= firsts.len() {
            firsts.resize(document + 1, 0);
        }
        firsts[document] = at;
    }
    let mut keys = Vec::with_capacity(hits.len());
    for hit in hits.iter() {
        keys.push(format!("{:010}", firsts[document(hit)]));
    }
    reorder(hits, keys);
}

fn reorder(hits: &mut Vec<Standing>, keys: Vec<String>) {
    let mut sorted = Vec::with_capacity(hits.len());
    for at in places_of(keys) {
        sorted.push(hits[at as usize]);
    }
    *hits = sorted;
}

/// The positions of `keys` in the order of their values; of equal ones the first goes first.
pub(super) fn places_of(keys: Vec<String>) -> Vec<u32> {
    let mut places: Vec<(String, u32)> = keys.into_iter().zip(0..).collect();
    places.order();
    places.iter().map(|it| it.1).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Query;
    use super::super::tests::corpus;
    use super::*;

    /// The documents of the hits, in order; each has a date or `-`.
    #[track_caller]
    fn check(dates: &[&str], typed: &str, sort: Sort, is_grouped: bool, expected: &[u32]) {
        let texts = [
            "a harbor\nold harbor ferry",
            "the harbor\nno ferry",
            "harbor harbor",
            "harbor",
        ];
        let mut corpus = corpus(&texts);
        for (document, date) in corpus.documents.iter_mut().zip(dates) {
            document.date = date.parse().ok();
        }
        let index = Index::build(&corpus, &[]);
        let query = Query::parse(typed);
        let found = index.sorted(&corpus, &query, sort, is_grouped, 10);
        let documents: Vec<u32> = found.hits.iter().map(|it| it.document.0).collect();
        assert_eq!(documents, expected, "{sort:?}");
        for limit in 0..10 {
            let first = index.sorted(&corpus, &query, sort, is_grouped, limit).hits;
            let n = found.hits.len().min(limit as usize);
            assert_eq!(first, found.hits[..n]);
        }
    }

    #[test]
    fn by_date() {
        let dates = ["2019", "-", "2019-06-01/2020", "2018-11-14"];
        check(&dates, "harbor", Sort::Newest, false, &[2, 0, 0, 3, 1]);
        check(&dates, "harbor", Sort::Oldest, false, &[3, 0, 0, 2, 1]);
        check(&[], "harbor", Sort::Oldest, false, &[0, 0, 1, 2, 3]);
    }

    #[test]
    fn by_source_and_context() {
        check(&[], "harbor", Sort::Source, false, &[0, 0, 1, 2, 3]);
        check(&[], "harbor", Sort::Left, false, &[2, 3, 0, 0, 1]);
        check(&[], "harbor", Sort::Right, false, &[0, 1, 3, 0, 2]);
        check(&[], "-ferry", Sort::Left, false, &[0, 1, 2, 3]);
    }

    #[test]
    fn documents_in_the_order_of_their_first_hit() {
        let typed = "harbor OR ferry";
        check(&[], typed, Sort::Best, false, &[2, 0, 3, 0, 1, 1]);
        check(&[], typed, Sort::Best, true, &[2, 0, 0, 3, 1, 1]);
        check(&[], "harbor", Sort::Right, true, &[0, 0, 1, 3, 2]);
    }
}
