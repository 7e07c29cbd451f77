//! An index in pieces: what is always here, and what is brought when a query asks for it.
//!
//! Always here is how long each headline and passage is, for places and scores go by that. All
//! else lies in stretches: the dictionary by its terms, their places likewise, what names are
//! called by their folded forms. A search of such an index gives what a search of the whole one
//! gives, in the same order, once all pieces that it notes were brought; only values of speakers
//! and names are not counted, since that would take all of them.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::Called;
use super::facets::is_name;
use super::index::{Findable, Index};
use super::places::MAX_NAME_WORDS;
use super::postings::{self, Long, Postings, put, take};
use super::query::{Field, Mode, Node, Query};
use super::scope::{N_BANDS, Scope, bands};
use super::stem::{beginning_of_class, stem};
use super::terms::{Head, Terms};
use super::tokens::segments;
use super::variants::plain_forms;
use super::wanted::{Piece, Wanted};
use crate::corpus::{DocumentId, PassageKind};
use crate::decoder::decode;
use crate::order::Order;
use crate::text::fold;

/// Letters of the terms in a stretch of the dictionary, about.
const TERM_BYTES: usize = 128 << 10;

/// Bytes of a stretch of places, about: they do not compress.
const PLACE_BYTES: usize = 32 << 10;

/// A term whose places take more bytes than this is long: they lie in stretches of their own, of some
/// bands of the corpus each, so that a part of them can be brought.
const LONG_BYTES: usize = 48 << 10;

/// Bytes of such a stretch, at most.
const LONG_STRETCH_BYTES: usize = 16 << 10;

/// Bytes of a stretch of names, about. Nearly each word of a query asks for one.
const FORM_BYTES: usize = 48 << 10;

/// What must be known of an index before its pieces are here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    n_terms: u32,
    /// Where each stretch of the dictionary begins.
    terms: Vec<Head>,
    /// Where each stretch of places begins, and the last one ends.
    postings: (Vec<u32>, u32),
    /// The terms with places in several of them.
    long: Vec<Long>,
    /// The first form of each stretch of names.
    forms: Vec<String>,
    /// Where each stretch of the places of speakers and names begins, and the last one ends.
    heard: (Vec<u32>, u32),
}

/// An index cut into pieces.
pub struct Parted {
    /// What must be known first.
    pub outline: Outline,
    /// What can be found, as [`Index::of_outline`] reads it.
    pub units: Vec<u8>,
    /// All pieces but [`Piece::Families`], which the index does not keep.
    pub pieces: Vec<(Piece, Vec<u8>)>,
}

/// A stretch of what names are called, by folded form.
#[derive(Clone, Debug)]
pub(super) struct Names {
    first: String,
    /// Empty until it is brought.
    called: OnceLock<Vec<(String, Called)>>,
}

/// What only an index in pieces has.
#[derive(Clone, Debug, Default)]
pub(super) struct Pieces {
    pub(super) wanted: Arc<Wanted>,
    names: Vec<Names>,
    /// In which units speakers and names stand.
    heard: Postings,
    /// Where that is written of each speaker, and of each name, once they were brought.
    speakers: Option<Vec<u32>>,
    named: Option<Vec<u32>>,
    /// The band of the corpus that each document lies in; `None` for one of which nothing can be
    /// found.
    pub(super) band_of: Vec<Option<u8>>,
    /// How many bytes a search that spares may take; `None` where none is spared.
    pub(super) sparing: Option<u32>,
}

