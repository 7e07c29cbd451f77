//! Days as people write them: `9 January`, `Feb. 7, 2022`, `7 февраля 2022 г.`, `le 1er mars`,
//! `9. Januar`, `9 de enero de 2022`, `2022年2月7日`, `令和4年2月7日`, `2022-02-07`, `7.2.2022`.
//!
//! What could be two days (`7/2/2022`) is none.

use std::sync::LazyLock;

use crate::text::{Span, fold};

/// A day as the words have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) struct WrittenDay {
    /// As written; eras are counted out.
    pub(in crate::ingest) year: Option<u16>,
    /// 1 to 12.
    pub(in crate::ingest) month: u8,
    /// 1 to 31, and a day that the month has (in that year, if it is given).
    pub(in crate::ingest) day: u8,
    /// Its words.
    pub(in crate::ingest) span: Span,
}

/// The first day that is written in `words`. Linear.
pub(in crate::ingest) fn written_day(words: &str) -> Option<WrittenDay> {
    let tokens = tokens(words);
    (0..tokens.len())
        .filter(|&at| !goes_on(words, &tokens[..at], tokens[at]))
        .find_map(|at| day_at(words, &tokens[at..]))
}

/// Whether the number `next` is the end of a longer one or of a range: `9.5`, `7–9`.
fn goes_on(words: &str, before: &[Token], next: Token) -> bool {
    let last = before.last().filter(|it| it.number.is_some());
    next.number.is_some()
        && last.is_some_and(|it| {
            matches!(
                &words[it.end..next.start],
                "." | "," | "-" | "–" | "/" | ":"
            )
        })
}

/// How many days a month has; February 29 where the year is not known.
pub(super) fn month_length(year: Option<u16>, month: u8) -> u8 {
    match month {
        2 => match year {
            Some(it) if !it.is_multiple_of(4) => 28,
            Some(it) if it.is_multiple_of(100) && !it.is_multiple_of(400) => 28,
            _ => 29,
        },
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A run of digits or a run of letters.
#[derive(Clone, Copy)]
struct Token {
    start: usize,
    end: usize,
    /// The value of one to four digits.
    number: Option<u16>,
}

fn tokens(words: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut inside = None;
    for (at, c) in words.char_indices() {
        let class = match c {
            _ if digit(c).is_some() => Some(true),
            _ if c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c) => Some(false),
            _ => None,
        };
        let end = at + c.len_utf8();
        match (class, tokens.last_mut()) {
            (None, _) => {}
            (Some(_), Some(token)) if class == inside => token.end = end,
            _ => tokens.push(Token {
                start: at,
                end,
                number: None,
            }),
        }
        inside = class;
    }
    for token in &mut tokens {
        token.number = number(&words[token.start..token.end]);
    }
    tokens
}

/// The value of a digit, of full width too.
fn digit(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => c.to_digit(10),
    }
}

fn number(words: &str) -> Option<u16> {
    let mut value = 0;
    for (at, c) in words.chars().enumerate() {
        if at == 4 {
            return None;
        }
        value = value * 10 + digit(c)? as u16;
    }
    Some(value)
}

/// Reads tokens one after another, looking at what stands between them.
struct Reader<'a> {
    words: &'a str,
    tokens: &'a [Token],
    /// The end of the last token taken.
    end: usize,
}

impl<'a> Reader<'a> {
    /// What stands before the next token.
    fn gap(&self) -> &'a str {
        let next = self.tokens.first().map_or(self.end, |it| it.start);
        &self.words[self.end..next]
    }

    fn take(&mut self) -> Option<Token> {
        let (&first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        self.end = first.end;
        Some(first)
    }

    fn next_words(&self) -> &'a str {
        self.tokens
            .first()
            .map_or("", |it| &self.words[it.start..it.end])
    }

    /// The next token as a number, if `gap` allows it.
    fn number(&mut self, gap: impl Fn(&str) -> bool) -> Option<u16> {
        let value = self.tokens.first().filter(|_| gap(self.gap()))?.number?;
        self.take();
        Some(value)
    }

    /// Passes a word that belongs to the day or parts it from the month: `9th`, `1er`, `de`.
    fn pass(&mut self, known: &[&str], gap: impl Fn(&str) -> bool) {
        let is_known = known
            .iter()
            .any(|it| self.next_words().eq_ignore_ascii_case(it))
            || known.contains(&self.next_words());
        if is_known && gap(self.gap()) {
            self.take();
        }
    }

    fn month(&mut self) -> Option<u8> {
        let words = self.tokens.first().filter(|_| is_loose(self.gap()))?;
        let month = month(&self.words[words.start..words.end])?;
        self.take();
        Some(month)
    }

    /// A year after day and month, with a comma or `de` before it.
    fn year(&mut self) -> Option<u16> {
        let mut ahead = Reader { ..*self };
        ahead.pass(&["de", "del"], is_loose);
        let year = ahead.number(is_loose).filter(|it| YEARS.contains(it))?;
        self.tokens = ahead.tokens;
        self.end = ahead.end;
        Some(year)
    }
}

