//! A day that is drawn as exact is the right one: reports made up around a known day, with all
//! that may mislead.

use crossread::corpus::MONTHS;
use crossread::ingest;
use proptest::prelude::*;

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// Year, month, day.
type Known = (u16, u8, u8);

/// Days since a Monday long ago; of the proleptic Gregorian calendar.
fn days((year, month, day): Known) -> u64 {
    let is_early = month <= 2;
    let year = u64::from(year) - u64::from(is_early);
    let month = u64::from(month) + if is_early { 9 } else { 0 } - if is_early { 0 } else { 3 };
    365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + u64::from(day) + 1
}

/// Years from the first day to the second, whole ones or by the calendar.
fn years_since(event: Known, on: Known, by_calendar: bool) -> u16 {
    let whole = (on.1, on.2) < (event.1, event.2);
    on.0 - event.0 - u16::from(whole && !by_calendar)
}

/// What a report of that day may truly say, and what may mislead.
fn sentences(on: Known) -> Vec<String> {
    let (year, ..) = on;
    let mut sentences = vec![
        format!("The ministers last met in {}, in the rain.", year - 2),
        format!("The port will be closed by {}.", year + 8),
        format!(
            "A new pier is planned for {}, and ferries may use it in {}.",
            year + 1,
            year + 2
        ),
        "In 1993, 48 years after the end of World War II, the two sides were close.".to_owned(),
        "It was unsigned 51 years after the end of World War II.".to_owned(),
        "Nearly 83 years after the end of World War II, there is no treaty.".to_owned(),
        "There is no treaty 70 years after the end of World War II.".to_owned(),
        "The hall has 1800 seats and cost 1999 dollars.".to_owned(),
        "Then Prime Minister Shigeru Ishiba was not there.".to_owned(),
        "It rained.".to_owned(),
    ];
    for by_calendar in [false, true] {
        for (event, words) in [
            ((1945, 5, 8), "the end of World War II"),
            ((1945, 9, 2), "the end of the Second World War"),
            ((1986, 4, 26), "the Chernobyl disaster"),
            ((1989, 11, 9), "the fall of the Berlin Wall"),
            ((1991, 12, 26), "the collapse of the Soviet Union"),
        ] {
            let n = years_since(event, on, by_calendar);
            sentences.push(format!("There is still no treaty {n} years after {words}."));
            sentences.push(format!(
                "It has been unsigned {n} years after {words}, they say."
            ));
        }
    }
    for (from, to, words) in [
        (2007, 2008, "President Vladimir Putin"),
        (2013, 2019, "Prime Minister Shinzo Abe"),
        (2022, 2023, "Prime Minister Fumio Kishida"),
    ] {
        if (from..=to).contains(&year) {
            sentences.push(format!("{words} spoke at length and left early."));
        }
    }
    sentences
}

fn dateline(on: Known, form: usize) -> String {
    let (year, month, day) = on;
    let name = MONTHS[usize::from(month) - 1];
    let weekday = WEEKDAYS[(days(on) % 7) as usize];
    match form {
        0 => format!("PORT, {day} {name}."),
        1 => format!("PORT, {name} {day} (AP) –"),
        2 => format!("PORT, {weekday}, {day} {name}."),
        3 => format!("PORT, {name} {day}, {year}."),
        4 => format!(
            "ПОРТ, {day} {} — РИА Новости.",
            [
                "янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"
            ][usize::from(month) - 1]
        ),
        _ => "PORT (AP) –".to_owned(),
    }
}

#[test]
fn the_days_of_the_week_are_right() {
    assert_eq!(days((2022, 2, 7)) % 7, 0);
    assert_eq!(days((1999, 12, 31)) % 7, 4);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]
    #[test]
    fn no_wrong_day_is_drawn_as_exact(
        year in 1995_u16..2026,
        month in 1_u8..=12,
        day in 1_u8..=28,
        form in 0_usize..6,
        picks in prop::collection::vec(any::<prop::sample::Index>(), 1..6),
    ) {
        let on = (year, month, day);
        let all = sentences(on);
        let said: Vec<&str> = picks.iter().map(|it| it.get(&all).as_str()).collect();
        let text = format!("Ferry sails\n\n{} The ferry sailed. {}\n", dateline(on, form), said.join("\n\n"));
        let reading = ingest::read("post-ferry.txt", text.as_bytes());
        let document = &reading.documents[0];
        if let Some(date) = &document.date {
            let known = crossread::corpus::Day { year, month, day };
            prop_assert!(date.first <= known && known <= date.last, "{}: {} {:?}", date, text, document.date_basis);
            prop_assert!(document.date_basis.is_some());
        }
        prop_assert!(form != 3 || document.date.as_ref().is_some_and(|it| it.is_exact()));
        prop_assert!(form != 5 || document.date.is_none());
    }
}
