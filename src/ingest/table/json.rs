//! Rows of JSON: an object a line, an array of objects, or an object around one.
//!
//! A value inside objects is named by the keys on the way to it, `source.name`; the strings of an
//! array stand under the name of the array, one below the other. Depth is limited by serde_json
//! (127 levels), and no row is made into a tree: memory is linear in its bytes.

use std::fmt;

use serde::Deserializer as _;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Deserializer, Error};

use super::{At, Cells, Field, Mapping, Rows, without_text};
use crate::order::Order;

/// Names that are longer are of no column; in bytes.
const MAX_PATH_BYTES: usize = 200;

const REMEDY: &str = "write it anew with the program that made it; JSON lines lose one row only";

/// Reads a file of one object a line.
pub(super) fn read_lines(text: &str, rows: &mut Rows) {
    for (line, words) in (1..).zip(text.lines()) {
        if words.trim().is_empty() {
            continue;
        }
        let at = At {
            number: line as usize,
            line: Some(line),
        };
        let mut row = Row::default();
        let mut json = Deserializer::from_str(words);
        let parsed = Value::of(&mut row, &mut String::new()).deserialize(&mut json);
        match parsed.and_then(|()| json.end()) {
            Ok(()) => row.enter(at, rows),
            Err(error) => {
                rows.fail_row(
                    at,
                    message("the row", &error),
                    "put it right, or take it out",
                );
            }
        }
    }
}

/// Reads a file of one value.
pub(super) fn read(text: &str, rows: &mut Rows) {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('[') {
        let mut json = Deserializer::from_str(text);
        let parsed = json.deserialize_seq(Elements(rows));
        if let Err(error) = parsed.and_then(|()| json.end()) {
            // What came before was read.
            rows.fail(message("the file", &error), REMEDY);
        }
        return;
    }
    let first = text.lines().next().unwrap_or_default();
    let is_lines =
        serde_json::from_str::<IgnoredAny>(first).is_ok() && !text[first.len()..].trim().is_empty();
    if is_lines {
        return read_lines(text, rows);
    }
    let mut json = Deserializer::from_str(text);
    let (mut own, mut path, mut elements) = (Row::default(), String::new(), Vec::new());
    let value = Value {
        elements: Some(&mut elements),
        ..Value::of(&mut own, &mut path)
    };
    match value.deserialize(&mut json).and_then(|()| json.end()) {
        Ok(()) if elements.is_empty() || is_article(&own.cells(rows.mapping)) => {
            own.enter(
                At {
                    number: 1,
                    line: None,
                },
                rows,
            );
        }
        Ok(()) => {
            for (number, row) in (1..).zip(&elements) {
                row.enter(At { number, line: None }, rows);
            }
        }
        Err(error) => rows.fail(message("the file", &error), REMEDY),
    }
}

fn message(what: &str, error: &Error) -> String {
    match error.classify() {
        serde_json::error::Category::Data => {
            format!("{what} is not an article as JSON has it: {error}")
        }
        serde_json::error::Category::Eof => format!("{what} is not complete JSON: it breaks off"),
        _ => format!("{what} is not sound JSON: {error}"),
    }
}

/// What one object says: names with strings, numbers and truth values as strings.
#[derive(Default)]
struct Row(Vec<(String, String)>);

impl Row {
    fn cells(&self, mapping: &Mapping) -> Cells {
        let known = self.0.iter().filter_map(|(name, value)| {
            let (field, rank) = mapping.field(name)?;
            (!value.trim().is_empty()).then_some((field, rank, value))
        });
        let mut known: Vec<(Field, usize, &String)> = known.collect();
        known.order_by_key(|it| (it.0, it.1));
        let mut cells: Cells = Vec::new();
        let mut last = None;
        for (field, rank, value) in known {
            match cells.last_mut() {
                // Elements of one array.
                Some((_, cell)) if last == Some((field, rank)) => {
                    cell.push_str(if field == Field::Text { "\n\n" } else { ", " });
                    cell.push_str(value);
                }
                _ => cells.push((field, value.clone())),
            }
            last = Some((field, rank));
        }
        cells
    }

    /// Hands the row over. One without text is told with the names that it has.
    fn enter(&self, at: At, rows: &mut Rows) {
        let cells = self.cells(rows.mapping);
        if is_article(&cells) {
            return rows.row(at, cells);
        }
        let (message, remedy) = without_text(self.0.iter().map(|it| it.0.as_str()));
        rows.fail_row(at, message, remedy);
    }
}

/// Whether there is a text, or a reason why there is none.
fn is_article(cells: &Cells) -> bool {
    cells
        .iter()
        .any(|it| matches!(it.0, Field::Text | Field::Rights))
}

/// The elements of an array, each a row, numbered from 1.
struct Elements<'a, 'b>(&'a mut Rows<'b>);

impl<'de> Visitor<'de> for Elements<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of articles")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        for number in 1.. {
            let (mut row, mut path) = (Row::default(), String::new());
            let value = Value::of(&mut row, &mut path);
            if elements.next_element_seed(value)?.is_none() {
                break;
            }
            row.enter(At { number, line: None }, self.0);
        }
        Ok(())
    }
}

/// A value that goes into a row under the names on the way to it.
struct Value<'a> {
    row: &'a mut Row,
    /// Empty, but for what stands inside objects.
    path: &'a mut String,
    /// Where the objects of arrays go, if they are rows of their own.
    elements: Option<&'a mut Vec<Row>>,
}

