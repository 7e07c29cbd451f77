//! What a publisher says of speakers and of names: the rows of `names.csv`.

use super::rows::{self, Row};
use crate::ingest::Problem;
use crate::names::{Given, NameKind};
use crate::quotes::Named;

/// The file in which a publisher says who is who.
pub(super) const NAMES_FILE: &str = "names.csv";

/// The rows on speakers that name a form or words, and the names that rows with a kind make, each
/// with the line of its first; what says nothing is told.
pub(super) fn read(
    bytes: &[u8],
    problems: &mut Vec<Problem>,
) -> (Vec<Row<Named>>, Vec<Row<Given>>) {
    let columns = ["name", "form", "source", "words", "kind"];
    let remedy = "write name,form,source,words above its rows; form or words may be empty";
    let (mut kept, mut called) = (Vec::new(), Vec::new());
    for row in rows::read(NAMES_FILE, bytes, columns, remedy, problems) {
        let [name, form, source, words, kind] = row.says;
        let mut tell = |message: String, remedy: &str| {
            let line = Some(row.line);
            problems.push(Problem::warning(NAMES_FILE, line, message, remedy));
        };
        if !kind.is_empty() {
            let kind = NameKind::of_name(&kind);
            if kind.is_none() || name.is_empty() || !source.is_empty() || !words.is_empty() {
                tell(
                    format!("the row on “{name}” is neither on a name nor on a speaker"),
                    "on a name write name, form and kind (person, place, body or event) alone; on \
                     a speaker leave the kind out",
                );
                continue;
            }
            call(&mut called, row.line, name, form, kind);
            continue;
        }
        if form.is_empty() && words.is_empty() {
            tell(
                format!("the row on “{name}” says neither form nor words"),
                "say what the texts call them, or how the statement begins",
            );
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
    (kept, called)
}

/// Adds a form to the name that it is one of.
fn call(
    called: &mut Vec<Row<Given>>,
    line: u32,
    name: String,
    form: String,
    kind: Option<NameKind>,
) {
    let at = called.iter().position(|it| it.says.canonical == name);
    let at = at.unwrap_or_else(|| {
        let says = Given {
            canonical: name,
            kind,
            forms: Vec::new(),
        };
        called.push(Row { line, says });
        called.len() - 1
    });
    let given = &mut called[at].says;
    if !form.is_empty() && form != given.canonical {
        given.forms.push(form);
    }
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
        let (rows, called) = read(b"name,form\nA,\nB,b\n\n,", &mut problems);
        assert_eq!(called, []);
        assert_eq!((rows.len(), rows[0].says.name.as_str()), (1, "B"));
        let told: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(told.len(), 1);
        assert!(told[0].starts_with("names.csv:2: the row on “A” says neither"));
    }

    #[test]
    fn rows_with_a_kind_are_on_names() {
        let mut problems = Vec::new();
        let table = "name,form,kind,words\nHall,,place,\nHall,Hall,place,\nAnn,the captain,,\n\
                     Hall,the hall,place,\nIsle,Holm,ship,\nIsle,Holm,place,It is\n";
        let (rows, called) = read(table.as_bytes(), &mut problems);
        assert_eq!((rows.len(), rows[0].says.name.as_str()), (1, "Ann"));
        let [hall] = &called[..] else {
            panic!("{called:?}");
        };
        assert_eq!((hall.line, hall.says.kind), (2, Some(NameKind::Place)));
        assert_eq!(hall.says.forms, ["the hall"]);
        let told: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(told.len(), 2);
        assert!(told[0].starts_with("names.csv:6: the row on “Isle” is neither"));
    }
}
