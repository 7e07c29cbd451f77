//! The same article twice: the text of an agency on three sites, with another headline, a
//! paragraph cut, other quotation marks.
//!
//! Texts are compared by their shingles, runs of five folded words of running text (Broder, “On the
//! resemblance and containment of documents”, 1997): two are the same where the shorter has four
//! fifths of its shingles in the longer. Of each text a few shingles are put into an index by
//! winnowing (Schleimer, Wilkerson and Aiken, 2003), which keeps at least one of every four in a
//! row. A changed word takes five shingles in a row with it, so that copies share long runs and far
//! more than one in six of those kept: only texts that do are compared whole.

use std::collections::BTreeMap;

use super::Problem;
use super::label::is_wide;
use crate::corpus::{Document, DocumentId, content_hash};
use crate::text::{fold, words};

/// Words in a shingle.
const SHINGLE: usize = 5;

/// A shorter text is a copy only if it is the same letter by letter; in words.
const MIN_WORDS: usize = 40;

/// Of so many shingles in a row at least one is kept.
const WINDOW: usize = 4;

/// The share of the shorter text's shingles that stand in the longer, in percent.
const SAME_PERCENT: usize = 80;

/// Two texts are compared if one in so many of the kept shingles of the shorter is shared.
const COMPARED_FROM: usize = 6;

/// At most so many texts are compared with one, those that share the most.
const MAX_COMPARED: usize = 8;

/// At most so many places of one shingle are looked at: what stands in more texts is the language.
const MAX_PLACES: usize = 32;

/// Sets [`Document::same_as`] in `documents`, which are in their order, and warns of those that
/// are the same letter by letter. About linear in the text.
pub(super) fn note_copies(documents: &mut [Document], problems: &mut Vec<Problem>) {
    let mut same_as = exact_copies(documents, problems);
    note_near_copies(documents, &mut same_as);
    for (document, first) in documents.iter_mut().zip(same_as) {
        document.same_as = first.map(DocumentId);
    }
}

fn exact_copies(documents: &[Document], problems: &mut Vec<Problem>) -> Vec<Option<u32>> {
    let mut seen: BTreeMap<u64, u32> = BTreeMap::new();
    let firsts = (0_u32..).zip(documents).map(|(at, document)| {
        if document.text.is_empty() {
            return None;
        }
        let first = *seen.entry(content_hash(&document.text)).or_insert(at);
        let original = &documents[first as usize];
        if first == at || original.text != document.text {
            return None;
        }
        if original.file != document.file {
            problems.push(Problem::warning(
                &document.file,
                None,
                format!("the text is the same as that of {}", original.file),
                "remove one of the two, unless both outlets printed it",
            ));
        }
        Some(first)
    });
    firsts.collect()
}

/// Kept shingles with their documents.
struct Index {
    /// Shingle and document, in that order; shingles of one document only are left out.
    places: Vec<(u32, u32)>,
    /// Document and where the places of one of its shingles start, in that order.
    starts: Vec<(u32, u32)>,
    /// How many shingles of each document were kept.
    n_kept: Vec<u32>,
}

impl Index {
    /// The index of all documents that are no copies yet.
    fn of(documents: &[Document], same_as: &[Option<u32>]) -> Index {
        let mut places = Vec::new();
        let mut n_kept = Vec::with_capacity(documents.len());
        for (at, document) in (0_u32..).zip(documents) {
            let mut kept = match same_as[at as usize] {
                None => kept(&shingles(document)),
                Some(_) => Vec::new(),
            };
            kept.sort_unstable();
            kept.dedup();
            n_kept.push(kept.len() as u32);
            places.extend(kept.into_iter().map(|it| (it, at)));
        }
        places.sort_unstable();
        let is_next = |a: Option<&(u32, u32)>, b: &(u32, u32)| a.is_some_and(|a| a.0 == b.0);
        let is_shared: Vec<bool> = (0..places.len())
            .map(|at| {
                let it = &places[at];
                is_next(places.get(at + 1), it) || at > 0 && is_next(places.get(at - 1), it)
            })
            .collect();
        let mut flags = is_shared.into_iter();
        places.retain(|_| flags.next().unwrap_or_default());
        let mut starts = Vec::with_capacity(places.len());
        let mut start = 0;
        for (at, &(shingle, document)) in places.iter().enumerate() {
            if places[start].0 != shingle {
                start = at;
            }
            starts.push((document, start as u32));
        }
        starts.sort_unstable();
        Index {
            places,
            starts,
            n_kept,
        }
    }

