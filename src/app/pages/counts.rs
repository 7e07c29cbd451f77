//! How much each source answers each of many queries.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::{frame, heading};
use crate::app::components::{Element, button, element, link, source_mark};
use crate::app::hooks::{use_address, use_answer, use_saving, use_shelf};
use crate::app::route::{MAX_ADDRESS, Route};
use crate::app::view::short_name;
use crate::corpus::DocumentId;
use crate::protocol::{CountsQuestion, CountsRow, FileQuestion, Shelf, finished, readable};

/// The view; `queries` is one a line.
#[hook]
pub(super) fn use_counts(queries: &str) -> Html {
    let shelf = use_shelf();
    let address = use_address();
    let save = use_saving();
    let field = use_node_ref();
    let question = CountsQuestion {
        queries: queries.lines().map(str::to_owned).collect(),
    };
    let answer = use_answer(question.clone());
    let submitted = {
        let field = field.clone();
        move |event: Event| {
            event.prevent_default();
            if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                address.go.emit(Route::Counts(field.value()));
            }
        }
    };
    let rows: &[CountsRow] = answer.shown().map_or(&[], |it| it);
    let too_long = Route::Counts(queries.to_owned()).href().len() > MAX_ADDRESS;
    frame("counts", &answer)
        .with(heading("Count many queries"))
        .with(element("p").class("lede").run(
            "One query a line, each as in the search box. The table tells how many passages of \
             each source answer it.",
        ))
        .with(
            element("form")
                .class("queries")
                .on("submit", submitted)
                .with(
                    element("textarea")
                        .found_by(&field)
                        .set("aria-label", "Queries, one a line")
                        .set("rows", "8")
                        .set("spellcheck", "false")
                        .value(queries),
                )
                .with(element("button").class("button").run("Count")),
        )
        .with(element("p").class("notice").flag("hidden", !too_long).run(
            "The list is longer than an address holds: keep it in a file, a link to this page \
             would lose its end.",
        ))
        .with(
            element("div")
                .class("wide")
                .flag("hidden", rows.is_empty())
                .with(table(rows, &shelf))
                .with(
                    button("CSV")
                        .set("title", "Save the table")
                        .on_click(move || {
                            save.emit(FileQuestion::Counts(question.clone()));
                        }),
                ),
        )
        .into()
}

fn table(rows: &[CountsRow], shelf: &Shelf) -> Element {
    let sources = || (0..).map(DocumentId).zip(&shelf.sources);
    let heads = sources().map(|(id, source)| {
        element("th")
            .key(id.0)
            .set("scope", "col")
            .with(source_mark(id))
            .run_in("name", &short_name(source))
    });
    let rows = (0_u32..).zip(rows).map(|(n, row)| {
        let cells = sources().zip(&row.counts).map(|((id, source), n)| {
            let there = format!("{} source:{}", row.query, readable(&source.key));
            element("td").key(id.0).with(number(*n, there))
        });
        element("tr")
            .key(n)
            .with(
                element("th")
                    .set("scope", "row")
                    .with(element("code").run(&row.query)),
            )
            .with(element("td").with(number(row.n_hits, row.query.clone())))
            .each(cells)
    });
    element("table")
        .class("counts")
        .with(
            element("thead").with(
                element("tr")
                    .with(element("th").set("scope", "col").run("Query"))
                    .with(element("th").set("scope", "col").run("All"))
                    .each(heads),
            ),
        )
        .with(element("tbody").each(rows))
}

/// A count that leads to what was counted.
fn number(n: u32, query: String) -> Element {
    match n {
        0 => element("span").class("quiet").run("0"),
        n => link(Route::of_query(finished(&query)), &n.to_string()),
    }
}
