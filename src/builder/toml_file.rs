//! Reads `crossread.toml`: each thing that it says by itself, so that one slip costs one thing.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::rows::Row;
use super::settings::{SETTINGS_FILE, Settings};
use super::sources::Source;
use crate::corpus::{Rights, Topic};
use crate::ingest::{Field, Problem, is_web_address};
use crate::names::{Given, NameKind};
use crate::order::Order;
use crate::text::{fold, on_one_line};

/// What the file may state, for the message about anything else.
const KEYS: &str =
    "title, about, license and language, and below them [topics], [sources], [names] and [columns]";

/// What may be stated of a source.
const SOURCE_KEYS: &str = "rights, license, outlet, language and url";

/// What may be stated of a topic.
const TOPIC_KEYS: &str = "query and statement";

/// What may be stated of a name.
const NAME_KEYS: &str = "forms and kind";

/// Takes over what the file says. What cannot be understood is told and left as it was; where it is
/// rights, nothing of that source is carried. Errors are of the file as a whole.
pub(super) fn read(bytes: &[u8], settings: &mut Settings, problems: &mut Vec<Problem>) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let sound = &bytes[..error.valid_up_to()];
            let line = 1 + sound.iter().filter(|it| **it == b'\n').count() as u32;
            let message = "the file is not UTF-8 text from here on";
            let remedy = "save it again with the encoding UTF-8";
            problems.push(Problem::error(SETTINGS_FILE, Some(line), message, remedy));
            return;
        }
    };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let line = error.span().map_or(1, |it| line(text, it.start));
        problems.push(Problem::error(
            SETTINGS_FILE,
            Some(line),
            format!("this is not TOML: {}", error.message().replace('\n', ", ")),
            "put the line right; text stands in quotation marks, as in title = \"Ferries\"",
        ));
    }
    let mut reader = Reader { text, problems };
    reader.file(table.get_ref(), settings);
}

/// The line of a byte, from 1.
fn line(text: &str, at: usize) -> u32 {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    1 + before.iter().filter(|it| **it == b'\n').count() as u32
}

type Value<'a> = Spanned<DeValue<'a>>;

/// A line of a table.
struct Entry<'b, 'v> {
    key: &'b str,
    /// The byte at which it starts.
    at: usize,
    value: &'b Value<'v>,
}

/// What stands in a table, in the order of the file.
fn entries<'b, 'v>(table: &'b DeTable<'v>) -> Vec<Entry<'b, 'v>> {
    let entries = table.iter().map(|(key, value)| Entry {
        key: key.get_ref(),
        at: key.span().start,
        value,
    });
    let mut entries: Vec<Entry> = entries.collect();
    entries.order_by_key(|it| it.at);
    entries
}

