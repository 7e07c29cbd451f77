//! What all plain pages have around them: the first page of the app, so that each starts it.

use std::fmt::Write as _;

use super::markup::{escaped, titled};
use super::{FEED, FIRST_PAGE, PREVIEW, QUOTES, Site};
use crate::app::components::views;
use crate::app::route::Route;

/// What we add to a head begins with this, so that it is taken out when a page is made of a site's.
const ADDED: &str = "<meta name=\"generator\" content=\"Crossread\">";

/// The first page of the app, without what is read in it.
pub(super) struct Frame<'a> {
    head: &'a str,
    /// From the end of the head to the masthead.
    before: &'a str,
    /// From the end of what is read.
    after: &'a str,
}

/// A page that is read without scripts.
pub(super) struct Plain {
    /// Where it lies: `read/KEY.html`.
    pub(super) file: String,
    /// The app's address of the same, `#` included; empty where that is the file's own.
    pub(super) route: String,
    /// The app's name of the view.
    pub(super) view: &'static str,
    /// Without the collection's; empty: the collection itself.
    pub(super) title: String,
    /// What it is, in a sentence or two.
    pub(super) about: String,
    /// What the Open Graph calls it: `website`, `article`.
    pub(super) kind: &'static str,
    /// What is read, as HTML.
    pub(super) body: String,
}

impl<'a> Frame<'a> {
    /// The frame of a page of ours; nothing for any other.
    pub(super) fn of(html: &'a str) -> Option<Frame<'a>> {
        let (head, body) = html.split_once("</head>")?;
        let (before, rest) = body.split_once("<header class=\"masthead\"")?;
        let (_, after) = rest.split_once("</main>")?;
        let head = head.split_once(ADDED).map_or(head, |it| it.0);
        Some(Frame {
            head,
            before,
            after,
        })
    }

    /// `page` in this frame.
    pub(super) fn around(&self, page: &Plain, site: &Site<'_>) -> String {
        let collection = &site.bundle.corpus.title;
        let parts = [page.title.as_str(), collection];
        let parts: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
        let head = titled(self.head, &parts.join(" · "), &page.about);
        let is_below = page.file.contains('/');
        let root = if is_below { "../" } else { "" };
        let named = |html: &str| match is_below {
            true => from_below(html),
            false => html.to_owned(),
        };
        format!(
            "{}{}</head>{}{}\n<main data-view=\"{}\" data-plain=\"{}\">\n{}</main>{}",
            named(&head),
            card(page, site),
            named(self.before),
            masthead(&page.file, root, site.is_large),
            page.view,
            escaped(&page.route),
            page.body,
            named(self.after),
        )
    }
}

/// Name and views, as the app has them; those that need it are shown where scripts run.
fn masthead(file: &str, root: &str, is_large: bool) -> String {
    let mut out = format!(
        "<header class=\"masthead\"><a class=\"name\" href=\"{root}{FIRST_PAGE}\">Crossread</a>\
         <nav aria-label=\"Views\">"
    );
    for (name, _, route) in views(is_large) {
        let plain = match route {
            Route::Overview(_) => Some(FIRST_PAGE),
            Route::Quotes(_) => Some(QUOTES),
            _ => None,
        };
        let _ = match plain {
            Some(to) if to == file => {
                write!(
                    out,
                    "<a href=\"{root}{to}\" aria-current=\"page\">{name}</a>"
                )
            }
            Some(to) => write!(out, "<a href=\"{root}{to}\">{name}</a>"),
            None => {
                let to = escaped(&route.href());
                write!(
                    out,
                    "<a class=\"needs-app\" href=\"{root}{FIRST_PAGE}{to}\">{name}</a>"
                )
            }
        };
    }
    out + "</nav></header>"
}

/// HTML of the first page as a page in a folder below has it: all files that it names lie beside it.
fn from_below(html: &str) -> String {
    html.replace("=\"./", "=\"")
        .replace(" href=\"", " href=\"../")
        .replace(" src=\"", " src=\"../")
}

/// What other sites show of a link to the page: the Open Graph's words, absolute addresses where the
/// site's is known.
fn card(page: &Plain, site: &Site<'_>) -> String {
    let corpus = &site.bundle.corpus;
    let collection = match corpus.title.as_str() {
        "" => "Crossread",
        title => title,
    };
    let title = match page.title.as_str() {
        "" => collection,
        title => title,
    };
    let mut out = ADDED.to_owned();
    let mut property = |name: &str, content: &str| {
        if !content.is_empty() {
            let content = escaped(content);
            let _ = write!(out, "<meta property=\"og:{name}\" content=\"{content}\">");
        }
    };
    property("title", title);
    property("description", &page.about);
    property("type", page.kind);
    property("site_name", collection);
    let Some(address) = site.address else {
        return out + "<meta name=\"twitter:card\" content=\"summary\">";
    };
    let file = match page.file.as_str() {
        FIRST_PAGE => "",
        file => file,
    };
    let here = address.of(file);
    property("url", &here);
    property("image", &address.of(PREVIEW));
    property("image:width", "1200");
    property("image:height", "630");
    property("image:alt", "Columns of text side by side");
    let _ = write!(
        out,
        "<meta name=\"twitter:card\" content=\"summary_large_image\">\
         <link rel=\"canonical\" href=\"{}\">",
        escaped(&here)
    );
    if site.has_feed() {
        let _ = write!(
            out,
            "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"{}\" href=\"{}\">",
            escaped(collection),
            escaped(&address.of(FEED))
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_from_below() {
        assert_eq!(
            from_below("<link href=\"./s.css\"><script src=\"a.js\" data-glue=\"g.js\">"),
            "<link href=\"../s.css\"><script src=\"../a.js\" data-glue=\"g.js\">"
        );
    }
}
