//! One line of a page: its words in the form in which they are looked up, and what it looks like.

use crate::text::{Span, fold, sentences};

/// A longer line is never looked up whole; in bytes.
const MAX_PLAIN_BYTES: usize = 1200;

/// A line of this weight is running text whatever it ends in.
const LONG: usize = 250;

/// A sentence of this weight is running text.
const SENTENCE: usize = 60;

/// A question or an exclamation may be a headline up to this weight.
const QUESTION: usize = 140;

/// Two sentences of this weight are running text.
const SENTENCES: usize = 40;

/// How a line ends, closing quotation marks and brackets left aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// `.`, `。`, `…`: as sentences do.
    Stop,
    /// `?` or `!`: as sentences and some headlines do.
    Call,
    /// `:`, `,` or `;`: as what goes on below.
    Open,
    /// As headlines, names and words of menus do.
    Bare,
}

/// A line and what it looks like.
pub(super) struct Line<'a> {
    /// Its words, trimmed.
    pub(super) words: &'a str,
    /// [`plain`], or empty where the line is long.
    pub(super) plain: String,
    /// Its length in letters, where one of Chinese or Japanese counts as three; at most a little
    /// more than [`LONG`].
    pub(super) weight: usize,
    /// Words parted by spaces.
    pub(super) n_words: usize,
    /// How it ends.
    pub(super) end: End,
    /// Whether it reads like running text: a sentence of some length, or several.
    pub(super) is_prose: bool,
    /// Sentences, where that had to be counted; 1 otherwise.
    pub(super) n_sentences: usize,
}

impl<'a> Line<'a> {
    pub(super) fn new(words: &'a str) -> Line<'a> {
        let words = words.trim();
        let weight = weight(words);
        let is_long = weight >= LONG || words.len() > MAX_PLAIN_BYTES;
        let plain = if is_long { String::new() } else { plain(words) };
        let n_sentences = match is_long {
            true => 1,
            false => sentences(words, Span::of(words)).len(),
        };
        let mut line = Line {
            words,
            plain,
            weight,
            n_words: words.split_whitespace().take(LONG).count(),
            end: end(words),
            is_prose: false,
            n_sentences,
        };
        line.is_prose = is_long || line.reads_like_prose();
        line
    }

    fn reads_like_prose(&self) -> bool {
        let is_closed = match self.end {
            End::Stop | End::Open => true,
            End::Call => self.n_sentences > 1 || self.weight >= QUESTION || self.is_quoted(),
            End::Bare => false,
        };
        let has_words = self.n_words >= 8 || has_wide(self.words);
        is_closed
            && (self.weight >= SENTENCE && has_words
                || self.n_sentences > 1 && self.weight >= SENTENCES)
    }

    /// Whether marks of quotation stand in it; apostrophes do not count.
    pub(super) fn is_quoted(&self) -> bool {
        self.words
            .contains(['"', '“', '”', '„', '«', '»', '「', '『'])
    }

    /// Whether it is short and ends like a sentence: `He left.`
    pub(super) fn is_short_sentence(&self) -> bool {
        !self.is_prose && matches!(self.end, End::Stop | End::Open) && self.weight >= 6
    }

    /// Whether it holds a letter or a digit.
    pub(super) fn has_words(&self) -> bool {
        self.weight >= LONG || self.words.chars().any(char::is_alphanumeric)
    }

    /// Whether it starts with a capital letter, a digit, or a letter of a script without
    /// capitals.
    pub(super) fn starts_like_a_heading(&self) -> bool {
        let first = self.words.chars().next();
        first.is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase())
    }

    /// Whether most of its longer words begin with a capital letter, as in English headlines.
    pub(super) fn is_title_case(&self) -> bool {
        let longer = || {
            (self
                .words
                .split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’'))
            .filter(|it| it.chars().count() >= 4)
        };
        let n_longer = longer().take(LONG).count();
        let n_capital = longer()
            .take(LONG)
            .filter(|it| it.starts_with(char::is_uppercase))
            .count();
        n_longer >= 3 && n_capital * 5 >= n_longer * 4
    }

    /// Whether every word begins with a capital letter, as names do.
    pub(super) fn is_name_like(&self) -> bool {
        self.n_words <= 6
            && (self.words.split_whitespace()).all(|it| it.starts_with(char::is_uppercase))
    }
}

/// `words` as they are looked up: folded, numbers as 0, everything but letters and digits as
/// single spaces.
///
/// Linear.
pub(in crate::ingest) fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in fold(words).chars() {
        let c = match c {
            _ if c.is_numeric() => '0',
            _ if c.is_alphanumeric() => c,
            _ => ' ',
        };
        let last = out.chars().next_back();
        if c == ' ' && matches!(last, None | Some(' ')) || c == '0' && last == Some('0') {
            continue;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether `c` is of a script written without spaces.
pub(in crate::ingest) fn is_wide(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

fn has_wide(words: &str) -> bool {
    words.chars().take(LONG).any(is_wide)
}

/// See [`Line::weight`]; stops counting when the line is long.
fn weight(words: &str) -> usize {
    let mut weight = 0;
    for c in words.chars() {
        weight += if is_wide(c) { 3 } else { 1 };
        if weight >= LONG {
            break;
        }
    }
    weight
}

fn end(words: &str) -> End {
    let closers = [
        '"', '\'', '”', '’', '»', ')', ']', '」', '』', '）', '*', ' ',
    ];
    match words.trim_end_matches(closers).chars().next_back() {
        Some('.' | '。' | '…') => End::Stop,
        Some('?' | '!' | '？' | '！') => End::Call,
        Some(':' | ',' | ';' | '：' | '、' | '；' | '–' | '—') => End::Open,
        _ => End::Bare,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words() {
        for (words, expected) in [
            ("  Leave a Reply ", "leave a reply"),
            ("Comments (13)", "comments 0"),
            ("» Главная", "главная"),
            ("Don’t miss: 1,000 более", "don t miss 0 0 более"),
            ("***", ""),
        ] {
            assert_eq!(plain(words), expected);
        }
    }

    #[test]
    fn prose() {
        for (words, expected) in [
            (
                "The ferry sailed at noon from the old harbor, the port’s owner said.",
                true,
            ),
            ("“It is over,” he said. “We go home now, all of us.”", true),
            ("連絡船は正午に港を出たと港湾当局が七日明らかにした。", true),
            ("“No,” he said.", false),
            (
                "The ferry sails again from the old harbor after a strike of a week",
                false,
            ),
            (
                "Will the ferry sail again from the old harbor after a strike of a week?",
                false,
            ),
            ("連絡船、正午に出港", false),
            ("Home", false),
            ("", false),
        ] {
            assert_eq!(Line::new(words).is_prose, expected, "{words}");
        }
    }

    #[test]
    fn headlines_with_capitals() {
        let is = |words| Line::new(words).is_title_case();
        assert!(is("Ferry To Sail Again From The Old Harbor"));
        assert!(is("Ferry ‘Sails Again’ as Strike Ends in the North"));
        assert!(!is("Ferry sails again as strike ends in Port"));
        assert!(!is("Ferry Sails"));
    }
}
