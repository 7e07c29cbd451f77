//! What a query finds: hits, lines, counts, why, and all of these as tables.

use super::Opened;
use crate::corpus::Document;
use crate::csv;
use crate::protocol::{
    CountsQuestion, CountsRow, CsvQuestion, HitView, LineView, LinesAnswer, LinesQuestion,
    MAX_COUNTED, Response, SearchAnswer, SearchQuestion, WhyQuestion,
};
use crate::search::{Hints, Hit, Query, Suggestion};
use crate::text::{Span, hundredths};

impl Opened {
    pub(super) fn search(&self, question: &SearchQuestion) -> SearchAnswer {
        let corpus = &self.bundle.corpus;
        let query = query(&question.query, question.literally);
        let found = self.index.sorted(
            corpus,
            &query,
            question.sort,
            question.grouped,
            question.limit,
        );
        SearchAnswer {
            query: question.query.clone(),
            hits: (found.hits.iter())
                .filter_map(|hit| Some(hit_view(corpus.document(hit.document)?, hit)))
                .collect(),
            n_hits: found.n_hits,
            n_documents: found.n_documents,
            suggestions: self.suggestions(question),
            others: self.index.others(corpus, &query, &found),
            reading: found.reading,
            facets: found.facets,
        }
    }

    fn suggestions(&self, question: &SearchQuestion) -> Vec<Suggestion> {
        let corpus = &self.bundle.corpus;
        let hints = (self.hints).get_or_init(|| Hints::new(&self.index, corpus));
        hints.suggestions(&self.index, corpus, &question.query, question.literally)
    }

    pub(super) fn lines(&self, question: &LinesQuestion) -> LinesAnswer {
        let corpus = &self.bundle.corpus;
        let query = query(&question.query, question.literally);
        let (lines, n_lines) = self.index.lines(
            corpus,
            &query,
            question.sort,
            question.width,
            question.limit,
        );
        let lines = lines.into_iter().filter_map(|line| {
            let document = corpus.document(line.document)?;
            Some(LineView {
                document: line.document,
                passage: keyed(document, line.passage),
                left: line.left,
                found: line.found,
                right: line.right,
            })
        });
        LinesAnswer {
            query: question.query.clone(),
            lines: lines.collect(),
            n_lines,
        }
    }

    pub(super) fn why(&self, question: &WhyQuestion) -> Response {
        let query = query(&question.query, question.literally);
        let (document, passage) = (question.document, question.passage);
        let found = (self.index).why(&self.bundle.corpus, &query, document, passage);
        match found {
            Some(it) => Response::Why(it),
            None => Response::Failed("There is no such passage here.".to_owned()),
        }
    }

    pub(super) fn counts(&self, question: &CountsQuestion) -> Response {
        match self.rows(&question.queries) {
            Ok(rows) => Response::Counts(rows),
            Err(sentence) => Response::Failed(sentence),
        }
    }

    fn rows(&self, queries: &[String]) -> Result<Vec<CountsRow>, String> {
        let queries = queries.iter().map(|it| it.trim());
        let queries: Vec<&str> = queries.filter(|it| !it.is_empty()).collect();
        if queries.len() > MAX_COUNTED {
            return Err(format!(
                "These are {} queries; at most {MAX_COUNTED} are counted at once.",
                queries.len()
            ));
        }
        let rows = queries.iter().map(|typed| {
            // In a list the last word is as finished as the others.
            let query = Query::parse(&format!("{typed} "));
            let counts = self.index.counts(&self.bundle.corpus, &query);
            CountsRow {
                query: (*typed).to_owned(),
                n_hits: counts.iter().sum(),
                counts,
            }
        });
        Ok(rows.collect())
    }

    pub(super) fn csv(&self, question: &CsvQuestion) -> Response {
        match question {
            CsvQuestion::Hits(question) => Response::Csv(self.csv_of_hits(question)),
            CsvQuestion::Lines(question) => Response::Csv(self.csv_of_lines(question)),
            CsvQuestion::Counts(question) => match self.rows(&question.queries) {
                Ok(rows) => Response::Csv(self.csv_of_counts(&rows)),
                Err(sentence) => Response::Failed(sentence),
            },
        }
    }

