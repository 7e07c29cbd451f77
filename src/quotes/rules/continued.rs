//! The same speaker goes on: a sentence that is all quotation, or that quotes a piece and names
//! nobody, after one that did.

use super::super::scan::{Item, Scan, Sentence};
use super::super::sources::Who;
use crate::text::Span;

/// Who spoke in the sentence before.
#[derive(Clone, Debug)]
pub(in super::super) struct Before {
    /// Who it was.
    pub(in super::super) who: Who,
    /// Where the text points at the speaker.
    pub(in super::super) source: Option<Span>,
    /// Where it reports, when what was said is still to come: “Rathbun stated,”.
    pub(in super::super) pending_cue: Option<Span>,
    /// The passage.
    pub(in super::super) passage: u32,
    /// Whether a quotation stood in that sentence.
    pub(in super::super) has_quoted: bool,
    /// Whether a cue stood in it; otherwise it only had a person for its subject.
    pub(in super::super) has_cue: bool,
}

/// Whether the quotations of `sentence`, which has no report of its own, are by the speaker of
/// the sentence before it.
pub(in super::super) fn goes_on(
    scan: &Scan<'_>,
    sentence: &Sentence,
    before: &Before,
    n_words: usize,
) -> bool {
    let items = &scan.items[sentence.items.clone()];
    let is_bare = items
        .iter()
        .all(|it: &Item| it.quotation().is_some() || !it.is_word());
    let is_same_passage = before.passage == sentence.passage;
    if is_bare {
        return before.has_cue || is_same_passage;
    }
    is_same_passage && before.has_quoted && n_words > 3
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::check;

    #[test]
    fn all_quotation() {
        check("[Jane Doe: We start,] Jane Doe said. [Jane Doe: We start today.]");
        check("[Jane Doe: We start,] Jane Doe said.¶[Jane Doe: We start today.]");
    }

    #[test]
    fn announced_before_the_break() {
        check("Jane Doe stated,¶[Jane Doe: We start today.]");
    }

    #[test]
    fn after_a_speech_without_words() {
        check("Jane Doe also spoke out on the matter.¶[Jane Doe: We start today.]");
        check("Jane Doe shook her head. [Jane Doe: I cannot believe it.]");
    }

    #[test]
    fn not_after_something_else() {
        check(
            "Jane Doe said so. The house stood empty for a year.¶[?: We start today, whatever they say.]",
        );
    }
}
