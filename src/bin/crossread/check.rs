//! `crossread check`: what is wrong with a folder of articles.

use std::path::Path;
use std::process::ExitCode;

use crossread::ingest::Severity;

use crossread::app::view::count;

use crate::folder::{self, summary};
use crate::{Outcome, say};

pub(crate) fn check(path: &Path) -> Outcome {
    let mut folder = folder::read(path)?;
    let bundle = folder.bundle();
    say(&format!(
        "{}{}{}; {}, {}\n",
        folder.report(),
        folder.passed_over(),
        summary(&bundle.corpus),
        count(folder.n_problems(Severity::Error) as u64, "error"),
        count(folder.n_problems(Severity::Warning) as u64, "warning"),
    ));
    Ok(if folder.has_errors() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}
