//! Days counted, so that they can be added, compared and told by their weekday.

use crate::corpus::Day;

/// A stretch of days, both ends within.
pub(super) type Period = (Day, Day);

/// Days since the first of March of the year 0 (after Howard Hinnant, *chrono-compatible
/// low-level date algorithms*: a year that begins in March has its leap day last).
pub(super) fn count(day: Day) -> i32 {
    let month = i32::from(day.month);
    let year = i32::from(day.year) - i32::from(month < 3);
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i32::from(day.day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year
}

/// The inverse of [`count`].
pub(super) fn day(count: i32) -> Day {
    let (era, rest) = (count.div_euclid(146_097), count.rem_euclid(146_097));
    let of_era = (rest - rest / 1_460 + rest / 36_524 - rest / 146_096) / 365;
    let of_year = rest - (365 * of_era + of_era / 4 - of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let year = era * 400 + of_era + i32::from(month > 9);
    Day {
        year: year.clamp(0, 9_999) as u16,
        month: ((month + 2) % 12 + 1) as u8,
        day: (of_year - (153 * month + 2) / 5 + 1) as u8,
    }
}

/// A day that the calendar has.
pub(super) fn real(year: u16, month: u8, date: u8) -> Option<Day> {
    let it = Day {
        year,
        month,
        day: date,
    };
    (day(count(it)) == it).then_some(it)
}

/// The day of the week, Monday 0.
pub(super) fn weekday(count: i32) -> i32 {
    (count + 2).rem_euclid(7)
}

/// All of a year.
pub(super) fn year(year: u16) -> Period {
    years(year, year)
}

/// All of several years.
pub(super) fn years(first: u16, last: u16) -> Period {
    let on = |year, month, day| Day { year, month, day };
    (on(first, 1, 1), on(last, 12, 31))
}

/// All of a month, given in months since January of the year 0.
pub(super) fn month(months: i32) -> Period {
    let first = |months: i32| Day {
        year: months.div_euclid(12).clamp(0, 9_999) as u16,
        month: months.rem_euclid(12) as u8 + 1,
        day: 1,
    };
    (first(months), day(count(first(months + 1)) - 1))
}

/// Months since January of the year 0.
pub(super) fn months(year: u16, month: u8) -> i32 {
    i32::from(year) * 12 + i32::from(month) - 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn weekdays_are_those_of_the_calendar() {
        for (date, expected) in [((2018, 11, 14), 2), ((2000, 1, 1), 5), ((1956, 10, 19), 4)] {
            let (year, month, day) = date;
            assert_eq!(weekday(count(Day { year, month, day })), expected);
        }
    }

    #[test]
    fn days_that_no_calendar_has_are_none() {
        for (year, month, day) in [(2019, 2, 29), (2018, 4, 31), (1900, 2, 29), (2018, 1, 0)] {
            assert_eq!(real(year, month, day), None);
        }
        assert!(real(2020, 2, 29).is_some() && real(2000, 2, 29).is_some());
    }

    proptest! {
        #[test]
        fn every_day_follows_the_one_before(n in 366..3_600_000) {
            prop_assert_eq!(count(day(n)), n);
            prop_assert!(day(n) < day(n + 1));
        }
    }
}
