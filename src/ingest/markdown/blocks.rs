//! The blocks of a Markdown text, reduced to their words; CommonMark as pulldown-cmark reads it,
//! with tables, footnotes and strike-through.
//!
//! Words are what counts here: of links the text stays, of pictures the description, of raw HTML
//! what stands between the tags, and the number before an item of a list, for “1956. The year …”
//! is the beginning of a sentence more often than an item.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::super::passages::joined;
use super::tags::{is_break, silent, text_of};
use crate::corpus::PassageKind;

/// A paragraph, heading, item of a list, row of a table or picture.
pub(super) struct Block {
    pub(super) kind: PassageKind,
    /// In one line.
    pub(super) words: String,
}

/// The blocks of a text, none of them empty.
pub(super) fn blocks(markdown: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    reader.read(markdown, true);
    reader.blocks
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    /// Of the block that is being read; its lines are ended by `\n`.
    words: String,
    /// What stands before the first block of an item, `1.`; may be empty.
    number: String,
    /// Whether that block is a heading.
    is_heading: bool,
    /// How many pictures it holds.
    n_images: usize,
    /// Whether it holds words outside of pictures.
    has_words: bool,
    /// Pictures that are open; they can stand in one another's descriptions.
    depth_of_images: usize,
    /// What closes the inline script or style sheet that is being passed over.
    until: Option<&'static str>,
    /// Raw HTML that is being read.
    html: String,
}

impl Reader {
    /// Takes the blocks of `markdown` in. What raw HTML holds is read as Markdown once more, where
    /// `is_outermost`: in news it mostly is.
    fn read(&mut self, markdown: &str, is_outermost: bool) {
        let options =
            Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
        for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
            match event {
                Event::Start(tag) => self.start(&tag, &markdown[range]),
                Event::End(TagEnd::Image) => self.depth_of_images -= 1,
                Event::End(TagEnd::HtmlBlock) => {
                    let html = std::mem::take(&mut self.html);
                    let text = text_of(&html);
                    match is_outermost {
                        true => self.read(&text, false),
                        false => self.paragraphs(&text),
                    }
                }
                Event::End(TagEnd::CodeBlock) => {
                    let text = std::mem::take(&mut self.words);
                    self.paragraphs(&text);
                }
                Event::End(TagEnd::TableCell) => self.words.push_str(" | "),
                Event::End(tag) if is_block(tag) => self.end(),
                Event::End(_) => {}
                Event::Text(words) | Event::Code(words) => self.push(&words),
                Event::Html(html) => self.html.push_str(&html),
                Event::InlineHtml(tag) => self.inline_html(&tag),
                Event::SoftBreak | Event::HardBreak => self.words.push('\n'),
                Event::Rule => self.end(),
                // Footnotes stand below; formulas and boxes to tick are not asked for.
                Event::FootnoteReference(_)
                | Event::TaskListMarker(_)
                | Event::InlineMath(_)
                | Event::DisplayMath(_) => {}
            }
        }
        self.end();
    }

    fn start(&mut self, tag: &Tag, source: &str) {
        match tag {
            Tag::Image { .. } => {
                self.n_images += 1;
                self.depth_of_images += 1;
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } => {}
            Tag::TableCell | Tag::Superscript | Tag::Subscript => {}
            Tag::Item => {
                self.end();
                self.number = number(source).to_owned();
            }
            Tag::Heading { .. } => {
                self.end();
                self.is_heading = true;
            }
            _ => self.end(),
        }
    }

    fn push(&mut self, words: &str) {
        if self.until.is_none() {
            self.words.push_str(words);
            self.has_words |= self.depth_of_images == 0 && !words.trim().is_empty();
        }
    }

    /// Passes a tag over; some part words.
    fn inline_html(&mut self, tag: &str) {
        if let Some(end) = self.until {
            if tag.to_ascii_lowercase().starts_with(end) {
                self.until = None;
            }
            return;
        }
        self.until = silent(tag);
        if is_break(tag) {
            self.words.push('\n');
        }
    }

    /// Takes paragraphs in that have no markup.
    fn paragraphs(&mut self, text: &str) {
        let mut lines = text.lines().peekable();
        while lines.peek().is_some() {
            for line in lines.by_ref().take_while(|it| !it.trim().is_empty()) {
                self.push(line);
                self.words.push('\n');
            }
            self.end();
        }
    }

    /// Ends the block, if one is being read.
    fn end(&mut self) {
        let mut words = joined(self.words.split('\n'));
        if words.ends_with('|') {
            words.truncate(words.trim_end_matches([' ', '|']).len());
        }
        let kind = match (self.is_heading, self.n_images) {
            (true, _) => PassageKind::Heading,
            (false, 1) if !self.has_words => PassageKind::Caption,
            _ => PassageKind::Body,
        };
        if !words.is_empty() {
            let number = std::mem::take(&mut self.number);
            if !number.is_empty() {
                words = format!("{number} {words}");
            }
            self.blocks.push(Block { kind, words });
        }
        self.words.clear();
        self.is_heading = false;
        self.n_images = 0;
        self.has_words = false;
        self.until = None;
    }
}

