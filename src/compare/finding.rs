//! Finds which sentences of a corpus are told alike, when a bundle is built.
//!
//! Candidates share a rare word, so no sentence meets all others. What makes a link strong is how
//! alike two sentences are, by how much they are liker than either is to the next sentence in
//! question, and how alike their neighbors in the paragraph are: the first alone depends on how much a
//! corpus repeats itself, the other two tell the one match that is meant. The weights of the three
//! come from pairs judged by hand in two corpora (`make bench-compare`).

use super::likeness::{Point, Rarity};
use super::links::{Basis, CERTAIN, Link, Numbering, POSSIBLE, sentences};
use super::told::{FAMILIES, told};
use super::words::Reader;
use crate::corpus::{Corpus, Document, DocumentId};
use crate::names::Names;
use crate::order::Order;
use crate::parallel;
use crate::table::Table;
use crate::text::Span;

/// A word that more sentences than this have finds no candidates: keeps the work near linear.
const MAX_POSTINGS: usize = 64;

/// So many rarest words of a sentence find its candidates.
const MAX_KEYS: usize = 32;

/// Cosine of words under which two sentences are not looked at closely.
const SHARED: f32 = 0.02;

/// How many sentences are looked at closely for one: of each other document, and in all.
const OF_ONE_DOCUMENT: usize = 8;
const CANDIDATES: usize = 32;

/// What the likeness of their neighbors counts.
const NEIGHBORS: f32 = 0.4;

/// A sentence at most so many before or after another in one paragraph is close by.
const CLOSE_BY: u32 = 2;

/// Two documents tell one event as far as the share of sentences of the shorter one, of which there
/// are thought to be some at least, that have a link as strong as this exceeds what is chance; what
/// that adds to their links, and the most that it adds.
const SURE: f32 = 0.6;
const FEWEST: u32 = 6;
const CHANCE: f32 = 0.2;
const EVENT: f32 = 1.0;
const MOST: f32 = 0.2;

/// Links weaker than this are not kept. They tell how alike rows are on the whole.
const KEPT: f32 = 0.15;

/// What somebody says of two sentences, which the machine takes as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// Document and sentence, a span of its text.
    pub sentences: [(DocumentId, Span); 2],
    /// Whether they report the same thing.
    pub same: bool,
}

/// What is known beforehand, over what the machine finds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// What somebody says of pairs. Of two on one pair the last counts.
    pub reviewed: &'a [Reviewed],
    /// Sentences that make one statement, for each statement of somebody.
    pub statements: &'a [Vec<(DocumentId, Span)>],
}

/// A pair of sentences, `a < b`, and how alike they are.
#[derive(Clone, Copy)]
struct Pair {
    a: u32,
    b: u32,
    likeness: f32,
}

/// The links of `corpus`, as a bundle carries them, with what is known beforehand. `names` are those
/// of `corpus`.
///
/// Takes some 600 bytes a sentence, and time that is about linear in the sentences.
pub fn find(corpus: &Corpus, names: &Names, known: Known) -> Vec<u8> {
    let numbering = Numbering::new(corpus);
    let (points, rarity) = points(corpus, names);
    let places = (0..)
        .zip(&corpus.documents)
        .flat_map(|(document, it)| sentences(it).map(move |(passage, _)| (document, passage)));
    let all = Points {
        points,
        places: places.collect(),
        rarity,
    };
    let pairs = all.pairs();
    let mut strengths = all.strengths(&pairs);
    all.tell_event(&pairs, &mut strengths);
    let mut links: Vec<Link> = pairs
        .iter()
        .zip(&strengths)
        .filter(|it| *it.1 >= KEPT)
        .map(|(pair, &strength)| Link {
            a: pair.a,
            b: pair.b,
            strength,
            left: [0.0; 2],
            basis: Basis::Words,
        })
        .collect();
    let stated = stated(&numbering, known.statements);
    all.tell_left(&mut links, &stated);
    review(&numbering, known.reviewed, &mut links);
    links.extend(stated);
    links.order_by_key(|it| (it.a, it.b));
    links.iter().flat_map(|it| it.to_bytes()).collect()
}

