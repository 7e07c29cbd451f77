//! Answers requests: plain Rust, no browser. The worker and the page call the same function.

mod groups;
mod names;
mod overview;
mod quotes;
mod same;
mod search;
mod timeline;

use std::cell::OnceCell;

use crate::bundle::{self, Bundle};
use crate::compare::{self, Comparer};
use crate::corpus::{Document, DocumentId};
use crate::finder::Finder;
use crate::order::Order;
use crate::protocol::{
    CompareAnswer, CompareQuestion, Counterpart, FileFacts, GoToQuestion, Place, PlaceKind,
    ReadQuestion, Reading, Request, Response, Shelf, Source,
};
use crate::quotes::{Statement, StatementKind};
use crate::search::{Called, Hints, Index, Query, Utterance, places};
use crate::text::{Span, words};
use quotes::Candidate;
pub(crate) use quotes::key as key_of_statement;
pub(crate) use search::hit_view;

/// At most so many documents are laid side by side.
pub const MAX_COMPARED: usize = 5;

/// Holds one open bundle, or none yet.
#[derive(Default)]
pub struct Engine {
    open: Option<Opened>,
}

/// A bundle, and what is derived from it when it is opened.
struct Opened {
    bundle: Bundle,
    shelf: Shelf,
    index: Index,
    comparer: Comparer,
    /// Made with the first letter that is typed.
    hints: OnceCell<Hints>,
    /// Of each statement the group that reports the same words; found with the first question.
    same_words: OnceCell<Vec<u32>>,
    /// Who uses which form of which name; counted with the first question.
    used_forms: OnceCell<Vec<names::UsedForm>>,
    /// The dates in the texts; found with the first question.
    dates: OnceCell<Vec<timeline::Dated>>,
}

impl Engine {
    /// Carries out one request. Total: whatever goes wrong is a [`Response::Failed`].
    pub fn answer(&mut self, request: Request) -> Response {
        let at_once = self.answer_at_once(request);
        at_once.unwrap_or_else(|later| self.answer_later(*later))
    }

    /// Carries out a request that a first look at a corpus asks for; gives back any other, for
    /// [`Engine::answer_later`].
    pub fn answer_at_once(&mut self, request: Request) -> Result<Response, Box<Request>> {
        if let Request::Open(bytes) = request {
            return Ok(match bundle::decode(&bytes) {
                Ok(bundle) => {
                    let opened = Opened::new(bundle);
                    let shelf = opened.shelf.clone();
                    self.open = Some(opened);
                    Response::Opened(shelf)
                }
                Err(error) => Response::Failed(sentence(&error.to_string())),
            });
        }
        match &self.open {
            Some(opened) => opened.answer_at_once(request),
            None => Ok(not_open()),
        }
    }

    /// Carries out a request that [`Engine::answer_at_once`] gave back.
    pub fn answer_later(&self, request: Request) -> Response {
        match &self.open {
            Some(opened) => opened.answer_later(request),
            None => not_open(),
        }
    }
}

impl Opened {
    fn new(mut bundle: Bundle) -> Opened {
        let index = index(&mut bundle);
        let shelf = Shelf {
            title: bundle.corpus.title.clone(),
            about: bundle.corpus.about.clone(),
            sources: bundle
                .corpus
                .ids()
                .zip(&bundle.statements)
                .map(|((_, document), statements)| source(document, statements))
                .collect(),
            piecemeal: None,
        };
        let comparer = Comparer::new(std::mem::take(&mut bundle.links), &bundle.names);
        Opened {
            bundle,
            shelf,
            index,
            comparer,
            hints: OnceCell::new(),
            same_words: OnceCell::new(),
            used_forms: OnceCell::new(),
            dates: OnceCell::new(),
        }
    }

    fn answer_at_once(&self, request: Request) -> Result<Response, Box<Request>> {
        Ok(match request {
            Request::Overview(question) => Response::Overview(self.overview(&question)),
            Request::Read(question) => self.read(&question),
            Request::Search(question) => Response::Search(self.search(&question)),
            Request::GoTo(question) => Response::GoTo(self.places(&question)),
            Request::Lines(question) => Response::Lines(self.lines(&question)),
            Request::Why(question) => self.why(&question),
            Request::OpenShards(..) => Response::Failed("Another collection is open.".to_owned()),
            later => return Err(Box::new(later)),
        })
    }

    fn answer_later(&self, request: Request) -> Response {
        match request {
            Request::Quotes(question) => Response::Quotes(self.quotes(&question)),
            Request::Compare(question) => self.compare(&question),
            Request::Names(question) => Response::Names(self.names(&question)),
            Request::Corpus => Response::Corpus(self.files()),
            Request::Counts(question) => self.counts(&question),
            Request::Timeline(question) => Response::Timeline(self.timeline(&question)),
            Request::File(question) => self.file(&question),
            Request::Open(_)
            | Request::OpenShards(..)
            | Request::Overview(_)
            | Request::Read(_)
            | Request::Search(_)
            | Request::GoTo(_)
            | Request::Lines(_)
            | Request::Why(_) => unreachable!("answered at once"),
        }
    }