/// Years that news writes of.
const YEARS: std::ops::RangeInclusive<u16> = 1500..=2199;

/// Whether nothing but spaces, dots and commas stands there.
fn is_loose(gap: &str) -> bool {
    gap.len() <= 8
        && gap
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, '.' | ','))
}

fn is_tight(gap: &str) -> bool {
    matches!(gap, "" | "-" | "\u{2011}")
}

/// The day that starts at the first of `tokens`.
fn day_at(words: &str, tokens: &[Token]) -> Option<WrittenDay> {
    let start = tokens.first()?.start;
    let reader = || Reader {
        words,
        tokens,
        end: start,
    };
    let found = [in_numbers, in_japanese, day_first, month_first]
        .into_iter()
        .find_map(|read| {
            let mut reader = reader();
            let (year, month, day) = read(&mut reader)?;
            Some((year, month, day, reader.end))
        });
    let (year, month, day, end) = found?;
    let is_day = (1..=12).contains(&month) && day >= 1 && day <= month_length(year, month);
    is_day.then(|| WrittenDay {
        year,
        month,
        day,
        span: Span::new(start..end),
    })
}

type Parts = (Option<u16>, u8, u8);

fn small(number: u16) -> Option<u8> {
    u8::try_from(number).ok().filter(|it| (1..=31).contains(it))
}

/// `2022-02-07`, `2022/2/7`, `7.2.2022`.
fn in_numbers(reader: &mut Reader) -> Option<Parts> {
    let first = reader.number(str::is_empty)?;
    let sign = reader.gap();
    if !matches!(sign, "-" | "/" | ".") {
        return None;
    }
    let second = reader.number(|_| true)?;
    let third = reader.number(|it| it == sign)?;
    let goes_on = matches!(reader.gap(), "" | "-" | ".")
        && reader.tokens.first().is_some_and(|it| it.number.is_some());
    if goes_on {
        return None;
    }
    if YEARS.contains(&first) {
        return Some((Some(first), small(second)?, small(third)?));
    }
    let year = Some(third).filter(|it| YEARS.contains(it))?;
    let (first, second) = (small(first)?, small(second)?);
    match (sign, first > 12, second > 12) {
        (".", _, false) | (_, true, false) => Some((Some(year), second, first)),
        ("/", false, true) => Some((Some(year), first, second)),
        _ => None,
    }
}

/// The year before the first of each era.
const ERAS: &[(&str, u16)] = &[("令和", 2018), ("平成", 1988), ("昭和", 1925)];

/// `2022年2月7日`, `令和4年2月7日`, `2月7日`.
fn in_japanese(reader: &mut Reader) -> Option<Parts> {
    let era = ERAS.iter().find(|it| reader.next_words().ends_with(it.0));
    if era.is_some() {
        reader.take();
    }
    let near = |gap: &str| gap.trim().is_empty();
    let mut number = reader.number(near)?;
    let mut year = None;
    if reader.next_words() == "年" && near(reader.gap()) {
        reader.take();
        let before = era.map_or(0, |it| it.1);
        year = Some(number.checked_add(before)?).filter(|it| YEARS.contains(it));
        year?;
        number = reader.number(near)?;
    } else if era.is_some() {
        return None;
    }
    let month = small(number)?;
    if reader.next_words() != "月" || !near(reader.gap()) {
        return None;
    }
    reader.take();
    let day = small(reader.number(near)?)?;
    if !reader.next_words().starts_with('日') || !near(reader.gap()) {
        return None;
    }
    reader.end = reader.tokens.first()?.start + '日'.len_utf8();
    Some((year, month, day))
}

/// `9 January 2022`, `9th of January`, `1er janvier`, `9. Januar`, `9 de enero de 2022`.
fn day_first(reader: &mut Reader) -> Option<Parts> {
    let day = small(reader.number(str::is_empty)?)?;
    reader.pass(&["st", "nd", "rd", "th", "er", "го"], is_tight);
    reader.pass(&["of", "de"], is_loose);
    let month = reader.month()?;
    Some((reader.year(), month, day))
}

/// `January 9, 2022`, `Feb. 7th`.
fn month_first(reader: &mut Reader) -> Option<Parts> {
    let month = reader.month()?;
    let day = small(reader.number(|gap| is_loose(gap) && !gap.contains(','))?)?;
    // A time of day or a number such as 9.5 is no day.
    let next_is_number = reader.tokens.first().is_some_and(|it| it.number.is_some());
    if next_is_number && matches!(reader.gap(), ":" | "." | ",") {
        return None;
    }
    reader.pass(&["st", "nd", "rd", "th"], is_tight);
    Some((reader.year(), month, day))
}

