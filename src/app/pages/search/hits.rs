//! Hits, each with the way to its passage.

use yew::prelude::*;

use crate::app::components::{Element, button, element, highlighted, source_line};
use crate::app::route::{Listing, ReadRoute, Route, SearchRoute};
use crate::app::view::count;
use crate::corpus::DocumentId;
use crate::protocol::{HitView, SearchAnswer, Shelf, WhyQuestion};

/// The hits of an answer, under a heading for each source when that is asked for.
pub(super) fn list(
    found: &SearchAnswer,
    route: &SearchRoute,
    shelf: &Shelf,
    why: &Callback<WhyQuestion>,
) -> Element {
    let is_grouped = route.listing == Listing::Sources;
    let mut items = Vec::with_capacity(found.hits.len());
    let mut before = None;
    for hit in &found.hits {
        if is_grouped && before != Some(hit.document) {
            before = Some(hit.document);
            items.push(group(hit.document, found, shelf));
        }
        items.push(one(hit, route, shelf, why));
    }
    element("ol")
        .class("hits")
        .state("data-grouped", is_grouped)
        .set("data-query", &found.query)
        .each(items)
}

fn group(document: DocumentId, found: &SearchAnswer, shelf: &Shelf) -> Element {
    let mut sources = found.facets.sources.iter();
    let n = sources.find(|it| it.0 == document).map_or(0, |it| it.1);
    let title = shelf.source(document).map_or("", |it| &it.title);
    element("li")
        .class("group")
        .key(document.0)
        .with(element("h2").run(title))
        .with(
            element("p")
                .with(source_line(shelf, document))
                .run_in("quiet", &count(n, "hit")),
        )
}

fn one(hit: &HitView, route: &SearchRoute, shelf: &Shelf, why: &Callback<WhyQuestion>) -> Element {
    let language = shelf
        .source(hit.document)
        .map_or("en", |it| it.language.as_str());
    let place = match &hit.passage {
        Some((index, _)) => format!("passage {}", index + 1),
        None => "headline".to_owned(),
    };
    let question = WhyQuestion {
        query: route.query.clone(),
        literally: route.literally,
        document: hit.document,
        passage: hit.passage.as_ref().map(|it| it.0),
    };
    let why = why.clone();
    element("li")
        .class("hit")
        .set("part", "result")
        .key(format!("{}/{place}", hit.document.0))
        .item()
        .with(
            element("p")
                .class("where")
                .with(source_line(shelf, hit.document))
                .run_in("quiet", &place)
                .with(
                    button("why?")
                        .set("aria-keyshortcuts", "w")
                        .set("title", "Why it stands here (w)")
                        .flag("hidden", shelf.is_large())
                        .on_click(move || why.emit(question.clone())),
                ),
        )
        .with(
            element("a")
                .to(hit_route(hit.document, &hit.passage, &route.query, shelf))
                .set("lang", language)
                .run(if hit.cut_before { "… " } else { "" })
                .with(highlighted(&hit.text, &hit.marks))
                .run(if hit.cut_after { " …" } else { "" }),
        )
}

/// The address of a hit: the very passage, with the query, so that matches are marked there.
pub(in crate::app::pages) fn hit_route(
    document: DocumentId,
    passage: &Option<(u32, String)>,
    query: &str,
    shelf: &Shelf,
) -> Route {
    let source = shelf.source(document);
    Route::Read(ReadRoute {
        document: source.map_or(String::new(), |it| it.key.clone()),
        passage: passage.as_ref().map(|it| it.1.clone()),
        query: query.to_owned(),
        quotation: None,
    })
}
