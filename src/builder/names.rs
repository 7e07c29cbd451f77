//! What a publisher says of speakers: the rows of `names.csv`.

use super::rows::{self, Row};
use crate::ingest::Problem;
use crate::quotes::Named;

/// The file in which a publisher says who is who.
pub(super) const NAMES_FILE: &str = "names.csv";

/// The rows that name a form or words; the others say nothing of anyone and are told.
pub(super) fn read(bytes: &[u8], problems: &mut Vec<Problem>) -> Vec<Row<Named>> {
    let columns = ["name", "form", "source", "words"];
    let remedy = "write name,form,source,words above its rows; form or words may be empty";
    let mut kept = Vec::new();
    for row in rows::read(NAMES_FILE, bytes, columns, remedy, problems) {
        let [name, form, source, words] = row.says;
        if form.is_empty() && words.is_empty() {
            problems.push(Problem::warning(
                NAMES_FILE,
                Some(row.line),
                format!("the row on “{name}” says neither form nor words"),
                "say what the texts call them, or how the statement begins",
            ));
            continue;
        }
        let says = Named {
            name,
            form,
            source,
            words,
        };
        kept.push(Row {
            line: row.line,
            says,
        });
    }
    kept
}

/// A row that meets no statement.
pub(super) fn unmet(row: &Row<Named>) -> Problem {
    let Named {
        name, form, words, ..
    } = &row.says;
    let what = [form.as_str(), words.as_str()].join(" ");
    Problem::warning(
        NAMES_FILE,
        Some(row.line),
        format!("no statement is meant by “{}” for {name}", what.trim()),
        "compare the row with what crossread quotes lists, or take it out",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_without_form_and_words_are_told() {
        let mut problems = Vec::new();
        let rows = read(b"name,form\nA,\nB,b\n\n,", &mut problems);
        assert_eq!((rows.len(), rows[0].says.name.as_str()), (1, "B"));
        let told: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(told.len(), 1);
        assert!(told[0].starts_with("names.csv:2: the row on “A” says neither"));
    }
}
