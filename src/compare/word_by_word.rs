//! What two sources say in a row, word by word: what stands in both in the same order, what stands
//! elsewhere, and what only one of them says.

use super::marks::{mark_names, spans};
use super::words::{Kind, Sentence, Token};
use super::{Alignment, Comparer, Mark};
use crate::corpus::Corpus;
use crate::table::Table;
use crate::text::Span;

/// The most steps that it takes to find the longest common sequence of two cells; longer ones are
/// held against each other without order.
const MAX_STEPS: usize = 1 << 22;

impl Comparer {
    /// Marks the rows of two documents word by word, in place of what [`Comparer::align`] marked;
    /// leaves others as they are. In cells of both documents a name that the other writes otherwise
    /// is renamed, a number or negation that the other does not have differs, and of all other words
    /// those in both are the same, or moved where their order is another (neither is told of little words
    /// alone); the rest stands only there.
    ///
    /// Takes the product of the words of the cells of each row, or their sum where that is long.
    pub fn word_by_word(&self, corpus: &Corpus, alignment: &mut Alignment) {
        if alignment.documents.len() != 2 {
            return;
        }
        let mut texts = Vec::new();
        let mut sentences: Vec<Vec<Sentence>> = Vec::new();
        for (position, id) in alignment.documents.iter().enumerate() {
            let Some(document) = corpus.document(*id) else {
                return;
            };
            texts.push(document.text.as_str());
            sentences.push(self.reader.sentences(position, document).collect());
        }
        for row in &mut alignment.rows {
            let cells = [0, 1].map(|column| {
                let cells = row.cells[column].iter();
                let read = &sentences[column];
                let read = cells.map(|cell| read.iter().find(|it| it.span == cell.sentence));
                read.collect::<Option<Vec<&Sentence>>>().unwrap_or_default()
            });
            if cells.iter().any(Vec::is_empty) {
                continue;
            }
            let marked = marks(&cells, [texts[0], texts[1]]);
            for (column, marked) in marked.into_iter().enumerate() {
                for (cell, marks) in row.cells[column].iter_mut().zip(marked) {
                    cell.marks = marks;
                }
            }
        }
    }
}

/// The marks of each sentence of two cells, both with sentences.
fn marks(cells: &[Vec<&Sentence>; 2], texts: [&str; 2]) -> [Vec<Vec<(Span, Mark)>>; 2] {
    let keys = [0, 1].map(|it| {
        let sentences = cells[it].iter();
        let keys = sentences.flat_map(|it| it.tokens.iter().map(|token| key(it, token)));
        keys.collect::<Vec<u64>>()
    });
    let in_order = common_sequence(&keys[0], &keys[1]);
    [0, 1].map(|column| {
        let (own, others) = (&cells[column], &cells[1 - column]);
        let there: Table<()> = keys[1 - column].iter().copied().collect();
        let stems = others.iter().flat_map(|it| &it.tokens);
        let stems: Table<()> = stems.map(|it| it.stem.into()).collect();
        let mut said = others.iter().flat_map(|it| &it.tokens);
        let denies = said.any(|it| it.kind == Kind::Negation);
        let mut at = 0;
        let marked = own.iter().map(|sentence| {
            let mut marks = vec![None; sentence.tokens.len()];
            mark_names(sentence, others, &mut marks);
            for (token, mark) in sentence.tokens.iter().zip(&mut marks) {
                let is_there = there.contains(keys[column][at]);
                let differs = match token.kind {
                    Kind::Number => !is_there,
                    Kind::Negation => !denies,
                    _ => false,
                };
                let is_little = token.kind == Kind::Function;
                let other = match is_there || stems.contains(token.stem.into()) {
                    _ if differs => Some(Mark::Differs),
                    false => Some(Mark::Only),
                    true if in_order[column][at] => Some(Mark::Same),
                    true => (!is_little).then_some(Mark::Moved),
                };
                *mark = mark.or(other);
                at += 1;
            }
            unmark_little(sentence, &mut marks);
            spans(&sentence.tokens, texts[column], &marks)
        });
        marked.collect()
    })
}

/// Little words are the same only beside others that are.
fn unmark_little(sentence: &Sentence, marks: &mut [Option<Mark>]) {
    let mut at = 0;
    for run in marks.chunk_by_mut(|a, b| a == b) {
        let tokens = &sentence.tokens[at..at + run.len()];
        at += run.len();
        let are_little = tokens.iter().all(|it| it.kind == Kind::Function);
        if run[0] == Some(Mark::Same) && are_little {
            run.fill(None);
        }
    }
}

/// Equal for words that readers see as the same, and for words of names of the same thing.
fn key(sentence: &Sentence, token: &Token) -> u64 {
    let mention = token
        .mention
        .and_then(|it| sentence.mentions.get(it as usize));
    match (mention, token.kind) {
        (Some(it), _) => 1 << 32 | u64::from(it.term),
        (None, Kind::Number) => 2 << 32 | u64::from(token.term),
        (None, _) => u64::from(token.stem),
    }
}

