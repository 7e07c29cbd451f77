//! Our folding table against Unicode's own data.

use crossread::text::{Span, fold, folded, words};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// A letter without its marks, in lower case, by Unicode's decomposition.
fn by_unicode(c: char) -> String {
    let plain: String = c.to_string().nfkd().filter(|it| !is_mark(*it)).collect();
    plain
        .to_lowercase()
        .nfkd()
        .filter(|it| !is_mark(*it))
        .collect()
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Letters that Unicode leaves whole and readers type without their stroke or as two letters.
const BEYOND_UNICODE: &str = "ÆæØøÞþÐðđĐħĦıĸŁłŊŋŒœŦŧßẞŉẜẝẟỻỺỽỼỿỾĿŀẚ·µŻ";

#[test]
fn latin_greek_and_cyrillic_letters_fold_as_unicode_decomposes_them() {
    let ranges = [
        '\u{c0}'..='\u{17f}',
        '\u{386}'..='\u{3ce}',
        '\u{400}'..='\u{45f}',
        '\u{1e00}'..='\u{1eff}',
    ];
    let mut n_checked = 0;
    for c in ranges.into_iter().flatten() {
        if !c.is_alphabetic() || BEYOND_UNICODE.contains(c) {
            continue;
        }
        let expected = by_unicode(c).replace('ς', "σ");
        assert_eq!(fold(&c.to_string()), expected, "{c} (U+{:04X})", c as u32);
        n_checked += 1;
    }
    assert!(n_checked > 500, "only {n_checked} letters were compared");
}

#[test]
fn composed_and_decomposed_texts_fold_alike() {
    for text in ["école", "Ёлка й", "ガギグゲゴ", "ぱぴぷ", "Ångström", "Ṩ"] {
        let decomposed: String = text.nfd().collect();
        assert_eq!(fold(text), fold(&decomposed), "{text}");
    }
}

#[test]
fn quotes_dashes_and_spaces_fold() {
    assert_eq!(fold("“a”\u{a0}–\u{202f}‘b’ «c»"), fold("\"a\" - 'b' \"c\""));
}

#[test]
fn folding_each_character_twice_changes_nothing() {
    for c in '\0'..=char::MAX {
        let once = fold(&c.to_string());
        assert_eq!(fold(&once), once, "{c} (U+{:04X})", c as u32);
    }
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn there_is_a_way_back(text in "\\PC{0,40}") {
        let it = folded(&text);
        let whole = it.original(Span::of(&it.text));
        prop_assert!(whole.fits(&text));
        for word in words(&it.text) {
            prop_assert!(it.original(word).fits(&text));
        }
    }

    #[test]
    fn words_are_in_order_and_apart(text in "\\PC{0,60}") {
        let found: Vec<Span> = words(&text).collect();
        prop_assert!(found.iter().all(|it| it.fits(&text) && !it.is_empty()));
        prop_assert!(found.windows(2).all(|it| it[0].end <= it[1].start));
    }
}
