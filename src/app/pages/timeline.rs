//! When things happened, by the texts, and when these were published.

use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew::virtual_dom::VText;

use super::{frame, heading};
use crate::app::browser;
use crate::app::components::{Element, button, element, link, marked, row_head, source_mark};
use crate::app::hooks::{
    Address, Way, use_address, use_after, use_announce, use_answer, use_saving, use_shelf,
};
use crate::app::route::{ReadRoute, Route, TimelineRoute};
use crate::app::view::{count, event_in_words, lanes, short_name, timeline_drawing};
use crate::corpus::DocumentId;
use crate::dates::Basis;
use crate::export::{self, Drawing, Shape};
use crate::protocol::{
    DatedSentence, EventRow, FileQuestion, Shelf, TimelineAnswer, TimelineQuestion,
};

/// The view.
#[hook]
pub(super) fn use_timeline(route: &TimelineRoute) -> Html {
    let shelf = use_shelf();
    let save = use_saving();
    let announce = use_announce();
    let question = TimelineQuestion {
        from: route.from,
        to: route.to,
        at: route.at.clone(),
        source: route.source.clone(),
    };
    let answer = use_answer(question.clone());
    let years = use_years(route);
    use_choice(route);
    let view =
        frame("timeline", &answer)
            .with(heading("Timeline"))
            .with(element("p").class("lede").run(
                "When each source was published, and the dates that the texts mention, with their \
             sentences.",
            ));
    let Some(shown) = answer.shown() else {
        return view.with(years).into();
    };
    let drawing = timeline_drawing(&shelf, shown);
    let picture = export::svg(&drawing);
    let save_picture = move || {
        announce.emit(
            match browser::save("timeline.svg", "image/svg+xml", &picture) {
                true => "Saved as timeline.svg.".to_owned(),
                false => "This browser does not let the page save files.".to_owned(),
            },
        );
    };
    let files = element("p")
        .class("acts")
        .with(
            button("CSV")
                .set("title", "Save all dates with their sentences as a table")
                .on_click(move || save.emit(FileQuestion::Timeline(question.clone()))),
        )
        .with(
            button("SVG")
                .set("title", "Save the drawing")
                .on_click(save_picture),
        );
    view.with(years)
        .with(element("p").class("note").run(&how_many(shown)))
        .with(drawn(&drawing))
        .with(element("p").class("note").run(&drawing.about))
        .with(files)
        .with(chosen(route, &shelf, shown))
        .with(table(route, &shelf, shown))
        .with(open(&shelf, shown))
        .into()
}

/// How many dates there are, and how many of them are shown.
fn how_many(answer: &TimelineAnswer) -> String {
    let all = format!(
        "{}, mentioned {}.",
        count(answer.n_events, "date"),
        match answer.n_mentions {
            1 => "once".to_owned(),
            n => format!("{n} times"),
        }
    );
    match answer.n_events - answer.events.len() as u32 {
        0 => all,
        left => format!(
            "{all} Shown are the {} that most sources mention; {left} more are in the CSV, and \
             with fewer years.",
            answer.events.len()
        ),
    }
}

fn drawn(drawing: &Drawing) -> Element {
    let size = format!("0 0 {} {}", drawing.width, drawing.height);
    let picture = element("svg")
        .class("timeline")
        .set("viewBox", &size)
        .number("width", drawing.width.max(0) as usize)
        .number("height", drawing.height.max(0) as usize)
        .set("role", "img")
        .set("aria-labelledby", "timeline-title")
        .set("aria-describedby", "timeline-about")
        .with(described("title", "timeline-title", &drawing.title))
        .with(described("desc", "timeline-about", &drawing.about))
        .each((0..).zip(&drawing.shapes).map(|it| drawn_shape(it.0, it.1)));
    element("div")
        .class("wide")
        .set("role", "group")
        .set("aria-label", "Drawing; the table below says the same")
        .set("tabindex", "0")
        .with(picture)
}

fn described(tag: &'static str, id: &str, words: &str) -> Element {
    element(tag)
        .set("id", id)
        .key(words)
        .with(VText::new(words.to_owned()))
}

