//! The column of a list that names its schools, under a heading that does not say so: `Title`, `Unit`, none at all.
//! In: the statements' rows. Out: the only column whose cells are all called schools, each again and again. Never takes a
//! column of sentences, nor one of two.

use rustc_hash::FxHashMap;

use super::FEWEST;
use crate::{
    grid::Grid,
    normalise::text,
    recognise::{
        bands::{Band, Headed},
        found::Hit,
        headings::Head,
        sheets::is_called_school,
    },
};

/// No school's name is longer.
const LONGEST: usize = 60;

/// Heads the column as the schools', where there is one.
pub(super) fn name(grid: &Grid, hits: &[Hit], band: &mut Band) {
    if let Some(column) = column(grid, hits, band) {
        band.heads.retain(|headed| headed.column != column);
        band.heads.push(Headed { column, anchor: column, head: Head::School });
        band.heads.sort_by_key(|headed| headed.column);
    }
}

fn column(grid: &Grid, hits: &[Hit], band: &Band) -> Option<u32> {
    let first = hits.first()?;
    let is_answers = |column: u32| {
        let mut own = band.heads.iter().filter(|headed| headed.column == column);
        own.any(|headed| matches!(headed.head, Head::Answer(_) | Head::AnyAnswer(_) | Head::Comment))
    };
    let may_be = |column: &u32| {
        hits.iter().all(|hit| hit.column != *column)
            && !is_answers(*column)
            && names_schools(grid, hits, *column)
    };
    let mut all = grid.row(first.row).iter().map(|cell| cell.column).filter(may_be);
    all.next().filter(|_| all.next().is_none())
}

/// Whether each row has a school's name in a column, and each school several rows with a statement each.
fn names_schools(grid: &Grid, hits: &[Hit], column: u32) -> bool {
    let mut rows: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for hit in hits {
        let raw = grid.at(hit.row, column).and_then(|cell| cell.value.as_text());
        let Some(name) = raw.map(text::trim).filter(|raw| raw.len() <= LONGEST && is_called_school(raw))
        else {
            return false;
        };
        rows.entry(text::key(name)).or_default().push(hit.statement);
    }
    let is_once = |own: &mut Vec<usize>| {
        let n = own.len();
        own.sort_unstable();
        own.dedup();
        own.len() == n && n >= FEWEST
    };
    rows.len() > 1 && rows.values_mut().all(is_once)
}
