//! The text of printed pages, line by line, becomes paragraphs again.
//!
//! Lines are joined, and words that were parted at the end of one; a paragraph that goes on over
//! the page goes on. What stands at the top or bottom of several pages alike, numbers aside, is the
//! running head. Linear.

use std::collections::BTreeMap;

use super::article::{self, Block, Stated};
use super::{Problem, Reading, keyed};
use crate::corpus::{LabelReason, PassageKind};
use crate::order::Order;

/// So many lines at the top and at the bottom of a page may be a running head.
const HEAD_LINES: usize = 2;

/// On so many pages alike, at least, stands a running head.
const MIN_PAGES: usize = 2;

/// A line that ends a sentence and has less than this part of the longest line’s length, in
/// percent, ends its paragraph too.
const SHORT_PERCENT: usize = 80;

/// The document on these pages, each the text of one; `file_name` is that of the printed file.
pub fn read_pages(file_name: &str, pages: &[String]) -> Reading {
    let mut problems = Vec::new();
    let blocks = blocks(pages);
    if blocks.is_empty() {
        problems.push(Problem::error(
            file_name,
            None,
            "there are no words on its pages; they may be pictures of text",
            "run text recognition (OCR) over it, or find the article as a web page",
        ));
        return Reading {
            documents: Vec::new(),
            problems,
        };
    }
    let document = article::document(file_name, blocks, Stated::default(), &mut problems);
    let documents = document.into_iter().map(keyed).collect();
    Reading {
        documents,
        problems,
    }
}

/// The paragraphs and running heads, in their order.
fn blocks(pages: &[String]) -> Vec<Block> {
    let pages: Vec<Vec<&str>> = pages
        .iter()
        .map(|it| it.lines().map(str::trim).collect())
        .collect();
    let heads = running_heads(&pages);
    let mut text = Paragraphs::default();
    for mut lines in pages {
        let longest = lines
            .iter()
            .map(|it| it.chars().count())
            .max()
            .unwrap_or_default();
        for at in edges(&lines) {
            if is_head(lines[at], &heads) {
                text.heads.push(Block {
                    words: std::mem::take(&mut lines[at]).to_owned(),
                    label: Some((PassageKind::Navigation, LabelReason::OnSeveralPages)),
                });
            }
        }
        if text.words.is_empty() {
            text.end();
        }
        let last = lines
            .iter()
            .rposition(|it| !it.is_empty())
            .map_or(0, |it| it + 1);
        let first = lines.iter().position(|it| !it.is_empty()).unwrap_or(last);
        for line in &lines[first..last] {
            append(line, &mut text.words);
            let is_short = line.chars().count() * 100 < longest * SHORT_PERCENT;
            if line.is_empty() || is_short && ends_sentence(line) {
                text.end();
            }
        }
        // A paragraph goes on over the page in the middle of a sentence.
        if ends_sentence(&text.words) {
            text.end();
        }
    }
    text.end();
    text.blocks
}

/// Paragraphs that are put together.
#[derive(Default)]
struct Paragraphs {
    blocks: Vec<Block>,
    /// Of the paragraph that is open.
    words: String,
    /// Running heads that come after it.
    heads: Vec<Block>,
}

impl Paragraphs {
    /// Ends the paragraph, if one is open.
    fn end(&mut self) {
        if !self.words.is_empty() {
            let words = std::mem::take(&mut self.words);
            self.blocks.push(Block { words, label: None });
        }
        self.blocks.append(&mut self.heads);
    }
}

/// The places of lines that may be running heads: the first and last few that are not empty.
fn edges(lines: &[&str]) -> Vec<usize> {
    let full = || (0..lines.len()).filter(|&it| !lines[it].is_empty());
    let mut edges: Vec<usize> = full()
        .take(HEAD_LINES)
        .chain(full().rev().take(HEAD_LINES))
        .collect();
    edges.order();
    edges.dedup();
    edges
}

