//! What follows a report: “said that it was over”, “said it was over”, “asked why”, “told reporters on
//! Friday it was over”, “voiced the hope that”.

use std::ops::Range;

use super::super::contents::{NEAR, Stretch};
use super::super::lexicon::class::*;
use super::super::reports::Report;
use super::super::scan::{Item, Shape};

impl Stretch<'_> {
    /// What follows a report that reaches onward.
    pub(in super::super) fn onward(&self, report: &Report, end: usize) -> Option<Range<usize>> {
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
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::check_told;

    #[test]
    fn with_that() {
        check_told("Jane Doe said that [Jane Doe: it was over].");
        check_told("Jane Doe said many times that [Jane Doe: it was over].");
        check_told("Jane Doe said in a statement on Friday that [Jane Doe: it was over].");
        check_told("Jane Doe told the Post, however, that [Jane Doe: it was over].");
        check_told("Jane Doe said [Jane Doe: that was over].");
    }

    #[test]
    fn without_that() {
        check_told("Jane Doe said [Jane Doe: it was over].");
        check_told("Jane Doe says [Jane Doe: bridges need care].");
        check_told("Jane Doe told reporters [Jane Doe: the bridge would close].");
        check_told("Jane Doe warned [Jane Doe: prices would rise].");
        check_told("Jane Doe said [Jane Doe: there were no plans].");
    }

    #[test]
    fn questions() {
        check_told("Jane Doe asked [Jane Doe: whether the bridge would hold].");
        check_told("Jane Doe explained [Jane Doe: why the bridge was closed].");
    }

    #[test]
    fn by_a_noun() {
        check_told("Jane Doe voiced the hope that [Jane Doe: it was over].");
    }

    #[test]
    fn no_clause() {
        check_told("Jane Doe announced the end of the talks.");
        check_told("Jane Doe agreed to close the bridge.");
        check_told("Jane Doe said hello to everyone.");
    }

    #[test]
    fn pieces_and_all() {
        check_told("Jane Doe said [Jane Doe: the bridge was “safe” and would “never” close].");
    }
}
