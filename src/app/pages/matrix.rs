//! Who covers what: topics by sources, the topics changed in place.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::components::{Element, button, element, link, row_head, source_mark};
use crate::app::hooks::{use_address, use_announce, use_saving, use_shelf, use_switch};
use crate::app::route::{MAX_ADDRESS, OverviewRoute, Route};
use crate::app::view::{count, short_name};
use crate::corpus::DocumentId;
use crate::protocol::{CountsQuestion, FileQuestion, Shelf, Source, TopicRow, finished, readable};

/// The matrix of `topics` with what it is changed by; nothing where there are none.
#[hook]
pub(super) fn use_matrix(route: &OverviewRoute, topics: &[TopicRow]) -> Option<Element> {
    let shelf = use_shelf();
    let address = use_address();
    let announce = use_announce();
    let save = use_saving();
    let changing = use_switch(false);
    // What the address says is ahead of what was answered.
    let queries: Rc<Vec<String>> = Rc::new(match &route.rows[..] {
        [] => topics.iter().map(|it| it.query.clone()).collect(),
        rows => rows.to_vec(),
    });
    if queries.is_empty() {
        return None;
    }
    let put = {
        let queries = queries.clone();
        Callback::from(move |(n, query): (usize, String)| {
            let mut rows = (*queries).clone();
            rows.truncate(n);
            rows.push(query.trim().to_owned());
            rows.extend(queries.iter().skip(n + 1).cloned());
            rows.retain(|it| !it.is_empty());
            let changed = Route::Overview(OverviewRoute { rows });
            match changed.href().len() > MAX_ADDRESS {
                true => announce.emit("The address has no room for this row.".to_owned()),
                false => address.go.emit(changed),
            }
        })
    };
    let field = |n: usize, label: &str, query: &str| {
        let put = put.clone();
        element("input")
            .set("type", "text")
            .set("aria-label", label)
            .set("spellcheck", "false")
            .value(query)
            .on_changed(move |query| put.emit((n, query)))
    };
    let most = topics.iter().flat_map(|it| &it.counts).max();
    let most = most.copied().unwrap_or(1).max(1);
    let rows = queries.iter().enumerate().map(|(n, query)| {
        let topic = topics.iter().find(|it| it.query == *query);
        let label = topic.map_or(query, |it| &it.label);
        let head = match *changing {
            true => field(n, &format!("Query of “{label}”"), query),
            false => link(Route::of_query(finished(query)), label),
        };
        element("tr")
            .key(n)
            .with(row_head().with(head))
            .each(topic.into_iter().flat_map(|it| cells(&shelf, it, most)))
    });
    let columns = (0..).zip(&shelf.sources).map(|(n, source)| {
        column_head()
            .key(n)
            .with(source_mark(DocumentId(n)))
            .run_in("unseen", &short_name(source))
    });
    let another = element("tr")
        .key("another")
        .with(element("td").set("colspan", "99").with(
            field(queries.len(), "Query of another row", "").set("placeholder", "another query"),
        ));
    let head = element("tr").with(column_head().run("Topic")).each(columns);
    let table = element("table")
        .class("matrix")
        .with(element("thead").with(head))
        .with(
            element("tbody")
                .each(rows)
                .with_some(changing.then_some(another)),
        );
    let change = {
        let changing = changing.clone();
        let label = match *changing {
            true => "Done",
            false => "Change these rows",
        };
        button(label).on_click(move || changing.set(!*changing))
    };
    let counted = CountsQuestion {
        queries: (*queries).clone(),
    };
    let tools = element("p")
        .class("tools")
        .with(change)
        .with(link(Route::overview(), "Rows as published").flag("hidden", route.rows.is_empty()))
        .with(link(
            Route::Counts(queries.join("\n")),
            "As a list of queries",
        ))
        .with(
            button("CSV")
                .set("title", "Save the table")
                .on_click(move || save.emit(FileQuestion::Counts(counted.clone()))),
        );
    let n_passages: u32 = shelf.sources.iter().map(|it| it.n_passages).sum();
    let note = match *changing {
        true => {
            "Each row is a query, as in the search box. An emptied row is taken out.".to_owned()
        }
        false => format!(
            "Passages and headlines that answer each query, of {n_passages} passages and {} \
             headlines; – means none found. Every row is a search that can be opened.",
            shelf.sources.len(),
        ),
    };
    Some(
        element("section")
            .with(element("h2").run("What they cover"))
            .with(element("div").class("wide").with(table))
            .with(element("p").class("note").run(&note))
            .with(tools),
    )
}

fn column_head() -> Element {
    element("th").set("scope", "col")
}

/// What each source has of a topic; a full dot is of as many as `most`.
fn cells<'a>(
    shelf: &'a Shelf,
    topic: &'a TopicRow,
    most: u32,
) -> impl Iterator<Item = Element> + 'a {
    let cells = shelf.sources.iter().zip(&topic.counts);
    cells.enumerate().map(move |(n, (source, found))| {
        let cell = element("td").key(n);
        // A headline can answer as well as a passage.
        let of = source.n_passages + 1;
        if *found == 0 {
            let none = format!("None found in {}.", count(source.n_sentences, "sentence"));
            return cell
                .set("title", &none)
                .run_in("none", "–")
                .run_in("unseen", &none);
        }
        let size = (*found * 5).div_ceil(most);
        let dot = link(within(&topic.query, source), &found.to_string())
            .set("title", &format!("{found} of {of}"));
        cell.with(dot.class("dot").number("data-size", size as usize))
            .run_in("unseen", &format!(" of {of}"))
    })
}

/// A topic's search within one source.
fn within(query: &str, source: &Source) -> Route {
    let key = readable(&source.key);
    Route::of_query(format!("{query} source:{key}"))
}