/// All sentences of `corpus` as points, and what they are weighed by.
fn points(corpus: &Corpus, names: &Names) -> (Vec<Point>, Rarity) {
    let reader = Reader::new(names, FAMILIES);
    let rarity = Rarity::new();
    let numbered: Vec<(usize, &Document)> = corpus.documents.iter().enumerate().collect();
    let mut points: Vec<Vec<Point>> = parallel::map(&numbered, |&(position, document)| {
        let told = told(&reader, position, document);
        let points = told.iter().map(|it| Point::of(it, &document.text));
        points.inspect(|it| rarity.add(it)).collect()
    });
    parallel::each(&mut points, |it| {
        it.iter_mut().for_each(|it| it.weigh(&rarity));
    });
    (points.into_iter().flatten().collect(), rarity)
}

struct Points {
    points: Vec<Point>,
    /// Document and passage of each.
    places: Vec<(u32, u32)>,
    rarity: Rarity,
}

impl Points {
    fn document(&self, sentence: u32) -> u32 {
        self.places[sentence as usize].0
    }

    /// All pairs that candidates lead to, sorted, each once.
    fn pairs(&self) -> Vec<Pair> {
        let postings = self.postings();
        let sentences: Vec<u32> = (0..self.points.len() as u32).collect();
        let parts: Vec<&[u32]> = sentences.chunks(4096).collect();
        let found = parallel::map(&parts, |sentences| {
            let mut shared = vec![0.0; self.points.len()];
            let candidates = sentences
                .iter()
                .flat_map(|&it| self.candidates(it, &postings, &mut shared));
            candidates.collect::<Vec<(u32, u32)>>()
        });
        let mut places: Vec<(u32, u32)> = found.into_iter().flatten().collect();
        places.sort_unstable();
        places.dedup();
        parallel::map(&places, |&(a, b)| Pair {
            a,
            b,
            likeness: self.points[a as usize].likeness(&self.points[b as usize], &self.rarity),
        })
    }

    /// The sentences that have each word, if it is among their rarest, with its weight there.
    fn postings(&self) -> Table<Vec<(u32, f32)>> {
        let mut postings: Table<Vec<(u32, f32)>> = Table::default();
        for (at, it) in (0..).zip(&self.points) {
            for (key, weight) in self.rarest(it) {
                let list = postings.entry(key.into());
                // One more tells that there are too many.
                if list.len() <= MAX_POSTINGS {
                    list.push((at, weight));
                }
            }
        }
        postings
    }

    fn rarest(&self, point: &Point) -> Vec<(u32, f32)> {
        let among = |key: u32| (2..=MAX_POSTINGS).contains(&self.rarity.n_with(key));
        let mut keys: Vec<(u32, f32)> = point.keys().filter(|it| among(it.0)).collect();
        keys.order_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        keys.truncate(MAX_KEYS);
        keys
    }

    /// Pairs with sentences of other documents that share rare words with sentence `a`. `shared` is
    /// all zeros, before and after.
    fn candidates(
        &self,
        a: u32,
        postings: &Table<Vec<(u32, f32)>>,
        shared: &mut [f32],
    ) -> Vec<(u32, u32)> {
        let point = &self.points[a as usize];
        let mut touched = Vec::new();
        for (key, weight) in self.rarest(point) {
            for &(b, other) in postings.get(key.into()).into_iter().flatten() {
                if self.document(a) == self.document(b) {
                    continue;
                }
                let shared = &mut shared[b as usize];
                if *shared == 0.0 {
                    touched.push(b);
                }
                *shared += weight * other;
            }
        }
        let mut alike: Vec<(u32, f32)> = touched
            .into_iter()
            .map(|b| (b, std::mem::take(&mut shared[b as usize])))
            .filter(|&(b, shared)| {
                shared >= SHARED * point.length() * self.points[b as usize].length()
            })
            .collect();
        alike.order_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        let mut taken: Table<usize> = Table::default();
        alike.retain(|it| {
            let taken = taken.entry(self.document(it.0).into());
            *taken += 1;
            *taken <= OF_ONE_DOCUMENT
        });
        alike.truncate(CANDIDATES);
        alike
            .into_iter()
            .map(|(b, _)| (a.min(b), a.max(b)))
            .collect()
    }