impl Index {
    /// The index in pieces, with all that it was told of speakers and names. Stretches are a
    /// `divisor`th as long as usual: tests cut small corpora finely.
    pub fn cut(&self, divisor: usize) -> Parted {
        let place_bytes = PLACE_BYTES / divisor;
        let (mut lengths, mut stretches) = (Vec::new(), Stretches::new(place_bytes));
        let bands = bands(self.units(), self.n_tokens());
        let (mut places, mut long) = (Vec::new(), Vec::new());
        self.dictionary.beginning("", &mut |_, at| {
            places.clear();
            self.add_places(at, &mut places);
            let mut written = Vec::new();
            let is_quoted = |it| self.is_quoted(it);
            postings::write_telling(&places, 0, &is_quoted, &mut written);
            if written.len() <= LONG_BYTES / divisor {
                lengths.push(stretches.add(&written));
                return;
            }
            let n_stretches = written.len() / (LONG_STRETCH_BYTES / divisor).max(1);
            let n_stretches = (n_stretches.next_power_of_two() as u32).min(N_BANDS);
            long.push(Long {
                at: stretches.end(),
                n_stretches,
                count: places.len() as u32,
            });
            stretches.close();
            let (mut rest, mut from) = (&places[..], 0);
            let start = stretches.end();
            for bands in bands.chunks((N_BANDS / n_stretches) as usize) {
                let end = bands.last().copied().unwrap_or_default();
                let (these, after) = rest.split_at(rest.partition_point(|it| *it < end));
                let mut written = Vec::new();
                postings::write_telling(these, from, &is_quoted, &mut written);
                stretches.add(&written);
                stretches.close();
                (rest, from) = (after, end);
            }
            lengths.push(stretches.end() - start);
        });
        let mut pieces = Vec::new();
        let postings = stretches.finished(Piece::Postings, &mut pieces);
        let mut terms = Vec::new();
        for (number, (head, bytes)) in
            (0..).zip(self.dictionary.cut(TERM_BYTES / divisor, &lengths))
        {
            terms.push(head);
            pieces.push((Piece::Terms(number), bytes));
        }
        let heard = self.cut_heard(place_bytes, &mut pieces);
        let outline = Outline {
            n_terms: lengths.len() as u32,
            terms,
            postings,
            long,
            forms: self.cut_names(FORM_BYTES / divisor, &mut pieces),
            heard,
        };
        Parted {
            outline,
            units: self.written_units(),
            pieces,
        }
    }

    /// Where speakers and names stand; the names of all of them are pieces of their own.
    fn cut_heard(&self, n_bytes: usize, pieces: &mut Vec<(Piece, Vec<u8>)>) -> (Vec<u32>, u32) {
        let mut stretches = Stretches::new(n_bytes);
        let mut units_of = |pairs: &[(u32, u32)], n: usize| {
            let mut units = vec![Vec::new(); n];
            for (unit, number) in pairs {
                units[*number as usize].push(*unit);
            }
            let starts = units.iter().map(|it| {
                let start = stretches.end();
                let mut written = Vec::new();
                postings::write(it, &mut written);
                stretches.add(&written);
                start
            });
            starts.collect::<Vec<u32>>()
        };
        let speakers = units_of(&self.spoken, self.speakers.len());
        let names = units_of(&self.named, self.names.len());
        let plain = "names are plain data";
        let speakers: Vec<(&str, u32)> = (self.speakers.iter().map(String::as_str))
            .zip(speakers)
            .collect();
        let names: Vec<(&str, &[String], u32)> = (self.names.iter().zip(names))
            .map(|(name, at)| (name.canonical.as_str(), name.forms.as_slice(), at))
            .collect();
        let speakers = postcard::to_allocvec(&speakers).expect(plain);
        let names = postcard::to_allocvec(&names).expect(plain);
        pieces.push((Piece::Speakers, speakers));
        pieces.push((Piece::Names, names));
        stretches.finished(Piece::Heard, pieces)
    }

