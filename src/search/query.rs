//! What was typed, read. Nothing is an error: what cannot be an operator is a word.
//!
//! ```text
//! peace treaty          words; passages with all of them come first
//! "peace treaty"        these words in this order; any quotation marks, also unclosed
//! -sanctions -"cold war"  not these
//! source:tass -source:"ria novosti"
//! speaker:lavrov speaker:"shinzo abe"
//! ```

use std::fmt;
use std::ops::Range;

use super::tokens::segments;
use crate::text::{Folded, Span, fold, folded, is_word_char};

/// The most words that are read; what follows is ignored.
const MAX_WORDS: usize = 256;

/// The most filters that are read.
const MAX_FILTERS: usize = 32;

/// What a reader asks, parsed. Never fails: whatever cannot be read as an operator is a word.
///
/// Written out again by `Display` so that it reads the same: `Query::parse(&query.to_string())`
/// equals `query`. Filters are kept sorted and come first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub(super) filters: Vec<FilterClause>,
    pub(super) pieces: Vec<Piece>,
}

/// Something to narrow by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// An outlet's name, or a document's key.
    Source(String),
    /// A speaker's name.
    Speaker(String),
}

/// A filter as it stands in a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FilterClause {
    pub(super) field: Field,
    pub(super) excluded: bool,
    /// As typed, white space made single spaces; holds a word and no quotation mark.
    pub(super) value: String,
}

/// What a filter goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Source,
    Speaker,
}

/// A piece of the text that is asked for; each holds the words as typed, at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// One word, or a run of characters written without spaces.
    Word { typed: String, is_unfinished: bool },
    /// Words in this order.
    Phrase { typed: String, is_unfinished: bool },
    /// Not this; in quotation marks, not exactly this.
    Without { typed: String, is_exact: bool },
}

impl Query {
    /// Reads what was typed. Linear; at most 256 words and 32 filters.
    ///
    /// The last word counts as unfinished until white space, a closing quotation mark or anything
    /// else follows it.
    pub fn parse(typed: &str) -> Query {
        let mut parser = Parser {
            typed,
            folded: folded(typed),
            at: 0,
            n_words: 0,
            query: Query::default(),
        };
        while parser.at < parser.folded.text.len() && parser.n_words < MAX_WORDS {
            parser.step();
        }
        parser.query
    }

    /// Whether nothing is asked: neither words nor filters.
    pub fn is_empty(&self) -> bool {
        self.filters.is_empty() && self.pieces.is_empty()
    }

    /// The filters that keep something, sources first. Those that leave something out (`-source:`)
    /// are not among them.
    pub fn filters(&self) -> Vec<Filter> {
        let kept = self.filters.iter().filter(|it| !it.excluded);
        kept.map(|it| match it.field {
            Field::Source => Filter::Source(it.value.clone()),
            Field::Speaker => Filter::Speaker(it.value.clone()),
        })
        .collect()
    }

    /// The query with `filter` added, or taken away where it is there already; twice is as before.
    /// Case, accents and the kind of dash do not make a different filter. One without any word
    /// changes nothing.
    pub fn with_filter(&self, filter: Filter) -> Query {
        let (field, value) = match filter {
            Filter::Source(value) => (Field::Source, value),
            Filter::Speaker(value) => (Field::Speaker, value),
        };
        let mut toggled = self.clone();
        let Some(clause) = FilterClause::new(field, false, &value) else {
            return toggled;
        };
        match toggled.place(&clause) {
            Ok(at) => {
                toggled.filters.remove(at);
            }
            Err(_) => toggled.add(clause),
        }
        toggled
    }

    fn place(&self, clause: &FilterClause) -> Result<usize, usize> {
        self.filters
            .binary_search_by_key(&clause.key(), FilterClause::key)
    }

    fn add(&mut self, clause: FilterClause) {
        if let Err(at) = self.place(&clause)
            && self.filters.len() < MAX_FILTERS
        {
            self.filters.insert(at, clause);
        }
    }
}

impl FilterClause {
    /// `None` when there is no word in `value`.
    fn new(field: Field, excluded: bool, value: &str) -> Option<FilterClause> {
        let folds_to = |c: char, folded: &str| fold(c.encode_utf8(&mut [0; 4])) == folded;
        let unmarked = value.replace(|c| folds_to(c, "\""), " ");
        // What is invisible before the first letter is lost when the query is read again.
        let seen = unmarked.trim_start_matches(|c: char| c.is_whitespace() || folds_to(c, ""));
        let value = seen.split_whitespace().collect::<Vec<_>>().join(" ");
        segments(&fold(&value)).next()?;
        Some(FilterClause {
            field,
            excluded,
            value,
        })
    }

