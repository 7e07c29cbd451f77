//! Statements under filters, with counts to narrow by.

use super::{Opened, n_words};
use crate::corpus::{Document, DocumentId, content_hash};
use crate::csv;
use crate::export::{self, Format, Row};
use crate::order::Order;
use crate::protocol::{
    Correction, QuoteGroup, QuoteView, QuotesAnswer, QuotesQuestion, SpeakerRow,
};
use crate::quotes::{Statement, StatementKind};
use crate::table::Table;
use crate::text::{Span, fold};

/// More places with the same words are not listed with a statement: what an agency sends out may stand
/// in hundreds.
const MOST_ELSEWHERE: usize = 20;

/// Words of a statement that find it again in another edition.
const WORDS_IN_FILE: usize = 8;

/// The columns of a publisher's file of names: with them all, rows on speakers and rows on names
/// can be put into one table.
pub(super) const NAMES_COLUMNS: [&str; 5] = ["name", "form", "source", "words", "kind"];

/// A statement's name in addresses: eight hex digits of its document and words, so that it is
/// the same wherever in the document they stand.
pub(crate) fn key(document: &Document, statement: &Statement) -> String {
    let readable = crate::protocol::readable(&document.key);
    let words = fold(statement.content.of_text(&document.text));
    let hash = content_hash(&format!("{readable}\n{words}"));
    format!("{:08x}", hash & 0xffff_ffff)
}

/// One statement of the corpus with what the filters look at.
pub(super) struct Candidate<'a> {
    pub(super) id: DocumentId,
    pub(super) document: &'a Document,
    pub(super) statement: &'a Statement,
    /// Who the reader says that it is; empty: not stated.
    pub(super) corrected: Option<&'a str>,
    /// Its number among all statements of the corpus.
    pub(super) number: usize,
}