/// A shape in the page. A text is made anew when its words change, like every run.
fn drawn_shape(n: u32, shape: &Shape) -> Element {
    let mut drawn = element(shape.tag)
        .key(format!("{n} {} {}", shape.tag, shape.words))
        .class(shape.look.class())
        .number("data-color", shape.color.into());
    for (name, value) in &shape.places {
        drawn = drawn.set(name, &value.to_string());
    }
    match shape.words.is_empty() {
        true => drawn,
        false => drawn.with(VText::new(shape.words.clone())),
    }
}

/// Two fields for years.
#[hook]
fn use_years(route: &TimelineRoute) -> Element {
    let address = use_address();
    let fields = [use_node_ref(), use_node_ref()];
    let field = |n: usize, label: &str, year: Option<u16>| {
        let year = year.map_or(String::new(), |it| it.to_string());
        element("label").key(n).run(label).with(
            element("input")
                .found_by(&fields[n])
                .set("inputmode", "numeric")
                .set("size", "5")
                .set("maxlength", "4")
                .value(&year),
        )
    };
    let (from, to) = (field(0, "From year", route.from), field(1, "to", route.to));
    let now = route.clone();
    let submitted = move |event: Event| {
        event.prevent_default();
        let year = |n: usize| {
            let field = fields[n].cast::<HtmlInputElement>()?;
            field.value().trim().parse().ok()
        };
        address.go.emit(Route::Timeline(TimelineRoute {
            from: year(0),
            to: year(1),
            ..now.clone()
        }));
    };
    let all = Route::Timeline(TimelineRoute {
        from: None,
        to: None,
        ..route.clone()
    });
    element("form")
        .class("span-of-years")
        .on("submit", submitted)
        .with(from)
        .with(to)
        .with(element("button").class("button").run("Show"))
        .with(link(all, "All years").flag("hidden", route.from.or(route.to).is_none()))
}

/// When an event is chosen, its sentences are gone to.
#[hook]
fn use_choice(route: &TimelineRoute) {
    let Address { way, mount, .. } = use_address();
    use_after((route.at.clone(), route.source.clone()), move |(at, _)| {
        if at.is_none() || way != Way::Followed {
            return;
        }
        if let Some(heading) = mount.find("#chosen") {
            browser::focus(&heading);
            browser::bring_into_sight(&heading);
        }
    });
}

/// The sentences of the chosen event.
fn chosen(route: &TimelineRoute, shelf: &Shelf, answer: &TimelineAnswer) -> Element {
    let at = route.at.as_deref().unwrap_or_default();
    let event = answer.events.iter().find(|it| it.key == at);
    let words = event.map_or(at.to_owned(), event_in_words);
    let source = route.source.as_ref().and_then(|it| shelf.find(it));
    let words = match source.and_then(|it| shelf.source(it)) {
        Some(source) => format!("{words}, {}", short_name(source)),
        None => words,
    };
    let left = answer.n_sentences - answer.sentences.len() as u32;
    let more = match (answer.n_sentences, left) {
        (0, _) => "No text mentions this date in these years.".to_owned(),
        (_, 0) => String::new(),
        _ => format!("{left} more are in the CSV."),
    };
    element("section")
        .flag("hidden", route.at.is_none())
        .with(
            element("h2")
                .set("id", "chosen")
                .set("tabindex", "-1")
                .run(&words),
        )
        .with(sentences(shelf, &answer.sentences))
        .with(
            element("p")
                .class("note")
                .flag("hidden", more.is_empty())
                .run(&more),
        )
}

fn sentences(shelf: &Shelf, sentences: &[DatedSentence]) -> Element {
    let items = (0_u32..).zip(sentences).map(|(n, it)| {
        let source = shelf.source(it.document);
        let there = Route::Read(ReadRoute {
            document: source.map(|it| it.key.clone()).unwrap_or_default(),
            passage: Some(it.passage_key.clone()),
            ..ReadRoute::default()
        });
        let words = element("a")
            .to(there)
            .set("lang", source.map_or("", |it| &it.language))
            .each(marked(&it.text, &[it.mark]));
        let name = source.map(short_name).unwrap_or_default();
        element("li")
            .key(format!("{n} {} {}", it.document.0, it.passage_key))
            .item()
            .with(source_mark(it.document))
            .with(words)
            .run_in("basis", &format!("{name} · {}", basis(it)))
    });
    element("ol").class("dated").each(items)
}

