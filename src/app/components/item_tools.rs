//! Stepping through a list.

use super::{Element, button, element};
use crate::app::keys;

/// Buttons for the item before and after, on `k` and `j`.
pub fn item_tools() -> Element {
    let step = |label, key, by| {
        button(label)
            .shortcut(key)
            .on_click(move || keys::step_item(by))
    };
    element("p")
        .class("item-tools")
        .with(step("previous", "k", -1))
        .with(step("next", "j", 1))
}
