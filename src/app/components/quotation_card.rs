//! One quotation with its speaker, its way to us, and why we think so.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{run, run_at, run_in, source_mark};
use crate::app::browser;
use crate::app::hooks::{use_announce, use_shelf};
use crate::app::route::{QuotesRoute, ReadRoute, Route};
use crate::app::view::{chain, citation, pieces, reason_in_words};
use crate::protocol::QuoteView;
use crate::quotes::QuotationKind;
use crate::text::Span;

/// Longest beginning of the words that a permalink carries, in characters.
const SAID_IN_LINK: usize = 60;

/// Properties of [`QuotationCard`].
#[derive(Clone, PartialEq, Properties)]
pub struct QuotationCardProps {
    /// The quotation.
    pub quote: QuoteView,
    /// Whether its passage is shown from the start.
    #[prop_or_default]
    pub in_context: bool,
}

/// The words of the quotation.
fn said(quote: &QuoteView) -> String {
    let start = quote.context_span.start;
    let words = quote.quotation.words;
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

/// A card in a list of quotations.
#[component]
pub fn QuotationCard(props: &QuotationCardProps) -> Html {
    let quote = &props.quote;
    let shelf = use_shelf();
    let announce = use_announce();
    let open = use_state(|| props.in_context);
    let Some(source) = shelf.source(quote.document).cloned() else {
        return html! { <article hidden=true /> };
    };
    let words = said(quote);
    let link = permalink(quote, &words);
    let read = Route::Read(ReadRoute {
        document: source.key.clone(),
        passage: Some(quote.passage_key.clone()),
        quotation: Some(quote.key.clone()),
        ..ReadRoute::default()
    });
    let copy = |text: String, done: &'static str| {
        let announce = announce.clone();
        move |_| {
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
    let address = browser::address_with(&link.href());
    let cited = citation(&words, quote, &source, &address);
    let toggle = {
        let open = open.clone();
        move |_| open.set(!*open)
    };
    let is_term = quote.quotation.kind == QuotationKind::Term;
    let role = quote
        .quotation
        .speaker
        .as_ref()
        .and_then(|it| it.role.clone());
    let steps = chain(quote, &source);
    let n_steps = steps.len();
    let outlet_at = n_steps - 1 - usize::from(source.carried_by.is_some());
    html! {
        <article class="quotation" data-kind={if is_term { "term" } else { "speech" }} data-item="" tabindex="-1" aria-label={words.clone()}>
            <blockquote>{ run(format!("“{words}”")) }</blockquote>
            <p class="chain">
                for (n, step) in steps.into_iter().enumerate() {
                    <span key={n} class={if n == 0 { "speaker" } else { "step" }}>
                        if n == outlet_at {
                            { source_mark(quote.document) }
                        }
                        if !(n == 0 && is_term) {
                            { run(step) }
                        } else {
                            { run("A term") }
                        }
                        if let (0, Some(role)) = (n, &role) {
                            { run_in("role", format!(", {role}")) }
                        }
                    </span>
                }
            </p>
            <p class="reason">{ run(reason_in_words(quote)) }</p>
            <p class="context" hidden={!*open}>
                { context(quote) }
            </p>
            <p class="acts">
                <button type="button" aria-keyshortcuts="o" aria-expanded={(*open).to_string()} onclick={toggle}>
                    { run(if *open { "hide the context" } else { "in context" }) }
                </button>
                <a href={read.href()}>{ run("read there") }</a>
                <button type="button" aria-keyshortcuts="y" onclick={copy(cited, "Copied with its citation.")}>
                    { run("copy and cite") }
                </button>
                <a href={link.href()}>{ run("permalink") }</a>
                <button type="button" aria-keyshortcuts="." onclick={copy(address, "Link copied.")}>
                    { run("copy link") }
                </button>
            </p>
        </article>
    }
}

/// The passage with quotation, cue, source and evidence marked.
fn context(quote: &QuoteView) -> Html {
    let quotation = &quote.quotation;
    let whole = quote.context_span;
    let layers = [
        vec![quotation.marked],
        quotation.cue.into_iter().collect(),
        quotation.source.into_iter().collect(),
        quotation.reason.evidence.into_iter().collect(),
    ];
    let names = ["said", "cue", "who", "who"];
    html! {
        for piece in pieces(whole, &layers) {
            { run_at(piece.span.start, classes!((0..layers.len()).rev().find(|n| piece.on[*n].is_some()).map(|n| names[n])), Span { start: piece.span.start - whole.start, end: piece.span.end - whole.start }
                    .of_text(&quote.context)
                    .to_owned()) }
        }
    }
}
