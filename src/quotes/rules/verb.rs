//! A subject and a verb: “Abe said”, “said Abe”, “Abe, the prime minister, has also said”,
//! “…, adding”.

use std::ops::Range;

use super::super::lexicon::class::*;
use super::super::phrases::LONGEST;
use super::super::reports::{Reach, Report, is_adverb, reach, spoken_before};
use super::super::scan::{Item, Shape};
use super::super::sources::{Form, Scene, Source, Who};

/// The report whose cue is the word at `at`.
pub(in super::super) fn report(scene: &Scene<'_>, at: usize, found: &[Report]) -> Option<Report> {
    let cue = cue(scene, at)?;
    let verb = &scene.items()[at];
    let spoken = spoken_before(found);
    let mut first = at;
    let mut has_auxiliary = false;
    let mut has_be = false;
    while first > scene.sentence.start {
        let before = first - 1;
        if scene.items()[before].is(AUXILIARY) {
            has_auxiliary = true;
            has_be |= scene.items()[before].is(BE);
        } else if !is_adverb(scene, before) && !is_when(scene, before) {
            break;
        }
        first = before;
    }
    // “was told” is told by another; “was saying” is not.
    if has_be && !verb.is(ING) {
        return None;
    }
    let is_bare = !verb.is(FINITE | ING);
    let left = left_source(scene, first, at, found, spoken);
    // “Flood warning for the north”, “officials issue warning to drivers”.
    let is_followed = |word: &str| scene.is_word(cue.end, word);
    let is_noun = verb.is(ING)
        && first == at
        && (is_followed("for") || verb.is(LISTENER) && is_followed("to"));
    let source = match left {
        _ if is_noun => return None,
        Some(source) if is_bare && !has_auxiliary => {
            let items = &scene.items()[source.items.clone()];
            let is_plural = items.iter().any(|it| it.is(PLURAL | CONJUNCTION))
                || scene.is_word(source.items.start, "they");
            is_plural.then_some(source)?
        }
        Some(source) => source,
        None if is_bare || verb.is(ING) => return None,
        None => inverted(scene, &cue, spoken)?,
    };
    if verb.is(DOUBTFUL) && matches!(source.form, Form::Other) && !has_speaker_noun(scene, &source)
    {
        return None;
    }
    let is_embedded = source.form == Form::Relative;
    let mut report = Report {
        cue,
        source,
        reach: Reach::Onward,
        is_embedded,
        has_clause: true,
    };
    if !is_embedded {
        report.reach = reach(scene, report.start(), report.end(), verb.is(LISTENER));
        // “It was “over”, she said, adding: “We left.””
        let next = scene.get(report.end()).map(|it| it.shape);
        if report.source.is_shared && next == Some(Shape::Colon) {
            report.reach = Reach::Onward;
        }
    }
    Some(report)
}

/// Whether the word at `at` belongs to a time between subject and verb: “Smith on Monday night
/// said”.
fn is_when(scene: &Scene<'_>, at: usize) -> bool {
    let is_day = |at: usize| {
        scene
            .get(at)
            .is_some_and(|it| it.is(TIME) && it.is_capital() && !it.is(AUXILIARY))
    };
    let starts_later = at > scene.sentence.start;
    let is_hour = || scene.get(at).is_some_and(|it| it.is(TIME)) && is_day(at - 1);
    starts_later && (is_day(at) || scene.is_word(at, "on") && is_day(at + 1) || is_hour())
}

