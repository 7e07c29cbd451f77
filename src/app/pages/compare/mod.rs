//! How several sources tell the same thing.

mod reuse;
mod reviews;

use yew::prelude::*;
use yew::virtual_dom::VList;

use super::{frame, heading};
use crate::app::browser;
use crate::app::columns::Columns;
use crate::app::components::{
    Element, button, element, link, run_at, source_line, source_mark, strip, use_embed_button,
};
use crate::app::hooks::{
    Address, Answered, Value, use_address, use_after, use_announce, use_answer, use_copying,
    use_mount, use_saving, use_shelf, use_value,
};
use crate::app::mount::Mount;
use crate::app::part::part;
use crate::app::remote::Remote;
use crate::app::route::{CompareRoute, Layout, ReadRoute, Route, RowsShown};
use crate::app::view::{Piece, badge, count, pieces, row_citation, row_reasons, short_name};
use crate::compare::{Alignment, Cell, Mark, Place, Review, Row};
use crate::corpus::DocumentId;
use crate::engine::MAX_COMPARED;
use crate::names::NameId;
use crate::protocol::{CompareAnswer, CompareQuestion, FileQuestion, Shelf, Source};
use crate::text::{Span, on_one_line};

/// The comparison.
#[hook]
pub(super) fn use_compare(route: &CompareRoute) -> Html {
    let shelf = use_shelf();
    let announce = use_announce();
    let save = use_saving();
    let copying = use_copying();
    let embed_button = use_embed_button();
    let reviews = use_value(reviews::kept);
    let answer = use_answer(CompareQuestion {
        documents: route.documents.clone(),
        reviews: (*reviews).clone(),
    });
    let set = {
        let reviews = reviews.clone();
        move |now: Option<Vec<Review>>| match now {
            Some(now) => reviews.set(now),
            None => announce.emit(
                "This browser keeps nothing for this page, so what you say is lost.".to_owned(),
            ),
        }
    };
    let followed = use_value(|| None::<Place>);
    let on_review = {
        let (set, followed) = (set.clone(), followed.clone());
        Callback::from(move |(sentences, same): ([Place; 2], Option<bool>)| {
            followed.set(Some(sentences[0].clone()));
            set(reviews::review(sentences, same));
        })
    };
    let address = use_address();
    let empty = CompareAnswer::default();
    let shown: &CompareAnswer = answer.shown().map_or(&empty, |it| &**it);
    use_row(route, shown.alignment.rows.len());
    use_followed(followed, route, &shelf, &answer, &address);
    let n = shown.alignment.documents.len();
    let mut body = Vec::new();
    if let Some(answer) = answer.shown().filter(|_| n >= 2) {
        let is_one = route.rows == RowsShown::One;
        body.push(strip(&shown.alignment, route).flag("hidden", is_one).into());
        body.push(tools(route, &shown.alignment).into());
        body.push(match route.layout {
            Layout::Rows => {
                let judging = Judging {
                    reviews: &reviews,
                    on_review: &on_review,
                    copying: &copying,
                    mount: address.mount.clone(),
                    embed_button: &embed_button,
                };
                rows(shown, &shelf, route, &judging).into()
            }
            Layout::Columns => part(Columns {
                answer: answer.clone(),
                route: route.clone(),
            }),
        });
        let (saved, save) = ((*reviews).clone(), save.clone());
        let on_save = move || save.emit(FileQuestion::Reviews(saved.clone()));
        let on_forget = move || set(reviews::forget().then(Vec::new));
        let below = element("div")
            .flag("hidden", is_one)
            .with(reuse::reuse(shown, &shelf))
            .with(reviews::list(&reviews, &on_review, on_save, on_forget));
        body.push(below.into());
    } else {
        let what =
            "Choose two to five sources above; the first one leads, the rows follow its order.";
        body.push(element("p").class("empty").run(what).into());
    }
    frame("compare", &answer)
        .with(heading(title(n)))
        .with(chooser(route, &shelf, &address).flag("hidden", route.rows == RowsShown::One))
        .with(
            element("p")
                .class("notice")
                .flag("hidden", shown.unknown.is_empty())
                .run(&format!(
                    "Not among the sources here: {}.",
                    shown.unknown.join(", ")
                )),
        )
        .with(VList::with_children(body, None))
        .into()
}

fn title(n: usize) -> &'static str {
    match n {
        0 | 1 => "Side by side",
        2 => "Two sources, side by side",
        3 => "Three sources, side by side",
        4 => "Four sources, side by side",
        _ => "Five sources, side by side",
    }
}

