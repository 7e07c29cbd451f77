//! Cutting a text where its marks begin and end.

use crate::order::Order;
use crate::text::Span;

/// A stretch of text between two cuts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the text.
    pub span: Span,
    /// For each layer of marks, the index of the mark that covers the piece.
    pub on: Vec<Option<usize>>,
}

/// Cuts `whole` at the marks of every layer. The marks of one layer must be sorted and not
/// overlap each other; marks outside `whole` do nothing.
///
/// The pieces follow each other without gap from one end of `whole` to the other, and none is
/// empty. Linear in marks × layers.
///
/// ```
/// use crossread::app::view::pieces;
/// use crossread::text::Span;
/// let text = "a peace treaty";
/// let cut = pieces(Span::of(text), &[vec![Span::new(2..7)]]);
/// let words: Vec<&str> = cut.iter().map(|it| it.span.of_text(text)).collect();
/// assert_eq!(words, ["a ", "peace", " treaty"]);
/// assert_eq!(cut[1].on, [Some(0)]);
/// ```
pub fn pieces(whole: Span, layers: &[Vec<Span>]) -> Vec<Piece> {
    let mut cuts: Vec<u32> = layers
        .iter()
        .flatten()
        .flat_map(|it| [it.start, it.end])
        .filter(|at| whole.start < *at && *at < whole.end)
        .chain([whole.start, whole.end])
        .collect();
    cuts.order();
    cuts.dedup();
    cuts.windows(2)
        .map(|ends| {
            let span = Span {
                start: ends[0],
                end: ends[1],
            };
            let on = layers
                .iter()
                .map(|marks| {
                    let after = marks.partition_point(|it| it.start <= span.start);
                    let before = after.checked_sub(1)?;
                    marks[before].contains(span).then_some(before)
                })
                .collect();
            Piece { span, on }
        })
        .collect()
}
