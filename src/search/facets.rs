//! What filters keep, and which values would narrow further.

use std::borrow::Cow;

use super::index::Index;
use super::query::{Field, FilterClause};
use super::{Facets, Reading};
use crate::corpus::{Corpus, Document, DocumentId, content_hash};
use crate::order::Order;
use crate::table::Table;
use crate::text::{fold, words};

/// What the filters of a query keep.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// By document, for each field that documents have.
    documents: [Choice; N_DOCUMENT_FIELDS],
    /// By speaker.
    speakers: Choice,
    /// By name.
    names: Choice,
    /// How the filters were read.
    pub(super) reading: Vec<Reading>,
}

/// What documents state of themselves, and filters go by.
const DOCUMENT_FIELDS: [Field; N_DOCUMENT_FIELDS] = [
    Field::Source,
    Field::Via,
    Field::Kind,
    Field::Language,
    Field::Date,
];
const N_DOCUMENT_FIELDS: usize = 5;

/// Values kept and values left out.
#[derive(Debug, Default)]
struct Choice {
    /// `None` keeps all.
    wanted: Option<Vec<bool>>,
    unwanted: Vec<bool>,
}

impl Choice {
    /// Several wanted values are alternatives; one that is unwanted is left out in any case.
    fn add(&mut self, meant: &[bool], excluded: bool) {
        let values = if excluded {
            &mut self.unwanted
        } else {
            self.wanted.get_or_insert_default()
        };
        values.resize(meant.len(), false);
        for (value, meant) in values.iter_mut().zip(meant) {
            *value |= meant;
        }
    }

    /// Whether a text with these values is kept.
    fn keeps(&self, values: impl Iterator<Item = u32> + Clone) -> bool {
        let has = |list: &[bool]| {
            let mut values = values.clone();
            values.any(|it| list.get(it as usize).copied().unwrap_or_default())
        };
        self.wanted.as_deref().is_none_or(has) && !has(&self.unwanted)
    }
}

impl Kept {
    /// Meets `filters` with what the corpus has.
    pub(super) fn new(index: &Index, corpus: &Corpus, filters: &[FilterClause]) -> Kept {
        let mut kept = Kept::default();
        for clause in filters {
            let value = fold(&clause.value);
            let excluded = clause.excluded;
            let named = |all: &[String]| -> Vec<bool> {
                all.iter().map(|it| is_name(&value, it)).collect()
            };
            let (meant, met) = match clause.field {
                Field::Speaker => {
                    let meant = named(&index.speakers);
                    kept.speakers.add(&meant, excluded);
                    let met = index.speakers.iter().zip(&meant).filter(|it| *it.1);
                    (Vec::new(), met.map(|it| it.0.clone()).collect())
                }
                Field::Name => {
                    let forms = index.names.iter();
                    let meant: Vec<bool> = forms
                        .map(|it| it.forms.iter().any(|form| is_name(&value, form)))
                        .collect();
                    kept.names.add(&meant, excluded);
                    let met = index.names.iter().zip(&meant).filter(|it| *it.1);
                    (Vec::new(), met.map(|it| it.0.canonical.clone()).collect())
                }
                field => {
                    let documents = corpus.documents.iter();
                    let meant: Vec<bool> = match field {
                        Field::Source => sources(&value, &corpus.documents),
                        Field::Date => documents.map(|it| is_dated(clause, it)).collect(),
                        _ => documents.map(|it| states(field, &value, it)).collect(),
                    };
                    let choices = DOCUMENT_FIELDS.iter().zip(&mut kept.documents);
                    for (_, choice) in choices.filter(|it| *it.0 == field) {
                        choice.add(&meant, excluded);
                    }
                    (meant, Vec::new())
                }
            };
            let name = clause.value.clone();
            let n_documents = meant.iter().filter(|it| **it).count() as u32;
            kept.reading.push(match clause.field {
                Field::Source => Reading::Source {
                    name,
                    excluded,
                    n_documents,
                },
                Field::Speaker => Reading::Speaker {
                    name,
                    excluded,
                    met,
                },
                field => Reading::Filter {
                    field: field.name().trim_end_matches(':').to_owned(),
                    value: name,
                    excluded,
                    is_met: n_documents > 0 || !met.is_empty(),
                },
            });
        }
        kept
    }

