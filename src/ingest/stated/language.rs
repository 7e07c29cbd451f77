//! The language of a text.

use whatlang::Lang;

/// So much of a text is looked at, in characters: enough for any language.
const SAMPLE_CHARS: usize = 1500;

/// A shorter text is told by its script only; in letters.
const MIN_LETTERS: usize = 80;

/// The BCP 47 tag of the language that these paragraphs are written in; English where nothing
/// tells.
pub(in crate::ingest) fn language<'a>(
    paragraphs: impl IntoIterator<Item = &'a str>,
) -> &'static str {
    let mut sample = String::new();
    let mut n_chars = 0;
    for paragraph in paragraphs {
        sample.extend(paragraph.chars().take(SAMPLE_CHARS - n_chars));
        sample.push('\n');
        n_chars = sample.chars().count().min(SAMPLE_CHARS);
        if n_chars == SAMPLE_CHARS {
            break;
        }
    }
    let script = of_script(&sample);
    let n_letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    // Scripts of one language need no statistics.
    if !matches!(script, "en" | "ru" | "uk") || n_letters < MIN_LETTERS {
        return script;
    }
    match whatlang::detect(&sample).filter(|it| it.is_reliable()) {
        Some(found) => tag(found.lang()).unwrap_or(script),
        None => script,
    }
}

/// What the letters alone tell.
fn of_script(sample: &str) -> &'static str {
    const SCRIPTS: [(&str, std::ops::RangeInclusive<char>); 11] = [
        ("ja", '\u{3040}'..='\u{30ff}'),
        ("zh", '\u{4e00}'..='\u{9fff}'),
        ("ko", '\u{ac00}'..='\u{d7af}'),
        ("ru", '\u{400}'..='\u{4ff}'),
        ("ar", '\u{600}'..='\u{6ff}'),
        ("he", '\u{590}'..='\u{5ff}'),
        ("el", '\u{370}'..='\u{3ff}'),
        ("hi", '\u{900}'..='\u{97f}'),
        ("th", '\u{e00}'..='\u{e7f}'),
        ("hy", '\u{530}'..='\u{58f}'),
        ("ka", '\u{10a0}'..='\u{10ff}'),
    ];
    let mut counts = [0_usize; SCRIPTS.len()];
    let mut n_latin = 0;
    for c in sample.chars().filter(|c| c.is_alphabetic()) {
        match SCRIPTS.iter().position(|it| it.1.contains(&c)) {
            Some(at) => counts[at] += 1,
            None => n_latin += 1,
        }
    }
    let [kana, han, ..] = counts;
    // Japanese has some kana in every sentence, Chinese none; a letter of either says more than
    // one of an alphabet.
    if (kana + han) * 3 > n_latin && (kana + han) * 3 > counts[2..].iter().sum() {
        return if kana * 20 >= han { "ja" } else { "zh" };
    }
    let best = (0..SCRIPTS.len())
        .max_by_key(|&at| counts[at])
        .filter(|&at| counts[at] > n_latin);
    match best.map(|at| SCRIPTS[at].0) {
        Some("ru") if sample.contains(['і', 'ї', 'є', 'І', 'Ї', 'Є']) => "uk",
        Some(tag) => tag,
        None => "en",
    }
}

/// The tag of a language by its statistics: those of the Latin and Cyrillic scripts.
fn tag(language: Lang) -> Option<&'static str> {
    Some(match language {
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Bel => "be",
        Lang::Bul => "bg",
        Lang::Mkd => "mk",
        Lang::Srp => "sr",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Pol => "pl",
        Lang::Nld => "nl",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "nb",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Est => "et",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Cat => "ca",
        Lang::Vie => "vi",
        Lang::Ind => "id",
        Lang::Uzb => "uz",
        Lang::Aze => "az",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages() {
        for (words, expected) in [
            ("", "en"),
            ("Ferry sails", "en"),
            ("Паром вышел", "ru"),
            ("Пором вийшов із порту", "uk"),
            ("連絡船が出港した", "ja"),
            ("渡轮中午离开港口", "zh"),
            ("연락선이 출항했다", "ko"),
            ("NHKによるとAPが伝えた", "ja"),
            (
                "The ferry sailed from the old harbor at noon, said the owner of the port, and \
                 nobody was there to see it leave in the rain.",
                "en",
            ),
            (
                "Die Fähre hat am Mittag den alten Hafen verlassen, sagte der Besitzer, und \
                 niemand war dort, um sie im Regen auslaufen zu sehen.",
                "de",
            ),
            (
                "Le bateau a quitté le vieux port à midi, a dit le propriétaire, et personne \
                 n’était là pour le voir partir sous la pluie.",
                "fr",
            ),
            (
                "Паром вышел из старого порта в полдень, сообщил его владелец, и никто не видел, \
                 как он уходил под дождем в открытое море.",
                "ru",
            ),
        ] {
            assert_eq!(language([words]), expected, "{words}");
        }
    }
}
