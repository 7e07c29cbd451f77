//! A line about an address that was not wholly understood.

use yew::Callback;

use super::{Element, button, element};
use crate::app::view::listed;

/// Says which parameters of the address were `ignored`, until it is dismissed.
pub fn notice(ignored: &[String], on_dismiss: Callback<()>) -> Element {
    if ignored.is_empty() {
        return element("div").flag("hidden", true);
    }
    let names: Vec<String> = ignored.iter().map(|it| format!("“{it}”")).collect();
    let text = format!(
        "This address also asks for {}, which this page does not know; the rest of it is shown.",
        listed(&names, "and")
    );
    element("p")
        .class("notice")
        .run(&text)
        .with(button("Dismiss").on_click(move || on_dismiss.emit(())))
}
