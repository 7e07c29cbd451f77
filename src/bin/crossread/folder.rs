//! The articles in a folder: finds files, reads them on all cores, and says what came of it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crossread::builder::{
    self, Built, Found, Merged, Part, PartFile, SETTINGS_FILE, Settings, Share,
};
use crossread::corpus::{Corpus, Document, content_hash};
use crossread::ingest::{self, Format, Mapping, Problem, Reading, Severity};
use crossread::parallel;
use walkdir::{DirEntry, WalkDir};

use crate::progress::{self, Steps};
use crate::{files, foreign};

/// What a folder holds.
pub(crate) struct Folder {
    documents: Vec<Document>,
    /// What is known of them, where other machines read them.
    found: Option<Found>,
    settings: Settings,
    /// In the order of files and lines.
    pub(crate) problems: Vec<Problem>,
    /// How many files are of kinds that we do not read, by their extension.
    pub(crate) passed_over: BTreeMap<String, usize>,
    /// How many files were read.
    pub(crate) n_files: usize,
    /// How many bytes they have.
    pub(crate) n_bytes: u64,
    /// How long that took.
    pub(crate) reading_time: Duration,
}

/// Reads the articles in `folder`, or in a single file, showing how far it is on a terminal.
pub(crate) fn read(folder: &Path) -> Result<Folder, String> {
    let started = Instant::now();
    let Listed {
        said,
        settings,
        articles,
    } = list(folder)?;
    let n_files = said.n_files + articles.len();
    let mut problems = said.problems;
    let mut documents = Vec::new();
    let mut n_bytes = said.n_bytes;
    for file in read_articles(&articles.iter().enumerate().collect::<Vec<_>>(), &settings) {
        documents.extend(file.reading.documents);
        problems.extend(file.reading.problems);
        n_bytes += file.n_bytes;
    }
    Ok(Folder {
        documents,
        found: None,
        settings,
        problems,
        passed_over: said.passed_over,
        n_files,
        n_bytes,
        reading_time: started.elapsed(),
    })
}

/// Reads and analyzes one share of the articles in `folder`, showing how far it is on a terminal.
pub(crate) fn read_share(folder: &Path, share: Share) -> Result<Part, String> {
    let Listed {
        said,
        settings,
        articles,
    } = list(folder)?;
    may_be_published(&said.problems)?;
    let mut listing = String::new();
    for file in &articles {
        let size = file.path.metadata().map_or(0, |it| it.len());
        let _ = writeln!(listing, "{}\n{size}", file.name);
    }
    let passed_over = said.passed_over.into_iter();
    let about = builder::Folder {
        listing: content_hash(&listing),
        n_files: (said.n_files + articles.len()) as u64,
        n_bytes: said.n_bytes,
        problems: said.problems,
        passed_over: passed_over.map(|(kind, n)| (kind, n as u64)).collect(),
    };
    let own = articles.iter().enumerate().filter(|it| share.has(it.0));
    let files = read_articles(&own.collect::<Vec<_>>(), &settings);
    let n_documents = files.iter().map(|it| it.reading.documents.len());
    let steps = Steps::new(n_documents.sum());
    let watch = |it| steps.show(it);
    let part = Part::new(share, about, &settings, files, &watch);
    steps.end();
    Ok(part)
}

/// What lies in a folder, articles unread.
struct Listed {
    said: Beside,
    settings: Settings,
    /// In the order of their names.
    articles: Vec<Entry>,
}

/// What lies beside the articles.
struct Beside {
    problems: Vec<Problem>,
    passed_over: BTreeMap<String, usize>,
    n_files: usize,
    n_bytes: u64,
}