/// The items of the cue at `at`, particle included; `None` when the word is no verb here.
fn cue(scene: &Scene<'_>, at: usize) -> Option<Range<usize>> {
    let item = scene.get(at)?;
    if item.shape != Shape::Lower && at != scene.sentence.start || item.is_possessive {
        return None;
    }
    if let Some(before) = scene.before(at) {
        let degrees = ["very", "more", "most", "less", "least", "so", "too"];
        let is_noun = before.is(DETERMINER | POSSESSIVE)
            || before.is_possessive
            || item.is(ING) && degrees.iter().any(|it| scene.is_word(at - 1, it));
        if is_noun || scene.is_word(at - 1, "to") && !item.is(ING) {
            return None;
        }
    }
    let form = scene.scan.str(item.span);
    let has_particle = scene.get(at + 1).is_some_and(|next| {
        next.is_word()
            && scene
                .scan
                .lexicon
                .is_particle(form, scene.scan.str(next.span))
    });
    if item.is(PARTICLE) && !has_particle {
        return None;
    }
    Some(at..at + 1 + usize::from(has_particle))
}

/// The subject before the verb; `first` is where the verb's auxiliaries begin.
fn left_source(
    scene: &Scene<'_>,
    first: usize,
    at: usize,
    found: &[Report],
    spoken: Option<Who>,
) -> Option<Source> {
    let verb = &scene.items()[at];
    let before = scene.before(first)?;
    if before.shape == Shape::Comma || before.shape == Shape::Dash {
        if verb.is(ING) {
            let is_aside = before.shape == Shape::Comma && leads_to_verb(scene, at);
            return (!is_aside).then(|| shared(scene, at, found)).flatten();
        }
        return across_commas(scene, first - 1, spoken);
    }
    if before.quotation().is_some() {
        return verb.is(ING).then(|| shared(scene, at, found)).flatten();
    }
    if before.is(RELATIVE) || scene.is_word(first - 1, "that") {
        return relative(scene, first - 1, spoken);
    }
    if before.is(CONJUNCTION) {
        return shared(scene, at, found);
    }
    let phrase = scene.phrase_before(subject_end(scene, first));
    if phrase.is_empty() {
        return None;
    }
    let source = scene.source(phrase, spoken)?;
    let is_weak = source.form == Form::Other && !has_speaker_noun(scene, &source);
    if is_weak && verb.is(ING) {
        return shared(scene, at, found);
    }
    let starts = &scene.items()[source.items.start];
    (!is_weak || starts.is(DETERMINER | POSSESSIVE | PRONOUN)).then_some(source)
}

/// Whether the participle at `at` only says how someone came to speak: “Smith, writing for the
/// majority, said”.
fn leads_to_verb(scene: &Scene<'_>, at: usize) -> bool {
    let comma = (at + 1..at + 12).find(|&it| scene.get(it).is_none_or(|it| !it.is_word()));
    comma.is_some_and(|comma| {
        let is_comma = scene.get(comma).is_some_and(|it| it.shape == Shape::Comma);
        let is_verb = |it: &Item| it.is(CUE) && it.is(FINITE) && it.shape == Shape::Lower;
        let verb = (comma + 1..comma + 3).find_map(|it| scene.get(it).filter(|it| is_verb(it)));
        is_comma
            && scene
                .get(comma + 1)
                .is_some_and(|it| it.is(AUXILIARY | ADVERB) || is_verb(it))
            && verb.is_some()
    })
}

/// Where the subject ends that stands before the verb at `first`, past what it did meanwhile:
/// “Smith while talking to reporters said”.
fn subject_end(scene: &Scene<'_>, first: usize) -> usize {
    let nearest = (scene.sentence.start + 1..first).rev().take(12);
    let mut words = nearest.take_while(|&it| scene.items()[it].is_word());
    let is_doing = |it: usize| {
        let next = &scene.items()[it + 1];
        next.shape == Shape::Lower && scene.scan.str(next.span).ends_with("ing")
    };
    words
        .find(|&it| scene.is_word(it, "while") && is_doing(it))
        .unwrap_or(first)
}

/// Whether one of the words says what speaks: “officials”, “a message”.
fn has_speaker_noun(scene: &Scene<'_>, source: &Source) -> bool {
    scene.items()[source.items.clone()]
        .iter()
        .any(|it| it.is(ROLE))
}

