//! Articles in Markdown: front matter, then paragraphs, headings, lists and pictures.

use super::Problem;
use super::front_matter::{FrontMatter, beginning, front_matter};
use super::inline::{Plain, plain};
use super::passages::{Passages, joined};
use crate::corpus::{Date, Document, LabelReason, PassageKind, Rights};

/// What front matter may state of an article, for the message about anything else.
const KEYS: &str = "title, outlet, carried-by, kind, date, date-basis, place, language, url, \
                    author, rights";

/// The document, or `None` with an error among the problems. `text` has its lines ended by `\n`.
pub(super) fn document(
    file_name: &str,
    text: &str,
    problems: &mut Vec<Problem>,
) -> Option<Document> {
    let mut stated = front_matter(file_name, text, problems)?;
    let title = required("title", &mut stated, file_name, problems);
    let outlet = required("outlet", &mut stated, file_name, problems);
    let (title, outlet) = (title?, outlet?);
    let mut text = Passages::default();
    for block in blocks(stated.body) {
        if !(block.kind == PassageKind::Heading && block.words == title) {
            text.push(block.kind, LabelReason::Stated, &block.words);
        }
    }
    let has_body = text.has_body();
    let mut document = text.into_document(file_name, title, outlet);
    fill(&mut document, stated, problems)?;
    if !has_body && document.rights != Rights::Link {
        problems.push(Problem::error(
            file_name,
            None,
            "there is no text below the front matter",
            "write the article there, or state rights: link when only its address may be given",
        ));
        return None;
    }
    if document.rights == Rights::Link && document.url.is_none() {
        problems.push(Problem::warning(
            file_name,
            None,
            "rights is link, and no address is stated",
            "add a line url: https://…, so that readers find the article",
        ));
    }
    Some(document)
}

fn required(
    key: &str,
    stated: &mut FrontMatter,
    file_name: &str,
    problems: &mut Vec<Problem>,
) -> Option<String> {
    let field = stated.take(key);
    if field.is_none() {
        problems.push(Problem::error(
            file_name,
            Some(1),
            format!("no {key} is stated"),
            format!("add a line {key}: … to the front matter"),
        ));
    }
    Some(field?.value)
}

/// Moves everything else that is stated into the document.
fn fill(document: &mut Document, stated: FrontMatter, problems: &mut Vec<Problem>) -> Option<()> {
    let file = document.file.clone();
    let mut left_out = false;
    for field in stated.fields {
        let value = field.value;
        let line = Some(field.line);
        match field.key.as_str() {
            "carried-by" => document.carried_by = Some(value),
            "kind" => document.kind = Some(value),
            "date" => match value.parse::<Date>() {
                Ok(date) => document.date = Some(date),
                Err(_) => problems.push(Problem::warning(
                    &file,
                    line,
                    format!(
                        "“{}” is not a date, so the document has none",
                        beginning(&value)
                    ),
                    "write 2022-02-07, 2018-11 or 2019, a ~ or ? after it where it is not \
                     certain, or from/to as in 2018-11-14/2018-11-30",
                )),
            },
            "date-basis" => document.date_basis = Some(value),
            "place" => document.place = Some(value),
            "language" if is_language(&value) => document.language = value,
            "language" => problems.push(Problem::warning(
                &file,
                line,
                format!(
                    "“{}” is not a language tag, so English is assumed",
                    beginning(&value)
                ),
                "write en, ja, ru, pt-BR or the like",
            )),
            "url" if is_web_address(&value) => document.url = Some(value),
            "url" => problems.push(Problem::warning(
                &file,
                line,
                format!(
                    "“{}” is not a web address, so the document has none",
                    beginning(&value)
                ),
                "write it in full, from https:// or http:// on and without spaces",
            )),
            "author" => document.author = Some(value),
            "rights" => match value.as_str() {
                "full" => document.rights = Rights::Full,
                "excerpts" => document.rights = Rights::Excerpts,
                "link" => document.rights = Rights::Link,
                // To show more than was meant is worse than to show nothing.
                _ => {
                    left_out = true;
                    problems.push(Problem::error(
                        &file,
                        line,
                        format!("rights cannot be “{}”", beginning(&value)),
                        "write full, excerpts or link",
                    ));
                }
            },
            key => problems.push(Problem::warning(
                &file,
                line,
                format!("“{}” is not known", beginning(key)),
                format!("remove the line, or use one of {KEYS}"),
            )),
        }
    }
    (!left_out).then_some(())
}

/// Whether `value` can be a BCP 47 tag.
fn is_language(value: &str) -> bool {
    let mut parts = value.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|it| it.is_ascii_alphabetic())
        && parts.all(|it| {
            (1..=8).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_alphanumeric())
        })
}

