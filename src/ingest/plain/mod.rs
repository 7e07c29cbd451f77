//! Articles in plain text: the headline, then paragraphs.

mod dateline;

use super::article::{self, Block, Stated};
use super::passages::joined;
use super::{Problem, stem};
use crate::corpus::Document;

/// A first line longer than this is hardly a headline; in characters.
const MAX_TITLE_CHARS: usize = 250;

/// Longest line of a text that was wrapped by hand, in characters.
const MAX_WRAPPED_CHARS: usize = 100;

/// The document, or `None` with an error among the problems. `text` has its lines ended by `\n`.
///
/// What the file does not state is not made up: the outlet comes from the file's name, with a
/// warning, and a date only from a dateline that names day, month and year.
pub(super) fn document(
    file_name: &str,
    text: &str,
    problems: &mut Vec<Problem>,
) -> Option<Document> {
    let (title, rest) = text.trim().split_once('\n').unwrap_or((text.trim(), ""));
    let title = title.trim();
    let blocks: Vec<Block> = paragraphs(rest)
        .into_iter()
        .map(|words| Block { words, label: None })
        .collect();
    if blocks.is_empty() {
        problems.push(Problem::error(
            file_name,
            None,
            "there is no text below the first line, which is taken as the headline",
            "put the headline into a line of its own and the article below it",
        ));
        return None;
    }
    if title.chars().count() > MAX_TITLE_CHARS {
        problems.push(Problem::warning(
            file_name,
            Some(1),
            "the first line is taken as the headline, and is long for one",
            "put the headline into a line of its own above the article",
        ));
    }
    let stated = Stated {
        title: Some(title.to_owned()),
        outlet: Some(outlet(file_name, problems)),
        ..Stated::default()
    };
    let mut document = article::document(file_name, blocks, stated, problems)?;
    date(&mut document, problems);
    Some(document)
}

/// The outlet that the file's name starts with: `tass` in `01-tass-abe.txt`.
pub(super) fn outlet(file_name: &str, problems: &mut Vec<Problem>) -> String {
    const REMEDY: &str = "save the article as .md with a line outlet: … in its front matter";
    let first = stem(file_name)
        .split_once(['-', '_', ' '])
        .map_or("", |(first, _)| first);
    if !first.chars().any(char::is_alphabetic) {
        let message = "the file’s name does not start with an outlet, as in tass-talks.txt";
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

/// How many passages at the top may hold the dateline: lead and pictures may come before it.
const DATELINE_WITHIN: usize = 3;

/// Takes place and date from the dateline.
fn date(document: &mut Document, problems: &mut Vec<Problem>) {
    let top = document.passages.iter().take(DATELINE_WITHIN);
    let found = top
        .map(|it| document.passage_text(it))
        .find_map(dateline::dateline);
    let Some(found) = found else {
        return;
    };
    match found.date {
        Some(date) => {
            document.date_basis = Some(format!("The dateline says “{}”.", found.words));
            document.date = Some(date);
        }
        None => problems.push(Problem::warning(
            &document.file,
            None,
            format!(
                "the dateline “{}” gives no year, so the document has no date",
                found.words
            ),
            "save the article as .md with a line date: … in its front matter",
        )),
    }
    document.place = Some(found.place);
}

/// Paragraphs end at blank lines, and at every line’s end where the lines are too long or too
/// uneven to have been wrapped.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs = Vec::new();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let has_blanks = text.trim().lines().any(|it| it.trim().is_empty());
    for block in lines.split(|it| it.is_empty()) {
        if has_blanks && is_wrapped(block) {
            paragraphs.push(joined(block.iter().copied()));
        } else {
            paragraphs.extend(block.iter().map(|&it| it.to_owned()));
        }
    }
    paragraphs.retain(|it| !it.is_empty());
    paragraphs
}

/// Whether the lines are of one paragraph: none long, and none but the last much shorter than
/// the longest.
fn is_wrapped(lines: &[&str]) -> bool {
    let lengths = lines.iter().map(|it| it.chars().count());
    let longest = lengths.clone().max().unwrap_or_default();
    longest <= MAX_WRAPPED_CHARS && lengths.rev().skip(1).all(|it| it * 2 >= longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(paragraphs(text), expected);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        check(
            "\nThe talks\nwent on.\n\nThey end.",
            &["The talks went on.", "They end."],
        );
    }

    #[test]
    fn without_blank_lines_each_line_is_a_paragraph() {
        check(
            "\nThe talks went on.\nThey end.\n",
            &["The talks went on.", "They end."],
        );
    }

    #[test]
    fn uneven_lines_are_paragraphs() {
        check(
            "Photo\nThe ministers met for the third time.\n\nThey end.",
            &[
                "Photo",
                "The ministers met for the third time.",
                "They end.",
            ],
        );
    }

    #[test]
    fn outlets_of_file_names() {
        for (file_name, expected) in [
            ("01-tass-talks.txt", "TASS"),
            ("sputnik-talks.txt", "Sputnik"),
            ("talks.txt", "unknown outlet"),
            ("7_8.txt", "unknown outlet"),
        ] {
            let mut problems = Vec::new();
            assert_eq!(outlet(file_name, &mut problems), expected);
            assert_eq!(problems.len(), 1);
        }
    }
}
