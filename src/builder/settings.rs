//! What a publisher says beside the articles.

use serde::{Deserialize, Serialize};

use super::labels::{self, Label};
use super::links;
use super::rows::Row;
use super::sources::Source;
use super::{names, toml_file};
use crate::bundle::Bundle;
use crate::compare::Review;
use crate::corpus::Topic;
use crate::decoder::decode;
use crate::ingest::{Field, Format, Mapping, Problem, archive};
use crate::names::Given;
use crate::quotes::Named;

/// The file in which a publisher says what the collection is, what may be carried of each source
/// and what things are called.
pub const SETTINGS_FILE: &str = "crossread.toml";

/// What a publisher says of the collection as a whole.
///
/// As a value of serde it is what [`Bundle::said`] carries: what the corpus itself does not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// What the collection is called; may be empty.
    #[serde(skip)]
    pub title: String,
    /// One sentence or two about it; may be empty.
    #[serde(skip)]
    pub about: String,
    /// Under what terms articles may be used that state none.
    pub license: Option<String>,
    /// BCP 47, of articles for which nothing but English was stated or found.
    pub language: Option<String>,
    /// What is counted in the overview.
    #[serde(skip)]
    pub topics: Vec<Topic>,
    /// What is said of single sources, in the order of the file.
    pub sources: Vec<Source>,
    /// What things are called; [`Row::line`] is that of the file.
    pub names: Vec<Row<Given>>,
    /// The same as the table of names has it, which wins.
    pub called: Vec<Row<Given>>,
    /// Which columns of tables hold what: ours, then theirs.
    pub columns: Vec<(String, String)>,
    /// Who the speakers are.
    pub named: Vec<Row<Named>>,
    /// Which sentences report the same thing, and which do not.
    pub links: Vec<Row<Review>>,
    /// What passages are.
    #[serde(skip)]
    pub labels: Vec<Row<Label>>,
}

impl Settings {
    /// What was said of the collection when the bundle was built. Labels were put right then.
    ///
    /// `None` where what is said of sources, names and speakers was written by another release.
    pub fn of(bundle: &Bundle) -> Option<Settings> {
        let said = match bundle.said.as_slice() {
            [] => Settings::default(),
            said => decode(said)?,
        };
        Some(Settings {
            title: bundle.corpus.title.clone(),
            about: bundle.corpus.about.clone(),
            topics: bundle.corpus.topics.clone(),
            ..said
        })
    }

    /// What [`Bundle::said`] carries of it: all but the rows on speakers at `unmet` and those on
    /// links at `unmet_links`, which may be about words that must not be carried.
    pub(super) fn carried(&self, unmet: &[usize], unmet_links: &[usize]) -> Vec<u8> {
        let said = Settings {
            title: String::new(),
            about: String::new(),
            topics: Vec::new(),
            labels: Vec::new(),
            named: without(&self.named, unmet),
            links: without(&self.links, unmet_links),
            ..self.clone()
        };
        if said == Settings::default() {
            return Vec::new();
        }
        postcard::to_allocvec(&said).expect("settings are plain data")
    }

    /// Adds what was said of another collection that is joined to this one. Where both say
    /// something of the whole, what is said here stays.
    pub fn join(&mut self, other: Settings) {
        let or = |here: &mut String, there: String| {
            if here.is_empty() {
                *here = there;
            }
        };
        or(&mut self.title, other.title);
        or(&mut self.about, other.about);
        self.license = self.license.take().or(other.license);
        self.language = self.language.take().or(other.language);
        let is_known =
            |it: &Topic, topics: &[Topic]| topics.iter().any(|one| one.label == it.label);
        for topic in other.topics {
            if !is_known(&topic, &self.topics) {
                self.topics.push(topic);
            }
        }
        self.sources.extend(other.sources);
        self.names.extend(other.names);
        self.called.extend(other.called);
        self.columns.extend(other.columns);
        self.named.extend(other.named);
        self.links.extend(other.links);
        self.labels.extend(other.labels);
    }

    /// What things are called, what wins first.
    pub(super) fn given(&self) -> Vec<Given> {
        let given = self.called.iter().chain(&self.names);
        given.map(|it| it.says.clone()).collect()
    }

    /// Which columns of tables hold what.
    pub fn mapping(&self) -> Mapping {
        let mut mapping = Mapping::default();
        for (field, column) in &self.columns {
            if let Some(field) = Field::of_name(field) {
                mapping.insert(column, field);
            }
        }
        mapping
    }

    /// Takes what files inside an archive say; nothing of any other file.
    pub fn read_inside(&mut self, file_name: &str, bytes: &[u8]) -> Vec<Problem> {
        if Format::of_name(file_name) != Some(Format::Archive) {
            return Vec::new();
        }
        let last = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        let is_setting = |path: &str| Settings::is_name(&last(path));
        archive::entries(file_name, bytes, &is_setting)
            .filter_map(Result::ok)
            .filter_map(|(path, bytes)| self.read(&last(&path), &bytes))
            .flatten()
            .collect()
    }

    /// Whether a file called so says something of the collection.
    pub fn is_name(file_name: &str) -> bool {
        matches!(
            file_name,
            SETTINGS_FILE | names::NAMES_FILE | labels::LABELS_FILE | links::LINKS_FILE
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
            // Before what a bundle said: of two rows on one statement or form the first counts.
            names::NAMES_FILE => {
                let (named, called) = names::read(bytes, &mut problems);
                self.named.splice(0..0, named);
                self.called.splice(0..0, called);
            }
            labels::LABELS_FILE => self.labels = labels::read(bytes, &mut problems),
            // Of two rows on the same sentences the last counts, and a bundle said the others.
            links::LINKS_FILE => self.links.extend(links::read(bytes, &mut problems)),
            _ => return None,
        }
        Some(problems)
    }
}

/// `rows` without those at `places`.
fn without<T: Clone>(rows: &[T], places: &[usize]) -> Vec<T> {
    let kept = rows
        .iter()
        .enumerate()
        .filter(|(at, _)| !places.contains(at));
    kept.map(|(_, row)| row.clone()).collect()
}