    /// What names are called, by folded form.
    fn cut_names(&self, most: usize, pieces: &mut Vec<(Piece, Vec<u8>)>) -> Vec<String> {
        let mut called: BTreeMap<String, &Called> = BTreeMap::new();
        for name in &self.names {
            for form in &name.forms {
                // Of two names of one form the last has it.
                called.insert(fold(form), name);
            }
        }
        let all: Vec<(&String, &&Called)> = called.iter().collect();
        let mut firsts = Vec::new();
        let mut rest = &all[..];
        while let Some(first) = rest.first() {
            let mut n_bytes = 0;
            let n = rest.iter().take_while(|it| {
                n_bytes += it.0.len() + it.1.forms.iter().map(String::len).sum::<usize>();
                n_bytes <= most
            });
            let n = n.count().max(1);
            let these: Vec<(&str, &str, &[String])> = (rest[..n].iter())
                .map(|it| {
                    (
                        it.0.as_str(),
                        it.1.canonical.as_str(),
                        it.1.forms.as_slice(),
                    )
                })
                .collect();
            let bytes = postcard::to_allocvec(&these).expect("names are plain data");
            pieces.push((Piece::Forms(firsts.len() as u32), bytes));
            firsts.push(first.0.clone());
            rest = &rest[n..];
        }
        firsts
    }

    /// What can be found, each column by itself, for they compress apart: how many there are in
    /// each document; how many passages before it are not found; what it is, and from 128 on,
    /// whether someone is quoted at its first word; how many tokens it has.
    fn written_units(&self) -> Vec<u8> {
        let [mut counts, mut skipped, mut kinds, mut lengths] = [const { Vec::new() }; 4];
        let mut of_document = 0_u32;
        let mut before: Option<(DocumentId, u32)> = None;
        for unit in self.units() {
            let is_new = before.is_none_or(|it| it.0 != unit.document);
            if is_new {
                let n_empty = match before {
                    Some(it) => {
                        put(of_document, &mut counts);
                        unit.document.0 - it.0.0 - 1
                    }
                    None => unit.document.0,
                };
                counts.resize(counts.len() + n_empty as usize, 0);
                of_document = 0;
            }
            let number = unit.passage.map_or(0, |it| it + 1);
            let next = match before {
                Some((_, last)) if !is_new => last + 1,
                _ => 0,
            };
            put(number - next, &mut skipped);
            let kind = PassageKind::ALL.iter().position(|it| *it == unit.kind);
            let is_quoted = unit.first < unit.end && self.is_quoted(unit.first);
            kinds.push(kind.unwrap_or_default() as u8 | u8::from(is_quoted) << 7);
            put(unit.end - unit.first, &mut lengths);
            of_document += 1;
            before = Some((unit.document, number));
        }
        if before.is_some() {
            put(of_document, &mut counts);
        }
        let mut bytes = Vec::new();
        for column in [counts, skipped, kinds, lengths] {
            put(column.len() as u32, &mut bytes);
            bytes.extend(column);
        }
        bytes
    }

    /// An index of which no piece is here. `None` when `units` are damaged, or those of more than
    /// `n_documents`.
    pub fn of_outline(outline: Outline, units: &[u8], n_documents: u32) -> Option<Index> {
        let Units {
            places,
            lengths,
            quoted,
        } = Units::read(units, n_documents)?;
        let wanted = Arc::new(Wanted::default());
        let (starts, end) = outline.postings;
        let postings = Postings::parted(&starts, end, Piece::Postings, wanted.clone())?;
        let dictionary = Terms::parted(outline.terms, outline.n_terms, wanted.clone())?;
        let (starts, end) = outline.heard;
        let heard = Postings::parted(&starts, end, Piece::Heard, wanted.clone())?;
        let names = outline.forms.into_iter().map(|first| Names {
            first,
            called: OnceLock::new(),
        });
        let mut pieces = Pieces {
            wanted,
            names: names.collect(),
            heard,
            ..Pieces::default()
        };
        let n_tokens: u64 = lengths.iter().map(|it| u64::from(*it)).sum();
        // Each token takes a bit at least, so a forged length cannot ask for much memory.
        if n_tokens / 8 > postings.end().into() {
            return None;
        }
        let mut index = Index::of_units(&places, &lengths)?;
        let bands = bands(index.units(), index.n_tokens());
        let postings = postings.with_long(outline.long, bands)?;
        index.postings = postings.telling_quoted(index.n_tokens());
        pieces.band_of = index.bands_of_documents();
        index.dictionary = dictionary;
        for unit in quoted {
            index.postings.quoted.set(index.unit(unit).first);
        }
        index.pieces = Some(Box::new(pieces));
        Some(index)
    }