    /// What tells two filters apart, and orders them.
    fn key(&self) -> (Field, bool, String) {
        (self.field, self.excluded, fold(&self.value))
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clauses = self.filters.iter().map(ToString::to_string);
        let pieces = self.pieces.iter().map(ToString::to_string);
        f.write_str(&clauses.chain(pieces).collect::<Vec<_>>().join(" "))?;
        match self.pieces.last() {
            // The space says that the word is finished.
            Some(Piece::Word { is_unfinished, .. }) if !is_unfinished => f.write_str(" "),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for FilterClause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minus = if self.excluded { "-" } else { "" };
        let field = self.field.name();
        let value = &self.value;
        if value.contains(char::is_whitespace) {
            write!(f, "{minus}{field}\"{value}\"")
        } else {
            write!(f, "{minus}{field}{value}")
        }
    }
}

impl fmt::Display for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Piece::Word { typed, .. } => f.write_str(typed),
            Piece::Phrase {
                typed,
                is_unfinished,
            } => write!(f, "\"{typed}{}", if *is_unfinished { "" } else { "\"" }),
            Piece::Without { typed, is_exact } if *is_exact => write!(f, "-\"{typed}\""),
            Piece::Without { typed, .. } => write!(f, "-{typed}"),
        }
    }
}

impl Field {
    const ALL: [Field; 2] = [Field::Source, Field::Speaker];

    /// As it is typed, colon included.
    fn name(self) -> &'static str {
        match self {
            Field::Source => "source:",
            Field::Speaker => "speaker:",
        }
    }
}

/// Reads the folded text from left to right; `at` is always past everything that was read.
struct Parser<'a> {
    typed: &'a str,
    folded: Folded,
    at: usize,
    n_words: usize,
    query: Query,
}

impl Parser<'_> {
    /// Reads one clause, or the white space and marks that belong to none.
    fn step(&mut self) {
        let start = self.at;
        let rest = &self.folded.text[start..];
        let excluded = is_minus(rest);
        let operand = start + usize::from(excluded);
        if let Some((clause, end)) = self.filter(operand, excluded) {
            self.query.add(clause);
            self.at = end;
        } else if self.folded.text[operand..].starts_with('"') {
            let (inside, end) = self.quoted(operand);
            self.phrase(inside, excluded);
            self.at = end;
        } else {
            let end = start + chunk_length(rest);
            if excluded {
                self.without(start..end, false);
            } else {
                self.words(start..end);
            }
            let after = &self.folded.text[end..];
            self.at = end + (after.len() - after.trim_start().len());
        }
    }

    /// The filter that starts at `at`, and where it ends.
    fn filter(&self, at: usize, excluded: bool) -> Option<(FilterClause, usize)> {
        let rest = &self.folded.text[at..];
        let mut fields = Field::ALL.into_iter();
        let field = fields.find(|it| rest.starts_with(it.name()))?;
        let start = at + field.name().len();
        let (value, end) = if self.folded.text[start..].starts_with('"') {
            self.quoted(start)
        } else {
            let end = start + chunk_length(&self.folded.text[start..]);
            (start..end, end)
        };
        let clause = FilterClause::new(field, excluded, self.typed(value))?;
        Some((clause, end))
    }

    /// What stands between the mark at `at` and the next one or the end, and where to go on.
    fn quoted(&self, at: usize) -> (Range<usize>, usize) {
        let inside = at + 1;
        match self.folded.text[inside..].find('"') {
            Some(length) => (inside..inside + length, inside + length + 1),
            None => (inside..self.folded.text.len(), self.folded.text.len()),
        }
    }

    fn words(&mut self, chunk: Range<usize>) {
        for segment in self.segments(chunk) {
            let typed = self.typed(segment.clone()).to_owned();
            let is_unfinished = segment.end == self.folded.text.len();
            self.query.pieces.push(Piece::Word {
                typed,
                is_unfinished,
            });
        }
    }

    fn phrase(&mut self, inside: Range<usize>, excluded: bool) {
        if excluded {
            return self.without(inside, true);
        }
        let segments = self.segments(inside);
        if let (Some(first), Some(last)) = (segments.first(), segments.last()) {
            let typed = self.typed(first.start..last.end).to_owned();
            // Only an unclosed phrase can reach the end.
            let is_unfinished = last.end == self.folded.text.len();
            self.query.pieces.push(Piece::Phrase {
                typed,
                is_unfinished,
            });
        }
    }

    fn without(&mut self, range: Range<usize>, is_quoted: bool) {
        let segments = self.segments(range);
        if let (Some(first), Some(last)) = (segments.first(), segments.last()) {
            let typed = self.typed(first.start..last.end).to_owned();
            self.query.pieces.push(Piece::Without {
                typed,
                is_exact: is_quoted || segments.len() > 1,
            });
        }
    }

    /// The words and runs of a stretch, as far as words may still be read.
    fn segments(&mut self, range: Range<usize>) -> Vec<Range<usize>> {
        let text = &self.folded.text[range.clone()];
        let mut found = Vec::new();
        for segment in segments(text) {
            let positions = segment.positions(text);
            let n = positions.len().min(MAX_WORDS - self.n_words);
            let Some(last) = positions[..n].last() else {
                break;
            };
            self.n_words += n;
            found.push(range.start + segment.range.start..range.start + last.range.end);
        }
        found
    }

    /// A stretch of the folded text, as typed.
    fn typed(&self, folded: Range<usize>) -> &str {
        self.folded.original(Span::new(folded)).of_text(self.typed)
    }
}

