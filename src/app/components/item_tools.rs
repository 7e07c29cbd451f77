//! Stepping through a list.

use yew::Html;
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

use super::{Element, button, element};
use crate::app::hooks::use_mount;
use crate::app::keys;
use crate::app::part::{Part, part};

/// Buttons for the item before and after, on `k` and `j`.
pub fn item_tools() -> Element {
    element("div").with(part(ItemTools))
}

#[derive(PartialEq)]
struct ItemTools;

impl Part for ItemTools {
    const NAME: &'static str = "item tools";

    fn draw(&self, context: &mut HookContext) -> Html {
        use_item_tools().run(context)
    }
}

#[hook]
fn use_item_tools() -> Html {
    let mount = use_mount();
    let step = |label, key, by| {
        let mount = mount.clone();
        button(label)
            .shortcut(key)
            .on_click(move || keys::step_item(&mount, by))
    };
    element("p")
        .class("item-tools")
        .with(step("previous", "k", -1))
        .with(step("next", "j", 1))
        .into()
}
