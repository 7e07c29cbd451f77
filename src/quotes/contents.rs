//! What a report reports: from where to where.
//!
//! A sentence is cut into stretches, each with at most one report that tells: a new one begins at
//! a semicolon, at “, but Jones said”, at “and added”. In its stretch a report that reaches onward
//! has what follows it, one that reaches around has all but itself. One pass over the sentence.

use std::ops::Range;

use super::lexicon::class::*;
use super::reports::{Reach, Report, is_adverb};
use super::scan::{Item, Shape};
use super::sources::{Form, Scene, Who};
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
    let closes = |it: &Report| {
        it.reach == Reach::Around
            && !it.is_embedded
            && !it.is_of_outlet()
            && !it.source.is_shared
            && it.source.items.start >= it.cue.end
    };
    let closing = reports.iter().rposition(closes);
    while first < reports.len() {
        let mut end = scene.sentence.end;
        let mut next = first + 1;
        while next < reports.len() {
            let is_closed = closing.is_some_and(|it| it > next);
            if let Some(boundary) = boundary(scene, &reports[next - 1], &reports[next], is_closed) {
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

/// Where a stretch of its own begins with `report`, if it does. `is_closed` when a later report has
/// the whole sentence: “China backs the talks and urged others to come, said Jones”.
fn boundary(scene: &Scene<'_>, before: &Report, report: &Report, is_closed: bool) -> Option<usize> {
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
        return (!is_closed).then_some(start);
    }
    if before.source.form == Form::Relative && !before.is_embedded {
        return Some(report.cue.start);
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
pub(super) const NEAR: usize = 24;

/// Whether these items may be a clause: a subject, and a verb somewhere behind it.
pub(super) fn is_clause(scene: &Scene<'_>, items: Range<usize>) -> bool {
    let stretch = Stretch {
        scene,
        items: items.clone(),
    };
    stretch.is_clause(items)
}

/// A part of a sentence in which at most one report tells. What it tells is found in
/// `rules/onward.rs` and `rules/around.rs`.
pub(super) struct Stretch<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) items: Range<usize>,
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
                let stop = items.clone().find(|&it| self.stops(it));
                items.end = stop.unwrap_or(items.end);
                Some((n, self.trimmed(items)?))
            })
        })
    }

    /// Whether what is reported ends before the item at `at`: at a semicolon, at “but declined to
    /// say more”, at “and gave no reason”.
    fn stops(&self, at: usize) -> bool {
        if self.is_shape(at, Shape::Semicolon) {
            return true;
        }
        let is_word = |at: usize, all: &[&str]| all.iter().any(|it| self.scene.is_word(at, it));
        if !is_word(at, &["but", "and", "though", "although"]) {
            return false;
        }
        let verb = at + 1 + usize::from(self.item(at + 1).is_some_and(|it| it.is(PRONOUN)));
        let says = [
            "elaborate",
            "say",
            "specify",
            "identify",
            "disclose",
            "comment",
        ];
        is_word(verb, &["declined", "refused", "decided"])
            || is_word(verb, &["gave", "offered", "provided"]) && is_word(verb + 1, &["no", "few"])
            || is_word(verb, &["did"]) && is_word(verb + 1, &["not"]) && is_word(verb + 2, &says)
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
    pub(super) fn rim(&self, report: &Report) -> usize {
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

    pub(super) fn is_shape(&self, at: usize, shape: Shape) -> bool {
        steps(1);
        self.items.contains(&at) && self.scene.items()[at].shape == shape
    }

    pub(super) fn item(&self, at: usize) -> Option<&Item> {
        steps(1);
        self.items.contains(&at).then(|| &self.scene.items()[at])
    }

    pub(super) fn quoted(&self, mut items: Range<usize>) -> bool {
        items.any(|it| self.item(it).is_some_and(|it| it.quotation().is_some()))
    }

    /// Whether these items may be a clause: a subject, and a verb somewhere behind it.
    pub(super) fn is_clause(&self, items: Range<usize>) -> bool {
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
    pub(super) fn has_verb(&self, items: Range<usize>) -> bool {
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

#[cfg(test)]
mod tests {
    use super::super::tests::check_told;

    #[test]
    fn one_report_a_stretch() {
        check_told(
            "Jane Doe said [Jane Doe: it was over], but John Hill replied that [John Hill: it was not].",
        );
        check_told(
            "Jane Doe said [Jane Doe: it was over] and added that [Jane Doe: she was glad].",
        );
        check_told("Jane Doe said [Jane Doe: it was over], adding [Jane Doe: she was glad].");
        check_told("Jane Doe said [Jane Doe: it was over]; the bridge was closed.");
        check_told("Jane Doe said [Jane Doe: it was over], but declined to say more.");
        check_told("Jane Doe said [Jane Doe: it was over] and gave no reason.");
        check_told("Jane Doe said [Jane Doe: it was over] but did not elaborate.");
        check_told("Jane Doe said [Jane Doe: it was over but did not hurt].");
        check_told("Jane Doe said [Jane Doe: it was over], though she gave no details.");
    }

    #[test]
    fn the_outermost_tells() {
        check_told("Jane Doe said [Jane Doe: she believed it was over].");
        check_told("Jane Doe added that [Jane Doe: John Hill had told her it was over].");
    }

    #[test]
    fn who_closes_the_sentence_has_all_of_it() {
        check_told(
            "[John Hill: Springfield backs the talks and has urged others to come], said John Hill.",
        );
    }

    #[test]
    fn agencies_tell_where_nobody_else_does() {
        check_told("Jane Doe said [Jane Doe: it was over], Interfax reported.");
        check_told("Interfax reported that [Interfax: it was over].");
    }

    #[test]
    fn whole_sentences_in_marks_stand_for_themselves() {
        check_told(
            "Jane Doe told the court that, over the years, “[Jane Doe: They closed it and never told us.]”",
        );
    }
}
