//! The articles in a folder: finds files, reads them on all cores, and says what came of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crossread::builder::{self, Built, SETTINGS_FILE, Settings};
use crossread::corpus::{Corpus, Document};
use crossread::ingest::{self, Format, Problem, Reading, Severity};
use crossread::parallel;
use walkdir::{DirEntry, WalkDir};

use crate::progress::{self, Steps};
use crate::{files, foreign};

/// What a folder holds.
pub(crate) struct Folder {
    documents: Vec<Document>,
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
    let mut found = find(folder)?;
    let bar = progress::bar("reading", found.files.len(), "files");
    let mut settings = Settings::default();
    let (beside, articles): (Vec<Found>, Vec<Found>) =
        (found.files.into_iter()).partition(|it| Settings::is_name(&it.name));
    let mut n_bytes = 0;
    for file in &beside {
        let (bytes, problem) = files::read(&file.name, &file.path);
        found.problems.extend(problem);
        let bytes = bytes.unwrap_or_default();
        n_bytes += bytes.len() as u64;
        let told = settings.read(&file.name, &bytes);
        found.problems.extend(told.into_iter().flatten());
        bar.inc(1);
    }
    for file in articles.iter().filter(|it| is_archive(&it.name)) {
        // Problems with the file itself are told when its articles are read.
        let bytes = files::read(&file.name, &file.path).0.unwrap_or_default();
        let told = settings.read_inside(&file.name, &bytes);
        found.problems.extend(told);
    }
    let mapping = settings.mapping();
    let readings = parallel::map(&articles, |file| {
        if foreign::is_name(&file.name) {
            let (reading, n_bytes) = foreign::read(&file.name, &file.path);
            bar.inc(1);
            return (reading, n_bytes);
        }
        let (bytes, problem) = files::read(&file.name, &file.path);
        let n_bytes = bytes.as_ref().map_or(0, |it| it.len() as u64);
        let mut reading = bytes.map_or_else(Reading::default, |it| {
            ingest::read_with(&file.name, &it, &mapping)
        });
        reading.problems.extend(problem);
        bar.inc(1);
        (reading, n_bytes)
    });
    let mut documents = Vec::with_capacity(readings.len());
    for (reading, n) in readings {
        documents.extend(reading.documents);
        found.problems.extend(reading.problems);
        n_bytes += n;
    }
    bar.finish_and_clear();
    Ok(Folder {
        documents,
        settings,
        problems: found.problems,
        passed_over: found.passed_over,
        n_files: beside.len() + articles.len(),
        n_bytes,
        reading_time: started.elapsed(),
    })
}

/// Whether a file called so is read.
fn is_read(name: &str) -> bool {
    Format::of_name(name).is_some() || foreign::is_name(name)
}

fn is_archive(name: &str) -> bool {
    Format::of_name(name) == Some(Format::Archive)
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
    pub(crate) fn analyze(&mut self, corpus: Corpus) -> Built {
        let steps = Steps::new(corpus.documents.len());
        let mut built = builder::analyze(corpus, &self.settings, &|it| steps.show(it));
        steps.end();
        self.tell(std::mem::take(&mut built.problems));
        built
    }

    /// Whether anything may be published of it.
    ///
    /// # Errors
    ///
    /// A sentence without a period where nobody knows what may be carried.
    pub(crate) fn may_be_published(&self) -> Result<(), String> {
        let is_damaged = |it: &Problem| it.severity == Severity::Error && it.file == SETTINGS_FILE;
        match self.problems.iter().any(is_damaged) {
            true => Err(format!(
                "as {SETTINGS_FILE} cannot be read and may say what must not be carried, nothing \
                 was built"
            )),
            false => Ok(()),
        }
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

/// A file that is read.
struct Found {
    /// Relative to the folder, the same on every system.
    name: String,
    path: PathBuf,
}

/// What lies in a folder.
#[derive(Default)]
struct Listing {
    /// In the order of their names.
    files: Vec<Found>,
    problems: Vec<Problem>,
    passed_over: BTreeMap<String, usize>,
}

fn find(folder: &Path) -> Result<Listing, String> {
    let mut listing = Listing::default();
    if folder.is_file() {
        let name = folder.file_name().unwrap_or_default();
        listing.files.push(Found {
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
                    listing.files.push(Found { name, path });
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
