//! Tables of articles: a row an article, columns named by a header, a mapping, or their own keys.
//!
//! | file | rows |
//! |---|---|
//! | `….csv`, `….tsv` | of cells parted by comma, semicolon, tab or bar, whichever the header shows |
//! | `….jsonl`, `….ndjson` | one JSON object a line |
//! | `….json` | an array of objects, or an object that holds one; or one article |
//!
//! A row that cannot be read is told and left out; the others are read. The document of the third
//! row of `news.csv`, header and all, is of the file `news.csv#3`; of JSON, lines and elements are
//! counted. Rows are read one by one: besides the file only one row is held.

mod columns;
mod dates;
mod delimited;
mod json;

use std::collections::BTreeSet;

use super::article::{self, Block, Stated};
use super::encoding::{self, Content};
use super::front_matter::beginning;
use super::{MAX_FILE_BYTES, Problem, Reading, Severity, is_web_address, keyed, plain, unread};
use crate::corpus::{Document, LabelReason, PassageKind, Rights};
pub use columns::{Field, Mapping};

/// So many rows that are left out are told one by one; then only how many more there are.
const MAX_TOLD: usize = 100;

/// Whether the file is a table, by the end of its name in lower case.
pub(super) fn is_extension(extension: &str) -> bool {
    matches!(
        extension,
        "csv" | "tsv" | "tab" | "jsonl" | "ndjson" | "json"
    )
}

/// Reads the rows of a table, each as a reading of its own.
pub(super) fn read(
    file_name: &str,
    bytes: &[u8],
    mapping: &Mapping,
    each: &mut dyn FnMut(Reading),
) {
    let mut problems = Vec::new();
    let text = encoding::decoded(file_name, bytes, Content::Text, &mut problems);
    if !problems.is_empty() {
        each(Reading {
            problems,
            ..Reading::default()
        });
    }
    let Some(text) = text else { return };
    let mut rows = Rows {
        file_name,
        mapping,
        warnings: BTreeSet::new(),
        n_repeated: 0,
        n_told: 0,
        n_untold: 0,
        is_empty: true,
        each,
    };
    let extension = file_name
        .rsplit_once('.')
        .map_or("", |it| it.1)
        .to_ascii_lowercase();
    match extension.as_str() {
        "csv" | "tsv" | "tab" => delimited::read(&text, &mut rows),
        "json" => json::read(&text, &mut rows),
        _ => json::read_lines(&text, &mut rows),
    }
    rows.end();
}

/// Which row.
#[derive(Clone, Copy)]
struct At {
    /// From 1, the header included.
    number: usize,
    /// Where it starts; elements of a JSON array have none.
    line: Option<u32>,
}

/// What one row says, field by field; of several columns for one field the best comes first.
type Cells = Vec<(Field, String)>;

/// Where the rows go.
struct Rows<'a> {
    file_name: &'a str,
    mapping: &'a Mapping,
    /// The warnings about rows, of which each is told once.
    warnings: BTreeSet<String>,
    n_repeated: usize,
    n_told: usize,
    n_untold: usize,
    /// Whether there was anything to say of the table or a row.
    is_empty: bool,
    each: &'a mut dyn FnMut(Reading),
}

