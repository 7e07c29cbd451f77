//! Markup inside a paragraph of Markdown is reduced to the words it marks up.
//!
//! Known are emphasis, code, links and images written in line, escapes, HTML tags and character
//! references. Whatever does not close is text: news writes `[sic]`, `5 * 3` and `<3`.

use crate::order::Order;

/// A paragraph without its markup.
pub(super) struct Plain {
    /// The words.
    pub(super) words: String,
    /// Whether the paragraph is one image and nothing besides; `words` then describe it.
    pub(super) is_image: bool,
}

/// The words of a paragraph. One pass; every search for a closing mark either moves on to it or
/// is never made again.
pub(super) fn plain(markdown: &str) -> Plain {
    let mut reader = Reader {
        markdown,
        out: String::with_capacity(markdown.len()),
        dropped: Vec::new(),
        emphasis: Default::default(),
        brackets: Vec::new(),
        no_tag_end: false,
        no_code_end: [false; 2],
        is_image: false,
    };
    let mut at = 0;
    while let Some(c) = markdown[at..].chars().next() {
        at = reader.step(at, c);
    }
    Plain {
        is_image: reader.is_image,
        words: reader.words(),
    }
}

/// Marks that may emphasize, and the index of their stack.
const EMPHASIS: [char; 3] = ['*', '_', '~'];

struct Reader<'a> {
    markdown: &'a str,
    out: String,
    /// Stretches of `out` that turned out to be markup.
    dropped: Vec<std::ops::Range<usize>>,
    /// Runs of each emphasis mark that may still be closed, as ranges of `out`.
    emphasis: [Vec<std::ops::Range<usize>>; 3],
    /// Opening brackets that may still be closed.
    brackets: Vec<Bracket>,
    /// No `<` or `>` stands further on.
    no_tag_end: bool,
    /// No single, no double backtick stands further on.
    no_code_end: [bool; 2],
    is_image: bool,
}

/// `[` or `![`.
struct Bracket {
    /// Where it stands in `out`.
    out: std::ops::Range<usize>,
    /// Where it stands in the source.
    at: usize,
}

impl Reader<'_> {
    /// Reads what starts at `at` with `c`, and returns where the next thing starts.
    fn step(&mut self, at: usize, c: char) -> usize {
        let rest = &self.markdown[at..];
        let end = match c {
            '\\' => self.escape(rest),
            '`' => self.code(rest),
            '<' => self.tag(rest),
            '&' => self.reference(rest),
            '*' | '_' | '~' => Some(self.emphasis(at, c)),
            '!' if rest.starts_with("![") => Some(self.open(at, 2)),
            '[' => Some(self.open(at, 1)),
            ']' => self.link(at),
            _ => None,
        };
        match end {
            Some(length) => at + length,
            None => {
                self.out.push(c);
                at + c.len_utf8()
            }
        }
    }

    fn escape(&mut self, rest: &str) -> Option<usize> {
        let escaped = rest[1..]
            .chars()
            .next()
            .filter(char::is_ascii_punctuation)?;
        self.out.push(escaped);
        Some(2)
    }

    /// `code`, in single or double backticks.
    fn code(&mut self, rest: &str) -> Option<usize> {
        let marks = run(rest, '`');
        if marks > 2 || self.no_code_end[marks - 1] {
            self.out.push_str(&rest[..marks]);
            return Some(marks);
        }
        let mut from = marks;
        while let Some(found) = rest[from..].find('`') {
            let close = from + found;
            let length = run(&rest[close..], '`');
            if length == marks {
                self.out.push_str(rest[marks..close].trim());
                return Some(close + marks);
            }
            from = close + length;
        }
        self.no_code_end[marks - 1] = true;
        self.out.push_str(&rest[..marks]);
        Some(marks)
    }

    /// An HTML tag, which is dropped, or an address in angle brackets, which is text.
    fn tag(&mut self, rest: &str) -> Option<usize> {
        if self.no_tag_end {
            return None;
        }
        let Some(end) = rest[1..].find(['<', '>']).map(|it| it + 1) else {
            self.no_tag_end = true;
            return None;
        };
        let inside = &rest[1..end];
        if rest[end..].starts_with('<') || !is_tag(inside) {
            return None;
        }
        let is_address = inside.contains("://") || inside.contains('@');
        if is_address && !inside.contains([' ', '"', '\'']) {
            self.out.push_str(inside);
        } else if is_break(inside) && !self.out.ends_with(' ') {
            self.out.push(' ');
        }
        Some(end + 1)
    }

    fn reference(&mut self, rest: &str) -> Option<usize> {
        let (c, length) = super::entities::character(rest)?;
        self.out.push(c);
        Some(length)
    }

    /// A run of `*`, `_` or `~`: closes a run before it, or may be closed by one after it.
    fn emphasis(&mut self, at: usize, c: char) -> usize {
        let length = run(&self.markdown[at..], c);
        let before = self.markdown[..at].chars().next_back();
        let after = self.markdown[at + length..].chars().next();
        let stands_free = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let in_word = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
        // `snake_case` and `~5` are no markup.
        let closes = !(stands_free(before) || c == '_' && in_word(after));
        let opens = !(stands_free(after) || c == '_' && in_word(before));
        let mut own = self.out.len()..self.out.len() + length;
        self.out.push_str(&self.markdown[at..at + length]);
        if c == '~' && length != 2 {
            return length;
        }
        let stack = EMPHASIS.iter().position(|&it| it == c).unwrap_or_default();
        while closes && !own.is_empty() {
            let Some(mut open) = self.emphasis[stack].pop() else {
                break;
            };
            let n = open.len().min(own.len());
            self.dropped.push(open.end - n..open.end);
            self.dropped.push(own.start..own.start + n);
            own.start += n;
            // What was opened in between is not closed in time.
            for other in &mut self.emphasis {
                while other.last().is_some_and(|it| it.start > open.start) {
                    other.pop();
                }
            }
            open.end -= n;
            if !open.is_empty() {
                self.emphasis[stack].push(open);
            }
        }
        if opens && !own.is_empty() {
            self.emphasis[stack].push(own);
        }
        length
    }

    fn open(&mut self, at: usize, length: usize) -> usize {
        let start = self.out.len();
        self.out.push_str(&self.markdown[at..at + length]);
        let out = start..self.out.len();
        self.brackets.push(Bracket { out, at });
        length
    }

    /// The `](address)` that makes its brackets a link or an image.
    fn link(&mut self, at: usize) -> Option<usize> {
        let open = self.brackets.pop()?;
        let length = address(&self.markdown[at + 1..])?;
        let is_whole = at + 1 + length == self.markdown.len() && open.at == 0;
        self.is_image = is_whole && open.out.len() == 2;
        self.dropped.push(open.out);
        Some(1 + length)
    }

    /// What was read, without what was dropped.
    fn words(mut self) -> String {
        self.dropped.order_by_key(|it| it.start);
        let mut words = String::with_capacity(self.out.len());
        let mut from = 0;
        for dropped in self.dropped {
            words.push_str(&self.out[from..dropped.start]);
            from = dropped.end;
        }
        words.push_str(&self.out[from..]);
        words
    }
}

