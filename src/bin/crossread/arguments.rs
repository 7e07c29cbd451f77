//! What the program can be asked on the command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use clap_complete::Shell;
use crossread::builder::Share;
use crossread::export::Format;
use crossread::plain::Address;

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

The collection itself: a file crossread.toml.
  title = \"Ferries\"
  about = \"A sentence or two about what it is.\"
  [topics]                     # counted in the overview
  Piers = \"pier OR jetty\"
  \"No date\" = { query = \"date NEAR/6 no\", statement = true }  # one row of a comparison
  [sources.\"Harbor Post\"]     # an outlet, or files as in \"post/*\"
  rights = \"excerpts\"          # also license, outlet, language, url
  [names]                      # what things are called
  \"Ann Lind\" = [\"Lind\", \"the port director\"]

A table names.csv (name, form, source, words) says who speaks, in rows with a kind (person, place,
body, event) what things are called. A table labels.csv (file, words, label) says what the passage
that begins with these words is: body, heading, caption, related … A table links.csv (verdict, source,
words, other source, other words) says which two sentences report the same, and which do not
(different).";

/// What exit codes mean, in every command.
const EXIT_CODES: &str = "\
Exit codes:
  0  done, and nothing was found that speaks against it
  1  there are findings (check: an article is left out; search: no hit; build and site with
     --strict), or the command was refused and says why
  2  the command is not understood";

fn long_help() -> String {
    format!("{ARTICLE}\n\n{EXIT_CODES}")
}

/// Crossread lets readers explore one story told by many sources, in their browser.
///
/// Put the articles into a folder, check the folder, and make a site of it for any web server.
#[derive(Parser)]
#[command(version, arg_required_else_help = true, after_help = EXIT_CODES, after_long_help = long_help())]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Build a bundle of the articles in a folder
    ///
    /// Files are read in the order of their names, subfolders included; hidden files are not. A
    /// file that cannot be read is left out and said. The same articles always give the same
    /// bytes.
    Build(BuildArguments),
    /// Build the bundle of a folder of which several machines read a part each
    ///
    /// It has the same bytes as if one machine had built it. All parts must be there, each once, of
    /// the same files, and built with this release. To join them takes the memory that building on
    /// one machine takes.
    Merge(MergeArguments),
    /// Make of a bundle many small files, for a corpus that is too large to be fetched whole
    ///
    /// Files are called by what they hold and packed with gzip. Those of the shards that were there
    /// before stay for who still reads them; older ones are taken away. crossread search reads such a
    /// folder; the page does not yet.
    Shards(ShardsArguments),
    /// Make a site of the articles in a folder: the page and its bundle, for any web server
    ///
    /// The folder that is written needs nothing but to be uploaded. A site that is there already is
    /// replaced file by file, its first page last, so that readers never meet half of it. With
    /// --single all of it is one HTML file, which opens from a disk and can be sent by mail.
    Site(SiteArguments),
    /// Tell what is wrong with the articles in a folder, and what to do about it
    ///
    /// Every problem is told with its file, line, reason and remedy, and of each article how much
    /// of its file was kept and what was cut as furniture of the page. The exit code is 1 when an
    /// article would be left out.
    Check(CheckArguments),
    /// Tell who said what in the articles of a folder
    ///
    /// Every statement, direct, mixed or indirect, with its speaker, the words that report it, the
    /// way it took and the reason; terms in quotation marks too. Problems with the articles are
    /// told on the standard error output.
    Quotes(QuotesArguments),
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
    /// Print what a shell needs to complete commands of this program
    ///
    /// For bash: crossread completions bash > ~/.local/share/bash-completion/completions/crossread
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// Print the manual page of the program, or of one command
    ///
    /// To read it: crossread man > crossread.1 && man ./crossread.1
    Man {
        /// The command, as in crossread man build
        command: Option<String>,
    },
}

#[derive(clap::Args)]
pub(crate) struct BuildArguments {
    /// The folder with the articles, or a single file of them
    pub(crate) folder: PathBuf,
    /// Read and analyze one share of the files, as 2/8 for the second of eight, and write a part
    ///
    /// Each machine that sees the folder makes a part of its own; crossread merge makes of all of
    /// them the bundle that one machine would make. A part holds whole articles, whatever their
    /// rights: keep it where the folder is.
    #[arg(long, value_name = "I/N", conflicts_with = "json")]
    pub(crate) part: Option<Share>,
    #[command(flatten)]
    pub(crate) bundle: BundleArguments,
}

#[derive(clap::Args)]
pub(crate) struct MergeArguments {
    /// All parts of one folder, in any order
    #[arg(required = true, value_name = "PART")]
    pub(crate) parts: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) bundle: BundleArguments,
}

