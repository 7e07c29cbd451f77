//! What stands above the running text: site name, headline, standfirst, byline, dateline.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::line::{End, Line, plain};
use super::{Page, paths};
use crate::corpus::{LabelReason, PassageKind};
use crate::ingest::stated::{byline, dateline, is_day_line};

/// A longer line is hardly a headline; in letters, see [`Line::weight`].
const MAX_TITLE_WEIGHT: usize = 240;

/// A standfirst has so many words, or is as heavy as [`STANDFIRST_WEIGHT`].
const STANDFIRST_WORDS: usize = 6;
const STANDFIRST_WEIGHT: usize = 40;

/// Byline and day may stand below the first paragraph, which is a standfirst then: so many lines.
const TOP_LINES: usize = 8;

static OUTLET_WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lines = include_str!("data/outlet_words.txt").lines();
    let lines = lines.filter(|it| !it.starts_with('#'));
    lines.flat_map(str::split_whitespace).map(plain).collect()
});

/// Labels what stands above the text, and the headline wherever it is repeated; gives the
/// headline's place.
pub(super) fn label(page: &mut Page, stated: Option<&str>) -> Option<usize> {
    let n = page.lines.len();
    let has_text = page.first < n;
    let above = if has_text { page.first } else { 0 };
    let is_chronicle = is_chronicle(page);
    for at in 0..n.min(above + TOP_LINES) {
        if page.is_open(at) && !page.lines[at].is_prose {
            label_by_form(page, at, is_chronicle);
        }
    }
    let titles = titles(page, stated);
    let first_title = titles.first().copied();
    for &at in &titles {
        let why = if Some(at) == first_title && titles.len() == 1 {
            LabelReason::Headline
        } else {
            LabelReason::HeadlineAgain
        };
        page.set(at, PassageKind::Title, why);
    }
    let above_text = first_title.filter(|&it| it < page.first);
    for at in 0..above_text.unwrap_or(0) {
        if page.is_open(at) && page.lines[at].end != End::Stop {
            page.set(at, PassageKind::Navigation, LabelReason::AboveHeadline);
        }
    }
    if has_text {
        let below = above_text.map_or(0, |it| it + 1);
        label_below_the_headline(page, below, above_text.is_some());
    }
    first_title
}

/// Whether days are headings inside the text.
fn is_chronicle(page: &Page) -> bool {
    let is_day = |&at: &usize| {
        page.is_open(at) && !page.lines[at].is_prose && is_day_line(page.lines[at].words)
    };
    let text = page.first..page.last.min(page.lines.len());
    text.filter(is_day).take(2).count() == 2
}

/// A dateline or byline in a line of its own.
fn label_by_form(page: &mut Page, at: usize, is_chronicle: bool) {
    let words = page.lines[at].words;
    let is_dateline =
        || dateline(words).is_some_and(|it| it.is_whole(words) || it.is_nearly_whole(words));
    if !is_chronicle && (is_day_line(words) || is_dateline()) {
        page.set(at, PassageKind::Dateline, LabelReason::WhereAndWhen);
    } else if byline(words).is_some() {
        page.set(at, PassageKind::Byline, LabelReason::Writer);
    }
}

/// The places of the headline, in order.
fn titles(page: &Page, stated: Option<&str>) -> Vec<usize> {
    let n = page.lines.len();
    let above = 0..page.first.min(n);
    let mut candidates: Vec<usize> = (above.clone())
        .filter(|&at| page.is_open(at) && is_title_like(&page.lines[at]))
        .collect();
    // A short sentence below the headline is the beginning of the text.
    let sentence = above
        .clone()
        .find(|&at| page.is_open(at) && page.lines[at].is_short_sentence());
    let n_above = candidates.partition_point(|&at| sentence.is_none_or(|it| at < it));
    if n_above > 0 {
        candidates.truncate(n_above);
    }
    let named = |title: &str| -> Vec<usize> {
        let (words, digits) = (plain(title), numbers(title));
        (0..n)
            .filter(|&at| page.is_open(at) && !words.is_empty() && page.lines[at].plain == words)
            .filter(|&at| numbers(page.lines[at].words) == digits)
            .collect()
    };
    if let Some(stated) = stated {
        return named(stated);
    }
    // How often the words of each candidate stand above the text.
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for &at in &candidates {
        *counts.entry(&page.lines[at].plain).or_default() += 1;
    }
    // The last step of a path is the page itself.
    let is_path =
        |at: &usize| page.labels[*at] == Some((PassageKind::Navigation, LabelReason::Path));
    for at in above.filter(is_path) {
        let last = paths::steps(page.lines[at].words)
            .last()
            .unwrap_or_default();
        if counts.contains_key(plain(last).as_str()) {
            return named(last);
        }
    }
    let last = (candidates.iter())
        .rfind(|&&at| page.lines[at].n_words >= 3)
        .copied();
    // A name above a menu is that of the site: `Ministry of Ferries`, `Press releases`, headline.
    let is_site = |at: usize| {
        let below = page.labels.get(at + 1).copied().flatten().map(|it| it.0);
        let is_menu = below == Some(PassageKind::Navigation)
            || page.at_the_edge.get(at + 1).is_some_and(Option::is_some);
        is_menu && page.lines[at].is_title_like_name() && last.is_some_and(|it| it > at + 1)
    };
    let is_headline = |at: &&usize| {
        let line = &page.lines[**at];
        (line.n_words >= 3 || line.weight >= 18)
            && page.at_the_edge[**at].is_none()
            && !is_outlet_line(line)
            && !is_site(**at)
    };
    let several = |at: &&usize| page.lines[**at].n_words >= 2 && page.at_the_edge[**at].is_none();
    // Menus are often on a page twice, so what is repeated has to look like a headline too.
    let repeated = (candidates.iter())
        .filter(is_headline)
        .find(|&&at| (counts.get(page.lines[at].plain.as_str())).is_some_and(|&it| it > 1));
    // Verse may repeat its title anywhere.
    if page.first == n {
        return candidates.first().copied().into_iter().collect();
    }
    let best = (repeated.or_else(|| candidates.iter().find(is_headline)))
        .or_else(|| candidates.iter().find(several));
    // A word such as “News” is a headline where nothing else can be.
    let only = candidates
        .first()
        .filter(|&&at| candidates.len() == 1 || page.at_the_edge[at].is_none());
    match best.or(only) {
        Some(&at) => named(page.lines[at].words),
        None => short_opening(page).into_iter().collect(),
    }
}

