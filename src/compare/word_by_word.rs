//! What two sources say in a row, word by word: what stands in both in the same order, what stands
//! elsewhere, and what only one of them says.

use super::marks::{mark_names, spans};
use super::words::{Kind, Sentence, Token, pair};
use super::{Alignment, Comparer, Mark};
use crate::corpus::Corpus;
use crate::table::Table;
use crate::text::Span;

/// The most steps that it takes to find the longest common sequence of two cells; longer ones are
/// held against each other without order.
const MAX_STEPS: usize = 1 << 22;

/// What a word weighs in the common sequence beside a little word, which weighs 1: more than all
/// little words together that [`MAX_STEPS`] lets be common.
const WEIGHT: u32 = 1 << 12;

impl Comparer {
    /// Marks the rows of two documents word by word, in place of what [`Comparer::align`] marked;
    /// leaves others as they are. In cells of both documents a name that the other writes otherwise
    /// is renamed, a number or negation that the other does not have there differs, and of all other
    /// words those in both are the same, or moved where their order is another (neither is told of
    /// little words alone); the rest stands only there.
    ///
    /// Takes the product of the words of the cells of each row, or their sum where that is long.
    pub fn word_by_word(&self, corpus: &Corpus, alignment: &mut Alignment) {
        let [one, other] = alignment.documents[..] else {
            return;
        };
        let (Some(one), Some(other)) = (corpus.document(one), corpus.document(other)) else {
            return;
        };
        let texts = [one, other].map(|it| it.text.as_str());
        for row in &mut alignment.rows {
            if row.cells.iter().any(Vec::is_empty) {
                continue;
            }
            let sentences = [0, 1].map(|column| {
                let cells = row.cells[column].iter();
                let text = texts[column];
                let read =
                    cells.map(|it| self.reader.sentence(column, it.passage, it.sentence, text));
                read.collect::<Vec<Sentence>>()
            });
            let marked = marks(&sentences, texts);
            for (cells, marked) in row.cells.iter_mut().zip(marked) {
                for (cell, marks) in cells.iter_mut().zip(marked) {
                    cell.marks = marks;
                }
            }
        }
    }
}

/// A word as it is held against those of the other cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    /// Equal for words that readers see as the same, and for words of names of the same thing.
    key: u64,
    /// 1 for a little word, [`WEIGHT`] for any other; equal where the key is.
    weight: u32,
}

/// The marks of each sentence of two cells, both with sentences.
fn marks(cells: &[Vec<Sentence>; 2], texts: [&str; 2]) -> [Vec<Vec<(Span, Mark)>>; 2] {
    let tokens = [0, 1].map(|it: usize| {
        let tokens = cells[it].iter().flat_map(|it| &it.tokens);
        tokens.copied().collect::<Vec<Token>>()
    });
    let said = said(cells);
    let common = common_sequence(&said[0], &said[1]);
    let mut differs = exchanged(&tokens, &said, &common);
    deny(&tokens, &common, &mut differs);
    [0, 1].map(|column| {
        let others: Vec<&Sentence> = cells[1 - column].iter().collect();
        let there: Table<()> = said[1 - column].iter().map(|it| it.key).collect();
        let stems = tokens[1 - column].iter().map(|it| it.stem.into());
        let stems: Table<()> = stems.collect();
        let mut at = 0;
        let marked = cells[column].iter().map(|sentence| {
            let mut marks = vec![None; sentence.tokens.len()];
            mark_names(sentence, &others, &mut marks);
            for (token, mark) in sentence.tokens.iter().zip(&mut marks) {
                let it = said[column][at];
                let is_there = there.contains(it.key);
                let differs = match token.kind {
                    Kind::Number => !is_there || differs[column][at],
                    _ => differs[column][at],
                };
                *mark = match *mark {
                    Some(Mark::Renamed(id)) => Some(Mark::Renamed(id)),
                    _ if differs && token.mention.is_none() => Some(Mark::Differs),
                    _ if common[column][at] => Some(Mark::Same),
                    _ if !is_there && !stems.contains(token.stem.into()) => Some(Mark::Only),
                    _ => (it.weight == WEIGHT).then_some(Mark::Moved),
                };
                at += 1;
            }
            unmark_little(sentence, &mut marks);
            spans(&sentence.tokens, texts[column], &marks)
        });
        marked.collect()
    })
}

