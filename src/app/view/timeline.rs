//! The timeline as it is drawn: one lane for publication, one for each source.
//!
//! The axis is one of order, not of length: a century without news would else leave no room for
//! the month that all of it is about. Where years are left out, the drawing says how many.

use std::cmp::Reverse;

use super::{badge, date_in_words, short_name};
use crate::corpus::{Date, Day, DocumentId, MONTHS};
use crate::dates::Precision;
use crate::export::{Drawing, Look, Shape};
use crate::order::Order;
use crate::protocol::{EventRow, Shelf, Source, TimelineAnswer};

/// More lanes are no drawing.
const MAX_LANES: usize = 24;

/// Room for the names of lanes.
const LEFT: i32 = 150;
/// So many years are not shown by their date.
const LONG: i32 = 30;
/// Room for a date.
const SLOT: i32 = 72;
/// Room for the names of dates.
const TOP: i32 = 58;
/// Room for a lane.
const LANE: i32 = 30;

/// The sources that have a lane: the first of those that are dated or mention a date.
pub fn lanes(shelf: &Shelf, answer: &TimelineAnswer) -> Vec<DocumentId> {
    let cells = || answer.events.iter().flat_map(|it| &it.cells);
    let all = (0..).map(DocumentId).zip(&shelf.sources);
    all.filter(|(id, source)| source.date.is_some() || cells().any(|it| it.document == *id))
        .map(|it| it.0)
        .take(MAX_LANES)
        .collect()
}

/// `14 November 2018`, `1956`, `1990s`, `late 19th century`.
pub fn event_in_words(event: &EventRow) -> String {
    match event.precision {
        Precision::Decade => format!("{}s", event.date.first.year),
        Precision::Century => {
            let [from, to] = [event.date.first.year, event.date.last.year];
            let part = match (from % 100, to % 100) {
                (0, 99) => "",
                (0, _) => "early ",
                (_, 99) => "late ",
                _ => "mid-",
            };
            let number = from / 100 + 1;
            let ending = if number == 21 { "st" } else { "th" };
            format!("{part}{number}{ending} century")
        }
        _ => date_in_words(&event.date),
    }
}

/// A place on the axis.
#[derive(Clone, PartialEq)]
struct Slot {
    first: Day,
    last: Day,
    words: String,
}

/// A mark to draw: where in time, in which row of lanes, for whom.
struct Mark<'a> {
    date: &'a Date,
    middle: i32,
    source: DocumentId,
    is_sure: bool,
    n: u32,
}

/// The drawing of an answer.
pub fn timeline_drawing(shelf: &Shelf, answer: &TimelineAnswer) -> Drawing {
    let lanes = lanes(shelf, answer);
    let published = published(shelf, answer, &lanes);
    let slots = slots(answer, &published);
    let published = marks_of_publication(&published, &slots);
    let deepest = published.iter().map(|it| it.middle).max();
    let below = deepest.unwrap_or(TOP + LANE / 2) + LANE / 2;
    let middle = |lane: usize| below + LANE * lane as i32 + LANE / 2;
    let width = LEFT + SLOT * slots.len() as i32;
    let mut shapes = heads(&slots, below + LANE * lanes.len() as i32);
    shapes.push(words(Look::Words, 0, TOP + LANE / 2 + 4, "Published"));
    for (lane, id) in lanes.iter().enumerate() {
        let name = shelf.source(*id).map(short_name).unwrap_or_default();
        let name = format!("{} {}", badge(*id).letter, cut(&name));
        shapes.push(words(Look::Words, 0, middle(lane) + 4, &name));
        shapes.push(line(
            Look::Rule,
            (LEFT, middle(lane)),
            (width, middle(lane)),
        ));
    }
    let mentioned = answer.events.iter().flat_map(|event| {
        event.cells.iter().filter_map(|cell| {
            Some(Mark {
                date: &event.date,
                middle: middle(lanes.iter().position(|it| *it == cell.document)?),
                source: cell.document,
                is_sure: cell.is_stated,
                n: cell.n,
            })
        })
    });
    let marks: Vec<Mark> = published.into_iter().chain(mentioned).collect();
    for mark in &marks {
        shapes.extend(stretch(mark, &slots));
    }
    for mark in &marks {
        draw(mark, &slots, &mut shapes);
    }
    Drawing {
        width,
        height: below + LANE * lanes.len() as i32 + 4,
        title: "Timeline".to_owned(),
        about: "Each date has the same room, in the order of time, a year before its months. A disc is a day, a \
                box a longer time, its bar reaches to the last date within it. Filled: stated. Hollow: worked \
                out or not certain. A dashed line stands where years are left out, and says how many."
            .to_owned(),
        shapes,
    }
}

