//! Why a passage stands where it does among the hits.

use serde::{Deserialize, Serialize};

use super::index::Index;
use super::places::{Plan, Slot};
use super::query::{Node, Query};
use super::score;
use super::snippet::{Scene, Shower};
use crate::corpus::{Corpus, DocumentId};
use crate::text::{Span, fold};

/// How the score of one passage comes about: the shares of the words, divided by `length`, and
/// `nearness`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// What each word and phrase of the query that the corpus has adds.
    pub words: Vec<WordShare>,
    /// Words of the query, as typed, that do not stand here.
    pub missing: Vec<String>,
    /// What it adds that words stand near each other; not divided by `length`.
    pub nearness: f32,
    /// What the sum of the shares is divided by: 1 for a passage of usual length, more for a
    /// longer one, less for a headline.
    pub length: f32,
    /// Whether it is a headline.
    pub headline: bool,
    /// The sum of the shares over `length`, and `nearness`.
    pub score: f32,
}

/// What one word or phrase of a query adds to the score of a passage.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WordShare {
    /// As typed.
    pub typed: String,
    /// The forms of it that stand here, folded.
    pub met: Vec<String>,
    /// In how many places.
    pub n: u32,
    /// What the slips of the finger cost; 0 where it is written as it was typed.
    pub cost: u32,
    /// How telling it is, by how few passages have it (the inverse document frequency).
    pub weight: f32,
    /// What it adds before the division.
    pub share: f32,
}

impl Index {
    /// How the score of a passage (or headline) under `query` comes about; of one that is no hit,
    /// what its words would bring. Filters do not matter. `None` when there is no such passage.
    ///
    /// Costs a search without facets and snippets.
    pub fn why(
        &self,
        corpus: &Corpus,
        query: &Query,
        document: DocumentId,
        passage: Option<u32>,
    ) -> Option<Explanation> {
        let mut units = self.units_of(document);
        let unit = units.find(|it| self.unit(*it as u32).passage == passage)? as u32;
        let plan = Plan::new(self, query);
        let account = score::account(self, &plan, unit);
        let shower = Shower::new(self, corpus, &[], &[], &[]);
        let scene = shower.scene(unit)?;

        let mut words = Vec::new();
        let mut is_held = vec![false; query.pieces.len()];
        for (slot, part) in plan.slots.iter().zip(&account.parts) {
            let Some(part) = part else { continue };
            let piece = slot.piece as usize;
            is_held[piece] = true;
            let (met, n) = forms(&scene, slot);
            words.push(WordShare {
                typed: query.pieces[piece].to_string(),
                met,
                n,
                cost: part.cost.into(),
                weight: part.weight,
                share: part.share,
            });
        }
        let folded = |at: usize| fold(&query.pieces[at].to_string());
        let held: Vec<String> = (0..is_held.len())
            .filter(|it| is_held[*it])
            .map(folded)
            .collect();
        let asked = query
            .pieces
            .iter()
            .filter(|it| !matches!(it, Node::Without(_)));
        // A piece that repeats another has no slot of its own.
        let missing = asked
            .map(Node::to_string)
            .filter(|it| !held.contains(&fold(it)));
        let sum: f32 = words.iter().map(|it| it.share).sum();
        Some(Explanation {
            missing: missing.collect(),
            nearness: account.nearness,
            length: account.length,
            headline: passage.is_none(),
            score: sum / account.length + account.nearness,
            words,
        })
    }
}

/// The forms of a slot that stand in a unit, folded, each once, in the order of the text, and in how
/// many places.
fn forms(scene: &Scene<'_>, slot: &Slot) -> (Vec<String>, u32) {
    let unit = scene.unit;
    let mut forms = Vec::new();
    let places = slot.within(unit.first..unit.end).places();
    for (start, end) in &places {
        let tokens = (start - unit.first) as usize..(end - unit.first) as usize;
        let tokens = scene.tokens.get(tokens).unwrap_or_default();
        let whole = tokens.iter().copied().reduce(Span::join);
        let form = whole.map(|it| fold(it.of_text(scene.text)));
        forms.extend(form.filter(|it| !forms.contains(it)));
    }
    (forms, places.len() as u32)
}

#[cfg(test)]
mod tests {
    use super::super::tests::corpus;
    use super::*;

    /// `word: forms × places (slips)` of the second passage, parted by `; `, and what is missing.
    #[track_caller]
    fn check(typed: &str, expected: &str) {
        let text = "no harbor\nthe old harbors, a harbor and “the Old Harbour Bridge” 1956\nferry";
        let corpus = corpus(&[text]);
        let index = Index::build(&corpus, &[]);
        let query = Query::parse(typed);
        let why = index.why(&corpus, &query, DocumentId(0), Some(1));
        let why = why.expect("there is such a passage");
        let words = why.words.iter().map(|it| {
            let met = it.met.join(" ");
            format!("{}: {met} × {} ({})", it.typed, it.n, it.cost)
        });
        let words: Vec<String> = words.collect();
        let found = format!("{}; without {}", words.join("; "), why.missing.join(" "));
        assert_eq!(found, expected, "{typed}");
    }

    #[test]
    fn what_stands_here() {
        check("harbors ", "harbors: harbors harbor × 2 (0); without ");
        check("hrabor", "hrabor: harbors harbor harbour × 3 (5); without ");
        check("harb*", "harb*: harbors harbor harbour × 3 (1); without ");
        check("ferry old -zzz zzz ", "old: old × 2 (0); without ferry zzz");
        check(
            "“old harbor” old ",
            "old: old × 2 (0); without \"old harbor\"",
        );
        check(
            "old NEAR/1 harbor Old old ",
            "old NEAR/1 harbor: old harbors harbour × 4 (0); Old: old × 2 (0); without ",
        );
    }
}