/// Finds the files in `folder` and reads what its publisher says.
fn list(folder: &Path) -> Result<Listed, String> {
    let mut found = find(folder)?;
    let mut settings = Settings::default();
    let (beside, articles): (Vec<Entry>, Vec<Entry>) =
        (found.files.into_iter()).partition(|it| Settings::is_name(&it.name));
    let mut n_bytes = 0;
    for file in &beside {
        let (bytes, problem) = files::read(&file.name, &file.path);
        found.problems.extend(problem);
        let bytes = bytes.unwrap_or_default();
        n_bytes += bytes.len() as u64;
        let told = settings.read(&file.name, &bytes);
        found.problems.extend(told.into_iter().flatten());
    }
    for file in articles.iter().filter(|it| is_archive(&it.name)) {
        // Problems with the file itself are told when its articles are read.
        let bytes = files::read(&file.name, &file.path).0.unwrap_or_default();
        let told = settings.read_inside(&file.name, &bytes);
        found.problems.extend(told);
    }
    Ok(Listed {
        said: Beside {
            problems: found.problems,
            passed_over: found.passed_over,
            n_files: beside.len(),
            n_bytes,
        },
        settings,
        articles,
    })
}

/// Reads files, each with its position, on all cores.
fn read_articles(articles: &[(usize, &Entry)], settings: &Settings) -> Vec<PartFile> {
    let bar = progress::bar("reading", articles.len(), "files");
    let mapping = settings.mapping();
    let readings = parallel::map(articles, |(position, file)| {
        let (reading, n_bytes) = read_article(file, &mapping);
        bar.inc(1);
        PartFile::new(*position, n_bytes, reading)
    });
    bar.finish_and_clear();
    readings
}

fn read_article(file: &Entry, mapping: &Mapping) -> (Reading, u64) {
    if foreign::is_name(&file.name) {
        return foreign::read(&file.name, &file.path);
    }
    let (bytes, problem) = files::read(&file.name, &file.path);
    let n_bytes = bytes.as_ref().map_or(0, |it| it.len() as u64);
    let mut reading = bytes.map_or_else(Reading::default, |it| {
        ingest::read_with(&file.name, &it, mapping)
    });
    reading.problems.extend(problem);
    (reading, n_bytes)
}

/// Whether a file called so is read.
fn is_read(name: &str) -> bool {
    Format::of_name(name).is_some() || foreign::is_name(name)
}

fn is_archive(name: &str) -> bool {
    Format::of_name(name) == Some(Format::Archive)
}

impl From<Merged> for Folder {
    /// A folder that other machines read.
    fn from(merged: Merged) -> Folder {
        let passed_over = merged.passed_over.into_iter();
        Folder {
            documents: merged.documents,
            found: Some(merged.found),
            settings: merged.settings,
            problems: merged.problems,
            passed_over: passed_over.map(|(kind, n)| (kind, n as usize)).collect(),
            n_files: merged.n_files as usize,
            n_bytes: merged.n_bytes,
            reading_time: Duration::ZERO,
        }
    }
}

impl Folder {
    /// The articles as a collection; they are taken out. What is wrong among them joins the
    /// problems.
    pub(crate) fn corpus(&mut self) -> Corpus {
        let documents = std::mem::take(&mut self.documents);
        let (corpus, problems) = builder::corpus(documents, &self.settings);
        self.tell(problems);
        corpus
    }

    /// The collection analyzed, showing how far it is on a terminal. What is wrong with it joins the
    /// problems.
    ///
    /// # Errors
    ///
    /// A sentence without a period where what is known of the articles is not of them.
    pub(crate) fn analyze(&mut self, corpus: Corpus) -> Result<Built, String> {
        let steps = Steps::new(corpus.documents.len());
        let watch = |it| steps.show(it);
        let built = match self.found.take() {
            Some(found) => found.analyze(corpus, &self.settings, &watch),
            None => Ok(builder::analyze(corpus, &self.settings, &watch)),
        };
        steps.end();
        let mut built = built?;
        self.tell(std::mem::take(&mut built.problems));
        Ok(built)
    }

