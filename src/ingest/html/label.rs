//! Which blocks of a page are the article's, and what each of them is.
//!
//! Three voices are heard: what the markup calls the elements around a block ([`super::region`]), where
//! the running text stands (the *core*, the innermost element that holds nearly all of it), and what
//! `dom_smoothie` takes. The first decides; the others speak where it is silent. What none of them says
//! anything of is left without a label, for its words to tell.

use super::evidence::Taken;
use super::layout::Layout;
use super::page::{Block, Page, n_letters};
use crate::corpus::{LabelReason as Why, PassageKind as Kind};

pub(super) type Label = (Kind, Why);

/// Most letters of a byline or dateline that is called so by its markup alone.
const MAX_LINE: usize = 160;

/// Most letters of a standfirst.
const MAX_STANDFIRST: usize = 600;

/// Most letters of a paragraph that is passed over because it is a link.
const MAX_LINK: usize = 250;

/// Fewest words of the name of an article; links of fewer lead somewhere else.
const MIN_TITLE_WORDS: usize = 4;

/// What the metadata tell of an article's words.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The headline in its forms.
    pub(super) titles: Vec<String>,
    /// How they sum it up.
    pub(super) descriptions: Vec<String>,
}

/// The blocks of a page that are shown, by index, each with its label. `headline` is the block that is
/// the headline.
pub(super) fn labels(
    page: &Page,
    layout: &Layout,
    known: &Known,
    taken: &Taken,
) -> Vec<(usize, Option<Label>)> {
    let shown = (0..page.blocks.len()).filter(|&it| !layout.is_hidden(page, it));
    let mut labels: Vec<(usize, Option<Label>)> = shown
        .map(|at| (at, label(page, layout, known, at)))
        .collect();
    drop_pictures_with_captions(page, &mut labels);
    set_apart(page, layout, taken, &mut labels);
    follow_headings(page, &mut labels);
    labels
}

/// What the markup says of a block, and its likeness to what the metadata say.
fn label(page: &Page, layout: &Layout, known: &Known, at: usize) -> Option<Label> {
    let block = &page.blocks[at];
    let name = page.elements[page.line(at)].name.as_str();
    if layout.headline == Some(at) {
        return Some((Kind::Title, Why::Headline));
    }
    if let Some(label) = layout.around[block.element] {
        return Some(around(block, label));
    }
    let is_title = |it: &String| is_same(it, &block.words);
    if known.titles.iter().any(is_title)
        || layout
            .headline
            .is_some_and(|it| is_same(&page.blocks[it].words, &block.words))
    {
        return Some((Kind::Title, Why::Headline));
    }
    if block.is_alt {
        return Some((Kind::Caption, Why::PictureDescription));
    }
    if is_rights_notice(&block.words) {
        return Some((Kind::Legal, Why::RightsNotice));
    }
    let is_heading = is_heading(name);
    let is_before_text = layout.first_prose.is_none_or(|it| at < it);
    let is_summary = known
        .descriptions
        .iter()
        .any(|it| is_same(it, &block.words));
    if is_summary && (is_before_text || is_heading) {
        return Some((Kind::Standfirst, Why::Summary));
    }
    if let Some((kind, why)) = layout.part[block.element]
        && fits(kind, block, is_before_text)
    {
        return Some((kind, why));
    }
    if page.authored.binary_search(&at).is_ok()
        && block.n_letters <= MAX_LINE
        && !ends_sentence(&block.words)
    {
        return Some((Kind::Byline, Why::MarkedByline));
    }
    if is_mostly_links(block) && block.n_letters <= MAX_LINK {
        return Some(links(block));
    }
    is_heading.then_some((Kind::Heading, Why::MarkedHeading))
}

/// Whether words can be what their markup calls them.
fn fits(kind: Kind, block: &Block, is_before_text: bool) -> bool {
    match kind {
        Kind::Byline | Kind::Dateline => block.n_letters <= MAX_LINE,
        Kind::Standfirst => is_before_text && block.n_letters <= MAX_STANDFIRST,
        _ => true,
    }
}

/// What a block around the article is: in a footer there are rights as well as ways to other pages.
fn around(block: &Block, (kind, why): Label) -> Label {
    match kind {
        Kind::Legal if is_mostly_links(block) => (Kind::Navigation, why),
        Kind::Related if is_mostly_links(block) && n_words(&block.words) < MIN_TITLE_WORDS => {
            (Kind::Navigation, why)
        }
        Kind::Navigation if is_rights_notice(&block.words) => (Kind::Legal, Why::RightsNotice),
        _ => (kind, why),
    }
}

fn links(block: &Block) -> Label {
    let kind = match n_words(&block.words) >= MIN_TITLE_WORDS || is_unspaced(&block.words) {
        true => Kind::Related,
        false => Kind::Navigation,
    };
    (kind, Why::MostlyLinks)
}