/// The words of two cells. What is a little word in one of them is so in both.
fn said(cells: &[Vec<Sentence>; 2]) -> [Vec<Said>; 2] {
    let keyed = |cell: &Vec<Sentence>| -> Vec<(u64, Kind)> {
        let sentences = cell.iter();
        let words =
            sentences.flat_map(|it| it.tokens.iter().map(|token| (key(it, token), token.kind)));
        words.collect()
    };
    let keyed = [keyed(&cells[0]), keyed(&cells[1])];
    let words = keyed.iter().flatten();
    let little: Table<()> = words
        .filter(|it| it.1 == Kind::Function)
        .map(|it| it.0)
        .collect();
    keyed.map(|words| {
        let said = words.into_iter().map(|(key, _)| Said {
            key,
            weight: if little.contains(key) { 1 } else { WEIGHT },
        });
        said.collect()
    })
}

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

/// Numbers outside the common sequence that both have, in another order and beside other words: from
/// 12 to 15, from 15 to 12.
fn exchanged(
    tokens: &[Vec<Token>; 2],
    said: &[Vec<Said>; 2],
    common: &[Vec<bool>; 2],
) -> [Vec<bool>; 2] {
    let is_number = |column: usize, at: usize| tokens[column][at].kind == Kind::Number;
    let numbers = [0, 1].map(|column: usize| {
        let places = (0..said[column].len()).filter(|at| is_number(column, *at));
        let keys = places.map(|at| said[column][at].key);
        keys.collect::<Table<()>>()
    });
    let of_both = [0, 1].map(|column: usize| {
        let keys = numbers[column].iter().map(|it| it.0);
        let shared = keys.filter(|it| numbers[1 - column].contains(*it));
        shared.collect::<Vec<u64>>()
    });
    let mut differs = common.each_ref().map(|it| vec![false; it.len()]);
    if of_both[0] == of_both[1] {
        return differs;
    }
    let beside = |a: Said, b: Said| pair(a.key as u32, b.key as u32).into();
    let pairs = said.each_ref().map(|it| {
        let pairs = it.windows(2).map(|it| beside(it[0], it[1]));
        pairs.collect::<Table<()>>()
    });
    for column in [0, 1] {
        let (said, there) = (&said[column], &pairs[1 - column]);
        // Whether the words at a place and after it stand so there too; of a date in any order.
        let stay = |at: usize| {
            let (Some(&a), Some(&b)) = (said.get(at), said.get(at + 1)) else {
                return false;
            };
            let is_date = is_number(column, at) && is_number(column, at + 1);
            there.contains(beside(a, b)) || is_date && there.contains(beside(b, a))
        };
        for at in (0..said.len()).filter(|at| is_number(column, *at) && !common[column][*at]) {
            differs[column][at] = !stay(at) && !at.checked_sub(1).is_some_and(stay);
        }
    }
    differs
}

