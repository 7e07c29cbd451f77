//! How much of the articles on web pages is read, and how much else:
//!
//! ```sh
//! cargo run --release --example ingest-quality [FOLDER …]
//! ```
//!
//! A folder holds pages with what should be found in them (`tests/pages/truth.rs`); without any,
//! `tests/pages` and `tests/pages/held-out` are read. Printed are our figures and those of
//! `dom_smoothie` alone. Words are counted as a bag: which of those that should be kept are kept, which
//! of those that should be cut are cut. A character of Japanese is a word.

#[path = "../../tests/pages/truth.rs"]
mod truth;

use std::collections::BTreeMap;
use std::env;
use std::time::{Duration, Instant};

use crossread::corpus::{Date, Document};
use crossread::ingest;
use dom_smoothie::Readability;
use truth::{Truth, truths};

/// How long the speed is measured, at least.
const MEASURED: Duration = Duration::from_secs(1);

/// How large a page is that is called typical, in bytes.
const TYPICAL: usize = 150_000;

/// What a program makes of a page.
#[derive(Default)]
struct Result {
    kept: Words,
    date: Option<Date>,
    title: Option<String>,
    outlet: Option<String>,
    author: Option<String>,
}

fn main() {
    let folders: Vec<String> = env::args().skip(1).collect();
    let folders = match folders.is_empty() {
        true => vec!["tests/pages".to_owned(), "tests/pages/held-out".to_owned()],
        false => folders,
    };
    for folder in &folders {
        let truths = truths(folder);
        for (name, result) in [
            ("ours", ours as fn(&Truth) -> Result),
            ("dom_smoothie alone", alone),
        ] {
            println!("{folder}, {name}:\n");
            table(&truths, result);
        }
    }
    speed(&truths(&folders[0]));
}

/// One row a page and one for all.
fn table(truths: &[Truth], result: fn(&Truth) -> Result) {
    println!(
        "{:24} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6}  {:6} {:6} {:6} {:6}",
        "", "keep", "kept %", "cut", "cut %", "prec.", "F1", "date", "title", "outlet", "author"
    );
    let mut all = Scores::default();
    for truth in truths {
        let scores = scores(truth, &result(truth));
        scores.print(&truth.name);
        all.add(&scores);
    }
    all.print("all");
    println!();
}

fn ours(truth: &Truth) -> Result {
    let Some(document) = document(truth) else {
        return Result::default();
    };
    let kept = document
        .passages
        .iter()
        .filter(|it| !it.kind.is_furniture());
    let kept = kept.map(|it| document.passage_text(it));
    Result {
        kept: Words::of(kept),
        date: document.date.clone(),
        title: Some(document.title.clone()),
        outlet: Some(document.outlet.clone()),
        author: document.author.clone(),
    }
}

fn alone(truth: &Truth) -> Result {
    let mut readability = Readability::from(String::from_utf8_lossy(&truth.html).into_owned());
    let Ok(article) = readability.parse() else {
        return Result::default();
    };
    let day = article
        .published_time
        .as_deref()
        .and_then(|it| it.get(..10)?.parse().ok());
    // Its plain text joins what stands in two blocks; with line ends between them no word is lost.
    let content = dom_query::Document::from(article.content.as_ref());
    Result {
        kept: Words::of([content.formatted_text().as_ref()].into_iter()),
        date: day,
        title: Some(article.title),
        outlet: article.site_name,
        author: article.byline,
    }
}

fn document(truth: &Truth) -> Option<Document> {
    ingest::read(&truth.name, &truth.html).documents.pop()
}

/// How often each word stands in a text.
#[derive(Default)]
struct Words(BTreeMap<String, usize>);

impl Words {
    fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Words {
        let mut words = Words::default();
        for text in texts {
            for run in text
                .split(|c: char| !c.is_alphanumeric())
                .filter(|it| !it.is_empty())
            {
                let is_spaced = !run.contains(|c| ('\u{3000}'..'\u{a000}').contains(&c));
                let pieces: Vec<String> = match is_spaced {
                    true => vec![run.to_lowercase()],
                    false => run.chars().map(String::from).collect(),
                };
                for piece in pieces {
                    *words.0.entry(piece).or_default() += 1;
                }
            }
        }
        words
    }

    fn len(&self) -> usize {
        self.0.values().sum()
    }

    /// How many words both have.
    fn n_common(&self, other: &Words) -> usize {
        let both = |(word, n): (&String, &usize)| other.0.get(word).map_or(0, |it| *it.min(n));
        self.0.iter().map(both).sum()
    }
}

/// Right, open and wrong answers.
#[derive(Clone, Copy, Default)]
struct Answers([usize; 3]);

