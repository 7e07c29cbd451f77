//! A collection is analyzed: statements, names, index, forms of words.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Step, Watch, topics};
use crate::bundle::Bundle;
use crate::compare::{self, Known, Reviewed};
use crate::corpus::{Corpus, Document};
use crate::names::{Gathered, Gatherer, Given};
use crate::parallel;
use crate::quotes::{Statement, statements, unite};
use crate::search::{ClassOf, Index};

/// A corpus of fewer bytes of text is indexed when it is opened, in some ten milliseconds at most,
/// rather than made larger by an index.
const INDEXED_FROM: usize = 1 << 19;

/// So many documents are read in one go: enough that going over to the next costs nothing, few
/// enough that all cores are done at about the same time.
const AT_ONCE: usize = 256;

/// What a publisher says that goes into the analysis.
#[derive(Clone, Copy, Default)]
pub(super) struct Said<'a> {
    /// What things are called.
    pub(super) given: &'a [Given],
    /// Which sentences report the same thing, and which do not.
    pub(super) reviewed: &'a [Reviewed],
}

/// What is found in documents one by one, whatever else is in their corpus.
#[derive(Default)]
pub(super) struct Findings {
    /// Of each document, in their order.
    pub(super) statements: Vec<Vec<Statement>>,
    /// What all of them show of names.
    pub(super) gathered: Gathered,
}

/// Reads `documents`, which hold no more than may be carried, one by one. Linear in the texts.
pub(super) fn read(documents: &[Document], gatherer: &Gatherer, watch: Watch) -> Findings {
    let n_all = documents.len();
    let n_read = AtomicUsize::new(0);
    let parts: Vec<&[Document]> = documents.chunks(AT_ONCE).collect();
    let parts = parallel::map(&parts, |documents| {
        let mut gathered = Gathered::default();
        let mut all = Vec::with_capacity(documents.len());
        for document in *documents {
            gatherer.read(document, &mut gathered);
            all.push(statements(document));
        }
        let n_read = n_read.fetch_add(documents.len(), Ordering::Relaxed) + documents.len();
        watch(Step::Analyze(n_read, n_all));
        (all, gathered)
    });
    let mut findings = Findings::default();
    for (all, more) in parts {
        findings.statements.extend(all);
        findings.gathered.join(more);
    }
    findings
}

/// The bundle of `corpus`, whose documents hold no more than may be carried, and the positions of
/// the given names that nothing in it is called. Other forms of words are those of `class_of`.
/// Documents are read now unless it is known what was `found` in them.
///
/// About linear in the texts. Besides the bundle it takes some ten bytes a word.
pub(super) fn analyzed(
    corpus: Corpus,
    found: Option<Findings>,
    said: Said,
    class_of: ClassOf,
    watch: Watch,
) -> (Bundle, Vec<usize>) {
    let gatherer = Gatherer::new(said.given);
    let found = found.unwrap_or_else(|| read(&corpus.documents, &gatherer, watch));
    let Findings {
        mut statements,
        gathered,
    } = found;
    unite(&corpus.documents, &mut statements);
    let (names, unmet) = gatherer.names(gathered);
    watch(Step::Index);
    let mut index = Index::build(&corpus, &[]);
    let families = index.families(&corpus, class_of);
    index.relate(&families);
    let known = Known {
        reviewed: said.reviewed,
        statements: &topics::statements(&corpus, &index, class_of),
    };
    let stored = stored(&index, &corpus);
    // There may not be room for it beside what follows.
    drop(index);
    watch(Step::Compare);
    let links = compare::find(&corpus, &names, known);
    let bundle = Bundle {
        families,
        index: stored,
        links,
        statements,
        names,
        corpus,
        said: Vec::new(),
    };
    (bundle, unmet)
}

/// The bytes of the index of a large corpus, and nothing for a small one.
fn stored(index: &Index, corpus: &Corpus) -> Vec<u8> {
    let n_bytes: usize = corpus.documents.iter().map(|it| it.text.len()).sum();
    match n_bytes {
        ..INDEXED_FROM => Vec::new(),
        _ => index.to_bytes(),
    }
}
