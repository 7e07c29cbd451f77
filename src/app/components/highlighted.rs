//! Text with marked stretches.

use yew::prelude::*;

use super::Run;
use crate::app::view::pieces;
use crate::text::Span;

/// Properties of [`Highlighted`].
#[derive(Clone, PartialEq, Properties)]
pub struct HighlightedProps {
    /// The words.
    pub text: AttrValue,
    /// Sorted, not overlapping.
    pub marks: Vec<Span>,
}

/// Text with its marked stretches in `<mark>`, so that readers who see no color hear them too.
#[component]
pub fn Highlighted(props: &HighlightedProps) -> Html {
    let text = &props.text;
    let cut = pieces(Span::of(text), std::slice::from_ref(&props.marks));
    html! {
        <span class="highlighted" key={text.to_string()}>
            for piece in cut {
                if piece.on[0].is_some() {
                    <mark key={piece.span.start}>
                        <Run text={piece.span.of_text(text).to_owned()} />
                    </mark>
                } else {
                    <Run key={piece.span.start} text={piece.span.of_text(text).to_owned()} />
                }
            }
        </span>
    }
}
