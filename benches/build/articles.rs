//! Made-up news articles from a seed: no sentence of them was ever printed. What matters to the
//! program is like in real ones: some 3 kB, a fifth of it in quotation marks, names that come back,
//! dates, few common words and many rare ones.

use crossread::corpus::MONTHS;

/// Numbers that are the same on every machine (xorshift64*, Vigna 2014).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % n
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const OUTLETS: &[&str] = &[
    "Harbor Post",
    "Evening Ledger",
    "Northern Wire",
    "Coast Radio",
    "Daily Anchor",
    "The Quay",
    "Island Herald",
    "Lighthouse Review",
    "Morning Tide",
    "Free Channel",
];
const FIRST: &[&str] = &[
    "Anna", "Boris", "Carla", "Dmitry", "Elena", "Felix", "Greta", "Hiro", "Ines", "Jonas",
    "Keiko", "Lars", "Mira", "Nikolai", "Olga", "Pavel", "Rosa", "Sven", "Taro", "Vera",
];
const LAST: &[&str] = &[
    "berg", "dahl", "feld", "gren", "holm", "kawa", "lund", "mori", "nov", "oda", "rov", "sen",
    "ström", "tov", "vik", "yama",
];
const ROLES: &[&str] = &[
    "Foreign Minister",
    "Prime Minister",
    "port director",
    "Governor",
    "ambassador",
    "Defense Minister",
    "mayor",
    "spokeswoman",
    "party leader",
    "economist",
];
const PLACES: &[&str] = &[
    "Tokyo",
    "Moscow",
    "Geneva",
    "Vladivostok",
    "Sapporo",
    "Washington",
    "Beijing",
    "Singapore",
    "Helsinki",
    "Seoul",
];
const VERBS: &[&str] = &[
    "delayed",
    "approved",
    "rejected",
    "signed",
    "discussed",
    "opened",
    "measured",
    "financed",
    "questioned",
    "renewed",
    "described",
    "ended",
];
const NOUNS: &[&str] = &[
    "treaty",
    "ferry",
    "budget",
    "agreement",
    "fishery",
    "harbor",
    "pipeline",
    "election",
    "visa rule",
    "exercise",
    "survey",
    "tariff",
    "railway",
    "inquiry",
    "summit",
    "border",
];
const SAID: &[&str] = &[
    "said",
    "told reporters",
    "added",
    "stressed",
    "noted",
    "explained",
];

/// A rare word, one of some fifty thousand, the lower the likelier.
fn rare(dice: &mut Dice) -> String {
    const BEGINS: &[&str] = &[
        "bar", "cel", "dor", "fen", "gal", "hin", "jor", "kel", "lam", "mer", "nor", "pel", "quin",
        "ros", "sel", "tam", "ul", "ver", "wen", "zar",
    ];
    const ENDS: &[&str] = &["ation", "ing", "ed", "s", "ity", "er", "al", "ment"];
    let most = [8, 60, 350, 350][dice.below(4)];
    let n = dice.below(most);
    let (first, second) = (BEGINS[n % 20], BEGINS[n / 20 % 20]);
    format!("{first}{second}{}", dice.of(ENDS))
}

/// Someone of whom there are some thousands: one seed has one name.
fn person(dice: &mut Dice) -> String {
    let (first, root, end) = (dice.of(FIRST), rare(dice), dice.of(LAST));
    let mut last: String = root.chars().take(4).collect();
    last.replace_range(..1, &last[..1].to_uppercase());
    format!("{first} {last}{end}")
}

fn clause(dice: &mut Dice) -> String {
    format!(
        "the {} {} {} the {} {} of {}",
        rare(dice),
        dice.of(NOUNS),
        dice.of(VERBS),
        rare(dice),
        dice.of(NOUNS),
        dice.of(PLACES)
    )
}

fn sentence(dice: &mut Dice, who: &str) -> String {
    let one = clause(dice);
    let last = who.rsplit(' ').next().unwrap_or(who);
    match dice.below(6) {
        0 => format!(
            "“We think that {one},” {last} {} on {}.",
            dice.of(SAID),
            date(dice)
        ),
        1 => format!("{last} said that {one}, and that {}.", clause(dice)),
        2 => format!("According to {last}, {one}."),
        3 => format!(
            "He called it “a {} {}” after {one}.",
            rare(dice),
            dice.of(NOUNS)
        ),
        _ => {
            let mut one = one;
            one.replace_range(..1, "T");
            format!("{one}, while {}.", clause(dice))
        }
    }
}

fn date(dice: &mut Dice) -> String {
    let (month, day) = (dice.of(&MONTHS), dice.below(28) + 1);
    format!("{month} {day}, {}", 1990 + dice.below(36))
}

/// The name and content of the file number `n`; every other one is plain text.
pub(crate) fn article(n: usize) -> (String, String) {
    let mut dice = Dice::new(n as u64 + 1);
    let people = [person(&mut dice), person(&mut dice)];
    let title = format!("{} in {}", clause(&mut dice), dice.of(PLACES));
    let mut text = String::new();
    for paragraph in 0..9 {
        let who = &people[paragraph % 2];
        if paragraph < 2 {
            text += &format!("{} {who} spoke in {}. ", dice.of(ROLES), dice.of(PLACES));
        }
        for _ in 0..3 {
            text += &sentence(&mut dice, who);
            text.push(' ');
        }
        text.truncate(text.trim_end().len());
        text += "\n\n";
    }
    let outlet = dice.of(OUTLETS);
    let (year, month, day) = (
        1990 + dice.below(36),
        dice.below(12) + 1,
        dice.below(28) + 1,
    );
    let folder = n / 1_000;
    match n % 2 {
        0 => (
            format!("{folder:04}/{n:07}.md"),
            format!(
                "---\ntitle: {title}\noutlet: {outlet}\ndate: {year}-{month:02}-{day:02}\n---\n\n{text}"
            ),
        ),
        _ => (
            format!("{folder:04}/{n:07}-post.txt"),
            format!("{title}\n\n{text}"),
        ),
    }
}

/// Who speaks in the article number `n`.
#[allow(dead_code)] // one of two benchmarks asks
pub(crate) fn speakers(n: usize) -> [String; 2] {
    let mut dice = Dice::new(n as u64 + 1);
    [person(&mut dice), person(&mut dice)]
}

/// An article of one sentence.
#[allow(dead_code)] // likewise
pub(crate) fn tiny(n: usize) -> (String, String) {
    let mut dice = Dice::new(n as u64 + 1);
    let text = clause(&mut dice);
    let folder = n / 1_000;
    (
        format!("{folder:04}/{n:07}.md"),
        format!("---\ntitle: {n}\noutlet: Post\n---\n{text} on day {n}.\n"),
    )
}
