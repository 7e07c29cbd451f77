//! What a publisher says beside the articles.

use crate::corpus::{Corpus, Topic};
use crate::ingest::{self, Problem};
use crate::quotes::{Named, named};

/// The file in which a publisher says who is who.
pub(super) const NAMES_FILE: &str = "names.csv";

/// What a publisher says of the collection as a whole.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What the collection is called; may be empty.
    pub title: String,
    /// One sentence or two about it; may be empty.
    pub about: String,
    /// What is counted in the overview.
    pub topics: Vec<Topic>,
    /// Who the speakers are.
    pub named: Vec<Named>,
}

impl Settings {
    /// What a bundle that was built before says of its collection. Names were put right then.
    pub fn of(corpus: &Corpus) -> Settings {
        Settings {
            title: corpus.title.clone(),
            about: corpus.about.clone(),
            topics: corpus.topics.clone(),
            named: Vec::new(),
        }
    }

    /// Whether a file called so says something of the collection.
    pub fn is_name(file_name: &str) -> bool {
        matches!(file_name, ingest::ABOUT_FILE | NAMES_FILE)
    }

    /// Takes what a file beside the articles says, if it is one of those that say something;
    /// `None` for every other file, which may be an article.
    pub fn read(&mut self, file_name: &str, bytes: &[u8]) -> Option<Vec<Problem>> {
        match file_name {
            ingest::ABOUT_FILE => {
                let (about, problems) = ingest::about(bytes);
                if let Some(about) = about {
                    self.title = about.title;
                    self.about = about.about;
                    self.topics = about.topics;
                }
                Some(problems)
            }
            NAMES_FILE => Some(self.read_names(bytes)),
            _ => None,
        }
    }

    fn read_names(&mut self, bytes: &[u8]) -> Vec<Problem> {
        let table = std::str::from_utf8(bytes).map_err(|_| "the file is not UTF-8".to_owned());
        match table.and_then(named) {
            Ok(named) => {
                self.named = named;
                Vec::new()
            }
            Err(message) => vec![Problem::warning(
                NAMES_FILE,
                Some(1),
                message,
                "write name,form,source,words above its rows; form or words may be empty",
            )],
        }
    }
}
