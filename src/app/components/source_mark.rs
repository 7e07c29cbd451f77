//! A source's mark, alone and with its name.

use yew::prelude::*;

use super::Run;
use crate::app::hooks::use_shelf;
use crate::app::view::{badge, date_in_words};
use crate::corpus::DocumentId;

/// Properties of [`SourceMark`] and [`SourceLine`].
#[derive(Clone, PartialEq, Properties)]
pub struct SourceProps {
    /// The source.
    pub id: DocumentId,
}

/// The letter of a source, read out with its name.
#[component]
pub fn SourceMark(props: &SourceProps) -> Html {
    let badge = badge(props.id);
    html! {
        <span class="source-mark" data-color={badge.color.to_string()} data-pattern={badge.pattern}>
            <Run text={badge.letter} />
        </span>
    }
}

/// Mark, outlet and date of a source in one line.
#[component]
pub fn SourceLine(props: &SourceProps) -> Html {
    let shelf = use_shelf();
    let Some(source) = shelf.source(props.id) else {
        return html! { <span hidden=true /> };
    };
    let date = source.date.as_ref().map(date_in_words);
    html! {
        <span class="source-line">
            <SourceMark id={props.id} />
            <Run class="outlet" text={source.outlet.clone()} />
            <Run class="quiet" text={date.unwrap_or_default()} />
        </span>
    }
}