/// The subject of the sentence, or who spoke before in it: “and added”, “, adding”.
fn shared(scene: &Scene<'_>, at: usize, found: &[Report]) -> Option<Source> {
    let before = found
        .iter()
        .rev()
        .find(|it| !it.is_embedded && !it.is_of_outlet())
        .map(|it| it.source.clone())
        .or_else(|| scene.subject.as_ref().map(|it| it.1.clone()))
        .or_else(|| (scene.items()[at].is(ING).then(|| opening_body(scene)))?)
        .or_else(|| {
            // “He left and said …”
            let first = scene.sentence.start;
            scene.get(first).filter(|it| it.is(PRONOUN))?;
            scene.source(first..first + 1, None)
        })?;
    Some(Source {
        is_shared: true,
        ..before
    })
}

/// The body or role with which the sentence begins: “But the company raised its forecast, saying”.
fn opening_body(scene: &Scene<'_>) -> Option<Source> {
    let opening = scene.get(scene.sentence.start)?;
    let first = scene.sentence.start + usize::from(opening.is(CONJUNCTION));
    let ends = |it: usize| {
        let item = &scene.items()[it];
        let is_past = item.shape == Shape::Lower && scene.scan.str(item.span).ends_with("ed");
        item.is(VERB) || is_past
    };
    let phrase = scene.phrase_after(first);
    let end = phrase.clone().find(|&it| ends(it)).unwrap_or(phrase.end);
    let source = scene.source(first..end, None)?;
    let is_known = matches!(source.form, Form::Name | Form::Body | Form::Role);
    (is_known || source.form == Form::Other && has_speaker_noun(scene, &source)).then_some(source)
}

/// Whom “who” or “which” at `at` stands for.
fn relative(scene: &Scene<'_>, at: usize, spoken: Option<Who>) -> Option<Source> {
    let has_comma = scene.before(at)?.shape == Shape::Comma;
    let phrase = scene.phrase_before(at - usize::from(has_comma));
    let meant = scene.source(phrase, spoken)?;
    let who = match meant.form {
        Form::Name | Form::Role | Form::Body => meant.who,
        _ => Who::Unknown,
    };
    Some(Source {
        items: at..at + 1,
        form: Form::Relative,
        who,
        is_shared: false,
    })
}

/// The subject at the other end of an apposition that ends in the comma at `comma`: “Leonard
/// Burman, director of …, said”. The first person in the clause whom a comma follows.
fn across_commas(scene: &Scene<'_>, comma: usize, spoken: Option<Who>) -> Option<Source> {
    let items = scene.items();
    let earliest = scene.sentence.start.max(comma.saturating_sub(LONGEST));
    let edge = (earliest..comma)
        .rev()
        .find(|&it| items[it].quotation().is_some() || items[it].is_break());
    let mut first = edge.map_or(earliest, |it| it + 1);
    // The comma after a quotation.
    while items[first].shape == Shape::Comma && first < comma {
        first += 1;
    }
    let commas = (first..=comma).filter(|&it| items[it].shape == Shape::Comma);
    let mut part = first;
    for end in commas {
        let phrase = scene.phrase_before(end);
        let phrase = phrase.start.max(part)..end;
        let starts_part = items[part..phrase.start]
            .iter()
            .all(|it| it.is(ADVERB | CONJUNCTION | SUBORDINATE))
            && !is_aside(scene, part);
        part = end + 1;
        if phrase.is_empty()
            || !starts_part
            || end == comma && edge.is_none() && phrase.start > first
        {
            continue;
        }
        let Some(source) = scene.source(phrase, spoken) else {
            continue;
        };
        let is_told_of = source.form == Form::Other
            && items[source.items.start].is(DETERMINER)
            && scene.get(end + 1).is_some_and(|it| it.is(RELATIVE));
        let is_someone = matches!(source.form, Form::Name | Form::Role | Form::Body);
        if !(is_someone || is_told_of) || source.items.end != end {
            continue;
        }
        if source.form == Form::Body && end == comma {
            continue;
        }
        return Some(with_name_after(scene, source, spoken));
    }
    None
}

