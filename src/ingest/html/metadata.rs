//! What a page states of its article beside the text: in JSON, in `<meta>`, in microdata.

use dom_query::Document;

use super::dates::{Decision, When, decision, when};
use super::json_ld::{Linked, linked};
use super::label::Known;
use super::tame::Tame;
use crate::ingest::article::Stated;
use crate::ingest::entities;
use crate::ingest::{Problem, is_web_address};

/// Longest value that is taken for a headline, name or address, in bytes; what is longer is none.
const MAX_BYTES: usize = 600;

/// Longest value that is taken for a summary.
const MAX_SUMMARY_BYTES: usize = 3000;

/// Most values that are kept.
const MAX_VALUES: usize = 2000;

/// Fewest bytes of a piece of the window's title that can be the headline.
const MIN_TITLE_BYTES: usize = 15;

/// Names of `<meta>` for the headline, best first. Pages state some as `name`, some as `property`.
const TITLE: &[&str] = &[
    "og:title",
    "citation_title",
    "dc.title",
    "parsely-title",
    "twitter:title",
];

const DESCRIPTION: &[&str] = &[
    "og:description",
    "description",
    "twitter:description",
    "dc.description",
];

/// For the time of publication, by names that say so.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "datepublished",
    "parsely-pub-date",
    "citation_publication_date",
    "citation_date",
    "dcterms.issued",
    "dc.date.issued",
    "og:published_time",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "sailthru.date",
];

/// For a time that may be another than that of publication.
const DATED: &[&str] = &[
    "date",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "article:published",
];

const SITE: &[&str] = &[
    "og:site_name",
    "publisher",
    "dc.publisher",
    "application-name",
    "citation_journal_title",
];

/// For the body that wrote what another one carries.
const SOURCE: &[&str] = &[
    "source",
    "syndication-source",
    "original-source",
    "dc.source",
    "news_source",
    "copyrightholder",
    "sourceorganization",
];

const AUTHOR: &[&str] = &[
    "author",
    "parsely-author",
    "article:author",
    "dc.creator",
    "citation_author",
    "sailthru.author",
];

/// Agencies whose reports others carry, as their credits name them.
const AGENCIES: &[&str] = &[
    "afp",
    "agence france-presse",
    "ansa",
    "ap",
    "associated press",
    "dpa",
    "efe",
    "interfax",
    "jiji press",
    "kyodo",
    "kyodo news",
    "reuters",
    "ria novosti",
    "tass",
    "the associated press",
    "xinhua",
    "yonhap",
    "интерфакс",
    "риа новости",
    "тасс",
    "共同通信",
    "時事通信",
];

/// What a page states, before its words are read.
#[derive(Default)]
pub(super) struct Metadata {
    pub(super) known: Known,
    pub(super) stated: Stated,
    /// The times that are called times of publication.
    published: Vec<When>,
    /// Other times.
    others: Vec<When>,
}

/// Reads the metadata of a page.
pub(super) fn metadata(
    file_name: &str,
    document: &Document,
    tame: &Tame,
    problems: &mut Vec<Problem>,
) -> Metadata {
    let (linked, n_broken) = linked(&tame.data);
    if n_broken > 0 {
        problems.push(Problem::warning(
            file_name,
            None,
            "a script of metadata (JSON-LD) is not valid JSON and was passed over",
            "check title, outlet and date of the document",
        ));
    }
    let facts = Facts::of(document);
    let linked = linked.unwrap_or_default();
    let mut metadata = Metadata::default();
    let site = (linked.publisher.as_deref())
        .map(clean)
        .or_else(|| facts.first(SITE));
    metadata.read_titles(&linked, &facts, site.as_deref());
    metadata.read_times(&linked, &facts);
    metadata.read_addresses(&linked, &facts, tame.saved_from.as_deref());
    metadata.read_names(&linked, &facts, site);
    metadata.stated.language = [linked.language.as_deref(), facts.language.as_deref()]
        .into_iter()
        .flatten()
        .chain(
            facts
                .first(&["og:locale", "content-language", "dc.language"])
                .as_deref(),
        )
        .rev()
        .find_map(language);
    metadata.stated.kind = linked.kind.as_deref().and_then(kind).map(str::to_owned);
    metadata
}

impl Metadata {
    fn read_titles(&mut self, linked: &Linked, facts: &Facts, site: Option<&str>) {
        let title = facts.title.as_deref();
        let stated = linked.headline.as_deref().map(clean).into_iter();
        let stated = stated.chain(facts.all(TITLE)).chain(title.map(clean));
        for title in stated.filter(|it| it.len() <= MAX_BYTES) {
            self.known.titles.extend(without_site(&title, site));
        }
        self.stated.title = self.known.titles.first().cloned();
        let stated = linked.description.as_deref().map(clean).into_iter();
        let stated = stated.chain(facts.all(DESCRIPTION));
        self.known.descriptions = stated.filter(|it| it.len() <= MAX_SUMMARY_BYTES).collect();
    }

