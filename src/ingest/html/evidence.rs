//! What `dom_smoothie`, a port of Mozilla's Readability, takes for the article: one voice among ours.

use std::collections::HashSet;

use dom_query::Document;
use dom_smoothie::{Config, Readability};

/// Letters in the runs by which texts are compared; short enough for one Japanese sentence.
const RUN: usize = 8;

/// Most elements of a page that it is asked about; its work may grow with their square.
const MAX_ELEMENTS: usize = 20_000;

/// The words that it takes.
#[derive(Default)]
pub(super) struct Taken(HashSet<[char; RUN]>);

impl Taken {
    /// Asks about a page, which may be long: it takes nothing then.
    pub(super) fn of(document: Document) -> Taken {
        if document.tree.len() > MAX_ELEMENTS {
            return Taken::default();
        }
        let config = Config {
            disable_json_ld: true,
            ..Config::default()
        };
        let article =
            Readability::with_document(document, None, Some(config)).and_then(|mut it| it.parse());
        let text = article.map(|it| it.text_content).unwrap_or_default();
        Taken(runs(&text).collect())
    }

    /// Whether it takes most of these words; `None` for words that are too few to tell.
    pub(super) fn holds(&self, words: &str) -> Option<bool> {
        let (mut n, mut n_held) = (0_usize, 0_usize);
        for run in runs(words) {
            n += 1;
            n_held += usize::from(self.0.contains(&run));
        }
        (n > 0).then_some(n_held * 5 >= n * 4)
    }
}

/// Each run of letters and digits, case undone.
fn runs(text: &str) -> impl Iterator<Item = [char; RUN]> {
    let letters = text.chars().filter(|it| it.is_alphanumeric());
    let mut last = [' '; RUN];
    let mut n = 0;
    letters.flat_map(char::to_lowercase).filter_map(move |c| {
        last.rotate_left(1);
        last[RUN - 1] = c;
        n += 1;
        (n >= RUN).then_some(last)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_taken() {
        let taken = Taken(runs("The ferry sailed at noon. It came back.").collect());
        assert_eq!(taken.holds("the FERRY sailed, at noon"), Some(true));
        assert_eq!(taken.holds("Nobody was on board."), Some(false));
        assert_eq!(taken.holds("It came"), None);
    }
}
