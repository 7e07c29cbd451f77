//! A verb that no list has, where only one that reports can stand: “…,” the crowd chanted.

use super::super::lexicon::class::*;
use super::super::reports::{Reach, Report};
use super::super::scan::{Item, Shape};
use super::super::sources::Scene;

/// The report of a sentence that begins with a quotation, which ends in a comma, a question or
/// an exclamation mark, and goes on with a phrase and a verb in its past.
pub(in super::super) fn report(scene: &Scene<'_>) -> Option<Report> {
    let first = scene.sentence.start;
    let piece = scene.scan.marked[scene.get(first)?.quotation()? as usize];
    if !scene.scan.str(piece.words).ends_with([',', '?', '!']) {
        return None;
    }
    let is_past = |at: usize| {
        scene.get(at).is_some_and(|it| {
            it.shape == Shape::Lower
                && !it.is(SMALL | ROLE)
                && scene.scan.str(it.span).ends_with("ed")
        })
    };
    let verb = (first + 2..first + 9).find(|&it| is_past(it))?;
    if !scene.items()[first + 1..verb].iter().all(Item::is_word) {
        return None;
    }
    let start = first + 1;
    let phrase = scene.phrase_after(start);
    let source = scene.source(start..phrase.end.min(verb), None)?;
    (source.items.start == start && source.items.end == verb).then_some(Report {
        cue: verb..verb + 1,
        source,
        reach: Reach::Around,
        is_embedded: false,
        has_clause: false,
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::check;

    #[test]
    fn a_verb_of_no_list() {
        check("[Jane Doe: We start,] Jane Doe deadpanned.");
        check("Jane Doe spoke. [?: No justice, no peace,] the crowd chanted.");
    }

    #[test]
    fn not_without_a_comma() {
        check("[=: Selma] opened in January.");
    }
}
