//! What came of a folder, for people as lines and for machines as JSON.

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::path::Path;
use std::time::Duration;

use crossread::app::view::count;
use crossread::bundle::Bundle;
use crossread::corpus::{Corpus, Document, Rights};
use crossread::ingest::{Problem, Severity};
use crossread::text::words;
use serde::Serialize;

use crate::folder::Folder;

/// Longest beginning of a passage that is told, in characters.
const MAX_WORDS_CHARS: usize = 60;

/// Everything that a command has to tell of a folder.
#[derive(Serialize)]
pub(crate) struct Report<'a> {
    /// The version of the program.
    crossread: &'static str,
    folder: String,
    counts: Counts,
    /// In the order of the collection.
    documents: &'a [Kept],
    /// In the order of files and lines.
    problems: Vec<Told<'a>>,
    /// How many files were not read, by kind.
    passed_over: &'a BTreeMap<String, usize>,
    seconds: Seconds,
    /// What was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    output: Option<Output>,
}

#[derive(Serialize)]
struct Counts {
    files: usize,
    bytes: u64,
    documents: usize,
    passages: usize,
    words: usize,
    statements: usize,
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct Told<'a> {
    file: &'a str,
    line: Option<u32>,
    severity: &'static str,
    message: &'a str,
    remedy: &'a str,
}

/// How long the steps took.
#[derive(Clone, Copy, Default, Serialize)]
pub(crate) struct Seconds {
    pub(crate) read: f64,
    pub(crate) analyze: f64,
    pub(crate) write: f64,
}

/// A file or folder that was written.
#[derive(Serialize)]
pub(crate) struct Output {
    pub(crate) path: String,
    pub(crate) files: usize,
    pub(crate) bytes: u64,
}

/// What was kept of a document's file.
#[derive(Serialize)]
pub(crate) struct Kept {
    file: String,
    key: String,
    title: String,
    outlet: String,
    /// EDTF.
    date: Option<String>,
    language: String,
    rights: &'static str,
    /// The key of the first document that prints the same article.
    same_as: Option<String>,
    /// Its file.
    #[serde(skip)]
    same_as_file: Option<String>,
    kept: Amount,
    /// Furniture of the page, by label.
    cut: BTreeMap<&'static str, usize>,
    /// What was cut, passage by passage.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cut_passages: Vec<Cut>,
}

#[derive(Serialize)]
struct Amount {
    passages: usize,
    words: usize,
}

/// A passage that does not count as text of the article.
#[derive(Serialize)]
struct Cut {
    /// From 1.
    passage: usize,
    label: &'static str,
    /// A sentence.
    reason: &'static str,
    /// How it begins.
    words: String,
}

/// What was kept of each document of a collection that was not analyzed yet.
pub(crate) fn kept(corpus: &Corpus, with_passages: bool) -> Vec<Kept> {
    let of_it = |document: &Document| {
        let mut cut = BTreeMap::new();
        let mut cut_passages = Vec::new();
        let mut kept = Amount {
            passages: 0,
            words: 0,
        };
        for (passage, number) in document.passages.iter().zip(1..) {
            let text = document.passage_text(passage);
            if !passage.kind.is_furniture() {
                kept.passages += 1;
                kept.words += words(text).count();
                continue;
            }
            let label = passage.kind.name();
            *cut.entry(label).or_insert(0) += 1;
            if with_passages {
                cut_passages.push(Cut {
                    passage: number,
                    label,
                    reason: passage.why.sentence(),
                    words: beginning(text),
                });
            }
        }
        let first = document.same_as.and_then(|it| corpus.document(it));
        Kept {
            file: document.file.clone(),
            key: document.key.clone(),
            title: document.title.clone(),
            outlet: document.outlet.clone(),
            date: document.date.as_ref().map(|it| it.edtf.clone()),
            language: document.language.clone(),
            rights: match document.rights {
                Rights::Full => "full",
                Rights::Excerpts => "excerpts",
                Rights::Link => "link",
            },
            same_as: first.map(|it| it.key.clone()),
            same_as_file: first.map(|it| it.file.clone()),
            kept,
            cut,
            cut_passages,
        }
    };
    corpus.documents.iter().map(of_it).collect()
}

