//! What narrows: `source:tass`, `-speaker:"shinzo abe"`, `date:2018..`.

use super::DateRange;
use crate::search::tokens::segments;
use crate::text::{fold, on_one_line};

/// Something to narrow by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// An outlet's name, or a document's key.
    Source(String),
    /// A speaker's name.
    Speaker(String),
    /// Who carried the report.
    Via(String),
    /// What sort of text it is.
    Kind(String),
    /// The language it is written in.
    Language(String),
    /// When it was published.
    Date(DateRange),
    /// Someone or something that is named.
    Name(String),
}

/// A filter as it stands in a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::search) struct FilterClause {
    pub(in crate::search) field: Field,
    pub(in crate::search) excluded: bool,
    /// As typed, white space made single spaces; holds a word and no quotation mark.
    pub(in crate::search) value: String,
    /// What `value` means; there for [`Field::Date`] alone.
    pub(in crate::search) date: Option<DateRange>,
}

/// What a filter goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::search) enum Field {
    Source,
    Speaker,
    Via,
    Kind,
    Language,
    Date,
    Name,
}

impl FilterClause {
    /// `None` when there is no word in `value`, or no date where one is needed.
    pub(in crate::search) fn new(
        field: Field,
        excluded: bool,
        value: &str,
    ) -> Option<FilterClause> {
        let folds_to = |c: char, folded: &str| fold(c.encode_utf8(&mut [0; 4])) == folded;
        let unmarked = value.replace(|c| folds_to(c, "\""), " ");
        // What is invisible before the first letter is lost when the query is read again.
        let seen = unmarked.trim_start_matches(|c: char| c.is_whitespace() || folds_to(c, ""));
        let value = on_one_line(seen);
        let folded = fold(&value);
        segments(&folded).next()?;
        let date = match field {
            Field::Date => Some(DateRange::read(&folded)?),
            _ => None,
        };
        Some(FilterClause {
            field,
            excluded,
            value,
            date,
        })
    }

    /// The clause that `filter` makes; `None` when it says nothing.
    pub(super) fn of(filter: Filter, excluded: bool) -> Option<FilterClause> {
        let (field, value) = match filter {
            Filter::Source(value) => (Field::Source, value),
            Filter::Speaker(value) => (Field::Speaker, value),
            Filter::Via(value) => (Field::Via, value),
            Filter::Kind(value) => (Field::Kind, value),
            Filter::Language(value) => (Field::Language, value),
            Filter::Date(range) => (Field::Date, range.to_string()),
            Filter::Name(value) => (Field::Name, value),
        };
        FilterClause::new(field, excluded, &value)
    }

    /// What it narrows by, be it kept or left out.
    pub(super) fn filter(&self) -> Option<Filter> {
        let value = self.value.clone();
        Some(match self.field {
            Field::Source => Filter::Source(value),
            Field::Speaker => Filter::Speaker(value),
            Field::Via => Filter::Via(value),
            Field::Kind => Filter::Kind(value),
            Field::Language => Filter::Language(value),
            Field::Date => Filter::Date(self.date?),
            Field::Name => Filter::Name(value),
        })
    }

    /// What tells two filters apart, and orders them.
    pub(super) fn key(&self) -> (Field, bool, String) {
        let value = match self.date {
            Some(range) => range.to_string(),
            None => fold(&self.value),
        };
        (self.field, self.excluded, value)
    }
}

impl Field {
    pub(in crate::search) const ALL: [Field; 7] = [
        Field::Source,
        Field::Speaker,
        Field::Via,
        Field::Kind,
        Field::Language,
        Field::Date,
        Field::Name,
    ];

    /// As it is typed, colon included.
    pub(in crate::search) fn name(self) -> &'static str {
        match self {
            Field::Source => "source:",
            Field::Speaker => "speaker:",
            Field::Via => "via:",
            Field::Kind => "kind:",
            Field::Language => "lang:",
            Field::Date => "date:",
            Field::Name => "name:",
        }
    }
}
