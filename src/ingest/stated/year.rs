//! The year of a day whose year is not written, as far as the text compels it.
//!
//! | evidence | what follows |
//! |---|---|
//! | “76 years after the end of the Second World War”, said of the present | one of two years |
//! | “Prime Minister Fumio Kishida” | not before that person took the office |
//! | “in 2018”, said of the past | not before that year |
//! | a day of the week | a year in which the day falls on it |
//!
//! Without the first the year stays open, for the others bound it on one side only. People count
//! years by the calendar as well as from day to day, so “76 years after” leaves both; round
//! numbers and “nearly” leave more, and are no evidence.

use std::sync::LazyLock;

use super::date::{WrittenDay, month_length};
use crate::corpus::Day;
use crate::ingest::label::is_wide;
use crate::text::{Span, fold, sentences};

/// A longer sentence is not looked at; in bytes.
const MAX_SENTENCE_BYTES: usize = 1500;

/// What a text says of the time when it was written.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// Years counted from an event: first and last year that may be meant with the month and day
    /// up to which the last one may, and the words.
    counted: Option<Counted>,
    /// The latest first day of an office, and the words that name it.
    office: Option<(Day, String)>,
    /// The latest year that is spoken of as past.
    past_year: Option<u16>,
    /// The latest year that is spoken of at all.
    pub(super) latest_year: Option<u16>,
}

#[derive(Debug)]
struct Counted {
    year: u16,
    /// The year after is meant up to this month and day.
    next_until: (u8, u8),
    words: String,
}

/// A year and what it rests on.
pub(super) struct Years {
    /// In order; one, or a few that cannot be told apart.
    pub(super) years: Vec<u16>,
    /// Words of the text.
    pub(super) because: Vec<String>,
}

impl Evidence {
    /// What `paragraphs` say. Linear.
    pub(super) fn of<'a>(paragraphs: impl IntoIterator<Item = &'a str>) -> Evidence {
        let mut evidence = Evidence::default();
        for paragraph in paragraphs {
            for span in sentences(paragraph, Span::of(paragraph)) {
                let sentence = span.of_text(paragraph);
                if sentence.len() <= MAX_SENTENCE_BYTES {
                    evidence.look_at(sentence);
                }
            }
        }
        evidence
    }

    fn look_at(&mut self, sentence: &str) {
        let words = Words::of(sentence);
        let years: Vec<u16> = words.years().collect();
        self.latest_year = self.latest_year.max(years.iter().copied().max());
        if !words.has_any(FUTURE) {
            self.past_year = self.past_year.max(years.iter().copied().max());
        }
        for (first, form) in OFFICES.iter() {
            if self.office.as_ref().is_some_and(|it| it.0 >= *first) {
                continue;
            }
            if let Some(span) = words.find(form)
                && !words.ends_before(
                    span,
                    &[
                        "former",
                        "then",
                        "ex",
                        "late",
                        "future",
                        "бывший",
                        "экс",
                        "тогдашний",
                        "前",
                        "元",
                    ],
                )
            {
                self.office = Some((*first, span.of_text(sentence).to_owned()));
            }
        }
        let is_now = words.has_any(PRESENT) || sentence.contains(is_wide);
        if self.counted.is_none()
            && years.is_empty()
            && is_now
            && !words.has_any(PAST)
            && !words.has_any(FUTURE)
        {
            self.counted = EVENTS
                .iter()
                .find_map(|event| words.counted_from(event, sentence));
        }
    }

    /// The years that `day` can be of, given its day of the week (0 for Monday); `None` where no
    /// words bound them on both sides, or where they contradict each other.
    pub(super) fn years(&self, day: &WrittenDay, weekday: Option<u8>) -> Option<Years> {
        let counted = self.counted.as_ref()?;
        let mut years = vec![counted.year];
        if (day.month, day.day) < counted.next_until {
            years.push(counted.year + 1);
        }
        let mut because = vec![counted.words.clone()];
        years.retain(|&it| day.day <= month_length(Some(it), day.month));
        let n_before = years.len();
        if let Some((first, words)) = &self.office {
            years
                .retain(|&year| (year, day.month, day.day) >= (first.year, first.month, first.day));
            if years.len() < n_before {
                because.push(words.clone());
            }
        }
        years.retain(|&it| self.past_year.is_none_or(|past| past <= it));
        if let Some(weekday) = weekday {
            years.retain(|&it| weekday_of(it, day.month, day.day) == Some(weekday));
        }
        (!years.is_empty()).then_some(Years { years, because })
    }
}

