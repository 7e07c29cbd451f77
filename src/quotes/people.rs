//! The people of a document: full names, what else they are called, and their roles.
//!
//! One pass over the whole text, before any quotation is looked at, so that a last name finds its
//! full name even where that comes later.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use super::lexicon::{Class, Fnv, class::*};
use super::phrases::{capital_run, is_verb, person_part, start_before};
use super::roles::{Role, person_noun, role, role_before, word_hash};
use super::scan::{Item, Scan, Sentence, Shape};
use super::steps::steps;
use crate::text::Span;

/// Which person: an index into [`People::list`].
pub(super) type PersonId = u32;

/// How many bearers of one last name, or of one role, are looked at.
const NAMESAKES: usize = 16;

/// How many words of a person's roles are kept.
const MOST_WORDS: usize = 64;

/// One person.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// The fullest name, where it stands first.
    pub(super) full: Span,
    /// The role that the text ties to the name first.
    pub(super) role: Option<Span>,
    /// Hashes of the words of all roles.
    role_words: Vec<u64>,
    /// Hashes of the roles' nouns.
    heads: Vec<u64>,
    /// `MALE`, `FEMALE` or 0.
    pub(super) gender: Class,
    /// Whether anything but capitals says that this is a person.
    pub(super) is_certain: bool,
    first_word: u64,
    n_words: usize,
}

/// Everyone named.
#[derive(Default)]
pub(super) struct People {
    pub(super) list: Vec<Person>,
    by_last: HashMap<u64, Vec<PersonId>, BuildHasherDefault<Fnv>>,
    by_first: HashMap<u64, PersonId, BuildHasherDefault<Fnv>>,
    by_role: HashMap<u64, Vec<PersonId>, BuildHasherDefault<Fnv>>,
    /// Bodies with names of their own, by their noun, in order.
    bodies: HashMap<u64, Vec<Span>, BuildHasherDefault<Fnv>>,
}

impl People {
    /// Everyone whom the document names.
    pub(super) fn of(scan: &Scan<'_>) -> People {
        let mut people = People::default();
        let mut singles = Vec::new();
        for sentence in &scan.sentences {
            people.read(scan, sentence, &mut singles);
        }
        // A single capital word at a cue is a name if nothing better turns up anywhere.
        for item in singles {
            let word = hash(scan, &scan.items[item]);
            if !people.by_last.contains_key(&word) && !people.by_first.contains_key(&word) {
                people.enter(scan, item..item + 1);
            }
        }
        people
    }

    fn read(&mut self, scan: &Scan<'_>, sentence: &Sentence, singles: &mut Vec<usize>) {
        let items = &scan.items;
        let mut at = sentence.items.start;
        while at < sentence.items.end {
            if !items[at].is_capital() {
                at += 1;
                continue;
            }
            let run = at..capital_run(items, at, sentence.items.end);
            if run.is_empty() {
                at += 1;
                continue;
            }
            at = run.end;
            self.enter_body(scan, sentence, run.clone());
            if let Some(name) = person_part(items, run.clone()) {
                let before_the = run.start > sentence.items.start
                    && items[run.start - 1].is(DETERMINER | POSSESSIVE)
                    && name.start == run.start;
                if !before_the {
                    let id = self.enter(scan, name.clone());
                    self.describe(scan, id, sentence, run.start, name);
                }
            } else if run.len() == 1 && is_single_name(&items[run.start]) {
                let is_subject = items.get(run.end).is_some_and(|next| {
                    run.end < sentence.items.end && next.is(CUE) && next.is(FINITE)
                });
                let is_article =
                    run.start > sentence.items.start && items[run.start - 1].is(DETERMINER);
                if is_subject && !is_article && !items[run.start].is_possessive {
                    singles.push(run.start);
                }
            }
        }
    }

    /// Enters a body: “Foreign Ministry”, “Church of Scientology”.
    fn enter_body(&mut self, scan: &Scan<'_>, sentence: &Sentence, run: Range<usize>) {
        let items = &scan.items;
        let last = &items[run.end - 1];
        if !last.is(BODY) || last.is_possessive {
            return;
        }
        let mut end = run.end;
        if end + 1 < sentence.items.end && items[end].is(PREPOSITION) && items[end + 1].is_capital()
        {
            end = capital_run(items, end + 1, sentence.items.end);
        }
        if end - run.start > 1 {
            let noun = hash(scan, last);
            let span = scan.span(run.start..end);
            self.bodies.entry(noun).or_default().push(span);
        }
    }

