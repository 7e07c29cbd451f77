//! One speaker throughout a corpus: “Kimura” here, “Mitsuhiro Kimura” there, “the Issuikai leader”
//! elsewhere.
//!
//! Only what cannot be another is made one: a last name that one full name of the corpus ends in, a
//! role whose words one person of the corpus has. Two of one last name stay two, and a prime
//! minister stays whom the document says, as the next one has the same role.

use std::collections::HashSet;

use super::lexicon::{Lexicon, class::*};
use super::{Rule, Speaker, Statement, statements};
use crate::corpus::{Document, content_hash};
use crate::order::Order;
use crate::table::Table;
use crate::text::{fold, words};

/// The statements of each document, each person being one speaker in all. Linear in the texts, but for
/// sorting the speakers.
pub fn corpus_statements(documents: &[Document]) -> Vec<Vec<Statement>> {
    let mut all: Vec<Vec<Statement>> = documents.iter().map(statements).collect();
    unite(documents, &mut all);
    all
}

/// Makes each person one speaker in `all`, the statements of each document by itself. Linear but
/// for sorting the speakers.
pub fn unite(documents: &[Document], all: &mut [Vec<Statement>]) {
    let people = Known::of(all);
    for (document, statements) in documents.iter().zip(all) {
        for statement in statements {
            people.meet(document, statement);
        }
    }
}

/// The people of a corpus.
struct Known {
    /// Full names with their roles, each once.
    people: Vec<Person>,
    /// Indexes of `people` by last name, and by a word of a role.
    by_last: Table<Vec<usize>>,
    by_word: Table<Vec<usize>>,
}

struct Person {
    speaker: Speaker,
    /// Hash of the first word of the name, folded.
    first: u64,
    /// Hashes of the words of all roles.
    role: Vec<u64>,
}

impl Known {
    fn of(all: &[Vec<Statement>]) -> Known {
        // A speaker is heard many times: each is copied once.
        let speakers = all.iter().flatten().filter_map(|it| it.speaker.as_ref());
        let mut speakers: Vec<&Speaker> = speakers.collect::<HashSet<_>>().into_iter().collect();
        speakers.order();
        let mut known = Known {
            people: Vec::new(),
            by_last: Table::default(),
            by_word: Table::default(),
        };
        for speaker in speakers {
            known.enter(speaker.clone());
        }
        known
    }

    fn enter(&mut self, speaker: Speaker) {
        let name = name_words(&speaker.name);
        let [first, .., last] = name[..] else {
            return;
        };
        if is_body(&speaker.name) {
            return;
        }
        let role = role_words(speaker.role.as_deref().unwrap_or_default());
        let bearers = self.by_last.entry(last);
        let people = &mut self.people;
        let same = bearers
            .iter()
            .copied()
            .find(|&it| people[it].first == first);
        let at = same.unwrap_or_else(|| {
            people.push(Person {
                speaker: speaker.clone(),
                first,
                role: Vec::new(),
            });
            bearers.push(people.len() - 1);
            people.len() - 1
        });
        let person = &mut people[at];
        if speaker.name.len() > person.speaker.name.len() {
            person.speaker.name.clone_from(&speaker.name);
        }
        for word in role {
            if !person.role.contains(&word) && person.role.len() < MOST_WORDS {
                person.role.push(word);
                self.by_word.entry(word).push(at);
            }
        }
    }

    /// Gives the statement the speaker that the whole corpus knows.
    fn meet(&self, document: &Document, statement: &mut Statement) {
        if statement.reason.rule == Rule::NotSpeech {
            return;
        }
        let Some(speaker) = &mut statement.speaker else {
            let source = statement.source.map(|it| it.of_text(&document.text));
            if let Some(person) = source.and_then(|it| self.with_role(it)) {
                statement.speaker = Some(person.speaker.clone());
                statement.reason.rule = Rule::Elsewhere;
            }
            return;
        };
        let name = name_words(&speaker.name);
        let Some(last) = name.last().filter(|_| !is_body(&speaker.name)) else {
            return;
        };
        let Some(bearers) = self.by_last.get(*last) else {
            return;
        };
        let found = match (&name[..], &bearers[..]) {
            ([_], [one]) => Some(*one),
            ([first, .., _], all) => all
                .iter()
                .copied()
                .find(|&it| self.people[it].first == *first),
            _ => None,
        };
        if let Some(found) = found {
            let full = &self.people[found].speaker;
            if name.len() == 1 {
                statement.reason.rule = Rule::Elsewhere;
                statement.reason.evidence = None;
                if speaker.role.is_none() {
                    speaker.role.clone_from(&full.role);
                }
            }
            speaker.name.clone_from(&full.name);
        }
    }

