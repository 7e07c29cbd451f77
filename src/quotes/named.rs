//! What a publisher says of speakers, over what was found: the rows of a `names.csv`.

use serde::{Deserialize, Serialize};

use super::{Rule, Speaker, Statement};
use crate::corpus::Document;
use crate::text::{fold, on_one_line};

/// A row: who speaks, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// The speaker's name; empty: not stated.
    pub name: String,
    /// What the speaker is called, be it the name that was found or what the text says.
    pub form: String,
    /// The document, by its key or the readable part of it; empty: all.
    pub source: String,
    /// How the statement begins; empty: all.
    pub words: String,
}

/// Puts `all`, the statements of each document, right by `rows`; of two rows on one statement the
/// first counts. Which rows met no statement. Costs rows times statements.
pub fn put_right(documents: &[Document], all: &mut [Vec<Statement>], rows: &[Named]) -> Vec<usize> {
    let mut met = vec![false; rows.len()];
    let folded: Vec<[String; 2]> = (rows.iter())
        .map(|it| [plain(&it.form), plain(&it.words)])
        .collect();
    for (document, statements) in documents.iter().zip(all) {
        for statement in statements {
            let said = plain(statement.content.of_text(&document.text));
            let found = statement.speaker.as_ref().map_or("", |it| &it.name);
            let written = statement.source.map(|it| it.of_text(&document.text));
            let called = [plain(found), plain(written.unwrap_or_default())];
            let answers = |(row, [form, words]): (&Named, &[String; 2])| {
                (row.source.is_empty() || document.is_called(&row.source))
                    && (form.is_empty() || called.contains(form))
                    && (words.is_empty() || said.starts_with(words.as_str()))
            };
            let Some(at) = rows.iter().zip(&folded).position(answers) else {
                continue;
            };
            if statement.reason.rule == Rule::NotSpeech {
                continue;
            }
            met[at] = true;
            let name = &rows[at].name;
            if found == name {
                continue;
            }
            statement.reason.evidence = None;
            statement.reason.rule = match name.is_empty() {
                true => Rule::NotStated,
                false => Rule::Publisher,
            };
            statement.speaker = (!name.is_empty()).then(|| Speaker {
                name: name.clone(),
                role: None,
            });
        }
    }
    (0..rows.len()).filter(|it| !met[*it]).collect()
}

/// Folded, on one line.
fn plain(text: &str) -> String {
    on_one_line(&fold(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotes::corpus_statements;

    const TEXTS: [&str; 2] = [
        "“We will pay,” said the treasurer.\n\n“Never,” said Anna Berg, the mayor.",
        "“We will pay,” said the treasurer.",
    ];

    /// The rows of a table without quotation marks, whose head names the fields.
    fn rows(table: &str) -> Vec<Named> {
        let mut lines = table.lines().map(|it| it.split(',').collect::<Vec<_>>());
        let head = lines.next().unwrap_or_default();
        let field = |row: &[&str], name: &str| {
            let at = head.iter().position(|it| *it == name);
            at.and_then(|it| row.get(it)).unwrap_or(&"").to_string()
        };
        let row = |it: Vec<&str>| Named {
            name: field(&it, "name"),
            form: field(&it, "form"),
            source: field(&it, "source"),
            words: field(&it, "words"),
        };
        lines.map(row).collect()
    }

    /// Who speaks each statement after `table`, and the rows that met nothing.
    fn speakers(table: &str) -> (Vec<String>, Vec<usize>) {
        let documents: Vec<Document> = (TEXTS.iter().enumerate())
            .map(|(n, text)| Document {
                key: format!("report-{n}-aaaaaa"),
                ..Document::of_text(text)
            })
            .collect();
        let mut all = corpus_statements(&documents);
        let rows = rows(table);
        let unmet = put_right(&documents, &mut all, &rows);
        let speaker = |it: &Statement| {
            it.speaker
                .as_ref()
                .map_or("?".to_owned(), |it| it.name.clone())
        };
        (all.iter().flatten().map(speaker).collect(), unmet)
    }

    #[track_caller]
    fn check(table: &str, expected: &[&str], unmet: &[usize]) {
        let (found, rows) = speakers(table);
        assert_eq!(found, expected, "{table}");
        assert_eq!(rows, unmet, "{table}");
    }

    #[test]
    fn by_form_by_source_by_words() {
        let before = speakers("name").0;
        let [treasurer, berg, other] = [0, 1, 2].map(|it| before[it].as_str());
        check(
            "name,form\nCarl Lund,the treasurer\n",
            &["Carl Lund", berg, "Carl Lund"],
            &[],
        );
        check(
            "name,form,source\nCarl Lund,THE  treasurer,report-1\n",
            &[treasurer, berg, "Carl Lund"],
            &[],
        );
        check(
            "words,name,source\n“never,Eva Berg,report-0-aaaaaa\n",
            &[treasurer, berg, other],
            &[0],
        );
        check(
            "words,name\nNEVER,Eva Berg\n",
            &[treasurer, "Eva Berg", other],
            &[],
        );
        check("name,form\n,Anna Berg\n", &[treasurer, "?", other], &[]);
        check(
            "name,form\nA,Anna Berg\nB,Anna Berg\n",
            &[treasurer, "A", other],
            &[1],
        );
    }
}
