//! The program: builds and checks bundles, serves the page.

mod build;
mod check;
mod folder;
mod foreign;
mod pdf;
mod quotes;
mod search;
mod serve;
mod warc;

use std::env;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use crossread::export::Format;

/// What an article looks like, for people who write their first one.
const ARTICLE: &str = "\
An article in Markdown:
  ---
  title: Ferry sails again
  outlet: Harbor Post
  date: 2021-03-05
  ---
  The ferry sailed at noon …

  title and outlet must be there. May be there: carried-by, kind, date-basis, place, language
  (en, ja …), url, author, and rights: full, excerpts or link. Of excerpts the bundle carries the
  first sentence of each passage, about 200 words in all; of link it carries no text.
  A date may be a month (2021-03), a year, about (2021-03~) or from/to (2021-03-01/2021-03-05).

The collection itself: a file _corpus.md with a title in its front matter, and below it a sentence
or two about what it is.";

/// Crossread lets readers explore one story told by many sources, in their browser.
///
/// Put the articles into a folder, one file each (.md with front matter, or .txt), check the
/// folder, build a bundle of it and serve it with the page.
#[derive(Parser)]
#[command(version, arg_required_else_help = true, after_long_help = ARTICLE)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build a bundle of the articles in a folder
    ///
    /// Files are read in the order of their names, subfolders included; hidden files are not. A
    /// file that cannot be read is left out and said. The same articles always give the same
    /// bytes.
    Build(BuildArguments),
    /// Tell what is wrong with the articles in a folder, and what to do about it
    ///
    /// Every problem is told with its file and line. The exit code is 1 when an article would be
    /// left out.
    Check {
        /// The folder with the articles
        folder: PathBuf,
    },
    /// Tell who said what in the articles of a folder
    ///
    /// Every statement, direct, mixed or indirect, with its speaker, the words that report it, the
    /// way it took and the reason; terms in quotation marks too. Problems with the articles are
    /// told on the standard error output.
    Quotes {
        /// The folder with the articles
        folder: PathBuf,
        /// As what
        #[arg(long, value_enum, default_value_t = FormatArgument::Csv)]
        format: FormatArgument,
    },
    /// Search a bundle, as the page does
    ///
    /// Hits are told best first, with what matched in brackets; the exit code is 1 when there is
    /// none. Words, "phrases", -without, OR, (groups), begin*, near~, NEAR/8, and source: speaker:
    /// via: kind: lang: date: name: are understood. Where little is found, it is told what else to
    /// ask.
    Search(SearchArguments),
    /// Serve a folder with the page to browsers on this machine
    ///
    /// Nothing outside the folder is served, and nobody on other machines can connect.
    Serve {
        /// The folder with the page: its index.html and all that belongs to it
        folder: PathBuf,
        /// The port to listen at; without it, the first free one from 8017 on
        #[arg(long)]
        port: Option<u16>,
    },
}

#[derive(clap::Args)]
struct BuildArguments {
    /// The folder with the articles
    folder: PathBuf,
    /// The bundle to write; a file of that name is replaced
    #[arg(short, long, value_name = "FILE.crossread")]
    output: PathBuf,
    /// Exit with code 1 when any file had to be left out; the bundle is written all the same
    #[arg(long)]
    strict: bool,
}

#[derive(clap::Args)]
struct SearchArguments {
    /// The bundle
    #[arg(value_name = "FILE.crossread")]
    bundle: PathBuf,
    /// What to look for
    #[arg(required_unless_present = "counts_of")]
    query: Vec<String>,
    /// In what order
    #[arg(long, value_enum, default_value_t = SortArgument::Best)]
    sort: SortArgument,
    /// Put hits of one source together
    #[arg(long)]
    group: bool,
    /// Tell each place that matches on a line, with the words around it
    #[arg(long, conflicts_with = "why")]
    lines: bool,
    /// Words on each side of a line, from 3 to 30
    #[arg(long, default_value_t = 8, requires = "lines")]
    width: u32,
    /// Tell of each hit how its score comes about
    #[arg(long)]
    why: bool,
    /// Tell at most so many hits or lines
    #[arg(long, default_value_t = 20)]
    limit: u32,
    /// Leave out what a name is called otherwise
    #[arg(long)]
    literally: bool,
    /// Tell all of them as a table of comma-separated values
    #[arg(long, conflicts_with = "why")]
    csv: bool,
    /// Count instead how many hits each query in a file has in each source; one query a line
    #[arg(long, value_name = "FILE_OF_QUERIES", conflicts_with_all = ["query", "lines", "why"])]
    counts_of: Option<PathBuf>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum FormatArgument {
    /// A table of comma-separated values
    Csv,
    /// An array of objects; offsets in Unicode code points of the document's text
    Json,
    /// The same objects, one a line
    Jsonl,
    /// References with statements as notes, for reference managers
    Ris,
    /// References with statements as notes, for LaTeX
    Bibtex,
    /// References with statements as notes, for Zotero and Pandoc
    Csl,
}

impl From<FormatArgument> for Format {
    fn from(format: FormatArgument) -> Format {
        match format {
            FormatArgument::Csv => Format::Csv,
            FormatArgument::Json => Format::Json,
            FormatArgument::Jsonl => Format::JsonLines,
            FormatArgument::Ris => Format::Ris,
            FormatArgument::Bibtex => Format::BibTex,
            FormatArgument::Csl => Format::CslJson,
        }
    }
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum SortArgument {
    /// How well they answer
    Best,
    /// The latest sources first
    Newest,
    /// The earliest sources first
    Oldest,
    /// The order of the sources in the bundle
    Source,
    /// The words before what matched, read backward
    Left,
    /// The words after what matched
    Right,
}

/// How a command ends: with an exit code, or with a sentence for the person who gave it.
type Outcome = Result<ExitCode, String>;

fn main() -> ExitCode {
    if let Some(code) = pdf::answer() {
        return code;
    }
    let outcome = match Arguments::parse_from(arguments()).command {
        Command::Build(arguments) => build::build(&arguments),
        Command::Check { folder } => check::check(&folder),
        Command::Quotes { folder, format } => quotes::quotes(&folder, format),
        Command::Search(arguments) => search::search(&arguments),
        Command::Serve { folder, port } => serve::serve(&folder, port),
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
