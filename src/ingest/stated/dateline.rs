//! Datelines: `TOKYO, 7 February 2022. …`, `MOSCOW, January 9 (Agency) – …`,
//! `WASHINGTON (AP) — …`, `TOKYO, February 7. /TASS/. …`, `ТОКИО, 9 янв — РИА Новости. …`,
//! `【東京＝共同】…`, `…（時事）`.

use super::agencies::agency;
use super::date::{WrittenDay, month, written_day};
use crate::text::is_word_char;

/// Longest name of a place, in bytes.
const MAX_PLACE_BYTES: usize = 60;

/// A dateline is found within so many bytes.
const MAX_BYTES: usize = 240;

/// Longest name of an agency that we do not know, in words.
const MAX_AGENCY_WORDS: usize = 4;

/// What a dateline states.
pub(in crate::ingest) struct Dateline {
    /// Where, capitals undone.
    pub(in crate::ingest) place: Option<String>,
    /// When.
    pub(in crate::ingest) day: Option<WrittenDay>,
    /// Who reports, by the name that we know it by, else as written.
    pub(in crate::ingest) agency: Option<String>,
    /// Place and day as written.
    pub(in crate::ingest) words: String,
    /// Where it ends, in bytes of its paragraph.
    end: usize,
}

impl Dateline {
    /// Whether nothing else stands in `paragraph`, whose dateline it is.
    pub(in crate::ingest) fn is_whole(&self, paragraph: &str) -> bool {
        !paragraph[self.end..].contains(is_word_char)
    }
}

/// The dateline that `paragraph` starts with, or the agency in brackets that it ends with.
pub(in crate::ingest) fn dateline(paragraph: &str) -> Option<Dateline> {
    let head = head(paragraph);
    in_brackets(head)
        .or_else(|| after_place(head))
        .or_else(|| at_the_end(paragraph))
}

/// The beginning of `paragraph`, cut where a character ends.
fn head(paragraph: &str) -> &str {
    let mut end = MAX_BYTES.min(paragraph.len());
    while !paragraph.is_char_boundary(end) {
        end -= 1;
    }
    &paragraph[..end]
}

/// A place, then a day, an agency, or both.
fn after_place(head: &str) -> Option<Dateline> {
    let (place, mut at) = place(head)?;
    let is_capital = is_in_capitals(place);
    let day = day_after(&head[at..]);
    let mut words_end = at;
    if let Some(day) = &day {
        at += day.span.end as usize;
        words_end = at;
    }
    let found = agency_after(&head[at..]);
    let end = found.as_ref().map_or(words_end, |it| at + it.end);
    let is_dateline = match (&day, &found) {
        (Some(_), _) if is_capital => true,
        (Some(_), Some(_)) => true,
        // A day below the headline, and nothing else in its line.
        (Some(_), None) => !head[end..].contains(is_word_char),
        (None, Some(it)) => is_capital && it.is_sure,
        (None, None) => false,
    };
    is_dateline.then(|| Dateline {
        place: Some(match is_capital {
            true => without_capitals(place),
            false => place.to_owned(),
        }),
        day,
        agency: found.map(|it| it.name),
        words: head[..words_end]
            .trim_end_matches([' ', ',', '.', '–', '—', '-', '(', '/', '\u{a0}'])
            .to_owned(),
        end,
    })
}

/// The name of a place at the beginning, and where it ends. Parts after a comma belong to it
/// where a day follows them, and are left out: `WASHINGTON, D.C.`.
fn place(head: &str) -> Option<(&str, usize)> {
    let marks = [',', '(', '/', '–', '—', '。', '\n'];
    let mut end = head.find(marks)?;
    end = end.min(head.find(" - ").unwrap_or(end));
    let place = head[..end].trim_end_matches([' ', '.', '\u{a0}']);
    let is_name = place.len() <= MAX_PLACE_BYTES
        && place.split_whitespace().count() <= 4
        && (place.split_whitespace()).all(|it| it.starts_with(char::is_uppercase))
        && place
            .chars()
            .all(|c| c.is_alphabetic() || " .-'’\u{a0}".contains(c))
        && month(place).is_none();
    is_name.then_some((place, end))
}

/// Whether a name is written in capitals, as places of datelines are.
fn is_in_capitals(place: &str) -> bool {
    place.chars().filter(|c| c.is_uppercase()).count() >= 2
        && !place.chars().any(char::is_lowercase)
}

