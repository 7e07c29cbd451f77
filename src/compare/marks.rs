//! What is the same, renamed or different inside a row.

use super::Mark;
use super::words::{Kind, Named, Sentence, Token, pair};
use crate::names::NameId;
use crate::order::Order;
use crate::table::Table;
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

/// The words of a name, by stem, sorted; without little words where there are others.
type Form = Vec<u32>;

/// The forms of the names in `sentence`, in the order of its mentions. One pass.
fn forms(sentence: &Sentence) -> Vec<Form> {
    let mut words = vec![Vec::new(); sentence.mentions.len()];
    for token in &sentence.tokens {
        if let Some(at) = token.mention {
            words[at as usize].push((token.kind == Kind::Function, token.stem));
        }
    }
    let form = |words: Vec<(bool, u32)>| {
        let are_little = words.iter().all(|it| it.0);
        let told = words.into_iter().filter(|it| it.0 == are_little);
        let mut form: Form = told.map(|it| it.1).collect();
        form.order();
        form
    };
    words.into_iter().map(form).collect()
}

/// “Kurils” in “Kuril Islands”, “Abe” in “Shinzo Abe”: no new name.
fn is_same_form(one: &Form, other: &Form) -> bool {
    let within = |a: &Form, b: &Form| a.iter().all(|it| b.contains(it));
    within(one, other) || within(other, one)
}

/// How one document writes a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Use {
    document: usize,
    name: NameId,
    form: Form,
}

pub(super) fn mark_names(sentence: &Sentence, others: &[&Sentence], marks: &mut [Option<Mark>]) {
    // Sets, so that a thing named a thousand times costs no more than its few forms.
    let mut uses: Table<Vec<Use>> = Table::default();
    for other in others {
        for (mention, form) in other.mentions.iter().zip(forms(other)) {
            let one = Use {
                document: other.document,
                name: mention.name,
                form,
            };
            let uses = uses.entry(mention.term.into());
            if !uses.contains(&one) {
                uses.push(one);
            }
        }
    }
    let named: Vec<Option<Mark>> = sentence
        .mentions
        .iter()
        .zip(forms(sentence))
        .map(|(mention, form)| Some(mark_of_name(mention, &form, uses.get(mention.term.into())?)))
        .collect();
    for (token, mark) in sentence.tokens.iter().zip(marks) {
        *mark = token.mention.and_then(|at| named[at as usize]);
    }
}

/// `uses` is what other documents call the same thing.
fn mark_of_name(mention: &Named, form: &Form, uses: &[Use]) -> Mark {
    let alike = |it: &&Use| it.name == mention.name && is_same_form(form, &it.form);
    // One bit a document.
    let bits = |bits: u32, it: &Use| bits | 1 << (it.document % 32);
    let naming = uses.iter().fold(0, bits);
    let naming_so = uses.iter().filter(alike).fold(0, bits);
    if naming_so != naming {
        Mark::Renamed(mention.thing)
    } else {
        Mark::Same
    }
}

fn mark_differing(sentence: &Sentence, lead: &[&Sentence], marks: &mut [Option<Mark>]) {
    let led = || lead.iter().flat_map(|it| &it.tokens);
    let numbers: Table<()> = led()
        .filter(|it| it.kind == Kind::Number)
        .map(|it| it.term.into())
        .collect();
    let denies = led().any(|it| it.kind == Kind::Negation);
    for (token, mark) in sentence.tokens.iter().zip(marks) {
        let differs = match token.kind {
            Kind::Number => !numbers.contains(token.term.into()),
            Kind::Negation => !denies,
            _ => false,
        };
        if differs && mark.is_none() {
            *mark = Some(Mark::Differs);
        }
    }
}

fn mark_same(sentence: &Sentence, others: &[&Sentence], marks: &mut [Option<Mark>]) {
    let words: Table<()> = others
        .iter()
        .flat_map(|it| it.tokens.iter().map(|it| it.stem.into()))
        .collect();
    let pairs: Table<()> = others
        .iter()
        .flat_map(|it| {
            it.tokens
                .windows(2)
                .map(|it| pair(it[0].stem, it[1].stem).into())
        })
        .collect();
    let tokens = &sentence.tokens;
    let mut at = 0;
    while at < tokens.len() {
        let mut end = at + 1;
        while end < tokens.len()
            && pairs.contains(pair(tokens[end - 1].stem, tokens[end].stem).into())
        {
            end += 1;
        }
        let run = &tokens[at..end];
        let says_something = match run {
            [single] => {
                matches!(single.kind, Kind::Word | Kind::Number)
                    && words.contains(single.stem.into())
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
pub(super) fn spans(tokens: &[Token], text: &str, marks: &[Option<Mark>]) -> Vec<(Span, Mark)> {
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
