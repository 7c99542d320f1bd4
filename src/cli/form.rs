//! `tallybook form`: blank forms for next year, made to be read back.
//! In: a catalogue, a register, a year, a format. Out: a form for each school. Never writes over a file.

use std::{fs, path::PathBuf};

use clap::{Args, ValueEnum};
use reports::forms::{Format, School, file_names, write_blank_form};
use schemas::ids::{CatalogueId, Year};

use super::{
    Children, DONE, open,
    talk::{Talk, counted},
};
use crate::{
    error::Error,
    pipeline,
    settings::{self, Given},
    store::atomic,
};

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormFormat {
    /// A workbook with drop-downs
    Xlsx,
    /// A document with check boxes
    Docx,
    /// A text table
    Csv,
}

#[derive(Debug, Args)]
pub(super) struct FormArgs {
    /// The catalogue's id
    #[arg(long = "catalogue", value_name = "ID")]
    catalogue: CatalogueId,
    /// A folder with a catalogue of the authority's own; may be given more than once
    #[arg(long, value_name = "DIR")]
    catalogue_dir: Vec<PathBuf>,
    /// The register: a form is made out to each of its schools; else one form with nothing filled in
    #[arg(long, value_name = "FILE")]
    schools: Option<PathBuf>,
    /// The year of the collection that the forms are for
    #[arg(long, value_name = "YEAR")]
    year: Year,
    /// How the forms are written
    #[arg(long, value_enum, default_value = "xlsx")]
    format: FormFormat,
    /// The folder for the forms
    #[arg(long, value_name = "DIR", default_value = "forms")]
    out: PathBuf,
}

pub(super) fn form(args: &FormArgs, children: &Children<'_>, talk: &Talk) -> Result<u8, Error> {
    let given = Given { catalogues: args.catalogue_dir.clone(), ..Given::default() };
    let settings = settings::resolve(&given, args.year)?;
    let Some(catalogue) = settings.catalogues.iter().find(|catalogue| catalogue.id == args.catalogue) else {
        let known: Vec<&str> = settings.catalogues.iter().map(|catalogue| catalogue.id.as_str()).collect();
        return Err(Error::Usage {
            message: format!("there is no catalogue `{}`", args.catalogue),
            hint: format!("write one of {}, or name its folder with --catalogue-dir", known.join(", ")),
        });
    };
    let format = match args.format {
        FormFormat::Xlsx => Format::Xlsx,
        FormFormat::Docx => Format::Docx,
        FormFormat::Csv => Format::Csv,
    };
    fs::create_dir_all(&args.out).map_err(Error::write(&args.out))?;
    let Some(path) = &args.schools else {
        let bytes = write_blank_form(catalogue, args.year, None, format)?;
        let name = format!("{} {}.{}", catalogue.id, args.year, format.ending());
        write(&args.out.join(name), &bytes)?;
        talk.remark(&format!("1 form is in {}", args.out.display()));
        return Ok(DONE);
    };
    let register = pipeline::read_register(path, &settings, open::child_reader(children).as_ref())?;
    let schools: Vec<School> = register
        .schools()
        .iter()
        .filter(|school| school.catalogue_id.as_ref().is_none_or(|id| *id == catalogue.id))
        .map(|school| School { id: school.id.clone(), name: school.name.clone() })
        .collect();
    let names = file_names(&catalogue.id, args.year, format, &schools);
    for (school, name) in schools.iter().zip(names) {
        write(&args.out.join(name), &write_blank_form(catalogue, args.year, Some(school), format)?)?;
    }
    talk.remark(&format!("{} in {}", counted(schools.len(), "form is", "forms are"), args.out.display()));
    Ok(DONE)
}

fn write(path: &std::path::Path, bytes: &[u8]) -> Result<(), Error> {
    if path.exists() {
        return Err(Error::Usage {
            message: format!("{} is there already", path.display()),
            hint: "name another folder with --out, or move the forms that lie there".to_owned(),
        });
    }
    atomic::write(path, bytes)
}
