//! What a publisher says of passages: the rows of `labels.csv`.

use serde::{Deserialize, Serialize};

use super::pattern::is_file;
use super::rows::{self, Row};
use crate::corpus::{Document, LabelReason, PassageKind};
use crate::ingest::Problem;
use crate::text::{fold, on_one_line};

/// The file in which a publisher says what passages are.
pub(super) const LABELS_FILE: &str = "labels.csv";

/// Passages of which it is said what they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// In which files: a name, in which `*` stands for any characters and `?` for one.
    pub file: String,
    /// How the passage begins.
    pub words: String,
    /// What it is.
    pub kind: PassageKind,
}

/// Says what a passage is, over what was found; nothing where there is no such passage. The
/// document's key stays as it is.
pub fn relabel(document: &mut Document, passage: usize, kind: PassageKind) {
    if let Some(passage) = document.passages.get_mut(passage) {
        passage.kind = kind;
        passage.why = LabelReason::Corrected;
    }
}

/// The rows that say what a passage is; every other row is told.
pub(super) fn read(bytes: &[u8], problems: &mut Vec<Problem>) -> Vec<Row<Label>> {
    let remedy = "write file,words,label above its rows";
    let mut kept = Vec::new();
    for row in rows::read(
        LABELS_FILE,
        bytes,
        ["label", "file", "words"],
        remedy,
        problems,
    ) {
        let [label, file, words] = row.says;
        let kind = PassageKind::ALL
            .into_iter()
            .find(|it| it.name() == fold(&label));
        let mut tell = |message: String, remedy: String| {
            let line = Some(row.line);
            problems.push(Problem::warning(LABELS_FILE, line, message, remedy));
        };
        match kind {
            None => tell(
                format!("“{label}” is no label"),
                format!(
                    "write one of {}",
                    PassageKind::ALL.map(|it| it.name()).join(", ")
                ),
            ),
            Some(_) if file.is_empty() || plain(&words).is_empty() => tell(
                "the row does not say which passage it means".to_owned(),
                "write the name of the file, and the words with which the passage begins"
                    .to_owned(),
            ),
            Some(kind) => kept.push(Row {
                line: row.line,
                says: Label { file, words, kind },
            }),
        }
    }
    kept
}

/// Relabels passages of `documents`; of two rows on one passage the first counts. Rows that meet
/// nothing are told. Costs rows times files, and the passages of the files that are meant.
pub(super) fn apply(documents: &mut [Document], rows: &[Row<Label>], problems: &mut Vec<Problem>) {
    let mut met = vec![false; rows.len()];
    let begins: Vec<String> = rows.iter().map(|it| plain(&it.says.words)).collect();
    for document in documents {
        let meant = |it: &usize| is_file(&rows[*it].says.file, &document.file);
        let meant: Vec<usize> = (0..rows.len()).filter(meant).collect();
        if meant.is_empty() {
            continue;
        }
        for at in 0..document.passages.len() {
            let words = plain(document.passage_text(&document.passages[at]));
            let row = meant.iter().find(|it| words.starts_with(&begins[**it]));
            if let Some(&row) = row {
                met[row] = true;
                relabel(document, at, rows[row].says.kind);
            }
        }
    }
    for (row, _) in rows.iter().zip(met).filter(|it| !it.1) {
        let Label { file, words, .. } = &row.says;
        problems.push(Problem::warning(
            LABELS_FILE,
            Some(row.line),
            format!("no passage of “{file}” begins with “{words}”"),
            "compare the row with what crossread check --verbose lists, or take it out",
        ));
    }
}

/// Folded, on one line.
fn plain(text: &str) -> String {
    on_one_line(&fold(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labeled(table: &str) -> (String, Vec<String>) {
        let mut problems = Vec::new();
        let rows = read(table.as_bytes(), &mut problems);
        let mut documents = ["a/one.txt", "b/two.txt"].map(|file| Document {
            file: file.to_owned(),
            ..Document::of_text("The ferry sailed.\n\nRead  also: “Docks”\n\nRead on.")
        });
        apply(&mut documents, &rows, &mut problems);
        let kinds = (documents.iter().flat_map(|it| &it.passages)).map(|it| match it.why {
            LabelReason::Corrected => it.kind.name(),
            _ => "-",
        });
        let kinds: Vec<&str> = kinds.collect();
        (
            kinds.join(" "),
            problems.iter().map(Problem::to_string).collect(),
        )
    }

    #[track_caller]
    fn check(rows: &str, kinds: &str, told: &[&str]) {
        let (found, problems) = labeled(&format!("file,words,label\n{rows}\n"));
        assert_eq!(found, kinds, "{rows}");
        assert_eq!(problems.len(), told.len(), "{problems:?}");
        for (problem, told) in problems.iter().zip(told) {
            assert!(problem.contains(told), "{problem}");
        }
    }

    #[test]
    fn by_file_and_beginning() {
        check("a/one.txt,READ also,related", "- related - - - -", &[]);
        check(
            "*.txt,read also: \"docks\",related",
            "- related - - related -",
            &[],
        );
        check("*,Read,form", "- form form - form form", &[]);
        check(
            "b/*,Read on,byline\n*,Read,form",
            "- form form - form byline",
            &[],
        );
    }

    #[test]
    fn rows_that_mean_nothing_are_told() {
        check(
            "*,Read,furniture\n,x,body\n*,,body\n*,none,body",
            "- - - - - -",
            &[
                ":2: “furniture” is no label; write one of body, heading, ",
                ":3: the row does not say which passage",
                ":4: the row does not say which passage",
                ":5: no passage of “*” begins with “none”",
            ],
        );
    }
}
