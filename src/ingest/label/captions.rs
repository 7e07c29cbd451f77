//! Words of pictures: credits, counters of galleries, descriptions with an agency's name.

use std::collections::BTreeSet;

use super::line::{End, Line, plain};
use crate::corpus::{LabelReason, PassageKind};

/// A longer line is no words of a picture; in letters, see [`Line::weight`].
const MAX_WEIGHT: usize = 240;

/// The longest name of an agency after a description, in words.
const MAX_AGENCY_WORDS: usize = 3;

/// What a line is by a sign of rights, a credit or a counter in it.
pub(super) fn marked(line: &Line) -> Option<(PassageKind, LabelReason)> {
    if line.weight > MAX_WEIGHT {
        return None;
    }
    if counter(line.words).is_some() {
        return Some((PassageKind::Caption, LabelReason::Counter));
    }
    if let Some(rest) = after_sign(line.words) {
        let is_notice = rest.starts_with(|c: char| c.is_ascii_digit());
        return Some(match is_notice {
            true => (PassageKind::Legal, LabelReason::Words),
            false => (PassageKind::Caption, LabelReason::Credit),
        });
    }
    is_credit(line).then_some((PassageKind::Caption, LabelReason::Credit))
}

/// `3/11`: the number of a picture of a gallery, and of how many.
fn counter(words: &str) -> Option<(u16, u16)> {
    let (at, of) = (words.split_once('/')).or_else(|| words.split_once(" of "))?;
    let number = |it: &str| it.trim().parse::<u16>().ok().filter(|_| it.len() <= 5);
    let (at, of) = (number(at)?, number(of)?);
    (1 <= at && at <= of && of < 1000).then_some((at, of))
}

/// What follows the sign of rights that `words` start with.
fn after_sign(words: &str) -> Option<&str> {
    let rest = ["©", "(c)", "(C)", "(с)", "(С)"]
        .iter()
        .find_map(|it| words.strip_prefix(it))?;
    Some(rest.trim_start_matches([' ', '\u{a0}', ',']))
}

/// `Photo: A. Writer`, `Фото: …`, `写真：…`, `(AP Photo/A. Writer)`.
fn is_credit(line: &Line) -> bool {
    const BEFORE_A_COLON: [&str; 16] = [
        "photo",
        "photos",
        "image",
        "images",
        "picture",
        "credit",
        "photo credit",
        "file photo",
        "фото",
        "фотография",
        "иллюстрация",
        "写真",
        "画像",
        "foto",
        "bild",
        "crédit photo",
    ];
    let colon = line.words.split_once([':', '：', '＝', '/']);
    let is_named = colon.is_some_and(|(before, after)| {
        let before = before.trim().to_lowercase();
        !after.trim().is_empty() && BEFORE_A_COLON.contains(&before.as_str())
    });
    let in_brackets = line.words.starts_with('(') && line.words.ends_with(')');
    is_named && !line.is_prose
        || in_brackets
            && !line.is_prose
            && (line.plain.contains("photo") || line.plain.contains("фото"))
}

/// The description of a picture before the name of its agency, as in `The harbor - Port News`,
/// and the name.
pub(super) fn described<'a>(line: &Line<'a>) -> Option<(&'a str, &'a str)> {
    if line.weight > MAX_WEIGHT || line.end != End::Bare {
        return None;
    }
    let (words, agency) = line.words.rsplit_once(" - ")?;
    let is_name = agency.split_whitespace().count() <= MAX_AGENCY_WORDS
        && agency
            .split_whitespace()
            .all(|it| it.starts_with(char::is_uppercase))
        && agency.chars().all(|c| c.is_alphabetic() || c == ' ');
    is_name.then_some((words.trim(), agency))
}

/// The pictures of a page: which lines are their words.
#[derive(Default)]
pub(super) struct Pictures {
    /// Plain words of descriptions.
    words: BTreeSet<String>,
}

impl Pictures {
    /// Looks through all lines once. A description with a name counts where an agency is called
    /// so, or where the words stand once more without the name.
    pub(super) fn of(lines: &[Line], is_agency: impl Fn(&str) -> bool) -> Pictures {
        let all: BTreeSet<&str> = lines.iter().map(|it| it.plain.as_str()).collect();
        let mut words = BTreeSet::new();
        for line in lines {
            if let Some((before, agency)) = described(line) {
                let before = plain(before);
                if is_agency(agency) || all.contains(before.as_str()) {
                    words.insert(line.plain.clone());
                    words.insert(before);
                }
            }
        }
        // Between two counters that follow each other, and between a counter and a credit, stand
        // words of a picture.
        for three in lines.windows(3) {
            let [before, line, after] = three else {
                continue;
            };
            let Some((at, of)) = counter(before.words) else {
                continue;
            };
            let is_followed = counter(after.words) == Some((at + 1, of))
                || after_sign(after.words).is_some() && !line.is_prose;
            if is_followed && line.weight <= MAX_WEIGHT {
                words.insert(line.plain.clone());
            }
        }
        words.remove("");
        Pictures { words }
    }

    /// Whether the line repeats the words of a picture.
    pub(super) fn has(&self, line: &Line) -> bool {
        !line.plain.is_empty() && self.words.contains(&line.plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: Option<PassageKind>) {
        assert_eq!(
            marked(&Line::new(words)).map(|it| it.0),
            expected,
            "{words}"
        );
    }

    #[test]
    fn signs_and_credits() {
        check("3/11", Some(PassageKind::Caption));
        check("3 of 11", Some(PassageKind::Caption));
        check("© PortThe ferry at the pier", Some(PassageKind::Caption));
        check("© 2021 Port Post", Some(PassageKind::Legal));
        check("Photo: A. Writer", Some(PassageKind::Caption));
        check("Фото: А. Автор", Some(PassageKind::Caption));
        check("(AP Photo/A. Writer)", Some(PassageKind::Caption));
        check("12/11", None);
        check("9/11 changed the harbor", None);
        check("The photo shows a ferry", None);
    }

    #[test]
    fn descriptions() {
        let lines = [
            "The ferry - Port News",
            "The ferry",
            "One - Two words",
            "A - B.",
            "Pier",
        ];
        let lines: Vec<Line> = lines.iter().map(|it| Line::new(it)).collect();
        let pictures = Pictures::of(&lines, |_| false);
        let found: Vec<bool> = lines.iter().map(|it| pictures.has(it)).collect();
        assert_eq!(found, [true, true, false, false, false]);
    }

    #[test]
    fn galleries() {
        let lines = [
            "1/2",
            "The ferry sails.",
            "2/2",
            "The pier.",
            "It rained all day.",
        ];
        let lines: Vec<Line> = lines.iter().map(|it| Line::new(it)).collect();
        let pictures = Pictures::of(&lines, |_| false);
        assert!(pictures.has(&lines[1]) && !pictures.has(&lines[4]));
    }
}
