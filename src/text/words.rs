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
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = chars.by_ref().find(|&(_, c)| is_word_char(c))?;
        let mut end = start + first.len_utf8();
        while let Some(&(at, c)) = chars.peek() {
            if is_word_char(c) {
                end = at + c.len_utf8();
            } else if !(is_joiner(c)
                && text[at + c.len_utf8()..]
                    .chars()
                    .next()
                    .is_some_and(char::is_alphabetic))
            {
                break;
            }
            chars.next();
        }
        Some(Span::new(start..end))
    })
}
