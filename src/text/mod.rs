//! What every other module says about text: spans, words, sentences and the folding under which
//! two spellings count as the same.
//!
//! Offsets are UTF-8 bytes, `u32`, half-open, and always lie on `char` boundaries. Text is never
//! changed: folding gives a second text and a way back to the first.

mod span;
mod decimal;
mod fold;
mod words;
mod sentences;

pub use decimal::hundredths;
pub use fold::{Folded, fold, folded};
pub use sentences::sentences;
pub use span::Span;
pub use words::{is_word_char, on_one_line, words};
