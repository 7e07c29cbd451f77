//! A table for each name: its forms against the sources.

use yew::Callback;

use super::plural;
use crate::app::components::{Element, button, element, link, row_head, source_mark};
use crate::app::hooks::Value;
use crate::app::route::{Listing, NamesRoute, ReadRoute, Route, SearchRoute};
use crate::app::view::short_name;
use crate::names::NameKind;
use crate::protocol::{FormView, NameView, NamesAnswer, NamesColumn, Shelf, UseView, readable};
use crate::text::on_one_line;

const KNOWN_NAMES: &str = "known-names";

/// The form that a reader puts elsewhere.
pub(super) struct Moving {
    /// Which.
    pub(super) form: Option<String>,
    /// The name that is typed for it.
    pub(super) typed: Value<String>,
    /// Called with the form whose field is opened or closed.
    pub(super) on_open: Callback<String>,
    /// Called with a form and where it belongs; `None`: as found.
    pub(super) on_place: Callback<(String, Option<String>)>,
}

/// All that is drawn of an answer.
pub(super) struct Tables<'a> {
    /// The answer.
    pub(super) found: &'a NamesAnswer,
    /// The sources.
    pub(super) shelf: &'a Shelf,
    /// What is being moved.
    pub(super) moving: Moving,
}

