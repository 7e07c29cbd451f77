//! Small shared parts: properties in, elements out. What has no state is a function. Neither ever
//! renders nothing: what is not there is a hidden element (Yew cannot put a sibling next to
//! nothing).

mod facet;
mod facets;
mod help;
mod highlighted;
mod item_tools;
mod masthead;
mod notice;
mod palette;
mod quotation_card;
mod run;
mod source_mark;
mod strip;
mod tray;

pub use facet::{Choice, Facet};
pub use facets::Facets;
pub use help::Help;
pub use highlighted::highlighted;
pub use item_tools::item_tools;
pub use masthead::Masthead;
pub use notice::Notice;
pub use palette::Palette;
pub use quotation_card::QuotationCard;
pub use run::{run, run_at, run_in};
pub use source_mark::{source_line, source_mark};
pub use strip::strip;
pub use tray::{pick_box, tray};