impl<'a> Value<'a> {
    fn of(row: &'a mut Row, path: &'a mut String) -> Value<'a> {
        Value {
            row,
            path,
            elements: None,
        }
    }

    fn add(self, value: String) {
        if self.path.len() <= MAX_PATH_BYTES {
            self.row.0.push((self.path.clone(), value));
        }
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let Some(found) = self.elements else {
            while elements
                .next_element_seed(Value::of(self.row, self.path))?
                .is_some()
            {}
            return Ok(());
        };
        loop {
            let (mut element, mut path) = (Row::default(), String::new());
            let value = Value::of(&mut element, &mut path);
            if elements.next_element_seed(value)?.is_none() {
                return Ok(());
            }
            // Bare words have no name of their own: paragraphs, or writers.
            let (words, named): (Vec<_>, Vec<_>) =
                element.0.into_iter().partition(|it| it.0.is_empty());
            for (_, words) in words {
                Value::of(self.row, self.path).add(words);
            }
            if !named.is_empty() {
                found.push(Row(named));
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let length = self.path.len();
        while let Some(key) = map.next_key::<String>()? {
            if length > 0 {
                self.path.push('.');
            }
            // A name that is too long is of no column, and so is all below it.
            let most = key.floor_char_boundary(MAX_PATH_BYTES + 1);
            self.path.push_str(&key[..most]);
            map.next_value_seed(Value {
                row: self.row,
                path: self.path,
                elements: self.elements.as_deref_mut(),
            })?;
            self.path.truncate(length);
        }
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.add(value.to_owned());
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.add(value.to_string());
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.add(value.to_string());
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, problems};

    #[test]
    fn an_object_a_line() {
        let table = "{\"title\":\"A\",\"text\":\"One.\\n\\nTwo.\",\"source\":{\"id\":7,\"name\":\"O\"}}\r\n\n\
            {\"title\":\"B\",\"text\":\n\
            {\"title\":\"C\",\"paragraphs\":[\"Three.\",\"Four.\"],\"outlet\":\"P\"}";
        check(
            "a.jsonl",
            table,
            &["a.jsonl#1|A|O|One. / Two.", "a.jsonl#4|C|P|Three. / Four."],
        );
        assert_eq!(
            problems("a.ndjson", table),
            [
                "a.ndjson:3: the row is not complete JSON: it breaks off; put it right, or take it out"
            ]
        );
        check(
            "a.json",
            "{\"text\":\"a\",\"outlet\":\"O\"}\n{\"text\":\"b\",\"outlet\":\"O\"}",
            &["a.json#1|a|O|a", "a.json#2|b|O|b"],
        );
    }

    #[test]
    fn arrays_and_what_is_around_them() {
        let rows = "[{\"title\":\"A\",\"text\":\"One.\",\"outlet\":\"O\"},{\"id\":3},{\"text\":\"Two.\",\"outlet\":\"P\",\"title\":\"B\"}]";
        let expected = ["a.json#1|A|O|One.", "a.json#3|B|P|Two."];
        check("a.json", rows, &expected);
        check(
            "a.json",
            &format!("{{\"status\":\"ok\",\"data\":{{\"articles\":{rows}}}}}"),
            &expected,
        );
        assert_eq!(
            problems("a.json", rows),
            [
                "a.json#2: no column holds the text; there are id; call the column of the text \
                 text, or say in crossread.toml under [columns] which it is"
            ]
        );
        let one = "{\"title\":\"A\",\"body\":[\"One.\",\"Two.\"],\"outlet\":\"O\",\"related\":[{\"title\":\"B\"}]}";
        check("a.json", one, &["a.json#1|A|O|One. / Two."]);
    }

    #[test]
    fn what_is_no_table_is_told() {
        for (json, expected) in [
            (
                "[{\"text\":\"a\",\"outlet\":\"O\"},{]",
                "a.json: the file is not sound JSON: key must be",
            ),
            (
                "[{\"text\":\"a\",\"outlet\":\"O\"}",
                "a.json: the file is not complete JSON: it breaks off",
            ),
            (
                "{\"name\":\"crossread\"}",
                "a.json#1: no column holds the text; there are name;",
            ),
            ("7", "a.json#1: no column holds the text"),
            ("[1, \"a\", null]", "a.json#1: no column holds the text"),
        ] {
            let told = problems("a.json", json);
            assert!(told.iter().any(|it| it.starts_with(expected)), "{told:?}");
        }
    }

    #[test]
    fn deep_and_wide_values_take_linear_time() {
        for opening in ["[", "{\"a\":", "[[{\"text\":"] {
            let told = problems("a.json", &opening.repeat(100_000));
            assert!(told[0].contains("recursion limit exceeded"), "{told:?}");
            let told = problems("a.jsonl", &opening.repeat(100_000));
            assert!(told[0].contains("recursion limit exceeded"), "{told:?}");
        }
        let key = "k".repeat(1 << 20);
        let wide = format!(
            "{{\"text\":\"a\",\"outlet\":\"O\",\"{key}\":{{{}\"z\":1}}}}",
            "\"y\":1,".repeat(100_000)
        );
        check("a.json", &wide, &["a.json#1|a|O|a"]);
        let numbers = format!(
            "{{\"text\":\"a\",\"outlet\":\"O\",\"n\":[{}1]}}",
            "1,".repeat(500_000)
        );
        check("a.jsonl", &numbers, &["a.jsonl#1|a|O|a"]);
    }
}
