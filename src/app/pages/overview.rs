//! What is here, who covers what, who is heard, when.

use yew::prelude::*;

use super::matrix::use_matrix;
use super::{frame, heading};
use crate::app::components::{
    Element, element, item_tools, link, pick_box, row_head, source_mark, speaker_bars, unseen_head,
};
use crate::app::hooks::{Picked, use_answer, use_picked, use_shelf};
use crate::app::route::{CompareRoute, OverviewRoute, Route, TimelineRoute};
use crate::app::view::{badge, count, date_in_words, listed, period_in_words};
use crate::corpus::DocumentId;
use crate::engine::MAX_COMPARED;
use crate::order::Order;
use crate::protocol::{Overview as Answer, OverviewQuestion, Shelf, Source, YearRow};

/// The first page.
#[hook]
pub(super) fn use_overview(route: &OverviewRoute) -> Html {
    let shelf = use_shelf();
    let answer = use_answer(OverviewQuestion {
        topics: route.rows.clone(),
    });
    let topics = answer.shown().map_or(&[][..], |it| &it.topics);
    let matrix = use_matrix(route, topics);
    let picked = use_picked();
    let title = match shelf.title.is_empty() {
        true => "The corpus",
        false => &shelf.title,
    };
    let shown = answer.shown();
    frame("overview", &answer)
        .with(heading(title))
        .with(element("p").class("lede").run(&lede(&shelf)))
        .with(
            element("div")
                .class("two")
                .with(
                    element("div")
                        .with(sources(&shelf, &picked))
                        .with_some(matrix),
                )
                .with(
                    element("div")
                        .with_some(shown.map(|it| heard(&shelf, it)))
                        .with_some(shown.map(|it| when(&shelf, it))),
                ),
        )
        .into()
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

fn section(title: &str) -> Element {
    element("section").with(element("h2").run(title))
}

fn sources(shelf: &Shelf, picked: &Picked) -> Element {
    let first = shelf.sources.iter().take(MAX_COMPARED);
    let all = CompareRoute::of(first.map(|it| it.key.clone()).collect());
    let which = match shelf.sources.len() {
        n if n > MAX_COMPARED => "the first five".to_owned(),
        2 => "both".to_owned(),
        n => format!("all {n}"),
    };
    let lay = link(Route::Compare(all), &format!("Lay {which} side by side"));
    let items = (0..).zip(&shelf.sources).map(|(n, source)| {
        let title = link(Route::read(&source.key), &source.title);
        let facts = element("p")
            .class("facts")
            .run_in("outlet", &source.outlet)
            .run(&facts(source))
            .with(pick_box(picked, &source.key));
        element("li")
            .key(&source.key)
            .item()
            .with(source_mark(DocumentId(n)))
            .with(title.class("title").set("lang", &source.language))
            .run_in("when", &dated(source))
            .with(facts)
    });
    section("The sources")
        .with(item_tools())
        .with(element("ol").class("sources").each(items))
        .with(element("p").with(lay.class("button")))
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
    let mut statements = count(source.n_statements, "statement");
    if source.n_terms > 0 {
        statements = format!("{statements}, {}", count(source.n_terms, "term"));
    }
    facts.push(statements);
    facts.push(count(source.n_passages, "passage"));
    facts.join(" · ")
}

fn heard(shelf: &Shelf, answer: &Answer) -> Element {
    let n_words: u32 = shelf.sources.iter().map(|it| it.n_words).sum();
    let table = speaker_bars(&answer.speakers, "Quoted words", |words| words.to_string());
    let note = format!(
        "Quoted words by speaker, each bar in the colors of the sources that carry them; {} of {} \
         stand in quotation marks.",
        answer.n_quoted_words,
        count(n_words, "word"),
    );
    section("Who is heard")
        .flag("hidden", answer.speakers.is_empty())
        .with(table)
        .with(element("p").class("note").run(&note))
}

/// Years by mention, and when each source was published.
fn when(shelf: &Shelf, answer: &Answer) -> Element {
    let most = answer.years.iter().map(mentions).max().unwrap_or(1).max(1);
    let rows = years(shelf, answer).into_iter().map(|(year, row)| {
        let passages = Route::of_query(format!("\"{year}\""));
        let ticks = element("span").class("ticks");
        let ticks = match row {
            Some(row) => {
                let mentioning = (0..).zip(&row.counts).filter(|it| *it.1 > 0);
                ticks
                    .number("data-size", (mentions(row) * 8).div_ceil(most) as usize)
                    .each(mentioning.map(|(n, _)| source_mark(DocumentId(n))))
            }
            None => ticks,
        };
        element("tr")
            .key(year)
            .with(row_head().with(link(passages, &year.to_string())))
            .with(element("td").with(ticks))
            .with(
                element("td")
                    .class("published")
                    .each(published(shelf, year)),
            )
    });
    let table = element("table")
        .class("years")
        .with(unseen_head([
            "Year",
            "Passages that mention it",
            "Published",
        ]))
        .with(element("tbody").each(rows));
    section("When")
        .flag("hidden", answer.years.is_empty())
        .with(table)
        .with(element("p").class("note").run(
            "Years that the running texts mention, with the sources that do; on the right what was \
             published then, hollow where the day is not certain or not wholly stated.",
        ))
        .with(element("p").class("note").with(link(
            Route::Timeline(TimelineRoute::default()),
            "All dates, with their sentences",
        )))
}

/// What was published in a year.
fn published(shelf: &Shelf, year: u16) -> impl Iterator<Item = Element> {
    let sources = (0..).zip(&shelf.sources);
    sources.filter_map(move |(n, source)| {
        let date = source.date.as_ref().filter(|it| it.first.year == year)?;
        let letter = badge(DocumentId(n)).letter;
        let label = format!("{letter} {}", date_in_words(date));
        let mark = link(Route::read(&source.key), &label)
            .key(n)
            .class("published-mark")
            .state("data-exact", date.is_exact() && !source.date_is_inferred);
        Some(mark)
    })
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
