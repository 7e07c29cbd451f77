//! What can be found in a corpus, and where each of its terms stands.

use std::cell::RefCell;
use std::ops::{ControlFlow, Range};

use super::bits::Bits;
use super::bytes::Bytes;
use super::cell::Cell;
use super::dictionary::Dictionary;
use super::families::{self, ClassOf, Families};
use super::parted::Pieces;
use super::postings::{self, Postings};
use super::scope::Scope;
use super::terms::Terms;
use super::tokens::{each_term, positions};
use super::variants::Corrected;
use super::wanted::Together;
use super::{Called, Utterance};
use crate::corpus::{Corpus, Document, DocumentId, PassageKind, content_hash};
use crate::order::Order;
use crate::table::Table;
use crate::text::fold;

/// Tokens in a block; every block knows the unit that it begins in.
pub(super) const BLOCK: u32 = 64;

/// Terms that are found without a look into the table.
const N_RECENT: usize = 1 << 12;

/// The dictionary and postings of a corpus: headlines, running text, headings and captions, never
/// what the page around an article says.
///
/// Built in one pass. Takes about two bytes a word of the corpus, and as many as a word has
/// letters for each different word.
#[derive(Clone, Debug, Default)]
pub struct Index {
    pub(super) dictionary: Terms,
    pub(super) postings: Postings,
    /// What can be found, in corpus order: its document, from 1 its passage, what that is. A headline
    /// has the passage 0.
    units: Vec<(DocumentId, u32, PassageKind)>,
    /// Where each unit ends, apart from the rest: they are looked at for every place.
    ends: Vec<u32>,
    /// The unit that each [`BLOCK`] of tokens begins in.
    blocks: Vec<u32>,
    /// Names of speakers, sorted.
    pub(super) speakers: Vec<String>,
    /// Which unit holds words of which speaker; sorted pairs of their numbers.
    pub(super) spoken: Vec<(u32, u32)>,
    /// What names are called.
    pub(super) names: Vec<Called>,
    /// By the hash of a folded form: the number of its name, from 1.
    name_of: Table<u32>,
    /// Which unit holds which name; sorted pairs of their numbers.
    pub(super) named: Vec<(u32, u32)>,
    /// Which terms are forms of one word, where that is known.
    pub(super) families: Families,
    /// Room for one search after the other.
    pub(super) cells: RefCell<Vec<Cell>>,
    /// Where it lies in pieces, what goes with that.
    pub(super) pieces: Option<Box<Pieces>>,
    /// What of the corpus searches look through.
    pub(super) scope: Scope,
    /// What words were corrected to, the last first.
    pub(super) corrected: RefCell<Corrected>,
}

/// What can be found: a headline or a passage.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub(super) document: DocumentId,
    /// `None` for the headline.
    pub(super) passage: Option<u32>,
    /// What the passage is; a headline is told by having none.
    pub(super) kind: PassageKind,
    /// First token.
    pub(super) first: u32,
    /// The token after the last.
    pub(super) end: u32,
}

impl Index {
    /// Reads the corpus once. About linear in its length, and in passages times utterances of a
    /// document.
    pub fn build(corpus: &Corpus, utterances: &[Utterance]) -> Index {
        let mut index = Index::default();
        // Nobody watches, so nobody breaks it off.
        let _ = index.add(corpus, &mut |_| ControlFlow::Continue(()));
        index.hear(corpus, utterances);
        index
    }

    /// Reads the documents of `corpus` that came after those indexed, and leaves the rest as it
    /// is. The index is then that of the whole corpus, to the last byte; who is heard where stays
    /// to be told. Costs reading what is new and copying what is known.
    ///
    /// `watch` is told before each document how many were read; when it breaks off, the index is
    /// left as it was.
    pub fn add(
        &mut self,
        corpus: &Corpus,
        watch: &mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let known = self.units.last().map_or(0, |it| it.0.0 as usize + 1);
        let mut reader = Reader::default();
        for (n, (id, document)) in corpus.ids().skip(known).enumerate() {
            watch(n)?;
            reader.read(id, document);
        }
        self.corrected.take();
        let n_tokens = self.n_tokens();
        self.units.append(&mut reader.units);
        self.ends.extend(reader.ends.iter().map(|it| it + n_tokens));
        let read = reader.finished();
        (self.dictionary, self.postings) = match n_tokens {
            0 => read,
            _ => self.merged(&read, n_tokens),
        };
        self.find_blocks();
        ControlFlow::Continue(())
    }

