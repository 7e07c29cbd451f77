//! Dates in running text: which words say when, and from which day to which they mean.
//!
//! What the words state in full is taken as stated. What they say as seen from the day of
//! publication ("last October", "9 January") is worked out from that day and marked so. What can
//! be counted only from something else that is told ("the following year"), or has two good
//! readings, is found and left open. No day is ever more exact than its words.

mod calendar;
mod lexicon;
mod meaning;
mod reading;

use serde::{Deserialize, Serialize};

use crate::corpus::{Date, Day, Document};
use crate::text::Span;
use meaning::Meaning;

/// How exact the words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Precision {
    /// A day, or some days: a week.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years, or a third of them: “the late 19th century”.
    Century,
}

/// What the date rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Basis {
    /// The words say it all.
    Stated,
    /// The words and the date of publication.
    WorkedOut,
    /// Not enough: there is no date.
    Open,
}

impl Basis {
    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Stated => "stated",
            Basis::WorkedOut => "worked out",
            Basis::Open => "open",
        }
    }
}

/// Words that say when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateMention {
    /// The words.
    pub span: Span,
    /// How exact they are.
    pub precision: Precision,
    /// What the date rests on.
    pub basis: Basis,
    /// From which day to which; nothing when open. A decade is written `199X`, a century `19XX`.
    pub date: Option<Date>,
}

/// When a text was published, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// First day it can be.
    pub first: Day,
    /// Last day it can be.
    pub last: Day,
    /// Whether it is one stated day.
    pub is_sure: bool,
}

impl Published {
    /// When a document was published, if that is known.
    pub fn of(document: &Document) -> Option<Published> {
        let date = document.date.as_ref()?;
        Some(Published {
            first: date.first,
            last: date.last,
            is_sure: date.is_exact() && !document.date_is_inferred,
        })
    }
}

/// The dates in `text`, in order; none overlaps another. Linear.
pub fn find(text: &str, published: Option<Published>) -> Vec<DateMention> {
    let found = reading::read(text).into_iter();
    found
        .map(|it| placed(it.span, it.meaning, it.precision, published))
        .collect()
}

/// A mention with its place in time.
fn placed(
    span: Span,
    meaning: Meaning,
    precision: Precision,
    published: Option<Published>,
) -> DateMention {
    let (basis, found) = match (meaning, published) {
        (Meaning::Stated(period), _) => (Basis::Stated, Some((period, false))),
        (Meaning::About(period), _) => (Basis::Stated, Some((period, true))),
        (_, Some(published)) => (Basis::WorkedOut, meaning.seen_from(published)),
        (_, None) => (Basis::Open, None),
    };
    let date = found.map(|((first, last), uncertain)| Date {
        edtf: written(first, last, precision),
        first,
        last,
        uncertain,
    });
    DateMention {
        span,
        precision,
        basis: date.as_ref().map_or(Basis::Open, |_| basis),
        date,
    }
}

/// In EDTF, as exact as the words.
fn written(first: Day, last: Day, precision: Precision) -> String {
    let is_whole = (first.year % 100, last.year % 100) == (0, 99);
    let end = |it: Day| match precision {
        Precision::Day => format!("{:04}-{:02}-{:02}", it.year, it.month, it.day),
        Precision::Month => format!("{:04}-{:02}", it.year, it.month),
        Precision::Year => format!("{:04}", it.year),
        Precision::Decade => format!("{:03}X", it.year / 10),
        Precision::Century if is_whole => format!("{:02}XX", it.year / 100),
        Precision::Century => format!("{:04}", it.year),
    };
    let (from, to) = (end(first), end(last));
    match from == to {
        true => from,
        false => format!("{from}/{to}"),
    }
}

#[cfg(test)]
mod tests;