    /// Earlier documents of which `is_first` holds and that share enough with `document`, in
    /// order.
    fn likely(&self, document: u32, is_first: impl Fn(u32) -> bool) -> Vec<u32> {
        let from = self.starts.partition_point(|it| it.0 < document);
        let mut n_shared: BTreeMap<u32, u32> = BTreeMap::new();
        for &(_, start) in self.starts[from..].iter().take_while(|it| it.0 == document) {
            let here = &self.places[start as usize..];
            let shingle = here[0].0;
            for &(_, other) in here
                .iter()
                .take_while(|it| it.0 == shingle && it.1 < document)
                .take(MAX_PLACES)
                .filter(|it| is_first(it.1))
            {
                *n_shared.entry(other).or_default() += 1;
            }
        }
        let kept = |it: u32| self.n_kept[it as usize];
        let mut likely: Vec<(u32, u32)> = (n_shared.into_iter())
            .filter(|&(other, n)| {
                n as usize * COMPARED_FROM >= kept(document).min(kept(other)) as usize
            })
            .collect();
        likely.sort_by_key(|it| std::cmp::Reverse(it.1));
        likely.truncate(MAX_COMPARED);
        let mut likely: Vec<u32> = likely.into_iter().map(|it| it.0).collect();
        likely.sort_unstable();
        likely
    }
}

fn note_near_copies(documents: &[Document], same_as: &mut [Option<u32>]) {
    let index = Index::of(documents, same_as);
    for at in 0..documents.len() {
        if let Some(first) = same_as[at] {
            // What is the same as a copy is the same as its original.
            same_as[at] = same_as[first as usize].or(Some(first));
            continue;
        }
        let likely = index.likely(at as u32, |it| same_as[it as usize].is_none());
        if likely.is_empty() {
            continue;
        }
        let own = set(documents, at as u32);
        same_as[at] = (likely.into_iter()).find(|&it| are_the_same(&own, &set(documents, it)));
    }
}

/// The shingles of a document in order of their values, each once.
fn set(documents: &[Document], at: u32) -> Vec<u64> {
    let mut set = shingles(&documents[at as usize]);
    set.sort_unstable();
    set.dedup();
    set
}

/// Whether the smaller of two sets lies mostly in the other.
fn are_the_same(a: &[u64], b: &[u64]) -> bool {
    let (mut at, mut n_shared) = (0, 0);
    for it in a {
        while b.get(at).is_some_and(|other| other < it) {
            at += 1;
        }
        n_shared += usize::from(b.get(at) == Some(it));
    }
    let shorter = a.len().min(b.len());
    shorter > 0 && n_shared * 100 >= shorter * SAME_PERCENT
}

/// The shingles of a document's running text in order; none where it is short.
fn shingles(document: &Document) -> Vec<u64> {
    let mut hashes = Vec::new();
    for (_, passage) in document.body() {
        let text = fold(document.passage_text(passage));
        for span in words(&text) {
            let word = span.of_text(&text);
            if word.contains(is_wide) {
                // Scripts without spaces go by characters.
                let mut bytes = [0; 4];
                hashes.extend(
                    word.chars()
                        .map(|c| content_hash(c.encode_utf8(&mut bytes))),
                );
            } else {
                hashes.push(content_hash(word));
            }
        }
    }
    if hashes.len() < MIN_WORDS {
        return Vec::new();
    }
    let mixed = |run: &[u64]| {
        let mix =
            |sum: u64, it: &u64| (sum.rotate_left(11) ^ it).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        run.iter().fold(0, mix)
    };
    hashes.windows(SHINGLE).map(mixed).collect()
}

