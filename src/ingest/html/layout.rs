//! Where on a page the article stands.

use super::label::{Known, Label, is_heading, is_mostly_links, is_prose, is_same};
use super::page::Page;
use super::region::{Mark, Strength, mark};

/// What holds more than this share of the running text, in hundredths, is the article's, whatever its
/// classes say.
const MAX_AROUND: usize = 40;

/// Most letters of a headline.
const MAX_HEADLINE: usize = 300;

/// What share of the running text the core holds, in hundredths.
const CORE: usize = 85;

/// Where on a page the article stands. Lists are by element.
pub(super) struct Layout {
    /// What the page says of it if it belongs to the page around the article.
    pub(super) around: Vec<Option<Label>>,
    /// What the page says of it if it belongs to the article.
    pub(super) part: Vec<Option<Label>>,
    /// The block that is the headline.
    pub(super) headline: Option<usize>,
    /// The first block of running text.
    pub(super) first_prose: Option<usize>,
    is_hidden: Vec<bool>,
    is_in_core: Vec<bool>,
}

impl Layout {
    /// Finds it. One pass for each question, all linear in the page.
    pub(super) fn of(page: &Page, known: &Known) -> Layout {
        let marks: Vec<Option<Mark>> = page.elements.iter().map(mark).collect();
        let headline = headline(page, known, &marks);
        let mut holds_headline = vec![false; page.elements.len()];
        if let Some(at) = headline {
            for up in page.upward(page.blocks[at].element) {
                holds_headline[up] = true;
            }
        }
        let is_hidden = inherited(page, |at| {
            (page.elements[at].is_hidden && !holds_headline[at]).then_some(())
        });
        let is_hidden: Vec<bool> = is_hidden.into_iter().map(|it| it.is_some()).collect();
        let may_be_around: Vec<bool> = (page.elements.iter().zip(&holds_headline))
            .map(|(it, holds)| !holds && !matches!(it.name.as_str(), "html" | "body" | "main"))
            .collect();
        let sure = inherited(page, |at| match marks[at] {
            Some(Mark::Around(kind, why, Strength::Sure)) if may_be_around[at] => Some((kind, why)),
            _ => None,
        });
        let is_shown = |it: &usize| {
            let element = page.blocks[*it].element;
            !is_hidden[element] && sure[element].is_none()
        };
        let prose: Vec<usize> = (0..page.blocks.len())
            .filter(|&it| is_prose(&page.blocks[it]))
            .filter(is_shown)
            .collect();
        let masses = masses(page, &prose);
        let all = masses.first().copied().unwrap_or_default();
        let is_large = |at: usize| masses[at] * 100 > all * MAX_AROUND;
        let mut around = inherited(page, |at| match marks[at] {
            Some(Mark::Around(kind, why, strength)) if may_be_around[at] => {
                (strength == Strength::Sure || !is_large(at)).then_some((kind, why))
            }
            _ => None,
        });
        // A page that calls all of its text something else is mistaken.
        if prose
            .iter()
            .all(|&it| around[page.blocks[it].element].is_some())
        {
            around = sure;
        }
        let part = inherited(page, |at| match marks[at] {
            Some(Mark::Part(kind, why)) => {
                (!holds_headline[at] && !is_large(at)).then_some((kind, why))
            }
            _ => None,
        });
        let prose: Vec<usize> = (prose.into_iter())
            .filter(|&it| around[page.blocks[it].element].is_none())
            .collect();
        let core = core(page, &prose);
        let is_in_core = inherited(page, |at| (Some(at) == core).then_some(()));
        let first_prose = prose
            .iter()
            .copied()
            .find(|&it| part[page.blocks[it].element].is_none());
        Layout {
            around,
            part,
            headline,
            first_prose,
            is_hidden,
            is_in_core: is_in_core.into_iter().map(|it| it.is_some()).collect(),
        }
    }

    /// Whether the page does not show a block.
    pub(super) fn is_hidden(&self, page: &Page, block: usize) -> bool {
        self.is_hidden[page.blocks[block].element]
    }

    /// Whether a block stands where the running text does.
    pub(super) fn is_in_core(&self, page: &Page, block: usize) -> bool {
        self.is_in_core[page.blocks[block].element]
    }
}

/// The block that is the headline: a heading, or else any line, with the words of the metadata; or
/// else the first heading of the first order that is no link; or else what the page calls so.
fn headline(page: &Page, known: &Known, marks: &[Option<Mark>]) -> Option<usize> {
    let lines = || {
        let short = (0..page.blocks.len()).filter(|&it| page.blocks[it].n_letters <= MAX_HEADLINE);
        short.filter(|&it| !page.blocks[it].is_alt && page.blocks[it].n_letters > 0)
    };
    let name = |at: usize| page.elements[page.line(at)].name.as_str();
    let is_stated = |at: &usize| {
        let words = &page.blocks[*at].words;
        known.titles.iter().any(|it| is_same(it, words))
    };
    let is_link = |at: usize| is_mostly_links(&page.blocks[at]);
    let stated: Vec<usize> = lines().filter(is_stated).collect();
    let heading = |of: &[usize], is_heading: &dyn Fn(&str) -> bool| {
        of.iter().copied().find(|&it| is_heading(name(it)))
    };
    let is_called_so = |at: usize| {
        page.upward(page.blocks[at].element).take(3).any(|it| {
            let element = &page.elements[it];
            let names = [
                " headline ",
                " entry title ",
                " article title ",
                " post title ",
            ];
            element.itemprop == "headline" || names.iter().any(|it| element.marks.contains(it))
        })
    };
    let is_around = |at: usize| {
        page.upward(page.blocks[at].element)
            .any(|it| matches!(marks[it], Some(Mark::Around(_, _, Strength::Sure))))
    };
    heading(&stated, &|it| it == "h1")
        .or_else(|| heading(&stated, &is_heading))
        .or_else(|| {
            stated
                .iter()
                .copied()
                .find(|&it| !is_link(it) && !is_around(it))
        })
        .or_else(|| lines().find(|&it| name(it) == "h1" && !is_link(it)))
        .or_else(|| lines().find(|&it| is_called_so(it) && !is_link(it)))
}

/// For each element what it is given, or else what the one that it stands in has.
fn inherited<T: Copy>(page: &Page, own: impl Fn(usize) -> Option<T>) -> Vec<Option<T>> {
    let mut all: Vec<Option<T>> = Vec::with_capacity(page.elements.len());
    for (at, element) in page.elements.iter().enumerate() {
        let above = all.get(element.parent).copied().flatten();
        all.push(own(at).or(above));
    }
    all
}

/// How many letters of these blocks each element holds.
fn masses(page: &Page, blocks: &[usize]) -> Vec<usize> {
    let mut masses = vec![0; page.elements.len()];
    for &at in blocks {
        masses[page.blocks[at].element] += page.blocks[at].n_letters;
    }
    // Those inside come later.
    for at in (1..masses.len()).rev() {
        masses[page.elements[at].parent] += masses[at];
    }
    masses
}

/// The innermost element that holds nearly all of these blocks.
fn core(page: &Page, prose: &[usize]) -> Option<usize> {
    let masses = masses(page, prose);
    let all = *masses.first()?;
    let at = masses.iter().rposition(|it| it * 100 >= all * CORE)?;
    let is_line = |name: &str| matches!(name, "a" | "span" | "p" | "li" | "blockquote" | "pre");
    page.upward(at)
        .find(|&it| !is_line(&page.elements[it].name))
}
