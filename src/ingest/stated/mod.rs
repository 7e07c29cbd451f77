//! What an article states of itself in its words.

mod date;

pub(super) use date::written_day;
