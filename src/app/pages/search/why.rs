//! Why a hit stands where it does.

use yew::functional::{Hook, HookContext};
use yew::prelude::*;

use crate::app::components::{Element, element};
use crate::app::hooks::{use_answer, use_dialog};
use crate::app::part::Part;
use crate::app::view::listed;
use crate::protocol::WhyQuestion;
use crate::search::{Explanation, WordShare};
use crate::text::hundredths;

/// A dialog that explains one hit.
#[derive(Clone, PartialEq)]
pub(super) struct Why {
    /// Which.
    pub(super) question: WhyQuestion,
    /// It was closed.
    pub(super) on_close: Callback<()>,
}

impl Part for Why {
    const NAME: &'static str = "why";

    fn draw(&self, context: &mut HookContext) -> Html {
        use_why(self).run(context)
    }
}

#[hook]
fn use_why(props: &Why) -> Html {
    let dialog = use_dialog(true, Callback::noop());
    let answer = use_answer(props.question.clone());
    let on_close = props.on_close.clone();
    let told = answer.shown().map(|it| told(it));
    element("dialog")
        .class("help")
        .found_by(&dialog)
        .set("aria-labelledby", "why-title")
        .on("close", move |_| on_close.emit(()))
        .with(
            element("h2")
                .set("id", "why-title")
                .run("Why it stands here"),
        )
        .with_some(told)
        .with(
            element("form")
                .set("method", "dialog")
                .with(element("button").run("Close")),
        )
        .into()
}

fn told(it: &Explanation) -> Element {
    let heads = ["Word", "Here", "Places", "Rarity", "Adds"];
    let heads = heads.map(|label| element("th").key(label).set("scope", "col").run(label));
    let words = (0..).zip(&it.words).map(|(n, word)| row(n, word));
    let missing: Vec<String> = it.missing.iter().map(|it| format!("“{it}”")).collect();
    element("div")
        .with(
            element("table")
                .class("counts")
                .with(element("thead").with(element("tr").each(heads)))
                .with(element("tbody").each(words)),
        )
        .with(
            element("p")
                .flag("hidden", missing.is_empty())
                .run(&format!("Not here: {}.", listed(&missing, "and"))),
        )
        .with(element("p").run(&sum(it)))
        .with(element("p").class("note").run(
            "Hits with more of the query come first, then those written as typed, then the \
             greater sum.",
        ))
}

fn row(n: u32, word: &WordShare) -> Element {
    let written = match word.cost {
        0 => listed(&word.met, "and"),
        _ => format!("{} (not as typed)", listed(&word.met, "and")),
    };
    let cell = |text: &str| element("td").run(text);
    element("tr")
        .key(n)
        .with(element("th").set("scope", "row").run(&word.typed))
        .with(cell(&written))
        .with(cell(&word.n.to_string()))
        .with(cell(&hundredths(word.weight)))
        .with(cell(&hundredths(word.share)))
}

/// `Its words 3.20, divided by 1.10 for its length, and 0.80 for words near each other: 3.71.`
fn sum(it: &Explanation) -> String {
    let words: f32 = it.words.iter().map(|it| it.share).sum();
    let length = match it.headline {
        true => "as a headline of its length",
        false => "for its length",
    };
    format!(
        "Its words {}, divided by {} {length}, and {} for words near each other: {}.",
        hundredths(words),
        hundredths(it.length),
        hundredths(it.nearness),
        hundredths(it.score)
    )
}
