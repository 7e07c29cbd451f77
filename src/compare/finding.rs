//! Finds which sentences of a corpus are told alike, when a bundle is built.
//!
//! Candidates share a rare word, so no sentence meets all others.

use std::ops::Range;

use super::likeness::{Point, Rarity, among_themselves};
use super::links::{Basis, CERTAIN, Link, Numbering, POSSIBLE, TWICE, sentences};
use super::reviews::Reviewed;
use super::strengths::{KEPT, Pair, Strengths};
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

/// So many links of each sentence are kept, and none weaker than [`KEPT`]. The weaker ones tell how
/// alike rows are on the whole.
const KEPT_OF_ONE: usize = 6;

/// What is known beforehand, over what the machine finds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// What somebody says of pairs. Of two on one pair the last counts.
    pub reviewed: &'a [Reviewed],
    /// Sentences that make one statement, for each statement of somebody.
    pub statements: &'a [Vec<(DocumentId, Span)>],
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
    let strengths = Strengths {
        places: &finder.places,
        among_themselves: &among_themselves,
    };
    let strengths = strengths.of_pairs(&pairs);
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
