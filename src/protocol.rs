//! All that page and worker say to each other: one request, one answer, postcard bytes.

use serde::{Deserialize, Serialize};

use crate::compare::{Alignment, Band, Review};
use crate::corpus::{Date, Document, DocumentId, Rights, Topic};
use crate::dates::{Basis, Precision};
use crate::export::Format;
use crate::finder::Match;
use crate::names::{NameKind, Placed};
use crate::quotes::{Statement, StatementKind};
use crate::search::{self, Other, Sort, Suggestion};
use crate::text::Span;

/// Pairs an answer with its request. Given out by the page, never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RequestId(pub u32);

/// From the page to the engine. Documents are named by [`Document::key`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Open a bundle, given as the bytes of its file; what was open before is dropped.
    Open(Vec<u8>),
    /// Open a corpus of which only the root is here, and the address at which that lies.
    OpenShards(Vec<u8>, String),
    /// What is here.
    Overview(OverviewQuestion),
    /// One document for reading.
    Read(ReadQuestion),
    /// Passages that answer a query.
    Search(SearchQuestion),
    /// Statements that pass a filter.
    Quotes(QuotesQuestion),
    /// Documents side by side.
    Compare(CompareQuestion),
    /// What things are called, and by whom.
    Names(NamesQuestion),
    /// Where the texts come from.
    Corpus,
    /// Things to go to by a fragment of their name.
    GoTo(GoToQuestion),
    /// Every place that answers a query, a line each.
    Lines(LinesQuestion),
    /// How the score of one hit comes about.
    Why(WhyQuestion),
    /// How much of each source answers each of many queries.
    Counts(CountsQuestion),
    /// When things happened, by the texts.
    Timeline(TimelineQuestion),
    /// An answer as a file for other programs.
    File(FileQuestion),
}

/// What the engine sends for a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    /// The request.
    pub id: RequestId,
    /// The sources in it that the shelf may not know; see [`Piecemeal`].
    pub met: Vec<(DocumentId, Source)>,
    /// The answer.
    pub response: Response,
}

/// From the engine to the page; exactly one for each request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// The bundle is open.
    Opened(Shelf),
    /// To [`Request::Overview`].
    Overview(Overview),
    /// To [`Request::Read`].
    Read(Box<Reading>),
    /// To [`Request::Search`].
    Search(SearchAnswer),
    /// To [`Request::Quotes`].
    Quotes(QuotesAnswer),
    /// To [`Request::Compare`].
    Compare(CompareAnswer),
    /// To [`Request::Names`].
    Names(NamesAnswer),
    /// To [`Request::Corpus`].
    Corpus(Vec<FileFacts>),
    /// To [`Request::GoTo`], best first.
    GoTo(Vec<Place>),
    /// To [`Request::Lines`].
    Lines(LinesAnswer),
    /// To [`Request::Why`].
    Why(search::Explanation),
    /// To [`Request::Counts`]: a row for each query, in order.
    Counts(Vec<CountsRow>),
    /// To [`Request::Timeline`].
    Timeline(TimelineAnswer),
    /// To [`Request::File`]: the text of the file. The first row of a table names its columns.
    File(String),
    /// The request could not be carried out; a sentence for the reader.
    Failed(String),
}

/// A request whose answer has one type; what pages ask with.
pub trait Question: Clone + PartialEq + 'static {
    /// What comes back.
    type Answer: Clone + PartialEq + 'static;
    /// As it is sent.
    fn request(&self) -> Request;
    /// The answer, or `None` when `response` is to another request.
    fn answer(response: &Response) -> Option<&Self::Answer>;
}

macro_rules! question {
    ($question:ty, $answer:ty, |$it:ident| $request:expr, $pattern:pat => $value:expr) => {
        impl Question for $question {
            type Answer = $answer;

            fn request(&self) -> Request {
                let $it = self;
                $request
            }

            fn answer(response: &Response) -> Option<&$answer> {
                match response {
                    $pattern => Some($value),
                    _ => None,
                }
            }
        }
    };
}

