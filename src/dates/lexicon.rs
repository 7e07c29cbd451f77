//! The words of dates.

use super::Precision;
use super::meaning::{Unit, Way};
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

/// How days of the week end in Russian after `в` and `во`.
const RUSSIAN_WEEKDAYS: [&str; 7] = [
    "понедельник",
    "вторник",
    "среду",
    "четверг",
    "пятницу",
    "субботу",
    "воскресенье",
];

/// Numbers from one on, of things counted up to now: each entry with all its forms.
const NUMBERS: [&str; 12] = [
    "a an one один одну",
    "two два две",
    "three три",
    "four четыре",
    "five пять",
    "six шесть",
    "seven семь",
    "eight восемь",
    "nine девять",
    "ten десять",
    "eleven одиннадцать",
    "twelve двенадцать",
];

/// Centuries from the tenth on.
const CENTURIES: [&str; 12] = [
    "tenth x",
    "eleventh xi",
    "twelfth xii",
    "thirteenth xiii",
    "fourteenth xiv",
    "fifteenth xv",
    "sixteenth xvi",
    "seventeenth xvii",
    "eighteenth xviii",
    "nineteenth xix",
    "twentieth xx",
    "xxi",
];

/// What is counted: how it is called when it is one, and after numbers. “Этот день” is told.
const UNITS_OF_TIME: [(Unit, Precision, [&str; 2]); 4] = [
    (Unit::Day, Precision::Day, ["day", "days день дня дней"]),
    (
        Unit::Week,
        Precision::Day,
        ["week неделю неделе недели", "weeks недель"],
    ),
    (
        Unit::Month,
        Precision::Month,
        ["month месяц месяца месяце", "months месяцев"],
    ),
    (
        Unit::Year,
        Precision::Year,
        ["year год года году", "years лет"],
    ),
];

/// To which side words point.
const WAYS: [(Way, &str); 3] = [
    (
        Way::Last,
        "last past прошлый прошлого прошлом прошлую прошлой",
    ),
    (Way::This, "this этот этого этом эту этой"),
    (
        Way::Next,
        "next coming следующий следующего следующем следующую следующей будущего будущем",
    ),
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
    let named = |names: &[&str]| names.iter().position(|it| *it == word);
    let found = named(&WEEKDAYS).or_else(|| named(&RUSSIAN_WEEKDAYS));
    found.map(|it| it as i32)
}

/// The number that a word is, from 1 on.
pub(super) fn number(word: &str) -> Option<i32> {
    let digits = word.parse().ok().filter(|it| (1..1_000).contains(it));
    digits.or_else(|| {
        let written = NUMBERS.iter().position(|it| is_one_of(it, word));
        written.map(|it| it as i32 + 1)
    })
}

/// The century of an ordinal or a Roman number, 10 to 21.
pub(super) fn century(word: &str) -> Option<u16> {
    let digits = ["st", "th"].iter().find_map(|it| word.strip_suffix(it));
    let number = digits.and_then(|it| it.parse().ok());
    let named = || CENTURIES.iter().position(|it| is_one_of(it, word));
    let found = number.or_else(|| named().map(|it| it as u16 + 10));
    found.filter(|it| (10..=21).contains(it))
}

/// Which years of a hundred a part of a century has: a third, as the words draw no line.
pub(super) fn part_of_century(word: &str) -> Option<(u16, u16)> {
    match word.to_lowercase().as_str() {
        "early" | "beginning" | "start" => Some((0, 33)),
        "mid" | "middle" => Some((34, 66)),
        "late" | "end" => Some((67, 99)),
        _ => None,
    }
}

/// What a word names one of, and how exact that is.
pub(super) fn unit(word: &str) -> Option<(Unit, Precision)> {
    one_of_units(word, 1)
}

/// As [`unit`], after a number, which may be one.
pub(super) fn counted_unit(word: &str) -> Option<(Unit, Precision)> {
    one_of_units(word, 2)
}

/// The unit in the first so many lists of which the word is.
fn one_of_units(word: &str, n_lists: usize) -> Option<(Unit, Precision)> {
    let is_in = |list: &&str| list.split(' ').any(|it| it == word);
    let mut all = UNITS_OF_TIME.iter();
    let found = all.find(|it| it.2[..n_lists].iter().any(is_in));
    found.map(|it| (it.0, it.1))
}

/// To which side a word points.
pub(super) fn way(word: &str) -> Option<Way> {
    let found = WAYS.iter().find(|it| is_one_of(it.1, word));
    found.map(|it| it.0)
}
