//! Phrases and what they mean.

use proptest::prelude::*;

use super::*;

/// Published on Wednesday, 14 November 2018.
fn november() -> Option<Published> {
    published("2018-11-14", true)
}

fn published(edtf: &str, is_sure: bool) -> Option<Published> {
    let date: Date = edtf.parse().expect("the case is a date");
    Some(Published {
        first: date.first,
        last: date.last,
        is_sure,
    })
}

/// Each date as `words = edtf`, with `*` where worked out, `~` where in doubt, `?` when open.
fn told(text: &str, published: Option<Published>) -> String {
    let found = find(text, published);
    let told = found.iter().map(|it| {
        let words = it.span.of_text(text);
        match &it.date {
            None => format!("{words} = ?"),
            Some(date) => {
                let star = if it.basis == Basis::WorkedOut {
                    "*"
                } else {
                    ""
                };
                let doubt = if date.uncertain { "~" } else { "" };
                format!("{words} = {}{star}{doubt}", date.edtf)
            }
        }
    });
    told.collect::<Vec<_>>().join("; ")
}

#[test]
fn dates_that_are_stated() {
    for (text, expected) in [
        ("in 1956", "1956 = 1956"),
        (
            "The 1956 talks, and the 1956 declaration",
            "1956 = 1956; 1956 = 1956",
        ),
        (
            "1956–1960, 1914-18",
            "1956 = 1956; 1960 = 1960; 1914 = 1914",
        ),
        ("signed in November 2018.", "November 2018 = 2018-11"),
        ("November of 2018", "November of 2018 = 2018-11"),
        ("on 14 November 2018,", "14 November 2018 = 2018-11-14"),
        ("on November 14, 2018,", "November 14, 2018 = 2018-11-14"),
        (
            "the 14th of November, 2018",
            "14th of November, 2018 = 2018-11-14",
        ),
        (
            "14–30 November 2018",
            "14–30 November 2018 = 2018-11-14/2018-11-30",
        ),
        (
            "Feb. 7, 2022; 7 Sept 2022",
            "Feb. 7, 2022 = 2022-02-07; 7 Sept 2022 = 2022-09-07",
        ),
        ("2018-11-14", "2018-11-14 = 2018-11-14"),
        ("the 1990s and the 1960’s", "1990s = 199X; 1960’s = 196X"),
        (
            "a 19th century map, an eighteenth-century chart",
            "19th century = 18XX; eighteenth-century = 17XX",
        ),
        (
            "the middle of the twentieth century, in the early 19th and late 18th-century years",
            "middle of the twentieth century = 1934/1966~; late 18th-century = 1767/1799~",
        ),
        (
            "in the 21st century, в XIX веке",
            "21st century = 20XX; XIX веке = 18XX",
        ),
        ("14 ноября 2018 года", "14 ноября 2018 = 2018-11-14"),
        ("в мае 2018 года", "мае 2018 = 2018-05"),
        ("会談は2018年11月14日に、", "2018年11月14日 = 2018-11-14"),
        (
            "２０１８年１１月と1956年",
            "２０１８年１１月 = 2018-11; 1956年 = 1956",
        ),
        ("31 November 2018", "November 2018 = 2018-11"),
    ] {
        assert_eq!(told(text, None), expected, "{text}");
    }
}

#[test]
fn numbers_that_are_no_dates() {
    for text in [
        "Article 1956",
        "page 1956",
        "p. 1956",
        "No. 1956",
        "№ 1956",
        "$1956",
        "1956 people",
        "2000 km",
        "1500 islands were",
        "1,956",
        "12,1956",
        "1956.5",
        "1956,500",
        "555-1956",
        "1956%",
        "more than 1800 men",
        "over 1800",
        "1499",
        "2101",
        "Room 2046",
        "9:30",
        "may 5",
        "march 2 miles",
        "June said",
        "Black Friday Sales",
        "every Tuesday",
        "the last year",
        "today’s system",
        "for two years",
        "two years of talks",
        "5.2 years ago",
        "years ago",
        "years later",
        "a century ago",
        "the 19th day",
        "the 30th century",
        "среду обитания",
        "эта среда",
        "два года",
        "лет назад было",
        "Russia Today",
    ] {
        assert_eq!(told(text, november()), "", "{text}");
    }
}

