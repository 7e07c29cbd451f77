//! How alike two sentences are.
//!
//! Alikeness = cosine of letters (4-grams) and cosine of words, both weighted by rarity, plus a
//! bonus for rare names and numbers that both have. Cosine of rarity-weighted words is the
//! measure of Nelken and Shieber, “Towards Robust Context-Sensitive Sentence Alignment for
//! Monolingual Corpora” (2006); we use it without their global order, because reports of one
//! story put their background in different places.

use std::cmp::Ordering;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use super::told::Told;
use super::words::{Kind, Sentence, hash, pair};
use crate::order::Order;
use crate::text::{fold, words};

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
const ONE_DENIES: f32 = 0.8;

/// Squared weight of what every sentence is thought to say besides, and no other says: about one
/// rare word. Keeps sentences of one word or two from being like everything.
const UNSAID: f32 = 30.0;

/// The same of words as they are written, little ones too.
const UNSAID_AS_WRITTEN: f32 = 12.0;

/// Sentences of other news that a corpus is thought to be mixed with. At 0 a word that every
/// sentence has weighs nothing; the more, the closer all words come to one weight.
const BACKGROUND: f32 = 100.0;

/// How alike the sentences of one report usually are among themselves, and how many pairs of them
/// weigh as much as knowing that: keeps documents of a few sentences near it.
pub(super) const USUALLY: f32 = 0.02;
const PAIRS_MORE: f64 = 20.0;

/// Counts are kept by bucket: so many for words, as they are compared and as they are written, and
/// for letter 4-grams. There is no need to tell all apart.
const WORD_BUCKETS: usize = 1 << 20;
const LETTER_BUCKETS: usize = 1 << 16;

/// How rare the words and 4-grams of a corpus are. Counted by many at once.
pub(super) struct Rarity {
    n_sentences: AtomicU32,
    terms: Vec<AtomicU32>,
    written: Vec<AtomicU32>,
    letters: Vec<AtomicU32>,
}

/// What one word or name brings to a point.
#[derive(Clone, Copy, Debug)]
struct Part {
    key: u32,
    weight: f32,
}

/// A sentence as a point: sparse, sorted by key. Some 600 bytes.
#[derive(Clone, Debug, Default)]
pub(super) struct Point {
    /// Names and numbers: who, where, when.
    who: Vec<Part>,
    /// Other words, and pairs of neighbors.
    what: Vec<Part>,
    /// All words as they are written, little ones too.
    written: Vec<Part>,
    /// Buckets of letter 4-grams.
    letters: Vec<u16>,
    /// Keys of names in lists of names.
    listed: Vec<u32>,
    /// Lengths of these.
    lengths: Lengths,
    /// Whether a word of the sentence denies.
    denies: bool,
    /// Whether it says of what somebody claims that it is not so.
    rejects: bool,
    /// Those of its clauses, when it has some.
    clauses: Vec<Point>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Lengths {
    who: f32,
    what: f32,
    words: f32,
    letters: f32,
    written: f32,
}

impl Rarity {
    /// That of no sentence yet.
    pub(super) fn new() -> Rarity {
        let zeros = |n: usize| (0..n).map(|_| AtomicU32::new(0)).collect();
        Rarity {
            n_sentences: AtomicU32::new(0),
            terms: zeros(WORD_BUCKETS),
            written: zeros(WORD_BUCKETS),
            letters: zeros(LETTER_BUCKETS),
        }
    }

    /// Counts one more sentence, which is not weighed yet.
    pub(super) fn add(&self, point: &Point) {
        let count = |of: &AtomicU32| of.fetch_add(1, Relaxed);
        count(&self.n_sentences);
        for it in point.who.iter().chain(&point.what) {
            count(&self.terms[it.key as usize % WORD_BUCKETS]);
        }
        for it in &point.written {
            count(&self.written[it.key as usize % WORD_BUCKETS]);
        }
        for it in &point.letters {
            count(&self.letters[usize::from(*it)]);
        }
    }

    /// In how many sentences `term` is, about.
    pub(super) fn n_with(&self, term: u32) -> usize {
        self.terms[term as usize % WORD_BUCKETS].load(Relaxed) as usize
    }

    fn of_term(&self, term: u32) -> f32 {
        self.of_count(&self.terms[term as usize % WORD_BUCKETS], BACKGROUND, 1.0)
    }

    fn of_letters(&self, bucket: u16) -> f32 {
        self.of_count(&self.letters[usize::from(bucket)], BACKGROUND, 1.0)
    }

    fn of_written(&self, word: u32) -> f32 {
        self.of_count(&self.written[word as usize % WORD_BUCKETS], 1.0, 0.5)
    }

