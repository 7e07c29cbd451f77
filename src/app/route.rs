//! The address is the state: which view, and everything in it that should survive a reload, a
//! bookmark or a shared link.
//!
//! Addresses live behind `#`, so that any static host, any folder and a file on disk will do:
//! `#/read/tass-abe-2018-7f2a9c?p=5-3fa2&q=shikotan`. Parameters that we do not know are ignored
//! and reported. Nothing in an address is trusted: it is cut at [`MAX_ADDRESS`] and parsed into
//! these types.

use std::fmt;
use std::ops::RangeInclusive;

use crate::engine::MAX_COMPARED;
use crate::names::NameKind;
use crate::protocol::Grouping;
use crate::quotes::StatementKind;
use crate::search::Sort;

/// Longer addresses are cut here, in bytes.
pub const MAX_ADDRESS: usize = 8192;

/// A view with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// What is here.
    Overview(OverviewRoute),
    /// One document.
    Read(ReadRoute),
    /// Passages that answer a query, as typed.
    Search(SearchRoute),
    /// How much each source answers each of several queries; these as typed, one a line.
    Counts(String),
    /// Quotations under filters.
    Quotes(QuotesRoute),
    /// Documents side by side.
    Compare(CompareRoute),
    /// What things are called.
    Names(NamesRoute),
    /// When things happened, by the texts.
    Timeline(TimelineRoute),
    /// Where the texts come from.
    Corpus,
    /// No view of ours.
    Unknown(String),
}

/// State of the overview.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OverviewRoute {
    /// The queries of the matrix, a row each; none: the publisher's.
    pub rows: Vec<String>,
}

/// State of the reading view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadRoute {
    /// Key of the document.
    pub document: String,
    /// Key of the chosen passage: `5-3fa2`, or just `5`.
    pub passage: Option<String>,
    /// Query whose matches are marked.
    pub query: String,
    /// Key of the chosen quotation.
    pub quotation: Option<String>,
}

/// State of the quotations view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuotesRoute {
    /// Speakers' names; empty string: not stated.
    pub speakers: Vec<String>,
    /// Documents' keys.
    pub sources: Vec<String>,
    /// Relays' names; empty string: none stated.
    pub relays: Vec<String>,
    /// Kinds.
    pub kinds: Vec<StatementKind>,
    /// Words to search within.
    pub words: String,
    /// What stands together.
    pub grouping: Grouping,
    /// One quotation alone, by its key.
    pub only: Option<String>,
    /// The words it had when the link was made.
    pub said: String,
}

/// State of the comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompareRoute {
    /// Keys, the lead first.
    pub documents: Vec<String>,
    /// How they are laid out.
    pub layout: Layout,
    /// The chosen row, from 1.
    pub row: Option<u32>,
    /// Which rows are shown.
    pub rows: RowsShown,
    /// In columns: whether they scroll on their own.
    pub unlocked: bool,
}

/// State of the names view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamesRoute {
    /// Kinds.
    pub kinds: Vec<NameKind>,
    /// Words to search within.
    pub words: String,
    /// One name alone, by any of its forms.
    pub name: Option<String>,
}

/// State of the timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimelineRoute {
    /// Nothing that ended before this year.
    pub from: Option<u16>,
    /// Nothing that began after this year.
    pub to: Option<u16>,
    /// The chosen event, EDTF.
    pub at: Option<String>,
    /// Key of the document whose sentences alone are shown.
    pub source: Option<String>,
}

/// Which rows of a comparison are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowsShown {
    /// All of them.
    #[default]
    All,
    /// Those that several sources report, and the chosen one.
    Shared,
    /// The chosen one.
    One,
}

const ROWS: [(RowsShown, &str); 3] = [
    (RowsShown::All, "all"),
    (RowsShown::Shared, "shared"),
    (RowsShown::One, "one"),
];

/// How documents are laid out side by side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Rows of passages that report the same thing.
    #[default]
    Rows,
    /// Whole texts that scroll together.
    Columns,
    /// The same rows, of two sources word by word.
    Words,
}

const LAYOUTS: [(Layout, &str); 3] = [
    (Layout::Rows, "rows"),
    (Layout::Columns, "columns"),
    (Layout::Words, "words"),
];

impl QuotesRoute {
    /// The words of one speaker.
    pub fn of_speaker(name: &str) -> QuotesRoute {
        QuotesRoute {
            speakers: vec![name.to_owned()],
            ..QuotesRoute::default()
        }
    }
}

impl NamesRoute {
    /// One name alone.
    pub fn of_name(name: &str) -> NamesRoute {
        NamesRoute {
            name: Some(name.to_owned()),
            ..NamesRoute::default()
        }
    }
}