impl Rows<'_> {
    /// A problem for which the table, or what is left of it, cannot be read.
    fn fail(&mut self, message: impl Into<String>, remedy: impl Into<String>) {
        self.is_empty = false;
        let problem = Problem::error(self.file_name, None, message, remedy);
        (self.each)(Reading {
            documents: Vec::new(),
            problems: vec![problem],
        });
    }

    /// A problem that leaves one row out.
    fn fail_row(&mut self, at: At, message: impl Into<String>, remedy: impl Into<String>) {
        self.is_empty = false;
        if self.n_told == MAX_TOLD {
            self.n_untold += 1;
            return;
        }
        self.n_told += 1;
        let problem = match at.line {
            Some(_) => Problem::error(self.file_name, at.line, message, remedy),
            None => Problem::error(&self.name(at), None, message, remedy),
        };
        (self.each)(Reading {
            documents: Vec::new(),
            problems: vec![problem],
        });
    }

    /// The name of a row's document.
    fn name(&self, at: At) -> String {
        format!("{}#{}", self.file_name, at.number)
    }

    /// Takes a row in.
    fn row(&mut self, at: At, mut cells: Cells) {
        let mut take = |field: Field| {
            let at = cells.iter().position(|it| it.0 == field)?;
            Some(cells.swap_remove(at).1.trim().to_owned()).filter(|it| !it.is_empty())
        };
        self.is_empty = false;
        let name = self.name(at);
        let mut problems = Vec::new();
        let mut warn = |message: String, remedy: &str| {
            problems.push(Problem::warning(&name, at.line, message, remedy));
        };
        let words = take(Field::Text).unwrap_or_default();
        if words.len() > MAX_FILE_BYTES {
            let message = format!(
                "the text of the row is larger than {} MB",
                MAX_FILE_BYTES >> 20
            );
            self.fail_row(
                at,
                message,
                "look whether a quotation mark is missing in it or above",
            );
            return;
        }
        let mut stated = Stated {
            title: take(Field::Title),
            outlet: take(Field::Outlet),
            carried_by: take(Field::CarriedBy),
            kind: take(Field::Kind),
            place: take(Field::Place),
            author: take(Field::Author),
            ..Stated::default()
        };
        if let Some(date) = take(Field::Date) {
            match dates::date(&date) {
                Some(found) => {
                    let basis = format!("The table says “{}”.", beginning(&date));
                    stated.date = Some((found.clone(), (found.edtf != date).then_some(basis)));
                }
                None => warn(
                    format!(
                        "“{}” is not a date for certain, so the document has none",
                        beginning(&date)
                    ),
                    "write it as 2022-02-07",
                ),
            }
        }
        if let Some(url) = take(Field::Url) {
            match is_web_address(&url) {
                true => stated.url = Some(url),
                false => warn(
                    format!(
                        "“{}” is not a web address, so the document has none",
                        beginning(&url)
                    ),
                    "write it in full, from https:// or http:// on and without spaces",
                ),
            }
        }
        if let Some(language) = take(Field::Language) {
            match super::markdown::is_language(&language) {
                true => stated.language = Some(language),
                false => warn(
                    format!("“{}” is not a language tag", beginning(&language)),
                    "write en, ja, ru, pt-BR or the like",
                ),
            }
        }
        let rights = take(Field::Rights).map_or(Some(Rights::Full), |it| rights(&it));
        let Some(rights) = rights else {
            self.fail_row(
                at,
                "rights can be full, excerpts or link",
                "write one of them, or nothing",
            );
            return;
        };
        if words.is_empty() && rights != Rights::Link {
            self.fail_row(
                at,
                "the row has no text",
                "write the article into it, or take the row out",
            );
            return;
        }
        stated.site = stated.url.as_deref().and_then(host);
        let blocks = said(plain::paragraphs(&words));
        let document = match blocks.is_empty() {
            true => Some(unread(&name, stated)),
            false => article::document(&name, blocks, stated, &mut problems),
        };
        // What is wrong with one row mostly is with all.
        let n_before = problems.len();
        problems.retain(|it| {
            it.severity == Severity::Error
                || self.warnings.len() < MAX_TOLD && self.warnings.insert(it.message.clone())
        });
        self.n_repeated += n_before - problems.len();
        let documents = document
            .into_iter()
            .map(|document| keyed(Document { rights, ..document }));
        (self.each)(Reading {
            documents: documents.collect(),
            problems,
        });
    }

    /// Tells what was left out without a word.
    fn end(&mut self) {
        if self.is_empty {
            self.fail(
                "there is no row in the table",
                "write a row for each article into it",
            );
        }
        if self.n_untold > 0 {
            let message = format!("{} more rows were left out like those above", self.n_untold);
            self.fail(message, "put those above right, then look again");
        }
        if self.n_repeated > 0 {
            let message = format!(
                "{} more warnings about rows are like those above",
                self.n_repeated
            );
            let remedy = "put those above right, then look again";
            let problem = Problem::warning(self.file_name, None, message, remedy);
            (self.each)(Reading {
                documents: Vec::new(),
                problems: vec![problem],
            });
        }
    }
}

