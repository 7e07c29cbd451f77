//! From a phrase to whom it means.

use std::ops::Range;

use super::focus::Focus;
use super::lexicon::class::*;
use super::people::{People, PersonId, is_single_name};
use super::phrases::{capital_run, end_after, outlet, person_part, start_before};
use super::scan::{Item, Scan, Shape};
use super::steps::steps;
use crate::text::Span;

/// Whom a phrase means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    Person(PersonId),
    /// A body or document with a name of its own, by the stretch that names it.
    Body(Span),
    /// Nobody that the document names.
    Unknown,
}

/// How a source is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Name,
    Role,
    Pronoun,
    /// “which”, “who”.
    Relative,
    /// A body.
    Body,
    /// An agency or newspaper.
    Outlet,
    /// “critics”, “one poster”.
    Other,
}

/// Whom a cue points at.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// The items of the phrase.
    pub(super) items: Range<usize>,
    pub(super) form: Form,
    pub(super) who: Who,
    /// Whether it stands at another verb and holds for this one too: “He left and said”.
    pub(super) is_shared: bool,
}

/// One sentence with all that is known before it.
pub(super) struct Scene<'a> {
    pub(super) scan: &'a Scan<'a>,
    pub(super) people: &'a People,
    pub(super) focus: &'a Focus,
    /// The sentence's items.
    pub(super) sentence: Range<usize>,
    /// The first person who stands in it as a subject does, and where.
    pub(super) subject: Option<(usize, Source)>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(
        scan: &'a Scan<'a>,
        people: &'a People,
        focus: &'a Focus,
        sentence: Range<usize>,
    ) -> Scene<'a> {
        let mut scene = Scene {
            scan,
            people,
            focus,
            sentence,
            subject: None,
        };
        scene.subject = scene.find_subject();
        scene
    }

    /// All items of the document; those of the sentence have the indexes `sentence`.
    pub(super) fn items(&self) -> &'a [Item] {
        &self.scan.items
    }

    /// The item at `at`, if it is of this sentence.
    pub(super) fn get(&self, at: usize) -> Option<&'a Item> {
        steps(1);
        self.sentence.contains(&at).then(|| &self.scan.items[at])
    }

    /// The item before `at`, if it is of this sentence.
    pub(super) fn before(&self, at: usize) -> Option<&'a Item> {
        at.checked_sub(1).and_then(|it| self.get(it))
    }

    /// Whether the word at `at` is `word`, whatever its case.
    pub(super) fn is_word(&self, at: usize, word: &str) -> bool {
        self.get(at)
            .is_some_and(|it| it.is_word() && self.scan.str(it.span).eq_ignore_ascii_case(word))
    }

    /// The phrase that ends before item `end`.
    pub(super) fn phrase_before(&self, end: usize) -> Range<usize> {
        start_before(self.items(), self.sentence.start, end)..end
    }

    /// The phrase that begins at item `start`.
    pub(super) fn phrase_after(&self, start: usize) -> Range<usize> {
        start..end_after(self.items(), start, self.sentence.end)
    }

    /// Whom the pronoun at `at` means; who is the subject before it in the sentence is meant
    /// first, unless `spoken` has just spoken there.
    pub(super) fn pronoun(&self, at: usize, spoken: Option<Who>) -> Who {
        let subject = self.subject.as_ref();
        let first = spoken.or_else(|| subject.filter(|it| it.0 < at).map(|it| it.1.who));
        let word = self.scan.str(self.items()[at].span);
        self.focus.pronoun(self.people, word, first)
    }

    /// Whom the phrase means; `None` when it is empty or no phrase for a speaker. `spoken` is who
    /// has just spoken in the sentence.
    pub(super) fn source(&self, phrase: Range<usize>, spoken: Option<Who>) -> Option<Source> {
        let items = self.items();
        let first = items.get(phrase.start).filter(|_| !phrase.is_empty())?;
        if first.is(PRONOUN) && phrase.len() == 1 {
            let is_reporter = ["i", "we"].iter().any(|it| self.is_word(phrase.start, it));
            let who = self.pronoun(phrase.start, spoken);
            return (!is_reporter).then_some(Source {
                items: phrase,
                form: Form::Pronoun,
                who,
                is_shared: false,
            });
        }
        if let Some(name) = outlet(self.scan, phrase.start, phrase.end) {
            // “a TASS correspondent” is no agency, “the Kyodo agency” is.
            let rest = &items[name.end..phrase.end];
            if rest
                .iter()
                .all(|it| it.is(OUTLET | PREPOSITION) || !it.is(ROLE))
            {
                let who = Who::Body(self.scan.span(name));
                return Some(Source {
                    items: phrase,
                    form: Form::Outlet,
                    who,
                    is_shared: false,
                });
            }
        }
        let link = phrase
            .clone()
            .find(|&it| it > phrase.start && items[it].is(PREPOSITION));
        let head = phrase.start..link.unwrap_or(phrase.end);
        if let Some(source) = self.name_at_end(&phrase, &head) {
            return Some(source);
        }
        if let Some(source) = self.name_in(&head) {
            return Some(source);
        }
        // “Graf and her team” is Graf.
        let with = phrase.clone().find(|&it| {
            items[it].is(CONJUNCTION) && items.get(it + 1).is_some_and(|it| it.is(POSSESSIVE))
        });
        if let Some(with) = with.filter(|it| *it > phrase.start) {
            return self.source(phrase.start..with, spoken);
        }
        let noun = |class, not| {
            items[head.clone()]
                .iter()
                .any(|it| it.is(class) && !it.is(not))
        };
        if noun(ROLE, BODY | PLURAL) {
            let who = self
                .people
                .with_role(self.scan, phrase.clone(), self.focus.people());
            let who = who.or_else(|| self.described(&phrase));
            let who = who.map_or(Who::Unknown, Who::Person);
            return Some(Source {
                items: phrase,
                form: Form::Role,
                who,
                is_shared: false,
            });
        }
        let start = phrase.start + usize::from(first.is(DETERMINER | POSSESSIVE));
        let is_named = items[start.min(head.end)..head.end]
            .iter()
            .any(Item::is_capital)
            && !noun(PLURAL, 0);
        if is_named {
            // “the Pilots' Association (PA)” is named without its short name.
            let short = (start + 1..phrase.end).find(|&it| items[it].shape == Shape::Open);
            let who = Who::Body(self.scan.span(start..short.unwrap_or(phrase.end)));
            return Some(Source {
                items: phrase,
                form: Form::Body,
                who,
                is_shared: false,
            });
        }
        if let Some(name) = self.body(&phrase, &head) {
            return Some(Source {
                items: phrase,
                form: Form::Body,
                who: Who::Body(name),
                is_shared: false,
            });
        }
        Some(Source {
            items: phrase,
            form: Form::Other,
            who: Who::Unknown,
            is_shared: false,
        })
    }

    /// Whom “the striker” means where nobody is said to be one: who was spoken of last.
    fn described(&self, phrase: &Range<usize>) -> Option<PersonId> {
        let items = self.items();
        let noun = phrase.end.checked_sub(1)?;
        let is_bare = phrase.len() <= 3 && self.is_word(phrase.start, "the");
        let describes =
            is_bare && items[noun].is(DESCRIBES) && !self.people.has_role(self.scan, noun);
        let last = *self.focus.people().first().filter(|_| describes)?;
        let wrong = match items[noun].word.class & (MALE | FEMALE) {
            MALE => FEMALE,
            FEMALE => MALE,
            _ => 0,
        };
        let gender = self.people.list[last as usize].gender & (MALE | FEMALE);
        (wrong == 0 || gender != wrong).then_some(last)
    }

    /// The body that “the ministry” or “the finance ministry” means.
    fn body(&self, phrase: &Range<usize>, head: &Range<usize>) -> Option<Span> {
        let items = self.items();
        let noun = head.end.checked_sub(1)?;
        let starts = self.is_word(phrase.start, "the") && head.len() > 1;
        let is_body = items[noun].is(BODY) && !items[noun].is(PLURAL);
        if !starts || !is_body {
            return None;
        }
        let is_bare = head.len() == 2;
        let named = self.people.body(self.scan, noun).filter(|_| is_bare);
        named.or_else(|| (!is_bare).then(|| self.scan.span(head.start + 1..head.end)))
    }

    /// The name with which the phrase ends, unless it belongs to a preposition: “spokesman for
    /// Angela Merkel” is somebody else.
    fn name_at_end(&self, phrase: &Range<usize>, head: &Range<usize>) -> Option<Source> {
        let items = self.items();
        let mut start = phrase.end;
        while start > phrase.start
            && (items[start - 1].is_capital() || items[start - 1].is(PARTICLE))
            && (items[start - 1].is(GIVEN | NATION) || !items[start - 1].is(SMALL & !PARTICLE))
        {
            start -= 1;
        }
        let run = start..capital_run(items, start, phrase.end);
        if run.is_empty() || run.end != phrase.end {
            return None;
        }
        let name = self.person(run.clone())?;
        let is_linked = start > phrase.start
            && items[start - 1].is(PREPOSITION | DETERMINER)
            && (name.0.start == start || items[name.0.start - 1].is(ROLE | TITLE))
            && head.end < start;
        let has_head = items[head.clone()].iter().any(|it| it.is(ROLE));
        if is_linked && has_head {
            return None;
        }
        if start > phrase.start && items[start - 1].is(CONJUNCTION) {
            // “the Federation of the Red Cross and Red Crescent” is one body.
            let is_one = head.end < start && items[head.end - 1].is(BODY);
            if is_one && items[head.end - 1].is_capital() {
                return None;
            }
            // “Putin and Abe” are two.
            return Some(Source {
                items: phrase.clone(),
                form: Form::Other,
                who: Who::Unknown,
                is_shared: false,
            });
        }
        let from = if is_linked { start } else { phrase.start };
        Some(Source {
            items: from..phrase.end,
            form: Form::Name,
            who: Who::Person(name.1),
            is_shared: false,
        })
    }

    /// A name inside the head of the phrase: “Kawai in Tokyo”.
    fn name_in(&self, head: &Range<usize>) -> Option<Source> {
        let items = self.items();
        let mut at = head.start;
        while at < head.end {
            let run = at..capital_run(items, at, head.end);
            if run.is_empty() {
                at += 1;
                continue;
            }
            at = run.end;
            // A possessive is no subject.
            if items[run.end - 1].is_possessive {
                continue;
            }
            if let Some((_, id)) = self.person(run.clone()) {
                return Some(Source {
                    items: head.start..run.end,
                    form: Form::Name,
                    who: Who::Person(id),
                    is_shared: false,
                });
            }
        }
        None
    }

    /// The person named by a run of capital words.
    pub(super) fn person(&self, run: Range<usize>) -> Option<(Range<usize>, PersonId)> {
        let name = person_part(self.items(), run.clone()).or_else(|| {
            let last = run.end - 1..run.end;
            is_single_name(&self.items()[last.start]).then_some(last)
        })?;
        let id = self.people.named(self.scan, name.clone())?;
        Some((name, id))
    }

    /// The first person of the sentence who stands where a subject does: not after a preposition,
    /// not as a possessive, not as one of several.
    fn find_subject(&self) -> Option<(usize, Source)> {
        let items = self.items();
        let first = self.sentence.start;
        let end = self.sentence.end.min(first + 30);
        let opening = self.phrase_after(first);
        if !opening.is_empty() && items[first].is(DETERMINER) {
            let source = self.source(opening.clone(), None);
            let verb_follows = self
                .get(opening.end)
                .is_some_and(|it| it.is(AUXILIARY | ADVERB | CUE) || it.shape == Shape::Comma);
            if let Some(source) =
                source.filter(|it| it.form == Form::Role && it.who != Who::Unknown && verb_follows)
            {
                return Some((first, source));
            }
        }
        let mut at = first;
        while at < end {
            if !items[at].is_capital() {
                at += 1;
                continue;
            }
            let run = at..capital_run(items, at, self.sentence.end);
            if run.is_empty() {
                at += 1;
                continue;
            }
            at = run.end;
            let Some((_, id)) = self.person(run.clone()) else {
                continue;
            };
            let phrase = self.phrase_before(run.end);
            let is_several = self.get(run.end).is_some_and(|it| it.is(CONJUNCTION))
                && self.get(run.end + 1).is_some_and(Item::is_capital);
            // “But Smith left” begins with him.
            let link = self.before(phrase.start);
            let is_linked = link.is_some_and(|it| {
                it.is(PREPOSITION | AUXILIARY) || it.is(CONJUNCTION) && phrase.start > first + 1
            });
            // “the Springfield Cup” is no person, “the late Jane Doe” is.
            let is_thing = run.start > first && items[run.start - 1].is(DETERMINER);
            let is_no_subject = is_several || is_linked || is_thing || phrase.is_empty();
            if items[run.end - 1].is_possessive || is_no_subject {
                continue;
            }
            let is_sure = self.people.list[id as usize].is_certain || run.len() == 1;
            if let Some(source) = self
                .source(phrase.clone(), None)
                .filter(|it| it.form == Form::Name && it.who == Who::Person(id) && is_sure)
            {
                return Some((phrase.start, source));
            }
        }
        None
    }
}
