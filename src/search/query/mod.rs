//! What was typed, read. Nothing is an error: what cannot be an operator is a word.
//!
//! ```text
//! peace treaty            words; passages with all of them come first
//! "peace treaty"          these words in this order; any quotation marks, also unclosed
//! -sanctions -"cold war"  not these; also NOT sanctions
//! treaty OR pact          either of them; also treaty | pact
//! peace (treaty OR pact)  parentheses group
//! sov*                    every word that begins so
//! kishda~                 words written nearly so, even where this one exists
//! "peace treaty" NEAR/8 no  at most 8 words apart; NEAR alone is NEAR/10
//! source:tass -source:"ria novosti" speaker:lavrov via: kind: lang: name:
//! date:2018 date:2018-11 date:2018-11..2019-02 date:2018.. date:..2019-02-03
//! ```
//!
//! `lex` finds the words and operators, `parse` makes a tree of them, `write` writes it again;
//! `filters` and `dates` hold what narrows.

mod dates;
mod filters;
mod lex;
mod parse;
mod write;

pub use dates::DateRange;
pub use filters::Filter;
pub(super) use filters::{Field, FilterClause};
pub(super) use lex::{Tail, tail};

/// The most words that are read, operators counted; what follows is ignored.
const MAX_WORDS: usize = 256;

/// The most filters that are read.
const MAX_FILTERS: usize = 32;

/// How deep parentheses may stand in each other; deeper ones are ignored.
const MAX_DEPTH: usize = 16;

/// The most words that `NEAR` reaches.
const MAX_DISTANCE: u32 = 100;

/// What a reader asks, parsed. Never fails: whatever cannot be read as an operator is a word.
///
/// Written out again by `Display` so that it reads the same: `Query::parse(&query.to_string())`
/// equals `query`. Filters are kept sorted and come first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub(super) filters: Vec<FilterClause>,
    /// None of them [`Node::All`].
    pub(super) pieces: Vec<Node>,
    /// Whether a name answers by its own words alone. No part of what is typed.
    pub(super) is_literal: bool,
}

/// A piece of the text that is asked for, or pieces put together. Groups and alternatives hold at
/// least two nodes and none of their own sort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// One word, or a run of characters written without spaces.
    Word {
        typed: String,
        is_unfinished: bool,
        mode: Mode,
    },
    /// Words in this order; as typed, at least one.
    Phrase { typed: String, is_unfinished: bool },
    /// Within `distance` words of each other, in either order. Operands are words, phrases, or
    /// alternatives of them.
    Near {
        left: Box<Node>,
        right: Box<Node>,
        /// From 1 to 100.
        distance: u32,
    },
    /// Any of these.
    Or(Vec<Node>),
    /// All of these, inside something else.
    All(Vec<Node>),
    /// Not this, which is no [`Node::Without`] itself; a phrase is words in quotation marks, so
    /// not exactly this.
    Without(Box<Node>),
}

/// What answers for a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// What usually does.
    Plain,
    /// `word*`: whatever begins so.
    Prefix,
    /// `word~`: corrections too, even where the word exists.
    Fuzzy,
}

impl Query {
    /// Reads what was typed. Linear; at most 256 words (operators counted) and 32 filters,
    /// parentheses at most 16 deep.
    ///
    /// The last word counts as unfinished until white space, a closing quotation mark or anything
    /// else follows it.
    pub fn parse(typed: &str) -> Query {
        parse::parse(typed)
    }

    /// The query without other names: `northern territories` then finds those words alone.
    pub fn literally(self) -> Query {
        Query {
            is_literal: true,
            ..self
        }
    }

    /// Whether nothing is asked: neither words nor filters.
    pub fn is_empty(&self) -> bool {
        self.filters.is_empty() && self.pieces.is_empty()
    }

    /// The filters that keep something, sources first. Those that leave something out (`-source:`)
    /// are not among them.
    pub fn filters(&self) -> Vec<Filter> {
        self.filters_where(false)
    }

    /// The filters that leave something out, sources first.
    pub fn excluded_filters(&self) -> Vec<Filter> {
        self.filters_where(true)
    }

