//! `crossread check`: what is wrong with a folder of articles, and what was kept of them.

use std::process::ExitCode;
use std::time::Instant;

use crossread::app::view::count;
use crossread::ingest::Severity;

use crate::report::{self, Seconds, Sums, rounded};
use crate::{CheckArguments, Outcome, folder, say};

pub(crate) fn check(arguments: &CheckArguments) -> Outcome {
    let mut folder = folder::read(&arguments.folder)?;
    let started = Instant::now();
    let corpus = folder.corpus();
    let documents = report::kept(&corpus, arguments.verbose);
    let built = folder.analyze(corpus)?;
    let sums = Sums::of(&built.bundle);
    if arguments.json {
        let seconds = Seconds {
            analyze: rounded(started.elapsed()),
            ..Seconds::default()
        };
        let path = &arguments.folder;
        say(&report::json(
            path, &folder, &documents, sums, seconds, None,
        ));
    } else {
        say(&format!(
            "{}{}{}{sums}; {}, {}\n",
            report::lines(&documents),
            report::problems(&folder.problems),
            report::passed_over(&folder),
            count(folder.n_problems(Severity::Error) as u64, "error"),
            count(folder.n_problems(Severity::Warning) as u64, "warning"),
        ));
    }
    Ok(match folder.has_errors() {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    })
}
