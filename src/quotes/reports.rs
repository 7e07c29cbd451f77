//! Reports: a cue, whom it points at, and how far it reaches. The rules of `rules/` find them;
//! which of them a quotation belongs to is decided afterwards (`rules/outermost.rs`).

use std::ops::Range;

use super::lexicon::class::*;
use super::rules::{according, court, japanese, label, quoted, unlisted, verb, view};
use super::scan::{Item, Shape};
use super::sources::{Form, Scene, Source, Who};

/// How far a report reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// What follows: “X said that …”.
    Onward,
    /// The whole sentence: “…, X said, …”, “according to X”.
    Around,
}

/// One cue with its source.
#[derive(Clone, Debug)]
pub(super) struct Report {
    /// The items of the cue.
    pub(super) cue: Range<usize>,
    pub(super) source: Source,
    pub(super) reach: Reach,
    /// Whether it is itself told by another: “X said that Y agreed …”, “the camp, which holds …”.
    pub(super) is_embedded: bool,
    /// Whether what it reports may stand outside quotation marks.
    pub(super) has_clause: bool,
}

impl Report {
    /// Its first item.
    pub(super) fn start(&self) -> usize {
        if self.source.is_shared {
            return self.cue.start;
        }
        self.cue.start.min(self.source.items.start)
    }

    /// The item after its last.
    pub(super) fn end(&self) -> usize {
        if self.source.is_shared {
            return self.cue.end;
        }
        self.cue.end.max(self.source.items.end)
    }

    /// Whether an agency or newspaper makes it.
    pub(super) fn is_of_outlet(&self) -> bool {
        self.source.form == Form::Outlet
    }

    /// Whether it may have a quotation while another report is there to have it.
    pub(super) fn is_competent(&self, scene: &Scene<'_>) -> bool {
        !self.is_embedded && !scene.is_word(self.source.items.start, "it")
    }
}

/// The reports of a sentence, in order.
pub(super) fn reports(scene: &Scene<'_>) -> Vec<Report> {
    let mut found: Vec<Report> = Vec::new();
    let mut read_until = scene.sentence.start;
    for at in scene.sentence.clone() {
        let item = &scene.items()[at];
        if !item.is_word() || at < read_until {
            continue;
        }
        let spoken = spoken_before(&found);
        let quoted = item.is(CUE).then(|| quoted::report(scene, at, spoken));
        if let Some(Some(report)) = quoted {
            read_until = report.end();
            found.push(report);
            continue;
        }
        let report = None
            .or_else(|| item.is(CUE).then(|| verb::report(scene, at, &found))?)
            .or_else(|| item.is(CUE | VERB).then(|| court::report(scene, at))?)
            .or_else(|| item.is(VIEW).then(|| view::report(scene, at, spoken))?)
            .or_else(|| {
                item.is(PREPOSITION)
                    .then(|| view::for_someone(scene, at, spoken))?
            })
            .or_else(|| {
                item.is(ACCORDING)
                    .then(|| according::report(scene, at, spoken))?
            });
        if let Some(mut report) = report {
            read_until = report.end();
            report.is_embedded |= is_told(scene, &report, found.last());
            if is_of_unlisted_outlet(scene, &report, &found) {
                report.source.form = Form::Outlet;
            }
            // “Smith, who said …, added”: both tell.
            if let Some(who) = found.last_mut()
                && who.source.form == Form::Relative
                && who.source.who == report.source.who
                && report.source.items.end <= who.source.items.start
            {
                who.is_embedded = false;
            }
            found.push(report);
        }
    }
    if found.is_empty() {
        found.extend(
            label::report(scene)
                .or_else(|| unlisted::report(scene))
                .or_else(|| japanese::report(scene)),
        );
    }
    found
}

/// Whether a body that only “reported” what another says is an outlet that no list has: “The mayor
/// said …, NDR reported”.
fn is_of_unlisted_outlet(scene: &Scene<'_>, report: &Report, found: &[Report]) -> bool {
    let cue = report.cue.start;
    let words = ["reported", "reports", "reporting"];
    report.source.form == Form::Body
        && report.reach == Reach::Around
        && !found.is_empty()
        && words.iter().any(|it| scene.is_word(cue, it))
}