/// Asks for [`Overview`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverviewQuestion {
    /// The queries of the topics, as typed, at most [`MAX_COUNTED`]; none for the publisher's.
    pub topics: Vec<String>,
}

/// Asks for the [`FileFacts`] of all documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CorpusQuestion;

/// Asks for [`Reading`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadQuestion {
    /// The document's key, or a beginning of it.
    pub document: String,
    /// A query whose matches are marked; may be empty.
    pub query: String,
}

/// Asks for [`SearchAnswer`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchQuestion {
    /// As typed.
    pub query: String,
    /// Without the other names of what is named.
    pub literally: bool,
    /// At most so many hits.
    pub limit: u32,
    /// In what order.
    pub sort: Sort,
    /// Hits of one document together, documents in the order of their first hit.
    pub grouped: bool,
    /// Of a corpus that is fetched piece by piece: whatever that takes.
    pub thorough: bool,
}

/// Asks for [`LinesAnswer`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinesQuestion {
    /// As typed.
    pub query: String,
    /// Without the other names of what is named.
    pub literally: bool,
    /// In what order.
    pub sort: Sort,
    /// Words on each side, from 3 to 30; characters twice as many where these are counted.
    pub width: u32,
    /// At most so many lines.
    pub limit: u32,
}

/// Asks for [`search::Explanation`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhyQuestion {
    /// As typed.
    pub query: String,
    /// Without the other names of what is named.
    pub literally: bool,
    /// The document.
    pub document: DocumentId,
    /// Index of the passage; `None` for the headline.
    pub passage: Option<u32>,
}

/// Asks for [`CountsRow`]s.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountsQuestion {
    /// As typed, at most [`MAX_COUNTED`]; those without anything but white space are skipped.
    pub queries: Vec<String>,
}

/// The most queries that are counted at once.
pub const MAX_COUNTED: usize = 500;

/// Asks for [`TimelineAnswer`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineQuestion {
    /// Nothing that ended before this year.
    pub from: Option<u16>,
    /// Nothing that began after this year.
    pub to: Option<u16>,
    /// The event whose sentences are wanted, as [`EventRow::key`].
    pub at: Option<String>,
    /// Only the sentences of this document, by its key.
    pub source: Option<String>,
}

/// Asks for a file; limits do not matter, it holds all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileQuestion {
    /// A table, a row for each hit.
    Hits(SearchQuestion),
    /// A table, a row for each line.
    Lines(LinesQuestion),
    /// A table, a row for each query, a column for each source.
    Counts(CountsQuestion),
    /// A table, a row for each date in the texts.
    Timeline(TimelineQuestion),
    /// Statements, each once.
    Statements(QuotesQuestion, Format),
    /// What a reader corrected, as rows of a publisher's file of names.
    Corrections(Vec<Correction>),
    /// What a reader says of sentences, as a publisher's file of links.
    Reviews(Vec<Review>),
    /// The names that a reader put together and took apart, as rows of the same file.
    Names(Vec<Placed>),
}

/// Who a reader says that a statement is by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The statement's key.
    pub statement: String,
    /// The name; empty: not stated.
    pub speaker: String,
}

/// By what statements are put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Grouping {
    /// By nothing: they come as in the corpus.
    #[default]
    Nothing,
    /// Who speaks.
    Speaker,
    /// The document.
    Source,
    /// Who passed the words on; a statement with two relays comes twice.
    Relay,
    /// The topics of the overview whose passages they stand in; one may come under several.
    Topic,
    /// The same words in several documents.
    Words,
}

