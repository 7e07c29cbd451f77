//! How several sources tell the same thing.

use std::rc::Rc;

use yew::prelude::*;

use super::{frame, heading};
use crate::app::components::{run, run_at, run_in, source_line, source_mark, strip};
use crate::app::hooks::{Address, use_address, use_answer, use_shelf};
use crate::app::route::{CompareRoute, Layout, ReadRoute, Route};
use crate::app::view::{badge, count, pieces, row_reasons, short_name};
use crate::app::{browser, columns};
use crate::compare::{Alignment, Cell, Mark, Row};
use crate::engine::MAX_COMPARED;
use crate::names::NameId;
use crate::protocol::{CompareAnswer, CompareQuestion, Shelf};
use crate::text::Span;

/// Properties of [`Compare`].
#[derive(Clone, PartialEq, Properties)]
pub struct CompareProps {
    /// Documents, layout, row.
    pub route: CompareRoute,
}

/// The comparison.
#[component]
pub fn Compare(props: &CompareProps) -> Html {
    let route = &props.route;
    let shelf = use_shelf();
    let answer = use_answer(CompareQuestion {
        documents: route.documents.clone(),
    });
    let address = use_address();
    let empty = CompareAnswer::default();
    let shown: &CompareAnswer = answer.shown().map_or(&empty, |it| &**it);
    use_row(route, shown.alignment.rows.len());
    let n = shown.alignment.documents.len();
    let body = html! {
        <>
            { heading(title(n)) }
            { chooser(route, &shelf, &address) }
            <p class="notice" hidden={shown.unknown.is_empty()}>
                { run(format!("Not among the sources here: {}.", shown.unknown.join(", "))) }
            </p>
            if n >= 2 {
                { strip(&shown.alignment, route) }
                { tools(route, &shown.alignment) }
                if route.layout == Layout::Rows {
                    { rows(shown, &shelf, route) }
                } else {
                    <columns::Columns answer={Rc::new(shown.clone())} route={route.clone()} />
                }
            } else {
                <p class="empty">{ run("Choose two to five sources above; the first one leads, the rows follow its order.") }</p>
            }
        </>
    };
    frame("compare", &answer, body)
}

fn title(n: usize) -> String {
    match n {
        0 | 1 => "Side by side".to_owned(),
        2 => "Two sources, side by side".to_owned(),
        3 => "Three sources, side by side".to_owned(),
        4 => "Four sources, side by side".to_owned(),
        _ => "Five sources, side by side".to_owned(),
    }
}

/// Brings the chosen row into view when it changes.
#[hook]
fn use_row(route: &CompareRoute, n_rows: usize) {
    let row = route.row.filter(|it| (*it as usize) <= n_rows);
    use_effect_with((row, route.layout), move |(row, layout)| {
        if let (Some(row), Layout::Rows) = (row, layout)
            && let Some(row) = browser::find(&format!("#row-{row}"))
        {
            browser::focus(&row);
            browser::bring_to_middle(&row);
        }
    });
}

/// Which sources, and which one leads.
fn chooser(route: &CompareRoute, shelf: &Shelf, address: &Address) -> Html {
    let chosen: Vec<String> = (route.documents.iter())
        .filter_map(|it| Some(shelf.source(shelf.find(it)?)?.key.clone()))
        .collect();
    let with = |documents: Vec<String>| {
        let route = CompareRoute {
            documents,
            row: None,
            ..route.clone()
        };
        address
            .go
            .reform(move |_: Event| Route::Compare(route.clone()))
    };
    let full = chosen.len() >= MAX_COMPARED;
    html! {
        <fieldset class="chooser">
            <legend>{ run_in("caps", "Sources") }</legend>
            for (n, source) in (0..).zip(&shelf.sources) {
                {{
                    let at = chosen.iter().position(|it| *it == source.key);
                    let mut toggled = chosen.clone();
                    match at {
                        Some(at) => { toggled.remove(at); }
                        None => toggled.push(source.key.clone()),
                    }
                    let mut leading = chosen.clone();
                    leading.retain(|it| *it != source.key);
                    leading.insert(0, source.key.clone());
                    let lead = CompareRoute { documents: leading, row: None, ..route.clone() };
                    let id = crate::corpus::DocumentId(n);
                    html! {
                        <span class="choice" key={source.key.clone()}>
                            <label>
                                <input type="checkbox" checked={at.is_some()} disabled={at.is_none() && full} onchange={with(toggled)} />
                                { source_mark(id) }
                                { run(short_name(source)) }
                            </label>
                            if at == Some(0) {
                                { run_in("lead", "leads") }
                            } else if at.is_some() {
                                <a href={Route::Compare(lead).href()} aria-label={format!("lead with {}", badge(id).letter)}>{ run("lead") }</a>
                            } else {
                                <span hidden=true></span>
                            }
                        </span>
                    }
                }}
            }
        </fieldset>
    }
}

