//! The lists to narrow by, beside what they narrow; on a phone behind one button.

use yew::prelude::*;

use super::run;

/// Properties of [`Facets`].
#[derive(Clone, PartialEq, Properties)]
pub struct FacetsProps {
    /// How many values are chosen in all lists.
    pub n_chosen: usize,
    /// The lists.
    pub children: Html,
}

/// A form of lists to narrow by. The button that unfolds it is seen on narrow windows only.
#[component]
pub fn Facets(props: &FacetsProps) -> Html {
    let open = use_state(|| false);
    let toggle = {
        let open = open.clone();
        move |_| open.set(!*open)
    };
    let label = match props.n_chosen {
        0 => "Filters".to_owned(),
        n => format!("Filters ({n} on)"),
    };
    html! {
        <form
            class="facets"
            aria-label="Narrow by"
            data-open={(*open).to_string()}
            onsubmit={|event: SubmitEvent| event.prevent_default()}
        >
            <button type="button" class="unfold" aria-expanded={(*open).to_string()} onclick={toggle}>
                { run(label) }
            </button>
            <div class="lists">{ props.children.clone() }</div>
        </form>
    }
}
