//! Keys that work here, and how a query is written.

use yew::functional::{Hook, HookContext};
use yew::prelude::*;

use super::element;
use crate::app::hooks::{use_dialog, use_mount, use_switch, use_value};
use crate::app::keys;
use crate::app::mount::Mount;
use crate::app::part::Part;

/// The help, on `?`.
#[derive(Clone, PartialEq)]
pub struct Help {
    /// Whether it is shown.
    pub open: bool,
    /// It was closed.
    pub on_close: Callback<()>,
}

/// What may be written in a query: the form, and what it does.
const QUERY_FORMS: [(&str, &str); 10] = [
    (
        "peace treaty",
        "passages with both words first; typos, unfinished words, words typed as one and other \
         names are met too",
    ),
    ("\"peace treaty\"", "the words in this order"),
    ("-sanctions", "passages without the word"),
    ("treaty OR pact", "either of them; (parentheses) group"),
    ("sov*", "every word that begins so"),
    ("kishda~", "words written nearly so"),
    ("\"peace treaty\" NEAR/8 no", "at most eight words apart"),
    (
        "source:tass",
        "only this source; several widen, -source: leaves one out",
    ),
    (
        "speaker:lavrov",
        "only passages with words of this speaker; alone it lists them all",
    ),
    (
        "date:2018-11..2019-02",
        "by date; also via: kind: lang: name:",
    ),
];

/// The keys of the present page, gathered from the buttons that they press.
fn keys_here(mount: &Mount) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for button in mount.find_all("[aria-keyshortcuts], [data-go]") {
        let key = match button.get_attribute("data-go") {
            Some(letter) => format!("g {letter}"),
            None => button
                .get_attribute("aria-keyshortcuts")
                .unwrap_or_default(),
        };
        let label = button
            .get_attribute("title")
            .or_else(|| button.get_attribute("aria-label"))
            .unwrap_or_else(|| button.text_content().unwrap_or_default());
        let label = label
            .trim()
            .trim_end_matches(key.as_str())
            .trim()
            .to_owned();
        if !found.iter().any(|it| it.0 == key) {
            found.push((key, label));
        }
    }
    found
}

impl Part for Help {
    const NAME: &'static str = "help";

    fn draw(&self, context: &mut HookContext) -> Html {
        use_help(self).run(context)
    }
}

#[hook]
fn use_help(props: &Help) -> Html {
    let keys_shown = use_value(Vec::new);
    let single = use_switch(keys::single_keys());
    let gather = {
        let (keys_shown, mount) = (keys_shown.clone(), use_mount());
        Callback::from(move |()| keys_shown.set(keys_here(&mount)))
    };
    let dialog = use_dialog(props.open, gather);
    let switch = {
        let single = single.clone();
        move |_| {
            keys::set_single_keys(!*single);
            single.set(!*single);
        }
    };
    let here = keys_shown.iter().map(|(key, label)| {
        element("div")
            .key(key)
            .with(element("dt").with(element("kbd").run(key)))
            .with(element("dd").run(label))
    });
    let forms = QUERY_FORMS.iter().map(|(form, meaning)| {
        element("div")
            .key(form)
            .with(element("dt").with(element("code").run(form)))
            .with(element("dd").run(meaning))
    });
    let input = element("input")
        .set("type", "checkbox")
        .checked(*single)
        .on("change", switch);
    let on_close = props.on_close.clone();
    element("dialog")
        .class("help")
        .found_by(&dialog)
        .set("aria-labelledby", "help-title")
        .on("close", move |_| on_close.emit(()))
        .with(
            element("h2")
                .set("id", "help-title")
                .run("Keys and queries"),
        )
        .with(element("h3").run("Keys that work on this page"))
        .with(element("dl").each(here))
        .with(
            element("label")
                .with(input)
                .run("Single keys act (switch off when you dictate)"),
        )
        .with(element("h3").run("What a query may hold"))
        .with(element("dl").each(forms))
        .with(
            element("form")
                .set("method", "dialog")
                .with(element("button").run("Close")),
        )
        .into()
}
