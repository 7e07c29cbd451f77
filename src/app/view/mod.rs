//! View models: pure functions from answers to exactly what is drawn.

mod counts;
mod dates;
mod embedding;
mod pieces;
mod reasons;
mod sources;
mod timeline;

pub use counts::{count, grouped, listed, percent};
pub use dates::{date_in_words, period_in_words};
pub use embedding::{Snippets, snippets};
pub use pieces::{Piece, pieces};
pub use reasons::{chain, kind_in_words, reason_in_words, row_reasons};
pub use sources::{
    Badge, badge, card_id, citation, dated_in_words, facts_in_words, row_citation, short_name,
};
pub use timeline::{event_in_words, lanes, timeline_drawing};
