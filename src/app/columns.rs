//! Whole texts in columns that scroll together.
//!
//! The lead drives: whatever sentence stands at its reading line, the other columns bring the
//! sentence of the same row level with it. A column that has nothing in that row stays with the
//! row before. Each column can be nudged by hand, and the nudge stays; a reader who scrolls
//! another column than the lead moves that column alone.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

use super::components::{Element, button, element, run_at, source_line};
use super::hooks::{Answered, use_address, use_after, use_shelf};
use super::part::Part;
use super::route::{CompareRoute, Route};
use super::view::{Piece, pieces};
use crate::compare::Alignment;
use crate::corpus::DocumentId;
use crate::order::Order;
use crate::protocol::{CompareAnswer, CompareQuestion};
use crate::text::Span;

/// How far below the top of a column its reading line lies, in CSS pixels.
const READING_LINE: i32 = 96;

/// How far one nudge moves a column, in CSS pixels.
const NUDGE: i32 = 48;

/// The columns.
#[derive(Clone, PartialEq)]
pub struct Columns {
    /// Texts and rows.
    pub answer: Answered<CompareQuestion>,
    /// Where we are.
    pub route: CompareRoute,
}

/// Row numbers (from 1) by sentence of one column, in the order of its text.
fn sentences(alignment: &Alignment, column: usize) -> Vec<(Span, u32, bool)> {
    let rows = (1..).zip(&alignment.rows);
    let mut found: Vec<(Span, u32, bool)> = rows
        .flat_map(|(n, row)| {
            let cells = row.cells.get(column).into_iter().flatten();
            let own = cells.filter(|it| !it.also);
            own.map(move |cell| (cell.sentence, n, row.band.is_some()))
        })
        .collect();
    found.order_by_key(|it| it.0);
    found
}

/// The sentence of `column` that answers row `row`: its own, or the last one of an earlier row
/// that it shares.
fn answering(alignment: &Alignment, column: usize, row: u32) -> Option<Span> {
    (1..=row).rev().find_map(|n| {
        let row = alignment.rows.get(n as usize - 1)?;
        let cell = row.cells.get(column)?.first()?;
        Some(cell.sentence)
    })
}

impl Part for Columns {
    const NAME: &'static str = "columns";

    fn draw(&self, context: &mut HookContext) -> Html {
        use_columns(self).run(context)
    }
}

#[hook]
fn use_columns(props: &Columns) -> Html {
    let Columns { answer, route } = props;
    let address = use_address();
    let shelf = use_shelf();
    let nudges = use_mut_ref(|| vec![0_i32; crate::engine::MAX_COMPARED]);
    let root = use_node_ref();
    let alignment = &answer.alignment;
    let locked = !route.unlocked;
    let follow = {
        let (root, nudges, answer) = (root.clone(), nudges.clone(), answer.clone());
        Callback::from(move |()| {
            if let Some(root) = root.cast::<HtmlElement>() {
                level(&root, &answer.alignment, &nudges.borrow());
            }
        })
    };
    {
        // A row from the address, or the lock switched on: the columns move at once.
        let (root, follow) = (root.clone(), follow.clone());
        let answer = answer.clone();
        use_after((route.row, locked), move |(row, locked)| {
            if let (Some(root), Some(row)) = (root.cast::<HtmlElement>(), row)
                && let Some(sentence) = answering(&answer.alignment, 0, *row)
            {
                bring(&root, 0, sentence, READING_LINE);
            }
            if *locked {
                follow.emit(());
            }
        });
    }
    let nudge = |label, arrow, column: usize, by: i32| {
        let (nudges, follow, root) = (nudges.clone(), follow.clone(), root.clone());
        let button = button(arrow).set("aria-label", label);
        button.on_click(move || {
            nudges.borrow_mut()[column] += by;
            if locked {
                follow.emit(());
            } else if let Some(column) = root.cast().and_then(|it| column_of(&it, column)) {
                column.set_scroll_top(column.scroll_top() - by);
            }
        })
    };
    let columns = alignment.documents.iter().enumerate().map(|(n, id)| {
        let head = element("header").with(source_line(&shelf, *id));
        let head = match n {
            0 => head.run_in("lead", "lead"),
            _ => head.with(
                element("span")
                    .class("nudges")
                    .with(nudge("Nudge this column up", "↑", n, -NUDGE))
                    .with(nudge("Nudge this column down", "↓", n, NUDGE)),
            ),
        };
        let column = element("div")
            .class("column")
            .set("tabindex", "0")
            .set("role", "region")
            .set("aria-label", &format!("Text {}", n + 1))
            .each(text(answer, route, n, *id));
        let column = match n == 0 && locked {
            true => {
                let follow = follow.clone();
                column.on("scroll", move |_| follow.emit(()))
            }
            false => column,
        };
        element("section").key(id.0).with(head).with(column)
    });
    let label = match locked {
        true => "scrolling is locked to the lead",
        false => "columns scroll alone",
    };
    let lock = Route::Compare(CompareRoute {
        unlocked: locked,
        ..route.clone()
    });
    let lock = button(label)
        .shortcut("l")
        .state("aria-pressed", locked)
        .on_click(move || address.amend.emit(lock.clone()));
    element("div")
        .class("columns-view")
        .found_by(&root)
        .with(element("p").class("acts").with(lock))
        .with(
            element("div")
                .class("columns")
                .number("data-columns", alignment.documents.len())
                .each(columns),
        )
        .into()
}

