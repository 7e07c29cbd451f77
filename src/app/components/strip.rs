//! The overview of an alignment: one column a row, one line a source.

use yew::prelude::*;

use super::{run_in, source_mark};
use crate::app::route::{CompareRoute, Route};
use crate::compare::{Alignment, Band};

/// A map of the comparison that goes to the row that is chosen on it. Filled where a source
/// reports the row; darker where more than one does.
pub fn strip(alignment: &Alignment, route: &CompareRoute) -> Html {
    let link = |row: u32| {
        Route::Compare(CompareRoute {
            row: Some(row),
            ..route.clone()
        })
        .href()
    };
    html! {
        <div class="strip" role="group" aria-label="Map of the rows">
            <div class="sources" aria-hidden="true">
                for id in alignment.documents.iter() {
                    { source_mark(*id) }
                }
            </div>
            <div class="columns">
                for (n, row) in (1..).zip(&alignment.rows) {
                    <a
                        key={n}
                        href={link(n)}
                        tabindex={if route.row.unwrap_or(1) == n { "0" } else { "-1" }}
                        aria-label={format!("row {n}")}
                        aria-current={(route.row == Some(n)).then_some("true")}
                        data-band={match row.band {
                            None => "none",
                            Some(Band::Possible) => "possible",
                            Some(Band::Strong) => "strong",
                        }}
                    >
                        for (column, cell) in row.cells.iter().enumerate() {
                            <span key={column} data-on={(!cell.is_empty()).to_string()}></span>
                        }
                    </a>
                }
            </div>
            { run_in("quiet", format!("{} rows", alignment.rows.len())) }
        </div>
    }
}
