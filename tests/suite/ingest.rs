//! Files become documents: what is read, what is said about what is not.

use crossread::builder;
use crossread::corpus::{Document, PassageKind, Rights};
use crossread::ingest::{self, MAX_FILE_BYTES, Problem, Severity};
use crossread::text::Span;
use proptest::prelude::*;

const ARTICLE: &str = "---\ntitle: \"Ferry: day two\"\noutlet: Harbor Post\ncarried-by: A wire\n\
    kind: report\ndate: 2021-03~\ndate-basis: 'It''s spring.'\nplace: Port\nlanguage: ja\n\
    url: https://example.org/ferry\nauthor: A. Writer\nrights: full\n---\n\n# Ferry: day two\n\n\
    The *ferry*\nsailed at noon. It came back.\n\n## Later\n\n![A ferry](ferry.jpg)\n\nIt rained.\n";

/// What is made of a file that holds one document at most.
fn reading(file_name: &str, bytes: &[u8]) -> (Option<Document>, Vec<Problem>) {
    let mut reading = ingest::read(file_name, bytes);
    assert!(reading.documents.len() <= 1);
    (reading.documents.pop(), reading.problems)
}

/// The document, which must come without problems.
#[track_caller]
fn read(file_name: &str, text: &str) -> Document {
    let (document, problems) = reading(file_name, text.as_bytes());
    assert_eq!(problems, [], "{text}");
    document.expect("a file without problems is a document")
}

/// The only problem with a file, as it is printed.
#[track_caller]
fn problem(file_name: &str, bytes: &[u8]) -> (Severity, String) {
    let (document, problems) = reading(file_name, bytes);
    let [problem] = problems.as_slice() else {
        panic!("one problem expected, not {problems:?}");
    };
    assert_eq!(document.is_none(), problem.severity == Severity::Error);
    (problem.severity, problem.to_string())
}

fn with_line(line: &str) -> String {
    format!("---\ntitle: T\noutlet: O\n{line}\n---\nText.\n")
}

#[test]
fn everything_that_is_stated_is_kept() {
    let document = read("feeds/01-ferry.md", ARTICLE);
    assert_eq!(document.file, "feeds/01-ferry.md");
    assert_eq!(document.title, "Ferry: day two");
    assert_eq!(document.outlet, "Harbor Post");
    assert_eq!(document.carried_by.as_deref(), Some("A wire"));
    assert_eq!(document.kind.as_deref(), Some("report"));
    assert_eq!(
        document.date.as_ref().map(|it| it.edtf.as_str()),
        Some("2021-03~")
    );
    assert_eq!(document.date_basis.as_deref(), Some("It's spring."));
    assert_eq!(document.place.as_deref(), Some("Port"));
    assert_eq!(document.language, "ja");
    assert_eq!(document.url.as_deref(), Some("https://example.org/ferry"));
    assert_eq!(document.author.as_deref(), Some("A. Writer"));
    assert_eq!(document.rights, Rights::Full);
}

#[test]
fn passages_are_the_text_without_its_markup() {
    let document = read("01-ferry.md", ARTICLE);
    let passages: Vec<_> = document
        .passages
        .iter()
        .map(|it| (it.kind, document.passage_text(it), it.sentences.len()))
        .collect();
    assert_eq!(
        passages,
        [
            (
                PassageKind::Body,
                "The ferry sailed at noon. It came back.",
                2
            ),
            (PassageKind::Heading, "Later", 1),
            (PassageKind::Caption, "A ferry", 1),
            (PassageKind::Body, "It rained.", 1),
        ]
    );
    assert_eq!(
        document.text,
        "The ferry sailed at noon. It came back.\n\nLater\n\nA ferry\n\nIt rained."
    );
}

#[test]
fn line_ends_and_byte_order_mark_make_no_difference() {
    let expected = read("a.md", ARTICLE);
    assert_eq!(read("a.md", &ARTICLE.replace('\n', "\r\n")), expected);
    assert_eq!(read("a.md", &ARTICLE.replace('\n', "\r")), expected);
    assert_eq!(read("a.md", &format!("\u{feff}{ARTICLE}")), expected);
}

