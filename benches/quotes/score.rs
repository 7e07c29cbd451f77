//! What was found against what is there.
//!
//! A stretch is right when it shares four fifths of its words with the other, quotation marks,
//! white space and marks of punctuation at its rim left out. Each is paired once at most, the best pairs
//! first.

use std::collections::BTreeSet;

use crate::gold::{Quote, Report, Speaker};

/// Words shared of words in either, from which two stretches are the same.
const ENOUGH: f64 = 0.8;

/// Below this two stretches are no pair.
const AT_ALL: f64 = 0.5;

/// Words before or after a name that do not belong to it.
const TITLES: &str = "mr mrs ms miss dr sir dame lord lady president prime minister premier \
    chancellor secretary senator sen rep gov governor mayor judge justice general gen col colonel capt \
    captain lt sgt professor prof king queen prince princess pope rev reverend the a an former then \
    ex russian japanese american chinese british german french us u.s kremlin foreign spokesman \
    spokeswoman spokesperson chairman chairwoman ceo director";

/// A stretch of the text, and the index of its statement.
type Stretch = ((usize, usize), usize);

/// Figures of one sort of stretch.
#[derive(Default)]
struct Tally {
    gold: u32,
    found: u32,
    exact: u32,
    /// Of those in the gold file, how many were found; of those found, how many are there.
    right: u32,
    right_found: u32,
    /// Of those that are right, how many have no speaker in the gold file.
    speakerless: u32,
    gold_with_speaker: u32,
    with_speaker: u32,
}

impl Tally {
    fn print(&self, name: &str) {
        let exact = f1(self.exact, self.exact, self.found, self.gold);
        let span = f1(self.right_found, self.right, self.found, self.gold);
        let found = self.found - self.speakerless;
        let right = self.with_speaker;
        let speaker = f1(right, right, found, self.gold_with_speaker);
        let cells = [exact, span, speaker].map(|[p, r, f]| format!("{p:>7.1}{r:>7.1}{f:>7.1}"));
        let (gold, found) = (self.gold, self.found);
        println!("{name:<18}{gold:>5}{found:>6}  {}", cells.join("  "));
    }

    /// One of a kind: what is right with its speaker cannot be told of those found.
    fn print_kind(&self, name: &str) {
        let [p, r, f] = f1(self.right_found, self.right, self.found, self.gold);
        let named = self.right - self.speakerless;
        let speaker = f1(self.with_speaker, self.with_speaker, named, named)[0];
        let (gold, found) = (self.gold, self.found);
        let gap = "";
        println!(
            "  {name:<16}{gold:>5}{found:>6}  {gap:>21}  {p:>7.1}{r:>7.1}{f:>7.1}  {speaker:>6.1} of these"
        );
    }
}

/// Precision, recall and F1, in hundredths.
fn f1(right_found: u32, right: u32, found: u32, gold: u32) -> [f64; 3] {
    let share = |part: u32, of: u32| f64::from(part) / f64::from(of.max(1)) * 100.0;
    let (p, r) = (share(right_found, found), share(right, gold));
    let f = if p + r == 0.0 {
        0.0
    } else {
        2.0 * p * r / (p + r)
    };
    [p, r, f]
}

/// Figures of all sorts.
#[derive(Default)]
pub(crate) struct Scores {
    pieces: Tally,
    statements: Tally,
    kinds: [Tally; KINDS.len()],
    n_told: usize,
}

const KINDS: [&str; 3] = ["direct", "mixed", "indirect"];

impl Scores {
    /// Adds a report; tells at most `n_errors` errors in all.
    pub(crate) fn add(&mut self, report: &Report, found: &[Quote], n_errors: usize) {
        let text = Text::new(&report.text);
        let compared = Compared {
            gold: pieces(&report.quotes),
            found: pieces(found),
            text: &text,
            report,
            quotes: found,
        };
        compared.count(&mut self.pieces, &mut |_, _| {}, &mut |_| {});
        let compared = Compared {
            gold: wholes(&report.quotes),
            found: wholes(found),
            ..compared
        };
        let kinds = &mut self.kinds;
        let mut errors = Vec::new();
        compared.count(
            &mut self.statements,
            &mut |kind, add| {
                if let Some(n) = KINDS.iter().position(|it| *it == kind) {
                    add(&mut kinds[n]);
                }
            },
            &mut |error| errors.push(error),
        );
        for error in errors {
            if self.n_told < n_errors {
                self.n_told += 1;
                println!("{}: {error}", report.name);
            }
        }
    }