fn is_block(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
    )
}

/// The number that an item of a list starts with, as it is written: `1.` or `1)`.
fn number(item: &str) -> &str {
    let digits = item.bytes().take_while(u8::is_ascii_digit).count();
    match item.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => &item[..=digits],
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One line for each block: its kind’s first letter, a bar, its words.
    #[track_caller]
    fn check(markdown: &str, expected: &[&str]) {
        let found: Vec<String> = blocks(markdown)
            .iter()
            .map(|it| format!("{:.1}|{}", format!("{:?}", it.kind), it.words))
            .collect();
        assert_eq!(found, expected, "{markdown}");
    }

    /// The words of a paragraph.
    #[track_caller]
    fn check_words(markdown: &str, words: &str) {
        check(markdown, &[&format!("B|{words}")]);
    }

    #[test]
    fn paragraphs_and_headings() {
        check("One\n two.\n\nThree.", &["B|One two.", "B|Three."]);
        check(
            "# A #\ntext\n## B\n\nmore",
            &["H|A", "B|text", "H|B", "B|more"],
        );
        check("A\n===\ntext\n\n---\n\nB\n---", &["H|A", "B|text", "H|B"]);
        check("#1 in Tokyo", &["B|#1 in Tokyo"]);
        check("条約を\n結ぶ。", &["B|条約を結ぶ。"]);
    }

    #[test]
    fn lists_quotations_and_pictures() {
        check("- one\n- two\n  goes on", &["B|one", "B|two goes on"]);
        check("- one\n\n  two\n  - three", &["B|one", "B|two", "B|three"]);
        check(
            "1956. A year\n1957. Another\n\n3) c",
            &["B|1956. A year", "B|1957. Another", "B|3) c"],
        );
        check("1. a\n\n   b\n\n2. c", &["B|1. a", "B|b", "B|2. c"]);
        check("> “Words”\n> that stand out", &["B|“Words” that stand out"]);
        check("![A harbor](h.jpg)\n\n*text*", &["C|A harbor", "B|text"]);
        check("![A ship](ship.jpg) sails", &["B|A ship sails"]);
        check("[A ship](ship.jpg)", &["B|A ship"]);
        check("![A ship](ship.jpg \"Ship\")", &["C|A ship"]);
        check("![](ship.jpg)", &[]);
    }

    #[test]
    fn code_tables_and_footnotes() {
        check("    one\n\n    two", &["B|one", "B|two"]);
        check("```\none\ntwo\n```", &["B|one two"]);
        check("a | b\n--|--\n1 | 2", &["B|a | b", "B|1 | 2"]);
        check("One[^1].\n\n[^1]: A note.", &["B|One.", "B|A note."]);
    }

    #[test]
    fn emphasis_goes() {
        check_words(
            "*one* **two** ***three*** __four__ _five_ ~~six~~",
            "one two three four five six",
        );
        check_words("**a *b* c**", "a b c");
        check_words("*«Да»*, “*no*”", "«Да», “no”");
        check_words("***a** b*", "a b");
    }

    #[test]
    fn marks_that_emphasize_nothing_stay() {
        check_words("5 * 3 * 2", "5 * 3 * 2");
        check_words("snake_case_word", "snake_case_word");
        check_words("note*", "note*");
        check_words("*a _b* c_", "a _b c_");
        check_words("~5 and ~6", "~5 and ~6");
        check_words(r"\*so\*", "*so*");
    }

    #[test]
    fn links() {
        check_words(
            "see [the *text*](https://example.org/a_(b)) now",
            "see the text now",
        );
        check_words("“[We] agree [sic]”", "“[We] agree [sic]”");
        check_words("[a](b", "[a](b");
        check_words("[[x](y)]", "[x]");
        check_words("<https://example.org/x>", "https://example.org/x");
    }

    #[test]
    fn code_tags_and_references() {
        check_words("`a*b*` ``c`d``", "a*b* c`d");
        check_words("don`t", "don`t");
        check_words("one<br>two <b class=\"x\">three</b>", "one two three");
        check_words("a < b, c > d, I <3 it", "a < b, c > d, I <3 it");
        check_words("one <script>two</script> three", "one  three");
        check_words(
            "Q&amp;A &#8217;&nbsp;&#x20AC; &nothing; &",
            "Q&A ’\u{a0}€ &nothing; &",
        );
    }

    #[test]
    fn raw_html_gives_its_text() {
        check(
            "<div class=\"a\">\n  <p>One *two* &amp; three.</p>\n  <p>Four.</p>\n</div>\n\nFive.",
            &["B|One two & three.", "B|Four.", "B|Five."],
        );
        check("<script>\nlet a = 1;\n</script>\n\nOne.", &["B|One."]);
        check("<div><<b>div>One.</div>\n", &["B|One."]);
    }

    #[test]
    fn comments_go() {
        check("a<!-- b -->d <!-- e", &["B|ad <!-- e"]);
        check("<!-- b\n\nc -->\n\nd", &["B|d"]);
    }
}
