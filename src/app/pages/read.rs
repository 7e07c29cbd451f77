//! What this source says, and who else says it.

use yew::prelude::*;

use super::frame;
use super::search::hit_route;
use crate::app::browser;
use crate::app::components::{item_tools, pick_box, run, run_at, run_in, source_mark};
use crate::app::hooks::{Address, use_address, use_answer, use_picked, use_shelf};
use crate::app::route::{CompareRoute, QuotesRoute, ReadRoute, Route};
use crate::app::view::{date_in_words, pieces, short_name};
use crate::compare::Band;
use crate::corpus::{Document, DocumentId, Passage, PassageKind};
use crate::protocol::{Counterpart, ReadQuestion, Reading, SearchAnswer, SearchQuestion, Shelf};
use crate::text::Span;

/// How many hits `n` and `p` step through.
const MAX_HITS: u32 = 500;

/// Properties of [`Read`].
#[derive(Clone, PartialEq, Properties)]
pub struct ReadProps {
    /// Document, passage, query.
    pub route: ReadRoute,
}

/// The reading view.
#[component]
pub fn Read(props: &ReadProps) -> Html {
    let route = &props.route;
    let shelf = use_shelf();
    let answer = use_answer(ReadQuestion {
        document: route.document.clone(),
        query: route.query.clone(),
    });
    let search = use_answer(SearchQuestion {
        literally: false,
        query: route.query.clone(),
        limit: MAX_HITS,
    });
    let address = use_address();
    let picked = use_picked();
    let furniture = use_state(|| false);
    let reading: Option<&Reading> = answer.shown().map(|it| &**it);
    use_landing(route, reading);
    let toggle = {
        let furniture = furniture.clone();
        move |_| furniture.set(!*furniture)
    };
    let body = match reading {
        // The same elements as below, so that the focus on the heading outlives the wait.
        None => html! {
            <article class="reader">
                <header key="head">
                    <p key="where" class="where"></p>
                    <h1 key="title" tabindex="-1">{ run("…") }</h1>
                </header>
            </article>
        },
        Some(reading) => html! {
            <article class="reader" lang={reading.document.language.clone()}>
                <header key="head" lang="en">
                    <p key="where" class="where">
                        { source_mark(reading.id) }
                        { run_in("outlet", reading.document.outlet.clone()) }
                        { run_in("quiet", facts(&reading.document)) }
                    </p>
                    <h1 key="title" tabindex="-1" lang={reading.document.language.clone()}>
                        { marked(&reading.document.title, &reading.title_marks) }
                    </h1>
                    <p key="basis" class="basis">{ run(dated(&reading.document)) }</p>
                    <p key="edition" class="notice" hidden={!reading.other_edition}>
                        { run("The link was made on another edition of this source; its words may have changed.") }
                    </p>
                    <div key="steps">{ steps(route, search.shown().map(|it| &**it), &shelf, &address) }</div>
                    <p key="acts" class="acts">
                        { pick_box(&picked, &reading.document.key) }
                        <a href={beside(&shelf, reading.id)}>{ run("beside the others") }</a>
                        <a href={Route::Quotes(QuotesRoute { sources: vec![reading.document.key.clone()], ..QuotesRoute::default() }).href()}>
                            { run("its quotations") }
                        </a>
                        <button type="button" onclick={|_| browser::print()}>{ run("print") }</button>
                        <button
                            type="button"
                            aria-pressed={(*furniture).to_string()}
                            hidden={!reading.document.passages.iter().any(|it| it.kind == PassageKind::Furniture)}
                            onclick={toggle}
                        >
                            { run("page furniture") }
                        </button>
                    </p>
                </header>
                <div key="tools">{ item_tools() }</div>
                <div key="passages" class="passages">
                    for (index, passage) in (0..).zip(&reading.document.passages) {
                        <div key={format!("{}/{index}", reading.document.key)} class="passage-row" hidden={passage.kind == PassageKind::Furniture && !*furniture}>
                            { numbered(reading, route, index, passage) }
                            { margin(reading, &shelf, index) }
                        </div>
                    }
                </div>
            </article>
        },
    };
    frame("read", &answer, body)
}

