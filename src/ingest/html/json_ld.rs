//! What a page states of its article in the vocabulary of schema.org, as JSON.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Map, Value};

/// Most objects that are looked at.
const MAX_OBJECTS: usize = 10_000;

/// What the JSON says of the article.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Linked {
    pub(super) kind: Option<String>,
    pub(super) headline: Option<String>,
    pub(super) description: Option<String>,
    pub(super) published: Option<String>,
    pub(super) authors: Vec<String>,
    /// Bodies among its authors.
    pub(super) bodies: Vec<String>,
    pub(super) publisher: Option<String>,
    /// Who wrote the report, where that is not the publisher.
    pub(super) source: Option<String>,
    pub(super) language: Option<String>,
    pub(super) url: Option<String>,
}

/// What these scripts say of the article, and how many of them are not JSON.
pub(super) fn linked(scripts: &[String]) -> (Option<Linked>, usize) {
    let scripts = scripts.iter().filter(|it| !it.trim().is_empty());
    let parsed: Vec<Option<Value>> = scripts.map(|it| value(it)).collect();
    let n_broken = parsed.iter().filter(|it| it.is_none()).count();
    let values: Vec<Value> = parsed.into_iter().flatten().collect();
    let objects = objects(&values);
    let by_id: BTreeMap<&str, &Map<String, Value>> = objects
        .iter()
        .filter(|it| it.len() > 1)
        .filter_map(|it| Some((it.get("@id")?.as_str()?, *it)))
        .collect();
    let article = objects.iter().find(|it| article_kind(it).is_some());
    (article.map(|it| Reader { by_id }.article(it)), n_broken)
}

/// The script as a value. Comments around it and raw line ends in its strings are common slips.
fn value(script: &str) -> Option<Value> {
    let text = script.trim();
    let text = text.strip_prefix("<!--").unwrap_or(text);
    let text = text.strip_suffix("-->").unwrap_or(text);
    let text = text.trim().trim_end_matches(';');
    serde_json::from_str(text).ok().or_else(|| {
        let text = text.replace(|c: char| c.is_control(), " ");
        serde_json::from_str(&text).ok()
    })
}

/// The objects that may describe the page, outer ones first.
fn objects(values: &[Value]) -> Vec<&Map<String, Value>> {
    let mut objects = Vec::new();
    let mut next: VecDeque<&Value> = values.iter().collect();
    while let Some(value) = next.pop_front() {
        match value {
            Value::Array(values) => next.extend(values),
            Value::Object(object) if objects.len() < MAX_OBJECTS => {
                objects.push(object);
                let keys = ["@graph", "mainEntity", "mainEntityOfPage"];
                next.extend(keys.iter().filter_map(|it| object.get(*it)));
            }
            _ => {}
        }
    }
    objects
}

/// The kind of article that an object is, by its `@type`, which may be several.
fn article_kind(object: &Map<String, Value>) -> Option<&str> {
    let kinds = object.get("@type")?;
    let kinds: Vec<&str> = match kinds {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => kinds.as_str().into_iter().collect(),
    };
    let is_article = |it: &&str| {
        it.ends_with("Article") || matches!(*it, "BlogPosting" | "LiveBlogPosting" | "Report")
    };
    kinds.into_iter().find(is_article)
}

struct Reader<'a> {
    /// The objects that others may refer to.
    by_id: BTreeMap<&'a str, &'a Map<String, Value>>,
}

