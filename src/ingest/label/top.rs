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

/// Where no paragraph tells where the text starts, a byline stands in one of so many lines.
const TOP_LINES: usize = 6;

/// How far below the first paragraph the dateline may start the text.
const DATELINE_WITHIN: usize = 4;

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
    let above = if has_text {
        page.first
    } else {
        n.min(TOP_LINES)
    };
    for at in (0..above)
        .filter(|&at| page.is_open(at))
        .collect::<Vec<_>>()
    {
        label_by_form(page, at);
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
    let last_title = titles.iter().copied().rfind(|&it| it < page.first);
    for at in 0..last_title.unwrap_or(0) {
        if page.is_open(at) && page.lines[at].end != End::Stop {
            page.set(at, PassageKind::Navigation, LabelReason::AboveHeadline);
        }
    }
    if has_text {
        label_below_the_headline(
            page,
            last_title.map_or(0, |it| it + 1),
            last_title.is_some(),
        );
    }
    first_title
}

/// A dateline or byline in a line of its own.
fn label_by_form(page: &mut Page, at: usize) {
    let words = page.lines[at].words;
    if dateline(words).is_some_and(|it| it.is_whole(words)) || is_day_line(words) {
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
        let title = plain(title);
        (0..n)
            .filter(|&at| page.is_open(at) && !title.is_empty() && page.lines[at].plain == title)
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
    let repeated = (candidates.iter()).find(|&&at| {
        let line = &page.lines[at];
        line.weight >= 12 && counts.get(line.plain.as_str()).is_some_and(|&it| it > 1)
    });
    let is_headline = |at: &&usize| {
        let line = &page.lines[**at];
        (line.n_words >= 3 || line.weight >= 18)
            && page.at_the_edge[**at].is_none()
            && !is_outlet_line(line)
    };
    let several = |at: &&usize| page.lines[**at].n_words >= 2 && page.at_the_edge[**at].is_none();
    let best = if page.first < n {
        (repeated.or_else(|| candidates.iter().find(is_headline)))
            .or_else(|| candidates.iter().find(several))
    } else {
        repeated
    };
    // A word such as “News” is a headline where nothing else can be.
    let only = candidates
        .first()
        .filter(|&&at| candidates.len() == 1 || page.at_the_edge[at].is_none());
    match best.or(only) {
        Some(&at) => named(page.lines[at].words),
        None => short_opening(page).into_iter().collect(),
    }
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
    // A sentence between the headline and a paragraph that starts with the dateline sums up.
    let below = (first..page.lines.len())
        .filter(|&at| page.is_text(at))
        .take(DATELINE_WITHIN);
    let below: Vec<usize> = below.collect();
    if let [lead, text, ..] = below[..]
        && has_title
        && page.is_open(lead)
        && page.lines[lead].n_sentences <= 2
        && dateline(page.lines[lead].words).is_none()
        && dateline(page.lines[text].words).is_some_and(|it| !it.is_whole(page.lines[text].words))
    {
        page.set(lead, PassageKind::Standfirst, LabelReason::BelowHeadline);
    }
}
