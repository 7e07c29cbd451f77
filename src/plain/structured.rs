//! What search engines read of a source, in the vocabulary of schema.org.

use serde_json::{Value, json};

use super::markup::json_in_script;
use super::{Site, file_of};
use crate::app::view::card_id;
use crate::corpus::{Document, DocumentId};
use crate::names::NameKind;
use crate::quotes::{Speaker, Statement, StatementKind};

/// The article and what is quoted in it, as JSON-LD for a script element: a `NewsArticle`, dated only
/// where the day is known, and a `Quotation` of each stretch of words that someone is said to have said.
/// What is reported in other words is none.
pub(super) fn of_source(
    site: &Site<'_>,
    id: DocumentId,
    document: &Document,
    statements: &[Statement],
) -> String {
    let page = (site.address).map_or(String::new(), |it| it.of(&file_of(document)));
    let article_id = format!("{page}#article");
    let mut graph = vec![article(document, &article_id)];
    for statement in statements {
        let words = match statement.kind {
            StatementKind::Direct => vec![statement.content],
            StatementKind::Mixed => statement.pieces.iter().map(|it| it.words).collect(),
            StatementKind::Indirect | StatementKind::Term => Vec::new(),
        };
        for (n, words) in (1..).zip(words) {
            let mut quotation = json!({
                "@type": "Quotation",
                "@id": format!("{page}#{}-{n}", card_id(id, statement)),
                "text": words.of_text(&document.text),
                "inLanguage": document.language,
                "isPartOf": { "@id": article_id },
            });
            if let Some(speaker) = &statement.speaker {
                quotation["spokenByCharacter"] = spoken_by(site, speaker);
            }
            graph.push(quotation);
        }
    }
    json_in_script(&json!({ "@context": "https://schema.org", "@graph": graph }))
}

fn article(document: &Document, id: &str) -> Value {
    let day = document
        .date
        .as_ref()
        .filter(|it| it.is_exact() && !document.date_is_inferred);
    let mut article = json!({
        "@type": "NewsArticle",
        "@id": id,
        "headline": document.title,
        "inLanguage": document.language,
        "publisher": { "@type": "Organization", "name": document.outlet },
    });
    let mut set = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            article[name] = value;
        }
    };
    let person = |name: &String| json!({ "@type": "Person", "name": name });
    set("datePublished", day.map(|it| it.edtf.clone().into()));
    set("author", document.author.as_ref().map(person));
    // The original's, of which this is a copy.
    set("url", document.url.clone().map(Value::from));
    set("license", document.license.clone().map(Value::from));
    article
}

/// A speaker, as a person or a body where the names of the corpus say which.
fn spoken_by(site: &Site<'_>, speaker: &Speaker) -> Value {
    let names = &site.bundle.names;
    let name = names.by_canonical(&speaker.name);
    let kind = name.and_then(|it| names.entries.get(it.0 as usize));
    let kind = match kind.map(|it| it.kind) {
        Some(NameKind::Person) => Some("Person"),
        Some(NameKind::Body) => Some("Organization"),
        _ => None,
    };
    let mut out = json!({ "name": speaker.name });
    if let Some(kind) = kind {
        out["@type"] = kind.into();
    }
    out
}
