//! Small shared parts: properties in, elements out. A component never renders nothing: what is
//! not there is a hidden element (Yew cannot put a sibling next to nothing).

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
pub use highlighted::Highlighted;
pub use item_tools::ItemTools;
pub use masthead::Masthead;
pub use notice::Notice;
pub use palette::Palette;
pub use quotation_card::QuotationCard;
pub use run::Run;
pub use source_mark::{SourceLine, SourceMark};
pub use strip::Strip;
pub use tray::{PickBox, Tray};
