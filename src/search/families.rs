//! Which terms are forms of one word, as it was worked out when the corpus was put together.
//!
//! A good stemmer takes tables that the page has no room for, and words as they were written, with
//! the accents that folding takes away. So `crossread build` asks one for every word of every
//! document, and the bundle carries only who belongs together.
//!
//! Written are the members of all families in the order of their terms, each as two numbers in the
//! coding of `postings`: how many terms after the one before it, and how many members back the
//! last one of its family stands, 0 for the first. Terms that are alone are not written.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::index::findable;
use super::postings::{put, take};
use super::terms::Terms;
use super::tokens::positions;
use crate::corpus::Corpus;
use crate::order::Order;
use crate::text::{Span, folded};

/// A stemmer: names the class of a word, which is in small letters and otherwise as it was written,
/// in a language (BCP 47). Words of one class are forms of one word; `None` where nothing is known.
pub type ClassOf<'a> = &'a dyn Fn(&str, &str) -> Option<String>;

/// Of one family, so many others answer for a word; real ones have a few.
const MAX_OTHERS: usize = 64;

/// Longest stretch without spaces that is remembered as met, in bytes.
const LONGEST_MET: usize = 40;

/// Families of terms, as rings: each member knows the next one, the last knows the first.
#[derive(Clone, Debug, Default)]
pub(super) struct Families {
    /// The number of a term, and which member comes next in its family. Sorted by term; one that
    /// is of several families stands here for each.
    members: Vec<(u32, u32)>,
}

impl Families {
    /// The families that lie in these bytes, of a dictionary of `n_terms`; `None` when they are
    /// damaged or those of another dictionary. Linear.
    pub(super) fn of_bytes(mut rest: &[u8], n_terms: u32) -> Option<Families> {
        if take(&mut rest)? != n_terms {
            return None;
        }
        let mut members: Vec<(u32, u32)> = Vec::new();
        let mut term = 0_u32;
        while !rest.is_empty() {
            term = term.checked_add(take(&mut rest)?)?;
            let this = members.len() as u32;
            let before = this.checked_sub(take(&mut rest)?)?;
            members.push((term, this));
            // Takes its place in the ring after the one before it, so that whatever is written,
            // every ring is closed.
            let next = std::mem::replace(&mut members[before as usize].1, this);
            members[this as usize].1 = next;
        }
        (term < n_terms).then_some(Families { members })
    }

    /// The other members of the families of a term, each once, in order; at most 64 of each.
    pub(super) fn others(&self, term: u32) -> Vec<u32> {
        let first = self.members.partition_point(|it| it.0 < term);
        let own = self.members[first..].iter();
        let own = own.take_while(|it| it.0 == term).take(MAX_OTHERS);
        let mut found = Vec::new();
        for &(_, mut next) in own {
            for _ in 0..MAX_OTHERS {
                let (other, after) = self.members[next as usize];
                if other == term {
                    break;
                }
                found.push(other);
                next = after;
            }
        }
        found.order();
        found.dedup();
        found
    }
}

/// The families of the words of `corpus`, as [`Families::of_bytes`] reads them; nothing when every
/// word is alone.
pub(super) fn find(dictionary: &Terms, corpus: &Corpus, class_of: ClassOf) -> Vec<u8> {
    let mut numbers: HashMap<String, u32> = HashMap::new();
    dictionary.beginning("", &mut |term, _| {
        numbers.insert(term.to_owned(), numbers.len() as u32);
    });
    let mut classes: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    let mut seen: HashSet<(&str, String)> = HashSet::new();
    // Nearly all words were met before, and looking that up is much cheaper than folding them.
    let mut met: HashMap<&str, HashSet<&str>> = HashMap::new();
    for (id, document) in corpus.ids() {
        let met = met.entry(&document.language).or_default();
        for (_, words) in findable(id, document) {
            // Spaces part words however they are written, so what stands between two is read alike
            // everywhere. Long stretches are of scripts without spaces, and seldom come twice.
            let is_new = |it: &str| it.len() > LONGEST_MET || !met.contains(it);
            if !words.split_ascii_whitespace().any(is_new) {
                continue;
            }
            let short = words
                .split_ascii_whitespace()
                .filter(|it| it.len() <= LONGEST_MET);
            met.extend(short);
            let folded = folded(words);
            for position in positions(&folded.text) {
                let written = folded.original(Span::new(position.range)).of_text(words);
                let word = written.to_lowercase();
                let Some(number) = numbers.get(position.term) else {
                    continue;
                };
                if seen.insert((&document.language, word.clone()))
                    && let Some(class) = class_of(&document.language, &word)
                {
                    classes.entry(class).or_default().insert(*number);
                }
            }
        }
    }
    let mut members = Vec::new();
    let families = classes.values().filter(|it| it.len() > 1);
    for (family, terms) in (0..).zip(families) {
        members.extend(terms.iter().map(|it| (*it, family)));
    }
    members.order();
    match members.as_slice() {
        [] => Vec::new(),
        _ => written(&members, numbers.len() as u32),
    }
}