/// Asks for [`QuotesAnswer`]. Empty lists keep everything; values in one list are alternatives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotesQuestion {
    /// Speakers' names; the empty string is “not stated”.
    pub speakers: Vec<String>,
    /// Documents' keys.
    pub sources: Vec<String>,
    /// Relays' names; the empty string is “none stated”.
    pub relays: Vec<String>,
    /// How they are told.
    pub kinds: Vec<StatementKind>,
    /// Words that the statement or its sentence must hold, folded substrings.
    pub words: String,
    /// Only this one, by its key; with the words it had, for links from another edition.
    pub only: Option<(String, String)>,
    /// What stands together.
    pub grouping: Grouping,
    /// What the reader corrected.
    pub corrections: Vec<Correction>,
    /// At most so many.
    pub limit: u32,
}

/// Asks for [`CompareAnswer`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareQuestion {
    /// Keys, the lead first.
    pub documents: Vec<String>,
    /// What the reader says of sentences; what is said of others is passed over.
    pub reviews: Vec<Review>,
    /// Two documents are marked word by word.
    pub word_by_word: bool,
}

/// Asks for [`NamesAnswer`]. An empty list keeps everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamesQuestion {
    /// What they are.
    pub kinds: Vec<NameKind>,
    /// Words that the name or one of its forms must hold, folded substrings.
    pub words: String,
    /// Only this one, by the name or any of its forms.
    pub only: Option<String>,
    /// What the reader put together and took apart, the last change first.
    pub placed: Vec<Placed>,
    /// At most so many of each kind.
    pub limit: u32,
}

/// Asks for [`Place`]s.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoToQuestion {
    /// As typed.
    pub pattern: String,
    /// At most so many.
    pub limit: u32,
}

question!(OverviewQuestion, Overview, |it| Request::Overview(it.clone()), Response::Overview(it) => it);
question!(CorpusQuestion, Vec<FileFacts>, |_it| Request::Corpus, Response::Corpus(it) => it);
question!(ReadQuestion, Reading, |it| Request::Read(it.clone()), Response::Read(it) => &**it);
question!(SearchQuestion, SearchAnswer, |it| Request::Search(it.clone()), Response::Search(it) => it);
question!(QuotesQuestion, QuotesAnswer, |it| Request::Quotes(it.clone()), Response::Quotes(it) => it);
question!(CompareQuestion, CompareAnswer, |it| Request::Compare(it.clone()), Response::Compare(it) => it);
question!(NamesQuestion, NamesAnswer, |it| Request::Names(it.clone()), Response::Names(it) => it);
question!(GoToQuestion, Vec<Place>, |it| Request::GoTo(it.clone()), Response::GoTo(it) => it);
question!(LinesQuestion, LinesAnswer, |it| Request::Lines(it.clone()), Response::Lines(it) => it);
question!(WhyQuestion, search::Explanation, |it| Request::Why(it.clone()), Response::Why(it) => it);
question!(CountsQuestion, Vec<CountsRow>, |it| Request::Counts(it.clone()), Response::Counts(it) => it);
question!(TimelineQuestion, TimelineAnswer, |it| Request::Timeline(it.clone()), Response::Timeline(it) => it);
question!(FileQuestion, String, |it| Request::File(it.clone()), Response::File(it) => it);

/// What every page needs to know of the corpus: its name and its sources.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shelf {
    /// What the collection is called; may be empty.
    pub title: String,
    /// What it is and where it comes from; may be empty.
    pub about: String,
    /// The documents in order: index is [`DocumentId`]. None where `piecemeal` is something.
    pub sources: Vec<Source>,
    /// Of a collection that is too large to be here as a whole.
    pub piecemeal: Option<Box<Piecemeal>>,
}

/// A collection that is fetched piece by piece.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Piecemeal {
    /// What is known of all of it.
    pub summary: Summary,
    /// The sources that answers have mentioned, by their number.
    pub met: Vec<(DocumentId, Source)>,
}

