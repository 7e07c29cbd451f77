//! What an element's name, role, classes and microdata say of the words in it.

use super::page::Element;
use crate::corpus::{LabelReason, PassageKind};

/// What a page says of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// It belongs to the page around the article.
    Around(PassageKind, LabelReason, Strength),
    /// It belongs to the article, and is more than running text.
    Part(PassageKind, LabelReason),
}

/// How much what an element is called proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    /// HTML or ARIA defines it, or all pages mean the same by it.
    Sure,
    /// Pages also call so what holds the article: `with-sidebar`, `paywall`.
    Likely,
}

const COMMENTS: &[&str] = &[
    "akismet",
    "comment",
    "commentlist",
    "comments",
    "discussion",
    "disqus",
    "respond",
    "replies",
];

const ASKING: &[&str] = &[
    "captcha",
    "cmp",
    "consent",
    "cookie",
    "cookies",
    "didomi",
    "donate",
    "donation",
    "gdpr",
    "login",
    "modal",
    "newsletter",
    "onetrust",
    "paywall",
    "poll",
    "popup",
    "register",
    "regwall",
    "sign up",
    "signup",
    "subscribe",
    "subscription",
    "survey",
];

const RELATED: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "also read",
    "latest news",
    "more from",
    "more news",
    "more stories",
    "most popular",
    "most read",
    "mostread",
    "outbrain",
    "popular",
    "promo",
    "promos",
    "promoted",
    "read also",
    "read more",
    "read next",
    "recirc",
    "recirculation",
    "recommend",
    "recommendations",
    "recommended",
    "related",
    "see also",
    "sidebar",
    "sponsored",
    "taboola",
    "teaser",
    "teasers",
    "top stories",
    "trending",
    "up next",
];

const NAVIGATION: &[&str] = &[
    "addthis",
    "breadcrumb",
    "breadcrumbs",
    "crumbs",
    "kicker",
    "logo",
    "masthead",
    "menu",
    "nav",
    "navbar",
    "navigation",
    "pager",
    "player",
    "pagination",
    "rating",
    "reactions",
    "rubric",
    "share",
    "sharedaddy",
    "sharing",
    "site footer",
    "site header",
    "skip link",
    "social",
    "tag list",
    "taglist",
    "tags",
    "toolbar",
    "topbar",
    "topics",
];

const LEGAL: &[&str] = &["colophon", "copyright", "disclaimer", "imprint", "legal"];

const STANDFIRST: &[&str] = &[
    "abstract",
    "announce",
    "chapeau",
    "deck",
    "dek",
    "intro",
    "lead",
    "lede",
    "standfirst",
    "strapline",
    "sub headline",
    "sub title",
    "subheadline",
    "subtitle",
    "summary",
];

const CAPTION: &[&str] = &[
    "caption",
    "captions",
    "credit",
    "credits",
    "cutline",
    "figcaption",
    "gallery",
    "photo desc",
    "photo info",
    "slideshow",
    "wp caption text",
];

const BYLINE: &[&str] = &[
    "author",
    "authors",
    "byline",
    "contributor",
    "reporter",
    "writer",
];

const DATELINE: &[&str] = &[
    "date",
    "dateline",
    "datetime",
    "modified",
    "pubdate",
    "published",
    "time",
    "timestamp",
    "updated",
];

/// What the page says of this element, the words around the article before those of the article.
pub(super) fn mark(element: &Element) -> Option<Mark> {
    around(element).or_else(|| part(element))
}

