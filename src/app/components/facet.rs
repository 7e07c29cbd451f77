//! A list of values to narrow by.

use yew::prelude::*;

use super::{run, run_in, source_mark};
use crate::corpus::DocumentId;

/// Longer lists are folded to this length until the reader asks for all.
const SHORT: usize = 12;

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What toggling it reports.
    pub value: String,
    /// What it is called.
    pub label: String,
    /// The source that it is, for its mark.
    pub source: Option<DocumentId>,
    /// How much it would leave.
    pub count: u32,
    /// Whether it is on.
    pub chosen: bool,
}

/// Properties of [`Facet`].
#[derive(Clone, PartialEq, Properties)]
pub struct FacetProps {
    /// What the values are.
    pub legend: AttrValue,
    /// The values in order.
    pub choices: Vec<Choice>,
    /// Called with the value that was switched.
    pub on_toggle: Callback<String>,
}

/// Values with counts, each a checkbox; several chosen ones widen, lists narrow each other.
#[component]
pub fn Facet(props: &FacetProps) -> Html {
    let whole = use_state(|| false);
    let unfold = {
        let whole = whole.clone();
        move |_| whole.set(true)
    };
    let n_all = props.choices.len();
    let shown = props
        .choices
        .iter()
        .enumerate()
        .filter(|(n, it)| *whole || *n < SHORT || it.chosen);
    html! {
        <fieldset class="facet">
            <legend>{ run_in("caps", props.legend.clone()) }</legend>
            for (_, choice) in shown {
                <label key={choice.value.clone()}>
                    <input
                        type="checkbox"
                        checked={choice.chosen}
                        onchange={props.on_toggle.reform({
                            let value = choice.value.clone();
                            move |_| value.clone()
                        })}
                    />
                    if let Some(id) = choice.source {
                        { source_mark(id) }
                    }
                    { run_in("label", choice.label.clone()) }
                    { run_in("count", choice.count.to_string()) }
                </label>
            }
            <button type="button" hidden={*whole || n_all <= SHORT} onclick={unfold}>
                { run(format!("show all {n_all}")) }
            </button>
        </fieldset>
    }
}