/// The lines that stand at the edges of several pages, with how many times, numbers left out.
fn running_heads(pages: &[Vec<&str>]) -> BTreeMap<String, usize> {
    let mut heads = BTreeMap::new();
    for lines in pages {
        let mut on_page: Vec<String> = edges(lines)
            .into_iter()
            .map(|it| without_numbers(lines[it]))
            .collect();
        on_page.order();
        on_page.dedup();
        for line in on_page {
            *heads.entry(line).or_default() += 1;
        }
    }
    // A third of the pages: even and odd ones may differ, and first ones do.
    heads.retain(|_, n: &mut usize| *n >= MIN_PAGES && *n * 3 >= pages.len());
    heads
}

fn is_head(line: &str, heads: &BTreeMap<String, usize>) -> bool {
    let plain = without_numbers(line);
    let is_number = plain.chars().all(|it| !it.is_alphabetic()) && line.len() < 20;
    !line.is_empty() && (is_number || heads.contains_key(&plain))
}

/// The line with each run of digits as one `#`.
fn without_numbers(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        match c.is_ascii_digit() {
            true if out.ends_with('#') => {}
            true => out.push('#'),
            false => out.push(c),
        }
    }
    out
}

/// Adds a line to the words of a paragraph.
fn append(line: &str, words: &mut String) {
    let is_parted = words.ends_with(['-', '\u{ad}', '\u{2010}'])
        && words.chars().rev().nth(1).is_some_and(char::is_alphabetic);
    match is_parted {
        // “Russian-” and “Japanese”: the hyphen belongs there.
        true if line.starts_with(char::is_lowercase) => {
            words.pop();
            words.push_str(line);
        }
        true => words.push_str(line),
        false => *words = super::passages::joined([words.as_str(), line]),
    }
}

/// Whether a sentence ends at the end of these words.
fn ends_sentence(words: &str) -> bool {
    let words = words.trim_end_matches(['”', '"', '’', '»', '」', ')', ' ']);
    words.ends_with(['.', '!', '?', '。', '…', ':', '！', '？'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pages are parted by `=`; running heads come out with a dash before them.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let pages: Vec<String> = text.split('=').map(str::to_owned).collect();
        let found = blocks(&pages).into_iter().map(|it| match it.label {
            None => it.words,
            Some(_) => format!("- {}", it.words),
        });
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn lines_and_parted_words_are_joined() {
        check(
            "Ferry sails\n\nThe ferry sailed at noon, and the cap-\ntain of the Russian-\nJapanese line \
             waved.\n\nIt rained.",
            &[
                "Ferry sails",
                "The ferry sailed at noon, and the captain of the Russian-Japanese line waved.",
                "It rained.",
            ],
        );
        check("渡輪中午\n離開港口。", &["渡輪中午離開港口。"]);
    }

    #[test]
    fn a_short_last_line_ends_its_paragraph() {
        check(
            "The ferry sailed at noon, and the captain\nwaved.\nIt rained on the harbor until the \
             night.",
            &[
                "The ferry sailed at noon, and the captain waved.",
                "It rained on the harbor until the night.",
            ],
        );
    }

    #[test]
    fn running_heads_are_told_apart_and_paragraphs_go_on_over_pages() {
        check(
            "Harbor Post, 7 May 2022\n\nThe ferry sailed at noon, and the\n\nPage 1 of 2=\
             Harbor Post, 7 May 2022\n\ncaptain waved.\n\nIt rained.\n\nPage 2 of 2",
            &[
                "- Harbor Post, 7 May 2022",
                "- Page 1 of 2",
                "The ferry sailed at noon, and the captain waved.",
                "- Harbor Post, 7 May 2022",
                "- Page 2 of 2",
                "It rained.",
            ],
        );
        check(
            "One.\n\n- 1 -=Two.\n\n- 2 -",
            &["- - 1 -", "One.", "- - 2 -", "Two."],
        );
    }

    #[test]
    fn a_document_of_pages() {
        let pages = ["Ferry sails\n\nThe ferry sailed.".to_owned()];
        let reading = read_pages("post-ferry.pdf", &pages);
        let document = &reading.documents[0];
        assert_eq!(
            (document.title.as_str(), document.text.as_str()),
            ("Ferry sails", "Ferry sails\n\nThe ferry sailed.")
        );
        assert_eq!(document.outlet, "POST");
        assert_eq!(reading.problems.len(), 1);
        let reading = read_pages("a.pdf", &["\n \n".to_owned()]);
        assert!(
            reading.problems[0]
                .message
                .starts_with("there are no words on its pages")
        );
    }
}
