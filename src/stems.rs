//! Which words are forms of one word, in the languages that Snowball has a stemmer for.

use snowball_stemmers_rs::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

/// The class of a word of a language: a [`crate::search::ClassOf`].
pub fn class_of(language: &str, word: &str) -> Option<String> {
    let algorithm = algorithm(language)?;
    // Snowball knows letters with their marks and the straight apostrophe.
    let word: String = word
        .nfc()
        .filter(|it| *it != '\u{ad}')
        .map(|it| if it == '’' { '\'' } else { it })
        .collect();
    let stem = Stemmer::create(algorithm).stem(&word);
    Some(format!("{algorithm:?} {stem}"))
}

/// By the first part of a BCP 47 tag.
fn algorithm(language: &str) -> Option<Algorithm> {
    let primary = language.split('-').next().unwrap_or_default();
    Some(match primary.to_ascii_lowercase().as_str() {
        "ar" => Algorithm::Arabic,
        "ca" => Algorithm::Catalan,
        "cs" => Algorithm::Czech,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "eo" => Algorithm::Esperanto,
        "es" => Algorithm::Spanish,
        "et" => Algorithm::Estonian,
        "eu" => Algorithm::Basque,
        "fa" => Algorithm::Persian,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "ga" => Algorithm::Irish,
        "hi" => Algorithm::Hindi,
        "hu" => Algorithm::Hungarian,
        "hy" => Algorithm::Armenian,
        "id" => Algorithm::Indonesian,
        "it" => Algorithm::Italian,
        "lt" => Algorithm::Lithuanian,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "ne" => Algorithm::Nepali,
        "nl" => Algorithm::Dutch,
        "pl" => Algorithm::Polish,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sr" => Algorithm::Serbian,
        "st" => Algorithm::Sesotho,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        "uk" => Algorithm::Ukrainian,
        "yi" => Algorithm::Yiddish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_are_of_one_class() {
        for (language, words) in [
            ("en", "negotiate negotiated negotiation negotiators’"),
            ("en-GB", "treaty treaties treaty’s"),
            ("ru", "переговоры переговоров переговорами"),
            ("ru", "российский российскии\u{306} российского"),
            ("uk", "договору договором"),
            ("de", "Vertrag Vertrags Verträge Verträgen"),
            ("nl", "onderhandeling onderhandelingen"),
            ("fr", "négociation ne\u{301}gociations négociateur"),
            ("es", "tratado tratados"),
            ("pt-BR", "negociação negociações"),
            ("it", "trattato trattati"),
            ("ro", "insulă insule"),
            ("sv", "avtal avtalet avtalen"),
            ("da", "aftale aftaler aftalen"),
            ("nb", "avtale avtaler avtalen"),
            ("nn", "avtale avtalar avtalen"),
            ("fi", "talo talon talossa"),
            ("hu", "szerződés szerződések szerződésnek"),
            ("tr", "antlaşma antlaşmalar antlaşmalarda"),
        ] {
            let mut classes: Vec<_> = words
                .split(' ')
                .map(|it| class_of(language, &it.to_lowercase()))
                .collect();
            assert!(classes[0].is_some(), "{language}");
            classes.dedup();
            assert_eq!(classes.len(), 1, "{language} {words}: {classes:?}");
        }
    }

    #[test]
    fn other_words_are_not() {
        for (language, one, other) in [
            ("en", "universe", "university"),
            ("en", "organ", "organization"),
            ("en", "new", "news"),
            ("ru", "мир", "мера"),
            ("de", "vertrag", "vertreter"),
        ] {
            assert_ne!(class_of(language, one), class_of(language, other), "{one}");
        }
        // In two languages they are two words.
        assert_ne!(class_of("en", "die"), class_of("de", "die"));
        assert_eq!(class_of("en", "sign"), class_of("EN-us", "signing"));
    }

    #[test]
    fn some_languages_have_no_stemmer() {
        for language in ["ja", "zh", "ko", "ainu", "", "-"] {
            assert_eq!(class_of(language, "word"), None, "{language}");
        }
    }
}
