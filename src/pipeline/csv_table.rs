//! A table as CSV, for readers that take nothing else.
//! In: checked parts of one table. Out: a UTF-8 file with its size and hash. Never a cell that a spreadsheet runs.

use std::{
    fs::File,
    io::BufWriter,
    path::{Path, PathBuf},
};

use arrow::{
    array::{Array, AsArray},
    util::display::{ArrayFormatter, FormatOptions},
};
use schemas::{
    checked::Checked,
    contract::{Kind, Table},
};

use super::findings::no_formula;
use crate::{
    error::Error,
    store::writer::{Hashing, Written},
};

/// Writes one table's CSV.
pub(crate) struct CsvTable {
    table: &'static Table,
    path: PathBuf,
    writer: csv::Writer<Hashing>,
    n_rows: u64,
}

impl CsvTable {
    pub(crate) fn create(folder: &Path, table: &'static Table) -> Result<Self, Error> {
        let path = folder.join(format!("{}.csv", table.name));
        let file = File::create(&path).map_err(Error::write(&path))?;
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(Hashing::new(BufWriter::new(file)));
        writer
            .write_record(table.columns.iter().map(|column| column.name))
            .map_err(|error| fault(&path, error))?;
        Ok(Self { table, path, writer, n_rows: 0 })
    }

    pub(crate) fn write(&mut self, part: &Checked) -> Result<(), Error> {
        let options = FormatOptions::default();
        let columns: Vec<(&dyn Array, ArrayFormatter<'_>)> = part
            .batch()
            .columns()
            .iter()
            .map(|column| Ok((column.as_ref(), ArrayFormatter::try_new(column.as_ref(), &options)?)))
            .collect::<Result<_, arrow::error::ArrowError>>()
            .map_err(|source| {
                Error::Breach(schemas::checked::Breach::Arrow { table: self.table.name, source })
            })?;
        for row in 0..part.len() {
            for ((array, formatter), column) in columns.iter().zip(self.table.columns) {
                let cell = match array.as_string_opt::<i32>() {
                    _ if array.is_null(row) => std::borrow::Cow::Borrowed(""),
                    Some(texts) if column.kind == Kind::Utf8 => no_formula(texts.value(row)),
                    _ => formatter.value(row).to_string().into(),
                };
                self.writer.write_field(cell.as_ref()).map_err(|error| fault(&self.path, error))?;
            }
            self.writer.write_record(None::<&[u8]>).map_err(|error| fault(&self.path, error))?;
        }
        self.n_rows += u64::try_from(part.len()).unwrap_or(0);
        Ok(())
    }

    pub(crate) fn finish(self) -> Result<Written, Error> {
        let Self { table, path, writer, n_rows } = self;
        let out = writer
            .into_inner()
            .map_err(|error| Error::Write { path: path.clone(), source: error.into_error() })?;
        let (n_bytes, sha256) = out.finish().map_err(|source| Error::Write { path, source })?;
        Ok(Written { table, n_rows, n_bytes, sha256 })
    }
}

fn fault(path: &Path, error: csv::Error) -> Error {
    Error::Write { path: path.to_owned(), source: error.into() }
}
