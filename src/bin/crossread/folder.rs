//! The articles in a folder: finds files, reads them, and says what came of it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crossread::app::view::count;
use crossread::builder::{self, Settings};
use crossread::bundle::Bundle;
use crossread::corpus::{Corpus, Document};
use crossread::ingest::{self, Format, MAX_FILE_BYTES, Problem, Severity};
use crossread::text::words;
use indicatif::{ProgressBar, ProgressStyle};
use walkdir::{DirEntry, WalkDir};

/// What a folder holds.
pub(crate) struct Folder {
    documents: Vec<Document>,
    settings: Settings,
    /// In the order of files and lines.
    pub(crate) problems: Vec<Problem>,
    /// How many files are of kinds that we do not read, by their extension.
    pub(crate) unknown: BTreeMap<String, usize>,
}

/// Reads the articles in `folder`, showing how far it is on a terminal.
pub(crate) fn read(folder: &Path) -> Result<Folder, String> {
    if !folder.is_dir() {
        return Err(format!("there is no folder {}", folder.display()));
    }
    let mut problems = Vec::new();
    let mut unknown = BTreeMap::new();
    let mut found = Vec::new();
    let mut settings = Settings::default();
    let mut documents = Vec::new();
    let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|it| !is_hidden(it)) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let name = name(folder, entry.path());
                if Settings::is_name(&name) || Format::of_name(&name).is_some() {
                    found.push((name, entry.into_path()));
                } else if let Some(kind) = unknown_kind(entry.path()) {
                    *unknown.entry(kind).or_insert(0) += 1;
                }
            }
            Ok(_) => {}
            Err(error) => problems.push(unreadable(folder, error)),
        }
    }
    let bar = bar(found.len());
    for (name, path) in found {
        bar.inc(1);
        let bytes = match bytes(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let message = format!("the file cannot be read: {error}");
                let remedy = "look at its permissions";
                problems.push(Problem::error(&name, None, message, remedy));
                continue;
            }
        };
        match settings.read(&name, &bytes) {
            Some(found) => problems.extend(found),
            None => {
                let reading = ingest::read(&name, &bytes);
                documents.extend(reading.documents);
                problems.extend(reading.problems);
            }
        }
    }
    bar.finish_and_clear();
    Ok(Folder {
        documents,
        settings,
        problems,
        unknown,
    })
}

impl Folder {
    /// The articles, analyzed; they are taken out. What is wrong among them joins the problems.
    pub(crate) fn bundle(&mut self) -> Bundle {
        let built = builder::build(std::mem::take(&mut self.documents), &self.settings);
        self.problems.extend(built.problems);
        self.problems
            .sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        built.bundle
    }

    /// Whether a file had to be left out.
    pub(crate) fn has_errors(&self) -> bool {
        self.n_problems(Severity::Error) > 0
    }

    pub(crate) fn n_problems(&self, severity: Severity) -> usize {
        let of_it = |it: &&Problem| it.severity == severity;
        self.problems.iter().filter(of_it).count()
    }

    /// A line for each problem.
    pub(crate) fn report(&self) -> String {
        let line = |problem: &Problem| match problem.severity {
            Severity::Error => format!("error: {problem}\n"),
            Severity::Warning => format!("warning: {problem}\n"),
        };
        self.problems.iter().map(line).collect()
    }

    /// One line about the files that were passed over, or nothing.
    pub(crate) fn passed_over(&self) -> String {
        let n: usize = self.unknown.values().sum();
        if n == 0 {
            return String::new();
        }
        let kinds: Vec<&str> = self.unknown.keys().map(String::as_str).collect();
        format!(
            "passed over {}, as only .md and .txt are read: {}\n",
            count(n as u64, "file"),
            kinds.join(", ")
        )
    }
}

/// “5 documents, 45 passages, 1,904 words”.
pub(crate) fn summary(corpus: &Corpus) -> String {
    let documents = &corpus.documents;
    // Page furniture is never counted.
    let passages = || {
        (documents.iter())
            .flat_map(|it| it.passages.iter().map(move |passage| (it, passage)))
            .filter(|it| !it.1.kind.is_furniture())
    };
    let n_passages = passages().count();
    let n_words: usize = passages()
        .map(|(document, passage)| words(document.passage_text(passage)).count())
        .sum();
    [
        count(documents.len() as u64, "document"),
        count(n_passages as u64, "passage"),
        count(n_words as u64, "word"),
    ]
    .join(", ")
}

fn is_hidden(entry: &DirEntry) -> bool {
    // The folder itself was asked for, whatever it is called.
    entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.')
}

/// The file's name relative to the folder, the same on every system.
fn name(folder: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> = relative.iter().map(|it| it.to_string_lossy()).collect();
    parts.join("/")
}

/// The kind of a file that we do not read, as it is told; bundles are nothing to tell.
fn unknown_kind(path: &Path) -> Option<String> {
    match path.extension() {
        Some(extension) if extension == "crossread" => None,
        Some(extension) => Some(format!(".{}", extension.to_string_lossy())),
        None => Some("no extension".to_owned()),
    }
}

fn unreadable(folder: &Path, error: walkdir::Error) -> Problem {
    let path = error.path().map_or_else(PathBuf::new, Path::to_path_buf);
    Problem::error(
        &name(folder, &path),
        None,
        format!("this cannot be read: {error}"),
        "look at its permissions, and at where links lead",
    )
}

/// The bytes of a file, cut one byte past the most that is read.
fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = MAX_FILE_BYTES as u64 + 1;
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A progress bar, drawn on terminals only.
fn bar(n: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{wide_bar} {pos} of {len} files");
    ProgressBar::new(n as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
