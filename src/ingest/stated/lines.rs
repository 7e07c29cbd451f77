//! Lines that state one thing only: the day, or who wrote the report.

use super::date::{WrittenDay, month, written_day};
use crate::ingest::label::{is_wide, plain};

/// A line with more bytes states more than a day or a writer.
const MAX_BYTES: usize = 160;

/// Words that stand beside the day in its line, folded.
const BESIDE_A_DAY: &str = "published publication posted updated on at date last modified edited \
    time created added am pm gmt utc msk jst est edt pst et h hrs t z st nd rd th the of de der \
    первая публикация опубликовано обновлено дата время мск г года в \
    veroffentlicht aktualisiert am um uhr stand publie mis a jour le publicado actualizado el las";

/// Characters of such words in Japanese, which stand without spaces.
const WIDE_BESIDE_A_DAY: &str = "公開更新配信掲載投稿日時分付年月午前後火水木金土曜最終初出";

/// Days of the week, from Monday, in the languages of dates.
const WEEKDAYS: [&str; 7] = [
    "monday mon понедельник пн montag lundi lunes 月曜日",
    "tuesday tue вторник вт dienstag mardi martes 火曜日",
    "wednesday wed среда среду ср mittwoch mercredi miercoles 水曜日",
    "thursday thu четверг чт donnerstag jeudi jueves 木曜日",
    "friday fri пятница пятницу пт freitag vendredi viernes 金曜日",
    "saturday sat суббота субботу сб samstag sonnabend samedi sabado 土曜日",
    "sunday sun воскресенье вс sonntag dimanche domingo 日曜日",
];

/// The day of the week of this name, 0 for Monday.
pub(super) fn weekday(words: &str) -> Option<u8> {
    let words = plain(words);
    let day = (WEEKDAYS.iter()).position(|names| names.split(' ').any(|it| plain(it) == words))?;
    u8::try_from(day).ok()
}

/// The day, where the line states nothing else: `Published: 7 February 2022, 10:15 (MSK)`.
pub(in crate::ingest) fn day_line(words: &str) -> Option<WrittenDay> {
    if words.len() > MAX_BYTES {
        return None;
    }
    let day = written_day(words)?;
    let beside = [
        &words[..day.span.start as usize],
        &words[day.span.end as usize..],
    ];
    let is_beside = |word: &str| {
        word.chars().all(|c| WIDE_BESIDE_A_DAY.contains(c))
            || BESIDE_A_DAY.split_whitespace().any(|it| plain(it) == word)
            || weekday(word).is_some()
    };
    (beside.iter())
        .all(|it| plain(it).split([' ', '0']).all(is_beside))
        .then_some(day)
}

/// Whether the line states a day and nothing else.
pub(in crate::ingest) fn is_day_line(words: &str) -> bool {
    day_line(words).is_some()
}

/// Whether a day line tells of a change rather than of the publication.
pub(super) fn is_update(words: &str) -> bool {
    let plain = plain(words);
    let changed = [
        "updated",
        "modified",
        "edited",
        "обновлено",
        "更新",
        "aktualisiert",
    ];
    changed
        .iter()
        .any(|it| plain.starts_with(it) || plain.starts_with("last"))
}

/// Before the name of a writer; the name is what follows.
const BEFORE_A_NAME: [&str; 18] = [
    "By ",
    "BY ",
    "by ",
    "Written by ",
    "Story by ",
    "Text by ",
    "Reporting by ",
    "Author: ",
    "Author ",
    "Автор: ",
    "Автор ",
    "Автор текста: ",
    "Текст: ",
    "Von ",
    "Par ",
    "Por ",
    "Text: ",
    "Autor: ",
];

/// The same in Japanese.
const BEFORE_A_JAPANESE_NAME: [&str; 6] = ["文＝", "文=", "文：", "文・", "執筆：", "取材・文＝"];

/// The longest name, in words.
const MAX_NAME_WORDS: usize = 7;

/// Who wrote the report, where the line states nothing else: `By A. Writer, Port`.
pub(in crate::ingest) fn byline(words: &str) -> Option<&str> {
    if words.len() > MAX_BYTES {
        return None;
    }
    if let Some(name) = BEFORE_A_JAPANESE_NAME
        .iter()
        .find_map(|it| words.strip_prefix(it))
    {
        let name = name.trim();
        return (!name.is_empty() && name.chars().count() <= 20 && !name.ends_with('。'))
            .then_some(name);
    }
    if let Some(name) = BEFORE_A_NAME.iter().find_map(|it| words.strip_prefix(it)) {
        let name = name.split([',', '|', '·', '—', '–', ';']).next()?.trim();
        let is_named = words.contains(':') || name.split_whitespace().count() >= 2;
        return (is_named && is_name(name)).then_some(name);
    }
    // `Port Post Staff`.
    let is_staff = [
        "Staff",
        "Newsroom",
        "Correspondent",
        "Reporter",
        "Editor",
        "Redaktion",
    ]
    .iter()
    .any(|it| words.split_whitespace().next_back() == Some(it));
    (is_staff && words.split_whitespace().count() >= 2 && is_name(words)).then_some(words)
}

/// Words with capitals, initials, and small words between them; no month and no day of the week.
fn is_name(words: &str) -> bool {
    const SMALL: [&str; 14] = [
        "and", "de", "van", "von", "der", "den", "la", "le", "du", "bin", "al", "и", "y", "et",
    ];
    let all = || words.split_whitespace();
    let letters = |c: char| c.is_alphabetic() || ".-'’".contains(c);
    all()
        .next()
        .is_some_and(|it| it.starts_with(char::is_uppercase))
        && all().count() <= MAX_NAME_WORDS
        && all().all(|it| it.starts_with(char::is_uppercase) || SMALL.contains(&it))
        && all().all(|it| it.chars().all(letters))
        && all().all(|it| month(it).is_none() && weekday(it).is_none())
        && !words.contains(is_wide)
        && (!words.ends_with('.') || words.ends_with("Jr."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        for words in [
            "Published: 7 February 2022, 10:15 (MSK)",
            "Monday, February 7, 2022",
            "2022-02-07T10:15Z",
            "07.02.2022 10:15",
            "Опубликовано: 7 февраля 2022 г. в 10:15",
            "公開日時：2022年2月7日 10:15",
            "2022年2月7日(月) 10時15分",
        ] {
            assert!(is_day_line(words), "{words}");
        }
        for words in [
            "7 February 2022 was cold",
            "Monday",
            "10:15",
            "",
            "3 March, a ferry",
        ] {
            assert!(!is_day_line(words), "{words}");
        }
    }

    #[test]
    fn writers() {
        for (words, expected) in [
            ("By A. Writer", Some("A. Writer")),
            ("By Anna Writer, Port Post", Some("Anna Writer")),
            (
                "By Anna Writer and Bo de la Mer | Port",
                Some("Anna Writer and Bo de la Mer"),
            ),
            ("Автор: Анна Автор", Some("Анна Автор")),
            ("文＝山田花子", Some("山田花子")),
            ("Port Post Staff", Some("Port Post Staff")),
            ("By Monday Morning", None),
            ("By Then", None),
            ("By Anna Writer left the harbor.", None),
            ("By the harbor", None),
            ("Staff", None),
            ("", None),
        ] {
            assert_eq!(byline(words), expected, "{words}");
        }
    }
}
