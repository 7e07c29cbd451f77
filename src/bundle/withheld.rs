//! What a bundle must not hold, looked for in its bytes.
//!
//! [`permitted`](super::permitted) cuts documents down before anything is made of them. Whether
//! that was enough is seen here, from the other end: no stretch of twelve words of what was cut
//! away may stand anywhere in the file, be it among articles, statements, names or in the index.

use std::collections::HashSet;

use super::rights::MAX_EXCERPT_BYTES;
use crate::corpus::{Corpus, Document, PassageKind, Rights, content_hash};
use crate::names::is_spaceless;
use crate::text::{Span, fold, words};

/// Words of a stretch; characters where words are not parted.
const STRETCH: usize = 12;

/// Fingerprints of the stretches of documents whose rights are not full. Eight bytes or so a word.
#[derive(Clone, Debug, Default)]
pub struct Withheld(HashSet<u64>);

impl Withheld {
    /// What `corpus`, not yet cut down, has of stretches that may have to be withheld. Linear.
    pub fn of(corpus: &Corpus) -> Withheld {
        let mut withheld = HashSet::new();
        for document in &corpus.documents {
            if document.rights != Rights::Full {
                each_stretch(&document.text, &mut |it, _| {
                    withheld.insert(it);
                });
            }
        }
        Withheld(withheld)
    }

    /// The first words in `bytes`, the file of `carried`, that must not be there: a stretch that no
    /// document may carry, or the beginning of a text that is longer than its rights permit.
    ///
    /// What is free to be read stays so: a stretch that another document prints with full rights,
    /// an excerpt, a headline. Linear.
    pub fn found_in(&self, bytes: &[u8], carried: &Corpus) -> Option<String> {
        for document in &carried.documents {
            if is_too_much(document) {
                return Some(document.text.chars().take(80).collect());
            }
        }
        if self.0.is_empty() {
            return None;
        }
        let mut free = HashSet::new();
        for text in texts(carried) {
            each_stretch(text, &mut |it, _| {
                if self.0.contains(&it) {
                    free.insert(it);
                }
            });
        }
        let mut found = None;
        for chunk in bytes.utf8_chunks() {
            let text = chunk.valid();
            each_stretch(text, &mut |it, span| {
                if found.is_none() && self.0.contains(&it) && !free.contains(&it) {
                    found = Some(span.of_text(text).to_owned());
                }
            });
        }
        found
    }
}

/// Whether a document has more text than its rights permit. Asks otherwise than
/// [`permitted`](super::permitted) does, so that one finds the mistakes of the other.
fn is_too_much(document: &Document) -> bool {
    let n_bytes: usize = document.text.split_whitespace().map(str::len).sum();
    let is_body = |kind| kind == PassageKind::Body;
    match document.rights {
        Rights::Full => false,
        Rights::Excerpts => {
            n_bytes > MAX_EXCERPT_BYTES as usize
                || !document.passages.iter().all(|it| is_body(it.kind))
        }
        Rights::Link => n_bytes > 0,
    }
}

/// Everything that a corpus is free to say: texts, and what documents state of themselves.
fn texts(corpus: &Corpus) -> impl Iterator<Item = &str> {
    let topics = corpus.topics.iter().flat_map(|it| [&it.label, &it.query]);
    let documents = corpus.documents.iter().flat_map(|it| {
        let stated = [&it.key, &it.file, &it.title, &it.outlet, &it.text];
        let may_be = [
            &it.carried_by,
            &it.kind,
            &it.date_basis,
            &it.place,
            &it.url,
            &it.author,
            &it.license,
        ];
        stated.into_iter().chain(may_be.into_iter().flatten())
    });
    [&corpus.title, &corpus.about]
        .into_iter()
        .chain(topics)
        .chain(documents)
        .map(String::as_str)
}

/// Calls `found` with the fingerprint and place of every stretch of words of `text`, whatever their
/// capitals, marks and the spaces between them. One pass: the fingerprint rolls from word to word.
fn each_stretch(text: &str, found: &mut dyn FnMut(u64, Span)) {
    /// An odd number of no pattern, by which what is older weighs more.
    const WEIGHT: u64 = 0x9e37_79b9_7f4a_7c15;
    let oldest = WEIGHT.wrapping_pow(STRETCH as u32);
    let mut last = [(0_u64, Span::new(0..0)); STRETCH];
    let mut fingerprint = 0_u64;
    let mut n_read = 0_usize;
    let mut read = |hash: u64, span: Span| {
        let at = n_read % STRETCH;
        let (left, _) = std::mem::replace(&mut last[at], (hash, span));
        fingerprint = (fingerprint.wrapping_mul(WEIGHT).wrapping_add(hash))
            .wrapping_sub(left.wrapping_mul(oldest));
        n_read += 1;
        if n_read >= STRETCH {
            found(fingerprint, last[n_read % STRETCH].1.join(span));
        }
    };
    for word in words(text) {
        let written = word.of_text(text);
        if !written.contains(is_spaceless) {
            read(content_hash(&fold(written)), word);
            continue;
        }
        for (at, c) in written.char_indices() {
            let start = word.range().start + at;
            let span = Span::new(start..start + c.len_utf8());
            read(content_hash(span.of_text(text)), span);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str =
        "On a gray morning the old ferry left its pier with nine passengers and a dog.";

    /// What is found in `bytes` after `LONG` was withheld and `carried` is what there is.
    fn found(bytes: &str, carried: Vec<Document>) -> Option<String> {
        let original = Document {
            rights: Rights::Link,
            ..Document::of_text(LONG)
        };
        let corpus = |documents| Corpus {
            documents,
            ..Corpus::default()
        };
        Withheld::of(&corpus(vec![original])).found_in(bytes.as_bytes(), &corpus(carried))
    }

    #[test]
    fn twelve_words_are_found_whatever_stands_around_them() {
        let twelve = "GRAY morning – the old ferry left its “pier” with nine passengers, and";
        assert_eq!(
            found(&format!("x\0\u{1}{twelve}\0a"), vec![]).as_deref(),
            Some(twelve)
        );
        assert_eq!(
            found(
                "the old ferry left its pier with nine passengers and a cat",
                vec![]
            ),
            None
        );
    }

    #[test]
    fn what_another_prints_is_free() {
        assert!(found(LONG, vec![]).is_some());
        assert_eq!(found(LONG, vec![Document::of_text(LONG)]), None);
        let titled = Document {
            title: LONG.to_owned(),
            rights: Rights::Link,
            ..Document::default()
        };
        assert_eq!(found(LONG, vec![titled]), None);
    }

    #[test]
    fn too_long_a_text_is_found_whatever_it_says() {
        for (rights, n_words, is_found) in [
            (Rights::Full, 1_000, false),
            (Rights::Excerpts, 100, false),
            (Rights::Excerpts, 1_000, true),
            (Rights::Link, 0, false),
            (Rights::Link, 1, true),
        ] {
            let document = Document {
                rights,
                ..Document::of_text(&"sail ".repeat(n_words))
            };
            assert_eq!(
                found("", vec![document]).is_some(),
                is_found,
                "{rights:?} {n_words}"
            );
        }
    }

    #[test]
    fn characters_count_where_words_are_not_parted() {
        let mut n = 0;
        each_stretch(
            "北方領土は日本の領土である。",
            &mut |_, span| {
                n += 1;
                assert_eq!(span.len(), 36);
            },
        );
        assert_eq!(n, 2);
    }
}