    /// The query with `filter` added, or taken away where it is there already; twice is as before.
    /// Case, accents and the kind of dash do not make a different filter. One without any word
    /// changes nothing.
    pub fn with_filter(&self, filter: Filter) -> Query {
        let mut toggled = self.clone();
        if let Some(clause) = FilterClause::of(filter, false) {
            toggled.toggle(clause);
        }
        toggled
    }

    /// The query with `filter` left out (`-source:`), or no longer where it is left out already.
    /// A filter that keeps the same is taken away.
    pub fn with_filter_excluded(&self, filter: Filter) -> Query {
        let mut toggled = self.clone();
        if let Some(mut clause) = FilterClause::of(filter, false) {
            if let Ok(at) = toggled.place(&clause) {
                toggled.filters.remove(at);
            }
            clause.excluded = true;
            toggled.toggle(clause);
        }
        toggled
    }

    fn filters_where(&self, excluded: bool) -> Vec<Filter> {
        let clauses = self.filters.iter().filter(|it| it.excluded == excluded);
        clauses.filter_map(FilterClause::filter).collect()
    }

    fn toggle(&mut self, clause: FilterClause) {
        match self.place(&clause) {
            Ok(at) => {
                self.filters.remove(at);
            }
            Err(_) => self.add(clause),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// `typed` is read as `expected`: clauses parted by `|`, filters first, `…` after what is
    /// unfinished. Written out it reads the same.
    #[track_caller]
    pub(super) fn check(typed: &str, expected: &str) {
        let query = Query::parse(typed);
        let filters = query.filters.iter().map(|it| it.to_string());
        let pieces = query.pieces.iter().map(|it| match it.last() {
            Some((_, true)) => format!("{it}…"),
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
        check(
            "name:kuril lang:ru kind:report via:kyodo x",
            "via:kyodo|kind:report|lang:ru|name:kuril|x…",
        );
        check("source:\"a (b)\"", "source:\"a (b)\"");
        check(
            "source：（tass） ｓｏｕｒｃｅ：tass",
            "source:tass|source|tass",
        );
    }

    #[test]
    fn dates() {
        check("date:2018-11 x", "date:2018-11|x…");
        check("date:2018–11..2019", "date:2018–11..2019");
        check("date:2018-11 date:2018-11-01..2018-11-30", "date:2018-11");
        check("-date:..2018", "-date:..2018");
        check("date:\"2018 .. 2019\"", "date:\"2018 .. 2019\"");
        check("date:soon", "date|soon…");
        check("-date:2018-13 x", "-\"date:2018-13\"|x…");
        let query = Query::parse("date:2018-01..2018-12");
        let [Filter::Date(range)] = query.filters()[..] else {
            panic!("{query}");
        };
        assert_eq!(range.to_string(), "2018");
        assert!(query.with_filter(Filter::Date(range)).is_empty());
        let open = Filter::Date(DateRange {
            from: range.from,
            to: None,
        });
        let widened = query.with_filter_excluded(open);
        assert_eq!(widened.to_string(), "date:2018-01..2018-12 -date:2018..");
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
    fn leaving_out_takes_the_place_of_keeping() {
        let tass = || Filter::Source("TASS".to_owned());
        let query = Query::parse("source:tass speaker:abe kuril");
        let without = query.with_filter_excluded(tass());
        assert_eq!(without.to_string(), "-source:TASS speaker:abe kuril");
        assert_eq!(without.excluded_filters(), [tass()]);
        assert_eq!(without.filters(), [Filter::Speaker("abe".to_owned())]);
        let back = without.with_filter_excluded(tass());
        assert_eq!(back.to_string(), "speaker:abe kuril");
    }

    #[test]
    fn long_queries_are_cut() {
        let query = Query::parse(&"x ".repeat(10_000));
        assert_eq!(query.pieces.len(), MAX_WORDS);
        let query = Query::parse(&"島".repeat(10_000));
        assert_eq!(query.to_string().chars().count(), MAX_WORDS + 1);
        assert_eq!(Query::parse(&query.to_string()), query);
        let many: String = (0..100).map(|it| format!("source:{it} ")).collect();
        assert_eq!(Query::parse(&many).filters().len(), MAX_FILTERS);
    }
}
