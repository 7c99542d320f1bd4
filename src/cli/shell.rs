//! `tallybook completions` and `tallybook man`: what a shell and `man` need.
//! In: the command line's own description. Out: a script, a page. Never anything that is kept by hand.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Cli, DONE, talk::Talk};
use crate::error::Error;

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn completions(args: &CompletionsArgs, talk: &Talk) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "tallybook", &mut script);
    talk.results(&String::from_utf8_lossy(&script));
    DONE
}

pub(super) fn man(talk: &Talk) -> Result<u8, Error> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page).map_err(Error::write("the page"))?;
    talk.results(&String::from_utf8_lossy(&page));
    Ok(DONE)
}
