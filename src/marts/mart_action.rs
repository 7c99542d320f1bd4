//! `mart_action`: weak statements with and without an action, by group. Counts are schools.
//! In: what was said and what the actions are about. Out: the table. Never judges an action.

use std::collections::BTreeMap;

use schemas::{checked::Checked, tables::marts::MART_ACTION};

use super::{
    Figures, MartError,
    figures::Of,
    grain::{self, At},
};
use crate::columns::Columns;

#[derive(Clone, Copy, Default)]
struct Sums {
    weak: u32,
    with_action: u32,
    actions: u32,
    done: u32,
}

/// The table.
pub(super) fn make(figures: &Figures<'_>) -> Result<Checked, MartError> {
    let mut found: Vec<(At<'_>, usize, Sums)> = Vec::new();
    for of in &figures.years {
        let sums = sums(of);
        let n_statements = of.catalogue.statements.len();
        for at in At::groups(of) {
            found.extend(
                (0..n_statements).map(|statement| (at, statement, sums[at.group * n_statements + statement])),
            );
        }
    }
    let rows = || found.iter();
    let columns = grain::group(Columns::of(&MART_ACTION), rows().map(|(at, ..)| *at));
    let columns = grain::statement(columns, rows().map(|(at, statement, _)| (at.of, *statement)));
    Ok(columns
        .count("n_weak", rows().map(|(.., sums)| sums.weak))
        .count_or_null("n_with_action", rows().map(|(at, _, sums)| known(*at, sums.with_action)))
        .count_or_null(
            "n_without_action",
            rows().map(|(at, _, sums)| known(*at, sums.weak - sums.with_action)),
        )
        .count("n_actions", rows().map(|(.., sums)| sums.actions))
        .count("n_done", rows().map(|(.., sums)| sums.done))
        .finish()?)
}

/// A number of schools, where anything is known of plans: of returns that all came without one, nobody can say that
/// the schools plan nothing.
fn known(at: At<'_>, n: u32) -> Option<i64> {
    at.of.catalogue.has_plans.then_some(i64::from(n))
}

/// By group and statement.
fn sums(of: &Of<'_>) -> Vec<Sums> {
    let n_statements = of.catalogue.statements.len();
    let mut sums = vec![Sums::default(); of.catalogue.groups.list.len() * n_statements];
    let profile = |place: usize| &of.catalogue.groups.profiles[of.catalogue.groups.profile_of[place]];
    for at in At::groups(of) {
        for statement in 0..n_statements {
            sums[at.group * n_statements + statement].weak =
                of.tallied.statement(at.group, statement).counts.split().weak();
        }
    }
    for ((place, statement), actions) in by_school(of) {
        let is_weak = of.catalogue.said_of(place)[statement].is_weak();
        for group in profile(place) {
            let sum = &mut sums[group * n_statements + statement];
            sum.with_action += u32::from(is_weak);
            sum.actions += actions.n;
            sum.done += actions.n_done;
        }
    }
    sums
}

/// The actions of a school about a statement.
#[derive(Clone, Copy, Default)]
pub(super) struct Actions {
    /// All.
    pub(super) n: u32,
    /// Of those: done.
    pub(super) n_done: u32,
}

/// The actions by expected form and statement.
pub(super) fn by_school(of: &Of<'_>) -> BTreeMap<(usize, usize), Actions> {
    let mut found: BTreeMap<(usize, usize), Actions> = BTreeMap::new();
    for link in &of.catalogue.actions {
        let actions = found.entry((link.expected, link.statement)).or_default();
        actions.n += 1;
        actions.n_done += u32::from(link.is_done);
    }
    found
}
