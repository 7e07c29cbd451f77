//! The statements of the articles that come with the page, against lists reviewed by hand.
//!
//! `make goldens` writes the lists anew; read the
//! difference before you commit it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crossread::corpus::{Document, Passage, PassageKind};
use crossread::ingest::ABOUT_FILE;
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
        .filter(|path| {
            let is_about = path.file_name().is_some_and(|it| it == ABOUT_FILE);
            path.extension().is_some_and(|it| it == "md") && !is_about
        })
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
    let text = body.to_owned();
    let mut passages = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at..at + line.len()).trimmed(&text);
        if !span.is_empty() {
            passages.push(Passage::new(&text, span, PassageKind::Body));
        }
        at += line.len();
    }
    Document {
        title: field("title").unwrap_or_default(),
        outlet: field("outlet").unwrap_or_default(),
        carried_by: field("carried-by"),
        kind: field("kind"),
        place: field("place"),
        text,
        passages,
        ..Document::default()
    }
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
    for (name, article) in articles() {
        let document = document(&article);
        let found = listed(&document, &statements(&document));
        let path = folder("tests/golden/quotes").join(format!("{name}.txt"));
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
fn essence(article: &str) -> Vec<(Vec<String>, Option<String>, StatementKind)> {
    let document = document(article);
    let words = |span: Span| {
        let words = span.of_text(&document.text);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_mark = |c: char| "“”„\"«»‘’'`「」".contains(c);
        words.replace(is_mark, "")
    };
    statements(&document)
        .into_iter()
        .map(|it| {
            let pieces = it.pieces.iter().map(|it| words(it.words));
            let said = pieces.chain([words(it.content)]).collect();
            (said, it.speaker.map(|it| it.name), it.kind)
        })
        .collect()
}

#[test]
fn other_marks_spaces_and_line_ends_change_nothing() {
    for (name, article) in articles() {
        let expected = essence(&article);
        let with = |open: &str, close: &str| article.replace('“', open).replace('”', close);
        let body = article
            .find("\n---")
            .expect("articles begin with front matter")
            + 4;
        let no_break = article[..body].to_owned() + article[body..].replace(' ', "\u{a0}").as_str();
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
            ("no-break spaces", no_break),
            ("line ends", article.replace('\n', "\r\n")),
        ];
        for (style, changed) in styles {
            assert_eq!(essence(&changed), expected, "{name}, {style}");
        }
    }
}