/// The legend, steps from row to row, layout.
fn tools(route: &CompareRoute, alignment: &Alignment) -> Html {
    let n_rows = alignment.rows.len() as u32;
    let n_shared = alignment.rows.iter().filter(|it| it.band.is_some()).count();
    let filter = CompareRoute {
        shared_only: !route.shared_only,
        row: None,
        ..route.clone()
    };
    let at = |row: u32| {
        Route::Compare(CompareRoute {
            row: Some(row),
            ..route.clone()
        })
        .href()
    };
    let row = route.row.unwrap_or(0).min(n_rows);
    // Rows that are shown, by number.
    let shown: Vec<u32> = (1..)
        .zip(&alignment.rows)
        .filter(|(_, it)| it.band.is_some() || !route.shared_only)
        .map(|(n, _)| n)
        .collect();
    let first = shown.first().copied().unwrap_or(1);
    let last = shown.last().copied().unwrap_or(1);
    let next = shown.iter().copied().find(|it| *it > row).unwrap_or(first);
    let previous = shown
        .iter()
        .rev()
        .copied()
        .find(|it| *it < row)
        .unwrap_or(last);
    let other = CompareRoute {
        layout: match route.layout {
            Layout::Rows => Layout::Columns,
            Layout::Columns => Layout::Rows,
        },
        ..route.clone()
    };
    html! {
        <div class="legend">
            { run_in("same", "same words") }
            { run_in("renamed", "other name") }
            { run_in("differs", "differs") }
            <span class="steps">
                { run_in("quiet", match row {
                    0 => count(n_rows, "row"),
                    row => format!("row {row} of {n_rows}"),
                }) }
                <a href={at(previous)} aria-keyshortcuts="[">{ run("previous row") }<kbd>{ run("[") }</kbd></a>
                <a href={at(next)} aria-keyshortcuts="]">{ run("next row") }<kbd>{ run("]") }</kbd></a>
                <a href={Route::Compare(filter).href()} hidden={route.layout == Layout::Columns}>
                    { run(match route.shared_only {
                        true => "all rows".to_owned(),
                        false => format!("only the {n_shared} rows that several report"),
                    }) }
                </a>
                <a href={Route::Compare(other).href()}>
                    { run(match route.layout {
                        Layout::Rows => "whole texts in columns",
                        Layout::Columns => "row by row",
                    }) }
                </a>
                <button type="button" onclick={|_| browser::print()}>{ run("print") }</button>
            </span>
        </div>
    }
}

fn rows(answer: &CompareAnswer, shelf: &Shelf, route: &CompareRoute) -> Html {
    let documents = &answer.alignment.documents;
    html! {
        <table class="compare" data-columns={documents.len().to_string()}>
            <thead>
                <tr>
                    <th scope="col">{ run_in("unseen", "Row") }</th>
                    for (n, id) in documents.iter().enumerate() {
                        <th key={id.0} scope="col">
                            { source_line(shelf, *id) }
                            { run_in("lead", if n == 0 { "lead" } else { "" }) }
                        </th>
                    }
                </tr>
            </thead>
            <tbody>
                for (n, row) in (1..).zip(&answer.alignment.rows) {
                    if row.band.is_some() || !route.shared_only || route.row == Some(n) {
                        { one_row(answer, shelf, route, n, row) }
                    }
                }
            </tbody>
        </table>
    }
}