    /// How strong each pair is, given all others.
    fn strengths(&self, pairs: &[Pair]) -> Vec<f32> {
        let rivals = self.rivals(pairs);
        let numbered: Vec<(usize, &Pair)> = pairs.iter().enumerate().collect();
        parallel::map(&numbered, |&(at, pair)| {
            let ahead = pair.likeness - (rivals[2 * at] + rivals[2 * at + 1]) / 2.0;
            (pair.likeness + ahead + NEIGHBORS * self.neighbors(pair, pairs)).clamp(0.0, CERTAIN)
        })
    }

    /// Strengthens what links two documents that tell one event: that many of their sentences are
    /// told alike makes it likelier of the others.
    fn tell_event(&self, pairs: &[Pair], strengths: &mut [f32]) {
        let mut n_sentences: Table<u32> = Table::default();
        for place in &self.places {
            *n_sentences.entry(place.0.into()) += 1;
        }
        let documents = |it: &Pair| [it.a, it.b].map(|it| self.document(it));
        let key = |[a, b]: [u32; 2]| u64::from(a) << 32 | u64::from(b);
        let mut n_sure: Table<u32> = Table::default();
        for (pair, _) in pairs.iter().zip(&*strengths).filter(|it| *it.1 >= SURE) {
            *n_sure.entry(key(documents(pair))) += 1;
        }
        for (pair, strength) in pairs.iter().zip(strengths) {
            let documents = documents(pair);
            let n_sure = n_sure.get(key(documents)).copied().unwrap_or_default();
            let sizes = documents.map(|it| n_sentences.get(it.into()).copied().unwrap_or(1));
            let share = n_sure as f32 / sizes[0].min(sizes[1]).max(FEWEST) as f32;
            *strength += ((share - CHANCE) * EVENT).clamp(0.0, MOST);
        }
    }