    /// Takes a piece that was noted. Whether it is what it should be; a damaged one is not taken.
    pub fn bring(&mut self, piece: Piece, bytes: Vec<u8>) -> bool {
        self.corrected.take();
        let Some(pieces) = &mut self.pieces else {
            return false;
        };
        match piece {
            Piece::Families => {
                self.relate(&bytes);
                return true;
            }
            Piece::Terms(number) => {
                let end = self.postings.end();
                return self.dictionary.bring(number, bytes.into(), end);
            }
            Piece::Postings(number) => return self.postings.bring(number, bytes.into()),
            Piece::Heard(number) => return pieces.heard.bring(number, bytes.into()),
            Piece::Forms(number) => {
                let called: Option<Vec<(String, String, Vec<String>)>> = decode(&bytes);
                let (Some(called), Some(names)) = (called, pieces.names.get_mut(number as usize))
                else {
                    return false;
                };
                let called = called
                    .into_iter()
                    .map(|(folded, canonical, forms)| (folded, Called { canonical, forms }));
                names.called = called.collect::<Vec<_>>().into();
                return names.is_sorted();
            }
            Piece::Speakers => {
                let Some(speakers) = decode::<Vec<(String, u32)>>(&bytes) else {
                    return false;
                };
                let (speakers, starts) = speakers.into_iter().unzip();
                self.speakers = speakers;
                pieces.speakers = Some(starts);
            }
            Piece::Names => {
                let Some(names) = decode::<Vec<(String, Vec<String>, u32)>>(&bytes) else {
                    return false;
                };
                let names = names
                    .into_iter()
                    .map(|(canonical, forms, at)| (Called { canonical, forms }, at));
                let (names, starts) = names.unzip();
                self.names = names;
                pieces.named = Some(starts);
            }
        }
        true
    }

    /// The pieces that were noted since this was last asked.
    pub fn wanted(&self) -> Vec<Piece> {
        let wanted = (self.pieces.as_ref()).map_or(Vec::new(), |it| it.wanted.take());
        if !wanted.is_empty() {
            // What was worked out meanwhile may be wrong.
            self.corrected.take();
        }
        wanted
    }

    /// Gets ready for `query`: notes what any search for it needs, all at once rather than one
    /// after the other. To be asked again until nothing is wanted.
    pub fn prepare(&mut self, query: &Query) -> Vec<Piece> {
        let Some(pieces) = &self.pieces else {
            return Vec::new();
        };
        let all = words_of(&query.pieces);
        let is_open = |it: &Word| it.is_open && (all.len() == 1 || it.folded.chars().count() > 1);
        {
            let _all = pieces.wanted.together();
            for word in &all {
                self.dictionary.find(&word.folded);
                if word.has_forms && word.folded.len() >= 3 {
                    let class = stem(&word.folded);
                    (self.dictionary).beginning(beginning_of_class(&class), &mut |_, _| {});
                }
                if is_open(word) {
                    self.dictionary.beginning(&word.folded, &mut |_, _| {});
                }
            }
            if !query.is_literal {
                let folded: Vec<&str> = all.iter().map(|it| it.folded.as_str()).collect();
                for n_words in 1..=MAX_NAME_WORDS.min(folded.len()) {
                    for words in folded.windows(n_words) {
                        self.called(&words.join(" "));
                    }
                }
            }
            for filter in &query.filters {
                match filter.field {
                    Field::Speaker if pieces.speakers.is_none() => {
                        pieces.wanted.note(Piece::Speakers);
                    }
                    Field::Name if pieces.named.is_none() => pieces.wanted.note(Piece::Names),
                    _ => {}
                }
            }
        }
        let wanted = self.wanted();
        if !wanted.is_empty() {
            return wanted;
        }
        {
            let _all = pieces.wanted.together();
            let want = |at| self.postings.want(at, &self.scope);
            for word in &all {
                match word.has_forms {
                    true => {
                        let forms = plain_forms(self, &word.folded);
                        forms.all.iter().for_each(|it| want(it.at));
                    }
                    false => self.dictionary.get(&word.folded).into_iter().for_each(want),
                }
                if is_open(word) {
                    self.beginning(&word.folded, &mut |_, at| want(at));
                }
            }
            self.spoken = self.standing(query, Field::Speaker);
            self.named = self.standing(query, Field::Name);
        }
        self.wanted()
    }

