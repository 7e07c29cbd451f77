//! When an article was published: a day where one is known, an interval where not.
//!
//! The written form is EDTF level 1 (Library of Congress, 2019), the part that news needs:
//! `2022-02-07`, `2018-11`, `2019`, each with `~` (about) or `?` (doubtful), and `from/to`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// English names of the months, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day of the Gregorian calendar. Ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day {
    /// Year, 1 to 9999.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// A day or an interval, as stated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Date {
    /// As written, EDTF.
    pub edtf: String,
    /// First day it can be.
    pub first: Day,
    /// Last day it can be.
    pub last: Day,
    /// Marked `~` or `?`: about, or in doubt.
    pub uncertain: bool,
}

/// Why a date could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not a date we read; write 2022-02-07, 2018-11, 2019, a ~ or ? after it where it is \
     not certain, or from/to as in 2018-11-14/2018-11-30"
)]
pub struct DateError(pub String);

impl Date {
    /// Whether one day is meant, and meant for certain.
    pub fn is_exact(&self) -> bool {
        self.first == self.last && !self.uncertain
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.edtf)
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(edtf: &str) -> Result<Date, DateError> {
        let fail = || DateError(edtf.to_owned());
        let (from, to) = edtf.split_once('/').unwrap_or((edtf, edtf));
        let (first, _, doubt) = period(from).ok_or_else(fail)?;
        let (_, last, also) = period(to).ok_or_else(fail)?;
        if first > last {
            return Err(fail());
        }
        Ok(Date {
            edtf: edtf.to_owned(),
            first,
            last,
            uncertain: doubt || also,
        })
    }
}

/// First and last day of a year, month or day, and whether it is marked uncertain.
fn period(edtf: &str) -> Option<(Day, Day, bool)> {
    let plain = edtf.trim_end_matches(['~', '?', '%']);
    let marks = edtf.len() - plain.len();
    let mut parts = plain.split('-');
    let year = number(parts.next()?, 4)?;
    let month = parts
        .next()
        .map(|it| number(it, 2))
        .map_or(Some(None), |it| it.map(Some))?;
    let day = parts
        .next()
        .map(|it| number(it, 2))
        .map_or(Some(None), |it| it.map(Some))?;
    if parts.next().is_some() || marks > 1 || year == 0 {
        return None;
    }
    let months = month.map_or((1, 12), |it| (it, it));
    if !(1..=12).contains(&months.0) {
        return None;
    }
    let length = month_length(year, months.1);
    let days = day.map_or((1, length), |it| (it, it));
    if !(1..=length).contains(&days.1) {
        return None;
    }
    let on = |month: u16, day: u16| Day {
        year,
        month: month as u8,
        day: day as u8,
    };
    Some((on(months.0, days.0), on(months.1, days.1), marks > 0))
}

fn number(digits: &str, length: usize) -> Option<u16> {
    (digits.len() == length && digits.bytes().all(|it| it.is_ascii_digit()))
        .then(|| digits.parse().ok())
        .flatten()
}

fn month_length(year: u16, month: u16) -> u16 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(edtf: &str, first: (u16, u8, u8), last: (u16, u8, u8), uncertain: bool) {
        let date: Date = edtf.parse().expect("the case is a date");
        let day = |(year, month, day)| Day { year, month, day };
        assert_eq!((date.first, date.last), (day(first), day(last)), "{edtf}");
        assert_eq!(date.uncertain, uncertain, "{edtf}");
    }

    #[test]
    fn days_months_years_and_intervals() {
        check("2022-02-07", (2022, 2, 7), (2022, 2, 7), false);
        check("2019-01~", (2019, 1, 1), (2019, 1, 31), true);
        check("2020", (2020, 1, 1), (2020, 12, 31), false);
        check("2020-02", (2020, 2, 1), (2020, 2, 29), false);
        check(
            "2018-11-14/2018-11-30",
            (2018, 11, 14),
            (2018, 11, 30),
            false,
        );
        check("2018-11/2020-09", (2018, 11, 1), (2020, 9, 30), false);
    }

    #[test]
    fn what_is_no_date_says_so() {
        for wrong in [
            "",
            "yesterday",
            "2019-13",
            "2019-02-30",
            "2020/2019",
            "1-1-1",
            "2019-1-1",
        ] {
            let error = wrong.parse::<Date>().expect_err(wrong);
            assert!(
                error
                    .to_string()
                    .starts_with(&format!("“{wrong}” is not a date"))
            );
        }
    }
}
