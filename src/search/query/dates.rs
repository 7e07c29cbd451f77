//! A stretch of time to narrow by: `2018`, `2018-11`, `2018-11..2019-02`, `2018..`, `..2019`.

use std::fmt;

use crate::corpus::{Date, Day};

/// Days from one to another, both included. An end that is `None` is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRange {
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
}

impl DateRange {
    /// Whether something of `date` can lie inside. A date that is partial or in doubt counts with
    /// every day that it names, as it does where dates are shown.
    pub fn overlaps(&self, date: &Date) -> bool {
        self.from.is_none_or(|it| it <= date.last) && self.to.is_none_or(|it| date.first <= it)
    }

    /// Reads a folded text; `None` for what is no date. Ends in the wrong order are exchanged, and
    /// an ellipsis, which some keyboards make of dots, is two dots and one too many.
    pub(super) fn read(folded: &str) -> Option<DateRange> {
        let Some((from, to)) = folded.split_once("..") else {
            let date: Date = folded.trim().parse().ok()?;
            return Some(DateRange {
                from: Some(date.first),
                to: Some(date.last),
            });
        };
        let (from, to) = (end(from)?, end(to)?);
        Some(match (from, to) {
            (None, None) => return None,
            (Some(from), Some(to)) => DateRange {
                from: Some(from.first.min(to.first)),
                to: Some(from.last.max(to.last)),
            },
            (from, to) => DateRange {
                from: from.map(|it| it.first),
                to: to.map(|it| it.last),
            },
        })
    }
}

/// One end of a range: a date, nothing, or `None` for what is neither.
fn end(folded: &str) -> Option<Option<Date>> {
    let plain = folded.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if plain.is_empty() {
        return Some(None);
    }
    plain.parse().ok().map(Some)
}

impl fmt::Display for DateRange {
    /// As short as it can be written: `2018-11` rather than its first and last day.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let from = self.from.map(written).unwrap_or_default();
        let to = self.to.map(written).unwrap_or_default();
        let is_whole = |it: &Date| Some(it.first) == self.from && Some(it.last) == self.to;
        if let Some(whole) = shortest(&from, &is_whole) {
            return f.write_str(whole);
        }
        f.write_str(shortest(&from, &|it| Some(it.first) == self.from).unwrap_or(&from))?;
        f.write_str("..")?;
        f.write_str(shortest(&to, &|it| Some(it.last) == self.to).unwrap_or(&to))
    }
}

fn written(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)
}

/// The year, month or day of `written` that is meant.
fn shortest<'a>(written: &'a str, is_meant: &dyn Fn(&Date) -> bool) -> Option<&'a str> {
    let forms = ["2018", "2018-11", "2018-11-14"].map(str::len);
    let mut forms = forms.into_iter().filter_map(|it| written.get(..it));
    forms.find(|it| it.parse().is_ok_and(|it| is_meant(&it)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, expected: &str) {
        let range = DateRange::read(typed).expect("the case is a range");
        assert_eq!(range.to_string(), expected, "{typed}");
        assert_eq!(DateRange::read(expected), Some(range), "{typed}");
    }

    #[test]
    fn ranges_are_written_as_short_as_they_can_be() {
        check("2018", "2018");
        check("2018-11", "2018-11");
        check("2020-02-29", "2020-02-29");
        check("2018-11-01..2018-11-30", "2018-11");
        check("2018-01-01..2018-12-31", "2018");
        check("2018-11..2019-02", "2018-11..2019-02");
        check("2018-11-14..2019", "2018-11-14..2019");
        check("2018..", "2018..");
        check("..2019-02-03", "..2019-02-03");
        check("2018/2019-02", "2018..2019-02");
        check("2018...2019", "2018..2019");
        check(" 2018 .. 2019 ", "2018..2019");
        check("2019..2018", "2018..2019");
        check("2019-01~", "2019-01");
    }

    #[test]
    fn what_is_no_range() {
        for typed in ["", "..", "soon", "2018..soon", "2018-13", "2018-11-", "18"] {
            assert_eq!(DateRange::read(typed), None, "{typed}");
        }
    }

    #[test]
    fn ranges_overlap_dates_that_can_lie_inside() {
        for (range, date, expected) in [
            ("2018-11", "2018-11-14", true),
            ("2018-11", "2018-12-01", false),
            ("2018-11-14", "2018-11-14", true),
            // A partial date can lie anywhere in its year or month.
            ("2018-11-14", "2018", true),
            ("2018-11-14", "2018-10", false),
            // Open at an end.
            ("2018-11..", "2022-02-07", true),
            ("2018-11..", "2018-10-31", false),
            ("2018-11..", "2018", true),
            ("..2018-11", "1956-10-19", true),
            ("..2018-11", "2018-11-30", true),
            ("..2018-11", "2018-12", false),
            // Intervals.
            ("2018-11..2019-02", "2019-02-28/2020", true),
            ("2018-11..2019-02", "2019-03-01/2020", false),
            // What is in doubt counts as stated.
            ("2019-01", "2019-01~", true),
            ("2019-02", "2019-01?", false),
        ] {
            let range = DateRange::read(range).expect("the case is a range");
            let date: Date = date.parse().expect("the case is a date");
            assert_eq!(range.overlaps(&date), expected, "{range} {date}");
        }
    }
}
