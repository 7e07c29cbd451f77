//! What is no speech: names, titles, words talked about, words held at arm's length.

use super::super::lexicon::{Lexicon, class::*};
use super::super::reports::Report;
use super::super::scan::{Item, Shape};
use super::super::sources::Scene;
use crate::text::{Span, words};

/// How a piece is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Build {
    /// How many words; counting stops at [`Build::MOST`]. Scripts without spaces count three
    /// letters as one.
    pub(in super::super) n_words: usize,
    /// Whether every word of weight has a capital: the title of something.
    pub(in super::super) is_title: bool,
    /// Whether it may be a noun with what stands before it: no pronoun, no verb we know.
    pub(in super::super) is_noun_phrase: bool,
    /// Whether it ends like a sentence.
    pub(in super::super) ends_sentence: bool,
    /// Whether it begins with a capital.
    pub(in super::super) starts_upper: bool,
}

impl Build {
    const MOST: usize = 12;

    /// How `piece` is built.
    pub(in super::super) fn of(piece: &str) -> Build {
        let lexicon = Lexicon::get();
        let mut build = Build {
            n_words: 0,
            is_title: true,
            is_noun_phrase: true,
            ends_sentence: piece.ends_with(['.', '!', '?', '…', '。', '！', '？']),
            starts_upper: false,
        };
        let mut last_is_upper = false;
        for span in words(piece).take(Build::MOST) {
            let word = span.of_text(piece);
            let class = lexicon.word(word).class;
            let first = word.chars().next().unwrap_or_default();
            last_is_upper = !first.is_lowercase();
            if build.n_words == 0 {
                build.starts_upper = first.is_uppercase() || first.is_numeric();
                let is_odd = class & (ADVERB | SUBORDINATE | AUXILIARY) != 0
                    || word.ends_with("ly")
                    || matches!(word, "to" | "in" | "on" | "for" | "with" | "by");
                build.is_noun_phrase &= !is_odd;
            }
            build.is_title &= last_is_upper || class & SMALL != 0;
            build.is_noun_phrase &= class & (PRONOUN | AUXILIARY | SUBORDINATE) == 0;
            build.n_words += if word.is_ascii() {
                1
            } else {
                word.chars().count().div_ceil(12)
            };
        }
        build.is_title &= build.starts_upper && last_is_upper && build.n_words < Build::MOST;
        build.is_noun_phrase &= build.n_words <= 6;
        build
    }
}

/// Whether the piece at item `at` is no speech; the words that say so, if there are any.
/// `report` is the one that it would belong to.
pub(in super::super) fn term(
    scene: &Scene<'_>,
    at: usize,
    build: Build,
    report: Option<&Report>,
) -> Option<Option<Span>> {
    if is_pointer(scene, at) {
        return Some(None);
    }
    let before = scene.before(at).filter(|it| it.is_word());
    let after = scene.get(at + 1).filter(|it| it.is_word());
    let is_cued = report.is_some_and(|it| it.cue.end == at);
    let is_sentence = build.ends_sentence && build.n_words > 2;
    if is_sentence && (build.starts_upper || report.is_some()) {
        return None;
    }
    let naming = before.filter(|it| it.is(NAMING));
    if let Some(word) = naming.filter(|_| build.is_noun_phrase || build.is_title) {
        return Some(Some(word.span));
    }
    if scene.is_word(at.wrapping_sub(1), "called") && build.is_title {
        return Some(before.map(|it| it.span));
    }
    let is_held = |it: &Item| it.is(DETERMINER | POSSESSIVE | PREPOSITION) || it.is_possessive;
    if build.is_title && !is_cued {
        let has_noun =
            after.filter(|it| it.shape == Shape::Lower && (it.is(THING) || !it.is(SMALL | CUE)));
        if let Some(noun) = has_noun {
            return Some(Some(noun.span));
        }
        if before.is_some_and(|it| is_held(it) || !it.is(SMALL | CUE)) {
            return Some(None);
        }
    }
    // Whole sentences of nobody's are speech; fewer words without a cue are held at arm's length.
    let is_short = build.n_words <= 8 || build.is_title;
    (report.is_none() && is_short).then_some(None)
}

/// Whether the piece is the headline of something else: “Read also: “…””.
fn is_pointer(scene: &Scene<'_>, at: usize) -> bool {
    let first = scene.sentence.start;
    let starts = ["read", "see", "watch", "related", "more", "also"];
    at > first
        && at - first <= 5
        && scene.before(at).is_some_and(|it| it.shape == Shape::Colon)
        && starts.iter().any(|it| scene.is_word(first, it))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::check;
    use super::*;

    /// A `t` for a title, `n` for a noun phrase.
    #[track_caller]
    fn check_build(piece: &str, expected: &str) {
        let build = Build::of(piece);
        let mut found = String::new();
        if build.is_title {
            found.push('t');
        }
        if build.is_noun_phrase {
            found.push('n');
        }
        assert_eq!(found, expected, "{piece}");
    }

    #[test]
    fn builds() {
        check_build("One Bridge – One Road", "tn");
        check_build("The Tale of the Fisherman", "tn");
        check_build("eastern provinces", "n");
        check_build("flatly contradicts the law", "");
        check_build("We will not go", "");
        check_build("Japan stands with them", "n");
    }

    #[test]
    fn words_talked_about() {
        check("The law holds the term [=: eastern provinces], Jane Doe said.");
        check("The so-called [=: gig economy] grew, Jane Doe said.");
    }

    #[test]
    fn a_term_before_the_piece_is_not_enough() {
        check(
            "No such deal was made, Jane Doe said, and the term [Jane Doe: flatly contradicts the law].",
        );
    }

    #[test]
    fn names_of_things() {
        check(
            "The country will stay outside the [=: One Bridge – One Road] project, Jane Doe said.",
        );
        check("She sang [=: The Star-Spangled Banner] before the game.");
        check("Donald [=: Butch] Hill said he [Hill: loved it].");
    }

    #[test]
    fn headlines_of_other_articles() {
        check("Read also: [=: We will never go back]");
    }

    #[test]
    fn at_arms_length() {
        check("The girls were granted [=: parole] status.");
    }

    #[test]
    fn pieces_without_a_cue() {
        check("Their entry would be a [=: significant public benefit.]");
        check("In [=: Harbor against the City, part two], the paper asked why.");
        check("The sign read as it always had. [?: We never closed the door.]");
    }

    #[test]
    fn called_is_speech_when_someone_calls() {
        check("Jane Doe called the two countries [Jane Doe: respectable states].");
    }
}
