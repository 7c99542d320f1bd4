//! Rows that have lost or won a field beside the others of their table: what stands behind it is in the wrong column.
//! In: how many fields each row has. Out: what to say of those that differ. Never says it of a table whose rows are of all
//! lengths, of lines above and below a table, or of headings within it.

use std::collections::BTreeMap;

use schemas::rules;

use super::refusal::Refusal;

/// Fewer alike rows than this are no table.
const ALIKE_MIN: usize = 3;
/// Of so many rows one may differ; where more do, whoever wrote the table leaves out what is empty.
const ONE_IN: usize = 8;
/// How many rows are named.
const NAMED: usize = 5;

/// One row that is not empty.
#[derive(Clone, Copy, Debug)]
struct Row {
    number: u32,
    width: usize,
    used: usize,
    n_filled: usize,
    runs_on: bool,
}

/// The rows of one table, as they come.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    rows: Vec<Row>,
    open: Option<Row>,
}

impl Rows {
    /// Adds a field to the row that is open. `runs_on`: its text begins as if a sentence went on.
    pub(crate) fn field(&mut self, at: usize, is_filled: bool, runs_on: bool) {
        let row = self.open.get_or_insert(Row { number: 0, width: 0, used: 0, n_filled: 0, runs_on: false });
        row.width = row.width.max(at + 1);
        if is_filled {
            row.used = row.used.max(at + 1);
            row.n_filled += 1;
        }
        row.runs_on |= runs_on && at > 0;
    }

    /// Ends the row, which is of this number to a person.
    pub(crate) fn end(&mut self, number: u32) {
        if let Some(row) = self.open.take().filter(|row| row.n_filled > 0) {
            self.rows.push(Row { number, ..row });
        }
    }

    /// How many fields most rows have, and in how many rows; of two as common, the more fields.
    fn usual(&self) -> Option<(usize, usize)> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        // Rows of one width mostly stand together.
        for alike in self.rows.chunk_by(|one, next| one.width == next.width) {
            let width = alike.first()?.width;
            *counts.entry(width).or_default() += alike.len();
        }
        let (width, n) = counts.into_iter().max_by_key(|(width, n)| (*n, *width))?;
        (width >= 3 && n >= ALIKE_MIN).then_some((width, n))
    }

    /// The rows within the table that have fewer fields than most, from 0; none where the rows are of all lengths.
    pub(crate) fn short(&self) -> Vec<u32> {
        self.short_ones().map(|row| row.number.saturating_sub(1)).collect()
    }

    /// Those of them whose last field is empty.
    pub(crate) fn lost(&self) -> Vec<u32> {
        let lost = self.short_ones().filter(|row| row.used < row.width);
        lost.map(|row| row.number.saturating_sub(1)).collect()
    }

    fn short_ones(&self) -> impl Iterator<Item = &Row> {
        let usual = self.usual().filter(|(_, n)| 2 * n > self.rows.len()).map_or(0, |(usual, _)| usual);
        let is_usual = |row: &Row| row.width == usual;
        let first = self.rows.iter().position(is_usual).unwrap_or(0);
        let last = self.rows.iter().rposition(is_usual).unwrap_or(0);
        let is_short = move |row: &Row| row.width < usual && row.n_filled > 1;
        // The table's last rows may be short themselves.
        let after = self.rows.get(last..).unwrap_or_default();
        let n_after = after.windows(2).take_while(
            |pair| matches!(pair, [one, next] if next.number == one.number + 1 && is_short(next)),
        );
        let table = self.rows.get(first..=last + n_after.count()).unwrap_or_default();
        table.iter().filter(move |row| is_short(row))
    }

    /// What to say of the rows that differ. `row` and `field` are what they are called; `of` says which table.
    pub(crate) fn note(&self, row: &str, field: &str, of: &str) -> Option<Refusal> {
        let (usual, n_usual) = self.usual()?;
        let is_usual = |row: &Row| row.width == usual;
        let first = self.rows.iter().position(is_usual)?;
        let last = self.rows.iter().rposition(is_usual)?;
        let odd = |row: &&Row| {
            let is_short = row.width < usual && row.n_filled > 1;
            // Empty fields beyond the last harm nothing, nor do commas in a text that was not quoted.
            let is_long = row.used > usual && !row.runs_on;
            is_short || is_long
        };
        // Beside the table stand lines of their own, unless they are as full as the table's: its heading is one.
        let inside =
            |at: usize, row: &Row| (first..=last).contains(&at) || 4 * row.n_filled >= 3 * usual.max(4);
        let within = self.rows.iter().enumerate().filter(|(at, row)| inside(*at, row)).map(|(_, row)| row);
        let odd: Vec<Row> = within.filter(odd).copied().collect();
        if odd.is_empty() || odd.len() > (n_usual / ONE_IN).max(1) {
            return None;
        }
        let cause = if field == "field" { "separator" } else { field };
        let message = match odd.as_slice() {
            [one] => format!(
                "{row} {}{of} has {} {field}s where {n_usual} other {row}s have {usual}: a {cause} may have come or gone",
                one.number,
                one.width.max(one.used)
            ),
            many => {
                let named: Vec<String> = many.iter().take(NAMED).map(|one| one.number.to_string()).collect();
                let more = if many.len() > NAMED { " and more" } else { "" };
                format!(
                    "{row}s {}{more}{of} have fewer or more {field}s than the {n_usual} {row}s with {usual}: {cause}s may \
                     have come or gone",
                    named.join(", ")
                )
            }
        };
        Some(Refusal {
            rule: &rules::ROWS_UNEVEN,
            message,
            suggestion: "Look whether the marks there stand under the right headings, or ask the school to send it again"
                .into(),
        })
    }
}
