//! The program: builds and checks bundles, makes sites of them, serves the page.

mod arguments;
mod build;
mod check;
mod files;
mod folder;
mod foreign;
mod manual;
mod pdf;
mod progress;
mod quotes;
mod report;
mod search;
mod serve;
mod shards;
mod site;
mod warc;

use std::env;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{
    Arguments, BuildArguments, BundleArguments, CheckArguments, Command, FormatArgument,
    MergeArguments, QuotesArguments, SearchArguments, ShardsArguments, SiteArguments, SortArgument,
};
use clap::Parser;

/// How a command ends: with an exit code, or with a sentence for the person who gave it.
type Outcome = Result<ExitCode, String>;

fn main() -> ExitCode {
    if let Some(code) = pdf::answer() {
        return code;
    }
    let outcome = match Arguments::parse_from(arguments()).command {
        Command::Build(arguments) => build::build(&arguments),
        Command::Merge(arguments) => build::merge(&arguments),
        Command::Shards(arguments) => shards::shards(&arguments),
        Command::Site(arguments) => site::site(&arguments),
        Command::Check(arguments) => check::check(&arguments),
        Command::Quotes(arguments) => quotes::quotes(&arguments),
        Command::Search(arguments) => search::search(&arguments),
        Command::Serve { folder, port } => serve::serve(&folder, port),
        Command::Completions { shell } => manual::completions(shell),
        Command::Man { command } => manual::man(command.as_deref()),
    };
    outcome.unwrap_or_else(|sentence| {
        eprintln!("crossread: {sentence}.");
        ExitCode::FAILURE
    })
}

/// What the program was called with. A word that a query leaves out, `-sanctions`, gets a space
/// before it: it would be read as options otherwise, and may stand before some.
fn arguments() -> Vec<OsString> {
    let mut all: Vec<OsString> = env::args_os().collect();
    if all.get(1).is_some_and(|it| it == "search") {
        for it in &mut all[2..] {
            let typed = it.to_str().unwrap_or_default();
            let is_left_out = typed.starts_with('-') && !typed.starts_with("--");
            if is_left_out && typed != "-h" {
                *it = format!(" {typed}").into();
            }
        }
    }
    all
}

/// Prints `text` at once. When nobody reads on, as behind `| head`, that is no failure.
fn say(text: &str) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
