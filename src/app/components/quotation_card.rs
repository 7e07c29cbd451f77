//! One quotation with its speaker, its way to us, and why we think so.

use yew::functional::{Hook, HookContext};
use yew::prelude::*;

use super::{Element, button, element, link, run_at, source_mark, use_embed_button};
use crate::app::hooks::{Value, use_copying, use_mount, use_shelf, use_switch, use_value};
use crate::app::part::Part;
use crate::app::route::{QuotesRoute, ReadRoute, Route};
use crate::app::view::{card_id, chain, citation, pieces, reason_in_words, short_name};
use crate::protocol::{QuoteView, Shelf, Source};
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
    /// Called with its key and who says it in the reader's view; `None`: as found.
    pub on_correct: Callback<(String, Option<String>)>,
}

/// The list of speakers that the fields for corrections suggest, drawn once on the page.
pub fn known_speakers<'a>(names: impl Iterator<Item = &'a str>) -> Element {
    let options = names.enumerate();
    let options = options.map(|(n, it)| element("option").key(n).set("value", it));
    element("datalist").set("id", KNOWN_SPEAKERS).each(options)
}

const KNOWN_SPEAKERS: &str = "known-speakers";

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
    let copying = use_copying();
    let embed_button = use_embed_button();
    let open = use_switch(props.in_context);
    let corrects = use_switch(false);
    let name = use_value(String::new);
    let Some(source) = shelf.source(quote.document).cloned() else {
        return element("article").flag("hidden", true).into();
    };
    let words = stretch(quote, quote.statement.content).to_owned();
    let permanent = permalink(quote, &words);
    let read = Route::Read(ReadRoute {
        document: source.key.clone(),
        passage: Some(quote.passage_key.clone()),
        quotation: Some(quote.key.clone()),
        ..ReadRoute::default()
    });
    let copy = |text: String, done: &'static str| {
        let copying = copying.clone();
        move || copying.emit((text.clone(), done))
    };
    let address = use_mount().address_with(&permanent.href());
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
        .with(link(permanent.clone(), "permalink"))
        .with(embed_button(permanent.href()))
        .with(
            button("copy link")
                .set("aria-keyshortcuts", ".")
                .on_click(copy(address, "Link copied.")),
        )
        .with(
            button("correct the speaker")
                .flag("hidden", quote.statement.kind == StatementKind::Term)
                .state("aria-expanded", *corrects)
                .on_click({
                    let corrects = corrects.clone();
                    move || corrects.set(!*corrects)
                }),
        );
    let correction = correction(props, &corrects, &name);
    let reason = match (&quote.corrected, &quote.statement.speaker) {
        (None, _) => reason_in_words(quote),
        (Some(_), Some(found)) => format!("Corrected by you; found was {}.", found.name),
        (Some(_), None) => "Corrected by you; no speaker was found.".to_owned(),
    };
    let kind = quote.statement.kind;
    element("article")
        .class("quotation")
        .set("part", "quote")
        .set("data-kind", kind.name())
        .set("id", &card_id(quote.document, &quote.statement))
        .item()
        .set("aria-label", &words)
        .with(element("blockquote").each(shown(quote)))
        .with(element("p").class("chain").each(steps(quote, &source)))
        .with(element("p").class("reason").run(&reason))
        .with(same_words(quote, &shelf))
        .with(
            element("p")
                .class("context")
                .flag("hidden", !is_open)
                .each(context(quote)),
        )
        .with(acts)
        .with(correction)
        .into()
}

/// The field for who it is in the reader's view.
fn correction(card: &QuotationCard, is_open: &Value<bool>, name: &Value<String>) -> Element {
    let done = |speaker: Option<String>| {
        let (is_open, on_correct) = (is_open.clone(), card.on_correct.clone());
        let key = card.quote.key.clone();
        move || {
            is_open.set(false);
            on_correct.emit((key.clone(), speaker.clone()));
        }
    };
    let keep = done(Some((**name).clone()));
    let typed = name.clone();
    let field = element("input")
        .set("type", "text")
        .set("list", KNOWN_SPEAKERS)
        .set("autocomplete", "off")
        .set("aria-label", "Who says it")
        .set("placeholder", card.quote.speaker().unwrap_or("a name"))
        .value(name)
        .on_words(move |words| typed.set(words));
    let is_empty = name.trim().is_empty();
    element("form")
        .class("correction")
        .flag("hidden", !**is_open)
        .on("submit", move |event| {
            event.prevent_default();
            if !is_empty {
                keep();
            }
        })
        .with(field)
        .with(
            element("button")
                .set("type", "submit")
                .flag("disabled", is_empty)
                .run("keep"),
        )
        .with(button("speaker not stated").on_click(done(Some(String::new()))))
        .with(
            button("as found")
                .flag("hidden", card.quote.corrected.is_none())
                .on_click(done(None)),
        )
}

/// Where else the same words stand.
fn same_words(quote: &QuoteView, shelf: &Shelf) -> Element {
    let others = quote.also.iter().filter_map(|(id, key)| {
        let source = shelf.source(*id)?;
        let there = Route::Read(ReadRoute {
            document: source.key.clone(),
            quotation: Some(key.clone()),
            ..ReadRoute::default()
        });
        let other = element("span").key(key).with(source_mark(*id));
        Some(other.with(link(there, &short_name(source))))
    });
    element("p")
        .class("also")
        .flag("hidden", quote.also.is_empty())
        .run("The same words in ")
        .each(others)
}

/// Who the words passed through, the speaker first.
fn steps(quote: &QuoteView, source: &Source) -> Vec<Element> {
    let is_term = quote.statement.kind == StatementKind::Term;
    let role = quote.role();
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

/// The statement: what is quoted stands out from what is only reported. Whole quotations get marks,
/// whichever the source has.
fn shown(quote: &QuoteView) -> Vec<Element> {
    let statement = &quote.statement;
    let words = |span: Span| stretch(quote, span);
    let whole = statement.content;
    match statement.kind {
        StatementKind::Direct | StatementKind::Term => {
            vec![run_at(0, "quoted", &format!("“{}”", words(whole)))]
        }
        StatementKind::Mixed | StatementKind::Indirect => {
            let quoted = statement.pieces.iter().map(|it| it.marked).collect();
            let drawn = pieces(whole, &[quoted]).into_iter().map(|piece| {
                let class = if piece.on[0].is_some() { "quoted" } else { "" };
                run_at(piece.span.start, class, words(piece.span))
            });
            drawn.collect()
        }
    }
}

/// Words of the passage.
fn stretch(quote: &QuoteView, span: Span) -> &str {
    let start = quote.context_span.start;
    Span {
        start: span.start - start,
        end: span.end - start,
    }
    .of_text(&quote.context)
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
        let words = stretch(quote, piece.span);
        run_at(piece.span.start, class.map_or("", |it| it.0), words)
    })
}
