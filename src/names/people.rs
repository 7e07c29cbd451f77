//! People that the texts introduce by full name.
//!
//! A run of two or three capitalized words is a full name when a title stands at it (`Foreign
//! Minister Sergei Lavrov`; `Katsuyuki Kawai, special adviser`), or when its last word goes on
//! to stand alone (`Shinzo Abe … Abe`). A last name that only one person of the corpus bears
//! becomes a form of that person.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::mentions::{is_spaceless, word_key};
use super::{Mention, Name, NameKind};
use crate::corpus::content_hash;
use crate::table::Table;
use crate::text::{Span, words};

/// Words that stand before or after a person's name and say what the person is.
/// Russian words stand without their endings, as [`word_key`] leaves them.
const TITLES: &str = "president minister premier chancellor king queen prince princess emperor pope \
    secretary ambassador senator congressman congresswoman representative governor mayor \
    general colonel major captain admiral lieutenant sergeant judge justice prosecutor \
    attorney lawyer chairman chairwoman chair chief head heads leader leads director \
    manager officer commander commissioner spokesman spokeswoman spokesperson adviser \
    advisor aide envoy diplomat deputy lawmaker official analyst professor expert \
    researcher historian economist journalist reporter correspondent editor writer \
    author activist founder owner coach actor actress singer mr mrs ms dr prof sir lady \
    lord rep sen gov gen col founder son daughter wife husband президент министр премьер \
    глав депутат посол спикер секретар представител директор губернатор";

/// Words of a title that stand with those of [`TITLES`]; they begin no name.
const TITLE_PARTS: &str = "prime foreign defense defence finance interior vice first second former acting then \
    senior special press state party executive the late russian japanese american \
    chinese british french german ukrainian indian korean italian turkish iranian \
    israeli soviet european republican democratic democrat";

/// Last words of what is no person, and first words of what is a place or a body.
const NO_PERSON: &str = "party street avenue road square university institute college school bank times post \
    news journal agency island islands sea ocean river lake bay city county district \
    province region state states republic union council committee commission court \
    ministry department office house treaty agreement act charter declaration war summit \
    forum group company corporation association organization force forces army navy \
    north south east west northern southern eastern western central new great united \
    national international supreme san los saint mount port fort grand day cup league \
    games january february march april may june july august september october november \
    december monday tuesday wednesday thursday friday saturday sunday";

/// Small words inside full names.
const PARTICLES: &str = "de da di do dos du van von der den bin ibn al el la le";

/// Words that open sentences and belong to no name.
const OPENERS: &str = "a an the this that these those he she it they we i you his her their our its in on \
    at by to of for from with without as after before when while where if but and or so \
    yet both neither either all some many most no not later earlier once until since \
    during under over between among against although though because however meanwhile \
    also even still now today yesterday only then there here what who how why did does \
    is was has had will would could should can like unlike despite asked according в на \
    по с и но а как";

/// A bit for each of the lists.
const TITLE: u8 = 1;
const TITLE_PART: u8 = 2;
const IMPERSONAL: u8 = 4;
const PARTICLE: u8 = 8;
const OPENER: u8 = 16;

/// By the hash of a word the lists that it is in: every capitalized word of a corpus is asked for.
static LISTS: LazyLock<Table<u8>> = LazyLock::new(|| {
    let mut lists: Table<u8> = Table::default();
    for (bit, list) in [
        (TITLE, TITLES),
        (TITLE_PART, TITLE_PARTS),
        (IMPERSONAL, NO_PERSON),
        (PARTICLE, PARTICLES),
        (OPENER, OPENERS),
    ] {
        for word in list.split(' ') {
            *lists.entry(content_hash(word)) |= bit;
        }
    }
    lists
});

/// Whether `word`, folded, is in one of the lists.
fn is_of(lists: u8, word: &str) -> bool {
    let found = LISTS.get(content_hash(word)).copied();
    found.unwrap_or_default() & lists != 0
}

/// What the texts show of capitalized words.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub(super) struct Seen {
    /// Full name as keys of its words → how it was met.
    full: BTreeMap<Vec<String>, Sightings>,
    /// Keys of words that stand alone with a capital.
    alone: HashSet<String>,
    /// Keys of words that stand without a capital: no name begins or ends with one.
    common: HashSet<String>,
}