/// A message and a remedy for a table or row that has these columns and none of text.
fn without_text<'a>(names: impl Iterator<Item = &'a str>) -> (String, &'static str) {
    const SHOWN: usize = 12;
    let mut shown: Vec<String> = Vec::new();
    let mut n = 0;
    for name in names {
        n += 1;
        if shown.len() < SHOWN {
            shown.push(beginning(name));
        }
    }
    let shown_all = shown.join(", ");
    let message = match n - shown.len() {
        0 => format!("no column holds the text; there are {shown_all}"),
        more => format!("no column holds the text; there are {shown_all} and {more} more"),
    };
    let remedy = "call the column of the text text, or say in crossread.toml under [columns] which \
                  it is";
    (message, remedy)
}

/// The paragraphs of an article of which its file says that they are its text. One alone is so;
/// among several, the words may tell that one is something else.
pub(super) fn said(paragraphs: Vec<String>) -> Vec<Block> {
    let is_alone = paragraphs.len() == 1;
    let label = is_alone.then_some((PassageKind::Body, LabelReason::Stated));
    paragraphs
        .into_iter()
        .map(|words| Block { words, label })
        .collect()
}

fn rights(value: &str) -> Option<Rights> {
    match value.to_lowercase().as_str() {
        "full" => Some(Rights::Full),
        "excerpts" => Some(Rights::Excerpts),
        "link" => Some(Rights::Link),
        _ => None,
    }
}

