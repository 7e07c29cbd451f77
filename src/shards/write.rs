//! A bundle becomes shards.

use std::collections::BTreeMap;

use super::{Columns, File, MAGIC, MAX_FILE_BYTES, ROOT_NAME, Root, Stretch, VERSION};
use super::{hash, keys};
use crate::bundle::{Bundle, crc32};
use crate::corpus::Document;
use crate::engine;
use crate::order::Order;
use crate::protocol::Summary;
use crate::quotes::{Statement, StatementKind};
use crate::search::Piece;
use crate::text::words;

/// Bytes of running text in a stretch of texts, about. Hits are of different documents, so these
/// are smaller than other files.
const TEXT_BYTES: usize = 24 << 10;

/// As of [`Root`]. What a reader waits for half a second on a slow line.
const MEASURE: usize = 128 << 10;

/// Is given the name and the bytes of a file.
pub(super) type Put<'a> = &'a mut dyn FnMut(&str, &[u8]) -> Result<(), String>;

/// Writes the shards of a bundle, the root last: until then they change nothing for readers of an
/// older root. The same bundle gives the same files.
///
/// # Errors
///
/// What `put` says.
pub fn write(bundle: Bundle, put: Put) -> Result<(), String> {
    write_finely(bundle, 1, put)
}

/// [`write()`], all stretches a `divisor`th as long: tests cut small corpora so.
///
/// # Errors
///
/// What `put` says.
pub fn write_finely(mut bundle: Bundle, divisor: usize, put: Put) -> Result<(), String> {
    let mut files = Files {
        put,
        most: MAX_FILE_BYTES / divisor,
        all: Vec::new(),
    };
    let families = bundle.families.clone();
    let parted = engine::index(&mut bundle).cut(divisor);
    let documents = &bundle.corpus.documents;
    let plain = "shards hold only plain data";
    let columns = postcard::to_allocvec(&columns(documents)).expect(plain);
    files.stretch(Stretch::Columns, &columns)?;
    files.stretch(Stretch::Units, &parted.units)?;
    files.stretch(Stretch::Index(Piece::Families), &families)?;
    for (piece, bytes) in parted.pieces {
        files.stretch(Stretch::Index(piece), &bytes)?;
    }
    let numbered = (0..).zip(documents);
    let mut firsts = Vec::new();
    let keys = numbered.map(|(number, it)| (it.key.clone(), number));
    let cut = keys::cut(keys, divisor);
    for (number, (first, bytes)) in (0..).zip(cut) {
        firsts.push(first);
        files.stretch(Stretch::Keys(number), &bytes)?;
    }
    let mut texts = Vec::new();
    let mut before = 0;
    let mut written: Vec<(&Document, &Vec<Statement>)> = Vec::new();
    let mut n_bytes = 0;
    for (number, both) in (0..).zip(documents.iter().zip(&bundle.statements)) {
        written.push(both);
        n_bytes += both.0.text.len() + both.0.title.len();
        let is_last = number as usize + 1 == documents.len();
        if is_last || n_bytes > TEXT_BYTES / divisor {
            let bytes = postcard::to_allocvec(&written).expect(plain);
            files.stretch(Stretch::Texts(texts.len() as u32), &bytes)?;
            texts.push(before);
            before = number + 1;
            written.clear();
            n_bytes = 0;
        }
    }
    let mut all = files.all;
    all.order_by_key(|it| it.0);
    let root = Root {
        summary: summary(&bundle),
        outline: parted.outline,
        measure: (MEASURE / divisor) as u32,
        keys: firsts,
        texts,
        files: all,
    };
    let root = postcard::to_allocvec(&root).expect(plain);
    let mut bytes = MAGIC.to_vec();
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend(crc32(&root).to_le_bytes());
    bytes.extend(root);
    (files.put)(ROOT_NAME, &bytes)
}

/// The files that were written.
struct Files<'a> {
    put: Put<'a>,
    /// No file has more bytes.
    most: usize,
    all: Vec<(Stretch, Vec<File>)>,
}

impl Files<'_> {
    fn stretch(&mut self, stretch: Stretch, bytes: &[u8]) -> Result<(), String> {
        let mut files = Vec::new();
        // One that holds nothing has a file all the same.
        let first = &bytes[..bytes.len().min(self.most)];
        let others = bytes[first.len()..].chunks(self.most);
        for bytes in [first].into_iter().chain(others) {
            let file = File {
                hash: hash(bytes),
                n_bytes: bytes.len() as u32,
            };
            (self.put)(&file.name(), bytes)?;
            files.push(file);
        }
        self.all.push((stretch, files));
        Ok(())
    }
}

fn columns(documents: &[Document]) -> Columns {
    let mut columns = Columns {
        values: vec![String::new()],
        ..Columns::default()
    };
    let mut places: BTreeMap<String, u32> = BTreeMap::from([(String::new(), 0)]);
    let mut place = |value: &str| {
        if let Some(known) = places.get(value) {
            return *known;
        }
        let new = columns.values.len() as u32;
        columns.values.push(value.to_owned());
        places.insert(value.to_owned(), new);
        new
    };
    for it in documents {
        let or_none = |value: &Option<String>| value.clone().unwrap_or_default();
        columns.outlets.push(place(&it.outlet));
        columns.carried_by.push(place(&or_none(&it.carried_by)));
        columns.kinds.push(place(&or_none(&it.kind)));
        columns.languages.push(place(&it.language));
        let date = it.date.as_ref().map(|it| it.edtf.clone());
        columns.dates.push(place(&or_none(&date)));
    }
    columns
}

fn summary(bundle: &Bundle) -> Summary {
    let corpus = &bundle.corpus;
    let mut summary = Summary {
        title: corpus.title.clone(),
        about: corpus.about.clone(),
        topics: corpus.topics.clone(),
        n_documents: corpus.documents.len() as u32,
        ..Summary::default()
    };
    let mut outlets: BTreeMap<&str, u32> = BTreeMap::new();
    let mut years: BTreeMap<u16, u32> = BTreeMap::new();
    for (document, statements) in corpus.documents.iter().zip(&bundle.statements) {
        let is_term = |it: &&Statement| it.kind == StatementKind::Term;
        let n_terms = statements.iter().filter(is_term).count();
        summary.n_statements += (statements.len() - n_terms) as u32;
        for (_, passage) in document.body() {
            summary.n_passages += 1;
            summary.n_words += words(document.passage_text(passage)).count() as u64;
        }
        *outlets.entry(&document.outlet).or_default() += 1;
        if let Some(date) = &document.date {
            *years.entry(date.first.year).or_default() += 1;
        }
    }
    let mut outlets: Vec<(String, u32)> = (outlets.into_iter())
        .map(|(outlet, n)| (outlet.to_owned(), n))
        .collect();
    outlets.order_by_key(|it| std::cmp::Reverse(it.1));
    Summary {
        outlets,
        years: years.into_iter().collect(),
        ..summary
    }
}
