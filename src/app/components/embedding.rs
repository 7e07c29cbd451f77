//! What to paste into another page to show there what is on the screen.

use yew::functional::{Hook, HookContext};
use yew::prelude::*;

use super::{Element, button, element};
use crate::app::browser;
use crate::app::hooks::{use_copying, use_dialog, use_embed, use_mount};
use crate::app::part::Part;
use crate::app::view::snippets;

/// What makes buttons that show what to paste to have an address in another page; hidden in what is a
/// piece of another page already.
#[hook]
pub fn use_embed_button() -> impl Fn(String) -> Element {
    let (embed, is_embedded) = (use_embed(), use_mount().is_embedded());
    move |hash: String| {
        let embed = embed.clone();
        button("embed")
            .flag("hidden", is_embedded)
            .on_click(move || embed.emit(hash.clone()))
    }
}

/// The dialog with both ways.
#[derive(Clone, PartialEq)]
pub struct Embedding {
    /// What is to be shown elsewhere, as an address behind `#`; nothing while the dialog is closed.
    pub hash: Option<String>,
    /// What that is called.
    pub title: String,
    /// It was closed.
    pub on_close: Callback<()>,
}

impl Part for Embedding {
    const NAME: &'static str = "embedding";

    fn draw(&self, context: &mut HookContext) -> Html {
        use_embedding(self).run(context)
    }
}

#[hook]
fn use_embedding(props: &Embedding) -> Html {
    let copying = use_copying();
    let dialog = use_dialog(props.hash.is_some(), Callback::noop());
    let hash = props.hash.as_deref().unwrap_or_default();
    let made = snippets(&browser::address_with(""), hash, &props.title);
    let (text, why) = match made {
        Ok(made) => ([made.element, made.frame], ""),
        Err(why) => ([String::new(), String::new()], why),
    };
    let [as_element, as_frame] = text.map(|text| {
        let (copying, copied) = (copying.clone(), text.clone());
        let copy = move || copying.emit((copied.clone(), "Copied: paste it into your page."));
        element("div")
            .with(element("pre").with(element("code").run(&text)))
            .with(element("p").with(button("Copy").on_click(copy)))
    });
    let way = |title: &str, when: &str, snippet: Element| {
        element("section")
            .flag("hidden", !why.is_empty())
            .with(element("h3").run(title))
            .with(element("p").class("quiet").run(when))
            .with(snippet)
    };
    let on_close = props.on_close.clone();
    element("dialog")
        .class("help embedding")
        .found_by(&dialog)
        .set("aria-labelledby", "embedding-title")
        .on("close", move |_| on_close.emit(()))
        .with(
            element("h2")
                .set("id", "embedding-title")
                .run("Show this in another page"),
        )
        .with(
            element("p")
                .class("failure")
                .flag("hidden", why.is_empty())
                .run(why),
        )
        .with(way(
            "As an element",
            "For pages of your own: it takes their width, and their colors if they give it some.",
            as_element,
        ))
        .with(way(
            "As a frame",
            "For systems that strip scripts: without the second line the height stays as it is.",
            as_frame,
        ))
        .with(
            element("form")
                .set("method", "dialog")
                .with(element("button").run("Close")),
        )
        .into()
}