/// The host of a web address, as an outlet is called by when nothing else is known.
fn host(url: &str) -> Option<String> {
    let after = url.split_once("://")?.1;
    let host = after.split(['/', '?', '#', ':']).next()?;
    let host = host.rsplit('@').next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty()).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(file_name: &str, table: &str, mapping: &Mapping) -> Reading {
        let mut all = Reading::default();
        read(file_name, table.as_bytes(), mapping, &mut |it| {
            all.documents.extend(it.documents);
            all.problems.extend(it.problems);
        });
        all
    }

    /// A line for each document: its file, title, outlet and paragraphs.
    #[track_caller]
    pub(super) fn check_with(file_name: &str, table: &str, mapping: &Mapping, expected: &[&str]) {
        let reading = reading(file_name, table, mapping);
        let found = reading.documents.iter().map(|it| {
            let text = it.text.replace("\n\n", " / ");
            format!("{}|{}|{}|{text}", it.file, it.title, it.outlet)
        });
        assert_eq!(
            found.collect::<Vec<_>>(),
            expected,
            "{:?}",
            reading.problems
        );
    }

    #[track_caller]
    pub(super) fn check(file_name: &str, table: &str, expected: &[&str]) {
        check_with(file_name, table, &Mapping::default(), expected);
    }

    pub(super) fn problems(file_name: &str, table: &str) -> Vec<String> {
        let reading = reading(file_name, table, &Mapping::default());
        reading.problems.iter().map(Problem::to_string).collect()
    }

    #[test]
    fn every_field_is_kept() {
        let table = "Headline;Body;Published at;Source;Carried by;Byline;Link;Lang;Place;Section;Rights\n\
            A;One.;07.02.2022 10:00;Harbor Post;A wire;A. Writer;https://example.org/a;de;Port;report;excerpts\n";
        let reading = reading("a.csv", table, &Mapping::default());
        assert_eq!(reading.problems, []);
        let it = &reading.documents[0];
        assert_eq!(
            (it.title.as_str(), it.outlet.as_str(), it.text.as_str()),
            ("A", "Harbor Post", "One.")
        );
        assert_eq!(
            it.date.as_ref().map(|it| it.edtf.as_str()),
            Some("2022-02-07")
        );
        assert_eq!(
            it.date_basis.as_deref(),
            Some("The table says “07.02.2022 10:00”.")
        );
        assert_eq!(it.carried_by.as_deref(), Some("A wire"));
        assert_eq!(it.author.as_deref(), Some("A. Writer"));
        assert_eq!(it.url.as_deref(), Some("https://example.org/a"));
        assert_eq!((it.language.as_str(), it.rights), ("de", Rights::Excerpts));
        assert_eq!(
            (it.place.as_deref(), it.kind.as_deref()),
            (Some("Port"), Some("report"))
        );
        assert!(it.key.starts_with("a-"), "{}", it.key);
    }

    #[test]
    fn what_a_mapping_says_counts() {
        let mut mapping = Mapping::default();
        mapping.insert("Spalte 2", Field::Text);
        mapping.insert("Spalte 3", Field::Outlet);
        let table = "title,Spalte 2,Spalte 3,text\nA,b,c,d\n";
        check_with("a.csv", table, &mapping, &["a.csv#2|A|c|b"]);
    }

    #[test]
    fn what_is_left_open_is_filled_in() {
        check(
            "post-talks.csv",
            "text,url\nOne.,https://www.example.org:80/a\nTwo.,\nThree.,\n",
            &[
                "post-talks.csv#2|One.|example.org|One.",
                "post-talks.csv#3|Two.|POST|Two.",
                "post-talks.csv#4|Three.|POST|Three.",
            ],
        );
        let told = problems("post-talks.csv", "text\nOne.\nTwo.\n");
        assert!(told[0].starts_with("post-talks.csv#2: no headline was found"));
        assert!(told[1].starts_with("post-talks.csv#2: the outlet “POST” is taken from"));
        assert!(told[2].starts_with("post-talks.csv: 2 more warnings about rows are like those"));
    }

    #[test]
    fn cells_that_say_nothing_usable_are_told() {
        let told = problems(
            "a.csv",
            "text,outlet,date,url,lang\nOne.,O,03/04/2021,javascript:x,German of old\n",
        );
        assert!(told[0].starts_with("a.csv#2:2: “03/04/2021” is not a date for certain"));
        assert!(told[1].starts_with("a.csv#2:2: “javascript:x” is not a web address"));
        assert!(told[2].starts_with("a.csv#2:2: “German of old” is not a language tag"));
    }

    #[test]
    fn a_link_needs_no_text_and_unknown_rights_leave_out() {
        let table = "title,text,outlet,url,rights\nA,,O,https://example.org,link\nB,b,O,,some\n";
        check("a.csv", table, &["a.csv#2|A|O|"]);
        assert_eq!(
            problems("a.csv", table),
            ["a.csv:3: rights can be full, excerpts or link; write one of them, or nothing"]
        );
    }

    #[test]
    fn a_table_without_rows_is_told() {
        for (name, table) in [
            ("a.csv", "text,title\n\n"),
            ("a.json", "[]"),
            ("a.jsonl", "\u{feff}\n."),
        ] {
            assert_eq!(problems(name, table).len(), 1, "{name}");
        }
    }

    #[test]
    fn not_every_bad_row_is_told() {
        let table = format!("text,outlet\n{}", ",O\n".repeat(150));
        let told = problems("a.csv", &table);
        assert_eq!(told.len(), MAX_TOLD + 1);
        assert!(
            told[MAX_TOLD].starts_with("a.csv: 50 more rows were left out"),
            "{told:?}"
        );
    }
}
