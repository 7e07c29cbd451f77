//! Which words are dates.

use super::Precision;
use super::calendar::{Period, month as all_of, months, real, year as whole_year, years};
use super::lexicon::{
    century, counted_unit, is_plural, is_reference, is_unit, is_whole_month, leads_months,
    leads_years, month, number, part_of_century, unit, way, weekday,
};
use super::meaning::{Meaning, Unit, Way};
use crate::text::{Span, words};

/// Words that say when.
pub(super) struct Found {
    pub(super) span: Span,
    pub(super) meaning: Meaning,
    pub(super) precision: Precision,
}

/// What was read: how many words it takes, and what they say.
type Read = Option<(usize, Meaning, Precision)>;

/// The dates of a text in order, none over another.
pub(super) fn read(text: &str) -> Vec<Found> {
    let reader = Reader {
        text,
        words: words(text).collect(),
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < reader.words.len() {
        if reader.word(at).contains('年') {
            japanese(reader.words[at], text, &mut found);
        }
        let Some((n, meaning, precision)) = reader.date_at(at) else {
            at += 1;
            continue;
        };
        let first = if meaning == Meaning::Told && reader.is_repeated(at) {
            at - 1
        } else {
            at
        };
        found.push(Found {
            span: reader.words[first].join(reader.words[at + n - 1]),
            meaning,
            precision,
        });
        at += n;
    }
    found
}

struct Reader<'a> {
    text: &'a str,
    words: Vec<Span>,
}

