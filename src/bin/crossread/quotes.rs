//! `crossread quotes`: who said what in a folder of articles, as data.

use std::path::Path;
use std::process::ExitCode;

use crossread::app::view::{count, reason_in_words};
use crossread::bundle::{Bundle, encode};
use crossread::csv;
use crossread::engine::Engine;
use crossread::protocol::{
    Question, QuoteView, QuotesAnswer, QuotesQuestion, Request, Response, Shelf, Source,
};
use crossread::quotes::StatementKind;
use crossread::text::Span;

use crate::folder;
use crate::json::{array, object, optional, string};
use crate::{FormatArgument, Outcome, say};

pub(crate) fn quotes(path: &Path, format: FormatArgument) -> Outcome {
    let mut folder = folder::read(path)?;
    eprint!("{}{}", folder.report(), folder.passed_over());
    if folder.corpus.documents.is_empty() {
        let at = path.display();
        return Err(format!("there is no article in {at} that can be read"));
    }
    let bundle = Bundle::from_corpus(std::mem::take(&mut folder.corpus));
    let texts: Vec<String> = (bundle.corpus.documents.iter())
        .map(|it| it.text.clone())
        .collect();
    let (shelf, found) = ask(&bundle)?;
    let rows: Vec<Row> = (found.quotes.iter())
        .filter_map(|quote| {
            Some(Row {
                quote,
                source: shelf.source(quote.document)?,
                text: texts.get(quote.document.0 as usize)?,
            })
        })
        .collect();
    say(&match format {
        FormatArgument::Csv => table(&rows),
        FormatArgument::Json => format!("{}\n", array(rows.iter().map(Row::json))),
        FormatArgument::Jsonl => rows.iter().map(|it| it.json() + "\n").collect(),
    });
    let statements = count(found.n_statements, "statement");
    eprintln!("{statements}, {}", count(found.n_terms, "term"));
    Ok(ExitCode::SUCCESS)
}

/// All statements, with the reasons that the page shows.
fn ask(bundle: &Bundle) -> Result<(Shelf, QuotesAnswer), String> {
    let mut engine = Engine::default();
    let Response::Opened(shelf) = engine.answer(Request::Open(encode(bundle))) else {
        return Err("the articles do not open as a bundle; check the folder".to_owned());
    };
    let question = QuotesQuestion {
        limit: u32::MAX,
        ..QuotesQuestion::default()
    };
    let response = engine.answer(question.request());
    let found = QuotesQuestion::answer(&response).cloned();
    found
        .map(|it| (shelf, it))
        .ok_or_else(|| "the statements could not be listed".to_owned())
}

/// One statement.
struct Row<'a> {
    quote: &'a QuoteView,
    source: &'a Source,
    text: &'a str,
}

impl Row<'_> {
    fn words(&self, span: Span) -> &str {
        span.of_text(self.text)
    }

    /// Where a span stands, in Unicode code points of the text.
    fn range(&self, span: Span) -> [usize; 2] {
        let count = |at: u32| self.text[..at as usize].chars().count();
        [count(span.start), count(span.end)]
    }

    fn kind(&self) -> &'static str {
        self.quote.statement.kind.name()
    }

    fn reason(&self) -> String {
        reason_in_words(self.quote)
    }

    fn date(&self) -> Option<String> {
        self.source.date.as_ref().map(|it| it.edtf.clone())
    }

    fn pieces(&self) -> impl Iterator<Item = &str> {
        let is_term = self.quote.statement.kind == StatementKind::Term;
        let pieces = self.quote.statement.pieces.iter();
        pieces
            .filter(move |_| !is_term)
            .map(|it| self.words(it.words))
    }

    fn json(&self) -> String {
        let statement = &self.quote.statement;
        let [start, end] = self.range(statement.content);
        let speaker = statement.speaker.as_ref();
        let pair = |[start, end]: [usize; 2]| format!("[{start},{end}]");
        let place =
            |span: Option<Span>| span.map_or_else(|| "null".to_owned(), |it| pair(self.range(it)));
        let pieces = statement.pieces.iter();
        let pieces = pieces.map(|it| pair(self.range(it.words)));
        let relays = statement.relays.iter().map(|it| {
            let stated = it.stated.map(|it| self.words(it));
            object(&[("name", string(&it.name)), ("stated", optional(stated))])
        });
        object(&[
            ("document", string(&self.source.key)),
            ("outlet", string(&self.source.outlet)),
            ("carried_by", optional(self.source.carried_by.as_deref())),
            ("date", optional(self.date().as_deref())),
            ("passage", (statement.passage + 1).to_string()),
            ("kind", string(self.kind())),
            ("content", string(self.words(statement.content))),
            ("start", start.to_string()),
            ("end", end.to_string()),
            ("quoted", array(pieces)),
            ("speaker", optional(speaker.map(|it| it.name.as_str()))),
            ("role", optional(speaker.and_then(|it| it.role.as_deref()))),
            ("source", optional(self.quote.source.as_deref())),
            ("source_at", place(statement.source)),
            ("cue", optional(self.quote.cue.as_deref())),
            ("cue_at", place(statement.cue)),
            ("relays", array(relays)),
            ("reason", string(&self.reason())),
        ])
    }
}

fn table(rows: &[Row]) -> String {
    const HEAD: [&str; 13] = [
        "document", "outlet", "date", "passage", "kind", "speaker", "role", "content", "quoted",
        "source", "cue", "relays", "reason",
    ];
    let mut out = String::new();
    csv::row(&HEAD.map(str::to_owned), &mut out);
    for it in rows {
        let statement = &it.quote.statement;
        let speaker = statement.speaker.as_ref();
        let relays: Vec<&str> = (statement.relays.iter())
            .map(|it| it.name.as_str())
            .collect();
        let cell = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let cells = [
            it.source.key.clone(),
            it.source.outlet.clone(),
            it.date().unwrap_or_default(),
            (statement.passage + 1).to_string(),
            it.kind().to_owned(),
            cell(speaker.map(|it| it.name.as_str())),
            cell(speaker.and_then(|it| it.role.as_deref())),
            on_one_line(it.words(statement.content)),
            on_one_line(&it.pieces().collect::<Vec<_>>().join(" | ")),
            cell(it.quote.source.as_deref()),
            cell(it.quote.cue.as_deref()),
            relays.join(" > "),
            it.reason(),
        ];
        csv::row(&cells, &mut out);
    }
    out
}

fn on_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