    /// From 0 (in every sentence there is) upward.
    fn of_count(&self, count: &AtomicU32, more_sentences: f32, more_of_it: f32) -> f32 {
        let n = self.n_sentences.load(Relaxed) as f32 + more_sentences;
        let rarity = n / (count.load(Relaxed) as f32 + more_of_it);
        // Program and page have logarithms of their own, which may differ in the last bit: rounded
        // from twice the bits they are the same, and so are the bytes of a bundle.
        (f64::from(rarity).ln() as f32).max(0.0)
    }
}

impl Point {
    /// What `told` says, not yet weighed by how rare it is. `text` is that of its document.
    pub(super) fn of(told: &Told, text: &str) -> Point {
        let sentence = &told.sentence;
        let terms = terms(told);
        let mut listed: Vec<u32> = terms
            .iter()
            .filter(|it| it.listed)
            .map(|it| it.key)
            .collect();
        listed.order();
        listed.dedup();
        let (who, what): (Vec<Term>, Vec<Term>) = terms.into_iter().partition(|it| it.is_who);
        Point {
            who: greatest(who),
            what: greatest(what),
            written: counted(sentence.span.of_text(text)),
            letters: letters(&sentence.plain),
            listed,
            lengths: Lengths::default(),
            denies: sentence.tokens.iter().any(|it| it.kind == Kind::Negation),
            rejects: sentence.rejects(text),
            clauses: told.clauses.iter().map(|it| Point::of(it, text)).collect(),
        }
    }

    /// Weighs by how rare each thing is.
    pub(super) fn weigh(&mut self, rarity: &Rarity) {
        for it in self.who.iter_mut().chain(&mut self.what) {
            it.weight *= rarity.of_term(it.key);
        }
        for it in &mut self.written {
            it.weight *= rarity.of_written(it.key);
        }
        self.measure(rarity);
        self.clauses.iter_mut().for_each(|it| it.weigh(rarity));
    }

    fn measure(&mut self, rarity: &Rarity) {
        let length = |square: f32| (square + UNSAID).sqrt();
        let (who, what) = (square(&self.who), square(&self.what));
        let letters = self.letters.iter().map(|it| rarity.of_letters(*it).powi(2));
        self.lengths = Lengths {
            who: length(who),
            what: length(what),
            words: length(who + what),
            letters: length(letters.sum()),
            written: (square(&self.written) + UNSAID_AS_WRITTEN).sqrt(),
        };
    }

    /// How alike two sentences are. Greater is more alike: 0 nothing in common, about 3 the same
    /// sentence; symmetric. May be compared within one corpus.
    ///
    /// Sentences are as alike as the likest of their clauses.
    pub(super) fn likeness(&self, other: &Point, rarity: &Rarity) -> f32 {
        let written = self.lengths.written * other.lengths.written;
        let (in_words, _) = dot(&self.written, &other.written, &[], &[]);
        let in_words = if written > 0.0 {
            in_words / written
        } else {
            0.0
        };
        self.sameness(other, rarity) + in_words
    }

    /// [`Self::likeness`] without the words as they are written.
    pub(super) fn sameness(&self, other: &Point, rarity: &Rarity) -> f32 {
        let own = std::iter::once(self).chain(&self.clauses);
        let pairs = own.flat_map(|a| {
            std::iter::once(other)
                .chain(&other.clauses)
                .map(move |b| (a, b))
        });
        let best = pairs
            .map(|(a, b)| a.sameness_of_clauses(b, rarity))
            .fold(0.0, f32::max);
        match self.denies == other.denies {
            true => best,
            false => ONE_DENIES * best,
        }
    }

    fn sameness_of_clauses(&self, other: &Point, rarity: &Rarity) -> f32 {
        let (a, b) = (&self.lengths, &other.lengths);
        let (who, rarest) = dot(&self.who, &other.who, &self.listed, &other.listed);
        let (what, _) = dot(&self.what, &other.what, &[], &[]);
        let letters = shared(&self.letters, &other.letters)
            .map(|it| rarity.of_letters(it).powi(2))
            .sum::<f32>()
            / (a.letters * b.letters);
        let words = (who + what) / (a.words * b.words);
        let both = (who / (a.who * b.who) * (what / (a.what * b.what))).sqrt();
        let second_name = (who - rarest) / (a.who * b.who);
        LETTERS * letters + (1.0 - LETTERS) * words + BOTH * both + SECOND_NAME * second_name
    }