    /// The index as it lies in a bundle: [`Index::of_bytes`] reads it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut lengths = Vec::with_capacity(self.units.len());
        for unit in self.units() {
            postings::put(unit.end - unit.first, &mut lengths);
        }
        let parts = [
            &lengths,
            self.dictionary.as_bytes(),
            self.postings.as_bytes(),
        ];
        let mut bytes = Vec::with_capacity(12 + parts.iter().map(|it| it.len()).sum::<usize>());
        for part in parts {
            bytes.extend((part.len() as u32).to_le_bytes());
        }
        parts.iter().for_each(|it| bytes.extend(*it));
        bytes
    }

    /// The index that lies in `bytes`, which are read in place: nothing but the lengths of
    /// passages is unpacked. `places` are those of [`places`] for the corpus it was made of; who is
    /// heard where stays to be told. `None` when it is damaged or has other places.
    pub fn of_bytes(places: impl Iterator<Item = Findable>, bytes: &Bytes) -> Option<Index> {
        let mut parts = [0, 4, 8].into_iter().scan(12, |start, at| {
            let length = bytes.get(at..at + 4)?.try_into().ok()?;
            let end = *start + u32::from_le_bytes(length) as usize;
            let part = bytes.part(*start..end)?;
            *start = end;
            Some(part)
        });
        let (lengths, dictionary, written) = (parts.next()?, parts.next()?, parts.next()?);
        let mut rest: &[u8] = &lengths;
        // Every number ends with a byte without its highest bit.
        let n_units = lengths.iter().filter(|it| **it < 0x80).count();
        let mut units = Vec::with_capacity(n_units);
        let mut ends = Vec::with_capacity(n_units);
        let mut end = 0_u32;
        for place in places {
            end = end.checked_add(postings::take(&mut rest)?)?;
            units.push(packed(place));
            ends.push(end);
        }
        let mut index = Index {
            dictionary: Dictionary::of_bytes(dictionary, 0, written.len() as u32)?.into(),
            postings: written.into(),
            units,
            ends,
            ..Index::default()
        };
        // Each place takes a bit at least, so a forged length cannot ask for much memory.
        if !rest.is_empty() || index.n_tokens() / 8 > index.postings.end() {
            return None;
        }
        index.find_blocks();
        Some(index)
    }

    /// An index of these places with so many tokens each, and no terms. `None` when there are too
    /// many.
    pub(super) fn of_units(places: &[Findable], lengths: &[u32]) -> Option<Index> {
        let mut index = Index {
            units: places.iter().map(|it| packed(*it)).collect(),
            ..Index::default()
        };
        let mut end = 0_u32;
        for length in lengths {
            end = end.checked_add(*length)?;
            index.ends.push(end);
        }
        index.find_blocks();
        Some(index)
    }

    /// How many tokens the corpus has.
    pub(super) fn n_tokens(&self) -> u32 {
        self.ends.last().copied().unwrap_or_default()
    }

    /// Until what this gives is dropped, missing pieces are needed together.
    pub(super) fn together(&self) -> Option<Together<'_>> {
        Some(self.pieces.as_ref()?.wanted.together())
    }

    /// Whether a missing piece was noted, or more taken than may be, so that what was found is
    /// nothing.
    pub(super) fn lacks_pieces(&self) -> bool {
        let pieces = self.pieces.as_ref();
        pieces.is_some_and(|it| it.wanted.is_over() || !it.wanted.is_empty())
    }

    /// Adds the places of a term that searches look through, in order.
    pub(super) fn add_places(&self, at: u32, places: &mut Vec<u32>) {
        self.postings.read(at, &self.scope, self.n_tokens(), places);
    }

    /// How many headlines and passages searches look through.
    pub(super) fn n_searched(&self) -> usize {
        self.scope.n_units(self.n_units())
    }

    /// How many headlines and passages can be found.
    pub(super) fn n_units(&self) -> usize {
        self.units.len()
    }

    /// What can be found, by its number.
    #[inline]
    pub(super) fn unit(&self, number: u32) -> Unit {
        let (document, passage, kind) = self.units[number as usize];
        Unit {
            document,
            passage: passage.checked_sub(1),
            kind,
            first: (number.checked_sub(1)).map_or(0, |before| self.ends[before as usize]),
            end: self.ends[number as usize],
        }
    }

    /// All that can be found, in corpus order.
    pub(super) fn units(&self) -> impl Iterator<Item = Unit> + '_ {
        (0..self.units.len() as u32).map(|it| self.unit(it))
    }

    /// Number of the unit that holds a token.
    #[inline]
    pub(super) fn unit_of(&self, token: u32) -> u32 {
        let mut unit = self.blocks[(token / BLOCK) as usize];
        while self.ends[unit as usize] <= token {
            unit += 1;
        }
        unit
    }

    /// The token after the last of a unit.
    #[inline]
    pub(super) fn end_of(&self, unit: u32) -> u32 {
        self.ends[unit as usize]
    }

    /// The blocks of [`BLOCK`] tokens in which these units lie: a set that fits into the nearest memory.
    pub(super) fn blocks_of(&self, units: &[u32]) -> Bits {
        let blocks = Bits::new(self.n_tokens().div_ceil(BLOCK));
        for number in units {
            let unit = self.unit(*number);
            (unit.first / BLOCK..unit.end.div_ceil(BLOCK)).for_each(|it| blocks.set(it));
        }
        blocks
    }

    /// The token after the last of each unit.
    pub(super) fn ends(&self) -> &[u32] {
        &self.ends
    }

    /// At which of `tokens` someone is quoted.
    pub(super) fn quoted(&self, tokens: &Bits) -> Bits {
        tokens.both(&self.postings.quoted)
    }

    /// Whether someone is quoted at a token.
    #[inline]
    pub(super) fn is_quoted(&self, token: u32) -> bool {
        self.postings.quoted.has(token)
    }

    /// Numbers of the units of one document.
    pub(super) fn units_of(&self, document: DocumentId) -> Range<usize> {
        let start = self.units.partition_point(|it| it.0 < document);
        let end = self.units.partition_point(|it| it.0 <= document);
        start..end
    }

    /// The speakers heard in a unit, by number.
    pub(super) fn speakers_of(&self, unit: u32) -> impl Iterator<Item = u32> + Clone + '_ {
        held_by(&self.spoken, unit)
    }

    /// The name that is called so.
    pub(super) fn called(&self, folded: &str) -> Option<&Called> {
        if let Some(pieces) = &self.pieces {
            return pieces.called(folded);
        }
        let number = self.name_of.get(content_hash(folded))?;
        self.names.get(*number as usize - 1)
    }

    /// The names in a unit, by number.
    pub(super) fn names_of(&self, unit: u32) -> impl Iterator<Item = u32> + Clone + '_ {
        held_by(&self.named, unit)
    }

    /// Notes what names are called, and which stand where: `named_in` finds the numbers of those
    /// in a text. Linear in the corpus.
    pub fn learn(
        &mut self,
        corpus: &Corpus,
        names: Vec<Called>,
        named_in: &dyn Fn(&str) -> Vec<u32>,
    ) {
        self.names = names;
        self.name_of = Table::default();
        for (number, name) in (1..).zip(&self.names) {
            for form in &name.forms {
                *self.name_of.entry(content_hash(&fold(form))) = number;
            }
        }
        self.named.clear();
        for number in 0..self.units.len() as u32 {
            let unit = self.unit(number);
            let text = self.text_of(corpus, unit).unwrap_or_default();
            let words = match unit.passage.map(|at| at as usize) {
                None => Some(text),
                Some(at) => (corpus.document(unit.document))
                    .and_then(|it| text.get(it.passages.get(at)?.span.range())),
            };
            let names = named_in(words.unwrap_or_default());
            self.named.extend(names.into_iter().map(|it| (number, it)));
        }
        self.named.order();
        self.named.dedup();
    }

    /// The text of a unit; `None` when `corpus` is not the one indexed.
    pub(super) fn text_of<'a>(&self, corpus: &'a Corpus, unit: Unit) -> Option<&'a str> {
        let document = corpus.document(unit.document)?;
        Some(match unit.passage {
            Some(_) => &document.text,
            None => &document.title,
        })
    }

    /// Both dictionaries as one. What is `read` stands `n_known` tokens further on.
    fn merged(&self, read: &(Terms, Postings), n_known: u32) -> (Terms, Postings) {
        let mut terms: Vec<(String, bool, u32)> = Vec::new();
        for (dictionary, is_new) in [(&self.dictionary, false), (&read.0, true)] {
            dictionary.beginning("", &mut |word, at| {
                terms.push((word.to_owned(), is_new, at))
            });
        }
        terms.order();
        let mut written = Vec::with_capacity((self.postings.end() + read.1.end()) as usize);
        let mut united: Vec<(&str, u32)> = Vec::with_capacity(terms.len());
        let mut places = Vec::new();
        for (n, (word, is_new, at)) in terms.iter().enumerate() {
            let n_before = places.len();
            match is_new {
                false => self.add_places(*at, &mut places),
                true => read.1.read(*at, &Scope::default(), u32::MAX, &mut places),
            }
            if *is_new {
                places[n_before..].iter_mut().for_each(|it| *it += n_known);
            }
            let goes_on = terms.get(n + 1).is_some_and(|next| next.0 == *word);
            if !goes_on {
                let start = written.len();
                postings::write(&places, &mut written);
                united.push((word, (written.len() - start) as u32));
                places.clear();
            }
        }
        let united = united.iter().map(|it| (it.0.as_bytes(), it.1));
        in_one_part(Dictionary::of_terms(united), written)
    }

    fn find_blocks(&mut self) {
        let n_blocks = self.n_tokens().div_ceil(BLOCK) as usize;
        self.blocks.clear();
        self.blocks.reserve(n_blocks);
        for (number, end) in (0..).zip(&self.ends) {
            while (self.blocks.len() as u32 * BLOCK) < *end {
                self.blocks.push(number);
            }
        }
    }

    /// Notes who is heard where, in place of what was noted before.
    pub fn hear(&mut self, corpus: &Corpus, utterances: &[Utterance]) {
        self.speakers = utterances.iter().map(|it| it.speaker.clone()).collect();
        self.speakers.order();
        self.speakers.dedup();
        self.spoken.clear();
        self.postings.quoted = match utterances {
            [] => Bits::default(),
            _ => Bits::new(self.n_tokens()),
        };
        for it in utterances {
            let Some(document) = corpus.document(it.document) else {
                continue;
            };
            let speaker = self.speakers.partition_point(|name| *name < it.speaker) as u32;
            for unit in self.units_with(document, it) {
                self.spoken.push((unit, speaker));
            }
            if it.is_quoted {
                self.quote(document, it);
            }
        }
        self.spoken.order();
        self.spoken.dedup();
    }

    /// Whether what can be found of `document` is what the index has of it.
    pub fn has_places_of(&self, id: DocumentId, document: &Document) -> bool {
        let units = &self.units[self.units_of(id)];
        let places = findable(id, document).map(|it| packed(it.0));
        units.iter().copied().eq(places)
    }

    /// Notes where someone is quoted in a document whose text was brought.
    pub fn hear_one(&self, document: &Document, utterances: &[Utterance]) {
        for it in utterances.iter().filter(|it| it.is_quoted) {
            self.quote(document, it);
        }
    }

    /// Which terms are forms of one word, as [`Index::relate`] reads it: those that `class_of` puts
    /// in one class. Empty when all are alone. `corpus` is the one indexed; linear in it, whoever
    /// added what when, so that it is the same for an index that has grown.
    pub fn families(&self, corpus: &Corpus, class_of: ClassOf) -> Vec<u8> {
        families::find(&self.dictionary, corpus, class_of)
    }

    /// Notes which terms are forms of one word, in place of what was noted before; nothing when the
    /// bytes are damaged or those of another corpus. Words that are in no family go by a simpler
    /// rule for English and Russian.
    pub fn relate(&mut self, families: &[u8]) {
        self.corrected.take();
        let n_terms = self.dictionary.n_terms();
        self.families = Families::of_bytes(families, n_terms).unwrap_or_default();
    }

    /// The passages of a document in which an utterance stands.
    fn units_with(&self, document: &Document, utterance: &Utterance) -> Vec<u32> {
        let units = self.units_of(utterance.document).map(|it| it as u32);
        let holds = |number: &u32| {
            let passage = self.unit(*number).passage;
            let passage = passage.and_then(|at| document.passages.get(at as usize));
            passage.is_some_and(|it| it.span.overlaps(utterance.span))
        };
        units.filter(holds).collect()
    }

    /// Marks the tokens of a quoted utterance, which is one of `document`.
    pub(super) fn quote(&self, document: &Document, utterance: &Utterance) {
        let n_tokens = |start: u32, end: u32| {
            let words = document.text.get(start as usize..end as usize).map(fold);
            words.map_or(0, |it| positions(&it).count() as u32)
        };
        for number in self.units_with(document, utterance) {
            let unit = self.unit(number);
            let passage = unit.passage.map(|it| document.passages[it as usize].span);
            let (quoted, passage) = (utterance.span, passage.unwrap_or(utterance.span));
            let start = quoted.start.max(passage.start);
            let first = unit.first + n_tokens(passage.start, start);
            let end = first + n_tokens(start, quoted.end.min(passage.end));
            for token in first..end.min(unit.end) {
                self.postings.quoted.set(token);
            }
        }
    }
}

