//! Short lines between paragraphs: headings of the article, or headlines of others.

use super::Page;
use super::line::{End, Line};
use crate::corpus::{LabelReason, PassageKind};

/// A heading is not longer; in words, and in letters as [`Line::weight`] counts.
const MAX_HEADING_WORDS: usize = 14;
const MAX_HEADING_WEIGHT: usize = 110;

/// A headline of another article has at least so many words.
const HEADLINE_WORDS: usize = 6;

/// The longest headline, in letters.
const MAX_HEADLINE_WEIGHT: usize = 180;

pub(super) fn label(page: &mut Page, title: Option<usize>) {
    let has_capitals = title.is_some_and(|it| page.lines[it].is_title_case());
    let is_headline = |line: &Line| {
        has_capitals
            && line.end != End::Stop
            && line.end != End::Open
            && line.n_words >= HEADLINE_WORDS
            && line.weight <= MAX_HEADLINE_WEIGHT
            && line.is_title_case()
    };
    let mut found = Vec::new();
    for at in page.first..page.last.min(page.lines.len()) {
        let line = &page.lines[at];
        if !page.is_open(at) || line.is_prose {
            continue;
        }
        let is_between = |is_neighbor: &dyn Fn(usize) -> bool| {
            let before = (page.first..at).rev().find(|&it| !is_passed(page, it));
            let after = (at + 1..=page.last).find(|&it| !is_passed(page, it));
            before.is_some_and(is_neighbor) && after.is_some_and(is_neighbor)
        };
        let is_paragraph = |it: usize| page.is_text(it) && page.lines[it].end != End::Open;
        if is_headline(line)
            && is_between(&|it| {
                page.is_text(it) || page.is_open(it) && is_headline(&page.lines[it])
            })
        {
            found.push((at, PassageKind::Related, LabelReason::LikeHeadline));
        } else if is_heading(line) && is_between(&is_paragraph) {
            found.push((at, PassageKind::Heading, LabelReason::Introduces));
        }
    }
    for (at, kind, why) in found {
        page.set(at, kind, why);
    }
}

/// Whether the line does not part a heading from its paragraph.
fn is_passed(page: &Page, at: usize) -> bool {
    !page.is_text(at) && !page.is_open(at)
}

fn is_heading(line: &Line) -> bool {
    line.end == End::Bare
        && line.n_words <= MAX_HEADING_WORDS
        && line.weight <= MAX_HEADING_WEIGHT
        && line.starts_like_a_heading()
}