    fn read(&self, question: &ReadQuestion) -> Response {
        let found = self
            .shelf
            .find(&question.document)
            .and_then(|id| Some((id, self.bundle.corpus.document(id)?)));
        let Some((id, document)) = found else {
            return Response::Failed(format!(
                "“{}” is not among the {} sources here.",
                question.document,
                self.shelf.sources.len()
            ));
        };
        let query = Query::parse(&question.query);
        let (title_marks, marks) = self.index.marks(&self.bundle.corpus, id, &query);
        let statements = self.bundle.statements[id.0 as usize]
            .iter()
            .map(|it| (quotes::key(document, it), it.clone()))
            .collect();
        Response::Read(Box::new(Reading {
            id,
            other_edition: question.document != document.key
                && question.document != crate::protocol::readable(&document.key),
            document: document.clone(),
            statements,
            title_marks,
            marks,
            counterparts: self.counterparts(id),
        }))
    }

    /// Passages elsewhere that report what a passage of `id` reports; one per passage and source.
    fn counterparts(&self, id: DocumentId) -> Vec<Counterpart> {
        let corpus = &self.bundle.corpus;
        let mut found: Vec<Counterpart> = Vec::new();
        for it in self.comparer.counterparts(corpus, id) {
            let same = |known: &Counterpart| {
                known.passage == it.passage && known.document == it.other.document
            };
            let document = corpus.document(it.other.document);
            let there = it.other.passage;
            let passage = document.and_then(|it| it.passages.get(there as usize));
            if let (Some(document), Some(passage)) = (document, passage)
                && !found.iter().any(same)
            {
                found.push(Counterpart {
                    passage: it.passage,
                    document: it.other.document,
                    there,
                    key: passage.key(&document.text, there),
                    band: it.band,
                });
            }
        }
        found
    }

    fn compare(&self, question: &CompareQuestion) -> Response {
        let mut documents: Vec<DocumentId> = Vec::new();
        let mut unknown = Vec::new();
        for key in &question.documents {
            match self.shelf.find(key) {
                Some(id) if documents.contains(&id) => {}
                Some(id) => documents.push(id),
                None => unknown.push(key.clone()),
            }
        }
        documents.truncate(MAX_COMPARED);
        let corpus = &self.bundle.corpus;
        let reviewed = question.reviews.iter();
        let reviewed: Vec<_> = reviewed.filter_map(|it| it.resolved(corpus)).collect();
        let mut alignment = self.comparer.align(corpus, &documents, &reviewed);
        if question.word_by_word {
            self.comparer.word_by_word(corpus, &mut alignment);
        }
        for run in &mut alignment.reuse.runs {
            run.is_quoted = run.places.iter().all(|it| {
                let id = alignment.documents[it.column as usize];
                self.is_quoted(id, it.span)
            });
        }
        let chosen = documents.iter().filter_map(|it| corpus.document(*it));
        let mut names: Vec<_> = alignment
            .rows
            .iter()
            .flat_map(|row| {
                let marks = row.cells.iter().flatten().flat_map(|cell| &cell.marks);
                let renamed = marks.filter_map(|(_, mark)| match mark {
                    compare::Mark::Renamed(name) => Some(*name),
                    _ => None,
                });
                let shared = row.reasons.iter().filter_map(|it| match it {
                    compare::Reason::Name(name) => Some(*name),
                    compare::Reason::Words(_) => None,
                });
                renamed.chain(shared)
            })
            .collect();
        names.order();
        names.dedup();
        let names = names
            .into_iter()
            .filter_map(|id| {
                let name = self.bundle.names.entries.get(id.0 as usize)?;
                Some((id, name.canonical.clone()))
            })
            .collect();
        Response::Compare(CompareAnswer {
            texts: chosen.clone().map(|it| it.text.clone()).collect(),
            passages: chosen.map(keyed_passages).collect(),
            alignment,
            names,
            unknown,
        })
    }

    /// Whether the words at `span` stand in quotation marks.
    fn is_quoted(&self, id: DocumentId, span: Span) -> bool {
        let statements = &self.bundle.statements[id.0 as usize];
        let mut pieces = statements.iter().flat_map(|it| &it.pieces);
        pieces.any(|it| it.marked.start <= span.start && span.end <= it.marked.end)
    }

    fn files(&self) -> Vec<FileFacts> {
        let corpus = &self.bundle.corpus;
        corpus
            .documents
            .iter()
            .map(|document| FileFacts {
                key: document.key.clone(),
                file: document.file.clone(),
                date_basis: document.date_basis.clone(),
                url: document.url.clone(),
                author: document.author.clone(),
                same_as: document.same_as,
                rights: document.rights,
                n_furniture_words: document
                    .passages
                    .iter()
                    .filter(|it| it.kind.is_furniture())
                    .map(|it| n_words(document.passage_text(it)))
                    .sum(),
            })
            .collect()
    }