/// What a collection is, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// What it is called; may be empty.
    pub title: String,
    /// What it is and where it comes from; may be empty.
    pub about: String,
    /// What its publisher wants counted.
    pub topics: Vec<Topic>,
    /// Documents.
    pub n_documents: u32,
    /// Passages of running text.
    pub n_passages: u32,
    /// Words of running text.
    pub n_words: u64,
    /// Statements, terms in quotation marks left out.
    pub n_statements: u32,
    /// Outlets with their documents, most first.
    pub outlets: Vec<(String, u32)>,
    /// Years of publication with their documents, in order.
    pub years: Vec<(u16, u32)>,
}

impl Shelf {
    /// Whether it is fetched piece by piece.
    pub fn is_large(&self) -> bool {
        self.piecemeal.is_some()
    }

    /// How many sources there are, be they known or not.
    pub fn n_sources(&self) -> u32 {
        match &self.piecemeal {
            Some(it) => it.summary.n_documents,
            None => self.sources.len() as u32,
        }
    }

    /// The source of `id`, if it is known.
    pub fn source(&self, id: DocumentId) -> Option<&Source> {
        match &self.piecemeal {
            Some(it) => it.source(id),
            None => self.sources.get(id.0 as usize),
        }
    }

    /// The document that `key` names, if it is known: the whole key, or its readable part alone, or
    /// the readable part with the digits of another edition.
    pub fn find(&self, key: &str) -> Option<DocumentId> {
        let position = |test: &dyn Fn(&Source) -> bool| match &self.piecemeal {
            Some(it) => it.met.iter().find(|it| test(&it.1)).map(|it| it.0),
            None => {
                let at = self.sources.iter().position(test);
                at.map(|it| DocumentId(it as u32))
            }
        };
        position(&|it| it.key == key)
            .or_else(|| position(&|it| readable(&it.key) == key))
            .or_else(|| position(&|it| readable(&it.key) == readable(key)))
    }
}

impl Piecemeal {
    fn source(&self, id: DocumentId) -> Option<&Source> {
        let at = self.met.binary_search_by_key(&id, |it| it.0);
        Some(&self.met[at.ok()?].1)
    }

    /// Takes sources in; whether any of them was not known.
    pub fn meet(&mut self, met: Vec<(DocumentId, Source)>) -> bool {
        let n_before = self.met.len();
        for it in met {
            if let Err(at) = self.met.binary_search_by_key(&it.0, |it| it.0) {
                self.met.insert(at, it);
            }
        }
        self.met.len() > n_before
    }
}

/// A key without the digits of its content.
pub fn readable(key: &str) -> &str {
    key.rsplit_once('-').map_or(key, |(readable, _)| readable)
}

/// `query` as it is in a list of queries: its last word is as finished as the others.
pub fn finished(query: &str) -> String {
    format!("{} ", query.trim())
}

/// A document in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Its name in addresses.
    pub key: String,
    /// Headline.
    pub title: String,
    /// Who published it.
    pub outlet: String,
    /// Who carried it.
    pub carried_by: Option<String>,
    /// What sort of text it is.
    pub kind: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// Whether the date, or a part of it, is worked out rather than stated.
    pub date_is_inferred: bool,
    /// Where.
    pub place: Option<String>,
    /// BCP 47.
    pub language: String,
    /// Passages of running text.
    pub n_passages: u32,
    /// Sentences of running text.
    pub n_sentences: u32,
    /// Words of running text.
    pub n_words: u32,
    /// Statements, terms left out.
    pub n_statements: u32,
    /// Terms in quotation marks.
    pub n_terms: u32,
    /// Who passed words on to it, in order of first mention.
    pub relays: Vec<String>,
}

/// What is here: who covers what, who is heard, when.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// Topic × source.
    pub topics: Vec<TopicRow>,
    /// Speaker × source, most words first.
    pub speakers: Vec<SpeakerRow>,
    /// Words of running text inside quotation marks that are speech.
    pub n_quoted_words: u32,
    /// Years that the running texts mention, in order.
    pub years: Vec<YearRow>,
}

