//! Finding names in running text.

use super::{Mention, NameId, Names};
use crate::corpus::content_hash;
use crate::order::Order;
use crate::table::Table;
use crate::text::{Span, fold, words};

/// Finds the names of one [`Names`] in any number of texts.
///
/// A form is found at word borders and under folding, so `KURILS` and `Kurils’` are Kurils.
/// Three things keep common words out: a form of one word needs a capital where the text has
/// capitals (`Turkey`, not `turkey`), a short form in capitals needs capitals (`US`, not `us`),
/// and nothing but spaces, hyphens and the dots of initials may part the words of a form.
/// Cyrillic words are compared without their endings. Japanese and Chinese, which do not part
/// words, are found inside a run of letters.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    forms: Vec<Form>,
    /// Hash of the key of a form's first word → the forms, most words first.
    by_first_word: Table<Vec<u32>>,
    /// First character of a form in a script without spaces → the forms, longest first.
    by_first_char: Table<Vec<u32>>,
}

#[derive(Clone, Debug)]
struct Form {
    name: NameId,
    /// Which of the forms of the name.
    number: u32,
    /// Keys of its words; for scripts without spaces, the whole form as one.
    words: Vec<String>,
    /// Written in capitals and so short that it is a common word otherwise.
    all_capitals: bool,
    /// Ends with a dot, as `U.S.` does.
    dotted: bool,
}

impl Finder {
    /// Prepares `names`. Linear in the length of all forms.
    pub fn new(names: &Names) -> Finder {
        let mut finder = Finder::default();
        for (id, name) in (0..).map(NameId).zip(&names.entries) {
            for (number, form) in (0..).zip(&name.forms) {
                finder.add(id, number, form);
            }
        }
        let forms = &finder.forms;
        let length = |id: &u32| {
            let words = &forms[*id as usize].words;
            std::cmp::Reverse((words.len(), words.iter().map(String::len).sum::<usize>()))
        };
        for table in [&mut finder.by_first_word, &mut finder.by_first_char] {
            table.values_mut().for_each(|it| it.order_by_key(length));
        }
        finder
    }

    fn add(&mut self, name: NameId, number: u32, form: &str) {
        let id = self.forms.len() as u32;
        let spaceless = form.chars().next().filter(|&it| is_spaceless(it));
        let words: Vec<String> = match spaceless {
            Some(_) => vec![fold(form)],
            None => tokens(form).into_iter().map(|it| it.key).collect(),
        };
        let Some(first) = words.first() else { return };
        match spaceless {
            Some(_) => {
                let Some(first) = first.chars().next() else {
                    return;
                };
                self.by_first_char
                    .entry(u64::from(u32::from(first)))
                    .push(id);
            }
            None => self.by_first_word.entry(content_hash(first)).push(id),
        }
        let letters = form.chars().filter(|it| it.is_alphabetic());
        self.forms.push(Form {
            name,
            number,
            words,
            dotted: form.ends_with('.'),
            all_capitals: letters.clone().count() <= 3
                && letters.clone().all(char::is_uppercase)
                && form.chars().all(|it| !it.is_numeric()),
        });
    }

    /// The names in `text`, in order, longest form first, never overlapping. Linear.
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        self.mentions_among(text, &tokens(text))
    }

    /// [`Finder::mentions`] when the [`tokens`] of `text` are there already.
    pub(crate) fn mentions_among(&self, text: &str, tokens: &[Token]) -> Vec<Mention> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            if token.key.chars().any(is_spaceless) {
                self.inside(text, token.span, &mut found);
            }
            let forms = self.by_first_word.get(content_hash(&token.key));
            let form = forms
                .into_iter()
                .flatten()
                .map(|&id| &self.forms[id as usize])
                .find(|form| form.stands(text, &tokens[at..]));
            let Some(form) = form else {
                at += 1;
                continue;
            };
            let last = at + form.words.len() - 1;
            let mut span = token.span.join(tokens[last].span);
            span.end += u32::from(form.dotted && text[span.range().end..].starts_with('.'));
            found.push(Mention {
                name: form.name,
                form: form.number,
                span,
            });
            at = last + 1;
        }
        found
    }

    /// The names inside a run of letters of a script without spaces.
    fn inside(&self, text: &str, run: Span, found: &mut Vec<Mention>) {
        let mut rest = run.of_text(text);
        while let Some(c) = rest.chars().next() {
            let forms = self
                .by_first_char
                .get(u64::from(u32::from(c)))
                .into_iter()
                .flatten();
            let mut forms = forms.map(|&id| &self.forms[id as usize]);
            let form = forms.find(|it| rest.starts_with(it.words[0].as_str()));
            let length = form.map_or(c.len_utf8(), |it| it.words[0].len());
            if let Some(form) = form {
                let start = run.end as usize - rest.len();
                found.push(Mention {
                    name: form.name,
                    form: form.number,
                    span: Span::new(start..start + length),
                });
            }
            rest = &rest[length..];
        }
    }
}

impl Form {
    /// Whether `tokens` of `text` begin with this form.
    fn stands(&self, text: &str, tokens: &[Token]) -> bool {
        let Some(tokens) = tokens.get(..self.words.len()) else {
            return false;
        };
        let same = tokens
            .iter()
            .zip(&self.words)
            .all(|(token, word)| token.key == *word);
        let together = tokens
            .windows(2)
            .all(|pair| joined(text, pair[0].span, pair[1].span));
        same && together && self.has_its_capitals(text, tokens)
    }

