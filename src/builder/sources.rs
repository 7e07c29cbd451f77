//! What a publisher says of single sources: what may be carried of them, and what they state too
//! little of.

use serde::{Deserialize, Serialize};

use super::SETTINGS_FILE;
use super::pattern::is_file;
use crate::corpus::{Document, Rights};
use crate::ingest::Problem;
use crate::text::fold;

/// An outlet or some files, and what is said of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The name of an outlet, whatever its capitals; or that of a file, in which `*` stands for any
    /// characters and `?` for one.
    pub of: String,
    /// Its line in the file, from 1.
    pub line: u32,
    /// The most that is carried; what an article itself permits may be less.
    pub rights: Option<Rights>,
    /// Where an article states none.
    pub license: Option<String>,
    /// In place of what an article states.
    pub outlet: Option<String>,
    /// In place of what was stated or found.
    pub language: Option<String>,
    /// Where an article states none.
    pub url: Option<String>,
}

impl Source {
    fn means(&self, document: &Document, outlet: &str) -> bool {
        fold(&self.of) == outlet || is_file(&self.of, &document.file)
    }
}

/// Tells the documents what `sources` say of them; where two speak of one document, the first
/// that says a thing counts, and of rights the least. Sources that meet nothing are told.
pub(super) fn apply(documents: &mut [Document], sources: &[Source], problems: &mut Vec<Problem>) {
    let mut met = vec![false; sources.len()];
    for document in documents {
        let outlet = fold(&document.outlet);
        let mut all = Source::default();
        for (source, met) in sources.iter().zip(&mut met) {
            if source.means(document, &outlet) {
                *met = true;
                join(&mut all, source);
            }
        }
        let Source {
            rights,
            license,
            outlet,
            language,
            url,
            ..
        } = all;
        document.rights = least(document.rights, rights.unwrap_or_default());
        document.license = document.license.take().or(license);
        document.url = document.url.take().or(url);
        document.outlet = outlet.unwrap_or(std::mem::take(&mut document.outlet));
        document.language = language.unwrap_or(std::mem::take(&mut document.language));
    }
    for (source, _) in sources.iter().zip(met).filter(|it| !it.1) {
        problems.push(Problem::warning(
            SETTINGS_FILE,
            Some(source.line),
            format!("no article is of the source “{}”", source.of),
            "write the outlet as the articles state it, or the name of a file with * for any \
             characters",
        ));
    }
}

/// Adds to `all` what `source` says besides.
fn join(all: &mut Source, source: &Source) {
    let add = |to: &mut Option<String>, from: &Option<String>| {
        *to = to.take().or_else(|| from.clone());
    };
    add(&mut all.license, &source.license);
    add(&mut all.outlet, &source.outlet);
    add(&mut all.language, &source.language);
    add(&mut all.url, &source.url);
    if let Some(rights) = source.rights {
        all.rights = Some(least(rights, all.rights.unwrap_or_default()));
    }
}

fn least(one: Rights, other: Rights) -> Rights {
    match (one, other) {
        (Rights::Link, _) | (_, Rights::Link) => Rights::Link,
        (Rights::Excerpts, _) | (_, Rights::Excerpts) => Rights::Excerpts,
        _ => Rights::Full,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(of: &str, rights: Option<Rights>, outlet: Option<&str>) -> Source {
        Source {
            of: of.to_owned(),
            line: 3,
            rights,
            outlet: outlet.map(str::to_owned),
            ..Source::default()
        }
    }

    #[track_caller]
    fn check(sources: &[Source], rights: Rights, outlet: &str, told: usize) {
        let mut documents = [Document {
            file: "post/1.txt".to_owned(),
            outlet: "Harbor Post".to_owned(),
            rights: Rights::Excerpts,
            ..Document::of_text("It sailed.")
        }];
        let mut problems = Vec::new();
        apply(&mut documents, sources, &mut problems);
        assert_eq!(
            (documents[0].rights, documents[0].outlet.as_str()),
            (rights, outlet)
        );
        assert_eq!(problems.len(), told, "{problems:?}");
    }

    #[test]
    fn by_outlet_or_file_and_never_more_than_the_article_permits() {
        check(
            &[source("HARBOR POST", Some(Rights::Full), None)],
            Rights::Excerpts,
            "Harbor Post",
            0,
        );
        check(
            &[
                source("post/*", None, Some("The Post")),
                source("Harbor Post", Some(Rights::Link), Some("Other")),
                source("*", Some(Rights::Full), None),
            ],
            Rights::Link,
            "The Post",
            0,
        );
        check(
            &[source("Harbor", Some(Rights::Link), Some("x"))],
            Rights::Excerpts,
            "Harbor Post",
            1,
        );
    }
}