/// The bytes of pairs of a term and its family, sorted.
fn written(members: &[(u32, u32)], n_terms: u32) -> Vec<u8> {
    let mut written = Vec::new();
    put(n_terms, &mut written);
    let mut last: HashMap<u32, u32> = HashMap::new();
    let mut before = 0;
    for (this, (term, family)) in (0..).zip(members) {
        put(term - before, &mut written);
        put(
            this - last.insert(*family, this).unwrap_or(this),
            &mut written,
        );
        before = *term;
    }
    written
}

#[cfg(test)]
mod tests {
    use super::super::index::Index;
    use super::super::tests::corpus;
    use super::*;
    use proptest::prelude::*;

    /// Words of one language are of one class when they begin with the same two letters.
    fn two_letters(language: &str, word: &str) -> Option<String> {
        let letters: String = word.chars().take(2).collect();
        (!language.is_empty()).then(|| format!("{language} {letters}"))
    }

    /// The families of texts in these languages; words as they stand in the dictionary.
    fn families(texts: &[(&str, &str)]) -> Vec<String> {
        let mut corpus = corpus(&texts.iter().map(|it| it.1).collect::<Vec<_>>());
        for (document, text) in corpus.documents.iter_mut().zip(texts) {
            document.language = text.0.to_owned();
        }
        let mut index = Index::build(&corpus, &[]);
        let bytes = index.families(&corpus, &two_letters);
        index.relate(&bytes);
        let word = |number| {
            let mut found = String::new();
            index.dictionary.nth(number, &mut |it, _| found += it);
            found
        };
        (0..index.dictionary.n_terms())
            .map(|number| {
                let others = index.families.others(number).into_iter().map(word);
                let others: Vec<String> = others.collect();
                format!("{}: {}", word(number), others.join(" "))
            })
            .collect()
    }

    #[test]
    fn words_of_one_class_are_one_family() {
        assert_eq!(
            families(&[("en", "Signed the signs"), ("en", "no sign thereof")]),
            [
                "no: ",
                "sign: signed signs",
                "signed: sign signs",
                "signs: sign signed",
                "the: thereof",
                "thereof: the",
            ]
        );
    }

    #[test]
    fn one_word_may_be_of_two_families() {
        assert_eq!(
            families(&[("en", "die dies"), ("de", "die dienen"), ("", "dieser")]),
            ["die: dienen dies", "dienen: die", "dies: die", "dieser: "]
        );
    }

    #[test]
    fn the_stemmer_sees_accents_and_the_dictionary_does_not() {
        // Two ways of writing it, of which only the second has a relative.
        assert_eq!(
            families(&[("fr", "côte cote coter cône")]),
            ["cone: cote", "cote: cone coter", "coter: cote"]
        );
    }

    #[test]
    fn where_all_words_are_alone_nothing_is_written() {
        let corpus = corpus(&["one word"]);
        let index = Index::build(&corpus, &[]);
        assert!(index.families(&corpus, &two_letters).is_empty());
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            families in prop::collection::vec(prop::collection::btree_set(0_u32..30, 2..6), 0..9),
        ) {
            let pairs = (0..).zip(&families).flat_map(|(family, terms)| {
                terms.iter().map(move |it| (*it, family))
            });
            let mut members: Vec<(u32, u32)> = pairs.collect();
            members.sort_unstable();
            let read = Families::of_bytes(&written(&members, 30), 30).expect("just written");
            for term in 0..30 {
                let own = families.iter().filter(|it| it.contains(&term));
                let others: BTreeSet<u32> = own.flatten().copied().filter(|it| *it != term).collect();
                let others: Vec<u32> = others.into_iter().collect();
                prop_assert_eq!(read.others(term), others);
            }
            prop_assert!(Families::of_bytes(&written(&members, 30), 31).is_none());
        }

        #[test]
        fn any_bytes_are_refused_or_read(bytes in prop::collection::vec(0_u8..6, 0..60)) {
            let n_terms = bytes.first().copied().unwrap_or_default().into();
            if let Some(read) = Families::of_bytes(&bytes, n_terms) {
                for term in 0..9 {
                    prop_assert!(read.others(term).iter().all(|it| *it < n_terms));
                }
            }
        }
    }
}
