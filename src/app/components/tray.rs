//! Documents picked for comparison.

use yew::prelude::*;

use super::{run, run_at, source_mark};
use crate::app::hooks::Picked;
use crate::app::route::{CompareRoute, Route};
use crate::protocol::Shelf;

/// A switch that picks a document for comparison, on `x`.
pub fn pick_box(picked: &Picked, document: &str) -> Html {
    let chosen = picked.keys.iter().any(|it| it == document);
    let onclick = picked.toggle.reform({
        let key = document.to_owned();
        move |_| key.clone()
    });
    html! {
        <button type="button" class="pick" aria-pressed={chosen.to_string()} aria-keyshortcuts="x" {onclick}>
            { run(if chosen { "✓ picked to compare" } else { "pick to compare" }) }
        </button>
    }
}

/// The picked documents at the foot of the window, with the way to lay them side by side, on `c`.
pub fn tray(picked: &Picked, shelf: &Shelf) -> Html {
    if picked.keys.is_empty() {
        return html! { <aside hidden=true /> };
    }
    let route = Route::Compare(CompareRoute {
        documents: picked.keys.to_vec(),
        ..CompareRoute::default()
    });
    let enough = picked.keys.len() > 1;
    html! {
        <aside class="tray" aria-label="Picked to compare">
            for key in picked.keys.iter() {
                if let Some(id) = shelf.find(key) {
                    <button
                        key={key.clone()}
                        type="button"
                        title="Drop from the comparison"
                        onclick={picked.toggle.reform({ let key = key.clone(); move |_| key.clone() })}
                    >
                        { source_mark(id) }
                        { run("drop") }
                    </button>
                }
            }
            if enough {
                <a key="go" class="button" href={route.href()} aria-keyshortcuts="c">
                    { run(format!("Compare these {}", picked.keys.len())) }
                </a>
            } else {
                { run_at("more", "quiet", "Pick one more source to compare.") }
            }
        </aside>
    }
}
