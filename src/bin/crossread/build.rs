//! `crossread build`: a folder of articles becomes a bundle.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use crossread::app::view::count;
use crossread::builder::encoded;

use crate::folder::{self, Folder};
use crate::report::{self, Kept, Output, Seconds, Sums, rounded};
use crate::{BuildArguments, Outcome, files, say};

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
    let started = Instant::now();
    let made = make(&arguments.folder, arguments.json)?;
    let file = arguments.output.display();
    let writing = Instant::now();
    files::write(&arguments.output, &made.bytes)
        .map_err(|it| format!("{file} cannot be written: {it}"))?;
    let output = Output {
        path: file.to_string(),
        files: 1,
        bytes: made.bytes.len() as u64,
    };
    if arguments.json {
        say(&made.json(&arguments.folder, writing, output));
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

/// Reads and analyzes the articles in `path`. Problems are told on the standard error output, unless
/// they are told as JSON later.
///
/// # Errors
///
/// A sentence without a period where nothing may or can be made of them.
pub(crate) fn make(path: &Path, as_json: bool) -> Result<Made, String> {
    let mut folder = folder::read(path)?;
    let started = Instant::now();
    let corpus = folder.corpus();
    let refused = folder.may_be_published();
    let documents = match as_json {
        true => report::kept(&corpus, false),
        false => Vec::new(),
    };
    let built = match &refused {
        Ok(()) if !corpus.documents.is_empty() => Some(folder.analyze(corpus)),
        _ => None,
    };
    if !as_json || built.is_none() {
        eprint!("{}", report::problems(&folder));
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
