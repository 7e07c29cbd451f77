//! The corpus that comes with the page, as the builder makes it.

use std::fs;

use crossread::builder;
use crossread::bundle::{self, Bundle};
use crossread::engine::Engine;
use crossread::protocol::{Request, Response, Shelf};
use crossread::quotes::Statement;

/// The bundle of assets/corpus.
pub(crate) fn bundle() -> Bundle {
    let files = fs::read_dir("assets/corpus")
        .expect("the default corpus is there")
        .flatten();
    let files = files.map(|it| {
        let bytes = fs::read(it.path()).expect("its files can be read");
        (it.file_name().to_string_lossy().into_owned(), bytes)
    });
    let (corpus, problems) = builder::corpus_of_files(files.collect::<Vec<_>>());
    assert_eq!(problems, [], "the default corpus has problems");
    builder::bundle(corpus)
}

/// An engine with it open, and its shelf.
pub(crate) fn engine() -> (Engine, Shelf) {
    let mut engine = Engine::default();
    match engine.answer(Request::Open(bundle::encode(&bundle()))) {
        Response::Opened(shelf) => (engine, shelf),
        other => panic!("it did not open: {other:?}"),
    }
}

#[test]
fn it_is_five_accounts_with_a_name_and_topics() {
    let bundle = bundle();
    assert_eq!(bundle.corpus.documents.len(), 5);
    assert_eq!(
        bundle.corpus.title,
        "A peace treaty between Russia and Japan"
    );
    assert!(bundle.corpus.about.contains("in our own words"));
    assert!(bundle.corpus.topics.len() >= 8);
    assert!(bundle.corpus.documents.iter().all(|it| it.date.is_some()));
}

#[test]
fn it_holds_forty_one_pieces_in_quotation_marks() {
    let bundle = bundle();
    let pieces = |it: &Vec<Statement>| it.iter().map(|it| it.pieces.len()).sum();
    let counts: Vec<usize> = bundle.statements.iter().map(pieces).collect();
    assert_eq!(counts, [8, 2, 16, 11, 4]);
}
