//! A table proven to meet its contract: the only kind that crosses a crate border.
//! In: a contract and columns. Out: [`Checked`], or the first breach with its row. Never repairs anything.

use arrow::{
    array::{
        Array, BooleanArray, Date32Array, Float64Array, Int32Array, Int64Array, RecordBatch, StringArray,
        UInt64Array,
    },
    compute::{LexicographicalComparator, SortColumn},
    error::ArrowError,
    row::{RowConverter, Rows, SortField},
};
use chrono::NaiveDate;
use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::contract::Table;

/// What about a table does not meet its contract. Each variant names the table.
#[derive(Debug, thiserror::Error)]
pub enum Breach {
    /// The columns are not those of the contract.
    #[error("table {table}: its columns are {found}, but the contract says {expected}")]
    Columns {
        /// The table.
        table: &'static str,
        /// What it has.
        found: String,
        /// What the contract says.
        expected: String,
    },
    /// A value is missing where none may be.
    #[error("table {table}: {column} is null in row {row}")]
    Null {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row, from 0.
        row: usize,
    },
    /// A value is not in the column's closed list.
    #[error("table {table}: {column} is `{value}` in row {row}, which is not in its list")]
    Code {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The value.
        value: String,
        /// The row, from 0.
        row: usize,
    },
    /// A number is not finite.
    #[error("table {table}: {column} is not finite in row {row}")]
    NotFinite {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row, from 0.
        row: usize,
    },
    /// Two rows have the same key.
    #[error("table {table}: two rows have the key {key}")]
    Key {
        /// The table.
        table: &'static str,
        /// The key.
        key: String,
    },
    /// Arrow refused the columns.
    #[error("table {table}: {source}")]
    Arrow {
        /// The table.
        table: &'static str,
        /// Why.
        source: ArrowError,
    },
}

/// A table that meets its contract: its columns, nulls, lists and key are right, and it is sorted as declared.
#[derive(Clone, Debug)]
pub struct Checked {
    table: &'static Table,
    batch: RecordBatch,
}

impl Checked {
    /// Checks a whole table, sorting it as its contract says first.
    pub fn new(table: &'static Table, batch: &RecordBatch) -> Result<Self, Breach> {
        let part = Self::part(table, batch)?;
        let (batch, has_ties) = sorted(table, part.batch)?;
        let checked = Self { table, batch };
        // Rows that differ in a part of the key differ in the key: no need to look at the keys again.
        let is_by_key =
            !table.sorted_by.is_empty() && table.sorted_by.iter().all(|name| table.key.contains(name));
        if has_ties || !is_by_key {
            checked.unique()?;
        }
        Ok(checked)
    }

    /// Checks a part of a table that is streamed: all but its key and its order.
    pub fn part(table: &'static Table, batch: &RecordBatch) -> Result<Self, Breach> {
        let schema = table.arrow_schema();
        let names = |schema: &arrow::datatypes::Schema| {
            schema
                .fields()
                .iter()
                .map(|f| format!("{} {}", f.name(), f.data_type()))
                .collect::<Vec<_>>()
                .join(", ")
        };
        if names(&schema) != names(&batch.schema()) {
            return Err(Breach::Columns {
                table: table.name,
                found: names(&batch.schema()),
                expected: names(&schema),
            });
        }
        for (column, array) in table.columns.iter().zip(batch.columns()) {
            if !column.is_nullable
                && array.null_count() > 0
                && let Some(row) = (0..array.len()).find(|row| array.is_null(*row))
            {
                return Err(Breach::Null { table: table.name, column: column.name, row });
            }
            if !column.codes.is_empty()
                && let Some(texts) = array.as_any().downcast_ref::<StringArray>()
                && let Some(row) =
                    texts.iter().position(|value| value.is_some_and(|value| !column.codes.contains(&value)))
            {
                return Err(Breach::Code {
                    table: table.name,
                    column: column.name,
                    value: texts.value(row).to_owned(),
                    row,
                });
            }
            if let Some(numbers) = array.as_any().downcast_ref::<Float64Array>()
                // What stands in the place of a null is mostly 0.
                && !numbers.values().iter().all(|number| number.is_finite())
                && let Some(row) =
                    (0..numbers.len()).find(|row| numbers.is_valid(*row) && !numbers.value(*row).is_finite())
            {
                return Err(Breach::NotFinite { table: table.name, column: column.name, row });
            }
        }
        let batch = RecordBatch::try_new(schema, batch.columns().to_vec())
            .map_err(|source| Breach::Arrow { table: table.name, source })?;
        Ok(Self { table, batch })
    }

