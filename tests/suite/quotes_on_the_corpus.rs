//! The statements of the articles that come with the page, against lists reviewed by hand.
//!
//! `make goldens` writes the lists anew; read the
//! difference before you commit it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crossread::corpus::{Document, Passage, PassageKind};
use crossread::quotes::{Statement, StatementKind, statements};
use crossread::text::Span;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The articles, by the name of their file.
fn articles() -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = std::fs::read_dir(folder("assets/corpus"))
        .expect("the repository holds the corpus")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|it| it == "md"))
        .map(|path| {
            let name = path.file_stem().unwrap_or_default();
            let name = name.to_string_lossy().into_owned();
            let article = std::fs::read_to_string(path).expect("articles are UTF-8");
            (name, article)
        })
        .collect();
    found.sort();
    found
}

/// The article as a document. Reads just as much of the front matter as statements need.
fn document(article: &str) -> Document {
    let (head, body) = article
        .trim_start_matches("---")
        .split_once("\n---")
        .expect("articles begin with front matter");
    let field = |name: &str| {
        head.lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))
            .map(|value| value.trim().trim_matches('"').to_owned())
    };
    Document {
        title: field("title").unwrap_or_default(),
        outlet: field("outlet").unwrap_or_default(),
        carried_by: field("carried-by"),
        kind: field("kind"),
        place: field("place"),
        ..of_paragraphs(body)
    }
}

/// A document whose passages are parted by empty lines, however lines end.
fn of_paragraphs(text: &str) -> Document {
    let mut passages = Vec::new();
    let mut at = 0;
    let mut start = 0;
    let mut end = |end: usize| {
        let span = Span::new(start..end).trimmed(text);
        start = end;
        if !span.is_empty() {
            passages.push(Passage::new(text, span, PassageKind::Body));
        }
    };
    for line in text.split_inclusive('\n') {
        at += line.len();
        if line.trim().is_empty() {
            end(at);
        }
    }
    end(at);
    Document {
        text: text.to_owned(),
        passages,
        ..Document::default()
    }
}

/// Short texts of our own, each of one sort of news writing, by the name of their file.
fn cases() -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = std::fs::read_dir(folder("tests/golden/quotes/cases"))
        .expect("the repository holds the cases")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|it| it == "txt"))
        .map(|path| {
            let name = path.file_stem().unwrap_or_default();
            let name = name.to_string_lossy().into_owned();
            (
                name,
                std::fs::read_to_string(path).expect("cases are UTF-8"),
            )
        })
        .collect();
    found.sort();
    found
}

