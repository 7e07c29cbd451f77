//! The rows of a comparison, drawn a few at a time: each has all its sentences with their marks, and a
//! thousand at once would stop the page for a second.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

use super::reviews;
use crate::app::browser;
use crate::app::components::{
    Element, button, element, link, run_at, source_line, use_embed_button,
};
use crate::app::hooks::{Answered, use_after, use_copying, use_mount, use_value};
use crate::app::mount::Mount;
use crate::app::part::{Part, part_at};
use crate::app::route::{CompareRoute, Layout, ReadRoute, Route, RowsShown};
use crate::app::view::{Piece, badge, count, pieces, row_citation, row_reasons, short_name};
use crate::compare::{Cell, Mark, Place, Review, Row};
use crate::names::NameId;
use crate::protocol::{CompareAnswer, CompareQuestion, Shelf, Source};
use crate::text::{Span, on_one_line};

/// Rows that are drawn in one go: five columns of them take some twenty milliseconds.
const AT_ONCE: usize = 24;

/// Brings the chosen row into view when it changes.
#[hook]
fn use_row(route: &CompareRoute, n_rows: usize) {
    let row = route.row.filter(|it| (*it as usize) <= n_rows);
    let mount = use_mount();
    use_after((row, route.layout), move |(row, layout)| {
        if let (Some(row), Layout::Rows | Layout::Words) = (row, layout)
            && let Some(row) = mount.find(&format!("#row-{row}"))
        {
            browser::focus(&row);
            mount.bring_to_middle(&row);
        }
    });
}

/// How many rows of these documents are drawn by now: some at once, the others in the pauses that the
/// browser has.
#[hook]
fn use_drawn(documents: &[String], n_rows: usize) -> usize {
    let drawn = use_value(|| (Vec::new(), AT_ONCE));
    let n_drawn = match *drawn.0 == *documents {
        true => drawn.1.min(n_rows),
        false => AT_ONCE.min(n_rows),
    };
    let setter = drawn.clone();
    let cause = (documents.to_vec(), n_drawn, n_rows);
    use_after(cause, move |(documents, n_drawn, n_rows)| {
        let more = (documents.clone(), n_drawn + AT_ONCE);
        let more = (n_drawn < n_rows).then(|| Timeout::new(0, move || setter.set(more)));
        move || drop(more)
    });
    n_drawn
}

/// What all rows are drawn with.
#[derive(Clone, PartialEq)]
pub(super) struct Rows {
    /// The comparison.
    pub(super) answer: Answered<CompareQuestion>,
    /// The sources.
    pub(super) shelf: Rc<Shelf>,
    /// Which rows are shown, and which is chosen.
    pub(super) route: CompareRoute,
    /// What the reader has said of sentences.
    pub(super) reviews: Rc<Vec<Review>>,
    /// The way to say more; always the same.
    pub(super) on_review: Callback<([Place; 2], Option<bool>)>,
}

/// The table of them.
#[derive(PartialEq)]
pub(super) struct Table {
    /// What is in it.
    pub(super) rows: Rows,
    /// Hears of which documents all rows are drawn.
    pub(super) on_drawn: Callback<Vec<String>>,
}

impl Part for Table {
    const NAME: &'static str = "table";

    fn draw(&self, context: &mut HookContext) -> Html {
        use_table(self).run(context)
    }
}

#[hook]
fn use_table(props: &Table) -> Html {
    let route = &props.rows.route;
    let n_rows = props.rows.answer.alignment.rows.len();
    let n_drawn = use_drawn(&route.documents, n_rows);
    use_row(route, n_drawn);
    let on_drawn = props.on_drawn.clone();
    let is_drawn = n_drawn == n_rows;
    use_after(
        (route.documents.clone(), is_drawn),
        move |(documents, is_drawn)| {
            if *is_drawn {
                on_drawn.emit(documents.clone());
            }
        },
    );
    table(&props.rows, n_drawn).into()
}

/// The table of the first `n_drawn` rows.
fn table(rows: &Rows, n_drawn: usize) -> Element {
    let (answer, shelf, route) = (&*rows.answer, &rows.shelf, &rows.route);
    let documents = &answer.alignment.documents;
    let heads = documents.iter().enumerate().map(|(n, id)| {
        element("th")
            .key(id.0)
            .set("role", "columnheader")
            .set("scope", "col")
            .with(source_line(shelf, *id))
            .run_in("lead", if n == 0 { "lead" } else { "" })
    });
    let corner = element("th").set("role", "columnheader");
    let head = element("tr")
        .set("role", "row")
        .with(corner.set("scope", "col").run_in("unseen", "Row"))
        .each(heads);
    let some = (0..n_drawn).step_by(AT_ONCE).map(|start| {
        let end = (start + AT_ONCE).min(answer.alignment.rows.len());
        let is_here = |it: &u32| (start..end).contains(&(*it as usize - 1));
        let of_these = CompareRoute {
            row: route.row.filter(|it| *it > 0).filter(is_here),
            ..route.clone()
        };
        let these = SomeRows {
            rows: Rows {
                route: of_these,
                ..rows.clone()
            },
            start,
            end,
        };
        part_at(start, these)
    });
    // Laid out as grids, so what is what is said.
    let table = element("table")
        .class("compare")
        .set("role", "table")
        .set(
            "data-rows",
            match route.rows {
                RowsShown::One => "one",
                RowsShown::All | RowsShown::Shared => "",
            },
        )
        .number("data-columns", documents.len())
        .state("data-words", is_word_by_word(route, documents.len()))
        .with(element("thead").set("role", "rowgroup").with(head));
    some.fold(table, Element::with)
}

