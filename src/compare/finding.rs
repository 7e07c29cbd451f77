//! Finds which sentences of a corpus are told alike, when a bundle is built.
//!
//! Candidates share a rare word, so no sentence meets all others. What makes a link strong is how
//! alike two sentences are, by how much they are liker than either is to the next sentence in
//! question, and how alike their neighbors in the paragraph are. All this is held against how alike
//! the sentences of each document are among themselves: these share the subject of the story and
//! report different things, so they show how much likeness means nothing yet. At last two sentences
//! gain by a third, of another document, that is like both. The weights come from pairs judged by
//! hand in four corpora (`make bench-compare`).

use std::ops::Range;

use super::likeness::{Point, Rarity, USUALLY, among_themselves};
use super::links::{Basis, CERTAIN, Link, Numbering, POSSIBLE, TWICE, sentences};
use super::reviews::Reviewed;
use super::told::{FAMILIES, told};
use super::words::Reader;
use crate::corpus::{Corpus, Document, DocumentId};
use crate::names::Names;
use crate::order::Order;
use crate::parallel;
use crate::table::Table;
use crate::text::Span;

/// A word that more sentences than this have finds no candidates: keeps the work near linear. A corpus
/// of few sentences, which may tell one story throughout, has room for more ([`ROOM`]).
const MAX_POSTINGS: usize = 64;

/// So many rarest words of a sentence find its candidates.
const MAX_KEYS: usize = 32;

/// Cosine of words under which two sentences are not looked at closely.
const SHARED: f32 = 0.02;

/// How many sentences are looked at closely for one: of each other document, and in all; fewer in a
/// corpus of more than one band, where there is always a better one.
const OF_ONE_DOCUMENT: usize = 8;
const CANDIDATES: usize = 16;
const CANDIDATES_OF_MANY: usize = 6;

/// A corpus looks closely at so many pairs whatever it holds, and follows ten times as many postings.
const ROOM: usize = 100_000;

/// Sentences less alike than this are not looked at further.
const UNLIKE: f32 = 0.06;

/// So many sentences are at hand at a time, each a kilobyte; those of one document always together.
const OF_BAND: u32 = 250_000;

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

/// So many links of each sentence are kept, and none weaker than this. The weaker ones tell how alike
/// rows are on the whole.
const KEPT: f32 = 0.2;
const KEPT_OF_ONE: usize = 6;

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
    /// Whether one denies what somebody claims and the other does not.
    is_denied: bool,
}

/// What comparing all sentences word by word gives.
#[derive(Default)]
struct Candidates {
    /// Pairs that share rare words, the earlier one first, sorted.
    pairs: Vec<(u32, u32)>,
    /// How alike the sentences of each document are among themselves.
    among_themselves: Vec<f32>,
    /// The sentences of the last band, which is all there is in most corpora.
    points: Vec<Point>,
}

/// The links of `corpus`, as a bundle carries them, with what is known beforehand. `names` are those
/// of `corpus`.
///
/// Takes time that is about linear in the sentences, and some 200 bytes for each, besides a
/// kilobyte for each of half a million at most. In a corpus of more than half of these no sentence
/// stands in two rows, because who else says what is not at hand all at once.
pub fn find(corpus: &Corpus, names: &Names, known: Known) -> Vec<u8> {
    let links = find_in_bands(corpus, names, known, OF_BAND);
    links.iter().flat_map(|it| it.to_bytes()).collect()
}

fn find_in_bands(corpus: &Corpus, names: &Names, known: Known, of_band: u32) -> Vec<Link> {
    let numbering = Numbering::new(corpus);
    let places = (0..)
        .zip(&corpus.documents)
        .flat_map(|(document, it)| sentences(it).map(move |(passage, _)| (document, passage)));
    let mut finder = Finder {
        corpus,
        reader: Reader::new(names, FAMILIES),
        rarity: Rarity::new(),
        places: places.collect(),
    };
    finder.count();
    let bands = finder.bands(of_band);
    let Candidates {
        pairs,
        among_themselves,
        points,
    } = finder.candidates(&bands);
    let pairs = finder.pairs(&bands, pairs, &points);
    let mut strengths = finder.strengths(&pairs, &among_themselves);
    finder.tell_event(&pairs, &mut strengths);
    let strengths = finder.with_thirds(&pairs, &strengths);
    let mut links = kept(&pairs, &strengths);
    let stated = stated(&numbering, known.statements);
    if let [_] = bands.as_slice() {
        finder.tell_left(&points, &mut links, &stated);
    }
    review(&numbering, known.reviewed, &mut links);
    links.extend(stated);
    links.order_by_key(|it| (it.a, it.b));
    links
}

