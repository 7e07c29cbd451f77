//! Pages without a corpus: opening, failed, no such view.

use yew::prelude::*;

use super::heading;
use crate::app::components::run;

/// While the corpus is loaded: the place is kept, nothing spins.
pub fn opening() -> Html {
    html! {
        <main key="opening" data-view="opening" data-state="loading" aria-busy="true">
            { heading("Opening the corpus …".to_owned()) }
        </main>
    }
}

/// When there is no corpus to show; `why` says what went wrong and what to do.
pub fn failed(why: &str) -> Html {
    html! {
        <main key="no-corpus" data-view="no-corpus" data-state="failed">
            { heading("The corpus did not open".to_owned()) }
            <p class="failure">{ run(why.to_owned()) }</p>
        </main>
    }
}

/// When the address names no view.
pub fn unknown(path: &str) -> Html {
    html! {
        <main key="unknown" data-view="not-found" data-state="ready">
            { heading("There is no such view".to_owned()) }
            <p>{ run(format!("The address asks for “{path}”.")) }</p>
            <p><a href="#/">{ run("Go to the overview") }</a></p>
        </main>
    }
}
