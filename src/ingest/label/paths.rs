//! Paths through a site: `Home » News » Ferries`, `Главная › Новости`.

use super::line::{End, Line, plain};

/// Words that a path starts with, plain.
const STARTS: [&str; 12] = [
    "home",
    "home page",
    "main",
    "news",
    "главная",
    "новости",
    "ホーム",
    "トップ",
    "home news",
    "startseite",
    "accueil",
    "inicio",
];

/// The steps of a path.
pub(super) fn steps(words: &str) -> impl Iterator<Item = &str> {
    (words.split(['»', '›', '>', '/', '|', '→', '＞', '·', '•']))
        .map(str::trim)
        .filter(|it| !it.is_empty())
}

/// Whether the line leads through the site: three steps or more, or two from the home page on;
/// none but the last is long.
pub(super) fn is_path(line: &Line) -> bool {
    if line.weight >= 240 || line.is_prose && line.end != End::Bare {
        return false;
    }
    let arrows = line.words.matches(['»', '›', '>', '→', '＞']).count();
    let bars = line.words.matches(['|', '/', '·', '•']).count();
    // Quotation marks of some languages look like arrows.
    if line.words.contains(['«', '‹', '<']) || arrows + bars == 0 {
        return false;
    }
    let steps: Vec<&str> = steps(line.words).collect();
    let Some((_, before)) = steps.split_last() else {
        return false;
    };
    let is_short = |it: &&str| it.split_whitespace().count() <= 4 && it.chars().count() <= 40;
    let is_from_home = steps
        .first()
        .is_some_and(|it| STARTS.contains(&plain(it).as_str()));
    before.iter().all(is_short)
        && match (arrows > 0, is_from_home) {
            (_, true) => !before.is_empty(),
            (true, false) => before.len() >= 2,
            // Names may be parted by bars as well: a byline, a list of people.
            (false, false) => before.len() >= 3 && steps.iter().all(is_short),
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        for (words, expected) in [
            (
                "Home » Press » Ferries » Ferry sails at noon – port owner",
                true,
            ),
            ("Главная › Новости", true),
            ("ホーム ＞ ニュース ＞ 国際", true),
            ("World | Asia | Ferries | Ports", true),
            ("World > Asia > Ferries", true),
            ("Ferry sails » more", false),
            ("A. Writer | Port", false),
            ("and/or", false),
            ("He read «Ferries» at home", false),
            ("Home", false),
        ] {
            assert_eq!(is_path(&Line::new(words)), expected, "{words}");
        }
    }
}