/// The day of the week, 0 for Monday.
fn weekday_of(year: u16, month: u8, day: u8) -> Option<u8> {
    let (year, month, day) = (
        year.try_into().ok()?,
        month.try_into().ok()?,
        day.try_into().ok()?,
    );
    let date = jiff::civil::Date::new(year, month, day).ok()?;
    u8::try_from(date.weekday().to_monday_zero_offset()).ok()
}

/// Words that speak of the present.
const PRESENT: &[&str] = &[
    "has",
    "have",
    "is",
    "are",
    "remains",
    "remain",
    "still",
    "today",
    "now",
    "остается",
    "остаются",
    "нет",
    "сих",
    "сегодня",
    "является",
];

/// Words that speak of the past; with them years may be counted to some other time.
const PAST: &[&str] = &[
    "was", "were", "had", "did", "would", "then", "был", "была", "было", "были",
];

/// Words that speak of the future, or of a limit in it.
const FUTURE: &[&str] = &[
    "will",
    "would",
    "by",
    "until",
    "till",
    "plan",
    "plans",
    "planned",
    "next",
    "upcoming",
    "should",
    "could",
    "may",
    "expected",
    "scheduled",
    "due",
    "target",
    "deadline",
    "before",
    "future",
    "будет",
    "будут",
    "планирует",
    "планируется",
    "к",
    "до",
    "следующего",
    "следующем",
    "予定",
    "まで",
];

struct Event {
    first_year: u16,
    /// Month and day of the last day that may be meant.
    last: (u8, u8),
    form: String,
}

static EVENTS: LazyLock<Vec<Event>> = LazyLock::new(|| {
    let mut events = Vec::new();
    for mut fields in rows(include_str!("data/events.tsv")) {
        let (first, last) = (fields.next().and_then(day), fields.next().and_then(day));
        if let (Some(first), Some(last)) = (first, last) {
            events.extend(fields.map(|form| Event {
                first_year: first.year,
                last: (last.month, last.day),
                form: spaced(form),
            }));
        }
    }
    events
});

/// First day and form of each office.
static OFFICES: LazyLock<Vec<(Day, String)>> = LazyLock::new(|| {
    let mut offices = Vec::new();
    for mut fields in rows(include_str!("data/offices.tsv")) {
        if let Some(first) = fields.next().and_then(day) {
            offices.extend(fields.map(|form| (first, spaced(form))));
        }
    }
    offices
});

fn rows(table: &'static str) -> impl Iterator<Item = std::str::Split<'static, char>> {
    (table.lines().filter(|it| !it.starts_with('#'))).map(|it| it.split('\t'))
}

fn day(words: &str) -> Option<Day> {
    let mut parts = words.split('-');
    Some(Day {
        year: parts.next()?.parse().ok()?,
        month: parts.next()?.parse().ok()?,
        day: parts.next()?.parse().ok()?,
    })
}

/// Folded words with single spaces between and around them.
fn spaced(words: &str) -> String {
    let folded = fold(words);
    let words = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|it| !it.is_empty());
    words.fold(" ".to_owned(), |line, word| line + word + " ")
}

/// A sentence with its words folded and parted by single spaces, and the way back.
struct Words {
    /// As [`spaced`] makes it.
    line: String,
    /// Where each word starts in `line`, and its span in the sentence.
    places: Vec<(usize, Span)>,
}