/// The description of a picture says again what its caption says, where it has one.
fn drop_pictures_with_captions(page: &Page, labels: &mut Vec<(usize, Option<Label>)>) {
    let is_caption = |label: &Option<Label>| matches!(label, Some((Kind::Caption, _)));
    let captioned: Vec<usize> = labels
        .iter()
        .filter(|(at, label)| is_caption(label) && !page.blocks[*at].is_alt)
        .filter_map(|&(at, _)| figure(page, at))
        .collect();
    labels.retain(|&(at, label)| {
        let block = &page.blocks[at];
        // Pictures of the page around the article show nothing of it.
        let is_needed = is_caption(&label)
            && n_words(&block.words) >= MIN_TITLE_WORDS
            && figure(page, at).is_none_or(|it| captioned.binary_search(&it).is_err());
        !block.is_alt || is_needed
    });
}

/// The outermost of the elements that only a picture and its words stand in: a `figure`, or what holds
/// the block and little else.
fn figure(page: &Page, at: usize) -> Option<usize> {
    let element = page.blocks[at].element;
    page.upward(element).find(|&it| {
        let element = &page.elements[it];
        element.name == "figure"
            || element.marks.contains(" figure ")
            || element.marks.contains(" image ")
            || element.marks.contains(" photo ")
    })
}

/// Labels what stands apart from the running text and is not called anything.
fn set_apart(page: &Page, layout: &Layout, taken: &Taken, labels: &mut [(usize, Option<Label>)]) {
    let is_prose = |at: usize, label: &Option<Label>| {
        label.is_none() && layout.is_in_core(page, at) && is_prose(&page.blocks[at])
    };
    let first = labels.iter().position(|(at, label)| is_prose(*at, label));
    let last = labels.iter().rposition(|(at, label)| is_prose(*at, label));
    let (Some(first), Some(last)) = (first, last) else {
        return;
    };
    for (index, (at, label)) in labels.iter_mut().enumerate() {
        let is_open = match label {
            None => true,
            // The headings of what stands around the article are no headings of the article.
            Some((Kind::Heading, _)) => true,
            _ => false,
        };
        let block = &page.blocks[*at];
        let is_inside = layout.is_in_core(page, *at) && (first..=last).contains(&index);
        if !is_open || is_inside || taken.holds(&block.words) == Some(true) && label.is_none() {
            continue;
        }
        let is_near = layout.is_in_core(page, *at) && ends_sentence(&block.words);
        if !is_near {
            *label = Some((Kind::Navigation, Why::Apart));
        }
    }
}

/// A heading is what follows it up to the next one.
fn follow_headings(page: &Page, labels: &mut [(usize, Option<Label>)]) {
    let mut follows: Option<Label> = None;
    let mut is_text = false;
    for (at, label) in labels.iter_mut().rev() {
        let is_heading = is_heading(&page.elements[page.line(*at)].name);
        match label {
            Some((Kind::Heading, _)) => {
                if !is_text {
                    let kind = follows.map_or(Kind::Navigation, |it| it.0);
                    *label = Some((kind, Why::HeadingOfThat));
                }
            }
            None | Some((Kind::Body | Kind::Caption | Kind::Standfirst, _)) => is_text = true,
            Some(it) => follows = Some(*it),
        }
        if is_heading {
            (follows, is_text) = (None, false);
        }
    }
}

/// Whether a block is of running text: long enough, not of links, and in sentences.
pub(super) fn is_prose(block: &Block) -> bool {
    let n = block.n_letters - block.n_linked;
    let fewest = if is_unspaced(&block.words) { 15 } else { 40 };
    !block.is_alt
        && n >= fewest
        && n * 2 > block.n_letters
        && (ends_sentence(&block.words) || n >= 3 * fewest)
}

pub(super) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

pub(super) fn is_mostly_links(block: &Block) -> bool {
    block.n_linked > 0 && block.n_linked * 3 >= block.n_letters * 2
}

/// Whether words end as sentences do.
pub(super) fn ends_sentence(words: &str) -> bool {
    let closing = ['"', '\'', '”', '’', '»', ')', '」', '』', '）', ' '];
    let words = words.trim_end_matches(closing);
    words.ends_with(['.', '!', '?', '…', ':', '。', '！', '？'])
}

fn n_words(words: &str) -> usize {
    words.split_whitespace().count()
}

/// Whether words are of a script that is written without spaces.
fn is_unspaced(words: &str) -> bool {
    let n = words
        .chars()
        .filter(|it| ('\u{3000}'..'\u{a000}').contains(it))
        .count();
    n * 2 > words.chars().count()
}

/// `© 2022 Harbor Post. All rights reserved.`
fn is_rights_notice(words: &str) -> bool {
    let lower = words
        .get(..words.len().min(400))
        .unwrap_or(words)
        .to_lowercase();
    let says = ["all rights reserved", "все права защищены", "無断転載"];
    says.iter().any(|it| lower.contains(it))
        || lower.starts_with('©') && lower.chars().any(|it| it.is_ascii_digit())
}

/// Whether two texts have the same letters and digits, case aside, or one of them was cut short.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> Vec<char> {
        let letters = text.chars().filter(|it| it.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let n = n_letters(a).min(n_letters(b));
    if n == 0 || n_letters(a).max(n_letters(b)) > 2 * n {
        return false;
    }
    let (a, b) = (letters(a), letters(b));
    a == b || n >= 40 && (a.starts_with(&b) || b.starts_with(&a))
}
