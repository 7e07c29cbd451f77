//! Running text as the rules see it: sentences of items, a quotation being one item.
//!
//! A sentence here ends only outside quotation marks, so that `“It rained. We left,” he said.` is
//! one sentence of a quotation and two words. One pass.

use std::ops::Range;

use super::lexicon::{Class, Lexicon, Word, class::*};
use super::marks::Marked;
use super::steps::steps;
use crate::corpus::Document;
use crate::order::Order;
use crate::text::{Span, is_word_char};

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A word in lower case.
    Lower,
    /// A word with a capital first letter.
    Capital,
    /// A word of two or more capital letters.
    Upper,
    /// A word that starts with a digit.
    Number,
    Comma,
    Semicolon,
    Colon,
    Dash,
    /// ( or [
    Open,
    /// ) or ]
    Close,
    /// The piece of this index, with its marks.
    Quotation(u32),
}

/// A word, a mark of punctuation, or a quotation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// Where it stands; without the ’s of a possessive.
    pub(super) span: Span,
    pub(super) shape: Shape,
    /// Whether a word is a possessive: Abe’s, officials’.
    pub(super) is_possessive: bool,
    /// What is known of a word.
    pub(super) word: Word,
}

impl Item {
    /// Whether it is a word of one of these classes.
    pub(super) fn is(&self, class: Class) -> bool {
        self.word.class & class != 0
    }

    /// Whether it is a word that may stand in a name.
    pub(super) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper)
    }

    /// Whether it is a word at all.
    pub(super) fn is_word(&self) -> bool {
        matches!(
            self.shape,
            Shape::Lower | Shape::Capital | Shape::Upper | Shape::Number
        )
    }

    /// The piece it stands for.
    pub(super) fn quotation(&self) -> Option<u32> {
        match self.shape {
            Shape::Quotation(index) => Some(index),
            _ => None,
        }
    }

    /// Whether it parts clauses.
    pub(super) fn is_break(&self) -> bool {
        matches!(self.shape, Shape::Semicolon | Shape::Colon | Shape::Dash)
    }
}

/// A sentence: a stretch of the items.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    pub(super) items: Range<usize>,
    pub(super) passage: u32,
}

/// A document, taken apart.
pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    pub(super) lexicon: &'static Lexicon,
    pub(super) marked: Vec<Marked>,
    pub(super) items: Vec<Item>,
    pub(super) sentences: Vec<Sentence>,
}

impl<'a> Scan<'a> {
    /// Takes `document` apart.
    pub(super) fn of(document: &'a Document, marked: Vec<Marked>) -> Scan<'a> {
        let mut scan = Scan {
            text: &document.text,
            lexicon: Lexicon::get(),
            marked,
            items: Vec::new(),
            sentences: Vec::new(),
        };
        let mut first_mark = 0;
        for (index, passage) in document.body() {
            let n_marks = scan.marked[first_mark..]
                .iter()
                .take_while(|it| it.passage == index)
                .count();
            let marks = first_mark..first_mark + n_marks;
            first_mark = marks.end;
            let mut ends: Vec<u32> = passage.sentences.iter().map(|it| it.end).collect();
            ends.extend(scan.marked[marks.clone()].iter().filter_map(|it| {
                ends_sentence(scan.text, it, passage.span).then_some(it.marked.end)
            }));
            ends.order();
            scan.read(passage.span, marks, &ends, index);
        }
        scan
    }

    /// The words of `span`.
    pub(super) fn str(&self, span: Span) -> &'a str {
        span.of_text(self.text)
    }

    /// From the first to the last of these items; they are not empty.
    pub(super) fn span(&self, items: Range<usize>) -> Span {
        self.items[items.start]
            .span
            .join(self.items[items.end - 1].span)
    }

    fn read(&mut self, span: Span, marks: Range<usize>, ends: &[u32], passage: u32) {
        let mut ends = ends.iter().copied().peekable();
        let mut marks = marks.peekable();
        let mut first = self.items.len();
        let mut at = span.start;
        while at < span.end {
            if let Some(index) = marks.next_if(|&it| self.marked[it].marked.start <= at) {
                let whole = self.marked[index].marked;
                self.push(whole, Shape::Quotation(index as u32), false);
                // Sentences end inside a quotation too; these ends are not ours.
                while ends.next_if(|&end| end < whole.end).is_some() {}
                at = whole.end;
            } else {
                let stop = marks
                    .peek()
                    .map_or(span.end, |&it| self.marked[it].marked.start);
                at = self.read_item(at, stop);
            }
            let mut is_end = false;
            while ends.next_if(|&end| end <= at).is_some() {
                is_end = true;
            }
            if is_end || at >= span.end {
                self.end_sentence(&mut first, passage);
            }
        }
    }