#[derive(Clone, Default)]
struct Sightings {
    count: u32,
    titled: bool,
    /// Met elsewhere than at the start of a sentence, where any word has a capital.
    inside: bool,
    /// Spellings, with how often.
    written: BTreeMap<String, u32>,
}

/// [`Seen`] as it is written: in the order of its words.
#[derive(Serialize, Deserialize)]
struct Written {
    full: Vec<WrittenName>,
    alone: Vec<String>,
    common: Vec<String>,
}

/// A full name with its [`Sightings`], as they are written.
#[derive(Serialize, Deserialize)]
struct WrittenName {
    keys: Vec<String>,
    count: u32,
    titled: bool,
    inside: bool,
    written: Vec<(String, u32)>,
}

impl From<Seen> for Written {
    fn from(seen: Seen) -> Written {
        let sorted = |words: HashSet<String>| Vec::from_iter(BTreeSet::from_iter(words));
        let full = seen.full.into_iter().map(|(keys, it)| WrittenName {
            keys,
            count: it.count,
            titled: it.titled,
            inside: it.inside,
            written: Vec::from_iter(it.written),
        });
        Written {
            full: full.collect(),
            alone: sorted(seen.alone),
            common: sorted(seen.common),
        }
    }
}

impl From<Written> for Seen {
    fn from(written: Written) -> Seen {
        let full = written.full.into_iter().map(|it| {
            let sightings = Sightings {
                count: it.count,
                titled: it.titled,
                inside: it.inside,
                written: it.written.into_iter().collect(),
            };
            (it.keys, sightings)
        });
        Seen {
            full: full.collect(),
            alone: written.alone.into_iter().collect(),
            common: written.common.into_iter().collect(),
        }
    }
}

/// A word that may be part of a name.
struct Word {
    span: Span,
    key: String,
    capital: bool,
    known: bool,
}

impl Seen {
    /// Adds what other texts show.
    pub(super) fn join(&mut self, other: Seen) {
        for (keys, more) in other.full {
            let sightings = self.full.entry(keys).or_default();
            sightings.count += more.count;
            sightings.titled |= more.titled;
            sightings.inside |= more.inside;
            for (form, count) in more.written {
                *sightings.written.entry(form).or_default() += count;
            }
        }
        self.alone.extend(other.alone);
        self.common.extend(other.common);
    }

    /// Takes note of a text, in which `mentions` are no people's names.
    pub(super) fn read(&mut self, text: &str, mentions: &[Mention]) {
        let words = name_words(text, mentions);
        for word in &words {
            if !word.capital && !self.common.contains(&word.key) {
                self.common.insert(word.key.clone());
            }
        }
        let mut at = 0;
        while at < words.len() {
            let end = run_end(text, &words, at);
            if end > at {
                self.read_run(text, &words, at, end);
            }
            at = end.max(at + 1);
        }
    }

    /// Takes note of `words[start..end]`, capitalized words side by side.
    fn read_run(&mut self, text: &str, words: &[Word], start: usize, end: usize) {
        let is = |lists: u8, word: &Word| is_of(lists, &word.key);
        let mut first = start;
        while first < end
            && (is(TITLE | TITLE_PART, &words[first])
                || words[first].known
                || first == 0 && is(OPENER, &words[first]))
        {
            first += 1;
        }
        let name = &words[first..end];
        // A place or body inside the run: “Moscow City Court” is nobody.
        if name.iter().any(|it| it.known || is(IMPERSONAL, it)) {
            return;
        }
        let titled_before = first > 0
            && words[first - 1].span.end + 1 >= name.first().map_or(0, |it| it.span.start)
            && is(TITLE, &words[first - 1]);
        match name {
            [] => {}
            [single] => {
                self.alone.insert(single.key.clone());
            }
            [_, last] | [_, .., last] if name.len() <= 4 && last.key.chars().nth(1).is_some() => {
                let keys = name.iter().map(|it| it.key.clone()).collect();
                let sightings = self.full.entry(keys).or_default();
                let written = name[0].span.join(last.span).of_text(text);
                *sightings.written.entry(written.to_owned()).or_default() += 1;
                sightings.count += 1;
                sightings.titled |= titled_before || titled_after(text, words, end);
                sightings.inside |= first > 0;
            }
            _ => {}
        }
    }

