//! What a publisher says beside the articles.

use super::labels::{self, Label};
use super::rows::Row;
use super::sources::Source;
use super::{names, toml_file};
use crate::corpus::{Corpus, Topic};
use crate::ingest::{Field, Mapping, Problem};
use crate::names::Given;
use crate::quotes::Named;

/// The file in which a publisher says what the collection is, what may be carried of each source
/// and what things are called.
pub const SETTINGS_FILE: &str = "crossread.toml";

/// What a publisher says of the collection as a whole.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What the collection is called; may be empty.
    pub title: String,
    /// One sentence or two about it; may be empty.
    pub about: String,
    /// Under what terms articles may be used that state none.
    pub license: Option<String>,
    /// BCP 47, of articles for which nothing but English was stated or found.
    pub language: Option<String>,
    /// What is counted in the overview.
    pub topics: Vec<Topic>,
    /// What is said of single sources, in the order of the file.
    pub sources: Vec<Source>,
    /// What things are called; [`Row::line`] is that of the file.
    pub names: Vec<Row<Given>>,
    /// Which columns of tables hold what: ours, then theirs.
    pub columns: Vec<(String, String)>,
    /// Who the speakers are.
    pub named: Vec<Row<Named>>,
    /// What passages are.
    pub labels: Vec<Row<Label>>,
}

impl Settings {
    /// What a bundle that was built before says of its collection. Names were put right then.
    pub fn of(corpus: &Corpus) -> Settings {
        Settings {
            title: corpus.title.clone(),
            about: corpus.about.clone(),
            topics: corpus.topics.clone(),
            ..Settings::default()
        }
    }

    /// What the columns of tables hold, where the collection says so.
    pub fn mapping(&self) -> Mapping {
        let mut mapping = Mapping::default();
        for (ours, theirs) in &self.columns {
            if let Some(field) = Field::of_name(ours) {
                mapping.insert(theirs, field);
            }
        }
        mapping
    }

    /// Whether a file called so says something of the collection.
    pub fn is_name(file_name: &str) -> bool {
        matches!(
            file_name,
            SETTINGS_FILE | names::NAMES_FILE | labels::LABELS_FILE
        )
    }

    /// Takes what a file beside the articles says, if it is one of those that say something;
    /// `None` for every other file, which may be an article.
    ///
    /// An error among the problems means that [`SETTINGS_FILE`] could not be understood, so that
    /// nobody knows what may be carried; all else is a warning.
    pub fn read(&mut self, file_name: &str, bytes: &[u8]) -> Option<Vec<Problem>> {
        let mut problems = Vec::new();
        match file_name {
            SETTINGS_FILE => toml_file::read(bytes, self, &mut problems),
            names::NAMES_FILE => self.named = names::read(bytes, &mut problems),
            labels::LABELS_FILE => self.labels = labels::read(bytes, &mut problems),
            _ => return None,
        }
        Some(problems)
    }
}
