//! When a report was published, and the words that this rests on.

use super::date::WrittenDay;
use super::dateline::Dateline;
use super::lines::{day_line, is_update};
use super::weekday;
use super::year::Evidence;
use crate::corpus::Date;

/// A date, or why there is none, with the words.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::ingest) struct When {
    pub(in crate::ingest) date: Option<Date>,
    /// Sentences for the reader.
    pub(in crate::ingest) basis: Option<String>,
    /// Whether the date was worked out.
    pub(in crate::ingest) is_inferred: bool,
    /// The words that give a day without its year, where that stays open.
    pub(in crate::ingest) open: Option<String>,
}

/// What the dateline, the lines that state a day, and the paragraphs say together.
pub(in crate::ingest) fn when<'a>(
    dateline: Option<&Dateline>,
    day_lines: impl Iterator<Item = &'a str>,
    paragraphs: impl IntoIterator<Item = &'a str>,
) -> When {
    let of_dateline =
        dateline.and_then(|it| Some(("The dateline says", it.words.as_str(), it.day?)));
    let mut stated: Vec<(&str, &str, WrittenDay)> = of_dateline.into_iter().collect();
    let mut updates = Vec::new();
    for words in day_lines {
        if let Some(day) = day_line(words) {
            match is_update(words) {
                true => updates.push(("A line says", words, day)),
                false => stated.push(("A line says", words, day)),
            }
        }
    }
    // The day of a change comes last: it is no earlier than that of the publication.
    stated.append(&mut updates);
    let exact = stated.iter().find_map(|&(says, words, day)| {
        let date = format!("{:04}-{:02}-{:02}", day.year?, day.month, day.day);
        Some((says, words, date.parse::<Date>().ok()?))
    });
    if let Some((says, words, date)) = exact {
        return When {
            date: Some(date),
            basis: Some(format!("{says} “{words}”.")),
            is_inferred: false,
            open: None,
        };
    }
    let Some(&(says, words, day)) = stated.first() else {
        return When::default();
    };
    worked_out(says, words, day, &Evidence::of(paragraphs))
}

fn worked_out(says: &str, words: &str, day: WrittenDay, evidence: &Evidence) -> When {
    let weekday = words.split([' ', ',', '(', ')']).find_map(weekday);
    let on = |year: u16| format!("{year:04}-{:02}-{:02}", day.month, day.day);
    if let Some(found) = evidence.years(&day, weekday) {
        let because = found.because.iter().map(|it| format!("“{it}”"));
        let because = because.collect::<Vec<_>>().join(" and ");
        let makes = if found.because.len() == 1 {
            "makes"
        } else {
            "make"
        };
        let (edtf, year) = match found.years[..] {
            [year] => (on(year), year.to_string()),
            [first, .., last] => (
                format!("{}/{}", on(first), on(last)),
                format!("{first} or {last}"),
            ),
            [] => Default::default(),
        };
        if let Ok(date) = edtf.parse() {
            return When {
                date: Some(date),
                basis: Some(format!("{says} “{words}”; {because} {makes} it {year}.")),
                is_inferred: true,
                open: None,
            };
        }
    }
    let latest = evidence.latest_year.map_or(String::new(), |year| {
        format!("; the latest year in the text is {year}")
    });
    When {
        date: None,
        basis: Some(format!("{says} “{words}”, without a year{latest}.")),
        is_inferred: false,
        open: Some(words.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::dateline;
    use super::*;

    #[track_caller]
    fn check(lines: &[&str], text: &str, expected: (&str, &str)) {
        let dateline = dateline(text);
        let found = when(dateline.as_ref(), lines.iter().copied(), [text]);
        let date = found.date.map_or(String::new(), |it| it.edtf);
        let basis = found.basis.unwrap_or_default();
        assert_eq!((date.as_str(), basis.as_str()), expected);
    }

    #[test]
    fn stated_days() {
        check(
            &[],
            "PORT, 3 March 2021. It rained.",
            ("2021-03-03", "The dateline says “PORT, 3 March 2021”."),
        );
        check(
            &["Updated: 5 March 2021", "4 March 2021"],
            "PORT, 3 March. It rained.",
            ("2021-03-04", "A line says “4 March 2021”."),
        );
        check(&[], "It rained.", ("", ""));
    }

    #[test]
    fn days_without_a_year() {
        check(
            &[],
            "PORT, 3 March. It rained in 2018.",
            (
                "",
                "The dateline says “PORT, 3 March”, without a year; the latest year in the text is 2018.",
            ),
        );
        check(
            &[],
            "PORT, 3 November. Nothing is signed 76 years after the end of the Second World War.",
            (
                "2021-11-03",
                "The dateline says “PORT, 3 November”; “76 years after the end of the Second World War” makes it 2021.",
            ),
        );
        check(
            &[],
            "PORT, 3 March. Nothing is signed 76 years after the end of the Second World War.",
            (
                "2021-03-03/2022-03-03",
                "The dateline says “PORT, 3 March”; “76 years after the end of the Second World War” makes it 2021 or 2022.",
            ),
        );
        check(
            &[],
            "PORT, Thursday, 3 March. Nothing is signed 76 years after the end of the Second World War.",
            (
                "2022-03-03",
                "The dateline says “PORT, Thursday, 3 March”; “76 years after the end of the Second World War” makes it 2022.",
            ),
        );
    }
}
