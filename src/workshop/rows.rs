//! The files on the desk as rows: what each states of itself, what was cut of it and why, what is
//! wrong with it; all of it to be put right in place.

use wasm_bindgen::JsCast;
use web_sys::{Blob, HtmlElement, HtmlInputElement};
use yew::functional::HookContext;
use yew::prelude::*;

use super::desk::{At, Desk, Entry, Fix, Item, State};
use super::view::{Sight, Workshop};
use crate::app::browser;
use crate::app::components::{Element, button, element, link};
use crate::app::part::{Part, part_at};
use crate::app::route::Route;
use crate::app::view::count;
use crate::corpus::{Passage, PassageKind};
use crate::ingest::{Problem, Severity};

/// More rows are shown when the reader asks for them.
const MOST_ROWS: usize = 200;

/// How many rows there may be.
pub(super) fn most(sight: &Sight) -> usize {
    if sight.all { usize::MAX } else { MOST_ROWS }
}

/// The table of files and documents; the first `n_rows` of them.
pub(super) fn table(
    workshop: &Workshop,
    desk: &Desk<Blob>,
    sight: &Sight,
    n_rows: usize,
) -> Element {
    let n_entries = desk.entries().len();
    let rows = (desk.entries().iter().take(n_rows)).map(|entry| {
        let open = sight.open.filter(|it| it.number == entry.number);
        let rows = Rows {
            workshop: workshop.clone(),
            entry: entry.clone(),
            open,
        };
        part_at(entry.number, rows)
    });
    let rows: Html = rows.collect();
    let all = {
        let workshop = workshop.clone();
        move || workshop.remember(|it| it.all = true)
    };
    let heads = ["Article", "Outlet", "Date", "Words", "Set aside", ""];
    let heads = heads.map(|it| element("th").set("scope", "col").run(it));
    element("div")
        .with(
            element("table")
                .class("files")
                .with(element("thead").with(element("tr").each(heads)))
                .with(rows),
        )
        .with(
            button("show all files")
                .flag("hidden", n_entries <= most(sight))
                .on_click(all),
        )
}

/// The rows of a file, drawn again when it changes: one for each document and one below for its
/// passages, or one for a file without documents.
struct Rows {
    workshop: Workshop,
    entry: Entry<Blob>,
    /// The document of the file whose passages are seen.
    open: Option<At>,
}

impl PartialEq for Rows {
    fn eq(&self, other: &Rows) -> bool {
        // Not what the view remembers of other files.
        self.entry.is_same(&other.entry) && self.open == other.open
    }
}

impl Part for Rows {
    const NAME: &'static str = "rows";

    fn draw(&self, _: &mut HookContext) -> Html {
        let Rows {
            workshop,
            entry,
            open,
        } = self;
        let mut rows = Vec::new();
        for (at, item) in entry.items() {
            rows.push(row(workshop, entry, at, item, *open == Some(at)));
            if *open == Some(at) {
                rows.push(details(workshop, entry, at, item));
            }
        }
        if rows.is_empty() {
            rows.push(without_documents(workshop, entry));
        }
        element("tbody").each(rows).into()
    }
}

fn row(workshop: &Workshop, entry: &Entry<Blob>, at: At, item: &Item, is_open: bool) -> Element {
    let document = &item.document;
    let field = |label: &str, value: &str, fix: fn(String) -> Fix| {
        let workshop = workshop.clone();
        let id = format!("{}-{}-{}", label.to_lowercase(), at.number, at.index);
        // What is being typed is left alone when the row is drawn anew for another field.
        let typed = browser::find(&format!("#{id}:focus")).map(|it| words_in(&it));
        let value = typed.as_deref().unwrap_or(value);
        element("td").set("data-head", label).with(
            element("input")
                .set("type", "text")
                .set("id", &id)
                .set("aria-label", &format!("{label} of {}", document.file))
                .set("placeholder", "not known")
                .value(value)
                .on("change", move |event| {
                    let fix = fix(value_of(&event));
                    put_right(&workshop, at, fix);
                }),
        )
    };
    let edtf = document.date.as_ref().map_or("", |it| &it.edtf);
    let toggle = {
        let workshop = workshop.clone();
        move || workshop.remember(|it| it.open = (!is_open).then_some(at))
    };
    let n_problems = entry.problems().len();
    let mut told = String::new();
    if n_problems > 0 {
        told += &format!(" · {}", count(n_problems as u32, "finding"));
    }
    if let Some(basis) = &document.date_basis {
        told += &format!(" · {basis}");
    }
    let number = |label: &'static str, n: usize| {
        element("td")
            .class("number")
            .set("data-head", label)
            .run(&n.to_string())
    };
    element("tr")
        .key(format!("{}/{}", at.number, at.index))
        .with(
            field("Headline", &document.title, Fix::Title)
                .class("headline")
                .with(
                    element("p")
                        .class("file-name")
                        .with(link(Route::read(&document.key), &document.file))
                        .run(&told),
                ),
        )
        .with(field("Outlet", &document.outlet, Fix::Outlet))
        .with(field("Date", edtf, Fix::Date))
        .with(number("Words", item.n_kept))
        .with(number("Set aside", item.n_cut))
        .with(
            element("td").with(
                button("look inside")
                    .set("aria-label", &format!("look inside {}", document.file))
                    .state("aria-expanded", is_open)
                    .on_click(toggle),
            ),
        )
}

