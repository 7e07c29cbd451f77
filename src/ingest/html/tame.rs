//! A page made tame before it is parsed: what is no text, no structure and no metadata goes, and what
//! remains is of bounded depth, so that the parser's work grows with the page and no faster.
//!
//! Parsers that follow the standard look through the whole stack of open elements at many tags, through
//! all attributes at each attribute and through all open bold and italic letters at each paragraph. A
//! hostile page makes each of these quadratic, and a tree of any depth overflows the stack of whatever
//! walks it by recursion. Here a page loses what these feed on, in one pass.

use super::tag::{CONTAINERS, Tag, tag};

/// Deepest nesting that is kept; pages have 20 to 60. Tags inside of that are passed over, and their
/// text is not.
const MAX_DEPTH: usize = 200;

/// Most elements that are kept; a long page has 5,000.
const MAX_ELEMENTS: usize = 100_000;

/// Most `<` that start no tag.
const MAX_STRAY: usize = 20_000;

/// Most `&`. The parser takes them one by one, and each time copies the text that it has.
const MAX_REFERENCES: usize = 50_000;

/// Elements of which nothing is read. `rt` and `rp` say how the characters before them sound.
const WITHOUT_CONTENT: &[&str] = &[
    "audio", "canvas", "datalist", "iframe", "math", "noembed", "noframes", "noscript", "object",
    "rp", "rt", "script", "select", "style", "svg", "template", "textarea", "video",
];

/// Elements without an end tag that are kept.
const VOID: &[&str] = &["base", "br", "hr", "img", "link", "meta"];

/// Elements without an end tag of which nothing is read.
const VOID_PASSED_OVER: &[&str] = &[
    "area", "col", "embed", "frame", "input", "param", "source", "track", "wbr",
];

/// Elements that the parser itself opens and closes, because their end tags may be missing.
const LEFT_TO_THE_PARSER: &[&str] = &[
    "body", "caption", "colgroup", "dd", "dt", "head", "html", "li", "p", "tbody", "td", "tfoot",
    "th", "thead", "tr",
];

/// Elements that stand inside of lines.
const INLINE: &[&str] = &["a", "span", "time"];

/// Elements that only change how letters look.
const LOOKS: &[&str] = &[
    "abbr",
    "acronym",
    "b",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "data",
    "del",
    "dfn",
    "em",
    "font",
    "i",
    "ins",
    "kbd",
    "label",
    "mark",
    "nobr",
    "picture",
    "plaintext",
    "q",
    "rb",
    "rtc",
    "ruby",
    "s",
    "samp",
    "small",
    "strike",
    "strong",
    "sub",
    "sup",
    "tt",
    "u",
    "var",
    "xmp",
];

/// A page that any parser may have.
#[derive(Debug, Default)]
pub(super) struct Tame {
    /// Its tags and text.
    pub(super) html: String,
    /// The scripts that hold data as JSON, in order.
    pub(super) data: Vec<String>,
    /// Where a browser saved it from, by its comment.
    pub(super) saved_from: Option<String>,
    /// Whether tags were passed over because they are nested too deeply.
    pub(super) is_too_deep: bool,
}

/// The page made tame, or why it is not read, as a clause. `is_xml`: whether a tag that ends with `/>`
/// is an element without content, as in XHTML.
pub(super) fn tame(page: &str, is_xml: bool) -> Result<Tame, &'static str> {
    let mut taming = Taming {
        rest: page,
        is_xml,
        ..Taming::default()
    };
    taming.run()?;
    Ok(taming.tame)
}

#[derive(Default)]
struct Taming<'a> {
    /// What is still to read.
    rest: &'a str,
    is_xml: bool,
    tame: Tame,
    /// The open elements, by the names that they are written with.
    open: Vec<&'static str>,
    /// Open elements that were passed over for their depth, and how many of each.
    beyond: Vec<(&'static str, usize)>,
    /// Elements whose end tag does not come any more.
    never_closed: Vec<&'static str>,
    n_elements: usize,
    n_stray: usize,
}