    /// An empty table.
    pub fn empty(table: &'static Table) -> Self {
        Self { table, batch: RecordBatch::new_empty(table.arrow_schema()) }
    }

    /// Its contract.
    pub fn table(&self) -> &'static Table {
        self.table
    }

    /// Its columns.
    pub fn batch(&self) -> &RecordBatch {
        &self.batch
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.batch.num_rows()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its rows, in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> + Clone {
        (0..self.len()).map(move |index| Row { of: self, index })
    }

    /// The column of this name as an array of its type; none where the contract has no such column.
    pub fn column(&self, name: &str) -> Option<&dyn Array> {
        self.table.position(name).map(|position| self.batch.column(position).as_ref())
    }

    /// The texts of a column, looked up once for many rows; all empty where the contract has no such column of text.
    pub fn texts(&self, name: &str) -> Texts<'_> {
        Texts(self.column(name).and_then(|array| array.as_any().downcast_ref()))
    }

    fn unique(&self) -> Result<(), Breach> {
        // Mostly the keys rise from row to row, which needs no memory to see.
        let beside = neighbours(self.table, &self.batch, self.table.key)?;
        if beside.is_some_and(|beside| (1..self.len()).all(|row| beside.compare(row - 1, row).is_lt())) {
            return Ok(());
        }
        let Some(keys) = in_order(self.table, &self.batch, self.table.key)? else { return Ok(()) };
        let mut seen = FxHashSet::with_capacity_and_hasher(self.len(), FxBuildHasher);
        for (row, key) in keys.iter().enumerate() {
            if !seen.insert(key) {
                let columns = self.table.key.iter().filter_map(|name| self.column(name));
                let key: Vec<String> = columns.map(|array| shown(array, row)).collect();
                return Err(Breach::Key { table: self.table.name, key: key.join(", ") });
            }
        }
        Ok(())
    }
}

/// A column of text, for views that go through so many rows that looking it up by its name for each would tell.
#[derive(Clone, Copy, Debug)]
pub struct Texts<'a>(Option<&'a StringArray>);

impl<'a> Texts<'a> {
    /// The text in a row, numbered from 0; empty where it is null or there is no such row.
    pub fn at(&self, row: usize) -> &'a str {
        self.0.filter(|array| row < array.len() && array.is_valid(row)).map_or("", |array| array.value(row))
    }
}

/// A row of a checked table. Asking for a column that the contract lacks, or by another type, gives none: the
/// house's test asks every view for its columns, so that a wrong name is found there.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    of: &'a Checked,
    index: usize,
}

impl<'a> Row<'a> {
    fn array<T: Array + 'static>(&self, name: &str) -> Option<&'a T> {
        let array = self.of.column(name)?.as_any().downcast_ref::<T>()?;
        array.is_valid(self.index).then_some(array)
    }

    /// Text; none where it is null.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.array::<StringArray>(name).map(|array| array.value(self.index))
    }

    /// Text; empty where it is null.
    pub fn str(&self, name: &str) -> &'a str {
        self.text(name).unwrap_or("")
    }

    /// A whole number, of 32 or 64 bits; none where it is null.
    pub fn int(&self, name: &str) -> Option<i64> {
        self.array::<Int64Array>(name)
            .map(|array| array.value(self.index))
            .or_else(|| self.array::<Int32Array>(name).map(|array| i64::from(array.value(self.index))))
    }

    /// A count; 0 where it is null.
    pub fn count(&self, name: &str) -> i64 {
        self.int(name).unwrap_or(0)
    }

    /// A number; none where it is null.
    pub fn float(&self, name: &str) -> Option<f64> {
        self.array::<Float64Array>(name).map(|array| array.value(self.index))
    }

    /// True or false; false where it is null.
    pub fn flag(&self, name: &str) -> bool {
        self.array::<BooleanArray>(name).is_some_and(|array| array.value(self.index))
    }

    /// A day; none where it is null.
    pub fn date(&self, name: &str) -> Option<NaiveDate> {
        self.array::<Date32Array>(name).and_then(|array| array.value_as_date(self.index))
    }

    /// The row's number, from 0.
    pub fn index(&self) -> usize {
        self.index
    }
}

