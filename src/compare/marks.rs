//! What is the same, renamed or different inside a row.

use std::collections::HashSet;

use super::Mark;
use super::features::{Kind, Named, Sentence, Token, pair};
use crate::text::Span;

/// The marks of each of `row`'s sentences. `row` has every sentence with the text of its
/// document, in the order of the columns; numbers and negations are held against the first
/// column that has a sentence.
///
/// A name that another document gives another form is renamed; numbers and negations that the
/// first column does not have differ; words that another document has too are the same, little
/// words only inside a run of two words or more. Where two would fit, the first of these counts.
/// Linear in the length of the sentences, times the number of documents.
pub(super) fn marks(row: &[(&Sentence, &str)]) -> Vec<Vec<(Span, Mark)>> {
    let Some(&(first, _)) = row.first() else {
        return Vec::new();
    };
    let lead: Vec<&Sentence> = of_document(row, |it| it == first.document);
    row.iter()
        .map(|&(sentence, text)| {
            let others = of_document(row, |it| it != sentence.document);
            let mut marks = vec![None; sentence.tokens.len()];
            if !others.is_empty() {
                mark_names(sentence, &others, &mut marks);
                if sentence.document != first.document {
                    mark_differing(sentence, &lead, &mut marks);
                }
                mark_same(sentence, &others, &mut marks);
            }
            spans(&sentence.tokens, text, &marks)
        })
        .collect()
}

fn of_document<'a>(
    row: &[(&'a Sentence, &str)],
    wanted: impl Fn(usize) -> bool,
) -> Vec<&'a Sentence> {
    let sentences = row.iter().map(|&(it, _)| it);
    sentences.filter(|it| wanted(it.document)).collect()
}

/// The words of a name, by stem.
type Form = HashSet<u32>;

fn form(sentence: &Sentence, mention: usize) -> Form {
    let own = |it: &&Token| it.mention == Some(mention as u32);
    sentence
        .tokens
        .iter()
        .filter(own)
        .map(|it| it.stem)
        .collect()
}

/// “Kurils” in “Kuril Islands”, “Abe” in “Shinzo Abe”: no new name.
fn is_same_form(one: &Form, other: &Form) -> bool {
    one.is_subset(other) || other.is_subset(one)
}

fn mark_names(sentence: &Sentence, others: &[&Sentence], marks: &mut [Option<Mark>]) {
    let elsewhere: Vec<(usize, &Named, Form)> = others
        .iter()
        .flat_map(|it| {
            let mentions = it.mentions.iter().enumerate();
            mentions.map(|(at, mention)| (it.document, mention, form(it, at)))
        })
        .collect();
    for (at, mention) in sentence.mentions.iter().enumerate() {
        let own = form(sentence, at);
        // Documents that name the same thing, and those of them that name it so.
        let mut naming = HashSet::new();
        let mut alike = HashSet::new();
        for (document, other, form) in &elsewhere {
            if other.term == mention.term {
                naming.insert(*document);
                if other.name == mention.name && is_same_form(&own, form) {
                    alike.insert(*document);
                }
            }
        }
        let mark = match (naming.len(), alike.len()) {
            (0, _) => continue,
            (all, same) if same < all => Mark::Renamed(mention.thing),
            _ => Mark::Same,
        };
        for (token, place) in sentence.tokens.iter().zip(marks.iter_mut()) {
            if token.mention == Some(at as u32) {
                *place = Some(mark);
            }
        }
    }
}

fn mark_differing(sentence: &Sentence, lead: &[&Sentence], marks: &mut [Option<Mark>]) {
    let led = || lead.iter().flat_map(|it| &it.tokens);
    let numbers: HashSet<u32> = led()
        .filter(|it| it.kind == Kind::Number)
        .map(|it| it.term)
        .collect();
    let denies = led().any(|it| it.kind == Kind::Negation);
    for (token, mark) in sentence.tokens.iter().zip(marks) {
        let differs = match token.kind {
            Kind::Number => !numbers.contains(&token.term),
            Kind::Negation => !denies,
            _ => false,
        };
        if differs && mark.is_none() {
            *mark = Some(Mark::Differs);
        }
    }
}

fn mark_same(sentence: &Sentence, others: &[&Sentence], marks: &mut [Option<Mark>]) {
    let words: HashSet<u32> = others
        .iter()
        .flat_map(|it| it.tokens.iter().map(|it| it.stem))
        .collect();
    let pairs: HashSet<u32> = others
        .iter()
        .flat_map(|it| it.tokens.windows(2).map(|it| pair(it[0].stem, it[1].stem)))
        .collect();
    let tokens = &sentence.tokens;
    let mut at = 0;
    while at < tokens.len() {
        let mut end = at + 1;
        while end < tokens.len() && pairs.contains(&pair(tokens[end - 1].stem, tokens[end].stem)) {
            end += 1;
        }
        let run = &tokens[at..end];
        let says_something = match run {
            [single] => {
                matches!(single.kind, Kind::Word | Kind::Number) && words.contains(&single.stem)
            }
            _ => run
                .iter()
                .any(|it| matches!(it.kind, Kind::Word | Kind::Number | Kind::Sign)),
        };
        if says_something {
            for mark in &mut marks[at..end] {
                mark.get_or_insert(Mark::Same);
            }
        }
        at = end;
    }
}

/// Neighboring tokens of one mark as one span.
fn spans(tokens: &[Token], text: &str, marks: &[Option<Mark>]) -> Vec<(Span, Mark)> {
    let mut found: Vec<(Span, Mark)> = Vec::new();
    for (token, mark) in tokens.iter().zip(marks) {
        let Some(mark) = *mark else { continue };
        if let Some((span, last)) = found.last_mut()
            && *last == mark
            && text[span.end as usize..token.span.start as usize]
                .chars()
                .all(|c| c.is_whitespace() || matches!(c, '-' | '’' | '\''))
        {
            *span = span.join(token.span);
            continue;
        }
        found.push((token.span, mark));
    }
    found
}
