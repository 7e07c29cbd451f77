//! What a publisher says of sentences that are told alike: the rows of `links.csv`.

use super::rows::{self, Row};
use crate::compare::{Place, REVIEW_COLUMNS, Review, Reviewed};
use crate::corpus::Corpus;
use crate::ingest::Problem;
use crate::text::fold;

/// The file in which a publisher says which sentences report the same thing.
pub(super) const LINKS_FILE: &str = "links.csv";

/// The rows that say something of two sentences; every other row is told.
pub(super) fn read(bytes: &[u8], problems: &mut Vec<Problem>) -> Vec<Row<Review>> {
    let remedy = "write verdict,source,words,other source,other words above its rows";
    let mut kept = Vec::new();
    for row in rows::read(LINKS_FILE, bytes, REVIEW_COLUMNS, remedy, problems) {
        let [verdict, source, words, other_source, other_words] = row.says;
        let mut tell = |message: String, remedy: &str| {
            let line = Some(row.line);
            problems.push(Problem::warning(LINKS_FILE, line, message, remedy));
        };
        let same = match fold(&verdict).as_str() {
            "same" => true,
            "different" => false,
            _ => {
                let message = format!("“{verdict}” is no verdict");
                tell(message, "write same or different");
                continue;
            }
        };
        if [&source, &words, &other_source, &other_words]
            .iter()
            .any(|it| it.is_empty())
        {
            let message = "the row does not say which two sentences it means".to_owned();
            tell(message, "write source and first words of both");
            continue;
        }
        let places = [(source, words), (other_source, other_words)];
        kept.push(Row {
            line: row.line,
            says: Review {
                same,
                sentences: places.map(|(source, words)| Place { source, words }),
            },
        });
    }
    kept
}

/// The sentences that `rows` mean, and which rows mean none, or two of one document. Costs rows
/// times documents, and the sentences of those that are meant.
pub(super) fn resolved(corpus: &Corpus, rows: &[Row<Review>]) -> (Vec<Reviewed>, Vec<usize>) {
    let (mut reviewed, mut unmet) = (Vec::new(), Vec::new());
    for (at, row) in rows.iter().enumerate() {
        match row.says.resolved(corpus) {
            Some(it) => reviewed.push(it),
            None => unmet.push(at),
        }
    }
    (reviewed, unmet)
}

/// A row that means no two sentences.
pub(super) fn unmet(row: &Row<Review>, corpus: &Corpus) -> Problem {
    let missing = (row.says.sentences.iter()).find(|it| it.in_corpus(corpus).is_none());
    let (message, remedy) = match missing {
        Some(it) => (
            format!("no sentence of “{}” begins with “{}”", it.source, it.words),
            "compare the row with the text, or take it out",
        ),
        None => (
            "both sentences are of one source".to_owned(),
            "name sentences of two sources, or take the row out",
        ),
    };
    Problem::warning(LINKS_FILE, Some(row.line), message, remedy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Document;

    #[track_caller]
    fn check(row: &str, expected: Option<bool>, told: &str) {
        let document = |key: &str, text: &str| Document {
            key: key.to_owned(),
            ..Document::of_text(text)
        };
        let corpus = Corpus {
            documents: vec![
                document("a-1", "The ferry  sank. Nobody was hurt."),
                document("b-2", "“A ferry” went down."),
            ],
            ..Corpus::default()
        };
        let mut problems = Vec::new();
        let table = format!("verdict,source,words,other source,other words\n{row}\n");
        let rows = read(table.as_bytes(), &mut problems);
        let (reviewed, unmet_rows) = resolved(&corpus, &rows);
        problems.extend(unmet_rows.iter().map(|&at| unmet(&rows[at], &corpus)));
        let found: Vec<bool> = reviewed.iter().map(|it| it.same).collect();
        assert_eq!(found, Vec::from_iter(expected));
        let problems: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert!(problems.join("\n").starts_with(told), "{problems:?}");
        assert_eq!(problems.is_empty(), told.is_empty());
    }

    #[test]
    fn rows_mean_sentences_by_their_first_words() {
        check("same,a,the FERRY,b-2,\"“a ferry\"", Some(true), "");
        check("Different,a-1,Nobody,b,A", Some(false), "");
    }

    #[test]
    fn rows_that_mean_nothing_are_told() {
        check(
            "maybe,a,The,b,A",
            None,
            "links.csv:2: “maybe” is no verdict; write same or",
        );
        check(
            "same,a,,b,A",
            None,
            "links.csv:2: the row does not say which two",
        );
        check(
            "same,a,The ship,b,A",
            None,
            "links.csv:2: no sentence of “a” begins with “The ship”",
        );
        check(
            "same,c,The,b,A",
            None,
            "links.csv:2: no sentence of “c” begins",
        );
        check(
            "same,a,The,a,Nobody",
            None,
            "links.csv:2: both sentences are of one source",
        );
    }
}
