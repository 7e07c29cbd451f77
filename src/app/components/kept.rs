//! A part of a page that is drawn again only when what it shows has changed.

use yew::functional::HookContext;
use yew::prelude::*;

use crate::app::hooks::Version;
use crate::app::part::Part;
use crate::app::route::Listing;

/// What `draw` makes.
#[derive(Clone)]
pub struct Kept {
    /// Of what it is drawn, and how; nothing else is compared.
    pub of: Version,
    /// How an answer is shown that is the same for several ways to show it.
    pub how: (Listing, u32),
    /// Draws it. What this catches may be older than the page around it, so it must hold for as
    /// long as `of` and `how` stay the same.
    pub draw: Callback<(), Html>,
}

impl PartialEq for Kept {
    fn eq(&self, other: &Kept) -> bool {
        self.of == other.of && self.how == other.how
    }
}

impl Part for Kept {
    const NAME: &'static str = "kept";

    fn draw(&self, _: &mut HookContext) -> Html {
        self.draw.emit(())
    }
}
