//! Documents picked for comparison.

use yew::prelude::*;

use super::{Run, SourceMark};
use crate::app::hooks::{use_picked, use_shelf};
use crate::app::route::{CompareRoute, Route};

/// Properties of [`PickBox`].
#[derive(Clone, PartialEq, Properties)]
pub struct PickBoxProps {
    /// Key of the document.
    pub document: AttrValue,
}

/// A switch that picks a document for comparison, on `x`.
#[component]
pub fn PickBox(props: &PickBoxProps) -> Html {
    let picked = use_picked();
    let chosen = picked.keys.iter().any(|it| *it == *props.document);
    let onclick = picked.toggle.reform({
        let key = props.document.to_string();
        move |_| key.clone()
    });
    html! {
        <button type="button" class="pick" aria-pressed={chosen.to_string()} aria-keyshortcuts="x" {onclick}>
            <Run text={if chosen { "✓ picked to compare" } else { "pick to compare" }} />
        </button>
    }
}

/// The picked documents at the foot of the window, with the way to lay them side by side, on `c`.
#[component]
pub fn Tray() -> Html {
    let picked = use_picked();
    let shelf = use_shelf();
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
                        <SourceMark {id} />
                        <Run text="drop" />
                    </button>
                }
            }
            if enough {
                <a key="go" class="button" href={route.href()} aria-keyshortcuts="c">
                    <Run text={format!("Compare these {}", picked.keys.len())} />
                </a>
            } else {
                <Run key="more" class="quiet" text="Pick one more source to compare." />
            }
        </aside>
    }
}
