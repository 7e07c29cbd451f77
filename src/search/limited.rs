//! A search of an index in pieces that takes no more than it may.
//!
//! It is tried again and again, each time with less, until what it takes of measured pieces is within
//! the measure: those of terms that stand nearly everywhere, and those of all words that begin like
//! one that is being typed.

use super::facets::Kept;
use super::index::Index;
use super::places::reach;
use super::query::{Node, Query};
use super::scope::{N_BANDS, Scope};
use super::tokens::segments;
use super::variants::forms;
use crate::corpus::{Corpus, DocumentId};
use crate::text::fold;

/// A search of an index in pieces that takes no more than it may.
pub struct Limited {
    /// What to ask of the index now.
    pub query: Query,
    /// Words of the query that stand nearly everywhere and are not asked for.
    pub left_out: Vec<String>,
    /// How many documents are looked through, of how many that the filters of the query keep.
    pub extent: (u32, u32),
}

impl Index {
    /// Gets ready for a search that may take `most` bytes of the places of long terms, at the
    /// `step`th try of getting along with that: with everything; with the documents that the
    /// filters keep; without words that stand nearly everywhere, where there are others, and without
    /// completing what begins too many; then with half of the documents, the last ones of the corpus, a quarter and so on. The last try may
    /// take what it needs.
    ///
    /// What is missing to know which words those are is noted.
    pub fn limit(
        &mut self,
        corpus: &Corpus,
        query: &Query,
        step: u32,
        most: Option<u32>,
    ) -> Limited {
        let mut limited = Limited {
            query: query.clone(),
            left_out: Vec::new(),
            extent: (0, 0),
        };
        self.scope = Scope::default();
        self.corrected.take();
        let Some(pieces) = &mut self.pieces else {
            return limited;
        };
        pieces.wanted.begin(None);
        pieces.sparing = most.filter(|_| step > 1);
        if step > 1 {
            limited.left_out = self.leave_out_common(&mut limited.query);
        }
        let mut is_last = false;
        if step > 0 {
            is_last = self.narrow(corpus, query, step.saturating_sub(2), &mut limited.extent);
        }
        if let Some(pieces) = &self.pieces
            && pieces.wanted.is_empty()
        {
            pieces.wanted.begin(most.filter(|_| !is_last));
        }
        limited
    }

    /// Looks through the last of the documents that the filters of `query` keep: of the bands that
    /// these lie in a half, halved as often. Whether that is a single one.
    fn narrow(
        &mut self,
        corpus: &Corpus,
        query: &Query,
        n_halved: u32,
        extent: &mut (u32, u32),
    ) -> bool {
        let kept = Kept::new(self, corpus, &query.filters);
        // How many documents that are kept each band has.
        let mut counts = vec![0_u32; N_BANDS as usize];
        let bands = self.pieces.iter().flat_map(|it| &it.band_of);
        for (document, band) in (0..).map(DocumentId).zip(bands) {
            if let Some(band) = band
                && kept.keeps_document(document, None)
            {
                counts[usize::from(*band)] += 1;
            }
        }
        let all: Vec<usize> = (0..counts.len()).filter(|it| counts[*it] > 0).collect();
        let n_chosen = (all.len() >> n_halved).max(1).min(all.len());
        let chosen = &all[all.len() - n_chosen..];
        let n_documents = |bands: &[usize]| bands.iter().map(|it| counts[*it]).sum();
        *extent = (n_documents(chosen), n_documents(&all));
        if (extent.0 as usize) < corpus.documents.len() {
            self.look_through(chosen);
        }
        n_chosen <= 1
    }

    /// Takes the words out of `query` that stand nearly everywhere, if others remain that tell more.
    fn leave_out_common(&self, query: &mut Query) -> Vec<String> {
        // Whether it is such a word, and whether it tells anything.
        let told = |piece: &Node| match piece {
            Node::Word {
                typed,
                is_unfinished,
                mode,
            } => {
                let folded = fold(typed);
                let is_run = segments(&folded).any(|it| it.is_run);
                let reach = reach(*is_unfinished, *mode);
                let forms = forms(self, &folded, reach);
                let is_common = !is_run && forms.all.iter().any(|it| self.postings.is_long(it.at));
                let tells = !(reach.is_unfinished && self.begins_too_many(&folded));
                (is_common, tells && !is_common)
            }
            Node::Without(_) => (false, false),
            _ => (false, true),
        };
        let told: Vec<(bool, bool)> = query.pieces.iter().map(told).collect();
        if told.iter().all(|it| !it.1) {
            return Vec::new();
        }
        let mut are_common = told.into_iter().map(|it| it.0);
        let mut left_out = Vec::new();
        query.pieces.retain(|it| {
            let is_common = are_common.next().unwrap_or_default();
            if is_common {
                left_out.push(it.to_string());
            }
            !is_common
        });
        left_out
    }

    /// Gets ready to look through one document, whatever that takes.
    pub fn limit_to(&mut self, document: DocumentId) {
        self.scope = Scope::default();
        let Some(pieces) = &mut self.pieces else {
            return;
        };
        pieces.wanted.begin(None);
        pieces.sparing = None;
        let band = pieces.band_of.get(document.0 as usize).copied();
        if let Some(band) = band.flatten() {
            self.look_through(&[band.into()]);
        }
    }

    /// Looks through some bands of the corpus, numbered in order.
    fn look_through(&mut self, bands: &[usize]) {
        let n_before = |token: u32| match token < self.n_tokens() {
            true => self.unit_of(token) as usize,
            false => self.n_units(),
        };
        self.scope = Scope::of_bands(self.postings.bands(), bands, n_before);
    }

    /// Whether the search that [`Index::limit`] began took more than it may, so that what it found is
    /// nothing.
    pub fn is_over(&self) -> bool {
        self.pieces.as_ref().is_some_and(|it| it.wanted.is_over())
    }

    /// How many bytes the search may take, where it spares.
    fn sparing(&self) -> Option<u32> {
        self.pieces.as_ref()?.sparing
    }

    /// Whether other forms that take this term are left out.
    pub(super) fn spares(&self, at: u32) -> bool {
        self.sparing().is_some() && self.postings.is_long(at)
    }

    /// Whether a word is not taken for the beginning of others, since these would take too much.
    pub(super) fn begins_too_many(&self, word: &str) -> bool {
        let Some(most) = self.sparing() else {
            return false;
        };
        let (mut first, mut last) = (u32::MAX, 0);
        self.dictionary.beginning(word, &mut |_, at| {
            first = first.min(at);
            last = last.max(at);
        });
        last.saturating_sub(first) > most / 2
    }

    /// The terms that begin so, whose places are measured; only the term itself where they would take
    /// too much.
    pub(super) fn beginning(&self, word: &str, found: &mut dyn FnMut(&str, u32)) {
        if self.begins_too_many(word) {
            if let Some(at) = self.dictionary.get(word) {
                found(word, at);
            }
            return;
        }
        self.dictionary.beginning(word, &mut |term, at| {
            self.postings.measure(at);
            found(term, at);
        });
    }
}
