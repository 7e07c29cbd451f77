//! What is here, who covers what, who is heard, when.

use yew::prelude::*;

use super::{frame, heading};
use crate::app::components::{item_tools, pick_box, run, run_in, source_mark};
use crate::app::hooks::{Picked, use_answer, use_picked, use_shelf};
use crate::app::route::{CompareRoute, QuotesRoute, Route};
use crate::app::view::{count, date_in_words, listed, period_in_words, short_name};
use crate::corpus::DocumentId;
use crate::engine::MAX_COMPARED;
use crate::order::Order;
use crate::protocol::{Overview as Answer, OverviewQuestion, Shelf, Source, SpeakerRow, YearRow};

/// The first page.
#[component]
pub fn Overview() -> Html {
    let shelf = use_shelf();
    let answer = use_answer(OverviewQuestion);
    let picked = use_picked();
    let title = match shelf.title.is_empty() {
        true => "The corpus".to_owned(),
        false => shelf.title.clone(),
    };
    let body = html! {
        <>
            { heading(title) }
            <p class="lede">{ run(lede(&shelf)) }</p>
            <div class="two">
                <div>
                    { sources(&shelf, &picked) }
                    if let Some(it) = answer.shown() {
                        { coverage(&shelf, it) }
                    }
                </div>
                <div>
                    if let Some(it) = answer.shown() {
                        { heard(&shelf, it) }
                        { when(&shelf, it) }
                    }
                </div>
            </div>
        </>
    };
    frame("overview", &answer, body)
}

