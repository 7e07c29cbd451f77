//! `crossread search`: what a bundle's sources say, in a terminal.

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use crossread::app::view::count;
use crossread::corpus::DocumentId;
use crossread::engine::Engine;
use crossread::protocol::{
    CountsQuestion, CountsRow, FileQuestion, HitView, LineView, LinesQuestion, Question, Request,
    Response, SearchQuestion, Shelf, WhyQuestion,
};
use crossread::search::{Explanation, Other, OtherKind, Sort};
use crossread::text::on_one_line;

use crate::{Outcome, SearchArguments, SortArgument, say, shards};

pub(crate) fn search(arguments: &SearchArguments) -> Outcome {
    let mut open = Open::new(&arguments.bundle)?;
    let (mut shown, n_found) = if let Some(path) = &arguments.counts_of {
        let queries = read(path, fs::read_to_string(path))?;
        let queries = queries.lines().map(str::to_owned).collect();
        open.counts(CountsQuestion { queries }, arguments.csv)?
    } else if arguments.lines {
        open.lines(arguments)?
    } else {
        open.hits(arguments)?
    };
    if let Corpus::Shards(folder) = &open.corpus {
        shown += &folder.told();
    }
    say(&shown);
    Ok(match n_found {
        0 => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    })
}

/// A bundle that can be asked, or a folder of shards.
struct Open {
    corpus: Corpus,
}

enum Corpus {
    Whole(Box<Engine>, Shelf),
    Shards(Box<shards::Folder>),
}

/// What is told, and how many things it tells of.
type Told = Result<(String, u32), String>;

impl Open {
    fn new(path: &Path) -> Result<Open, String> {
        if let Some(folder) = shards::Folder::open(path) {
            let corpus = Corpus::Shards(Box::new(folder?));
            return Ok(Open { corpus });
        }
        let bytes = read(path, fs::read(path))?;
        let mut engine = Engine::default();
        match engine.answer(Request::Open(bytes)) {
            Response::Opened(shelf) => Ok(Open {
                corpus: Corpus::Whole(Box::new(engine), shelf),
            }),
            response => Err(format!(
                "{} cannot be opened. {}",
                path.display(),
                reason(response)
            )),
        }
    }

    fn ask<Q: Question>(&mut self, question: &Q) -> Result<Q::Answer, String> {
        let request = question.request();
        let response = match &mut self.corpus {
            Corpus::Whole(engine, _) => engine.answer(request),
            Corpus::Shards(folder) => folder.answer(&request)?,
        };
        let answer = Q::answer(&response).cloned();
        answer.ok_or_else(|| reason(response))
    }

    /// A table, and how many rows it has.
    fn csv(&mut self, question: &FileQuestion) -> Told {
        let table = self.ask(question)?;
        // No cell has a line break.
        let n_rows = table.lines().count() as u32 - 1;
        Ok((table, n_rows))
    }

    /// Hits as paragraphs, what matched in brackets.
    fn hits(&mut self, arguments: &SearchArguments) -> Told {
        let question = SearchQuestion {
            query: query(arguments),
            literally: arguments.literally,
            limit: arguments.limit,
            sort: sort(arguments.sort),
            grouped: arguments.group,
            // Files lie at hand.
            thorough: true,
        };
        if arguments.csv {
            return self.csv(&FileQuestion::Hits(question));
        }
        let found = self.ask(&question)?;
        let mut out = String::new();
        for hit in &found.hits {
            let place = self.place(hit.document, &hit.passage);
            let _ = writeln!(out, "{place}\n  {}", marked(hit));
            if arguments.why {
                let why = self.ask(&WhyQuestion {
                    query: question.query.clone(),
                    literally: question.literally,
                    document: hit.document,
                    passage: hit.passage.as_ref().map(|it| it.0),
                })?;
                let _ = writeln!(out, "  {}", explained(&why));
            }
        }
        let hits = count(found.n_hits, "hit");
        let sources = count(found.n_documents, "source");
        let _ = writeln!(out, "{hits} in {sources}");
        for other in &found.others {
            if found.n_hits == 0 || other.kind == OtherKind::Spelled {
                out += &offered(other);
            }
        }
        Ok((out, found.n_hits))
    }

