//! What a report reports: from where to where.
//!
//! A sentence is cut into stretches, each with at most one report that tells: a new one begins at
//! a semicolon, at “, but Jones said”, at “and added”. In its stretch a report that reaches onward
//! has what follows it, one that reaches around has all but itself. One pass over the sentence.

use std::ops::Range;

use super::lexicon::class::*;
use super::reports::{Reach, Report, is_adverb};
use super::scan::{Item, Shape};
use super::sources::{Scene, Who};
use super::steps::steps;

/// A report, by its index, and the items of what it reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Content {
    pub(super) report: usize,
    pub(super) items: Range<usize>,
}

/// What each of the reports of a sentence tells, in order and apart from one another; of those
/// that are told by another, nothing.
pub(super) fn contents(scene: &Scene<'_>, reports: &[Report]) -> Vec<Content> {
    let mut found = Vec::new();
    let mut first = 0;
    let mut start = reports
        .first()
        .and_then(|it| opening(scene, it))
        .unwrap_or(scene.sentence.start);
    while first < reports.len() {
        let mut end = scene.sentence.end;
        let mut next = first + 1;
        while next < reports.len() {
            if let Some(boundary) = boundary(scene, &reports[next - 1], &reports[next]) {
                end = boundary;
                break;
            }
            next += 1;
        }
        let stretch = Stretch {
            scene,
            items: start..end,
        };
        found.extend(
            stretch
                .told(&reports[first..next])
                .map(|(n, items)| Content {
                    report: first + n,
                    items,
                }),
        );
        start = end;
        first = next;
    }
    found
}

/// Where the stretch of a sentence's first report begins when that is not the sentence: “It rained,
/// and according to Jones …”.
fn opening(scene: &Scene<'_>, report: &Report) -> Option<usize> {
    let link = report.start().checked_sub(1)?;
    let is_link = ["and", "but", "while"]
        .iter()
        .any(|it| scene.is_word(link, it));
    let is_parted = scene.before(link)?.shape == Shape::Comma;
    let is_verb = scene.get(report.cue.start)?.is(CUE);
    (is_link && is_parted && !is_verb).then_some(link)
}

/// Where a stretch of its own begins with `report`, if it does.
fn boundary(scene: &Scene<'_>, before: &Report, report: &Report) -> Option<usize> {
    let items = scene.items();
    let earliest = before.end();
    let start = report.start().max(earliest);
    if let Some(semicolon) = (earliest..start)
        .rev()
        .take(NEAR)
        .find(|&it| items[it].shape == Shape::Semicolon)
    {
        return Some(semicolon + 1);
    }
    if report.source.is_shared && report.reach == Reach::Onward {
        return Some(start);
    }
    if report.is_embedded || report.is_of_outlet() {
        return None;
    }
    let mut at = start;
    while at > earliest
        && start - at < 4
        && (items[at - 1].is(ADVERB | TIME) || is_adverb(scene, at - 1))
    {
        at -= 1;
    }
    let link = at.checked_sub(1).filter(|&it| it >= earliest)?;
    let contrasts = [
        "and", "but", "while", "whereas", "although", "though", "yet",
    ];
    let is_contrast = contrasts.iter().any(|it| scene.is_word(link, it));
    let is_parted = scene
        .before(link)
        .is_some_and(|it| it.shape == Shape::Comma || it.quotation().is_some());
    let is_same = report.source.who != Who::Unknown && report.source.who == before.source.who;
    (is_contrast && (is_parted || is_same)).then_some(link)
}

/// How many items on a side are looked at for what holds two parts together.
const NEAR: usize = 24;

/// Whether these items may be a clause: a subject, and a verb somewhere behind it.
pub(super) fn is_clause(scene: &Scene<'_>, items: Range<usize>) -> bool {
    let stretch = Stretch {
        scene,
        items: items.clone(),
    };
    stretch.is_clause(items)
}

/// A part of a sentence in which at most one report tells.
struct Stretch<'a> {
    scene: &'a Scene<'a>,
    items: Range<usize>,
}

