//! Kinds of files that only the program reads, beside those of [`crossread::ingest`].

use std::fs::File;
use std::path::Path;

use crossread::ingest::{Problem, Reading};

use crate::{pdf, warc};

/// Whether a file called so is read here.
pub(crate) fn is_name(name: &str) -> bool {
    pdf::is_name(name) || warc::is_name(name)
}

/// Reads such a file, document by document. `name` is its name in messages.
pub(crate) fn read(name: &str, path: &Path, each: &mut dyn FnMut(Reading)) {
    match File::open(path) {
        Ok(file) if pdf::is_name(name) => each(pdf::documents(name, file)),
        Ok(file) => warc::documents(name, file, each),
        Err(error) => {
            let message = format!("the file cannot be read: {error}");
            let problem = Problem::error(name, None, message, "look at its permissions");
            each(Reading {
                documents: Vec::new(),
                problems: vec![problem],
            });
        }
    }
}
