//! Who is being talked about: what “he” stands for.

use super::lexicon::class::*;
use super::people::{People, PersonId};
use super::sources::Who;
use crate::text::Span;

/// How many people a reader keeps in mind.
const DEPTH: usize = 6;

/// The people talked about, the latest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Focus {
    people: Vec<PersonId>,
    /// The body that spoke last, if no person has since.
    body: Option<Span>,
}

impl Focus {
    /// The people, the latest first.
    pub(super) fn people(&self) -> &[PersonId] {
        &self.people
    }

    /// Someone has spoken or is the subject of a sentence.
    pub(super) fn set(&mut self, who: Who) {
        match who {
            Who::Person(id) => {
                self.people.retain(|it| *it != id);
                self.people.insert(0, id);
                self.people.truncate(DEPTH);
                self.body = None;
            }
            Who::Body(span) => self.body = Some(span),
            Who::Unknown => {}
        }
    }

    /// Whom the pronoun stands for, `first` being nearer than all others.
    pub(super) fn pronoun(&self, people: &People, pronoun: &str, first: Option<Who>) -> Who {
        let wrong = match pronoun.to_ascii_lowercase().as_str() {
            "he" | "his" | "him" | "он" | "Он" => FEMALE,
            "she" | "her" | "она" | "Она" => MALE,
            "they" | "their" | "them" => {
                return match (first, self.body) {
                    (Some(Who::Body(span)), _) | (_, Some(span)) => Who::Body(span),
                    _ => Who::Unknown,
                };
            }
            "it" | "its" => return self.body.map_or(Who::Unknown, Who::Body),
            _ => return Who::Unknown,
        };
        let fits = |id: &PersonId| people.list[*id as usize].gender & (MALE | FEMALE) != wrong;
        let first = match first {
            Some(Who::Person(id)) => Some(id),
            _ => None,
        };
        first
            .into_iter()
            .chain(self.people.iter().copied())
            .find(fits)
            .map_or(Who::Unknown, Who::Person)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn he_is_the_last_speaker() {
        check("Jane Doe told Mark Hill a story. [Jane Doe: It is true,] she said.");
        check(
            "Mark Hill and John Roe agreed, according to Jane Doe, to [Jane Doe: go on]. That they had waited she called [Jane Doe: absurd].",
        );
    }

    #[test]
    fn he_is_no_woman() {
        check("Mark Hill met Jane Doe. Jane Doe said so. [Mark Hill: It is true,] he said.");
    }

    #[test]
    fn a_possessive_is_passed_over() {
        check("Jane Doe spoke. Mark Hill's sister left. [Jane Doe: It is true,] she said.");
    }

    #[test]
    fn a_body_is_they() {
        check(
            "The Foreign Ministry said it was [Foreign Ministry: sad]. They added it was [Foreign Ministry: over].",
        );
    }
}
