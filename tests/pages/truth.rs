//! The pages of this folder, each with what should be found in it.
//!
//! `NAME.truth` says it line by line, a word and a tab first: `date`, `outlet` and `author` as they
//! should be found, then each passage of the article in order with its kind. What is on the page and
//! not in the file is around the article.

use std::fs;
use std::path::Path;

/// A page, and what should be found in it.
pub(crate) struct Truth {
    /// The file's name without folder.
    pub(crate) name: String,
    pub(crate) html: Vec<u8>,
    pub(crate) date: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) author: Option<String>,
    /// Kind and words of each passage.
    pub(crate) passages: Vec<(String, String)>,
}

impl Truth {
    /// The passages that are read, which the headline is not.
    pub(crate) fn kept(&self) -> impl Iterator<Item = &(String, String)> {
        self.passages.iter().filter(|it| it.0 != "title")
    }

    /// The headline.
    pub(crate) fn title(&self) -> Option<&str> {
        let title = self.passages.iter().find(|it| it.0 == "title")?;
        Some(&title.1)
    }
}

/// The pages of a folder, by name.
pub(crate) fn truths(folder: &str) -> Vec<Truth> {
    let mut truths: Vec<Truth> = fs::read_dir(folder)
        .expect("the folder is there")
        .flatten()
        .map(|it| it.path())
        .filter(|it| it.extension().is_some_and(|it| it == "truth"))
        .map(|it| truth(&it))
        .collect();
    truths.sort_by(|a, b| a.name.cmp(&b.name));
    truths
}

fn truth(path: &Path) -> Truth {
    let page = path.with_extension("html");
    let mut truth = Truth {
        name: page
            .file_name()
            .expect("it is a file")
            .to_string_lossy()
            .into_owned(),
        html: fs::read(&page).expect("the page lies beside its truth"),
        date: None,
        outlet: None,
        author: None,
        passages: Vec::new(),
    };
    for line in fs::read_to_string(path).expect("it is text").lines() {
        let (kind, words) = line.split_once('\t').expect("a line has a kind and words");
        let words = words.to_owned();
        match kind {
            "date" => truth.date = Some(words),
            "outlet" => truth.outlet = Some(words),
            "author" => truth.author = Some(words),
            _ => truth.passages.push((kind.to_owned(), words)),
        }
    }
    truth
}
