//! Going to a thing by fragments of its name: sources, speakers, names, views, commands.
//!
//! The letters of the pattern must occur in the label in order, as editors' palettes have it;
//! `fuzzy-matcher` scores how well. It knows the case of ASCII only and takes time in proportion
//! to pattern × label, so both are folded first and the pattern is cut.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use serde::{Deserialize, Serialize};

use crate::text::{Folded, Span, fold, folded, is_word_char};

/// Longer patterns are cut here, in characters: no label is as long.
pub const MAX_PATTERN: usize = 64;

/// Labels are matched up to here, in characters.
const MAX_LABEL: usize = 256;

/// What a pattern that stands in one piece gains; more than the matcher gives for any scatter.
const WHOLE_RUN: i64 = 1_000;

/// How well a label answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    /// Greater is better; comparable between labels under one pattern.
    pub score: i64,
    /// The matched letters, as spans of the label, neighbors joined.
    pub marks: Vec<Span>,
}

/// A pattern, ready to be held against labels.
pub struct Finder {
    pattern: String,
    matcher: SkimMatcherV2,
}

impl Finder {
    /// A finder for what was typed.
    pub fn new(typed: &str) -> Finder {
        let kept: String = typed.trim().chars().take(MAX_PATTERN).collect();
        Finder {
            pattern: fold(&kept).chars().filter(|it| *it != ' ').collect(),
            matcher: SkimMatcherV2::default().ignore_case(),
        }
    }

    /// How `label` answers, or `None`. An empty pattern is answered by everything, score 0.
    ///
    /// ```
    /// use crossread::finder::Finder;
    /// let found = Finder::new("КУРИЛ").find("Курильские острова").expect("case does not matter");
    /// assert_eq!(found.marks[0].of_text("Курильские острова"), "Курил");
    /// ```
    pub fn find(&self, label: &str) -> Option<Match> {
        if self.pattern.is_empty() {
            return Some(Match {
                score: 0,
                marks: Vec::new(),
            });
        }
        let cut = label
            .char_indices()
            .nth(MAX_LABEL)
            .map_or(label.len(), |it| it.0);
        let label = folded(&label[..cut]);
        if let Some(found) = self.find_run(&label) {
            return Some(found);
        }
        let (score, letters) = self.matcher.fuzzy_indices(&label.text, &self.pattern)?;
        let mut marks: Vec<Span> = Vec::new();
        let mut letters = letters.into_iter().peekable();
        for (n, (at, letter)) in label.text.char_indices().enumerate() {
            if letters.next_if_eq(&n).is_none() {
                continue;
            }
            let mark = label.original(Span::new(at..at + letter.len_utf8()));
            match marks.last_mut() {
                Some(last) if last.end >= mark.start => *last = last.join(mark),
                _ => marks.push(mark),
            }
        }
        Some(Match { score, marks })
    }

    /// The pattern as a run of the label, best at the start of a word. The matcher alone would
    /// put first letters of words above it.
    fn find_run(&self, label: &Folded) -> Option<Match> {
        let runs = || label.text.match_indices(&self.pattern).map(|it| it.0);
        let starts_word = |at: &usize| {
            let before = label.text[..*at].chars().next_back();
            !before.is_some_and(is_word_char)
        };
        let at_word = runs().find(starts_word);
        let at = at_word.or_else(|| runs().next())?;
        let bonus = if at_word.is_some() {
            WHOLE_RUN
        } else {
            WHOLE_RUN / 2
        };
        Some(Match {
            score: self.matcher.fuzzy_match(&label.text, &self.pattern)? + bonus,
            marks: vec![label.original(Span::new(at..at + self.pattern.len()))],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The scripts and accents on which plain `fuzzy-matcher` fails.
    #[test]
    fn scripts_and_accents_fold() {
        for (label, pattern) in [
            ("Hello World", "hello"),
            ("hello world", "HELLO"),
            ("Привет мир", "привет"),
            ("привет мир", "ПРИВЕТ"),
            ("Ёлка", "елка"),
            ("Café", "cafe"),
            ("東京都知事", "都知"),
            ("e\u{301}cole", "école"),
            ("STRASSE", "straße"),
            ("İstanbul", "istanbul"),
            ("ﬁnance", "finance"),
            ("ｶﾀｶﾅ", "カタカナ"),
            ("Treaty of Shimoda", "shim"),
            ("Fumio Kishida", "kishda"),
        ] {
            let found = Finder::new(pattern).find(label);
            let found = found.unwrap_or_else(|| panic!("{pattern} does not find {label}"));
            assert!(found.marks.iter().all(|it| it.fits(label)), "{label}");
        }
    }

    #[test]
    fn letters_out_of_order_do_not_match() {
        assert_eq!(Finder::new("adihsik").find("Fumio Kishida"), None);
    }

    #[test]
    fn a_run_beats_scattered_letters() {
        let finder = Finder::new("abe");
        let score = |label| finder.find(label).expect("both match").score;
        assert!(score("Shinzo Abe") > score("A bright evening"));
    }

    #[test]
    fn long_patterns_are_cut() {
        let label = "a".repeat(10_000);
        assert!(Finder::new(&label).find(&label).is_some());
    }
}
