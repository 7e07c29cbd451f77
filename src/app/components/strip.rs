//! The overview of an alignment: one column a row, one line a source.

use super::{Element, element, source_mark};
use crate::app::route::{CompareRoute, Route};
use crate::compare::{Alignment, Band, Row};

/// A map of the comparison that goes to the row that is chosen on it. Filled where a source
/// reports the row; darker where more than one does.
pub fn strip(alignment: &Alignment, route: &CompareRoute) -> Element {
    let marks = alignment.documents.iter().map(|id| source_mark(*id));
    let rows = (1..).zip(&alignment.rows);
    element("div")
        .class("strip")
        .set("role", "group")
        .set("aria-label", "Map of the rows")
        .with(
            element("div")
                .class("sources")
                .state("aria-hidden", true)
                .each(marks),
        )
        .with(
            element("div")
                .class("columns")
                .each(rows.map(|(n, row)| column(route, n, row))),
        )
        .run_in("quiet", &format!("{} rows", alignment.rows.len()))
}

fn column(route: &CompareRoute, n: u32, row: &Row) -> Element {
    let is_first = route.row.unwrap_or(1) == n;
    let band = match row.band {
        None => "none",
        Some(Band::Possible) => "possible",
        Some(Band::Strong) => "strong",
    };
    let cells = row.cells.iter().enumerate();
    let link = element("a")
        .key(n)
        .to(Route::Compare(route.at_row(n)))
        .set("tabindex", if is_first { "0" } else { "-1" })
        .set("aria-label", &format!("row {n}"))
        .set("data-band", band)
        .each(cells.map(|(n, cell)| element("span").key(n).state("data-on", !cell.is_empty())));
    match route.row == Some(n) {
        true => link.state("aria-current", true),
        false => link,
    }
}
