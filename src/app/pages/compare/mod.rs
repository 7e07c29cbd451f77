//! How several sources tell the same thing.

mod reuse;
mod reviews;
mod rows;

use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::VList;

use self::rows::{Rows, Table, is_word_by_word, source_of};
use super::{frame, framed, heading};
use crate::app::browser;
use crate::app::columns::Columns;
use crate::app::components::{Element, button, element, link, run_at, source_mark, strip};
use crate::app::hooks::{
    Address, Answered, Value, use_address, use_after, use_announce, use_answer, use_saving,
    use_shelf, use_value,
};
use crate::app::part::part;
use crate::app::remote::Remote;
use crate::app::route::{CompareRoute, Layout, Route, RowsShown};
use crate::app::view::{badge, count, short_name};
use crate::compare::{Alignment, Cell, Mark, Place, Review, Row};
use crate::corpus::DocumentId;
use crate::engine::MAX_COMPARED;
use crate::protocol::{CompareAnswer, CompareQuestion, FileQuestion, Shelf};

/// The comparison.
#[hook]
pub(super) fn use_compare(route: &CompareRoute) -> Html {
    let shelf = use_shelf();
    let announce = use_announce();
    let save = use_saving();
    let reviews = use_value(reviews::kept);
    let answer = use_answer(CompareQuestion {
        documents: route.documents.clone(),
        reviews: (*reviews).clone(),
        word_by_word: route.layout == Layout::Words,
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
        use_callback(
            (),
            move |(sentences, same): ([Place; 2], Option<bool>), ()| {
                followed.set(Some(sentences[0].clone()));
                set(reviews::review(sentences, same));
            },
        )
    };
    let address = use_address();
    let empty = CompareAnswer::default();
    let shown: &CompareAnswer = answer.shown().map_or(&empty, |it| &**it);
    // The documents whose rows are all drawn.
    let drawn = use_value(Vec::<String>::new);
    let on_drawn = {
        let drawn = drawn.clone();
        use_callback((), move |documents, ()| drawn.set(documents))
    };
    use_followed(followed, route, &shelf, &answer, &address);
    let n = shown.alignment.documents.len();
    let mut body = Vec::new();
    if let Some(answer) = answer.shown().filter(|_| n >= 2) {
        let is_one = route.rows == RowsShown::One;
        body.push(strip(&shown.alignment, route).flag("hidden", is_one).into());
        body.push(tools(route, &shown.alignment).into());
        let is_shared = shown.alignment.rows.iter().any(|it| it.band.is_some());
        let none = element("p")
            .class("empty")
            .flag("hidden", is_shared || route.rows != RowsShown::Shared);
        body.push(none.run("No row that several report.").into());
        body.push(match route.layout {
            Layout::Rows | Layout::Words => part(Table {
                rows: Rows {
                    answer: answer.clone(),
                    shelf: shelf.clone(),
                    route: route.clone(),
                    reviews: Rc::new((*reviews).clone()),
                    on_review: on_review.clone(),
                },
                on_drawn,
            }),
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
    let is_drawn = n < 2 || route.layout == Layout::Columns || *drawn == route.documents;
    let frame = match is_drawn {
        true => frame("compare", &answer),
        false => framed("compare", "loading", ""),
    };
    frame
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
    let is_all = route.rows == RowsShown::All;
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
    let layouts = [
        (Layout::Rows, "row by row"),
        (Layout::Words, "word by word"),
        (Layout::Columns, "whole texts in columns"),
    ];
    let n = alignment.documents.len();
    let can_be = |it: Layout| it != Layout::Words || n == 2;
    let other_layouts = layouts
        .into_iter()
        .filter(|it| it.0 != route.layout && can_be(it.0))
        .map(|(layout, label)| {
            let there = CompareRoute {
                layout,
                ..route.clone()
            };
            link(Route::Compare(there), label).key(label)
        });
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
        .with(link(Route::Compare(filter), &to_filter).flag(
            "hidden",
            route.layout == Layout::Columns || is_all && n_shared == 0,
        ))
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
        .each(other_layouts)
        .with(button("print").on_click(browser::print));
    let is_word_by_word = is_word_by_word(route, n);
    let legend = element("div")
        .class("legend")
        .state("data-words", is_word_by_word);
    let legend = match is_word_by_word {
        true => legend
            .run_in("same", "same words")
            .run_in("moved", "same words elsewhere")
            .run_in("only", "only here"),
        false => legend.run_in("same", "same words"),
    };
    legend
        .run_in("renamed", "other name")
        .run_in("differs", "differs")
        .with(steps)
}