#[test]
fn no_break_spaces_stay() {
    let document = read(
        "a.md",
        &with_line("").replace("Text", "5\u{a0}km, «\u{202f}oui\u{202f}»"),
    );
    assert_eq!(document.text, "5\u{a0}km, «\u{202f}oui\u{202f}».");
}

#[test]
fn keys_name_content() {
    let key = |file: &str, text: &str| read(file, text).key;
    let here = key("01-Harbor post.md", ARTICLE);
    let (stem, hash) = here.rsplit_once('-').expect("a key ends in a hash");
    assert_eq!((stem, hash.len()), ("harbor-post", 6));
    assert!(hash.bytes().all(|it| it.is_ascii_hexdigit()), "{hash}");
    assert_eq!(here, key("x/77-Harbor post.md", ARTICLE));
    assert_eq!(
        here,
        key(
            "01-Harbor post.md",
            &ARTICLE.replace("A. Writer", "B. Writer")
        )
    );
    assert_ne!(
        here,
        key("01-Harbor post.md", &ARTICLE.replace("noon", "one"))
    );
    assert_ne!(
        here,
        key("01-Harbor post.md", &ARTICLE.replace("day two", "day one"))
    );
}

#[test]
fn plain_text_states_little() {
    let text = "Ferry sails\n\nPORT, 3 March 2021. The ferry sailed.\n\nIt came back.\n";
    let (document, problems) = reading("02-post-ferry.txt", text.as_bytes());
    let document = document.expect("warnings leave the document in");
    assert_eq!(document.title, "Ferry sails");
    assert_eq!(document.outlet, "POST");
    assert_eq!(document.place.as_deref(), Some("Port"));
    assert_eq!(
        document.date.map(|it| it.edtf).as_deref(),
        Some("2021-03-03")
    );
    assert_eq!(
        document.date_basis.as_deref(),
        Some("The dateline says “PORT, 3 March 2021”.")
    );
    let kinds: Vec<_> = document.passages.iter().map(|it| it.kind).collect();
    assert_eq!(
        kinds,
        [PassageKind::Title, PassageKind::Body, PassageKind::Body]
    );
    assert_eq!(problems.len(), 1, "the outlet is a guess: {problems:?}");
}

#[test]
fn a_dateline_without_year_gives_no_date() {
    let text = "Ferry sails\n\nPORT, 3 March. The ferry sailed.\n";
    let (document, problems) = reading("post-ferry.txt", text.as_bytes());
    let document = document.expect("warnings leave the document in");
    assert_eq!(document.date, None);
    assert_eq!(
        document.date_basis.as_deref(),
        Some("The dateline says “PORT, 3 March”, without a year.")
    );
    assert!(
        problems[1]
            .to_string()
            .contains("“PORT, 3 March” give no year"),
        "{problems:?}"
    );
}

