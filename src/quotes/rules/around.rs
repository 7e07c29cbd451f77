//! What stands around a report: “It is over, she said”, “The bridge, she said, would close”,
//! “According to her, it was over”.

use std::ops::Range;

use super::super::contents::Stretch;
use super::super::lexicon::class::*;
use super::super::phrases::is_verb;
use super::super::reports::Report;
use super::super::scan::{Item, Shape};

impl Stretch<'_> {
    /// What stands on both sides of a report that reaches around.
    pub(in super::super) fn around(&self, report: &Report, end: usize) -> Option<Range<usize>> {
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
        let leads = self.leads(before.start);
        if !has_before || leads || !is_whole && self.is_opening(before.clone()) {
            let starts = |it: &Item| !it.is(RELATIVE) && !is_verb(it);
            return after.filter(|it| self.item(it.start).is_some_and(starts));
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

    /// Whether the word at `at` begins what leads to an answer, a whole clause as it may be: “Asked
    /// if more would follow”.
    fn leads(&self, at: usize) -> bool {
        let words = [
            "asked",
            "questioned",
            "pressed",
            "speaking",
            "writing",
            "responding",
            "replying",
            "citing",
            "commenting",
            "quoting",
            "referring",
            "addressing",
        ];
        words.iter().any(|it| self.scene.is_word(at, it))
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
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::check_told;

    #[test]
    fn before() {
        check_told("[Jane Doe: The bridge is closed], Jane Doe said on Friday.");
        check_told("[Jane Doe: The bridge is closed], said Jane Doe, the mayor of Springfield.");
        check_told("But [Jane Doe: the bridge is closed], according to Jane Doe.");
        check_told(
            "[Jane Doe: On Monday, at noon, crews responded to a fire], said Mayor Jane Doe.",
        );
        check_told("SPRINGFIELD (AP) – [Jane Doe: The bridge is closed], Jane Doe said.");
    }

    #[test]
    fn after() {
        check_told("According to Jane Doe, [Jane Doe: the bridge is closed].");
        check_told("According to Jane Doe, the mayor, [Jane Doe: the bridge is closed].");
        check_told("However, as Jane Doe pointed out, [Jane Doe: the bridge is closed].");
        check_told("Jane Doe spoke. In her view, [Jane Doe: the bridge is closed].");
        check_told("It rained, and according to Jane Doe [Jane Doe: the bridge is closed].");
    }

    #[test]
    fn on_both_sides() {
        check_told("[Jane Doe: The bridge, Jane Doe said, would close].");
        check_told("[Jane Doe: It is “over”, Jane Doe said, and “nobody” will mourn].");
    }

    #[test]
    fn what_only_leads_to_it() {
        check_told(
            "Asked if the bridge would close, Jane Doe said [Jane Doe: it was too early to tell].",
        );
        check_told("Of the bridge, Jane Doe said [Jane Doe: it was closed].");
    }
}
