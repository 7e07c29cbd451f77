//! Statements as files for other programs: tables, data, and references for libraries of literature;
//! drawings as pictures.

mod drawing;
mod json;
mod references;

use serde::{Deserialize, Serialize};

use crate::corpus::Document;
use crate::csv;
use crate::quotes::{Rule, Statement};
use crate::text::{Span, on_one_line};
pub use drawing::{Drawing, Look, Shape, svg};
use json::Object;

/// Between values of one cell.
const BETWEEN: &str = " | ";

/// A format that statements are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// A table, RFC 4180: a row a statement.
    #[default]
    Csv,
    /// A list of objects, RFC 8259: one a statement.
    Json,
    /// The same objects, a line each.
    JsonLines,
    /// RIS: a record an article, its statements as notes.
    Ris,
    /// BibTeX: an entry an article, its statements as notes.
    BibTex,
    /// CSL-JSON, as Zotero and Pandoc read it: an item an article, its statements as notes.
    CslJson,
}

impl Format {
    /// The ending of its files, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Json | Format::CslJson => "json",
            Format::JsonLines => "jsonl",
            Format::Ris => "ris",
            Format::BibTex => "bib",
        }
    }

    /// The type of its files, as RFC 6838 and practice have it.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Csv => "text/csv",
            Format::Json => "application/json",
            Format::JsonLines => "application/jsonl",
            Format::Ris => "application/x-research-info-systems",
            Format::BibTex => "application/x-bibtex",
            Format::CslJson => "application/vnd.citationstyles.csl+json",
        }
    }
}

/// A statement to write.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// Its name in addresses.
    pub key: String,
    /// Where it stands.
    pub document: &'a Document,
    /// What was found.
    pub statement: &'a Statement,
    /// Who a reader says that it is, in place of the speaker found; empty: not stated.
    pub corrected: Option<&'a str>,
}

/// All of `rows`, in their order, as a file of that format. Linear in what is written.
pub fn write(rows: &[Row<'_>], format: Format) -> String {
    match format {
        Format::Csv => table(rows),
        Format::Json => json::list(objects(rows)),
        Format::JsonLines => objects(rows).map(|it| it.into_text() + "\n").collect(),
        Format::Ris => references::ris(rows),
        Format::BibTex => references::bibtex(rows),
        Format::CslJson => references::csl(rows),
    }
}

impl<'a> Row<'a> {
    /// Who says it; `None` when that is not stated, and for terms.
    pub fn speaker(&self) -> Option<&'a str> {
        let found = self.statement.speaker.as_ref().map(|it| it.name.as_str());
        self.corrected.or(found).filter(|it| !it.is_empty())
    }

    /// Words of the document on one line.
    fn words(&self, span: Span) -> String {
        on_one_line(span.of_text(&self.document.text))
    }

    fn words_of(&self, span: Option<Span>) -> String {
        span.map_or(String::new(), |it| self.words(it))
    }

    fn relays(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.statement.relays.iter().map(|it| it.name.as_str())
    }

    /// Each column with its value, in order. Passages are counted from 1, as readers do.
    fn cells(&self) -> Vec<(&'static str, String)> {
        let Document {
            key,
            outlet,
            title,
            carried_by,
            date,
            place,
            url,
            ..
        } = self.document;
        let statement = self.statement;
        let found = statement.speaker.as_ref();
        let pieces = statement.pieces.iter().map(|it| self.words(it.words));
        let relays: Vec<&str> = self.relays().collect();
        let corrects = self.corrected.is_some();
        let before = found.filter(|_| corrects).map_or("", |it| &it.name);
        let role = found.and_then(|it| it.role.clone());
        let or_empty = |it: &Option<String>| it.clone().unwrap_or_default();
        vec![
            ("id", self.key.clone()),
            ("kind", statement.kind.name().to_owned()),
            ("words", self.words(statement.content)),
            ("quoted", pieces.collect::<Vec<_>>().join(BETWEEN)),
            ("speaker", self.speaker().unwrap_or_default().to_owned()),
            ("role", role.filter(|_| !corrects).unwrap_or_default()),
            ("speaker before correction", before.to_owned()),
            ("as written", self.words_of(statement.source)),
            ("cue", self.words_of(statement.cue)),
            ("through", relays.join(BETWEEN)),
            ("reason", rule(statement.reason.rule).to_owned()),
            ("resting on", self.words_of(statement.reason.evidence)),
            ("source", key.clone()),
            ("outlet", outlet.clone()),
            ("carried by", or_empty(carried_by)),
            ("headline", title.clone()),
            (
                "date",
                date.as_ref().map_or(String::new(), |it| it.edtf.clone()),
            ),
            ("place", or_empty(place)),
            ("passage", (statement.passage + 1).to_string()),
            ("address", or_empty(url)),
        ]
    }
}