    /// The body that “the ministry” at this item means: the latest one before, or the first after.
    pub(super) fn body(&self, scan: &Scan<'_>, noun: usize) -> Option<Span> {
        let item = &scan.items[noun];
        let named = self.bodies.get(&hash(scan, item))?;
        let before = named.partition_point(|it| it.start < item.span.start);
        named.get(before.saturating_sub(1)).copied()
    }

    /// Whether anyone is known to be what the noun at this item says.
    pub(super) fn has_role(&self, scan: &Scan<'_>, noun: usize) -> bool {
        let lower = scan.str(scan.items[noun].span).to_lowercase();
        self.by_role.contains_key(&word_hash(scan, &lower))
    }

    /// Enters the name of these items.
    fn enter(&mut self, scan: &Scan<'_>, name: Range<usize>) -> PersonId {
        let items = &scan.items;
        let first_word = hash(scan, &items[name.start]);
        let last_word = hash(scan, &items[name.end - 1]);
        let given = items[name.start].word.class;
        let span = scan.span(name.clone());
        let bearers = self.by_last.entry(last_word).or_default();
        steps(bearers.len().min(NAMESAKES));
        let same = bearers.iter().rev().take(NAMESAKES).copied().find(|&id| {
            let other = &self.list[id as usize];
            name.len() == 1
                || other.n_words == 1
                || other.first_word == first_word
                || is_initial(scan, other.full, span)
        });
        let id = same.unwrap_or_else(|| {
            let id = self.list.len() as PersonId;
            bearers.push(id);
            self.list.push(Person {
                full: span,
                role: None,
                role_words: Vec::new(),
                heads: Vec::new(),
                gender: 0,
                is_certain: false,
                first_word,
                n_words: name.len(),
            });
            id
        });
        let person = &mut self.list[id as usize];
        let is_fuller = name.len() > person.n_words
            || name.len() == person.n_words && span.len() > person.full.len() + 2;
        if is_fuller {
            person.full = span;
            person.first_word = first_word;
            person.n_words = name.len();
        }
        if name.len() > 1 {
            self.by_first.entry(first_word).or_insert(id);
            if given & GIVEN != 0 {
                person.gender |= given & (MALE | FEMALE);
                person.is_certain = true;
            }
        }
        id
    }

    /// Looks around the name for what it says of the person.
    fn describe(
        &mut self,
        scan: &Scan<'_>,
        id: PersonId,
        sentence: &Sentence,
        run_start: usize,
        name: Range<usize>,
    ) {
        let items = &scan.items;
        let first = sentence.items.start;
        let last = sentence.items.end;
        for item in &items[run_start..name.start] {
            if item.is(TITLE | ROLE) {
                let person = &mut self.list[id as usize];
                person.is_certain = true;
                person.gender |= item.word.class & (MALE | FEMALE);
            }
        }
        if let Some(role) = role_before(items, first, name.start) {
            self.add_role(scan, id, role);
        } else if name.start == run_start
            && name.start > first + 1
            && items[name.start - 1].shape == Shape::Comma
        {
            // “the prime minister of Japan, Shinzo Abe,”
            let end = name.start - 1;
            let start = start_before(items, first, end);
            let is_closed =
                name.end >= last || !items[name.end].is_word() || items[name.end].is(CUE);
            // “the words of the prosecutor” are no role, “the prosecutor” is.
            let is_role = |from: &usize| {
                let head = (*from..end).find(|&it| items[it].is(PREPOSITION));
                person_noun(items, *from..head.unwrap_or(end)).is_some()
            };
            let starts = (start..end).rev().filter(|&it| {
                items[it].is(DETERMINER | POSSESSIVE) || it == start && items[it].is_possessive
            });
            let is_small = |it: usize| items[it].is(DETERMINER | POSSESSIVE);
            let mut starts = starts.map(|it| it + usize::from(is_small(it)));
            if let Some(from) = starts.find(is_role).filter(|_| is_closed) {
                self.add_role(scan, id, from..end);
            }
        }
        if name.end + 1 < last
            && matches!(items[name.end].shape, Shape::Comma | Shape::Open)
            && !items[name.end - 1].is_possessive
        {
            self.describe_after(scan, id, name.end + 1, last);
        }
    }

