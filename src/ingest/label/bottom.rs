//! Short lines below the last paragraph.

use super::Page;
use super::line::End;
use crate::corpus::{LabelReason, PassageKind};
use crate::ingest::stated::{byline, dateline, is_day_line};

/// A headline of another article has at least so many words.
const HEADLINE_WORDS: usize = 6;

/// Lines after the text are furniture once one of them is known to be; a sentence never is.
pub(super) fn label(page: &mut Page) {
    let n = page.lines.len();
    let mut is_furnished = false;
    for at in page.last.saturating_add(1).min(n)..n {
        if let Some(kind) = page.kind(at) {
            is_furnished |= kind.is_furniture();
            continue;
        }
        let line = &page.lines[at];
        let words = line.words;
        if let Some(kind) = page.at_the_edge[at] {
            page.set(at, kind, LabelReason::Words);
            is_furnished = true;
        } else if matches!(line.end, End::Stop | End::Open) {
            // Perhaps the last sentence.
        } else if byline(words).is_some() {
            page.set(at, PassageKind::Byline, LabelReason::Writer);
        } else if dateline(words).is_some_and(|it| it.is_whole(words)) || is_day_line(words) {
            page.set(at, PassageKind::Dateline, LabelReason::WhereAndWhen);
        } else if line.end == End::Call && !is_furnished || line.is_quoted() {
            // Perhaps the last words of a dialogue.
        } else if is_furnished && line.n_words >= HEADLINE_WORDS {
            page.set(at, PassageKind::Related, LabelReason::BelowText);
        } else if is_furnished {
            page.set(at, PassageKind::Navigation, LabelReason::BelowText);
        }
    }
}
