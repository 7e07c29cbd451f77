//! What a query finds: hits, lines, counts, why, and all of these as tables.

use super::Opened;
use super::names::file_of_names;
use super::quotes::file_of_corrections;
use crate::compare::{REVIEW_COLUMNS, Review};
use crate::corpus::Document;
use crate::csv;
use crate::protocol::{
    CountsQuestion, CountsRow, FileQuestion, HitView, LineView, LinesAnswer, LinesQuestion,
    MAX_COUNTED, Response, SearchAnswer, SearchQuestion, WhyQuestion, finished,
};
use crate::search::{Hints, Hit, Query, Suggestion, on_one_line};
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
            extent: None,
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
        let mut views = Vec::with_capacity(lines.len());
        for line in lines {
            if let Some(document) = corpus.document(line.document) {
                views.push(LineView {
                    document: line.document,
                    passage: keyed(document, line.passage),
                    left: line.left,
                    found: line.found,
                    right: line.right,
                });
            }
        }
        LinesAnswer {
            query: question.query.clone(),
            lines: views,
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
        let mut rows = Vec::new();
        for typed in queries {
            let typed = typed.trim();
            if typed.is_empty() {
                continue;
            }
            if rows.len() == MAX_COUNTED {
                return Err(format!(
                    "At most {MAX_COUNTED} queries are counted at once."
                ));
            }
            let query = Query::parse(&finished(typed));
            let counts = self.index.counts(&self.bundle.corpus, &query);
            rows.push(CountsRow {
                query: typed.to_owned(),
                n_hits: counts.iter().sum(),
                counts,
            });
        }
        Ok(rows)
    }

    pub(super) fn file(&self, question: &FileQuestion) -> Response {
        match question {
            FileQuestion::Hits(question) => Response::File(self.csv_of_hits(question)),
            FileQuestion::Lines(question) => Response::File(self.csv_of_lines(question)),
            FileQuestion::Counts(question) => match self.rows(&question.queries) {
                Ok(rows) => Response::File(self.csv_of_counts(&rows)),
                Err(sentence) => Response::Failed(sentence),
            },
            FileQuestion::Timeline(question) => Response::File(self.csv_of_dates(question)),
            FileQuestion::Statements(question, format) => {
                Response::File(self.file_of_statements(question, *format))
            }
            FileQuestion::Corrections(corrections) => {
                Response::File(file_of_corrections(self, corrections))
            }
            FileQuestion::Reviews(reviews) => Response::File(file_of_reviews(reviews)),
            FileQuestion::Names(placed) => Response::File(file_of_names(self, placed)),
        }
    }

    fn csv_of_hits(&self, question: &SearchQuestion) -> String {
        let corpus = &self.bundle.corpus;
        let query = query(&question.query, question.literally);
        let (sort, grouped) = (question.sort, question.grouped);
        let found = self.index.sorted(corpus, &query, sort, grouped, u32::MAX);
        let mut out = head(&["score", "text"]);
        for hit in &found.hits {
            let Some(document) = corpus.document(hit.document) else {
                continue;
            };
            let passage = (hit.passage).and_then(|it| document.passages.get(it as usize));
            let text = passage.map_or(&*document.title, |it| document.passage_text(it));
            let mut row = place(document, hit.passage);
            row.push(hundredths(hit.score));
            row.push(on_one_line(text));
            csv::row(&row, &mut out);
        }
        out
    }

    fn csv_of_lines(&self, question: &LinesQuestion) -> String {
        let corpus = &self.bundle.corpus;
        let query = query(&question.query, question.literally);
        let (sort, width) = (question.sort, question.width);
        let (lines, _) = self.index.lines(corpus, &query, sort, width, u32::MAX);
        let mut out = head(&["left", "found", "right"]);
        for line in lines {
            if let Some(document) = corpus.document(line.document) {
                let mut row = place(document, line.passage);
                row.extend([line.left, line.found, line.right]);
                csv::row(&row, &mut out);
            }
        }
        out
    }

    fn csv_of_counts(&self, rows: &[CountsRow]) -> String {
        let mut head = vec!["query".to_owned(), "hits".to_owned()];
        for source in &self.shelf.sources {
            head.push(source.key.clone());
        }
        let mut out = String::new();
        csv::row(&head, &mut out);
        for row in rows {
            let mut cells = vec![row.query.clone(), row.n_hits.to_string()];
            for count in &row.counts {
                cells.push(count.to_string());
            }
            csv::row(&cells, &mut out);
        }
        out
    }
}

/// The first row of a table whose rows begin with a [`place`].
pub(super) fn head(columns: &[&str]) -> String {
    let mut out = "source,outlet,carried by,date,passage".to_owned();
    for column in columns {
        out.push(',');
        out.push_str(column);
    }
    out + "\r\n"
}

/// What says where something stands; passages are counted from 1, as readers do.
pub(super) fn place(document: &Document, passage: Option<u32>) -> Vec<String> {
    let date = document.date.as_ref();
    vec![
        document.key.clone(),
        document.outlet.clone(),
        document.carried_by.clone().unwrap_or_default(),
        date.map_or(String::new(), |it| it.edtf.clone()),
        passage.map_or("headline".to_owned(), |it| (it + 1).to_string()),
    ]
}

fn query(typed: &str, literally: bool) -> Query {
    let query = Query::parse(typed);
    match literally {
        true => query.literally(),
        false => query,
    }
}

/// Index and key of a passage.
pub(super) fn keyed(document: &Document, passage: Option<u32>) -> Option<(u32, String)> {
    let index = passage?;
    let passage = document.passages.get(index as usize)?;
    Some((index, passage.key(&document.text, index)))
}

/// A hit as it is shown, of a document whose text is here.
pub(crate) fn hit_view(document: &Document, hit: &Hit) -> HitView {
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

/// The rows of `links.csv` for what a reader says.
fn file_of_reviews(reviews: &[Review]) -> String {
    let mut out = String::new();
    csv::row(&REVIEW_COLUMNS.map(str::to_owned), &mut out);
    for it in reviews {
        let [one, other] = it.sentences.each_ref();
        let verdict = if it.same { "same" } else { "different" };
        let row = [
            verdict,
            &one.source,
            &one.words,
            &other.source,
            &other.words,
        ];
        csv::row(&row.map(str::to_owned), &mut out);
    }
    out
}
