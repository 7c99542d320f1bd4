//! `YEAR/data/` -> a year's tables in memory.
//! In: the Parquet files of a year. Out: checked tables, and answers as narrow columns. Never reads a column that
//! is not needed, and refuses files of another version.

use std::{collections::HashMap, fs::File, path::Path};

use arrow::{
    array::{Array, AsArray, BooleanArray, Int32Array, RecordBatch, RecordBatchReader as _},
    compute::concat_batches,
    datatypes::{DataType, Field, Int32Type, Schema},
};
use parquet::arrow::{
    ProjectionMask,
    arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder},
};
use schemas::{
    answer::{Answer, Status},
    checked::{Breach, Checked},
    contract::{CONTRACT_VERSION, Table},
    ids::Year,
    tables::data,
};

use super::evidence::Evidence;
use crate::{
    error::Error,
    year_data::{AnswerColumns, Said, YearData},
};

/// Rows read at one go, where a table is taken part by part.
pub(super) const BATCH: usize = 64 * 1024;
/// A whole table at one go, so that its parts need not be put together.
const WHOLE: usize = usize::MAX;

/// All of a year that figures are made from.
pub fn year(folder: &Path, year: Year) -> Result<YearData, Error> {
    let data = folder.join("data");
    let load = |contract: &'static Table| table(&data, contract);
    let returns = load(&data::RETURNS)?;
    let statements = load(&data::STATEMENTS)?;
    let answers = answers(&data, &returns, &statements)?;
    Ok(YearData {
        year,
        collection: load(&data::COLLECTION)?,
        answers,
        actions: load(&data::ACTIONS)?,
        action_links: load(&data::ACTION_LINKS)?,
        findings: load(&data::FINDINGS)?,
        question_schools: load(&data::QUESTION_SCHOOLS)?,
        schools: load(&data::SCHOOLS)?,
        school_groups: load(&data::SCHOOL_GROUPS)?,
        school_numbers: load(&data::SCHOOL_NUMBERS)?,
        sections: load(&data::SECTIONS)?,
        returns,
        statements,
    })
}

/// A whole table from `FOLDER/NAME.parquet`, checked against its contract.
pub fn table(folder: &Path, contract: &'static Table) -> Result<Checked, Error> {
    let path = folder.join(format!("{}.parquet", contract.name));
    let mut batches = Vec::new();
    let reader = open(&path, &[], None, WHOLE)?;
    let schema = reader.schema();
    for batch in reader {
        batches.push(batch.map_err(arrow_fault(&path))?);
    }
    let whole = concat_batches(&schema, &batches).map_err(arrow_fault(&path))?;
    Checked::new(contract, &whole).map_err(|breach| breach_of(&path, &breach))
}

/// How many rows `FOLDER/NAME.parquet` has, by its own count.
pub fn n_rows(folder: &Path, contract: &'static Table) -> Result<usize, Error> {
    let path = folder.join(format!("{}.parquet", contract.name));
    let file = File::open(&path).map_err(Error::read(&path))?;
    let fault = |source| Error::Parquet { path: path.clone(), source };
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(fault)?;
    Ok(usize::try_from(builder.metadata().file_metadata().num_rows()).unwrap_or(usize::MAX))
}

/// Every part of a table, in order; each is handed on as it is read.
pub fn parts(
    folder: &Path,
    contract: &'static Table,
    mut take: impl FnMut(&Checked) -> Result<(), Error>,
) -> Result<(), Error> {
    let path = folder.join(format!("{}.parquet", contract.name));
    for batch in open(&path, &[], None, BATCH)? {
        let batch = batch.map_err(arrow_fault(&path))?;
        take(&Checked::part(contract, &batch).map_err(|breach| breach_of(&path, &breach))?)?;
    }
    Ok(())
}