/// A part of the table, drawn again only when something in it changes.
#[derive(PartialEq)]
struct SomeRows {
    /// With the chosen row, if it is one of these.
    rows: Rows,
    start: usize,
    end: usize,
}

impl Part for SomeRows {
    const NAME: &'static str = "rows";

    fn draw(&self, context: &mut HookContext) -> Html {
        use_some_rows(self).run(context)
    }
}

/// What the reader has said of sentences, and the ways to say more and to take a row along.
struct Judging<'a> {
    reviews: &'a [Review],
    on_review: &'a Callback<([Place; 2], Option<bool>)>,
    copying: &'a Callback<(String, &'static str)>,
    mount: &'a Mount,
    embed_button: &'a dyn Fn(String) -> Element,
}

#[hook]
fn use_some_rows(props: &SomeRows) -> Html {
    let (copying, mount, embed_button) = (use_copying(), use_mount(), use_embed_button());
    let Rows {
        answer,
        shelf,
        route,
        reviews,
        on_review,
    } = &props.rows;
    let judging = Judging {
        reviews,
        on_review,
        copying: &copying,
        mount: &mount,
        embed_button: &embed_button,
    };
    let numbered = (props.start as u32 + 1..).zip(&answer.alignment.rows[props.start..props.end]);
    let shown = numbered.filter(|(n, row)| match route.rows {
        _ if route.row == Some(*n) => true,
        RowsShown::All => true,
        RowsShown::Shared => row.band.is_some(),
        RowsShown::One => false,
    });
    element("tbody")
        .set("role", "rowgroup")
        .each(shown.map(|(n, row)| one_row(answer, shelf, route, &judging, n, row)))
        .into()
}

fn one_row(
    answer: &CompareAnswer,
    shelf: &Shelf,
    route: &CompareRoute,
    judging: &Judging,
    n: u32,
    row: &Row,
) -> Element {
    let is_chosen = route.row == Some(n);
    // What a sentence says besides its own row is no question of this one.
    let own = |it: &&Cell| !it.also;
    let lead = (row.cells.iter().enumerate())
        .find_map(|(column, it)| Some((column, it.iter().find(own)?)));
    let mut is_first = true;
    let cells = row.cells.iter().enumerate().map(|(column, cells)| {
        let source = source_of(answer, shelf, column);
        let place = element("td").key(column).set("role", "cell");
        let place = match source.map(short_name) {
            Some(name) => place.set("data-label", &name),
            None => place,
        };
        if cells.is_empty() {
            return place.class("none").run(&not_here(source));
        }
        cells.iter().fold(place, |place, cell| {
            let place = place.with(sentence(answer, source, column, cell));
            let place = match cell.also {
                true => place.with(own_row(answer, route, column, cell)),
                false => place,
            };
            match lead {
                Some(lead) if is_chosen && lead.0 != column && !cell.also => {
                    let has_keys = std::mem::take(&mut is_first);
                    place.with(judged(
                        answer,
                        shelf,
                        judging,
                        lead,
                        (column, cell),
                        has_keys,
                    ))
                }
                _ => place,
            }
        })
    });
    let number = link(Route::Compare(route.at_row(n)), &n.to_string());
    let cite = || {
        let here = Route::Compare(route.at_row(n)).href();
        let address = judging.mount.address_with(&here);
        let (copying, cited) = (judging.copying.clone(), cited(answer, shelf, row, &address));
        button("copy and cite")
            .shortcut(",")
            .on_click(move || copying.emit((cited.clone(), "Row copied with its sources.")))
    };
    element("tr")
        .key(n)
        .set("role", "row")
        .set("id", &format!("row-{n}"))
        .item()
        .state("data-shared", row.band.is_some())
        .state("data-chosen", is_chosen)
        .with(
            element("th")
                .set("role", "rowheader")
                .set("scope", "row")
                .with(number.set("aria-label", &format!("Link to row {n}")))
                .run_in("why", &row_reasons(row, |id| name_of(answer, id)))
                .with_some(is_chosen.then(cite))
                .with_some(
                    is_chosen
                        .then(|| (judging.embed_button)(Route::Compare(route.one_row(n)).href())),
                ),
        )
        .each(cells)
}

