//! The worker's side: reads files one by one, keeps what they hold, makes bundles of it.

use std::collections::BTreeMap;

use super::job::{Contents, Done, Job};
use crate::builder::{self, Settings};
use crate::bundle::{self, encode};
use crate::corpus::Document;
use crate::ingest::{self, MAX_FILE_BYTES, Problem};

/// The ending of the name of a bundle.
pub const BUNDLE: &str = ".crossread";

/// What was read so far. No browser in here.
#[derive(Default)]
pub struct Bench {
    documents: BTreeMap<u32, Vec<Document>>,
    /// Settings in the order in which they came: a file and its bytes, or a bundle's.
    settings: BTreeMap<u32, Said>,
}

enum Said {
    File(String, Vec<u8>),
    Bundle(Settings),
}

impl Bench {
    /// Carries out a job; `file` holds the bytes of the file to read. The answer, and the bytes
    /// that travel with it. Total: whatever is wrong with a file is among its problems.
    pub fn answer(&mut self, job: Job, file: Vec<u8>) -> Option<(Done, Vec<u8>)> {
        match job {
            Job::Read { number, name } => {
                let (contents, problems) = self.read(number, &name, file);
                let done = Done::Read {
                    number,
                    contents,
                    problems,
                };
                Some((done, Vec::new()))
            }
            Job::Put { number, documents } => {
                if documents.is_empty() {
                    self.documents.remove(&number);
                    self.settings.remove(&number);
                } else {
                    self.documents.insert(number, documents);
                }
                None
            }
            Job::Build { title } => Some(self.build(title)),
        }
    }

    fn read(&mut self, number: u32, name: &str, file: Vec<u8>) -> (Contents, Vec<Problem>) {
        if name.ends_with(BUNDLE) {
            return self.open(number, name, &file);
        }
        // The first reading tells the problems; the bytes are read again for each bundle.
        if let Some(problems) = Settings::default().read(name, &file) {
            self.settings
                .insert(number, Said::File(name.to_owned(), file));
            return (Contents::Settings, problems);
        }
        let reading = ingest::read(name, &file);
        let documents = reading.documents;
        if !documents.is_empty() {
            self.documents.insert(number, documents.clone());
        }
        (Contents::Documents(documents), reading.problems)
    }

    fn open(&mut self, number: u32, name: &str, file: &[u8]) -> (Contents, Vec<Problem>) {
        match bundle::decode(file) {
            Ok(bundle) => {
                let documents = bundle.corpus.documents.clone();
                let settings = Settings::of(&bundle.corpus);
                let title = settings.title.clone();
                self.documents.insert(number, documents.clone());
                self.settings.insert(number, Said::Bundle(settings));
                (Contents::Bundle(documents, title), Vec::new())
            }
            Err(error) => {
                let remedy = "choose another file";
                let problem = Problem::error(name, None, error.to_string(), remedy);
                (Contents::Documents(Vec::new()), vec![problem])
            }
        }
    }

    fn build(&self, title: Option<String>) -> (Done, Vec<u8>) {
        let mut settings = Settings::default();
        for said in self.settings.values() {
            match said {
                // Its problems were told when it came.
                Said::File(name, bytes) => drop(settings.read(name, bytes)),
                Said::Bundle(of_it) => settings = of_it.clone(),
            }
        }
        if let Some(title) = title {
            settings.title = title;
        }
        let documents: Vec<Document> = self.documents.values().flatten().cloned().collect();
        let n_documents = documents.len() as u32;
        let built = builder::build(documents, &settings);
        let bytes = if n_documents == 0 {
            Vec::new()
        } else {
            encode(&built.bundle)
        };
        let done = Done::Built {
            title: settings.title,
            n_documents,
            problems: built.problems,
        };
        (done, bytes)
    }
}

/// The answer to a file that is too large to be loaded at all.
pub fn too_large(number: u32, name: &str, bytes: f64) -> Done {
    let message = format!(
        "the file has {:.0} MB, and at most {} MB are read here",
        bytes / 1e6,
        MAX_FILE_BYTES / 1_000_000
    );
    refused(
        number,
        name,
        message,
        "split it, or build it with the program crossread",
    )
}

/// The answer to a file that the browser does not give.
pub fn not_given(number: u32, name: &str) -> Done {
    let message = "the browser could not read the file: it was changed, moved or removed meanwhile";
    refused(number, name, message, "bring it once more")
}

/// The answer for a file over which the worker was lost.
pub fn fatal(number: u32, name: &str) -> Done {
    let message = "reading the file stopped the reader, which was started again without it";
    refused(
        number,
        name,
        message,
        "save the article as plain text and bring that",
    )
}

fn refused(number: u32, name: &str, message: impl Into<String>, remedy: &str) -> Done {
    Done::Read {
        number,
        contents: Contents::Documents(Vec::new()),
        problems: vec![Problem::error(name, None, message, remedy)],
    }
}