/// A day after nothing but marks, names with a comma, or a day of the week. The span counts from
/// the start of `rest`.
fn day_after(rest: &str) -> Option<WrittenDay> {
    let day = written_day(rest)?;
    let before = &rest[..day.span.start as usize];
    let is_name = |it: &str| {
        it.split_whitespace().count() <= 3
            && (it.split_whitespace()).all(|word| word.starts_with(char::is_uppercase))
            || super::weekday(it).is_some()
    };
    let (names, marks) = match before.rsplit_once([',', '.']) {
        Some((names, marks)) => (names, marks),
        None => ("", before),
    };
    let is_near = names
        .split(',')
        .all(|it| it.trim().is_empty() || is_name(it.trim()))
        && (marks
            .trim_matches([' ', '–', '—', '-', '(', '\u{a0}'])
            .is_empty()
            || is_name(marks.trim()));
    is_near.then_some(day)
}

/// An agency and where its name ends.
struct Found {
    name: String,
    end: usize,
    /// Whether it needs no day beside it.
    is_sure: bool,
}

/// `(AP) —`, `/TASS/.`, `– RIA news.`, `, KYODO –` at the start of `rest`.
fn agency_after(rest: &str) -> Option<Found> {
    let inside = rest.trim_start_matches([' ', ',', '.', 'г', ')', '\u{a0}']);
    let skipped = rest.len() - inside.len();
    let closing = match inside.chars().next()? {
        '(' => Some(')'),
        '/' => Some('/'),
        _ => None,
    };
    if let Some(closing) = closing {
        let name = inside[1..].split(closing).next()?;
        let end = skipped + 1 + name.len() + closing.len_utf8();
        let known = agency(name);
        let is_name = name.split_whitespace().count() <= MAX_AGENCY_WORDS
            && name.starts_with(char::is_uppercase)
            && name.chars().all(|c| c.is_alphabetic() || " -.".contains(c));
        let after = rest.get(end..)?.trim_start_matches([' ', '.', '\u{a0}']);
        let has_dash = after.starts_with(['–', '—', '-']);
        return (known.is_some() || is_name).then(|| Found {
            is_sure: known.is_some() || has_dash,
            name: known.map_or_else(|| name.trim().to_owned(), str::to_owned),
            end,
        });
    }
    let named = inside.trim_start_matches(['–', '—', '-', ' ', '\u{a0}']);
    let start = rest.len() - named.len();
    let length = named
        .find(['.', ',', '–', '—', ':', '\n'])
        .unwrap_or(named.len());
    let name = named[..length].trim_end_matches([' ', '-']);
    let name = agency(name)?;
    Some(Found {
        name: name.to_owned(),
        end: start + length,
        is_sure: false,
    })
}

/// `【東京＝共同】`, `[東京　７日　ロイター]`.
fn in_brackets(head: &str) -> Option<Dateline> {
    let opening = head.chars().next()?;
    let closing = match opening {
        '【' => '】',
        '［' => '］',
        '[' => ']',
        _ => return None,
    };
    let inside = head[opening.len_utf8()..].split(closing).next()?;
    let end = opening.len_utf8() + inside.len() + closing.len_utf8();
    if end > head.len() {
        return None;
    }
    let parts: Vec<&str> = (inside.split(['＝', '=', ' ', '　', '、', ',']))
        .filter(|it| !it.is_empty())
        .collect();
    let (&first, rest) = parts.split_first()?;
    let last = rest.last().copied();
    let (place, name) = match last.and_then(agency) {
        Some(name) => (first, Some(name)),
        None => place_and_agency(first),
    };
    let day = written_day(inside);
    let has_sign = inside.contains(['＝', '=']);
    let is_dateline = name.is_some() || (day.is_some() || has_sign) && !rest.is_empty();
    is_dateline.then(|| Dateline {
        place: Some(place.to_owned()).filter(|it| !it.is_empty() && written_day(it).is_none()),
        day,
        agency: name.map(str::to_owned),
        words: inside.to_owned(),
        end,
    })
}

/// `ワシントン共同` as place and agency.
fn place_and_agency(words: &str) -> (&str, Option<&'static str>) {
    let mut ends = words.char_indices().map(|it| it.0);
    let found = ends.find_map(|at| Some((at, agency(&words[at..])?)));
    match found {
        Some((at, name)) => (&words[..at], Some(name)),
        None => (words, None),
    }
}