    /// For each pair and each side of it, how alike the likest *other* sentence of the other
    /// document is; 0 where there is none. One close by in the same paragraph is no rival: one long
    /// sentence often tells what two short ones do.
    fn rivals(&self, pairs: &[Pair]) -> Vec<f32> {
        // A sentence, the document of the other, the other, and which side of which pair it is.
        let mut sides: Vec<(u32, u32, u32, u32)> = Vec::with_capacity(2 * pairs.len());
        for (at, pair) in (0..).zip(pairs) {
            sides.push((pair.a, self.document(pair.b), pair.b, 2 * at));
            sides.push((pair.b, self.document(pair.a), pair.a, 2 * at + 1));
        }
        sides.sort_unstable();
        let is_close = |one: u32, other: u32| {
            one.abs_diff(other) <= CLOSE_BY
                && self.places[one as usize] == self.places[other as usize]
        };
        let mut rivals = vec![0.0; sides.len()];
        for of_one in sides.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            for side in of_one {
                rivals[side.3 as usize] = of_one
                    .iter()
                    .filter(|it| !is_close(it.2, side.2))
                    .map(|it| pairs[it.3 as usize / 2].likeness)
                    .fold(0.0, f32::max);
            }
        }
        rivals
    }

    /// The greatest likeness between the two of `pair` and their neighbors in the paragraph.
    fn neighbors(&self, pair: &Pair, pairs: &[Pair]) -> f32 {
        let beside = |it: u32, by: i32| {
            let other = it.checked_add_signed(by)?;
            let place = |it: u32| self.places.get(it as usize);
            (place(other)? == place(it)?).then_some(other)
        };
        let mut greatest = 0.0_f32;
        for (of_a, of_b) in (-1..=1).flat_map(|a| (-1..=1).map(move |b| (a, b))) {
            if (of_a, of_b) == (0, 0) {
                continue;
            }
            if let (Some(a), Some(b)) = (beside(pair.a, of_a), beside(pair.b, of_b))
                && let Ok(at) = pairs.binary_search_by(|it| (it.a, it.b).cmp(&(a, b)))
            {
                greatest = greatest.max(pairs[at].likeness);
            }
        }
        greatest
    }

    /// Notes how like the other each sentence of a link still is when all that it shares with its
    /// likest others, one of each document, is taken away: whether it tells a second thing. `stated`
    /// are the links to statements.
    fn tell_left(&self, links: &mut [Link], stated: &[Link]) {
        let mut by_sentence: Table<Vec<(u32, f32)>> = Table::default();
        for it in links.iter().filter(|it| it.strength >= POSSIBLE) {
            by_sentence.entry(it.a.into()).push((it.b, it.strength));
            by_sentence.entry(it.b.into()).push((it.a, it.strength));
        }
        for of_one in stated.chunk_by(|one, other| one.b == other.b) {
            let sentences: Vec<u32> = of_one.iter().map(|it| it.a).collect();
            for near in sentences.windows(2) {
                by_sentence.entry(near[0].into()).push((near[1], CERTAIN));
                by_sentence.entry(near[1].into()).push((near[0], CERTAIN));
            }
        }
        for of_one in by_sentence.values_mut() {
            of_one.order_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
            let mut seen: Vec<u32> = Vec::new();
            of_one.retain(|it| {
                let document = self.document(it.0);
                let is_new = !seen.contains(&document);
                seen.push(document);
                is_new
            });
        }
        let left = |from: u32, to: u32, strength: f32| {
            let likest = by_sentence.get(from.into()).into_iter().flatten();
            let others: Vec<&Point> = likest
                .filter(|it| it.0 != to && it.1 > strength)
                .map(|it| &self.points[it.0 as usize])
                .collect();
            if others.is_empty() {
                return 0.0;
            }
            let [from, to] = [from, to].map(|it| &self.points[it as usize]);
            let left = from.beside(&others, &self.rarity);
            left.sameness(to, &self.rarity)
        };
        parallel::each(links, |it| {
            it.left = [left(it.a, it.b, it.strength), left(it.b, it.a, it.strength)];
        });
    }
}

/// Links from sentences to the statements that they make.
fn stated(numbering: &Numbering, statements: &[Vec<(DocumentId, Span)>]) -> Vec<Link> {
    let numbered = (numbering.n_sentences()..).zip(statements);
    let links = numbered.flat_map(|(statement, sentences)| {
        let numbers = sentences
            .iter()
            .filter_map(|it| numbering.number(it.0, it.1));
        numbers.map(move |sentence| Link {
            a: sentence,
            b: statement,
            strength: CERTAIN,
            left: [0.0; 2],
            basis: Basis::Statement,
        })
    });
    links.collect()
}

/// Puts what somebody says in the place of what the machine found.
fn review(numbering: &Numbering, reviewed: &[Reviewed], links: &mut Vec<Link>) {
    for it in reviewed {
        let number = |(document, span)| numbering.number(document, span);
        let [Some(one), Some(other)] = it.sentences.map(number) else {
            continue;
        };
        let link = Link {
            a: one.min(other),
            b: one.max(other),
            strength: if it.same { CERTAIN } else { 0.0 },
            left: [0.0; 2],
            basis: if it.same {
                Basis::Confirmed
            } else {
                Basis::Rejected
            },
        };
        match links.binary_search_by(|it| (it.a, it.b).cmp(&(link.a, link.b))) {
            Ok(at) => links[at] = link,
            Err(at) => links.insert(at, link),
        }
    }
}
