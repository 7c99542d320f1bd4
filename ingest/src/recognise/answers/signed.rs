//! Returns marked by initials or dates in place of ticks.
//! In: a draft with the marks of its rows. Out: the marks with each such mark read as a tick, and a note on them. Never reads a
//! few of them so, none in a table of many schools, and no date that was yet to come.

use chrono::Datelike;
use schemas::{catalogue::ColumnRole, finding::Finding, rules};

use crate::{
    normalise::answers::{Habit, RowMarks, Signed},
    reading::Form,
    recognise::{
        draft::{Desk, Draft, roles::Role},
        written::{as_written, counted},
    },
};

/// What the return does throughout, with initials and dates read as ticks where they stand in place of them, and the note on it.
pub(crate) fn habit(
    desk: &Desk<'_>,
    draft: &Draft<'_>,
    rows: &mut [RowMarks<'_>],
    is_text_table: bool,
) -> (Habit, Option<Finding>) {
    let habit = Habit::of(rows.iter()).of_text_table(is_text_table);
    match follow(desk, draft, &habit, rows) {
        None => (habit, None),
        signed => (Habit::of(rows.iter()), signed),
    }
}

/// Reads initials and dates as ticks where nearly all rows are marked so, in several columns.
fn follow(desk: &Desk<'_>, draft: &Draft<'_>, habit: &Habit, rows: &mut [RowMarks<'_>]) -> Option<Finding> {
    if draft.form != Form::TickColumns || !habit.may_be_signed() {
        return None;
    }
    let mut signed: Vec<(usize, Signed)> = Vec::new();
    // Rows by how many marks of this kind they have; others that are marked, but for what is not applicable.
    let (mut n_lone, mut n_several, mut n_other) = (0, 0, 0);
    for (index, (said, row)) in
        draft.said.iter().zip(rows.iter()).enumerate().filter(|(_, (said, _))| !said.is_unclear)
    {
        let is_1904 = desk.grids.get(said.grid).is_some_and(|grid| grid.is_1904);
        let own = row.signed(is_1904);
        match own.iter().filter(|own| !own.is_struck).count() {
            1 => n_lone += 1,
            _ if !own.is_empty() => n_several += 1,
            _ => n_other += usize::from(row.is_marked() && !row.is_not_applicable()),
        }
        signed.extend(own.into_iter().map(|signed| (index, signed)));
    }
    let mut columns: Vec<ColumnRole> =
        signed.iter().filter_map(|(index, own)| rows.get(*index)?.column(own.at)).collect();
    columns.dedup();
    // Where the comments have a column of their own, a date is none.
    let has_comments = || {
        let is_comment = |role: Option<Role>| role == Some(Role::Comment);
        draft.said.iter().any(|said| said.beside.iter().any(|placed| is_comment(placed.role)))
    };
    let n_initials = signed.iter().filter(|(_, own)| own.initials.is_some()).count();
    // Where nothing says when the form was filled in, a date alone may be the one by which something is done.
    let is_past = |own: &Signed| {
        own.on.is_none_or(|on| match draft.completed_on {
            Some(completed) => on <= completed,
            None => own.initials.is_some() && on.year() <= desk.year.number(),
        })
    };
    let is_habit = n_lone + n_several >= 9 * n_other
        && n_lone >= 3 * n_several
        && columns.len() > 1
        && (n_initials * 2 >= signed.len() || has_comments())
        && signed.iter().all(|(_, own)| is_past(own))
        && are_persons(&signed, rows);
    if !is_habit {
        return None;
    }
    let n_standing = signed.iter().filter(|(_, own)| !own.is_struck).count();
    let (first, own) = signed.first()?;
    let (said, cell) = (draft.said.get(*first)?, rows.get(*first)?.cell(own.at)?);
    let place = desk.place(said.grid, cell.row, cell.column);
    let message = format!(
        "{} in the answer columns, and each was read as a tick",
        counted(n_standing, "initial or date stands", "initials or dates stand")
    );
    let finding = Finding::new(&rules::MARKS_SIGNED, place, message).reading(as_written(&cell.value));
    for (index, own) in signed {
        if let Some(row) = rows.get_mut(index) {
            row.take_for_tick(&own);
        }
    }
    Some(finding)
}

/// Whether all initials are somebody's who answered: they stand below several answers each. `DNA`, `NR`, `PLAN` stand below one.
fn are_persons(signed: &[(usize, Signed)], rows: &[RowMarks<'_>]) -> bool {
    let mut below: Vec<(&str, Option<ColumnRole>)> = Vec::new();
    for (index, own) in signed {
        let column = rows.get(*index).and_then(|row| row.column(own.at));
        below.extend(own.initials.as_deref().map(|initials| (initials, column)));
    }
    below.iter().all(|(initials, column)| {
        below.iter().any(|(other, elsewhere)| other == initials && elsewhere != column)
    })
}
