//! When an article was published, by what its page states.

use jiff::Timestamp;
use jiff::fmt::rfc2822;

use crate::corpus::Date;

/// A time that a page states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct When {
    /// The day on the calendar of the place where it was written, `2022-02-07`.
    pub(super) day: String,
    /// The moment, in seconds since 1970, where hour and zone are given.
    instant: Option<i64>,
    /// Whether a zone other than that of Greenwich is given: servers write that one everywhere.
    is_local: bool,
    /// As it was written.
    pub(super) words: String,
}

/// What the times come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// Nothing is stated.
    Open,
    /// A day, or the days that it can be.
    Stated(Date, String),
    /// Days too far apart for one publication, as they were written.
    Contradiction(String, String),
}

/// Longest statement that is looked at, in bytes.
const MAX_BYTES: usize = 60;

/// The time in a value of metadata: ISO 8601, or the forms that pages use instead of it. Neither a
/// month alone nor `07/02/22`, which is a day in July to some, is one.
pub(super) fn when(value: &str) -> Option<When> {
    let value = value.trim();
    if value.len() > MAX_BYTES {
        return None;
    }
    iso(value)
        .or_else(|| day_first(value))
        .or_else(|| mail(value))
}

/// `2022-02-07T10:00:00+09:00`, `2022-02-07 10:00`, `2022/02/07`, `20220207`.
fn iso(value: &str) -> Option<When> {
    let digits = |range: std::ops::Range<usize>| {
        let digits = value.get(range)?;
        digits
            .bytes()
            .all(|it| it.is_ascii_digit())
            .then_some(digits)
    };
    let year = digits(0..4)?;
    let (month, day, rest) = match value.get(4..5)? {
        mark @ ("-" | "/" | ".") if value.get(7..8) == Some(mark) => {
            (digits(5..7)?, digits(8..10)?, value.get(10..)?)
        }
        _ => (digits(4..6)?, digits(6..8)?, value.get(8..)?),
    };
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let day = valid(year, month, day)?;
    let offset = offset_minutes(rest);
    Some(When {
        instant: offset.and_then(|it| instant(&day, rest, it)),
        is_local: offset.is_some_and(|it| it != 0),
        day,
        words: value.to_owned(),
    })
}

