//! When things happened, by the texts: the same time in several sources is one event.

use std::cmp::Reverse;

use super::Opened;
use super::search::{head, place};
use crate::corpus::{Date, Document, DocumentId, PassageId, content_hash};
use crate::csv;
use crate::dates::{self, Basis, DateMention, Published};
use crate::order::Order;
use crate::protocol::{DatedSentence, EventCell, EventRow, TimelineAnswer, TimelineQuestion};
use crate::table::Table;
use crate::text::{Span, on_one_line};

/// More events are no drawing; those that most sources mention are kept.
const MAX_EVENTS: usize = 200;

/// Of one source no more sentences are sent at once.
const MAX_SENTENCES: u32 = 20;

/// The most dates without a place in time that are sent.
const MAX_OPEN: usize = 50;

/// A date in a passage; its span is of the document's text.
pub(super) struct Dated {
    passage: PassageId,
    mention: DateMention,
}

/// An event on its way.
#[derive(Default)]
struct Gathered<'a> {
    mentions: Vec<&'a Dated>,
    cells: Vec<EventCell>,
}

impl Opened {
    pub(super) fn timeline(&self, question: &TimelineQuestion) -> TimelineAnswer {
        let mut events = self.events(question);
        let n_events = events.len() as u32;
        let n_mentions = events.iter().map(|it| it.mentions.len() as u32).sum();
        let chosen = events.iter().find(|it| {
            let key = it.mentions.first().and_then(|it| date(it));
            question.at.is_some() && key.map(|it| &it.edtf) == question.at.as_ref()
        });
        let chosen: &[&Dated] = chosen.map_or(&[], |it| &it.mentions);
        let (sentences, n_sentences) = self.sentences(chosen, question);
        events.order_by_key(|it| Reverse((it.cells.len(), it.mentions.len())));
        events.truncate(MAX_EVENTS);
        let mut events: Vec<EventRow> = events.into_iter().filter_map(row).collect();
        events.order_by_key(|it| (it.date.first, Reverse(it.date.last), it.precision));
        let open: Vec<&Dated> = self
            .dates()
            .iter()
            .filter(|it| date(it).is_none())
            .collect();
        TimelineAnswer {
            from: question.from,
            to: question.to,
            events,
            n_events,
            n_mentions,
            sentences,
            n_sentences,
            n_open: open.len() as u32,
            open: (open.iter().take(MAX_OPEN))
                .filter_map(|it| self.sentence(it))
                .collect(),
        }
    }

    /// Every date in running text, in the order of the corpus.
    fn dates(&self) -> &[Dated] {
        self.dates.get_or_init(|| {
            let mut all = Vec::new();
            for (id, document) in self.bundle.corpus.ids() {
                let published = Published::of(document);
                for (passage, found) in document.body() {
                    let words = document.passage_text(found);
                    for mut mention in dates::find(words, published) {
                        mention.span = mention.span.shifted(found.span.start);
                        let passage = PassageId {
                            document: id,
                            passage,
                        };
                        all.push(Dated { passage, mention });
                    }
                }
            }
            all
        })
    }