#[derive(clap::Args)]
pub(crate) struct BundleArguments {
    /// The file to write; one of that name is replaced
    #[arg(short, long, value_name = "FILE.crossread")]
    pub(crate) output: PathBuf,
    /// Exit with code 1 when any file had to be left out; what could be read is written all the same
    #[arg(long)]
    pub(crate) strict: bool,
    /// Tell what came of it as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(clap::Args)]
pub(crate) struct ShardsArguments {
    /// The bundle
    #[arg(value_name = "FILE.crossread")]
    pub(crate) bundle: PathBuf,
    /// The folder to write
    #[arg(short, long, value_name = "FOLDER")]
    pub(crate) output: PathBuf,
}

/// Whether a bundle is cut into shards.
#[derive(Clone, Copy, clap::ValueEnum)]
pub(crate) enum CutWhen {
    /// When it is large
    Auto,
    Always,
    Never,
}

#[derive(clap::Args)]
pub(crate) struct SiteArguments {
    /// The folder with the articles, or a single file of them
    pub(crate) folder: PathBuf,
    /// The folder to write; a site in it is replaced. With --single, the file
    #[arg(short, long, value_name = "SITE")]
    pub(crate) output: PathBuf,
    /// Where the site will lie on the web, as in https://example.org/treaty/: with it there are a
    /// sitemap, a feed, and pictures for links to it
    #[arg(long, value_name = "ADDRESS", conflicts_with = "single")]
    pub(crate) address: Option<Address>,
    /// Write one HTML file instead, which opens from a disk without a server
    #[arg(long, conflicts_with = "force")]
    pub(crate) single: bool,
    /// Whether to cut the bundle into small files, of which readers fetch what they need; by itself
    /// one of more than 32 MiB is
    #[arg(
        long,
        value_name = "WHEN",
        default_value = "auto",
        conflicts_with = "single"
    )]
    pub(crate) shards: CutWhen,
    /// A folder with a built page, in place of the one that this program holds
    #[arg(long, value_name = "FOLDER")]
    pub(crate) page: Option<PathBuf>,
    /// Write even though the folder holds other things, which stay
    #[arg(long)]
    pub(crate) force: bool,
    /// Exit with code 1 when any file had to be left out; the site is written all the same
    #[arg(long)]
    pub(crate) strict: bool,
    /// Tell what came of it as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(clap::Args)]
pub(crate) struct CheckArguments {
    /// The folder with the articles, or a single file of them
    pub(crate) folder: PathBuf,
    /// List every passage that was cut, with its label and the reason
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// Tell what was found as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(clap::Args)]
pub(crate) struct QuotesArguments {
    /// The folder with the articles, or a single file of them
    pub(crate) folder: PathBuf,
    /// As what
    #[arg(long, value_enum, default_value_t = FormatArgument::Csv)]
    pub(crate) format: FormatArgument,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub(crate) json: bool,
}

#[derive(clap::Args)]
pub(crate) struct SearchArguments {
    /// The bundle, or a folder of shards
    #[arg(value_name = "FILE.crossread")]
    pub(crate) bundle: PathBuf,
    /// What to look for
    #[arg(required_unless_present = "counts_of")]
    pub(crate) query: Vec<String>,
    /// In what order
    #[arg(long, value_enum, default_value_t = SortArgument::Best)]
    pub(crate) sort: SortArgument,
    /// Put hits of one source together
    #[arg(long)]
    pub(crate) group: bool,
    /// Tell each place that matches on a line, with the words around it
    #[arg(long, conflicts_with = "why")]
    pub(crate) lines: bool,
    /// Words on each side of a line, from 3 to 30
    #[arg(long, default_value_t = 8, requires = "lines")]
    pub(crate) width: u32,
    /// Tell of each hit how its score comes about
    #[arg(long)]
    pub(crate) why: bool,
    /// Tell at most so many hits or lines
    #[arg(long, default_value_t = 20)]
    pub(crate) limit: u32,
    /// Leave out what a name is called otherwise
    #[arg(long)]
    pub(crate) literally: bool,
    /// Tell all of them as a table of comma-separated values
    #[arg(long, conflicts_with = "why")]
    pub(crate) csv: bool,
    /// Count instead how many hits each query in a file has in each source; one query a line
    #[arg(long, value_name = "FILE_OF_QUERIES", conflicts_with_all = ["query", "lines", "why"])]
    pub(crate) counts_of: Option<PathBuf>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
pub(crate) enum FormatArgument {
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
pub(crate) enum SortArgument {
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
