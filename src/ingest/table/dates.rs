//! Dates as tables write them.

use jiff::civil;
use jiff::fmt::{rfc2822, strtime};

use crate::corpus::Date;
use crate::ingest::stated::written_day;

/// Longest cell that can be a date, in bytes.
const MAX_BYTES: usize = 60;

/// Days as they are written besides EDTF; what follows a day, a time mostly, is passed over.
const DAYS: &[&str] = &[
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%d.%m.%Y",
    "%Y年%m月%d日",
    "%d %B %Y",
    "%B %d, %Y",
    "%d %b %Y",
    "%b %d, %Y",
    "%A, %d %B %Y",
    "%A, %B %d, %Y",
];

/// The day or interval that a cell states; `None` for what is no date, or not for certain:
/// `03/04/2021` is March in one country and April in another.
pub(super) fn date(cell: &str) -> Option<Date> {
    if cell.len() > MAX_BYTES {
        return None;
    }
    if let Ok(date) = cell.parse() {
        return Some(date);
    }
    let day = DAYS.iter().find_map(|format| day(format, cell));
    let day = day
        .or_else(|| Some(rfc2822::parse(cell).ok()?.date()))
        .or_else(|| slashed(cell))
        .or_else(|| worded(cell))?;
    // A calendar of the Common Era only: this is when news was published.
    (day.year() > 0)
        .then(|| day.to_string().parse().ok())
        .flatten()
}

/// The day at the start of the cell; a time may follow it.
fn day(format: &str, cell: &str) -> Option<civil::Date> {
    let (parsed, n) = strtime::BrokenDownTime::parse_prefix(format, cell).ok()?;
    let is_parted = cell[n..]
        .chars()
        .next()
        .is_none_or(|it| !it.is_alphanumeric() || it == 'T');
    if is_parted {
        parsed.to_date().ok()
    } else {
        None
    }
}

/// `31/12/2021` and `12/31/2021`, where only one reading is a day.
fn slashed(cell: &str) -> Option<civil::Date> {
    let by_day = day("%d/%m/%Y", cell);
    let by_month = day("%m/%d/%Y", cell);
    match (by_day, by_month) {
        (Some(a), Some(b)) => (a == b).then_some(a),
        (a, b) => a.or(b),
    }
}

/// A day with the name of its month, in the languages that running text is read in.
fn worded(cell: &str) -> Option<civil::Date> {
    let day = written_day(cell)?;
    let year = i16::try_from(day.year?).ok()?;
    let (month, of_month) = (i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?);
    let is_first = cell[..day.span.start as usize].trim().is_empty();
    if is_first {
        civil::Date::new(year, month, of_month).ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, expected: Option<&str>) {
        assert_eq!(date(cell).map(|it| it.edtf).as_deref(), expected, "{cell}");
    }

    #[test]
    fn days_in_many_manners() {
        for cell in [
            "2022-02-07",
            "2022-02-07T23:30:00-05:00",
            "2022-02-07 10:15",
            "2022/02/07",
            "20220207",
            "07.02.2022, 10:15",
            "7.2.2022",
            "2022年2月7日",
            "7 February 2022",
            "7 февраля 2022 г.",
            "7 Feb 2022 10:00",
            "February 7, 2022",
            "Monday, February 7, 2022",
            "Mon, 07 Feb 2022 10:00:00 GMT",
        ] {
            check(cell, Some("2022-02-07"));
        }
        check("31/12/2021", Some("2021-12-31"));
        check("12/31/2021 9:00", Some("2021-12-31"));
        check("04/04/2021", Some("2021-04-04"));
    }

    #[test]
    fn months_years_and_intervals_stay_as_written() {
        check("2022-02~", Some("2022-02~"));
        check("2018-11-14/2018-11-30", Some("2018-11-14/2018-11-30"));
    }

    #[test]
    fn no_date_for_certain() {
        check("03/04/2021", None);
        check("2022-02-30", None);
        check("yesterday", None);
        check("1644192000", None);
        check("0000-01-01", None);
        check("", None);
    }
}
