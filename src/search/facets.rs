//! What filters keep, and which values would narrow further.

use super::index::Index;
use super::query::{Field, FilterClause};
use super::{Facets, Reading};
use crate::corpus::{Corpus, Document};
use crate::order::Order;
use crate::text::{fold, words};

/// What the filters of a query keep.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// By document.
    sources: Choice,
    /// By speaker.
    speakers: Choice,
    /// How the filters were read.
    pub(super) reading: Vec<Reading>,
}

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
    /// Meets `filters` with the names in the corpus.
    pub(super) fn new(index: &Index, corpus: &Corpus, filters: &[FilterClause]) -> Kept {
        let mut kept = Kept::default();
        for clause in filters {
            let value = fold(&clause.value);
            let name = clause.value.clone();
            let excluded = clause.excluded;
            let reading = match clause.field {
                Field::Source => {
                    let meant = sources(&value, &corpus.documents);
                    kept.sources.add(&meant, excluded);
                    Reading::Source {
                        name,
                        excluded,
                        n_documents: meant.iter().filter(|it| **it).count() as u32,
                    }
                }
                Field::Speaker => {
                    let speakers = index.speakers.iter();
                    let meant: Vec<bool> = speakers.map(|it| is_name(&value, it)).collect();
                    kept.speakers.add(&meant, excluded);
                    let met = index.speakers.iter().zip(meant).filter(|it| it.1);
                    Reading::Speaker {
                        name,
                        excluded,
                        met: met.map(|it| it.0.clone()).collect(),
                    }
                }
                Field::Via | Field::Kind | Field::Language | Field::Date | Field::Name => continue,
            };
            kept.reading.push(reading);
        }
        kept
    }

    /// Whether a unit stands in a source that is kept.
    fn keeps_source(&self, index: &Index, unit: u32) -> bool {
        let document = index.units[unit as usize].document.0;
        self.sources.keeps(std::iter::once(document))
    }

    /// Whether a unit holds the words of speakers that are kept.
    fn keeps_speakers(&self, index: &Index, unit: u32) -> bool {
        let speakers: Vec<u32> = index.speakers_of(unit).collect();
        self.speakers.keeps(speakers.iter().copied())
    }

    /// Whether a unit passes all filters.
    pub(super) fn keeps(&self, index: &Index, unit: u32) -> bool {
        self.keeps_source(index, unit) && self.keeps_speakers(index, unit)
    }

    /// Whether only passages with someone's words are kept.
    pub(super) fn wants_speakers(&self) -> bool {
        self.speakers.wanted.is_some()
    }

    /// Counts `units`, which answer the words of the query, by source and by speaker.
    ///
    /// Either count disregards the filters of its own field, so that a reader sees what a second
    /// source would add.
    pub(super) fn facets(
        &self,
        index: &Index,
        corpus: &Corpus,
        units: impl Iterator<Item = u32>,
    ) -> Facets {
        let mut by_source = vec![0; corpus.documents.len()];
        let mut by_speaker = vec![0; index.speakers.len()];
        for unit in units {
            let document = index.units[unit as usize].document.0 as usize;
            if self.keeps_speakers(index, unit)
                && let Some(count) = by_source.get_mut(document)
            {
                *count += 1;
            }
            if self.keeps_source(index, unit) {
                for speaker in index.speakers_of(unit) {
                    by_speaker[speaker as usize] += 1;
                }
            }
        }
        let named = index.speakers.iter().cloned().zip(by_speaker);
        let mut speakers: Vec<(String, u32)> = named.filter(|it| it.1 > 0).collect();
        // Stable: speakers with as many hits stay in the order of their names.
        speakers.order_by_key(|it| std::cmp::Reverse(it.1));
        Facets {
            sources: corpus.ids().map(|it| it.0).zip(by_source).collect(),
            speakers,
        }
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
fn is_name(value: &str, name: &str) -> bool {
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
