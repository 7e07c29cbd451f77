//! `crossread check`: what is wrong with a folder of articles.

use std::path::Path;
use std::process::ExitCode;

use crossread::ingest::Severity;

use crate::folder::{self, count, summary};
use crate::{Outcome, say};

pub(crate) fn check(path: &Path) -> Outcome {
    let folder = folder::read(path)?;
    say(&format!(
        "{}{}{}; {}, {}\n",
        folder.report(),
        folder.passed_over(),
        summary(&folder.corpus),
        count(folder.n_problems(Severity::Error), "error"),
        count(folder.n_problems(Severity::Warning), "warning"),
    ));
    Ok(if folder.has_errors() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}