impl CompareRoute {
    /// Documents side by side, by their keys.
    pub fn of(documents: Vec<String>) -> CompareRoute {
        CompareRoute {
            documents,
            ..CompareRoute::default()
        }
    }

    /// The first comparison that suggests itself: `lead` among `all`, the next ones beside it.
    pub fn led_by<'a>(lead: &'a str, all: impl Iterator<Item = &'a str>) -> CompareRoute {
        let others = all.filter(|it| *it != lead);
        let first = std::iter::once(lead).chain(others).take(MAX_COMPARED);
        CompareRoute::of(first.map(str::to_owned).collect())
    }

    /// The same with row `n` alone.
    pub fn one_row(&self, n: u32) -> CompareRoute {
        CompareRoute {
            rows: RowsShown::One,
            layout: match self.layout {
                Layout::Columns => Layout::Rows,
                rows => rows,
            },
            ..self.at_row(n)
        }
    }

    /// The same at row `n`.
    pub fn at_row(&self, n: u32) -> CompareRoute {
        CompareRoute {
            row: Some(n),
            ..self.clone()
        }
    }
}

/// What is looked for, and how it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchRoute {
    /// As typed.
    pub query: String,
    /// Without the other names of what is named.
    pub literally: bool,
    /// As what hits are listed.
    pub listing: Listing,
    /// In what order.
    pub sort: Sort,
    /// In lines: how many words stand on each side.
    pub width: u32,
    /// Whatever it takes, of a corpus that is fetched piece by piece.
    pub thorough: bool,
}

/// As what the hits of a search are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Listing {
    /// Passages.
    #[default]
    Passages,
    /// Passages, those of one source together.
    Sources,
    /// Each match in a line of its own, the words around it on both sides.
    Lines,
}

/// Words on each side of a match, unless the reader wants more or fewer.
const USUAL_WIDTH: u32 = 7;

/// Fewer words are no context, more no line.
pub const WIDTHS: RangeInclusive<u32> = 3..=30;

impl Default for SearchRoute {
    fn default() -> SearchRoute {
        SearchRoute {
            query: String::new(),
            literally: false,
            listing: Listing::default(),
            sort: Sort::default(),
            width: USUAL_WIDTH,
            thorough: false,
        }
    }
}

const LISTINGS: [(Listing, &str); 3] = [
    (Listing::Passages, "passages"),
    (Listing::Sources, "sources"),
    (Listing::Lines, "lines"),
];

const SORTS: [(Sort, &str); 6] = [
    (Sort::Best, "best"),
    (Sort::Newest, "newest"),
    (Sort::Oldest, "oldest"),
    (Sort::Source, "source"),
    (Sort::Left, "left"),
    (Sort::Right, "right"),
];

const GROUPINGS: [(Grouping, &str); 6] = [
    (Grouping::Nothing, "nothing"),
    (Grouping::Speaker, "speaker"),
    (Grouping::Source, "source"),
    (Grouping::Relay, "via"),
    (Grouping::Topic, "topic"),
    (Grouping::Words, "words"),
];

/// The value of `names` that has a name.
fn by_name<T: Copy + Default>(names: &[(T, &str)], name: Option<String>) -> T {
    let found = names.iter().find(|it| Some(it.1) == name.as_deref());
    found.map_or(T::default(), |it| it.0)
}

