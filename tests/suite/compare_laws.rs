//! Laws of names and comparison, on arbitrary documents.

use std::collections::BTreeSet;

use crossread::compare::{Alignment, Weights};
use crossread::corpus::{Corpus, Document, DocumentId, Passage, PassageKind};
use crossread::names::Names;
use crossread::text::Span;
use proptest::prelude::*;

fn document(paragraphs: &[String]) -> Document {
    let mut text = String::new();
    let mut passages = Vec::new();
    for paragraph in paragraphs {
        let start = text.len();
        text.push_str(paragraph);
        let span = Span::new(start..text.len());
        text.push_str("\n\n");
        passages.push(Passage::new(&text, span, PassageKind::Body));
    }
    Document {
        text,
        passages,
        ..Document::default()
    }
}

/// Words that meet every rule, and anything at all between them.
fn paragraph() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        6 => prop::sample::select(vec![
            "Japan", "Tokyo’s", "Moscow", "the", "U.S.", "1956 declaration", "Kurils", "not", "two",
            "hand over", "President Ada Stone", "Stone", "said", "Iturup, Kunashir and Shikotan",
            "May", "1855", "treaty", "agreed", ";", ".", ". ", "北方領土の返還を", "Путина",
            "World War II", "in November", "’s", "-",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
    ];
    prop::collection::vec(word, 0..24).prop_map(|it| it.join(" "))
}

fn corpus() -> impl Strategy<Value = Corpus> {
    let document = prop::collection::vec(paragraph(), 0..4).prop_map(|it| document(&it));
    prop::collection::vec(document, 0..6).prop_map(|documents| Corpus {
        documents,
        ..Corpus::default()
    })
}

/// What shares a row, without order.
fn together(alignment: &Alignment) -> BTreeSet<BTreeSet<(DocumentId, Span)>> {
    let rows = alignment.rows.iter().map(|row| {
        let cells = alignment.documents.iter().zip(&row.cells);
        cells
            .flat_map(|(&id, cells)| cells.iter().map(move |it| (id, it.sentence)))
            .collect()
    });
    rows.collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn mentions_lie_in_the_text_in_order(text in paragraph()) {
        let corpus = Corpus {
            documents: vec![document(std::slice::from_ref(&text))],
            ..Corpus::default()
        };
        let names = Names::find(&corpus);
        let mut end = 0;
        for it in names.mentions(&text) {
            prop_assert!(it.span.fits(&text) && !it.span.is_empty() && it.span.start >= end);
            prop_assert!((it.name.0 as usize) < names.entries.len());
            end = it.span.end;
        }
        let sorted = names.entries.is_sorted_by(|a, b| a.canonical <= b.canonical);
        prop_assert!(sorted);
        prop_assert!(names.entries.iter().all(|it| it.forms.contains(&it.canonical)));
    }

    #[test]
    fn every_sentence_has_one_row_of_its_own_and_marks_lie_inside(corpus in corpus()) {
        let names = Names::find(&corpus);
        let ids: Vec<DocumentId> = corpus.ids().map(|(id, _)| id).collect();
        let weights = Weights::new(&corpus, &names);
        let alignment = weights.align(&corpus, &ids);
        let (mut seen, mut also) = (Vec::new(), Vec::new());
        for row in &alignment.rows {
            prop_assert_eq!(row.cells.len(), alignment.documents.len());
            let filled = row.cells.iter().filter(|it| !it.is_empty()).count();
            prop_assert_eq!(row.band.is_some(), filled > 1);
            for (&id, cells) in alignment.documents.iter().zip(&row.cells) {
                let text = &corpus.documents[id.0 as usize].text;
                // A sentence that reports this too stands here alone of its document.
                let too = cells.iter().filter(|it| it.also).map(|it| (id, it.sentence));
                also.extend(too);
                prop_assert!(cells.len() == 1 || cells.iter().all(|it| !it.also));
                for cell in cells {
                    if !cell.also {
                        seen.push((id, cell.sentence));
                    }
                    let mut end = cell.sentence.start;
                    for (span, _) in &cell.marks {
                        prop_assert!(span.fits(text) && cell.sentence.contains(*span));
                        prop_assert!(span.start >= end && !span.is_empty());
                        end = span.end;
                    }
                }
            }
        }
        let mut all: Vec<(DocumentId, Span)> = Vec::new();
        for (&id, document) in alignment.documents.iter().zip(&corpus.documents) {
            let sentences = document.body().flat_map(|(_, it)| &it.sentences);
            all.extend(sentences.map(|&it| (id, it)));
        }
        seen.sort();
        prop_assert!(also.iter().all(|it| seen.contains(it)));
        also.sort();
        prop_assert!(also.is_sorted_by(|a, b| a < b), "one row more at most");
        prop_assert_eq!(seen, all);
        for &id in &ids {
            for it in weights.counterparts(&corpus, id) {
                let other = &corpus.documents[it.other.document.0 as usize];
                prop_assert!(it.other.document != id && it.other_sentence.fits(&other.text));
            }
        }
    }

    #[test]
    fn the_lead_does_not_change_what_stands_together(corpus in corpus(), turn in 0..5_usize) {
        let weights = Weights::new(&corpus, &Names::find(&corpus));
        let mut ids: Vec<DocumentId> = corpus.ids().map(|(id, _)| id).take(5).collect();
        let straight = together(&weights.align(&corpus, &ids));
        ids.reverse();
        let by = turn % ids.len().max(1);
        ids.rotate_left(by);
        prop_assert_eq!(together(&weights.align(&corpus, &ids)), straight);
    }
}

#[test]
fn unknown_and_repeated_documents_are_left_out() {
    let corpus = Corpus {
        documents: vec![document(&["One.".to_owned()])],
        ..Corpus::default()
    };
    let weights = Weights::new(&corpus, &Names::default());
    let asked = [DocumentId(7), DocumentId(0), DocumentId(0)];
    assert_eq!(weights.align(&corpus, &asked).documents, [DocumentId(0)]);
}
