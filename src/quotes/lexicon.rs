//! The words that the rules know, with what is known of each.
//!
//! Lists live in `data/`, one sort a file; they are read once, into one table. A word may belong
//! to several classes (“post” reports, is a message and ends the names of newspapers); the rules
//! decide by its surroundings.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

/// What a word may be: a set of the constants in [`class`].
pub(super) type Class = u64;

/// The classes.
pub(super) mod class {
    use super::Class;

    /// A form of a word that reports.
    pub(in super::super) const CUE: Class = 1;
    /// A cue that is often another thing and needs a person or body for its subject.
    pub(in super::super) const DOUBTFUL: Class = 1 << 1;
    /// A cue whose object is who hears it.
    pub(in super::super) const LISTENER: Class = 1 << 2;
    /// A cue in its third person, or its past.
    pub(in super::super) const FINITE: Class = 1 << 3;
    /// A cue in -ing.
    pub(in super::super) const ING: Class = 1 << 4;
    /// A cue only with its particle.
    pub(in super::super) const PARTICLE: Class = 1 << 5;
    /// What a person or body is.
    pub(in super::super) const ROLE: Class = 1 << 6;
    /// With `ROLE`: a body or a document.
    pub(in super::super) const BODY: Class = 1 << 7;
    /// With `ROLE`: several people.
    pub(in super::super) const PLURAL: Class = 1 << 8;
    /// Stands before a name.
    pub(in super::super) const TITLE: Class = 1 << 9;
    /// A country, or of it.
    pub(in super::super) const NATION: Class = 1 << 10;
    /// Ends the names of places and things.
    pub(in super::super) const PLACE: Class = 1 << 11;
    /// Ends the names of newspapers and agencies.
    pub(in super::super) const OUTLET: Class = 1 << 12;
    /// Starts the name of an outlet in the list.
    pub(in super::super) const MEDIA: Class = 1 << 13;
    /// A given name.
    pub(in super::super) const GIVEN: Class = 1 << 14;
    /// Tells that its bearer is a man.
    pub(in super::super) const MALE: Class = 1 << 15;
    /// Tells that its bearer is a woman.
    pub(in super::super) const FEMALE: Class = 1 << 16;
    /// he, she, they …
    pub(in super::super) const PRONOUN: Class = 1 << 17;
    /// his, her, their …
    pub(in super::super) const POSSESSIVE: Class = 1 << 18;
    /// who, which …
    pub(in super::super) const RELATIVE: Class = 1 << 19;
    /// the, a, this …
    pub(in super::super) const DETERMINER: Class = 1 << 20;
    /// of, for, in …
    pub(in super::super) const PREPOSITION: Class = 1 << 21;
    /// and, or, but …
    pub(in super::super) const CONJUNCTION: Class = 1 << 22;
    /// that, because, while …
    pub(in super::super) const SUBORDINATE: Class = 1 << 23;
    /// has, will, would …
    pub(in super::super) const AUXILIARY: Class = 1 << 24;
    /// is, was, been …
    pub(in super::super) const BE: Class = 1 << 25;
    /// also, then, ever …
    pub(in super::super) const ADVERB: Class = 1 << 26;
    /// Days, months, times of day.
    pub(in super::super) const TIME: Class = 1 << 27;
    /// view, opinion, account: “in her view”.
    pub(in super::super) const VIEW: Class = 1 << 28;
    /// Words that give a name: dubbed, so-called; or that stand before a word talked about.
    pub(in super::super) const NAMING: Class = 1 << 29;
    /// What has a name in quotation marks before it: project, section.
    pub(in super::super) const THING: Class = 1 << 30;
    /// heads, chairs: makes its subject a leader.
    pub(in super::super) const HEADS: Class = 1 << 31;
    /// A cue that a clause may follow without “that”: “said he left”.
    pub(in super::super) const CLAUSE: Class = 1 << 32;
    /// A form of a verb that has a subject before it: “made”, “wants”.
    pub(in super::super) const VERB: Class = 1 << 33;
    /// A form of a verb that has several for its subject, or is no verb: “depend”, “need”.
    pub(in super::super) const PLURAL_VERB: Class = 1 << 35;
    /// A role by which someone is called who was named just before: “the striker”.
    pub(in super::super) const DESCRIBES: Class = 1 << 36;
    /// Begins “according to”, in any language.
    pub(in super::super) const ACCORDING: Class = 1 << 37;
    /// What may be said by a noun and “that”: “voiced the hope that”.
    pub(in super::super) const NOTION: Class = 1 << 34;
    /// Words that end or begin a phrase rather than stand inside one.
    pub(in super::super) const SMALL: Class = PRONOUN
        | POSSESSIVE
        | RELATIVE
        | DETERMINER
        | PREPOSITION
        | CONJUNCTION
        | SUBORDINATE
        | AUXILIARY
        | BE
        | ADVERB;
}

use class::*;

/// What is known of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    /// All that it may be.
    pub(super) class: Class,
    /// With `NATION`, which country; 0 for none.
    pub(super) nation: u8,
    /// With `ROLE`, which role; words of one number are one role.
    pub(super) role: u16,
}