/// `07.02.2022, 10:00`
fn day_first(value: &str) -> Option<When> {
    let mut parts = value.splitn(3, '.');
    let (day, month, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let (year, after) = (rest.get(..4)?, rest.get(4..)?);
    if after.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some(When {
        day: valid(year, month, day)?,
        instant: None,
        is_local: false,
        words: value.to_owned(),
    })
}

/// `Mon, 07 Feb 2022 10:00:00 +0900`, as in letters and feeds.
fn mail(value: &str) -> Option<When> {
    let zoned = rfc2822::parse(value).ok()?;
    let date = zoned.date();
    let (year, month, day) = (date.year(), date.month(), date.day());
    Some(When {
        day: valid(
            &format!("{year:04}"),
            &format!("{month:02}"),
            &format!("{day:02}"),
        )?,
        instant: Some(zoned.timestamp().as_second()),
        is_local: zoned.offset().seconds() != 0,
        words: value.to_owned(),
    })
}

/// The day as EDTF, if the calendar has it and newspapers existed.
fn valid(year: &str, month: &str, day: &str) -> Option<String> {
    let edtf = format!("{year}-{month:0>2}-{day:0>2}");
    let date: Date = edtf.parse().ok()?;
    (1600..2200).contains(&date.first.year).then_some(edtf)
}

/// Minutes east of Greenwich that the end of a time of day gives: `10:00:00.000+09:00`.
fn offset_minutes(time: &str) -> Option<i32> {
    if time.ends_with(['Z', 'z']) {
        return Some(0);
    }
    let at = time.rfind(['+', '-'])?;
    let sign = if time[at..].starts_with('-') { -1 } else { 1 };
    let digits: String = time[at + 1..].chars().filter(|it| *it != ':').collect();
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = match digits.get(2..4) {
        Some(it) => it.parse().ok()?,
        None => 0,
    };
    (hours <= 14 && minutes < 60 && time[..at].contains(':'))
        .then_some(sign * (hours * 60 + minutes))
}

/// The moment that a time of day in a zone is.
fn instant(day: &str, time: &str, offset: i32) -> Option<i64> {
    let clock = time.trim_start_matches(['T', 't', ' ']);
    let hour: i64 = clock.get(..2)?.parse().ok()?;
    let minute: i64 = clock.get(3..5)?.parse().ok()?;
    let midnight: Timestamp = format!("{day}T00:00:00Z").parse().ok()?;
    Some(midnight.as_second() + hour * 3600 + (minute - i64::from(offset)) * 60)
}

/// What the times that are called times of publication come to, or where there are none the others
/// that stand at the head of the article.
pub(super) fn decision(published: &[When], others: &[When]) -> Decision {
    let stated = if published.is_empty() {
        others
    } else {
        published
    };
    let by_day = |a: &&When, b: &&When| a.day.cmp(&b.day);
    let (Some(first), Some(last)) = (stated.iter().min_by(by_day), stated.iter().max_by(by_day))
    else {
        return Decision::Open;
    };
    if first.day == last.day {
        // A server's time of Greenwich may be of another day than its readers' paper.
        let other = others
            .iter()
            .find(|it| days_apart(&it.day, &first.day) == Some(1));
        return match other {
            Some(other) if !stated.iter().any(|it| it.is_local) && first.instant.is_some() => {
                let (first, last) = if first.day < other.day {
                    (first, other)
                } else {
                    (other, first)
                };
                interval(first, last)
            }
            _ => exact(first),
        };
    }
    let is_one_moment =
        first.instant.is_some() && stated.iter().all(|it| it.instant == first.instant);
    if is_one_moment && let Some(local) = stated.iter().find(|it| it.is_local) {
        return exact(local);
    }
    match days_apart(&first.day, &last.day) {
        Some(1) => interval(first, last),
        _ => Decision::Contradiction(first.words.clone(), last.words.clone()),
    }
}

fn exact(when: &When) -> Decision {
    stated(
        &when.day,
        format!("The page’s metadata say {}.", when.words),
    )
}

fn interval(first: &When, last: &When) -> Decision {
    let edtf = format!("{}/{}", first.day, last.day);
    stated(
        &edtf,
        format!(
            "The page’s metadata say {} and {}.",
            first.words, last.words
        ),
    )
}

fn stated(edtf: &str, basis: String) -> Decision {
    match edtf.parse() {
        Ok(date) => Decision::Stated(date, basis),
        Err(_) => Decision::Open,
    }
}

fn days_apart(a: &str, b: &str) -> Option<i64> {
    let seconds = |day: &str| -> Option<i64> {
        let midnight: Timestamp = format!("{day}T00:00:00Z").parse().ok()?;
        Some(midnight.as_second())
    };
    Some((seconds(a)? - seconds(b)?).abs() / 86_400)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, day: Option<&str>) {
        assert_eq!(when(value).map(|it| it.day).as_deref(), day, "{value}");
    }

    #[test]
    fn days_as_they_are_written() {
        check("2022-02-07", Some("2022-02-07"));
        check("2022-02-07T23:30:00+09:00", Some("2022-02-07"));
        check(" 2022-02-07 10:00 ", Some("2022-02-07"));
        check("2022/02/07", Some("2022-02-07"));
        check("20220207T1000", Some("2022-02-07"));
        check("07.02.2022, 10:00", Some("2022-02-07"));
        check("7.2.2022", Some("2022-02-07"));
        check("Mon, 07 Feb 2022 10:00:00 +0900", Some("2022-02-07"));
    }

    #[test]
    fn what_is_no_day() {
        for value in [
            "",
            "yesterday",
            "2022",
            "2022-02",
            "2022-02-30",
            "0022-02-07",
            "02/07/2022",
            "202202071",
            "2022-02-071",
            "１９９９-02-07",
        ] {
            check(value, None);
        }
    }

    #[track_caller]
    fn check_decision(published: &[&str], others: &[&str], expected: Option<&str>) {
        let times = |values: &[&str]| -> Vec<When> {
            values
                .iter()
                .map(|it| when(it).expect("the case is a time"))
                .collect()
        };
        let edtf = match decision(&times(published), &times(others)) {
            Decision::Stated(date, _) => Some(date.edtf),
            _ => None,
        };
        assert_eq!(edtf.as_deref(), expected, "{published:?} {others:?}");
    }

    #[test]
    fn times_that_agree() {
        check_decision(
            &["2022-02-07", "2022-02-07T10:00Z"],
            &[],
            Some("2022-02-07"),
        );
        check_decision(&[], &["2022-02-07"], Some("2022-02-07"));
        check_decision(&["2022-02-07"], &["2022-03-01"], Some("2022-02-07"));
    }

    #[test]
    fn one_moment_in_two_zones_is_the_day_at_its_place() {
        check_decision(
            &["2022-02-07T22:00:00Z", "2022-02-08T07:00:00+09:00"],
            &[],
            Some("2022-02-08"),
        );
    }

    #[test]
    fn times_that_disagree_are_never_one_day() {
        check_decision(
            &["2022-02-07", "2022-02-08"],
            &[],
            Some("2022-02-07/2022-02-08"),
        );
        check_decision(
            &["2022-02-07T22:00Z"],
            &["2022-02-08"],
            Some("2022-02-07/2022-02-08"),
        );
        check_decision(&["2022-02-07", "2022-02-10"], &[], None);
        check_decision(&[], &[], None);
    }
}
