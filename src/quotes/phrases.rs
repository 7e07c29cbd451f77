//! Noun phrases: where they begin and end, and where the name in them stands.
//!
//! There is no grammar here, only boundaries: a phrase ends at punctuation, at a verb we know, at
//! a word that starts a clause. All functions look at a bounded number of items.

use std::ops::Range;

use super::lexicon::class::*;
use super::scan::{Item, Scan, Shape};
use super::steps::steps;

/// The longest phrase, in items: “Leonard Burman, director of …, said” can be long.
pub(super) const LONGEST: usize = 40;

/// Whether a phrase may hold `item` as one of its words.
fn is_inside(item: &Item) -> bool {
    if !item.is_word() {
        return false;
    }
    if item.is(TIME) && item.is_capital() {
        return false;
    }
    if item.is_capital() && item.is(GIVEN | NATION | ROLE) {
        return true;
    }
    !item.is(SMALL) && !is_verb(item)
}

/// Whether the word at `at` is the time in the name of a newspaper: “Sydney Morning Herald”.
fn is_in_outlet(items: &[Item], at: usize, end: usize) -> bool {
    items[at].is(TIME)
        && items[at].is_capital()
        && items[at + 1..end]
            .first()
            .is_some_and(|next| next.is(OUTLET) && next.is_capital())
}

/// Whether `item` is a form of a cue and surely no noun.
pub(super) fn is_verb(item: &Item) -> bool {
    item.shape == Shape::Lower
        && item.is(CUE)
        && item.is(FINITE | ING)
        && !item.is(ROLE | VIEW | THING)
}

/// Where the noun phrase begins that ends before item `end`: `items[start..end]`, empty when
/// none ends there. `first` bounds the search.
pub(super) fn start_before(items: &[Item], first: usize, end: usize) -> usize {
    let first = first.max(end.saturating_sub(LONGEST));
    let mut at = end;
    while at > first {
        steps(1);
        let item = &items[at - 1];
        if item.shape == Shape::Close {
            let open = (first..at - 1)
                .rev()
                .take(12)
                .find(|&it| items[it].shape == Shape::Open);
            match open {
                Some(open) if open > first => at = open,
                _ => break,
            }
        } else if item.is(PRONOUN) {
            return if at == end { end - 1 } else { at };
        } else if is_inside(item) || is_in_outlet(items, at - 1, end) {
            at -= 1;
        } else if item.is(DETERMINER | POSSESSIVE) {
            at -= 1;
            if at < first + 2 || !items[at - 1].is(PREPOSITION) || !is_inside(&items[at - 2]) {
                return at;
            }
            at -= 1;
        } else if at < end && at >= first + 2 && links(items, at - 1) {
            at -= 1;
        } else {
            break;
        }
    }
    at
}

/// Whether the word at `at` holds two parts of a phrase together: “head of the party”, “Putin and
/// Abe”.
fn links(items: &[Item], at: usize) -> bool {
    let (before, after) = (&items[at - 1], &items[at + 1]);
    items[at].is(PREPOSITION) && (is_inside(before) || before.is(DETERMINER))
        || items[at].is(CONJUNCTION)
            && after.is_capital()
            && before.is_capital()
            && !before.is_possessive
}

/// Where the noun phrase ends that begins at item `start`: before punctuation, a verb we know, or
/// a preposition other than those that hold a phrase together.
pub(super) fn end_after(items: &[Item], start: usize, last: usize) -> usize {
    let last = last.min(start + LONGEST);
    let mut at = start;
    if at < last && items[at].is(PRONOUN) {
        return at + 1;
    }
    while at < last {
        steps(1);
        let item = &items[at];
        let begins = item.is(DETERMINER | POSSESSIVE)
            && (at == start || items[at - 1].is(PREPOSITION) || items[at - 1].is(DETERMINER));
        let links = item.is(PREPOSITION)
            && at > start
            && at + 1 < last
            && !items[at + 1].is(TIME)
            && (is_inside(&items[at + 1]) || items[at + 1].is(DETERMINER | POSSESSIVE));
        if !(is_inside(item) || begins || links || is_in_outlet(items, at, last)) {
            break;
        }
        at += 1;
    }
    while at > start && items[at - 1].is(PREPOSITION | DETERMINER) {
        at -= 1;
    }
    at
}