/// What the row's sources say, to be quoted elsewhere.
fn cited(answer: &CompareAnswer, shelf: &Shelf, row: &Row, address: &str) -> String {
    let sentences = row.cells.iter().enumerate().flat_map(|(column, cells)| {
        cells.iter().filter_map(move |cell| {
            let words = on_one_line(cell.sentence.of_text(&answer.texts[column]));
            Some((words, source_of(answer, shelf, column)?))
        })
    });
    row_citation(sentences, address)
}

/// The question whether a sentence reports what the row's first does; `has_keys` as there.
fn judged(
    answer: &CompareAnswer,
    shelf: &Shelf,
    judging: &Judging,
    lead: (usize, &Cell),
    other: (usize, &Cell),
    has_keys: bool,
) -> Element {
    let place = |(column, cell): (usize, &Cell)| {
        let key = source_of(answer, shelf, column).map_or("", |it| &it.key);
        reviews::place(key, &answer.texts[column], cell)
    };
    let leading = badge(answer.alignment.documents[lead.0]).letter;
    let sentences = [place(lead), place(other)];
    let start = other.1.sentence.start;
    reviews::question(
        sentences,
        &leading,
        judging.reviews,
        has_keys,
        judging.on_review,
    )
    .key(format!("review {start}"))
}

/// Whether so many sources are marked word by word.
pub(super) fn is_word_by_word(route: &CompareRoute, n: usize) -> bool {
    route.layout == Layout::Words && n == 2
}

fn name_of(answer: &CompareAnswer, id: NameId) -> Option<String> {
    let found = answer.names.iter().find(|it| it.0 == id);
    found.map(|it| it.1.clone())
}

pub(super) fn source_of<'a>(
    answer: &CompareAnswer,
    shelf: &'a Shelf,
    column: usize,
) -> Option<&'a Source> {
    shelf.source(*answer.alignment.documents.get(column)?)
}

/// What an empty cell says: what was looked at, never that something was left out on purpose.
fn not_here(source: Option<&Source>) -> String {
    let checked = source.map_or(0, |it| it.n_passages);
    format!("Not reported here ({} checked).", count(checked, "passage"))
}

/// Where a sentence has its own row that reports two things.
fn own_row(answer: &CompareAnswer, route: &CompareRoute, column: usize, cell: &Cell) -> Element {
    let own = (answer.alignment.rows.iter()).position(|row| {
        let mut cells = row.cells[column].iter();
        cells.any(|it| !it.also && it.sentence == cell.sentence)
    });
    let row = own.map_or(1, |at| at as u32 + 1);
    let there = Route::Compare(route.at_row(row));
    element("p")
        .key("own")
        .class("why")
        .run("also in ")
        .with(link(there, &format!("row {row}")))
}

/// A sentence of a cell with its marks; a link to where it stands.
fn sentence(
    answer: &CompareAnswer,
    source: Option<&Source>,
    column: usize,
    cell: &Cell,
) -> Element {
    let spans: Vec<Span> = cell.marks.iter().map(|it| it.0).collect();
    let key = (answer.passages[column].get(cell.passage as usize)).map(|it| it.1.clone());
    let there = Route::Read(ReadRoute {
        document: source.map_or(String::new(), |it| it.key.clone()),
        passage: key,
        ..ReadRoute::default()
    });
    let n = cell.passage + 1;
    let cut = pieces(cell.sentence, &[spans]);
    element("p")
        .key(cell.sentence.start)
        .class("sentence")
        .set("lang", source.map_or("en", |it| &it.language))
        .each(cut.iter().map(|it| marked(answer, column, cell, it)))
        .with(
            link(there, &format!("¶{n}"))
                .class("there")
                .set("aria-label", &format!("Read passage {n} there")),
        )
}

/// One piece of a sentence. What its mark means is in its title, which the stylesheet has read out, too.
fn marked(answer: &CompareAnswer, column: usize, cell: &Cell, piece: &Piece) -> Element {
    let words = piece.span.of_text(&answer.texts[column]);
    let start = piece.span.start;
    let Some((_, mark)) = piece.on[0].and_then(|it| cell.marks.get(it)) else {
        return run_at(start, "", words);
    };
    let name;
    let (class, said) = match mark {
        Mark::Same => ("same", "same words"),
        Mark::Renamed(id) => {
            name = format!("other name of {}", name_of(answer, *id).unwrap_or_default());
            ("renamed", &*name)
        }
        Mark::Differs => ("differs", "differs"),
        Mark::Moved => ("moved", "same words elsewhere"),
        Mark::Only => ("only", "only here"),
    };
    let piece = element("span").key(start).class(class).run(words);
    piece.set("title", said)
}