/// The passages of a document, each with its label, which can be changed, and the reason for it.
fn details(workshop: &Workshop, entry: &Entry<Blob>, at: At, item: &Item) -> Element {
    let document = &item.document;
    let passages = document
        .passages
        .iter()
        .enumerate()
        .map(|(index, passage)| {
            let words = document.passage_text(passage);
            let place = if passage.kind.is_furniture() {
                "furniture"
            } else {
                ""
            };
            element("li")
                .key(format!("{index} {}", passage.kind.name()))
                .class(place)
                .with(label(workshop, at, index, passage))
                .with(
                    element("div")
                        .with(element("p").run(words))
                        .with(element("p").class("why").run(passage.why.sentence())),
                )
        });
    element("tr")
        .key(format!("{}/{} inside", at.number, at.index))
        .with(
            element("td")
                .set("colspan", "6")
                .class("inside")
                .with(findings(entry.problems()))
                .with(element("ol").each(passages))
                .with(take_out(workshop, entry)),
        )
}

/// The label of a passage, to choose another.
fn label(workshop: &Workshop, at: At, index: usize, passage: &Passage) -> Element {
    let options = PassageKind::ALL.map(|kind| {
        element("option")
            .set("value", kind.name())
            .flag("selected", kind == passage.kind)
            .run(kind.name())
    });
    let workshop = workshop.clone();
    element("select")
        .set("aria-label", &format!("What passage {} is", index + 1))
        .each(options)
        .on("change", move |event| {
            let name = event
                .target_unchecked_into::<web_sys::HtmlSelectElement>()
                .value();
            let kind = PassageKind::ALL.into_iter().find(|it| it.name() == name);
            if let Some(kind) = kind {
                let fix = Fix::Label(index, kind);
                put_right(&workshop, at, fix);
            }
        })
}

/// A file that waits, says something of the collection, or could not be read.
fn without_documents(workshop: &Workshop, entry: &Entry<Blob>) -> Element {
    let told = match &entry.state {
        State::Waiting => "waits",
        State::Reading => "is being read",
        State::Stopped => "left out",
        State::Read {
            is_settings: true, ..
        } => "says something of the collection",
        State::Read { .. } => "not read",
    };
    element("tr")
        .key(entry.number)
        .class("without")
        .with(
            element("td")
                .set("colspan", "5")
                .with(
                    element("p")
                        .run_in("file-name", &entry.name)
                        .run_in("told", told),
                )
                .with(findings(entry.problems())),
        )
        .with(element("td").with(take_out(workshop, entry)))
}

fn take_out(workshop: &Workshop, entry: &Entry<Blob>) -> Element {
    let number = entry.number;
    let workshop = workshop.clone();
    button("take out")
        .set("aria-label", &format!("take out {}", entry.name))
        .flag("hidden", entry.state == State::Reading)
        .on_click(move || {
            workshop.act(|desk| ((), desk.remove(number).into_iter().collect()));
        })
}

/// What is wrong, and what to do about it.
pub(super) fn findings(problems: &[Problem]) -> Element {
    let problems = problems.iter().enumerate().map(|(n, problem)| {
        let severity = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        element("li")
            .key(n)
            .set("data-severity", severity)
            .run(&problem.to_string())
    });
    element("ul").class("findings").each(problems)
}

fn put_right(workshop: &Workshop, at: At, fix: Fix) {
    let outcome = workshop.act(|desk| match desk.fix(at, fix) {
        Ok(job) => (Ok(()), job.into_iter().collect()),
        Err(why) => (Err(why), Vec::new()),
    });
    workshop.remember(|it| it.said = outcome.err().unwrap_or_default());
}

/// What stands in the field that an event comes from.
pub(super) fn value_of(event: &Event) -> String {
    words_in(&event.target_unchecked_into())
}

fn words_in(field: &HtmlElement) -> String {
    field.unchecked_ref::<HtmlInputElement>().value()
}
