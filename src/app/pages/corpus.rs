//! Where the texts come from, and how to bring others.

use yew::prelude::*;

use super::{frame, heading};
use crate::app::components::{item_tools, run, source_mark};
use crate::app::hooks::{use_answer, use_shelf};
use crate::app::route::Route;
use crate::app::view::{count, date_in_words};
use crate::corpus::{DocumentId, Rights};
use crate::protocol::{CorpusQuestion, FileFacts, Source};

/// The corpus view.
#[component]
pub fn Corpus() -> Html {
    let shelf = use_shelf();
    let answer = use_answer(CorpusQuestion);
    let files = answer.shown();
    let body = html! {
        <>
            { heading("Where the texts come from".to_owned()) }
            <p class="lede" hidden={shelf.about.is_empty()}>{ run(shelf.about.clone()) }</p>
            <section>
                <h2>{ run(count(shelf.sources.len() as u32, "source")) }</h2>
                { item_tools() }
                for (n, source) in (0..).zip(&shelf.sources) {
                    { one(DocumentId(n), source, files.and_then(|it| it.get(n as usize))) }
                }
            </section>
            <section class="own">
                <h2>{ run("Your own articles") }</h2>
                <p>{ run("Put them in a folder, one Markdown or text file each, and let the program make one file of them:") }</p>
                <pre><code>{ run("crossread check my-articles/\ncrossread build my-articles/ -o my.crossread") }</code></pre>
                <p>{ run("Lay that file next to this page and open the page with its name:") }</p>
                <pre><code>{ run("index.html?corpus=my.crossread") }</code></pre>
                <p>{ run("The page reads corpora of its own site only and sends nothing anywhere.") }</p>
            </section>
        </>
    };
    frame("corpus", &answer, body)
}

fn one(id: DocumentId, source: &Source, file: Option<&FileFacts>) -> Html {
    let facts = facts(source, file);
    html! {
        <article class="file" key={source.key.clone()} data-item="" tabindex="-1">
            <h3>
                { source_mark(id) }
                <a href={Route::read(&source.key).href()} lang={source.language.clone()}>{ run(source.title.clone()) }</a>
            </h3>
            <dl>
                for (name, value) in facts {
                    <div key={name}>
                        <dt>{ run(name) }</dt>
                        <dd>{ linked(value) }</dd>
                    </div>
                }
            </dl>
        </article>
    }
}

/// A value; an address of the web as a link.
fn linked(value: String) -> Html {
    if value.starts_with("https://") || value.starts_with("http://") {
        html! {
            <a href={value.clone()} rel="noopener noreferrer">{ run(value) }</a>
        }
    } else {
        html! { { run(value) } }
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
            .map(|it| ("Inferred from", it)),
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