/// The sources of the lanes whose date is among the years shown.
fn published<'a>(
    shelf: &'a Shelf,
    answer: &TimelineAnswer,
    lanes: &[DocumentId],
) -> Vec<(DocumentId, &'a Source, &'a Date)> {
    let (from, to) = (answer.from.unwrap_or(0), answer.to.unwrap_or(u16::MAX));
    let dated = lanes.iter().filter_map(|id| {
        let source = shelf.source(*id)?;
        Some((*id, source, source.date.as_ref()?))
    });
    dated
        .filter(|(_, _, date)| from <= date.last.year && date.first.year <= to)
        .collect()
}

/// Every date that has a mark, once, in order.
fn slots(answer: &TimelineAnswer, published: &[(DocumentId, &Source, &Date)]) -> Vec<Slot> {
    let slot = |date: &Date, words: String| Slot {
        first: date.first,
        last: date.last,
        words,
    };
    let events = answer.events.iter();
    let mut slots: Vec<Slot> = events
        .map(|it| slot(&it.date, event_in_words(it)))
        .collect();
    for (_, _, date) in published {
        let plain = Date {
            uncertain: false,
            ..(*date).clone()
        };
        slots.push(slot(date, date_in_words(&plain)));
    }
    slots.order_by_key(|it| (it.first, Reverse(it.last)));
    slots.dedup_by(|a, b| (a.first, a.last) == (b.first, b.last));
    slots
}

/// The lane of publication, with as many rows as are needed for none to cover another.
fn marks_of_publication<'a>(
    published: &[(DocumentId, &'a Source, &'a Date)],
    slots: &[Slot],
) -> Vec<Mark<'a>> {
    // Up to which slot each row is taken. The earliest takes its row first.
    let mut rows: Vec<usize> = Vec::new();
    let mut in_order = published.to_vec();
    in_order.order_by_key(|(_, _, date)| place(date, slots));
    let marks = in_order.into_iter().map(|(id, source, date)| {
        let own = place(date, slots).unwrap_or_default();
        let free = rows.iter().position(|it| *it < own).unwrap_or(rows.len());
        if free == rows.len() {
            rows.push(0);
        }
        rows[free] = end(date, own, slots);
        Mark {
            date,
            middle: TOP + LANE / 2 + (free as i32) * (LANE - 6),
            source: id,
            is_sure: !date.uncertain && !source.date_is_inferred,
            n: 1,
        }
    });
    marks.collect()
}

/// The last slot within a time that begins at the slot `own`.
fn end(date: &Date, own: usize, slots: &[Slot]) -> usize {
    let within = |it: &Slot| date.first <= it.first && it.last <= date.last;
    slots.iter().rposition(within).unwrap_or(own)
}

fn place(date: &Date, slots: &[Slot]) -> Option<usize> {
    let same = |it: &Slot| (it.first, it.last) == (date.first, date.last);
    slots.iter().position(same)
}

fn x_of(slot: usize) -> i32 {
    LEFT + SLOT * slot as i32 + SLOT / 2
}

/// The names of the dates, and the lines where years are left out.
fn heads(slots: &[Slot], bottom: i32) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let mut reach = 0;
    for (n, slot) in slots.iter().enumerate() {
        let [above, below] = two_lines(&slot.words);
        shapes.push(words(Look::Head, x_of(n), 14, &above));
        shapes.push(words(Look::Head, x_of(n), 29, &below));
        let years = i32::from(slot.first.year) - reach;
        if n > 0 && years > 1 {
            let x = x_of(n) - SLOT / 2;
            shapes.push(line(Look::Gap, (x, TOP), (x, bottom)));
            shapes.push(words(Look::Quiet, x, 48, &format!("{years} years")));
        }
        // Of a century the years between those that are shown are left out, too.
        let [first, last] = [slot.first.year, slot.last.year].map(i32::from);
        reach = reach.max(if last - first < LONG { last } else { first });
    }
    shapes.retain(|it| it.tag != "text" || !it.words.is_empty());
    shapes
}

