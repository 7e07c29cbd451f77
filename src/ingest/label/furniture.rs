//! Lines that are known by their words: menus, forms, notices.
//!
//! The lists are in `data/furniture.txt`. A line with quotation marks is never taken by its words,
//! for a report may well quote them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::line::{End, Line, is_wide, plain};
use crate::corpus::PassageKind;

/// A longer line is not furniture by its words; in letters, see [`Line::weight`].
const MAX_WEIGHT: usize = 240;

/// The longest beginning that is looked up, in bytes.
const MAX_START_BYTES: usize = 120;

/// What the words of a line say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// It is this wherever it stands.
    Anywhere(PassageKind),
    /// It is this above the headline or below the text.
    AtTheEdge(PassageKind),
}

#[derive(Default)]
struct Lists {
    is: BTreeMap<String, Known>,
    starts: BTreeMap<String, PassageKind>,
    has: Vec<(String, PassageKind)>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists::default();
    for (kind, how, words) in entries() {
        match how {
            "is" => drop(lists.is.insert(words, Known::Anywhere(kind))),
            // What is known anywhere stays so.
            "edge" => drop(lists.is.entry(words).or_insert(Known::AtTheEdge(kind))),
            "starts" => drop(lists.starts.insert(words, kind)),
            _ => lists.has.push((words, kind)),
        }
    }
    lists
});

/// Kind, manner and words of every entry.
pub(super) fn entries() -> impl Iterator<Item = (PassageKind, &'static str, String)> {
    let lines = include_str!("data/furniture.txt").lines();
    let rows = lines.filter_map(|line| {
        let mut fields = line.split('\t');
        let name = fields.next()?;
        let kind = PassageKind::ALL.into_iter().find(|it| it.name() == name)?;
        Some((kind, fields.next()?, fields.next()?))
    });
    rows.flat_map(|(kind, how, words)| words.split(" | ").map(move |it| (kind, how, plain(it))))
}

/// What the words of `line` say, if they are known.
pub(super) fn known(line: &Line) -> Option<Known> {
    if line.plain.is_empty() || line.weight > MAX_WEIGHT || line.is_quoted() {
        return None;
    }
    if let Some(&known) = LISTS.is.get(&line.plain) {
        return Some(known);
    }
    if line.n_sentences > 3 {
        return None;
    }
    let start = starts(&line.plain).find_map(|it| LISTS.starts.get(it).copied());
    let kind = start.or_else(|| {
        let has = |it: &&(String, PassageKind)| line.plain.contains(&it.0);
        LISTS.has.iter().find(has).map(|it| it.1)
    })?;
    // “Read also” before a headline is a link; before a sentence it may be part of it.
    let is_sentence = matches!(line.end, End::Stop | End::Open);
    let is_doubtful = matches!(kind, PassageKind::Related | PassageKind::Caption) && is_sentence;
    (!is_doubtful).then_some(Known::Anywhere(kind))
}

/// The beginnings of `plain` that end with a word, longest first.
fn starts(plain: &str) -> impl Iterator<Item = &str> {
    let ends = plain.char_indices().map(|(at, c)| at + c.len_utf8());
    let ends: Vec<usize> = ends
        .take_while(|&end| end <= MAX_START_BYTES)
        .filter(|&end| {
            let (before, after) = plain.split_at(end);
            after.is_empty()
                || after.starts_with(' ')
                || after.starts_with(is_wide)
                || before.ends_with(is_wide)
        })
        .collect();
    ends.into_iter().rev().map(|end| &plain[..end])
}

