//! What was said before a court, without who said it: “the inquest heard that …”, “…, the jury was
//! told”.

use super::super::lexicon::class::*;
use super::super::reports::{Report, is_adverb, reach};
use super::super::sources::{Form, Scene, Source, Who};

/// Where people are heard.
const BENCHES: [&str; 11] = [
    "court",
    "inquest",
    "hearing",
    "trial",
    "tribunal",
    "inquiry",
    "jury",
    "jurors",
    "panel",
    "committee",
    "council",
];

/// The report whose cue is “heard” or “told” at `at`.
pub(in super::super) fn report(scene: &Scene<'_>, at: usize) -> Option<Report> {
    let is_told = scene.is_word(at, "told");
    if !is_told && !scene.is_word(at, "heard") {
        return None;
    }
    let mut first = at;
    let mut is_passive = false;
    while first > scene.sentence.start
        && (scene.items()[first - 1].is(AUXILIARY) || is_adverb(scene, first - 1))
    {
        first -= 1;
        is_passive |= scene.items()[first].is(BE);
    }
    let phrase = scene.phrase_before(first);
    let mut words = phrase.clone();
    let is_bench = words.any(|it| BENCHES.iter().any(|bench| scene.is_word(it, bench)));
    if !is_bench || is_told != is_passive {
        return None;
    }
    let reach = reach(scene, phrase.start, at + 1, false);
    Some(Report {
        cue: at..at + 1,
        source: Source {
            items: phrase,
            form: Form::Other,
            who: Who::Unknown,
            is_shared: false,
        },
        reach,
        is_embedded: false,
        has_clause: true,
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::{check, check_told};

    #[test]
    fn what_a_court_heard() {
        check_told("The inquest in Springfield heard that [?: the bridge had been closed].");
        check_told("[?: The bridge had been closed for a week], the jury was told.");
        check("The bridge was [?: about to fall], the inquiry has heard.");
    }

    #[test]
    fn what_anyone_heard() {
        check_told("Residents heard that the bridge had been closed.");
        check_told("The driver was told that the bridge had been closed.");
    }

    #[test]
    fn who_told_it() {
        check_told("Jane Doe told the inquest that [Jane Doe: the bridge had been closed].");
    }
}
