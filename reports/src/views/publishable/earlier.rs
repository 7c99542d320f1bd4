//! What may be published beside what was published before, of the same form and year.
//! In: a form as it may be published by itself, the same form as it was published. Out: the form with each row new
//! where the difference tells nothing, as published before where it would. Pure: knows no table.
//!
//! # The rules
//!
//! Whoever has two workbooks subtracts. The difference of two counts of the same schools is what those answered who came,
//! went or were put right in between, so it is held to what any count is held to: each part of it (answered, in place, not
//! yet in place) is nothing or at least k schools, and it is not all "not yet in place". A row whose difference would tell
//! keeps the figures that everybody has already; where those may not be shown any more (a threshold that was raised), it
//! has none.
//!
//! - Fewer than k schools more or fewer: the whole form stays as it was published.
//! - A row of a breakdown is new only where its statement is new over all schools, since its values add up to that. One of
//!   which nothing was published comes in only while its statement has not moved: its values now, taken from all schools
//!   then, would tell what the others were.
//! - A figure that would be withheld now and was not stays; one that was withheld since too few had answered comes in only
//!   with so many that k schools came. Whatever one school takes back or puts right, the papers say what they said.
//! - The withheld values of a row are held to the same as one: their sum follows from the rest. Where other values are
//!   withheld than before, the row stays, unless the threshold changed and nothing else did: then one workbook says no
//!   more than the other does.
//! - A section is new only where all its statements are; what it has beside those shown is held to the same. So is a
//!   section that would be withheld and was not, or the other way round.
//! - A breakdown that was published with other values is left out. One that was not published while others were comes in
//!   only while nothing else has moved: who was where at the time is not known.
//!
//! With that every set of schools that can be made of two workbooks by adding and subtracting is a sum of sets that are
//! safe one by one, and a sum of such is safe.

use std::collections::BTreeSet;

use super::{
    control::drop_empty,
    disclosure::{Leave, Pair},
    publication::{Breakdown, BreakdownRow, PublishedForm, PublishedSection, Shown},
};

/// A form as it was published, with the threshold of that time.
#[derive(Clone, Copy, Debug)]
pub struct Before<'a> {
    /// The form.
    pub form: &'a PublishedForm,
    /// The least number of schools behind its figures.
    pub k: i64,
}

impl<'a> Before<'a> {
    fn statement(&self, id: &str) -> Option<Shown> {
        self.form.statements.iter().find(|row| row.id == id).map(|row| row.shown)
    }

    fn section(&self, id: &str) -> Option<&'a PublishedSection> {
        self.form.sections.iter().find(|row| row.id == id)
    }

    fn breakdown(&self, group_by: &str) -> Option<&'a Breakdown> {
        self.form.breakdowns.iter().find(|breakdown| breakdown.group_by == group_by)
    }

    /// A statement's row of a breakdown, its values in the order of `values`.
    fn row(&self, group_by: &str, id: &str, values: &[String]) -> Option<Vec<Shown>> {
        let breakdown = self.breakdown(group_by)?;
        let at = self.form.statements.iter().position(|row| row.id == id)?;
        let cells = &breakdown.rows.get(at)?.cells;
        values
            .iter()
            .map(|value| {
                breakdown.values.iter().position(|v| v == value).and_then(|at| cells.get(at)).copied()
            })
            .collect()
    }
}