    /// Prints the table.
    pub(crate) fn print(&self) {
        println!(
            "{:<18}{:>5}{:>6}  {:^21}  {:^21}  {:^21}",
            "", "gold", "found", "exact", "four fifths", "and right speaker"
        );
        let head = format!("{:>7}{:>7}{:>7}", "P", "R", "F1");
        println!("{:<29}  {head}  {head}  {head}", "");
        self.pieces.print("quoted pieces");
        self.statements.print("whole statements");
        for (tally, kind) in self.kinds.iter().zip(KINDS) {
            tally.print_kind(kind);
        }
    }
}

fn pieces(quotes: &[Quote]) -> Vec<Stretch> {
    let all = quotes.iter().enumerate();
    all.flat_map(|(n, it)| it.quoted.iter().map(move |range| (*range, n)))
        .collect()
}

fn wholes(quotes: &[Quote]) -> Vec<Stretch> {
    let all = quotes.iter().enumerate();
    all.map(|(n, it)| (it.range, n)).collect()
}

/// What is added to a tally.
type Change<'a> = &'a dyn Fn(&mut Tally);

/// Stretches of one report that are to be compared.
struct Compared<'a> {
    gold: Vec<Stretch>,
    found: Vec<Stretch>,
    text: &'a Text,
    report: &'a Report,
    quotes: &'a [Quote],
}

impl Compared<'_> {
    /// Adds to `tally`, and to that of each kind; `tell` hears of every error.
    fn count(
        &self,
        tally: &mut Tally,
        of_kind: &mut dyn FnMut(&str, Change),
        tell: &mut dyn FnMut(String),
    ) {
        let pairs = self.text.pairs(&self.gold, &self.found);
        let mut add = |kind: &str, change: Change| {
            change(tally);
            of_kind(kind, change);
        };
        let wanted = |n: usize| &self.report.quotes[self.gold[n].1];
        for (n, &(range, _)) in self.gold.iter().enumerate() {
            let wanted = wanted(n);
            if wanted.is_optional {
                continue;
            }
            let has_speaker = wanted.speaker.name.is_some() || wanted.speaker.mention.is_some();
            add(&wanted.kind, &|it| {
                it.gold += 1;
                it.gold_with_speaker += u32::from(has_speaker);
            });
            let pair = pairs.iter().find(|it| it.gold == n && it.is_right());
            let Some(pair) = pair else {
                tell(format!("missed {} {}", wanted.kind, self.text.start(range)));
                continue;
            };
            let found = &self.quotes[self.found[pair.found].1].speaker;
            let is_speaker = is_speaker(found, &wanted.speaker);
            add(&wanted.kind, &|it| {
                it.right += 1;
                it.exact += u32::from(pair.is_exact);
                it.speakerless += u32::from(is_speaker.is_none());
                it.with_speaker += u32::from(is_speaker == Some(true));
            });
            if is_speaker == Some(false) {
                let (found, wanted) = (&found.name, &wanted.speaker.name);
                let words = self.text.start(range);
                tell(format!("speaker {found:?} for {wanted:?} of {words}"));
            }
        }
        for (m, &(range, n)) in self.found.iter().enumerate() {
            let pair = pairs.iter().find(|it| it.found == m);
            if pair.is_some_and(|it| wanted(it.gold).is_optional) {
                continue;
            }
            let is_right = pair.is_some_and(Pair::is_right);
            let kind = &self.quotes[n].kind;
            add(kind, &|it| {
                it.found += 1;
                it.right_found += u32::from(is_right);
            });
            if !is_right {
                tell(format!("made up {kind} {}", self.text.start(range)));
            }
        }
    }
}

/// A stretch of the gold file and one that was found.
struct Pair {
    gold: usize,
    found: usize,
    is_exact: bool,
    /// Words in both, of words in either.
    share: f64,
}

impl Pair {
    fn is_right(&self) -> bool {
        self.is_exact || self.share >= ENOUGH
    }
}

/// Whether the speaker is the one wanted; `None` when none is stated.
fn is_speaker(found: &Speaker, wanted: &Speaker) -> Option<bool> {
    if let Some(name) = &wanted.name {
        let found = found.name.as_deref();
        return Some(found.is_some_and(|it| is_name(it, name, &wanted.aliases)));
    }
    let mention = wanted.mention?;
    let overlaps = |it: (usize, usize)| it.0 < mention.1 && mention.0 < it.1;
    Some(found.mention.is_some_and(overlaps))
}