    /// What is left of the sentence when all that `others` say as well is taken out of it.
    pub(super) fn beside(&self, others: &[&Point], rarity: &Rarity) -> Point {
        let left = |own: &[Part], of: fn(&Point) -> &[Part]| -> Vec<Part> {
            let said = |other: &Point, key: u32| {
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
        let mut letters = self.letters.clone();
        letters.retain(|it| {
            others
                .iter()
                .all(|other| other.letters.binary_search(it).is_err())
        });
        let mut left = Point {
            who: left(&self.who, |it| &it.who),
            what: left(&self.what, |it| &it.what),
            letters,
            listed: self.listed.clone(),
            denies: self.denies,
            ..Point::default()
        };
        left.measure(rarity);
        left
    }

    /// Whether there is anything beside names and numbers.
    pub(super) fn says_something(&self) -> bool {
        !self.what.is_empty()
    }

    /// Whether one says of what somebody claims that it is not so, and the other does not.
    pub(super) fn is_denied_by(&self, other: &Point) -> bool {
        self.rejects != other.rejects
    }

    /// The length of all its words and names as one point.
    pub(super) fn length(&self) -> f32 {
        self.lengths.words
    }

    /// Keys of all its words and names, with their weights.
    pub(super) fn keys(&self) -> impl Iterator<Item = (u32, f32)> + '_ {
        self.who
            .iter()
            .chain(&self.what)
            .map(|it| (it.key, it.weight))
    }
}

/// How alike the sentences of one document are among themselves: the mean cosine of their words, as if
/// some pairs more were [`USUALLY`] alike. Linear, whatever the order of the sentences.
pub(super) fn among_themselves(points: &[Point]) -> f32 {
    let mut parts: Vec<(u32, f64)> = Vec::new();
    for point in points {
        let length = f64::from(point.length());
        parts.extend(
            point
                .keys()
                .map(|(key, weight)| (key, f64::from(weight) / length)),
        );
    }
    // By weight as well: a sum of the same numbers in another order may differ in its last bit.
    parts.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    // The square of a sum is all products of two, each twice, and the squares.
    let products = parts.chunk_by(|a, b| a.0 == b.0).map(|of_one| {
        let sum: f64 = of_one.iter().map(|it| it.1).sum();
        let squares: f64 = of_one.iter().map(|it| it.1 * it.1).sum();
        (sum * sum - squares) / 2.0
    });
    let n = points.len() as f64;
    let n_pairs = n * (n - 1.0) / 2.0;
    let usually = f64::from(USUALLY);
    ((products.sum::<f64>() + usually * PAIRS_MORE) / (n_pairs + PAIRS_MORE)) as f32
}

/// A thing that a sentence says, and what it counts.
#[derive(Clone, Copy, Debug)]
struct Term {
    key: u32,
    share: f32,
    is_who: bool,
    listed: bool,
}

/// What `told` says: names, numbers, words and pairs of neighbors.
fn terms(told: &Told) -> Vec<Term> {
    let sentence: &Sentence = &told.sentence;
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
    for &name in &told.context {
        add(name, FROM_BEFORE, true, false);
    }
    for &key in &told.meant {
        add(key, 1.0, true, false);
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
fn greatest(terms: Vec<Term>) -> Vec<Part> {
    let mut parts: Vec<Part> = terms
        .into_iter()
        .map(|it| Part {
            key: it.key,
            weight: it.share,
        })
        .collect();
    parts.order_by(|a, b| a.key.cmp(&b.key).then(b.weight.total_cmp(&a.weight)));
    parts.dedup_by_key(|it| it.key);
    parts
}

/// The words of `text` by key, each once with how often it comes.
fn counted(text: &str) -> Vec<Part> {
    let folded = fold(text);
    let mut keys: Vec<u32> = words(&folded).map(|it| hash(it.of_text(&folded))).collect();
    keys.order();
    let runs = keys.chunk_by(|a, b| a == b);
    runs.map(|run| Part {
        key: run[0],
        weight: run.len() as f32,
    })
    .collect()
}

/// Buckets of the letter 4-grams of `plain`, sorted, each once.
fn letters(plain: &str) -> Vec<u16> {
    let starts: Vec<usize> = plain
        .char_indices()
        .map(|(at, _)| at)
        .chain([plain.len()])
        .collect();
    let mut found: Vec<u16> = starts
        .windows(5)
        .map(|it| hash(&plain[it[0]..it[4]]) as u16)
        .collect();
    found.order();
    found.dedup();
    found
}

fn square(point: &[Part]) -> f32 {
    point.iter().map(|it| it.weight * it.weight).sum()
}

/// What both sorted lists have.
fn shared<'a>(a: &'a [u16], b: &'a [u16]) -> impl Iterator<Item = u16> + 'a {
    let mut b = b.iter().peekable();
    a.iter().copied().filter(move |it| {
        while b.next_if(|other| *other < it).is_some() {}
        b.next_if_eq(&it).is_some()
    })
}

/// The product of two points, and the greatest part of it that one key brings. The names of a
/// list, whose keys `listed` has, count as one.
fn dot(a: &[Part], b: &[Part], listed_a: &[u32], listed_b: &[u32]) -> (f32, f32) {
    let is_listed = |key: &u32| {
        let among = |keys: &[u32]| keys.binary_search(key).is_ok();
        among(listed_a) || among(listed_b)
    };
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let (mut sum, mut greatest, mut listed) = (0.0, 0.0_f32, 0.0_f32);
    while let (Some(left), Some(right)) = (a.peek(), b.peek()) {
        match left.key.cmp(&right.key) {
            Ordering::Less => drop(a.next()),
            Ordering::Greater => drop(b.next()),
            Ordering::Equal => {
                let product = left.weight * right.weight;
                sum += product;
                if is_listed(&left.key) {
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
