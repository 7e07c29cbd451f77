//! A part of a page that is drawn again only when what it shows has changed.

use yew::prelude::*;

use crate::app::hooks::Version;

/// Properties of [`Kept`].
#[derive(Clone, Properties)]
pub struct KeptProps {
    /// Of what it is drawn; nothing else is compared.
    pub of: Version,
    /// Draws it. What this catches may be older than the page around it, so it must hold for as
    /// long as `of` stays the same.
    pub draw: Callback<(), Html>,
}

impl PartialEq for KeptProps {
    fn eq(&self, other: &KeptProps) -> bool {
        self.of == other.of
    }
}

/// What `draw` makes.
#[component]
pub fn Kept(props: &KeptProps) -> Html {
    props.draw.emit(())
}