fn one_row(answer: &CompareAnswer, shelf: &Shelf, route: &CompareRoute, n: u32, row: &Row) -> Html {
    let documents = &answer.alignment.documents;
    let name = |id: NameId| {
        let found = answer.names.iter().find(|it| it.0 == id);
        found.map(|it| it.1.clone())
    };
    let here = Route::Compare(CompareRoute {
        row: Some(n),
        ..route.clone()
    });
    let in_full = row.band.is_some();
    html! {
        <tr
            key={n}
            id={format!("row-{n}")}
            data-item=""
            tabindex="-1"
            data-shared={in_full.to_string()}
            data-chosen={(route.row == Some(n)).to_string()}
        >
            <th scope="row">
                <a href={here.href()} aria-label={format!("Link to row {n}")}>{ run(n.to_string()) }</a>
                { run_in("why", row_reasons(row, name)) }
            </th>
            for (column, cells) in row.cells.iter().enumerate() {
                <td
                    key={column}
                    class={cells.is_empty().then_some("none")}
                    data-label={documents.get(column).and_then(|it| shelf.source(*it)).map(short_name)}
                >
                    if cells.is_empty() {
                        { run(not_here(answer, shelf, column)) }
                    } else {
                        for cell in cells {
                            { sentence(answer, shelf, column, cell, &name) }
                            if cell.also {
                                { own_row(answer, route, column, cell) }
                            }
                        }
                    }
                </td>
            }
        </tr>
    }
}

/// What an empty cell says: what was looked at, never that something was left out on purpose.
fn not_here(answer: &CompareAnswer, shelf: &Shelf, column: usize) -> String {
    let source = (answer.alignment.documents.get(column)).and_then(|it| shelf.source(*it));
    let checked = source.map_or(0, |it| it.n_passages);
    format!("Not reported here ({} checked).", count(checked, "passage"))
}

/// Where a sentence has its own row that reports two things.
fn own_row(answer: &CompareAnswer, route: &CompareRoute, column: usize, cell: &Cell) -> Html {
    let own = (answer.alignment.rows.iter()).position(|row| {
        let mut cells = row.cells[column].iter();
        cells.any(|it| !it.also && it.sentence == cell.sentence)
    });
    let row = own.map_or(1, |at| at as u32 + 1);
    let there = Route::Compare(CompareRoute {
        row: Some(row),
        ..route.clone()
    });
    html! {
        <p key="own" class="why">
            { run("also in ") }<a href={there.href()}>{ run(format!("row {row}")) }</a>
        </p>
    }
}

/// A sentence of a cell with its marks; a link to where it stands.
fn sentence(
    answer: &CompareAnswer,
    shelf: &Shelf,
    column: usize,
    cell: &Cell,
    name: &impl Fn(NameId) -> Option<String>,
) -> Html {
    let text = &answer.texts[column];
    let spans: Vec<Span> = cell.marks.iter().map(|it| it.0).collect();
    let document = (answer.alignment.documents.get(column)).and_then(|it| shelf.source(*it));
    let key = (answer.passages[column].get(cell.passage as usize)).map(|it| it.1.clone());
    let there = Route::Read(ReadRoute {
        document: document.map_or(String::new(), |it| it.key.clone()),
        passage: key,
        ..ReadRoute::default()
    });
    html! {
        <p key={cell.sentence.start} class="sentence" lang={document.map(|it| it.language.clone())}>
            for piece in pieces(cell.sentence, &[spans]) {
                { marked(text, &piece, cell, name) }
            }
            <a class="there" href={there.href()} aria-label={format!("Read passage {} there", cell.passage + 1)}>
                { run(format!("¶{}", cell.passage + 1)) }
            </a>
        </p>
    }
}

/// One piece of a sentence; what the mark means is said too, not only drawn.
fn marked(
    text: &str,
    piece: &crate::app::view::Piece,
    cell: &Cell,
    name: &impl Fn(NameId) -> Option<String>,
) -> Html {
    let words = piece.span.of_text(text).to_owned();
    let Some((_, mark)) = piece.on[0].and_then(|it| cell.marks.get(it)) else {
        return html! { { run_at(piece.span.start, "", words) } };
    };
    let (class, title) = match mark {
        Mark::Same => ("same", None),
        Mark::Renamed(id) => (
            "renamed",
            name(*id).map(|it| format!("here so called: {it}")),
        ),
        Mark::Differs => (
            "differs",
            Some("not so in the other sources of this row".to_owned()),
        ),
    };
    html! {
        <span key={piece.span.start} class={class} {title}>
            { run(words) }
        </span>
    }
}