    /// The dates within the years asked for, put together.
    fn events(&self, question: &TimelineQuestion) -> Vec<Gathered<'_>> {
        let mut events: Table<Gathered> = Table::default();
        for dated in self.dates() {
            let Some(date) = date(dated).filter(|it| is_asked_for(it, question)) else {
                continue;
            };
            let event = events.entry(content_hash(&date.edtf));
            let document = dated.passage.document;
            if event.cells.last().is_none_or(|it| it.document != document) {
                event.cells.push(EventCell {
                    document,
                    n: 0,
                    is_stated: false,
                });
            }
            if let Some(cell) = event.cells.last_mut() {
                cell.n += 1;
                cell.is_stated |= dated.mention.basis == Basis::Stated;
            }
            event.mentions.push(dated);
        }
        events.into_entries().into_iter().map(|it| it.1).collect()
    }

    /// The sentences of an event, some of each source, and how many there are.
    fn sentences(
        &self,
        mentions: &[&Dated],
        question: &TimelineQuestion,
    ) -> (Vec<DatedSentence>, u32) {
        let source = question.source.as_ref();
        let only = source.and_then(|it| self.shelf.find(it));
        let mut sent: Vec<DatedSentence> = Vec::new();
        let (mut n, mut of_source) = (0, (DocumentId(0), 0));
        for dated in mentions {
            let document = dated.passage.document;
            if only.is_some_and(|it| it != document) {
                continue;
            }
            n += 1;
            let before = if of_source.0 == document {
                of_source.1
            } else {
                0
            };
            of_source = (document, before + 1);
            if before < MAX_SENTENCES {
                sent.extend(self.sentence(dated));
            }
        }
        (sent, n)
    }

    /// The sentence around a date.
    fn sentence(&self, dated: &Dated) -> Option<DatedSentence> {
        let document = self.bundle.corpus.document(dated.passage.document)?;
        let index = dated.passage.passage;
        let passage = document.passages.get(index as usize)?;
        let span = sentence_around(document, dated);
        let start = dated.mention.span.start - span.start;
        Some(DatedSentence {
            document: dated.passage.document,
            passage_key: passage.key(&document.text, index),
            text: span.of_text(&document.text).to_owned(),
            mark: Span {
                start,
                end: start + dated.mention.span.len(),
            },
            basis: dated.mention.basis,
            uncertain: date(dated).is_some_and(|it| it.uncertain),
        })
    }

    /// Every date within the years asked for, and every one without a place in time.
    pub(super) fn csv_of_dates(&self, question: &TimelineQuestion) -> String {
        let mut out = head(&[
            "when", "from", "to", "basis", "certain", "words", "sentence",
        ]);
        for dated in self.dates() {
            let date = date(dated);
            if date.is_some_and(|it| !is_asked_for(it, question)) {
                continue;
            }
            let Some(document) = self.bundle.corpus.document(dated.passage.document) else {
                continue;
            };
            let day = |it: Option<crate::corpus::Day>| {
                it.map(|it| format!("{:04}-{:02}-{:02}", it.year, it.month, it.day))
                    .unwrap_or_default()
            };
            let certain = date.map_or("", |it| if it.uncertain { "no" } else { "yes" });
            let words = |span: Span| on_one_line(span.of_text(&document.text));
            let mut row = place(document, Some(dated.passage.passage));
            row.extend([
                date.map(|it| it.edtf.clone()).unwrap_or_default(),
                day(date.map(|it| it.first)),
                day(date.map(|it| it.last)),
                dated.mention.basis.name().to_owned(),
                certain.to_owned(),
                words(dated.mention.span),
                words(sentence_around(document, dated)),
            ]);
            csv::row(&row, &mut out);
        }
        out
    }
}

fn date(dated: &Dated) -> Option<&Date> {
    dated.mention.date.as_ref()
}

fn is_asked_for(date: &Date, question: &TimelineQuestion) -> bool {
    question.from.is_none_or(|it| it <= date.last.year)
        && question.to.is_none_or(|it| date.first.year <= it)
}

/// An event without its sentences.
fn row(event: Gathered) -> Option<EventRow> {
    let mention = &event.mentions.first()?.mention;
    let date = mention.date.clone()?;
    Some(EventRow {
        key: date.edtf.clone(),
        date: Date {
            uncertain: false,
            ..date
        },
        precision: mention.precision,
        cells: event.cells,
    })
}

/// The sentence that a date stands in; more than one, if it goes over their border.
fn sentence_around(document: &Document, dated: &Dated) -> Span {
    let passage = &document.passages[dated.passage.passage as usize];
    let words = dated.mention.span;
    let around = passage.sentences.iter().filter(|it| it.overlaps(words));
    around.fold(words, |all, it| all.join(*it))
}