/// The lists, read.
pub(super) struct Lexicon {
    /// While the lists are read.
    pub(super) words: HashMap<String, Word, BuildHasherDefault<Fnv>>,
    /// Afterwards: the words by their hashes, in places that follow one another from that which the
    /// hash says. Every word of every text is looked up here, so this is the plainest table there is.
    pub(super) slots: Vec<(u64, Word)>,
    /// The words that follow a cue and belong to it.
    pub(super) particles: HashMap<&'static str, Vec<&'static str>>,
    /// Outlets of several words: what follows the first, lower case.
    pub(super) outlets: HashMap<String, Vec<Vec<String>>>,
    /// Descriptions of several words that count as another.
    pub(super) equivalents: Vec<(Vec<&'static str>, Vec<&'static str>)>,
    /// Verbs that report in Japanese, what follows a source, and what follows a name.
    pub(super) japanese_cues: Vec<&'static str>,
    pub(super) japanese_sources: Vec<&'static str>,
    pub(super) japanese_titles: Vec<&'static str>,
}

/// The longest word of the lists, in bytes; longer ones are not looked up.
const LONGEST: usize = 36;

/// The hash of a place that holds no word; none has it.
pub(super) const EMPTY: u64 = 0;

impl Lexicon {
    /// The lists; read when first asked for.
    pub(super) fn get() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(Lexicon::read)
    }

    /// What is known of `word`, whatever its case.
    pub(super) fn word(&self, word: &str) -> Word {
        if word.len() > LONGEST {
            return Word::default();
        }
        let mut fnv = Fnv::default();
        match word.is_ascii() {
            true => word
                .bytes()
                .for_each(|it| fnv.write(&[it.to_ascii_lowercase()])),
            false => fnv.write(word.to_lowercase().as_bytes()),
        }
        let hash = fnv.finish();
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            match self.slots[at] {
                (EMPTY, _) => return Word::default(),
                (key, word) if key == hash => return word,
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// What is known of `word`, which is in no list, as several of what is: “authors”, “ministries”.
    pub(super) fn plural(&self, word: &str) -> Word {
        let Some(stem) = word.strip_suffix('s').filter(|it| it.is_ascii()) else {
            return Word::default();
        };
        let mut one = self.word(stem);
        if let Some(stem) = stem.strip_suffix("ie") {
            one = self.word(&format!("{stem}y"));
        }
        let is_role = one.class & ROLE != 0;
        Word {
            class: if is_role { ROLE | PLURAL } else { 0 },
            ..Word::default()
        }
    }

    /// Whether `particle` belongs to the cue `form`: “pointed out”.
    pub(super) fn is_particle(&self, form: &str, particle: &str) -> bool {
        let is_known = |known: &&str| known.eq_ignore_ascii_case(particle);
        let lower;
        let form = if form.bytes().any(|b| b.is_ascii_uppercase()) {
            lower = form.to_ascii_lowercase();
            lower.as_str()
        } else {
            form
        };
        self.particles
            .get(form)
            .is_some_and(|all| all.iter().any(is_known))
    }

    /// How many of the words after `first` belong with it to the name of an outlet in the list.
    pub(super) fn outlet_length<'a>(
        &self,
        first: &str,
        rest: impl Iterator<Item = &'a str> + Clone,
    ) -> Option<usize> {
        self.outlets
            .get(&first.to_lowercase())?
            .iter()
            .filter(|name| {
                let mut rest = rest.clone();
                name.iter()
                    .all(|it| rest.next().is_some_and(|word| word.to_lowercase() == *it))
            })
            .map(Vec::len)
            .max()
    }
}

/// FNV-1a: words are short, and the table is ours alone, so nobody can choose its keys.
#[derive(Clone, Copy)]
pub(super) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, class: Class) {
        let found = Lexicon::get().word(word).class;
        assert_eq!(found & class, class, "{word} is {found:b}");
    }

    #[test]
    fn every_list_is_read() {
        check("said", CUE | FINITE);
        check("told", LISTENER);
        check("pointed", CUE | PARTICLE);
        check("saying", ING);
        check("Spokeswoman", ROLE | FEMALE);
        check("officials", PLURAL);
        check("Ministry", BODY);
        check("Mrs", TITLE | FEMALE);
        check("Japanese", NATION);
        check("Islands", PLACE);
        check("Herald", OUTLET);
        assert_eq!(Lexicon::get().plural("ministries").class, ROLE | PLURAL);
        assert_eq!(Lexicon::get().plural("bridges").class, 0);
        check("Kyodo", MEDIA);
        check("Sergei", GIVEN | MALE);
        check("they", PRONOUN);
        check("heads", HEADS);
        check("says", CLAUSE);
        check("wants", VERB);
        check("hope", NOTION);
    }

    #[test]
    fn words_of_one_role_share_a_number() {
        let role = |word| Lexicon::get().word(word).role;
        assert_eq!(role("spokesman"), role("spokeswoman"));
        assert_eq!(role("leader"), role("chief"));
        assert_ne!(role("judge"), role("prosecutor"));
    }

    #[test]
    fn a_cue_with_a_particle_may_also_stand_alone() {
        assert_eq!(Lexicon::get().word("spoke").class & PARTICLE, 0);
        assert!(Lexicon::get().is_particle("spoke", "out"));
        assert!(!Lexicon::get().is_particle("pointed", "at"));
    }

    #[test]
    fn outlets_of_several_words() {
        let length = |first: &str, rest: &str| {
            Lexicon::get().outlet_length(first, rest.split(' ').filter(|it| !it.is_empty()))
        };
        assert_eq!(length("RIA", "Novosti reported"), Some(1));
        assert_eq!(length("RIA", "reported"), Some(0));
        assert_eq!(length("Al", "Gore"), None);
    }

    #[test]
    fn long_and_foreign_words_are_unknown() {
        assert_eq!(Lexicon::get().word(&"a".repeat(1000)), Word::default());
        assert_eq!(Lexicon::get().word("мост"), Word::default());
        check("Сказал", CUE | FINITE);
    }
}