/// Who has spoken last among these, other than agencies.
pub(super) fn spoken_before(found: &[Report]) -> Option<Who> {
    found
        .iter()
        .rev()
        .find(|it| !it.is_of_outlet() && !it.is_embedded && it.source.who != Who::Unknown)
        .map(|it| it.source.who)
}

/// Whether the report belongs to what the one before reports, rather than standing beside it.
fn is_told(scene: &Scene<'_>, report: &Report, before: Option<&Report>) -> bool {
    let Some(before) = before else {
        return false;
    };
    let who = report.source.who;
    let is_same = who != Who::Unknown && before.source.who == who;
    if report.reach == Reach::Around || is_same {
        return false;
    }
    let between = before.end()..report.start().max(before.end());
    let has_quotation = scene.items()[between.clone()]
        .iter()
        .any(|it| it.quotation().is_some());
    // Adverbs and “that day” between the link and the subject are few.
    let links = between.clone().rev().take(6);
    for at in links {
        let item = &scene.items()[at];
        if item.shape == Shape::Semicolon || item.shape == Shape::Dash {
            return false;
        }
        if item.is(RELATIVE) || scene.is_word(at, "that") {
            return true;
        }
        let contrasts = ["and", "but", "while", "whereas", "although", "though", "as"];
        if contrasts.iter().any(|it| scene.is_word(at, it)) {
            let after_comma = scene
                .before(at)
                .is_some_and(|it| it.shape == Shape::Comma || it.quotation().is_some());
            return !(after_comma || has_quotation);
        }
        if item.quotation().is_some() {
            return false;
        }
    }
    true
}

/// How far the report of these items reaches: around when something was said before it and
/// nothing is said directly after it.
pub(super) fn reach(scene: &Scene<'_>, start: usize, end: usize, hears: bool) -> Reach {
    // “However, as Jones pointed out, …”
    let is_aside = start > scene.sentence.start
        && scene.is_word(start - 1, "as")
        && scene.get(end).is_none_or(|it| it.shape == Shape::Comma);
    if is_aside {
        return Reach::Around;
    }
    let is_after_content = scene.before(start).is_some_and(|it| {
        it.quotation().is_some()
            || matches!(
                it.shape,
                Shape::Comma | Shape::Dash | Shape::Close | Shape::Open
            )
    });
    if !is_after_content {
        return Reach::Onward;
    }
    let mut at = end;
    if hears {
        at = scene.phrase_after(at).end;
    }
    let mut is_in_link = false;
    let is_after_piece = scene
        .before(start)
        .is_some_and(|it| it.quotation().is_some());
    while let Some(item) = scene.get(at) {
        // “Asked why, he said: …”, but not “It was “over”, he said: …”.
        let earliest = scene.sentence.start.max(start.saturating_sub(40));
        let has_piece = || {
            let before = &scene.items()[earliest..start];
            before.iter().any(|it| it.quotation().is_some())
        };
        let is_start = item.quotation().is_some() || item.shape == Shape::Colon && !has_piece();
        if is_start && !is_after_piece {
            return Reach::Onward;
        }
        if !item.is_word() || item.is(CONJUNCTION) {
            break;
        }
        // Russian says by endings who hears it: “сказал Петров журналистам”.
        let goes_on = item.is(ADVERB | TIME | PREPOSITION)
            || is_adverb(scene, at)
            || !item.is(SMALL) && !scene.scan.str(item.span).is_ascii();
        is_in_link |= item.is(PREPOSITION);
        let is_clause = item.is(AUXILIARY | PRONOUN) || scene.is_word(at, "that");
        let is_when = item.is(SUBORDINATE)
            && !scene.is_word(at, "that")
            && !scene.is_word(at, "how")
            && !scene.is_word(at, "why")
            && !scene.is_word(at, "what");
        if is_when {
            return Reach::Around;
        }
        if is_clause || !goes_on && !is_in_link {
            return Reach::Onward;
        }
        at += 1;
    }
    Reach::Around
}

/// Whether the word at `at` is an adverb, by the list or by its ending.
pub(super) fn is_adverb(scene: &Scene<'_>, at: usize) -> bool {
    scene.get(at).is_some_and(|it: &Item| {
        it.is(ADVERB)
            || it.shape == Shape::Lower && !it.is(ROLE) && scene.scan.str(it.span).ends_with("ly")
    })
}
