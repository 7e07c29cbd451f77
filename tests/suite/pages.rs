//! Web pages: ten made-up layouts of which nothing is lost and nothing too much is read, and pages that
//! are made to do harm.

#[path = "../pages/truth.rs"]
mod truth;

use std::thread;
use std::time::{Duration, Instant};

use crossread::corpus::{Document, PassageKind};
use crossread::ingest::{self, Reading, Severity};
use proptest::prelude::*;
use truth::{Truth, truths};

/// The document of a page, which must be one.
#[track_caller]
fn read(truth: &Truth) -> Document {
    let mut reading = ingest::read(&truth.name, &truth.html);
    let document = reading.documents.pop();
    document.unwrap_or_else(|| panic!("{}: {:?}", truth.name, reading.problems))
}

#[test]
fn the_running_text_is_read_and_nothing_else() {
    let truths = truths("tests/pages");
    assert_eq!(truths.len(), 10);
    let mut wrong = String::new();
    for truth in truths {
        let document = read(&truth);
        let read: Vec<&str> = document
            .passages
            .iter()
            .filter(|it| !it.kind.is_furniture())
            .map(|it| document.passage_text(it))
            .collect();
        let expected: Vec<&str> = truth.kept().map(|it| it.1.as_str()).collect();
        if read != expected {
            let more: Vec<_> = read.iter().filter(|it| !expected.contains(it)).collect();
            let fewer: Vec<_> = expected.iter().filter(|it| !read.contains(it)).collect();
            wrong += &format!("{}: read {more:#?}, missed {fewer:#?}\n", truth.name);
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn what_a_page_states_is_found() {
    let mut wrong = String::new();
    for truth in truths("tests/pages") {
        let document = read(&truth);
        let mut check = |what: &str, found: Option<&str>, expected: Option<&str>| {
            if found != expected {
                wrong += &format!("{}: {what} {found:?}, not {expected:?}\n", truth.name);
            }
        };
        check("title", Some(&document.title), truth.title());
        check("outlet", Some(&document.outlet), truth.outlet.as_deref());
        check(
            "author",
            document.author.as_deref(),
            truth.author.as_deref(),
        );
        let exact = document.date.filter(|it| it.is_exact());
        if let Some(date) = exact {
            check("date", Some(&date.edtf), truth.date.as_deref());
            assert!(document.date_basis.is_some(), "{}", truth.name);
        }
    }
    assert_eq!(wrong, "");
}

/// Whether `part` comes out of `whole` by leaving characters out.
fn is_left_of(part: &str, whole: &str) -> bool {
    let mut whole = whole.chars();
    part.chars().all(|c| whole.by_ref().any(|it| it == c))
}

#[test]
fn words_stay_as_they_are() {
    let page = "<p>Soft\u{ad}hyphen, zero\u{200b}width, 5&nbsp;km &mdash; &#8220;caf&eacute;&#8221; &bogus; \
        e\u{301} and more words, so that it is a paragraph of some length.</p>";
    let reading = ingest::read("a.html", page.as_bytes());
    assert_eq!(
        reading.documents[0].text,
        "Soft\u{ad}hyphen, zero\u{200b}width, 5\u{a0}km — “café” &bogus; e\u{301} and more words, so that \
         it is a paragraph of some length."
    );
}

#[test]
fn pages_without_text_say_so() {
    for page in [
        "<script>document.write('<p>A long sentence that only a browser sees, written by a script.</p>')</script>",
        "<html><body><div id=root></div><noscript>Please turn JavaScript on to see this page.</noscript></body></html>",
        "<nav><a href=/a>One</a><a href=/b>Two</a></nav>",
    ] {
        let reading = ingest::read("a.html", page.as_bytes());
        assert_eq!(reading.documents, [], "{page}");
        assert_eq!(reading.problems.len(), 1, "{:?}", reading.problems);
        assert_eq!(
            reading.problems[0].message,
            "no running text was found in it"
        );
    }
}

/// Reads a page as the worker of a browser does, which has a stack of 1 MB.
fn read_in_a_worker(page: String) -> (Reading, Duration) {
    let worker = thread::Builder::new().stack_size(1 << 20).spawn(move || {
        let start = Instant::now();
        let reading = ingest::read("hostile.html", page.as_bytes());
        (reading, start.elapsed())
    });
    worker
        .expect("threads start")
        .join()
        .expect("reading does not panic")
}

/// One pass over a file takes well under a second here, in a debug build on a busy machine more; what
/// grows with the square takes hours.
const LONG: Duration = Duration::from_secs(60);

const SENTENCE: &str =
    "The ferry sailed at noon with forty passengers, and it came back in the evening.";

/// Checks a hostile page that holds [`SENTENCE`]: it is read, or refused in a sentence.
#[track_caller]
fn check_hostile(what: &str, page: String) -> Reading {
    let (reading, time) = read_in_a_worker(page);
    if std::env::var_os("CROSSREAD_TIMES").is_some() {
        println!(
            "{what}: {time:?}, {:?}",
            reading.problems.first().map(|it| &it.message)
        );
    }
    assert!(time < LONG, "{what} took {time:?}");
    let is_refused = reading
        .problems
        .iter()
        .any(|it| it.severity == Severity::Error);
    assert_eq!(
        reading.documents.is_empty(),
        is_refused,
        "{what}: {:?}",
        reading.problems
    );
    for document in &reading.documents {
        assert!(document.text.contains(SENTENCE), "{what}");
    }
    reading
}

/// What stands many times before the sentence.
const BEFORE: &[(&str, &str, usize)] = &[
    ("deep", "<div>", 100_000),
    ("deep lists", "<ul><li>", 20_000),
    ("deep tables", "<table><tr><td>", 30_000),
    (
        "unclosed",
        "<table><form><select><p><b><a href=x><li>",
        2_000,
    ),
    ("NUL", "\0", MILLION),
    ("times", "<time datetime=2022-02-07>x</time>", 95_000),
];

/// What stands many times after the sentence.
const AFTER: &[(&str, &str, usize)] = &[
    ("deep links", "<a href=x>", 50_000),
    ("tables in blocks", "<div><table></div></table>", 20_000),
    ("forms in blocks", "<form><div></form>", 20_000),
    ("bold across blocks", "<b><div></b>", 30_000),
    (
        "classes",
        "<div class='share related comment sidebar'>x</div>",
        40_000,
    ),
    ("empty elements", "<i></i><span></span>", MILLION / 4),
    ("empty blocks", "<div></div>", 95_000),
    ("angles", "<", 7 * MILLION),
    ("ampersands", "&", 2 * MILLION),
    ("references", "&#x1F600;", 300_000),
    ("plaintext", "<plaintext></plaintext><p>", 50_000),
    ("CDATA", "<![CDATA[ x <b> ]]>", 30_000),
    ("unclosed scripts", "<script>", 500_000),
    ("unclosed pictures", "<svg>", 500_000),
    ("unclosed comment", "<!--", MILLION),
    ("quotes", "<a href='", 500_000),
    ("breaks", "x<br>", 95_000),
    (
        "many data",
        "<script type='application/ld+json'>{\"@id\":\"a\",\"name\":\"b\"}</script>",
        50_000,
    ),
    ("metadata", "<meta name=author content=a>", 95_000),
];

const MILLION: usize = 1_000_000;

#[test]
fn hostile_pages_are_read_or_refused() {
    let p = format!("<p>{SENTENCE}</p>");
    for &(what, tags, times) in BEFORE {
        check_hostile(what, format!("{}{p}", tags.repeat(times)));
    }
    for &(what, tags, times) in AFTER {
        check_hostile(what, format!("{p}{}", tags.repeat(times)));
    }
    let divs = "<div>".repeat(100_000);
    let attributes: String = (0..MILLION).map(|it| format!(" a{it}")).collect();
    let bold: String = (0..20_000).map(|it| format!("<b id=b{it}>")).collect();
    let title = "x".repeat(MILLION);
    let headings = "<h2>xxxxxxxx</h2>".repeat(50_000);
    for (what, page) in [
        (
            "deep and closed",
            divs.clone() + &p + &divs.replace('<', "</"),
        ),
        ("bold in blocks", p.clone() + &bold + &"<p>x".repeat(20_000)),
        ("attributes", format!("<p{attributes}>{SENTENCE}</p>")),
        (
            "one attribute",
            format!("{p}<div class=\"{}\">x</div>", "a ".repeat(2 * MILLION)),
        ),
        (
            "a long line",
            format!("<p>{SENTENCE} {}</p>", "word ".repeat(1_400_000)),
        ),
        (
            "paragraphs",
            "<div>".repeat(199) + &p + &"<p>x".repeat(95_000),
        ),
        (
            "long titles",
            format!("<title>{title}</title>{p}{headings}"),
        ),
        (
            "data",
            format!(
                "{p}<script type='application/ld+json'>{}</script>",
                "[".repeat(MILLION)
            ),
        ),
    ] {
        check_hostile(what, page);
    }
}

#[test]
fn what_is_refused_or_passed_over_is_said() {
    let reading = check_hostile(
        "angles",
        format!("<p>{SENTENCE}</p>{}", "< ".repeat(200_000)),
    );
    assert_eq!(
        reading.problems[0].message,
        "it is no web page: it holds little but “<”"
    );
    let reading = check_hostile(
        "elements",
        format!("<p>{SENTENCE}</p>{}", "<p>".repeat(100_001)),
    );
    assert_eq!(
        reading.problems[0].message,
        "the page has more than 100,000 elements"
    );
    let reading = check_hostile("deep", format!("{}{SENTENCE}", "<div>".repeat(1000)));
    assert_eq!(reading.problems[0].severity, Severity::Warning);
}

/// Pieces of pages, sound and broken, in any order.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<p>".to_owned()),
        Just("</p>".to_owned()),
        Just("<div class='article-body related'>".to_owned()),
        Just("</div>".to_owned()),
        Just("<article><h1 itemprop=headline>".to_owned()),
        Just("<h2>A heading</h2>".to_owned()),
        Just("<table><tr><td>".to_owned()),
        Just("</table>".to_owned()),
        Just("<a href='/x' rel=author>".to_owned()),
        Just("</a>".to_owned()),
        Just("<img alt='A picture of the harbor'>".to_owned()),
        Just("<figure><figcaption>".to_owned()),
        Just("<br>".to_owned()),
        Just(
            "<script type='application/ld+json'>{\"@type\":\"Article\",\"author\":[{}]".to_owned()
        ),
        Just("</script>".to_owned()),
        Just("<meta property='article:published_time' content='2022-02-07'>".to_owned()),
        Just("<time datetime=2022-02-08T10:00+09:00>".to_owned()),
        Just("<title>A title | B".to_owned()),
        Just("<!-- saved from url=(0)x -->".to_owned()),
        Just("<svg><template><noscript>".to_owned()),
        Just("&lt;&#0;&nbsp;&".to_owned()),
        Just(format!("{SENTENCE} ")),
        "\\PC{0,12}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|it| it.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Any bytes are read or refused, and what is read is sound.
    #[test]
    fn any_page_is_read_or_refused(page in soup()) {
        let reading = ingest::read("a.html", page.as_bytes());
        let errors = reading.problems.iter().filter(|it| it.severity == Severity::Error);
        prop_assert_eq!(reading.documents.is_empty(), errors.count() > 0);
        for document in &reading.documents {
            prop_assert!(document.passages.iter().any(|it| it.kind == PassageKind::Body));
            for passage in &document.passages {
                prop_assert!(!document.passage_text(passage).trim().is_empty());
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let reading = ingest::read("a.html", &bytes);
        prop_assert!(!reading.documents.is_empty() || !reading.problems.is_empty());
    }

    /// Words are never changed: they are the page's, some left out.
    #[test]
    fn words_are_the_pages(words in prop::collection::vec("[a-zé]{1,9}", 1..60)) {
        let page = format!("<div><p>{}.</p></div>", words.join(" "));
        for document in ingest::read("a.html", page.as_bytes()).documents {
            prop_assert!(is_left_of(&document.text, &page));
        }
    }
}