    /// The only person who has all words of this role, one of them a name: “the Issuikai leader”.
    fn with_role(&self, source: &str) -> Option<&Person> {
        let lexicon = Lexicon::get();
        let is_role = words(source).any(|it| {
            let class = lexicon.word(it.of_text(source)).class;
            class & ROLE != 0 && class & (BODY | PLURAL) == 0
        });
        let has_name = words(source).any(|it| {
            let word = it.of_text(source);
            let class = lexicon.word(word).class;
            let is_first = it.start == 0;
            word.starts_with(char::is_uppercase)
                && !is_first
                && class & (NATION | TITLE | ROLE) == 0
        });
        if !is_role || !has_name {
            return None;
        }
        let wanted = role_words(source);
        let rarest = wanted.first()?;
        let mut holders = self
            .by_word
            .get(*rarest)?
            .iter()
            .map(|&it| &self.people[it]);
        let mut holders = holders
            .by_ref()
            .take(MOST_WORDS)
            .filter(|it| wanted.iter().all(|word| it.role.contains(word)));
        holders.next().filter(|_| holders.next().is_none())
    }
}

/// Whether a name is none of a person: “Foreign Ministry”, “Government of Chile”, “Moscow”.
fn is_body(name: &str) -> bool {
    let lexicon = Lexicon::get();
    words(name).any(|it| {
        let word = it.of_text(name);
        let class = lexicon.word(word).class;
        let is_given = class & GIVEN != 0;
        !is_given && class & (BODY | PREPOSITION | NATION | OUTLET | MEDIA) != 0
    })
}

/// How many words of a person's roles, and how many holders of a word, are looked at.
const MOST_WORDS: usize = 64;

/// Hashes of the words of a name, folded.
fn name_words(name: &str) -> Vec<u64> {
    let folded = fold(name);
    words(&folded)
        .map(|it| content_hash(it.of_text(&folded)))
        .collect()
}

/// Hashes of the words of a role that say something; words for one office have one.
fn role_words(role: &str) -> Vec<u64> {
    let lexicon = Lexicon::get();
    words(role)
        .map(|it| it.of_text(role))
        .filter_map(|word| {
            let known = lexicon.word(word);
            let is_small = known.class & (DETERMINER | PREPOSITION | POSSESSIVE | CONJUNCTION) != 0;
            match known.role {
                _ if is_small => None,
                0 => Some(content_hash(&fold(word))),
                role => Some(u64::from(role)),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::document;
    use super::*;

    /// Who speaks last in each of these texts.
    #[track_caller]
    fn check(texts: &[&str], expected: &[&str]) {
        let documents: Vec<Document> = texts.iter().map(|it| document(it)).collect();
        let all = corpus_statements(&documents);
        let last = |it: &Vec<Statement>| {
            let speaker = it.last().and_then(|it| it.speaker.clone());
            speaker.map_or("?".to_owned(), |it| it.name)
        };
        let found: Vec<String> = all.iter().map(last).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_last_name_that_one_has() {
        check(
            &["“We start,” Hill said.", "“We stop,” said Jane Hill."],
            &["Jane Hill", "Jane Hill"],
        );
    }

    #[test]
    fn a_last_name_that_two_have() {
        check(
            &[
                "“We start,” Hill said.",
                "“We stop,” said Jane Hill.",
                "“We wait,” said Mark Hill.",
            ],
            &["Hill", "Jane Hill", "Mark Hill"],
        );
    }

    #[test]
    fn bodies_and_capitals_are_nobodys_last_name() {
        check(
            &[
                "Moscow said it was “over”.",
                "The Government of Moscow said it was “over”.",
            ],
            &["Moscow", "Government of Moscow"],
        );
        check(
            &[
                "The ministry said so.",
                "The Foreign Ministry said it was “over”.",
            ],
            &["?", "Foreign Ministry"],
        );
    }

    #[test]
    fn the_fuller_name() {
        check(
            &[
                "“We start,” Jane Hill said.",
                "“We stop,” said Jane E. Hill.",
            ],
            &["Jane E. Hill", "Jane E. Hill"],
        );
    }

    #[test]
    fn a_role_with_a_name_in_it() {
        check(
            &[
                "Mark Hill, leader of the Sunrise party, said it was “over”.",
                "The Sunrise leader said it was “over”.",
                "The leader said it was “over”.",
            ],
            &["Mark Hill", "Mark Hill", "?"],
        );
    }
}
