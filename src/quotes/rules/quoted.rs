//! Someone is quoted by another: “TASS quoted Abe as saying”, “Abe was quoted as saying”, “was
//! called “a disaster” by Abe”.

use super::super::lexicon::class::*;
use super::super::reports::{Reach, Report, is_adverb};
use super::super::sources::{Scene, Who};

/// The report whose cue is the word at `at`.
pub(in super::super) fn report(
    scene: &Scene<'_>,
    at: usize,
    spoken: Option<Who>,
) -> Option<Report> {
    if scene.get(at)?.is(ING) || at > 0 && scene.is_word(at - 1, "having") {
        return saying(scene, at, spoken);
    }
    if !scene.get(at)?.is(FINITE) || !is_passive(scene, at).0 {
        return None;
    }
    let quotation =
        (at + 1..at + 8).find(|&it| scene.get(it).is_some_and(|it| it.quotation().is_some()))?;
    let by = (quotation + 1..quotation + 4).find(|&it| scene.is_word(it, "by"))?;
    let source = scene.source(scene.phrase_after(by + 1), spoken)?;
    Some(Report {
        cue: at..at + 1,
        source,
        reach: Reach::Onward,
        is_embedded: false,
        has_clause: true,
    })
}

/// “quoted … as saying”, “as having said”, the last word being at `at`.
fn saying(scene: &Scene<'_>, at: usize, spoken: Option<Who>) -> Option<Report> {
    let first = at.checked_sub(1)?;
    let link = first - usize::from(first > 0 && scene.is_word(first, "having"));
    if !scene.is_word(link, "as") {
        return None;
    }
    let quotes = ["quoted", "quotes", "cited", "cites", "reported"];
    let verb = (link.saturating_sub(16)..link)
        .rev()
        .find(|&it| quotes.iter().any(|quote| scene.is_word(it, quote)))?;
    let (is_passive, first) = is_passive(scene, verb);
    let phrase = if is_passive {
        scene.phrase_before(first)
    } else {
        scene.phrase_after(verb + 1)
    };
    Some(Report {
        cue: at..at + 1,
        source: scene.source(phrase, spoken)?,
        reach: Reach::Onward,
        is_embedded: false,
        has_clause: true,
    })
}

/// Whether the verb at `at` is passive, and where its auxiliaries begin.
fn is_passive(scene: &Scene<'_>, at: usize) -> (bool, usize) {
    let mut first = at;
    while first > scene.sentence.start
        && (scene.items()[first - 1].is(AUXILIARY) || is_adverb(scene, first - 1))
    {
        first -= 1;
    }
    let is_passive = scene.items()[first..at].iter().any(|it| it.is(BE));
    (is_passive, first)
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::check;

    #[test]
    fn as_saying() {
        check("Interfax quoted Jane Doe as saying that it was [Jane Doe: over].");
        check("Interfax quoted Jane Doe as having said that it was [Jane Doe: over].");
        check("Jane Doe was quoted by Interfax as saying it was [Jane Doe: over].");
    }

    #[test]
    fn by_someone() {
        check("The plan was called [Jane Doe: a disaster] by Jane Doe.");
    }
}
