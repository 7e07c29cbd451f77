//! Pages without a corpus: opening, failed, no such view.

use yew::prelude::*;

use super::heading;
use crate::app::components::Run;

/// While the corpus is loaded: the place is kept, nothing spins.
#[component]
pub fn Opening() -> Html {
    html! {
        <main data-view="opening" data-state="loading" aria-busy="true">
            { heading("Opening the corpus …".to_owned()) }
        </main>
    }
}

/// Properties of [`Failed`].
#[derive(Clone, PartialEq, Properties)]
pub struct FailedProps {
    /// What went wrong and what to do: a sentence for the reader.
    pub why: AttrValue,
}

/// When there is no corpus to show.
#[component]
pub fn Failed(props: &FailedProps) -> Html {
    html! {
        <main data-view="no-corpus" data-state="failed">
            { heading("The corpus did not open".to_owned()) }
            <p class="failure"><Run text={props.why.clone()} /></p>
        </main>
    }
}

/// Properties of [`Unknown`].
#[derive(Clone, PartialEq, Properties)]
pub struct UnknownProps {
    /// What the address asked for.
    pub path: AttrValue,
}

/// When the address names no view.
#[component]
pub fn Unknown(props: &UnknownProps) -> Html {
    html! {
        <main data-view="not-found" data-state="ready">
            { heading("There is no such view".to_owned()) }
            <p><Run text={format!("The address asks for “{}”.", props.path)} /></p>
            <p><a href="#/"><Run text="Go to the overview" /></a></p>
        </main>
    }
}
