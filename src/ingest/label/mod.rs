//! What each line of a page is to its article, by the words alone.
//!
//! Precision first: a sentence of running text is never cut, and what is in doubt stays running
//! text. The rules, in the order in which they are asked:
//!
//! | rules | file |
//! |---|---|
//! | the line is known by its words, or leads through the site | `furniture`, `paths` |
//! | it credits, counts or describes a picture | `captions` |
//! | it stands under “Related articles”, or among comments | `sections` |
//! | it stands above the text: headline, standfirst, byline, dateline | `top` |
//! | it stands between paragraphs: heading, or headline of another article | `middle` |
//! | it stands below the text, among page furniture | `bottom` |
//!
//! Everything is linear in the text: each rule looks at a line, its neighbors and sets of lines.

mod bottom;
mod captions;
mod furniture;
mod line;
mod middle;
mod paths;
mod sections;
mod top;

use super::article::Block;
use super::stated;
use crate::corpus::{LabelReason, PassageKind};
use captions::Pictures;
use furniture::Known;
use line::Line;
pub(in crate::ingest) use line::{is_wide, plain};
pub(in crate::ingest) use top::is_outlet_like;

/// What was found out about the lines of a page.
pub(super) struct Labels {
    /// For each block.
    pub(super) of_blocks: Vec<(PassageKind, LabelReason)>,
    /// Which block is the headline, if one was found.
    pub(super) title: Option<usize>,
}

/// The labels of `blocks`: those that a format tells stay, the rest is told by the words. `title`
/// is the headline, where the file states it.
pub(super) fn labels(blocks: &[Block], title: Option<&str>) -> Labels {
    let mut page = Page::of(blocks);
    let title = page.label(title);
    Labels {
        of_blocks: (page.labels.into_iter())
            .map(|it| it.unwrap_or((PassageKind::Body, LabelReason::Prose)))
            .collect(),
        title,
    }
}

/// The name that ends the description of a picture, for example of an agency.
pub(super) fn name_after_description(words: &str) -> Option<&str> {
    captions::described(&Line::new(words)).map(|it| it.1)
}

/// The lines of a page and what is known of them so far.
struct Page<'a> {
    lines: Vec<Line<'a>>,
    labels: Vec<Option<(PassageKind, LabelReason)>>,
    /// Lines that are furniture only above the headline or below the text.
    at_the_edge: Vec<Option<PassageKind>>,
    /// First and last line of running text; both past the end where there is none.
    first: usize,
    last: usize,
}

impl<'a> Page<'a> {
    fn of(blocks: &'a [Block]) -> Page<'a> {
        Page {
            lines: blocks.iter().map(|it| Line::new(&it.words)).collect(),
            labels: blocks.iter().map(|it| it.label).collect(),
            at_the_edge: vec![None; blocks.len()],
            first: blocks.len(),
            last: blocks.len(),
        }
    }

    /// Labels every line that is not running text; gives the headline's place.
    fn label(&mut self, title: Option<&str>) -> Option<usize> {
        self.label_known_lines();
        self.find_the_text();
        sections::label(self);
        // Comments were no running text.
        self.find_the_text();
        let title = top::label(self, title);
        middle::label(self, title);
        bottom::label(self);
        title
    }

    fn label_known_lines(&mut self) {
        let pictures = Pictures::of(&self.lines, stated::is_agency);
        for (at, line) in self.lines.iter().enumerate() {
            if self.labels[at].is_some() {
                continue;
            }
            self.labels[at] = if !line.has_words() {
                Some((PassageKind::Navigation, LabelReason::NoWords))
            } else if pictures.has(line) {
                Some((PassageKind::Caption, LabelReason::Picture))
            } else if paths::is_path(line) {
                Some((PassageKind::Navigation, LabelReason::Path))
            } else {
                captions::marked(line)
            };
            if self.labels[at].is_some() {
                continue;
            }
            match furniture::known(line) {
                Some(Known::Anywhere(kind)) => {
                    self.labels[at] = Some((kind, LabelReason::Words));
                }
                Some(Known::AtTheEdge(kind)) => self.at_the_edge[at] = Some(kind),
                None => {}
            }
        }
    }

    /// Whether the line is a paragraph of running text, as far as is known.
    fn is_text(&self, at: usize) -> bool {
        match self.labels[at] {
            Some((kind, _)) => kind == PassageKind::Body,
            None => self.lines[at].is_prose,
        }
    }

    fn find_the_text(&mut self) {
        let n = self.lines.len();
        self.first = (0..n).find(|&at| self.is_text(at)).unwrap_or(n);
        self.last = (0..n).rev().find(|&at| self.is_text(at)).unwrap_or(n);
    }

    fn is_open(&self, at: usize) -> bool {
        self.labels[at].is_none()
    }

    fn set(&mut self, at: usize, kind: PassageKind, why: LabelReason) {
        self.labels[at].get_or_insert((kind, why));
    }

    fn kind(&self, at: usize) -> Option<PassageKind> {
        self.labels[at].map(|it| it.0)
    }
}