/// The name that elements stand on the stack with which are not HTML's own: `amp-img`.
const CUSTOM: &str = "span ";

impl<'a> Taming<'a> {
    fn run(&mut self) -> Result<(), &'static str> {
        while let Some(at) = self.rest.find('<') {
            self.text(at);
            let next = self.rest[1..].chars().next();
            match next {
                Some('!' | '?') => self.declaration(),
                Some('/') => self.end_tag(),
                Some(c) if c.is_ascii_alphabetic() => self.start_tag()?,
                _ => {
                    self.tame.html.push_str("&lt;");
                    self.rest = &self.rest[1..];
                    self.n_stray += 1;
                    if self.n_stray > MAX_STRAY {
                        return Err("it is no web page: it holds little but “<”");
                    }
                }
            }
        }
        self.text(self.rest.len());
        if self.tame.html.bytes().filter(|&it| it == b'&').count() > MAX_REFERENCES + MAX_STRAY {
            return Err("it is no web page: it holds little but “&”");
        }
        while let Some(name) = self.open.pop() {
            self.write_end(name);
        }
        Ok(())
    }

    /// Takes the next `length` bytes as text.
    fn text(&mut self, length: usize) {
        let (text, rest) = self.rest.split_at(length);
        self.rest = rest;
        // A parser drops or replaces NUL.
        self.tame.html.extend(text.split('\0'));
    }

    /// Goes on behind the next `end`; without one, nothing follows.
    fn skip_to(&mut self, from: usize, end: &str) -> &'a str {
        let rest = self.rest.get(from..).unwrap_or_default();
        let (inside, after) = rest.split_once(end).unwrap_or((rest, ""));
        self.rest = after;
        inside
    }

    fn declaration(&mut self) {
        if self.rest.starts_with("<!--") {
            // `<!-->` is a comment too.
            let inside = match self.rest.get(4..5) {
                Some(">") => self.skip_to(4, ">"),
                _ => self.skip_to(4, "-->"),
            };
            if self.tame.saved_from.is_none() {
                self.tame.saved_from = saved_from(inside);
            }
        } else if self.rest.starts_with("<![CDATA[") {
            let inside = self.skip_to(9, "]]>");
            self.plain(inside);
        } else {
            self.skip_to(2, ">");
        }
    }

    /// Writes text in which nothing is a tag.
    fn plain(&mut self, text: &str) {
        let mut pieces = text.split('<');
        self.tame.html.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            self.tame.html.push_str("&lt;");
            self.tame.html.push_str(piece);
        }
    }

    fn start_tag(&mut self) -> Result<(), &'static str> {
        let Some(tag) = tag(self.rest, 1) else {
            self.rest = "";
            return Ok(());
        };
        self.rest = &self.rest[tag.length..];
        let name = tag.name.as_str();
        if let Some(&name) = WITHOUT_CONTENT.iter().find(|&&it| it == name) {
            if !(tag.closes_itself && (self.is_xml || name == "svg" || name == "math")) {
                self.skip_content(&tag, name);
            }
            return Ok(());
        }
        if LOOKS.contains(&name) || VOID_PASSED_OVER.contains(&name) || name == "option" {
            return Ok(());
        }
        self.n_elements += 1;
        if self.n_elements > MAX_ELEMENTS {
            return Err("the page has more than 100,000 elements");
        }
        if name == "title" {
            self.title();
        } else if VOID.contains(&name) || LEFT_TO_THE_PARSER.contains(&name) {
            self.write_start(name, &tag);
            if tag.closes_itself && self.is_xml && !VOID.contains(&name) {
                self.write_end(name);
            }
        } else if !(tag.closes_itself && self.is_xml) {
            self.open(&tag);
        }
        Ok(())
    }

    fn open(&mut self, tag: &Tag) {
        let mut own = INLINE.iter().chain(CONTAINERS);
        let name = own.find(|&&it| it == tag.name).map_or(CUSTOM, |it| it);
        if self.open.len() >= MAX_DEPTH {
            self.tame.is_too_deep = true;
            match self.beyond.iter_mut().find(|it| it.0 == name) {
                Some((_, count)) => *count += 1,
                None => self.beyond.push((name, 1)),
            }
            return;
        }
        self.write_start(name, tag);
        self.open.push(name);
    }

    fn end_tag(&mut self) {
        if !self.rest[2..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            self.skip_to(2, ">");
            return;
        }
        let Some(tag) = tag(self.rest, 2) else {
            self.rest = "";
            return;
        };
        self.rest = &self.rest[tag.length..];
        let name = tag.name.as_str();
        if LEFT_TO_THE_PARSER.contains(&name) {
            // What follows `</body>` belongs to the page all the same.
            if name != "body" && name != "html" {
                self.write_end(name);
            }
            return;
        }
        let passed_over = [WITHOUT_CONTENT, VOID, VOID_PASSED_OVER, LOOKS];
        if passed_over.iter().any(|it| it.contains(&name)) {
            return;
        }
        let mut own = INLINE.iter().chain(CONTAINERS);
        let name = own.find(|&&it| it == name).map_or(CUSTOM, |it| it);
        if let Some((_, count)) = self.beyond.iter_mut().find(|it| it.0 == name && it.1 > 0) {
            *count -= 1;
            return;
        }
        let Some(at) = self.opened_at(name) else {
            return;
        };
        while self.open.len() > at {
            let name = self.open.pop().unwrap_or_default();
            self.write_end(name);
        }
    }

    /// Where the element that an end tag means stands among the open ones. An end tag reaches neither
    /// out of a table nor, that of an element inside of lines, out of a block.
    fn opened_at(&self, name: &str) -> Option<usize> {
        let is_inline = INLINE.contains(&name);
        for (at, open) in self.open.iter().enumerate().rev() {
            if *open == name {
                return Some(at);
            }
            if *open == "table" || is_inline && CONTAINERS.contains(open) {
                return None;
            }
        }
        None
    }

    /// Passes over an element of which nothing is read, and keeps its data if it holds any.
    fn skip_content(&mut self, tag: &Tag, name: &'static str) {
        if self.never_closed.contains(&name) {
            return;
        }
        let Some(end) = end_of(self.rest, name) else {
            self.never_closed.push(name);
            return;
        };
        let inside = &self.rest[..end];
        let kind = tag.value("type").unwrap_or_default();
        if name == "script" && kind.to_ascii_lowercase().contains("ld+json") {
            self.tame.data.push(inside.to_owned());
        }
        // The end tag is read next, and passed over like all of its kind.
        self.rest = &self.rest[end..];
    }

    fn title(&mut self) {
        let end = match self.never_closed.contains(&"title") {
            true => None,
            false => end_of(self.rest, "title"),
        };
        let Some(end) = end else {
            self.never_closed.push("title");
            return;
        };
        let (inside, rest) = self.rest.split_at(end);
        self.rest = rest;
        self.tame.html.push_str("<title>");
        self.plain(inside);
        self.tame.html.push_str("</title>");
    }

    fn write_start(&mut self, name: &str, tag: &Tag) {
        let html = &mut self.tame.html;
        html.push('<');
        html.push_str(name.trim_end());
        if name == CUSTOM {
            // What an element is called says as much as a class.
            html.push_str(" role=\"");
            html.extend(
                tag.name
                    .chars()
                    .filter(|it| it.is_ascii_alphanumeric() || *it == '-'),
            );
            html.push('"');
        }
        for (name, value) in &tag.attributes {
            html.push(' ');
            html.push_str(name);
            html.push_str("=\"");
            html.push_str(&value.replace('\0', "").replace('"', "&quot;"));
            html.push('"');
        }
        html.push('>');
    }

    fn write_end(&mut self, name: &str) {
        let html = &mut self.tame.html;
        html.push_str("</");
        html.push_str(name.trim_end());
        html.push('>');
    }
}