/// A reader of the columns named (all, where none is), so many rows at a time, after the file's version was found
/// to be ours.
pub(super) fn open(
    path: &Path,
    columns: &[&str],
    schema: Option<&Schema>,
    n_rows: usize,
) -> Result<ParquetRecordBatchReader, Error> {
    let fault = |source| Error::Parquet { path: path.to_owned(), source };
    let file = File::open(path).map_err(Error::read(path))?;
    let mut options = ArrowReaderOptions::new();
    if let Some(schema) = schema {
        options = options.with_schema(std::sync::Arc::new(schema.clone()));
    }
    let builder = ParquetRecordBatchReaderBuilder::try_new_with_options(file, options).map_err(fault)?;
    let found = builder
        .metadata()
        .file_metadata()
        .key_value_metadata()
        .and_then(|pairs| pairs.iter().find(|pair| pair.key == super::VERSION_KEY))
        .and_then(|pair| pair.value.clone())
        .unwrap_or_else(|| "unknown".to_owned());
    if found != CONTRACT_VERSION.to_string() {
        return Err(Error::Version { path: path.to_owned(), found, expected: CONTRACT_VERSION });
    }
    let builder = if columns.is_empty() {
        builder
    } else {
        let mask = ProjectionMask::columns(builder.parquet_schema(), columns.iter().copied());
        builder.with_projection(mask)
    };
    builder.with_batch_size(n_rows).build().map_err(fault)
}

/// The answers of returns that stand, or are a part of one that does.
pub fn answers(data: &Path, returns: &Checked, statements: &Checked) -> Result<AnswerColumns, Error> {
    let path = data.join("answers.parquet");
    let index = Index::of(&path, returns, statements)?;
    let evidence = Evidence::of(data, &index)?;
    let schema = with_dictionaries(&data::ANSWERS, &["return_id", "statement_id", "answer", "status"]);
    let columns = ["return_id", "statement_id", "answer", "status", "has_evidence"];
    let mut answers = AnswerColumns::default();
    for batch in open(&path, &columns, Some(&schema), BATCH)? {
        index.take(&path, &batch.map_err(arrow_fault(&path))?, &evidence, &mut answers)?;
    }
    Ok(answers)
}

/// A contract's schema with some columns of text as they lie in the file: each distinct text once, and a number for
/// each row.
pub(super) fn with_dictionaries(contract: &Table, names: &[&str]) -> Schema {
    let field = |field: &Field| {
        if names.contains(&field.name().as_str()) {
            let kind = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
            Field::new(field.name(), kind, field.is_nullable())
        } else {
            field.clone()
        }
    };
    Schema::new(contract.arrow_schema().fields().iter().map(|one| field(one)).collect::<Vec<_>>())
}

/// A column of text as numbers, and the text of each number.
pub(super) fn keys<'b>(
    path: &Path,
    batch: &'b RecordBatch,
    name: &str,
) -> Result<(&'b Int32Array, Vec<&'b str>), Error> {
    let odd = || Error::Table { path: path.to_owned(), why: format!("its column {name} is not text") };
    let dictionary = batch
        .column_by_name(name)
        .and_then(|column| column.as_dictionary_opt::<Int32Type>())
        .ok_or_else(odd)?;
    let values = dictionary.values().as_string_opt::<i32>().ok_or_else(odd)?;
    Ok((dictionary.keys(), values.iter().map(Option::unwrap_or_default).collect()))
}

/// Where returns and statements stand in their tables.
pub(super) struct Index<'a> {
    /// Return id -> its row and its catalogue's number; only of returns that count.
    pub(super) returns: HashMap<&'a str, (u32, usize)>,
    /// For each catalogue: statement id -> its row.
    statements: Vec<HashMap<&'a str, u16>>,
}

