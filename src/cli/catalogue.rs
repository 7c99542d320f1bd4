//! `tallybook catalogue`: the lists of statements.
//! In: an id or a folder. Out: what there is, its statements, its faults, two editions side by side; a new catalogue of a
//! blank form. Never changes a catalogue, never writes over a file.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};
use ingest::read::Limits;
use schemas::{
    catalogue::{Catalogue, load},
    ids::{CatalogueId, Year},
};

use super::{
    Children, DONE, open,
    talk::{Talk, counted, one_line, typed},
};
use crate::{error::Error, new_catalogue, store::atomic};

#[derive(Debug, Args)]
pub(super) struct CatalogueArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List the catalogues that the program brings along
    List,
    /// Show a catalogue's statements
    Show(Which),
    /// Check the folder of an authority's own catalogue: every fault at once, each with its line
    Check {
        /// The folder
        folder: PathBuf,
    },
    /// Make a catalogue's folder of a blank form, for you to correct
    New {
        /// The blank form: xlsx, docx or csv
        form: PathBuf,
        /// The id that the catalogue is to have: small letters, figures and hyphens
        #[arg(long, value_name = "ID")]
        id: CatalogueId,
        /// Where its folder is made
        #[arg(long, value_name = "DIR", default_value = ".")]
        out: PathBuf,
    },
    /// Show two editions side by side
    Diff {
        #[command(flatten)]
        which: Which,
        /// The earlier year
        #[arg(long, value_name = "YEAR")]
        from: Year,
        /// The later year
        #[arg(long, value_name = "YEAR")]
        to: Year,
    },
}

#[derive(Debug, Args)]
struct Which {
    /// A catalogue's id, or the folder of an authority's own
    catalogue: String,
}

pub(super) fn catalogue(args: &CatalogueArgs, children: &Children<'_>, talk: &Talk) -> Result<u8, Error> {
    match &args.what {
        What::List => {
            for catalogue in load::builtin() {
                let confirmed =
                    if catalogue.columns_confirmed { "" } else { "; its columns are not confirmed" };
                talk.result(&format!(
                    "{}  {}, {}{confirmed}\n  {}",
                    catalogue.id,
                    counted(catalogue.statements.len(), "statement", "statements"),
                    counted(catalogue.sections.len(), "section", "sections"),
                    catalogue.title,
                ));
            }
        }
        What::Show(which) => show(&find(&which.catalogue)?, talk),
        What::Check { folder } => {
            if !folder.is_dir() {
                return Err(Error::NotThere { what: "the folder of a catalogue", path: folder.clone() });
            }
            let catalogue = load::from_folder(folder)?;
            talk.result(&format!(
                "{}: {}, no fault",
                catalogue.id,
                counted(catalogue.statements.len(), "statement", "statements")
            ));
        }
        What::New { form, id, out } => new(form, id, out, children, talk)?,
        What::Diff { which, from, to } => diff(&find(&which.catalogue)?, *from, *to, talk),
    }
    Ok(DONE)
}

/// Makes the folder `out/id`, which must not be there yet.
fn new(form: &Path, id: &CatalogueId, out: &Path, children: &Children<'_>, talk: &Talk) -> Result<(), Error> {
    if !form.is_file() {
        return Err(Error::NotThere { what: "the blank form", path: form.to_owned() });
    }
    let folder = out.join(id.as_str());
    if folder.exists() {
        return Err(Error::Usage {
            message: format!("{} is there already", folder.display()),
            hint: "name another --id or --out, or move that folder away".to_owned(),
        });
    }
    let bytes = fs::read(form).map_err(Error::read(form))?;
    let name = form.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let made =
        new_catalogue::of_form(&name, &bytes, id, &Limits::default(), open::child_reader(children).as_ref())?;
    fs::create_dir_all(&folder).map_err(Error::write(&folder))?;
    for (name, bytes) in &made.files {
        atomic::write(&folder.join(name), bytes)?;
    }
    for line in &made.to_check {
        talk.remark(line);
    }
    talk.result(&format!("{}: then `tallybook catalogue check {}`", folder.display(), typed(&folder)));
    Ok(())
}

fn find(named: &str) -> Result<Catalogue, Error> {
    let folder = PathBuf::from(named);
    if folder.is_dir() {
        return Ok(load::from_folder(&folder)?);
    }
    let id: Option<CatalogueId> = named.parse().ok();
    load::builtin().into_iter().find(|catalogue| Some(&catalogue.id) == id.as_ref()).ok_or_else(|| {
        Error::Usage {
            message: format!("there is no catalogue `{named}`, and no folder of that name"),
            hint: "`tallybook catalogue list` lists those that the program brings along".to_owned(),
        }
    })
}

fn show(catalogue: &Catalogue, talk: &Talk) {
    talk.result(&format!("{} ({})", catalogue.title, catalogue.id));
    for (index, section) in catalogue.sections.iter().enumerate() {
        talk.result(&format!("\n{}", section.title));
        for statement in catalogue.statements.iter().filter(|statement| statement.section == index) {
            let essential = if statement.is_essential { " (essential)" } else { "" };
            talk.result(&format!(
                "  {}{essential}  {}\n         {} · {}",
                statement.id,
                one_line(&statement.text, 1000),
                statement.short_label,
                statement.theme
            ));
        }
    }
}

fn diff(catalogue: &Catalogue, from: Year, to: Year, talk: &Talk) {
    let changes = catalogue.diff(from, to);
    for change in &changes {
        let (before, after) = (change.before.unwrap_or("(not asked)"), change.after.unwrap_or("(not asked)"));
        if before == after {
            continue;
        }
        talk.result(&format!(
            "{}  {}\n  {from}: {}\n  {to}: {}",
            change.id,
            change.comparability.code(),
            one_line(before, 1000),
            one_line(after, 1000)
        ));
    }
    let n_other = changes.iter().filter(|change| change.before != change.after).count();
    talk.remark(&format!("{n_other} of {} changed", counted(changes.len(), "statement", "statements")));
}
