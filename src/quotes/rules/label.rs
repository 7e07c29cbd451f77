//! A name and a mark of punctuation: “Smith: “…””, ““…” — Jane Smith”.

use super::super::reports::{Reach, Report};
use super::super::scan::Shape;
use super::super::sources::{Form, Scene};

/// The report of a sentence that is nothing but a name and a quotation.
pub(in super::super) fn report(scene: &Scene<'_>) -> Option<Report> {
    let first = scene.sentence.start;
    let phrase = scene.phrase_after(first);
    let is_label = !phrase.is_empty()
        && scene.get(phrase.end)?.shape == Shape::Colon
        && scene.get(phrase.end + 1)?.quotation().is_some();
    if is_label {
        let mark = phrase.end..phrase.end + 1;
        let source = scene.source(phrase, None)?;
        return (source.form == Form::Name).then_some(Report {
            cue: mark,
            source,
            reach: Reach::Onward,
            is_embedded: false,
            has_clause: false,
        });
    }
    let dash = first + 1;
    if scene.get(first)?.quotation().is_none() || scene.get(dash)?.shape != Shape::Dash {
        return None;
    }
    let phrase = scene.phrase_after(dash + 1);
    let ends = scene
        .get(phrase.end)
        .is_none_or(|it| it.shape == Shape::Comma);
    let source = scene.source(phrase, None)?;
    (ends && matches!(source.form, Form::Name | Form::Role)).then_some(Report {
        cue: dash..dash + 1,
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
    fn a_name_and_a_colon() {
        check("Jane Doe: [Jane Doe: We never agreed to this.]");
    }

    #[test]
    fn a_dash_and_a_name() {
        check("[Jane Doe: It is a long game.] — Jane Doe");
    }
}
