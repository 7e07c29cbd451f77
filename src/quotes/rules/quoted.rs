//! Someone is quoted by another: “TASS quoted Abe as saying”, “Abe was quoted as saying”, “was
//! called “a disaster” by Abe”.

use super::super::lexicon::class::*;
use super::super::sources::{Scene, Who};
use super::super::statements::{Reach, Statement, is_adverb};

/// The statement whose cue is the word at `at`.
pub(in super::super) fn statement(
    scene: &Scene<'_>,
    at: usize,
    spoken: Option<Who>,
) -> Option<Statement> {
    let verb = scene.get(at).filter(|it| it.is(FINITE))?;
    let mut first = at;
    while first > scene.sentence.start
        && (scene.items()[first - 1].is(AUXILIARY) || is_adverb(scene, first - 1))
    {
        first -= 1;
    }
    let is_passive = scene.items()[first..at].iter().any(|it| it.is(BE));
    let quotes = ["quoted", "quotes", "cited", "cites", "reported"];
    if quotes.iter().any(|it| scene.is_word(at, it)) {
        let saying = (at + 1..at + 16).find(|&it| {
            scene.is_word(it, "as") && scene.get(it + 1).is_some_and(|next| next.is(ING))
        });
        if let Some(saying) = saying {
            let phrase = if is_passive {
                scene.phrase_before(first)
            } else {
                scene.phrase_after(at + 1)
            };
            return Some(Statement {
                cue: saying + 1..saying + 2,
                source: scene.source(phrase, spoken)?,
                reach: Reach::Onward,
                is_embedded: false,
            });
        }
    }
    // “was called “a disaster” by Abe”
    if !is_passive || verb.is(ING) {
        return None;
    }
    let quotation =
        (at + 1..at + 8).find(|&it| scene.get(it).is_some_and(|it| it.quotation().is_some()))?;
    let by = (quotation + 1..quotation + 4).find(|&it| scene.is_word(it, "by"))?;
    let source = scene.source(scene.phrase_after(by + 1), spoken)?;
    Some(Statement {
        cue: at..at + 1,
        source,
        reach: Reach::Onward,
        is_embedded: false,
    })
}