impl Answers {
    fn right() -> Answers {
        Answers([1, 0, 0])
    }

    fn open() -> Answers {
        Answers([0, 1, 0])
    }

    fn wrong() -> Answers {
        Answers([0, 0, 1])
    }

    fn show(self) -> String {
        self.0.map(|it| it.to_string()).join("/")
    }
}

#[derive(Clone, Copy, Default)]
struct Scores {
    /// Words that should be kept, words that should be cut.
    n_keep: usize,
    n_cut: usize,
    /// Words that are kept, and how many of them should be.
    n_kept: usize,
    n_right: usize,
    /// Date, title, outlet, author.
    answers: [Answers; 4],
}

impl Scores {
    fn add(&mut self, other: &Scores) {
        self.n_keep += other.n_keep;
        self.n_cut += other.n_cut;
        self.n_kept += other.n_kept;
        self.n_right += other.n_right;
        for (sum, more) in self.answers.iter_mut().zip(other.answers) {
            for (sum, more) in sum.0.iter_mut().zip(more.0) {
                *sum += more;
            }
        }
    }

    fn print(&self, name: &str) {
        let percent = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
        let recall = percent(self.n_right, self.n_keep);
        let precision = percent(self.n_right, self.n_kept);
        let is_cut = self.n_cut.saturating_sub(self.n_kept - self.n_right);
        let f1 = 2.0 * recall * precision / (recall + precision).max(f64::MIN_POSITIVE);
        let [date, title, outlet, author] = self.answers.map(Answers::show);
        println!(
            "{name:24} {:>6} {recall:>6.1} {:>6} {:>6.1} {precision:>6.1} {f1:>6.1}  {date:6} {title:6} {outlet:6} {author:6}",
            self.n_keep,
            self.n_cut,
            percent(is_cut, self.n_cut),
        );
    }
}

fn scores(truth: &Truth, result: &Result) -> Scores {
    let keep = Words::of(truth.kept().map(|it| it.1.as_str()));
    let page = document(truth).map_or(0, |it| Words::of([it.text.as_str()].into_iter()).len());
    let same = |found: &Option<String>, expected: Option<&str>| match (found, expected) {
        (None, None) => Answers::right(),
        (None, Some(_)) => Answers::open(),
        (found, expected) if found.as_deref() == expected => Answers::right(),
        _ => Answers::wrong(),
    };
    Scores {
        n_keep: keep.len(),
        n_cut: page.saturating_sub(keep.len()),
        n_kept: result.kept.len(),
        n_right: result.kept.n_common(&keep),
        answers: [
            date(result.date.as_ref(), truth.date.as_deref()),
            same(&result.title, truth.title()),
            same(&result.outlet, truth.outlet.as_deref()),
            same(&result.author, truth.author.as_deref()),
        ],
    }
}

/// A day is right or wrong; none, or some days of which one is right, leave the question open.
fn date(found: Option<&Date>, expected: Option<&str>) -> Answers {
    let expected: Option<Date> = expected.and_then(|it| it.parse().ok());
    match (found, expected) {
        (None, None) => Answers::right(),
        (None, Some(_)) => Answers::open(),
        (Some(found), Some(expected)) if found.is_exact() && found.first == expected.first => {
            Answers::right()
        }
        (Some(found), Some(expected)) => {
            let holds = found.first <= expected.first && expected.last <= found.last;
            if holds && !found.is_exact() {
                Answers::open()
            } else {
                Answers::wrong()
            }
        }
        (Some(_), None) => Answers::wrong(),
    }
}

/// Prints how long a page takes whose text is repeated until it is of typical size.
fn speed(truths: &[Truth]) {
    let Some(longest) = truths.iter().max_by_key(|it| it.html.len()) else {
        return;
    };
    // Scripts and styles make up most of a page as it is saved.
    let mut html = String::from_utf8_lossy(&longest.html).into_owned();
    let filler = "<script>function f(a, b) { if (a < b && b > 0) { return '<p>' + a; } }</script>\n\
        <div class=\"grid-row module__item\"><ul><li><a href=\"/a/b\">One more headline of a day</a></li></ul></div>\n";
    if let Some(end) = html.rfind("</body>") {
        let n = TYPICAL.saturating_sub(html.len()) / filler.len();
        html.insert_str(end, &filler.repeat(n));
    }
    let start = Instant::now();
    let mut n = 0;
    while start.elapsed() < MEASURED {
        assert_eq!(
            ingest::read("page.html", html.as_bytes()).documents.len(),
            1
        );
        n += 1;
    }
    let ms = start.elapsed().as_secs_f64() * 1000.0 / f64::from(n);
    println!(
        "A page of {} kB takes {ms:.1} ms on one thread",
        html.len() / 1000
    );
}
