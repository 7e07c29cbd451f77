//! Which sentences of different documents report the same thing, and in what words.
//!
//! [`find`] looks for them in a whole corpus, when a bundle is built; [`Comparer`] lays documents
//! side by side by what was found.

mod words;
mod told;
mod likeness;
mod links;
mod reviews;
mod strengths;
mod finding;
mod rows;
mod marks;
mod word_by_word;
mod reuse;
mod reasons;
mod counterparts;

use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, DocumentId};
use crate::names::{NameId, Names};
use crate::order::Order;
use crate::table::Table;
use crate::text::Span;
pub use counterparts::Counterpart;
pub use finding::{Known, find};
pub use links::are_links;
use links::{Basis, Link, Numbering, STRONG, links};
use reasons::Counts;
pub use reuse::{Reuse, Run, RunPlace};
pub use reviews::{Place, REVIEW_COLUMNS, Review, Reviewed};
use rows::{Group, Linked};
use words::{Reader, Sentence};

/// More documents than this are never laid side by side.
pub const MAX_DOCUMENTS: usize = 5;

/// Two to five documents laid side by side.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Alignment {
    /// The documents, the lead first: its order is the order of the rows.
    pub documents: Vec<DocumentId>,
    /// What they have word for word in common.
    pub reuse: Reuse,
    /// From top to bottom. Every body sentence of every document has one row of its own; one that
    /// reports two things may stand in a second row too.
    pub rows: Vec<Row>,
}

/// Sentences that report the same thing; or neighbors of one passage that only one document
/// reports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// One for each of [`Alignment::documents`]; empty where nothing matches.
    pub cells: Vec<Vec<Cell>>,
    /// How sure the row is; `None` when it has one document only.
    pub band: Option<Band>,
    /// What the row's sentences share, the most telling first.
    pub reasons: Vec<Reason>,
}

/// A sentence in a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Index of its passage.
    pub passage: u32,
    /// The sentence, a span of the document's text.
    pub sentence: Span,
    /// Whether its own row is another one: this one it reports too.
    pub also: bool,
    /// Marked stretches, in order, not overlapping, inside the sentence.
    pub marks: Vec<(Span, Mark)>,
}

/// What a stretch is, against the other cells of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Mark {
    /// The same words stand in another cell.
    Same,
    /// Another cell names the same thing otherwise.
    Renamed(NameId),
    /// A number, date or negation that the lead cell of the row does not have; word by word, that the
    /// other cell does not have there.
    Differs,
    /// Word by word: the other cell has it too, elsewhere.
    Moved,
    /// Word by word: the other cell does not have it.
    Only,
}

/// How sure a link or row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Band {
    /// May report the same thing.
    Possible,
    /// Reports the same thing as far as words can tell.
    Strong,
}

/// Two sentences of different documents that may report the same thing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// Document and sentence, a span of its text; in the order of the documents.
    pub sentences: [(DocumentId, Span); 2],
    /// From 0 up to about 1.
    pub score: f32,
}

/// Why sentences stand in one row: a thing that they share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// Somebody or something that they name.
    Name(NameId),
    /// A number, a word or words that stand together, as the first cell that has them writes them.
    Words(String),
}

/// Compares documents of one corpus, by the links that were found in it.
pub struct Comparer {
    /// As [`find`] has them.
    links: Vec<u8>,
    reader: Reader,
}

impl Comparer {
    /// `links` and `names` are those of the corpus; see [`are_links`].
    pub fn new(links: Vec<u8>, names: &Names) -> Comparer {
        Comparer {
            links,
            reader: Reader::new(names, ""),
        }
    }

    /// Lays `documents` side by side, the first as the lead. Those that are named twice, are not
    /// in the corpus or come after the [`MAX_DOCUMENTS`]th are left out.
    ///
    /// What `reviewed` says wins over what was found.
    ///
    /// Which sentences share a row depends neither on the order of `documents` nor on that of
    /// their passages.
    pub fn align(
        &self,
        corpus: &Corpus,
        documents: &[DocumentId],
        reviewed: &[Reviewed],
    ) -> Alignment {
        let mut shown: Vec<DocumentId> = Vec::new();
        for &id in documents {
            let known = corpus.document(id).is_some();
            if known && !shown.contains(&id) && shown.len() < MAX_DOCUMENTS {
                shown.push(id);
            }
        }
        let mut sorted = shown.clone();
        sorted.order();
        let known = sorted.iter().filter_map(|&id| corpus.document(id));
        let sentences: Vec<Sentence> = known
            .enumerate()
            .flat_map(|(position, it)| self.reader.sentences(position, it))
            .collect();
        let linked = self.linked(corpus, &sorted, &sentences, reviewed);
        let mut groups = rows::groups(&sentences, &linked);
        rows::tell_twice(&sentences, &linked, &mut groups);
        let counts = Counts::new(&sentences);
        let place = |id: &DocumentId| sorted.binary_search(id).unwrap_or_default();
        let columns: Vec<usize> = shown.iter().map(place).collect();
        let order = rows::arranged(&sentences, &groups, &columns);
        let texts: Vec<&str> = sorted
            .iter()
            .map(|&it| corpus.document(it).map_or("", |it| &it.text))
            .collect();
        let rows = rows::joined(&sentences, &groups, &order);
        let rows = rows
            .iter()
            .map(|it| row(it, &sentences, &columns, &texts, &counts));
        Alignment {
            rows: rows.collect(),
            reuse: reuse::reuse(&sentences, &columns, &texts),
            documents: shown,
        }
    }

