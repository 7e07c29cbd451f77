//! Documents and what their publisher says of them become a bundle: the program and the page's
//! importer do it alike, so the same files give the same bytes.

mod analysis;
mod labels;
mod links;
mod names;
mod parts;
mod pattern;
mod rows;
mod settings;
mod sources;
mod topics;
mod toml_file;

use crate::bundle::{self, Bundle, Withheld, permitted};
use crate::corpus::{Corpus, Document};
use crate::ingest::{self, Problem};
use crate::order::Order;
use crate::quotes::{Named, put_right};
use crate::stems;
use analysis::{Findings, Said};
pub use labels::{Label, relabel};
pub use parts::{Folder, Found, Merged, Part, PartFile, Share, merged};
pub use rows::Row;
pub use settings::{SETTINGS_FILE, Settings};
pub use sources::Source;

/// A bundle, and what is wrong with the documents among themselves or with the settings.
pub struct Built {
    /// Sound, with the forms of words that a stemmer knows.
    pub bundle: Bundle,
    /// In the order of files and lines.
    pub problems: Vec<Problem>,
    /// What must not be found in its bytes.
    pub withheld: Withheld,
}

/// How far building is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many documents of so many were searched for statements and names.
    Analyze(usize, usize),
    /// All of them are being indexed.
    Index,
    /// Their sentences are compared.
    Compare,
}

/// Is told how far building is, from any thread.
pub type Watch<'a> = &'a (dyn Fn(Step) + Sync);

/// The bundle of these documents, which may come in any order.
pub fn build(documents: Vec<Document>, settings: &Settings) -> Built {
    build_with(documents, settings, &|_| ())
}

/// [`build`] with someone who watches.
pub fn build_with(documents: Vec<Document>, settings: &Settings, watch: Watch) -> Built {
    let (corpus, problems) = corpus(documents, settings);
    let mut built = analyze(corpus, settings, watch);
    built.problems.extend(problems);
    put_in_order(&mut built.problems);
    built
}

/// The second half of [`build_with`]: the bundle of what [`corpus`] put together.
pub fn analyze(corpus: Corpus, settings: &Settings, watch: Watch) -> Built {
    analyze_found(corpus, None, settings, watch)
}

/// [`analyze`], where it may be known what was `found` in the documents.
fn analyze_found(
    corpus: Corpus,
    found: Option<Findings>,
    settings: &Settings,
    watch: Watch,
) -> Built {
    let mut problems = Vec::new();
    let withheld = Withheld::of(&corpus);
    let given = || settings.called.iter().chain(&settings.names);
    let says = settings.given();
    let corpus = cut(corpus);
    let (reviewed, unmet_links) = links::resolved(&corpus, &settings.links);
    problems.extend(
        unmet_links
            .iter()
            .map(|&at| links::unmet(&settings.links[at], &corpus)),
    );
    let said = Said {
        given: &says,
        reviewed: &reviewed,
    };
    let (mut bundle, unmet) = analysis::analyzed(corpus, found, said, &stems::class_of, watch);
    let unmet = unmet
        .into_iter()
        .filter_map(|at| Some((at, given().nth(at)?)));
    problems.extend(unmet.map(|(at, row)| {
        Problem::warning(
            match at < settings.called.len() {
                true => names::NAMES_FILE,
                false => SETTINGS_FILE,
            },
            Some(row.line),
            format!("no article names “{}”", row.says.canonical),
            "write the forms as the articles have them, or take the line out",
        )
    }));
    let Bundle {
        corpus, statements, ..
    } = &mut bundle;
    let named: Vec<Named> = settings.named.iter().map(|it| it.says.clone()).collect();
    let unmet = put_right(&corpus.documents, statements, &named);
    problems.extend(unmet.iter().map(|&at| names::unmet(&settings.named[at])));
    bundle.said = settings.carried(&unmet, &unmet_links);
    put_in_order(&mut problems);
    Built {
        bundle,
        problems,
        withheld,
    }
}

/// The bundle of a collection about which nothing else is said: its documents cut down to what
/// their rights permit, then analyzed.
pub fn bundle(corpus: Corpus) -> Bundle {
    analysis::analyzed(
        cut(corpus),
        None,
        Said::default(),
        &stems::class_of,
        &|_| (),
    )
    .0
}

/// The collection with no more of its documents than their rights permit.
fn cut(corpus: Corpus) -> Corpus {
    Corpus {
        documents: corpus.documents.into_iter().map(permitted).collect(),
        ..corpus
    }
}

/// The bytes of a bundle's file, after a look whether they open again and hold nothing that they
/// must not. The bundle itself is given up on the way, as there may not be room for two.
///
/// # Errors
///
/// A sentence without a period that says what is wrong, which is a mistake of Crossread's.
pub fn encoded(bundle: Bundle, withheld: &Withheld) -> Result<Vec<u8>, String> {
    let bytes = bundle::encode(&bundle);
    drop(bundle);
    let opened = bundle::decode(&bytes).map_err(|it| format!("the bundle does not open: {it}"))?;
    match withheld.found_in(&bytes, &opened.corpus) {
        Some(words) => Err(format!(
            "the bundle holds words that it must not: “{words}”"
        )),
        None => Ok(bytes),
    }
}

/// The collection of these documents, in the order of their files, before it is cut down to what
/// may be carried and analyzed.
pub fn corpus(mut documents: Vec<Document>, settings: &Settings) -> (Corpus, Vec<Problem>) {
    let mut problems = tell(&mut documents, settings);
    problems.extend(ingest::put_in_order(&mut documents));
    let corpus = Corpus {
        title: settings.title.clone(),
        about: settings.about.clone(),
        topics: settings.topics.clone(),
        documents,
    };
    (corpus, problems)
}

/// Tells each document what its publisher says of it; what is said of none is a problem.
fn tell(documents: &mut [Document], settings: &Settings) -> Vec<Problem> {
    let mut problems = Vec::new();
    sources::apply(documents, &settings.sources, &mut problems);
    labels::apply(documents, &settings.labels, &mut problems);
    for document in documents {
        if document.license.is_none() {
            document.license.clone_from(&settings.license);
        }
        if let Some(language) = &settings.language
            && document.language == "en"
        {
            document.language.clone_from(language);
        }
    }
    problems
}

/// The collection in these files (name, bytes), articles and what is said beside them.
pub fn corpus_of_files(
    files: impl IntoIterator<Item = (String, Vec<u8>)>,
) -> (Corpus, Vec<Problem>) {
    let mut settings = Settings::default();
    let mut articles = Vec::new();
    let mut problems = Vec::new();
    for (name, bytes) in files {
        match settings.read(&name, &bytes) {
            Some(of_it) => problems.extend(of_it),
            None => articles.push((name, bytes)),
        }
    }
    let mut documents = Vec::new();
    for (name, bytes) in articles {
        let reading = ingest::read_with(&name, &bytes, &settings.mapping());
        documents.extend(reading.documents);
        problems.extend(reading.problems);
    }
    let (corpus, among) = corpus(documents, &settings);
    problems.extend(among);
    put_in_order(&mut problems);
    (corpus, problems)
}

fn put_in_order(problems: &mut [Problem]) {
    problems.order_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
}
