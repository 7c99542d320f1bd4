//! What the actions of standing returns are about.
//! In: a year's action plans and their links. Out: a link a row in each catalogue. Never an action's words.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{ActionLink, CatalogueYear, Collection, resolve::number};
use crate::{marts::MartError, open_days::is_before, year_data::YearData};

/// Lays every link of a return that counts beside its catalogue.
pub(super) fn actions(
    found: &Collection,
    data: &YearData,
    catalogues: &mut [CatalogueYear],
) -> Result<(), MartError> {
    let returns: HashMap<&str, (usize, usize)> = data
        .returns
        .rows()
        .zip(&found.counts_at)
        .filter_map(|(row, at)| at.map(|at| (row.str("return_id"), at)))
        .collect();
    let mut dated: HashMap<(&str, i64), (Option<NaiveDate>, bool)> = HashMap::new();
    for row in data.actions.rows() {
        if let Some((catalogue, _)) = returns.get(row.str("return_id")) {
            catalogues[*catalogue].has_plans = true;
            dated.insert(
                (row.str("return_id"), row.count("row_no")),
                (row.date("completed_on"), row.flag("is_signed")),
            );
        }
    }
    for row in data.action_links.rows() {
        let return_id = row.str("return_id");
        let Some((at, expected)) = returns.get(return_id).copied() else { continue };
        let catalogue = &mut catalogues[at];
        let stray = || MartError::Stray { year: found.year, return_id: return_id.to_owned() };
        let statement = catalogue
            .statements
            .iter()
            .position(|statement| statement.id == row.str("statement_id"))
            .ok_or_else(stray)?;
        let (completed_on, is_signed) =
            dated.get(&(return_id, row.count("row_no"))).copied().ok_or_else(stray)?;
        let is_dated_within = completed_on.is_some_and(|day| !is_before(found.closes_on, Some(day)));
        catalogue.actions.push(ActionLink {
            expected,
            statement,
            return_key: format!("{}/{return_id}", found.key),
            row_no: number(row.int("row_no")),
            is_done: is_signed || is_dated_within,
            has_date: completed_on.is_some(),
        });
    }
    Ok(())
}