    fn has_its_capitals(&self, text: &str, tokens: &[Token]) -> bool {
        let mut letters = tokens.iter().flat_map(|it| it.span.of_text(text).chars());
        match self.words.len() {
            _ if self.all_capitals => letters.all(|it| !it.is_lowercase()),
            1 => letters.next().is_some_and(|it| !it.is_lowercase()),
            _ => true,
        }
    }
}

/// A word of a text and what it is compared by.
pub(crate) struct Token {
    /// Without a possessive ’s.
    pub(crate) span: Span,
    /// Folded; Cyrillic without case endings.
    pub(crate) key: String,
}

/// The words of `text`.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    words(text)
        .map(|span| {
            let span = without_possessive(text, span);
            Token {
                span,
                key: word_key(span.of_text(text)),
            }
        })
        .collect()
}

/// `word` without `'s` or `’s` at its end.
pub(super) fn without_possessive(text: &str, word: Span) -> Span {
    let written = word.of_text(text);
    let bare = written
        .strip_suffix(['s', 'S'])
        .and_then(|it| it.strip_suffix(['\'', '’']));
    match bare {
        Some(bare) if !bare.is_empty() => Span {
            start: word.start,
            end: word.start + bare.len() as u32,
        },
        _ => word,
    }
}

/// What `word` is compared by: folded; Cyrillic without case endings.
pub(super) fn word_key(word: &str) -> String {
    // Most words by far, and much faster so.
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut key = fold(word);
    if !key.starts_with(|c| matches!(c, '\u{400}'..='\u{4ff}')) {
        return key;
    }
    // й folds to и, so the endings of nouns and adjectives are vowels, м and х, and го.
    if key.ends_with("ого") || key.ends_with("его") {
        key.truncate(key.len() - "го".len());
    }
    while let Some(last) = key.chars().next_back() {
        let ending = "аеиоуыьэюямх".contains(last);
        if !ending || key.chars().count() <= 4 {
            break;
        }
        key.pop();
    }
    key
}

/// Whether `c` belongs to a script that does not part words.
pub(crate) fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Whether two neighboring words can belong to one name.
fn joined(text: &str, left: Span, right: Span) -> bool {
    let gap = Span {
        start: left.end,
        end: right.start,
    };
    let initial = left.of_text(text).chars().nth(1).is_none();
    let mut marks = gap.of_text(text).chars();
    marks.all(|c| match c {
        '.' => initial || left.len() <= 2,
        '-' | '\u{2010}'..='\u{2015}' | ',' | '\'' | '’' => true,
        _ => c.is_whitespace(),
    })
}

#[cfg(test)]
mod tests {
    use crate::names::gazetteer;

    /// Names stand between «» followed by their canonical form in ().
    #[track_caller]
    fn check(marked: &str) {
        let mut text = String::new();
        let mut expected = Vec::new();
        let mut parts = marked.split(['«', '»']);
        text.push_str(parts.next().unwrap_or_default());
        while let (Some(form), Some(rest)) = (parts.next(), parts.next()) {
            let (canonical, after) = rest[1..].split_once(')').expect("a canonical form in ()");
            expected.push((form.to_owned(), canonical.to_owned()));
            text.push_str(form);
            text.push_str(after);
        }
        let names = gazetteer::all();
        let found: Vec<(String, String)> = names
            .mentions(&text)
            .into_iter()
            .map(|it| {
                let name = &names.entries[it.name.0 as usize];
                (it.span.of_text(&text).to_owned(), name.canonical.clone())
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn longest_form_first() {
        check("the «southern Kuril Islands»(southern Kurils), not all «Kurils»(Kuril Islands)");
        check("the «Soviet–Japanese declaration of 1956»(Joint Declaration of 1956) stands");
    }

    #[test]
    fn two_names_for_one_thing() {
        check("«Northern Territories»(southern Kurils), “«northern territories»(southern Kurils)”");
        check("«Etorofu»(Iturup) and «Kunashiri»(Kunashir)");
        check("after «World War II»(Second World War) or «WWII»(Second World War)");
    }

    #[test]
    fn a_country_and_its_capital_are_two_names() {
        check("«Tokyo»(Tokyo) is in «Japan»(Japan)");
    }

    #[test]
    fn possessives() {
        check("«Japan»(Japan)’s «Kurils»(Kuril Islands)’ coast and «Russia»(Russia)'s");
    }

    #[test]
    fn common_words_are_no_names() {
        check(
            "tell us who ate turkey from china in the «US»(United States), the «U.S.»(United States) army",
        );
    }

    #[test]
    fn names_end_with_sentences() {
        check("They saw the world. War ii followed.");
    }

    #[test]
    fn inside_words_nothing_is_found() {
        check("Japanese, Iranian, Russians");
    }

    #[test]
    fn russian_in_any_case() {
        check("на «Курильских островах»(Kuril Islands), из «Москвы»(Moscow) в «Японию»(Japan)");
        check("«Курилы»(Kuril Islands) и «Россией»(Russia)");
    }

    #[test]
    fn japanese_without_spaces() {
        check("«北方領土»(southern Kurils)の返還を求める。«ロシア»(Russia)と«日本»(Japan)は");
    }
}
