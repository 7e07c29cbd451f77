//! A line about an address that was not wholly understood.

use yew::prelude::*;

use super::run;
use crate::app::view::listed;

/// Properties of [`Notice`].
#[derive(Clone, PartialEq, Properties)]
pub struct NoticeProps {
    /// Names of parameters that mean nothing here.
    pub ignored: Vec<String>,
}

/// Says which parameters of the address were ignored, until it is dismissed.
#[component]
pub fn Notice(props: &NoticeProps) -> Html {
    let dismissed = use_state(|| false);
    if props.ignored.is_empty() || *dismissed {
        return html! { <div hidden=true /> };
    }
    let names: Vec<String> = props.ignored.iter().map(|it| format!("“{it}”")).collect();
    let text = format!(
        "This address also asks for {}, which this page does not know; the rest of it is shown.",
        listed(&names, "and")
    );
    html! {
        <p class="notice">
            { run(text) }
            <button type="button" onclick={move |_| dismissed.set(true)}>{ run("Dismiss") }</button>
        </p>
    }
}