impl<'a> Candidate<'a> {
    /// Nobody speaks a term; of a statement whose speaker is not stated it is the empty string.
    pub(super) fn speaker(&self) -> Option<&'a str> {
        let stated = self.statement.speaker.as_ref();
        let stated = stated.map_or("", |it| it.name.as_str());
        self.is_speech().then(|| self.corrected.unwrap_or(stated))
    }

    pub(super) fn is_speech(&self) -> bool {
        self.statement.kind != StatementKind::Term
    }

    pub(super) fn relays(&self) -> Vec<&'a str> {
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

    /// How many of its words are quoted.
    pub(super) fn n_quoted(&self) -> u32 {
        let pieces = self.statement.pieces.iter();
        let words = pieces.map(|it| n_words(it.words.of_text(&self.document.text)));
        words.sum()
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
        let all: Vec<Candidate> = self.candidates(&question.corrections).collect();
        if let Some((key, words)) = &question.only {
            return self.one_quote(&all, key, words);
        }
        let shown = self.passing(&all, question, None);
        let under = |facet| self.passing(&all, question, Some(facet)).into_iter();
        let (n_statements, n_terms) = totals(&all);
        let n_documents = self.shelf.sources.len();
        let (called, roles) = match question.speakers.as_slice() {
            [one] => (called(&shown, one), roles(&shown, one)),
            _ => Default::default(),
        };
        let groups = self.grouped(&shown, question.grouping);
        let in_order = groups.iter().flat_map(|it| &it.1);
        QuotesAnswer {
            quotes: in_order
                .take(question.limit as usize)
                .map(|it| self.view(it, &all))
                .collect(),
            n_shown: shown.len() as u32,
            n_statements,
            n_terms,
            found_by_words: false,
            speakers: counted(
                under(Facet::Speaker).filter_map(|it| it.speaker().map(str::to_owned)),
            ),
            sources: {
                let mut counts = vec![0; n_documents];
                under(Facet::Source).for_each(|it| counts[it.id.0 as usize] += 1);
                (0..).map(DocumentId).zip(counts).collect()
            },
            relays: counted(
                under(Facet::Relay).flat_map(|it| it.relays().into_iter().map(str::to_owned)),
            ),
            kinds: counted(under(Facet::Kind).map(|it| it.statement.kind)),
            shares: by_speaker(n_documents, shown.iter().copied()),
            n_quoted: {
                let mut counts = vec![0; n_documents];
                let speech = all.iter().filter(|it| it.is_speech());
                speech.for_each(|it| counts[it.id.0 as usize] += it.n_quoted());
                counts
            },
            groups: (groups.into_iter())
                .map(|(label, them)| QuoteGroup {
                    label,
                    n: them.len() as u32,
                })
                .collect(),
            called,
            roles,
        }
    }

    /// All of them that pass the filters, one of these left out.
    fn passing<'c, 'a>(
        &self,
        all: &'c [Candidate<'a>],
        question: &QuotesQuestion,
        left_out: Option<Facet>,
    ) -> Vec<&'c Candidate<'a>> {
        let sources: Vec<DocumentId> = (question.sources.iter())
            .filter_map(|it| self.shelf.find(it))
            .collect();
        let wanted = fold(&question.words);
        let passes = |it: &&Candidate| {
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
        all.iter().filter(passes).collect()
    }

    /// What passes the filters as a file, in the order of the corpus.
    pub(super) fn file_of_statements(&self, question: &QuotesQuestion, format: Format) -> String {
        let all: Vec<Candidate> = self.candidates(&question.corrections).collect();
        let shown = self.passing(&all, question, None);
        let rows = shown.iter().map(|it| Row {
            key: key(it.document, it.statement),
            document: it.document,
            statement: it.statement,
            corrected: it.corrected,
        });
        export::write(&rows.collect::<Vec<_>>(), format)
    }

    /// Every statement, in order, as the reader corrected it.
    pub(super) fn candidates<'a>(
        &'a self,
        corrections: &'a [Correction],
    ) -> impl Iterator<Item = Candidate<'a>> {
        let documents = self.bundle.corpus.ids().zip(&self.bundle.statements);
        let all = documents.flat_map(|(document, statements)| {
            statements
                .iter()
                .map(move |statement| (document, statement))
        });
        all.enumerate()
            .map(move |(number, ((id, document), statement))| {
                let mut corrected = None;
                if !corrections.is_empty() {
                    let key = key(document, statement);
                    let one = corrections.iter().find(|it| it.statement == key);
                    corrected = one.map(|it| it.speaker.as_str());
                }
                Candidate {
                    id,
                    document,
                    statement,
                    corrected,
                    number,
                }
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
            quotes: found.map(|it| self.view(it, all)).into_iter().collect(),
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

/// Quoted words by speaker and document, most first.
pub(super) fn by_speaker<'c, 'a: 'c>(
    n_documents: usize,
    statements: impl Iterator<Item = &'c Candidate<'a>>,
) -> Vec<SpeakerRow> {
    let mut rows: Table<SpeakerRow> = Table::default();
    for it in statements {
        let Some(name) = it.speaker() else { continue };
        let row = rows.entry(content_hash(name));
        if row.words.is_empty() {
            row.name = name.to_owned();
            row.words = vec![0; n_documents];
        }
        row.words[it.id.0 as usize] += it.n_quoted();
        row.n_statements += 1;
    }
    let rows = rows.into_entries().into_iter();
    let mut rows: Vec<SpeakerRow> = rows.map(|it| it.1).collect();
    rows.order_by_key(|row| std::cmp::Reverse(row.words.iter().sum::<u32>()));
    rows
}

/// As what `speaker` is called, where, how often.
fn called(shown: &[&Candidate], speaker: &str) -> Vec<(String, DocumentId, u32)> {
    let by_them = shown.iter().filter(|it| it.speaker() == Some(speaker));
    let called = by_them.filter_map(|it| {
        let written = it.statement.source?.of_text(&it.document.text);
        Some((written.to_owned(), it.id))
    });
    let called = counted(called).into_iter();
    called.map(|((written, id), n)| (written, id, n)).collect()
}

/// The roles of `speaker`, most frequent first.
fn roles(shown: &[&Candidate], speaker: &str) -> Vec<String> {
    let stated = shown.iter().filter_map(|it| it.statement.speaker.as_ref());
    let theirs = stated.filter(|it| it.name == speaker);
    let roles = counted(theirs.filter_map(|it| it.role.clone()));
    roles.into_iter().map(|it| it.0).collect()
}

/// What a reader corrected, as a publisher's file of names has it: rows that name the speaker of
/// one statement, by its document and first words.
pub(super) fn file_of_corrections(opened: &Opened, corrections: &[Correction]) -> String {
    let mut out = String::new();
    csv::row(&NAMES_COLUMNS.map(str::to_owned), &mut out);
    for it in opened.candidates(corrections) {
        let Some(name) = it.corrected else { continue };
        let words = it.statement.content.of_text(&it.document.text);
        let words: Vec<&str> = words.split_whitespace().take(WORDS_IN_FILE).collect();
        let source = crate::protocol::readable(&it.document.key);
        let row = [name, "", source, &words.join(" "), ""].map(str::to_owned);
        csv::row(&row, &mut out);
    }
    out
}

impl Opened {
    fn view(&self, it: &Candidate, all: &[Candidate]) -> QuoteView {
        let document = it.document;
        let statement = it.statement;
        let passage = &document.passages[statement.passage as usize];
        let words = |span: Span| span.of_text(&document.text).to_owned();
        let evidence = statement.reason.evidence;
        let group = self.group_of(it);
        let also = all
            .iter()
            .filter(|other| group > 0 && other.id != it.id && self.group_of(other) == group);
        QuoteView {
            key: key(document, statement),
            document: it.id,
            passage_key: passage.key(&document.text, statement.passage),
            statement: statement.clone(),
            context_span: passage.span,
            context: words(passage.span),
            cue: statement.cue.map(words),
            source: statement.source.map(words),
            evidence: evidence.map(words),
            evidence_distance: evidence
                .and_then(|it| document.passage_at(it.start))
                .map_or(0, |it| statement.passage.saturating_sub(it)),
            corrected: it.corrected.map(str::to_owned),
            also: also
                .take(MOST_ELSEWHERE)
                .map(|it| (it.id, key(it.document, it.statement)))
                .collect(),
        }
    }
}
