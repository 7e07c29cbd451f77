//! Where sentences end.

use super::{Span, is_word_char};

/// Words after which a dot ends no sentence. Lower case, without the dot.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "st", "rep", "sen", "gov", "gen", "col", "capt", "lt", "sgt",
    "maj", "adm", "rev", "hon", "pres", "vs", "etc", "inc", "ltd", "co", "corp", "no", "nos",
    "vol", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    "approx", "jr", "sr", "messrs", "dept", "est", "fig", "op", "cf",
];

/// The sentences of `span` of `text` in order, without the white space between them.
///
/// A sentence ends at `.`, `!`, `?` or `…` (with the marks that close after it) where white space
/// and then something other than a lower-case letter follows, or at `。`, `！`, `？`. Dots of titles, initials
/// and abbreviations do not end one. Linear.
///
/// ```
/// use crossread::text::{Span, sentences};
/// let text = "“We agree.” Mr. Abe left at 5 p.m. for the U.S. embassy. It rained.";
/// assert_eq!(sentences(text, Span::of(text)).len(), 3);
/// ```
pub fn sentences(text: &str, span: Span) -> Vec<Span> {
    let inside = span.of_text(text);
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = inside.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let wide = matches!(c, '。' | '！' | '？');
        if !wide && !matches!(c, '.' | '!' | '?' | '…') {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some(&(next, d)) = chars.peek() {
            if !matches!(
                d,
                '.' | '!'
                    | '?'
                    | '…'
                    | '”'
                    | '’'
                    | '"'
                    | '\''
                    | '»'
                    | ')'
                    | ']'
                    | '」'
                    | '』'
                    | '。'
            ) {
                break;
            }
            end = next + d.len_utf8();
            chars.next();
        }
        let after = &inside[end..];
        let next = after.trim_start().chars().next();
        let parted = after.chars().next().is_none_or(char::is_whitespace);
        let goes_on = next.is_some_and(char::is_lowercase);
        if wide || parted && !goes_on && !(c == '.' && is_abbreviation(&inside[start..at])) {
            push(&mut found, text, span, start..end);
            start = end;
        }
    }
    push(&mut found, text, span, start..inside.len());
    found
}

fn push(found: &mut Vec<Span>, text: &str, whole: Span, part: std::ops::Range<usize>) {
    let sentence = Span::new(part).shifted(whole.start).trimmed(text);
    if !sentence.is_empty() {
        found.push(sentence);
    }
}

/// Whether the dot after `before` belongs to its last word: a known abbreviation, an initial, or
/// a word with dots of its own (`U.S.`, `p.m.`).
fn is_abbreviation(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| !(is_word_char(c) || c == '.'))
        .next()
        .unwrap_or_default();
    let mut letters = word.chars();
    let one_letter = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    one_letter
        || word.contains('.')
            && word.split('.').all(|part| part.chars().count() <= 2)
            && word.chars().any(char::is_alphabetic)
        || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(marked: &str) {
        let text = marked.replace('|', "");
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        let found: Vec<&str> = sentences(&text, Span::of(&text))
            .into_iter()
            .map(|it| it.of_text(&text))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn plain_sentences() {
        check("One.| Two!| Three?| Four");
    }

    #[test]
    fn titles_and_initials_go_on() {
        check("Mr. Putin met George W. Bush.| They spoke.");
    }

    #[test]
    fn closing_marks_belong_to_their_sentence() {
        check("He said: “It will be signed.”| Then he left.");
    }

    #[test]
    fn a_quotation_that_goes_on_is_one_sentence() {
        check("“Will it hold?” he asked.| Nobody knew.");
    }

    #[test]
    fn numbers_with_dots() {
        check("It rose by 3.5 per cent.| In 1956 it fell.");
    }

    #[test]
    fn japanese_and_russian() {
        check("条約を結ぶ。|交渉は続く。");
        check("Он сказал.| Они уехали.");
    }
}
