//! Where the texts come from, and how to bring others.

use yew::prelude::*;

use super::{frame, heading};
use crate::app::components::{Element, element, item_tools, link, source_mark};
use crate::app::hooks::{use_answer, use_is_own, use_shelf};
use crate::app::route::Route;
use crate::app::view::{count, date_in_words};
use crate::corpus::{DocumentId, Rights};
use crate::order::Order;
use crate::protocol::{CorpusQuestion, FileFacts, Source};

/// The corpus view.
#[hook]
pub(super) fn use_corpus() -> Html {
    let shelf = use_shelf();
    let is_own = use_is_own();
    let answer = use_answer(CorpusQuestion);
    let files = answer.shown();
    let file = |id: DocumentId| files.and_then(|it| it.get(id.0 as usize));
    let first = |id: DocumentId| file(id).and_then(|it| it.same_as);
    let mut ids: Vec<DocumentId> = (0..shelf.sources.len() as u32).map(DocumentId).collect();
    // Copies of an article stand below it.
    ids.order_by_key(|&id| (first(id).unwrap_or(id), id));
    let sources = ids.into_iter().filter_map(|id| {
        let original = first(id).and_then(|it| shelf.source(it));
        Some(one(id, shelf.source(id)?, file(id), original))
    });
    frame("corpus", &answer)
        .with(heading("Where the texts come from"))
        .with(
            element("p")
                .class("lede")
                .flag("hidden", shelf.about.is_empty())
                .run(&shelf.about),
        )
        .with(
            element("section")
                .flag("hidden", is_own)
                .with(element("h2").run(&count(shelf.sources.len() as u32, "source")))
                .with(item_tools())
                .each(sources.filter(|_| !is_own)),
        )
        .into()
}

/// A source; `original` is the one whose article it prints.
fn one(
    id: DocumentId,
    source: &Source,
    file: Option<&FileFacts>,
    original: Option<&Source>,
) -> Element {
    let title = link(Route::read(&source.key), &source.title).set("lang", &source.language);
    let mut facts = facts(source, file);
    facts.extend(original.map(|it| ("Same article as", format!("{}, {}", it.outlet, it.title))));
    let facts = facts.iter().map(|(name, value)| {
        element("div")
            .key(name)
            .with(element("dt").run(name))
            .with(linked(element("dd"), value))
    });
    element("article")
        .class("file")
        .key(&source.key)
        .item()
        .with(element("h3").with(source_mark(id)).with(title))
        .with(element("dl").each(facts))
}

/// `place` with a value in it; an address of the web as a link.
fn linked(place: Element, value: &str) -> Element {
    if value.starts_with("https://") || value.starts_with("http://") {
        let link = element("a").set("href", value);
        place.with(link.set("rel", "noopener noreferrer").run(value))
    } else {
        place.run(value)
    }
}

fn facts(source: &Source, file: Option<&FileFacts>) -> Vec<(&'static str, String)> {
    let mut facts = vec![("Outlet", source.outlet.clone())];
    facts.extend(source.carried_by.clone().map(|it| ("Carried by", it)));
    facts.extend(
        file.and_then(|it| it.author.clone())
            .map(|it| ("Author", it)),
    );
    facts.extend(source.kind.clone().map(|it| ("Kind", it)));
    facts.extend(source.place.clone().map(|it| ("Place", it)));
    let date = match &source.date {
        Some(date) => format!("{} ({})", date_in_words(date), date.edtf),
        None => "not stated".to_owned(),
    };
    facts.push(("Date", date));
    facts.extend(
        file.and_then(|it| it.date_basis.clone())
            .map(|it| ("About the date", it)),
    );
    facts.extend(
        file.and_then(|it| it.url.clone())
            .map(|it| ("Original", it)),
    );
    facts.push(("Language", source.language.clone()));
    facts.push((
        "Size",
        format!(
            "{}, {}, {}",
            count(source.n_words, "word"),
            count(source.n_passages, "passage"),
            count(source.n_sentences, "sentence")
        ),
    ));
    if let Some(file) = file {
        if file.n_furniture_words > 0 {
            facts.push((
                "Left out",
                format!(
                    "{} of page furniture, never counted",
                    count(file.n_furniture_words, "word")
                ),
            ));
        }
        let rights = match file.rights {
            Rights::Full => "full text",
            Rights::Excerpts => "excerpts only",
            Rights::Link => "facts and address only",
        };
        facts.push(("Shown", rights.to_owned()));
        facts.push(("File", file.file.clone()));
    }
    facts
}