    /// Reads what stands at `at`, at most up to `stop`; returns where it ends.
    fn read_item(&mut self, at: u32, stop: u32) -> u32 {
        steps(1);
        let rest = Span {
            start: at,
            end: stop,
        }
        .of_text(self.text);
        let Some(c) = rest.chars().next() else {
            return stop;
        };
        let end = at + c.len_utf8() as u32;
        let shape = match c {
            ',' | '、' | '，' => Shape::Comma,
            ';' => Shape::Semicolon,
            ':' | '：' => Shape::Colon,
            '—' | '–' | '-' | '―' => Shape::Dash,
            '(' | '[' => Shape::Open,
            ')' | ']' => Shape::Close,
            _ if is_word_char(c) => return self.read_word(at, rest),
            _ => return end,
        };
        self.push(Span { start: at, end }, shape, false);
        end
    }

    fn read_word(&mut self, at: u32, rest: &str) -> u32 {
        if let Some((length, shape)) = plain_word(rest.as_bytes()) {
            let span = Span {
                start: at,
                end: at + length,
            };
            self.push(span, shape, false);
            return span.end;
        }
        let mut chars = rest.char_indices().peekable();
        let mut end = 0;
        let mut has_lower = false;
        let mut n_chars = 0;
        let mut suffix_start = None;
        let script = rest.chars().next().map_or(Script::Spaced, Script::of);
        while let Some((i, c)) = chars.next() {
            // Scripts without spaces change between a noun and what ties it to the next.
            if Script::of(c) != script {
                break;
            }
            let next_is_word = chars.peek().is_some_and(|&(_, next)| is_word_char(next));
            match c {
                _ if is_word_char(c) => {
                    has_lower |= c.is_lowercase() && suffix_start.is_none();
                    n_chars += 1;
                }
                '\'' | '’' if next_is_word => suffix_start = Some(i),
                '-' | '‑' | '.' | '&' | '_' | '@' if next_is_word => {}
                _ => break,
            }
            end = i + c.len_utf8();
        }
        let suffix = suffix_start.map_or("", |start| &rest[start..end]);
        let mut is_possessive = matches!(suffix, "'s" | "’s" | "'S" | "’S");
        let stem = if is_possessive {
            end - suffix.len()
        } else {
            end
        };
        let after = rest[end..].chars().next();
        if rest[..end].ends_with(['s', 'S']) && matches!(after, Some('\'' | '’')) {
            is_possessive = true;
        }
        let first = rest.chars().next().unwrap_or_default();
        let shape = if first.is_numeric() {
            Shape::Number
        } else if !first.is_uppercase() && !has_name_after_prefix(&rest[..stem]) {
            Shape::Lower
        } else if has_lower || n_chars < 2 {
            Shape::Capital
        } else {
            Shape::Upper
        };
        self.push(
            Span {
                start: at,
                end: at + stem as u32,
            },
            shape,
            is_possessive,
        );
        at + end as u32
    }

    fn push(&mut self, span: Span, shape: Shape, is_possessive: bool) {
        let mut item = Item {
            span,
            shape,
            is_possessive,
            word: Word::default(),
        };
        if item.is_word() {
            item.word = self.lexicon.word(self.str(span));
            if item.word.class == 0 && shape == Shape::Lower {
                item.word = self.lexicon.plural(self.str(span));
            }
            if shape == Shape::Lower {
                // Names have capitals; so have May and March.
                item.word.class &= !(GIVEN | NATION | MEDIA);
                if item.is(AUXILIARY) {
                    item.word.class &= !TIME;
                }
            }
        }
        self.items.push(item);
    }

    /// Ends the sentence that began at item `first`, unless it goes with the one before: a dash
    /// and a name after a quotation, or “he asked” after one that ends in a question.
    fn end_sentence(&mut self, first: &mut usize, passage: u32) {
        let items = *first..self.items.len();
        if items.is_empty() {
            return;
        }
        *first = items.end;
        if self.goes_on(&items, passage) {
            let last = self.sentences.len() - 1;
            self.sentences[last].items.end = items.end;
        } else {
            self.sentences.push(Sentence { items, passage });
        }
    }

    fn goes_on(&self, items: &Range<usize>, passage: u32) -> bool {
        let before = self.sentences.last().filter(|it| it.passage == passage);
        let Some(index) = before.and_then(|it| self.items[it.items.end - 1].quotation()) else {
            return false;
        };
        let words = &self.items[items.clone()];
        if words[0].shape == Shape::Dash {
            return words.len() <= 12;
        }
        let words_end = self.str(self.marked[index as usize].words);
        if !words_end.ends_with(['?', '!', '…']) && !words_end.ends_with("...") {
            return false;
        }
        let cue = words
            .iter()
            .take(8)
            .position(|it| it.is(CUE) && it.is(FINITE));
        cue.is_some_and(|cue| {
            words[..cue].iter().all(Item::is_word)
                && words.get(cue + 1).is_none_or(|next| {
                    !next.is_word() || next.is(PREPOSITION | TIME | ADVERB | LISTENER)
                })
        })
    }
}

