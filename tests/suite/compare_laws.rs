//! Laws of names and comparison, on arbitrary documents.

use std::collections::BTreeSet;

use crossread::builder;
use crossread::compare::{Alignment, Comparer, Known, Reviewed, are_links, find};
use crossread::corpus::{Corpus, Document, DocumentId, Passage, PassageKind, Topic};
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

fn compared(corpus: &Corpus) -> Comparer {
    let names = Names::find(corpus);
    let links = find(corpus, &names, Known::default());
    assert!(are_links(&links, corpus));
    Comparer::new(links, &names)
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
        let ids: Vec<DocumentId> = corpus.ids().map(|(id, _)| id).collect();
        let comparer = compared(&corpus);
        let alignment = comparer.align(&corpus, &ids, &[]);
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
            for it in comparer.counterparts(&corpus, id) {
                let other = &corpus.documents[it.other.document.0 as usize];
                prop_assert!(it.other.document != id && it.other_sentence.fits(&other.text));
            }
        }
    }

    #[test]
    fn what_somebody_says_of_two_sentences_wins(corpus in corpus(), a: usize, b: usize, same: bool) {
        let place = |at: usize, document: usize| {
            let id = DocumentId(document as u32);
            let sentences: Vec<Span> = corpus.document(id)?.body()
                .flat_map(|(_, it)| it.sentences.clone())
                .collect();
            Some((id, *sentences.get(at % sentences.len().max(1))?))
        };
        let (Some(one), Some(other)) = (place(a, 0), place(b, 1)) else {
            return Ok(());
        };
        let names = Names::find(&corpus);
        let reviewed = [Reviewed { sentences: [other, one], same }];
        let links = find(&corpus, &names, Known { reviewed: &reviewed, ..Known::default() });
        prop_assert!(are_links(&links, &corpus));
        let unreviewed = find(&corpus, &names, Known::default());
        // Whether a publisher says it when the bundle is built, or a reader afterwards.
        for (links, said_later) in [(links, &[][..]), (unreviewed, &reviewed)] {
            let comparer = Comparer::new(links, &names);
            let alignment = comparer.align(&corpus, &[one.0, other.0], said_later);
            let mut rows = together(&alignment).into_iter();
            prop_assert_eq!(rows.any(|it| it.contains(&one) && it.contains(&other)), same);
        }
    }

    #[test]
    fn the_lead_does_not_change_what_stands_together(corpus in corpus(), turn in 0..5_usize) {
        let comparer = compared(&corpus);
        let mut ids: Vec<DocumentId> = corpus.ids().map(|(id, _)| id).take(5).collect();
        let straight = together(&comparer.align(&corpus, &ids, &[]));
        ids.reverse();
        let by = turn % ids.len().max(1);
        ids.rotate_left(by);
        prop_assert_eq!(together(&comparer.align(&corpus, &ids, &[])), straight);
    }
}

#[test]
fn unknown_and_repeated_documents_are_left_out() {
    let corpus = Corpus {
        documents: vec![document(&["One.".to_owned()])],
        ..Corpus::default()
    };
    let comparer = compared(&corpus);
    let asked = [DocumentId(7), DocumentId(0), DocumentId(0)];
    assert_eq!(
        comparer.align(&corpus, &asked, &[]).documents,
        [DocumentId(0)]
    );
}

#[test]
fn sentences_that_make_one_statement_stand_in_one_row() {
    let texts = [
        "Nobody signed.",
        "It rained. They left it unsigned.",
        "The sun shone.",
    ];
    let corpus = Corpus {
        topics: vec![Topic {
            label: "Unsigned".to_owned(),
            query: "unsigned OR nobody".to_owned(),
            is_statement: true,
        }],
        documents: (0..)
            .zip(texts)
            .map(|(key, text): (u32, &str)| Document {
                key: key.to_string(),
                ..Document::of_text(text)
            })
            .collect(),
        ..Corpus::default()
    };
    let bundle = builder::bundle(corpus);
    let comparer = Comparer::new(bundle.links.clone(), &bundle.names);
    let ids: Vec<DocumentId> = bundle.corpus.ids().map(|it| it.0).collect();
    let shared = |alignment: &Alignment| {
        let rows = alignment.rows.iter().filter(|it| it.band.is_some());
        rows.map(|it| it.cells.iter().map(Vec::len).collect())
            .collect::<Vec<Vec<usize>>>()
    };
    assert_eq!(
        shared(&comparer.align(&bundle.corpus, &ids, &[])),
        [[1, 1, 0]]
    );
    assert_eq!(comparer.counterparts(&bundle.corpus, ids[1]).len(), 1);
    // One more statement than the corpus has topics is no sound bundle.
    let without = Corpus {
        topics: Vec::new(),
        ..bundle.corpus.clone()
    };
    assert!(are_links(&bundle.links, &bundle.corpus) && !are_links(&bundle.links, &without));
}

#[test]
fn of_many_copies_any_two_stand_side_by_side() {
    let documents = (0..60).map(|it| Document {
        key: it.to_string(),
        ..Document::of_text(
            "The dam at Orrin burst at dawn.\n\nEngineer Mara Quill had warned of cracks.",
        )
    });
    let corpus = Corpus {
        documents: documents.collect(),
        ..Corpus::default()
    };
    let comparer = compared(&corpus);
    for ids in [[0, 59], [17, 42], [58, 1]].map(|it| it.map(DocumentId)) {
        let rows = comparer.align(&corpus, &ids, &[]).rows;
        assert_eq!(rows.len(), 2);
        assert!(
            rows.iter()
                .all(|it| it.cells.iter().all(|it| it.len() == 1))
        );
    }
}