/// How many passages of each source answer a topic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TopicRow {
    /// What it is called.
    pub label: String,
    /// The query that it is.
    pub query: String,
    /// Passages, per document.
    pub counts: Vec<u32>,
}

/// How many words of someone each source quotes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SpeakerRow {
    /// Who; empty when not stated.
    pub name: String,
    /// Quoted words, per document.
    pub words: Vec<u32>,
    /// Statements in all, indirect ones too.
    pub n_statements: u32,
}

/// Which sources mention a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct YearRow {
    /// The year.
    pub year: u16,
    /// Passages that mention it, per document.
    pub counts: Vec<u32>,
}

/// A document for reading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Which.
    pub id: DocumentId,
    /// Whether the address named another edition of it.
    pub other_edition: bool,
    /// The document, text and passages.
    pub document: Document,
    /// Its statements, in order, with their keys.
    pub statements: Vec<(String, Statement)>,
    /// What the query matches in the title.
    pub title_marks: Vec<Span>,
    /// What the query matches in the text.
    pub marks: Vec<Span>,
    /// Passages of other documents that report the same as one of this: (here, there).
    pub counterparts: Vec<Counterpart>,
}

/// A passage elsewhere that reports the same thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Counterpart {
    /// Index of the passage here.
    pub passage: u32,
    /// The other document.
    pub document: DocumentId,
    /// Index of the passage there.
    pub there: u32,
    /// Its key.
    pub key: String,
    /// How sure.
    pub band: Band,
}

/// What was found, with the words to show.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SearchAnswer {
    /// The query that this answers, as typed.
    pub query: String,
    /// In the order that was asked for.
    pub hits: Vec<HitView>,
    /// How many there are in all.
    pub n_hits: u32,
    /// In how many documents.
    pub n_documents: u32,
    /// How far the search went, where it would have taken more than a reader should wait for.
    pub extent: Option<Extent>,
    /// How the query was read.
    pub reading: Vec<search::Reading>,
    /// Values to narrow by.
    pub facets: search::Facets,
    /// What the last word may become, when it is unfinished.
    pub suggestions: Vec<Suggestion>,
    /// What else to ask, when little was found.
    pub others: Vec<Other>,
}

/// How much of a corpus a search looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent {
    /// So many documents, the last ones of the corpus.
    pub n_documents: u32,
    /// Of so many that the filters keep.
    pub of: u32,
}

/// A hit with all that a list shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HitView {
    /// The document.
    pub document: DocumentId,
    /// Index and key of the passage; `None` for the headline.
    pub passage: Option<(u32, String)>,
    /// The snippet.
    pub text: String,
    /// What matched, as spans of `text`.
    pub marks: Vec<Span>,
    /// Whether the passage goes on before the snippet.
    pub cut_before: bool,
    /// Whether it goes on after it.
    pub cut_after: bool,
}

/// Every place that answers, with the words around it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinesAnswer {
    /// The query that this answers, as typed.
    pub query: String,
    /// In the order that was asked for.
    pub lines: Vec<LineView>,
    /// How many there are in all; `lines` may hold fewer.
    pub n_lines: u32,
}

/// A place that answers. White space is single spaces, none at the ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineView {
    /// The document.
    pub document: DocumentId,
    /// Index and key of the passage; `None` for the headline.
    pub passage: Option<(u32, String)>,
    /// Words of the passage before what was found.
    pub left: String,
    /// What was found.
    pub found: String,
    /// Words of the passage after it.
    pub right: String,
}

/// How much answers a query.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountsRow {
    /// As typed, without white space at the ends.
    pub query: String,
    /// Its hits.
    pub n_hits: u32,
    /// Its hits in each document, in the order of the shelf.
    pub counts: Vec<u32>,
}

