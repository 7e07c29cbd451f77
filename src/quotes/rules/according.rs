//! “according to X”, “по словам X”.

use super::super::reports::{Reach, Report};
use super::super::sources::{Form, Scene, Source, Who};
use super::verb::with_name_after;

/// The report whose cue begins with the word at `at`.
pub(in super::super) fn report(
    scene: &Scene<'_>,
    at: usize,
    spoken: Option<Who>,
) -> Option<Report> {
    let is_cue = scene.is_word(at, "according") && scene.is_word(at + 1, "to");
    let is_russian =
        ["По", "по"].iter().any(|it| scene.is_word(at, it)) && scene.is_word(at + 1, "словам");
    if !is_cue && !is_russian {
        return None;
    }
    let objects = ["him", "her", "them"];
    let source = if objects.iter().any(|it| scene.is_word(at + 2, it)) {
        Source {
            items: at + 2..at + 3,
            form: Form::Pronoun,
            who: scene.pronoun(at + 2, spoken),
            is_shared: false,
        }
    } else {
        let source = scene.source(scene.phrase_after(at + 2), spoken)?;
        with_name_after(scene, source, spoken)
    };
    Some(Report {
        cue: at..at + 2,
        source,
        reach: Reach::Around,
        is_embedded: false,
        has_clause: true,
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::check;

    #[test]
    fn on_either_side() {
        check("According to Jane Doe, the [Jane Doe: system is broken].");
        check("The [Jane Doe: system is broken], according to Jane Doe.");
    }

    #[test]
    fn a_pronoun() {
        check("Jane Doe spoke. According to her, the [Jane Doe: system is broken].");
    }

    #[test]
    fn in_russian() {
        check("По словам мэра Анны Смирновой, город [Анны Смирновой: ждал этого двадцать лет].");
    }

    #[test]
    fn a_newspaper_is_the_source_where_nobody_else_is() {
        check(
            "The house was [Sydney Morning Herald: melting away], according to the Sydney Morning Herald.",
        );
    }
}
