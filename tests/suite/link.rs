//! What page and worker send each other survives the wire.

use crossread::corpus::DocumentId;
use crossread::decoder;
use crossread::protocol::{
    CountsQuestion, FileQuestion, LinesQuestion, OverviewQuestion, Request, RequestId, Response,
    SearchQuestion, WhyQuestion,
};
use crossread::search::Sort;

use super::default_corpus;

#[test]
fn requests_and_answers_survive_the_wire() {
    let (mut engine, _) = default_corpus::engine();
    let requests = [
        Request::Overview(OverviewQuestion::default()),
        Request::Corpus,
        Request::Lines(LinesQuestion {
            query: "treaty".to_owned(),
            sort: Sort::Left,
            limit: 3,
            ..LinesQuestion::default()
        }),
        Request::Why(WhyQuestion {
            query: "peace treaty pact".to_owned(),
            literally: true,
            document: DocumentId(1),
            passage: Some(0),
        }),
        Request::Counts(CountsQuestion {
            queries: vec!["treaty".to_owned(), "islands".to_owned()],
        }),
        Request::File(FileQuestion::Lines(LinesQuestion::default())),
        Request::Search(SearchQuestion {
            query: "pece trea".to_owned(),
            limit: 5,
            sort: Sort::Newest,
            ..SearchQuestion::default()
        }),
    ];
    for (n, request) in (0..).zip(requests) {
        let bytes = postcard::to_allocvec(&(RequestId(n), &request)).expect("plain data");
        let (id, read): (RequestId, Request) = decoder::decode(&bytes).expect("it is ours");
        assert_eq!((id, &read), (RequestId(n), &request));
        let answer = engine.answer(read);
        let bytes = postcard::to_allocvec(&(id, &answer)).expect("plain data");
        let (_, heard): (RequestId, Response) = decoder::decode(&bytes).expect("it is ours");
        assert_eq!(heard, answer);
    }
}
