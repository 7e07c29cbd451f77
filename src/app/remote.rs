//! Values that come from elsewhere.

/// Something that is asked for and comes later, or does not.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Remote<T> {
    /// Not asked for.
    #[default]
    Idle,
    /// Asked for; the last good value, if any, stays on screen.
    Loading(Option<T>),
    /// Here.
    Ready(T),
    /// Refused, with a sentence for the reader.
    Failed(String),
}

impl<T: Clone> Remote<T> {
    /// What to show now.
    pub fn shown(&self) -> Option<&T> {
        match self {
            Remote::Ready(it) | Remote::Loading(Some(it)) => Some(it),
            _ => None,
        }
    }

    /// The same, asked for anew.
    pub fn awaited(&self) -> Remote<T> {
        Remote::Loading(self.shown().cloned())
    }

    /// In one word, for `data-state`.
    pub fn state(&self) -> &'static str {
        match self {
            Remote::Idle | Remote::Loading(_) => "loading",
            Remote::Ready(_) => "ready",
            Remote::Failed(_) => "failed",
        }
    }
}