/// Length and shape of the word with which `bytes` begin, when it is of plain letters and nothing
/// follows that might belong to it.
fn plain_word(bytes: &[u8]) -> Option<(u32, Shape)> {
    let is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let mut end = 0;
    let mut n_lower = 0;
    while is_word(end) {
        n_lower += usize::from(bytes[end].is_ascii_lowercase());
        end += 1;
    }
    let is_joiner = |it: u8| matches!(it, b'-' | b'.' | b'&' | b'_' | b'@');
    let ends = match bytes.get(end) {
        None => true,
        Some(b'\'') => false,
        Some(&it) if is_joiner(it) => bytes
            .get(end + 1)
            .is_none_or(|it| it.is_ascii() && !it.is_ascii_alphanumeric()),
        Some(it) => it.is_ascii(),
    };
    let first = *bytes.first().filter(|_| ends)?;
    let shape = match first {
        b'0'..=b'9' => Shape::Number,
        b'a'..=b'z' => Shape::Lower,
        _ if n_lower > 0 || end < 2 => Shape::Capital,
        _ => Shape::Upper,
    };
    Some((end as u32, shape))
}

/// What a letter is written in, as far as it parts words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    /// Spaces part words.
    Spaced,
    Hiragana,
    Katakana,
    Han,
}

impl Script {
    fn of(c: char) -> Script {
        match c {
            '\u{3041}'..='\u{309f}' => Script::Hiragana,
            '\u{30a1}'..='\u{30ff}' => Script::Katakana,
            '\u{3400}'..='\u{9fff}' | '々' => Script::Han,
            _ => Script::Spaced,
        }
    }
}

/// Whether a small prefix stands before a name: “al-Amr”.
fn has_name_after_prefix(word: &str) -> bool {
    word.split_once('-').is_some_and(|(prefix, name)| {
        matches!(
            prefix,
            "al" | "el" | "ad" | "an" | "ar" | "as" | "az" | "ul"
        ) && name.starts_with(char::is_uppercase)
    })
}

/// Whether the piece ends a sentence of the text around it by its own full stop, in a place where
/// [`crate::text::sentences`] does not see it because the mark often opens.
fn ends_sentence(text: &str, piece: &Marked, passage: Span) -> bool {
    let after = Span {
        start: piece.marked.end,
        end: passage.end,
    };
    let inside = piece.words.of_text(text);
    inside.ends_with(['.', '!', '?', '…'])
        && after.of_text(text).starts_with(char::is_whitespace)
        && !after
            .of_text(text)
            .trim_start()
            .starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::super::{marks, tests::document};
    use super::*;

    /// `|` parts the sentences.
    #[track_caller]
    fn check(parted: &str) {
        let document = document(&parted.replace('|', ""));
        let scan = Scan::of(&document, marks::marked(&document));
        let found: Vec<&str> = scan
            .sentences
            .iter()
            .map(|it| scan.str(scan.span(it.items.clone())))
            .collect();
        let bare = |it: &str| it.trim().trim_end_matches(['.', '?']).to_owned();
        let expected: Vec<String> = parted.split('|').map(bare).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_quotation_is_one_item() {
        check("“It rained. We left,” he said.| Then it stopped.");
        check("He said: “It rained. We left.”| Then it stopped.");
        check("He said: „It rained. We left.“| Then it stopped.");
    }

    #[test]
    fn a_question_and_who_asked() {
        check("“Will it hold?” Smith asked.| Nobody knew.");
        check("“Will it hold?”| Smith left.");
        check("“Will it hold?”| Smith said the bridge was new.");
    }

    #[test]
    fn a_dash_and_a_name() {
        check("“It is a long game.” — Jane Doe");
    }

    #[test]
    fn words_keep_their_dots_and_hyphens() {
        let document = document("The U.S. pro-American camp’s plan, Mr. Key’s.");
        let scan = Scan::of(&document, Vec::new());
        let found: Vec<&str> = scan.items.iter().map(|it| scan.str(it.span)).collect();
        assert_eq!(
            found,
            [
                "The",
                "U.S",
                "pro-American",
                "camp",
                "plan",
                ",",
                "Mr",
                "Key"
            ]
        );
        assert!(scan.items[3].is_possessive);
    }
}