/// Folded name, number, whether it needs its capital letter. In the order of names.
static MONTHS: LazyLock<Vec<(&str, u8, bool)>> = LazyLock::new(|| {
    let mut months = Vec::new();
    for line in include_str!("data/months.txt").lines() {
        let mut fields = line.split('\t');
        let number = fields.next().and_then(|it| it.parse().ok());
        let (Some(number), Some(case), Some(names)) = (number, fields.next(), fields.next()) else {
            continue;
        };
        months.extend(names.split(' ').map(|it| (it, number, case == "capital")));
    }
    months
});

/// The longest name of a month, in bytes.
const MAX_MONTH_BYTES: usize = 24;

/// The month's number, from 1.
pub(super) fn month(words: &str) -> Option<u8> {
    if words.len() > MAX_MONTH_BYTES {
        return None;
    }
    let is_capital = words.chars().next().is_some_and(char::is_uppercase);
    let folded = fold(words);
    MONTHS
        .iter()
        .find(|(name, _, capital)| (is_capital || !capital) && *name == folded)
        .map(|it| it.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(words: &str, expected: Option<(u16, u8, u8, &str)>) {
        let found = written_day(words).map(|it| {
            let year = it.year.unwrap_or_default();
            (year, it.month, it.day, it.span.of_text(words))
        });
        assert_eq!(found, expected, "{words}");
    }

    #[test]
    fn english() {
        check("on 9 January it", Some((0, 1, 9, "9 January")));
        check("Feb. 7, 2022", Some((2022, 2, 7, "Feb. 7, 2022")));
        check(
            "Sunday, March 3rd, 2019.",
            Some((2019, 3, 3, "March 3rd, 2019")),
        );
        check(
            "the 21st of May 1999",
            Some((1999, 5, 21, "21st of May 1999")),
        );
        check("JANUARY 9 – it", Some((0, 1, 9, "JANUARY 9")));
        check("up to 7 may attend, march 7 km", None);
        check("January 2022", None);
        check("February 30, 9.5 April, 7–9 May", None);
        check("March 10:30", None);
    }

    #[test]
    fn other_languages() {
        check("7 февраля 2022 г.", Some((2022, 2, 7, "7 февраля 2022")));
        check("9 янв — Дождь", Some((0, 1, 9, "9 янв")));
        check("le 1er mars 2020", Some((2020, 3, 1, "1er mars 2020")));
        check("14 août", Some((0, 8, 14, "14 août")));
        check(
            "Berlin, 9. Januar 2022",
            Some((2022, 1, 9, "9. Januar 2022")),
        );
        check("3. März", Some((0, 3, 3, "3. März")));
        check(
            "9 de enero de 2022",
            Some((2022, 1, 9, "9 de enero de 2022")),
        );
    }

    #[test]
    fn japanese() {
        check("東京2022年2月7日に", Some((2022, 2, 7, "2022年2月7日")));
        check("令和4年2月7日", Some((2022, 2, 7, "令和4年2月7日")));
        check("【東京＝２月７日】", Some((0, 2, 7, "２月７日")));
        check("2022年2月", None);
        check("第4年2月7日", Some((0, 2, 7, "2月7日")));
    }

    #[test]
    fn numbers() {
        check("2022-02-07T10:00", Some((2022, 2, 7, "2022-02-07")));
        check("7.2.2022", Some((2022, 2, 7, "7.2.2022")));
        check("25/2/2022", Some((2022, 2, 25, "25/2/2022")));
        check("2/25/2022", Some((2022, 2, 25, "2/25/2022")));
        check("7/2/2022, 1.2.3, 10.1.2022.5", None);
        check("2021-02-29", None);
        check("", None);
    }

    proptest! {
        #[test]
        fn every_day_is_read_back(year in 1500_u16..=2199, month in 1_u8..=12, day in 1_u8..=28) {
            const ENGLISH: [&str; 12] = [
                "January", "February", "March", "April", "May", "June", "July", "August",
                "September", "October", "November", "December",
            ];
            let name = ENGLISH[usize::from(month) - 1];
            for words in [
                format!("x {day} {name} {year} y"),
                format!("x {name} {day}, {year}, y"),
                format!("x {}. {day}, {year}, y", &name[..3]),
                format!("x{year}年{month}月{day}日y"),
                format!("{year}-{month:02}-{day:02}"),
                format!("{day}.{month}.{year}"),
            ] {
                let found = written_day(&words).map(|it| (it.year, it.month, it.day));
                prop_assert_eq!(found, Some((Some(year), month, day)), "{}", words);
            }
        }

        #[test]
        fn any_words_will_do(words in "[0-9 .,/年月日令和Jany\u{300}é-]{0,40}") {
            if let Some(found) = written_day(&words) {
                prop_assert!(found.span.fits(&words) && !found.span.is_empty());
            }
        }
    }
}