impl Tables<'_> {
    /// The names under headings of their kinds.
    pub(super) fn draw(&self) -> Element {
        let known = self.found.known.iter().enumerate();
        let known = known.map(|(n, it)| element("option").key(n).set("value", it));
        let kinds = NameKind::ALL.into_iter().map(|kind| {
            let names = self.found.names.iter().filter(|it| it.kind == kind);
            let sections: Vec<Element> = names.map(|it| self.name(it)).collect();
            element("section")
                .key(kind.name())
                .flag("hidden", sections.is_empty())
                .with(element("h2").run(plural(kind)))
                .each(sections)
        });
        element("div")
            .class("names")
            .with(element("datalist").set("id", KNOWN_NAMES).each(known))
            .each(kinds)
    }

    fn name(&self, name: &NameView) -> Element {
        let canonical = &name.canonical;
        let alone = Route::Names(NamesRoute::of_name(canonical));
        let forms = name.forms.iter().map(|it| &it.form);
        let mut forms = [canonical].into_iter().chain(forms);
        let moved = forms.find(|it| self.moving.form.as_ref() == Some(it));
        let rows = (0..).zip(&name.forms).map(|(n, it)| self.row(n, it, name));
        let heads = self.found.columns.iter().enumerate();
        let heads = heads.map(|(n, it)| self.head(it).key(n));
        let table = element("table")
            .with(
                element("thead").with(
                    element("tr")
                        .with(column_head().run("Form"))
                        .with(column_head().run("All"))
                        .each(heads),
                ),
            )
            .with(element("tbody").each(rows).with_some(total(name)));
        element("article")
            .key(canonical)
            .item()
            .set("aria-label", canonical)
            .with(
                element("div")
                    .class("head")
                    .with(element("h3").with(link(alone, canonical)))
                    .with(self.mover(canonical)),
            )
            .with_some(moved.map(|it| self.placing(it, canonical)))
            .with(element("div").class("wide").with(table))
    }

    fn head(&self, column: &NamesColumn) -> Element {
        let source = column.document.and_then(|it| self.shelf.source(it));
        match (column.document, source) {
            (Some(id), Some(source)) => {
                let name = short_name(source);
                column_head()
                    .set("title", &name)
                    .with(source_mark(id))
                    .run_in("unseen", &name)
            }
            _ if column.outlet.is_empty() => column_head().run("others"),
            _ => column_head().run(&column.outlet),
        }
    }

    fn row(&self, n: u32, it: &FormView, name: &NameView) -> Element {
        let cells = self.found.columns.iter().zip(&it.uses).enumerate();
        let cells =
            cells.map(|(n, (column, one))| self.cell(&it.form, column, one.as_ref()).key(n));
        let is_name = it.form == name.canonical;
        let found_as = it.found_as.as_ref();
        let undo = it.placed_by.clone().map(|form| {
            let on_place = self.moving.on_place.clone();
            button("as found")
                .run_in("unseen", &format!(" “{}”", it.form))
                .on_click(move || on_place.emit((form.clone(), None)))
        });
        let head = row_head()
            .run(&it.form)
            .run_in(
                "quiet",
                &found_as.map_or(String::new(), |it| format!("found as {it}")),
            )
            .with_some((!is_name).then(|| self.mover(&it.form)))
            .with_some(undo);
        let everywhere = link(lines(&it.form, ""), &it.n.to_string());
        element("tr")
            .key(n)
            .with(head)
            .with(element("td").with(everywhere))
            .each(cells)
    }

    /// How often a form is used, and where first.
    fn cell(&self, form: &str, column: &NamesColumn, used: Option<&UseView>) -> Element {
        let cell = element("td");
        let Some((used, source)) = used.and_then(|it| Some((it, self.shelf.source(it.document)?)))
        else {
            return cell.run_in("none", "–");
        };
        let within = match column.document {
            Some(_) => readable(&source.key),
            None => &column.outlet,
        };
        let n = used.n.to_string();
        let n = match within.is_empty() {
            true => element("span").run(&n),
            false => link(lines(form, within), &n),
        };
        let (label, place) = match &used.passage {
            Some((index, _)) => (format!("¶ {}", index + 1), format!("passage {}", index + 1)),
            None => ("headline".to_owned(), "the headline".to_owned()),
        };
        let first = Route::Read(ReadRoute {
            document: source.key.clone(),
            passage: used.passage.as_ref().map(|it| it.1.clone()),
            query: phrase(form),
            quotation: None,
        });
        let told = format!("First use: {place} of {}", short_name(source));
        cell.with(n)
            .with(link(first, &label).class("first").set("title", &told))
    }

    /// The button that opens the field for where a form belongs.
    fn mover(&self, form: &str) -> Element {
        let (on_open, opens) = (self.moving.on_open.clone(), form.to_owned());
        button("move")
            .run_in("unseen", &format!(" “{form}”"))
            .state("aria-expanded", self.moving.form.as_deref() == Some(form))
            .on_click(move || on_open.emit(opens.clone()))
    }

    /// The field for where a form belongs.
    fn placing(&self, form: &str, canonical: &str) -> Element {
        let place = |name: &str| {
            let (on_place, placed) = (
                self.moving.on_place.clone(),
                (form.to_owned(), Some(name.to_owned())),
            );
            move || on_place.emit(placed.clone())
        };
        let typed = self.moving.typed.clone();
        let is_empty = typed.trim().is_empty();
        let keep = place(typed.trim());
        let field = element("input")
            .set("type", "text")
            .set("list", KNOWN_NAMES)
            .set("autocomplete", "off")
            .value(&typed)
            .on_words({
                let typed = typed.clone();
                move |words| typed.set(words)
            });
        let label = format!("“{form}” belongs to");
        element("form")
            .key(format!("placing {form}"))
            .class("placing")
            .on("submit", move |event| {
                event.prevent_default();
                if !is_empty {
                    keep();
                }
            })
            .with(element("label").run(&label).with(field))
            .with(
                element("button")
                    .set("type", "submit")
                    .flag("disabled", is_empty)
                    .run("keep"),
            )
            .with(
                button("stands alone")
                    .flag("hidden", form == canonical)
                    .on_click(place(form)),
            )
    }
}

/// The sum of all forms, where there are several.
fn total(name: &NameView) -> Option<Element> {
    let cells = name.counts.iter().enumerate().map(|(n, count)| {
        let cell = element("td").key(n);
        match count {
            0 => cell.run_in("none", "–"),
            n => cell.run(&n.to_string()),
        }
    });
    let all: u32 = name.counts.iter().sum();
    let row = element("tr")
        .key("total")
        .class("total")
        .with(row_head().run("all forms"))
        .with(element("td").run(&all.to_string()))
        .each(cells);
    (name.forms.len() > 1).then_some(row)
}

fn column_head() -> Element {
    element("th").set("scope", "col")
}

/// A form as a query for these very words.
fn phrase(form: &str) -> String {
    format!("\"{}\"", on_one_line(form).replace('"', " "))
}

/// The lines of a form, in all sources or within one.
fn lines(form: &str, within: &str) -> Route {
    let source = match within {
        "" => String::new(),
        within => format!(" source:\"{}\"", within.replace('"', " ")),
    };
    Route::Search(SearchRoute {
        query: phrase(form) + &source,
        literally: true,
        listing: Listing::Lines,
        ..SearchRoute::default()
    })
}
