//! The dictionary of a corpus, and where each of its terms stands.

use std::ops::Range;

use super::Utterance;
use super::stem::stem;
use super::tokens::positions;
use crate::corpus::{Corpus, DocumentId, PassageKind, content_hash};
use crate::order::Order;
use crate::table::Table;
use crate::text::{Span, folded};

/// The dictionary and postings of a corpus: headlines, running text and headings, never what the
/// page around an article says.
///
/// Built in one pass. Takes about 20 bytes a word of the corpus, and the dictionary.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// Every term once, sorted, so that a beginning is a range.
    pub(super) terms: Vec<String>,
    /// Stems with their terms, sorted.
    stems: Vec<(String, u32)>,
    /// Where the tokens of each term start in `postings`, and the end.
    starts: Vec<u32>,
    /// Numbers of tokens, by term, each term's in order.
    postings: Vec<u32>,
    /// Every token in corpus order.
    pub(super) tokens: Vec<Token>,
    /// What can be found, in corpus order.
    pub(super) units: Vec<Unit>,
    /// Names of speakers, sorted.
    pub(super) speakers: Vec<String>,
    /// Which unit holds words of which speaker; sorted pairs of their numbers.
    pub(super) spoken: Vec<(u32, u32)>,
}

/// What can be found: a headline or a passage.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) document: DocumentId,
    /// `None` for the headline.
    pub(super) passage: Option<u32>,
    /// First token.
    pub(super) first: u32,
    /// The token after the last.
    pub(super) end: u32,
}

/// A term where it stands.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) term: u32,
    /// In the text of its unit: the title, or the document's text.
    pub(super) span: Span,
    /// Whether someone is quoted here.
    pub(super) is_quoted: bool,
}

impl Index {
    /// Reads the corpus once. About linear in its length, and in passages times utterances of a
    /// document.
    pub fn build(corpus: &Corpus, utterances: &[Utterance]) -> Index {
        let mut index = Index::default();
        let mut numbers = Numbers::default();
        for (id, document) in corpus.ids() {
            let title = &document.title;
            if !title.is_empty() {
                index.add_unit((id, None), (title, Span::of(title)), &mut numbers);
            }
            for (at, passage) in (0..).zip(&document.passages) {
                if matches!(passage.kind, PassageKind::Body | PassageKind::Heading) {
                    let words = (document.text.as_str(), passage.span);
                    index.add_unit((id, Some(at)), words, &mut numbers);
                }
            }
        }
        index.sort(numbers);
        index.hear(corpus, utterances);
        index
    }

    /// The terms that equal `term`: one or none.
    pub(super) fn exactly(&self, term: &str) -> Range<u32> {
        match self.terms.binary_search_by(|it| it.as_str().cmp(term)) {
            Ok(at) => at as u32..at as u32 + 1,
            Err(at) => at as u32..at as u32,
        }
    }

    /// The terms that begin with `beginning`.
    pub(super) fn beginning(&self, beginning: &str) -> Range<u32> {
        let start = self.terms.partition_point(|it| it.as_str() < beginning);
        let n = self.terms[start..].partition_point(|it| it.starts_with(beginning));
        start as u32..(start + n) as u32
    }

    /// The terms of the class of `word`, itself included where the corpus has it.
    pub(super) fn same_stem(&self, word: &str) -> impl Iterator<Item = u32> + '_ {
        let stem = stem(word);
        let start = self.stems.partition_point(|(it, _)| *it < stem);
        self.stems[start..]
            .iter()
            .take_while(move |(it, _)| *it == stem)
            .map(|&(_, term)| term)
    }

    /// The tokens of these terms: in order for one term, term after term for more.
    pub(super) fn postings(&self, terms: &Range<u32>) -> &[u32] {
        let start = self.starts.get(terms.start as usize);
        let end = self.starts.get(terms.end as usize);
        match (start, end) {
            (Some(&start), Some(&end)) => &self.postings[start as usize..end as usize],
            _ => &[],
        }
    }

    /// Number of the unit that holds a token.
    pub(super) fn unit_of(&self, token: u32) -> u32 {
        self.units.partition_point(|it| it.end <= token) as u32
    }

    /// Numbers of the units of one document.
    pub(super) fn units_of(&self, document: DocumentId) -> Range<usize> {
        let start = self.units.partition_point(|it| it.document < document);
        let end = self.units.partition_point(|it| it.document <= document);
        start..end
    }

    /// The speakers heard in a unit, by number.
    pub(super) fn speakers_of(&self, unit: u32) -> impl Iterator<Item = u32> + '_ {
        let start = self.spoken.partition_point(|&(it, _)| it < unit);
        self.spoken[start..]
            .iter()
            .take_while(move |&&(it, _)| it == unit)
            .map(|&(_, speaker)| speaker)
    }

    /// The text that the spans of a unit are of; `None` when `corpus` is not the one indexed.
    pub(super) fn text_of<'a>(&self, corpus: &'a Corpus, unit: &Unit) -> Option<&'a str> {
        let document = corpus.document(unit.document)?;
        Some(match unit.passage {
            Some(_) => &document.text,
            None => &document.title,
        })
    }
}