impl<'a> Reader<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.words.get(at).map_or("", |it| it.of_text(self.text))
    }

    fn before(&self, at: usize) -> &'a str {
        at.checked_sub(1).map_or("", |it| self.word(it))
    }

    /// What stands between the word `at` and the one before it.
    fn gap(&self, at: usize) -> &'a str {
        let end = at.checked_sub(1).and_then(|it| self.words.get(it));
        let start = self
            .words
            .get(at)
            .map_or(self.text.len(), |it| it.range().start);
        &self.text[end.map_or(0, |it| it.range().end)..start]
    }

    /// Whether only spaces stand before the word `at`, or `also` and spaces.
    fn follows(&self, at: usize, also: &[char]) -> bool {
        let gap = self.gap(at);
        let rest = gap.strip_prefix(also).unwrap_or(gap);
        self.words.get(at).is_some()
            && !gap.contains('\n')
            && !rest.is_empty()
            && rest.trim().is_empty()
    }

    fn is_word(&self, at: usize, known: &[&str]) -> bool {
        known.contains(&self.word(at).to_lowercase().as_str())
    }

    fn date_at(&self, at: usize) -> Read {
        let read = [
            Reader::iso,
            Reader::day_first,
            Reader::month_first,
            Reader::decade,
            Reader::century,
            Reader::plain_year,
            Reader::counted,
            Reader::seen_from_now,
            Reader::told,
        ];
        let known = |it: &str| it.starts_with(|c: char| c.is_alphanumeric());
        read.iter()
            .filter(|_| known(self.word(at)))
            .find_map(|it| it(self, at))
    }

    /// `2018-11-14`.
    fn iso(&self, at: usize) -> Read {
        let is_joined = self.gap(at + 1) == "-" && self.gap(at + 2) == "-";
        let two = |at: usize| Some(self.word(at)).filter(|it| it.len() == 2)?.parse().ok();
        if !is_joined || !self.begins_number(at) || !self.ends_number(at + 2) {
            return None;
        }
        let day = real(year_of(self.word(at))?, two(at + 1)?, two(at + 2)?)?;
        Some((3, Meaning::Stated((day, day)), Precision::Day))
    }

    /// `14 November 2018`, `14th of November`, `14–30 November 2018`, `14 ноября 2018`.
    fn day_first(&self, at: usize) -> Read {
        let first = day_of(self.word(at)).filter(|_| self.begins_number(at))?;
        let is_range = matches!(self.gap(at + 1).trim(), "-" | "–" | "—");
        let second = day_of(self.word(at + 1)).filter(|_| is_range);
        let mut next = at + 1 + usize::from(second.is_some());
        if self.is_word(next, &["of"]) {
            next += 1;
        }
        let month = month(self.word(next)).filter(|_| self.follows(next, &[]))?;
        let n = next + 1 - at;
        let year = self.year_after(next + 1);
        let n = n + usize::from(year.is_some());
        self.day_read(at, n, (first, second), month, year)
    }

    /// `November 14, 2018`, `Feb. 7`, `November 2018`, `in November`.
    fn month_first(&self, at: usize) -> Read {
        let month = month(self.word(at))?;
        let dot: &[char] = if is_whole_month(self.word(at)) {
            &[]
        } else {
            &['.']
        };
        let day = day_of(self.word(at + 1))
            .filter(|_| self.follows(at + 1, dot) && self.ends_number(at + 1))
            .filter(|_| !is_unit(self.word(at + 2)));
        if let Some(day) = day {
            let year = self.year_after(at + 2);
            let n = 2 + usize::from(year.is_some());
            return self.day_read(at, n, (day, None), month, year);
        }
        let next = at + 1 + usize::from(self.is_word(at + 1, &["of"]));
        if let Some(year) = self.year_after(next) {
            let period = all_of(months(year, month));
            return Some((next + 1 - at, Meaning::Stated(period), Precision::Month));
        }
        let stands_alone = is_whole_month(self.word(at)) && self.follows(at, &[]);
        (stands_alone && leads_months(self.before(at))).then_some((
            1,
            Meaning::MonthOfYear(month, Way::Bare),
            Precision::Month,
        ))
    }

    /// Days of a month, of which the calendar must know each.
    fn day_read(
        &self,
        at: usize,
        n: usize,
        (first, second): (u8, Option<u8>),
        month: u8,
        year: Option<u16>,
    ) -> Read {
        // February 29 is a day, if the year is not told.
        let on = |day: u8| real(year.unwrap_or(2000), month, day);
        let period: Period = (on(first)?, on(second.unwrap_or(first))?);
        let meaning = match (year, second) {
            (Some(_), _) if period.0 <= period.1 => Meaning::Stated(period),
            (None, None) if self.is_repeated(at) => Meaning::Told,
            (None, None) => Meaning::DayOfYear { month, day: first },
            _ => Meaning::Told,
        };
        Some((n, meaning, Precision::Day))
    }

    /// Whether it comes again and again: `every 7 February`.
    fn is_repeated(&self, at: usize) -> bool {
        at > 0 && self.is_word(at - 1, &["every", "each"]) && self.follows(at, &[])
    }

    /// The year that ends a date.
    fn year_after(&self, at: usize) -> Option<u16> {
        let year = year_of(self.word(at))?;
        let is_next = self.follows(at, &[',', '.']);
        (is_next && self.ends_number(at) && !is_unit(self.word(at + 1))).then_some(year)
    }

    /// `1990s`, `1990’s`.
    fn decade(&self, at: usize) -> Read {
        let word = self.word(at);
        let digits = word.strip_suffix('s')?.trim_end_matches(['\'', '’']);
        let year = year_of(digits).filter(|it| it.is_multiple_of(10))?;
        if !self.begins_number(at) {
            return None;
        }
        let period = years(year, year + 9);
        Some((1, Meaning::Stated(period), Precision::Decade))
    }

    /// `19th century`, `mid-nineteenth-century`, `end of the 19th century`, `XIX веке`.
    fn century(&self, at: usize) -> Read {
        let is_next = |at: usize| self.gap(at) == "-" || self.follows(at, &[]);
        let of_the = self.is_word(at + 1, &["of"]) && self.is_word(at + 2, &["the"]);
        let part = part_of_century(self.word(at));
        let next = at + part.map_or(0, |_| if of_the { 3 } else { 1 });
        let number = century(self.word(next)).filter(|_| self.begins_number(next))?;
        let is_one = self.is_word(next + 1, &["century", "век", "века", "веке"])
            && is_next(next + 1)
            && (next == at || is_next(next));
        let first = (number - 1) * 100;
        let meaning = match part {
            None => Meaning::Stated(years(first, first + 99)),
            Some((from, to)) => Meaning::About(years(first + from, first + to)),
        };
        is_one.then_some((next + 2 - at, meaning, Precision::Century))
    }

    /// `two years ago`, `год назад`, `ten days later`.
    fn counted(&self, at: usize) -> Read {
        let number = number(self.word(at)).filter(|_| self.begins_number(at));
        let next = at + usize::from(number.is_some());
        let (unit, precision) = match number {
            Some(_) => counted_unit(self.word(next))?,
            // In Russian a year ago is `год назад`.
            None => unit(self.word(next)).filter(|_| !self.word(at).is_ascii())?,
        };
        let number = number.unwrap_or(1);
        if next > at && !self.follows(next, &[]) || !self.follows(next + 1, &[]) {
            return None;
        }
        let meaning = match self.word(next + 1) {
            "ago" | "назад" => Meaning::Shift(unit, -number, unit != Unit::Day),
            "earlier" | "later" => Meaning::Told,
            _ => return None,
        };
        Some((next + 2 - at, meaning, precision))
    }

    /// `1956`, where it is no number of something else.
    fn plain_year(&self, at: usize) -> Read {
        let year = year_of(self.word(at))?;
        let (before, after) = (self.before(at), self.word(at + 1));
        let counts = self.follows(at + 1, &[])
            && (is_unit(after) || is_plural(after) && !leads_years(before));
        let refers = self.follows(at, &['.']) && is_reference(before);
        if counts || refers || !self.begins_number(at) || !self.ends_number(at) {
            return None;
        }
        Some((1, Meaning::Stated(whole_year(year)), Precision::Year))
    }

    /// Whether the number is no later part of another one, no sum of money and no reference.
    fn begins_number(&self, at: usize) -> bool {
        let gap = self.gap(at);
        let is_marked = gap
            .trim_end()
            .ends_with(['$', '€', '£', '¥', '₽', '№', '#', '§', '+']);
        !is_marked && (!is_number(self.before(at)) || self.parts(at, self.before(at)))
    }

    /// Whether the number goes on in no other one and is no share or degree.
    fn ends_number(&self, at: usize) -> bool {
        let rest = self.gap(at + 1).trim_start();
        let next = self.word(at + 1);
        !rest.starts_with(['%', '°', '€', '₽']) && (!is_number(next) || self.parts(at + 1, next))
    }

    /// Whether what stands before the word `at` parts two numbers; `other` is not that of the
    /// date.
    fn parts(&self, at: usize, other: &str) -> bool {
        match self.gap(at) {
            "-" | "–" | "/" | "—" => other.len() <= 2 || year_of(other).is_some(),
            "." | "," | ":" | "'" | "’" | "_" | "" => false,
            _ => true,
        }
    }

    /// `last October`, `next Tuesday`, `this year`, `on Tuesday`, `yesterday`.
    fn seen_from_now(&self, at: usize) -> Read {
        let word = self.word(at);
        let shift = |by, loosely| Some((1, Meaning::Shift(Unit::Day, by, loosely), Precision::Day));
        match word {
            "yesterday" | "Yesterday" | "вчера" | "Вчера" => return shift(-1, false),
            "tomorrow" | "Tomorrow" | "завтра" | "Завтра" => return shift(1, false),
            "today" | "сегодня" => return shift(0, true),
            _ => {}
        }
        let Some(way) = way(word) else {
            return self.bare_weekday(at);
        };
        let next = self.word(at + 1);
        if !self.follows(at + 1, &[]) {
            return None;
        }
        let by = match way {
            Way::Last => -1,
            Way::Next => 1,
            Way::This | Way::Bare => 0,
        };
        // “Over the last year” is a year up to now, “the next week” may be told.
        let unit = unit(next).filter(|_| !self.is_word(at.wrapping_sub(1), &["the"]));
        if let Some((unit, precision)) = unit.filter(|_| !self.is_word(at + 2, &["of", "or"])) {
            return Some((2, Meaning::Shift(unit, by, false), precision));
        }
        if let Some(month) = month(next).filter(|_| is_whole_month(next)) {
            // “Last November 14” is a day.
            let is_day =
                day_of(self.word(at + 2)).is_some() || year_of(self.word(at + 2)).is_some();
            return (!is_day).then_some((2, Meaning::MonthOfYear(month, way), Precision::Month));
        }
        weekday(next).map(|it| (2, Meaning::Weekday(it, way), Precision::Day))
    }

    /// A weekday that is no part of a name.
    fn bare_weekday(&self, at: usize) -> Read {
        let day = weekday(self.word(at))?;
        if !self.word(at).is_ascii() {
            // “Среду” may be surroundings.
            let is_day = self.is_word(at.wrapping_sub(1), &["в", "во"]);
            let meaning = Meaning::Weekday(day, Way::Bare);
            return is_day.then_some((1, meaning, Precision::Day));
        }
        let is_name = |at: usize, word: &str| {
            self.follows(at, &[]) && word.starts_with(char::is_uppercase) && word.len() > 2
        };
        let next_is_day =
            month(self.word(at + 1)).is_some() || weekday(self.word(at + 1)).is_some();
        let in_name =
            is_name(at, self.before(at)) || is_name(at + 1, self.word(at + 1)) && !next_is_day;
        let repeated = self.is_repeated(at) || self.is_word(at.wrapping_sub(1), &["a", "the"]);
        (!in_name && !repeated).then_some((1, Meaning::Weekday(day, Way::Bare), Precision::Day))
    }

    /// `the following year`, `previous October`, `end of the month`: counted from what is told.
    fn told(&self, at: usize) -> Read {
        let precision = |at: usize| {
            let word = self.word(at);
            let month = month(word).filter(|_| is_whole_month(word));
            let unit = unit(word).map(|it| it.1);
            unit.or(month.map(|_| Precision::Month))
                .or(weekday(word).map(|_| Precision::Day))
        };
        if self.is_word(at, &["following", "previous", "preceding"]) {
            let precision = precision(at + 1).filter(|_| self.follows(at + 1, &[]))?;
            return Some((2, Meaning::Told, precision));
        }
        let is_part = self.is_word(at, &["end", "start", "beginning", "middle"])
            && self.is_word(at + 1, &["of"])
            && self.is_word(at + 2, &["the"]);
        let (_, precision) = unit(self.word(at + 3)).filter(|_| is_part)?;
        Some((4, Meaning::Told, precision))
    }
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// A year in four digits, of a time that news speaks of.
fn year_of(word: &str) -> Option<u16> {
    let digits = word.len() == 4 && word.bytes().all(|it| it.is_ascii_digit());
    let year = word.parse().ok().filter(|_| digits)?;
    (1500..=2100).contains(&year).then_some(year)
}

