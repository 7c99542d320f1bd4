//! What is typed -> what is done.
//! In: the command line. Out: results on stdout, talk on stderr, an exit code. Never reads a return or a table itself.

mod catalogue;
mod check;
mod demo;
mod diff;
mod explain;
mod form;
mod init;
mod open;
mod publish;
mod questions;
mod restore;
mod run;
mod settings;
mod shell;
mod status;
mod talk;
mod trace;

use std::{num::NonZeroUsize, path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};
use schemas::finding::Severity;

use talk::Talk;

/// Done.
pub const DONE: u8 = 0;
/// Done, with findings at or above `--fail-on`.
pub const DONE_WITH_FINDINGS: u8 = 1;
/// Could not run.
pub const COULD_NOT: u8 = 2;

/// Brings schools' self-evaluation returns together: what schools have in common, who needs a call, and tables for
/// dashboards.
#[derive(Debug, Parser)]
#[command(name = "tallybook", version, max_term_width = 100)]
#[command(after_help = "A year's run, from a folder of returns:\n  \
    tallybook run returns/ --year 2026 --schools register.csv --book book/\n\n\
    See the whole at work on made-up returns:\n  tallybook demo")]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read returns and add their year to the book, or replace it
    Run(run::RunArgs),
    /// Read returns and say what is found, writing nothing
    Check(check::CheckArgs),
    /// Make sample returns as schools send them, and their book
    Demo(demo::DemoArgs),
    /// Make the folders, a register to fill in, the settings and a Run.cmd to double-click
    Init(init::InitArgs),
    /// Say what a book holds
    Status(status::StatusArgs),
    /// Bring back the year that the last run of it replaced
    Restore(restore::RestoreArgs),
    /// Say that a year's publishable.xlsx was published, so that later runs are held against it
    Publish(publish::PublishArgs),
    /// List what waits for a ruling, most useful first
    Questions(questions::QuestionsArgs),
    /// List the schools, files, cells and marks behind a figure
    Trace(trace::TraceArgs),
    /// List the figures that changed between two runs, and the returns that changed them
    Diff(diff::DiffArgs),
    /// Write a blank form for each school
    Form(form::FormArgs),
    /// Show, check and compare catalogues
    Catalogue(catalogue::CatalogueArgs),
    /// Explain a rule that findings come under, or list all rules
    Explain(explain::ExplainArgs),
    /// Print a settings file in which every setting is explained
    Settings,
    /// Print a script that completes commands in a shell
    Completions(shell::CompletionsArgs),
    /// Print the manual page
    Man,
    /// Reads files for the program itself
    #[command(hide = true)]
    ReadChild,
}

/// What `run` and `check` read.
#[derive(Debug, Args)]
struct Reading {
    /// Files and folders of returns; folders are searched whole, archives opened
    #[arg(required = true, value_name = "RETURNS")]
    returns: Vec<PathBuf>,
    /// The collection's year
    #[arg(long, value_name = "YEAR")]
    year: schemas::ids::Year,
    /// The register: the schools from which returns are expected
    #[arg(long, value_name = "FILE")]
    schools: PathBuf,
    /// A folder with a catalogue of the authority's own; may be given more than once
    #[arg(long, value_name = "DIR")]
    catalogue: Vec<PathBuf>,
    /// Settings; else the book's own tallybook.toml
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
    /// How many threads read and write; else as many as there are processors
    #[arg(long, value_name = "N", value_parser = threads)]
    threads: Option<NonZeroUsize>,
    /// End with exit code 1 where there is a finding of this severity or above: error, warning or note
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<Severity>,
}

fn threads(text: &str) -> Result<NonZeroUsize, &'static str> {
    text.parse().map_err(|_| "write a whole number, 1 or more")
}

/// How the children are held that read what cannot be trusted.
pub struct Children<'a> {
    /// Variables, by name and value, that they are started with.
    pub environment: &'a [(&'a str, &'a str)],
    /// Called in a child before each file, with the bytes it may take for it.
    pub set_memory_limit: &'a dyn Fn(u64),
}

/// Reads the command line and does what it says.
pub fn main(children: &Children<'_>) -> ExitCode {
    talk::keep_guarded_panics_quiet();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { COULD_NOT } else { DONE };
            // Where nobody reads, nothing is to be said.
            drop(error.print());
            return ExitCode::from(code);
        }
    };
    let talk = Talk::here();
    let result = match cli.command {
        Command::Run(args) => run::run(&args, children, &talk),
        Command::Check(args) => check::check(&args, children, &talk),
        Command::Demo(args) => demo::demo(&args, children, &talk),
        Command::Init(args) => init::init(&args, &talk),
        Command::Restore(args) => restore::restore(&args, &talk),
        Command::Publish(args) => publish::publish(&args, &talk),
        Command::Questions(args) => questions::questions(&args, &talk),
        Command::Trace(args) => trace::run_trace(&args, &talk),
        Command::Diff(args) => diff::diff(&args, &talk),
        Command::Form(args) => form::form(&args, children, &talk),
        Command::Catalogue(args) => catalogue::catalogue(&args, children, &talk),
        Command::Completions(args) => Ok(shell::completions(&args, &talk)),
        Command::Man => shell::man(&talk),
        Command::Status(args) => status::status(&args, &talk),
        Command::Explain(args) => explain::explain(&args, &talk),
        Command::Settings => Ok(settings::settings(&talk)),
        Command::ReadChild => Ok(read_child(children.set_memory_limit)),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            talk.error(&error);
            ExitCode::from(COULD_NOT)
        }
    }
}

/// The child that reads what cannot be bounded in the program's own process.
fn read_child(set_memory_limit: &dyn Fn(u64)) -> u8 {
    let (input, output) = (std::io::stdin().lock(), std::io::stdout().lock());
    // The other side ends it by closing the pipe or by killing it: neither is an error.
    drop(ingest::read::serve_child(input, output, set_memory_limit));
    DONE
}
