//! Tables that a publisher keeps beside the articles: comma-separated values below a row that
//! names their columns.

use csv::{Position, ReaderBuilder};
use serde::{Deserialize, Serialize};

use crate::csv::unmarked;
use crate::ingest::Problem;
use crate::text::fold;

/// What a row says, and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row<T> {
    /// Its line in the file, from 1.
    pub line: u32,
    /// What it says.
    pub says: T,
}

/// The cells of `columns` in each row that has any, trimmed; a column that is not there is empty
/// throughout. Columns of other names are passed over. Linear.
///
/// The first column must be there: without it, or where the table is not UTF-8, there is a warning
/// with `remedy`, and no row.
pub(super) fn read<const N: usize>(
    file: &str,
    bytes: &[u8],
    columns: [&str; N],
    remedy: &str,
    problems: &mut Vec<Problem>,
) -> Vec<Row<[String; N]>> {
    let mut rows = Vec::new();
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = ReaderBuilder::new();
    reader.has_headers(false).flexible(true);
    let mut places: Option<[Option<usize>; N]> = None;
    let (mut counted, mut line) = (0, 1);
    // The line of the first letter from a byte on; bytes come in order.
    let mut line_of = |at: Option<&Position>| {
        let at = at.map_or(0, |it| it.byte() as usize);
        let is_end = |it: &&u8| matches!(it, b'\r' | b'\n');
        let blank = bytes.iter().skip(at).take_while(is_end).count();
        let passed = bytes.get(counted..at + blank).unwrap_or_default();
        line += passed.iter().filter(|it| **it == b'\n').count() as u32;
        counted = counted.max(at + blank);
        line
    };
    for record in reader.from_reader(bytes).into_records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = Some(line_of(error.position()));
                let message = "the row is not UTF-8, and nothing after it was read";
                let remedy = "save the table again with the encoding UTF-8";
                problems.push(Problem::warning(file, line, message, remedy));
                break;
            }
        };
        let line = line_of(record.position());
        let Some(places) = places else {
            if record.iter().all(|it| it.trim().is_empty()) {
                continue;
            }
            let place = |name: &str| record.iter().position(|it| fold(it.trim()) == name);
            places = Some(columns.map(place));
            if place(columns[0]).is_none() {
                let message = format!("its first row has no column “{}”", columns[0]);
                problems.push(Problem::warning(file, Some(line), message, remedy));
                break;
            }
            continue;
        };
        let cell = |at: Option<usize>| {
            let cell = at.and_then(|it| record.get(it)).unwrap_or_default();
            unmarked(cell).trim().to_owned()
        };
        let says = places.map(cell);
        if says.iter().any(|it| !it.is_empty()) {
            rows.push(Row { line, says });
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::csv;

    /// Rows as `line: cell|cell`, then what is wrong.
    #[track_caller]
    fn check(table: &[u8], expected: &[&str]) {
        let mut problems = Vec::new();
        let rows = read("t.csv", table, ["name", "form"], "name it", &mut problems);
        let mut told: Vec<String> = (rows.iter())
            .map(|it| format!("{}: {}", it.line, it.says.join("|")))
            .collect();
        told.extend(problems.iter().map(Problem::to_string));
        assert_eq!(told, expected);
    }

    #[test]
    fn columns_go_by_name() {
        check(b"name,form\na,b\nc\n", &["2: a|b", "3: c|"]);
        check(b"Form, NAME,x\nb,a,y\n", &["2: a|b"]);
        check(b"name\n\n \na,b\n", &["4: a|"]);
        check(b"", &[]);
        check(
            b"form\na\n",
            &["t.csv:1: its first row has no column “name”; name it"],
        );
    }

    #[test]
    fn tables_of_spreadsheets() {
        check(
            b"\xef\xbb\xbfname,form\r\n\"c\nd\",\"e \"\"f\"\"\"\r\n'=1,'x\r\n\"open",
            &["2: c\nd|e \"f\"", "4: =1|'x", "5: open|"],
        );
        check(
            b"name\na\n\xff\nb\n",
            &[
                "2: a|",
                "t.csv:3: the row is not UTF-8, and nothing after it was read; save the table \
                 again with the encoding UTF-8",
            ],
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            table in prop::collection::vec(prop::array::uniform2("[a=,\"\r\né]{0,4}"), 0..4)
        ) {
            let mut out = String::from("name,form\r\n");
            table.iter().for_each(|it| csv::row(it, &mut out));
            let expected: Vec<[String; 2]> = (table.iter())
                .map(|row| row.clone().map(|it| it.trim().to_owned()))
                .filter(|row| row.iter().any(|it| !it.is_empty()))
                .collect();
            let mut problems = Vec::new();
            let rows = read("t.csv", out.as_bytes(), ["name", "form"], "", &mut problems);
            let found: Vec<[String; 2]> = rows.into_iter().map(|it| it.says).collect();
            prop_assert_eq!(found, expected);
            prop_assert!(problems.is_empty());
        }

        #[test]
        fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let mut problems = Vec::new();
            read("t.csv", &bytes, ["a"], "", &mut problems);
        }
    }
}
