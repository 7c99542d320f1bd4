//! A table -> its Parquet file, part by part.
//! In: checked parts of one table, in order. Out: a file, with its size and hash. Never holds more than a row group.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use parquet::{
    arrow::{ArrowWriter, arrow_writer::ArrowWriterOptions},
    basic::Compression,
    errors::ParquetError,
    file::{
        metadata::KeyValue,
        properties::{EnabledStatistics, WriterProperties, WriterVersion},
    },
};
use schemas::{
    checked::Checked,
    contract::{CONTRACT_VERSION, Kind, Table},
};
use sha2::{Digest, Sha256};

use crate::error::Error;

/// Rows of a row group: small enough that one in the making costs little memory.
const ROW_GROUP: usize = 128 * 1024;

/// A file that was written.
#[derive(Clone, Debug)]
pub struct Written {
    /// The table it holds.
    pub table: &'static Table,
    /// How many rows.
    pub n_rows: u64,
    /// Its size.
    pub n_bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// Writes one table's file.
pub struct TableWriter {
    table: &'static Table,
    path: PathBuf,
    writer: ArrowWriter<Hashing>,
    /// What the system said where it took no more: the library keeps its words alone.
    failed: Arc<OnceLock<i32>>,
    n_rows: u64,
}

impl TableWriter {
    /// Begins the file of a table.
    pub fn create(path: &Path, table: &'static Table) -> Result<Self, Error> {
        let file = File::create(path).map_err(Error::write(path))?;
        let out = Hashing::new(BufWriter::new(file));
        let failed = Arc::clone(&out.failed);
        // Format 1.0 and SNAPPY are what every reader takes; the same rows give the same bytes.
        let mut properties = WriterProperties::builder()
            .set_writer_version(WriterVersion::PARQUET_1_0)
            .set_compression(Compression::SNAPPY)
            .set_dictionary_enabled(true)
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_max_row_group_row_count(Some(ROW_GROUP))
            .set_key_value_metadata(Some(vec![
                KeyValue::new("title".to_owned(), table.name.to_owned()),
                KeyValue::new("grain".to_owned(), table.grain.to_owned()),
                KeyValue::new(super::VERSION_KEY.to_owned(), CONTRACT_VERSION.to_string()),
            ]));
        // The least and the greatest of a text serve only readers that look rows up by it, and cost a comparison a row.
        let texts = table.columns.iter().filter(|column| column.kind == Kind::Utf8);
        for column in texts.filter(|column| !table.key.contains(&column.name)) {
            properties =
                properties.set_column_statistics_enabled(column.name.into(), EnabledStatistics::None);
        }
        let writer = ArrowWriter::try_new_with_options(
            out,
            table.arrow_schema(),
            ArrowWriterOptions::new().with_properties(properties.build()),
        )
        .map_err(fault(path, &failed))?;
        Ok(Self { table, path: path.to_owned(), writer, failed, n_rows: 0 })
    }

    /// Adds a part.
    pub fn write(&mut self, part: &Checked) -> Result<(), Error> {
        self.n_rows += u64::try_from(part.len()).unwrap_or(u64::MAX);
        self.writer.write(part.batch()).map_err(fault(&self.path, &self.failed))
    }

    /// Ends the file.
    pub fn finish(self) -> Result<Written, Error> {
        let Self { table, path, writer, failed, n_rows } = self;
        let out = writer.into_inner().map_err(fault(&path, &failed))?;
        let (n_bytes, sha256) = out.finish().map_err(|source| Error::Write { path, source })?;
        Ok(Written { table, n_rows, n_bytes, sha256 })
    }
}

/// Writes a whole table to `FOLDER/NAME.parquet`.
pub fn write_table(folder: &Path, table: &Checked) -> Result<Written, Error> {
    let mut writer =
        TableWriter::create(&folder.join(format!("{}.parquet", table.table().name)), table.table())?;
    writer.write(table)?;
    writer.finish()
}

fn fault(path: &Path, failed: &OnceLock<i32>) -> impl FnOnce(ParquetError) -> Error {
    let (path, said) = (path.to_owned(), failed.get().copied());
    move |error| match error {
        _ if let Some(code) = said => Error::Write { path, source: io::Error::from_raw_os_error(code) },
        // A full disk is the system's matter, and said in its words.
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(source) => Error::Write { path, source: *source },
            Err(inner) => Error::Parquet { path, source: ParquetError::External(inner) },
        },
        source => Error::Parquet { path, source },
    }
}

/// Hashes and counts what passes through it.
pub(crate) struct Hashing {
    to: BufWriter<File>,
    hash: Sha256,
    n_bytes: u64,
    /// What the system said where it took no more.
    failed: Arc<OnceLock<i32>>,
}

impl Hashing {
    pub(crate) fn new(to: BufWriter<File>) -> Self {
        Self { to, hash: Sha256::new(), n_bytes: 0, failed: Arc::default() }
    }

    fn note<T>(&self, done: &io::Result<T>) {
        if let Err(error) = done
            && let Some(code) = error.raw_os_error()
        {
            let _ = self.failed.set(code);
        }
    }

    /// Ends the file: its size, and SHA-256 of its bytes in hexadecimal.
    pub(crate) fn finish(self) -> io::Result<(u64, String)> {
        self.to.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok((self.n_bytes, super::hex(&self.hash.finalize())))
    }
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.to.write(bytes);
        self.note(&taken);
        let n = taken?;
        self.hash.update(bytes.get(..n).unwrap_or(bytes));
        self.n_bytes += u64::try_from(n).unwrap_or(0);
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.to.flush();
        self.note(&flushed);
        flushed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use schemas::{rows::TableBuilder, tables::data::SCHOOL_GROUPS};

    fn groups(n: u32) -> Checked {
        let mut builder = TableBuilder::new(&SCHOOL_GROUPS);
        for id in 0..n {
            builder.row([
                ("school_id", id.to_string().into()),
                ("group_by", "area".into()),
                ("group_value", "North".into()),
            ]);
        }
        builder.finish().unwrap()
    }

    #[test]
    fn the_same_rows_give_the_same_bytes_and_their_hash() {
        let folder = tempfile::tempdir().unwrap();
        let one = write_table(folder.path(), &groups(500)).unwrap();
        let first = std::fs::read(folder.path().join("school_groups.parquet")).unwrap();
        write_table(folder.path(), &groups(500)).unwrap();
        let second = std::fs::read(folder.path().join("school_groups.parquet")).unwrap();
        assert_eq!(first, second);
        assert_eq!(one.n_rows, 500);
        assert_eq!(one.n_bytes, u64::try_from(first.len()).unwrap());
        assert_eq!(one.sha256, super::super::hex(&Sha256::digest(&first)));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_named_with_the_file() {
        let mut writer = TableWriter::create(Path::new("/dev/full"), &SCHOOL_GROUPS).unwrap();
        let error = writer.write(&groups(10)).and_then(|()| writer.finish()).unwrap_err();
        assert!(error.to_string().contains("/dev/full could not be written"), "{error}");
        assert!(error.hint().unwrap().contains("make room on the disk"), "{error:?}");
    }
}