    /// “, special adviser on foreign policy to …,” and “, who heads the … party,”
    fn describe_after(&mut self, scan: &Scan<'_>, id: PersonId, start: usize, last: usize) {
        let items = &scan.items;
        let mut from = start;
        let heads = items[from].is(RELATIVE) && from + 1 < last && items[from + 1].is(HEADS);
        if heads {
            from += 1;
        }
        while from < last
            && items[from].is(DETERMINER | ADVERB)
            && items[from].shape == Shape::Lower
        {
            from += 1;
        }
        let end = (from..last.min(from + 24))
            .find(|&it| {
                !items[it].is_word()
                    || items[it].is(RELATIVE | AUXILIARY | PRONOUN | SUBORDINATE)
                    || is_verb(&items[it])
            })
            .unwrap_or(last.min(from + 24));
        if end == from {
            return;
        }
        let is_closed = end >= last
            || matches!(items[end].shape, Shape::Comma | Shape::Close)
            || items[end].quotation().is_some()
            || items[end].is_break();
        let is_name = items[from].is_capital()
            && !items[from].is(NATION | TITLE | ROLE)
            && items[from..end].iter().take(3).all(|it| it.is_capital());
        let starts_with_link = items[from].is(PREPOSITION | CONJUNCTION | POSSESSIVE);
        if heads {
            let end = (from..end)
                .find(|&it| it > from + 1 && items[it].shape == Shape::Lower && items[it].is(ROLE))
                .map_or(end, |it| it + 1);
            let phrase = role(scan, from..end);
            let leader = word_hash(scan, "leader");
            let words = phrase.words.into_iter().chain([leader]).collect();
            self.list[id as usize].is_certain = true;
            self.enter_role(
                id,
                &Role {
                    words,
                    head: leader,
                },
            );
        } else if is_closed && !is_name && !starts_with_link {
            let noun = person_noun(items, from..end.min(from + 9));
            if noun.is_some() {
                self.add_role(scan, id, from..end);
            }
        }
    }

    fn add_role(&mut self, scan: &Scan<'_>, id: PersonId, items: Range<usize>) {
        if person_noun(&scan.items, items.clone()).is_none() {
            return;
        }
        let role = role(scan, items.clone());
        let person = &mut self.list[id as usize];
        person.is_certain = true;
        for item in &scan.items[items.clone()] {
            if item.is(ROLE) && !item.is(GIVEN) {
                person.gender |= item.word.class & (MALE | FEMALE);
            }
        }
        person.role.get_or_insert(scan.span(items));
        self.enter_role(id, &role);
    }

    fn enter_role(&mut self, id: PersonId, role: &Role) {
        let person = &mut self.list[id as usize];
        for word in &role.words {
            if person.role_words.len() < MOST_WORDS && !person.role_words.contains(word) {
                person.role_words.push(*word);
            }
        }
        if person.heads.len() < NAMESAKES && !person.heads.contains(&role.head) {
            person.heads.push(role.head);
            self.by_role.entry(role.head).or_default().push(id);
        }
    }

    /// Who bears the name of these items: the latest before them, or the first after.
    pub(super) fn named(&self, scan: &Scan<'_>, name: Range<usize>) -> Option<PersonId> {
        let items = &scan.items;
        let last_word = hash(scan, &items[name.end - 1]);
        let first_word = hash(scan, &items[name.start]);
        let at = items[name.start].span.start;
        let Some(bearers) = self.by_last.get(&last_word) else {
            let by_first = self.by_first.get(&first_word).copied();
            return by_first.filter(|_| name.len() == 1);
        };
        let fits = |id: &PersonId| {
            steps(1);
            let person = &self.list[*id as usize];
            name.len() == 1
                || person.first_word == first_word
                || person.n_words == 1
                || is_initial(scan, person.full, scan.span(name.clone()))
        };
        // Bearers are in the order of their first mention.
        let before = bearers.partition_point(|&id| self.list[id as usize].full.start <= at);
        let near = bearers[..before].iter().rev().take(NAMESAKES);
        let mut near = near.chain(bearers[before..].iter().take(NAMESAKES));
        near.find(|id| fits(id)).copied()
    }