    /// Whether a document is kept by all fields but `other`.
    pub(super) fn keeps_document(&self, document: DocumentId, other: Option<Field>) -> bool {
        let choices = DOCUMENT_FIELDS.iter().zip(&self.documents);
        let mut choices = choices.filter(|it| Some(*it.0) != other);
        choices.all(|it| it.1.keeps(std::iter::once(document.0)))
    }

    fn keeps_speakers(&self, index: &Index, unit: u32) -> bool {
        self.speakers.keeps(index.speakers_of(unit))
    }

    fn keeps_names(&self, index: &Index, unit: u32) -> bool {
        self.names.keeps(index.names_of(unit))
    }

    /// Whether a unit passes all filters.
    pub(super) fn keeps(&self, index: &Index, unit: u32) -> bool {
        self.keeps_document(index.unit(unit).document, None)
            && self.keeps_speakers(index, unit)
            && self.keeps_names(index, unit)
    }

    /// Whether only passages with someone's words are kept.
    pub(super) fn wants_speakers(&self) -> bool {
        self.speakers.wanted.is_some()
    }

    /// Counts `units`, which answer the words of the query, by what they could be narrowed to.
    ///
    /// Each count disregards the filters of its own field, so that a reader sees what a second
    /// source would add. Linear in the units, and what is said of each.
    pub(super) fn facets(
        &self,
        index: &Index,
        corpus: &Corpus,
        units: impl Iterator<Item = u32>,
    ) -> Facets {
        let n_documents = corpus.documents.len();
        let mut by_document = [(); N_DOCUMENT_FIELDS].map(|()| vec![0; n_documents]);
        let mut by_speaker = vec![0; index.speakers.len()];
        let mut by_name = vec![0; index.names.len()];
        for unit in units {
            let document = index.unit(unit).document;
            let (speakers, names) = (
                self.keeps_speakers(index, unit),
                self.keeps_names(index, unit),
            );
            for (field, counts) in DOCUMENT_FIELDS.iter().zip(&mut by_document) {
                if speakers
                    && names
                    && self.keeps_document(document, Some(*field))
                    && let Some(count) = counts.get_mut(document.0 as usize)
                {
                    *count += 1;
                }
            }
            if self.keeps_document(document, None) {
                if names {
                    index
                        .speakers_of(unit)
                        .for_each(|it| by_speaker[it as usize] += 1);
                }
                if speakers {
                    index
                        .names_of(unit)
                        .for_each(|it| by_name[it as usize] += 1);
                }
            }
        }
        let canonical = index.names.iter().map(|it| it.canonical.clone());
        let [sources, by_document @ ..] = by_document;
        let fields = DOCUMENT_FIELDS[1..].iter().zip(by_document);
        let mut stated = fields.map(|(field, counts)| {
            let counted = corpus.documents.iter().zip(counts);
            let mut values: Table<(String, u32)> = Table::default();
            for (document, count) in counted.filter(|it| it.1 > 0) {
                let value = stated(*field, document);
                let sum = values.entry(content_hash(&value));
                if sum.1 == 0 {
                    sum.0 = value.into_owned();
                }
                sum.1 += count;
            }
            let values = values.into_entries().into_iter().map(|it| it.1);
            most_first(values.filter(|it| !it.0.is_empty()).collect())
        });
        let mut next = || stated.next().unwrap_or_default();
        let (via, kinds, languages, mut years) = (next(), next(), next(), next());
        years.order();
        Facets {
            sources: corpus.ids().map(|it| it.0).zip(sources).collect(),
            outlets: Vec::new(),
            speakers: most_first(index.speakers.iter().cloned().zip(by_speaker).collect()),
            via,
            kinds,
            languages,
            years,
            names: most_first(canonical.zip(by_name).collect()),
        }
    }
}

/// The values that have hits, each once, most hits first; as many stay in the order of names.
pub(super) fn most_first(mut values: Vec<(String, u32)>) -> Vec<(String, u32)> {
    values.retain(|it| it.1 > 0);
    values.order();
    values.dedup_by(|next, first| {
        let same = next.0 == first.0;
        first.1 += if same { next.1 } else { 0 };
        same
    });
    // Stable.
    values.order_by_key(|it| std::cmp::Reverse(it.1));
    values
}