/// The name of a value that is not the usual one.
fn name_of<T: Copy + Default + PartialEq>(
    names: &[(T, &'static str)],
    value: T,
) -> Option<&'static str> {
    let found = names
        .iter()
        .find(|it| it.0 == value && value != T::default());
    found.map(|it| it.1)
}

impl Route {
    /// The search view with `query`, as it is at first.
    pub fn of_query(query: String) -> Route {
        Route::Search(SearchRoute {
            query,
            ..SearchRoute::default()
        })
    }

    /// Whether its view takes the whole corpus, and so is not to be had of one that is fetched piece by
    /// piece.
    pub fn takes_all(&self) -> bool {
        matches!(
            self,
            Route::Counts(_)
                | Route::Quotes(_)
                | Route::Compare(_)
                | Route::Names(_)
                | Route::Timeline(_)
        )
    }

    /// The view's name, as in the address and in `data-view`.
    pub fn view(&self) -> &'static str {
        match self {
            Route::Overview(_) => "overview",
            Route::Read(_) => "read",
            Route::Search(_) => "search",
            Route::Counts(_) => "counts",
            Route::Quotes(_) => "quotes",
            Route::Compare(_) => "compare",
            Route::Names(_) => "names",
            Route::Timeline(_) => "timeline",
            Route::Corpus => "corpus",
            Route::Unknown(_) => "not-found",
        }
    }

    /// Whether it is one thing that says all by itself: a quotation, a row.
    pub fn stands_alone(&self) -> bool {
        match self {
            Route::Quotes(it) => it.only.is_some(),
            Route::Compare(it) => it.rows == RowsShown::One,
            _ => false,
        }
    }

    /// A link to it: `#/…`.
    pub fn href(&self) -> String {
        format!("#{self}")
    }

    /// The overview as it is at first.
    pub fn overview() -> Route {
        Route::Overview(OverviewRoute::default())
    }

    /// A document from its top.
    pub fn read(document: &str) -> Route {
        Route::Read(ReadRoute {
            document: document.to_owned(),
            ..ReadRoute::default()
        })
    }

    /// What is behind `#`, and the names of parameters that were ignored.
    ///
    /// ```
    /// use crossread::app::route::Route;
    /// let (route, ignored) = Route::parse("#/search?q=peace+treaty&color=red");
    /// assert_eq!(route, Route::of_query("peace treaty".to_owned()));
    /// assert_eq!(ignored, ["color"]);
    /// ```
    pub fn parse(hash: &str) -> (Route, Vec<String>) {
        let mut end = hash.len().min(MAX_ADDRESS);
        while !hash.is_char_boundary(end) {
            end -= 1;
        }
        let hash = hash[..end].trim_start_matches('#');
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        let mut parts = path.split('/').filter(|it| !it.is_empty());
        let mut params = Params::parse(query);
        let route = match (parts.next(), parts.next(), parts.next()) {
            (None, _, _) => Route::Overview(OverviewRoute {
                rows: params.all("row"),
            }),
            (Some("read"), Some(document), None) => Route::Read(ReadRoute {
                document: decoded(document),
                passage: params.one("p"),
                query: params.one("q").unwrap_or_default(),
                quotation: params.one("quote"),
            }),
            (Some("search"), None, _) => Route::Search(SearchRoute {
                query: params.one("q").unwrap_or_default(),
                literally: params.one("names").as_deref() == Some("off"),
                listing: by_name(&LISTINGS, params.one("as")),
                sort: by_name(&SORTS, params.one("sort")),
                width: (params.one("words").and_then(|it| it.parse().ok()))
                    .map_or(USUAL_WIDTH, |it: u32| {
                        it.clamp(*WIDTHS.start(), *WIDTHS.end())
                    }),
                thorough: params.one("reach").as_deref() == Some("all"),
            }),
            (Some("counts"), None, _) => Route::Counts(params.one("q").unwrap_or_default()),
            (Some("quotes"), None, _) => Route::Quotes(QuotesRoute {
                speakers: params.all("speaker"),
                sources: params.all("source"),
                relays: params.all("via"),
                kinds: (params.all("kind").iter())
                    .filter_map(|it| kind_from_name(it))
                    .collect(),
                words: params.one("q").unwrap_or_default(),
                grouping: by_name(&GROUPINGS, params.one("by")),
                only: params.one("id"),
                said: params.one("said").unwrap_or_default(),
            }),
            (Some("compare"), None, _) => Route::Compare(CompareRoute {
                documents: (params.one("docs").unwrap_or_default().split(','))
                    .filter(|it| !it.is_empty())
                    .map(str::to_owned)
                    .collect(),
                layout: by_name(&LAYOUTS, params.one("as")),
                row: params.one("row").and_then(|it| it.parse().ok()),
                rows: by_name(&ROWS, params.one("rows")),
                unlocked: params.one("lock").as_deref() == Some("0"),
            }),
            (Some("names"), None, _) => Route::Names(NamesRoute {
                kinds: (params.all("kind").iter())
                    .filter_map(|it| NameKind::of_name(it))
                    .collect(),
                words: params.one("q").unwrap_or_default(),
                name: params.one("name"),
            }),
            (Some("timeline"), None, _) => Route::Timeline(TimelineRoute {
                from: params.one("from").and_then(|it| it.parse().ok()),
                to: params.one("to").and_then(|it| it.parse().ok()),
                at: params.one("at"),
                source: params.one("source"),
            }),
            (Some("corpus"), None, _) => Route::Corpus,
            _ => Route::Unknown(path.to_owned()),
        };
        (route, params.left_over())
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut params = Vec::new();
        let mut add = |name: &str, value: &str| params.push(format!("{name}={}", encoded(value)));
        match self {
            Route::Overview(it) => {
                f.write_str("/")?;
                it.rows.iter().for_each(|it| add("row", it));
            }
            Route::Read(it) => {
                write!(f, "/read/{}", encoded(&it.document))?;
                it.passage.iter().for_each(|it| add("p", it));
                it.quotation.iter().for_each(|it| add("quote", it));
                if !it.query.is_empty() {
                    add("q", &it.query);
                }
            }
            Route::Search(it) => {
                f.write_str("/search")?;
                if !it.query.is_empty() {
                    add("q", &it.query);
                }
                if it.literally {
                    add("names", "off");
                }
                name_of(&LISTINGS, it.listing)
                    .iter()
                    .for_each(|it| add("as", it));
                name_of(&SORTS, it.sort)
                    .iter()
                    .for_each(|it| add("sort", it));
                if it.width != USUAL_WIDTH {
                    add("words", &it.width.to_string());
                }
                if it.thorough {
                    add("reach", "all");
                }
            }
            Route::Counts(queries) => {
                f.write_str("/counts")?;
                if !queries.is_empty() {
                    add("q", queries);
                }
            }
            Route::Quotes(it) => {
                f.write_str("/quotes")?;
                it.speakers.iter().for_each(|it| add("speaker", it));
                it.sources.iter().for_each(|it| add("source", it));
                it.relays.iter().for_each(|it| add("via", it));
                it.kinds.iter().for_each(|it| add("kind", it.name()));
                if !it.words.is_empty() {
                    add("q", &it.words);
                }
                name_of(&GROUPINGS, it.grouping)
                    .iter()
                    .for_each(|it| add("by", it));
                it.only.iter().for_each(|it| add("id", it));
                if !it.said.is_empty() {
                    add("said", &it.said);
                }
            }
            Route::Compare(it) => {
                f.write_str("/compare")?;
                if !it.documents.is_empty() {
                    add("docs", &it.documents.join(","));
                }
                name_of(&LAYOUTS, it.layout)
                    .iter()
                    .for_each(|it| add("as", it));
                it.row.iter().for_each(|it| add("row", &it.to_string()));
                name_of(&ROWS, it.rows)
                    .iter()
                    .for_each(|it| add("rows", it));
                if it.unlocked {
                    add("lock", "0");
                }
            }
            Route::Names(it) => {
                f.write_str("/names")?;
                it.kinds.iter().for_each(|it| add("kind", it.name()));
                if !it.words.is_empty() {
                    add("q", &it.words);
                }
                it.name.iter().for_each(|it| add("name", it));
            }
            Route::Timeline(it) => {
                f.write_str("/timeline")?;
                it.from.iter().for_each(|it| add("from", &it.to_string()));
                it.to.iter().for_each(|it| add("to", &it.to_string()));
                it.at.iter().for_each(|it| add("at", it));
                it.source.iter().for_each(|it| add("source", it));
            }
            Route::Corpus => f.write_str("/corpus")?,
            Route::Unknown(path) => f.write_str(path)?,
        }
        if !params.is_empty() {
            write!(f, "?{}", params.join("&"))?;
        }
        Ok(())
    }
}

