//! Keys press buttons.
//!
//! Every shortcut is a button or link of the page that carries the key in `aria-keyshortcuts`, or
//! in `data-go` for the two-letter ways (`g` then `q`). So no key does what no button does, the
//! help shows exactly the keys that work here, and a screen reader hears them.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::browser;
use super::mount::Mount;

const SWITCH: &str = "crossread-single-keys";

/// Whether single keys act; readers who dictate can switch them off (WCAG 2.1.4).
pub fn single_keys() -> bool {
    browser::stored(SWITCH).as_deref() != Some("off")
}

/// Switches single keys on or off. Lost on reload where the browser keeps no storage.
pub fn set_single_keys(on: bool) {
    browser::store(SWITCH, if on { "on" } else { "off" });
}

/// Presses what `event` stands for; `after_g` tells and keeps whether a `g` came just before.
pub fn press(mount: &Mount, event: &KeyboardEvent, after_g: &mut bool) {
    let key = event.key();
    if event.is_composing() || event.alt_key() || event.default_prevented() {
        return;
    }
    if (event.ctrl_key() || event.meta_key()) && key.eq_ignore_ascii_case("k") {
        if click(mount, "[aria-keyshortcuts='Control+K']") {
            event.prevent_default();
        }
        return;
    }
    let went = std::mem::take(after_g);
    if event.ctrl_key() || event.meta_key() || is_typing(event) || !single_keys() {
        return;
    }
    if !key
        .chars()
        .all(|c| c.is_ascii_graphic() && c != '\'' && c != '\\')
        || key.len() != 1
    {
        return;
    }
    if went && click(mount, &format!("[data-go='{key}']")) {
        event.prevent_default();
        return;
    }
    if key == "g" {
        *after_g = true;
        return;
    }
    let selector = format!("[aria-keyshortcuts='{key}']");
    let item = mount
        .focused()
        .and_then(|it| it.closest("[data-item]").ok().flatten());
    let inside = item.and_then(|it| it.query_selector(&selector).ok().flatten());
    let pressed = match inside.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        Some(button) => {
            button.click();
            true
        }
        None => click(mount, &selector),
    };
    if pressed {
        event.prevent_default();
    }
}

/// Clicks the first enabled match outside of any dialog but an open one; whether there was one.
fn click(mount: &Mount, selector: &str) -> bool {
    let scope = if mount.find("dialog[open]").is_some() {
        "dialog[open] "
    } else {
        ""
    };
    let button = mount.find(&format!("{scope}{selector}:not(:disabled)"));
    button.as_ref().inspect(|it| it.click()).is_some()
}

/// Whether the key goes into a field.
fn is_typing(event: &KeyboardEvent) -> bool {
    let path = event.composed_path();
    let target = path.get(0).dyn_into::<HtmlElement>();
    target.is_ok_and(|it| {
        // WebKit leaves the focus in a dialog that Escape has closed.
        if matches!(it.closest("dialog:not([open])"), Ok(Some(_))) {
            return false;
        }
        let name = it.tag_name();
        let kind = it.get_attribute("type").unwrap_or_default();
        name == "TEXTAREA"
            || name == "SELECT"
            || name == "INPUT" && kind != "checkbox" && kind != "radio"
            || it.is_content_editable()
    })
}

/// Moves the focus by `step` among the items of the view (`[data-item]`), from the one that has
/// it; the first or last one otherwise.
pub fn step_item(mount: &Mount, step: isize) {
    let items = mount.find_all("main [data-item]");
    let focused = mount.focused();
    let current = items.iter().position(|it| {
        focused
            .as_ref()
            .is_some_and(|focused| it.contains(Some(focused)))
    });
    let next = match current {
        Some(current) => current.saturating_add_signed(step),
        None if step > 0 => 0,
        None => items.len().saturating_sub(1),
    };
    if let Some(item) = items.get(next) {
        browser::focus(item);
        browser::bring_into_sight(item);
    }
}