impl Reader<'_> {
    fn article(&self, article: &Map<String, Value>) -> Linked {
        let text = |key: &str| article.get(key).and_then(|it| self.name(it));
        let mut linked = Linked {
            kind: article_kind(article).map(str::to_owned),
            headline: text("headline").or_else(|| text("name")),
            description: text("description"),
            published: text("datePublished"),
            publisher: text("publisher"),
            source: text("sourceOrganization").or_else(|| text("copyrightHolder")),
            language: text("inLanguage"),
            url: article
                .get("mainEntityOfPage")
                .and_then(|it| self.address(it)),
            ..Linked::default()
        };
        linked.url = linked
            .url
            .or_else(|| article.get("url").and_then(|it| self.address(it)));
        let authors = article.get("author").or_else(|| article.get("creator"));
        let authors: Vec<&Value> = match authors {
            Some(Value::Array(authors)) => authors.iter().collect(),
            other => other.into_iter().collect(),
        };
        for author in authors {
            let is_body = self.object(author).is_some_and(|it| {
                it.get("@type")
                    .and_then(Value::as_str)
                    .is_some_and(|it| it.ends_with("Organization"))
            });
            let names = if is_body {
                &mut linked.bodies
            } else {
                &mut linked.authors
            };
            names.extend(self.name(author));
        }
        linked
    }

    /// A text, or the name of an object, or of the first in a list.
    fn name(&self, value: &Value) -> Option<String> {
        let value = match value {
            Value::Array(values) => values.first()?,
            other => other,
        };
        let text = match value {
            Value::String(text) => text,
            _ => self.object(value)?.get("name")?.as_str()?,
        };
        Some(text.to_owned()).filter(|it| !it.trim().is_empty())
    }

    /// A text, or where an object stands.
    fn address(&self, value: &Value) -> Option<String> {
        let object = match value {
            Value::String(text) => return Some(text.clone()),
            other => other.as_object()?,
        };
        let value = object.get("url").or_else(|| object.get("@id"))?;
        Some(value.as_str()?.to_owned())
    }

    /// An object, or the one that it refers to.
    fn object<'a>(&'a self, value: &'a Value) -> Option<&'a Map<String, Value>> {
        let object = value.as_object()?;
        let referred = object.get("@id").and_then(Value::as_str);
        let referred = referred.and_then(|it| self.by_id.get(it));
        if object.contains_key("name") {
            Some(object)
        } else {
            referred.copied().or(Some(object))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn read(script: &str) -> Linked {
        let (linked, n_broken) = linked(&[script.to_owned()]);
        assert_eq!(n_broken, 0, "{script}");
        linked.expect("the case has an article")
    }

    #[test]
    fn plain_articles() {
        let linked = read(
            r#"{"@type": "NewsArticle", "headline": "Ferry", "datePublished": "2022-02-07",
            "author": [{"@type": "Person", "name": "A. Writer"}, "B. Writer"],
            "publisher": {"@type": "Organization", "name": "Harbor Post"},
            "mainEntityOfPage": {"@id": "https://example.org/ferry"}}"#,
        );
        assert_eq!(linked.headline.as_deref(), Some("Ferry"));
        assert_eq!(linked.authors, ["A. Writer", "B. Writer"]);
        assert_eq!(linked.publisher.as_deref(), Some("Harbor Post"));
        assert_eq!(linked.url.as_deref(), Some("https://example.org/ferry"));
    }

    #[test]
    fn graphs_refer_to_their_parts() {
        let linked = read(
            r##"[{"@graph": [{"@type": "WebSite", "name": "No"},
            {"@type": ["Thing", "ReportageNewsArticle"], "author": {"@id": "#a"}, "publisher": {"@id": "#p"}},
            {"@id": "#a", "@type": "Organization", "name": "A wire"}, {"@id": "#p", "name": "Harbor Post"}]}]"##,
        );
        assert_eq!(linked.kind.as_deref(), Some("ReportageNewsArticle"));
        assert_eq!(linked.bodies, ["A wire"]);
        assert_eq!(linked.publisher.as_deref(), Some("Harbor Post"));
    }

    #[test]
    fn slips_are_forgiven() {
        let linked = read("<!-- {\"@type\": \"Article\", \"headline\": \"One\ntwo\"}; -->");
        assert_eq!(linked.headline.as_deref(), Some("One two"));
    }

    #[test]
    fn what_is_broken_is_counted() {
        let scripts = ["{", "", "[]", "{\"@type\": 3}"].map(str::to_owned);
        assert_eq!(linked(&scripts), (None, 1));
        let deep = ["[".repeat(100_000)];
        assert_eq!(linked(&deep), (None, 1));
    }
}
