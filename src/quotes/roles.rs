//! What a phrase says of a person: “Kremlin spokesman”, “special adviser on foreign policy”.

use std::hash::Hasher;
use std::ops::Range;

use super::lexicon::{Fnv, class::*};
use super::phrases::is_verb;
use super::scan::{Item, Scan};

/// What a phrase says of a person: the words that count, and the noun.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Role {
    pub(super) words: Vec<u64>,
    pub(super) head: u64,
}

/// Words before a name that say what its bearer is: “Kremlin spokesman Dmitry Peskov”.
pub(super) fn role_before(items: &[Item], first: usize, name_start: usize) -> Option<Range<usize>> {
    let mut at = name_start;
    let mut has_noun = false;
    while at > first && name_start - at < 12 {
        let item = &items[at - 1];
        let is_plain = item.is_word()
            && (!item.is(SMALL | TIME) || item.is_capital() && item.is(NATION | ROLE))
            && !is_verb(item)
            && (!item.is_possessive || item.is(NATION));
        if is_plain {
            has_noun |= item.is(ROLE) && !item.is(BODY);
            at -= 1;
        } else if !has_noun
            && at < name_start
            && item.is(PREPOSITION | DETERMINER)
            && at > first + 1
        {
            at -= 1;
        } else {
            break;
        }
    }
    while at < name_start && (items[at].is(SMALL) && !items[at].is(NATION)) {
        at += 1;
    }
    (has_noun && at < name_start).then_some(at..name_start)
}

/// The first noun that says what a person is, in the phrase up to its first preposition: the last
/// one there (“party leader”), or the only one.
pub(super) fn person_noun(items: &[Item], phrase: Range<usize>) -> Option<usize> {
    let mut noun = None;
    for at in phrase {
        let item = &items[at];
        if item.is(PREPOSITION) && noun.is_some() {
            break;
        }
        if item.is(ROLE) && !item.is(BODY | PLURAL) {
            noun = Some(at);
        }
    }
    noun
}

/// What the phrase says of a person.
pub(super) fn role(scan: &Scan<'_>, phrase: Range<usize>) -> Role {
    let items = &scan.items;
    let mut lower: Vec<String> = Vec::new();
    let mut nations = Vec::new();
    let mut n_before_link = None;
    for item in &items[phrase] {
        if item.is(PREPOSITION) && n_before_link.is_none() {
            n_before_link = Some(lower.len());
        }
        if item.is(NATION) && item.is_capital() {
            nations.push(u64::from(item.word.nation));
        } else if item.is_word()
            && !item.is(DETERMINER | PREPOSITION | POSSESSIVE | CONJUNCTION | ADVERB)
        {
            lower.push(scan.str(item.span).to_lowercase());
        }
    }
    let mut n_head = n_before_link.unwrap_or(lower.len());
    for (written, meant) in &scan.lexicon.equivalents {
        let found = lower
            .windows(written.len())
            .position(|it| it == written.as_slice());
        if let Some(at) = found {
            if at < n_head {
                n_head = (n_head + meant.len()).saturating_sub(written.len());
            }
            lower.splice(
                at..at + written.len(),
                meant.iter().map(|it| (*it).to_owned()),
            );
            break;
        }
    }
    let words: Vec<u64> = lower.iter().map(|it| word_hash(scan, it)).collect();
    let is_noun = |word: &String| {
        let class = scan.lexicon.word(word).class;
        class & ROLE != 0 && class & (BODY | PLURAL) == 0
    };
    let n_head = n_head.min(words.len());
    let head = (0..n_head)
        .rev()
        .find(|&it| is_noun(&lower[it]))
        .or_else(|| (0..words.len()).find(|&it| is_noun(&lower[it])));
    Role {
        head: head.map_or(0, |it| words[it]),
        words: words.into_iter().chain(nations).collect(),
    }
}

/// Words of one role have one hash; others have that of their letters. Above 255, which are the
/// countries.
pub(super) fn word_hash(scan: &Scan<'_>, lower: &str) -> u64 {
    let role = scan.lexicon.word(lower).role;
    if role != 0 {
        return 0x1000 + u64::from(role);
    }
    let mut fnv = Fnv::default();
    fnv.write(lower.as_bytes());
    fnv.finish() | 1 << 40
}
