//! Why a file could not be opened, in sentences for the person who chose it.

use std::fmt;

use super::VERSION;

/// Why a bundle could not be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// The file does not start as bundles do.
    #[error("this file is not a Crossread bundle{0}")]
    NotABundle(Resemblance),
    /// Another release wrote the bundle.
    #[error(
        "this bundle has format {found}, and this release of Crossread reads format {VERSION}; \
         build it again with the crossread program of this release"
    )]
    OtherVersion {
        /// The version that the file names.
        found: u16,
    },
    /// The bytes are not those that were written.
    #[error("this bundle is damaged ({part}); download it or build it again")]
    Damaged {
        /// Where the damage was noticed.
        part: Part,
    },
}

/// What a file that is no bundle looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resemblance {
    /// No bytes at all.
    Empty,
    /// A web page: servers answer so when they do not find a file.
    Html,
    /// Gzip, as a server may have left it.
    Gzip,
    /// Anything else.
    Other,
}

impl Resemblance {
    /// What `bytes` look like.
    pub(super) fn of(bytes: &[u8]) -> Resemblance {
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let start = text.trim_ascii_start();
        if bytes.is_empty() {
            Resemblance::Empty
        } else if bytes.starts_with(b"\x1f\x8b") {
            Resemblance::Gzip
        } else if start.first() == Some(&b'<') {
            Resemblance::Html
        } else {
            Resemblance::Other
        }
    }
}

impl fmt::Display for Resemblance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Resemblance::Empty => ": it is empty; download it or build it again",
            Resemblance::Html => {
                " but a web page, as servers send it when a file is missing; check the address of \
                 the .crossread file"
            }
            Resemblance::Gzip => {
                " but a gzip archive; unpack it, or have the server send it with the header \
                 Content-Encoding: gzip"
            }
            Resemblance::Other => "; choose a .crossread file made by crossread build",
        })
    }
}

/// A part of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The table of the sections.
    Table,
    /// The articles.
    Corpus,
    /// The statements in them.
    Statements,
    /// Their names.
    Names,
    /// The search index of a large corpus.
    Index,
    /// Which words are forms of one word.
    Families,
    /// Which sentences are told alike.
    Links,
    /// What its publisher says beside the articles.
    Said,
    /// A section of a later release.
    Unknown,
    /// What the sections say about one another.
    Whole,
}

impl Part {
    /// The number of its section in the table; 0 for what has none.
    pub(super) fn kind(self) -> u32 {
        match self {
            Part::Corpus => 1,
            Part::Statements => 2,
            Part::Names => 3,
            // 4 was an index in another coding: that of an older bundle is made anew.
            Part::Index => 6,
            Part::Families => 5,
            Part::Said => 7,
            Part::Links => 8,
            Part::Table | Part::Unknown | Part::Whole => 0,
        }
    }

    /// The part with the section number `kind`.
    pub(super) fn of_kind(kind: u32) -> Part {
        [
            Part::Corpus,
            Part::Statements,
            Part::Names,
            Part::Index,
            Part::Families,
            Part::Said,
            Part::Links,
        ]
        .into_iter()
        .find(|it| it.kind() == kind)
        .unwrap_or(Part::Unknown)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Part::Table => "its table of contents cannot be read",
            Part::Corpus => "its articles cannot be read",
            Part::Statements => "its statements cannot be read",
            Part::Index => "its search index cannot be read",
            Part::Families => "its forms of words cannot be read",
            Part::Names => "its names cannot be read",
            Part::Said => "what its publisher says cannot be read",
            Part::Unknown => "one of its sections cannot be read",
            Part::Links => "its links between sentences cannot be read",
            Part::Whole => "its parts do not fit together",
        })
    }
}