/// Whether `rest` starts with a minus that belongs to what follows.
fn is_minus(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next() == Some('-') && chars.next().is_some_and(|it| it == '"' || is_word_char(it))
}

/// How far `rest` goes without white space or a quotation mark.
fn chunk_length(rest: &str) -> usize {
    rest.find(|c: char| c == '"' || c.is_whitespace())
        .unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `typed` is read as `expected`: clauses parted by `|`, filters first, `…` after what is
    /// unfinished.
    #[track_caller]
    fn check(typed: &str, expected: &str) {
        let query = Query::parse(typed);
        let filters = query.filters.iter().map(|it| it.to_string());
        let pieces = query.pieces.iter().map(|it| match it {
            Piece::Word { is_unfinished, .. } if *is_unfinished => format!("{it}…"),
            Piece::Phrase { is_unfinished, .. } if *is_unfinished => format!("{it}…"),
            _ => it.to_string(),
        });
        let read: Vec<String> = filters.chain(pieces).collect();
        assert_eq!(read.join("|"), expected);
        assert_eq!(Query::parse(&query.to_string()), query, "{query}");
    }

    #[test]
    fn words() {
        check("", "");
        check("  ", "");
        check("peace treaty", "peace|treaty…");
        check("peace treaty ", "peace|treaty");
        check("Japan’s\u{a0}far-right.", "Japan’s|far|right");
        check("2019年 北方領土", "2019|年|北方領土…");
    }

    #[test]
    fn phrases() {
        check("\"peace treaty\"", "\"peace treaty\"");
        check(
            "“peace treaty” «мирный договор»",
            "\"peace treaty\"|\"мирный договор\"",
        );
        check("\"peace tre", "\"peace tre…");
        check("\"peace tre ", "\"peace tre\"");
        check("\"\" \" \" \"", "");
        check("5\" gun", "5|\"gun…");
    }

    #[test]
    fn without() {
        check("treaty -peace", "treaty|-peace");
        check(
            "-\"peace treaty\" -far-right",
            "-\"peace treaty\"|-\"far-right\"",
        );
        check("–peace", "-peace");
        check("treaty - peace --gnu", "treaty|peace|gnu…");
        check("-", "");
    }

    #[test]
    fn filters() {
        check("source:tass kuril", "source:tass|kuril…");
        check("kuril source:tass", "source:tass|kuril");
        check("Source:\"RIA  Novosti\"", "source:\"RIA Novosti\"");
        check("-source:“ria novosti”x", "-source:\"ria novosti\"|x…");
        check(
            "speaker:abe speaker:ABE source:b source:a",
            "source:a|source:b|speaker:abe",
        );
        check("speaker:\"shinzo abe", "speaker:\"shinzo abe\"");
    }

    #[test]
    fn what_is_no_operator_is_words() {
        check("source:", "source");
        check("source: tass", "source|tass…");
        check("source:\"-\" x", "source|x…");
        check("foo:bar", "foo|bar…");
        check("-source: x", "-source|x…");
    }

    #[test]
    fn toggling_a_filter_twice_changes_nothing() {
        let tass = || Filter::Source("TASS".to_owned());
        let query = Query::parse("kuril source:ria speaker:abe trea");
        let narrowed = query.with_filter(tass());
        assert_eq!(
            narrowed.to_string(),
            "source:ria source:TASS speaker:abe kuril trea"
        );
        assert_eq!(narrowed.filters().len(), 3);
        assert_eq!(narrowed.with_filter(tass()), query);
        let widened = query.with_filter(Filter::Source("RIA".to_owned()));
        assert_eq!(widened.filters(), [Filter::Speaker("abe".to_owned())]);
        let marked = Query::default().with_filter(Filter::Speaker("Dwayne “Rock” J".to_owned()));
        assert_eq!(marked.to_string(), "speaker:\"Dwayne Rock J\"");
        assert!(query.with_filter(Filter::Source("-".to_owned())) == query);
    }

    #[test]
    fn long_queries_are_cut() {
        let query = Query::parse(&"x ".repeat(10_000));
        assert_eq!(query.pieces.len(), MAX_WORDS);
        let query = Query::parse(&"島".repeat(10_000));
        assert_eq!(query.to_string().chars().count(), MAX_WORDS + 1);
        assert_eq!(Query::parse(&query.to_string()), query);
    }
}
