//! Documents picked for comparison.

use super::{Element, button, element, link, run_at, source_mark};
use crate::app::hooks::Picked;
use crate::app::route::{CompareRoute, Route};
use crate::protocol::Shelf;

/// A switch that picks a document for comparison, on `x`.
pub fn pick_box(picked: &Picked, document: &str) -> Element {
    let chosen = picked.keys.iter().any(|it| it == document);
    let label = if chosen {
        "✓ picked to compare"
    } else {
        "pick to compare"
    };
    button(label)
        .class("pick")
        .state("aria-pressed", chosen)
        .set("aria-keyshortcuts", "x")
        .on_click(toggling(picked, document))
}

fn toggling(picked: &Picked, document: &str) -> impl Fn() + use<> {
    let (toggle, key) = (picked.toggle.clone(), document.to_owned());
    move || toggle.emit(key.clone())
}

/// The picked documents at the foot of the window, with the way to lay them side by side, on `c`.
pub fn tray(picked: &Picked, shelf: &Shelf) -> Element {
    let aside = element("aside");
    if picked.keys.is_empty() {
        return aside.flag("hidden", true);
    }
    let documents = picked.keys.iter().filter_map(|key| {
        let drop = element("button")
            .key(key)
            .set("type", "button")
            .set("title", "Drop from the comparison")
            .on_click(toggling(picked, key));
        Some(drop.with(source_mark(shelf.find(key)?)).run("drop"))
    });
    let n = picked.keys.len();
    let foot = match n > 1 {
        true => link(
            Route::Compare(CompareRoute::of(picked.keys.to_vec())),
            &format!("Compare these {n}"),
        )
        .key("go")
        .class("button")
        .set("aria-keyshortcuts", "c"),
        false => run_at("more", "quiet", "Pick one more source to compare."),
    };
    aside
        .class("tray")
        .set("aria-label", "Picked to compare")
        .each(documents)
        .with(foot)
}