/// Kind, place and who carried it.
fn facts(document: &Document) -> String {
    let date = document.date.as_ref().map(date_in_words);
    let carried = (document.carried_by.as_ref()).map(|it| format!("carried by {it}"));
    let facts = [date, document.kind.clone(), document.place.clone(), carried];
    facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What the date rests on.
fn dated(document: &Document) -> String {
    match (&document.date, &document.date_basis) {
        (None, _) => "No date is stated.".to_owned(),
        (Some(_), Some(basis)) => format!("Dated by inference. {basis}"),
        (Some(_), None) => String::new(),
    }
}

/// The first comparison that suggests itself: this source as the lead, the next ones beside it.
fn beside(shelf: &Shelf, id: DocumentId) -> String {
    let others = shelf
        .sources
        .iter()
        .enumerate()
        .filter(|(n, _)| *n as u32 != id.0);
    let lead = shelf.source(id).map(|it| it.key.clone());
    let documents = lead
        .into_iter()
        .chain(others.map(|(_, it)| it.key.clone()))
        .take(crate::engine::MAX_COMPARED)
        .collect();
    Route::Compare(CompareRoute {
        documents,
        ..CompareRoute::default()
    })
    .href()
}

/// The chosen passage: the very words, or else the one of that number.
fn chosen(route: &ReadRoute, document: &Document) -> Option<u32> {
    let key = route.passage.as_deref()?;
    let keyed = (0..)
        .zip(&document.passages)
        .find(|(index, it)| it.key(&document.text, *index) == key);
    let number = key.split('-').next().and_then(|it| it.parse::<u32>().ok());
    keyed.map(|it| it.0).or_else(|| {
        number?
            .checked_sub(1)
            .filter(|it| (*it as usize) < document.passages.len())
    })
}

/// Brings the chosen passage into view, and the focus to it, when it changes.
#[hook]
fn use_landing(route: &ReadRoute, reading: Option<&Reading>) {
    let target = reading
        .filter(|it| {
            it.document.key == route.document || it.document.key.starts_with(&route.document)
        })
        .and_then(|it| Some((it.document.key.clone(), chosen(route, &it.document)?)));
    use_effect_with(target, move |target| {
        if let Some((_, index)) = target
            && let Some(passage) = browser::find(&format!("#passage-{index}"))
        {
            browser::focus(&passage);
            browser::bring_to_middle(&passage);
        }
    });
}

fn marked(text: &str, marks: &[Span]) -> Html {
    html! {
        for piece in pieces(Span::of(text), &[marks.to_vec()]) {
            if piece.on[0].is_some() {
                <mark key={piece.span.start}>{ run(piece.span.of_text(text).to_owned()) }</mark>
            } else {
                { run_at(piece.span.start, "", piece.span.of_text(text).to_owned()) }
            }
        }
    }
}

/// A passage with its number; quotations and matches marked.
fn numbered(reading: &Reading, route: &ReadRoute, index: u32, passage: &Passage) -> Html {
    let document = &reading.document;
    let said: Vec<Span> = reading.quotations.iter().map(|it| it.1.marked).collect();
    let cut = pieces(passage.span, &[reading.marks.clone(), said]);
    let here = ReadRoute {
        passage: Some(passage.key(&document.text, index)),
        quotation: None,
        ..route.clone()
    };
    let is_chosen = chosen(route, document) == Some(index);
    let content = html! {
        for piece in cut {
            { one_piece(reading, route, &piece) }
        }
    };
    let kind = match passage.kind {
        PassageKind::Body => "body",
        PassageKind::Heading => "heading",
        PassageKind::Caption => "caption",
        PassageKind::Furniture => "furniture",
    };
    html! {
        <>
            <a class="number" href={Route::Read(here).href()} aria-label={format!("Link to passage {}", index + 1)}>
                { run((index + 1).to_string()) }
            </a>
            <p
                id={format!("passage-{index}")}
                class="passage"
                data-kind={kind}
                data-chosen={is_chosen.to_string()}
                data-item=""
                tabindex="-1"
            >
                { content }
            </p>
        </>
    }
}

fn one_piece(reading: &Reading, route: &ReadRoute, piece: &crate::app::view::Piece) -> Html {
    let text = piece.span.of_text(&reading.document.text).to_owned();
    let said = piece.on[1].map(|n| &reading.quotations[n]);
    let class = said.map(|(key, quotation)| {
        let chosen = route.quotation.as_ref() == Some(key);
        classes!(
            match quotation.kind {
                crate::quotes::QuotationKind::Term => "term",
                _ => "said",
            },
            chosen.then_some("chosen")
        )
    });
    let run = html! { { run_at(piece.span.start, class.unwrap_or_default(), text) } };
    match piece.on[0] {
        Some(_) => html! { <mark key={piece.span.start}>{ run }</mark> },
        None => run,
    }
}

/// Who speaks in a passage, and where else it is reported.
fn margin(reading: &Reading, shelf: &Shelf, index: u32) -> Html {
    let mut speakers: Vec<(&str, &str)> = Vec::new();
    for (key, quotation) in &reading.quotations {
        if let Some(speaker) = quotation
            .speaker
            .as_ref()
            .filter(|_| quotation.passage == index)
            && !speakers.iter().any(|it| it.1 == speaker.name)
        {
            speakers.push((key, &speaker.name));
        }
    }
    let elsewhere: Vec<&Counterpart> = reading
        .counterparts
        .iter()
        .filter(|it| it.passage == index)
        .collect();
    html! {
        <aside class="margin" lang="en">
            for (key, name) in speakers {
                <a key={key.to_owned()} class="voice" href={Route::Quotes(QuotesRoute {
                    speakers: vec![name.to_owned()],
                    sources: vec![reading.document.key.clone()],
                    ..QuotesRoute::default()
                }).href()}>
                    { run(name.to_owned()) }
                </a>
            }
            for it in elsewhere {
                if let Some(source) = shelf.source(it.document) {
                    <a key={format!("{}/{}", it.document.0, it.there)} class="counterpart" data-band={match it.band {
                        Band::Strong => "strong",
                        Band::Possible => "possible",
                    }} href={Route::Read(ReadRoute {
                        document: source.key.clone(),
                        passage: Some(it.key.clone()),
                        ..ReadRoute::default()
                    }).href()}>
                        { source_mark(it.document) }
                        { run(format!("{}, passage {}{}", short_name(source), it.there + 1, match it.band {
                            Band::Strong => "",
                            Band::Possible => " (possibly)",
                        })) }
                    </a>
                }
            }
        </aside>
    }
}

/// Steps through the hits that led here, on `n` and `p`, across sources.
fn steps(route: &ReadRoute, hits: Option<&SearchAnswer>, shelf: &Shelf, address: &Address) -> Html {
    let Some(found) = hits.filter(|it| !it.hits.is_empty() && it.query == route.query) else {
        return html! { <p class="steps" hidden=true></p> };
    };
    let document = shelf.find(&route.document);
    let passage = route
        .passage
        .as_deref()
        .and_then(|it| it.split('-').next()?.parse::<u32>().ok());
    let current = found.hits.iter().position(|it| {
        Some(it.document) == document && it.passage.as_ref().map(|(index, _)| index + 1) == passage
    });
    let n = found.hits.len();
    let step = |to: usize| {
        let route = hit_route(&found.hits[to % n], &found.query, shelf);
        address.go.reform(move |_: MouseEvent| route.clone())
    };
    let next = current.map_or(0, |it| it + 1);
    let previous = current.map_or(n - 1, |it| it + n - 1);
    let place = match current {
        Some(at) => format!("Hit {} of {n} for “{}”", at + 1, found.query.trim()),
        None => format!("{n} hits for “{}”", found.query.trim()),
    };
    html! {
        <p class="steps">
            <a href={Route::Search(found.query.clone()).href()}>{ run(place) }</a>
            <button type="button" aria-keyshortcuts="p" onclick={step(previous)}>
                { run("previous hit") }
                <kbd>{ run("p") }</kbd>
            </button>
            <button type="button" aria-keyshortcuts="n" onclick={step(next)}>
                { run("next hit") }
                <kbd>{ run("n") }</kbd>
            </button>
        </p>
    }
}