/// For each element whether it belongs to a longest sequence that both have.
fn common_sequence(one: &[u64], other: &[u64]) -> [Vec<bool>; 2] {
    let mut common = [vec![false; one.len()], vec![false; other.len()]];
    let least = one.len().min(other.len());
    let alike = |(a, b): &(&u64, &u64)| a == b;
    let n_first = one.iter().zip(other).take_while(alike).count();
    let ends = one.iter().rev().zip(other.iter().rev());
    let n_last = ends.take(least - n_first).take_while(alike).count();
    for (list, all) in common.iter_mut().zip([one, other]) {
        list[..n_first].fill(true);
        list[all.len() - n_last..].fill(true);
    }
    let (a, b) = (
        &one[n_first..one.len() - n_last],
        &other[n_first..other.len() - n_last],
    );
    if a.len().saturating_mul(b.len()) > MAX_STEPS {
        return common;
    }
    // How long the longest sequence of what follows is.
    let width = b.len() + 1;
    let mut lengths = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i * width + j] = match a[i] == b[j] {
                true => lengths[(i + 1) * width + j + 1] + 1,
                false => lengths[(i + 1) * width + j].max(lengths[i * width + j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            common[0][n_first + i] = true;
            common[1][n_first + j] = true;
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    common
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::compare::{Known, find};
    use crate::corpus::{Document, DocumentId};
    use crate::names::Names;

    /// Two texts of a sentence each, marked: `=same=`, `+only there+`, `>moved>`, `!differs!`,
    /// `~renamed~`.
    #[track_caller]
    fn check(one: &str, other: &str, expected: [&str; 2]) {
        let document = |text: &str| Document {
            language: "en".to_owned(),
            ..Document::of_text(text)
        };
        let corpus = Corpus {
            documents: vec![document(one), document(other)],
            ..Corpus::default()
        };
        let comparer = Comparer::new(Vec::new(), &Names::find(&corpus));
        let sentences: Vec<Vec<Sentence>> = (corpus.documents.iter().enumerate())
            .map(|(at, it)| comparer.reader.sentences(at, it).collect())
            .collect();
        let cells = [0, 1].map(|it: usize| sentences[it].iter().collect::<Vec<&Sentence>>());
        let marked = marks(&cells, [one, other]);
        for (column, text) in [one, other].into_iter().enumerate() {
            let mut shown = String::new();
            let mut end = 0;
            for (span, mark) in marked[column].iter().flatten() {
                let sign = match mark {
                    Mark::Same => "=",
                    Mark::Only => "+",
                    Mark::Moved => ">",
                    Mark::Differs => "!",
                    Mark::Renamed(_) => "~",
                };
                shown += &text[end..span.start as usize];
                shown += &format!("{sign}{}{sign}", span.of_text(text));
                end = span.end as usize;
            }
            shown += &text[end..];
            assert_eq!(shown, expected[column]);
        }
    }

    #[test]
    fn words_of_both_and_of_one() {
        check(
            "The ferry sailed at noon from the old pier.",
            "The ferry left from the pier at noon.",
            [
                "=The ferry= +sailed+ at >noon> from the +old+ =pier=.",
                "=The ferry= +left+ =from the pier= at >noon>.",
            ],
        );
    }

    #[test]
    fn numbers_and_denials_always_differ() {
        check(
            "The talks ended with 12 signatures.",
            "The talks did not end with 15 signatures.",
            [
                "=The talks ended with= !12! =signatures=.",
                "=The talks= +did+ !not! =end with= !15! =signatures=.",
            ],
        );
    }

    /// How long the longest common sequence is, tried out.
    fn longest(one: &[u64], other: &[u64]) -> usize {
        match (one, other) {
            ([a, left @ ..], [b, right @ ..]) if a == b => 1 + longest(left, right),
            ([_, left @ ..], [_, right @ ..]) => longest(left, other).max(longest(one, right)),
            _ => 0,
        }
    }

    proptest! {
        #[test]
        fn no_common_sequence_is_longer(
            one in prop::collection::vec(0..4_u64, 0..9),
            other in prop::collection::vec(0..4_u64, 0..9),
        ) {
            let common = common_sequence(&one, &other);
            let kept = |all: &[u64], common: &[bool]| -> Vec<u64> {
                let both = all.iter().zip(common).filter(|it| *it.1);
                both.map(|it| *it.0).collect()
            };
            let [left, right] = [kept(&one, &common[0]), kept(&other, &common[1])];
            prop_assert_eq!(&left, &right);
            prop_assert_eq!(left.len(), longest(&one, &other));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// Whatever the rows are, only marks change, and words that one alone has are never “the same”.
        #[test]
        fn marks_stay_in_their_sentences(
            one in "(the|a|ferry|pier|sailed|not|12|noon|Tokyo|[.] ){1,12}",
            other in "(the|a|ferry|pier|sailed|not|12|noon|Tokyo|[.] ){1,12}",
        ) {
            let documents = [one, other].map(|it| Document {
                language: "en".to_owned(),
                ..Document::of_text(&it)
            });
            let corpus = Corpus { documents: documents.to_vec(), ..Corpus::default() };
            let names = Names::find(&corpus);
            let links = find(&corpus, &names, Known::default());
            let comparer = Comparer::new(links, &names);
            let ids = [DocumentId(0), DocumentId(1)];
            let before = comparer.align(&corpus, &ids, &[]);
            let mut after = before.clone();
            comparer.word_by_word(&corpus, &mut after);
            for (before, after) in before.rows.iter().zip(&after.rows) {
                prop_assert_eq!(&before.reasons, &after.reasons);
                for (before, after) in before.cells.iter().flatten().zip(after.cells.iter().flatten()) {
                    prop_assert_eq!(before.sentence, after.sentence);
                    prop_assert!(after.marks.is_sorted_by(|a, b| a.0.end <= b.0.start));
                    let inside = |it: &(Span, Mark)| {
                        after.sentence.start <= it.0.start && it.0.end <= after.sentence.end
                    };
                    prop_assert!(after.marks.iter().all(inside));
                }
            }
        }
    }
}
