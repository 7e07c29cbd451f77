//! What is here, of a collection that is too large to be here: what it is in numbers, and the ways in.

use yew::prelude::*;

use super::{framed, heading};
use crate::app::components::{Element, bar, element, link, row_head, unseen_head};
use crate::app::hooks::use_shelf;
use crate::app::route::Route;
use crate::app::view::{count, grouped};
use crate::protocol::{Shelf, Summary};

/// At most so many outlets are listed.
const MAX_OUTLETS: usize = 40;

/// Any view of such a collection but those of reading and searching.
#[hook]
pub(super) fn use_large(route: &Route) -> Html {
    let shelf = use_shelf();
    let Some(piecemeal) = &shelf.piecemeal else {
        return framed(route.view(), "loading", "").into();
    };
    let main = framed(route.view(), "ready", "");
    let summary = &piecemeal.summary;
    match route {
        Route::Overview(_) => overview(main, &shelf, summary),
        Route::Corpus => main
            .with(heading("Where the texts come from"))
            .with(about(&shelf))
            .with(element("p").run(&in_numbers(summary))),
        _ => main
            .with(heading("Too much for one table"))
            .with(element("p").class("lede").run(&format!(
                "This collection has {}. It is fetched piece by piece, as a search or a source needs it, \
                 and this view would need all of it.",
                count(summary.n_documents, "report")
            )))
            .with(
                element("p")
                    .with(link(Route::of_query(String::new()), "Search the collection").class("button")),
            ),
    }
    .into()
}

fn overview(main: Element, shelf: &Shelf, summary: &Summary) -> Element {
    let title = match shelf.title.is_empty() {
        true => "The corpus",
        false => &shelf.title,
    };
    main.with(heading(title))
        .with(element("p").class("lede").run(&lede(summary)))
        .with(about(shelf))
        .with(
            element("div")
                .class("two")
                .with(element("div").with(topics(summary)).with(outlets(summary)))
                .with(element("div").with(years(summary))),
        )
}

fn about(shelf: &Shelf) -> Element {
    element("p")
        .flag("hidden", shelf.about.is_empty())
        .run(&shelf.about)
}

/// `19,043 reports of 12 outlets, 1987. …`
fn lede(summary: &Summary) -> String {
    let outlets = match summary.outlets.len() {
        0 | 1 => String::new(),
        n => format!(" of {}", count(n as u32, "outlet")),
    };
    let period = match (summary.years.first(), summary.years.last()) {
        (Some(first), Some(last)) if first.0 == last.0 => format!(", {}", first.0),
        (Some(first), Some(last)) => format!(", {} to {}", first.0, last.0),
        _ => String::new(),
    };
    format!(
        "{}{outlets}{period}. What a search or a source needs is fetched when it is asked for.",
        count(summary.n_documents, "report")
    )
}

fn in_numbers(summary: &Summary) -> String {
    format!(
        "{}, {}, {}, {}. To see the views that take all of it, open a part of it as a bundle.",
        count(summary.n_documents, "report"),
        count(summary.n_passages, "passage"),
        count(summary.n_words, "word"),
        count(summary.n_statements, "statement"),
    )
}

fn section(title: &str) -> Element {
    element("section").with(element("h2").run(title))
}

fn topics(summary: &Summary) -> Element {
    let links = summary.topics.iter().map(|it| {
        element("li")
            .key(&it.label)
            .with(link(Route::of_query(it.query.clone()), &it.label))
    });
    section("Topics")
        .flag("hidden", summary.topics.is_empty())
        .with(element("ul").each(links))
}

fn outlets(summary: &Summary) -> Element {
    let most = summary.outlets.first().map_or(1, |it| it.1);
    let rows = summary.outlets.iter().take(MAX_OUTLETS);
    let rows = rows.map(|(name, n)| row(name, &format!("source:\"{name}\""), *n, most));
    let more = summary.outlets.len().saturating_sub(MAX_OUTLETS);
    section("Outlets")
        .with(table(["Outlet", "Share", "Reports"], rows))
        .with(
            element("p")
                .class("note")
                .flag("hidden", more == 0)
                .run(&format!("And {more} more, with fewer reports.")),
        )
}

fn years(summary: &Summary) -> Element {
    let most = summary.years.iter().map(|it| it.1).max().unwrap_or(1);
    let rows = summary.years.iter();
    let rows = rows.map(|(year, n)| row(&year.to_string(), &format!("date:{year}"), *n, most));
    section("Published")
        .flag("hidden", summary.years.is_empty())
        .with(table(["Year", "Share", "Reports"], rows))
}

fn table(heads: [&str; 3], rows: impl Iterator<Item = Element>) -> Element {
    element("table")
        .class("bars")
        .with(unseen_head(heads))
        .with(element("tbody").each(rows))
}

/// How much there is of something, which is a search.
fn row(name: &str, query: &str, n: u32, most: u32) -> Element {
    element("tr")
        .key(name)
        .with(row_head().with(link(Route::of_query(query.to_owned()), name)))
        .with(element("td").with(bar(&[n], most)))
        .with(element("td").class("number").run(&grouped(u64::from(n))))
}