    fn read_times(&mut self, linked: &Linked, facts: &Facts) {
        let published = linked.published.iter().cloned().chain(facts.all(PUBLISHED));
        self.published = published.filter_map(|it| when(&it)).collect();
        self.others = facts.all(DATED).filter_map(|it| when(&it)).collect();
    }

    fn read_addresses(&mut self, linked: &Linked, facts: &Facts, saved_from: Option<&str>) {
        let canonical = facts.canonical.as_deref();
        let og = facts.first(&["og:url"]);
        let stated = [canonical, og.as_deref(), linked.url.as_deref(), saved_from];
        let mut stated = stated.into_iter().flatten().map(clean);
        self.stated.url = stated.find(|it| it.len() <= MAX_BYTES && is_web_address(it));
    }

    /// Outlet, carrier and author. An outlet that carries the report of another body is its carrier.
    fn read_names(&mut self, linked: &Linked, facts: &Facts, site: Option<String>) {
        let site = site
            .filter(|it| is_name(it))
            .or_else(|| self.stated.url.as_deref().and_then(host).map(str::to_owned));
        let bodies = linked.bodies.iter().filter(|it| is_agency(it));
        let source = linked.source.iter().chain(bodies).map(|it| clean(it));
        let mut source = source.chain(facts.all(SOURCE)).filter(|it| is_name(it));
        self.stated.outlet = site;
        if let Some(source) = source.next() {
            self.carry(&source);
        }
        let authors: Vec<String> = match linked.authors.is_empty() {
            true => facts.all(AUTHOR).take(5).collect(),
            false => linked.authors.iter().map(|it| clean(it)).collect(),
        };
        let outlet = self.stated.outlet.as_deref().unwrap_or_default();
        let mut names: Vec<String> = Vec::new();
        for name in authors.iter().map(|it| without_by(it)) {
            let is_new = !names.iter().any(|it| it == name);
            if is_new
                && is_name(name)
                && !name.eq_ignore_ascii_case(outlet)
                && !is_web_address(name)
            {
                names.push(name.to_owned());
            }
        }
        if !names.is_empty() {
            self.stated.author = Some(names.join(", "));
        }
    }

    /// Takes `source` for the body that wrote the report, unless it is the one that published it.
    pub(super) fn carry(&mut self, source: &str) {
        let source = source.trim_start_matches(['©', ' ']).trim();
        let site = self.stated.outlet.take();
        let letters = |name: &str| -> String {
            let letters = name.chars().filter(|it| it.is_alphanumeric());
            letters.flat_map(char::to_lowercase).collect()
        };
        let is_same = site.as_ref().is_some_and(|it| {
            let (site, source) = (letters(it), letters(source));
            site.starts_with(&source) || source.starts_with(&site)
        });
        if is_same {
            self.stated.outlet = site;
        } else {
            self.stated.outlet = Some(source.to_owned());
            self.stated.carried_by = self.stated.carried_by.take().or(site);
        }
    }

    /// Adds a time that stands at the head of the article.
    pub(super) fn add_time(&mut self, datetime: &str, is_publication: bool) {
        let times = if is_publication {
            &mut self.published
        } else {
            &mut self.others
        };
        times.extend(when(datetime));
    }

    /// Decides the date, once all times are known.
    pub(super) fn decide_date(&mut self, file_name: &str, problems: &mut Vec<Problem>) {
        match decision(&self.published, &self.others) {
            Decision::Open => {}
            Decision::Stated(date, basis) => self.stated.date = Some((date, Some(basis))),
            Decision::Contradiction(first, last) => problems.push(Problem::warning(
                file_name,
                None,
                format!("the page states {first} and {last} as its date, so the document has none"),
                "look when it was published and set the date by hand",
            )),
        }
    }
}

/// Values of a page's head and microdata.
#[derive(Debug, Default)]
struct Facts {
    /// Name, in lower case, and content, in the order of the page.
    values: Vec<(String, String)>,
    title: Option<String>,
    language: Option<String>,
    canonical: Option<String>,
}

impl Facts {
    fn of(document: &Document) -> Facts {
        let mut facts = Facts::default();
        for node in document.root().descendants_it() {
            let Some(element) = node.element_ref() else {
                continue;
            };
            let value = |name: &str| element.attr(name).map(String::from);
            match element.name.local.as_ref() {
                "html" => {
                    let language = value("lang").or_else(|| value("xml:lang"));
                    facts.language = facts.language.take().or(language);
                }
                "title" if facts.title.is_none() => {
                    drop(element);
                    facts.title = Some(node.text().to_string());
                    continue;
                }
                "link" if value("rel").is_some_and(|it| it.eq_ignore_ascii_case("canonical")) => {
                    facts.canonical = facts.canonical.take().or_else(|| value("href"));
                }
                _ => {}
            }
            let names = ["name", "property", "itemprop", "http-equiv"];
            let content = value("content").or_else(|| value("datetime"));
            let (Some(content), Some(name)) = (content, names.iter().find_map(|it| value(it)))
            else {
                continue;
            };
            if facts.values.len() < MAX_VALUES {
                facts.values.push((name.trim().to_lowercase(), content));
            }
        }
        facts
    }

