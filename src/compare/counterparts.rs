//! Who else says it: for the sentences of one document, the likest of the others.

use super::links::{Basis, Link, Numbering, POSSIBLE, band, links};
use super::{Band, Comparer};
use crate::corpus::{Corpus, DocumentId, PassageId};
use crate::order::Order;
use crate::table::Table;
use crate::text::Span;

/// So many others that make the same statement are enough.
const MAX_STATED: usize = 30;

/// A sentence of one document and the sentence of another that is likest.
#[derive(Clone, Debug, PartialEq)]
pub struct Counterpart {
    /// Index of the passage in the document that was asked for.
    pub passage: u32,
    /// The sentence there.
    pub sentence: Span,
    /// Where the counterpart stands.
    pub other: PassageId,
    /// The sentence there, a span of that document's text.
    pub other_sentence: Span,
    /// How sure it is.
    pub band: Band,
}

impl Comparer {
    /// For every body sentence of `document` the likest sentence of each other document, where
    /// one is like enough; in the order of the text, the likest first.
    ///
    /// Linear in the links of the corpus, with no text read.
    pub fn counterparts(&self, corpus: &Corpus, document: DocumentId) -> Vec<Counterpart> {
        let numbering = Numbering::new(corpus);
        let own = numbering.of(document);
        let mut found: Vec<(u32, u32, f32)> = Vec::new();
        let (stated, told): (Vec<Link>, Vec<Link>) = links(&self.links)
            .filter(|it| it.strength >= POSSIBLE)
            .partition(|it| it.basis == Basis::Statement);
        for it in told {
            for (one, other) in [(it.a, it.b), (it.b, it.a)] {
                if own.contains(&one) {
                    found.push((one, other, it.strength));
                }
            }
        }
        for it in stated.iter().filter(|it| own.contains(&it.a)) {
            let same = stated
                .iter()
                .filter(|one| one.b == it.b && !own.contains(&one.a));
            found.extend(
                same.take(MAX_STATED)
                    .map(|other| (it.a, other.a, it.strength)),
            );
        }
        found.order_by(|x, y| x.0.cmp(&y.0).then(y.2.total_cmp(&x.2)));
        let mut met: Table<bool> = Table::default();
        found.retain(|it| {
            let pair = u64::from(it.0) << 32 | u64::from(numbering.document(it.1).0);
            !std::mem::replace(met.entry(pair), true)
        });
        let counterpart = |(own, other, strength): (u32, u32, f32)| {
            let (own, sentence) = numbering.place(own)?;
            let (other, other_sentence) = numbering.place(other)?;
            Some(Counterpart {
                passage: own.passage,
                sentence,
                other,
                other_sentence,
                band: band(strength),
            })
        };
        found.into_iter().filter_map(counterpart).collect()
    }
}
