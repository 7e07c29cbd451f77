//! Statements put together: by speaker, source, relay, topic, or by the words they share.

use super::Opened;
use super::quotes::Candidate;
use super::same::{self, Said};
use crate::corpus::{DocumentId, content_hash};
use crate::order::Order;
use crate::protocol::Grouping;
use crate::search::Query;
use crate::table::Table;
use crate::text::{fold, words};

/// So many characters of words that several sources report stand above them.
const LABEL: usize = 60;

/// Statements with what they have in common; see [`crate::protocol::QuoteGroup::label`].
pub(super) type Group<'c, 'a> = (String, Vec<&'c Candidate<'a>>);

/// What a statement is put together by.
type Labels<'s> = dyn Fn(&Candidate) -> Vec<String> + 's;

impl Opened {
    /// `shown`, put together; the largest group first, that of the rest last.
    pub(super) fn grouped<'c, 'a>(
        &self,
        shown: &[&'c Candidate<'a>],
        grouping: Grouping,
    ) -> Vec<Group<'c, 'a>> {
        let labels: Box<Labels> = match grouping {
            Grouping::Nothing => Box::new(|_| vec![String::new()]),
            Grouping::Speaker => Box::new(|it| vec![it.speaker().unwrap_or_default().to_owned()]),
            Grouping::Source => Box::new(|it| vec![it.document.key.clone()]),
            Grouping::Relay => Box::new(|it| it.relays().into_iter().map(str::to_owned).collect()),
            Grouping::Topic => {
                let topics = self.passages_of_topics();
                Box::new(move |it| {
                    let place = (it.id, it.statement.passage);
                    let on = topics
                        .iter()
                        .filter(|it| it.1.binary_search(&place).is_ok());
                    on.map(|it| it.0.clone()).collect()
                })
            }
            Grouping::Words => {
                let mut label_of: Table<String> = Table::default();
                let label = move |it: &&Candidate| {
                    let group = self.group_of(it);
                    let label = label_of.entry(group.into());
                    if label.is_empty() && group > 0 {
                        let said = it.statement.content.of_text(&it.document.text);
                        *label = said.chars().take(LABEL).collect();
                    }
                    vec![label.clone()]
                };
                let labels: Vec<Vec<String>> = shown.iter().map(label).collect();
                return put_together(shown.iter().copied().zip(labels));
            }
        };
        put_together(shown.iter().map(|it| (*it, labels(it))))
    }

    /// The topics of the overview with the passages that answer them, sorted.
    fn passages_of_topics(&self) -> Vec<(String, Vec<(DocumentId, u32)>)> {
        let topics = self.topics().into_iter();
        let found = topics.map(|topic| {
            let corpus = &self.bundle.corpus;
            let mut places = self.index.passages_of(corpus, &Query::parse(&topic.query));
            places.order();
            (topic.label, places)
        });
        found.collect()
    }

    /// The group of statements that share words, from 1; 0 when it stands alone.
    pub(super) fn group_of(&self, candidate: &Candidate) -> u32 {
        let groups = self.same_words.get_or_init(|| {
            let said = self.candidates(&[]).map(|it| {
                let folded = fold(it.statement.content.of_text(&it.document.text));
                let words = words(&folded).map(|it| content_hash(it.of_text(&folded)));
                Said {
                    document: it.id.0,
                    // Terms are the same words wherever they stand; that says nothing.
                    words: if it.is_speech() {
                        words.collect()
                    } else {
                        Vec::new()
                    },
                }
            });
            same::groups(&said.collect::<Vec<_>>())
        });
        groups[candidate.number]
    }
}

fn put_together<'c, 'a: 'c>(
    labeled: impl Iterator<Item = (&'c Candidate<'a>, Vec<String>)>,
) -> Vec<Group<'c, 'a>> {
    let mut groups: Table<Group<'c, 'a>> = Table::default();
    for (candidate, mut labels) in labeled {
        if labels.is_empty() {
            labels.push(String::new());
        }
        for label in labels {
            let group = groups.entry(content_hash(&label));
            group.0 = label;
            group.1.push(candidate);
        }
    }
    let mut groups: Vec<Group> = groups.into_entries().into_iter().map(|it| it.1).collect();
    groups.order_by_key(|it| (it.0.is_empty(), std::cmp::Reverse(it.1.len())));
    groups
}