impl Words {
    fn of(sentence: &str) -> Words {
        let mut line = " ".to_owned();
        let mut places = Vec::new();
        for span in crate::text::words(sentence) {
            let folded = fold(span.of_text(sentence));
            // `Japan’s` is two words here.
            for word in folded
                .split(|c: char| !c.is_alphanumeric())
                .filter(|it| !it.is_empty())
            {
                places.push((line.len(), span));
                line += word;
                line.push(' ');
            }
        }
        Words { line, places }
    }

    /// The stretch of the sentence where `form` (see [`spaced`]) stands. Scripts without spaces
    /// have it inside a longer word.
    fn find(&self, form: &str) -> Option<Span> {
        let at = self.at(form)?;
        Some(self.stretch(at, at + form.trim().len()))
    }

    /// Where the words of `form` start in the line.
    fn at(&self, form: &str) -> Option<usize> {
        match form.contains(is_wide) {
            true => self.line.find(form.trim()),
            false => self.line.find(form).map(|it| it + 1),
        }
    }

    /// The whole words of the sentence between two places of the line.
    fn stretch(&self, start: usize, end: usize) -> Span {
        let word = |at: usize| {
            self.places
                .partition_point(|it| it.0 <= at)
                .saturating_sub(1)
        };
        let span = |at: usize| self.places.get(word(at)).map(|it| it.1).unwrap_or_default();
        span(start).join(span(end.saturating_sub(1)))
    }

    fn has_any(&self, words: &[&str]) -> bool {
        self.line.split(' ').any(|it| words.contains(&it))
            || words
                .iter()
                .any(|it| it.contains(is_wide) && self.line.contains(it))
    }

    /// Whether one of `words` stands right before `span`.
    fn ends_before(&self, span: Span, words: &[&str]) -> bool {
        let index = self.places.partition_point(|it| it.1.start < span.start);
        let before = index.checked_sub(1).and_then(|it| self.places.get(it));
        before.is_some_and(|it| {
            self.line[it.0..]
                .split(' ')
                .next()
                .is_some_and(|it| words.contains(&it))
        })
    }

    /// Numbers that stand as years do: `in 2018`, `2018年`, `2018 года`.
    fn years(&self) -> impl Iterator<Item = u16> {
        let words: Vec<&str> = self.line.split(' ').filter(|it| !it.is_empty()).collect();
        (0..words.len()).filter_map(move |at| {
            let word = words[at];
            let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
            let year = digits
                .parse()
                .ok()
                .filter(|it| (1800..=2100).contains(it))?;
            if digits.len() != 4 {
                return None;
            }
            let after = &word[digits.len()..];
            let next = words.get(at + 1).copied().unwrap_or_default();
            let before = at.checked_sub(1).map_or("", |it| words[it]);
            let is_marked = after.starts_with('年')
                || after.is_empty()
                    && (next.starts_with("год") || next == "г" || is_before_a_year(before));
            is_marked.then_some(year)
        })
    }

    /// What “N years after `event`” says here.
    fn counted_from(&self, event: &Event, sentence: &str) -> Option<Counted> {
        const BETWEEN: [&str; 10] = [
            " years after the ",
            " years after ",
            " years since the ",
            " years since ",
            " years on from the ",
            " years have passed since the ",
            " лет после ",
            " года после ",
            " лет со времени ",
            " лет со дня ",
        ];
        let at = self.at(&event.form)?;
        let end = at + event.form.trim().len();
        let (number, start, end) = if event.form.contains(is_wide) {
            // 終戦から76年, 戦後76年
            let after = self.line[end..].trim_start_matches([' ', 'か', 'ら']);
            let from = self.line.len() - after.len();
            let digits = after.find(|c: char| !c.is_ascii_digit())?;
            after[digits..]
                .trim_start()
                .starts_with('年')
                .then_some(())?;
            (
                after[..digits].parse().ok()?,
                at,
                from + digits + '年'.len_utf8(),
            )
        } else {
            let before = &self.line[..at];
            let before = BETWEEN.iter().find_map(|it| before.strip_suffix(it))?;
            let word = before.rsplit(' ').next()?;
            let number: u16 = word.parse().ok()?;
            let start = before.len() - word.len();
            // “nearly 76 years”, “more than 76 years” leave the year open.
            let vague = [
                "nearly",
                "almost",
                "about",
                "some",
                "over",
                "around",
                "than",
                "least",
                "roughly",
                "approximately",
                "почти",
                "около",
                "более",
                "свыше",
            ];
            let last = before[..start]
                .trim_end()
                .rsplit(' ')
                .next()
                .unwrap_or_default();
            if vague.contains(&last) {
                return None;
            }
            (number, start, end)
        };
        if number == 0 || number > 150 || number.is_multiple_of(5) {
            return None;
        }
        Some(Counted {
            year: event.first_year + number,
            next_until: event.last,
            words: self.stretch(start, end).of_text(sentence).to_owned(),
        })
    }
}

