//! Who covers what, who is heard, when.

use super::Opened;
use super::quotes::{Candidate, by_speaker};
use crate::bundle::Bundle;
use crate::order::Order;
use crate::protocol::{MAX_COUNTED, Overview, OverviewQuestion, TopicRow, YearRow, finished};
use crate::search::Query;
use crate::table::Table;
use crate::text::words;

/// At most so many names stand in for topics where the publisher states none.
const MAX_TOPICS: usize = 8;

impl Opened {
    pub(super) fn overview(&self, question: &OverviewQuestion) -> Overview {
        let all: Vec<Candidate> = self.candidates(&[]).collect();
        let mut speakers = by_speaker(self.shelf.sources.len(), all.iter());
        // The picture is of quoted words; who is only reported has none.
        speakers.retain(|row| row.words.iter().any(|it| *it > 0));
        Overview {
            topics: match &question.topics[..] {
                [] => self.topics(),
                queries => self.topics_of(queries),
            },
            n_quoted_words: speakers.iter().flat_map(|it| &it.words).sum(),
            speakers,
            years: years(&self.bundle),
        }
    }

    /// The publisher's topics; where there are none, the names that several sources share but
    /// not all their passages.
    pub(super) fn topics(&self) -> Vec<TopicRow> {
        let stated = self.bundle.corpus.topics.iter();
        let stated: Vec<TopicRow> = stated
            .map(|it| self.topic(it.label.clone(), it.query.clone()))
            .collect();
        if !stated.is_empty() {
            return stated;
        }
        let n_passages: u32 = self.shelf.sources.iter().map(|it| it.n_passages).sum();
        let mut rows: Vec<TopicRow> = self
            .bundle
            .names
            .entries
            .iter()
            .map(|it| self.topic(it.canonical.clone(), format!("\"{}\"", it.canonical)))
            .filter(|row| row.counts.iter().sum::<u32>() * 3 <= n_passages)
            .collect();
        let spread = |row: &TopicRow| row.counts.iter().filter(|it| **it > 0).count();
        rows.order_by_key(|row| std::cmp::Reverse((spread(row), row.counts.iter().sum::<u32>())));
        rows.truncate(MAX_TOPICS);
        rows
    }

    /// A reader's topics, called as the publisher calls them or by what they ask.
    fn topics_of(&self, queries: &[String]) -> Vec<TopicRow> {
        let queries = queries.iter().map(|it| it.trim());
        let asked = queries.filter(|it| !it.is_empty()).take(MAX_COUNTED);
        let rows = asked.map(|query| {
            let mut stated = self.bundle.corpus.topics.iter();
            let stated = stated.find(|it| it.query == query);
            let label = stated.map_or(query, |it| &it.label);
            self.topic(label.to_owned(), query.to_owned())
        });
        rows.collect()
    }

    fn topic(&self, label: String, query: String) -> TopicRow {
        let counted = Query::parse(&finished(&query));
        TopicRow {
            label,
            query,
            counts: self.index.counts(&self.bundle.corpus, &counted),
        }
    }
}

/// Years as four digits, 1500 to 2100, and how many passages of each document mention them.
fn years(bundle: &Bundle) -> Vec<YearRow> {
    let n_documents = bundle.corpus.documents.len();
    let mut rows: Table<Vec<u32>> = Table::default();
    for (id, document) in bundle.corpus.ids() {
        for (_, passage) in document.body() {
            let text = document.passage_text(passage);
            let mut mentioned: Vec<u16> = words(text)
                .map(|it| it.of_text(text))
                .filter(|it| it.len() == 4)
                .filter_map(|it| it.parse().ok())
                .filter(|it| (1500..=2100).contains(it))
                .collect();
            mentioned.order();
            mentioned.dedup();
            for year in mentioned {
                let counts = rows.entry(year.into());
                counts.resize(n_documents, 0);
                counts[id.0 as usize] += 1;
            }
        }
    }
    let mut rows: Vec<YearRow> = (rows.into_entries().into_iter())
        .map(|(year, counts)| YearRow {
            year: year as u16,
            counts,
        })
        .collect();
    rows.order_by_key(|it| it.year);
    rows
}