/// The kind of statement that an address names.
fn kind_from_name(name: &str) -> Option<StatementKind> {
    StatementKind::ALL.into_iter().find(|it| it.name() == name)
}

/// The `name=value` pairs of an address, taken out one name at a time.
struct Params(Vec<(String, String)>);

impl Params {
    fn parse(query: &str) -> Params {
        let pairs = query.split('&').filter(|it| !it.is_empty());
        Params(
            pairs
                .map(|it| {
                    let (name, value) = it.split_once('=').unwrap_or((it, ""));
                    (decoded(name), decoded(value))
                })
                .collect(),
        )
    }

    fn all(&mut self, name: &str) -> Vec<String> {
        let taken = self.0.extract_if(.., |it| it.0 == name);
        taken.map(|it| it.1).collect()
    }

    fn one(&mut self, name: &str) -> Option<String> {
        self.all(name).into_iter().next()
    }

    fn left_over(self) -> Vec<String> {
        self.0.into_iter().map(|it| it.0).collect()
    }
}

/// Percent-encoding that keeps letters of every script readable, since browsers show and copy
/// them as they are; spaces become `+`.
fn encoded(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            ' ' => out.push('+'),
            _ if c.is_alphanumeric() || "-_.~,:()".contains(c) => out.push(c),
            _ => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    out.push_str(&format!("%{byte:02X}"));
                }
            }
        }
    }
    out
}

/// The inverse of [`encoded`]; a stray `%` stands for itself, bytes that are no UTF-8 become `�`.
fn decoded(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = |it: u8| (it as char).to_digit(16).map(|it| it as u8);
        let escaped = match (first, after) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match escaped {
            Some((high, low)) => {
                bytes.push(high << 4 | low);
                rest = &after[2..];
            }
            None => {
                bytes.push(if *first == b'+' { b' ' } else { *first });
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
