//! What programs follow: a sitemap for search engines, and a feed. Both name absolute addresses only.

use std::fmt::Write as _;

use super::markup::escaped;
use super::{Address, FEED, QUOTES, Site, file_of, summary};
use crate::corpus::{Day, Document};
use crate::order::Order;

/// Search engines read no more addresses of one sitemap.
const MOST_IN_SITEMAP: usize = 50_000;

/// The newest sources that a feed lists; who follows it has seen the older ones.
const MOST_IN_FEED: usize = 100;

/// Sitemap and feed, where the site's address is known.
pub(super) fn files(site: &Site<'_>) -> Vec<(String, String)> {
    let Some(address) = site.address else {
        return Vec::new();
    };
    let feed = feed(site, address).map(|it| (FEED.to_owned(), it));
    let sitemap = ("sitemap.xml".to_owned(), sitemap(site, address));
    [sitemap].into_iter().chain(feed).collect()
}

fn sitemap(site: &Site<'_>, address: &Address) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let mut add = |file: &str, changed: Option<&str>| {
        let _ = write!(out, "<url><loc>{}</loc>", escaped(&address.of(file)));
        if let Some(day) = changed {
            let _ = write!(out, "<lastmod>{day}</lastmod>");
        }
        out += "</url>\n";
    };
    add("", None);
    if !site.is_large {
        add(QUOTES, None);
    }
    let documents = &site.bundle.corpus.documents;
    for document in documents.iter().take(MOST_IN_SITEMAP - 2) {
        let day = (document.date.as_ref()).filter(|it| it.is_exact() && !document.date_is_inferred);
        add(&file_of(document), day.map(|it| it.edtf.as_str()));
    }
    out + "</urlset>\n"
}

/// An Atom feed of the newest sources; nothing where none has a date, because each entry needs one.
fn feed(site: &Site<'_>, address: &Address) -> Option<String> {
    let corpus = &site.bundle.corpus;
    let documents = corpus.documents.iter();
    // By the last day that it can be.
    let mut newest: Vec<(Day, &Document)> = documents
        .filter_map(|it| Some((it.date.as_ref()?.last, it)))
        .collect();
    newest.order_by(|a, b| b.0.cmp(&a.0));
    let updated = moment(newest.first()?.0);
    let title = match corpus.title.as_str() {
        "" => "Crossread",
        title => title,
    };
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <id>{0}</id>\n<title>{1}</title>\n<updated>{updated}</updated>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{0}\"/>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{2}\"/>\n",
        escaped(&address.of("")),
        escaped(title),
        escaped(&address.of(FEED)),
    );
    if !corpus.about.is_empty() {
        let _ = writeln!(out, "<subtitle>{}</subtitle>", escaped(&corpus.about));
    }
    for (day, document) in newest.into_iter().take(MOST_IN_FEED) {
        let here = escaped(&address.of(&file_of(document)));
        let _ = writeln!(
            out,
            "<entry xml:lang=\"{}\">\n<id>{here}</id>\n<title>{}</title>\n<updated>{}</updated>\n\
             <author><name>{}</name></author>\n<link rel=\"alternate\" type=\"text/html\" href=\"{here}\"/>",
            escaped(&document.language),
            escaped(&document.title),
            moment(day),
            escaped(document.author.as_ref().unwrap_or(&document.outlet)),
        );
        let summary = summary(document);
        if !summary.is_empty() {
            let _ = writeln!(out, "<summary>{}</summary>", escaped(&summary));
        }
        out += "</entry>\n";
    }
    Some(out + "</feed>\n")
}

/// The beginning of a day, as feeds write it.
fn moment(day: Day) -> String {
    format!("{:04}-{:02}-{:02}T00:00:00Z", day.year, day.month, day.day)
}
