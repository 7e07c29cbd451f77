//! Why sentences stand in one row.

use super::Reasons;
use super::words::{Kind, Sentence};
use crate::names::NameId;
use crate::order::Order;
use crate::table::Table;
use crate::text::Span;

/// So many words are enough to see why.
const MAX_WORDS: usize = 8;

/// In how many of `sentences` each word and name is.
pub(super) fn counts(sentences: &[Sentence]) -> Table<u32> {
    let mut counts: Table<u32> = Table::default();
    for it in sentences {
        let names = it.mentions.iter().map(|it| it.term);
        let mut terms: Vec<u32> = names.chain(it.tokens.iter().map(|it| it.term)).collect();
        terms.order();
        terms.dedup();
        for term in terms {
            *counts.entry(term.into()) += 1;
        }
    }
    counts
}

/// What sentences of at least two documents of `row` share. `row` has every sentence with the
/// text of its document, in the order of the columns; `counts` those of all that are compared.
pub(super) fn reasons(row: &[(&Sentence, &str)], counts: &Table<u32>) -> Reasons {
    let mut names: Table<Shared<(NameId, NameId)>> = Table::default();
    let mut numbers: Table<Shared<String>> = Table::default();
    let mut words: Table<Shared<String>> = Table::default();
    for &(sentence, text) in row {
        for it in sentence.mentions.iter().filter(|it| it.share > 0.0) {
            let shared = names.entry(it.term.into());
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
            let shared = kept.entry(it.term.into());
            shared.add(sentence.document, || written(text, it.span));
        }
    }
    Reasons {
        names: rarest_first(names, counts)
            .into_iter()
            .map(|it| it.0)
            .collect(),
        numbers: rarest_first(numbers, counts),
        words: rarest_first(words, counts)
            .into_iter()
            .take(MAX_WORDS)
            .collect(),
    }
}

/// A thing and the documents that have it.
struct Shared<T> {
    /// One bit each.
    documents: u32,
    /// As the first column has it.
    first: Option<T>,
}

impl<T> Default for Shared<T> {
    fn default() -> Shared<T> {
        Shared {
            documents: 0,
            first: None,
        }
    }
}

impl<T> Shared<T> {
    fn add(&mut self, document: usize, first: impl FnOnce() -> T) {
        self.documents |= 1 << (document % 32);
        self.first.get_or_insert_with(first);
    }
}

fn written(text: &str, span: Span) -> String {
    span.of_text(text).to_owned()
}

/// What at least two documents have.
fn rarest_first<T>(all: Table<Shared<T>>, counts: &Table<u32>) -> Vec<T> {
    let mut shared: Vec<(u32, u64, T)> = all
        .into_entries()
        .into_iter()
        .filter(|(_, it)| it.documents.count_ones() > 1)
        .filter_map(|(term, it)| {
            let count = counts.get(term).copied().unwrap_or_default();
            Some((count, term, it.first?))
        })
        .collect();
    shared.order_by_key(|it| (it.0, it.1));
    shared.into_iter().map(|it| it.2).collect()
}
