//! Each match in a line of its own, with the words on both sides: a concordance.

use yew::functional::{Hook, HookContext};
use yew::prelude::*;

use super::hit_route;
use crate::app::components::{Element, button, element, item_tools, link, source_mark};
use crate::app::hooks::{use_answer, use_shelf, use_value};
use crate::app::part::Part;
use crate::app::view::{count, short_name};
use crate::protocol::{LineView, LinesQuestion, Shelf};

/// How many lines are shown at first, and how many more at a time.
const STEP: u32 = 50;

/// A table of lines.
#[derive(Clone, PartialEq)]
pub(super) struct Lines {
    /// What is asked; the limit is the table's own.
    pub(super) question: LinesQuestion,
}

impl Part for Lines {
    const NAME: &'static str = "lines";

    fn draw(&self, context: &mut HookContext) -> Html {
        use_lines(self).run(context)
    }
}

#[hook]
fn use_lines(props: &Lines) -> Html {
    let shelf = use_shelf();
    let limit = use_value(|| STEP);
    let answer = use_answer(LinesQuestion {
        limit: *limit,
        ..props.question.clone()
    });
    let Some(found) = answer.shown() else {
        return element("div").into();
    };
    let heads = [
        ("Source", "source"),
        ("Words before", "left"),
        ("Match", "found"),
        ("Words after", "right"),
    ];
    let heads = heads.map(|(label, class)| {
        element("th")
            .key(label)
            .class(class)
            .set("scope", "col")
            .run(label)
    });
    let lines = (0..).zip(&found.lines);
    let lines = lines.map(|(n, line)| one(n, line, &found.query, &shelf));
    let n_more = found.n_lines as usize - found.lines.len().min(found.n_lines as usize);
    element("div")
        .with(item_tools())
        .with(
            element("table")
                .class("lines")
                .set("data-query", &found.query)
                .with(
                    element("caption")
                        .class("quiet")
                        .run(&count(found.n_lines, "match")),
                )
                .with(element("thead").with(element("tr").each(heads)))
                .with(element("tbody").each(lines)),
        )
        .with(
            element("p")
                .flag("hidden", n_more == 0)
                .with(button("more").on_click(move || limit.set(*limit + STEP))),
        )
        .into()
}

fn one(n: u32, line: &LineView, query: &str, shelf: &Shelf) -> Element {
    let source = shelf.source(line.document);
    let name = source.map(short_name).unwrap_or_default();
    let language = source.map_or("en", |it| it.language.as_str());
    let place = match &line.passage {
        Some((index, _)) => format!("{}", index + 1),
        None => "headline".to_owned(),
    };
    let to = hit_route(line.document, &line.passage, query, shelf);
    let cell = |class: &str| element("td").class(class).set("lang", language);
    element("tr")
        .key(n)
        .item()
        .with(
            element("th")
                .set("scope", "row")
                .class("source")
                .with(source_mark(line.document))
                .run(&name)
                .run_in("quiet", &place),
        )
        .with(cell("left").run(&line.left))
        .with(cell("found").with(link(to, "").with(element("mark").run(&line.found))))
        .with(cell("right").run(&line.right))
}