/// Statements, and what can be narrowed by.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct QuotesAnswer {
    /// In the order of the corpus.
    pub quotes: Vec<QuoteView>,
    /// How many pass the filter; `quotes` may hold fewer.
    pub n_shown: u32,
    /// Statements in the whole corpus, terms left out.
    pub n_statements: u32,
    /// Terms in the whole corpus.
    pub n_terms: u32,
    /// The one that was asked for was not found by its key but by its words.
    pub found_by_words: bool,
    /// Speakers with counts under the other filters; the empty string is “not stated”.
    pub speakers: Vec<(String, u32)>,
    /// Documents with counts under the other filters.
    pub sources: Vec<(DocumentId, u32)>,
    /// Relays with counts under the other filters; the empty string is “none stated”.
    pub relays: Vec<(String, u32)>,
    /// Kinds with counts under the other filters.
    pub kinds: Vec<(StatementKind, u32)>,
    /// What `quotes` are put together by, in their order.
    pub groups: Vec<QuoteGroup>,
    /// Quoted words of what passes the filter, by speaker, most first.
    pub shares: Vec<SpeakerRow>,
    /// Quoted words of each document, whatever the filter.
    pub n_quoted: Vec<u32>,
    /// What the one speaker that was asked for is called, in which document, how often; most
    /// frequent first.
    pub called: Vec<(String, DocumentId, u32)>,
    /// And their roles, as stated.
    pub roles: Vec<String>,
}

/// Statements that stand together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteGroup {
    /// A name, a document's key, a topic or words; empty for those that have nothing in common.
    pub label: String,
    /// How many they are.
    pub n: u32,
}

/// A statement with all that a card shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuoteView {
    /// Its name in addresses.
    pub key: String,
    /// The document.
    pub document: DocumentId,
    /// Key of its passage.
    pub passage_key: String,
    /// Everything known of it; spans are of the document's text.
    pub statement: Statement,
    /// The stretch of text that [`QuoteView::context`] is.
    pub context_span: Span,
    /// The words of its passage.
    pub context: String,
    /// The words of the cue.
    pub cue: Option<String>,
    /// The source as written.
    pub source: Option<String>,
    /// The words that the reason rests on, when they stand elsewhere.
    pub evidence: Option<String>,
    /// How many passages before this one the evidence stands.
    pub evidence_distance: u32,
    /// Who the reader says that it is; empty: not stated.
    pub corrected: Option<String>,
    /// The same words elsewhere: documents and keys of the statements, the first 20.
    pub also: Vec<(DocumentId, String)>,
}

impl QuoteView {
    /// Who says it, as corrected; `None` when that is not stated.
    pub fn speaker(&self) -> Option<&str> {
        let found = self.statement.speaker.as_ref().map(|it| it.name.as_str());
        self.corrected
            .as_deref()
            .or(found)
            .filter(|it| !it.is_empty())
    }

    /// The role of the speaker found, where nobody corrected that.
    pub fn role(&self) -> Option<&str> {
        let found = self.statement.speaker.as_ref();
        let found = found.filter(|_| self.corrected.is_none());
        found.and_then(|it| it.role.as_deref())
    }
}

/// Documents side by side, with their texts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CompareAnswer {
    /// What stands beside what.
    pub alignment: Alignment,
    /// The text of each document of the alignment.
    pub texts: Vec<String>,
    /// Passages of each document: their spans and keys.
    pub passages: Vec<Vec<(Span, String)>>,
    /// The name of each [`crate::names::NameId`] that the rows mention.
    pub names: Vec<(crate::names::NameId, String)>,
    /// Keys that name no document here.
    pub unknown: Vec<String>,
}

/// Names with their forms, by kind and then by how often they are mentioned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamesAnswer {
    /// Those that pass the filters; of each kind the first ones.
    pub names: Vec<NameView>,
    /// In what the mentions are counted.
    pub columns: Vec<NamesColumn>,
    /// How many pass the filters; `names` may hold fewer.
    pub n_names: u32,
    /// How often these are mentioned.
    pub n_mentions: u32,
    /// How many names of each kind pass the other filters.
    pub kinds: Vec<(NameKind, u32)>,
    /// Names to put forms to, those mentioned most.
    pub known: Vec<String>,
}