/// Whether a part of a sentence begins like one without a subject: “Speaking in Paris”, “According
/// to the Post”.
fn is_aside(scene: &Scene<'_>, at: usize) -> bool {
    scene.is_word(at, "according")
        || scene.get(at).is_some_and(|it| {
            it.is_capital() && !it.is(GIVEN) && scene.scan.str(it.span).ends_with("ing")
        })
}

/// “the prime minister of Japan, Shinzo Abe”: the name after the comma belongs to the role.
pub(in super::super) fn with_name_after(
    scene: &Scene<'_>,
    source: Source,
    spoken: Option<Who>,
) -> Source {
    let end = source.items.end;
    let is_role =
        source.form == Form::Role && scene.get(end).is_some_and(|it| it.shape == Shape::Comma);
    if !is_role {
        return source;
    }
    let phrase = scene.phrase_after(end + 1);
    let starts_with_name = scene.get(end + 1).is_some_and(Item::is_capital);
    match scene.source(phrase, spoken) {
        Some(name) if starts_with_name && name.form == Form::Name => Source {
            items: source.items.start..name.items.end,
            ..name
        },
        _ => source,
    }
}

/// The subject after the verb: “said Katsuyuki Kawai, special adviser …”.
fn inverted(scene: &Scene<'_>, cue: &Range<usize>, spoken: Option<Who>) -> Option<Source> {
    let items = scene.items();
    // “asked Jane Doe” has a hearer, unless what was asked stands before it.
    let is_after_piece = scene
        .before(cue.start)
        .is_some_and(|it| it.quotation().is_some());
    if items[cue.start].is(LISTENER) && !is_after_piece {
        return None;
    }
    let starts = scene.before(cue.start).is_none_or(|it| {
        it.quotation().is_some()
            || matches!(it.shape, Shape::Comma | Shape::Dash)
            || it.is(SUBORDINATE | ADVERB)
    });
    let phrase = scene.phrase_after(cue.end);
    if !starts || phrase.is_empty() {
        return None;
    }
    let source = scene.source(phrase.clone(), spoken)?;
    let is_someone = match source.form {
        Form::Other => {
            items[source.items.start].is(DETERMINER | POSSESSIVE | PLURAL)
                && has_speaker_noun(scene, &source)
        }
        _ => true,
    };
    let ends = scene
        .get(phrase.end)
        .is_none_or(|it| !it.is(AUXILIARY | CUE | RELATIVE) || !it.is_word());
    (is_someone && ends).then(|| with_name_after(scene, source, spoken))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::{check, check_told};

    #[test]
    fn before_and_after_the_verb() {
        check("Jane Doe said: [Jane Doe: We start.]");
        check("[Jane Doe: We start,] said Jane Doe.");
        check("[Jane Doe: We start,] Jane Doe has also said.");
    }

    #[test]
    fn two_in_one_sentence() {
        check(
            "Sen. John Smith (R-Ohio) said it [John Smith: goes too far,] while Rep. Mary Jones, a Democrat, called it [Mary Jones: a good start.]",
        );
        check(
            "Jane Doe, speaking in Iowa, said [Jane Doe: we] must act, but her rival, John Hill, said [John Hill: you] must.",
        );
    }

    #[test]
    fn a_long_apposition() {
        check(
            "[Leonard E. Burman: It is a disgrace,] Leonard E. Burman, director of the Tax Policy Center, a research group in Washington, said on Monday.",
        );
    }

    #[test]
    fn a_role_and_then_the_name() {
        check("The mayor of Springfield, Jane Doe, said the plan was [Jane Doe: dead].");
        check("[Jane Doe: We start,] said the mayor of Springfield, Jane Doe.");
    }

    #[test]
    fn a_shared_subject() {
        check("Jane Doe left the room and said it was [Jane Doe: over].");
        check("[Jane Doe: It is over,] Jane Doe said, adding that it [Jane Doe: hurt].");
    }

    #[test]
    fn a_shared_subject_and_a_colon() {
        check(
            "Jane Doe said the bridge was a [Jane Doe: cause for concern], adding: [Jane Doe: We have closed it.]",
        );
        check_told(
            "Jane Doe said [Jane Doe: the bridge was a “cause for concern”], adding: “[Jane Doe: We have closed it.]”",
        );
    }

    #[test]
    fn what_they_did_meanwhile() {
        check_told("Mayor Jane Doe, writing for the board, said [Jane Doe: the bridge “must” go].");
        check_told(
            "Mayor Jane Doe while talking to reporters Monday night said that [Jane Doe: the bridge must go].",
        );
    }

    #[test]
    fn a_participle_that_is_a_noun() {
        check_told("Flood warning for the north: Bridges close as rain falls");
        check_told("Health officials issue warning to drivers as rain falls");
    }

    #[test]
    fn a_cup_is_no_person() {
        check_told(
            "Jane Doe withdrew from Springfield Cup. She left the Springfield Cup early. She also said [Jane Doe: it was over].",
        );
    }

    #[test]
    fn a_body_that_did_it_saying() {
        check_told("But Hillcorp pointed to its sales, saying that [Hillcorp: these had risen].");
        check_told("The company raised its forecast, saying [?: sales had risen].");
    }

    #[test]
    fn an_object_is_no_subject() {
        check_told(
            "Mark Hill spoke. The champion was due to face John Roe. He also said [Mark Hill: it was over].",
        );
    }

    #[test]
    fn a_body_and_its_short_name() {
        check_told(
            "The Springfield Bridge Association (SBA) said [Springfield Bridge Association: it was over].",
        );
    }

    #[test]
    fn a_body_of_two_names() {
        check_told(
            "The International Federation of the Red Bridge and Red Tunnel said [International Federation of the Red Bridge and Red Tunnel: the bridge must close].",
        );
    }

    #[test]
    fn who_said() {
        check("Jane Doe, who said she was [Jane Doe: shocked], resigned.");
        check_told(
            "Jane Doe, who said [Jane Doe: there was no hurry], added: “[Jane Doe: We wait.]”",
        );
    }

    #[test]
    fn a_possessive_is_no_subject() {
        check("Jane Doe met Hill. John Hill's visit was [=: a great success for everyone].");
        check("Jane Doe commented on John Hill's visit. She was [Jane Doe: glad], she said.");
    }

    #[test]
    fn a_passive_verb_has_no_subject() {
        check("John Hill was told that it was [=: over].");
    }

    #[test]
    fn abbreviations_do_not_end_the_search() {
        check(
            "Gov. Jane Doe told Mr. Hill of the U.S. Dept. of State that it was [Jane Doe: over].",
        );
    }

    #[test]
    fn nouns_that_look_like_verbs() {
        check("The state report was [=: secret].");
        check("Their claims were [=: false].");
    }

    #[test]
    fn sources_without_a_name() {
        check("Critics called it [?: a disaster].");
        check("[?: Nobody told us,] said one resident.");
    }

    #[test]
    fn a_day_between_subject_and_verb() {
        check("Jane Doe on Tuesday called it [Jane Doe: the end].");
    }

    #[test]
    fn in_russian() {
        check("Министр Иван Петров заявил: [Иван Петров: Мост открыт.]");
        check("Иван Петров приехал. [Иван Петров: Мост открыт], – сказал Петров журналистам.");
        check("Иван Петров приехал. [Иван Петров: Мост открыт], — сказал он.");
    }

    #[test]
    fn several_without_a_name() {
        check("The authors write that it is [?: urgently needed].");
        check("One of them said it was [?: over].");
    }

    #[test]
    fn names_that_are_other_words_too() {
        check("[Peter King: We start,] said Rep. Peter King, a lawyer.");
        check("Theresa May has said it was [Theresa May: over].");
        check("The Rev. Al Hill said it was [Al Hill: over].");
    }
}
