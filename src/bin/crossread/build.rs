//! `crossread build` and `crossread merge`: a folder of articles becomes a bundle, on one machine or
//! on many.

use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use crossread::app::view::count;
use crossread::builder::{self, Part, Share, encoded};
use crossread::ingest::Severity;

use crate::folder::{self, Folder};
use crate::report::{self, Kept, Output, Seconds, Sums, rounded};
use crate::{BuildArguments, BundleArguments, MergeArguments, Outcome, files, say};

/// A folder of articles as a bundle's bytes, and what there is to tell of it.
pub(crate) struct Made {
    pub(crate) folder: Folder,
    pub(crate) bytes: Vec<u8>,
    /// What the collection is called, and one sentence or two about it; may be empty.
    pub(crate) title: String,
    pub(crate) about: String,
    pub(crate) sums: Sums,
    documents: Vec<Kept>,
    seconds: Seconds,
}

pub(crate) fn build(arguments: &BuildArguments) -> Outcome {
    if let Some(share) = arguments.part {
        return part(arguments, share);
    }
    let started = Instant::now();
    let made = make(&arguments.folder, arguments.bundle.json)?;
    written(&made, started, &arguments.folder, &arguments.bundle)
}

/// Writes what one machine finds in its share of the folder.
fn part(arguments: &BuildArguments, share: Share) -> Outcome {
    let started = Instant::now();
    let part = folder::read_share(&arguments.folder, share)?;
    eprint!("{}", report::problems(part.problems()));
    let bytes = part.to_bytes();
    let file = write(&arguments.bundle.output, &bytes)?;
    let (n_files, n_documents) = part.counts();
    say(&format!(
        "{file}: {share}, {}, {}, {}, {:.1} s\n",
        count(n_files as u64, "file"),
        count(n_documents as u64, "document"),
        count(bytes.len() as u64, "byte"),
        started.elapsed().as_secs_f64(),
    ));
    let has_errors = part.problems().any(|it| it.severity == Severity::Error);
    Ok(match arguments.bundle.strict && has_errors {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    })
}

/// `crossread merge`: what several machines found in a folder becomes its bundle.
pub(crate) fn merge(arguments: &MergeArguments) -> Outcome {
    let started = Instant::now();
    let mut parts = Vec::with_capacity(arguments.parts.len());
    for path in &arguments.parts {
        let name = path.display().to_string();
        let bytes = fs::read(path).map_err(|it| format!("{name} cannot be read: {it}"))?;
        let part = Part::of_bytes(&bytes).map_err(|it| format!("{name} {it}"))?;
        parts.push((name, part));
    }
    let mut folder = Folder::from(builder::merged(parts)?);
    folder.reading_time = started.elapsed();
    let parts = Path::new("these parts");
    let made = made(folder, parts, arguments.bundle.json)?;
    written(&made, started, parts, &arguments.bundle)
}

/// Writes a bundle and tells what came of it.
fn written(made: &Made, started: Instant, folder: &Path, arguments: &BundleArguments) -> Outcome {
    let writing = Instant::now();
    let file = write(&arguments.output, &made.bytes)?;
    let output = Output {
        path: file.clone(),
        files: 1,
        bytes: made.bytes.len() as u64,
    };
    if arguments.json {
        say(&made.json(folder, writing, output));
    } else {
        say(&format!(
            "{}{}\n{file}: {}, {:.1} s\n",
            report::passed_over(&made.folder),
            made.sums,
            count(made.bytes.len() as u64, "byte"),
            started.elapsed().as_secs_f64(),
        ));
    }
    Ok(made.exit_code(arguments.strict))
}

/// Writes a file; its name as it is told.
fn write(path: &Path, bytes: &[u8]) -> Result<String, String> {
    let file = path.display().to_string();
    let written = files::write(path, bytes);
    written.map_err(|it| format!("{file} cannot be written: {it}"))?;
    Ok(file)
}

/// Reads and analyzes the articles in `path`. Problems are told on the standard error output, unless
/// they are told as JSON later.
///
/// # Errors
///
/// A sentence without a period where nothing may or can be made of them.
pub(crate) fn make(path: &Path, as_json: bool) -> Result<Made, String> {
    made(folder::read(path)?, path, as_json)
}

/// [`make`], of a folder that was read.
fn made(mut folder: Folder, path: &Path, as_json: bool) -> Result<Made, String> {
    let started = Instant::now();
    let corpus = folder.corpus();
    let refused = folder.may_be_published();
    let documents = match as_json {
        true => report::kept(&corpus, false),
        false => Vec::new(),
    };
    let built = match &refused {
        Ok(()) if !corpus.documents.is_empty() => Some(folder.analyze(corpus)?),
        _ => None,
    };
    if !as_json || built.is_none() {
        eprint!("{}", report::problems(&folder.problems));
    }
    refused?;
    let Some(built) = built else {
        let at = path.display();
        return Err(format!(
            "there is no article in {at} that can be read, so nothing was built"
        ));
    };
    let sums = Sums::of(&built.bundle);
    let title = built.bundle.corpus.title.clone();
    let about = built.bundle.corpus.about.clone();
    // What the page would refuse must not be published, nor what it may not carry.
    let bytes = encoded(built.bundle, &built.withheld)
        .map_err(|it| format!("nothing was written, as {it}; please report this"))?;
    let seconds = Seconds {
        analyze: rounded(started.elapsed()),
        ..Seconds::default()
    };
    Ok(Made {
        folder,
        bytes,
        title,
        about,
        sums,
        documents,
        seconds,
    })
}

impl Made {
    /// What machines are told when `output` was written, from `writing` on.
    pub(crate) fn json(&self, path: &Path, writing: Instant, output: Output) -> String {
        let seconds = Seconds {
            write: rounded(writing.elapsed()),
            ..self.seconds
        };
        let documents = &self.documents;
        report::json(
            path,
            &self.folder,
            documents,
            self.sums,
            seconds,
            Some(output),
        )
    }

    pub(crate) fn exit_code(&self, strict: bool) -> ExitCode {
        match strict && self.folder.has_errors() {
            true => ExitCode::FAILURE,
            false => ExitCode::SUCCESS,
        }
    }
}
