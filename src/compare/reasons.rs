//! Why sentences stand in one row.

use super::Reason;
use super::words::{Kind, Sentence, stem_hash};
use crate::order::Order;
use crate::table::Table;
use crate::text::Span;

/// So many are enough to see why.
const MAX_REASONS: usize = 8;

/// What more than one of so many sentences have, and not those of the row alone, is the subject of the
/// story and tells nothing of a row; two reasons stay whatever they are.
const SUBJECT: usize = 10;

/// Words that every report has, in all their forms that differ in more than an ending.
const COMMON: &str = "make made take took taken get got go went gone come came give gave given see saw \
    seen know knew known think thought want call use find found keep kept let put set seem leave left \
    become became bring brought hold held move stand stood turn show shown try tried need feel felt mean \
    meant happen begin began start work look like run ran include now new old last first next many day \
    year people time part way well back never ever lot thing great good long";

/// In how many of `sentences` each word and name is.
pub(super) struct Counts {
    n_sentences: usize,
    of: Table<u32>,
    common: Table<()>,
}

impl Counts {
    pub(super) fn new(sentences: &[Sentence]) -> Counts {
        let mut of: Table<u32> = Table::default();
        for it in sentences {
            let names = it.mentions.iter().map(|it| it.term);
            let mut terms: Vec<u32> = names.chain(it.tokens.iter().map(|it| it.term)).collect();
            terms.order();
            terms.dedup();
            for term in terms {
                *of.entry(term.into()) += 1;
            }
        }
        let common = COMMON.split_whitespace().map(|it| stem_hash(it).into());
        Counts {
            n_sentences: sentences.len(),
            of,
            common: common.collect(),
        }
    }

    fn of(&self, term: u32) -> u32 {
        self.of.get(term.into()).copied().unwrap_or_default()
    }
}

/// What sentences of at least two documents of `row` share, the most telling first: what is rare among
/// all that are compared; of what is as rare, names, numbers and words that stand together before
/// single words. `row` has every sentence with the text of its document, in the order of the columns;
/// each thing is written as the first column that has it does.
pub(super) fn reasons(row: &[(&Sentence, &str)], counts: &Counts) -> Vec<Reason> {
    let mut documents: Table<u32> = Table::default();
    for &(sentence, _) in row {
        for term in terms(sentence) {
            // One bit a document.
            *documents.entry(term.into()) |= 1 << (sentence.document % 32);
        }
    }
    let is_shared = |term: u32| {
        let of_it = documents.get(term.into());
        of_it.is_some_and(|it| it.count_ones() > 1)
    };
    let mut told: Table<bool> = Table::default();
    let mut found: Vec<Found> = Vec::new();
    for &(sentence, text) in row {
        let names = (sentence.mentions.iter()).filter(|it| it.share > 0.0 && is_shared(it.term));
        for name in names {
            if !std::mem::replace(told.entry(name.term.into()), true) {
                let others = row.iter().flat_map(|it| &it.0.mentions);
                let mut others = others.filter(|it| it.term == name.term);
                let id = match others.all(|it| it.name == name.name) {
                    true => name.name,
                    false => name.thing,
                };
                found.push(Found {
                    count: counts.of(name.term),
                    is_common: false,
                    is_plain: false,
                    reason: Reason::Name(id),
                });
            }
        }
        let mut run: Vec<(u32, Span)> = Vec::new();
        for token in sentence.tokens.iter().filter(|it| it.mention.is_none()) {
            let is_said = matches!(token.kind, Kind::Word | Kind::Number);
            if !is_said
                || !is_shared(token.term)
                || std::mem::replace(told.entry(token.term.into()), true)
            {
                continue;
            }
            let follows = |it: &(u32, Span)| {
                let gap = &text[it.1.end as usize..token.span.start as usize];
                gap.chars().all(|c| c == ' ' || c == '-')
            };
            if !run.last().is_some_and(follows) {
                found.extend(of_run(&run, text, counts));
                run.clear();
            }
            run.push((token.term, token.span));
        }
        found.extend(of_run(&run, text, counts));
    }
    // Stable: what is as telling comes in the order of the text.
    found.order_by_key(|it| (it.is_common, it.count, it.is_plain));
    let is_subject = |it: &Found| {
        let count = it.count as usize;
        it.is_common || (count > row.len() && count * SUBJECT > counts.n_sentences)
    };
    let telling = found.into_iter().enumerate();
    let telling = telling.filter(|(at, it)| *at < 2 || !is_subject(it));
    telling.map(|it| it.1.reason).take(MAX_REASONS).collect()
}

