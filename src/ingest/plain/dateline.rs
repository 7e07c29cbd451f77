//! Datelines: `TOKYO, 7 February 2022. …`, `MOSCOW, January 9 (Agency) – …`, `ТОКИО, 9 янв – …`.

use crate::corpus::Date;

/// English and Russian names of the months; a written month may stop after three letters.
const MONTHS: [[&str; 2]; 12] = [
    ["january", "января"],
    ["february", "февраля"],
    ["march", "марта"],
    ["april", "апреля"],
    ["may", "мая"],
    ["june", "июня"],
    ["july", "июля"],
    ["august", "августа"],
    ["september", "сентября"],
    ["october", "октября"],
    ["november", "ноября"],
    ["december", "декабря"],
];

/// Longest name of a place, in bytes.
const MAX_PLACE_BYTES: usize = 60;

/// What a dateline states.
pub(super) struct Dateline {
    /// Where, capitals undone.
    pub(super) place: String,
    /// When, if day, month and year are given.
    pub(super) date: Option<Date>,
    /// Its words.
    pub(super) words: String,
}

/// The dateline that `paragraph` starts with: a place in capitals, a comma, a day and a month.
pub(super) fn dateline(paragraph: &str) -> Option<Dateline> {
    let (place, rest) = paragraph.split_once(',')?;
    let is_name = |c: char| c.is_uppercase() || matches!(c, ' ' | '-' | '.' | '\'' | '’');
    if place.len() > MAX_PLACE_BYTES || place.chars().filter(|c| c.is_uppercase()).count() < 2 {
        return None;
    }
    if !place.chars().all(is_name) {
        return None;
    }
    let first = token(rest)?;
    let second = token(first.after)?;
    let (day, month) = match (day(first.words), day(second.words)) {
        (Some(day), None) => (day, month(second.words)?),
        (None, Some(day)) => (day, month(first.words)?),
        _ => return None,
    };
    let year = token(second.after).filter(|it| is_year(it.words));
    let after = year.as_ref().map_or(second.after, |it| it.after);
    let words = paragraph[..paragraph.len() - after.len()].to_owned();
    let date = match year {
        // A day that the month does not have is no date.
        Some(year) => Some(format!("{}-{month:02}-{day:02}", year.words).parse().ok()?),
        None => None,
    };
    Some(Dateline {
        place: without_capitals(place.trim()),
        date,
        words,
    })
}

/// A run of letters and digits.
struct Token<'a> {
    words: &'a str,
    after: &'a str,
}

/// The next run of letters and digits; before it only spaces, commas and dots may stand.
fn token(text: &str) -> Option<Token<'_>> {
    let text = text.trim_start_matches([' ', ',', '.', '\u{a0}']);
    let length = text
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(text.len());
    let (words, after) = text.split_at(length);
    (length > 0).then_some(Token { words, after })
}

fn day(words: &str) -> Option<u8> {
    (words.len() <= 2)
        .then(|| words.parse().ok())
        .flatten()
        .filter(|it| (1..=31).contains(it))
}

/// The month's number, from 1.
fn month(words: &str) -> Option<usize> {
    let lower = words.to_lowercase();
    let is_named = |name: &str| lower.chars().count() >= 3 && name.starts_with(&lower);
    Some(
        1 + MONTHS
            .iter()
            .position(|names| names.iter().any(|it| is_named(it)))?,
    )
}

fn is_year(words: &str) -> bool {
    words.len() == 4 && words.bytes().all(|it| it.is_ascii_digit()) && !words.starts_with('0')
}

/// `NEW YORK` as `New York`.
fn without_capitals(place: &str) -> String {
    let mut out = String::with_capacity(place.len());
    for c in place.chars() {
        if out.chars().next_back().is_some_and(char::is_alphabetic) {
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paragraph: &str, expected: Option<(&str, Option<&str>)>) {
        let found = dateline(paragraph);
        let found = found.as_ref().map(|it| {
            (
                it.place.as_str(),
                it.date.as_ref().map(|it| it.edtf.as_str()),
            )
        });
        assert_eq!(found, expected, "{paragraph}");
    }

    #[test]
    fn complete() {
        check(
            "TOKYO, 7 February 2022. It rains.",
            Some(("Tokyo", Some("2022-02-07"))),
        );
        check(
            "NEW YORK, Sept. 3, 2019 (XYZ) – It rains.",
            Some(("New York", Some("2019-09-03"))),
        );
        check(
            "МОСКВА, 9 янв 2019 – Дождь.",
            Some(("Москва", Some("2019-01-09"))),
        );
    }

    #[test]
    fn without_a_year() {
        check("TOKYO, 9 January – News. It rains.", Some(("Tokyo", None)));
        check("TOKYO, February 7. /XYZ/. It rains.", Some(("Tokyo", None)));
    }

    #[test]
    fn no_dateline() {
        check("Tokyo, 7 February 2022, was cold.", None);
        check("TOKYO, he said, is cold.", None);
        check("TOKYO, 31 February 2022. It rains.", None);
        check("A, 7 May 2022", None);
        check("", None);
    }
}
