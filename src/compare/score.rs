//! How alike two sentences are.
//!
//! Alikeness = cosine of letters (4-grams) and cosine of words, both weighted by rarity, plus a
//! bonus for rare names and numbers that both have. Cosine of rarity-weighted words is the
//! measure of Nelken and Shieber, “Towards Robust Context-Sensitive Sentence Alignment for
//! Monolingual Corpora” (2006); we use it without their global order, because reports of one
//! story put their background in different places.

use super::features::{Kind, Sentence, hash, pair};
use crate::order::Order;
use crate::table::Table;
use std::cmp::Ordering;

/// What letters weigh against words, 0 (only words) to 1 (only letters). Letters see through
/// inflection, words keep chance likeness out; 0.35 to 0.65 differ little.
const LETTERS: f32 = 0.5;

/// What the bonus weighs for sentences that share names *and* what is said of them; 0.3 to 1
/// differ little.
const BOTH: f32 = 0.5;

/// What the bonus weighs for sentences that share more than one name or number: one alone is
/// the subject of half a story. 0.6 to 1 differ little.
const SECOND_NAME: f32 = 0.6;

/// What a name of the sentences before counts, against 1 for one in the sentence.
const FROM_BEFORE: f32 = 0.25;

/// What a word inside a name counts beside the name itself: it still meets the word alone, as
/// “the declaration” does.
const INSIDE_NAME: f32 = 0.5;

/// What two neighboring words count as a pair.
const PAIR: f32 = 0.5;

/// What is left of the score when one sentence denies and the other does not: 1 takes no notice,
/// 0 never links them.
const ONE_DENIES: f32 = 0.85;

/// Squared weight of what every sentence is thought to say besides, and no other says: about one
/// rare word. Keeps sentences of one word or two from being like everything.
const UNSAID: f32 = 30.0;

/// Sentences of other news that a corpus is thought to be mixed with. At 0 a word that every
/// sentence has weighs nothing; the more, the closer all words come to one weight.
const BACKGROUND: f32 = 100.0;

/// Counts of letter 4-grams are kept by bucket, not by 4-gram: there is no need to tell them
/// apart exactly.
const BUCKETS: usize = 1 << 16;

/// How rare words and 4-grams are in a corpus.
#[derive(Clone, Debug)]
pub(super) struct Rarity {
    n_sentences: f32,
    words: Table<u32>,
    grams: Vec<u32>,
}

/// What one word, name or 4-gram brings to a point.
#[derive(Clone, Copy, Debug)]
struct Part {
    key: u32,
    weight: f32,
    /// A name in a list of names.
    listed: bool,
}

/// A sentence as a point: sparse, sorted by key.
#[derive(Clone, Debug, Default)]
pub(super) struct Features {
    /// Names and numbers: who, where, when.
    who: Vec<Part>,
    /// Other words, and pairs of neighbors.
    what: Vec<Part>,
    letters: Vec<Part>,
    /// Lengths of these.
    lengths: Lengths,
    /// Whether a word of the sentence denies.
    denies: bool,
    /// Those of its clauses, when it has some.
    clauses: Vec<Features>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Lengths {
    who: f32,
    what: f32,
    words: f32,
    letters: f32,
}

impl Default for Rarity {
    fn default() -> Rarity {
        Rarity {
            n_sentences: 0.0,
            words: Table::default(),
            grams: vec![0; BUCKETS],
        }
    }
}

impl Rarity {
    /// Counts one more sentence.
    pub(super) fn add(&mut self, sentence: &Sentence) {
        self.n_sentences += 1.0;
        let mut terms: Vec<u32> = terms(sentence).iter().map(|it| it.key).collect();
        terms.order();
        terms.dedup();
        for term in terms {
            *self.words.entry(term.into()) += 1;
        }
        for gram in grams(&sentence.plain) {
            self.grams[gram as usize] += 1;
        }
    }

    /// From 0 (in every sentence there is) upward.
    pub(super) fn of_word(&self, term: u32) -> f32 {
        self.of_count(self.words.get(term.into()).copied().unwrap_or(0))
    }

