//! The words of dates.

use crate::corpus::MONTHS;

/// Months as they begin in Russian; one letter may follow: `ноября`, `ноябре`.
const RUSSIAN_MONTHS: [&str; 12] = [
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
];

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// What numbers come after that are no years.
const REFERENCES: &str = "article articles art page pages p pp no nos number numbers section sec paragraph para \
    chapter resolution room flight form model line route highway case file item figure table verse rule order \
    over than least nearly almost some usd eur rub статья статьи статье стр страница номер пункт более около почти";

/// What numbers stand before that are no dates.
const UNITS: &str = "people persons men women soldiers troops children residents inhabitants islanders km kilometers \
    kilometres kilometer kilometre miles mile m meters metres feet ft kg tons tonnes hectares acres dollars euros \
    rubles roubles yen yuan pounds percent per million thousand billion trillion years days hours minutes months \
    weeks hp mm cm gmt utc hrs votes seats ships человек км рублей руб долларов тонн тысяч лет дней метров гектаров";

/// What a year stands after, even if many things follow: `the 1956 talks`.
const BEFORE_YEARS: &str = "in of since by until till from to before after between and the during early late mid \
    around circa year spring summer autumn fall winter";

/// Words in s that are no plural.
const NO_PLURALS: &str =
    "was has this its across always perhaps thus towards besides sometimes against unless";

/// What a month stands after when it stands alone.
const BEFORE_MONTHS: &str = "in since until till by during early late mid from в";

fn is_one_of(list: &str, word: &str) -> bool {
    !word.is_empty() && {
        let word = word.to_lowercase();
        list.split_whitespace().any(|it| it == word)
    }
}

pub(super) fn is_reference(word: &str) -> bool {
    is_one_of(REFERENCES, word)
}

pub(super) fn is_unit(word: &str) -> bool {
    is_one_of(UNITS, word)
}

pub(super) fn leads_years(word: &str) -> bool {
    is_one_of(BEFORE_YEARS, word)
}

pub(super) fn leads_months(word: &str) -> bool {
    is_one_of(BEFORE_MONTHS, word)
}

/// Whether it counts several things, as after a number.
pub(super) fn is_plural(word: &str) -> bool {
    let is_word = word.len() > 3 && word.bytes().all(|it| it.is_ascii_lowercase());
    is_word && word.ends_with('s') && !word.ends_with("ss") && !is_one_of(NO_PLURALS, word)
}

/// The month of a name, 1 to 12: English with its capital, whole or short, or Russian.
pub(super) fn month(word: &str) -> Option<u8> {
    if word.starts_with(|c: char| c.is_ascii_uppercase()) {
        let is_short = word.len() == 3 || word == "Sept";
        let english = |name: &&str| *name == word || is_short && name.starts_with(word);
        return at(MONTHS.iter().position(english));
    }
    let russian = |stem: &&str| {
        let rest = word.strip_prefix(*stem);
        rest.is_some_and(|it| it.chars().count() <= 1 && "аеьяй".contains(it))
    };
    // `ма` alone is no word; `март` is.
    at(RUSSIAN_MONTHS
        .iter()
        .position(russian)
        .filter(|_| word != "ма"))
}

/// Whether the month is written out.
pub(super) fn is_whole_month(word: &str) -> bool {
    MONTHS.contains(&word) || !word.is_ascii()
}

fn at(position: Option<usize>) -> Option<u8> {
    position.map(|it| it as u8 + 1)
}

/// The day of the week of a name, Monday 0.
pub(super) fn weekday(word: &str) -> Option<i32> {
    let found = WEEKDAYS.iter().position(|it| *it == word);
    found.map(|it| it as i32)
}
