//! Stretches of a page that a line opens: other articles, and comments of readers.

use super::Page;
use super::furniture::{opens_comments, stamps_a_comment};
use super::line::End;
use crate::corpus::{LabelReason, PassageKind};

/// A comment's author and time stand within so many lines of the opening.
const STAMP_WITHIN: usize = 4;

pub(super) fn label(page: &mut Page) {
    label_comments(page);
    label_related(page);
}

/// From the opening of the comments to the end. Comments read like running text, so this needs
/// running text above and the name or time of a first comment below.
fn label_comments(page: &mut Page) {
    let n = page.lines.len();
    let opening = (page.first..n).find(|&at| {
        let ahead = at + 1..n.min(at + 1 + STAMP_WITHIN);
        opens_comments(&page.lines[at]) && ahead.clone().any(|it| stamps_a_comment(&page.lines[it]))
    });
    let Some(opening) = opening.filter(|&it| it > page.first) else {
        return;
    };
    for at in opening..n {
        page.set(at, PassageKind::Form, LabelReason::Comments);
    }
}

/// Lines under “Related articles”, up to the next sentence or other furniture.
fn label_related(page: &mut Page) {
    let mut is_inside = false;
    for at in page.first..page.lines.len() {
        let line = &page.lines[at];
        match page.labels[at] {
            Some((PassageKind::Related, LabelReason::Words)) => is_inside = true,
            // A picture may stand with each headline.
            Some((PassageKind::Caption, _)) => {}
            Some(_) => is_inside = false,
            None if line.is_prose || line.end == End::Stop => is_inside = false,
            None if is_inside => page.set(at, PassageKind::Related, LabelReason::UnderRelated),
            None => {}
        }
    }
}