/// A dictionary and its postings, each in one part.
fn in_one_part(dictionary: Dictionary, written: Vec<u8>) -> (Terms, Postings) {
    (dictionary.into(), Bytes::from(written).into())
}

/// What `pairs`, sorted, say of a unit.
fn held_by(pairs: &[(u32, u32)], unit: u32) -> impl Iterator<Item = u32> + Clone + '_ {
    let start = pairs.partition_point(|it| it.0 < unit);
    let held = pairs[start..].iter().take_while(move |it| it.0 == unit);
    held.map(|it| it.1)
}

/// What can be found: its document, its passage or `None` for the headline, and what the passage
/// is.
pub type Findable = (DocumentId, Option<u32>, PassageKind);

/// As the index keeps it.
fn packed((document, passage, kind): Findable) -> (DocumentId, u32, PassageKind) {
    (document, passage.map_or(0, |it| it + 1), kind)
}

/// Every headline and passage of `corpus` that can be found, in the order of the index.
pub fn places(corpus: &Corpus) -> impl Iterator<Item = Findable> {
    corpus
        .ids()
        .flat_map(|(id, document)| findable(id, document).map(|it| it.0))
}

/// The headline and the passages of a document that can be found, each with its words.
pub(super) fn findable(
    id: DocumentId,
    document: &Document,
) -> impl Iterator<Item = (Findable, &str)> {
    let title = (id, None, PassageKind::Body);
    let title = (!document.title.is_empty()).then_some((title, document.title.as_str()));
    let passages = (0..)
        .zip(&document.passages)
        .filter_map(move |(at, passage)| {
            // A span that is not of its text comes from a damaged bundle, which is refused elsewhere.
            let words = document.text.get(passage.span.range()).unwrap_or_default();
            let place = (id, Some(at), passage.kind);
            (!passage.kind.is_furniture()).then_some((place, words))
        });
    title.into_iter().chain(passages)
}