/// Whether `value` is an address that a page may link to: `http` or `https`, without spaces.
pub fn is_web_address(value: &str) -> bool {
    let lower = value.get(..8).unwrap_or(value).to_ascii_lowercase();
    let host = match (lower.starts_with("https://"), lower.starts_with("http://")) {
        (true, _) => &value[8..],
        (_, true) => &value[7..],
        _ => return false,
    };
    !host.is_empty() && !value.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// A paragraph, heading, item of a list or picture.
struct Block {
    kind: PassageKind,
    words: String,
}

/// The blocks of a Markdown text.
fn blocks(markdown: &str) -> impl Iterator<Item = Block> {
    let markdown = without_comments(markdown);
    let mut blocks = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    for line in markdown.lines() {
        let line = line.trim();
        // A quoted paragraph is a paragraph.
        let line = line.trim_start_matches(['>', ' ']);
        let heading = heading(line);
        let underline = !lines.is_empty() && is_underline(line);
        if underline {
            blocks.push(block(PassageKind::Heading, &mut lines));
        } else if let Some(words) = heading {
            blocks.push(block(PassageKind::Body, &mut lines));
            lines.push(words);
            blocks.push(block(PassageKind::Heading, &mut lines));
        } else if line.is_empty() || is_rule(line) {
            blocks.push(block(PassageKind::Body, &mut lines));
        } else if let Some(item) = item(line) {
            blocks.push(block(PassageKind::Body, &mut lines));
            lines.push(item);
        } else {
            lines.push(line);
        }
    }
    blocks.push(block(PassageKind::Body, &mut lines));
    blocks.into_iter().filter(|it| !it.words.is_empty())
}

/// The block of these lines, which are taken.
fn block(kind: PassageKind, lines: &mut Vec<&str>) -> Block {
    let Plain { words, is_image } = plain(&joined(lines.drain(..)));
    let kind = if is_image { PassageKind::Caption } else { kind };
    let words = words.trim().to_owned();
    Block { kind, words }
}

/// The words of a heading `## like this ##`.
fn heading(line: &str) -> Option<&str> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    let is_heading =
        (1..=6).contains(&level) && (words.is_empty() || words.starts_with([' ', '\t']));
    is_heading.then(|| words.trim_end_matches('#').trim())
}

/// Whether the line underlines the one above as a heading.
fn is_underline(line: &str) -> bool {
    line.len() >= 3 && (line.bytes().all(|it| it == b'=') || line.bytes().all(|it| it == b'-'))
}

/// Whether the line is a rule between paragraphs, or the fence of a code block.
fn is_rule(line: &str) -> bool {
    let marks = line.bytes().filter(|&it| it != b' ').count();
    let made_of = |mark: u8| line.bytes().all(|it| it == mark || it == b' ');
    marks >= 3 && [b'-', b'*', b'_'].into_iter().any(made_of) || line.starts_with("```")
}

/// The words of an item of a list.
fn item(line: &str) -> Option<&str> {
    let words = line.strip_prefix(['-', '*', '+'])?;
    words.starts_with([' ', '\t']).then(|| words.trim())
}

/// `markdown` without its HTML comments; one that is never closed is text.
fn without_comments(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some((before, comment)) = rest.split_once("<!--") {
        let Some((_, after)) = comment.split_once("-->") else {
            break;
        };
        out.push_str(before);
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One line for each block: its kind’s first letter, a bar, its words.
    #[track_caller]
    fn check(markdown: &str, expected: &[&str]) {
        let found: Vec<String> = blocks(markdown)
            .map(|it| format!("{:.1}|{}", format!("{:?}", it.kind), it.words))
            .collect();
        assert_eq!(found, expected);
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
    }

    #[test]
    fn lists_quotations_and_pictures() {
        check("- one\n- two\n  goes on", &["B|one", "B|two goes on"]);
        check("> “Words”\n> that stand out", &["B|“Words” that stand out"]);
        check("![A harbor](h.jpg)\n\n*text*", &["C|A harbor", "B|text"]);
    }

    #[test]
    fn comments_go() {
        check("a<!-- b\n\nc -->d <!-- e", &["B|ad <!-- e"]);
    }

    #[test]
    fn addresses_of_the_web_only() {
        assert!(is_web_address("https://example.org/a?b#c"));
        assert!(is_web_address("HTTP://example.org"));
        for wrong in [
            "javascript:alert(1)",
            "//example.org",
            "https://",
            "https://a b",
            "é",
            "",
        ] {
            assert!(!is_web_address(wrong), "{wrong}");
        }
    }
}
