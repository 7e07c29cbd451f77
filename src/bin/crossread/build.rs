//! `crossread build`: a folder of articles becomes a bundle.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use crossread::bundle::{decode, encode};

use crossread::app::view::count;

use crate::folder::{self, summary};
use crate::{BuildArguments, Outcome, say};

pub(crate) fn build(arguments: &BuildArguments) -> Outcome {
    let started = Instant::now();
    let mut folder = folder::read(&arguments.folder)?;
    let bundle = folder.bundle();
    eprint!("{}", folder.report());
    if bundle.corpus.documents.is_empty() {
        let at = arguments.folder.display();
        return Err(format!(
            "there is no article in {at} that can be read, so nothing was built"
        ));
    }
    let bytes = encode(&bundle);
    // What the page would refuse must not be published.
    if let Err(error) = decode(&bytes) {
        return Err(format!(
            "the bundle does not open again, so it was not written: {error}"
        ));
    }
    let file = arguments.output.display();
    write(&arguments.output, &bytes).map_err(|it| format!("{file} cannot be written: {it}"))?;
    let n_statements: usize = bundle.statements.iter().map(Vec::len).sum();
    say(&format!(
        "{}{}, {}\n{file}: {}, {:.1} s\n",
        folder.passed_over(),
        summary(&bundle.corpus),
        count(n_statements as u64, "statement"),
        count(bytes.len() as u64, "byte"),
        started.elapsed().as_secs_f64(),
    ));
    Ok(if arguments.strict && folder.has_errors() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Writes a file so that a reader finds the old one or the new one, never half of one.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let unfinished = format!(
        ".{}.{}.unfinished",
        name.to_string_lossy(),
        std::process::id()
    );
    let unfinished = path.with_file_name(unfinished);
    let written = File::create(&unfinished)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        })
        .and_then(|()| fs::rename(&unfinished, path));
    if written.is_err() {
        // Best effort: the error that is told is the first one.
        let _ = fs::remove_file(&unfinished);
    }
    written
}