/// The rows as the contract sorts them, and whether any two agree in all that they are sorted by.
fn sorted(table: &'static Table, batch: RecordBatch) -> Result<(RecordBatch, bool), Breach> {
    let refused = |source| Breach::Arrow { table: table.name, source };
    let n = batch.num_rows();
    // Mostly they are in order as they come, which is seen by comparing neighbours.
    let Some(beside) = neighbours(table, &batch, table.sorted_by)? else { return Ok((batch, false)) };
    let mut has_ties = false;
    let is_in_order = (1..n).all(|row| {
        let order = beside.compare(row - 1, row);
        has_ties |= order.is_eq();
        order.is_le()
    });
    if is_in_order {
        return Ok((batch, has_ties));
    }
    let Some(rows) = in_order(table, &batch, table.sorted_by)? else { return Ok((batch, false)) };
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|a, b| rows.row(*a).cmp(&rows.row(*b)));
    let has_ties = order.windows(2).any(|two| rows.row(two[0]) == rows.row(two[1]));
    drop(rows);
    let order: UInt64Array = order.into_iter().map(|row| row as u64).collect();
    let batch = arrow::compute::take_record_batch(&batch, &order).map_err(refused)?;
    Ok((batch, has_ties))
}

/// What compares rows by some columns; none where there is nothing to compare.
fn neighbours(
    table: &'static Table,
    batch: &RecordBatch,
    names: &[&str],
) -> Result<Option<LexicographicalComparator>, Breach> {
    let by: Vec<SortColumn> = names
        .iter()
        .filter_map(|name| table.position(name))
        .map(|at| SortColumn { values: batch.column(at).clone(), options: None })
        .collect();
    if by.is_empty() || batch.num_rows() < 2 {
        return Ok(None);
    }
    LexicographicalComparator::try_new(&by)
        .map(Some)
        .map_err(|source| Breach::Arrow { table: table.name, source })
}

/// The rows of some columns as bytes that compare as the rows do; none where there is nothing to compare.
fn in_order(table: &'static Table, batch: &RecordBatch, names: &[&str]) -> Result<Option<Rows>, Breach> {
    let columns: Vec<_> =
        names.iter().filter_map(|name| table.position(name)).map(|at| batch.column(at).clone()).collect();
    if columns.is_empty() || batch.num_rows() < 2 {
        return Ok(None);
    }
    let fields = columns.iter().map(|column| SortField::new(column.data_type().clone())).collect();
    RowConverter::new(fields)
        .and_then(|converter| converter.convert_columns(&columns))
        .map(Some)
        .map_err(|source| Breach::Arrow { table: table.name, source })
}

fn shown(array: &dyn Array, row: usize) -> String {
    if array.is_null(row) {
        return String::new();
    }
    let any = array.as_any();
    any.downcast_ref::<StringArray>()
        .map(|a| a.value(row).to_owned())
        .or_else(|| any.downcast_ref::<Int32Array>().map(|a| a.value(row).to_string()))
        .or_else(|| any.downcast_ref::<Int64Array>().map(|a| a.value(row).to_string()))
        .or_else(|| any.downcast_ref::<Date32Array>().map(|a| a.value(row).to_string()))
        .or_else(|| any.downcast_ref::<BooleanArray>().map(|a| a.value(row).to_string()))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{rows::TableBuilder, tables::data::SCHOOL_GROUPS};

    fn groups(rows: &[(&str, &str)]) -> Result<Vec<String>, Breach> {
        let mut builder = TableBuilder::new(&SCHOOL_GROUPS);
        for (id, by) in rows {
            builder.row([
                ("school_id", (*id).into()),
                ("group_by", (*by).into()),
                ("group_value", "x".into()),
            ]);
        }
        let table = builder.finish()?;
        Ok(table.rows().map(|row| format!("{}{}", row.str("school_id"), row.str("group_by"))).collect())
    }

    #[test]
    fn rows_come_out_in_order_however_they_came_in() {
        let expected = ["aarea", "asector", "barea"];
        assert_eq!(groups(&[("a", "area"), ("a", "sector"), ("b", "area")]).unwrap(), expected);
        assert_eq!(groups(&[("b", "area"), ("a", "sector"), ("a", "area")]).unwrap(), expected);
    }

    #[test]
    fn a_key_that_comes_twice_is_found_in_order_and_out_of_order() {
        for rows in [
            [("a", "area"), ("b", "area"), ("b", "area")],
            [("b", "area"), ("a", "area"), ("b", "area")],
            [("b", "area"), ("b", "area"), ("a", "area")],
        ] {
            let said = groups(&rows).unwrap_err().to_string();
            assert_eq!(said, "table school_groups: two rows have the key b, area");
        }
    }
}
