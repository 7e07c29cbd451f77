//! Small shared parts: properties in, elements out. What has no state is a function. Neither ever
//! renders nothing: what is not there is a hidden element (Yew cannot put a sibling next to
//! nothing).

mod bars;
mod element;
mod embedding;
mod facets;
mod help;
mod highlighted;
mod item_tools;
mod kept;
mod masthead;
mod notice;
mod palette;
mod quotation_card;
mod source_mark;
mod strip;
mod tray;
mod ways;

pub use bars::{bar, row_head, speaker_bars, total, unseen_head};
pub use element::{Element, button, element, link, run_at};
pub use embedding::{Embedding, use_embed_button};
pub use facets::{Choice, Facets, Narrowing, Within};
pub use help::Help;
pub use highlighted::{highlighted, marked};
pub use item_tools::item_tools;
pub use kept::Kept;
pub use masthead::{masthead, views};
pub use notice::notice;
pub use palette::Palette;
pub use quotation_card::{QuotationCard, known_speakers};
pub use source_mark::{source_line, source_mark};
pub use strip::strip;
pub use tray::{pick_box, tray};
pub use ways::{way, ways};