/// A reason, and how telling it is.
struct Found {
    /// In how many of the sentences that are compared the rarest word of it is.
    count: u32,
    is_common: bool,
    /// Whether it is one word and no number.
    is_plain: bool,
    reason: Reason,
}

/// Words that stand together, if there are some.
fn of_run(run: &[(u32, Span)], text: &str, counts: &Counts) -> Option<Found> {
    let (first, last) = (run.first()?, run.last()?);
    let written = first.1.join(last.1).of_text(text);
    Some(Found {
        count: run.iter().map(|it| counts.of(it.0)).min()?,
        is_common: run.iter().all(|it| counts.common.contains(it.0.into())),
        is_plain: run.len() == 1 && !written.contains(|c: char| c.is_ascii_digit()),
        reason: Reason::Words(written.to_owned()),
    })
}

/// What of a sentence may be a reason.
fn terms(sentence: &Sentence) -> impl Iterator<Item = u32> {
    let names = sentence.mentions.iter().filter(|it| it.share > 0.0);
    let words = sentence.tokens.iter().filter(|it| it.mention.is_none());
    let words = words.filter(|it| matches!(it.kind, Kind::Word | Kind::Number));
    names.map(|it| it.term).chain(words.map(|it| it.term))
}

#[cfg(test)]
mod tests {
    use super::super::words::Reader;
    use super::*;
    use crate::corpus::{Corpus, Document};
    use crate::names::Names;

    #[test]
    fn what_is_telling_comes_first() {
        let check = |sentences: [&str; 2], expected: &[&str]| {
            // What the rest of the two reports says, so that some words are the subject.
            let rest = "The mayor spoke of water. The mayor of Orrin likes the water. All water is \
                the mayor's. The mayor drank water in Orrin. Nobody else spoke.";
            let texts = sentences.map(|it| format!("{it} {rest}"));
            let corpus = Corpus {
                documents: texts.iter().map(|it| Document::of_text(it)).collect(),
                ..Corpus::default()
            };
            let names = Names::find(&corpus);
            let reader = Reader::new(&names, "");
            let numbered = corpus.documents.iter().enumerate();
            let all: Vec<Sentence> = numbered
                .flat_map(|(at, it)| reader.sentences(at, it))
                .collect();
            let firsts = all.iter().filter(|it| it.span.start == 0);
            let row: Vec<(&Sentence, &str)> =
                firsts.map(|it| (it, texts[it.document].as_str())).collect();
            let reasons = reasons(&row, &Counts::new(&all));
            let written: Vec<&str> = reasons
                .iter()
                .map(|it| match it {
                    Reason::Name(id) => names.entries[id.0 as usize].canonical.as_str(),
                    Reason::Words(words) => words,
                })
                .collect();
            assert_eq!(written, expected, "{sentences:?}");
        };
        // What stands together is one reason, and the subject none.
        check(
            [
                "The mayor had lead pipes in the water works.",
                "Water came through the lead pipes, the mayor knew.",
            ],
            &["lead pipes", "mayor"],
        );
        // Numbers and names before words.
        check(
            [
                "The timber was sold for 4.2 million crowns by Ada Stone.",
                "Stone took 4.2 million for her timber.",
            ],
            &["Ada Stone", "4.2 million", "timber"],
        );
        // Verbs that every report has come last, when there is little else.
        check(
            [
                "He took a boat to the mayor.",
                "The boat was taken, she took it.",
            ],
            &["boat", "took"],
        );
        check(["It rained.", "They were dry."], &[]);
    }
}
