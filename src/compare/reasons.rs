//! Why sentences stand in one row.

use std::collections::{BTreeMap, BTreeSet};

use super::Reasons;
use super::features::{Kind, Sentence};
use super::score::Rarity;
use crate::names::NameId;
use crate::order::Order;
use crate::text::Span;

/// So many words are enough to see why.
const MAX_WORDS: usize = 8;

/// What sentences of at least two documents of `row` share. `row` has every sentence with the
/// text of its document, in the order of the columns.
pub(super) fn reasons(row: &[(&Sentence, &str)], rarity: &Rarity) -> Reasons {
    let mut names: BTreeMap<u32, Shared<(NameId, NameId)>> = BTreeMap::new();
    let mut numbers: BTreeMap<u32, Shared<String>> = BTreeMap::new();
    let mut words: BTreeMap<u32, Shared<String>> = BTreeMap::new();
    for &(sentence, text) in row {
        for it in sentence.mentions.iter().filter(|it| it.share > 0.0) {
            let shared = names.entry(it.term).or_default();
            shared.add(sentence.document, || (it.name, it.thing));
            if let Some(first) = &mut shared.first
                && first.0 != it.name
            {
                first.0 = it.thing;
            }
        }
        for it in sentence.tokens.iter().filter(|it| it.mention.is_none()) {
            let kept = match it.kind {
                Kind::Word => &mut words,
                Kind::Number => &mut numbers,
                Kind::Function | Kind::Negation | Kind::Sign => continue,
            };
            let shared = kept.entry(it.term).or_default();
            shared.add(sentence.document, || written(text, it.span));
        }
    }
    Reasons {
        names: rarest_first(names, rarity)
            .into_iter()
            .map(|it| it.0)
            .collect(),
        numbers: rarest_first(numbers, rarity),
        words: rarest_first(words, rarity)
            .into_iter()
            .take(MAX_WORDS)
            .collect(),
    }
}

/// A thing and the documents that have it.
struct Shared<T> {
    documents: BTreeSet<usize>,
    /// As the first column has it.
    first: Option<T>,
}

impl<T> Default for Shared<T> {
    fn default() -> Shared<T> {
        Shared {
            documents: BTreeSet::new(),
            first: None,
        }
    }
}

impl<T> Shared<T> {
    fn add(&mut self, document: usize, first: impl FnOnce() -> T) {
        self.documents.insert(document);
        self.first.get_or_insert_with(first);
    }
}

fn written(text: &str, span: Span) -> String {
    span.of_text(text).to_owned()
}

/// What at least two documents have.
fn rarest_first<T>(all: BTreeMap<u32, Shared<T>>, rarity: &Rarity) -> Vec<T> {
    let mut shared: Vec<(f32, T)> = all
        .into_iter()
        .filter(|(_, it)| it.documents.len() > 1)
        .filter_map(|(term, it)| Some((rarity.of_word(term), it.first?)))
        .collect();
    shared.order_by(|a, b| b.0.total_cmp(&a.0));
    shared.into_iter().map(|(_, it)| it).collect()
}
