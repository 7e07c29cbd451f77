//! Kinds of files that only the program reads, beside those of [`crossread::ingest`].

use std::fs::File;
use std::path::Path;

use crossread::ingest::{Problem, Reading};

use crate::{pdf, warc};

/// Whether a file called so is read here.
pub(crate) fn is_name(name: &str) -> bool {
    pdf::is_name(name) || warc::is_name(name)
}

/// Reads such a file; with how many bytes it has. `name` is its name in messages.
pub(crate) fn read(name: &str, path: &Path) -> (Reading, u64) {
    let mut all = Reading::default();
    let mut take = |reading: Reading| {
        all.documents.extend(reading.documents);
        all.problems.extend(reading.problems);
    };
    let mut n_bytes = 0;
    match File::open(path) {
        Ok(file) => {
            n_bytes = file.metadata().map_or(0, |it| it.len());
            match pdf::is_name(name) {
                true => take(pdf::documents(name, file)),
                false => warc::documents(name, file, &mut take),
            }
        }
        Err(error) => {
            let message = format!("the file cannot be read: {error}");
            all.problems.push(Problem::error(
                name,
                None,
                message,
                "look at its permissions",
            ));
        }
    }
    (all, n_bytes)
}
