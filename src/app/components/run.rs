//! A run of text alone in its own element.

use yew::prelude::*;

/// Properties of [`Run`].
#[derive(Clone, PartialEq, Properties)]
pub struct RunProps {
    /// The words.
    pub text: AttrValue,
    /// Class of the element.
    #[prop_or_default]
    pub class: Classes,
}

/// Text that page translators and extensions may tear apart: it is the only child of its element,
/// and the element is made anew when the words change, so that Yew never touches a text node
/// that somebody has moved.
#[component]
pub fn Run(props: &RunProps) -> Html {
    html! {
        <span key={props.text.to_string()} class={props.class.clone()}>{ &props.text }</span>
    }
}