/// A whole text, its sentences marked with their rows.
fn text(
    answer: &CompareAnswer,
    route: &CompareRoute,
    column: usize,
    id: DocumentId,
) -> Vec<Element> {
    let text = &answer.texts[column];
    let found = sentences(&answer.alignment, column);
    let spans: Vec<Span> = found.iter().map(|it| it.0).collect();
    let one_piece = |piece: &Piece| {
        let (start, words) = (piece.span.start, piece.span.of_text(text));
        match piece.on[0].map(|it| found[it]) {
            Some((_, row, shared)) => element("span")
                .key(start)
                .class("sentence")
                .set("id", &format!("at-{column}-{start}"))
                .number("data-row", row as usize)
                .state("data-shared", shared)
                .state("data-chosen", route.row == Some(row))
                .run(words),
            None => run_at(start, "", words),
        }
    };
    let passages = answer.passages[column].iter().enumerate();
    let drawn = passages.map(|(n, (passage, _))| {
        let cut = pieces(*passage, std::slice::from_ref(&spans));
        element("p")
            .key(format!("{}/{n}", id.0))
            .each(cut.iter().map(one_piece))
    });
    drawn.collect()
}

fn column_of(root: &HtmlElement, column: usize) -> Option<HtmlElement> {
    let found = root
        .query_selector_all(".column")
        .ok()?
        .get(column as u32)?;
    found.dyn_into().ok()
}

/// Scrolls a column until `sentence` stands `line` pixels below its top.
fn bring(root: &HtmlElement, column: usize, sentence: Span, line: i32) {
    let Some(found) = column_of(root, column) else {
        return;
    };
    let id = format!("#at-{column}-{}", sentence.start);
    let sentence = found.query_selector(&id).ok().flatten();
    if let Some(sentence) = sentence.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let top = sentence.offset_top() - found.offset_top();
        found.set_scroll_top(top - line);
    }
}

/// Brings every other column level with the lead.
fn level(root: &HtmlElement, alignment: &Alignment, nudges: &[i32]) {
    let Some(lead) = column_of(root, 0) else {
        return;
    };
    // The last sentence that begins above the reading line.
    let line = lead.scroll_top() + READING_LINE;
    let mut reading = None;
    for (sentence, row, shared) in sentences(alignment, 0) {
        let id = format!("#at-0-{}", sentence.start);
        let element = lead.query_selector(&id).ok().flatten();
        let Some(element) = element.and_then(|it| it.dyn_into::<HtmlElement>().ok()) else {
            continue;
        };
        let top = element.offset_top() - lead.offset_top();
        if top > line && reading.is_some() {
            break;
        }
        if shared || reading.is_none() {
            reading = Some((row, top - lead.scroll_top()));
        }
    }
    let Some((row, at)) = reading else {
        return;
    };
    for (column, nudge) in nudges
        .iter()
        .enumerate()
        .take(alignment.documents.len())
        .skip(1)
    {
        if let Some(sentence) = answering(alignment, column, row) {
            bring(root, column, sentence, at + nudge);
        }
    }
}
