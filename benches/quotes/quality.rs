//! How many statements of reviewed reports are found, and with the right speaker:
//!
//! ```sh
//! cargo run --release --example quotes-quality GOLD.jsonl [--errors N] [--predictions FILE.jsonl]
//! ```
//!
//! A line of the gold file is a report: `{"doc", "text", "quotes": [{"start", "end", "kind", "quoted":
//! [[start, end], …], "speaker", "aliases", "speaker_start", "speaker_end", "optional"}]}`, offsets in
//! Unicode code points. `--errors` lists what was missed, made up or given to another; `--predictions`
//! writes what was found in the same form.

mod gold;
mod score;

use std::time::{Duration, Instant};
use std::{env, fs, process};

use crossread::corpus::Document;
use crossread::quotes::{Statement, StatementKind, statements};
use crossread::text::Span;
use serde_json::{Value, json};

use gold::{Quote, Report, Speaker};
use score::Scores;

/// How long the speed is measured, at least.
const MEASURED: Duration = Duration::from_secs(1);

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let option = |name: &str| {
        let at = arguments.iter().position(|it| it == name)?;
        arguments.get(at + 1)
    };
    let Some(path) = arguments.first().filter(|it| !it.starts_with("--")) else {
        return println!(
            "No gold file is given, so nothing was scored: make bench-quotes GOLD=FILE.jsonl"
        );
    };
    let Ok(file) = fs::read_to_string(path) else {
        return println!("There is no gold file {path}, so nothing was scored.");
    };
    let reports = gold::read(&file).unwrap_or_else(|message| {
        eprintln!("{path}: {message}");
        process::exit(1)
    });
    let n_errors = option("--errors").and_then(|it| it.parse().ok());
    let mut scores = Scores::default();
    let mut lines = String::new();
    for report in &reports {
        let found = predicted(&report.text);
        scores.add(report, &found, n_errors.unwrap_or(0));
        lines += &format!("{}\n", line(report, &found));
    }
    scores.print();
    if let Some(path) = option("--predictions")
        && let Err(error) = fs::write(path, lines)
    {
        eprintln!("{path} cannot be written: {error}");
        process::exit(1);
    }
    let speed = speed(&reports);
    println!("{speed:.1} MB/s on one thread, {} reports", reports.len());
}

/// The statements of a report, terms left out.
fn predicted(text: &str) -> Vec<Quote> {
    let document = Document::of_text(text);
    let count = |at: u32| text[..at as usize].chars().count();
    let range = |span: Span| (count(span.start), count(span.end));
    statements(&document)
        .into_iter()
        .filter(|it| it.kind != StatementKind::Term)
        .map(|it| quote(&it, text, range))
        .collect()
}

fn quote(statement: &Statement, text: &str, range: impl Fn(Span) -> (usize, usize)) -> Quote {
    let relays = statement.relays.iter().map(|it| it.name.clone());
    Quote {
        range: range(statement.content),
        kind: match statement.kind {
            StatementKind::Direct | StatementKind::Term => "direct",
            StatementKind::Mixed => "mixed",
            StatementKind::Indirect => "indirect",
        }
        .to_owned(),
        quoted: statement.pieces.iter().map(|it| range(it.words)).collect(),
        speaker: Speaker {
            name: statement.speaker.as_ref().map(|it| it.name.clone()),
            aliases: Vec::new(),
            mention: statement.source.map(range),
        },
        cue: (statement.cue).map(|it| it.of_text(text).to_owned()),
        relay: relays.collect::<Vec<_>>().join(", "),
        is_optional: false,
    }
}

/// What was found in a report, in the form of the gold file.
fn line(report: &Report, found: &[Quote]) -> Value {
    let quotes = found.iter().map(|it| {
        json!({
            "start": it.range.0,
            "end": it.range.1,
            "kind": it.kind,
            "quoted": it.quoted,
            "speaker": it.speaker.name,
            "speaker_start": it.speaker.mention.map(|it| it.0),
            "speaker_end": it.speaker.mention.map(|it| it.1),
            "cue": it.cue,
            "relay": it.relay,
        })
    });
    json!({ "doc": report.name, "quotes": quotes.collect::<Vec<_>>() })
}

/// Megabytes of text a second, from documents to statements.
fn speed(reports: &[Report]) -> f64 {
    let documents: Vec<Document> = (reports.iter())
        .map(|it| Document::of_text(&it.text))
        .collect();
    let started = Instant::now();
    let mut n_bytes = 0;
    while started.elapsed() < MEASURED && !reports.is_empty() {
        for document in &documents {
            n_bytes += document.text.len();
            std::hint::black_box(statements(document));
        }
    }
    n_bytes as f64 / 1e6 / started.elapsed().as_secs_f64()
}