    /// Sources, speakers and names whose label answers, best first.
    fn places(&self, question: &GoToQuestion) -> Vec<Place> {
        let finder = Finder::new(&question.pattern);
        let sources = self.bundle.corpus.ids().map(|(id, document)| {
            let label = format!("{} · {}", document.title, document.outlet);
            (PlaceKind::Source(id), label)
        });
        let all: Vec<Candidate> = self.candidates(&[]).collect();
        let speakers = quotes::by_speaker(self.shelf.sources.len(), all.iter())
            .into_iter()
            .filter(|row| !row.name.is_empty())
            .map(|row| (PlaceKind::Speaker(row.name.clone()), row.name));
        let names = self.bundle.names.entries.iter().flat_map(|name| {
            let forms = name.forms.iter();
            forms.map(|form| (PlaceKind::Name(name.kind), form.clone()))
        });
        let mut places: Vec<Place> = sources
            .chain(speakers)
            .chain(names)
            .filter_map(|(kind, label)| {
                let found = finder.find(&label)?;
                Some(Place { kind, label, found })
            })
            .collect();
        // Where two answer about as well, a source is more likely meant than a mere name.
        let preference = |it: &Place| match it.kind {
            PlaceKind::Source(_) => 32,
            PlaceKind::Speaker(_) => 16,
            PlaceKind::Name(_) => 0,
        };
        places.order_by_key(|it| std::cmp::Reverse(it.found.score + preference(it)));
        places.truncate(question.limit as usize);
        places
    }
}

fn keyed_passages(document: &Document) -> Vec<(Span, String)> {
    (0..)
        .zip(&document.passages)
        .map(|(index, passage)| (passage.span, passage.key(&document.text, index)))
        .collect()
}

fn not_open() -> Response {
    Response::Failed("No corpus is open yet.".to_owned())
}

/// An error's message as it stands alone on a page.
pub(crate) fn sentence(message: &str) -> String {
    let mut chars = message.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).chain(['.']).collect()
}

/// The index of a bundle, which knows who is heard where and what names are called.
///
/// One that the bundle carries is taken out of it and read where it lies; else it is made anew.
pub fn index(bundle: &mut Bundle) -> Index {
    let carried = std::mem::take(&mut bundle.index);
    let known = (!carried.is_empty())
        .then(|| Index::of_bytes(places(&bundle.corpus), &carried.into()))
        .flatten();
    let mut index = known.unwrap_or_else(|| Index::build(&bundle.corpus, &[]));
    index.relate(&std::mem::take(&mut bundle.families));
    index.hear(&bundle.corpus, &utterances(bundle));
    let names = bundle.names.entries.iter().map(|it| Called {
        canonical: it.canonical.clone(),
        forms: it.forms.clone(),
    });
    let finder = bundle.names.finder();
    index.learn(&bundle.corpus, names.collect(), &|text| {
        finder.mentions(text).iter().map(|it| it.name.0).collect()
    });
    index
}

/// Speech as search knows it.
fn utterances(bundle: &Bundle) -> Vec<Utterance> {
    let documents = (0..).map(DocumentId).zip(&bundle.statements);
    documents
        .flat_map(|(id, statements)| utterances_in(id, statements))
        .collect()
}

/// What is said in one document.
pub(crate) fn utterances_in(document: DocumentId, statements: &[Statement]) -> Vec<Utterance> {
    let mut heard = Vec::new();
    for it in statements {
        let Some(speaker) = &it.speaker else {
            continue;
        };
        let mut hear = |span, is_quoted| {
            heard.push(Utterance {
                document,
                span,
                speaker: speaker.name.clone(),
                is_quoted,
            });
        };
        hear(it.content, false);
        it.pieces.iter().for_each(|piece| hear(piece.words, true));
    }
    heard
}

/// A document in a list.
pub(crate) fn source(document: &Document, statements: &[Statement]) -> Source {
    let n_terms = statements
        .iter()
        .filter(|it| it.kind == StatementKind::Term);
    let n_terms = n_terms.count() as u32;
    let mut relays: Vec<String> = Vec::new();
    for relay in statements.iter().flat_map(|it| &it.relays) {
        if !relays.contains(&relay.name) {
            relays.push(relay.name.clone());
        }
    }
    Source {
        key: document.key.clone(),
        title: document.title.clone(),
        outlet: document.outlet.clone(),
        carried_by: document.carried_by.clone(),
        kind: document.kind.clone(),
        date: document.date.clone(),
        date_is_inferred: document.date_is_inferred,
        place: document.place.clone(),
        language: document.language.clone(),
        n_passages: document.body().count() as u32,
        n_sentences: document
            .body()
            .map(|(_, it)| it.sentences.len() as u32)
            .sum(),
        n_words: document
            .body()
            .map(|(_, it)| n_words(document.passage_text(it)))
            .sum(),
        n_statements: statements.len() as u32 - n_terms,
        n_terms,
        relays,
    }
}

fn n_words(text: &str) -> u32 {
    words(text).count() as u32
}
