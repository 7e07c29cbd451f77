//! Which blocks of a page are the article's, and what each of them is.
//!
//! Three voices are heard: what the markup calls the elements around a block ([`super::region`]), where
//! the running text stands (the *core*, the innermost element that holds nearly all of it), and what
//! `dom_smoothie` takes. The first decides; the others speak where it is silent. What none of them says
//! anything of is left without a label, for its words to tell.

use super::evidence::Taken;
use super::layout::Layout;
use super::metadata::without_by;
use super::page::{Block, Page, n_letters};
use crate::corpus::{LabelReason as Why, PassageKind as Kind};

pub(super) type Label = (Kind, Why);

/// A block, by index, and its label.
pub(super) type Labeled = (usize, Option<Label>);

/// Most letters of a byline or dateline that is called so by its markup alone.
const MAX_LINE: usize = 160;

/// Most letters of a standfirst.
const MAX_STANDFIRST: usize = 600;

/// Most letters of a paragraph that is passed over because it is a link.
const MAX_LINK: usize = 250;

/// Fewest letters of a line before or after the running text that may belong to it without being a
/// sentence.
const MIN_LONG: usize = 40;

/// Fewest words of the name of an article; links of fewer lead somewhere else.
const MIN_TITLE_WORDS: usize = 4;

/// What the metadata tell of an article's words.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The headline in its forms.
    pub(super) titles: Vec<String>,
    /// Pieces of it that may be the headline, or the name of the site.
    pub(super) pieces: Vec<String>,
    /// How they sum it up.
    pub(super) descriptions: Vec<String>,
}

/// The blocks of a page that are shown, by index, each with its label. `headline` is the block that is
/// the headline.
pub(super) fn labels(page: &Page, layout: &Layout, known: &Known, taken: &Taken) -> Vec<Labeled> {
    let shown = (0..page.blocks.len()).filter(|&it| !layout.is_hidden(page, it));
    let mut labels: Vec<Labeled> = shown
        .map(|at| (at, label(page, layout, known, at)))
        .collect();
    drop_pictures_with_captions(page, layout, &mut labels);
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
    if page.authors.binary_search_by(|it| it.0.cmp(&at)).is_ok()
        && block.n_letters <= MAX_LINE
        && !ends_sentence(&block.words)
    {
        return Some((Kind::Byline, Why::MarkedByline));
    }
    if is_before_text && block.n_letters <= MAX_LINE && says_by(&block.words) {
        return Some((Kind::Byline, Why::SaysBy));
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

/// The description of a picture says again what its caption says, where it has one beside it; and those
/// of few words, and around the article, say nothing of it.
fn drop_pictures_with_captions(page: &Page, layout: &Layout, labels: &mut Vec<Labeled>) {
    let is_caption = |label: &Option<Label>| matches!(label, Some((Kind::Caption, _)));
    let is_needed: Vec<bool> = (0..labels.len())
        .map(|index| {
            let (at, label) = &labels[index];
            let is_beside = |it: &Labeled| is_caption(&it.1) && !page.blocks[it.0].is_alt;
            let beside = &labels[index.saturating_sub(1)..labels.len().min(index + 3)];
            let is_captioned = beside.iter().any(is_beside);
            let block = &page.blocks[*at];
            let is_of_article = block.n_linked == 0 && layout.is_in_core(page, *at);
            let is_telling =
                is_of_article && n_words(&block.words) >= MIN_TITLE_WORDS && is_caption(label);
            !block.is_alt || is_telling && !is_captioned
        })
        .collect();
    let mut is_needed = is_needed.into_iter();
    labels.retain(|_| is_needed.next().unwrap_or(true));
}

/// Labels what stands apart from the running text and is not called anything.
fn set_apart(page: &Page, layout: &Layout, taken: &Taken, labels: &mut [Labeled]) {
    let is_prose = |at: usize, label: &Option<Label>| {
        label.is_none() && layout.is_in_core(page, at) && is_prose(&page.blocks[at])
    };
    // The headings of what stands around the article are no headings of the article.
    let is_heading = |label: &Option<Label>| matches!(label, Some((Kind::Heading, _)));
    let first = labels.iter().position(|(at, label)| is_prose(*at, label));
    let last = labels.iter().rposition(|(at, label)| is_prose(*at, label));
    let (Some(first), Some(last)) = (first, last) else {
        return;
    };
    // A list below a heading may come before the first paragraph.
    let headings = labels[..first].iter().rev();
    let first = first - headings.take_while(|it| is_heading(&it.1)).count();
    for (index, (at, label)) in labels.iter_mut().enumerate() {
        let block = &page.blocks[*at];
        let is_in_core = layout.is_in_core(page, *at);
        let is_inside = is_in_core && (first..=last).contains(&index);
        let is_taken = taken.holds(&block.words) == Some(true);
        let is_sentence = ends_sentence(&block.words) && (is_in_core || is_taken);
        // Lists that sum an article up are not always of sentences.
        let is_item = page.elements[page.line(*at)].name == "li";
        let is_below_headline = index < first && layout.headline.is_some_and(|it| it < *at);
        let is_near = is_in_core && is_taken || is_item && (is_in_core || is_below_headline);
        let is_long = block.n_letters >= MIN_LONG && is_near;
        let is_text = label.is_none() && (is_sentence || is_long);
        if (label.is_none() || is_heading(label)) && !is_inside && !is_text {
            *label = Some((Kind::Navigation, Why::Apart));
        }
        // The words of an item would not tell: many end without a stop.
        if is_text && is_item {
            *label = Some((Kind::Body, Why::Prose));
        }
    }
}

/// A heading is what follows it up to the next one.
fn follow_headings(page: &Page, labels: &mut [Labeled]) {
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

/// `By A. Writer, correspondent`, and no sentence.
fn says_by(words: &str) -> bool {
    without_by(words) != words.trim() && !ends_sentence(words)
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