#[test]
fn dates_seen_from_the_day_of_publication() {
    for (text, expected) in [
        ("on 9 January", "9 January = 2019-01-09*"),
        ("on November 2", "November 2 = 2018-11-02*"),
        ("on 9 May", "9 May = ?"),
        ("every 7 February", "every 7 February = ?"),
        ("in September", "September = 2018-09*~"),
        ("in June", "June = ?"),
        ("last June", "last June = 2018-06*"),
        ("last October", "last October = 2018-10*~"),
        ("next June", "next June = 2019-06*"),
        ("this November", "this November = 2018-11*"),
        ("on Tuesday", "Tuesday = 2018-11-13*~"),
        ("next Friday", "next Friday = 2018-11-16*~"),
        (
            "last year, next month",
            "last year = 2017*; next month = 2018-12*",
        ),
        ("later this month", "this month = 2018-11*"),
        ("last week", "last week = 2018-11-05/2018-11-11*"),
        (
            "yesterday and tomorrow",
            "yesterday = 2018-11-13*; tomorrow = 2018-11-15*",
        ),
        (
            "two years ago; a year ago; 70 years ago",
            "two years ago = 2016*~; a year ago = 2017*~; 70 years ago = 1948*~",
        ),
        (
            "Six months ago, three weeks ago, 3 days ago",
            "Six months ago = 2018-05*~; three weeks ago = 2018-10-22/2018-10-28*~; 3 days ago = 2018-11-11*",
        ),
        ("ten days later", "ten days later = ?"),
        (
            "два года назад, год назад, 10 лет назад",
            "два года назад = 2016*~; год назад = 2017*~; 10 лет назад = 2008*~",
        ),
        (
            "вчера и завтра",
            "вчера = 2018-11-13*; завтра = 2018-11-15*",
        ),
        (
            "В среду Путин, во вторник, в прошлый вторник",
            "среду = 2018-11-14*~; вторник = 2018-11-13*~; прошлый вторник = 2018-11-13*~",
        ),
        (
            "в прошлом году, в этом месяце, на следующей неделе",
            "прошлом году = 2017*; этом месяце = 2018-11*; следующей неделе = 2018-11-19/2018-11-25*",
        ),
        ("the following year", "following year = ?"),
        ("at the end of the month", "end of the month = ?"),
        ("в сентябре", "сентябре = 2018-09*~"),
    ] {
        assert_eq!(told(text, november()), expected, "{text}");
    }
}

#[test]
fn a_publication_in_doubt_makes_no_day_sure() {
    let text = "yesterday; last year; on 9 January; in December";
    assert_eq!(
        told(text, published("2018-11-14/2018-11-30", false)),
        "yesterday = 2018-11-13/2018-11-29*~; last year = 2017*~; 9 January = 2019-01-09*~; December = 2018-12*~"
    );
    assert_eq!(
        told(text, published("2018-11/2020-09", false)),
        "yesterday = 2018-10-31/2020-09-29*~; last year = 2017/2019*~; 9 January = ?; December = ?"
    );
    assert_eq!(
        told(text, None),
        "yesterday = ?; last year = ?; 9 January = ?; December = ?"
    );
}

/// Pieces of dates in any order, which meets more of the rules than any text would.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "14",
        "1956",
        "2018年",
        "11月",
        "31日",
        "November",
        "Feb.",
        " ",
        "-",
        "–",
        ", ",
        "last ",
        "this ",
        "year",
        "1990s",
        "every ",
        "Tuesday",
        "of ",
        "the ",
        "two ",
        "years ",
        "ago",
        "19th ",
        "century",
        "год ",
        "назад",
        "мая",
        "ё",
        "😀",
        "9999",
        "\n",
        "’",
        "end of the ",
        "00",
        "２",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|it| it.concat())
}

proptest! {
    #[test]
    fn spans_are_cut_from_the_text_in_order(
        text in prop_oneof!["\\PC{0,80}", pieces()],
        year in 1_u16..=9_999, days in 0_u8..28,
    ) {
        let on = |day| Day { year, month: 1 + day % 12, day };
        let published = Published { first: on(1), last: on(1 + days), is_sure: false };
        let published = Some(published).filter(|it| it.first <= it.last);
        let found = find(&text, published);
        prop_assert!(found.iter().all(|it| it.span.fits(&text) && !it.span.is_empty()));
        prop_assert!(found.windows(2).all(|it| it[0].span.end <= it[1].span.start));
        for it in found {
            prop_assert_eq!(it.date.is_none(), it.basis == Basis::Open);
            prop_assert!(it.date.is_none_or(|date| date.first <= date.last));
        }
    }
}
