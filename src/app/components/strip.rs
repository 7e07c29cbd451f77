//! The overview of an alignment: one column a row, one line a source.

use yew::prelude::*;

use super::{Run, SourceMark};
use crate::app::route::{CompareRoute, Route};
use crate::compare::{Alignment, Band};

/// Properties of [`Strip`].
#[derive(Clone, PartialEq, Properties)]
pub struct StripProps {
    /// What is laid side by side.
    pub alignment: std::rc::Rc<Alignment>,
    /// Where we are.
    pub route: CompareRoute,
}

/// A map of the comparison that goes to the row that is chosen on it. Filled where a source
/// reports the row; taller where more than one does.
#[component]
pub fn Strip(props: &StripProps) -> Html {
    let alignment = &props.alignment;
    let link = |row: u32| {
        Route::Compare(CompareRoute {
            row: Some(row),
            ..props.route.clone()
        })
        .href()
    };
    html! {
        <div class="strip" role="group" aria-label="Map of the rows">
            <div class="sources" aria-hidden="true">
                for id in alignment.documents.iter() {
                    <SourceMark key={id.0} id={*id} />
                }
            </div>
            <div class="columns">
                for (n, row) in (1..).zip(&alignment.rows) {
                    <a
                        key={n}
                        href={link(n)}
                        tabindex={if props.route.row.unwrap_or(1) == n { "0" } else { "-1" }}
                        aria-label={format!("row {n}")}
                        aria-current={(props.route.row == Some(n)).then_some("true")}
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
            <Run class="quiet" text={format!("{} rows", alignment.rows.len())} />
        </div>
    }
}