    /// The band of the corpus that each document lies in, to the last one of which anything can be
    /// found.
    fn bands_of_documents(&self) -> Vec<Option<u8>> {
        let last = self.units().last();
        let mut bands = vec![None; last.map_or(0, |it| it.document.0 as usize + 1)];
        let mut band = 0;
        for unit in self.units() {
            let at = &mut bands[unit.document.0 as usize];
            if at.is_none() {
                let rest = &self.postings.bands()[band..];
                band += rest.iter().take_while(|it| **it <= unit.first).count();
                // One without words may begin where the last band ends.
                *at = Some(band.min(N_BANDS as usize - 1) as u8);
            }
        }
        bands
    }

    /// In which units the speakers or names stand that filters of `query` mean, as sorted pairs of
    /// unit and number.
    fn standing(&self, query: &Query, field: Field) -> Vec<(u32, u32)> {
        let Some(pieces) = &self.pieces else {
            return Vec::new();
        };
        let starts = match field {
            Field::Speaker => &pieces.speakers,
            _ => &pieces.named,
        };
        let starts = starts.as_deref().unwrap_or_default();
        let mut pairs = Vec::new();
        let mut units = Vec::new();
        for filter in query.filters.iter().filter(|it| it.field == field) {
            let value = fold(&filter.value);
            let is_meant = |number: usize| match field {
                Field::Speaker => is_name(&value, &self.speakers[number]),
                _ => self.names[number]
                    .forms
                    .iter()
                    .any(|it| is_name(&value, it)),
            };
            for (number, start) in starts.iter().enumerate().filter(|it| is_meant(it.0)) {
                units.clear();
                let n_units = self.n_units() as u32;
                (pieces.heard).read(*start, &Scope::default(), n_units, &mut units);
                pairs.extend(units.iter().map(|it| (*it, number as u32)));
            }
        }
        pairs.order();
        pairs.dedup();
        pairs
    }
}

impl Pieces {
    /// The name that is called so.
    pub(super) fn called(&self, folded: &str) -> Option<&Called> {
        let after = self.names.partition_point(|it| *it.first <= *folded);
        let number = after.checked_sub(1)?;
        let Some(called) = self.names[number].called.get() else {
            self.wanted.note(Piece::Forms(number as u32));
            return None;
        };
        let at = called.binary_search_by(|it| it.0.as_str().cmp(folded));
        Some(&called[at.ok()?].1)
    }
}

impl Names {
    fn is_sorted(&self) -> bool {
        let called = self.called.get();
        called.is_some_and(|it| it.is_sorted_by(|a, b| a.0 < b.0))
    }
}

/// Lists of places, cut into stretches.
struct Stretches {
    n_bytes: usize,
    done: Vec<Vec<u8>>,
    starts: Vec<u32>,
    /// Where the last one begins.
    start: u32,
    last: Vec<u8>,
}

impl Stretches {
    /// None yet; each is to have about `n_bytes`.
    fn new(n_bytes: usize) -> Stretches {
        Stretches {
            n_bytes,
            done: Vec::new(),
            starts: Vec::new(),
            start: 0,
            last: Vec::new(),
        }
    }

    fn end(&self) -> u32 {
        self.start + self.last.len() as u32
    }