/// Terms by number while the corpus is read.
#[derive(Default)]
struct Numbers {
    terms: Vec<String>,
    /// By the hash of a term; two terms of one hash take neighboring keys.
    numbers: Table<Option<u32>>,
}

impl Numbers {
    /// The number of `term`, a new one when it is new.
    fn of(&mut self, term: &str) -> u32 {
        let mut key = content_hash(term);
        loop {
            let number = self.numbers.entry(key);
            match *number {
                Some(number) if self.terms[number as usize] == term => return number,
                Some(_) => key = key.wrapping_add(1),
                None => {
                    let new = self.terms.len() as u32;
                    *number = Some(new);
                    self.terms.push(term.to_owned());
                    return new;
                }
            }
        }
    }
}

impl Index {
    /// Numbers terms as they come; [`Index::sort`] renumbers them.
    fn read(&mut self, text: &str, at: Span, numbers: &mut Numbers) {
        // A span that is not of its text comes from a damaged bundle, which is refused elsewhere.
        let Some(text) = text.get(at.range()) else {
            return;
        };
        let folded = folded(text);
        for position in positions(&folded.text) {
            self.tokens.push(Token {
                term: numbers.of(position.term),
                span: folded.original(Span::new(position.range)).shifted(at.start),
                is_quoted: false,
            });
        }
    }

    fn add_unit(
        &mut self,
        (document, passage): (DocumentId, Option<u32>),
        (text, at): (&str, Span),
        numbers: &mut Numbers,
    ) {
        let first = self.tokens.len() as u32;
        self.read(text, at, numbers);
        self.units.push(Unit {
            document,
            passage,
            first,
            end: self.tokens.len() as u32,
        });
    }

    /// Puts the dictionary in order and derives what is looked up by term.
    fn sort(&mut self, numbers: Numbers) {
        let mut terms: Vec<(String, u32)> = numbers.terms.into_iter().zip(0..).collect();
        terms.order();
        let mut sorted = vec![0; terms.len()];
        for (new, (_, old)) in (0..).zip(&terms) {
            sorted[*old as usize] = new;
        }
        self.terms = terms.into_iter().map(|it| it.0).collect();
        self.stems = (0..)
            .zip(&self.terms)
            .map(|(at, it)| (stem(it), at))
            .collect();
        self.stems.order();

        self.starts = vec![0; self.terms.len() + 1];
        for token in &mut self.tokens {
            token.term = sorted[token.term as usize];
            self.starts[token.term as usize + 1] += 1;
        }
        for term in 0..self.terms.len() {
            self.starts[term + 1] += self.starts[term];
        }
        let mut next = self.starts.clone();
        self.postings = vec![0; self.tokens.len()];
        for (number, token) in (0..).zip(&self.tokens) {
            let place = &mut next[token.term as usize];
            self.postings[*place as usize] = number;
            *place += 1;
        }
    }

    /// Notes who is heard where.
    fn hear(&mut self, corpus: &Corpus, utterances: &[Utterance]) {
        self.speakers = utterances.iter().map(|it| it.speaker.clone()).collect();
        self.speakers.order();
        self.speakers.dedup();
        for Utterance {
            document,
            span,
            speaker,
        } in utterances
        {
            let Some(text) = corpus.document(*document) else {
                continue;
            };
            let speaker = self.speakers.partition_point(|it| it < speaker) as u32;
            for number in self.units_of(*document) {
                let unit = &self.units[number];
                let passage = unit.passage.and_then(|it| text.passages.get(it as usize));
                if passage.is_none_or(|it| !it.span.overlaps(*span)) {
                    continue;
                }
                for token in &mut self.tokens[unit.first as usize..unit.end as usize] {
                    token.is_quoted |= token.span.overlaps(*span);
                }
                self.spoken.push((number as u32, speaker));
            }
        }
        self.spoken.order();
        self.spoken.dedup();
    }
}