/// What the reader has said of sentences, and the ways to say more and to take a row along.
struct Judging<'a> {
    reviews: &'a [Review],
    on_review: &'a Callback<([Place; 2], Option<bool>)>,
    copying: &'a Callback<(String, &'static str)>,
    mount: Mount,
    embed_button: &'a dyn Fn(String) -> Element,
}

/// Brings the chosen row into view when it changes.
#[hook]
fn use_row(route: &CompareRoute, n_rows: usize) {
    let row = route.row.filter(|it| (*it as usize) <= n_rows);
    let mount = use_mount();
    use_after((row, route.layout), move |(row, layout)| {
        if let (Some(row), Layout::Rows) = (row, layout)
            && let Some(row) = mount.find(&format!("#row-{row}"))
        {
            browser::focus(&row);
            mount.bring_to_middle(&row);
        }
    });
}

/// What is said of sentences may move rows: the chosen one stays that of the sentence.
#[hook]
fn use_followed(
    followed: Value<Option<Place>>,
    route: &CompareRoute,
    shelf: &Shelf,
    answer: &Remote<Answered<CompareQuestion>>,
    address: &Address,
) {
    let place = (*followed).as_ref();
    let row = place
        .zip(answer.shown())
        .zip(route.row)
        .and_then(|((place, answer), _)| {
            let is_it = |(column, cells): (usize, &Vec<Cell>)| {
                source_of(answer, shelf, column).is_some_and(|it| it.key == place.source)
                    && (cells.iter().filter(|it| !it.also)).any(|cell| {
                        reviews::place(&place.source, &answer.texts[column], cell) == *place
                    })
            };
            let mut rows = (1..).zip(&answer.alignment.rows);
            let found = rows.find(|(_, row)| row.cells.iter().enumerate().any(is_it));
            found.map(|it| it.0)
        });
    let moved = row
        .filter(|it| route.row != Some(*it))
        .map(|it| route.at_row(it));
    let amend = address.amend.clone();
    use_after(answer.version(), move |_| {
        if let Some(route) = moved {
            amend.emit(Route::Compare(route));
        }
        if followed.is_some() {
            followed.set(None);
        }
    });
}

/// Which sources, and which one leads.
fn chooser(route: &CompareRoute, shelf: &Shelf, address: &Address) -> Element {
    let chosen: Vec<String> = (route.documents.iter())
        .filter_map(|it| Some(shelf.source(shelf.find(it)?)?.key.clone()))
        .collect();
    let with = |documents: Vec<String>| {
        Route::Compare(CompareRoute {
            documents,
            row: None,
            ..route.clone()
        })
    };
    let choices = (0..).zip(&shelf.sources).map(|(n, source)| {
        let id = DocumentId(n);
        let at = chosen.iter().position(|it| *it == source.key);
        let others = chosen.iter().filter(|it| **it != source.key).cloned();
        let mut toggled: Vec<String> = others.clone().collect();
        let lead = match at {
            Some(0) => run_at("lead", "lead", "leads"),
            Some(_) => {
                let leading = std::iter::once(source.key.clone()).chain(others);
                link(with(leading.collect()), "lead")
                    .set("aria-label", &format!("lead with {}", badge(id).letter))
            }
            None => {
                toggled.push(source.key.clone());
                element("span").flag("hidden", true)
            }
        };
        let (go, toggled) = (address.go.clone(), with(toggled));
        let input = element("input")
            .set("type", "checkbox")
            .checked(at.is_some())
            .flag("disabled", at.is_none() && chosen.len() >= MAX_COMPARED)
            .on("change", move |_| go.emit(toggled.clone()));
        let label = element("label")
            .with(input)
            .with(source_mark(id))
            .run(&short_name(source));
        element("span")
            .class("choice")
            .key(&source.key)
            .with(label)
            .with(lead)
    });
    element("fieldset")
        .class("chooser")
        .with(element("legend").run_in("caps", "Sources"))
        .each(choices)
}

/// Whether a number, date or negation in the row is not that of its lead.
fn differs(row: &Row) -> bool {
    let mut marks = row.cells.iter().flatten().flat_map(|it| &it.marks);
    marks.any(|it| it.1 == Mark::Differs)
}

