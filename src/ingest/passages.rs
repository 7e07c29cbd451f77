//! Running text is put together from passages, one after another.

use crate::corpus::{Document, LabelReason, Passage, PassageKind};
use crate::text::Span;

/// A text that grows passage by passage.
#[derive(Default)]
pub(super) struct Passages {
    text: String,
    passages: Vec<(Span, PassageKind, LabelReason)>,
}

impl Passages {
    /// Adds a passage; words that are all white space add none.
    pub(super) fn push(&mut self, kind: PassageKind, why: LabelReason, words: &str) {
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(words);
        self.passages
            .push((Span::new(start..self.text.len()), kind, why));
    }

    /// Whether there is any running text.
    pub(super) fn has_body(&self) -> bool {
        self.passages.iter().any(|it| it.1 == PassageKind::Body)
    }

    /// The document of this text, which states nothing but a title and an outlet yet.
    pub(super) fn into_document(self, file: &str, title: String, outlet: String) -> Document {
        let text = self.text;
        let passages = self
            .passages
            .into_iter()
            .map(|(span, kind, why)| Passage {
                why,
                ..Passage::new(&text, span, kind)
            })
            .collect();
        Document {
            file: file.to_owned(),
            title,
            outlet,
            text,
            passages,
            ..Document::default()
        }
    }
}

/// The lines of one paragraph as one line. Lines are joined by a space, except between
/// characters of scripts that are written without.
pub(super) fn joined<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for line in lines {
        let line = line.trim();
        let spaced = match (out.chars().next_back(), line.chars().next()) {
            (Some(before), Some(after)) => !(is_unspaced(before) && is_unspaced(after)),
            _ => false,
        };
        if spaced {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

/// Whether `c` belongs to a script written without spaces: kana, Chinese characters and their
/// punctuation.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn wrapped_lines() {
        assert_eq!(joined(["one ", " two", "", "three"]), "one two three");
        assert_eq!(joined(["条約を", "結ぶ。"]), "条約を結ぶ。");
        assert_eq!(joined(["条約 1956", "年"]), "条約 1956 年");
    }
}
