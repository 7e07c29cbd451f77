//! What is wrong with a file, where, and what to do about it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Something about a file that its publisher should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The file, as it was named when it was read.
    pub file: String,
    /// The line, from 1, where there is one to point at.
    pub line: Option<u32>,
    /// Whether the document was kept.
    pub severity: Severity,
    /// What is wrong: a clause without a final period.
    pub message: String,
    /// What to do: a clause in the imperative, without a final period.
    pub remedy: String,
}

/// What a problem means for the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// The document was left out.
    Error,
    /// The document was kept, and something about it was not.
    Warning,
}

impl Problem {
    /// A problem for which the document is left out.
    pub fn error(
        file: &str,
        line: Option<u32>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Problem {
        Problem {
            file: file.to_owned(),
            line,
            severity: Severity::Error,
            message: message.into(),
            remedy: remedy.into(),
        }
    }

    /// A problem despite which the document is kept.
    pub fn warning(
        file: &str,
        line: Option<u32>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Problem {
        Problem {
            severity: Severity::Warning,
            ..Problem::error(file, line, message, remedy)
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}; {}", self.message, self.remedy)
    }
}
