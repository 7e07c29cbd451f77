//! What page and worker send each other survives the wire.

use crossread::protocol::{Request, RequestId, Response, SearchQuestion};

use super::default_corpus;

#[test]
fn requests_and_answers_survive_the_wire() {
    let (mut engine, _) = default_corpus::engine();
    let requests = [
        Request::Overview,
        Request::Corpus,
        Request::Search(SearchQuestion {
            query: "peace treaty".to_owned(),
            limit: 5,
            ..SearchQuestion::default()
        }),
    ];
    for (n, request) in (0..).zip(requests) {
        let bytes = postcard::to_allocvec(&(RequestId(n), &request)).expect("plain data");
        let (id, read): (RequestId, Request) = postcard::from_bytes(&bytes).expect("it is ours");
        assert_eq!((id, &read), (RequestId(n), &request));
        let answer = engine.answer(read);
        let bytes = postcard::to_allocvec(&(id, &answer)).expect("plain data");
        let (_, heard): (RequestId, Response) = postcard::from_bytes(&bytes).expect("it is ours");
        assert_eq!(heard, answer);
    }
}