/// `（時事）`, `（モスクワ共同）` at the end of a paragraph.
fn at_the_end(paragraph: &str) -> Option<Dateline> {
    let before = paragraph.trim_end().strip_suffix('）')?;
    let mut start = before.len();
    // A long stretch in brackets is no agency.
    for (at, c) in before.char_indices().rev().take(20) {
        if c == '（' {
            start = at + c.len_utf8();
            break;
        }
    }
    let inside = &before[start..];
    let (place, name) = place_and_agency(inside.trim_start_matches('＝'));
    let name = name.filter(|_| start < before.len())?;
    Some(Dateline {
        place: Some(place.to_owned()).filter(|it| !it.is_empty()),
        day: None,
        agency: Some(name.to_owned()),
        words: inside.to_owned(),
        end: 0,
    })
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

    /// `place | day | agency | what follows`, or nothing.
    #[track_caller]
    fn check(paragraph: &str, expected: &str) {
        let found = dateline(paragraph).map_or(String::new(), |it| {
            let day = it.day.map_or(String::new(), |it| {
                format!(
                    "{}-{:02}-{:02}",
                    it.year.unwrap_or_default(),
                    it.month,
                    it.day
                )
            });
            format!(
                "{} | {day} | {} | {}",
                it.place.as_deref().unwrap_or_default(),
                it.agency.as_deref().unwrap_or_default(),
                it.words
            )
        });
        assert_eq!(found, expected, "{paragraph}");
    }

    #[test]
    fn place_and_day() {
        check(
            "TOKYO, 7 February 2022. It rains.",
            "Tokyo | 2022-02-07 |  | TOKYO, 7 February 2022",
        );
        check(
            "NEW YORK, Sept. 3, 2019 (XYZ) – It rains.",
            "New York | 2019-09-03 | XYZ | NEW YORK, Sept. 3, 2019",
        );
        check(
            "МОСКВА, 9 янв 2019 – Дождь.",
            "Москва | 2019-01-09 |  | МОСКВА, 9 янв 2019",
        );
        check(
            "WASHINGTON, D.C., Jan. 9 – It rains.",
            "Washington | 0-01-09 |  | WASHINGTON, D.C., Jan. 9",
        );
        check(
            "BERLIN, Montag, 9. Januar – Es regnet.",
            "Berlin | 0-01-09 |  | BERLIN, Montag, 9. Januar",
        );
        check("Tokyo, 9 January", "Tokyo | 0-01-09 |  | Tokyo, 9 January");
    }

    #[test]
    fn agencies() {
        check(
            "TOKYO, February 7. /TASS/. It rains.",
            "Tokyo | 0-02-07 | TASS | TOKYO, February 7",
        );
        check(
            "TOKYO, 9 January – RIA news. It rains.",
            "Tokyo | 0-01-09 | RIA Novosti | TOKYO, 9 January",
        );
        check(
            "ТОКИО, 9 янв — РИА Новости. Дождь.",
            "Токио | 0-01-09 | RIA Novosti | ТОКИО, 9 янв",
        );
        check(
            "ТОКИО, 7 февраля 2022 г. /ТАСС/. Дождь.",
            "Токио | 2022-02-07 | TASS | ТОКИО, 7 февраля 2022",
        );
        check(
            "WASHINGTON (AP) — It rains.",
            "Washington |  | AP | WASHINGTON",
        );
        check(
            "Tokyo, Feb 7 (Jiji Press) – It rains.",
            "Tokyo | 0-02-07 | Jiji | Tokyo, Feb 7",
        );
    }

    #[test]
    fn japanese() {
        check("【東京＝共同】雨が降った。", "東京 |  | Kyodo | 東京＝共同");
        check(
            "【ワシントン共同】雨が降った。",
            "ワシントン |  | Kyodo | ワシントン共同",
        );
        check(
            "［東京　２月７日　ロイター］雨。",
            "東京 | 0-02-07 | Reuters | 東京　２月７日　ロイター",
        );
        check("雨が降った。（時事）", " |  | Jiji | 時事");
        check(
            "雨が降った。（モスクワ時事）",
            "モスクワ |  | Jiji | モスクワ時事",
        );
        check("【速報】雨が降った。", "");
        check("雨が降った（昨日）。", "");
    }

    #[test]
    fn no_dateline() {
        check("Tokyo, 7 February 2022, was cold.", "");
        check("TOKYO, he said, is cold.", "");
        check("NATO (the alliance) is cold.", "");
        check("A, 7 May 2022 it was.", "");
        check("On Monday, 7 May, it rained.", "");
        check("", "");
        check("（", "");
        check("【", "");
    }
}
