//! What somebody says of two sentences, and which sentences are meant.

use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, DocumentId};
use crate::text::{Span, fold, on_one_line};

/// The columns of a file of [`Review`]s.
pub const REVIEW_COLUMNS: [&str; 5] = ["verdict", "source", "words", "other source", "other words"];

/// Two sentences of a corpus, and whether they report the same thing. The machine takes it as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// Document and sentence, a span of its text.
    pub sentences: [(DocumentId, Span); 2],
    /// Whether they report the same thing.
    pub same: bool,
}

/// Two sentences as somebody names them, and whether they report the same thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Whether they do.
    pub same: bool,
    /// The sentences.
    pub sentences: [Place; 2],
}

/// A sentence, as somebody names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The document, by its key or the readable part of it.
    pub source: String,
    /// How the sentence begins.
    pub words: String,
}

impl Review {
    /// The sentences that are meant; `None` when one of them is not in `corpus`, or both are of one
    /// document. Costs the sentences of the documents that are named.
    pub fn resolved(&self, corpus: &Corpus) -> Option<Reviewed> {
        let [one, other] = self.sentences.each_ref().map(|it| it.in_corpus(corpus));
        let sentences = [one?, other?];
        let same = self.same;
        (sentences[0].0 != sentences[1].0).then_some(Reviewed { sentences, same })
    }

    /// Whether this is of the same two sentences as `other`.
    pub fn is_of(&self, other: &[Place; 2]) -> bool {
        let [a, b] = &self.sentences;
        *other == self.sentences || (&other[0], &other[1]) == (b, a)
    }
}

impl Place {
    /// Where it is; the first that begins so.
    pub fn in_corpus(&self, corpus: &Corpus) -> Option<(DocumentId, Span)> {
        let begins = words_of(&self.words);
        corpus
            .ids()
            .filter(|(_, document)| document.is_called(&self.source))
            .find_map(|(id, document)| {
                let mut sentences = document.body().flat_map(|(_, it)| &it.sentences);
                let found = sentences
                    .find(|it| words_of(it.of_text(&document.text)).starts_with(&begins))?;
                Some((id, *found))
            })
    }
}

/// Folded, on one line, from the first letter on: a quotation mark before it is no word.
fn words_of(text: &str) -> String {
    let folded = on_one_line(&fold(text));
    folded
        .trim_start_matches(|it: char| !it.is_alphanumeric())
        .to_owned()
}
