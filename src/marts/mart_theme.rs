//! `mart_theme`: themes by group, within each catalogue. Counts are answers.
//! In: counts by group and statement. Out: the table. Never pools two catalogues.

use schemas::{checked::Checked, tables::marts::MART_THEME};

use super::{
    Figures, MartError,
    mart_section::{Row, finish, parts},
};
use crate::columns::Columns;

/// The table.
pub(super) fn make(figures: &Figures<'_>) -> Result<Checked, MartError> {
    let found: Vec<Row<'_>> = figures
        .years
        .iter()
        .flat_map(|of| parts(of, of.catalogue.themes.len(), |statement| statement.theme))
        .collect();
    let name = |row: &Row<'_>| row.at.of.catalogue.themes[row.part].clone();
    let columns = Columns::of(&MART_THEME).text("theme", found.iter().map(name));
    finish(figures, columns, &found)
}
