//! Blocks of a file become a document, whatever the file's format.

use super::label::{self, Labels};
use super::passages::Passages;
use super::stated::{self, When};
use super::{Problem, stem};
use crate::corpus::{Date, Document, LabelReason, PassageKind};

/// A line or paragraph as a format finds it.
pub(super) struct Block {
    /// Its words, in one line.
    pub(super) words: String,
    /// What it is, where the format tells; the words have to tell otherwise.
    pub(super) label: Option<(PassageKind, LabelReason)>,
}

/// What a file states of its article outside the running text: its front matter, metadata, row.
#[derive(Default)]
pub(super) struct Stated {
    pub(super) title: Option<String>,
    /// Who published the report, where that is certain.
    pub(super) outlet: Option<String>,
    /// Whose page it was saved from: the outlet, unless the words name an agency that wrote the
    /// report, which the site then carried. Counts only where `outlet` is not stated.
    pub(super) site: Option<String>,
    pub(super) carried_by: Option<String>,
    pub(super) kind: Option<String>,
    /// With what it rests on, where that is not plain.
    pub(super) date: Option<(Date, Option<String>)>,
    pub(super) place: Option<String>,
    pub(super) language: Option<String>,
    pub(super) url: Option<String>,
    pub(super) author: Option<String>,
}

/// The dateline stands in one of so many paragraphs of running text.
const DATELINE_WITHIN: usize = 5;

/// Words of a text without headline that stand for it, in characters.
const MAX_OPENING_CHARS: usize = 80;

/// The document that these blocks are, or `None` with an error among the problems. What the file
/// states comes first; what it leaves open is looked for in the words.
///
/// Linear in the blocks. What the words do not tell is not made up: the outlet comes from the
/// file's name, with a warning, and a date only from words that give day, month and year.
pub(super) fn document(
    file_name: &str,
    blocks: Vec<Block>,
    stated: Stated,
    problems: &mut Vec<Problem>,
) -> Option<Document> {
    let labels = label::labels(&blocks, stated.title.as_deref());
    let mut text = Passages::default();
    for (block, &(kind, why)) in blocks.iter().zip(&labels.of_blocks) {
        text.push(kind, why, &block.words);
    }
    if !text.has_body() {
        problems.push(Problem::error(
            file_name,
            None,
            "no running text was found in it",
            "look at the file in a text editor; it may hold nothing but a headline, menus and links",
        ));
        return None;
    }
    let said = Said::of(file_name, &blocks, &labels, &stated, problems);
    let mut document = text.into_document(
        file_name,
        stated.title.unwrap_or(said.title),
        stated.outlet.unwrap_or(said.outlet),
    );
    document.carried_by = stated.carried_by.or(said.carried_by);
    document.kind = stated.kind;
    document.place = stated.place.or(said.place);
    document.url = stated.url;
    document.author = stated.author.or(said.author);
    document.language = stated.language.unwrap_or_else(|| said.language.to_owned());
    match stated.date {
        Some((date, basis)) => {
            document.date = Some(date);
            document.date_basis = basis;
        }
        None => {
            document.date = said.when.date;
            document.date_basis = said.when.basis;
            document.date_is_inferred = said.when.is_inferred;
        }
    }
    Some(document)
}

/// What the words say where the file states nothing.
struct Said {
    title: String,
    outlet: String,
    carried_by: Option<String>,
    when: When,
    place: Option<String>,
    language: &'static str,
    author: Option<String>,
}

impl Said {
    fn of(
        file_name: &str,
        blocks: &[Block],
        labels: &Labels,
        stated: &Stated,
        problems: &mut Vec<Problem>,
    ) -> Said {
        let lines = || {
            (labels.of_blocks.iter().map(|it| it.0)).zip(blocks.iter().map(|it| it.words.trim()))
        };
        let of_kind = |kind: PassageKind| lines().filter(move |it| it.0 == kind).map(|it| it.1);
        let body = || of_kind(PassageKind::Body);
        let title = match (&stated.title, labels.title) {
            (Some(_), _) => String::new(),
            (None, Some(at)) => blocks[at].words.trim().to_owned(),
            (None, None) => opening(file_name, body().next().unwrap_or_default(), problems),
        };
        let datelines = || {
            (of_kind(PassageKind::Dateline).chain(body().take(DATELINE_WITHIN)))
                .filter_map(stated::dateline)
        };
        let dateline = datelines().next();
        // The first may name the place alone, and the last words of the text the agency.
        let agency = datelines().find_map(|it| it.agency);
        let (outlet, carried_by) = outlet(file_name, lines(), stated, agency, problems);
        let mut when = When::default();
        if stated.date.is_none() {
            when = stated::when(dateline.as_ref(), of_kind(PassageKind::Dateline), body());
            if let Some(words) = when.open.take() {
                problems.push(Problem::warning(
                    file_name,
                    None,
                    format!("the words “{words}” give no year, so the document has no date"),
                    "save the article as .md with a line date: … in its front matter",
                ));
            }
        }
        Said {
            title,
            outlet,
            carried_by,
            when,
            place: dateline.and_then(|it| it.place),
            language: stated::language(body()),
            author: of_kind(PassageKind::Byline)
                .find_map(stated::byline)
                .map(str::to_owned),
        }
    }
}