    /// Adds a list, which is never parted; how many bytes it is.
    fn add(&mut self, written: &[u8]) -> u32 {
        if self.last.len() + written.len() > self.n_bytes {
            self.close();
        }
        self.last.extend_from_slice(written);
        written.len() as u32
    }

    /// What is added now begins a stretch.
    fn close(&mut self) {
        if self.last.is_empty() {
            return;
        }
        self.starts.push(self.start);
        self.start = self.end();
        self.done.push(std::mem::take(&mut self.last));
    }

    /// Where the stretches begin, and where the last one ends.
    fn finished(
        mut self,
        piece: fn(u32) -> Piece,
        pieces: &mut Vec<(Piece, Vec<u8>)>,
    ) -> (Vec<u32>, u32) {
        self.close();
        let numbered = (0..).map(piece).zip(self.done);
        pieces.extend(numbered);
        (self.starts, self.start)
    }
}

/// What can be found, as it was written.
struct Units {
    places: Vec<Findable>,
    lengths: Vec<u32>,
    /// Those at whose first word someone is quoted.
    quoted: Vec<u32>,
}

impl Units {
    fn read(bytes: &[u8], n_documents: u32) -> Option<Units> {
        let mut rest = bytes;
        let mut column = || {
            let n_bytes = take(&mut rest)? as usize;
            let (column, after) = rest.split_at_checked(n_bytes)?;
            rest = after;
            Some(column)
        };
        let (mut counts, mut skipped) = (column()?, column()?);
        let (kinds, mut written) = (column()?, column()?);
        let mut units = Units {
            places: Vec::with_capacity(kinds.len()),
            lengths: Vec::with_capacity(kinds.len()),
            quoted: Vec::new(),
        };
        let mut kinds = kinds.iter();
        for document in (0..n_documents).map(DocumentId) {
            if counts.is_empty() {
                break;
            }
            let mut number = 0_u32;
            for _ in 0..take(&mut counts)? {
                let kind = kinds.next()?;
                number = number.checked_add(take(&mut skipped)?)?;
                let length = take(&mut written)?;
                if kind >> 7 == 1 && length > 0 {
                    units.quoted.push(units.lengths.len() as u32);
                }
                let kind = *PassageKind::ALL.get(usize::from(kind & 0x7f))?;
                units.places.push((document, number.checked_sub(1), kind));
                units.lengths.push(length);
                number += 1;
            }
        }
        let is_read = [counts, skipped, written].iter().all(|it| it.is_empty());
        (is_read && kinds.len() == 0).then_some(units)
    }
}

/// A word of a query.
struct Word {
    folded: String,
    /// Whether other forms of it answer, too: not in a phrase.
    has_forms: bool,
    /// Whether it may be the beginning of others.
    is_open: bool,
}

/// The words of a query as the dictionary has them, whatever is asked of them.
fn words_of(nodes: &[Node]) -> Vec<Word> {
    let mut words = Vec::new();
    for node in nodes {
        let (typed, has_forms, is_unfinished) = match node {
            Node::Word {
                typed,
                is_unfinished,
                mode,
            } => (typed, true, *is_unfinished || *mode == Mode::Prefix),
            Node::Phrase {
                typed,
                is_unfinished,
            } => (typed, false, *is_unfinished),
            Node::Near { left, right, .. } => {
                for it in [left, right] {
                    words.extend(words_of(std::slice::from_ref(it)));
                }
                continue;
            }
            Node::Or(nodes) | Node::All(nodes) => {
                words.extend(words_of(nodes));
                continue;
            }
            Node::Without(inner) => {
                words.extend(words_of(std::slice::from_ref(inner)));
                continue;
            }
        };
        let folded = fold(typed);
        let n_before = words.len();
        for segment in segments(&folded) {
            let positions = segment.positions(&folded);
            words.extend(positions.iter().map(|it| Word {
                folded: it.term.to_owned(),
                has_forms,
                is_open: false,
            }));
        }
        if let Some(last) = words[n_before..].last_mut() {
            last.is_open = is_unfinished;
        }
    }
    words
}
