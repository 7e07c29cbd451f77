//! Who is quoted how much, and how much of each source is quotation.

use crate::app::components::{
    Element, bar, element, row_head, source_mark, speaker_bars, total, unseen_head,
};
use crate::app::view::{count, percent, short_name};
use crate::protocol::{QuotesAnswer, Shelf};

/// Both tables with their bars, to be unfolded.
pub(super) fn shares(found: &QuotesAnswer, shelf: &Shelf) -> Element {
    let n_shown: u32 = found.shares.iter().map(total).sum();
    let n_quoted: u32 = found.n_quoted.iter().sum();
    let n_words: u32 = shelf.sources.iter().map(|it| it.n_words).sum();
    let mut rows = found.shares.clone();
    rows.retain(|it| total(it) > 0);
    let speakers = speaker_bars(&rows, "Quoted words", |words| {
        format!("{words} ({})", percent(words, n_shown))
    });
    let sources = found.sources.iter().filter_map(|(id, _)| {
        let source = shelf.source(*id)?;
        let quoted = found.n_quoted.get(id.0 as usize).copied()?;
        let mut words = vec![0; id.0 as usize];
        words.push(quoted);
        let told = format!(
            "{quoted} of {} ({})",
            source.n_words,
            percent(quoted, source.n_words)
        );
        let row = element("tr")
            .key(id.0)
            .with(row_head().with(source_mark(*id)).run(&short_name(source)))
            .with(element("td").with(bar(&words, source.n_words)))
            .with(element("td").class("number").run(&told));
        Some(row)
    });
    let sources = element("table")
        .class("bars")
        .with(unseen_head([
            "Source",
            "Share that is quoted",
            "Quoted words",
        ]))
        .with(element("tbody").each(sources));
    let note = format!(
        "By speaker: {n_shown} quoted words of what is listed here, each bar in the colors of the \
         sources that carry them. By source: {n_quoted} of {} stand in quotation marks, \
         whatever is listed; a full bar would be an article that is all quotation.",
        count(n_words, "word")
    );
    element("details")
        .class("shares")
        .flag("hidden", n_quoted == 0)
        .with(element("summary").run("Who is quoted how much"))
        .with(speakers)
        .with(sources)
        .with(element("p").class("note").run(&note))
}
