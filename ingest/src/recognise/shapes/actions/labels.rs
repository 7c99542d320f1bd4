//! Plans laid sideways, with their headings down the first column: `Area: | Filtering`, `Action: | New filter`; an action a
//! column, and below them more where the headings begin anew.
//! In: a grid below a plan's title. Out: where such a plan stands, and its actions. Never takes a form's fields for one.

use std::cell::RefCell;

use super::{
    Layout, Part, Plan, heads,
    otherwise::Page,
    says,
    signature::{Signature, signature},
    table::{add, sure_date},
    titles, usual_part,
};
use crate::{
    grid::{Cell, Grid},
    normalise::{
        memo::{Memo, remembered},
        text,
    },
    reading::ActionReading,
    recognise::written::as_shown,
};

/// A longer text is no label.
const LONGEST: usize = 90;

/// What a label is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Area,
    Action,
    Date,
    Signed,
    Other,
}

/// The first such plan from a row on.
pub(super) fn plan(page: &Page<'_>, from: u32) -> Option<Plan> {
    page.rows_from(from).find_map(|cells| {
        let first = cells.first().filter(|first| label(cells, first.column).is_some())?;
        let at = page.grid.cells.partition_point(|cell| cell.row < first.row);
        let rest = page.grid.cells.get(at..).unwrap_or_default();
        let rows = rest.chunk_by(|one, next| one.row == next.row);
        let own: Vec<&[Cell]> = rows.take_while(|cells| label(cells, first.column).is_some()).collect();
        let labels: Vec<Label> = own.iter().filter_map(|cells| label(cells, first.column)).collect();
        let (top, last) = (first.row, own.last()?.first()?.row);
        let is_plan = labels.len() > 1
            && labels.first() != labels.get(1)
            && labels.iter().any(|label| matches!(label, Label::Area | Label::Action))
            && own.iter().any(|cells| cells.len() > 1)
            && (page.is_titled || titles::stands_above(page.grid, top));
        let plan = Plan::laid_out(Layout::Labels, (top, top, last + 1), first.column);
        (is_plan && !page.hits.iter().any(|hit| plan.holds(hit.row))).then_some(plan)
    })
}

/// What a row's first cell is a label of: in words that plans have as a rule, alone or with what is said beside it.
fn label(cells: &[Cell], column: u32) -> Option<Label> {
    let (first, said) = cells.split_first()?;
    let raw = first.value.as_text().filter(|raw| first.column == column && raw.len() <= LONGEST)?;
    // A row of headings has more of them beside.
    let is_head =
        |cell: &Cell| cell.value.as_text().is_some_and(|raw| raw.len() <= LONGEST && of_text(raw).is_some());
    of_text(raw).filter(|_| !said.iter().any(is_head))
}

fn of_text(raw: &str) -> Option<Label> {
    thread_local!(static LABELS: Memo<Option<Label>> = const { RefCell::new(Vec::new()) });
    remembered(&LABELS, 0, raw, made_out)
}

fn made_out(raw: &str) -> Option<Label> {
    let by_part = |raw: &str| {
        Some(match usual_part(raw)? {
            Part::Area => Label::Area,
            Part::Resources => Label::Action,
            Part::Date => Label::Date,
            Part::Signed => Label::Signed,
        })
    };
    let by_head = |raw: &str| {
        Some(match heads::known(raw)? {
            heads::Part::Area => Label::Area,
            heads::Part::Action => Label::Action,
            _ => Label::Other,
        })
    };
    heads::pieces(raw).find_map(by_part).or_else(|| by_head(raw))
}

/// The actions of such a plan in these rows, with the cells of dates that could not be read.
pub(super) fn rows<'g>(
    plan: &Plan,
    grid: &'g Grid,
    is_wanted: impl Fn(u32) -> bool,
) -> (Vec<ActionReading>, Vec<&'g Cell>) {
    let mut actions = Vec::new();
    let mut odd_dates = Vec::new();
    let rows = grid.cells.chunk_by(|one, next| one.row == next.row);
    let own =
        rows.filter(|cells| cells.first().is_some_and(|cell| plan.holds(cell.row) && is_wanted(cell.row)));
    let mut set: Vec<(Label, &[Cell])> = Vec::new();
    let mut close = |set: &mut Vec<(Label, &'g [Cell])>| {
        actions.extend(of_set(plan, grid, set, &mut odd_dates));
        set.clear();
    };
    for cells in own {
        let Some(label) = label(cells, plan.area) else { continue };
        let text = |cells: &[Cell]| cells.first().and_then(|cell| cell.value.as_text()).map(text::key);
        if set.iter().any(|(_, known)| text(known) == text(cells)) {
            close(&mut set);
        }
        set.push((label, cells));
    }
    close(&mut set);
    for (action, row_no) in actions.iter_mut().zip(1..) {
        action.row_no = row_no;
    }
    (actions, odd_dates)
}

/// An action for each column beside a set of labels.
fn of_set<'g>(
    plan: &Plan,
    grid: &Grid,
    set: &[(Label, &'g [Cell])],
    odd_dates: &mut Vec<&'g Cell>,
) -> Vec<ActionReading> {
    let beside =
        set.iter().flat_map(|(_, cells)| cells.iter()).filter(|cell| cell.column != plan.area && says(cell));
    let mut columns: Vec<u32> = beside.map(|cell| cell.column).collect();
    columns.sort_unstable();
    columns.dedup();
    let mut actions = Vec::new();
    for column in columns {
        let mut action = ActionReading {
            row_no: 0,
            area: String::new(),
            resources: String::new(),
            completed_on: None,
            is_signed: false,
        };
        let mut others: Vec<(&str, String)> = Vec::new();
        for (label, cells) in set {
            let Some(cell) = cells.iter().find(|cell| cell.column == column && says(cell)) else { continue };
            let shown = as_shown(&cell.value, grid.is_1904);
            let heading = cells.first().and_then(|cell| cell.value.as_text()).unwrap_or_default();
            match label {
                Label::Area if action.area.is_empty() => action.area = shown,
                Label::Action if action.resources.is_empty() => action.resources = shown,
                Label::Signed if signature(cell) == Signature::Signed => action.is_signed = true,
                Label::Date => {
                    action.completed_on = sure_date(cell, grid.is_1904);
                    odd_dates.extend(action.completed_on.is_none().then_some(cell));
                }
                _ => others.push((heading, shown)),
            }
        }
        if action.area.is_empty() {
            action.area = std::mem::take(&mut action.resources);
        }
        for (heading, shown) in others {
            add(&mut action.resources, text::trim(heading).trim_end_matches(':'), &shown);
        }
        actions.push(action);
    }
    actions
}
