//! All that answers a query, before anything is shown of it.

use super::Reading;
use super::facets::Kept;
use super::index::Index;
use super::places::Plan;
use super::query::Query;
use super::score::{self, Standing};
use super::snippet::Shower;
use super::sort::{self, Sort};
use crate::corpus::Corpus;

/// All that answers a query.
pub(super) struct Answers {
    pub(super) plan: Plan,
    pub(super) kept: Kept,
    /// Of each slot of the plan.
    pub(super) weights: Vec<f32>,
    /// In no order.
    pub(super) standings: Vec<Standing>,
}

impl Answers {
    pub(super) fn new(index: &Index, corpus: &Corpus, query: &Query) -> Answers {
        let mut answers = Answers::of_words(index, corpus, query);
        answers.filter(index, query);
        answers
    }

    /// What answers the words of a query, filters aside.
    pub(super) fn of_words(index: &Index, corpus: &Corpus, query: &Query) -> Answers {
        let plan = Plan::new(index, query);
        let (standings, weights) = if index.lacks_pieces() {
            Default::default()
        } else if plan.asks_for_words {
            score::standings(index, &plan)
        } else {
            let passages = index.passages().map(Standing::plain);
            let kept = passages.filter(|it| {
                index.scope.has_unit(index.unit(it.unit))
                    && plan.without.binary_search(&it.unit).is_err()
            });
            (kept.collect(), Vec::new())
        };
        Answers {
            kept: Kept::new(index, corpus, &query.filters),
            plan,
            weights,
            standings,
        }
    }

    /// Leaves what the filters keep.
    pub(super) fn filter(&mut self, index: &Index, query: &Query) {
        if query.is_empty() {
            self.standings.clear();
        }
        self.standings.retain(|it| self.kept.keeps(index, it.unit));
    }

    /// How the query was read, filters first; taken out.
    pub(super) fn reading(&mut self) -> Vec<Reading> {
        let mut reading = std::mem::take(&mut self.kept.reading);
        reading.append(&mut self.plan.reading);
        reading
    }

    /// Shows what the query found in `units`.
    pub(super) fn shower<'a>(
        &self,
        index: &'a Index,
        corpus: &'a Corpus,
        units: &[u32],
    ) -> Shower<'a> {
        Shower::new(index, corpus, &self.plan.slots, &self.weights, units)
    }

    /// How many there are in each document.
    pub(super) fn counts(&self, index: &Index, corpus: &Corpus) -> Vec<u32> {
        let mut counts = vec![0; corpus.documents.len()];
        for standing in &self.standings {
            let document = index.unit(standing.unit).document;
            if let Some(count) = counts.get_mut(document.0 as usize) {
                *count += 1;
            }
        }
        counts
    }

    /// The first `limit` in the order that is asked for, with scores that are in the order of
    /// [`Sort::Best`]; they are taken out.
    pub(super) fn hits(
        &mut self,
        index: &Index,
        corpus: &Corpus,
        sort: Sort,
        is_grouped: bool,
        limit: u32,
    ) -> Vec<Standing> {
        let standings = std::mem::take(&mut self.standings);
        let n_best = match sort {
            Sort::Best if !is_grouped => limit as usize,
            _ => standings.len(),
        };
        let mut hits = score::best(index, &self.plan, &self.weights, standings, n_best);
        let mut least = f32::MAX;
        for hit in &mut hits {
            // The order goes by more than relevance; a score must not contradict it.
            least = least.min(hit.relevance);
            hit.relevance = least;
        }
        if sort != Sort::Best {
            sort::arrange(index, corpus, self, &mut hits, sort);
        }
        if is_grouped {
            sort::group(index, &mut hits);
        }
        hits.truncate(limit as usize);
        hits
    }
}