fn beginning(text: &str) -> String {
    match text.char_indices().nth(MAX_WORDS_CHARS) {
        Some((end, _)) => format!("{} …", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// A line for each document, and below it one for each passage that was cut as far as these are
/// there.
pub(crate) fn lines(documents: &[Kept]) -> String {
    let mut out = String::new();
    for it in documents {
        let _ = write!(
            out,
            "{}: kept {}, {}",
            it.file,
            count(it.kept.passages as u64, "passage"),
            count(it.kept.words as u64, "word")
        );
        let cut = it.cut.iter().map(|(label, n)| format!("{n} {label}"));
        let cut: Vec<String> = cut.collect();
        if !cut.is_empty() {
            let _ = write!(out, "; cut {}", cut.join(", "));
        }
        if let Some(first) = &it.same_as_file {
            let _ = write!(out, "; the same article as {first}");
        }
        out += match it.rights {
            "excerpts" => "; rights permit excerpts of it\n",
            "link" => "; rights permit no text of it\n",
            _ => "\n",
        };
        for cut in &it.cut_passages {
            let Cut {
                passage,
                label,
                reason,
                words,
            } = cut;
            let _ = writeln!(out, "  ¶{passage} {label}: “{words}” {reason}");
        }
    }
    out
}

/// A line for each problem.
pub(crate) fn problems<'a>(problems: impl IntoIterator<Item = &'a Problem>) -> String {
    let line = |it: &Problem| format!("{}: {it}\n", severity(it.severity));
    problems.into_iter().map(line).collect()
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// One line about the files that were passed over, or nothing.
pub(crate) fn passed_over(folder: &Folder) -> String {
    let n: usize = folder.passed_over.values().sum();
    let kinds: Vec<String> = (folder.passed_over.iter())
        .map(|(kind, n)| format!("{n} {kind}"))
        .collect();
    match n {
        0 => String::new(),
        1 => format!(
            "passed over a file of a kind that is not read: {}\n",
            kinds.join(", ")
        ),
        _ => format!(
            "passed over {} of kinds that are not read: {}\n",
            count(n as u64, "file"),
            kinds.join(", ")
        ),
    }
}

/// What machines are told of a collection that was analyzed: one JSON object.
pub(crate) fn json(
    path: &Path,
    folder: &Folder,
    documents: &[Kept],
    sums: Sums,
    seconds: Seconds,
    output: Option<Output>,
) -> String {
    let problems = folder.problems.iter().map(|it| Told {
        file: &it.file,
        line: it.line,
        severity: severity(it.severity),
        message: &it.message,
        remedy: &it.remedy,
    });
    let report = Report {
        crossread: env!("CARGO_PKG_VERSION"),
        folder: path.display().to_string(),
        counts: Counts {
            files: folder.n_files,
            bytes: folder.n_bytes,
            documents: sums.documents,
            passages: sums.passages,
            words: sums.words,
            statements: sums.statements,
            errors: folder.n_problems(Severity::Error),
            warnings: folder.n_problems(Severity::Warning),
        },
        documents,
        problems: problems.collect(),
        passed_over: &folder.passed_over,
        seconds: Seconds {
            read: rounded(folder.reading_time),
            ..seconds
        },
        output,
    };
    let json = serde_json::to_string_pretty(&report);
    json.expect("a report holds only plain data") + "\n"
}

/// Seconds, to the millisecond.
pub(crate) fn rounded(time: Duration) -> f64 {
    (time.as_secs_f64() * 1000.0).round() / 1000.0
}

/// The passages of a document that count: furniture of the page never does.
fn counted(document: &Document) -> impl Iterator<Item = &str> {
    let passages = (document.passages.iter()).filter(|it| !it.kind.is_furniture());
    passages.map(move |it| document.passage_text(it))
}

/// What a bundle carries, in numbers.
#[derive(Clone, Copy)]
pub(crate) struct Sums {
    documents: usize,
    passages: usize,
    words: usize,
    statements: usize,
}

impl Sums {
    pub(crate) fn of(bundle: &Bundle) -> Sums {
        let documents = &bundle.corpus.documents;
        let passages = || documents.iter().flat_map(counted);
        Sums {
            documents: documents.len(),
            passages: passages().count(),
            words: passages().map(|it| words(it).count()).sum(),
            statements: bundle.statements.iter().map(Vec::len).sum(),
        }
    }
}

impl fmt::Display for Sums {
    /// “5 documents, 45 passages, 1,904 words, 41 statements”.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [
            count(self.documents as u64, "document"),
            count(self.passages as u64, "passage"),
            count(self.words as u64, "word"),
            count(self.statements as u64, "statement"),
        ];
        f.write_str(&counts.join(", "))
    }
}
