//! What is known of a unit while the words of a query are added up, one after the other.

/// One for each unit; all zero between searches.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cell {
    pub(super) coverage: f32,
    pub(super) relevance: f32,
    pub(super) cost: u16,
    /// Matched tokens.
    pub(super) n_matched: u16,
    /// Required words held.
    pub(super) n_required: u16,
    /// The word that was added last, from 1.
    pub(super) slot: u16,
    /// What places of that word count, and their least cost.
    pub(super) count: f32,
    pub(super) slot_cost: u8,
}
