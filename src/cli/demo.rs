//! `tallybook demo`: sample returns as schools send them, and their book.
//! In: where to, perhaps another seed. Out: a folder with returns, a register and a book of several years. Never
//! writes over anything.

use std::{fs, num::NonZeroUsize, path::PathBuf};

use clap::Args;
use schemas::ids::Year;

use super::{Children, DONE, open, run, talk::Talk};
use crate::{
    demo::{self, DemoOptions},
    error::Error,
    pipeline::{self, Request},
    settings::{self, Given},
};

#[derive(Debug, Args)]
pub(super) struct DemoArgs {
    /// Where to write it; must not be there yet
    #[arg(long, value_name = "DIR", default_value = "tallybook-demo")]
    out: PathBuf,
    /// Another seed, another authority
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How many schools; else a good hundred
    #[arg(long, value_name = "N")]
    schools: Option<usize>,
    /// How many years; else three
    #[arg(long, value_name = "N")]
    years: Option<usize>,
    /// The last of the years
    #[arg(long, value_name = "YEAR", default_value = "2026")]
    year: Year,
    /// How many threads read and write
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// Leave out the workbooks for the schools
    #[arg(long)]
    no_school_workbooks: bool,
}

pub(super) fn demo(args: &DemoArgs, children: &Children<'_>, talk: &Talk) -> Result<u8, Error> {
    let out = &args.out;
    if out.exists() {
        return Err(Error::Usage {
            message: format!("{} is there already", out.display()),
            hint: "name another folder with --out, or delete that one".to_owned(),
        });
    }
    let usual = DemoOptions::usual(args.year);
    let sample = demo::generate(&DemoOptions {
        seed: args.seed,
        n_schools: args.schools.unwrap_or(usual.n_schools),
        n_years: args.years.unwrap_or(usual.n_years),
        ..usual
    })?;
    for (name, bytes) in &sample.files {
        let path = out.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(Error::write(folder))?;
        }
        fs::write(&path, bytes).map_err(Error::write(&path))?;
    }
    talk.remark(&format!("{} sample files are in {}", sample.files.len(), out.display()));
    let book = out.join("book");
    let child = open::child_reader(children);
    for year in sample.years {
        let settings = settings::resolve(
            &Given {
                book: book.clone(),
                threads: args.threads.map(NonZeroUsize::get),
                no_school_workbooks: args.no_school_workbooks,
                ..Given::default()
            },
            year,
        )?;
        let done = pipeline::run(&Request {
            returns: &[out.join("returns").join(year.to_string())],
            schools: &out.join("register.csv"),
            settings: &settings,
            child: child.as_ref(),
            watcher: talk,
        })?;
        run::tell(&done, &settings, talk);
    }
    Ok(DONE)
}