    /// Whose role the phrase of these items is. `focus` wins among equals.
    pub(super) fn with_role(
        &self,
        scan: &Scan<'_>,
        phrase: Range<usize>,
        focus: &[PersonId],
    ) -> Option<PersonId> {
        let mut wanted = role(scan, phrase);
        let found = self.holder(&wanted, focus);
        let has_nation = wanted.words.iter().any(|it| *it <= 255);
        if found.is_some() || !has_nation {
            return found;
        }
        // “her Turkish counterpart, Kemal Aydin” is of her office.
        wanted.words.retain(|it| *it <= 255);
        wanted.head = word_hash(scan, "counterpart");
        self.holder(&wanted, focus)
    }

    /// Who has this role.
    fn holder(&self, wanted: &Role, focus: &[PersonId]) -> Option<PersonId> {
        let holders = self.by_role.get(&wanted.head)?;
        let nations = |words: &[u64]| {
            words
                .iter()
                .copied()
                .filter(|it| *it <= 255)
                .collect::<Vec<_>>()
        };
        let wanted_nations = nations(&wanted.words);
        let mut best = None;
        for &id in holders
            .iter()
            .take(NAMESAKES)
            .chain(holders.iter().rev().take(NAMESAKES))
        {
            steps(1);
            let person = &self.list[id as usize];
            let own_nations = nations(&person.role_words);
            if !wanted_nations.is_empty()
                && !own_nations.is_empty()
                && !wanted_nations.iter().any(|it| own_nations.contains(it))
            {
                continue;
            }
            let known = wanted
                .words
                .iter()
                .filter(|it| person.role_words.contains(it))
                .count();
            let unknown = wanted.words.len() - known;
            let rank = focus.iter().position(|it| *it == id).unwrap_or(focus.len());
            let key = (unknown, rank);
            if best.is_none_or(|(other, _)| key < other) {
                best = Some((key, id));
            }
        }
        let ((unknown, rank), id) = best?;
        // One strange word is borne with if the person was speaking just now.
        (unknown == 0 || unknown == 1 && rank == 0).then_some(id)
    }
}

/// The hash of a name's word, whatever its case.
fn hash(scan: &Scan<'_>, item: &Item) -> u64 {
    let word = scan.str(item.span);
    let mut fnv = Fnv::default();
    match word.is_ascii() {
        true => word
            .bytes()
            .for_each(|it| fnv.write(&[it.to_ascii_lowercase()])),
        false => fnv.write(word.to_lowercase().as_bytes()),
    }
    fnv.finish()
}

/// Whether one of the two names begins with an initial of the other's first word.
fn is_initial(scan: &Scan<'_>, one: Span, other: Span) -> bool {
    let first = |span: Span| {
        scan.str(span)
            .split([' ', '.', '\u{a0}'])
            .next()
            .unwrap_or_default()
    };
    let (one, other) = (first(one), first(other));
    (one.chars().count() == 1 || other.chars().count() == 1)
        && one.chars().next() == other.chars().next()
}

/// Whether a lone capital word may be a name.
pub(super) fn is_single_name(item: &Item) -> bool {
    item.shape == Shape::Capital
        && !item.is(SMALL | TIME | NATION | PLACE | ROLE | OUTLET | MEDIA | TITLE)
        && item.span.len() > 2
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn last_names_find_full_ones() {
        check("[Jane Doe: It is over,] Doe said. Jane Doe is a judge.");
        check("Mr. Hill said it was [Mark E. Hill: over]. Mark E. Hill is a judge.");
    }

    #[test]
    fn names_with_what_stands_before() {
        check("Japanese Foreign Minister Taro Kono said it was [Taro Kono: over].");
        check("Major General Fuad al-Basya said it was [Fuad al-Basya: over].");
    }

    #[test]
    fn roles() {
        check(
            "Kremlin spokesman Dmitry Orlov met Russian Foreign Minister Ivan Petrov. The Russian top diplomat said it was [Ivan Petrov: over], and the Kremlin spokesman called it [Dmitry Orlov: done].",
        );
        check(
            "Mark Hill, who heads the nationalist Sunrise party, met Jane Doe. The party leader said it was [Mark Hill: over].",
        );
    }

    #[test]
    fn two_of_one_name() {
        check("Jane Hill met Mark Hill. Jane Hill said it was [Jane Hill: over].");
    }

    #[test]
    fn bodies() {
        check("The US State Department said it was [US State Department: sad].");
        check("In a statement, the Foreign Ministry said it was [Foreign Ministry: sad].");
    }

    #[test]
    fn a_spokesman_is_not_who_he_speaks_for() {
        check("A spokesman for Jane Doe said she was [?: sad].");
    }
}
