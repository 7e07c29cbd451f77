//! What this source says, and who else says it.

use yew::prelude::*;

use super::frame;
use super::search::{STEP_WHERE_FETCHED, hit_route};
use crate::app::browser;
use crate::app::components::{
    Element, button, element, item_tools, link, marked, pick_box, run_at, source_mark,
};
use crate::app::hooks::{
    Address, Picked, Value, Way, use_address, use_after, use_answer, use_picked, use_shelf,
    use_switch,
};
use crate::app::route::{CompareRoute, QuotesRoute, ReadRoute, Route};
use crate::app::view::{Piece, dated_in_words, facts_in_words, pieces, short_name};
use crate::compare::Band;
use crate::corpus::{Document, Passage};
use crate::order::Order;
use crate::protocol::{
    Counterpart, ReadQuestion, Reading, SearchAnswer, SearchQuestion, Shelf, Source,
};
use crate::quotes::StatementKind;
use crate::search::{Filter, Query};
use crate::text::Span;

/// How many hits `n` and `p` step through.
const MAX_HITS: u32 = 500;

/// The reading view.
#[hook]
pub(super) fn use_read(route: &ReadRoute) -> Html {
    let shelf = use_shelf();
    let answer = use_answer(ReadQuestion {
        document: route.document.clone(),
        query: route.query.clone(),
    });
    let search = use_answer(SearchQuestion {
        query: route.query.clone(),
        limit: match shelf.is_large() {
            true => STEP_WHERE_FETCHED,
            false => MAX_HITS,
        },
        ..SearchQuestion::default()
    });
    let address = use_address();
    let picked = use_picked();
    let furniture = use_switch(false);
    let reading: Option<&Reading> = answer.shown().map(|it| &**it);
    use_landing(route, reading);
    let article = element("article").class("reader");
    let article = match reading {
        // The same elements as below, so that the focus on the heading outlives the wait.
        None => article.with(
            element("header")
                .key("head")
                .with(element("p").key("where").class("where"))
                .with(super::heading("…").key("title")),
        ),
        Some(reading) => {
            let passages = (0..).zip(&reading.document.passages);
            let passages = passages.map(|(index, passage)| {
                let is_furniture = passage.kind.is_furniture();
                element("div")
                    .key(format!("{}/{index}", reading.document.key))
                    .class(if is_furniture {
                        "passage-row furniture"
                    } else {
                        "passage-row"
                    })
                    .flag("hidden", is_furniture && !*furniture)
                    .each(numbered(reading, route, index, passage))
                    .with(margin(reading, &shelf, index))
            });
            let hits = search.shown().map(|it| &**it);
            let acts = acts(reading, &shelf, &picked, &furniture);
            let steps = steps(route, hits, &shelf, &address);
            article
                .set("lang", &reading.document.language)
                .with(
                    head(reading)
                        .with(element("div").key("steps").with(steps))
                        .with(acts.key("acts")),
                )
                .with(element("div").key("tools").with(item_tools()))
                .with(
                    element("div")
                        .key("passages")
                        .class("passages")
                        .each(passages),
                )
        }
    };
    frame("read", &answer).with(article).into()
}

/// What the source is called, and where it comes from.
fn head(reading: &Reading) -> Element {
    let document = &reading.document;
    element("header")
        .key("head")
        .set("lang", "en")
        .with(
            element("p")
                .key("where")
                .class("where")
                .with(source_mark(reading.id))
                .run_in("outlet", &document.outlet)
                .run_in("quiet", &facts_in_words(document)),
        )
        .with(
            element("h1")
                .key("title")
                .set("tabindex", "-1")
                .set("lang", &document.language)
                .each(marked(&document.title, &reading.title_marks)),
        )
        .with(element("p").key("basis").class("basis").run(&dated_in_words(document)))
        .with(
            element("p")
                .key("edition")
                .class("notice")
                .flag("hidden", !reading.other_edition)
                .run("The link was made on another edition of this source; its words may have changed."),
        )
}

