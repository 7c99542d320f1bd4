//! A book's years -> `bi/`.
//! In: every year's data, the settings. Out: the marts, and the files of `bi/` in a staging folder, with their
//! dictionary. Never a figure of its own, and never a key that leads nowhere.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    path::Path,
};

use arrow::array::{Array, AsArray};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use schemas::{
    checked::Checked,
    contract::Layer,
    package::{self, Resource},
    tables::star,
};

use super::csv_table::CsvTable;
use crate::{
    error::Error,
    marts,
    settings::Settings,
    store::{
        atomic,
        writer::{self, TableWriter, Written},
    },
    year_data::YearData,
};

/// Works out every mart over these years, ascending.
pub(crate) fn work_out(
    settings: &Settings,
    years: &[YearData],
    wordings: &[marts::Wording<'_>],
) -> Result<marts::Tables, Error> {
    let groups = groups(settings, years);
    Ok(marts::build(&marts::Inputs {
        authority_id: &settings.authority_id,
        authority_name: &settings.authority_name,
        groups: &groups,
        similar_on: &settings.similar_on,
        similar_within: "sector",
        partly_score: settings.partly_score,
        years,
        run_year: settings.collection.year,
        wordings,
    })?)
}

/// The columns that make groups: as set, else as the years' registers have them, the usual ones first.
pub(crate) fn groups(settings: &Settings, years: &[YearData]) -> Vec<String> {
    if let Some(groups) = &settings.groups {
        return groups.clone();
    }
    let found: BTreeSet<String> = years
        .iter()
        .flat_map(|year| year.school_groups.rows().map(|row| row.str("group_by").to_owned()))
        .collect();
    let usual = ["sector", "phase", "area"];
    let mut groups: Vec<String> =
        usual.iter().filter(|name| found.contains(**name)).map(|name| (*name).to_owned()).collect();
    groups.extend(found.into_iter().filter(|name| !usual.contains(&name.as_str())));
    groups
}

/// Writes `bi/` into a folder that is there and empty. The names of its files, sorted. `seen` is shown each part of
/// `fact_answer`, which is not made twice.
pub(crate) fn write_bi(
    folder: &Path,
    tables: &marts::Tables,
    settings: &Settings,
    mut seen: impl FnMut(&Checked),
) -> Result<Vec<String>, Error> {
    let mut shown: Vec<&Checked> = tables.bi.iter().collect();
    if settings.signals_in_bi {
        shown.extend(tables.officer.iter().filter(|table| table.table().layer == Layer::Officer));
    }
    let keys = Keys::of(&shown);
    shown.iter().try_for_each(|table| keys.check(table))?;
    let mut written: Vec<Written> =
        shown.par_iter().map(|table| writer::write_table(folder, table)).collect::<Result<_, Error>>()?;
    let mut csv: Vec<Written> = Vec::new();
    if settings.csv {
        for table in &shown {
            let mut out = CsvTable::create(folder, table.table())?;
            out.write(table)?;
            csv.push(out.finish()?);
        }
    }
    let fact = &star::FACT_ANSWER;
    let mut answers = TableWriter::create(&folder.join(format!("{}.parquet", fact.name)), fact)?;
    let mut answers_csv = if settings.csv { Some(CsvTable::create(folder, fact)?) } else { None };
    for part in tables.answer_parts() {
        let part = part?;
        keys.check(&part)?;
        answers.write(&part)?;
        if let Some(out) = &mut answers_csv {
            out.write(&part)?;
        }
        seen(&part);
    }
    written.push(answers.finish()?);
    if let Some(out) = answers_csv {
        csv.push(out.finish()?);
    }
    // In the order in which the tables are declared, whatever order they were made in.
    let order: BTreeMap<&str, usize> =
        schemas::tables::TABLES.iter().enumerate().map(|(at, table)| (table.name, at)).collect();
    written.sort_by_key(|file| order.get(file.table.name).copied());
    csv.sort_by_key(|file| order.get(file.table.name).copied());
    let resource = |file: &Written, ending: &str| Resource {
        table: file.table,
        path: format!("{}.{ending}", file.table.name),
        n_bytes: file.n_bytes,
        sha256: file.sha256.clone(),
    };
    let mut names: Vec<String> = Vec::new();
    let mut describe = |name: &str, files: &[Written], ending: &str| -> Result<(), Error> {
        let resources: Vec<Resource> = files.iter().map(|file| resource(file, ending)).collect();
        names.extend(resources.iter().map(|resource| resource.path.clone()));
        names.push(name.to_owned());
        let title = format!("{}: self-evaluation returns", settings.authority_name);
        let text = package::datapackage(settings.authority_id.as_str(), &title, &resources);
        atomic::write(&folder.join(name), text.as_bytes())
    };
    describe("datapackage.json", &written, "parquet")?;
    if settings.csv {
        describe("datapackage-csv.json", &csv, "csv")?;
    }
    names.sort();
    Ok(names)
}

/// The keys of the tables that others lead to.
struct Keys<'a>(HashMap<&'static str, FxHashSet<&'a str>>);

impl<'a> Keys<'a> {
    fn of(tables: &[&'a Checked]) -> Self {
        let wanted: HashSet<(&str, &str)> = schemas::tables::TABLES
            .iter()
            .flat_map(|table| table.links.iter().map(|link| (link.table, link.to)))
            .collect();
        Self(
            tables
                .iter()
                .filter_map(|checked| {
                    let name = checked.table().name;
                    let (_, to) = wanted.iter().find(|(table, _)| *table == name)?;
                    let keys = checked.column(to)?.as_string_opt::<i32>()?;
                    Some((name, keys.iter().flatten().collect()))
                })
                .collect(),
        )
    }

    /// That every key in a table's columns leads to a row.
    fn check(&self, checked: &Checked) -> Result<(), Error> {
        for link in checked.table().links {
            let Some(keys) = self.0.get(link.table) else { continue };
            let Some(column) = checked.column(link.column).and_then(|column| column.as_string_opt::<i32>())
            else {
                continue;
            };
            // Rows that follow one another mostly lead to the same place.
            let mut last = None;
            for key in (0..column.len()).filter(|row| column.is_valid(*row)).map(|row| column.value(row)) {
                if last != Some(key) && !keys.contains(key) {
                    return Err(Error::Stray {
                        table: checked.table().name,
                        column: link.column,
                        key: key.to_owned(),
                        to: link.table,
                    });
                }
                last = Some(key);
            }
        }
        Ok(())
    }
}
