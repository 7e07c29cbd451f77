//! The positions that the index counts, the same in texts and in queries.
//!
//! A word is one position. Japanese and Chinese are written without spaces: there each character
//! is a position, and its term is the character and the one after it (the last stands alone). Any
//! run of characters is then found as a sequence of positions, and one character as a beginning.

use std::ops::Range;

use crate::text::words;

/// A word of a folded text, or a run of characters written without spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    /// Bytes of the folded text.
    pub(super) range: Range<usize>,
    /// Whether every character is a position of its own.
    pub(super) is_run: bool,
}

/// One position of a folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Position<'a> {
    /// What the dictionary holds.
    pub(super) term: &'a str,
    /// Its own bytes: of a run, the first character of the term alone.
    pub(super) range: Range<usize>,
}

/// Words and runs of `folded` in order. Linear.
pub(super) fn segments(folded: &str) -> impl Iterator<Item = Segment> + '_ {
    words(folded).flat_map(move |word| parts(folded, word.range()))
}

/// Every position of `folded` in order. Linear.
pub(super) fn positions(folded: &str) -> impl Iterator<Item = Position<'_>> {
    segments(folded).flat_map(move |segment| segment.positions(folded))
}

/// Calls `found` with the term of every position of `folded` in order: [`positions`], sooner.
pub(super) fn each_term(folded: &str, found: &mut dyn FnMut(&str)) {
    for word in words(folded) {
        let term = word.of_text(folded);
        // Letters of ASCII never part, and most words are of them.
        if term.is_ascii() {
            found(term);
            continue;
        }
        for segment in parts(folded, word.range()) {
            let positions = segment.positions(folded);
            positions.iter().for_each(|it| found(it.term));
        }
    }
}

impl Segment {
    /// The positions of this stretch of `folded`.
    pub(super) fn positions<'a>(&self, folded: &'a str) -> Vec<Position<'a>> {
        let all = self.range.clone();
        if !self.is_run {
            return vec![Position {
                term: &folded[all.clone()],
                range: all,
            }];
        }
        let mut ends: Vec<usize> = folded[all.clone()]
            .char_indices()
            .map(|(at, c)| all.start + at + c.len_utf8())
            .collect();
        ends.push(all.end);
        let mut start = all.start;
        ends.windows(2)
            .map(|pair| {
                let from = std::mem::replace(&mut start, pair[0]);
                Position {
                    term: &folded[from..pair[1]],
                    range: from..pair[0],
                }
            })
            .collect()
    }
}

/// Whether `c` belongs to a script that is written without spaces and searched by characters.
fn is_spaceless(c: char) -> bool {
    matches!(
        c,
        '々' | '〆' | '〇'
            | '\u{3041}'..='\u{30ff}'
            | '\u{31f0}'..='\u{31ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

/// The word at `range`, cut where the way of writing changes: `2019年` is a number and a run.
fn parts(folded: &str, range: Range<usize>) -> Vec<Segment> {
    let mut found: Vec<Segment> = Vec::new();
    for (at, c) in folded[range.clone()].char_indices() {
        let start = range.start + at;
        let end = start + c.len_utf8();
        let is_run = is_spaceless(c);
        match found.last_mut() {
            Some(last) if last.is_run == is_run => last.range.end = end,
            _ => found.push(Segment {
                range: start..end,
                is_run,
            }),
        }
    }
    // An apostrophe joins letters; at a cut it joins nothing.
    for part in &mut found {
        let text = &folded[part.range.clone()];
        let start = part.range.start + text.len() - text.trim_start_matches('\'').len();
        let end = part.range.start + text.trim_end_matches('\'').len();
        part.range = start..end.max(start);
    }
    found.retain(|it| !it.range.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(folded: &str, expected: &[&str]) {
        let terms: Vec<&str> = positions(folded).map(|it| it.term).collect();
        assert_eq!(terms, expected);
        let mut terms = Vec::new();
        each_term(folded, &mut |it| terms.push(it.to_owned()));
        assert_eq!(terms, expected);
    }

    #[test]
    fn words_are_whole() {
        check(
            "japan's pro-american camp",
            &["japan's", "pro", "american", "camp"],
        );
    }

    #[test]
    fn characters_come_in_pairs() {
        check("北方領土", &["北方", "方領", "領土", "土"]);
        check("島", &["島"]);
    }

    #[test]
    fn scripts_part() {
        check("2019年1月", &["2019", "年", "1", "月"]);
        check("nato'軍", &["nato", "軍"]);
    }

    #[test]
    fn a_run_is_tiled_by_its_positions() {
        let ranges: Vec<_> = positions("千島").map(|it| it.range).collect();
        assert_eq!(ranges, [0..3, 3..6]);
    }
}
