//! A parsed page as two lists: its elements, and its blocks of words in the order of the page.

use dom_query::{Document, NodeRef};

use crate::text::on_one_line;

/// An element that may hold words.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Index of the one that it stands in; its own for the first.
    pub(super) parent: usize,
    /// In lower case.
    pub(super) name: String,
    /// The words of its role, classes and id, each between spaces: ` story share bar `.
    pub(super) marks: String,
    /// `role`, or the name of an element that is not HTML's own.
    pub(super) role: String,
    pub(super) itemprop: String,
    pub(super) rel: String,
    pub(super) is_hidden: bool,
}

/// Words without a break of line or block between them.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) words: String,
    /// The innermost element that holds all of them, an index.
    pub(super) element: usize,
    /// How many of their characters are letters or digits.
    pub(super) n_letters: usize,
    /// How many of these stand inside of links.
    pub(super) n_linked: usize,
    /// Whether they are the description of a picture, which a page does not show.
    pub(super) is_alt: bool,
}

/// A time that the page marks.
#[derive(Debug)]
pub(super) struct Time {
    pub(super) datetime: String,
    pub(super) element: usize,
    /// How many blocks end before it.
    pub(super) after_blocks: usize,
}

/// What stands on a page.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Each after the one that it stands in.
    pub(super) elements: Vec<Element>,
    pub(super) blocks: Vec<Block>,
    pub(super) times: Vec<Time>,
    /// Names of authors that are marked inside of a line, each with its block, ascending.
    pub(super) authors: Vec<(usize, String)>,
}

/// The elements and blocks of a page. One pass without recursion; per piece of text at most as many
/// steps as elements are nested.
pub(super) fn page(document: &Document) -> Page {
    let mut reader = Reader::default();
    let root = document.root();
    let mut next = root.first_child();
    while let Some(node) = next {
        reader.enter(&node);
        let inside = if reader.skips {
            None
        } else {
            node.first_child()
        };
        if inside.is_some() {
            next = inside;
            continue;
        }
        // Up to the first that something follows.
        let mut at = Some(node);
        next = None;
        while let Some(node) = at.filter(|it| it.id != root.id) {
            reader.leave(&node);
            next = node.next_sibling();
            if next.is_some() {
                break;
            }
            at = node.parent();
        }
    }
    reader.end_block();
    reader.page
}

impl Page {
    /// The elements from `element` up to the first.
    pub(super) fn upward(&self, element: usize) -> impl Iterator<Item = usize> {
        let mut next = (!self.elements.is_empty()).then_some(element);
        std::iter::from_fn(move || {
            let at = next?;
            let parent = self.elements[at].parent;
            next = (parent != at).then_some(parent);
            Some(at)
        })
    }

    /// The element that a block is a line or paragraph of.
    pub(super) fn line(&self, block: usize) -> usize {
        let element = self.blocks[block].element;
        let mut blocks = self
            .upward(element)
            .filter(|&it| !is_inline(&self.elements[it].name));
        blocks.next().unwrap_or(element)
    }
}

#[derive(Default)]
struct Reader {
    page: Page,
    /// The open elements, indices.
    open: Vec<usize>,
    /// How many of them are links.
    n_links: usize,
    /// The block that grows.
    block: Block,
    /// Pictures inside of its line, which come after it.
    pictures: Vec<Block>,
    /// Whether white space, or breaks of lines and how many, came after its last word.
    has_space: bool,
    n_breaks: usize,
    /// Whether nothing inside of the element just entered is read.
    skips: bool,
    /// The open element inside of a line that holds the name of an author, and where in the words of
    /// the block it starts.
    author: Option<(usize, usize)>,
    /// How many `pre` are open.
    n_preformatted: usize,
}

/// Elements that stand inside of lines.
fn is_inline(name: &str) -> bool {
    matches!(name, "a" | "span" | "time" | "img" | "br" | "meta" | "link")
}

/// Whether an element inside of a line holds the name of an author.
fn names_author(element: &Element) -> bool {
    element.rel == "author" || element.itemprop == "author" || element.marks.contains(" author ")
}