/// The digits of a line, which its plain words leave out.
fn numbers(words: &str) -> String {
    words.chars().filter(|c| c.is_numeric()).collect()
}

fn is_title_like(line: &Line) -> bool {
    line.weight <= MAX_TITLE_WEIGHT && !matches!(line.end, End::Stop) && line.has_words()
}

/// A short first sentence above a paragraph is the headline: `It is over.`
fn short_opening(page: &Page) -> Option<usize> {
    let first = page
        .lines
        .first()
        .filter(|it| it.is_short_sentence() && !it.is_quoted())?;
    (page.first == 1 && page.is_open(0) && first.n_sentences == 1).then_some(0)
}

/// `The Port Post`: a few words with capitals, one of them such as outlets have in their names.
fn is_outlet_line(line: &Line) -> bool {
    let is_short = line.n_words <= 5 && line.weight <= 45;
    is_short && line.is_name_like() && is_outlet_like(&line.plain)
}

/// Whether a word such as outlets have in their names stands among `words`, which are [`plain`].
pub(in crate::ingest) fn is_outlet_like(words: &str) -> bool {
    (words.split(' ')).any(|word| OUTLET_WORDS.iter().any(|it| it == word))
}

/// Lines between headline and running text.
fn label_below_the_headline(page: &mut Page, from: usize, has_title: bool) {
    let first = page.first;
    let is_furnished = (0..first).any(|at| {
        page.kind(at)
            .is_some_and(|it| it.is_furniture() && it != PassageKind::Title)
    });
    for at in from..first {
        let line = &page.lines[at];
        if !page.is_open(at)
            || matches!(line.end, End::Stop | End::Open)
            || line.is_quoted() && line.end == End::Call
        {
            continue;
        }
        if let Some(kind) = page.at_the_edge[at] {
            page.set(at, kind, LabelReason::Words);
        } else if line.n_words >= STANDFIRST_WORDS || line.weight >= STANDFIRST_WEIGHT {
            if has_title {
                page.set(at, PassageKind::Standfirst, LabelReason::BelowHeadline);
            }
        } else if line.end == End::Bare && at + 1 == first && line.starts_like_a_heading() {
            page.set(at, PassageKind::Heading, LabelReason::Introduces);
        } else if is_furnished && line.end == End::Bare && line.n_words <= 3 {
            page.set(at, PassageKind::Navigation, LabelReason::AboveText);
        }
    }
    label_lead(page, has_title);
}

/// A sentence between the headline and a byline, a day, or a paragraph that starts with the
/// dateline sums up.
fn label_lead(page: &mut Page, has_title: bool) {
    let n = page.lines.len();
    let lead = page.first;
    let text = (lead + 1..n).find(|&at| page.is_text(at));
    let (Some(text), true) = (text, has_title && page.is_open(lead)) else {
        return;
    };
    let words = |at: usize| page.lines[at].words;
    let is_signed = (lead + 1..text.min(lead + TOP_LINES)).any(|at| {
        matches!(
            page.kind(at),
            Some(PassageKind::Byline | PassageKind::Dateline)
        )
    });
    let is_dated = dateline(words(text)).is_some_and(|it| !it.is_whole(words(text)));
    let is_short = page.lines[lead].n_sentences <= 2 && page.lines[lead].weight < MAX_TITLE_WEIGHT;
    if is_short && (is_signed || is_dated) && dateline(words(lead)).is_none() {
        page.set(lead, PassageKind::Standfirst, LabelReason::BelowHeadline);
    }
}