/// How many `c` (one byte long) `text` starts with.
fn run(text: &str, c: char) -> usize {
    text.len() - text.trim_start_matches(c).len()
}

/// Whether what stands between `<` and `>` is a tag or an address: a name, and after it nothing
/// but attributes. `<3 and more>` is neither.
fn is_tag(inside: &str) -> bool {
    let name = inside.strip_prefix('/').unwrap_or(inside);
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!')
        && name
            .split_once(char::is_whitespace)
            .is_none_or(|(_, rest)| rest.trim_matches([' ', '/']).is_empty() || rest.contains('='))
}

/// Whether the tag parts words: `<br>`, or the start or end of a paragraph and the like.
fn is_break(tag: &str) -> bool {
    let name = tag
        .trim_matches('/')
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default();
    ["br", "p", "div", "li", "tr", "td", "th", "hr"]
        .iter()
        .any(|it| it.eq_ignore_ascii_case(name))
}

/// Length of the `(address "title")` that `text` starts with. It cannot hold square brackets, so
/// that no stretch is searched twice.
fn address(text: &str) -> Option<usize> {
    let mut depth = 1_u32;
    let inside = text.strip_prefix('(')?;
    let mut chars = inside.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            '[' | ']' => return None,
            '\\' => {
                chars.next();
            }
            _ => {}
        }
        if depth == 0 {
            return Some(at + 2);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[track_caller]
    fn check(markdown: &str, words: &str) {
        assert_eq!(plain(markdown).words, words, "{markdown}");
    }

    #[test]
    fn emphasis_goes() {
        check(
            "*one* **two** ***three*** __four__ _five_ ~~six~~",
            "one two three four five six",
        );
        check("**a *b* c**", "a b c");
        check("*«Да»*, “*no*”", "«Да», “no”");
        check("***a** b*", "a b");
    }

    #[test]
    fn marks_that_emphasize_nothing_stay() {
        check("5 * 3 * 2", "5 * 3 * 2");
        check("snake_case_word", "snake_case_word");
        check("note*", "note*");
        check("*a _b* c_", "a _b c_");
        check("~5 and ~6", "~5 and ~6");
        check(r"\*so\*", "*so*");
    }

    #[test]
    fn links_and_images() {
        check(
            "see [the *text*](https://example.org/a_(b)) now",
            "see the text now",
        );
        check("“[We] agree [sic]”", "“[We] agree [sic]”");
        check("[a](b", "[a](b");
        check("[[x](y)]", "[x]");
        assert!(plain("![A ship](ship.jpg)").is_image);
        assert!(!plain("![A ship](ship.jpg) sails").is_image);
        assert!(!plain("[A ship](ship.jpg)").is_image);
        check("![A ship](ship.jpg \"Ship\")", "A ship");
    }

    #[test]
    fn code_tags_and_references() {
        check("`a*b*` ``c`d``", "a*b* c`d");
        check("don`t", "don`t");
        check("one<br>two <b class=\"x\">three</b>", "one two three");
        check("a < b, c > d, I <3 it", "a < b, c > d, I <3 it");
        check("<https://example.org/x>", "https://example.org/x");
        check(
            "Q&amp;A &#8217;&nbsp;&#x20AC; &nothing; &",
            "Q&A ’\u{a0}€ &nothing; &",
        );
    }
}