    /// The values of these names, in the order of the names.
    fn all(&self, names: &'static [&str]) -> impl Iterator<Item = String> {
        let of = |name: &'static str| self.values.iter().filter(move |it| it.0 == name);
        let values = names.iter().flat_map(move |it| of(it));
        values.map(|it| clean(&it.1)).filter(|it| !it.is_empty())
    }

    fn first(&self, names: &'static [&str]) -> Option<String> {
        self.all(names).next()
    }
}

/// A value in one line. Some are escaped twice.
pub(super) fn clean(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let (c, length) = entities::character(rest).unwrap_or(('&', 1));
        text.push(c);
        rest = &rest[length..];
    }
    text.push_str(rest);
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// The title, and what is left of it without the name of the site or a section beside it.
fn without_site(title: &str, site: Option<&str>) -> Vec<String> {
    let marks = [
        " | ", " - ", " – ", " — ", " :: ", " • ", " · ", "｜", " « ", " » ",
    ];
    let mut pieces: Vec<&str> = vec![title];
    for mark in marks {
        let first = title.split_once(mark).map(|it| it.0);
        let last = title.rsplit_once(mark);
        pieces.extend(first.into_iter().chain(last.map(|it| it.0)));
        // `Harbor Post - The ferry is back`
        pieces.extend(last.filter(|it| Some(it.0.trim()) == site).map(|it| it.1));
    }
    let is_whole = |it: &&str| *it == title || it.len() >= MIN_TITLE_BYTES;
    let mut titles: Vec<String> = pieces
        .into_iter()
        .filter(is_whole)
        .map(|it| it.trim().to_owned())
        .collect();
    let ends_with_site = |it: &str| site.is_some_and(|site| it.trim_end().ends_with(site));
    if titles.len() > 1 && ends_with_site(title) {
        titles.rotate_left(1);
    }
    titles
}

/// The host of an address, without `www.`.
fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("//")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.rsplit('@').next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|it| !it.is_empty())
}

/// Whether a value can be the name of a person or body.
pub(super) fn is_name(value: &str) -> bool {
    let n = value.chars().count();
    (2..=80).contains(&n) && value.chars().any(char::is_alphabetic) && !is_web_address(value)
}

/// Whether a name is that of an agency.
pub(super) fn is_agency(name: &str) -> bool {
    let name = name.trim_start_matches(['©', ' ']).trim().to_lowercase();
    AGENCIES.contains(&name.as_str())
}

/// The name in `By A. Writer`.
pub(super) fn without_by(name: &str) -> &str {
    let name = name.trim();
    let by = ["By ", "by ", "BY ", "By: ", "Author: ", "Автор: ", "Text: "];
    by.iter()
        .find_map(|it| name.strip_prefix(it))
        .unwrap_or(name)
        .trim()
}

/// A tag of a language, BCP 47, in which `_` stands in some places.
fn language(value: &str) -> Option<String> {
    let tag = value.trim().replace('_', "-");
    let parts: Vec<&str> = tag.split('-').collect();
    let is_part =
        |it: &&str| (1..=8).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_alphanumeric());
    let is_tag = parts.iter().all(is_part)
        && matches!(parts.first(), Some(it) if (2..=3).contains(&it.len()));
    (is_tag && !parts[0].bytes().any(|it| it.is_ascii_digit())).then_some(tag)
}

/// What sort of text a type of schema.org is, where it is no plain report.
fn kind(article_type: &str) -> Option<&'static str> {
    match article_type {
        "AnalysisNewsArticle" => Some("analysis"),
        "AskPublicNewsArticle" => Some("call to readers"),
        "BackgroundNewsArticle" => Some("background"),
        "BlogPosting" => Some("blog"),
        "LiveBlogPosting" => Some("live blog"),
        "OpinionNewsArticle" => Some("commentary"),
        "ReviewNewsArticle" => Some("review"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_without_their_site() {
        let titles = without_site("The ferry is back | Harbor Post", Some("Harbor Post"));
        assert_eq!(titles[0], "The ferry is back");
        let titles = without_site("Harbor Post - The ferry is back", Some("Harbor Post"));
        assert!(titles.contains(&"The ferry is back".to_owned()));
        let titles = without_site("The ferry – and what follows", None);
        assert_eq!(titles[0], "The ferry – and what follows");
    }

    #[test]
    fn values_in_one_line() {
        assert_eq!(
            clean(" One\n two &amp; three&#8217;s &x; & "),
            "One two & three’s &x; &"
        );
    }

    #[test]
    fn languages() {
        assert_eq!(language("en_GB").as_deref(), Some("en-GB"));
        assert_eq!(language("ja").as_deref(), Some("ja"));
        for wrong in ["", "english", "e", "1a", "en-", "en GB"] {
            assert_eq!(language(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn hosts() {
        assert_eq!(host("https://www.example.org/a"), Some("example.org"));
        assert_eq!(host("http://a@example.org:80"), Some("example.org"));
        assert_eq!(host("https:///a"), None);
    }
}
