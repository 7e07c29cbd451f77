//! Ways to list, order or put together what is shown: rows of links, the present one marked.

use super::{Element, element, link};
use crate::app::route::Route;

/// A row of ways with its name before it.
pub fn ways(label: &str, ways: impl IntoIterator<Item = Element>) -> Element {
    element("p").run_in("caps", label).each(ways)
}

/// One way.
pub fn way(label: &str, to: Route, is_here: bool) -> Element {
    let link = link(to, label).key(label);
    match is_here {
        true => link.set("aria-current", "true"),
        false => link,
    }
}