fn is_name(found: &str, wanted: &str, aliases: &[String]) -> bool {
    let found = name_words(found);
    if std::iter::once(wanted)
        .chain(aliases.iter().map(String::as_str))
        .any(|it| name_words(it) == found)
    {
        return true;
    }
    let wanted = name_words(wanted);
    let (Some(found_last), Some(wanted_last)) = (found.last(), wanted.last()) else {
        return false;
    };
    let initial = |it: &str| it.chars().next();
    let is_initial = |it: &str| it.chars().count() == 1;
    found_last == wanted_last
        && (found.len() == 1
            || wanted.len() == 1
            || found.contains(&wanted[0])
            || initial(&found[0]) == initial(&wanted[0])
                && (is_initial(&found[0]) || is_initial(&wanted[0])))
}

/// The words of a name, lower case, titles left out.
fn name_words(name: &str) -> Vec<String> {
    let lower = name.to_lowercase().replace('’', "'");
    let all: Vec<String> = word_ranges(&lower.chars().collect::<Vec<_>>())
        .into_iter()
        .map(|(start, end)| lower.chars().skip(start).take(end - start).collect())
        .map(|word: String| word.strip_suffix("'s").map_or(word.clone(), str::to_owned))
        .collect();
    let core: Vec<String> = all
        .iter()
        .filter(|word| !TITLES.split(' ').any(|it| it == *word))
        .cloned()
        .collect();
    if core.is_empty() { all } else { core }
}

/// Letters and digits, with apostrophes between them.
fn word_ranges(chars: &[char]) -> Vec<(usize, usize)> {
    let is_letter = |at: usize| {
        chars
            .get(at)
            .is_some_and(|it| it.is_alphanumeric() || *it == '_')
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !is_letter(at) {
            at += 1;
            continue;
        }
        let start = at;
        while is_letter(at) || matches!(chars.get(at), Some('\'' | '’')) && is_letter(at + 1) {
            at += 1;
        }
        found.push((start, at));
    }
    found
}

/// A report's text by code points and words.
struct Text {
    chars: Vec<char>,
    words: Vec<(usize, usize)>,
}

impl Text {
    fn new(text: &str) -> Text {
        let chars: Vec<char> = text.chars().collect();
        let words = word_ranges(&chars);
        Text { chars, words }
    }

    /// The first words of a stretch, for messages.
    fn start(&self, range: (usize, usize)) -> String {
        let start = self.chars[range.0..range.1].iter().take(100);
        start.collect::<String>().replace('\n', " ")
    }

    /// Without what does not matter at the rim.
    fn trimmed(&self, (mut start, mut end): (usize, usize)) -> (usize, usize) {
        let is_rim = |it: char| it.is_whitespace() || "\"“”„‟«»‹›‘’'`,.;:!?…—–-()[]".contains(it);
        while start < end && is_rim(self.chars[start]) {
            start += 1;
        }
        while end > start && is_rim(self.chars[end - 1]) {
            end -= 1;
        }
        (start, end)
    }

    fn words_in(&self, range: (usize, usize)) -> BTreeSet<usize> {
        let first = self.words.partition_point(|it| it.1 <= range.0);
        let end = self.words.partition_point(|it| it.0 < range.1);
        (first..end).collect()
    }

    /// Who goes with whom, the best first.
    fn pairs(&self, gold: &[Stretch], found: &[Stretch]) -> Vec<Pair> {
        let mut all = Vec::new();
        for (n, wanted) in gold.iter().enumerate() {
            let wanted = self.trimmed(wanted.0);
            let here = self.words_in(wanted);
            for (m, it) in found.iter().enumerate() {
                let it = self.trimmed(it.0);
                let there = self.words_in(it);
                let both = here.intersection(&there).count();
                let share = both as f64 / here.union(&there).count().max(1) as f64;
                if share >= AT_ALL {
                    all.push(Pair {
                        gold: n,
                        found: m,
                        is_exact: it == wanted,
                        share,
                    });
                }
            }
        }
        // Stable, so that of equals the first ones go together.
        all.sort_by(|a, b| (b.is_exact.cmp(&a.is_exact)).then(b.share.total_cmp(&a.share)));
        let mut taken: Vec<Pair> = Vec::new();
        for pair in all {
            if taken
                .iter()
                .all(|it| it.gold != pair.gold && it.found != pair.found)
            {
                taken.push(pair);
            }
        }
        taken
    }
}