impl<'a> Index<'a> {
    fn of(path: &Path, returns: &'a Checked, statements: &'a Checked) -> Result<Self, Error> {
        let too_many = || Error::Table { path: path.to_owned(), why: "it has too many rows".to_owned() };
        let mut catalogues: HashMap<&str, usize> = HashMap::new();
        let mut by_catalogue: Vec<HashMap<&str, u16>> = Vec::new();
        for row in statements.rows() {
            let next = catalogues.len();
            let catalogue = *catalogues.entry(row.str("catalogue_id")).or_insert(next);
            if catalogue == by_catalogue.len() {
                by_catalogue.push(HashMap::new());
            }
            let position = u16::try_from(row.index()).map_err(|_| too_many())?;
            if let Some(statements) = by_catalogue.get_mut(catalogue) {
                statements.insert(row.str("statement_id"), position);
            }
        }
        let mut by_id = HashMap::new();
        for row in returns.rows() {
            if matches!(row.str("status"), "standing" | "part")
                && let Some(catalogue) = catalogues.get(row.str("catalogue_id"))
            {
                by_id.insert(
                    row.str("return_id"),
                    (u32::try_from(row.index()).map_err(|_| too_many())?, *catalogue),
                );
            }
        }
        Ok(Self { returns: by_id, statements: by_catalogue })
    }

    /// For each catalogue the rows of statements, by the place of their ids.
    pub(super) fn statement_rows(&self, ids: &[&str]) -> Vec<Vec<Option<u16>>> {
        self.statements.iter().map(|rows| ids.iter().map(|id| rows.get(id).copied()).collect()).collect()
    }

    fn take(
        &self,
        path: &Path,
        batch: &RecordBatch,
        evidence: &Evidence,
        into: &mut AnswerColumns,
    ) -> Result<(), Error> {
        let odd = |why: &str| Error::Table { path: path.to_owned(), why: why.to_owned() };
        let (return_keys, return_ids) = keys(path, batch, "return_id")?;
        let (statement_keys, statement_ids) = keys(path, batch, "statement_id")?;
        let (answer_keys, answers) = keys(path, batch, "answer")?;
        let (status_keys, statuses) = keys(path, batch, "status")?;
        let has_evidence: &BooleanArray = batch
            .column_by_name("has_evidence")
            .and_then(|column| column.as_boolean_opt())
            .ok_or_else(|| odd("its column has_evidence is not true or false"))?;

        // Each distinct text is looked up once; rows are numbers from here on.
        let returns: Vec<Option<(u32, usize)>> =
            return_ids.iter().map(|id| self.returns.get(id).copied()).collect();
        let rows = self.statement_rows(&statement_ids);
        let answers: Vec<Option<Answer>> = answers.iter().map(|code| code.parse().ok()).collect();
        let statuses: Vec<Option<Status>> = statuses.iter().map(|code| code.parse().ok()).collect();
        let at = |keys: &Int32Array, row: usize| -> Option<usize> {
            keys.is_valid(row).then(|| usize::try_from(keys.value(row)).ok()).flatten()
        };
        into.reserve(batch.num_rows());
        let mut of_return = (u32::MAX, evidence.of_return(u32::MAX));
        for row in 0..batch.num_rows() {
            let Some((return_row, catalogue)) =
                at(return_keys, row).and_then(|key| returns.get(key).copied().flatten())
            else {
                continue;
            };
            // A statement that the year's edition no longer asks has no row, and no figure.
            let Some(statement_row) =
                at(statement_keys, row).and_then(|key| rows.get(catalogue)?.get(key).copied().flatten())
            else {
                continue;
            };
            let status = at(status_keys, row)
                .and_then(|key| statuses.get(key).copied().flatten())
                .ok_or_else(|| odd("a status in it is unknown"))?;
            let answer = at(answer_keys, row).and_then(|key| answers.get(key).copied().flatten());
            into.return_row.push(return_row);
            into.statement_row.push(statement_row);
            into.said.push(Said::of(answer, status));
            into.has_evidence.push(has_evidence.value(row));
            if of_return.0 != return_row {
                of_return = (return_row, evidence.of_return(return_row));
            }
            let beside = of_return.1.iter().find(|(_, statement, _)| *statement == statement_row);
            into.evidence_hash.push(beside.map_or(0, |(.., hash)| *hash));
        }
        Ok(())
    }
}

pub(super) fn arrow_fault(path: &Path) -> impl Fn(arrow::error::ArrowError) -> Error + '_ {
    move |error| Error::Parquet { path: path.to_owned(), source: error.into() }
}

fn breach_of(path: &Path, breach: &Breach) -> Error {
    Error::Table { path: path.to_owned(), why: breach.to_string() }
}