/// The legend, steps from row to row, layout.
fn tools(route: &CompareRoute, alignment: &Alignment) -> Element {
    let n_rows = alignment.rows.len() as u32;
    let n_shared = alignment.rows.iter().filter(|it| it.band.is_some()).count();
    let filter = CompareRoute {
        rows: match route.rows {
            RowsShown::All => RowsShown::Shared,
            RowsShown::Shared | RowsShown::One => RowsShown::All,
        },
        row: None,
        ..route.clone()
    };
    let row = route.row.unwrap_or(0).min(n_rows);
    // Rows that are shown, by number.
    let shown: Vec<u32> = (1..)
        .zip(&alignment.rows)
        .filter(|(_, it)| it.band.is_some() || route.rows != RowsShown::Shared)
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
    let differing: Vec<u32> = (shown.iter().copied())
        .filter(|it| differs(&alignment.rows[*it as usize - 1]))
        .collect();
    let next_differing = differing.iter().find(|it| **it > row).or(differing.first());
    let mut before = differing.iter().rev();
    let previous_differing = before.find(|it| **it < row).or(differing.last());
    let (layout, to_layout) = match route.layout {
        Layout::Rows => (Layout::Columns, "whole texts in columns"),
        Layout::Columns => (Layout::Rows, "row by row"),
    };
    let other = CompareRoute {
        layout,
        ..route.clone()
    };
    let where_now = match row {
        0 => count(n_rows, "row"),
        row => format!("row {row} of {n_rows}"),
    };
    let to_filter = match route.rows {
        RowsShown::All => format!("only the {n_shared} rows that several report"),
        RowsShown::Shared | RowsShown::One => "all rows".to_owned(),
    };
    let step = |label, key, row| link(Route::Compare(route.at_row(row)), label).shortcut(key);
    let steps = element("span")
        .class("steps")
        .run_in("quiet", &where_now)
        .with(step("previous row", "[", previous))
        .with(step("next row", "]", next))
        .with_some(previous_differing.map(|it| step("previous difference", "{", *it)))
        .with_some(next_differing.map(|it| step("next difference", "}", *it)))
        .with(
            link(Route::Compare(filter), &to_filter)
                .flag("hidden", route.layout == Layout::Columns),
        )
        .with(
            link(
                Route::Compare(route.one_row(row.max(1))),
                "one row at a time",
            )
            .flag(
                "hidden",
                route.layout == Layout::Columns || route.rows == RowsShown::One,
            ),
        )
        .with(link(Route::Compare(other), to_layout))
        .with(button("print").on_click(browser::print));
    element("div")
        .class("legend")
        .run_in("same", "same words")
        .run_in("renamed", "other name")
        .run_in("differs", "differs")
        .with(steps)
}

fn rows(answer: &CompareAnswer, shelf: &Shelf, route: &CompareRoute, judging: &Judging) -> Element {
    let documents = &answer.alignment.documents;
    let heads = documents.iter().enumerate().map(|(n, id)| {
        element("th")
            .key(id.0)
            .set("scope", "col")
            .with(source_line(shelf, *id))
            .run_in("lead", if n == 0 { "lead" } else { "" })
    });
    let head = element("tr")
        .with(element("th").set("scope", "col").run_in("unseen", "Row"))
        .each(heads);
    let shown = (1..)
        .zip(&answer.alignment.rows)
        .filter(|(n, row)| match route.rows {
            _ if route.row == Some(*n) => true,
            RowsShown::All => true,
            RowsShown::Shared => row.band.is_some(),
            RowsShown::One => false,
        });
    element("table")
        .class("compare")
        .set(
            "data-rows",
            if route.rows == RowsShown::One {
                "one"
            } else {
                ""
            },
        )
        .number("data-columns", documents.len())
        .with(element("thead").with(head))
        .with(
            element("tbody")
                .each(shown.map(|(n, row)| one_row(answer, shelf, route, judging, n, row))),
        )
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
        let place = element("td").key(column);
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
        .set("id", &format!("row-{n}"))
        .item()
        .state("data-shared", row.band.is_some())
        .state("data-chosen", is_chosen)
        .with(
            element("th")
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

fn name_of(answer: &CompareAnswer, id: NameId) -> Option<String> {
    let found = answer.names.iter().find(|it| it.0 == id);
    found.map(|it| it.1.clone())
}

fn source_of<'a>(answer: &CompareAnswer, shelf: &'a Shelf, column: usize) -> Option<&'a Source> {
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

/// One piece of a sentence; what the mark means is said too, not only drawn.
fn marked(answer: &CompareAnswer, column: usize, cell: &Cell, piece: &Piece) -> Element {
    let words = piece.span.of_text(&answer.texts[column]);
    let start = piece.span.start;
    let Some((_, mark)) = piece.on[0].and_then(|it| cell.marks.get(it)) else {
        return run_at(start, "", words);
    };
    let piece = element("span").key(start).run(words);
    match mark {
        Mark::Same => piece.class("same"),
        Mark::Renamed(id) => {
            let name = name_of(answer, *id).unwrap_or_default();
            let title = format!("here so called: {name}");
            piece.class("renamed").set("title", &title)
        }
        Mark::Differs => {
            let title = "not so in the other sources of this row";
            piece.class("differs").set("title", title)
        }
    }
}