fn around(element: &Element) -> Option<Mark> {
    use LabelReason as Why;
    use PassageKind as Kind;
    let sure = |kind, why| Some(Mark::Around(kind, why, Strength::Sure));
    let likely = |kind, why| Some(Mark::Around(kind, why, Strength::Likely));
    match element.name.as_str() {
        "nav" | "menu" => return sure(Kind::Navigation, Why::InNavigation),
        "header" => return likely(Kind::Navigation, Why::InNavigation),
        "footer" => return likely(Kind::Legal, Why::InFooter),
        "aside" => return likely(Kind::Related, Why::Aside),
        "form" | "dialog" | "button" | "fieldset" | "legend" | "search" => {
            return sure(Kind::Form, Why::InForm);
        }
        _ => {}
    }
    match element.role.as_str() {
        "banner" | "menu" | "menubar" | "navigation" | "search" | "tablist" | "toolbar" => {
            return sure(Kind::Navigation, Why::InNavigation);
        }
        "contentinfo" => return sure(Kind::Legal, Why::InFooter),
        "complementary" => return likely(Kind::Related, Why::Aside),
        "alert" | "alertdialog" | "button" | "dialog" | "form" => {
            return sure(Kind::Form, Why::InForm);
        }
        _ => {}
    }
    if element.itemprop == "comment" || has(element, COMMENTS) {
        return sure(Kind::Form, Why::InComments);
    }
    // What is called the body of the article is, whatever else it is called.
    if is_article_body(element) {
        return None;
    }
    if has(element, ASKING) {
        return likely(Kind::Form, Why::InForm);
    }
    if has(element, RELATED) {
        return likely(Kind::Related, Why::InRelated);
    }
    if has(element, NAVIGATION) {
        return likely(Kind::Navigation, Why::InNavigation);
    }
    if has(element, LEGAL) {
        return likely(Kind::Legal, Why::InFooter);
    }
    None
}

fn part(element: &Element) -> Option<Mark> {
    use LabelReason as Why;
    use PassageKind as Kind;
    match (element.name.as_str(), element.itemprop.as_str()) {
        ("figcaption" | "caption", _) | (_, "caption") => {
            return Some(Mark::Part(Kind::Caption, Why::MarkedCaption));
        }
        (_, "description" | "alternativeheadline") => {
            return Some(Mark::Part(Kind::Standfirst, Why::MarkedStandfirst));
        }
        ("address", _) | (_, "author") => return Some(Mark::Part(Kind::Byline, Why::MarkedByline)),
        ("time", _) | (_, "datepublished" | "datemodified") => {
            return Some(Mark::Part(Kind::Dateline, Why::MarkedDate));
        }
        _ if element.rel == "author" => return Some(Mark::Part(Kind::Byline, Why::MarkedByline)),
        _ => {}
    }
    if is_article_body(element) {
        return None;
    }
    [
        (CAPTION, Kind::Caption, Why::MarkedCaption),
        (STANDFIRST, Kind::Standfirst, Why::MarkedStandfirst),
        (BYLINE, Kind::Byline, Why::MarkedByline),
        (DATELINE, Kind::Dateline, Why::MarkedDate),
    ]
    .into_iter()
    .find(|it| has(element, it.0))
    .map(|(_, kind, why)| Mark::Part(kind, why))
}

/// Whether the page calls this the article's text.
fn is_article_body(element: &Element) -> bool {
    const NAMES: &[&str] = &[
        "article body",
        "article content",
        "article text",
        "entry content",
        "post body",
        "post content",
        "story body",
        "story content",
    ];
    element.itemprop == "articlebody" || has(element, NAMES)
}

/// Whether one of these stands among what the element is called.
fn has(element: &Element, words: &[&str]) -> bool {
    let is_there = |word: &&str| {
        let found = element.marks.match_indices(*word);
        let bytes = element.marks.as_bytes();
        let mut found = found.map(|(at, _)| (at, at + word.len()));
        found.any(|(start, end)| {
            start > 0 && bytes[start - 1] == b' ' && bytes.get(end) == Some(&b' ')
        })
    };
    words.iter().any(is_there)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, marks: &str, expected: Option<PassageKind>) {
        let element = Element {
            name: name.to_owned(),
            marks: format!(" {marks} "),
            ..Element::default()
        };
        let kind = mark(&element).map(|it| match it {
            Mark::Around(kind, ..) | Mark::Part(kind, _) => kind,
        });
        assert_eq!(kind, expected, "{name} {marks}");
    }

    #[test]
    fn names_and_classes() {
        check("nav", "", Some(PassageKind::Navigation));
        check("div", "story share bar", Some(PassageKind::Navigation));
        check("div", "comment content", Some(PassageKind::Form));
        check("p", "article lead", Some(PassageKind::Standfirst));
        check("div", "wp caption text", Some(PassageKind::Caption));
        check("span", "post date", Some(PassageKind::Dateline));
        check("footer", "", Some(PassageKind::Legal));
    }

    #[test]
    fn only_whole_words_count() {
        check("div", "shareholders", None);
        check("div", "leader adverb menuet", None);
        check("div", "body text", None);
    }

    #[test]
    fn the_body_is_the_body() {
        check("div", "article body with sidebar", None);
        check("div", "comment article body", Some(PassageKind::Form));
    }
}
