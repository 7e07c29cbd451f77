//! What sources that stand side by side have word for word in common.

use crate::app::components::{Element, element, row_head, source_mark, unseen_head};
use crate::app::route::{ReadRoute, Route};
use crate::app::view::count;
use crate::compare::{Run, RunPlace};
use crate::protocol::{CompareAnswer, Shelf};
use crate::text::on_one_line;

/// Longer lists of the same words help nobody.
const MOST: usize = 60;

/// The runs of words, and how much of each source they are.
pub(super) fn reuse(answer: &CompareAnswer, shelf: &Shelf) -> Element {
    let reuse = &answer.alignment.reuse;
    let rows = reuse.runs.iter().take(MOST).enumerate();
    let table = element("table")
        .class("reuse")
        .flag("hidden", reuse.runs.is_empty())
        .with(unseen_head(["Words", "Stand in", "How many"]))
        .with(element("tbody").each(rows.map(|(n, run)| row(answer, shelf, run).key(n))));
    let left = reuse.runs.len().saturating_sub(MOST) as u32;
    let left = match left {
        0 => String::new(),
        left => format!(" {} more are not listed.", count(left, "run")),
    };
    let note = match reuse.runs.is_empty() {
        true => "No five words in a row stand in two of these sources, names and set phrases \
                 aside."
            .to_owned(),
        false => format!("Five words and more in a row, names and set phrases aside.{left}"),
    };
    element("section")
        .class("word-for-word")
        .with(element("h2").run("Word for word"))
        .with(element("p").class("note").run(&note))
        .with(shares(answer).flag("hidden", reuse.runs.is_empty()))
        .with(table)
}

/// `A 31 of 412 words (8 %)`, for each source.
fn shares(answer: &CompareAnswer) -> Element {
    let alignment = &answer.alignment;
    let shares = alignment.documents.iter().zip(&alignment.reuse.shares);
    element("p")
        .class("shares")
        .each(shares.map(|(id, (taken, all))| {
            let percent = (taken * 100).div_ceil((*all).max(1));
            element("span")
                .key(id.0)
                .with(source_mark(*id))
                .run(&format!(
                    " {taken} of {} ({percent} %)",
                    count(*all, "word")
                ))
        }))
}

fn row(answer: &CompareAnswer, shelf: &Shelf, run: &Run) -> Element {
    let first = &run.places[0];
    let words = on_one_line(first.span.of_text(&answer.texts[first.column as usize]));
    let n_words = count(run.n_words, "word");
    let how = match run.is_quoted {
        true => format!("{n_words}, quoted"),
        false => n_words,
    };
    element("tr")
        .with(row_head().class("words").run(&words))
        .with(element("td").each(run.places.iter().map(|it| place(answer, shelf, it))))
        .with(element("td").class("quiet").run(&how))
}

/// A link to where the words stand.
fn place(answer: &CompareAnswer, shelf: &Shelf, place: &RunPlace) -> Element {
    let column = place.column as usize;
    let id = answer.alignment.documents[column];
    let passage = answer.passages[column].get(place.passage as usize);
    let there = Route::Read(ReadRoute {
        document: shelf.source(id).map_or(String::new(), |it| it.key.clone()),
        passage: passage.map(|it| it.1.clone()),
        ..ReadRoute::default()
    });
    element("a")
        .key(format!("{column}/{}", place.span.start))
        .to(there)
        .with(source_mark(id))
        .run(&format!("¶{}", place.passage + 1))
}