impl Reader {
    fn enter(&mut self, node: &NodeRef) {
        self.skips = false;
        if let Some(element) = node.element_ref() {
            let name = element.name.local.to_string();
            let value = |name: &str| element.attr(name).map(String::from).unwrap_or_default();
            match name.as_str() {
                "br" => self.n_breaks += 1,
                "img" => self.picture(&value("alt")),
                "title" => self.skips = true,
                _ => {}
            }
            if !is_inline(&name) {
                self.end_block();
            }
            let index = self.page.elements.len();
            let is_hidden = element.has_attr("hidden")
                || value("aria-hidden") == "true"
                || is_not_displayed(&value("style"));
            self.n_links += usize::from(name == "a" && element.has_attr("href"));
            self.n_preformatted += usize::from(name == "pre");
            self.page.elements.push(Element {
                parent: self.open.last().copied().unwrap_or_default(),
                marks: marks(&[value("role"), value("class"), value("id")]),
                role: value("role").to_lowercase(),
                itemprop: value("itemprop").to_lowercase(),
                rel: value("rel").to_lowercase(),
                is_hidden,
                name,
            });
            self.open.push(index);
            let element = &self.page.elements[index];
            if is_inline(&element.name) {
                self.skips |= is_hidden;
                if names_author(element) && self.author.is_none() {
                    self.author = Some((index, self.block.words.len()));
                }
            }
            let datetime = value("datetime");
            if !datetime.is_empty() {
                self.page.times.push(Time {
                    datetime,
                    element: index,
                    after_blocks: self.page.blocks.len(),
                });
            }
        } else if node.is_text() {
            self.text(&node.text());
        }
    }

    fn leave(&mut self, node: &NodeRef) {
        let Some(element) = node.element_ref() else {
            return;
        };
        let name = element.name.local.as_ref();
        if !is_inline(name) {
            self.end_block();
        }
        self.n_links -= usize::from(name == "a" && element.has_attr("href"));
        self.n_preformatted -= usize::from(name == "pre");
        let index = self.open.pop();
        if let Some((_, start)) = self.author.take_if(|it| Some(it.0) == index) {
            let name = self.block.words.get(start..).unwrap_or_default().trim();
            if !name.is_empty() {
                self.page
                    .authors
                    .push((self.page.blocks.len(), name.to_owned()));
            }
        }
    }

    /// The description of a picture is a block of its own.
    fn picture(&mut self, alt: &str) {
        let alt = on_one_line(alt);
        if alt.is_empty() {
            return;
        }
        let element = self.open.last().copied().unwrap_or_default();
        let n_letters = n_letters(&alt);
        self.pictures.push(Block {
            words: alt,
            element,
            n_letters,
            n_linked: n_letters * usize::from(self.n_links > 0),
            is_alt: true,
        });
        if self.block.words.is_empty() {
            self.end_block();
        }
    }

    /// Adds text to the block. A line of text ends where the source has a line only inside of `pre`.
    fn text(&mut self, text: &str) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.has_space = true;
                self.n_breaks += usize::from(self.n_preformatted > 0);
            }
            self.line(line);
        }
    }

    fn line(&mut self, line: &str) {
        let is_space = |c: char| c.is_ascii_whitespace();
        let Some(first) = line.chars().find(|&c| !is_space(c)) else {
            self.has_space |= !line.is_empty();
            return;
        };
        if self.n_breaks > 0 && self.breaks_before(first) {
            self.end_block();
        }
        let element = self.open.last().copied().unwrap_or_default();
        let block = &mut self.block;
        let starts_block = block.words.is_empty();
        if starts_block {
            block.element = element;
        } else {
            if self.has_space || self.n_breaks > 0 || line.starts_with(is_space) {
                block.words.push(' ');
            }
            block.element = common(&self.page.elements, block.element, element);
        }
        for (at, word) in line.split_ascii_whitespace().enumerate() {
            if at > 0 {
                block.words.push(' ');
            }
            block.words.push_str(word);
        }
        let n_letters = n_letters(line);
        block.n_letters += n_letters;
        block.n_linked += n_letters * usize::from(self.n_links > 0);
        self.has_space = line.ends_with(is_space);
        self.n_breaks = 0;
    }

    /// Whether the breaks before a word that starts with `first` part two blocks: two breaks do; one
    /// does after the end of a sentence, or outside of paragraphs unless the word is in small letters.
    fn breaks_before(&self, first: char) -> bool {
        let words = self
            .block
            .words
            .trim_end_matches(['"', '\'', '”', '’', '»', ')', '」']);
        let ends = words.ends_with(['.', '!', '?', '…', ':', '。', '！', '？']);
        let is_in_paragraph = (self.open.iter().rev())
            .find(|&&it| !is_inline(&self.page.elements[it].name))
            .is_some_and(|&it| self.page.elements[it].name == "p");
        self.n_breaks > 1 || ends || !is_in_paragraph && !first.is_lowercase()
    }

    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        if !block.words.is_empty() {
            self.page.blocks.push(block);
        }
        self.page.blocks.append(&mut self.pictures);
        self.has_space = false;
        self.n_breaks = 0;
    }
}