struct Reader<'a> {
    text: &'a str,
    problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    fn line(&self, at: usize) -> u32 {
        line(self.text, at)
    }

    fn tell(&mut self, at: usize, message: impl Into<String>, remedy: impl Into<String>) {
        let line = Some(self.line(at));
        self.problems
            .push(Problem::warning(SETTINGS_FILE, line, message, remedy));
    }

    fn unknown(&mut self, key: &str, at: usize, known: &str) {
        let message = format!("“{key}” is not known here");
        self.tell(at, message, format!("{SETTINGS_FILE} states {known} here"));
    }

    fn file(&mut self, table: &DeTable, settings: &mut Settings) {
        for Entry { key, at, value } in entries(table) {
            match key {
                "title" => settings.title = self.text(key, value).unwrap_or_default(),
                "about" => settings.about = self.text(key, value).unwrap_or_default(),
                "license" => settings.license = self.text(key, value),
                "language" => settings.language = self.text(key, value),
                "topics" => settings.topics = self.topics(value),
                "sources" => settings.sources = self.sources(value),
                "names" => settings.names = self.names(value),
                "columns" => settings.columns = self.columns(key, value),
                _ => self.unknown(key, at, KEYS),
            }
        }
    }

    /// Which column holds which field; a field that no article has is told.
    fn columns(&mut self, key: &str, value: &Value) -> Vec<(String, String)> {
        let mut columns = self.texts(key, value);
        columns.retain(|(field, _)| {
            let is_known = Field::of_name(field).is_some();
            if !is_known {
                let message = format!("no article has a field “{field}”");
                let remedy = "write title, text, date, outlet, carried-by, author, url, language, \
                              place, kind or rights before the sign of equality";
                self.tell(value.span().start, message, remedy);
            }
            is_known
        });
        columns
    }

    /// A text, its lines joined and nothing around it; `None` with a problem for anything else.
    fn text(&mut self, key: &str, value: &Value) -> Option<String> {
        let text = value.get_ref().as_str();
        let text = text.map(on_one_line);
        let text = text.filter(|it| !it.is_empty());
        if text.is_none() {
            let message = format!("“{key}” is no text");
            let remedy = format!("write {key} = \"…\", or take the line out");
            self.tell(value.span().start, message, remedy);
        }
        text
    }

    fn table<'b, 'v>(&mut self, key: &str, value: &'b Value<'v>) -> Vec<Entry<'b, 'v>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            let message = format!("“{key}” is no table");
            let remedy = format!("write a line [{key}], and below it a line for each");
            self.tell(value.span().start, message, remedy);
        }
        table.map(entries).unwrap_or_default()
    }

    /// The texts of a table, by their keys.
    fn texts(&mut self, key: &str, value: &Value) -> Vec<(String, String)> {
        let entries = self.table(key, value);
        let texts = entries.into_iter().filter_map(|it| {
            let text = self.text(it.key, it.value)?;
            Some((it.key.to_owned(), text))
        });
        texts.collect()
    }

    fn topics(&mut self, value: &Value) -> Vec<Topic> {
        let entries = self.table("topics", value);
        entries
            .into_iter()
            .filter_map(|it| self.topic(it))
            .collect()
    }

    /// A query, or a table of a query and whether all that answers makes one statement.
    fn topic(&mut self, entry: Entry) -> Option<Topic> {
        let (mut query, mut is_statement) = (None, false);
        match entry.value.get_ref() {
            DeValue::Table(table) => {
                for Entry { key, at, value } in entries(table) {
                    match key {
                        "query" => query = self.text(key, value),
                        "statement" => is_statement = self.flag(key, value),
                        _ => self.unknown(key, at, TOPIC_KEYS),
                    }
                }
                if query.is_none() {
                    let message = format!("the topic “{}” has no query", entry.key);
                    self.tell(entry.at, message, "write query = \"…\" into it");
                }
            }
            _ => query = self.text(entry.key, entry.value),
        }
        Some(Topic {
            label: entry.key.to_owned(),
            query: query?,
            is_statement,
        })
    }

    fn flag(&mut self, key: &str, value: &Value) -> bool {
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            let message = format!("“{key}” is neither true nor false");
            let remedy = format!("write {key} = true, or take it out");
            self.tell(value.span().start, message, remedy);
        }
        flag.unwrap_or_default()
    }

    fn sources(&mut self, value: &Value) -> Vec<Source> {
        let entries = self.table("sources", value);
        entries.into_iter().map(|it| self.source(it)).collect()
    }

    fn source(&mut self, entry: Entry) -> Source {
        let mut source = Source {
            of: entry.key.to_owned(),
            line: self.line(entry.at),
            ..Source::default()
        };
        for Entry { key, at, value } in self.table(entry.key, entry.value) {
            match key {
                "rights" => source.rights = Some(self.rights(value)),
                "license" => source.license = self.text(key, value),
                "outlet" => source.outlet = self.text(key, value),
                "language" => source.language = self.text(key, value),
                "url" => source.url = self.address(key, value),
                _ => self.unknown(key, at, SOURCE_KEYS),
            }
        }
        source
    }

    fn rights(&mut self, value: &Value) -> Rights {
        match value.get_ref().as_str() {
            Some("full") => Rights::Full,
            Some("excerpts") => Rights::Excerpts,
            Some("link") => Rights::Link,
            _ => {
                self.tell(
                    value.span().start,
                    "these are no rights that Crossread knows, so no text of this source is carried",
                    "write \"full\", \"excerpts\" or \"link\"",
                );
                Rights::Link
            }
        }
    }

    fn address(&mut self, key: &str, value: &Value) -> Option<String> {
        let address = self.text(key, value)?;
        if !is_web_address(&address) {
            let message = format!("“{address}” is no web address");
            self.tell(
                value.span().start,
                message,
                "write one that begins with https://",
            );
            return None;
        }
        Some(address)
    }

    fn names(&mut self, value: &Value) -> Vec<Row<Given>> {
        let mut taken: BTreeMap<String, String> = BTreeMap::new();
        let mut names = Vec::new();
        for entry in self.table("names", value) {
            let at = entry.at;
            let Some(says) = self.name(entry) else {
                continue;
            };
            for form in [&says.canonical].into_iter().chain(&says.forms) {
                let owner = taken.entry(fold(form)).or_insert(says.canonical.clone());
                if *owner != says.canonical {
                    let message = format!("“{form}” is taken by the name “{owner}” above");
                    self.tell(at, message, "write each form once; the first name has it");
                }
            }
            names.push(Row {
                line: self.line(at),
                says,
            });
        }
        names
    }

    fn name(&mut self, entry: Entry) -> Option<Given> {
        let mut given = Given {
            canonical: entry.key.trim().to_owned(),
            ..Given::default()
        };
        match entry.value.get_ref() {
            DeValue::Array(_) => given.forms = self.forms(entry.value),
            DeValue::Table(table) => {
                for Entry { key, at, value } in entries(table) {
                    match key {
                        "forms" => given.forms = self.forms(value),
                        "kind" => given.kind = self.kind(value),
                        _ => self.unknown(key, at, NAME_KEYS),
                    }
                }
            }
            _ => {
                self.forms(entry.value);
                return None;
            }
        }
        (!given.canonical.is_empty()).then_some(given)
    }

    fn forms(&mut self, value: &Value) -> Vec<String> {
        let items = value.get_ref().as_array();
        let form = |it: &Value| {
            let form = it.get_ref().as_str()?.trim();
            (!form.is_empty()).then(|| form.to_owned())
        };
        let forms = items.and_then(|it| it.iter().map(form).collect::<Option<Vec<String>>>());
        if forms.is_none() {
            self.tell(
                value.span().start,
                "these are no forms of a name",
                "write them as [\"one\", \"another\"]",
            );
        }
        forms.unwrap_or_default()
    }

    fn kind(&mut self, value: &Value) -> Option<NameKind> {
        let kind = value.get_ref().as_str().and_then(NameKind::of_name);
        if kind.is_none() {
            self.tell(
                value.span().start,
                "this is no kind of name",
                "write \"person\", \"place\", \"body\" or \"event\"",
            );
        }
        kind
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Severity;

    fn settings(text: &str) -> (Settings, Vec<String>) {
        let mut settings = Settings::default();
        let mut problems = Vec::new();
        read(text.as_bytes(), &mut settings, &mut problems);
        (settings, problems.iter().map(Problem::to_string).collect())
    }

    #[test]
    fn all_that_can_be_said() {
        let (settings, told) = settings(
            "title = ' Ferries '\nabout = '''\nOf\n ships.'''\nlicense = 'CC0'\nlanguage = 'ru'\n\
             [topics]\nZ = 'z z'\nA = {query = '\"a\"', statement = true}\n[names]\n'Ann Reed' = ['Reed', 'captain Reed']\n\
             Pier = { kind = 'place', forms = ['the jetty'] }\n[columns]\ntitle = 'Überschrift'\n\
             [sources.Post]\nrights = 'link'\nurl = 'https://example.org'\n\
             [sources.'b/*']\nlicense = 'ours'\noutlet = 'B'\nlanguage = 'ja'\n",
        );
        assert_eq!(told, [""; 0]);
        assert_eq!([&settings.title, &settings.about], ["Ferries", "Of ships."]);
        assert_eq!(settings.license.as_deref(), Some("CC0"));
        assert_eq!(settings.language.as_deref(), Some("ru"));
        let topics = settings.topics.iter();
        let topics = topics.map(|it| (it.label.as_str(), it.query.as_str(), it.is_statement));
        assert_eq!(
            topics.collect::<Vec<_>>(),
            [("Z", "z z", false), ("A", "\"a\"", true)]
        );
        let names: Vec<_> = (settings.names.iter())
            .map(|it| {
                (
                    it.line,
                    it.says.canonical.as_str(),
                    it.says.kind,
                    it.says.forms.len(),
                )
            })
            .collect();
        assert_eq!(
            names,
            [
                (11, "Ann Reed", None, 2),
                (12, "Pier", Some(NameKind::Place), 1)
            ]
        );
        assert_eq!(
            settings.columns,
            [("title".to_owned(), "Überschrift".to_owned())]
        );
        let [post, b] = &settings.sources[..] else {
            panic!("{:?}", settings.sources);
        };
        assert_eq!(
            (post.of.as_str(), post.line, post.rights),
            ("Post", 15, Some(Rights::Link))
        );
        assert_eq!(
            (b.of.as_str(), b.line, b.outlet.as_deref()),
            ("b/*", 18, Some("B"))
        );
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let (_, told) = settings(text);
        assert_eq!(told.len(), expected.len(), "{told:?}");
        for (told, expected) in told.iter().zip(expected) {
            assert!(
                told.starts_with(&format!("crossread.toml:{expected}")),
                "{told}"
            );
        }
    }

    #[test]
    fn what_is_not_understood_is_told_with_its_line() {
        check(
            "\ntitel = 'x'\n",
            &["2: “titel” is not known here; crossread.toml states title, "],
        );
        check("[links]\na = 'b'\n", &["1: “links” is not known here"]);
        check(
            "title = 3\nabout = ''",
            &["1: “title” is no text", "2: “about” is no text"],
        );
        check(
            "topics = 'x'\nsources = []",
            &["1: “topics” is no table", "2: “sources” is no table"],
        );
        check("[topics]\nx = 3\n", &["2: “x” is no text; write x = \"…\""]);
        check(
            "[topics]\nx = {statement = true}\ny = {query = 'y', statement = 3, of = 'z'}\n",
            &[
                "2: the topic “x” has no query",
                "3: “statement” is neither true nor false",
                "3: “of” is not known here; crossread.toml states query and statement",
            ],
        );
        check(
            "[names]\nx = 'y'\nz = [3]\n",
            &["2: these are no forms", "3: these are no forms"],
        );
        check(
            "[names]\nx = ['y']\nz = ['Y']\n",
            &["3: “Y” is taken by the name “x” above"],
        );
        check(
            "[names]\nx = {kind = 'ship'}\n",
            &["2: this is no kind of name"],
        );
        check(
            "[sources.x]\nright = 'link'\nurl = 'javascript:x'\n",
            &[
                "2: “right” is not known here; crossread.toml states rights, ",
                "3: “javascript:x” is no web",
            ],
        );
    }

    #[test]
    fn rights_that_nobody_knows_permit_nothing() {
        let (settings, told) = settings("[sources.x]\nrights = 'excerpt'\n");
        assert_eq!(settings.sources[0].rights, Some(Rights::Link));
        assert!(
            told[0].contains("so no text of this source is carried; write \"full\""),
            "{told:?}"
        );
    }

    #[test]
    fn what_is_no_toml_is_an_error_and_the_rest_is_read() {
        let mut settings = Settings::default();
        let mut problems = Vec::new();
        read(
            b"title = 'T'\nabout = x\n[sources.P]\nrights = 'link'\n",
            &mut settings,
            &mut problems,
        );
        assert_eq!(
            (problems[0].line, problems[0].severity),
            (Some(2), Severity::Error)
        );
        assert_eq!((settings.title.as_str(), settings.sources.len()), ("T", 1));
        problems.clear();
        read(b"\n\xff", &mut settings, &mut problems);
        assert_eq!(
            (problems[0].line, problems[0].severity),
            (Some(2), Severity::Error)
        );
    }

    #[test]
    fn deep_nesting_is_no_danger() {
        for open in ["[", "{a=", "a."] {
            settings(&format!("x = {}", open.repeat(100_000)));
            settings(&format!("{}x = 1", open.repeat(20_000)));
        }
    }
}
