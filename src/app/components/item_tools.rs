//! Stepping through a list.

use yew::prelude::*;

use super::run;
use crate::app::keys;

/// Buttons for the item before and after, on `k` and `j`.
pub fn item_tools() -> Html {
    html! {
        <p class="item-tools">
            <button type="button" aria-keyshortcuts="k" onclick={|_| keys::step_item(-1)}>
                { run("previous") }
                <kbd>{ run("k") }</kbd>
            </button>
            <button type="button" aria-keyshortcuts="j" onclick={|_| keys::step_item(1)}>
                { run("next") }
                <kbd>{ run("j") }</kbd>
            </button>
        </p>
    }
}
