//! Articles in plain text, one paragraph or line of the page after another.

use super::Problem;
use super::article::{self, Block, Stated};
use super::passages::joined;
use crate::corpus::Document;

/// Longest line of a text that was wrapped by hand, in characters.
const MAX_WRAPPED_CHARS: usize = 100;

/// The document, or `None` with an error among the problems. `text` has its lines ended by `\n`.
pub(super) fn document(
    file_name: &str,
    text: &str,
    problems: &mut Vec<Problem>,
) -> Option<Document> {
    let blocks = paragraphs(text)
        .into_iter()
        .map(|words| Block { words, label: None })
        .collect();
    article::document(file_name, blocks, Stated::default(), problems)
}

/// Paragraphs end at blank lines, and at every line’s end in a file that was not wrapped by hand.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs = Vec::new();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let width = width(&lines);
    for block in lines.split(|it| it.trim().is_empty()) {
        match width {
            Some(width) if is_wrapped(block, width) => {
                paragraphs.push(joined(block.iter().copied()));
            }
            _ => paragraphs.extend(block.iter().map(|it| it.trim().to_owned())),
        }
    }
    paragraphs.retain(|it| !it.is_empty());
    paragraphs
}

/// The width to which a text is wrapped, in characters; `None` where it was not wrapped by hand:
/// no blank lines part its paragraphs, a line is too long, or none goes on in the next.
fn width(lines: &[&str]) -> Option<usize> {
    let has_blanks = lines.iter().any(|it| it.trim().is_empty());
    let is_address = |it: &str| !it.contains(' ') && it.contains("://");
    let length = |it: &&str| it.chars().take(MAX_WRAPPED_CHARS + 1).count();
    let lengths = lines.iter().filter(|it| !is_address(it)).map(length);
    let width = lengths.max().filter(|&it| it <= MAX_WRAPPED_CHARS)?;
    let goes_on = lines.windows(2).any(|pair| {
        let [line, next] = pair else { return false };
        !line.trim().is_empty()
            && next.starts_with(|c: char| c.is_alphabetic() && !c.is_uppercase())
            && is_full(line, next, width)
    });
    (has_blanks && goes_on).then_some(width)
}

/// Whether the first word of `next` would hardly have had room in the line above it.
fn is_full(line: &str, next: &str, width: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or_default();
    let is_unspaced = !next.is_ascii() && word.len() == next.trim().len();
    let needed = if is_unspaced {
        1
    } else {
        word.chars().count() + 1
    };
    line.chars().count() + needed + width / 8 > width
}

/// Whether the lines are of one paragraph: each goes on with a small letter or is full. Lines of
/// verse and of menus begin where they like, with capitals.
fn is_wrapped(lines: &[&str], width: usize) -> bool {
    // An ideographic space begins a paragraph.
    let starts_anew = |line: &str| {
        line.starts_with('\u{3000}')
            || line
                .trim_start()
                .starts_with(['-', '–', '—', '•', '*', '・'])
    };
    let goes_on = |pair: &[&str]| {
        let [line, next] = pair else { return true };
        !starts_anew(next) && (next.starts_with(char::is_lowercase) || is_full(line, next, width))
    };
    let starts_with_capital = |line: &&str| {
        line.trim_start()
            .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    };
    let is_verse = lines.len() > 1
        && lines[1..].iter().all(starts_with_capital)
        && (lines.len() > 2 || lines[0].ends_with(['.', '!', '?']));
    lines.windows(2).all(goes_on) && !is_verse
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
        check(
            "条約の交渉は長く\n続いている。\n\n雨が降った。",
            &["条約の交渉は長く続いている。", "雨が降った。"],
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
    fn verse_menus_and_long_lines_are_not_joined() {
        let verse = "The boat went out\nThe rain came in\nThe harbor slept\n\nAll night";
        check(
            verse,
            &[
                "The boat went out",
                "The rain came in",
                "The harbor slept",
                "All night",
            ],
        );
        check(
            "Write below what you think!\nSay who you are\n\nHome",
            &["Write below what you think!", "Say who you are", "Home"],
        );
        let long = "word ".repeat(30);
        let text = format!("Comment\nReply to\n\n{long}");
        check(&text, &["Comment", "Reply to", long.trim()]);
    }
}
