//! What an article states of itself in its words.

mod agencies;
mod date;
mod dateline;
mod language;
mod lines;
mod outlet;
mod when;
mod year;

pub(super) use agencies::is_agency;
#[allow(
    unused_imports,
    reason = "formats with metadata of their own read days by it"
)]
pub(super) use date::written_day;
pub(super) use dateline::dateline;
pub(super) use language::language;
pub(super) use lines::{byline, is_day_line};
pub(super) use outlet::outlet;
pub(super) use when::{When, when};

use lines::weekday;
