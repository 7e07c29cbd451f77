//! One tag of a page, as it is written.

/// The attributes that anything here looks at; all others are passed over.
const KEPT: &[&str] = &[
    "alt",
    "aria-hidden",
    "class",
    "content",
    "datetime",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "itemprop",
    "itemtype",
    "lang",
    "name",
    "property",
    "pubdate",
    "rel",
    "role",
    "src",
    "style",
    "type",
    "xml:lang",
];

/// Elements that hold others.
pub(in crate::ingest) const CONTAINERS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "button",
    "center",
    "details",
    "dialog",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "legend",
    "main",
    "menu",
    "nav",
    "ol",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "ul",
];

/// Longest value of an attribute that is kept, in bytes. Pictures that are written into addresses
/// are longer.
const MAX_VALUE_BYTES: usize = 4096;

/// A start or end tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// In lower case.
    pub(super) name: String,
    /// Those of [`KEPT`], the first of each name, character references as written.
    pub(super) attributes: Vec<(&'static str, &'a str)>,
    /// Whether it ends with `/>`.
    pub(super) closes_itself: bool,
    /// Its length in bytes, from `<` to `>`.
    pub(super) length: usize,
}

impl Tag<'_> {
    /// The value of an attribute, empty where it stands without one.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|it| it.0 == name)?;
        Some(found.1)
    }
}

/// The tag that `text` starts with after `<` or `</`, whose `lead` bytes are given; `None` where it
/// does not end. Follows the states of the HTML standard (13.2.5), so that a `>` in a quoted value
/// ends no tag. One pass, whatever the number of attributes.
pub(super) fn tag(text: &str, lead: usize) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    let until = |from: usize, is_end: fn(u8) -> bool| {
        let rest = bytes.get(from..)?;
        Some(from + rest.iter().position(|&it| is_end(it))?)
    };
    let mut at = until(lead, |it| is_space(it) || matches!(it, b'/' | b'>'))?;
    let mut tag = Tag {
        name: text[lead..at].to_ascii_lowercase(),
        attributes: Vec::new(),
        closes_itself: false,
        length: 0,
    };
    loop {
        at = until(at, |it| !is_space(it))?;
        match bytes[at] {
            b'>' => {
                tag.length = at + 1;
                return Some(tag);
            }
            b'/' => {
                tag.closes_itself = bytes.get(at + 1) == Some(&b'>');
                at += 1;
                continue;
            }
            _ => {}
        }
        // A name may start with `=`, which is why the search starts behind its first byte.
        let end = until(at + 1, |it| {
            is_space(it) || matches!(it, b'/' | b'>' | b'=')
        })?;
        let name = text.get(at..end).unwrap_or_default();
        let mut value = "";
        at = until(end, |it| !is_space(it))?;
        if bytes[at] == b'=' {
            at = until(at + 1, |it| !is_space(it))?;
            let start = at;
            (value, at) = match bytes[at] {
                b'"' => quoted(text, start, '"')?,
                b'\'' => quoted(text, start, '\'')?,
                _ => {
                    let end = until(start, |it| is_space(it) || it == b'>')?;
                    (text.get(start..end).unwrap_or_default(), end)
                }
            };
        }
        let known = KEPT.iter().find(|it| it.eq_ignore_ascii_case(name));
        if let Some(name) = known
            && value.len() <= MAX_VALUE_BYTES
            && tag.value(name).is_none()
        {
            tag.attributes.push((name, value));
        }
    }
}

/// The value between the mark at `start` and the next one, and where the text goes on.
fn quoted(text: &str, start: usize, mark: char) -> Option<(&str, usize)> {
    let inside = text.get(start + 1..)?;
    let end = inside.find(mark)?;
    Some((&inside[..end], start + 1 + end + 1))
}

fn is_space(byte: u8) -> bool {
    byte.is_ascii_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, name: &str, attributes: &[(&str, &str)], after: &str) {
        let tag = tag(text, 1).expect("the case is a tag");
        assert_eq!(tag.name, name);
        assert_eq!(tag.attributes, attributes);
        assert_eq!(&text[tag.length..], after);
    }

    #[test]
    fn names_and_values() {
        check("<p>x", "p", &[], "x");
        check(
            "<DIV Class=a ID='b'>x",
            "div",
            &[("class", "a"), ("id", "b")],
            "x",
        );
        check(
            "<p class = \"a > b\" hidden>x",
            "p",
            &[("class", "a > b"), ("hidden", "")],
            "x",
        );
        check("<br/>x", "br", &[], "x");
        check(
            "<p class=a class=b onclick='1>2'>x",
            "p",
            &[("class", "a")],
            "x",
        );
        check("<p =x \"a\" é='ü'>x", "p", &[], "x");
        check("<p/class=a/>x", "p", &[("class", "a/")], "x");
    }

    #[test]
    fn what_does_not_end_is_no_tag() {
        for text in [
            "<p",
            "<p class",
            "<p class=",
            "<p class='a>",
            "<p /",
            "<p a=",
        ] {
            assert_eq!(tag(text, 1), None, "{text}");
        }
    }
}
