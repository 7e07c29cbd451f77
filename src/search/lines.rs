//! Every place that matches, with the words on both sides: a concordance.

use super::answers::Answers;
use super::index::Index;
use super::query::Query;
use super::snippet::Shower;
use super::sort::{Sort, places_of};
use crate::corpus::{Corpus, DocumentId};

/// The fewest and the most words that a line has on each side.
const MIN_WIDTH: u32 = 3;
pub(super) const MAX_WIDTH: u32 = 30;

/// A place that matches. White space is single spaces, none at the ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The document.
    pub document: DocumentId,
    /// The passage, or `None` for the headline.
    pub passage: Option<u32>,
    /// Words of the passage before what matches.
    pub left: String,
    /// What matches.
    pub found: String,
    /// Words of the passage after it.
    pub right: String,
}

impl Index {
    /// Every place in the hits of `query` that matches, with up to `width` words on each side (3
    /// to 30; characters, twice as many, where these are counted): the first `limit` in the order
    /// of `sort`, and how many there are. A phrase is one place, and so are places that overlap.
    ///
    /// The best lines are those of the best hits. Costs a search, and cutting all lines.
    pub fn lines(
        &self,
        corpus: &Corpus,
        query: &Query,
        sort: Sort,
        width: u32,
        limit: u32,
    ) -> (Vec<Line>, u32) {
        let width = width.clamp(MIN_WIDTH, MAX_WIDTH);
        let mut answers = Answers::new(self, corpus, query);
        let order_of_hits = match sort.is_by_context() {
            true => Sort::Source,
            false => sort,
        };
        let hits = answers.hits(self, corpus, order_of_hits, false, u32::MAX);
        let units: Vec<u32> = hits.iter().map(|it| it.unit).collect();
        let shower = answers.shower(self, corpus, &units);
        let mut lines = Vec::new();
        for unit in units {
            lines.append(&mut shower.lines(unit, width, usize::MAX));
        }
        let n_lines = lines.len() as u32;
        if sort.is_by_context() {
            let mut keys = Vec::with_capacity(lines.len());
            for line in &lines {
                keys.push(sort.key_of_context(&line.left, &line.right));
            }
            let mut sorted = Vec::new();
            for at in places_of(keys).into_iter().take(limit as usize) {
                sorted.push(lines[at as usize].clone());
            }
            lines = sorted;
        }
        lines.truncate(limit as usize);
        (lines, n_lines)
    }
}

impl Shower<'_> {
    /// The first `limit` places of a unit that match, with up to `width` words on each side. Linear
    /// in the words of the unit.
    pub(super) fn lines(&self, unit: u32, width: u32, limit: usize) -> Vec<Line> {
        let mut lines = Vec::new();
        let Some(scene) = self.scene(unit) else {
            return lines;
        };
        let width = match scene.is_spaceless() {
            true => 2 * width as usize,
            false => width as usize,
        };
        for mark in scene.marks().into_iter().take(limit) {
            let first = scene.tokens.partition_point(|it| it.start < mark.start);
            let end = scene.tokens.partition_point(|it| it.start < mark.end);
            let mut left = scene.cut(first.saturating_sub(width), end + width);
            let mut right = left;
            (left.end, right.start) = (mark.start, mark.end);
            let [left, found, right] = [left, mark, right].map(|it| {
                let words = scene.text.get(it.start as usize..it.end as usize);
                on_one_line(words.unwrap_or_default())
            });
            lines.push(Line {
                document: scene.unit.document,
                passage: scene.unit.passage,
                left,
                found,
                right,
            });
        }
        lines
    }
}

/// A text with white space as single spaces, none at the ends.
pub fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::super::tests::corpus;
    use super::*;

    /// All lines, as `left [found] right`.
    #[track_caller]
    fn check(texts: &[&str], typed: &str, sort: Sort, width: u32, expected: &[&str]) {
        let corpus = corpus(texts);
        let index = Index::build(&corpus, &[]);
        let (lines, n_lines) = index.lines(&corpus, &Query::parse(typed), sort, width, u32::MAX);
        let shown = (lines.iter()).map(|it| format!("{} [{}] {}", it.left, it.found, it.right));
        let shown: Vec<String> = shown.collect();
        assert_eq!(shown, expected, "{typed}");
        assert_eq!(n_lines as usize, lines.len());
        let (first, n_lines) = index.lines(&corpus, &Query::parse(typed), sort, width, 1);
        assert_eq!(first, lines[..lines.len().min(1)], "{typed}");
        assert_eq!(n_lines as usize, lines.len());
    }

    #[test]
    fn a_line_for_each_place() {
        let texts = ["One two “three” four, five  six seven.\nThree\tagain, three times over."];
        check(
            &texts,
            "three",
            Sort::Source,
            3,
            &[
                "One two “ [three] ” four, five six",
                " [Three] again, three times",
                "Three again, [three] times over.",
            ],
        );
        check(
            &texts,
            "“two three” three four ",
            Sort::Source,
            3,
            &[
                "One [two “three] ” four, five six",
                "One two “three” [four] , five six seven.",
            ],
        );
    }

    #[test]
    fn japanese_by_characters() {
        let text = "千島の北方領土の返還を求める";
        check(
            &[text],
            "北方領土",
            Sort::Best,
            3,
            &["千島の [北方領土] の返還を求め"],
        );
    }

    #[test]
    fn sorted_by_what_stands_beside() {
        let texts = [
            "the old ferry sank\nan old Ferry came\nferry",
            "No ferry, a ship",
        ];
        let [sank, came, alone, no] = [
            "the old [ferry] sank",
            "an old [Ferry] came",
            " [ferry] ",
            "No [ferry] , a ship",
        ];
        check(&texts, "ferry", Sort::Left, 3, &[alone, no, came, sank]);
        check(&texts, "ferry", Sort::Right, 3, &[alone, no, came, sank]);
        check(&texts, "ferry", Sort::Source, 3, &[sank, came, alone, no]);
    }
}