/// How many, from when to when, and what they ask.
fn lede(shelf: &Shelf) -> String {
    let period = period_in_words(shelf.sources.iter().filter_map(|it| it.date.as_ref()));
    let period = period.map(|it| format!(", {it}")).unwrap_or_default();
    format!(
        "{}{period}. Who says what, through whom, and what the others say of it.",
        capitalized(&count(shelf.sources.len() as u32, "report"))
    )
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|it| it.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

fn sources(shelf: &Shelf, picked: &Picked) -> Html {
    let all = Route::Compare(CompareRoute {
        documents: shelf
            .sources
            .iter()
            .take(MAX_COMPARED)
            .map(|it| it.key.clone())
            .collect(),
        ..CompareRoute::default()
    });
    html! {
        <section>
            <h2>{ run("The sources") }</h2>
            { item_tools() }
            <ol class="sources">
                for (n, source) in (0..).zip(&shelf.sources) {
                    <li key={source.key.clone()} data-item="" tabindex="-1">
                        { source_mark(DocumentId(n)) }
                        <a class="title" lang={source.language.clone()} href={Route::read(&source.key).href()}>
                            { run(source.title.clone()) }
                        </a>
                        { run_in("when", dated(source)) }
                        <p class="facts">
                            { run_in("outlet", source.outlet.clone()) }
                            { run(facts(source)) }
                            { pick_box(picked, &source.key) }
                        </p>
                    </li>
                }
            </ol>
            <p>
                <a class="button" href={all.href()}>
                    { run(format!("Lay {} side by side", match shelf.sources.len() {
                        n if n > MAX_COMPARED => "the first five".to_owned(),
                        2 => "both".to_owned(),
                        n => format!("all {n}"),
                    })) }
                </a>
            </p>
        </section>
    }
}

/// `9 January 2019, inferred`.
fn dated(source: &Source) -> String {
    match &source.date {
        None => "no date".to_owned(),
        Some(date) if source.date_is_inferred => format!("{}, inferred", date_in_words(date)),
        Some(date) => date_in_words(date),
    }
}

/// ` through Kyodo · report · 1 quotation, 1 term · 6 passages`.
fn facts(source: &Source) -> String {
    let relays: Vec<String> = source.relays.clone();
    let mut facts = Vec::new();
    if !relays.is_empty() {
        facts.push(format!("through {}", listed(&relays, "and")));
    }
    facts.extend(source.kind.clone());
    let mut quotations = count(source.n_quotations, "quotation");
    if source.n_terms > 0 {
        quotations = format!("{quotations}, {}", count(source.n_terms, "term"));
    }
    facts.push(quotations);
    facts.push(count(source.n_passages, "passage"));
    facts.join(" · ")
}

fn coverage(shelf: &Shelf, answer: &Answer) -> Html {
    let most = (answer.topics.iter().flat_map(|it| &it.counts)).max();
    let most = most.copied().unwrap_or(1).max(1);
    let n_passages: u32 = shelf.sources.iter().map(|it| it.n_passages).sum();
    html! {
        <section hidden={answer.topics.is_empty()}>
            <h2>{ run("What they cover") }</h2>
            <div class="wide">
            <table class="matrix">
                <thead>
                    <tr>
                        <th scope="col">{ run("Topic") }</th>
                        for (n, source) in (0..).zip(&shelf.sources) {
                            <th key={n} scope="col">
                                { source_mark(DocumentId(n)) }
                                { run_in("unseen", short_name(source)) }
                            </th>
                        }
                    </tr>
                </thead>
                <tbody>
                    for (n, topic) in answer.topics.iter().enumerate() {
                        <tr key={n}>
                            <th scope="row">
                                <a href={Route::Search(topic.query.clone()).href()}>{ run(topic.label.clone()) }</a>
                            </th>
                            for (n, (source, found)) in shelf.sources.iter().zip(&topic.counts).enumerate() {
                                <td key={n}>
                                    if *found == 0 {
                                        { run_in("none", "–") }
                                    } else {
                                        <a
                                            class="dot"
                                            data-size={(*found * 5).div_ceil(most).to_string()}
                                            href={within(&topic.query, source)}
                                        >
                                            { run(found.to_string()) }
                                        </a>
                                    }
                                </td>
                            }
                        </tr>
                    }
                </tbody>
            </table>
            </div>
            <p class="note">
                { run(format!(
                    "Passages and headlines that answer each query, of {n_passages} passages and {} headlines; – means none \
                     found. Every row is a search that can be opened and changed.",
                    shelf.sources.len(),
                )) }
            </p>
        </section>
    }
}

/// A topic's search within one source.
fn within(query: &str, source: &Source) -> String {
    let key = crate::protocol::readable(&source.key);
    Route::Search(format!("{query} source:{key}")).href()
}

fn heard(shelf: &Shelf, answer: &Answer) -> Html {
    let most: u32 = answer.speakers.iter().map(total).max().unwrap_or(1).max(1);
    let n_words: u32 = shelf.sources.iter().map(|it| it.n_words).sum();
    html! {
        <section hidden={answer.speakers.is_empty()}>
            <h2>{ run("Who is heard") }</h2>
            <table class="bars">
                <thead class="unseen">
                    <tr><th>{ run("Speaker") }</th><th>{ run("Share by source") }</th><th>{ run("Quoted words") }</th></tr>
                </thead>
                <tbody>
                    for (n, row) in answer.speakers.iter().enumerate() {
                        <tr key={n}>
                            <th scope="row">
                                <a href={by_speaker(&row.name)}>
                                    { run(match row.name.is_empty() {
                                        true => "not stated".to_owned(),
                                        false => row.name.clone(),
                                    }) }
                                </a>
                            </th>
                            <td>{ bar(row, most) }</td>
                            <td class="number">{ run(total(row).to_string()) }</td>
                        </tr>
                    }
                </tbody>
            </table>
            <p class="note">
                { run(format!(
                    "Quoted words by speaker, each bar in the colors of the sources that carry them; {} of {} stand \
                     in quotation marks.",
                    answer.n_quoted_words,
                    count(n_words, "word"),
                )) }
            </p>
        </section>
    }
}

fn total(row: &SpeakerRow) -> u32 {
    row.words.iter().sum()
}

fn by_speaker(name: &str) -> String {
    Route::Quotes(QuotesRoute {
        speakers: vec![name.to_owned()],
        ..QuotesRoute::default()
    })
    .href()
}

/// The bar of a speaker: one stretch a source, on a scale where `most` words fill it.
fn bar(row: &SpeakerRow, most: u32) -> Html {
    let share = |words: u32| words * 1_000 / most;
    let starts = row.words.iter().scan(0, |sum, words| {
        let start = *sum;
        *sum += words;
        Some(start)
    });
    html! {
        <svg class="bar" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">
            for (n, (start, words)) in starts.zip(&row.words).enumerate() {
                <rect
                    key={n}
                    data-color={(n % 5).to_string()}
                    x={share(start).to_string()}
                    y="0"
                    height="8"
                    width={share(*words).to_string()}
                />
            }
        </svg>
    }
}

/// Years by mention, and when each source was published.
fn when(shelf: &Shelf, answer: &Answer) -> Html {
    let most = answer.years.iter().map(mentions).max().unwrap_or(1).max(1);
    html! {
        <section hidden={answer.years.is_empty()}>
            <h2>{ run("When") }</h2>
            <table class="years">
                <thead class="unseen">
                    <tr><th>{ run("Year") }</th><th>{ run("Passages that mention it") }</th><th>{ run("Published") }</th></tr>
                </thead>
                <tbody>
                    for (year, row) in years(shelf, answer) {
                        <tr key={year}>
                            <th scope="row">
                                <a href={Route::Search(format!("\"{year}\"")).href()}>{ run(year.to_string()) }</a>
                            </th>
                            <td>
                                if let Some(row) = row {
                                    <span class="ticks" data-size={(mentions(row) * 8).div_ceil(most).to_string()}>
                                        for (n, found) in row.counts.iter().enumerate() {
                                            if *found > 0 {
                                                { source_mark(DocumentId(n as u32)) }
                                            }
                                        }
                                    </span>
                                } else {
                                    <span class="ticks"></span>
                                }
                            </td>
                            <td class="published">
                                for (n, source) in shelf.sources.iter().enumerate() {
                                    if let Some(date) = source.date.as_ref().filter(|it| it.first.year == year) {
                                        <a
                                            key={n}
                                            class="published-mark"
                                            data-exact={(date.is_exact() && !source.date_is_inferred).to_string()}
                                            href={Route::read(&source.key).href()}
                                        >
                                            { run(format!("{} {}", super::super::view::badge(DocumentId(n as u32)).letter, date_in_words(date))) }
                                        </a>
                                    }
                                }
                            </td>
                        </tr>
                    }
                </tbody>
            </table>
            <p class="note">
                { run("Years that the running texts mention, with the sources that do; on the right what was published then, hollow where the day is not certain or not wholly stated.") }
            </p>
        </section>
    }
}

fn mentions(row: &YearRow) -> u32 {
    row.counts.iter().sum()
}

/// Every year that is mentioned or in which something was published, in order.
fn years<'a>(shelf: &Shelf, answer: &'a Answer) -> Vec<(u16, Option<&'a YearRow>)> {
    let mut years: Vec<(u16, Option<&YearRow>)> =
        answer.years.iter().map(|it| (it.year, Some(it))).collect();
    for date in shelf.sources.iter().filter_map(|it| it.date.as_ref()) {
        if !years.iter().any(|it| it.0 == date.first.year) {
            years.push((date.first.year, None));
        }
    }
    years.order_by_key(|it| it.0);
    years
}