/// Where the end tag of `name` starts in `text`.
fn end_of(text: &str, name: &str) -> Option<usize> {
    let starts = text.match_indices("</").map(|(at, _)| at);
    let is_it = |at: &usize| {
        let after = &text.as_bytes()[at + 2..];
        after.len() >= name.len()
            && after[..name.len()].eq_ignore_ascii_case(name.as_bytes())
            && after
                .get(name.len())
                .is_none_or(|it| !it.is_ascii_alphanumeric() && *it != b'-')
    };
    let mut starts = starts;
    starts.find(is_it)
}

/// The address in the comment that browsers put into a page they save: `saved from
/// url=(0031)https://…`, after it sometimes more.
fn saved_from(comment: &str) -> Option<String> {
    let (_, rest) = comment.split_once("saved from url=(")?;
    let (_, rest) = rest.split_once(')')?;
    rest.split_whitespace().next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: &str, expected: &str) {
        assert_eq!(tame(page, false).expect("it is tame").html, expected);
    }

    #[test]
    fn what_is_no_text_goes() {
        check("a<script>if (1 < 2) '<p>'</script>b", "ab");
        check("a<SCRIPT>1</Script >b<style>p{}</style>c", "abc");
        check("a<!-- <p> -->b<!-->c<?php ?>d<!doctype html>e", "abcde");
        check("a<svg><text>x</text></svg>b<svg/>c", "abc");
        check("<ruby>条約<rt>じょうやく</rt></ruby>", "条約");
        check("a\0b", "ab");
    }

    #[test]
    fn letters_lose_their_looks() {
        check("<p>a <b>b <i>c</b> d</i></p>", "<p>a b c d</p>");
    }

    #[test]
    fn elements_end_where_they_should() {
        check("<div><span>a</div>b", "<div><span>a</span></div>b");
        check("<span><div>a</span>b</div>", "<span><div>ab</div></span>");
        check(
            "<div><table><td>a</div>b</table>c</div>",
            "<div><table><td>ab</table>c</div>",
        );
        check("a</div>b</p>", "ab</p>");
        check(
            "<x-card class=y>a</x-card>",
            "<span role=\"x-card\" class=\"y\">a</span>",
        );
    }

    #[test]
    fn what_looks_like_a_tag_and_is_none() {
        check("1 < 2 <3 <- </ 4> a", "1 &lt; 2 &lt;3 &lt;-  a");
        check("<![CDATA[a <b> c]]>d", "a &lt;b> cd");
        check("<title>a <b> c</title>d", "<title>a &lt;b> c</title>d");
        check("a<p class='", "a");
    }

    #[test]
    fn unclosed_scripts_are_text_as_nothing_else_follows() {
        check("a<script>b<script>c", "abc");
    }

    #[test]
    fn self_closing_tags_close_in_xml_only() {
        check("<div/>a", "<div>a</div>");
        assert_eq!(
            tame("<div/><p/>a", true).expect("it is tame").html,
            "<p></p>a"
        );
    }

    #[test]
    fn depth_is_bounded_and_text_is_kept() {
        let tame = tame(
            &format!("{}a{}b", "<div>".repeat(1000), "</div>".repeat(999)),
            false,
        )
        .expect("it is tame");
        assert!(tame.is_too_deep);
        assert_eq!(tame.html.matches("<div>").count(), MAX_DEPTH);
        assert!(tame.html.contains("a</div>") && tame.html.contains("b</div>"));
    }

    #[test]
    fn data_and_origin_are_kept() {
        let page = "<!-- saved from url=(0019)https://example.org -->\
            <script type='application/ld+json'>{\"a\": 1}</script>";
        let tame = tame(page, false).expect("it is tame");
        assert_eq!(tame.data, ["{\"a\": 1}"]);
        assert_eq!(tame.saved_from.as_deref(), Some("https://example.org"));
    }
}
