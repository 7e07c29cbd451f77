//! Someone's view without a verb: “in Kimura's view”, “by his account”, “in the words of the
//! prosecutor”, “is for Lavrov “…””.

use super::super::lexicon::class::*;
use super::super::reports::{Reach, Report};
use super::super::sources::{Form, Scene, Source, Who};
use super::verb::with_name_after;

/// The report around “view”, “words”, “account” at `at`.
pub(in super::super) fn report(
    scene: &Scene<'_>,
    at: usize,
    spoken: Option<Who>,
) -> Option<Report> {
    let before = scene.before(at)?;
    let is_link = |at: usize| {
        ["in", "by", "to", "from"]
            .iter()
            .any(|it| scene.is_word(at, it))
    };
    if before.is(POSSESSIVE) {
        let source = Source {
            items: at - 1..at,
            form: Form::Pronoun,
            who: scene.pronoun(at - 1, spoken),
            is_shared: false,
        };
        return is_link(at.checked_sub(2)?).then_some(around(at - 2..at + 1, source));
    }
    if before.is_possessive {
        let phrase = scene.phrase_before(at);
        // The phrase may reach back over the link: “is overdue in Kimura's view”.
        let link = (phrase.start.saturating_sub(1)..at)
            .rev()
            .find(|&it| is_link(it))?;
        let source = scene.source(link + 1..at, spoken)?;
        return Some(around(link..at + 1, source));
    }
    if scene.is_word(at - 1, "the") && scene.is_word(at + 1, "of") && is_link(at.checked_sub(2)?) {
        let source = scene.source(scene.phrase_after(at + 2), spoken)?;
        return Some(around(
            at - 2..at + 2,
            with_name_after(scene, source, spoken),
        ));
    }
    None
}

/// “is for Lavrov “…””: the preposition at `at`.
pub(in super::super) fn for_someone(
    scene: &Scene<'_>,
    at: usize,
    spoken: Option<Who>,
) -> Option<Report> {
    if !scene.before(at)?.is(BE) || !scene.is_word(at, "for") {
        return None;
    }
    let phrase = scene.phrase_after(at + 1);
    scene.get(phrase.end)?.quotation()?;
    let source = scene.source(phrase, spoken)?;
    matches!(source.who, Who::Person(_)).then_some(Report {
        cue: at..at + 1,
        source,
        reach: Reach::Onward,
        is_embedded: false,
        has_clause: true,
    })
}

fn around(cue: std::ops::Range<usize>, source: Source) -> Report {
    Report {
        cue,
        source,
        reach: Reach::Around,
        is_embedded: false,
        has_clause: true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::check;

    #[test]
    fn someones_view() {
        check("The plan is overdue in Jane Doe's view and [Jane Doe: should be signed].");
        check("Jane Doe spoke. By her account it was [Jane Doe: over].");
        check("In the words of the prosecutor, Mark Hill, [Mark Hill: nothing was done].");
    }

    #[test]
    fn is_for_someone() {
        check("To win is for Jane Doe [Jane Doe: neither a duty nor a right].");
    }
}