/// The first words of a text, which stand for the headline that it does not have.
fn opening(file_name: &str, paragraph: &str, problems: &mut Vec<Problem>) -> String {
    problems.push(Problem::warning(
        file_name,
        None,
        "no headline was found, so the first words stand for it",
        "put the headline into a line of its own above the article",
    ));
    let mut opening = String::new();
    for word in paragraph.split_whitespace() {
        let length = opening.chars().count() + word.chars().take(MAX_OPENING_CHARS).count();
        if length >= MAX_OPENING_CHARS && !opening.is_empty() {
            return opening + " …";
        }
        if !opening.is_empty() {
            opening.push(' ');
        }
        opening.extend(word.chars().take(MAX_OPENING_CHARS));
    }
    opening
}

/// Outlet and carrier; from the file's name, with a warning, where the words tell nothing.
fn outlet<'a>(
    file_name: &str,
    lines: impl Iterator<Item = (PassageKind, &'a str)>,
    stated: &Stated,
    agency: Option<String>,
    problems: &mut Vec<Problem>,
) -> (String, Option<String>) {
    if stated.outlet.is_some() {
        return (String::new(), None);
    }
    let first = first_of_name(file_name);
    let said = stated::outlet(lines, stated.site.clone(), agency, first);
    match said.outlet {
        Some(outlet) => (outlet, said.carried_by),
        None => (outlet_of_file_name(file_name, problems), None),
    }
}

/// The outlet that a file's name starts with, with a warning.
pub(super) fn outlet_of_file_name(file_name: &str, problems: &mut Vec<Problem>) -> String {
    const REMEDY: &str = "save the article as .md with a line outlet: … in its front matter";
    let first = first_of_name(file_name);
    if !first.chars().any(char::is_alphabetic) {
        let message =
            "neither the words nor the file’s name tell the outlet, as tass-talks.txt would";
        problems.push(Problem::warning(file_name, None, message, REMEDY));
        return "unknown outlet".to_owned();
    }
    // Agencies are known by their initials.
    let outlet = if first.chars().count() <= 4 {
        first.to_uppercase()
    } else {
        let mut letters = first.chars();
        let initial = letters.next().into_iter().flat_map(char::to_uppercase);
        initial.chain(letters).collect()
    };
    let message = format!("the outlet “{outlet}” is taken from the file’s name");
    problems.push(Problem::warning(file_name, None, message, REMEDY));
    outlet
}

/// The first part of a file's name: `tass` in `01-tass-abe.txt`.
fn first_of_name(file_name: &str) -> &str {
    stem(file_name)
        .split_once(['-', '_', ' '])
        .map_or("", |(first, _)| first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlets_of_file_names() {
        for (file_name, expected) in [
            ("01-tass-talks.txt", "TASS"),
            ("sputnik-talks.txt", "Sputnik"),
            ("talks.txt", "unknown outlet"),
            ("7_8.txt", "unknown outlet"),
        ] {
            let mut problems = Vec::new();
            let found = outlet(
                file_name,
                std::iter::empty(),
                &Stated::default(),
                None,
                &mut problems,
            );
            assert_eq!(found.0, expected);
            assert_eq!(problems.len(), 1);
        }
    }

    #[test]
    fn first_words_for_a_headline() {
        let mut problems = Vec::new();
        let long = "word ".repeat(100);
        assert_eq!(opening("a.txt", "It rained.", &mut problems), "It rained.");
        assert!(opening("a.txt", &long, &mut problems).ends_with("word …"));
        assert!(opening("a.txt", &"x".repeat(10_000), &mut problems).len() <= 90);
        assert_eq!(problems.len(), 3);
    }
}