    fn csv_of_hits(&self, question: &SearchQuestion) -> String {
        let corpus = &self.bundle.corpus;
        let query = query(&question.query, question.literally);
        let found = self
            .index
            .sorted(corpus, &query, question.sort, question.grouped, u32::MAX);
        let mut out = String::new();
        csv::row(&[&PLACE[..], &["score", "text"]].concat(), &mut out);
        for hit in &found.hits {
            let Some(document) = corpus.document(hit.document) else {
                continue;
            };
            let passage = hit
                .passage
                .and_then(|it| document.passages.get(it as usize));
            let text = passage.map_or(&*document.title, |it| document.passage_text(it));
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let score = hundredths(hit.score);
            let number = number(hit.passage);
            let place = place(document, &number);
            csv::row(&[&place[..], &[&score, &text]].concat(), &mut out);
        }
        out
    }

    fn csv_of_lines(&self, question: &LinesQuestion) -> String {
        let corpus = &self.bundle.corpus;
        let query = query(&question.query, question.literally);
        let (lines, _) = self
            .index
            .lines(corpus, &query, question.sort, question.width, u32::MAX);
        let mut out = String::new();
        csv::row(
            &[&PLACE[..], &["left", "found", "right"]].concat(),
            &mut out,
        );
        for line in &lines {
            if let Some(document) = corpus.document(line.document) {
                let number = number(line.passage);
                let place = place(document, &number);
                let words: [&str; 3] = [&line.left, &line.found, &line.right];
                csv::row(&[&place[..], &words].concat(), &mut out);
            }
        }
        out
    }

    fn csv_of_counts(&self, rows: &[CountsRow]) -> String {
        let keys = self.shelf.sources.iter().map(|it| it.key.as_str());
        let mut out = String::new();
        let head: Vec<&str> = ["query", "hits"].into_iter().chain(keys).collect();
        csv::row(&head, &mut out);
        for row in rows {
            let counts = [row.n_hits].into_iter().chain(row.counts.iter().copied());
            let counts: Vec<String> = counts.map(|it| it.to_string()).collect();
            let counts = counts.iter().map(String::as_str);
            let cells: Vec<&str> = [&*row.query].into_iter().chain(counts).collect();
            csv::row(&cells, &mut out);
        }
        out
    }
}

/// The columns that say where something stands.
const PLACE: [&str; 5] = ["source", "outlet", "carried by", "date", "passage"];

fn place<'a>(document: &'a Document, number: &'a str) -> [&'a str; 5] {
    [
        &document.key,
        &document.outlet,
        document.carried_by.as_deref().unwrap_or_default(),
        document.date.as_ref().map_or("", |it| &it.edtf),
        number,
    ]
}

/// A passage as readers count, from 1.
fn number(passage: Option<u32>) -> String {
    passage.map_or("headline".to_owned(), |it| (it + 1).to_string())
}

fn query(typed: &str, literally: bool) -> Query {
    let query = Query::parse(typed);
    match literally {
        true => query.literally(),
        false => query,
    }
}

/// Index and key of a passage.
fn keyed(document: &Document, passage: Option<u32>) -> Option<(u32, String)> {
    let index = passage?;
    let passage = document.passages.get(index as usize)?;
    Some((index, passage.key(&document.text, index)))
}

fn hit_view(document: &Document, hit: &Hit) -> HitView {
    let passage = hit.passage.map(|it| &document.passages[it as usize]);
    let (text, whole) = match passage {
        Some(passage) => (&document.text, passage.span),
        None => (&document.title, Span::of(&document.title)),
    };
    HitView {
        document: hit.document,
        passage: keyed(document, hit.passage),
        text: hit.snippet.of_text(text).to_owned(),
        marks: (hit.marks.iter())
            .map(|it| Span {
                start: it.start - hit.snippet.start,
                end: it.end - hit.snippet.start,
            })
            .collect(),
        cut_before: hit.snippet.start > whole.start,
        cut_after: hit.snippet.end < whole.end,
    }
}
