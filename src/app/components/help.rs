//! Keys that work here, and how a query is written.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::run;
use crate::app::{browser, keys};

/// Properties of [`Help`].
#[derive(Clone, PartialEq, Properties)]
pub struct HelpProps {
    /// Whether it is shown.
    pub open: bool,
    /// It was closed.
    pub on_close: Callback<()>,
}

/// What may be written in a query: the form, and what it does.
const QUERY_FORMS: [(&str, &str); 5] = [
    (
        "peace treaty",
        "passages with both words first; typos and unfinished words are met too",
    ),
    ("\"peace treaty\"", "the words in this order"),
    ("-sanctions", "passages without the word"),
    (
        "source:tass",
        "only this source; several widen, -source: leaves one out",
    ),
    (
        "speaker:lavrov",
        "only passages with words of this speaker; alone it lists them all",
    ),
];

/// The keys of the present page, gathered from the buttons that they press.
fn keys_here() -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for button in browser::find_all("[aria-keyshortcuts], [data-go]") {
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

/// The help, on `?`.
#[component]
pub fn Help(props: &HelpProps) -> Html {
    let dialog = use_node_ref();
    let keys_shown = use_state(Vec::new);
    let single = use_state(keys::single_keys);
    {
        let dialog = dialog.clone();
        let keys_shown = keys_shown.setter();
        use_effect_with(props.open, move |open| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                if *open {
                    keys_shown.set(keys_here());
                    browser::show_dialog(&dialog);
                } else {
                    dialog.close();
                }
            }
        });
    }
    let switch = {
        let single = single.clone();
        move |_| {
            keys::set_single_keys(!*single);
            single.set(!*single);
        }
    };
    html! {
        <dialog class="help" ref={dialog} onclose={props.on_close.reform(|_: Event| ())} aria-labelledby="help-title">
            <h2 id="help-title">{ run("Keys and queries") }</h2>
            <h3>{ run("Keys that work on this page") }</h3>
            <dl>
                for (key, label) in keys_shown.iter() {
                    <div key={key.clone()}>
                        <dt><kbd>{ run(key.clone()) }</kbd></dt>
                        <dd>{ run(label.clone()) }</dd>
                    </div>
                }
            </dl>
            <label>
                <input type="checkbox" checked={*single} onchange={switch} />
                { run("Single keys act (switch off when you dictate)") }
            </label>
            <h3>{ run("What a query may hold") }</h3>
            <dl>
                for (n, (form, meaning)) in QUERY_FORMS.iter().enumerate() {
                    <div key={n}>
                        <dt><code>{ run(*form) }</code></dt>
                        <dd>{ run(*meaning) }</dd>
                    </div>
                }
            </dl>
            <form method="dialog"><button>{ run("Close") }</button></form>
        </dialog>
    }
}
