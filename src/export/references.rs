//! Articles as references, with their statements as notes: RIS as its specification of 2011 and
//! Zotero have it, BibTeX as biber reads it (UTF-8), CSL-JSON 1.0.2.

use super::json::{self, Object};
use super::{Row, on_one_line};
use crate::corpus::{Day, Document};
use crate::quotes::StatementKind;

/// An article and what it reports.
struct Reference<'a> {
    document: &'a Document,
    notes: Vec<String>,
}

/// The articles of `rows` in the order in which they come, each once.
fn references<'a>(rows: &[Row<'a>]) -> Vec<Reference<'a>> {
    let mut all: Vec<Reference<'a>> = Vec::new();
    for row in rows {
        let is_of = |it: &Reference<'_>| std::ptr::eq(it.document, row.document);
        let at = all.iter().rposition(is_of).unwrap_or_else(|| {
            all.push(Reference {
                document: row.document,
                notes: Vec::new(),
            });
            all.len() - 1
        });
        all[at].notes.push(note(row));
    }
    all
}

/// “Words” – speaker, through whom.
fn note(row: &Row<'_>) -> String {
    let words = row.words(row.statement.content);
    let words = match row.statement.kind {
        StatementKind::Direct | StatementKind::Term => format!("“{words}”"),
        StatementKind::Mixed | StatementKind::Indirect => words,
    };
    let speaker = match (row.statement.kind, row.speaker()) {
        (StatementKind::Term, _) => "a term",
        (_, Some(speaker)) => speaker,
        (_, None) => "speaker not stated",
    };
    let mut note = format!("{words} – {speaker}");
    for relay in row.relays() {
        note.push_str(", via ");
        note.push_str(relay);
    }
    note
}

impl Reference<'_> {
    /// Year, month, day of the first day that it can be of, as far as stated.
    fn date(&self) -> Vec<u16> {
        let Some(date) = &self.document.date else {
            return Vec::new();
        };
        let Day { year, month, day } = date.first;
        let n = date.edtf.split('/').next().unwrap_or_default();
        let n = n.split('-').count();
        let mut parts = vec![year, month.into(), day.into()];
        parts.truncate(n);
        parts
    }

    /// What a field holds, by its number in [`FIELDS`]; empty where nothing is stated.
    fn fields(&self) -> [String; FIELDS.len()] {
        let Document {
            title,
            outlet,
            author,
            place,
            language,
            url,
            ..
        } = self.document;
        let stated = |it: &Option<String>| on_one_line(it.as_deref().unwrap_or_default());
        [
            on_one_line(title),
            on_one_line(outlet),
            stated(author),
            stated(place),
            on_one_line(language),
            stated(url),
        ]
    }
}

/// What the formats call title, outlet, author, place, language and address: RIS, BibTeX, CSL.
const FIELDS: [(&str, &str, &str); 6] = [
    ("TI", "title", "title"),
    ("T2", "journaltitle", "container-title"),
    ("AU", "author", "author"),
    ("CY", "location", "publisher-place"),
    ("LA", "language", "language"),
    ("UR", "url", "URL"),
];

