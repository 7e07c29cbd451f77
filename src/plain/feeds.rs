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

/// What programs begin with.
const SITEMAP: &str = "sitemap.xml";

/// Sitemap and feed, where the site's address is known.
pub(super) fn files(site: &Site<'_>) -> Vec<(String, String)> {
    let Some(address) = site.address else {
        return Vec::new();
    };
    let feed = feed(site, address).map(|it| (FEED.to_owned(), it));
    let mut files = sitemaps(&listed(site), address);
    files.extend(feed);
    files
}

/// All pages, each with the day of its source.
fn listed<'a>(site: &Site<'a>) -> Vec<(String, Option<&'a str>)> {
    let mut pages = vec![(String::new(), None)];
    if !site.is_large {
        pages.push((QUOTES.to_owned(), None));
    }
    let documents = site.bundle.corpus.documents.iter();
    pages.extend(documents.map(|document| {
        let day = (document.date.as_ref()).filter(|it| it.is_exact() && !document.date_is_inferred);
        (file_of(document), day.map(|it| it.edtf.as_str()))
    }));
    pages
}

/// A sitemap; where there are more pages than one may list, several and a list of these.
fn sitemaps(pages: &[(String, Option<&str>)], address: &Address) -> Vec<(String, String)> {
    let place = |file: &str| format!("<loc>{}</loc>", escaped(&address.of(file)));
    let sitemap = |pages: &[(String, Option<&str>)]| {
        let urls = pages.iter().map(|(file, day)| {
            let changed = day.map(|it| format!("<lastmod>{it}</lastmod>"));
            let changed = changed.unwrap_or_default();
            format!("<url>{}{changed}</url>\n", place(file))
        });
        in_element("urlset", &urls.collect::<String>())
    };
    if pages.len() <= MOST_IN_SITEMAP {
        return vec![(SITEMAP.to_owned(), sitemap(pages))];
    }
    let parts = (1..).zip(pages.chunks(MOST_IN_SITEMAP));
    let mut files: Vec<(String, String)> = parts
        .map(|(number, pages)| (format!("sitemap-{number}.xml"), sitemap(pages)))
        .collect();
    let parts = files
        .iter()
        .map(|it| format!("<sitemap>{}</sitemap>\n", place(&it.0)));
    let all = in_element("sitemapindex", &parts.collect::<String>());
    files.push((SITEMAP.to_owned(), all));
    files
}

fn in_element(name: &str, inner: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <{name} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{inner}</{name}>\n"
    )
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sitemap_lies_in_several() {
        let address = "https://example.org/news/".parse().expect("an address");
        let page = |it| (format!("read/{it}.html"), None);
        let most: Vec<(String, Option<&str>)> = (0..MOST_IN_SITEMAP).map(page).collect();
        let names = |pages: &[(String, Option<&str>)]| -> Vec<(String, usize)> {
            let files = sitemaps(pages, &address);
            let n_places = |it: &str| it.matches("<loc>").count();
            files
                .iter()
                .map(|it| (it.0.clone(), n_places(&it.1)))
                .collect()
        };
        assert_eq!(names(&most), [(SITEMAP.to_owned(), MOST_IN_SITEMAP)]);
        let more: Vec<(String, Option<&str>)> = (0..=MOST_IN_SITEMAP).map(page).collect();
        let expected = [
            ("sitemap-1.xml", MOST_IN_SITEMAP),
            ("sitemap-2.xml", 1),
            (SITEMAP, 2),
        ];
        assert_eq!(names(&more), expected.map(|(name, n)| (name.to_owned(), n)));
        let all = sitemaps(&more, &address)
            .pop()
            .map_or(String::new(), |it| it.1);
        assert!(
            all.contains("<sitemap><loc>https://example.org/news/sitemap-2.xml</loc>"),
            "{all}"
        );
    }
}
