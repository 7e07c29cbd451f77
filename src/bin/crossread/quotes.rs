//! `crossread quotes`: who said what in a folder of articles, as data.

use std::process::ExitCode;

use crossread::app::view::count;
use crossread::bundle::encode;
use crossread::engine::Engine;
use crossread::protocol::{FileQuestion, Question, QuotesQuestion, Request, Response};

use crate::{FormatArgument, Outcome, QuotesArguments, folder, report, say};

pub(crate) fn quotes(arguments: &QuotesArguments) -> Outcome {
    let format = match arguments.json {
        true => FormatArgument::Json,
        false => arguments.format,
    };
    let mut folder = folder::read(&arguments.folder)?;
    let corpus = folder.corpus();
    let bundle = folder.analyze(corpus)?.bundle;
    eprint!(
        "{}{}",
        report::problems(&folder.problems),
        report::passed_over(&folder)
    );
    if bundle.corpus.documents.is_empty() {
        let at = arguments.folder.display();
        return Err(format!("there is no article in {at} that can be read"));
    }
    let mut engine = Engine::default();
    let failed = |response: Response| match response {
        Response::Failed(why) => why,
        _ => "the statements could not be listed".to_owned(),
    };
    let shelf = match engine.answer(Request::Open(encode(&bundle))) {
        Response::Opened(shelf) => shelf,
        other => return Err(failed(other)),
    };
    let question = FileQuestion::Statements(QuotesQuestion::default(), format.into());
    match engine.answer(question.request()) {
        Response::File(text) => say(&text),
        other => return Err(failed(other)),
    }
    let n_statements: u32 = shelf.sources.iter().map(|it| it.n_statements).sum();
    let n_terms: u32 = shelf.sources.iter().map(|it| it.n_terms).sum();
    eprintln!(
        "{}, {}",
        count(n_statements, "statement"),
        count(n_terms, "term")
    );
    Ok(ExitCode::SUCCESS)
}
