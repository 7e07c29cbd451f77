//! HTML among Markdown: its tags go, its words stay.

use crate::ingest::html::CONTAINERS;

/// Tags that part words, and in raw HTML paragraphs, beside those of [`CONTAINERS`].
const BREAKS: &[&str] = &["br", "dd", "dt", "hr", "li", "p", "td", "th", "tr"];

/// Whether the tag, from its `<` on, parts words.
pub(super) fn is_break(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    let mut breaks = CONTAINERS.iter().chain(BREAKS);
    breaks.any(|it| it.eq_ignore_ascii_case(&name[..end]))
}

/// What closes a tag whose contents are no words.
pub(super) fn silent(tag: &str) -> Option<&'static str> {
    [("<script", "</script"), ("<style", "</style")]
        .into_iter()
        .find_map(|(start, end)| {
            let after = tag
                .get(..start.len())?
                .eq_ignore_ascii_case(start)
                .then(|| &tag[start.len()..])?;
            after
                .starts_with(['>', '/', ' ', '\t', '\n'])
                .then_some(end)
        })
}

/// The words between the tags, in paragraphs. What is never closed is text. Linear.
pub(super) fn text_of(html: &str) -> String {
    let lower = html.to_ascii_lowercase();
    let mut text = String::with_capacity(html.len());
    let mut at = 0;
    let mut no_comment_end = false;
    while let Some(tag) = html[at..].find('<').map(|it| at + it) {
        text.push_str(&html[at..tag]);
        at = tag + 1;
        if !no_comment_end && html[tag..].starts_with("<!--") {
            match html[tag..].find("-->") {
                Some(length) => {
                    at = tag + length + 3;
                    continue;
                }
                None => no_comment_end = true,
            }
        } else if html[at..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)) {
            let Some(end) = html[at..].find('>').map(|it| at + it + 1) else {
                text.push_str(&html[tag..]);
                return in_lines(&text);
            };
            if is_break(&html[tag..end]) {
                text.push_str("\n\n");
            }
            at = end;
            if let Some(close) = silent(&html[tag..end]) {
                at = lower[end..].find(close).map_or(html.len(), |it| end + it);
            }
            continue;
        }
        text.push('<');
    }
    text.push_str(&html[at..]);
    in_lines(&text)
}

/// The text without the spaces before its lines, by which HTML shows its structure and Markdown
/// tells code.
fn in_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_start).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(text_of(html).trim(), expected, "{html}");
    }

    #[test]
    fn tags_go_and_words_stay() {
        check("<b class=\"x\">one</b> two", "one two");
        check("<div>\n    one<p>two</p>", "one\n\ntwo");
        check(
            "<script>if (a < b) {}</SCRIPT>one<style >p {}</style>",
            "one",
        );
        check("one<!-- two\n\nthree -->four", "onefour");
    }

    #[test]
    fn what_is_no_tag_is_text() {
        check("I <3 it, a < b", "I <3 it, a < b");
        check("one <!-- two", "one <!-- two");
        check("one <b two", "one <b two");
    }
}