pub(super) fn ris(rows: &[Row<'_>]) -> String {
    let mut out = String::new();
    for reference in references(rows) {
        let mut line = |tag: &str, value: &str| {
            if !value.is_empty() {
                out.push_str(&format!("{tag}  - {value}\r\n"));
            }
        };
        let date = reference.date();
        let date: Vec<String> = date.iter().map(|it| format!("{it:02}")).collect();
        line("TY", "NEWS");
        for (names, value) in FIELDS.iter().zip(reference.fields()) {
            line(names.0, &value);
        }
        line("PY", date.first().map_or("", |it| it));
        line("DA", &date.join("/"));
        line("ID", &reference.document.key);
        reference.notes.iter().for_each(|it| line("N1", it));
        out.push_str("ER  - \r\n\r\n");
    }
    out
}

pub(super) fn bibtex(rows: &[Row<'_>]) -> String {
    let mut out = String::new();
    for reference in references(rows) {
        let is_safe = |it: &char| it.is_ascii_alphanumeric() || *it == '-';
        let key: String = reference.document.key.chars().filter(is_safe).collect();
        out.push_str(&format!("@article{{{key},\n"));
        let mut field = |name: &str, value: &str| {
            if !value.is_empty() {
                out.push_str(&format!("  {name} = {{{value}}},\n"));
            }
        };
        for (names, value) in FIELDS.iter().zip(reference.fields()) {
            match names.1 {
                // Taken as it is, so only what would end it must go.
                "url" => field("url", &value.replace(['{', '}', ' '], "")),
                // In braces of its own, or styles would write it small.
                "title" => field("title", &format!("{{{}}}", escaped(&value))),
                name => field(name, &escaped(&value)),
            }
        }
        let date: Vec<String> = reference
            .date()
            .iter()
            .map(|it| format!("{it:02}"))
            .collect();
        field("date", &date.join("-"));
        field("note", &escaped(&reference.notes.join("; ")));
        out.push_str("}\n\n");
    }
    out
}

/// What TeX would take for a command is taken for itself.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '{' | '}' | '%' | '&' | '#' | '$' | '_' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

pub(super) fn csl(rows: &[Row<'_>]) -> String {
    let items = references(rows).into_iter().map(|reference| {
        let mut item = Object::default();
        item.text("id", &reference.document.key);
        item.text("type", "article-newspaper");
        for (names, value) in FIELDS.iter().zip(reference.fields()) {
            match names.2 {
                _ if value.is_empty() => {}
                "author" => {
                    let mut name = Object::default();
                    name.text("literal", &value);
                    item.raw("author", &format!("[{}]", name.into_text()));
                }
                name => item.text(name, &value),
            }
        }
        let date: Vec<String> = reference.date().iter().map(u16::to_string).collect();
        if !date.is_empty() {
            item.raw(
                "issued",
                &format!("{{\"date-parts\":[[{}]]}}", date.join(",")),
            );
        }
        item.text("note", &reference.notes.join("\n"));
        item
    });
    json::list(items)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop where it fails")]
mod tests {
    use super::*;
    use crate::export::{Format, write};
    use crate::quotes::statements;

    const TEXT: &str = "“We will sign & pay 5 %,” Anna Berg told Nordwire.\n\n\
                        “It_is {done},”\nshe said.";

    /// Both statements of an article, in a format.
    fn written(format: Format) -> String {
        let mut document = Document::of_text(TEXT);
        document.key = "berg-1a2b3c".to_owned();
        document.title = "Berg: “We pay”\r\nTY  - BOOK".to_owned();
        document.outlet = "Evening Post".to_owned();
        document.date = "2021-03".parse().ok();
        document.url = Some("https://example.org/a_b?c={d}".to_owned());
        let found = statements(&document);
        let row = |statement| Row {
            key: "k".to_owned(),
            document: &document,
            statement,
            corrected: None,
        };
        let rows: Vec<Row<'_>> = found.iter().map(row).collect();
        write(&rows, format)
    }

    #[test]
    fn ris_has_a_record_an_article_and_no_value_can_begin_a_line() {
        let text = written(Format::Ris);
        let tags: Vec<&str> = text.lines().filter_map(|it| it.get(..2)).collect();
        assert_eq!(
            tags,
            [
                "TY", "TI", "T2", "LA", "UR", "PY", "DA", "ID", "N1", "N1", "ER"
            ]
        );
        assert!(text.contains("TI  - Berg: “We pay” TY - BOOK\r\n"));
        assert!(text.contains("PY  - 2021\r\nDA  - 2021/03\r\n"));
        assert!(text.contains("N1  - “It_is {done},” – Anna Berg"));
    }

    #[test]
    fn bibtex_keeps_its_braces_in_pairs() {
        let text = written(Format::BibTex);
        assert!(
            text.starts_with("@article{berg-1a2b3c,\n  title = {{Berg: “We pay” TY - BOOK}},\n")
        );
        assert!(text.contains("  date = {2021-03},\n"));
        assert!(text.contains("sign \\& pay 5 \\%"));
        assert!(text.contains("It\\_is \\{done\\}"));
        assert!(text.contains("  url = {https://example.org/a_b?c=d},\n"));
        let depth = text.replace("\\{", "").replace("\\}", "");
        assert_eq!(depth.matches('{').count(), depth.matches('}').count());
    }

    #[test]
    fn csl_is_read_as_json() {
        let read: serde_json::Value = serde_json::from_str(&written(Format::CslJson)).unwrap();
        let item = &read[0];
        assert_eq!(item["type"], "article-newspaper");
        assert_eq!(
            item["issued"]["date-parts"][0],
            serde_json::json!([2021, 3])
        );
        assert_eq!(item["container-title"], "Evening Post");
        assert_eq!(item["note"].as_str().unwrap().lines().count(), 2);
        assert!(read.get(1).is_none());
    }
}