/// `14 Nov` over `2018`; `Nov 2018 –` over `Sep 2020`.
fn two_lines(words: &str) -> [String; 2] {
    let mut short = words.to_owned();
    for month in MONTHS {
        short = short.replace(month, &month[..3]);
    }
    match (short.split_once(" – "), short.rsplit_once(' ')) {
        (Some((from, to)), _) => [format!("{from} –"), to.to_owned()],
        (None, Some((day, year))) => [day.to_owned(), year.to_owned()],
        (None, None) => [short, String::new()],
    }
}

fn cut(name: &str) -> String {
    let short: String = name.chars().take(19).collect();
    match short.len() < name.len() {
        true => short + "…",
        false => short,
    }
}

fn look(mark: &Mark) -> Look {
    match mark.is_sure {
        true => Look::Filled,
        false => Look::Hollow,
    }
}

/// The bar of a longer time, if other dates lie within it.
fn stretch(mark: &Mark, slots: &[Slot]) -> Option<Shape> {
    let own = place(mark.date, slots)?;
    let end = end(mark.date, own, slots);
    let (from, to) = (x_of(own), x_of(end) + SLOT / 2 - 6);
    let places = vec![
        ("x", from),
        ("y", mark.middle - 3),
        ("width", to - from),
        ("height", 6),
    ];
    (end > own).then(|| shape("rect", places, look(mark), mark.source, ""))
}

/// A disc or box with the letter of its source, and how often if more than once.
fn draw(mark: &Mark, slots: &[Slot], shapes: &mut Vec<Shape>) {
    let Some(own) = place(mark.date, slots) else {
        return;
    };
    let (x, y) = (x_of(own), mark.middle);
    let outline = match mark.date.first == mark.date.last {
        true => ("circle", vec![("cx", x), ("cy", y), ("r", 10)]),
        false => {
            let corner = [("x", x - 15), ("y", y - 9)];
            let size = [("width", 30), ("height", 18), ("rx", 3)];
            ("rect", [&corner[..], &size[..]].concat())
        }
    };
    let on = match mark.is_sure {
        true => Look::OnFilled,
        false => Look::OnHollow,
    };
    let letter = badge(mark.source).letter;
    let at = vec![("x", x), ("y", y + 4)];
    shapes.push(shape(outline.0, outline.1, look(mark), mark.source, ""));
    shapes.push(shape("text", at, on, mark.source, &letter));
    if mark.n > 1 {
        // Above the bar of a longer time that may go past.
        shapes.push(words(Look::Quiet, x + 26, y - 5, &format!("×{}", mark.n)));
    }
}

fn shape(
    tag: &'static str,
    places: Vec<(&'static str, i32)>,
    look: Look,
    source: DocumentId,
    words: &str,
) -> Shape {
    Shape {
        tag,
        places,
        look,
        color: badge(source).color,
        words: words.to_owned(),
    }
}

fn words(look: Look, x: i32, y: i32, words: &str) -> Shape {
    shape("text", vec![("x", x), ("y", y)], look, DocumentId(0), words)
}

fn line(look: Look, from: (i32, i32), to: (i32, i32)) -> Shape {
    let places = vec![("x1", from.0), ("y1", from.1), ("x2", to.0), ("y2", to.1)];
    shape("line", places, look, DocumentId(0), "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_in_two_short_lines() {
        for (words, lines) in [
            ("14 November 2018", ["14 Nov", "2018"]),
            ("1956", ["1956", ""]),
            ("November 2018 – September 2020", ["Nov 2018 –", "Sep 2020"]),
            ("14–30 November 2018", ["14–30 Nov", "2018"]),
        ] {
            assert_eq!(two_lines(words), lines);
        }
    }
}
