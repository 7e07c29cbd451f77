//! Articles in Markdown: front matter, if there is any, then paragraphs, headings, lists, pictures.

mod blocks;
mod tags;

use super::article::{self, Stated};
use super::front_matter::{FrontMatter, beginning, front_matter};
use super::{Problem, unread};
use crate::corpus::{Date, Document, LabelReason, PassageKind, Rights};
use blocks::blocks;

/// What front matter may state of an article, for the message about anything else.
const KEYS: &str = "title, outlet, carried-by, kind, date, date-basis, place, language, url, \
                    author, rights";

/// The document, or `None` with an error among the problems. `text` has its lines ended by `\n`.
///
/// Without front matter the first heading is the headline, and the words may tell what else a
/// paragraph is.
pub(super) fn document(
    file_name: &str,
    text: &str,
    problems: &mut Vec<Problem>,
) -> Option<Document> {
    if !starts_with_front_matter(text) {
        return without_front_matter(file_name, text, problems);
    }
    let mut front_matter = front_matter(file_name, text, problems)?;
    let title = required("title", &mut front_matter, file_name, problems);
    let outlet = required("outlet", &mut front_matter, file_name, problems);
    let mut stated = Stated {
        title: Some(title?),
        outlet: Some(outlet?),
        ..Stated::default()
    };
    let mut blocks = blocks(front_matter.body);
    blocks.retain(|it| {
        !(it.kind == PassageKind::Heading && Some(&it.words) == stated.title.as_ref())
    });
    let rights = fill(&mut stated, front_matter, file_name, problems)?;
    let has_body = blocks.iter().any(|it| it.kind == PassageKind::Body);
    if !has_body && rights != Rights::Link {
        problems.push(Problem::error(
            file_name,
            None,
            "there is no text below the front matter",
            "write the article there, or state rights: link when only its address may be given",
        ));
        return None;
    }
    if rights == Rights::Link && stated.url.is_none() {
        problems.push(Problem::warning(
            file_name,
            None,
            "rights is link, and no address is stated",
            "add a line url: https://…, so that readers find the article",
        ));
    }
    // Who publishes an article says what its date rests on where it is not printed.
    let says_why = matches!(stated.date, Some((_, Some(_))));
    let document = match has_body {
        true => {
            let label = |kind| Some((kind, LabelReason::Stated));
            let blocks = blocks.into_iter().map(|it| article::Block {
                words: it.words,
                label: label(it.kind),
            });
            article::document(file_name, blocks.collect(), stated, problems)?
        }
        false => unread(file_name, stated),
    };
    Some(Document {
        rights,
        date_is_inferred: document.date_is_inferred || says_why,
        ..document
    })
}

fn starts_with_front_matter(text: &str) -> bool {
    text.lines().next().is_some_and(|it| it.trim_end() == "---")
}

/// The document of a file that states nothing outside its text.
fn without_front_matter(
    file_name: &str,
    text: &str,
    problems: &mut Vec<Problem>,
) -> Option<Document> {
    let mut blocks = blocks(text);
    let heading = blocks.iter().position(|it| it.kind == PassageKind::Heading);
    let title = heading.map(|it| blocks.remove(it).words);
    if !blocks.iter().any(|it| it.kind == PassageKind::Body) {
        problems.push(Problem::error(
            file_name,
            None,
            "there is no text below the heading",
            "write the article there",
        ));
        return None;
    }
    let blocks = blocks.into_iter().map(|it| article::Block {
        words: it.words,
        label: (it.kind != PassageKind::Body).then_some((it.kind, LabelReason::Stated)),
    });
    let stated = Stated {
        title,
        ..Stated::default()
    };
    article::document(file_name, blocks.collect(), stated, problems)
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

/// Moves everything else that is stated over, and returns what may be shown of the article;
/// `None`, with an error among the problems, when that cannot be told.
fn fill(
    stated: &mut Stated,
    front_matter: FrontMatter,
    file: &str,
    problems: &mut Vec<Problem>,
) -> Option<Rights> {
    let mut rights = Some(Rights::Full);
    let mut date_basis = None;
    for field in front_matter.fields {
        let value = field.value;
        let line = Some(field.line);
        match field.key.as_str() {
            "carried-by" => stated.carried_by = Some(value),
            "kind" => stated.kind = Some(value),
            "date" => match value.parse::<Date>() {
                Ok(date) => stated.date = Some((date, None)),
                Err(_) => problems.push(Problem::warning(
                    file,
                    line,
                    format!(
                        "“{}” is not a date, so the document has none",
                        beginning(&value)
                    ),
                    "write 2022-02-07, 2018-11 or 2019, a ~ or ? after it where it is not \
                     certain, or from/to as in 2018-11-14/2018-11-30",
                )),
            },
            "date-basis" => date_basis = Some(value),
            "place" => stated.place = Some(value),
            "language" if is_language(&value) => stated.language = Some(value),
            "language" => problems.push(Problem::warning(
                file,
                line,
                format!(
                    "“{}” is not a language tag, so English is assumed",
                    beginning(&value)
                ),
                "write en, ja, ru, pt-BR or the like",
            )),
            "url" if is_web_address(&value) => stated.url = Some(value),
            "url" => problems.push(Problem::warning(
                file,
                line,
                format!(
                    "“{}” is not a web address, so the document has none",
                    beginning(&value)
                ),
                "write it in full, from https:// or http:// on and without spaces",
            )),
            "author" => stated.author = Some(value),
            "rights" => match value.as_str() {
                "full" => rights = rights.and(Some(Rights::Full)),
                "excerpts" => rights = rights.and(Some(Rights::Excerpts)),
                "link" => rights = rights.and(Some(Rights::Link)),
                // To show more than was meant is worse than to show nothing.
                _ => {
                    rights = None;
                    problems.push(Problem::error(
                        file,
                        line,
                        format!("rights cannot be “{}”", beginning(&value)),
                        "write full, excerpts or link",
                    ));
                }
            },
            key => problems.push(Problem::warning(
                file,
                line,
                format!("“{}” is not known", beginning(key)),
                format!("remove the line, or use one of {KEYS}"),
            )),
        }
    }
    if let Some((_, basis)) = &mut stated.date {
        *basis = date_basis;
    }
    rights
}

/// Whether `value` can be a BCP 47 tag.
pub(super) fn is_language(value: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

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
