//! Quoted words as bars, a stretch for each source in its color, with the numbers beside them.

use super::{Element, element, link};
use crate::app::route::{QuotesRoute, Route};
use crate::protocol::SpeakerRow;

/// The words of a speaker in all sources.
pub fn total(row: &SpeakerRow) -> u32 {
    row.words.iter().sum()
}

/// A table of speakers, each with a bar and whatever `tell` says of their words.
pub fn speaker_bars(rows: &[SpeakerRow], last_head: &str, tell: impl Fn(u32) -> String) -> Element {
    let most: u32 = rows.iter().map(total).max().unwrap_or(1).max(1);
    let rows = rows.iter().enumerate().map(|(n, row)| {
        let name = match row.name.is_empty() {
            true => "not stated",
            false => &row.name,
        };
        let quotes = Route::Quotes(QuotesRoute::of_speaker(&row.name));
        element("tr")
            .key(n)
            .with(row_head().with(link(quotes, name)))
            .with(element("td").with(bar(&row.words, most)))
            .with(element("td").class("number").run(&tell(total(row))))
    });
    element("table")
        .class("bars")
        .with(unseen_head(["Speaker", "Share by source", last_head]))
        .with(element("tbody").each(rows))
}

/// The head of a row.
pub fn row_head() -> Element {
    element("th").set("scope", "row")
}

/// Heads of columns that only readers who do not see the table need.
pub fn unseen_head(labels: [&str; 3]) -> Element {
    let labels = labels.into_iter().map(|it| element("th").run(it));
    let row = element("tr").each(labels);
    element("thead").class("unseen").with(row)
}

/// A bar: one stretch a source, on a scale where `most` words fill it.
pub fn bar(words: &[u32], most: u32) -> Element {
    let share = |words: u32| (u64::from(words) * 1_000 / u64::from(most.max(1))) as usize;
    let starts = words.iter().scan(0, |sum, words| {
        let start = *sum;
        *sum += words;
        Some(start)
    });
    let stretches = starts.zip(words).enumerate().map(|(n, (start, words))| {
        element("rect")
            .key(n)
            .number("data-color", n % 5)
            .number("x", share(start))
            .number("y", 0)
            .number("height", 8)
            .number("width", share(*words))
    });
    element("svg")
        .class("bar")
        .set("viewBox", "0 0 1000 8")
        .set("preserveAspectRatio", "none")
        .state("aria-hidden", true)
        .each(stretches)
}
