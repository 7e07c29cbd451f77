//! What components draw, natively.

use crossread::app::components::{element, highlighted};
use crossread::app::view::{Piece, pieces};
use crossread::text::Span;
use proptest::prelude::*;
use yew::prelude::*;

#[component]
fn Marked() -> Html {
    highlighted("no peace treaty <b>yet</b>", &[Span::new(3..8)]).into()
}

#[component]
fn Hostile() -> Html {
    element("p").run("<script>alert(1)</script>").into()
}

async fn html_of<C: BaseComponent<Properties = ()>>() -> String {
    let renderer = yew::ServerRenderer::<C>::with_props(|| ());
    renderer.hydratable(false).render().await
}

#[tokio::test]
async fn every_run_of_text_is_alone_in_its_element() {
    let html = html_of::<Marked>().await;
    assert_eq!(
        html,
        "<span class=\"highlighted\"><span>no </span><mark><span>peace</span></mark>\
         <span> treaty &lt;b&gt;yet&lt;/b&gt;</span></span>"
    );
}

#[tokio::test]
async fn markup_in_a_text_stays_text() {
    let html = html_of::<Hostile>().await;
    assert!(html.contains("&lt;script&gt;"), "{html}");
}

proptest! {
    #[test]
    fn pieces_joined_are_the_text(cuts in prop::collection::vec(0_u32..100, 0..12), from in 0_u32..50, len in 0_u32..50) {
        let mut cuts = cuts;
        cuts.sort_unstable();
        let marks: Vec<Span> = cuts
            .chunks_exact(2)
            .map(|it| Span { start: it[0], end: it[1] })
            .filter(|it| !it.is_empty())
            .collect();
        let whole = Span { start: from, end: from + len };
        let found: Vec<Piece> = pieces(whole, std::slice::from_ref(&marks));
        let mut at = whole.start;
        for piece in &found {
            prop_assert_eq!(piece.span.start, at);
            prop_assert!(!piece.span.is_empty());
            at = piece.span.end;
            let covering = marks.iter().position(|it| it.contains(piece.span));
            prop_assert_eq!(piece.on[0], covering);
        }
        prop_assert_eq!(at, whole.end);
    }
}