/// Adds negations to what `differs`: those outside the common sequence, unless the other has as many
/// between the same two words of it. “Did not deny” is not “denied”.
fn deny(tokens: &[Vec<Token>; 2], common: &[Vec<bool>; 2], differs: &mut [Vec<bool>; 2]) {
    // Places, by how many common words stand before.
    let gaps = [0, 1].map(|it: usize| {
        let mut gaps: Table<Vec<usize>> = Table::default();
        let mut n_before = 0;
        for (at, token) in tokens[it].iter().enumerate() {
            match common[it][at] {
                true => n_before += 1,
                false if token.kind == Kind::Negation => gaps.entry(n_before).push(at),
                false => {}
            }
        }
        gaps
    });
    for column in [0, 1] {
        for (gap, places) in gaps[column].iter() {
            if gaps[1 - column].get(gap).map(Vec::len) != Some(places.len()) {
                places.iter().for_each(|at| differs[column][*at] = true);
            }
        }
    }
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

/// For each word whether it belongs to a sequence that both have and than which none weighs more; the
/// same sequence whichever is `one`.
fn common_sequence(one: &[Said], other: &[Said]) -> [Vec<bool>; 2] {
    if other < one {
        let [other, one] = common_sequence(other, one);
        return [one, other];
    }
    let mut common = [vec![false; one.len()], vec![false; other.len()]];
    let least = one.len().min(other.len());
    let alike = |(a, b): &(&Said, &Said)| a == b;
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
    // What the heaviest sequence of what follows weighs.
    let width = b.len() + 1;
    let mut weights = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            weights[i * width + j] = match a[i] == b[j] {
                true => weights[(i + 1) * width + j + 1] + a[i].weight,
                false => weights[(i + 1) * width + j].max(weights[i * width + j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            common[0][n_first + i] = true;
            common[1][n_first + j] = true;
            (i, j) = (i + 1, j + 1);
        } else if weights[(i + 1) * width + j] >= weights[i * width + j + 1] {
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

    /// What two texts, a cell each, are marked as: `=same=`, `+only there+`, `>moved>`, `!differs!`,
    /// `~renamed~`.
    fn shown(texts: [&str; 2]) -> [String; 2] {
        let document = |text: &str| Document {
            language: "en".to_owned(),
            ..Document::of_text(text)
        };
        let corpus = Corpus {
            documents: texts.map(document).to_vec(),
            ..Corpus::default()
        };
        let comparer = Comparer::new(Vec::new(), &Names::find(&corpus));
        let cells = [0, 1].map(|at: usize| {
            let sentences = comparer.reader.sentences(at, &corpus.documents[at]);
            sentences.collect::<Vec<Sentence>>()
        });
        let marked = marks(&cells, texts);
        [0, 1].map(|column: usize| {
            let text = texts[column];
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
            shown + &text[end..]
        })
    }

    #[track_caller]
    fn check(one: &str, other: &str, expected: [&str; 2]) {
        assert_eq!(shown([one, other]), expected);
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

    #[test]
    fn who_did_it_to_whom_is_not_the_same() {
        check(
            "Japan warned Russia.",
            "Russia warned Japan.",
            [">Japan warned> =Russia=.", "=Russia= >warned Japan>."],
        );
    }

    #[test]
    fn a_denial_of_a_denial_differs() {
        check(
            "The harbor master denied the report.",
            "The harbor master did not deny the report.",
            [
                "=The harbor master denied the report=.",
                "=The harbor master= +did+ !not! =deny the report=.",
            ],
        );
    }

    #[test]
    fn who_did_not_differs() {
        check(
            "Japan did not sign but Russia signed.",
            "Japan signed but Russia did not sign.",
            [
                "=Japan= did !not! =sign but Russia signed=.",
                "=Japan signed but Russia= did !not! =sign=.",
            ],
        );
    }

    #[test]
    fn other_words_of_denial_at_the_same_place_do_not_differ() {
        check(
            "The ferry never sailed.",
            "The ferry did not sail.",
            [
                "=The ferry= +never+ =sailed=.",
                "=The ferry= +did not+ =sail=.",
            ],
        );
    }

    #[test]
    fn exchanged_numbers_differ() {
        check(
            "It lost 12 ships and 15 men.",
            "It lost 15 ships and 12 men.",
            [
                "=It lost= !12! =ships and= !15! =men=.",
                "=It lost= !15! =ships and= !12! =men=.",
            ],
        );
        check(
            "The price rose from 12 to 15 crowns.",
            "The price rose from 15 to 12 crowns.",
            [
                "=The price rose from 12= to !15! =crowns=.",
                "=The price rose from= !15! to =12 crowns=.",
            ],
        );
    }

    #[test]
    fn a_date_elsewhere_is_the_same_date() {
        check(
            "On 12 May the 3 ferries sailed.",
            "The 3 ferries sailed on May 12.",
            [
                "On >12 May> =the 3 ferries sailed=.",
                "=The 3 ferries sailed= on >May 12>.",
            ],
        );
    }

    #[test]
    fn a_little_word_makes_no_other_name() {
        check(
            "They ended the war by a joint declaration in 1956.",
            "They ended it by the Joint Declaration of 1956.",
            [
                "=They ended the= +war+ by +a+ =joint declaration in 1956=.",
                "=They ended= +it+ by =the Joint Declaration of 1956=.",
            ],
        );
    }

    #[test]
    fn words_that_say_something_go_before_little_words() {
        check(
            "The treaty is what they would have of it.",
            "What they would have of it is the treaty.",
            [
                "=The treaty= is what they would have of it.",
                "What they would have of it is =the treaty=.",
            ],
        );
    }

    /// What the heaviest common sequence weighs, tried out.
    fn heaviest(one: &[Said], other: &[Said]) -> u32 {
        match (one, other) {
            ([a, left @ ..], [b, right @ ..]) if a == b => a.weight + heaviest(left, right),
            ([_, left @ ..], [_, right @ ..]) => heaviest(left, other).max(heaviest(one, right)),
            _ => 0,
        }
    }

    /// Few words, every other one little.
    fn words() -> impl Strategy<Value = Vec<Said>> {
        let said = (0..5_u64).prop_map(|key| Said {
            key,
            weight: if key % 2 == 0 { 1 } else { WEIGHT },
        });
        prop::collection::vec(said, 0..9)
    }

    proptest! {
        #[test]
        fn no_common_sequence_weighs_more(one in words(), other in words()) {
            let common = common_sequence(&one, &other);
            let kept = |all: &[Said], common: &[bool]| -> Vec<Said> {
                let both = all.iter().zip(common).filter(|it| *it.1);
                both.map(|it| *it.0).collect()
            };
            let [left, right] = [kept(&one, &common[0]), kept(&other, &common[1])];
            prop_assert_eq!(&left, &right);
            let weight: u32 = left.iter().map(|it| it.weight).sum();
            prop_assert_eq!(weight, heaviest(&one, &other));
        }

        #[test]
        fn sides_exchanged_exchange_the_sequence(one in words(), other in words()) {
            let [left, right] = common_sequence(&one, &other);
            prop_assert_eq!([right, left], common_sequence(&other, &one));
        }
    }

    /// A sentence or a few of words that make marks of every kind.
    fn telling() -> impl Strategy<Value = String> {
        "((the|a|ferry|pier|sailed|did|not|never|12|15|noon|Japan|May)( |[.] )){1,12}"
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// Exchanged texts have exchanged marks; a text beside itself has nothing but the same.
        #[test]
        fn texts_exchanged_exchange_the_marks(one in telling(), other in telling()) {
            let [left, right] = shown([&one, &other]);
            prop_assert_eq!([right, left], shown([&other, &one]));
            let [itself, _] = shown([&one, &one]);
            prop_assert!(!itself.contains(['+', '>', '!', '~']), "{}", itself);
        }

        /// Whoever reads only what is underlined never reads a denial that the other does not have, nor
        /// another number, nor the same in another order.
        #[test]
        fn what_is_the_same_reads_the_same(one in telling(), other in telling()) {
            let same = shown([&one, &other]).map(|it| {
                let parts = it.split('=').skip(1).step_by(2);
                let telling = parts.flat_map(|it| it.split(' ').map(str::to_owned));
                telling.filter(|it| !["the", "a", "did"].contains(&it.as_str())).collect::<Vec<String>>()
            });
            prop_assert_eq!(&same[0], &same[1]);
        }

        /// A text without the denial of the other never looks like it.
        #[test]
        fn a_denial_is_always_marked(text in "((ferry|pier|sailed|noon|never|not) ){2,9}", at in 0..9_usize) {
            let words: Vec<&str> = text.split_whitespace().collect();
            let at = at % (words.len() + 1);
            let denied = [&words[..at], &["not"], &words[at..]].concat().join(" ");
            let [_, denied] = shown([&text, &denied]);
            prop_assert!(denied.contains('!'), "{}", denied);
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