    fn of_count(&self, count: u32) -> f32 {
        ((self.n_sentences + BACKGROUND) / (count as f32 + 1.0))
            .ln()
            .max(0.0)
    }

    /// The sentence as a point.
    pub(super) fn features(&self, sentence: &Sentence) -> Features {
        let weighted = terms(sentence).into_iter().map(|it| Term {
            share: it.share * self.of_word(it.key),
            ..it
        });
        let (who, what): (Vec<Term>, Vec<Term>) = weighted.partition(|it| it.is_who);
        let (who, what) = (point(who), point(what));
        let letters: Vec<Part> = grams(&sentence.plain)
            .into_iter()
            .map(|it| Part {
                key: it,
                weight: self.of_count(self.grams[it as usize]),
                listed: false,
            })
            .collect();
        Features {
            lengths: Lengths::of(&who, &what, &letters),
            who,
            what,
            letters,
            clauses: sentence
                .clauses
                .iter()
                .map(|it| self.features(it))
                .collect(),
            denies: sentence.tokens.iter().any(|it| it.kind == Kind::Negation),
        }
    }
}

impl Lengths {
    fn of(who: &[Part], what: &[Part], letters: &[Part]) -> Lengths {
        Lengths {
            who: (square(who) + UNSAID).sqrt(),
            what: (square(what) + UNSAID).sqrt(),
            words: (square(who) + square(what) + UNSAID).sqrt(),
            letters: (square(letters) + UNSAID).sqrt(),
        }
    }
}

impl Features {
    /// How alike two sentences are. Greater is more alike: 0 nothing in common, about 2 the same
    /// sentence; symmetric. May be compared within one corpus.
    ///
    /// Sentences are as alike as the likest of their clauses.
    pub(super) fn score(&self, other: &Features) -> f32 {
        let own = std::iter::once(self).chain(&self.clauses);
        let pairs = own.flat_map(|a| {
            std::iter::once(other)
                .chain(&other.clauses)
                .map(move |b| (a, b))
        });
        pairs.map(|(a, b)| a.score_whole(b)).fold(0.0, f32::max)
    }

    /// What is left of the sentence when all that `others` say as well is taken out of it.
    pub(super) fn beside(&self, others: &[&Features]) -> Features {
        let left = |own: &[Part], of: fn(&Features) -> &[Part]| -> Vec<Part> {
            let said = |other: &Features, key: u32| {
                let at = of(other).binary_search_by_key(&key, |it| it.key);
                at.map_or(0.0, |at| of(other)[at].weight)
            };
            let rest = own.iter().map(|it| Part {
                weight: (others.iter()).fold(it.weight, |rest, other| {
                    rest.min(it.weight - said(other, it.key))
                }),
                ..*it
            });
            rest.filter(|it| it.weight > 0.0).collect()
        };
        let who = left(&self.who, |it| &it.who);
        let what = left(&self.what, |it| &it.what);
        let letters = left(&self.letters, |it| &it.letters);
        Features {
            lengths: Lengths::of(&who, &what, &letters),
            who,
            what,
            letters,
            denies: self.denies,
            clauses: Vec::new(),
        }
    }

    fn score_whole(&self, other: &Features) -> f32 {
        let (a, b) = (&self.lengths, &other.lengths);
        let (who, rarest) = dot(&self.who, &other.who);
        let (what, _) = dot(&self.what, &other.what);
        let letters = dot(&self.letters, &other.letters).0 / (a.letters * b.letters);
        let words = (who + what) / (a.words * b.words);
        let both = (who / (a.who * b.who) * (what / (a.what * b.what))).sqrt();
        let second_name = (who - rarest) / (a.who * b.who);
        let alike = LETTERS * letters + (1.0 - LETTERS) * words;
        let agreed = if self.denies == other.denies {
            1.0
        } else {
            ONE_DENIES
        };
        agreed * (alike + BOTH * both + SECOND_NAME * second_name)
    }

    /// The length of all its words and names as one point.
    pub(super) fn length(&self) -> f32 {
        self.lengths.words
    }