impl Stretch<'_> {
    /// The report among `reports` that tells, and what.
    fn told(&self, reports: &[Report]) -> Option<(usize, Range<usize>)> {
        let speaks = |it: &Report| !it.is_embedded && !it.is_of_outlet();
        let ranks: [&dyn Fn(&Report) -> bool; 4] = [
            &|it| speaks(it) && it.reach == Reach::Around,
            &|it| speaks(it) && it.reach == Reach::Onward,
            &|it| it.is_embedded && !it.is_of_outlet(),
            &|it| it.is_of_outlet(),
        ];
        ranks.iter().find_map(|is_of_rank| {
            let ranked = (0..).zip(reports).filter(|it| is_of_rank(it.1));
            let mut ranked = ranked.filter(|it| it.1.has_clause).take(8);
            ranked.find_map(|(n, report)| {
                let end = self.end(report, reports);
                let mut items = match report.reach {
                    Reach::Onward => self.onward(report, end),
                    Reach::Around => self.around(report, end),
                }?;
                let semicolon = items
                    .clone()
                    .find(|&it| self.is_shape(it, Shape::Semicolon));
                items.end = semicolon.unwrap_or(items.end);
                Some((n, self.trimmed(items)?))
            })
        })
    }

    /// Where the stretch ends before agencies that pass on what `report` says.
    fn end(&self, report: &Report, reports: &[Report]) -> usize {
        steps(reports.len());
        let after = reports.iter().find(|it| {
            it.is_of_outlet() && it.reach == Reach::Around && it.start() >= report.end()
        });
        after.map_or(self.items.end, |it| self.rim(it))
    }

    /// Where `report` begins, with what ties it to what stands before: “, as Kawai said”.
    fn rim(&self, report: &Report) -> usize {
        let mut at = report.start();
        while at > self.items.start
            && ["as", "and", "but", "or"]
                .iter()
                .any(|it| self.scene.is_word(at - 1, it))
        {
            at -= 1;
        }
        while at > self.items.start && self.is_shape(at - 1, Shape::Comma) {
            at -= 1;
        }
        at
    }

    fn is_shape(&self, at: usize, shape: Shape) -> bool {
        steps(1);
        self.items.contains(&at) && self.scene.items()[at].shape == shape
    }

    fn item(&self, at: usize) -> Option<&Item> {
        steps(1);
        self.items.contains(&at).then(|| &self.scene.items()[at])
    }

    /// What follows a report that reaches onward.
    fn onward(&self, report: &Report, end: usize) -> Option<Range<usize>> {
        let cue = self.item(report.cue.start)?;
        let mut at = report.end();
        if cue.is(LISTENER) {
            let hearer = self.scene.phrase_after(at);
            let is_subject = self
                .item(hearer.end)
                .is_some_and(|it| it.is(AUXILIARY) || it.is(VERB) && it.shape == Shape::Lower);
            let told = ["told", "tell", "tells", "telling"];
            if !is_subject
                || told
                    .iter()
                    .any(|it| self.scene.is_word(report.cue.start, it))
            {
                at = hearer.end;
            }
        }
        let limit = end.min(at + NEAR);
        while at < limit {
            let item = self.item(at)?;
            if self.scene.is_word(at, "that") {
                let is_subject = self.item(at + 1).is_some_and(|it| it.is(AUXILIARY));
                return Some(at + usize::from(!is_subject)..end);
            }
            if item.shape == Shape::Comma && self.scene.is_word(at + 1, "что") {
                return Some(at + 2..end);
            }
            match item.shape {
                Shape::Quotation(_) => return Some(at..end),
                Shape::Colon => return Some(at + 1..end),
                Shape::Comma => {
                    at = self.past_aside(at)?;
                    continue;
                }
                _ if !item.is_word() => return None,
                _ => {}
            }
            if ["how", "why", "what", "whether", "if", "who", "where"]
                .iter()
                .any(|it| self.scene.is_word(at, it))
            {
                return self.has_verb(at + 1..end).then_some(at..end);
            }
            let is_there = self.scene.is_word(at, "there")
                && self.item(at + 1).is_some_and(|it| it.is(AUXILIARY));
            if is_there {
                return Some(at..end);
            }
            // “back then that”, “many times that”.
            let that = (at + 1..at + 4).find(|&it| self.scene.is_word(it, "that"));
            let is_adjunct = |at: usize| {
                self.item(at).is_some_and(|it| {
                    it.shape == Shape::Lower && !it.is(PREPOSITION | AUXILIARY | PRONOUN | NOTION)
                })
            };
            if let Some(that) = that.filter(|&that| (at..that).all(is_adjunct)) {
                at = that;
                continue;
            }
            if let Some(after) = self.past_adjunct(at) {
                at = after;
                continue;
            }
            if let Some(after) = self.past_notion(at) {
                return Some(after..end);
            }
            return (cue.is(CLAUSE) && self.is_clause(at..end)).then_some(at..end);
        }
        None
    }

    /// “, however, that”: where the link after an aside stands.
    fn past_aside(&self, comma: usize) -> Option<usize> {
        let close = (comma + 1..self.items.end.min(comma + 16))
            .find(|&it| self.is_shape(it, Shape::Comma))?;
        self.scene.is_word(close + 1, "that").then_some(close + 1)
    }

    /// “also”, “on Friday”, “in a statement”, “to reporters”: where it ends.
    fn past_adjunct(&self, at: usize) -> Option<usize> {
        let item = self.item(at)?;
        let is_day = item.is(TIME) && item.is_capital() && !item.is(AUXILIARY);
        if is_day || item.is(ADVERB) && !item.is(SUBORDINATE) && !self.is_shape(at, Shape::Capital)
        {
            return Some(at + 1);
        }
        if !item.is(PREPOSITION) {
            return None;
        }
        let starts_number = self
            .item(at + 1)
            .is_some_and(|it| it.shape == Shape::Number)
            || self.scene.is_word(at + 1, "least")
            || self.scene.is_word(at + 1, "most");
        let phrase = self.scene.phrase_after(at + 1);
        // “on Friday” has no phrase in it.
        let end = match self.item(at + 1) {
            Some(day) if phrase.is_empty() && day.is(TIME) => at + 2,
            _ => phrase.end,
        };
        // “to reporters”, not “to leave”.
        let hears = !self.scene.is_word(at, "to")
            || self
                .item(at + 1)
                .is_some_and(|it| it.is(DETERMINER | POSSESSIVE | PLURAL) || it.is_capital());
        (!starts_number && hears && end > at + 1).then_some(end)
    }

    /// “regret that”, “the hope that”: where what follows begins.
    fn past_notion(&self, at: usize) -> Option<usize> {
        let that = (at + 1..at + 6).find(|&it| self.scene.is_word(it, "that"))?;
        let is_phrase = (at..that).all(|it| self.item(it).is_some_and(Item::is_word));
        (is_phrase && self.item(that - 1)?.is(NOTION)).then_some(that + 1)
    }

    /// What stands on both sides of a report that reaches around.
    fn around(&self, report: &Report, end: usize) -> Option<Range<usize>> {
        let start = self.past_opening(report);
        let rim = self.rim(report).max(start);
        // “…, which, according to Jones, …”: what is reported follows.
        let is_link = |it: usize| {
            it >= start
                && (self.item(it).is_some_and(|it| it.is(RELATIVE))
                    || self.scene.is_word(it, "that"))
        };
        if rim.checked_sub(1).is_some_and(is_link) {
            return self.after(report, end);
        }
        let before = start..rim;
        let after = self.after(report, end);
        let has_before = before.clone().any(|it| self.weighs(it));
        let is_whole = self.is_clause(before.clone());
        if !has_before || !is_whole && self.is_opening(before.clone()) {
            return after;
        }
        let is_inverted = report.source.items.start >= report.cue.end;
        if let Some(after) = after.filter(|it| self.goes_on(it.clone(), is_whole || is_inverted)) {
            return Some(before.start..after.end);
        }
        let is_long = before.len() > 4
            && self
                .item(report.cue.start)
                .is_some_and(|it| it.is(CLAUSE) && !it.is(DOUBTFUL));
        (is_whole || is_long || self.quoted(before.clone())).then_some(before)
    }

    /// Whether these items only lead to what is reported: “Asked about the plan”, “migrants which”.
    fn is_opening(&self, items: Range<usize>) -> bool {
        let Some(first) = self.item(items.start) else {
            return true;
        };
        let is_ing = || self.scene.scan.str(first.span).ends_with("ing");
        first.is(PREPOSITION | SUBORDINATE | TIME | ING) && !self.quoted(items) || is_ing()
    }

    /// Past “But”, “However,”, “TOKYO (Reuters) –”.
    fn past_opening(&self, report: &Report) -> usize {
        let mut start = self.items.start;
        let stop = report.start();
        let dash = (start..stop.min(start + 10)).find(|&it| self.is_shape(it, Shape::Dash));
        if let Some(dash) = dash
            && self.item(start).is_some_and(Item::is_capital)
            && (start..dash).any(|it| {
                self.item(it)
                    .is_some_and(|it| it.shape == Shape::Open || it.is(MEDIA | TIME))
            })
        {
            start = dash + 1;
        }
        while start < stop
            && self.item(start).is_some_and(|it| {
                it.is(CONJUNCTION)
                    || it.shape == Shape::Comma
                    || it.is(ADVERB) && self.is_shape(start + 1, Shape::Comma)
            })
        {
            start += 1;
        }
        start
    }

    /// What follows `report`, past when, where and to whom it was said.
    fn after(&self, report: &Report, end: usize) -> Option<Range<usize>> {
        let mut at = report.end();
        let opens = report.start() == self.items.start || self.rim(report) == self.items.start;
        let is_verb = self.item(report.cue.start)?.is(CUE);
        if is_verb || !opens {
            while at < end && self.item(at).is_some_and(Item::is_word) {
                at += 1;
            }
        }
        if self.is_shape(at, Shape::Comma) {
            at = self.past_apposition(at) + 1;
        }
        (at < end).then_some(at..end)
    }

    /// “According to Jane Doe, the mayor,”: the comma after what she is, else the one given.
    fn past_apposition(&self, comma: usize) -> usize {
        let phrase = self.scene.phrase_after(comma + 1);
        let is_role = self.scene.items()[phrase.clone()]
            .iter()
            .any(|it| it.is(ROLE) && !it.is(PLURAL | BODY));
        let is_closed = self.is_shape(phrase.end, Shape::Comma) && phrase.end < self.items.end;
        if is_role && is_closed {
            phrase.end
        } else {
            comma
        }
    }

    /// Whether these items go on with what was reported before the report.
    fn goes_on(&self, items: Range<usize>, is_whole: bool) -> bool {
        let Some(first) = self.item(items.start) else {
            return false;
        };
        if first.is(CONJUNCTION) || self.quoted(items) {
            return true;
        }
        !is_whole && !first.is(RELATIVE | ING)
    }

    /// Whether a word stands there that says something.
    fn weighs(&self, at: usize) -> bool {
        self.item(at).is_some_and(|it| {
            it.quotation().is_some() || it.is_word() && !it.is(ADVERB | CONJUNCTION | SUBORDINATE)
        })
    }

    fn quoted(&self, mut items: Range<usize>) -> bool {
        items.any(|it| self.item(it).is_some_and(|it| it.quotation().is_some()))
    }

    /// Whether these items may be a clause: a subject, and a verb somewhere behind it.
    fn is_clause(&self, items: Range<usize>) -> bool {
        let Some(first) = self.item(items.start) else {
            return false;
        };
        let is_verb = first.is(AUXILIARY)
            || first.shape == Shape::Lower && first.is(ING)
            || self.scene.is_word(items.start, "to");
        let is_subject = first.is(PRONOUN);
        items.len() > 1
            && !is_verb
            && (is_subject || self.has_verb(items.start + 1..items.end) || self.quoted(items))
    }

    /// Whether a verb that has a subject stands among the first of these items.
    fn has_verb(&self, items: Range<usize>) -> bool {
        items.take(3 * NEAR).any(|at| {
            let Some(item) = self.item(at).filter(|it| it.shape == Shape::Lower) else {
                return false;
            };
            let word = self.scene.scan.str(item.span);
            let is_past = || !item.is(SMALL | ROLE) && word.ends_with("ed");
            item.is(AUXILIARY | VERB)
                || item.is(CUE) && item.is(FINITE)
                || item.is(PLURAL_VERB) && self.is_plural(at - 1)
                || is_past()
        })
    }

    /// Whether the word at `at` may be several: “makers”, “people”, “they”.
    fn is_plural(&self, at: usize) -> bool {
        let several = ["they", "we", "you", "i", "men", "women", "children"];
        self.item(at).is_some_and(|it| {
            let word = self.scene.scan.str(it.span);
            let ends = word.ends_with('s') && !word.ends_with("ss") && !it.is(SMALL);
            it.is_word() && !it.is_possessive && (ends || it.is(PLURAL))
        }) || several.iter().any(|it| self.scene.is_word(at, it))
    }

    /// Without marks of punctuation and links at the ends; `None` when nothing is left.
    fn trimmed(&self, mut items: Range<usize>) -> Option<Range<usize>> {
        let links = |at: usize| {
            let item = &self.scene.items()[at];
            let words = ["and", "or", "but", "nor"];
            words.iter().any(|it| self.scene.is_word(at, it))
                || matches!(
                    item.shape,
                    Shape::Comma | Shape::Colon | Shape::Semicolon | Shape::Dash
                )
        };
        while !items.is_empty() && links(items.start) {
            items.start += 1;
        }
        while !items.is_empty() && links(items.end - 1) {
            items.end -= 1;
        }
        (!items.is_empty()).then_some(items)
    }
}
