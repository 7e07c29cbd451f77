//! Which sentences of different documents report the same thing, and in what words.

mod features;
mod score;
mod links;
mod rows;
mod marks;
mod reasons;
mod counterparts;

use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, DocumentId};
use crate::names::{NameId, Names};
use crate::order::Order;
use crate::text::Span;
pub use counterparts::{Counterpart, counterparts};
use features::{Reader, Sentence};
use rows::Group;
use score::{Features, Rarity};

/// More documents than this are never laid side by side.
pub const MAX_DOCUMENTS: usize = 5;

/// Two to five documents laid side by side.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Alignment {
    /// The documents, the lead first: its order is the order of the rows.
    pub documents: Vec<DocumentId>,
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
    /// What the row's sentences share.
    pub reasons: Reasons,
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
    /// A number, date or negation that the lead cell of the row does not have.
    Differs,
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

/// Why sentences stand in one row, in what they share.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reasons {
    /// Names, rarest first.
    pub names: Vec<NameId>,
    /// Years and numbers.
    pub numbers: Vec<String>,
    /// Other words, rarest first, as the lead cell writes them.
    pub words: Vec<String>,
}

/// How rare the words of a corpus are, which is what comparison goes by.
///
/// Made once for a corpus in time linear in its length; then each comparison costs about the
/// length of the documents it compares.
pub struct Weights {
    reader: Reader,
    rarity: Rarity,
    /// For each document its words and names, sorted.
    vocabulary: Vec<Vec<u32>>,
}

/// Lays `documents` side by side: [`Weights::align`] for one time only.
pub fn align(corpus: &Corpus, names: &Names, documents: &[DocumentId]) -> Alignment {
    Weights::new(corpus, names).align(corpus, documents)
}

impl Weights {
    /// Weighs the body sentences of `corpus`.
    pub fn new(corpus: &Corpus, names: &Names) -> Weights {
        let reader = Reader::new(names);
        let mut rarity = Rarity::default();
        let mut vocabulary = Vec::with_capacity(corpus.documents.len());
        for document in &corpus.documents {
            let sentences = reader.sentences(0, document);
            vocabulary.push(score::vocabulary(&sentences));
            sentences.iter().for_each(|it| rarity.add(it));
        }
        Weights {
            reader,
            rarity,
            vocabulary,
        }
    }

    /// Lays `documents` side by side, the first as the lead. Those that are named twice, are not
    /// in the corpus or come after the [`MAX_DOCUMENTS`]th are left out.
    ///
    /// Which sentences share a row depends neither on the order of `documents` nor on that of
    /// their passages. `corpus` is the one that was weighed.
    pub fn align(&self, corpus: &Corpus, documents: &[DocumentId]) -> Alignment {
        let mut shown: Vec<DocumentId> = Vec::new();
        for &id in documents {
            let known = corpus.document(id).is_some();
            if known && !shown.contains(&id) && shown.len() < MAX_DOCUMENTS {
                shown.push(id);
            }
        }
        let mut sorted = shown.clone();
        sorted.order();
        let (sentences, features) = self.read(corpus, &sorted);
        let near = links::near(&sentences, &features, None);
        let links = links::links(&sentences, &near);
        let mut groups = rows::groups(&sentences, &features, &links);
        rows::tell_twice(&sentences, &features, &near, &mut groups);
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
            .map(|it| self.row(it, &sentences, &columns, &texts));
        Alignment {
            rows: rows.collect(),
            documents: shown,
        }
    }

    /// All pairs of sentences of `documents` that are near enough to be looked at, likest first.
    pub fn near(&self, corpus: &Corpus, documents: &[DocumentId]) -> Vec<Near> {
        let (sentences, features) = self.read(corpus, documents);
        let place = |at: usize| (documents[sentences[at].document], sentences[at].span);
        let mut near: Vec<Near> = (links::near(&sentences, &features, None).into_iter())
            .map(|it| Near {
                sentences: [place(it.a), place(it.b)],
                score: it.score,
            })
            .collect();
        near.order_by(|a, b| b.score.total_cmp(&a.score));
        near
    }

    /// The body sentences of `documents` and what they are compared by.
    fn read(&self, corpus: &Corpus, documents: &[DocumentId]) -> (Vec<Sentence>, Vec<Features>) {
        let known = documents.iter().filter_map(|&id| corpus.document(id));
        let sentences: Vec<Sentence> = known
            .enumerate()
            .flat_map(|(position, it)| self.reader.sentences(position, it))
            .collect();
        let features = sentences
            .iter()
            .map(|it| self.rarity.features(it))
            .collect();
        (sentences, features)
    }

    /// `columns` has the positions of the documents in `texts`, in the order they are shown.
    fn row(&self, group: &Group, sentences: &[Sentence], columns: &[usize], texts: &[&str]) -> Row {
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
            reasons: reasons::reasons(&row, &self.rarity),
        }
    }
}