/// Whether the line opens the comments of readers: `3 Comments`, `Comments (3)`.
pub(super) fn opens_comments(line: &Line) -> bool {
    const WITH_A_NUMBER: [&str; 12] = [
        "0 comments",
        "0 comment",
        "comments 0",
        "0 responses",
        "0 replies",
        "0 комментариев",
        "0 комментария",
        "0 комментарий",
        "комментарии 0",
        "コメント 0",
        "コメント 0件",
        "0件のコメント",
    ];
    const BEFORE_THE_HEADLINE: [&str; 6] = [
        "0 responses to",
        "0 thoughts on",
        "0 thought on",
        "0 comments on",
        "0 comments to",
        "0 replies to",
    ];
    WITH_A_NUMBER.contains(&line.plain.as_str())
        || matches!(line.plain.as_str(), "comments" | "комментарии" | "コメント")
        || starts(&line.plain).any(|it| BEFORE_THE_HEADLINE.contains(&it))
}

/// Whether the line says who wrote a comment, or when: `Anna says:`, `3 hours ago`,
/// `March 3, 2021 at 5:14 pm`, `Reply`.
pub(super) fn stamps_a_comment(line: &Line) -> bool {
    if line.is_prose || line.n_words > 10 {
        return false;
    }
    let plain = line.plain.as_str();
    let ends = [" says", " wrote", " ago", " назад", " пишет"];
    ends.iter().any(|it| plain.ends_with(it)) && line.end != End::Stop
        || matches!(plain, "reply" | "ответить" | "返信" | "返信する")
        || plain.contains(" at 0 0") && plain.contains('0')
        || plain.ends_with(" 0 0 am")
        || plain.ends_with(" 0 0 pm")
}

#[cfg(test)]
mod tests {
    use super::*;
    use PassageKind::{Form, Legal, Navigation, Related};

    #[track_caller]
    fn check(words: &str, expected: Option<Known>) {
        assert_eq!(known(&Line::new(words)), expected, "{words}");
    }

    #[test]
    fn known_lines() {
        check("Leave a Reply", Some(Known::Anywhere(Form)));
        check("Comments (4)", Some(Known::Anywhere(Form)));
        check("Главная", Some(Known::AtTheEdge(Navigation)));
        check("関連記事", Some(Known::Anywhere(Related)));
        check(
            "関連記事：連絡船、正午に出港",
            Some(Known::Anywhere(Related)),
        );
        check(
            "This site uses Akismet to keep spam away. See how it works.",
            Some(Known::Anywhere(Legal)),
        );
        check("Read also: Ferry sails", Some(Known::Anywhere(Related)));
        check(
            "© 2021 Port Post. All Rights Reserved.",
            Some(Known::Anywhere(Legal)),
        );
    }

    #[test]
    fn running_text() {
        check("“We use cookies,” the baker said.", None);
        check("Read also the work of her brother.", None);
        check("Home is where the harbor is", None);
        check("Subscribers left.", None);
        check("Menus", None);
        check("", None);
    }

    #[test]
    fn every_entry_is_found() {
        let mut n_entries = 0;
        for (kind, how, words) in entries() {
            assert!(
                !words.is_empty() && PassageKind::is_furniture(kind)
                    || kind == PassageKind::Caption
            );
            let found = known(&Line::new(&words));
            let expected = match how {
                "edge" => [Known::AtTheEdge(kind), Known::Anywhere(kind)],
                _ => [Known::Anywhere(kind); 2],
            };
            assert!(
                found.is_some_and(|it| expected.contains(&it)),
                "{how} {words}: {found:?}"
            );
            n_entries += 1;
        }
        assert!(n_entries > 400, "only {n_entries} entries");
    }

    #[test]
    fn comments() {
        for words in [
            "3 Comments",
            "2 Responses to “Ferry sails”",
            "コメント（3）",
        ] {
            assert!(opens_comments(&Line::new(words)), "{words}");
        }
        for words in [
            "Anna says:",
            "3 hours ago",
            "March 3, 2021 at 5:14 pm",
            "Reply",
        ] {
            assert!(stamps_a_comment(&Line::new(words)), "{words}");
        }
        assert!(!stamps_a_comment(&Line::new("He left three days ago.")));
    }
}