    pub(super) fn people(self) -> Vec<Name> {
        let mut accepted: Vec<(&Vec<String>, &Sightings)> = Vec::new();
        for (keys, sightings) in &self.full {
            let edges = [keys.first(), keys.last()];
            let common = edges.iter().flatten().any(|it| self.common.contains(*it));
            let alone = keys.last().is_some_and(|it| self.alone.contains(it));
            // “Yesterday Ada Stone” at the head of a sentence is “Ada Stone” met elsewhere.
            let opened = !sightings.inside && self.full.contains_key(&keys[1..]);
            if !common && !opened && (sightings.titled || alone) {
                accepted.push((keys, sightings));
            }
        }
        // “Asked Kimura” at the head of a sentence must not rival “Mitsuhiro Kimura”.
        let sure: BTreeSet<&String> = accepted
            .iter()
            .filter(|(_, it)| it.inside || it.titled)
            .filter_map(|(keys, _)| keys.last())
            .collect();
        accepted.retain(|(keys, it)| {
            it.inside || it.titled || keys.last().is_none_or(|last| !sure.contains(last))
        });
        let mut by_last: BTreeMap<&String, Vec<(&Vec<String>, &Sightings)>> = BTreeMap::new();
        for (keys, sightings) in accepted {
            let last = keys
                .last()
                .expect("only runs of two words or more were noted");
            by_last.entry(last).or_default().push((keys, sightings));
        }
        by_last
            .into_values()
            .flat_map(|bearers| persons(&bearers))
            .collect()
    }
}

/// The people who bear one last name: one if all first words agree (`George Bush`, `George W.
/// Bush`), and then the last name alone means this person.
fn persons(bearers: &[(&Vec<String>, &Sightings)]) -> Vec<Name> {
    let firsts: BTreeSet<&String> = bearers
        .iter()
        .filter_map(|(keys, _)| keys.first())
        .collect();
    let only_one = firsts.len() == 1;
    let of_first = |first| {
        let same = bearers
            .iter()
            .filter(move |(keys, _)| keys.first() == Some(first));
        let mut written: BTreeMap<&str, u32> = BTreeMap::new();
        for (form, count) in same.flat_map(|(_, it)| &it.written) {
            *written.entry(form).or_default() += count;
        }
        let most = written
            .iter()
            .max_by_key(|&(form, count)| (count, std::cmp::Reverse(form)));
        let canonical = most.map(|(form, _)| form.to_string()).unwrap_or_default();
        let mut forms = vec![canonical.clone()];
        forms.extend(
            written
                .into_keys()
                .filter(|it| *it != canonical)
                .map(str::to_owned),
        );
        if only_one {
            let last = canonical.rsplit([' ', '\u{a0}']).next().unwrap_or_default();
            forms.push(last.to_owned());
        }
        Name {
            canonical,
            kind: NameKind::Person,
            forms,
        }
    };
    firsts.into_iter().map(of_first).collect()
}

/// Where the run of capitalized words that starts at `start` ends; `start` when none does.
fn run_end(text: &str, words: &[Word], start: usize) -> usize {
    let mut end = start;
    let mut at = start;
    while let Some(word) = words.get(at) {
        let follows = at == start || {
            let previous = &words[at - 1];
            let gap = &text[previous.span.end as usize..word.span.start as usize];
            let initial = previous.key.chars().nth(1).is_none();
            let title = matches!(previous.key.as_str(), "mr" | "mrs" | "ms" | "dr" | "prof");
            gap.chars()
                .all(|c| c.is_whitespace() || c == '.' && (initial || title))
        };
        let particle = at > start && is_of(PARTICLE, &word.key);
        if !follows || !(word.capital || particle) {
            break;
        }
        at += 1;
        if word.capital {
            end = at;
        }
    }
    end
}

/// Whether a title follows in apposition: `, special adviser on foreign policy`, `, who heads`.
fn titled_after(text: &str, words: &[Word], end: usize) -> bool {
    let (Some(last), Some(next)) = (end.checked_sub(1).map(|it| &words[it]), words.get(end)) else {
        return false;
    };
    let gap = &text[last.span.end as usize..next.span.start as usize];
    let following = &words[end..words.len().min(end + 5)];
    gap.trim() == "," && following.iter().any(|it| is_of(TITLE, &it.key))
}