/// A document, or where there are many those of one outlet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamesColumn {
    /// The document, where it is one.
    pub document: Option<DocumentId>,
    /// The outlet; empty for a document, and for all outlets that have no column of their own.
    pub outlet: String,
    /// How many documents it is.
    pub n_documents: u32,
}

/// A name and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameView {
    /// The form that stands for it.
    pub canonical: String,
    /// What it is.
    pub kind: NameKind,
    /// The forms that are used, the most frequent first.
    pub forms: Vec<FormView>,
    /// How often it is mentioned in each column.
    pub counts: Vec<u32>,
}

/// A form of a name and who uses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormView {
    /// As names are listed; the texts may have other cases and capitals.
    pub form: String,
    /// In each column: how often, and where first.
    pub uses: Vec<Option<UseView>>,
    /// How often in all.
    pub n: u32,
    /// The name that it was found to be a form of, where the reader put it elsewhere.
    pub found_as: Option<String>,
    /// The form that the reader put there, this one or the one that took it along.
    pub placed_by: Option<String>,
}

/// How often a form is used, and where first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UseView {
    /// How often.
    pub n: u32,
    /// The document, of several the earliest.
    pub document: DocumentId,
    /// Index and key of the passage; `None` for the headline.
    pub passage: Option<(u32, String)>,
}

/// When things happened, by the texts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TimelineAnswer {
    /// As asked: nothing that ended before this year.
    pub from: Option<u16>,
    /// As asked: nothing that began after this year.
    pub to: Option<u16>,
    /// In the order of time, a year before its months; those that most sources mention, if there
    /// are too many.
    pub events: Vec<EventRow>,
    /// How many events there are in these years; `events` may hold fewer.
    pub n_events: u32,
    /// How many places of the texts mention them.
    pub n_mentions: u32,
    /// What is written of the chosen event.
    pub sentences: Vec<DatedSentence>,
    /// How often the chosen event is mentioned; `sentences` may hold fewer.
    pub n_sentences: u32,
    /// Dates without a place in time, the first of them.
    pub open: Vec<DatedSentence>,
    /// How many there are.
    pub n_open: u32,
}

/// A time that texts mention.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventRow {
    /// Its name in addresses, EDTF: `2018-11-14`, `2018`, `199X`.
    pub key: String,
    /// From when to when.
    pub date: Date,
    /// How exact that is.
    pub precision: Precision,
    /// The documents that mention it, in order.
    pub cells: Vec<EventCell>,
}

/// How one document mentions an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventCell {
    /// The document.
    pub document: DocumentId,
    /// How often.
    pub n: u32,
    /// Whether it states the date in full at least once.
    pub is_stated: bool,
}

/// A sentence that mentions a date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DatedSentence {
    /// The document.
    pub document: DocumentId,
    /// Key of the passage.
    pub passage_key: String,
    /// Its words.
    pub text: String,
    /// The words in it that say when.
    pub mark: Span,
    /// What the date rests on.
    pub basis: Basis,
    /// Whether it is in doubt.
    pub uncertain: bool,
}

/// Where a document comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Its key.
    pub key: String,
    /// File name.
    pub file: String,
    /// What its date rests on.
    pub date_basis: Option<String>,
    /// Where the original stands.
    pub url: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The first document that prints the same article.
    pub same_as: Option<DocumentId>,
    /// What may be shown.
    pub rights: Rights,
    /// Words of page furniture, not counted anywhere else.
    pub n_furniture_words: u32,
}

/// Something to go to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// What it is.
    pub kind: PlaceKind,
    /// What it is called.
    pub label: String,
    /// How the label answers the pattern.
    pub found: Match,
}

/// What a [`Place`] is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PlaceKind {
    /// A document.
    Source(DocumentId),
    /// Someone quoted.
    Speaker(String),
    /// A name; the query that finds it.
    Name(NameKind),
}
