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
    /// The word that stood here last, from 1.
    slot: u16,
    /// What places of that word count, how many tokens they have, and their least cost.
    pub(super) count: f32,
    pub(super) slot_matched: u16,
    pub(super) slot_cost: u8,
    /// Whether a word was added.
    pub(super) is_touched: bool,
}

impl Cell {
    /// The word that stood here last, from 1.
    pub(super) fn slot(&self) -> u16 {
        self.slot
    }

    /// A place of a word is next, whose slips cost that much. Whether it is the first of the word.
    #[inline]
    pub(super) fn begin(&mut self, slot: u16, cost: u8) -> bool {
        if self.slot == slot {
            self.slot_cost = self.slot_cost.min(cost);
            return false;
        }
        self.slot = slot;
        self.count = 0.0;
        self.slot_matched = 0;
        self.slot_cost = cost;
        true
    }
}
