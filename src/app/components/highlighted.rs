//! Text with marked stretches.

use yew::prelude::*;

use super::{run, run_at};
use crate::app::view::pieces;
use crate::text::Span;

/// `text` with `marks` (sorted, not overlapping) in `<mark>`, so that readers who see no color
/// hear them too.
pub fn highlighted(text: &str, marks: &[Span]) -> Html {
    html! {
        <span class="highlighted" key={text.to_owned()}>
            for piece in pieces(Span::of(text), &[marks.to_vec()]) {
                if piece.on[0].is_some() {
                    <mark key={piece.span.start}>
                        { run(piece.span.of_text(text).to_owned()) }
                    </mark>
                } else {
                    { run_at(piece.span.start, "", piece.span.of_text(text).to_owned()) }
                }
            }
        </span>
    }
}