/// What a document states in `field`; empty when it states nothing. Of a date the year.
fn stated(field: Field, document: &Document) -> Cow<'_, str> {
    match field {
        Field::Via => document.carried_by.as_deref().unwrap_or_default().into(),
        Field::Kind => document.kind.as_deref().unwrap_or_default().into(),
        Field::Language => document.language.as_str().into(),
        Field::Date => {
            let year = document.date.as_ref().map(|it| it.first.year);
            year.map_or(String::new(), |it| it.to_string()).into()
        }
        _ => Cow::default(),
    }
}

/// Whether the words of `value` (folded) begin those of what the document states.
fn states(field: Field, value: &str, document: &Document) -> bool {
    let stated = stated(field, document);
    !stated.is_empty() && is_name(value, &stated)
}

fn is_dated(clause: &FilterClause, document: &Document) -> bool {
    match (&clause.date, &document.date) {
        (Some(range), Some(date)) => range.overlaps(date),
        _ => false,
    }
}

/// Which documents `value` (folded) means: those of an outlet, and those whose key begins so. A
/// whole key, with or without its hash, means no longer ones.
fn sources(value: &str, documents: &[Document]) -> Vec<bool> {
    let keys: Vec<String> = documents.iter().map(|it| fold(&it.key)).collect();
    let is_whole = |key: &String| {
        let readable = key.rsplit_once('-').map(|it| it.0);
        key == value || readable == Some(value)
    };
    let is_any_whole = keys.iter().any(is_whole);
    let is_key = |key: &String| match is_any_whole {
        true => is_whole(key),
        false => key.starts_with(value),
    };
    let outlets = documents.iter().map(|it| is_name(value, &it.outlet));
    keys.iter()
        .zip(outlets)
        .map(|(key, is_outlet)| is_outlet || is_key(key))
        .collect()
}

/// Whether the words of `value` (folded) begin words of `name`, in the same order.
pub(super) fn is_name(value: &str, name: &str) -> bool {
    let name = fold(name);
    let mut names = words(&name).map(|it| it.of_text(&name));
    words(value).all(|part| names.any(|it| it.starts_with(part.of_text(value))))
}

#[cfg(test)]
mod tests {
    use super::super::tests::corpus;
    use super::*;

    #[test]
    fn a_name_is_met_by_beginnings_of_its_words() {
        for (value, name, expected) in [
            ("ria", "RIA Novosti", true),
            ("ria novosti", "RIA Novosti", true),
            ("nov", "RIA Novosti", true),
            ("novosti ria", "RIA Novosti", false),
            ("lavrov", "Sergei Lavrov", true),
            ("avrov", "Sergei Lavrov", false),
            ("abe shinzo", "ABE Shinzō", true),
            ("安倍", "安倍晋三", true),
        ] {
            assert_eq!(is_name(value, name), expected, "{value} {name}");
        }
    }

    #[test]
    fn a_source_is_an_outlet_or_a_key() {
        let mut corpus = corpus(&["", "", "", ""]);
        let keys = ["kawai-1f", "kawai-2-2f", "abe-3f", "kawai-4-4f"];
        let outlets = ["RIA Novosti", "RIA Novosti", "TASS", "Kawai Weekly"];
        for ((document, key), outlet) in corpus.documents.iter_mut().zip(keys).zip(outlets) {
            document.key = key.to_owned();
            document.outlet = outlet.to_owned();
        }
        for (value, expected) in [
            ("ria", [true, true, false, false]),
            ("kawa", [true, true, false, true]),
            ("kawai", [true, false, false, true]),
            ("kawai-2", [false, true, false, false]),
            ("kawai-2-2f", [false, true, false, false]),
            ("xinhua", [false; 4]),
        ] {
            assert_eq!(sources(value, &corpus.documents), expected, "{value}");
        }
    }

    #[test]
    fn unwanted_goes_before_wanted() {
        let mut choice = Choice::default();
        assert!(choice.keeps([0].into_iter()));
        choice.add(&[true, true, false], false);
        choice.add(&[false, true, false], true);
        let kept = [0, 1, 2, 9].map(|it| choice.keeps([it].into_iter()));
        assert_eq!(kept, [true, false, false, false]);
        assert!(!choice.keeps([].into_iter()));
        assert!(!choice.keeps([0, 1].into_iter()));
    }
}
