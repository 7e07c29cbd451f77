//! The rules. The first seven find reports, each in its own sort of wording; the others decide
//! which report a quotation belongs to, whether an earlier one goes on, and what is no speech.

pub(super) mod verb;
pub(super) mod quoted;
pub(super) mod according;
pub(super) mod view;
pub(super) mod label;
pub(super) mod unlisted;
pub(super) mod japanese;
pub(super) mod outermost;
pub(super) mod continued;
pub(super) mod terms;
