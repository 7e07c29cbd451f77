//! The ways to list what was found.

use yew::prelude::*;

use crate::app::components::{Element, button, element, way, ways};
use crate::app::route::{Listing, Route, SearchRoute, WIDTHS};
use crate::protocol::{FileQuestion, LinesQuestion, SearchQuestion, Shelf};
use crate::search::Sort;

/// Choices of listing, order and width, and the table to take away. What takes all texts is not to be
/// had of a collection that is fetched piece by piece.
pub(super) fn ways_and_table(
    route: &SearchRoute,
    shelf: &Shelf,
    save: &Callback<FileQuestion>,
) -> Element {
    let is_large = shelf.is_large();
    let is_lines = route.listing == Listing::Lines;
    let listings = [
        ("passages", Listing::Passages),
        ("by source", Listing::Sources),
        ("in lines", Listing::Lines),
    ];
    let listings = listings.into_iter();
    let listings = listings.filter(|it| !is_large || it.1 != Listing::Lines);
    let listings = listings.map(|(label, listing)| {
        let to = SearchRoute {
            listing,
            ..route.clone()
        };
        way(label, Route::Search(to), listing == route.listing)
    });
    let sorts = [
        ("best", Sort::Best),
        ("newest", Sort::Newest),
        ("oldest", Sort::Oldest),
        ("source", Sort::Source),
        ("left", Sort::Left),
        ("right", Sort::Right),
    ];
    let sorts = sorts.into_iter();
    let sorts = sorts.filter(|it| !is_large || !it.1.is_by_context());
    let sorts = sorts.map(|(label, sort)| {
        let to = SearchRoute {
            sort,
            ..route.clone()
        };
        way(label, Route::Search(to), sort == route.sort)
    });
    let widths = [("fewer", -2), ("more", 2)];
    let widths = widths.map(|(label, by)| {
        let width = route.width.saturating_add_signed(by);
        let to = SearchRoute {
            width: width.clamp(*WIDTHS.start(), *WIDTHS.end()),
            ..route.clone()
        };
        way(label, Route::Search(to), false)
    });
    let (save, question) = (save.clone(), table(route));
    element("div")
        .class("ways")
        .with(ways("List", listings))
        .with(ways("Order", sorts))
        .with(ways("Words", widths).flag("hidden", !is_lines))
        .with(
            button("CSV")
                .set("title", "Save all of it as a table")
                .flag("hidden", is_large)
                .on_click(move || save.emit(question.clone())),
        )
}

/// All that is listed, as a table.
fn table(route: &SearchRoute) -> FileQuestion {
    let (query, literally, sort) = (route.query.clone(), route.literally, route.sort);
    match route.listing {
        Listing::Lines => FileQuestion::Lines(LinesQuestion {
            query,
            literally,
            sort,
            width: route.width,
            limit: 0,
        }),
        listing => FileQuestion::Hits(SearchQuestion {
            query,
            literally,
            sort,
            grouped: listing == Listing::Sources,
            thorough: route.thorough,
            limit: 0,
        }),
    }
}
