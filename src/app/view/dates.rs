//! Dates as a reader wants them: as exact as they are and no more.

use crate::corpus::{Date, Day, MONTHS};

fn month(day: Day) -> &'static str {
    MONTHS[usize::from(day.month.clamp(1, 12)) - 1]
}

/// `7 February 2022`, `about January 2019`, `14–30 November 2018`,
/// `November 2018 – September 2020`, `2019`.
pub fn date_in_words(date: &Date) -> String {
    let (first, last) = (date.first, date.last);
    let about = if date.uncertain { "about " } else { "" };
    let whole_months = first.day == 1 && is_last_of_month(last);
    let words = if first == last {
        format!("{} {} {}", first.day, month(first), first.year)
    } else if whole_months && first.month == 1 && last.month == 12 {
        match first.year == last.year {
            true => first.year.to_string(),
            false => format!("{}–{}", first.year, last.year),
        }
    } else if whole_months && (first.year, first.month) == (last.year, last.month) {
        format!("{} {}", month(first), first.year)
    } else if whole_months {
        format!(
            "{} {} – {} {}",
            month(first),
            first.year,
            month(last),
            last.year
        )
    } else if (first.year, first.month) == (last.year, last.month) {
        format!("{}–{} {} {}", first.day, last.day, month(first), first.year)
    } else {
        format!(
            "{} {} {} – {} {} {}",
            first.day,
            month(first),
            first.year,
            last.day,
            month(last),
            last.year
        )
    };
    format!("{about}{words}")
}

fn is_last_of_month(day: Day) -> bool {
    match day.month {
        2 => day.day >= 28,
        4 | 6 | 9 | 11 => day.day == 30,
        _ => day.day == 31,
    }
}

/// From the earliest to the latest of `dates`: `November 2018 to February 2022`.
pub fn period_in_words<'a>(dates: impl Iterator<Item = &'a Date>) -> Option<String> {
    let all: Vec<&Date> = dates.collect();
    let first = all.iter().map(|it| it.first).min()?;
    let last = all.iter().map(|it| it.last).max()?;
    let on = |day: Day| format!("{} {}", month(day), day.year);
    Some(if on(first) == on(last) {
        on(first)
    } else {
        format!("{} to {}", on(first), on(last))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_exact_as_they_are() {
        for (edtf, words) in [
            ("2022-02-07", "7 February 2022"),
            ("2019-01~", "about January 2019"),
            ("2018-11-14/2018-11-30", "14–30 November 2018"),
            ("2018-11/2020-09", "November 2018 – September 2020"),
            ("2019", "2019"),
            ("2019/2020", "2019–2020"),
            ("2018-12-30/2019-01-02", "30 December 2018 – 2 January 2019"),
        ] {
            let date: Date = edtf.parse().expect("the case is a date");
            assert_eq!(date_in_words(&date), words);
        }
    }
}