/// What may be published of a form beside every earlier publication of it, oldest first.
#[must_use]
pub fn beside(mut new: PublishedForm, earlier: &[Before<'_>], k: i64) -> PublishedForm {
    let Some(last) = earlier.last() else {
        drop_empty(&mut new);
        return new;
    };
    // What everybody has may be said again, unless less may be said now than then.
    let kept = Some(last).filter(|last| last.k >= k);
    if earlier.iter().any(|before| !has_moved_enough(new.n_schools - before.form.n_schools, k)) {
        return match kept {
            Some(last) => PublishedForm { is_held: true, ..last.form.clone() },
            None => without_figures(new),
        };
    }
    let old = hold_statements(&mut new, earlier, kept, k);
    hold_sections(&mut new, &old, earlier, kept, k);
    hold_breakdowns(&mut new, &old, earlier, kept, k);
    drop_empty(&mut new);
    new
}

fn without_figures(mut form: PublishedForm) -> PublishedForm {
    for statement in &mut form.statements {
        statement.shown = Shown::NOTHING;
    }
    for section in &mut form.sections {
        section.shown = Shown::NOTHING;
    }
    form.left_out.extend(form.breakdowns.drain(..).map(|breakdown| breakdown.group_by));
    form
}

/// The statements that cannot have their new figures.
fn hold_statements<'f>(
    new: &mut PublishedForm,
    earlier: &[Before<'f>],
    kept: Option<&Before<'f>>,
    k: i64,
) -> BTreeSet<String> {
    let mut old = BTreeSet::new();
    for statement in &mut new.statements {
        let tells = earlier.iter().any(|before| {
            before.statement(&statement.id).is_some_and(|old| {
                row_tells(&[old], &[statement.shown], before.k, k)
                    || comes_in_by_few(old, statement.shown, before.k, k)
            })
        });
        if tells && !earlier.iter().any(|before| before.statement(&statement.id) == Some(statement.shown)) {
            statement.shown = kept.and_then(|last| last.statement(&statement.id)).unwrap_or(Shown::NOTHING);
            statement.is_held = statement.shown != Shown::NOTHING;
            old.insert(statement.id.clone());
        }
    }
    old
}

fn hold_sections(
    new: &mut PublishedForm,
    old_statements: &BTreeSet<String>,
    earlier: &[Before<'_>],
    kept: Option<&Before<'_>>,
    k: i64,
) {
    for section in &mut new.sections {
        let inside = || new.statements.iter().filter(|statement| statement.section_id == section.id);
        let has_old = inside().any(|statement| old_statements.contains(&statement.id));
        let tells = earlier.iter().any(|before| {
            let Some(old) = before.section(&section.id).map(|old| old.shown) else { return false };
            let Some((old, now)) = old.pair().zip(section.shown.pair()) else {
                // That it is withheld, or no longer, tells that what is withheld in it has moved.
                return before.k == k && old.left() != section.shown.left();
            };
            // Beside the statements that are shown both times: what the withheld ones add.
            let shown: Pair = inside()
                .filter_map(|statement| {
                    Some(statement.shown.pair()? - before.statement(&statement.id)?.pair()?)
                })
                .sum();
            difference_tells(now - old, k) || difference_tells(now - old - shown, k)
        });
        let old = kept.and_then(|last| last.section(&section.id)).map_or(Shown::NOTHING, |old| old.shown);
        if (has_old || tells) && section.shown != old {
            section.shown = old;
            section.is_held = old != Shown::NOTHING;
        }
    }
}

fn hold_breakdowns(
    new: &mut PublishedForm,
    old_statements: &BTreeSet<String>,
    earlier: &[Before<'_>],
    kept: Option<&Before<'_>>,
    k: i64,
) {
    for mut breakdown in std::mem::take(&mut new.breakdowns) {
        if !may_come_in(new, &breakdown, earlier, old_statements.is_empty()) {
            new.left_out.push(breakdown.group_by);
            continue;
        }
        let (by, values) = (breakdown.group_by.clone(), breakdown.values.clone());
        for (statement, row) in new.statements.iter().zip(&mut breakdown.rows) {
            let was = |before: &Before<'_>| before.row(&by, &statement.id, &values);
            let tells = old_statements.contains(&statement.id)
                || earlier.iter().any(|before| {
                    let Some(all) = before.statement(&statement.id) else { return false };
                    let old = was(before).unwrap_or_else(|| vec![Shown::NOTHING; values.len()]);
                    split_tells(all, statement.shown, &old, &row.cells)
                        || row_tells(&old, &row.cells, before.k, k)
                        || rest_tells([all, statement.shown], &old, &row.cells, k)
                });
            if tells && !earlier.iter().any(|before| was(before).as_ref() == Some(&row.cells)) {
                let cells = kept.and_then(was).unwrap_or_else(|| vec![Shown::NOTHING; values.len()]);
                let is_held = cells.iter().any(|cell| *cell != Shown::NOTHING);
                *row = BreakdownRow { cells, is_held };
            }
        }
        new.breakdowns.push(breakdown);
    }
}

/// Whether a breakdown may stand beside those that were published. `is_new`: no statement had to keep its figures.
fn may_come_in(new: &PublishedForm, breakdown: &Breakdown, earlier: &[Before<'_>], is_new: bool) -> bool {
    let set = |values: &[String]| values.iter().cloned().collect::<BTreeSet<String>>();
    let mut was_there = false;
    for before in earlier.iter().filter_map(|before| before.breakdown(&breakdown.group_by)) {
        was_there = true;
        if set(&before.values) != set(&breakdown.values) {
            return false;
        }
    }
    let has_moved = |before: &Before<'_>| {
        !is_new
            || before.form.n_schools != new.n_schools
            || new.statements.iter().any(|row| before.statement(&row.id) != Some(row.shown))
    };
    was_there || !earlier.iter().any(|before| !before.form.breakdowns.is_empty() && has_moved(before))
}

/// Whether the difference of a row of shown counts tells what fewer than k schools answered.
fn row_tells(old: &[Shown], new: &[Shown], k_old: i64, k: i64) -> bool {
    let says_nothing = |row: &[Shown]| row.iter().all(|cell| *cell == Shown::NOTHING);
    if old == new || says_nothing(old) {
        return false;
    }
    if says_nothing(new) {
        // That a figure is gone tells that a school behind it is, unless it is the threshold that took it away.
        return k_old >= k;
    }
    let pairs = || old.iter().zip(new);
    if pairs().all(|(old, new)| old.left() == new.left()) {
        return pairs().any(|(old, new)| match (old.pair(), new.pair()) {
            (Some(old), Some(new)) => difference_tells(new - old, k),
            _ => old.n.zip(new.n).is_some_and(|(old, new)| !has_moved_enough(new - old, k)),
        });
    }
    // Another threshold withholds more or less of the same counts.
    let is_less =
        |less: &Shown, more: &Shown| less.left() <= more.left() && more.reduced_to(less.left()) == *less;
    let is_part = pairs().all(|(old, new)| is_less(old, new)) || pairs().all(|(old, new)| is_less(new, old));
    k_old == k || !is_part
}

/// Whether a statement that too few had answered to be shown may have come in by a few schools' answers.
fn comes_in_by_few(old: Shown, new: Shown, k_old: i64, k: i64) -> bool {
    let most_before = k_old - 1;
    old == Shown::NOTHING && k_old <= k && new.n.is_some_and(|n| !has_moved_enough(n - most_before, k))
}

/// Whether values tell what they were at a time when only their sum was published: where that has moved since, it need
/// not have moved in every one of them.
fn split_tells(old_all: Shown, new_all: Shown, old: &[Shown], new: &[Shown]) -> bool {
    let says_nothing = |row: &[Shown]| row.iter().all(|cell| *cell == Shown::NOTHING);
    old_all != Shown::NOTHING && old_all != new_all && says_nothing(old) && !says_nothing(new)
}

/// Whether what is left of all schools, then and now, beside the values shown tells.
fn rest_tells([old_all, new_all]: [Shown; 2], old: &[Shown], new: &[Shown], k: i64) -> bool {
    let rest = |all: Shown, cells: &[Shown]| {
        let shown: Pair = cells.iter().filter_map(|cell| cell.pair()).sum();
        all.pair().map(|all| all - shown)
    };
    // Where other values are withheld than before, the row itself was judged.
    let same = old.iter().zip(new).all(|(old, new)| old.left() == new.left() && old.left() != Leave::Nothing);
    same && rest(old_all, old)
        .zip(rest(new_all, new))
        .is_some_and(|(old, new)| difference_tells(new - old, k))
}

/// Whether counts that came, went or were put right tell what fewer than k schools answered.
fn difference_tells(moved: Pair, k: i64) -> bool {
    let yes = moved.n - moved.weak;
    let parts = [moved.n, yes, moved.weak];
    parts.iter().any(|part| !has_moved_enough(*part, k)) || (yes == 0 && moved.weak != 0)
}

fn has_moved_enough(n: i64, k: i64) -> bool {
    n == 0 || n.abs() >= k
}
