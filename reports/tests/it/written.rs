//! Workbooks read back: what a test asks of them.
//! In: a sample. Out: the written folder, sheets as text, parts of an archive as XML.

use std::{io::Read, path::Path};

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use reports::{Inputs, Options, Tables, write_year};
use schemas::{
    checked::Row,
    contract::{Column, Kind},
    rows::{Item, TableBuilder},
};
use tempfile::TempDir;

use crate::sample::{self, Sample};

/// Writes the papers of a sample into a new folder.
pub(crate) fn write(made: &Sample, options: Options) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let inputs = Inputs {
        year: sample::year(),
        authority_name: "Made-up Council",
        tables: made.tables.iter().collect::<Tables<'_>>(),
        before: made.before.iter().collect(),
        publications: &[],
        options,
    };
    write_year(dir.path(), &inputs).unwrap();
    dir
}

/// The usual options, without the schools' workbooks, which take longest.
pub(crate) fn without_schools() -> Options {
    Options { school_workbooks: false, ..Options::default() }
}

/// A sheet's cells as text, row by row.
pub(crate) fn sheet(path: &Path, name: &str) -> Vec<Vec<String>> {
    let bytes = std::fs::read(path).unwrap();
    let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range(name).unwrap_or_else(|error| panic!("{name}: {error}"));
    range
        .rows()
        .map(|row| {
            row.iter()
                .map(|cell| match cell {
                    Data::Empty => String::new(),
                    other => other.to_string(),
                })
                .collect()
        })
        .collect()
}

/// The names of a workbook's sheets.
pub(crate) fn sheets(path: &Path) -> Vec<String> {
    let bytes = std::fs::read(path).unwrap();
    let book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    book.sheet_names()
}

/// The parts of a workbook whose name begins so, as text.
pub(crate) fn parts(path: &Path, beginning: &str) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .filter(|name| name.starts_with(beginning))
        .collect();
    let mut parts: Vec<(String, String)> = names
        .into_iter()
        .map(|name| {
            let mut text = String::new();
            archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
            (name, text)
        })
        .collect();
    parts.sort();
    parts
}

/// The sample with some values of a table's rows changed: none leaves a value as it is.
pub(crate) fn changed(
    mut made: Sample,
    name: &str,
    change: impl Fn(&Row<'_>, &str) -> Option<Item>,
) -> Sample {
    for table in made.tables.iter_mut().filter(|table| table.table().name == name) {
        let mut builder = TableBuilder::new(table.table());
        for row in table.rows() {
            let columns = table.table().columns.iter();
            builder.row_of(columns.map(|column| {
                (column.name, change(&row, column.name).unwrap_or_else(|| item(&row, column)))
            }));
        }
        *table = builder.finish().unwrap();
    }
    made
}

/// A row's value in a column, to be written again.
pub(crate) fn item(row: &Row<'_>, column: &Column) -> Item {
    match column.kind {
        Kind::Utf8 => row.text(column.name).map_or(Item::Null, Item::from),
        Kind::Int32 | Kind::Int64 => row.int(column.name).map_or(Item::Null, Item::Int),
        Kind::Float64 => row.float(column.name).map_or(Item::Null, Item::Float),
        Kind::Boolean => Item::Flag(row.flag(column.name)),
        Kind::Date32 => row.date(column.name).map_or(Item::Null, Item::Date),
    }
}