    /// Lines with what matched in one column.
    fn lines(&mut self, arguments: &SearchArguments) -> Told {
        let question = LinesQuestion {
            query: query(arguments),
            literally: arguments.literally,
            sort: sort(arguments.sort),
            width: arguments.width,
            limit: arguments.limit,
        };
        if arguments.csv {
            return self.csv(&FileQuestion::Lines(question));
        }
        let found = self.ask(&question)?;
        let length = |it: &LineView| it.left.chars().count();
        let column = found.lines.iter().map(length).max().unwrap_or_default();
        let mut out = String::new();
        for line in &found.lines {
            let LineView {
                left, found, right, ..
            } = line;
            let place = self.place(line.document, &line.passage);
            let _ = writeln!(out, "{left:>column$} [{found}] {right}  {place}");
        }
        let _ = writeln!(out, "{}", count(found.n_lines, "line"));
        Ok((out, found.n_lines))
    }

    /// Queries with how many hits they have, in all and in each source.
    fn counts(&mut self, question: CountsQuestion, csv: bool) -> Told {
        if csv {
            return self.csv(&FileQuestion::Counts(question));
        }
        let rows = self.ask(&question)?;
        let mut out = String::new();
        for CountsRow {
            query,
            n_hits,
            counts,
        } in &rows
        {
            let counts = counts.iter().map(|it| format!("{it:>5}"));
            let _ = writeln!(out, "{n_hits:>6} {}  {query}", counts.collect::<String>());
        }
        Ok((out, rows.len() as u32))
    }

    /// A document's key and a passage, `¶3`, or what stands above the text.
    fn place(&self, document: DocumentId, passage: &Option<(u32, String)>) -> String {
        let key = match &self.corpus {
            Corpus::Whole(_, shelf) => shelf.source(document).map_or("", |it| &it.key),
            Corpus::Shards(folder) => folder.key(document),
        };
        match passage {
            Some((index, _)) => format!("{key} ¶{}", index + 1),
            None => format!("{key} headline"),
        }
    }
}

/// What was read of a file, or why it was not.
fn read<T>(path: &Path, read: io::Result<T>) -> Result<T, String> {
    read.map_err(|error| format!("{} cannot be read: {error}", path.display()))
}

/// The engine's sentence as the end of ours.
fn reason(response: Response) -> String {
    match response {
        Response::Failed(sentence) => sentence.trim_end_matches('.').to_owned(),
        _ => "it was answered otherwise than asked".to_owned(),
    }
}

/// In a terminal the last word is as finished as the others.
fn query(arguments: &SearchArguments) -> String {
    format!("{} ", arguments.query.join(" "))
}

fn sort(argument: SortArgument) -> Sort {
    match argument {
        SortArgument::Best => Sort::Best,
        SortArgument::Newest => Sort::Newest,
        SortArgument::Oldest => Sort::Oldest,
        SortArgument::Source => Sort::Source,
        SortArgument::Left => Sort::Left,
        SortArgument::Right => Sort::Right,
    }
}

/// The snippet on one line, what matched in brackets.
fn marked(hit: &HitView) -> String {
    let mut words = String::new();
    let mut at = 0;
    for mark in &hit.marks {
        words += &hit.text[at..mark.start as usize];
        words += &format!("[{}]", mark.of_text(&hit.text));
        at = mark.end as usize;
    }
    words += &hit.text[at..];
    on_one_line(&words)
}

/// A score as the sum that it is.
fn explained(why: &Explanation) -> String {
    let words = why.words.iter().map(|it| {
        let (forms, places) = (it.met.join(", "), count(it.n, "place"));
        format!("{:.2} for {} ({forms}; {places})", it.share, it.typed)
    });
    let words: Vec<String> = words.collect();
    let missing = match &why.missing[..] {
        [] => String::new(),
        words => format!("; without {}", words.join(", ")),
    };
    format!(
        "score {:.2} = ({}) / {:.2} for its length + {:.2} for nearness{missing}",
        why.score,
        words.join(" + "),
        why.length,
        why.nearness,
    )
}

/// What else to ask.
fn offered(other: &Other) -> String {
    let (query, hits) = (other.query.trim_end(), count(other.n_hits, "hit"));
    match &other.kind {
        OtherKind::Spelled => format!("did you mean {query}? {hits}\n"),
        OtherKind::WithoutWord(left_out) | OtherKind::WithoutFilter(left_out) => {
            format!("without {left_out}: {hits} for {query}\n")
        }
        OtherKind::AnyWord => format!("with the words anywhere: {hits} for {query}\n"),
    }
}