/// What can be done with the source.
fn acts(reading: &Reading, shelf: &Shelf, picked: &Picked, furniture: &Value<bool>) -> Element {
    let document = &reading.document;
    let quotes = Route::Quotes(QuotesRoute {
        sources: vec![document.key.clone()],
        ..QuotesRoute::default()
    });
    // These views would take all of it.
    let is_large = shelf.is_large();
    let all = shelf.sources.iter().map(|it| it.key.as_str());
    let beside = CompareRoute::led_by(&document.key, all);
    let has_furniture = (document.passages.iter()).any(|it| it.kind.is_furniture());
    let toggle = {
        let furniture = furniture.clone();
        move || furniture.set(!*furniture)
    };
    element("p")
        .class("acts")
        .with(pick_box(picked, &document.key).flag("hidden", is_large))
        .with(link(Route::Compare(beside), "beside the others").flag("hidden", is_large))
        .with(link(quotes, "its quotations").flag("hidden", is_large))
        .with(button("print").on_click(browser::print))
        .with(
            button("page furniture")
                .state("aria-pressed", **furniture)
                .flag("hidden", !has_furniture)
                .on_click(toggle),
        )
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

/// Brings the chosen passage into view, unless the reader returns to where it was left or was there
/// before the app came, and the focus to it, when it changes.
#[hook]
fn use_landing(route: &ReadRoute, reading: Option<&Reading>) {
    let target = reading
        .filter(|it| {
            it.document.key == route.document || it.document.key.starts_with(&route.document)
        })
        .and_then(|it| Some((it.document.key.clone(), chosen(route, &it.document)?)));
    let Address { way, mount, .. } = use_address();
    use_after(target, move |target| {
        if let Some((_, index)) = target
            && let Some(passage) = mount.find(&format!("#passage-{index}"))
        {
            browser::focus_in_place(&passage);
            if matches!(way, Way::Opened | Way::Followed) {
                mount.bring_to_middle(&passage);
            }
        }
    });
}

/// A passage with its number; quoted words and matches marked.
fn numbered(reading: &Reading, route: &ReadRoute, index: u32, passage: &Passage) -> [Element; 2] {
    let document = &reading.document;
    let mut quoted: Vec<(Span, usize)> = Vec::new();
    let mut chosen_here = Vec::new();
    for (n, (key, statement)) in reading.statements.iter().enumerate() {
        quoted.extend(statement.pieces.iter().map(|it| (it.marked, n)));
        if route.quotation.as_ref() == Some(key) {
            chosen_here.push(statement.extent());
        }
    }
    // A term may stand between the pieces of a statement.
    quoted.order();
    let (said, statements): (Vec<Span>, Vec<usize>) = quoted.into_iter().unzip();
    let cut = pieces(passage.span, &[reading.marks.clone(), said, chosen_here]);
    let here = Route::Read(ReadRoute {
        passage: Some(passage.key(&document.text, index)),
        quotation: None,
        ..route.clone()
    });
    let kind = passage.kind.name();
    let number = link(here, &(index + 1).to_string())
        .class("number")
        .set("aria-label", &format!("Link to passage {}", index + 1));
    let text = element("p")
        .set("id", &format!("passage-{index}"))
        .class("passage")
        .set("data-kind", kind)
        .state("data-chosen", chosen(route, document) == Some(index))
        .item()
        .each(
            cut.iter()
                .map(|piece| one_piece(reading, &statements, piece)),
        );
    [number, text]
}

/// `statements` are the indexes of the statements to which the quoted pieces belong.
fn one_piece(reading: &Reading, statements: &[usize], piece: &Piece) -> Element {
    let said = piece.on[1].map(|n| reading.statements[statements[n]].1.kind);
    let class = match (said, piece.on[2].is_some()) {
        (None, false) => "",
        (Some(StatementKind::Term), false) => "term",
        (Some(StatementKind::Term), true) => "term chosen",
        (_, false) => "said",
        (_, true) => "said chosen",
    };
    let start = piece.span.start;
    let run = run_at(start, class, piece.span.of_text(&reading.document.text));
    match piece.on[0] {
        Some(_) => element("mark").key(start).with(run),
        None => run,
    }
}

/// Who speaks in a passage, and where else it is reported.
fn margin(reading: &Reading, shelf: &Shelf, index: u32) -> Element {
    let mut speakers: Vec<(&str, &str)> = Vec::new();
    for (key, statement) in &reading.statements {
        if let Some(speaker) = statement
            .speaker
            .as_ref()
            .filter(|_| statement.passage == index)
            && !speakers.iter().any(|it| it.1 == speaker.name)
        {
            speakers.push((key, &speaker.name));
        }
    }
    let voices = speakers.into_iter().map(|(key, name)| {
        let heard = match shelf.is_large() {
            true => {
                let speaker = Filter::Speaker(name.to_owned());
                Route::of_query(Query::default().with_filter(speaker).to_string())
            }
            false => Route::Quotes(QuotesRoute {
                sources: vec![reading.document.key.clone()],
                ..QuotesRoute::of_speaker(name)
            }),
        };
        link(heard, name).key(key).class("voice")
    });
    let elsewhere = reading.counterparts.iter();
    let elsewhere = elsewhere.filter(|it| it.passage == index);
    element("aside")
        .class("margin")
        .set("lang", "en")
        .each(voices)
        .each(elsewhere.filter_map(|it| Some(counterpart(it, shelf.source(it.document)?))))
}

fn counterpart(it: &Counterpart, source: &Source) -> Element {
    let (band, doubt) = match it.band {
        Band::Strong => ("strong", ""),
        Band::Possible => ("possible", " (possibly)"),
    };
    let there = Route::Read(ReadRoute {
        document: source.key.clone(),
        passage: Some(it.key.clone()),
        ..ReadRoute::default()
    });
    let name = short_name(source);
    element("a")
        .key(format!("{}/{}", it.document.0, it.there))
        .class("counterpart")
        .set("data-band", band)
        .to(there)
        .with(source_mark(it.document))
        .run(&format!("{name}, passage {}{doubt}", it.there + 1))
}

/// Steps through the hits that led here, on `n` and `p`, across sources.
fn steps(
    route: &ReadRoute,
    hits: Option<&SearchAnswer>,
    shelf: &Shelf,
    address: &Address,
) -> Element {
    let steps = element("p").class("steps");
    let Some(found) = hits.filter(|it| !it.hits.is_empty() && it.query == route.query) else {
        return steps.flag("hidden", true);
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
    let step = |label, key, to: usize| {
        let hit = &found.hits[to % n];
        let route = hit_route(hit.document, &hit.passage, &found.query, shelf);
        let go = address.go.clone();
        button(label)
            .shortcut(key)
            .on_click(move || go.emit(route.clone()))
    };
    let next = current.map_or(0, |it| it + 1);
    let previous = current.map_or(n - 1, |it| it + n - 1);
    let place = match current {
        Some(at) => format!("Hit {} of {n} for “{}”", at + 1, found.query.trim()),
        None => format!("{n} hits for “{}”", found.query.trim()),
    };
    steps
        .with(link(Route::of_query(found.query.clone()), &place))
        .with(step("previous hit", "p", previous))
        .with(step("next hit", "n", next))
}
