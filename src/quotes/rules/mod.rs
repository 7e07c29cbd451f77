//! The rules. `verb` to `japanese` find reports, each in its own sort of wording; `onward` and `around`
//! find what is reported; the others decide which report a piece in quotation marks belongs to,
//! whether an earlier one goes on, and what is no speech.

pub(super) mod verb;
pub(super) mod quoted;
pub(super) mod court;
pub(super) mod according;
pub(super) mod view;
pub(super) mod label;
pub(super) mod unlisted;
pub(super) mod japanese;
pub(super) mod onward;
pub(super) mod around;
pub(super) mod outermost;
pub(super) mod continued;
pub(super) mod terms;