fn table(rows: &[Row<'_>]) -> String {
    let mut out = String::new();
    for (n, row) in rows.iter().enumerate() {
        let cells = row.cells();
        if n == 0 {
            let head: Vec<String> = cells.iter().map(|it| it.0.to_owned()).collect();
            csv::row(&head, &mut out);
        }
        let values: Vec<String> = cells.into_iter().map(|it| it.1).collect();
        csv::row(&values, &mut out);
    }
    out
}

/// The cells of each row as members; what is empty is left out, lists are lists. Places count code
/// points of the text, as most languages do: the statement's `start` and `end`, and those of its
/// pieces, of where each relay is stated (`null`: by the dateline or not in words), of who is written
/// to say it, and of the cue.
fn objects<'a>(rows: &'a [Row<'_>]) -> impl Iterator<Item = Object> + 'a {
    // Where in which text, in bytes and in code points; places lie near each other.
    let mut known = ("", 0, 0);
    let mut code_points = move |text: &'a str, at: u32| {
        if !std::ptr::eq(known.0, text) {
            known = (text, 0, 0);
        }
        let n_between = |from: u32, to: u32| {
            let between = text.get(from as usize..to as usize).unwrap_or_default();
            between.chars().count() as u32
        };
        let n = match at < known.1 {
            true => known.2 - n_between(at, known.1),
            false => known.2 + n_between(known.1, at),
        };
        known = (text, at, n);
        n
    };
    rows.iter().map(move |row| {
        let mut object = Object::default();
        let one_each = |values: &str| -> Vec<String> {
            let values = values.split(BETWEEN).filter(|it| !it.is_empty());
            values.map(str::to_owned).collect()
        };
        for (name, value) in row.cells() {
            let member = name.replace(' ', "_");
            match name {
                "quoted" | "through" => object.list(&member, &one_each(&value)),
                "passage" => object.raw(&member, &value),
                _ if value.is_empty() => {}
                _ => object.text(&member, &value),
            }
        }
        let statement = row.statement;
        let text = &row.document.text;
        object.number("start", code_points(text, statement.content.start));
        object.number("end", code_points(text, statement.content.end));
        let mut place = |it: Span| {
            let start = code_points(text, it.start);
            format!("[{start},{}]", code_points(text, it.end))
        };
        let pieces: Vec<String> = (statement.pieces.iter())
            .map(|it| place(it.words))
            .collect();
        object.raw("quoted_at", &format!("[{}]", pieces.join(",")));
        let relays = statement.relays.iter();
        let relays: Vec<String> = relays
            .map(|it| it.stated.map_or("null".to_owned(), &mut place))
            .collect();
        object.raw("through_at", &format!("[{}]", relays.join(",")));
        for (name, span) in [
            ("as_written_at", statement.source),
            ("cue_at", statement.cue),
        ] {
            if let Some(span) = span {
                object.raw(name, &place(span));
            }
        }
        object
    })
}

/// Why it has its speaker, as files name it.
fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Named => "named",
        Rule::Pronoun => "pronoun",
        Rule::Role => "role",
        Rule::Outermost => "outermost",
        Rule::Continued => "continued",
        Rule::Elsewhere => "elsewhere",
        Rule::NotSpeech => "not speech",
        Rule::NotStated => "not stated",
        Rule::Publisher => "publisher",
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop where it fails")]
mod tests {
    use super::*;
    use crate::quotes::statements;

    fn written(text: &str, corrected: Option<&str>, format: Format) -> String {
        let mut document = Document::of_text(text);
        document.key = "a-1".to_owned();
        let found = statements(&document);
        let row = |statement| Row {
            key: "k".to_owned(),
            document: &document,
            statement,
            corrected,
        };
        let rows: Vec<Row<'_>> = found.iter().map(row).collect();
        write(&rows, format)
    }

    const TEXT: &str = "Жара. “We\nwill sign!” said Anna Berg.\n\n“=Now!” said Anna Berg.";

    #[test]
    fn objects_have_what_is_known_and_count_code_points() {
        let read: serde_json::Value =
            serde_json::from_str(&written(TEXT, None, Format::Json)).unwrap();
        let first = &read[0];
        assert_eq!(first["speaker"], "Anna Berg");
        assert_eq!(first["quoted"], serde_json::json!(["We will sign!"]));
        assert_eq!(first["passage"], 1);
        assert_eq!(first["through"], serde_json::json!([]));
        assert!(first.get("place").is_none());
        for object in read.as_array().unwrap() {
            let [start, end] = ["start", "end"].map(|it| object[it].as_u64().unwrap() as usize);
            let words: String = TEXT.chars().skip(start).take(end - start).collect();
            assert_eq!(on_one_line(&words), object["words"]);
            let [start, end] = [0, 1].map(|it| object["cue_at"][it].as_u64().unwrap() as usize);
            let cue: String = TEXT.chars().skip(start).take(end - start).collect();
            assert_eq!(cue, "said");
            assert_eq!(object["quoted_at"].as_array().map(Vec::len), Some(1));
        }
        let lines = written(TEXT, None, Format::JsonLines);
        let lines: Vec<serde_json::Value> = (lines.lines())
            .map(|it| serde_json::from_str(it).unwrap())
            .collect();
        assert_eq!(serde_json::Value::from(lines), read);
    }

    #[test]
    fn each_relay_says_where_it_is_stated() {
        let text = "“We will sign,” said Anna Berg, Kyodo reported.";
        let read: serde_json::Value =
            serde_json::from_str(&written(text, None, Format::Json)).unwrap();
        let at = read[0]["through_at"][0].as_array().unwrap();
        assert_eq!(read[0]["through"][0], "Kyodo");
        let [start, end] = [0, 1].map(|it| at[it].as_u64().unwrap() as usize);
        let stated: String = text.chars().skip(start).take(end - start).collect();
        assert!(stated.contains("Kyodo"), "{stated}");
    }

    #[test]
    fn a_correction_stands_beside_what_was_found() {
        let table = written(TEXT, Some("Carl Berg"), Format::Csv);
        let row: Vec<&str> = table.lines().nth(1).unwrap().split(',').collect();
        assert_eq!(
            row[..6],
            [
                "k",
                "direct",
                "We will sign!",
                "We will sign!",
                "Carl Berg",
                ""
            ]
        );
        assert_eq!(row[6], "Anna Berg");
        assert!(table.lines().nth(2).unwrap().contains("'=Now!"));
        let nobody = written(TEXT, Some(""), Format::Ris);
        assert!(nobody.contains("speaker not stated"));
    }

    #[test]
    fn nothing_is_an_empty_file_of_its_format() {
        assert_eq!(write(&[], Format::Csv), "");
        assert_eq!(write(&[], Format::Json), "[\n\n]\n");
        assert_eq!(write(&[], Format::Ris), "");
    }
}
