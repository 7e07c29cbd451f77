//! Which words are forms of one word: treaty and treaties, sign and signed, договор and договоров.
//!
//! Light on purpose: endings of number, case and tense only, so that a form never brings in a word
//! that merely begins alike. It serves where nobody worked out more (`families`): words that the
//! corpus does not have, and a corpus that was put together in the page. A stem is a name for a
//! class of words and is never shown.

/// The name of the class that `word` (folded) belongs to; itself when no ending is known.
///
/// English endings follow steps 1 and 5a of Porter, “An algorithm for suffix stripping” (1980),
/// with `ies` and `ied` as `y`; Russian has two short lists of our own.
pub(super) fn stem(word: &str) -> String {
    if word.chars().all(|c| c.is_ascii_lowercase() || c == '\'') {
        english(word)
    } else if word.chars().all(|c| matches!(c, 'а'..='я')) {
        russian(word).to_owned()
    } else {
        word.to_owned()
    }
}

/// What all words of a class begin with: a stem may end otherwise than its words, in `y` for `ie`
/// and in an `e` that they lost.
pub(super) fn beginning_of_class(stem: &str) -> &str {
    match stem.strip_suffix(['y', 'e']) {
        Some(rest) if rest.len() > 1 => rest,
        _ => stem,
    }
}

fn english(word: &str) -> String {
    let word = word.strip_suffix("'s").unwrap_or(word).trim_matches('\'');
    if word.len() < 4 || word == "news" {
        return word.to_owned();
    }
    let singular = without_plural(word);
    without_silent_e(&without_tense(&singular)).to_owned()
}

fn without_plural(word: &str) -> String {
    match word.strip_suffix('s') {
        _ if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") => {
            word.to_owned()
        }
        Some(rest) if rest.ends_with("sse") => rest[..rest.len() - 1].to_owned(),
        Some(rest) if rest.len() > 3 && rest.ends_with("ie") => y_for_ie(rest),
        Some(rest) => rest.to_owned(),
        None => word.to_owned(),
    }
}

fn without_tense(word: &str) -> String {
    if let Some(rest) = word.strip_suffix("eed") {
        let end = if measure(rest) > 0 { 1 } else { 0 };
        return word[..word.len() - end].to_owned();
    }
    if let Some(rest) = word.strip_suffix('d')
        && rest.ends_with("ie")
    {
        return if rest.len() > 3 {
            y_for_ie(rest)
        } else {
            rest.to_owned()
        };
    }
    let bare = word
        .strip_suffix("ed")
        .or_else(|| word.strip_suffix("ing"))
        .filter(|rest| has_vowel(rest));
    let Some(bare) = bare else {
        return word.to_owned();
    };
    let mut letters = bare.bytes().rev();
    let (last, before) = (letters.next(), letters.next());
    let doubled = last == before && !last.is_some_and(|it| b"aeioulsz".contains(&it));
    if doubled {
        bare[..bare.len() - 1].to_owned()
    } else if bare.ends_with("at")
        || bare.ends_with("bl")
        || bare.ends_with("iz")
        || measure(bare) == 1 && is_short(bare)
    {
        format!("{bare}e")
    } else {
        bare.to_owned()
    }
}

fn without_silent_e(word: &str) -> &str {
    match word.strip_suffix('e') {
        Some(rest) if measure(rest) > 1 || measure(rest) == 1 && !is_short(rest) => rest,
        _ => word,
    }
}

fn y_for_ie(word: &str) -> String {
    format!("{}y", &word[..word.len() - 2])
}

/// Whether the letter at `at` is a consonant; `y` is one at the start and after a vowel.
fn is_consonant(word: &[u8], at: usize) -> bool {
    let is_plain_vowel = |it: &u8| b"aeiou".contains(it);
    match word[at] {
        b'y' => at == 0 || is_plain_vowel(&word[at - 1]),
        letter => !is_plain_vowel(&letter),
    }
}

fn has_vowel(word: &str) -> bool {
    (0..word.len()).any(|at| !is_consonant(word.as_bytes(), at))
}

/// How many times a vowel is followed by a consonant; Porter's *m*, counted to two.
fn measure(word: &str) -> usize {
    let word = word.as_bytes();
    (1..word.len())
        .filter(|&at| is_consonant(word, at) && !is_consonant(word, at - 1))
        .take(2)
        .count()
}

/// Whether `word` ends in consonant, vowel, consonant, the last not w, x or y.
fn is_short(word: &str) -> bool {
    let word = word.as_bytes();
    let Some(last) = word.len().checked_sub(1).filter(|&it| it >= 2) else {
        return false;
    };
    is_consonant(word, last)
        && !is_consonant(word, last - 1)
        && is_consonant(word, last - 2)
        && !b"wxy".contains(&word[last])
}

/// Endings of nouns and adjectives, folded (й is и), longest first.
const RUSSIAN_ENDINGS: &[&str] = &[
    "иями", "ами", "ями", "иям", "иях", "ием", "иеи", "ого", "его", "ому", "ему", "ыми", "ими",
    "ия", "ии", "ию", "ие", "ыи", "ои", "еи", "ая", "яя", "ое", "ее", "ые", "ым", "им", "ых", "их",
    "ую", "юю", "ою", "ею", "ом", "ем", "ам", "ям", "ах", "ях", "а", "я", "о", "е", "ы", "и", "у",
    "ю", "ь",
];

fn russian(word: &str) -> &str {
    let without = |word: &'_ str, endings: &[&str], n_left: usize| -> Option<usize> {
        endings
            .iter()
            .find_map(|ending| word.strip_suffix(ending))
            .filter(|rest| rest.chars().count() >= n_left)
            .map(str::len)
    };
    let end = without(word, RUSSIAN_ENDINGS, 3).unwrap_or(word.len());
    // Also the genitive plural, but not the end of остров or Лавров.
    let end = without(&word[..end], &["ов", "ев"], 5).unwrap_or(end);
    &word[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn same(words: &str) {
        let stems: Vec<String> = words.split(' ').map(stem).collect();
        assert!(stems.windows(2).all(|it| it[0] == it[1]), "{stems:?}");
    }

    #[track_caller]
    fn different(words: &str) {
        let mut stems: Vec<String> = words.split(' ').map(stem).collect();
        let n = stems.len();
        stems.sort();
        stems.dedup();
        assert_eq!(stems.len(), n, "{stems:?}");
    }

    #[test]
    fn number_and_possession() {
        same("treaty treaties treaty's");
        same("island islands island's");
        same("box boxes");
        same("church churches");
        same("house houses");
        same("kuril kurils kurile");
        same("japan japan's");
    }

    #[test]
    fn tense() {
        same("sign signs signed signing");
        same("conclude concludes concluded concluding");
        same("agree agrees agreed agreeing");
        same("stop stopped stopping");
        same("ratify ratifies ratified");
        same("state states stated stating");
    }

    #[test]
    fn what_only_looks_alike() {
        different("news new");
        different("plane plan");
        different("rate rat");
        different("king kin ke");
        different("crisis cris");
        different("need nee");
        different("territory territorial");
    }

    #[test]
    fn russian_cases() {
        same("договор договора договору договоров договорами");
        same("остров острова островов островами");
        same("лавров лаврова лаврову лавровым");
        same("киселев киселева киселевым");
        same("россия россии россию россиеи");
        same("северные северных северными");
        different("мир мирныи");
    }

    #[test]
    fn other_scripts_stay() {
        assert_eq!(stem("1956"), "1956");
        assert_eq!(stem("αθηνων"), "αθηνων");
        assert_eq!(stem("g7s"), "g7s");
    }
}