#[test]
fn problems_name_line_and_remedy() {
    for (bytes, expected) in [
        (
            &b""[..],
            "a.md: the file is empty; write the article into it",
        ),
        (
            b"---\ntitle: T\n",
            "a.md:1: the front matter is never closed; put a line ---",
        ),
        (
            b"---\ntitle: T\nText\n---\n",
            "a.md:3: “Text” is not of the form key: value; write",
        ),
        (
            b"---\ntitle: T\n---\nText.",
            "a.md:1: no outlet is stated; add a line outlet: …",
        ),
        (
            b"---\ntitle:\noutlet: O\n---\nText.",
            "a.md:1: no title is stated; add a line",
        ),
        (
            b"---\na: b\nA: c\n---\nText.",
            "a.md:3: “a” is stated twice; keep one",
        ),
        (
            b"---\ntitle: T\noutlet: O\n---\n# H\n",
            "a.md: there is no text below the front",
        ),
        (
            b"---\ntitle: T\noutlet: O\nrights: none\n---\nText.",
            "a.md:4: rights cannot be “none”; write full, excerpts or link",
        ),
        (
            b"\xff\xfe#\0 \0T\0",
            "a.md: there is no text below the heading; write the article there",
        ),
        (
            b"\x89PNG\r\n\x1a\n",
            "a.md: the file is a PNG picture, whatever its name says; save the text",
        ),
    ] {
        let (severity, found) = problem("a.md", bytes);
        assert!(found.starts_with(expected), "{found}");
        assert_eq!(severity, Severity::Error);
    }
    for (line, expected) in [
        (
            "date: March",
            "a.md:4: “March” is not a date, so the document has none; write 2022-02",
        ),
        (
            "url: javascript:x",
            "a.md:4: “javascript:x” is not a web address, so the document has",
        ),
        (
            "language: English, mostly",
            "a.md:4: “English, mostly” is not a language tag, so",
        ),
        (
            "mood: calm",
            "a.md:4: “mood” is not known; remove the line, or use one of title,",
        ),
        (
            "rights: link",
            "a.md: rights is link, and no address is stated; add a line url:",
        ),
    ] {
        let (severity, found) = problem("a.md", with_line(line).as_bytes());
        assert!(found.starts_with(expected), "{found}");
        assert_eq!(severity, Severity::Warning);
    }
    let (_, found) = problem("a.pdf", b"%PDF");
    assert_eq!(
        found,
        "a.pdf: this is not a kind of file that Crossread reads; save the article as .md, .txt or .html"
    );
    let (_, found) = problem("a.txt", b"One line");
    assert!(
        found.starts_with("a.txt: no running text was found in it; look"),
        "{found}"
    );
}

#[test]
fn large_files_are_left_out() {
    let (_, found) = problem("a.md", &vec![b'a'; MAX_FILE_BYTES + 1]);
    assert_eq!(
        found,
        "a.md: the file is larger than 8 MB; keep one article in each file"
    );
}

#[test]
fn markdown_needs_no_front_matter() {
    let text = "# Ferry sails\n\nThe ferry *sailed*.\n\n![A ferry](ferry.jpg)\n";
    let (document, problems) = reading("02-post-ferry.md", text.as_bytes());
    let document = document.expect("warnings leave the document in");
    assert_eq!(
        (document.title.as_str(), document.outlet.as_str()),
        ("Ferry sails", "POST")
    );
    assert_eq!(document.text, "The ferry sailed.\n\nA ferry");
    assert_eq!(document.passages[1].kind, PassageKind::Caption);
    assert_eq!(problems.len(), 1, "the outlet is a guess: {problems:?}");
}

#[test]
fn a_link_needs_no_text() {
    let text = "---\ntitle: T\noutlet: O\nrights: link\nurl: https://example.org\n---\n";
    assert_eq!(read("a.md", text).text, "");
}

fn file(name: &str, text: &str) -> (String, Vec<u8>) {
    (name.to_owned(), text.as_bytes().to_vec())
}

#[test]
fn a_corpus_goes_by_file_names_and_survives_bad_files() {
    let about = "title = 'Ferries'\nabout = \"\"\"\nFerries in\nspring.\"\"\"\n";
    let (corpus, problems) = builder::corpus_of_files([
        file("b.md", &with_line("place: B")),
        file("c.md", "---\nnothing"),
        file("crossread.toml", about),
        file("a.md", &with_line("place: A").replace("Text", "Other text")),
    ]);
    assert_eq!(corpus.title, "Ferries");
    assert_eq!(corpus.about, "Ferries in spring.");
    let files: Vec<&str> = corpus.documents.iter().map(|it| it.file.as_str()).collect();
    assert_eq!(files, ["a.md", "b.md"]);
    assert_eq!(problems.len(), 1);
    assert_eq!(
        (problems[0].file.as_str(), problems[0].line),
        ("c.md", Some(2))
    );
}