/// The words of `text`, words with a hyphen as one.
fn name_words(text: &str, mentions: &[Mention]) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut mentions = mentions.iter().peekable();
    for span in words(text) {
        let span = super::mentions::without_possessive(text, span);
        let written = span.of_text(text);
        if written.chars().any(is_spaceless) {
            continue;
        }
        while mentions.next_if(|it| it.span.end <= span.start).is_some() {}
        let known = mentions.peek().is_some_and(|it| it.span.overlaps(span));
        let capital = is_name_like(written);
        if let Some(last) = found.last_mut()
            && &text[last.span.end as usize..span.start as usize] == "-"
            && last.capital
        {
            last.span = last.span.join(span);
            last.key = word_key(last.span.of_text(text));
            last.known |= known;
            continue;
        }
        found.push(Word {
            span,
            key: word_key(written),
            capital,
            known,
        });
    }
    found
}

/// Whether `word`, folded, is part of what stands before a name: `special`, `adviser`.
pub(crate) fn is_title(word: &str) -> bool {
    has(TITLES, word) || has(TITLE_PARTS, word)
}

/// Whether `word` is one of `list`.
fn has(list: &str, word: &str) -> bool {
    list.split(' ').any(|it| it == word)
}

/// Written as names are: a capital, then not only capitals; or a capital alone (an initial).
fn is_name_like(word: &str) -> bool {
    let mut chars = word.chars();
    let capital = chars.next().is_some_and(char::is_uppercase);
    let rest = chars.as_str();
    capital && (rest.is_empty() || rest.chars().any(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use crate::corpus::{Corpus, Document};
    use crate::names::{NameKind, Names};

    /// The people of `text`: canonical form and other forms, parted by `|`.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let corpus = Corpus {
            documents: vec![Document::of_text(text)],
            ..Corpus::default()
        };
        let names = Names::find(&corpus);
        let people: Vec<String> = names
            .entries
            .iter()
            .filter(|it| it.kind == NameKind::Person)
            .map(|it| it.forms.join("|"))
            .collect();
        assert_eq!(people, expected);
    }

    #[test]
    fn a_title_before() {
        check(
            "Russian Foreign Minister Sergei Lavrov spoke. Kremlin spokesman Dmitry Peskov did not.",
            &["Dmitry Peskov|Peskov", "Sergei Lavrov|Lavrov"],
        );
    }

    #[test]
    fn a_title_after() {
        check(
            "So said Katsuyuki Kawai, special adviser on foreign policy.",
            &["Katsuyuki Kawai|Kawai"],
        );
    }

    #[test]
    fn the_last_name_alone_later() {
        check(
            "We met Ada Lovelace. Lovelace was kind.",
            &["Ada Lovelace|Lovelace"],
        );
        check("We met Ada Lovelace. It rained.", &[]);
    }

    #[test]
    fn two_of_one_name_keep_it_apart() {
        check(
            "President George Bush met Governor Jeb Bush. Bush left.",
            &["George Bush", "Jeb Bush"],
        );
        check(
            "President George W. Bush came. The first lady met President George Bush.",
            &["George Bush|George W. Bush|Bush"],
        );
    }

    #[test]
    fn sentence_heads_are_no_first_names() {
        check(
            "Mayor Ada Stone came. Angry Stone left. Asked Stone about it.",
            &["Ada Stone|Stone"],
        );
    }

    #[test]
    fn places_and_bodies_are_no_people() {
        check(
            "The leader of Moscow City Court, New Party, in Red Square. Square.",
            &[],
        );
    }

    #[test]
    fn particles_and_hyphens() {
        check(
            "President Ursula von der Leyen met Secretary Ban Ki-moon.",
            &["Ban Ki-moon|Ki-moon", "Ursula von der Leyen|Leyen"],
        );
    }

    #[test]
    fn russian_in_any_case() {
        check(
            "Президент Владимир Путин выступил. Вчера слова Владимира Путина записали.",
            &["Владимир Путин|Владимира Путина|Путин"],
        );
    }
}
