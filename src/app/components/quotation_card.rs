//! One quotation with its speaker, its way to us, and why we think so.

use wasm_bindgen_futures::spawn_local;
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

use super::{Element, button, element, link, run_at, source_mark};
use crate::app::browser;
use crate::app::hooks::{use_announce, use_shelf, use_switch};
use crate::app::part::Part;
use crate::app::route::{QuotesRoute, ReadRoute, Route};
use crate::app::view::{chain, citation, pieces, reason_in_words};
use crate::protocol::{QuoteView, Source};
use crate::quotes::StatementKind;
use crate::text::Span;

/// Longest beginning of the words that a permalink carries, in characters.
const SAID_IN_LINK: usize = 60;

/// A card in a list of quotations.
#[derive(Clone, PartialEq)]
pub struct QuotationCard {
    /// The quotation.
    pub quote: QuoteView,
    /// Whether its passage is shown from the start.
    pub in_context: bool,
}

/// What is said.
fn said(quote: &QuoteView) -> String {
    let start = quote.context_span.start;
    let words = quote.statement.content;
    Span {
        start: words.start - start,
        end: words.end - start,
    }
    .of_text(&quote.context)
    .to_owned()
}

/// A link to this quotation alone; carries the first words, so that it is found in another
/// edition too.
fn permalink(quote: &QuoteView, words: &str) -> Route {
    Route::Quotes(QuotesRoute {
        only: Some(quote.key.clone()),
        said: words.chars().take(SAID_IN_LINK).collect(),
        ..QuotesRoute::default()
    })
}

impl Part for QuotationCard {
    const NAME: &'static str = "quotation card";

    fn draw(&self, context: &mut HookContext) -> Html {
        use_quotation_card(self).run(context)
    }
}

#[hook]
fn use_quotation_card(props: &QuotationCard) -> Html {
    let quote = &props.quote;
    let shelf = use_shelf();
    let announce = use_announce();
    let open = use_switch(props.in_context);
    let Some(source) = shelf.source(quote.document).cloned() else {
        return element("article").flag("hidden", true).into();
    };
    let words = said(quote);
    let permanent = permalink(quote, &words);
    let read = Route::Read(ReadRoute {
        document: source.key.clone(),
        passage: Some(quote.passage_key.clone()),
        quotation: Some(quote.key.clone()),
        ..ReadRoute::default()
    });
    let copy = |text: String, done: &'static str| {
        let announce = announce.clone();
        move || {
            let (announce, text) = (announce.clone(), text.clone());
            spawn_local(async move {
                let copied = browser::copy(&text).await;
                announce.emit(match copied {
                    true => done.to_owned(),
                    false => {
                        format!("The browser keeps its clipboard closed here. To copy: {text}")
                    }
                });
            });
        }
    };
    let address = browser::address_with(&permanent.href());
    let cited = citation(&words, quote, &source, &address);
    let is_open = *open;
    let acts = element("p")
        .class("acts")
        .with(
            button(if is_open {
                "hide the context"
            } else {
                "in context"
            })
            .set("aria-keyshortcuts", "o")
            .state("aria-expanded", is_open)
            .on_click(move || open.set(!is_open)),
        )
        .with(link(read, "read there"))
        .with(
            button("copy and cite")
                .set("aria-keyshortcuts", "y")
                .on_click(copy(cited, "Copied with its citation.")),
        )
        .with(link(permanent, "permalink"))
        .with(
            button("copy link")
                .set("aria-keyshortcuts", ".")
                .on_click(copy(address, "Link copied.")),
        );
    let kind = quote.statement.kind;
    let is_term = kind == StatementKind::Term;
    let shown = match kind {
        StatementKind::Direct | StatementKind::Term => format!("“{words}”"),
        StatementKind::Mixed | StatementKind::Indirect => words.clone(),
    };
    element("article")
        .class("quotation")
        .set("data-kind", if is_term { "term" } else { "speech" })
        .item()
        .set("aria-label", &words)
        .with(element("blockquote").run(&shown))
        .with(element("p").class("chain").each(steps(quote, &source)))
        .with(element("p").class("reason").run(&reason_in_words(quote)))
        .with(
            element("p")
                .class("context")
                .flag("hidden", !is_open)
                .each(context(quote)),
        )
        .with(acts)
        .into()
}

/// Who the words passed through, the speaker first.
fn steps(quote: &QuoteView, source: &Source) -> Vec<Element> {
    let is_term = quote.statement.kind == StatementKind::Term;
    let role = (quote.statement.speaker.as_ref()).and_then(|it| it.role.as_ref());
    let steps = chain(quote, source);
    let outlet_at = steps.len() - 1 - usize::from(source.carried_by.is_some());
    let drawn = steps.iter().enumerate().map(|(n, step)| {
        let is_first = n == 0;
        let drawn = element("span")
            .key(n)
            .class(if is_first { "speaker" } else { "step" })
            .with_some((n == outlet_at).then(|| source_mark(quote.document)))
            .run(if is_first && is_term { "A term" } else { step });
        match role {
            Some(role) if is_first => drawn.run_in("role", &format!(", {role}")),
            _ => drawn,
        }
    });
    drawn.collect()
}

/// The passage with statement, cue, source and evidence marked.
fn context(quote: &QuoteView) -> impl Iterator<Item = Element> {
    let statement = &quote.statement;
    let whole = quote.context_span;
    let layers = [
        vec![statement.extent()],
        statement.cue.into_iter().collect(),
        statement.source.into_iter().collect(),
        statement.reason.evidence.into_iter().collect(),
    ];
    pieces(whole, &layers).into_iter().map(move |piece| {
        let mut names = ["said", "cue", "who", "who"].into_iter().zip(&piece.on);
        let class = names.rfind(|it| it.1.is_some());
        let words = Span {
            start: piece.span.start - whole.start,
            end: piece.span.end - whole.start,
        }
        .of_text(&quote.context);
        run_at(piece.span.start, class.map_or("", |it| it.0), words)
    })
}