/// Words before a year: prepositions, months, seasons.
fn is_before_a_year(word: &str) -> bool {
    const BEFORE: [&str; 17] = [
        "in", "since", "of", "from", "to", "and", "year", "early", "late", "mid", "в", "с",
        "spring", "summer", "autumn", "fall", "winter",
    ];
    BEFORE.contains(&word) || is_month(word)
}

fn is_month(word: &str) -> bool {
    let mut capital = word.chars();
    let first = capital.next().into_iter().flat_map(char::to_uppercase);
    super::date::month(&first.chain(capital).collect::<String>()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, (month, day): (u8, u8), expected: (&[u16], &[&str])) {
        let written = WrittenDay {
            year: None,
            month,
            day,
            span: Span::default(),
        };
        let found = Evidence::of([text]).years(&written, None);
        let found = found.unwrap_or(Years {
            years: Vec::new(),
            because: Vec::new(),
        });
        assert_eq!(
            (found.years.as_slice(), found.because.as_slice()),
            (
                expected.0,
                expected
                    .1
                    .iter()
                    .map(|it| it.to_string())
                    .collect::<Vec<_>>()
                    .as_slice()
            ),
            "{text}"
        );
    }

    #[test]
    fn years_after_an_event() {
        let words = &["76 years after the end of the Second World War"][..];
        let text = "The treaty is not signed 76 years after the end of the Second World War.";
        check(text, (2, 7), (&[2021, 2022], words));
        check(text, (11, 7), (&[2021], words));
        let text = "戦後77年の今も条約はない。";
        check(text, (11, 7), (&[2022], &[text.trim_end_matches('。')]));
        check(
            "Спустя 31 год после распада СССР договора нет, как нет его и 76 лет после окончания Второй мировой войны.",
            (11, 7),
            (&[2021], &["76 лет после окончания Второй мировой войны"]),
        );
    }

    #[test]
    fn offices_and_past_years_bound() {
        check(
            "Prime Minister Fumio Kishida spoke. It is unsigned 76 years after the end of WWII.",
            (2, 7),
            (
                &[2022],
                &[
                    "76 years after the end of WWII",
                    "Prime Minister Fumio Kishida",
                ],
            ),
        );
        check(
            "They met in 2022. It is unsigned 76 years after the end of WWII.",
            (2, 7),
            (&[2022], &["76 years after the end of WWII"]),
        );
    }

    #[test]
    fn no_evidence() {
        for text in [
            "The treaty was not signed 76 years after the end of the Second World War.",
            "In 1993, 48 years after the end of World War II, there is no treaty.",
            "It is unsigned nearly 76 years after the end of the Second World War.",
            "It is unsigned 75 years after the end of World War II.",
            "It is unsigned after the end of World War II.",
            "Prime Minister Fumio Kishida is here.",
            "",
        ] {
            check(text, (2, 7), (&[], &[]));
        }
    }

    #[test]
    fn past_years() {
        let year = |text| Evidence::of([text]).past_year;
        assert_eq!(year("They met in November 2018 and in 1956."), Some(2018));
        assert_eq!(year("The port will close in 2030."), None);
        assert_eq!(year("It has 2000 seats and cost 1999 dollars."), None);
        assert_eq!(year("2018年に会った。"), Some(2018));
        assert_eq!(year("Встретились в 2018 году."), Some(2018));
    }
}
