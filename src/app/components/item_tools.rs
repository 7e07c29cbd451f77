//! Stepping through a list.

use yew::prelude::*;

use super::Run;
use crate::app::keys;

/// Buttons for the item before and after, on `k` and `j`.
#[component]
pub fn ItemTools() -> Html {
    html! {
        <p class="item-tools">
            <button type="button" aria-keyshortcuts="k" onclick={|_| keys::step_item(-1)}>
                <Run text="previous" />
                <kbd><Run text="k" /></kbd>
            </button>
            <button type="button" aria-keyshortcuts="j" onclick={|_| keys::step_item(1)}>
                <Run text="next" />
                <kbd><Run text="j" /></kbd>
            </button>
        </p>
    }
}
