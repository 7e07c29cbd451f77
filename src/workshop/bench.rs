//! The worker's side: reads files one by one, keeps what they hold, makes bundles of it.

use std::collections::BTreeMap;

use super::job::{Contents, Done, Job};
use crate::builder::{self, Settings};
use crate::bundle;
use crate::corpus::{Document, DocumentId};
use crate::ingest::{self, Format, Problem, max_bytes};

/// The ending of the name of a bundle.
pub const BUNDLE: &str = ".crossread";

/// The most bytes of one file, of whatever kind.
const MAX_HERE: usize = 256 << 20;

/// What was read so far. No browser in here.
#[derive(Default)]
pub struct Bench {
    documents: BTreeMap<u32, Vec<Document>>,
    /// Settings in the order in which they came: a file and its bytes, or a bundle's.
    settings: BTreeMap<u32, Said>,
}

enum Said {
    File(String, Vec<u8>),
    /// A zip, for the settings inside it.
    Archive(String, Vec<u8>),
    Bundle(Box<Settings>),
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
        let mut settings = self.settings();
        let told = settings.read_inside(name, &file);
        let reading = ingest::read_with(name, &file, &settings.mapping());
        let documents = reading.documents;
        if !documents.is_empty() {
            self.documents.insert(number, documents.clone());
            if Format::of_name(name) == Some(Format::Archive) {
                self.settings
                    .insert(number, Said::Archive(name.to_owned(), file));
            }
        }
        let problems = reading.problems.into_iter().chain(told).collect();
        (Contents::Documents(documents), problems)
    }

    /// What is said of the collection, by all that say something of it.
    fn settings(&self) -> Settings {
        let mut settings = Settings::default();
        for said in self.settings.values() {
            // Their problems were told when they came.
            match said {
                Said::File(name, bytes) => drop(settings.read(name, bytes)),
                Said::Archive(name, bytes) => drop(settings.read_inside(name, bytes)),
                Said::Bundle(of_it) => settings.join(Settings::clone(of_it)),
            }
        }
        settings
    }

    fn open(&mut self, number: u32, name: &str, file: &[u8]) -> (Contents, Vec<Problem>) {
        match bundle::decode(file) {
            Ok(bundle) => {
                let title = bundle.corpus.title.clone();
                let mut problems = Vec::new();
                match Settings::of(&bundle) {
                    Some(settings) => {
                        self.settings
                            .insert(number, Said::Bundle(Box::new(settings)));
                    }
                    None => problems.push(Problem::warning(
                        name,
                        None,
                        "what its publisher says of sources, names and speakers was written by \
                         another release",
                        "bring the publisher’s crossread.toml and names.csv as well",
                    )),
                }
                let documents = bundle.corpus.documents;
                self.documents.insert(number, documents.clone());
                (Contents::Bundle(documents, title), problems)
            }
            Err(error) => {
                let remedy = "choose another file";
                let problem = Problem::error(name, None, error.to_string(), remedy);
                (Contents::Documents(Vec::new()), vec![problem])
            }
        }
    }

    fn build(&self, title: Option<String>) -> (Done, Vec<u8>) {
        let mut settings = self.settings();
        if let Some(title) = title {
            settings.title = title;
        }
        let documents: Vec<Document> = self.documents.values().flatten().cloned().collect();
        let n_documents = documents.len() as u32;
        let builder::Built {
            bundle,
            withheld,
            mut problems,
        } = builder::build(documents, &settings);
        let file = |id: DocumentId| {
            let document = bundle.corpus.document(id);
            document.map_or_else(String::new, |it| it.file.clone())
        };
        let copies = bundle.corpus.copies().into_iter();
        let copies = copies.map(|group| group.into_iter().map(file).collect());
        let copies: Vec<Vec<String>> = copies.collect();
        let bytes = match n_documents {
            0 => Vec::new(),
            _ => builder::encoded(bundle, &withheld).unwrap_or_else(|why| {
                let remedy = "take out what was brought last, and tell the makers of Crossread";
                problems.push(Problem::error("the bundle", None, why, remedy));
                Vec::new()
            }),
        };
        let done = Done::Built {
            title: settings.title,
            n_documents,
            problems,
            copies,
        };
        (done, bytes)
    }
}

/// The largest file called so that is read in a browser, in bytes: the memory of a wasm is less
/// than that of a machine.
pub fn most_bytes(name: &str) -> usize {
    if name.ends_with(BUNDLE) {
        MAX_HERE
    } else {
        max_bytes(name).min(MAX_HERE)
    }
}

/// The answer to a file that is too large to be loaded at all.
pub fn too_large(number: u32, name: &str, bytes: f64) -> Done {
    let message = format!(
        "the file has {:.0} MB, and at most {} MB of such a file are read here",
        bytes / 1e6,
        most_bytes(name) / 1_000_000
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

/// The answer in place of a bundle over which workers were lost.
pub fn not_built() -> Done {
    let message =
        "the collection could not be put together: this browser gives it too little memory";
    let remedy = "take some files out, or build it with the program crossread";
    Done::Built {
        title: String::new(),
        n_documents: 0,
        problems: vec![Problem::error("the bundle", None, message, remedy)],
        copies: Vec::new(),
    }
}

fn refused(number: u32, name: &str, message: impl Into<String>, remedy: &str) -> Done {
    Done::Read {
        number,
        contents: Contents::Documents(Vec::new()),
        problems: vec![Problem::error(name, None, message, remedy)],
    }
}
