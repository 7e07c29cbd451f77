//! How strong a link is: how alike two sentences are, by how much they are liker than either is to the
//! next sentence in question, and how alike their neighbors in the paragraph are.
//!
//! All this is held against how alike the sentences of each document are among themselves: these share
//! the subject of the story and report different things, so they show how much likeness means nothing
//! yet. At last two sentences gain by a third, of another document, that is like both. The weights come
//! from pairs judged by hand in five corpora (`make bench-compare`).

use super::likeness::USUALLY;
use super::links::CERTAIN;
use crate::order::Order;
use crate::parallel;
use crate::table::Table;

/// A link as strong as this may be part of what makes others stronger; weaker ones are chance.
pub(super) const KEPT: f32 = 0.2;

/// What the likeness of their neighbors counts.
const NEIGHBORS: f32 = 0.4;

/// A link is made stronger so many times at most, however little the sentences of both documents have
/// in common among themselves.
const STRONGER: f32 = 1.5;

/// What counts of the likeness to a third sentence, of the smaller one of the two.
const THIRD: f32 = 0.4;

/// What is left of a link when one sentence denies what somebody claims and the other does not: the two
/// are rather opposites.
const DENIED: f32 = 0.5;

/// A sentence at most so many before or after another in one paragraph is close by.
const CLOSE_BY: u32 = 2;

/// Two documents tell one event as far as the share of sentences of the shorter one, of which there
/// are thought to be some at least, that have a link as strong as this exceeds what is chance; what
/// that adds to their links, and the most that it adds.
const SURE: f32 = 0.6;
const FEWEST: u32 = 6;
const CHANCE: f32 = 0.25;
const EVENT: f32 = 1.0;
const MOST: f32 = 0.2;

/// A pair of sentences, `a < b`, and how alike they are.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) likeness: f32,
    /// Whether one denies what somebody claims and the other does not.
    pub(super) is_denied: bool,
}

/// What the strength of a pair hangs on, besides the pairs.
pub(super) struct Strengths<'a> {
    /// Document and passage of each sentence.
    pub(super) places: &'a [(u32, u32)],
    /// How alike the sentences of each document are among themselves.
    pub(super) among_themselves: &'a [f32],
}

impl Strengths<'_> {
    fn document(&self, sentence: u32) -> u32 {
        self.places[sentence as usize].0
    }

    /// How strong each pair is, given all others.
    pub(super) fn of_pairs(&self, pairs: &[Pair]) -> Vec<f32> {
        let mut strengths = self.alone(pairs);
        self.tell_event(pairs, &mut strengths);
        self.with_thirds(pairs, &strengths)
    }

    /// How strong each pair is by its likeness, its rivals and its neighbors.
    fn alone(&self, pairs: &[Pair]) -> Vec<f32> {
        let usual = |it: u32| self.among_themselves[self.document(it) as usize];
        let rivals = self.rivals(pairs);
        let numbered: Vec<(usize, &Pair)> = pairs.iter().enumerate().collect();
        parallel::map(&numbered, |&(at, pair)| {
            let ahead = pair.likeness - (rivals[2 * at] + rivals[2 * at + 1]) / 2.0;
            let strength = pair.likeness + ahead + NEIGHBORS * self.neighbors(pair, pairs);
            let measure = USUALLY / (usual(pair.a) * usual(pair.b)).sqrt();
            (strength * measure.min(STRONGER)).clamp(0.0, CERTAIN)
        })
    }

    /// Strengthens what links two documents that tell one event: that many of their sentences are
    /// told alike makes it likelier of the others.
    fn tell_event(&self, pairs: &[Pair], strengths: &mut [f32]) {
        let mut n_sentences: Table<u32> = Table::default();
        for place in self.places {
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

    /// `strengths` with what a third sentence adds to each pair, of another document and like both;
    /// and without what a denial takes away.
    fn with_thirds(&self, pairs: &[Pair], strengths: &[f32]) -> Vec<f32> {
        let mut by_sentence: Table<Vec<(u32, f32)>> = Table::default();
        let strong = pairs.iter().zip(strengths).filter(|it| *it.1 >= KEPT);
        // Pairs are in order, so each list comes out in order but for one seam.
        for (it, &strength) in strong {
            by_sentence.entry(it.a.into()).push((it.b, strength));
            by_sentence.entry(it.b.into()).push((it.a, strength));
        }
        by_sentence
            .values_mut()
            .for_each(|it| it.order_by_key(|it| it.0));
        let of = |it: u32| {
            by_sentence
                .get(it.into())
                .map_or(&[][..], |it| it.as_slice())
        };
        let numbered: Vec<(usize, &Pair)> = pairs.iter().enumerate().collect();
        parallel::map(&numbered, |&(at, pair)| {
            let third = likest_third(of(pair.a), of(pair.b));
            let strength = (strengths[at] + THIRD * third).min(CERTAIN);
            match pair.is_denied {
                true => DENIED * strength,
                false => strength,
            }
        })
    }

    /// For each pair and each side of it, how alike the likest *other* sentence of the other
    /// document is; 0 where there is none. One close by in the same paragraph is no rival: one long
    /// sentence often tells what two short ones do.
    fn rivals(&self, pairs: &[Pair]) -> Vec<f32> {
        let is_close = |one: u32, other: u32| {
            one.abs_diff(other) <= CLOSE_BY
                && self.places[one as usize] == self.places[other as usize]
        };
        let mut rivals = vec![0.0; 2 * pairs.len()];
        let mut order: Vec<u32> = (0..pairs.len() as u32).collect();
        for side in [0, 1] {
            // The sentence whose rivals they are, and the other.
            let ends = |at: u32| {
                let pair = &pairs[at as usize];
                if side == 0 {
                    (pair.a, pair.b)
                } else {
                    (pair.b, pair.a)
                }
            };
            order.sort_unstable_by_key(|it| ends(*it));
            let group = |at: u32| (ends(at).0, self.document(ends(at).1));
            for of_one in order.chunk_by(|a, b| group(*a) == group(*b)) {
                for &at in of_one {
                    rivals[2 * at as usize + side] = of_one
                        .iter()
                        .filter(|it| !is_close(ends(**it).1, ends(at).1))
                        .map(|it| pairs[*it as usize].likeness)
                        .fold(0.0, f32::max);
                }
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
}

/// How like both of two sentences the likest third one is: `of_one` and `of_other` have what each is
/// linked to and how strongly, by number. What is linked to both is of a third document.
fn likest_third(of_one: &[(u32, f32)], of_other: &[(u32, f32)]) -> f32 {
    let mut others = of_other.iter().peekable();
    let thirds = of_one.iter().filter_map(|&(third, one)| {
        while others.next_if(|it| it.0 < third).is_some() {}
        let (_, other) = others.next_if(|it| it.0 == third)?;
        Some(one.min(*other))
    });
    thirds.fold(0.0, f32::max)
}
