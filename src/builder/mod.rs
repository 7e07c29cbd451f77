//! Documents and what their publisher says of them become a bundle: the program and the page's
//! importer do it alike, so the same files give the same bytes.

mod settings;

use crate::bundle::Bundle;
use crate::corpus::{Corpus, Document};
use crate::ingest::{self, Problem};
use crate::order::Order;
use crate::quotes::{Named, put_right};
use crate::stems;
pub use settings::Settings;

/// A bundle, and what is wrong with the documents among themselves or with the settings.
pub struct Built {
    /// Sound, with the forms of words that a stemmer knows.
    pub bundle: Bundle,
    /// In the order of files and lines.
    pub problems: Vec<Problem>,
}

/// The bundle of these documents, which may come in any order.
pub fn build(documents: Vec<Document>, settings: &Settings) -> Built {
    let (corpus, mut problems) = corpus(documents, settings);
    let mut bundle = Bundle::from_corpus(corpus).with_families(&stems::class_of);
    let Bundle {
        corpus, statements, ..
    } = &mut bundle;
    for at in put_right(&corpus.documents, statements, &settings.named) {
        problems.push(unmet(&settings.named[at]));
    }
    put_in_order(&mut problems);
    Built { bundle, problems }
}

/// The collection of these documents, in the order of their files, before it is analyzed.
pub fn corpus(mut documents: Vec<Document>, settings: &Settings) -> (Corpus, Vec<Problem>) {
    let problems = ingest::put_in_order(&mut documents);
    let corpus = Corpus {
        title: settings.title.clone(),
        about: settings.about.clone(),
        topics: settings.topics.clone(),
        documents,
    };
    (corpus, problems)
}

/// The collection in these files (name, bytes), articles and what is said beside them.
pub fn corpus_of_files(
    files: impl IntoIterator<Item = (String, Vec<u8>)>,
) -> (Corpus, Vec<Problem>) {
    let mut settings = Settings::default();
    let mut documents = Vec::new();
    let mut problems = Vec::new();
    for (name, bytes) in files {
        problems.extend(settings.read(&name, &bytes).unwrap_or_else(|| {
            let reading = ingest::read(&name, &bytes);
            documents.extend(reading.documents);
            reading.problems
        }));
    }
    let (corpus, among) = corpus(documents, &settings);
    problems.extend(among);
    put_in_order(&mut problems);
    (corpus, problems)
}

fn put_in_order(problems: &mut [Problem]) {
    problems.order_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
}

/// A row about speakers that meets no statement.
fn unmet(row: &Named) -> Problem {
    let what = [row.form.as_str(), row.words.as_str()].join(" ");
    Problem::warning(
        settings::NAMES_FILE,
        None,
        format!(
            "no statement is meant by “{}” for {}",
            what.trim(),
            row.name
        ),
        "compare the row with what crossread quotes lists, or take it out",
    )
}