/// The innermost element that holds both.
fn common(elements: &[Element], mut a: usize, mut b: usize) -> usize {
    // An element comes after the one that it stands in.
    while a != b {
        if a > b {
            a = elements[a].parent;
        } else {
            b = elements[b].parent;
        }
    }
    a
}

/// The words of names as pages give them: `storyBody__share-bar` has four.
fn marks(names: &[String]) -> String {
    let mut marks = " ".to_owned();
    for name in names {
        let mut was_small = false;
        for c in name.chars() {
            if (c.is_uppercase() && was_small || !c.is_alphanumeric()) && !marks.ends_with(' ') {
                marks.push(' ');
            }
            if c.is_alphanumeric() {
                marks.extend(c.to_lowercase());
            }
            was_small = c.is_lowercase();
        }
        if !marks.ends_with(' ') {
            marks.push(' ');
        }
    }
    marks
}

fn is_not_displayed(style: &str) -> bool {
    let style: String = style.chars().filter(|it| !it.is_whitespace()).collect();
    style.to_ascii_lowercase().contains("display:none")
}

pub(super) fn n_letters(text: &str) -> usize {
    text.chars().filter(|it| it.is_alphanumeric()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &[&str]) {
        let page = page(&Document::from(html));
        let words: Vec<&str> = page.blocks.iter().map(|it| it.words.as_str()).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn blocks_end_where_lines_do() {
        check(
            "<p>One <a href=x>two</a>,\n three.<p>Four",
            &["One two, three.", "Four"],
        );
        check("<div>One<p>Two</p>Three</div>", &["One", "Two", "Three"]);
        check("<ul><li>One<li>Two</ul>", &["One", "Two"]);
        check("<title>No</title><td>One<td>Two", &["OneTwo"]);
        check("<table><td>One<td>Two", &["One", "Two"]);
    }

    #[test]
    fn breaks_of_lines() {
        check("<div>One<br>Two<br>three</div>", &["One", "Two three"]);
        check(
            "<p>One<br>Two.<br>Three<br><br>Four</p>",
            &["One Two.", "Three", "Four"],
        );
        check("<pre>One.\nTwo.</pre>", &["One.", "Two."]);
    }

    #[test]
    fn no_break_spaces_stay() {
        check("<p>5&nbsp;km&shy;s</p>", &["5\u{a0}km\u{ad}s"]);
    }

    #[test]
    fn descriptions_of_pictures() {
        check(
            "<figure><img alt=' A  boat '><figcaption>Boat</figure>",
            &["A boat", "Boat"],
        );
    }

    #[test]
    fn the_innermost_element_holds_all_words() {
        let page = page(&Document::from(
            "<div class=a><span class=b><a href=x>One</a></span> two</div>\
             <div><span class=c>Three <a href=x>four</a></span></div>",
        ));
        let marks = |at: usize| {
            page.elements[page.blocks[at].element]
                .marks
                .trim()
                .to_owned()
        };
        assert_eq!((marks(0).as_str(), marks(1).as_str()), ("a", "c"));
        assert_eq!(
            super::marks(&["storyBody__share-bar".to_owned()]),
            " story body share bar "
        );
        assert_eq!((page.blocks[0].n_linked, page.blocks[0].n_letters), (3, 6));
    }
}