/// A day of a month: `14`, `1st`.
fn day_of(word: &str) -> Option<u8> {
    let digits = ["st", "nd", "rd", "th"];
    let digits = digits.iter().find_map(|it| word.strip_suffix(it));
    let digits = digits.unwrap_or(word);
    let is_short = digits.len() <= 2 && digits.bytes().all(|it| it.is_ascii_digit());
    let day = digits.parse().ok().filter(|_| is_short)?;
    (1..=31).contains(&day).then_some(day)
}

/// `2018年11月14日`, `2018年11月`, `2018年`, which run on into other words.
fn japanese(word: Span, text: &str, found: &mut Vec<Found>) {
    let letters: Vec<(usize, char)> = word.of_text(text).char_indices().collect();
    let mut at = 0;
    while at < letters.len() {
        let mut end = at;
        let mut part = |mark: char| {
            let (value, after) = number_before(&letters, end, mark)?;
            end = after;
            Some(value)
        };
        let year = part('年').and_then(|it| u16::try_from(it).ok());
        let Some(year) = year.filter(|it| (1500..=2100).contains(it)) else {
            // Past all digits of this number.
            at += 1 + letters[at..]
                .iter()
                .take_while(|it| digit(it.1).is_some())
                .count();
            continue;
        };
        let month = part('月').filter(|it| (1..=12).contains(it));
        let day = month.and_then(|_| part('日'));
        let day = day
            .zip(month)
            .and_then(|(day, month)| real(year, month as u8, day as u8));
        let (period, precision) = match (month, day) {
            (_, Some(day)) => ((day, day), Precision::Day),
            (Some(month), None) => (all_of(months(year, month as u8)), Precision::Month),
            (None, None) => (whole_year(year), Precision::Year),
        };
        let offset = |at: usize| letters.get(at).map_or(word.len() as usize, |it| it.0);
        found.push(Found {
            span: Span::new(offset(at)..offset(end)).shifted(word.start),
            meaning: Meaning::Stated(period),
            precision,
        });
        at = end;
    }
}

/// One to four digits at `at` with `mark` after them, and the place behind it.
fn number_before(letters: &[(usize, char)], at: usize, mark: char) -> Option<(u32, usize)> {
    let digits = letters[at..].iter().map_while(|it| digit(it.1));
    let n = digits.clone().count();
    let value = digits.take(4).fold(0, |sum, it| sum * 10 + it);
    let is_marked = letters.get(at + n).is_some_and(|it| it.1 == mark);
    ((1..=4).contains(&n) && is_marked).then_some((value, at + n + 1))
}

/// The value of a digit, of full width too.
fn digit(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => c.to_digit(10),
    }
}