fn basis(sentence: &DatedSentence) -> &'static str {
    match (sentence.basis, sentence.uncertain) {
        (Basis::Stated, _) => "stated",
        (Basis::WorkedOut, false) => "worked out from the date of publication",
        (Basis::WorkedOut, true) => "worked out from the date of publication, not certain",
        (Basis::Open, _) => "no date can be worked out",
    }
}

/// The table behind the drawing.
fn table(route: &TimelineRoute, shelf: &Shelf, answer: &TimelineAnswer) -> Element {
    let lanes = lanes(shelf, answer);
    let heads = lanes.iter().map(|id| {
        let name = shelf.source(*id).map(short_name).unwrap_or_default();
        element("th")
            .key(id.0)
            .set("scope", "col")
            .with(source_mark(*id))
            .run_in("name", &name)
    });
    let head = element("tr")
        .with(element("th").set("scope", "col").run("Date"))
        .with(element("th").set("scope", "col").run("All"))
        .each(heads);
    let rows = answer
        .events
        .iter()
        .map(|event| row(route, shelf, event, &lanes));
    let table = element("table")
        .class("events")
        .with(element("thead").with(head))
        .with(element("tbody").each(rows));
    let left_out = shelf.sources.len() - lanes.len();
    let note = match left_out {
        0 => String::new(),
        n => format!(
            "{} without a lane or column of their own: they have no date, or are too many.",
            count(n as u32, "source")
        ),
    };
    element("section")
        .flag("hidden", answer.events.is_empty())
        .with(element("h2").run("The dates"))
        .with(element("div").class("wide").with(table))
        .with(
            element("p")
                .class("note")
                .flag("hidden", note.is_empty())
                .run(&note),
        )
}

fn row(route: &TimelineRoute, shelf: &Shelf, event: &EventRow, lanes: &[DocumentId]) -> Element {
    let at = |source: Option<&str>| {
        Route::Timeline(TimelineRoute {
            at: Some(event.key.clone()),
            source: source.map(str::to_owned),
            ..route.clone()
        })
    };
    let is_chosen = route.at.as_ref() == Some(&event.key);
    let name = link(at(None), &event_in_words(event));
    let name = match is_chosen {
        true => name.set("aria-current", "true"),
        false => name,
    };
    let cells = lanes.iter().map(|id| {
        let cell = event.cells.iter().find(|it| it.document == *id);
        let (Some(cell), Some(source)) = (cell, shelf.source(*id)) else {
            return element("td").key(id.0).run_in("quiet", "–");
        };
        let stated = match cell.is_stated {
            true => "stated",
            false => "worked out",
        };
        element("td").key(id.0).with(
            link(at(Some(&source.key)), &cell.n.to_string())
                .class("mentions")
                .set("data-basis", stated)
                .set(
                    "aria-label",
                    &format!("{}, {stated}, {}", cell.n, short_name(source)),
                ),
        )
    });
    let all: u32 = event.cells.iter().map(|it| it.n).sum();
    element("tr")
        .key(&event.key)
        .with(row_head().with(name))
        .with(element("td").run(&all.to_string()))
        .each(cells)
}

/// What is found but has no place in time.
fn open(shelf: &Shelf, answer: &TimelineAnswer) -> Element {
    let summary = format!("{} without a place in time", count(answer.n_open, "date"));
    element("details")
        .flag("hidden", answer.n_open == 0)
        .with(element("summary").run(&summary))
        .with(element("p").class("note").run(
            "Words that count from something else that is told, that come again and again, or \
             that can be read in two ways. The CSV has all of them.",
        ))
        .with(sentences(shelf, &answer.open))
}