/// Where the run of capital words ends that begins at item `start`: a name with whatever stands
/// before it, small words of names (“al”, “de”) among them.
pub(super) fn capital_run(items: &[Item], start: usize, last: usize) -> usize {
    let last = last.min(start + LONGEST);
    let mut at = start;
    while at < last {
        steps(1);
        let item = &items[at];
        let is_small = item.is(SMALL) && !item.is(GIVEN | NATION);
        let is_time = item.is(TIME) && !is_in_outlet(items, at, last);
        // “Theresa May”.
        let is_may = item.is_capital() && item.is(AUXILIARY) && item.is(TIME) && at > start;
        if is_may && items[at - 1].is(GIVEN) {
            return at + 1;
        }
        let is_name_word =
            item.is_capital() && !is_time && (!is_small || at > start && item.is(ADVERB));
        let is_particle =
            at > start && at + 1 < last && item.shape == Shape::Lower && items[at + 1].is_capital();
        if is_name_word {
            at += 1;
            if item.is_possessive {
                break;
            }
        } else if is_particle && is_name_particle(item) {
            at += 1;
        } else {
            break;
        }
    }
    at
}

/// al, de, van …: `particle` in `data/small.txt`.
fn is_name_particle(item: &Item) -> bool {
    item.is(PARTICLE) && !item.is(CUE)
}

/// The part of a capital run that is a person's name: what follows the last title, role, country
/// or place in it. `None` when nothing is left, or one word only that no title introduces.
pub(super) fn person_part(items: &[Item], run: Range<usize>) -> Option<Range<usize>> {
    const BEFORE: u64 = ROLE | TITLE | NATION | PLACE | OUTLET;
    // The last word says that the whole is no person, unless a given name stands before it: “Peter
    // King”, “Theresa May”.
    let last = items.get(run.end - 1)?;
    let is_family_name = run.len() > 1 && items[run.end - 2].is(GIVEN) && !last.is(NATION);
    let says_not = last.is(ROLE | PLACE | OUTLET) && !last.is(GIVEN) || last.is(NATION);
    if says_not && !is_family_name {
        return None;
    }
    let cut_end = run.end - usize::from(is_family_name);
    let cut = (run.start..cut_end).rev().find(|&it| {
        let is_acronym = items[it].shape == Shape::Upper && items[it].span.len() > 2;
        items[it].is(BEFORE) && !items[it].is(GIVEN)
            || is_acronym && it + 1 < run.end && (it == run.start || items[it].is(MEDIA))
    });
    let start = cut.map_or(run.start, |it| it + 1);
    let name = start..run.end;
    let is_word = |it: &Item| it.shape == Shape::Capital || it.shape == Shape::Lower;
    let is_name = !name.is_empty()
        && name.len() <= 6
        && is_word(&items[name.end - 1])
        && name
            .clone()
            .all(|it| is_word(&items[it]) || items[it].span.len() <= 3);
    let is_introduced = cut.is_some_and(|it| items[it].is(ROLE | TITLE));
    (is_name && (name.len() > 1 || is_introduced)).then_some(name)
}

/// Whether the name of an outlet begins at item `start`, and where it ends: “TASS”, “the Kyodo
/// agency”, “The Straits Times”.
pub(super) fn outlet(scan: &Scan<'_>, start: usize, last: usize) -> Option<Range<usize>> {
    let items = &scan.items;
    let mut from = start;
    while from < last && items[from].is(DETERMINER | NATION | PREPOSITION | POSSESSIVE)
        || from < last
            && items[from].shape == Shape::Lower
            && from < start + 6
            && items[from].is_word()
            && !items[from].is(SMALL)
            && !is_verb(&items[from])
    {
        from += 1;
    }
    if from >= last || !items[from].is_capital() {
        return None;
    }
    if items[from].is(MEDIA) {
        let rest = items[from + 1..last].iter().map(|it| scan.str(it.span));
        if let Some(more) = scan.lexicon.outlet_length(scan.str(items[from].span), rest) {
            return Some(from..from + 1 + more);
        }
    }
    let run = capital_run(items, from, last);
    if run > from + 1 && items[run - 1].is(OUTLET) && !items[run - 1].is(GIVEN) {
        return Some(from..run);
    }
    // “Kyodo agency”, “Asahi newspaper”: the noun says it.
    let noun = items.get(run).filter(|_| run < last && run > from)?;
    let is_person = person_part(items, from..run).is_some();
    (noun.shape == Shape::Lower && noun.is(OUTLET) && !noun.is(PLACE) && !is_person)
        .then_some(from..run)
}
