//! A source's mark, alone and with its name.

use yew::prelude::*;

use super::{run, run_in};
use crate::app::view::{badge, date_in_words};
use crate::corpus::DocumentId;
use crate::protocol::Shelf;

/// The letter of a source.
pub fn source_mark(id: DocumentId) -> Html {
    let badge = badge(id);
    html! {
        <span class="source-mark" data-color={badge.color.to_string()} data-pattern={badge.pattern}>
            { run(badge.letter) }
        </span>
    }
}

/// Mark, outlet and date of a source in one line.
pub fn source_line(shelf: &Shelf, id: DocumentId) -> Html {
    let Some(source) = shelf.source(id) else {
        return html! { <span hidden=true /> };
    };
    let date = source.date.as_ref().map(date_in_words);
    html! {
        <span class="source-line">
            { source_mark(id) }
            { run_in("outlet", source.outlet.clone()) }
            { run_in("quiet", date.unwrap_or_default()) }
        </span>
    }
}