    /// Keys of all its words and names.
    pub(super) fn keys(&self) -> impl Iterator<Item = (u32, f32)> + '_ {
        self.who
            .iter()
            .chain(&self.what)
            .map(|it| (it.key, it.weight))
    }
}

/// A thing that a sentence says, and what it counts.
#[derive(Clone, Copy, Debug)]
struct Term {
    key: u32,
    share: f32,
    is_who: bool,
    listed: bool,
}

/// What `sentence` says: names, numbers, words and pairs of neighbors.
fn terms(sentence: &Sentence) -> Vec<Term> {
    let mut terms = Vec::with_capacity(3 * sentence.tokens.len());
    let mut add = |key, share, is_who, listed| {
        terms.push(Term {
            key,
            share,
            is_who,
            listed,
        });
    };
    for name in &sentence.mentions {
        add(name.term, name.share, true, name.share < 1.0);
    }
    for &name in &sentence.context {
        add(name, FROM_BEFORE, true, false);
    }
    let mut last: Option<(u32, bool)> = None;
    for token in sentence
        .tokens
        .iter()
        .filter(|it| it.kind != Kind::Function)
    {
        let name = token.mention.map(|at| &sentence.mentions[at as usize]);
        let is_who = name.is_some() || token.kind == Kind::Number;
        let key = name.map_or(token.term, |it| it.term);
        match (name, token.kind) {
            (_, Kind::Sign) => {}
            (Some(name), _) => add(token.term, INSIDE_NAME * name.share, true, name.share < 1.0),
            (None, _) => add(key, 1.0, is_who, false),
        }
        if let Some((last, was_who)) = last
            && last != key
        {
            add(pair(last, key), PAIR, is_who && was_who, is_who && was_who);
        }
        last = Some((key, is_who));
    }
    terms
}

/// `terms` by key, each once with its greatest share.
fn point(terms: Vec<Term>) -> Vec<Part> {
    let mut point: Vec<Part> = terms
        .into_iter()
        .map(|it| Part {
            key: it.key,
            weight: it.share,
            listed: it.listed,
        })
        .collect();
    point.order_by(|a, b| a.key.cmp(&b.key).then(b.weight.total_cmp(&a.weight)));
    point.dedup_by_key(|it| it.key);
    point
}

/// The keys of all that `sentences` say, sorted, each once; pairs of words left out.
pub(super) fn vocabulary(sentences: &[Sentence]) -> Vec<u32> {
    let names = sentences
        .iter()
        .flat_map(|it| &it.mentions)
        .map(|it| it.term);
    let tokens = sentences.iter().flat_map(|it| &it.tokens);
    let words = tokens
        .filter(|it| it.kind != Kind::Function)
        .map(|it| it.term);
    let mut keys: Vec<u32> = names.chain(words).collect();
    keys.order();
    keys.dedup();
    keys
}

/// Buckets of the letter 4-grams of `plain`, sorted, each once.
fn grams(plain: &str) -> Vec<u32> {
    let starts: Vec<usize> = plain
        .char_indices()
        .map(|(at, _)| at)
        .chain([plain.len()])
        .collect();
    let mut found: Vec<u32> = starts
        .windows(5)
        .map(|it| hash(&plain[it[0]..it[4]]) & (BUCKETS as u32 - 1))
        .collect();
    found.order();
    found.dedup();
    found
}

fn square(point: &[Part]) -> f32 {
    point.iter().map(|it| it.weight * it.weight).sum()
}

/// The product of two points, and the greatest part of it that one key brings. The names of a
/// list count as one.
fn dot(a: &[Part], b: &[Part]) -> (f32, f32) {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let (mut sum, mut greatest, mut listed) = (0.0, 0.0_f32, 0.0_f32);
    while let (Some(left), Some(right)) = (a.peek(), b.peek()) {
        match left.key.cmp(&right.key) {
            Ordering::Less => drop(a.next()),
            Ordering::Greater => drop(b.next()),
            Ordering::Equal => {
                let product = left.weight * right.weight;
                sum += product;
                if left.listed || right.listed {
                    listed += product;
                } else {
                    greatest = greatest.max(product);
                }
                a.next();
                b.next();
            }
        }
    }
    (sum, greatest.max(listed))
}
