//! `mart_wording`: the wordings that were answered, other than the catalogue's own. The officer's.
//! In: wordings counted by the store. Out: the table. Never an answer.

use schemas::{catalogue::Comparability, checked::Checked, tables::marts::MART_WORDING};

use super::{Figures, MartError, Wording};
use crate::columns::Columns;

/// The table.
pub(super) fn make(figures: &Figures<'_>) -> Result<Checked, MartError> {
    let rows = || figures.inputs.wordings.iter();
    let text = |get: fn(&Wording<'_>) -> String| rows().map(move |row| get(row));
    Ok(Columns::of(&MART_WORDING)
        .text("authority_id", rows().map(|_| &figures.star.authority_id))
        .number("year", rows().map(|_| figures.inputs.run_year.number()))
        .text("catalogue_id", text(|row| row.catalogue_id.to_owned()))
        .text("statement_id", text(|row| row.statement_id.to_owned()))
        .text("wording", text(|row| row.wording.to_owned()))
        .text("matched_by", text(|row| row.matched_by.to_owned()))
        .measure("match_score", rows().map(|row| Some(row.match_score)))
        .text_or_null("comparability", rows().map(|row| row.comparability.map(Comparability::code)))
        .count("n_returns", rows().map(|row| row.n_returns))
        .flag("is_shared", rows().map(|row| row.is_shared))
        .finish()?)
}
