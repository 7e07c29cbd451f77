//! Why a passage stands where it does among the hits.

use serde::{Deserialize, Serialize};

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
