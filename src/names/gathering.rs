//! Gathers the names of many documents, which may be read side by side.

use serde::{Deserialize, Serialize};

use super::given::{self, Given};
use super::mentions::{Finder, tokens};
use super::people::Seen;
use super::{Name, Names, gazetteer, texts_of};
use crate::corpus::Document;
use crate::order::Order;

/// Knows the gazetteer and what a publisher calls things, and looks for both.
pub struct Gatherer {
    known: Names,
    known_finder: Finder,
    given: Vec<Given>,
    given_finder: Finder,
}

/// What some documents show; parts of a corpus are joined in any order.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Gathered {
    people: Seen,
    /// Which names of the gazetteer, and which given ones, were met; as far as any was.
    known: Vec<bool>,
    given: Vec<bool>,
}

impl Gathered {
    /// Adds what other documents show.
    pub fn join(&mut self, other: Gathered) {
        self.people.join(other.people);
        for (all, more) in [
            (&mut self.known, other.known),
            (&mut self.given, other.given),
        ] {
            (0..)
                .zip(more)
                .filter(|it| it.1)
                .for_each(|it| meet(all, it.0));
        }
    }
}

fn meet(all: &mut Vec<bool>, at: usize) {
    all.resize(all.len().max(at + 1), false);
    all[at] = true;
}

impl Gatherer {
    /// One that looks for these names besides.
    pub fn new(given: &[Given]) -> Gatherer {
        let known = gazetteer::all();
        Gatherer {
            known_finder: known.finder(),
            known,
            given_finder: given::names(given).finder(),
            given: given.to_vec(),
        }
    }

    /// Reads one document: headline, running text, headings and captions. Linear.
    pub fn read(&self, document: &Document, gathered: &mut Gathered) {
        for (_, text) in texts_of(document) {
            let tokens = tokens(text);
            let known = self.known_finder.mentions_among(text, &tokens);
            for mention in &known {
                meet(&mut gathered.known, mention.name.0 as usize);
            }
            if !self.given.is_empty() {
                for mention in self.given_finder.mentions_among(text, &tokens) {
                    meet(&mut gathered.given, mention.name.0 as usize);
                }
            }
            gathered.people.read(text, &known);
        }
    }

    /// The names that were met, and the positions of the given ones that were not.
    pub fn names(&self, gathered: Gathered) -> (Names, Vec<usize>) {
        let mut entries = gathered.people.people();
        let known = self.known.entries.iter().zip(gathered.known);
        entries.extend(known.filter(|it| it.1).map(|it| it.0.clone()));
        let is_met = |at: &usize| gathered.given.get(*at).is_some_and(|it| *it);
        let (met, unmet): (Vec<usize>, Vec<usize>) = (0..self.given.len()).partition(is_met);
        let met: Vec<&Given> = met.into_iter().map(|it| &self.given[it]).collect();
        let mut entries: Vec<Name> = given::united(entries, &met);
        entries.order_by(|a, b| a.canonical.cmp(&b.canonical));
        (Names { entries }, unmet)
    }
}
