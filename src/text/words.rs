//! Words of a running text.

use super::Span;

/// Whether `c` can stand inside a word: letters, digits and the combining marks that follow them.
pub fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}')
}

/// Whether `c` joins two halves of one word: apostrophes, straight and curly.
fn is_joiner(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

/// The words of `text` in order: runs of letters and digits, with apostrophes inside
/// (`Japan’s`). Hyphens, dots and every kind of space part words. One pass.
///
/// ```
/// let text = "Japan’s pro-American camp, 1956";
/// let words: Vec<&str> = crossread::text::words(text).map(|it| it.of_text(text)).collect();
/// assert_eq!(words, ["Japan’s", "pro", "American", "camp", "1956"]);
/// ```
pub fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    let goes_on = |c: char, next: Option<char>| {
        is_word_char(c) || is_joiner(c) && next.is_some_and(char::is_alphabetic)
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_word_char)?;
        at = start;
        loop {
            // Most letters are ASCII.
            let rest = &text.as_bytes()[at..];
            let others = rest.iter().position(|it| !it.is_ascii_alphanumeric());
            at += others.unwrap_or(rest.len());
            let mut chars = text[at..].chars();
            match chars.next() {
                Some(c) if goes_on(c, chars.next()) => at += c.len_utf8(),
                _ => return Some(Span::new(start..at)),
            }
        }
    })
}

/// `text` with every stretch of white space as one space, and none around it.
pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