struct Finder<'a> {
    corpus: &'a Corpus,
    reader: Reader,
    rarity: Rarity,
    /// Document and passage of each sentence.
    places: Vec<(u32, u32)>,
}

/// Documents whose sentences are at hand together, and the sentences.
struct Band {
    documents: Range<usize>,
    sentences: Range<u32>,
}

impl Finder<'_> {
    fn document(&self, sentence: u32) -> u32 {
        self.places[sentence as usize].0
    }

    fn bands(&self, of_band: u32) -> Vec<Band> {
        let n_documents = self.corpus.documents.len();
        let mut bands = Vec::new();
        let (mut first, mut start) = (0, 0);
        for document in 1..=n_documents {
            let end = self.places.partition_point(|it| (it.0 as usize) < document) as u32;
            if end - start >= of_band || document == n_documents {
                bands.push(Band {
                    documents: first..document,
                    sentences: start..end,
                });
                (first, start) = (document, end);
            }
        }
        bands
    }

    /// Counts what all sentences say.
    fn count(&mut self) {
        let numbered: Vec<(usize, &Document)> = self.corpus.documents.iter().enumerate().collect();
        parallel::map(&numbered, |&(position, document)| {
            for told in told(&self.reader, position, document) {
                self.rarity.add(&Point::of(&told, &document.text));
            }
        });
    }

    /// The sentences of `band` as points, weighed.
    fn points(&self, band: &Band) -> Vec<Point> {
        let documents = &self.corpus.documents[band.documents.clone()];
        let numbered: Vec<(usize, &Document)> = (band.documents.start..).zip(documents).collect();
        let points = parallel::map(&numbered, |&(position, document)| {
            let told = told(&self.reader, position, document);
            let mut points: Vec<Point> =
                (told.iter().map(|it| Point::of(it, &document.text))).collect();
            points.iter_mut().for_each(|it| it.weigh(&self.rarity));
            points
        });
        points.into_iter().flatten().collect()
    }

    fn candidates(&self, bands: &[Band]) -> Candidates {
        let mut postings: Table<Vec<(u32, f32)>> = Table::default();
        let mut lengths: Vec<f32> = Vec::with_capacity(self.places.len());
        let mut shared = vec![0.0; self.places.len()];
        let mut found = Candidates::default();
        let n_most = if bands.len() > 1 {
            CANDIDATES_OF_MANY
        } else {
            CANDIDATES.max(ROOM / self.places.len().max(1))
        };
        for band in bands {
            found.points = self.points(band);
            let by_document = self.by_document(band, &found.points);
            (found.among_themselves).extend(parallel::map(&by_document, |it| among_themselves(it)));
            let keys = parallel::map(&found.points, |it| self.rarest(it));
            for ((sentence, point), keys) in band.sentences.clone().zip(&found.points).zip(keys) {
                lengths.push(point.length());
                let likest = self.likest(sentence, &keys, &postings, &lengths, &mut shared);
                let likest = likest.into_iter().take(n_most);
                found.pairs.extend(likest.map(|other| (other, sentence)));
                for (key, weight) in keys {
                    postings.entry(key.into()).push((sentence, weight));
                }
            }
        }
        found.pairs.sort_unstable();
        found
    }

    /// The points of each document of `band`, of whose sentences they are.
    fn by_document<'a>(&self, band: &Band, points: &'a [Point]) -> Vec<&'a [Point]> {
        let mut rest = points;
        let of_one = band.documents.clone().map(|document| {
            let end = self.places.partition_point(|it| it.0 as usize <= document);
            let n_left = (band.sentences.end as usize) - end;
            let (of_it, left) = rest.split_at(rest.len() - n_left);
            rest = left;
            of_it
        });
        of_one.collect()
    }

    /// The rarest words of a sentence, with their weights; none of a dateline, which names place and
    /// day and reports nothing.
    fn rarest(&self, point: &Point) -> Vec<(u32, f32)> {
        if !point.says_something() {
            return Vec::new();
        }
        let most = MAX_POSTINGS.max(10 * ROOM / self.places.len().max(1));
        let among = |key: u32| (2..=most).contains(&self.rarity.n_with(key));
        let mut keys: Vec<(u32, f32)> = point.keys().filter(|it| among(it.0)).collect();
        keys.order_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        keys.truncate(MAX_KEYS);
        keys
    }

    /// The sentences of other documents, of those in `postings`, that share words with `sentence`,
    /// which has `keys`; those that share the most come first. `shared` is all zeros, before and after.
    fn likest(
        &self,
        sentence: u32,
        keys: &[(u32, f32)],
        postings: &Table<Vec<(u32, f32)>>,
        lengths: &[f32],
        shared: &mut [f32],
    ) -> Vec<u32> {
        let mut touched = Vec::new();
        for &(key, weight) in keys {
            for &(other, there) in postings.get(key.into()).into_iter().flatten() {
                if self.document(other) == self.document(sentence) {
                    continue;
                }
                let shared = &mut shared[other as usize];
                if *shared == 0.0 {
                    touched.push(other);
                }
                *shared += weight * there;
            }
        }
        let length = |it: u32| lengths[it as usize];
        let mut alike: Vec<(u32, f32)> = touched
            .into_iter()
            .map(|it| (it, std::mem::take(&mut shared[it as usize]) / length(it)))
            .filter(|it| it.1 >= SHARED * length(sentence))
            .collect();
        alike.order_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        let mut taken: Table<usize> = Table::default();
        alike.retain(|it| {
            let taken = taken.entry(self.document(it.0).into());
            *taken += 1;
            *taken <= OF_ONE_DOCUMENT
        });
        alike.into_iter().map(|it| it.0).collect()
    }

    /// How alike `candidates` are, those that are at all. `points` are those of the last band.
    fn pairs(&self, bands: &[Band], candidates: Vec<(u32, u32)>, points: &[Point]) -> Vec<Pair> {
        let alike = |one: &[Point], other: &[Point], candidates: &[(u32, u32)], from: [u32; 2]| {
            let pairs = parallel::map(candidates, |&(a, b)| {
                let (one, other) = (&one[(a - from[0]) as usize], &other[(b - from[1]) as usize]);
                Pair {
                    a,
                    b,
                    likeness: one.likeness(other, &self.rarity),
                    is_denied: one.is_denied_by(other),
                }
            });
            pairs.into_iter().filter(|it| it.likeness >= UNLIKE)
        };
        if let [_] = bands {
            return alike(points, points, &candidates, [0, 0]).collect();
        }
        let mut pairs = Vec::new();
        for (at, later) in bands.iter().enumerate() {
            let of_later = self.points(later);
            for (other_at, earlier) in bands[..=at].iter().enumerate() {
                let among: Vec<(u32, u32)> = (candidates.iter().copied())
                    .filter(|it| {
                        earlier.sentences.contains(&it.0) && later.sentences.contains(&it.1)
                    })
                    .collect();
                let from = [earlier.sentences.start, later.sentences.start];
                if other_at == at {
                    pairs.extend(alike(&of_later, &of_later, &among, from));
                } else {
                    pairs.extend(alike(&self.points(earlier), &of_later, &among, from));
                }
            }
        }
        pairs.sort_unstable_by_key(|it| (it.a, it.b));
        pairs
    }

    /// How strong each pair is, given all others and how alike the sentences of each document are
    /// among themselves.
    fn strengths(&self, pairs: &[Pair], among_themselves: &[f32]) -> Vec<f32> {
        let usual = |it: u32| among_themselves[self.document(it) as usize];
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

    /// Notes how like the other each sentence of a link still is when all that it shares with its
    /// likest others, one of each document, is taken away: whether it tells a second thing. `stated`
    /// are the links to statements.
    fn tell_left(&self, points: &[Point], links: &mut [Link], stated: &[Link]) {
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
                .map(|it| &points[it.0 as usize])
                .collect();
            if others.is_empty() {
                return 0.0;
            }
            let [from, to] = [from, to].map(|it| &points[it as usize]);
            let left = from.beside(&others, &self.rarity);
            left.sameness(to, &self.rarity)
        };
        let mut links: Vec<&mut Link> = (links.iter_mut())
            .filter(|it| it.strength >= TWICE)
            .collect();
        parallel::each(&mut links, |it| {
            it.left = [left(it.a, it.b, it.strength), left(it.b, it.a, it.strength)];
        });
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

/// The links worth carrying among `pairs`: the strongest of either sentence.
fn kept(pairs: &[Pair], strengths: &[f32]) -> Vec<Link> {
    let numbered = (0_u32..).zip(pairs).zip(strengths);
    let mut ends: Vec<(u32, f32, u32)> = numbered
        .filter(|it| *it.1 >= KEPT)
        .flat_map(|((at, pair), strength)| [pair.a, pair.b].map(|it| (it, *strength, at)))
        .collect();
    ends.sort_unstable_by(|x, y| x.0.cmp(&y.0).then(y.1.total_cmp(&x.1)).then(x.2.cmp(&y.2)));
    let mut is_kept = vec![false; pairs.len()];
    for of_one in ends.chunk_by(|x, y| x.0 == y.0) {
        for it in of_one.iter().take(KEPT_OF_ONE) {
            is_kept[it.2 as usize] = true;
        }
    }
    let all = pairs.iter().zip(strengths).zip(is_kept);
    all.filter(|it| it.1)
        .map(|((pair, &strength), _)| Link {
            a: pair.a,
            b: pair.b,
            strength,
            left: [0.0; 2],
            basis: Basis::Words,
        })
        .collect()
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

/// Puts what somebody says in the place of what the machine found; `links` are in order.
pub(super) fn review(numbering: &Numbering, reviewed: &[Reviewed], links: &mut Vec<Link>) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_bands_the_same_is_found() {
        let texts = [
            "The dam at Orrin burst at dawn. Engineer Mara Quill had warned of cracks.",
            "",
            "A dam burst near Orrin on Monday. Nobody was hurt, said Mara Quill.",
            "Cracks were known, engineer Quill says. The valley is under water.",
            "Water stands in the valley below Orrin. The dam broke at dawn.",
        ];
        let corpus = Corpus {
            documents: texts.map(Document::of_text).into(),
            ..Corpus::default()
        };
        let names = Names::find(&corpus);
        let found = |of_band| {
            let mut links = find_in_bands(&corpus, &names, Known::default(), of_band);
            // Told only where all is at hand.
            links.iter_mut().for_each(|it| it.left = [0.0; 2]);
            links
        };
        let at_once = found(OF_BAND);
        assert!(at_once.len() > 3, "{at_once:?}");
        for of_band in 1..5 {
            assert_eq!(found(of_band), at_once);
        }
    }

    /// How strong the link between the first sentences of the first two of `texts` is, all of 12 May
    /// 2026, a Tuesday.
    fn strength(texts: &[&str]) -> f32 {
        let documents = texts.iter().map(|it| Document {
            date: "2026-05-12".parse().ok(),
            ..Document::of_text(it)
        });
        let corpus = Corpus {
            documents: documents.collect(),
            ..Corpus::default()
        };
        let names = Names::find(&corpus);
        let links = find_in_bands(&corpus, &names, Known::default(), OF_BAND);
        let second = Numbering::new(&corpus).of(DocumentId(1)).start;
        let link = links.iter().find(|it| it.a == 0 && it.b == second);
        link.map_or(0.0, |it| it.strength)
    }

    #[test]
    fn what_says_the_same_is_nearer() {
        let check = |one: &str, nearer: &str, farther: &str| {
            let [near, far] = [nearer, farther].map(|it| strength(&[one, it]));
            assert!(near > far, "{one}\n{near} {nearer}\n{far} {farther}");
        };
        // A day by its name and by its number.
        check(
            "Repairs to the sea wall began on Tuesday.",
            "Masons repaired the wall from 12 May.",
            "Masons repaired the wall from 14 May.",
        );
        // A number and what is made of it.
        check(
            "Some 200 homes had no water.",
            "In 212 homes water failed.",
            "In 312 homes water failed.",
        );
        check(
            "The wall cost 4.2 million crowns.",
            "A price of 4.2 million crowns was paid.",
            "A price of 2.4 million crowns was paid.",
        );
        // A claim and its denial.
        check(
            "The ship was held in port for defects.",
            "Baltline confirmed that the ship was held for defects.",
            "Baltline denied that the ship was held for defects.",
        );
    }

    #[test]
    fn a_third_that_is_like_both_makes_two_liker() {
        let two = [
            "Masons repaired the wall in Orrin.",
            "The stone dam at Orrin is mended.",
        ];
        let with = |third| strength(&[two[0], two[1], third]);
        let like_both = with("Masons repaired the wall, the stone dam is mended.");
        let like_neither = with("Nobody swims in winter, the water is cold.");
        assert!(like_both > like_neither, "{like_both} {like_neither}");
    }
}