/// One line a statement: what is said | kind | speaker | role | cue | source | relays | rule | evidence.
fn listed(document: &Document, found: &[Statement]) -> String {
    let words = |span: Option<Span>| {
        let text = span.map_or("–", |it| it.of_text(&document.text));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut list = String::new();
    for it in found {
        let speaker = it.speaker.as_ref();
        let relays: Vec<String> = it
            .relays
            .iter()
            .map(|relay| format!("{} ({})", relay.name, words(relay.stated)))
            .collect();
        let columns = [
            match it.kind {
                StatementKind::Direct | StatementKind::Term => {
                    format!("“{}”", words(Some(it.content)))
                }
                StatementKind::Mixed | StatementKind::Indirect => words(Some(it.content)),
            },
            format!("{:?}", it.kind),
            speaker.map_or("–".to_owned(), |it| it.name.clone()),
            speaker
                .and_then(|it| it.role.clone())
                .unwrap_or("–".to_owned()),
            words(it.cue),
            words(it.source),
            if relays.is_empty() {
                "–".to_owned()
            } else {
                relays.join(" → ")
            },
            format!("{:?}", it.reason.rule),
            words(it.reason.evidence),
        ];
        writeln!(list, "{}", columns.join(" | ")).expect("a String takes all");
    }
    list
}

#[test]
fn statements_are_as_reviewed() {
    let mut differing = Vec::new();
    let articles = articles().into_iter().map(|(name, article)| {
        let path = folder("tests/golden/quotes").join(format!("{name}.txt"));
        (name, document(&article), path)
    });
    let cases = cases().into_iter().map(|(name, text)| {
        let path = folder("tests/golden/quotes/cases").join(format!("{name}.golden"));
        (name, of_paragraphs(&text), path)
    });
    for (name, document, path) in articles.chain(cases) {
        let found = listed(&document, &statements(&document));
        if std::env::var_os("CROSSREAD_GOLDENS").is_some() {
            std::fs::write(&path, &found).expect("the lists can be written");
            continue;
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        for line in found
            .lines()
            .filter(|it| !expected.lines().any(|old| old == *it))
        {
            differing.push(format!("{name}: found    {line}"));
        }
        for line in expected
            .lines()
            .filter(|it| !found.lines().any(|new| new == *it))
        {
            differing.push(format!("{name}: expected {line}"));
        }
        if found != expected && differing.is_empty() {
            differing.push(format!("{name}: the order differs"));
        }
    }
    assert!(differing.is_empty(), "\n{}", differing.join("\n"));
}

#[test]
fn there_are_forty_one_pieces_and_two_terms() {
    let all: Vec<Statement> = articles()
        .iter()
        .flat_map(|(_, article)| statements(&document(article)))
        .collect();
    let pieces = all.iter().flat_map(|it| &it.pieces).count();
    let terms = all
        .iter()
        .filter(|it| it.kind == StatementKind::Term)
        .count();
    assert_eq!((pieces, terms), (41, 2));
}

/// What must stay the same when only marks, spaces or line ends change.
type Essence = Vec<(Vec<String>, Option<String>, StatementKind)>;

fn essence(document: &Document) -> Essence {
    changed_essence(document, str::to_owned)
}

/// The essence, with names changed in it.
fn changed_essence(document: &Document, change: fn(&str) -> String) -> Essence {
    let words = |span: Span| {
        let words = change(span.of_text(&document.text));
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_mark = |c: char| "“”„\"«»‘’'`「」".contains(c);
        words.replace(is_mark, "")
    };
    statements(document)
        .into_iter()
        .map(|it| {
            let pieces = it.pieces.iter().map(|it| words(it.words));
            let said = pieces.chain([words(it.content)]).collect();
            (said, it.speaker.map(|it| change(&it.name)), it.kind)
        })
        .collect()
}

/// The accounts without their front matter, and the cases: what they are called, the outlet, the text.
fn texts() -> Vec<(String, String, String)> {
    let articles = articles().into_iter().map(|(name, article)| {
        let document = document(&article);
        (name, document.outlet, document.text)
    });
    let cases = cases()
        .into_iter()
        .map(|(name, text)| (name, String::new(), text));
    articles.chain(cases).collect()
}

fn of_outlet(outlet: &str, text: &str) -> Document {
    Document {
        outlet: outlet.to_owned(),
        ..of_paragraphs(text)
    }
}

#[test]
fn other_marks_change_nothing() {
    let curly = texts().into_iter();
    let curly = curly.filter(|it| it.2.contains('“') && !it.2.contains(['‘', '"']));
    let mut n_texts = 0;
    for (name, outlet, text) in curly {
        n_texts += 1;
        let expected = essence(&of_outlet(&outlet, &text));
        let with = |open: &str, close: &str| text.replace('“', open).replace('”', close);
        let styles = [
            ("straight", with("\"", "\"").replace('’', "'")),
            ("wire", with("``", "''")),
            ("angle", with("«", "»")),
            ("reversed angle", with("»", "«")),
            ("low", with("„", "“")),
            ("low and high", with("„", "”")),
            ("same", with("”", "”")),
            ("single", with("‘", "’")),
            ("straight single", with("'", "'").replace('’', "'")),
            ("corners", with("「", "」")),
        ];
        for (style, changed) in styles {
            let found = essence(&of_outlet(&outlet, &changed));
            assert_eq!(found, expected, "{name}, {style}");
        }
    }
    assert!(n_texts > 5);
}

/// Lines no longer than `width` bytes where words allow it.
fn wrapped(text: &str, width: usize) -> String {
    let wrap = |line: &str| {
        let mut lines = String::new();
        let mut length = 0;
        for word in line.split(' ') {
            if length > 0 {
                let breaks = length + word.len() >= width;
                lines.push(if breaks { '\n' } else { ' ' });
                length = if breaks { 0 } else { length + 1 };
            }
            lines += word;
            length += word.len();
        }
        lines
    };
    text.split('\n').map(wrap).collect::<Vec<_>>().join("\n")
}

#[test]
fn spaces_and_line_ends_change_nothing() {
    for (name, outlet, text) in texts() {
        let expected = essence(&of_outlet(&outlet, &text));
        let changed = [
            ("no-break spaces", text.replace(' ', "\u{a0}")),
            ("narrow spaces", text.replace(' ', "\u{202f}")),
            ("line ends", text.replace('\n', "\r\n")),
            ("wide lines", wrapped(&text, 72)),
            ("narrow lines", wrapped(&text, 30)),
            ("a word a line", wrapped(&text, 1)),
        ];
        for (change, changed) in changed {
            let found = essence(&of_outlet(&outlet, &changed));
            assert_eq!(found, expected, "{name}, {change}");
        }
    }
}

/// People and countries, and others to take their places.
const RENAMED: [(&str, &str); 24] = [
    ("Lavrov", "Orlov"),
    ("Sergei", "Ivan"),
    ("Peskov", "Zhukov"),
    ("Dmitry", "Pavel"),
    ("Abe", "Ishii"),
    ("Shinzo", "Kenji"),
    ("Kimura", "Tanaka"),
    ("Mitsuhiro", "Takeshi"),
    ("Kishida", "Murata"),
    ("Fumio", "Hiroshi"),
    ("Kawai", "Fujita"),
    ("Katsuyuki", "Kazuo"),
    ("Putin", "Sorokin"),
    ("Vladimir", "Boris"),
    ("Russia", "Chile"),
    ("Russian", "Chilean"),
    ("Japan", "Norway"),
    ("Japanese", "Norwegian"),
    ("Moscow", "Santiago"),
    ("Tokyo", "Oslo"),
    ("Lund", "Berg"),
    ("Erik", "Nils"),
    ("Marsh", "Cooper"),
    ("Helen", "Susan"),
];

fn renamed(text: &str) -> String {
    let mut changed = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric();
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end.max(if is_word(c) { 0 } else { c.len_utf8() }));
        let other = RENAMED.iter().find(|it| it.0 == word);
        changed += other.map_or(word, |it| it.1);
        rest = after;
    }
    changed
}

#[test]
fn other_people_and_countries_change_nothing() {
    for (name, outlet, text) in texts() {
        let expected = changed_essence(&of_outlet(&outlet, &text), renamed);
        let found = essence(&of_outlet(&outlet, &renamed(&text)));
        assert_eq!(found, expected, "{name}");
    }
}