    /// Whether anything may be published of it.
    ///
    /// # Errors
    ///
    /// A sentence without a period where nobody knows what may be carried.
    pub(crate) fn may_be_published(&self) -> Result<(), String> {
        may_be_published(&self.problems)
    }

    fn tell(&mut self, problems: Vec<Problem>) {
        self.problems.extend(problems);
        self.problems
            .sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    }

    /// Whether a file had to be left out.
    pub(crate) fn has_errors(&self) -> bool {
        self.n_problems(Severity::Error) > 0
    }

    pub(crate) fn n_problems(&self, severity: Severity) -> usize {
        let of_it = |it: &&Problem| it.severity == severity;
        self.problems.iter().filter(of_it).count()
    }
}

fn may_be_published(problems: &[Problem]) -> Result<(), String> {
    let is_damaged = |it: &Problem| it.severity == Severity::Error && it.file == SETTINGS_FILE;
    match problems.iter().any(is_damaged) {
        true => Err(format!(
            "as {SETTINGS_FILE} cannot be read and may say what must not be carried, nothing was \
             built"
        )),
        false => Ok(()),
    }
}

/// A file that is read.
struct Entry {
    /// Relative to the folder, the same on every system.
    name: String,
    path: PathBuf,
}

/// What lies in a folder.
#[derive(Default)]
struct Listing {
    /// In the order of their names.
    files: Vec<Entry>,
    problems: Vec<Problem>,
    passed_over: BTreeMap<String, usize>,
}

fn find(folder: &Path) -> Result<Listing, String> {
    let mut listing = Listing::default();
    if folder.is_file() {
        let name = folder.file_name().unwrap_or_default();
        listing.files.push(Entry {
            name: name.to_string_lossy().into_owned(),
            path: folder.to_owned(),
        });
        return Ok(listing);
    }
    if !folder.is_dir() {
        return Err(format!("there is no folder {}", folder.display()));
    }
    let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|it| !is_hidden(it)) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => {
                let name = name(folder, entry.path());
                let is_wanted = Settings::is_name(&name) || is_read(&name);
                if entry.file_type().is_file() && is_wanted {
                    let path = entry.into_path();
                    listing.files.push(Entry { name, path });
                } else if let Some(kind) = unknown_kind(&entry) {
                    *listing.passed_over.entry(kind).or_insert(0) += 1;
                }
            }
            Err(error) => listing.problems.push(unreadable(folder, &error)),
        }
    }
    Ok(listing)
}

fn is_hidden(entry: &DirEntry) -> bool {
    // The folder itself was asked for, whatever it is called.
    entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.')
}

fn name(folder: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> = relative.iter().map(|it| it.to_string_lossy()).collect();
    parts.join("/")
}

/// The kind of a file that we do not read, as it is told; bundles are nothing to tell.
fn unknown_kind(entry: &DirEntry) -> Option<String> {
    if !entry.file_type().is_file() {
        return Some("no regular file".to_owned());
    }
    match entry.path().extension() {
        Some(extension) if extension == "crossread" => None,
        Some(extension) => Some(format!(".{}", extension.to_string_lossy())),
        None => Some("no extension".to_owned()),
    }
}

fn unreadable(folder: &Path, error: &walkdir::Error) -> Problem {
    let path = error.path().map_or_else(PathBuf::new, Path::to_path_buf);
    let name = name(folder, &path);
    if let Some(ancestor) = error.loop_ancestor() {
        let at = ancestor.display();
        return Problem::warning(
            &name,
            None,
            format!("this link leads back to {at}, which it lies in, and was not followed"),
            "take the link out; what it leads to is read where it is",
        );
    }
    match error.io_error() {
        Some(error) if error.kind() == std::io::ErrorKind::NotFound => Problem::error(
            &name,
            None,
            "this is gone, or a link that leads nowhere",
            "put back what belongs there, or take the link out",
        ),
        _ => Problem::error(
            &name,
            None,
            format!("this cannot be read: {error}"),
            "look at its permissions, and at where links lead",
        ),
    }
}