/// Reads documents one after the other; terms are numbered as they come.
#[derive(Default)]
struct Reader {
    units: Vec<(DocumentId, u32, PassageKind)>,
    ends: Vec<u32>,
    terms: Vec<String>,
    /// By the hash of a term; two terms of one hash take neighboring keys.
    numbers: Table<Option<u32>>,
    /// By the low bits of a hash: a term that had them. Few words make most of a text.
    recent: Vec<u32>,
    /// The term of each token.
    tokens: Vec<u32>,
}

impl Reader {
    fn read(&mut self, id: DocumentId, document: &Document) {
        for (place, words) in findable(id, document) {
            let folded = fold(words);
            each_term(&folded, &mut |term| {
                let number = self.number(term);
                self.tokens.push(number);
            });
            self.units.push(packed(place));
            self.ends.push(self.tokens.len() as u32);
        }
    }

    /// The number of `term`, a new one when it is new.
    fn number(&mut self, term: &str) -> u32 {
        let mut key = content_hash(term);
        self.recent.resize(N_RECENT, 0);
        let recent = key as usize % N_RECENT;
        let number = self.recent[recent];
        if self.terms.get(number as usize).is_some_and(|it| it == term) {
            return number;
        }
        let number = loop {
            let number = self.numbers.entry(key);
            match *number {
                Some(number) if self.terms[number as usize] == term => break number,
                Some(_) => key = key.wrapping_add(1),
                None => {
                    let new = self.terms.len() as u32;
                    *number = Some(new);
                    self.terms.push(term.to_owned());
                    break new;
                }
            }
        };
        self.recent[recent] = number;
        number
    }

    /// Dictionary and postings of all that was read. Sorts places by counting.
    fn finished(self) -> (Terms, Postings) {
        let mut starts = vec![0_u32; self.terms.len() + 1];
        for &term in &self.tokens {
            starts[term as usize + 1] += 1;
        }
        for term in 0..self.terms.len() {
            starts[term + 1] += starts[term];
        }
        let mut next = starts.clone();
        let mut places = vec![0; self.tokens.len()];
        for (place, &term) in (0..).zip(&self.tokens) {
            let at = &mut next[term as usize];
            places[*at as usize] = place;
            *at += 1;
        }
        let mut sorted: Vec<(String, u32)> = self.terms.into_iter().zip(0..).collect();
        sorted.order();
        let mut written = Vec::with_capacity(2 * places.len());
        let terms: Vec<(&[u8], u32)> = (sorted.iter())
            .map(|(word, number)| {
                let start = written.len();
                let range = starts[*number as usize]..starts[*number as usize + 1];
                let places = &places[range.start as usize..range.end as usize];
                postings::write(places, &mut written);
                (word.as_bytes(), (written.len() - start) as u32)
            })
            .collect();
        let dictionary = Dictionary::of_terms(terms.into_iter());
        in_one_part(dictionary, written)
    }
}
