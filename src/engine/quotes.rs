//! Statements under filters, with counts to narrow by.

use super::Opened;
use crate::corpus::{Document, DocumentId, content_hash};
use crate::order::Order;
use crate::protocol::{QuoteView, QuotesAnswer, QuotesQuestion};
use crate::quotes::{Statement, StatementKind};
use crate::text::{Span, fold};

/// A statement's name in addresses: eight hex digits of its document and words, so that it is
/// the same wherever in the document they stand.
pub(super) fn key(document: &Document, statement: &Statement) -> String {
    let readable = crate::protocol::readable(&document.key);
    let words = fold(statement.content.of_text(&document.text));
    let hash = content_hash(&format!("{readable}\n{words}"));
    format!("{:08x}", hash & 0xffff_ffff)
}

/// One statement of the corpus with what the filters look at.
struct Candidate<'a> {
    id: DocumentId,
    document: &'a Document,
    statement: &'a Statement,
}

impl Candidate<'_> {
    /// Nobody speaks a term; of a statement whose speaker is not stated it is the empty string.
    fn speaker(&self) -> Option<&str> {
        let stated = self.statement.speaker.as_ref();
        self.is_speech()
            .then(|| stated.map_or("", |it| it.name.as_str()))
    }

    fn is_speech(&self) -> bool {
        self.statement.kind != StatementKind::Term
    }

    fn relays(&self) -> Vec<&str> {
        if self.statement.relays.is_empty() {
            return if self.is_speech() {
                vec![""]
            } else {
                Vec::new()
            };
        }
        (self.statement.relays.iter())
            .map(|it| it.name.as_str())
            .collect()
    }
}

/// The lists that a reader can narrow by; each is counted under all the others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Facet {
    Speaker,
    Source,
    Relay,
    Kind,
}

impl Opened {
    pub(super) fn quotes(&self, question: &QuotesQuestion) -> QuotesAnswer {
        let all: Vec<Candidate> = self.candidates().collect();
        if let Some((key, words)) = &question.only {
            return self.one_quote(&all, key, words);
        }
        let sources: Vec<DocumentId> = (question.sources.iter())
            .filter_map(|it| self.shelf.find(it))
            .collect();
        let wanted = fold(&question.words);
        let passes = |it: &Candidate, left_out: Option<Facet>| {
            let on = |facet, is_empty: bool, test: &dyn Fn() -> bool| {
                left_out == Some(facet) || is_empty || test()
            };
            on(Facet::Speaker, question.speakers.is_empty(), &|| {
                it.speaker()
                    .is_some_and(|it| question.speakers.iter().any(|name| name == it))
            }) && on(Facet::Source, question.sources.is_empty(), &|| {
                sources.contains(&it.id)
            }) && on(Facet::Relay, question.relays.is_empty(), &|| {
                let relays = it.relays();
                question
                    .relays
                    .iter()
                    .any(|name| relays.contains(&name.as_str()))
            }) && on(Facet::Kind, question.kinds.is_empty(), &|| {
                question.kinds.contains(&it.statement.kind)
            }) && (wanted.is_empty() || self.holds(it, &wanted))
        };
        let shown: Vec<&Candidate> = all.iter().filter(|it| passes(it, None)).collect();
        let under = |facet| all.iter().filter(move |it| passes(it, Some(facet)));
        let (n_statements, n_terms) = totals(&all);
        QuotesAnswer {
            quotes: shown
                .iter()
                .take(question.limit as usize)
                .map(|it| view(it))
                .collect(),
            n_shown: shown.len() as u32,
            n_statements,
            n_terms,
            found_by_words: false,
            speakers: counted(
                under(Facet::Speaker).filter_map(|it| it.speaker().map(str::to_owned)),
            ),
            sources: {
                let mut counts = vec![0; self.shelf.sources.len()];
                under(Facet::Source).for_each(|it| counts[it.id.0 as usize] += 1);
                (0..).map(DocumentId).zip(counts).collect()
            },
            relays: counted(
                under(Facet::Relay).flat_map(|it| it.relays().into_iter().map(str::to_owned)),
            ),
            kinds: counted(under(Facet::Kind).map(|it| it.statement.kind)),
        }
    }

    fn candidates(&self) -> impl Iterator<Item = Candidate<'_>> {
        (self.bundle.corpus.ids())
            .zip(&self.bundle.statements)
            .flat_map(|((id, document), statements)| {
                statements.iter().map(move |statement| Candidate {
                    id,
                    document,
                    statement,
                })
            })
    }

    /// Whether the statement's sentences hold the folded words.
    fn holds(&self, it: &Candidate, wanted: &str) -> bool {
        let passage = &it.document.passages[it.statement.passage as usize];
        let sentences = passage.sentences.iter();
        let extent = it.statement.extent();
        let around = sentences
            .filter(|sentence| sentence.overlaps(extent))
            .fold(extent, |all, sentence| all.join(*sentence));
        fold(around.of_text(&it.document.text)).contains(wanted)
    }

    /// The statement that a link means: by its key, or else by its words.
    fn one_quote(&self, all: &[Candidate], wanted: &str, words: &str) -> QuotesAnswer {
        let by_key = all
            .iter()
            .find(|it| key(it.document, it.statement) == wanted);
        let words = fold(words);
        let by_words = || {
            let holds = |it: &&Candidate| {
                let pieces = it.statement.pieces.iter().map(|it| it.words);
                let mut said = pieces.chain([it.statement.content]);
                let text = &it.document.text;
                !words.is_empty() && said.any(|it| fold(it.of_text(text)).starts_with(&words))
            };
            all.iter().find(holds)
        };
        let found = by_key.or_else(by_words);
        let (n_statements, n_terms) = totals(all);
        QuotesAnswer {
            quotes: found.map(view).into_iter().collect(),
            n_shown: u32::from(found.is_some()),
            n_statements,
            n_terms,
            found_by_words: by_key.is_none() && found.is_some(),
            ..QuotesAnswer::default()
        }
    }
}

fn totals(all: &[Candidate]) -> (u32, u32) {
    let terms = all
        .iter()
        .filter(|it| it.statement.kind == StatementKind::Term);
    let n_terms = terms.count() as u32;
    (all.len() as u32 - n_terms, n_terms)
}

/// Values with their counts, most frequent first, ties in their own order.
fn counted<T: Ord>(values: impl Iterator<Item = T>) -> Vec<(T, u32)> {
    let mut values: Vec<T> = values.collect();
    values.order();
    let mut counts: Vec<(T, u32)> = Vec::new();
    for value in values {
        match counts.last_mut() {
            Some((last, count)) if *last == value => *count += 1,
            _ => counts.push((value, 1)),
        }
    }
    counts.order_by_key(|it| std::cmp::Reverse(it.1));
    counts
}

fn view(it: &Candidate) -> QuoteView {
    let Candidate {
        id,
        document,
        statement,
    } = it;
    let passage = &document.passages[statement.passage as usize];
    let words = |span: Span| span.of_text(&document.text).to_owned();
    let evidence = statement.reason.evidence;
    QuoteView {
        key: key(document, statement),
        document: *id,
        passage_key: passage.key(&document.text, statement.passage),
        statement: (*statement).clone(),
        context_span: passage.span,
        context: words(passage.span),
        cue: statement.cue.map(words),
        source: statement.source.map(words),
        evidence: evidence.map(words),
        evidence_distance: evidence
            .and_then(|it| document.passage_at(it.start))
            .map_or(0, |it| statement.passage.saturating_sub(it)),
    }
}