#[test]
fn copies_are_told_and_get_keys_of_their_own() {
    let text = with_line("");
    let (corpus, problems) =
        builder::corpus_of_files(["x/a.md", "y/a.md", "z/a.md"].map(|name| file(name, &text)));
    let keys: Vec<&str> = corpus.documents.iter().map(|it| it.key.as_str()).collect();
    assert_eq!(keys[1], format!("{}-2", keys[0]));
    assert_eq!(keys[2], format!("{}-3", keys[0]));
    let printed: Vec<String> = problems.iter().map(Problem::to_string).collect();
    assert!(printed[0].starts_with("y/a.md: the text is the same as that of x/a.md; remove"));
    assert_eq!(printed.len(), 2);
}

#[test]
fn the_accounts_that_come_with_crossread_have_no_problems() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/corpus");
    let files = std::fs::read_dir(folder)
        .expect("the accounts are there")
        .map(|entry| {
            let path = entry.expect("the folder can be read").path();
            let name = path
                .file_name()
                .expect("files have names")
                .to_string_lossy()
                .into_owned();
            (name, std::fs::read(path).expect("the accounts can be read"))
        });
    let (corpus, problems) = builder::corpus_of_files(files);
    assert_eq!(problems, []);
    assert_eq!(corpus.title, "A peace treaty between Russia and Japan");
    assert_eq!(corpus.documents.len(), 5);
    assert!(
        corpus
            .documents
            .iter()
            .all(|it| it.date.is_some() && it.passages.len() >= 6)
    );
}

/// What every document that comes out holds to.
fn check_laws(file_name: &str, bytes: &[u8]) {
    let (document, problems) = reading(file_name, bytes);
    let has_error = problems.iter().any(|it| it.severity == Severity::Error);
    assert_eq!(document.is_none(), has_error, "{problems:?}");
    let Some(document) = document else { return };
    let mut end = 0;
    for passage in &document.passages {
        assert!(passage.span.start >= end && passage.span.fits(&document.text));
        assert!(!passage.span.is_empty());
        assert_eq!(passage.span.trimmed(&document.text), passage.span);
        end = passage.span.end;
    }
    assert_eq!(Span::of(&document.text).end, end);
}

/// Pieces that mean something to the readers.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "---",
        "\n",
        "\n\n",
        "\r\n",
        "title: T",
        "outlet: O",
        "rights: link",
        "date: 2020",
        ":",
        "\"",
        "'",
        "#",
        "# ",
        "- ",
        "> ",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "``",
        "[",
        "![",
        "]",
        "](",
        "(",
        ")",
        "\\",
        "<",
        "<!--",
        "-->",
        "<b>",
        "</b>",
        ">",
        "&amp;",
        "&#",
        ";",
        "&#0;",
        " ",
        "\u{a0}",
        "word",
        "é",
        "条約",
        "TOKYO, 1 May 2020",
        "1.",
        "=",
        "===",
        "\u{feff}",
        "\u{85}",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|it| it.concat())
}

proptest! {
    #[test]
    fn any_bytes_are_a_document_or_a_problem(bytes: Vec<u8>) {
        check_laws("a.md", &bytes);
        check_laws("a.txt", &bytes);
    }

    #[test]
    fn any_markup_is_a_document_or_a_problem(body in pieces()) {
        check_laws("a.md", body.as_bytes());
        check_laws("a.md", format!("---\ntitle: T\noutlet: O\n---\n{body}").as_bytes());
        check_laws("a-b.txt", body.as_bytes());
    }
}

/// Markup that opens and never closes must not be searched for again and again. Each input has a
/// quarter of a megabyte; a quadratic reader would take minutes.
#[test]
fn unclosed_markup_takes_linear_time() {
    for piece in [
        "[", "](", "![a](", "*a ", "_a *b ", "`", "` ``", "<a ", "<", "<!-- ", "&#", "\\", "(((",
        "~~a", "***a", "**a *b", "[a](b(", "> ", "# ", "- ", "a\n\n", "\u{a0}", "“", "a.", "\"",
        "A. ",
    ] {
        let body = piece.repeat((1 << 18) / piece.len());
        check_laws(
            "a.md",
            format!("---\ntitle: T\noutlet: O\n---\na{body}").as_bytes(),
        );
        check_laws("a.md", format!("---\n{body}").as_bytes());
        check_laws("a.txt", format!("T\n{body}").as_bytes());
    }
}