/// The smallest of every few shingles in a row, by half of their bits: what these confuse, the
/// comparison tells apart.
fn kept(shingles: &[u64]) -> Vec<u32> {
    let half = |it: &u64| (it >> 32) as u32;
    let smallest = |run: &[u64]| run.iter().map(half).min();
    let mut kept: Vec<u32> = shingles.windows(WINDOW).filter_map(smallest).collect();
    kept.dedup();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same by the definition, each text compared with all before it.
    fn obvious(documents: &[Document]) -> Vec<Option<u32>> {
        let mut same_as: Vec<Option<u32>> = Vec::new();
        for at in 0..documents.len() {
            let equal = (0..at).find(|&it| {
                documents[it].text == documents[at].text && !documents[at].text.is_empty()
            });
            let near = || {
                let own = set(documents, at as u32);
                (0..at).find(|&it| {
                    same_as[it].is_none() && are_the_same(&own, &set(documents, it as u32))
                })
            };
            let found = match equal {
                Some(it) => same_as[it].or(Some(it as u32)),
                None => near().map(|it| it as u32),
            };
            same_as.push(found);
        }
        same_as
    }

    fn found(documents: &mut [Document]) -> Vec<Option<u32>> {
        note_copies(documents, &mut Vec::new());
        documents
            .iter()
            .map(|it| it.same_as.map(|it| it.0))
            .collect()
    }

    const WIRE: &str = "The ferry left the old harbor at noon, the owner of the port said. Nobody \
        was there to see it go, for the strike had lasted a week and most had lost hope.\n\n“We sail \
        because we must,” the captain said. The islands wait for bread, letters and fuel, and the \
        winter comes early to that coast.\n\nTalks go on in the capital tomorrow. Neither side \
        would say what it expects of them.";

    #[test]
    fn a_wire_story_on_three_sites() {
        let straight = WIRE.replace(['“', '”'], "\"").to_uppercase();
        let cut = WIRE.rsplit_once("\n\n").map(|it| it.0).unwrap_or_default();
        let texts = [
            WIRE,
            "Another story.",
            &straight,
            &format!("A line of our own comes first.\n\n{cut}"),
            WIRE,
        ];
        let mut documents: Vec<Document> = texts.iter().map(|it| Document::of_text(it)).collect();
        assert_eq!(
            found(&mut documents),
            [None, None, Some(0), Some(0), Some(0)]
        );
        // The order may change before the next time.
        documents.rotate_left(1);
        assert_eq!(
            found(&mut documents),
            [None, None, Some(1), Some(1), Some(1)]
        );
    }

    #[test]
    fn short_and_different_texts_are_no_copies() {
        let texts = ["It rained.", "It  rained.", "", "", WIRE];
        let mut documents: Vec<Document> = texts.iter().map(|it| Document::of_text(it)).collect();
        assert_eq!(found(&mut documents), [None; 5]);
    }

    #[test]
    fn japanese_goes_by_characters() {
        let text = "連絡船は正午に古い港を出たと港湾当局が七日に明らかにした。労使の交渉は八日も続く見通しだが、双方とも内容を明らかにしていない。";
        let other = text.replace("八日", "九日");
        let mut documents = [Document::of_text(text), Document::of_text(&other)];
        assert_eq!(found(&mut documents), [None, Some(0)]);
    }

    #[test]
    fn many_texts_in_one_pass() {
        // Every text shares its last ten words with all others.
        let text = |story: u64| {
            let word = |at: u64| {
                let number = if at < 50 { story * 60 + at } else { at };
                let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
                let mixed = (mixed ^ mixed >> 31).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                format!("w{}", (mixed >> 40) % 5000)
            };
            (0..60).map(word).collect::<Vec<_>>().join(" ")
        };
        let texts = (0..4000).map(|n| text(n % 3000));
        let mut documents: Vec<Document> = texts.map(|it| Document::of_text(&it)).collect();
        let found = found(&mut documents);
        let n_copies = found.iter().flatten().count();
        assert_eq!(n_copies, 1000);
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_obvious_way(
            stories in prop::collection::vec(prop::collection::vec(0_u8..40, 30..120), 1..4),
            edits in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..60, 0_usize..60, 0_u8..60), 1..10),
        ) {
            let mut documents: Vec<Document> = edits
                .iter()
                .map(|(story, from, cut, word)| {
                    let mut words = story.get(&stories).clone();
                    words.drain(..(*from).min(words.len()));
                    words.truncate(words.len().saturating_sub(*cut).max(1));
                    let at = usize::from(*word) % words.len().max(1);
                    if let Some(it) = words.get_mut(at) {
                        *it = *word;
                    }
                    let text: Vec<String> = words.iter().map(|it| format!("w{it}")).collect();
                    Document::of_text(&text.join(" "))
                })
                .collect();
            let expected = obvious(&documents);
            prop_assert_eq!(found(&mut documents), expected);
        }
    }
}