    /// All links among `documents`, strongest first.
    pub fn near(&self, corpus: &Corpus, documents: &[DocumentId]) -> Vec<Near> {
        let numbering = Numbering::new(corpus);
        let place = |number: u32| {
            let (place, span) = numbering.place(number)?;
            Some((place.document, span))
        };
        let mut near: Vec<Near> = self
            .among(&numbering, documents)
            .into_iter()
            .filter_map(|it| {
                Some(Near {
                    sentences: [place(it.a)?, place(it.b)?],
                    score: it.strength,
                })
            })
            .collect();
        near.order_by(|a, b| b.score.total_cmp(&a.score));
        near
    }

    /// The links between sentences of `documents`; two sentences that make one statement have one, and
    /// two that are surely the same as one sentence elsewhere: of many copies not all pairs are
    /// linked.
    fn among(&self, numbering: &Numbering, documents: &[DocumentId]) -> Vec<Link> {
        let ranges: Vec<_> = documents.iter().map(|it| numbering.of(*it)).collect();
        let is_wanted = |number: u32| ranges.iter().any(|it| it.contains(&number));
        let (stated, others): (Vec<Link>, Vec<Link>) = links(&self.links)
            .filter(|it| is_wanted(it.a) || is_wanted(it.b))
            .partition(|it| it.basis == Basis::Statement);
        let (mut among, outward): (Vec<Link>, Vec<Link>) =
            (others.into_iter()).partition(|it| is_wanted(it.a) && is_wanted(it.b));
        let mut through: Table<Vec<(u32, f32)>> = Table::default();
        for it in outward.iter().filter(|it| it.strength >= STRONG) {
            let (own, other) = if is_wanted(it.a) {
                (it.a, it.b)
            } else {
                (it.b, it.a)
            };
            through.entry(other.into()).push((own, it.strength));
        }
        let mut met: Table<bool> = Table::default();
        for it in &among {
            *met.entry(u64::from(it.a) << 32 | u64::from(it.b)) = true;
        }
        for same in through.values_mut() {
            same.order_by_key(|it| it.0);
            for (at, &(a, one)) in same.iter().enumerate() {
                for &(b, other) in &same[at + 1..] {
                    let is_met = met.entry(u64::from(a) << 32 | u64::from(b));
                    if numbering.document(a) != numbering.document(b)
                        && !std::mem::replace(is_met, true)
                    {
                        among.push(Link {
                            a,
                            b,
                            strength: one.min(other),
                            left: [0.0; 2],
                            basis: Basis::Words,
                        });
                    }
                }
            }
        }
        for (at, one) in stated.iter().enumerate() {
            let same = stated[at + 1..].iter().filter(|it| it.b == one.b);
            for other in same {
                if numbering.document(one.a) != numbering.document(other.a) {
                    among.push(Link {
                        b: other.a,
                        basis: Basis::Confirmed,
                        ..*one
                    });
                }
            }
        }
        among
    }

    /// The links among `sentences`, which are all of `documents`, by their index there.
    fn linked(
        &self,
        corpus: &Corpus,
        documents: &[DocumentId],
        sentences: &[Sentence],
        reviewed: &[Reviewed],
    ) -> Linked {
        let numbering = Numbering::new(corpus);
        let mut links = self.among(&numbering, documents);
        let among = |it: &&Reviewed| it.sentences.iter().all(|it| documents.contains(&it.0));
        let reviewed: Vec<Reviewed> = reviewed.iter().filter(among).copied().collect();
        if !reviewed.is_empty() {
            links.order_by_key(|it| (it.a, it.b));
            finding::review(&numbering, &reviewed, &mut links);
        }
        let mut n_before = 0;
        let mut renumbered = Vec::new();
        for range in documents.iter().map(|it| numbering.of(*it)) {
            let n = range.end - range.start;
            renumbered.push((range, n_before));
            n_before += n;
        }
        let index = |number: u32| {
            let of_it = renumbered.iter().find(|it| it.0.contains(&number));
            of_it.map_or(0, |it| number - it.0.start + it.1)
        };
        for it in &mut links {
            (it.a, it.b) = (index(it.a), index(it.b));
        }
        // Ties must not hang on the order of paragraphs.
        Linked::new(links, |it| {
            [it.a, it.b].map(|it| {
                let sentence = &sentences[it as usize];
                (sentence.document, &sentence.plain, sentence.span.start)
            })
        })
    }
}

/// `columns` has the positions of the documents in `texts`, in the order they are shown.
fn row(
    group: &Group,
    sentences: &[Sentence],
    columns: &[usize],
    texts: &[&str],
    counts: &Counts,
) -> Row {
    let (mut row, mut also) = (Vec::new(), Vec::new());
    for &column in columns {
        let members = group.sentences.iter().chain(&group.also);
        for &at in members.filter(|it| sentences[**it].document == column) {
            row.push((&sentences[at], texts[column]));
            also.push(group.also.contains(&at));
        }
    }
    let mut cells = vec![Vec::new(); columns.len()];
    for (((sentence, _), also), marks) in row.iter().zip(also).zip(marks::marks(&row)) {
        let column = columns.iter().position(|&it| it == sentence.document);
        cells[column.unwrap_or_default()].push(Cell {
            passage: sentence.passage,
            sentence: sentence.span,
            also,
            marks,
        });
    }
    Row {
        cells,
        band: group.band,
        reasons: reasons::reasons(&row, counts),
    }
}
