//! From the sheets of a file, a statement a row, to returns: parts joined, fields and plans found.
//! In: the grids with their statements. Out: drafts. Never joins parts that name different schools.

mod confused;
mod fields;
mod questions;
mod whole;

use std::collections::HashSet;

use schemas::{
    catalogue::{Catalogue, ColumnRole},
    finding::Finding,
};

pub(crate) use self::{
    fields::{ReadDate, date, name_hints},
    questions::{unknown as tell_of_unknown, wording_question},
};
use super::{
    actions::{self, Plan, take_actions},
    carried::Carried,
    named, quoted,
    rows::{self, Part},
    sheets::{self, Group, SheetPart},
    unplaced,
};
use crate::{
    grid::{Addressing, Cell, Grid},
    normalise::text,
    reading::Form,
    recognise::{
        draft::{
            self, Desk, Draft, Loose, Placed,
            roles::{Basis, Role},
            rulings,
        },
        found::{Found, Hit, segments},
        header::{Field, Header, header, in_headings},
        headings::{self, Head},
        written::as_written,
    },
};

/// The returns that these grids of one catalogue hold. `by_grid` says which of the file's grids hold statements.
pub(crate) fn drafts<'g>(
    desk: &Desk<'g>,
    catalogue: usize,
    down: &[(usize, &Found)],
    by_grid: &[Option<Found>],
    findings: &mut Vec<Finding>,
) -> Vec<Draft<'g>> {
    let Some(content) = desk.catalogues.get(catalogue) else { return Vec::new() };
    let mut parts: Vec<SheetPart<'g>> = Vec::new();
    let mut plans: Vec<(usize, Plan)> = Vec::new();
    let mut carried: Option<Carried<'_>> = None;
    let above_each = named::above(desk, down);
    let mut own_hits = own_hits(desk, content, down, &mut plans);
    let quotes = quoted::take(desk, content, &mut own_hits);
    for (at, (index, before)) in own_hits.iter().enumerate() {
        let (Some(grid), Some(last)) = (desk.grids.get(*index), before.last()) else { continue };
        // Below its last statements a form may have a plan, or a list that quotes some of them, and fields below that.
        let of_grid = || plans.iter().filter(|(of, _)| of == index).map(|(_, plan)| plan);
        let is_plan = |row: u32| of_grid().any(|plan| plan.holds(row));
        let is_below = |plan: &&Plan| plan.heading > last.row;
        let quoted_list = quoted::below(&quotes, (*index, grid), last.row);
        let plan_heading = of_grid().find(is_below).map_or(u32::MAX, |plan| plan.heading);
        let end = quoted_list.map_or(plan_heading, |(top, _)| plan_heading.min(top));
        let after = of_grid().rfind(is_below).map(Plan::fields_from).or(quoted_list.map(|(_, end)| end));
        let after = after.unwrap_or(u32::MAX);
        Carried::take_alone(&mut carried, (desk, by_grid), (*index, before));
        let (mut from, n_before) = (0, parts.len());
        let mut form_above: Option<Carried<'_>> = None;
        let runs = named::parted(grid, before, end);
        for (segment, to) in runs.into_iter().flat_map(|(hits, to)| segments::segments(hits, to)) {
            let above = carried
                .as_ref()
                .filter(|above| above.holds_for(grid, segment))
                .or_else(|| form_above.as_ref().filter(|above| above.goes_on_below(grid, segment, from)))
                .map(|above| rows::Heads { band: &above.band, grid: above.grid, column: above.column });
            let mut part = rows::part(grid, *index, segment, (from, to), (desk, content), above);
            let (top, last) = part.rows;
            let may_hold = |row: u32| {
                (from..top).contains(&row) || (last + 1..to).contains(&row) || (to == end && row >= after)
            };
            let fields_from = |top| header(grid, |row| row >= top && may_hold(row) && !is_plan(row));
            let previous = parts.get_mut(n_before..).and_then(|own| own.last_mut());
            let mut header = named::past_a_second_name(grid, previous, fields_from(0), fields_from);
            among_headings(grid, (from, segment), &mut part, &mut header);
            let n_marked = sheets::n_marked(&part);
            let statements = part.statements();
            let above = above_each.get(at).cloned().flatten().filter(|_| named::names(&header).is_none());
            parts.push(SheetPart { part, header, above, n_marked, statements });
            from = last + 1;
            form_above = Carried::of_form_above(desk, grid, segment, (to, end)).or(form_above);
        }
        named::take_names_below(parts.get_mut(n_before..).unwrap_or_default(), || {
            header(grid, |row| ((from..end).contains(&row) || row >= after) && !is_plan(row))
        });
        if grid.addressing != Addressing::Text && at + 1 < down.len() {
            let own = parts.get_mut(n_before..).unwrap_or_default();
            Carried::take_over(&mut carried, (own, grid), before);
        }
    }
    if parts.is_empty() {
        return Vec::new();
    }
    named::tell_apart(desk, by_grid, &mut parts);
    let mut groups = sheets::groups(desk, &mut parts, findings);
    named::take_names_of_dropped(&mut parts, &groups);
    sheets::note_names_beside(desk, &parts, &mut groups);
    let n_groups = groups.len();
    let mut side = sides(desk, content, by_grid, n_groups, &mut plans);
    let is_cover =
        |grid: usize| parts.iter().any(|part| part.above.as_ref().is_some_and(|(of, _)| *of == grid));
    for side in &mut side {
        side.is_used |= is_cover(side.grid);
    }
    fields::leave_others(desk, &parts, &mut side);
    let fields = fields_of(&parts, &side);
    let ends: Vec<(usize, u32)> = parts.iter().map(|part| (part.part.grid, part.part.rows.1)).collect();
    let mut slots: Vec<Option<SheetPart<'g>>> = parts.into_iter().map(Some).collect();
    let mut drafts = Vec::new();
    for group in groups {
        let own: Vec<SheetPart<'g>> =
            group.parts.iter().filter_map(|index| slots.get_mut(*index).and_then(Option::take)).collect();
        let asides: Vec<SheetPart<'g>> =
            group.asides.iter().filter_map(|index| slots.get_mut(*index).and_then(Option::take)).collect();
        let rows: Vec<(usize, u32)> = own.iter().map(|own| (own.part.grid, own.part.rows.1)).collect();
        let own_plans: Vec<(usize, Plan)> =
            plans.iter().filter(|plan| is_of(plan, &rows, &ends, by_grid)).copied().collect();
        let mut one = draft(desk, content, catalogue, &group, own, &mut side, &own_plans, by_grid);
        if let Some(one) = &mut one {
            for aside in &asides {
                one.loose.extend(draft::comments_of(&aside.part.said));
            }
            // With several returns nobody could be sure whose they are.
            if n_groups == 1 {
                one.loose.extend(side_comments(desk, &mut side));
            }
        }
        drafts.extend(one);
    }
    quoted::keep(desk, &quotes, &mut drafts, findings);
    findings.extend(unused(desk, &side, drafts.len()));
    let is_seen = |side: &&Side| desk.grids.get(side.grid).is_some_and(|grid| !grid.is_hidden);
    let beside: Vec<(usize, bool)> =
        side.iter().filter(is_seen).map(|side| (side.grid, side.is_told(desk))).collect();
    let mut taken = actions::share_out(desk, by_grid, &mut drafts, findings);
    taken.fields.extend(fields);
    taken.plans.extend(plans);
    unplaced::share_out(desk, by_grid, &taken, &beside, &mut drafts, findings);
    drafts
}

/// The statements of each sheet outside its plans, which are noted: what a plan quotes is no answer.
fn own_hits(
    desk: &Desk<'_>,
    content: &Catalogue,
    down: &[(usize, &Found)],
    plans: &mut Vec<(usize, Plan)>,
) -> Vec<(usize, Vec<Hit>)> {
    let mut all = Vec::with_capacity(down.len());
    for (index, found) in down {
        let Some(grid) = desk.grids.get(*index) else {
            all.push((*index, Vec::new()));
            continue;
        };
        let mut hits = rulings::with_rulings(desk, *index, grid, found, content).into_owned();
        let own_plans = actions::plans(desk, *index, content.action_plan.as_ref(), &hits);
        hits.retain(|hit| !own_plans.iter().any(|plan| plan.holds(hit.row)));
        plans.extend(own_plans.iter().map(|plan| (*index, *plan)));
        all.push((*index, hits));
    }
    all
}

/// Takes the fields that stand among a part's headings, or between them and its first statement.
fn among_headings(grid: &Grid, (from, hits): (u32, &[Hit]), part: &mut Part<'_>, header: &mut Header) {
    let Some(first) = hits.first() else { return };
    let answers = part.said.first().and_then(|said| match &*said.slots {
        [(column, ColumnRole::AnyAnswer)] => Some(*column),
        _ => None,
    });
    let n_before = header.cells.len();
    // A heading that is not known stands right above.
    let top = part.rows.0.min(first.row.saturating_sub(1)).max(from);
    in_headings(grid, top..first.row, answers, header);
    if header.school.is_none() && header.school_id.is_none() {
        header.school = school_beside(grid, top..first.row, hits);
    }
    let new = header.cells.get(n_before..).unwrap_or_default();
    let is_new = |row: u32| new.iter().any(|(at, _)| *at == row);
    part.unknown.retain(|unknown| !is_new(unknown.text.row));
    part.loose.retain(|loose| !new.contains(&(loose.placed.cell.row, loose.placed.cell.column)));
}

/// The school in a column of its own, the same beside every statement.
fn school_beside(grid: &Grid, heads: std::ops::Range<u32>, hits: &[Hit]) -> Option<Field> {
    let is_head = |cell: &&Cell| {
        cell.value
            .as_text()
            .and_then(headings::head)
            .is_some_and(|head| matches!(head, Head::School | Head::SchoolId))
    };
    let mut columns = heads.flat_map(|row| grid.row(row)).filter(is_head).map(|cell| cell.column);
    let column = columns.next()?;
    // `School | Answer | School | Answer`: several schools' answers.
    let says_same = |other: u32| {
        let of =
            |column: u32| grid.at(hits.first()?.row, column).map(|cell| text::key(&as_written(&cell.value)));
        of(other) == of(column)
    };
    if !columns.all(says_same) {
        return None;
    }
    let mut beside = hits.iter().map(|hit| grid.at(hit.row, column));
    let first = beside.next()??;
    let key = text::key(&as_written(&first.value));
    let is_same = |cell: Option<&Cell>| cell.is_some_and(|cell| text::key(&as_written(&cell.value)) == key);
    (!key.is_empty() && beside.all(is_same)).then(|| Field {
        row: first.row,
        column: first.column,
        value: first.value.clone(),
        is_headed: false,
        is_month_first: false,
    })
}

/// The cells that were read as fields, each with its grid's index.
fn fields_of(parts: &[SheetPart<'_>], side: &[Side]) -> Vec<(usize, (u32, u32))> {
    let own = parts.iter().map(|part| (part.part.grid, &part.header));
    let above = parts.iter().filter_map(|part| part.above.as_ref()).map(|(grid, header)| (*grid, header));
    let beside = side.iter().map(|side| (side.grid, &side.header));
    own.chain(above)
        .chain(beside)
        .flat_map(|(grid, header)| header.cells.iter().map(move |cell| (grid, *cell)))
        .collect()
}

/// A grid without statements, and what it may say of the return.
struct Side {
    grid: usize,
    header: Header,
    is_used: bool,
    /// The row from which on it is a plan's.
    end: u32,
}

impl Side {
    /// Whether it is a sheet that is told of as one from which nothing was taken.
    fn is_told(&self, desk: &Desk<'_>) -> bool {
        let is_sheet = |grid: &Grid| grid.addressing == Addressing::Workbook && !text::is_blank(&grid.sheet);
        !self.is_used && desk.grids.get(self.grid).is_some_and(is_sheet)
    }
}

/// Whether a grid is what a workbook prints at its pages' edges.
fn is_page_edge(desk: &Desk<'_>, grid: &Grid) -> bool {
    grid.addressing == Addressing::Document
        && desk.grids.iter().any(|other| other.addressing == Addressing::Workbook)
}

fn sides(
    desk: &Desk<'_>,
    content: &Catalogue,
    by_grid: &[Option<Found>],
    n_groups: usize,
    plans: &mut Vec<(usize, Plan)>,
) -> Vec<Side> {
    let mut sides = Vec::new();
    for (index, grid) in desk.grids.iter().enumerate() {
        if by_grid.get(index).is_some_and(Option::is_some) || grid.cells.is_empty() {
            continue;
        }
        let own = actions::plans(desk, index, content.action_plan.as_ref(), &[]);
        if n_groups == 1 {
            plans.extend(own.iter().map(|plan| (index, *plan)));
        }
        let end = own.first().map_or(u32::MAX, |plan| plan.heading);
        let after = own.last().map_or(u32::MAX, Plan::fields_from);
        let mut header = header(grid, |row| row < end || row >= after);
        // What the pages of a workbook's several returns are headed with may be one school's.
        if n_groups > 1 && is_page_edge(desk, grid) {
            header = Header::default();
        }
        // The date in a page's footer is the form's.
        if grid.addressing == Addressing::Document && grid.sheet == "footer" {
            header.date = None;
        }
        // A document's running text holds the form's fields, whatever plan stands in it.
        let is_used = !own.is_empty() && grid.addressing != Addressing::Document;
        sides.push(Side { grid: index, header, is_used, end });
    }
    sides
}

#[expect(
    clippy::too_many_arguments,
    reason = "everything that a file says about one return comes together here"
)]
fn draft<'g>(
    desk: &Desk<'g>,
    content: &Catalogue,
    catalogue: usize,
    group: &Group,
    mut own: Vec<SheetPart<'g>>,
    side: &mut [Side],
    plans: &[(usize, Plan)],
    by_grid: &[Option<Found>],
) -> Option<Draft<'g>> {
    let first = own.first()?;
    let at = first.part.said.first().map(|said| (said.grid, said.hit.row, said.hit.column))?;
    let form =
        if own.iter().any(|own| own.part.has_answer_column) { Form::AnswerColumn } else { Form::TickColumns };
    let mut draft = Draft::new(catalogue, form, at);
    fields::fields(desk, &mut draft, &own, side, group);
    if let Some(question) = &group.question {
        draft.waits_for = Some(question.id());
        draft.findings.push(question.clone());
    }
    plan_rows(desk, &mut draft, plans);
    whole::ask(desk, content, &mut own);
    questions::columns(desk, content, &own, &mut draft.findings);
    draft.is_left_out = own.iter().flat_map(|own| &own.part.bases).any(|base| base.basis == Basis::LeftOut);
    let marked: Vec<usize> = own
        .iter()
        .filter(|_| group.is_shared_out)
        .flat_map(|own| own.part.said.iter().filter(|said| sheets::is_marked(said)))
        .map(|said| said.hit.statement)
        .collect();
    for mut own in own {
        if group.is_shared_out {
            // What one has left to another is blank in his sheet; what he says to it is kept.
            let is_left = |said: &mut draft::Said<'g>| {
                !sheets::is_marked(said)
                    && (marked.contains(&said.hit.statement)
                        || draft.said.iter().any(|known| known.hit.statement == said.hit.statement))
            };
            let left: Vec<draft::Said<'g>> = own.part.said.extract_if(.., is_left).collect();
            draft.loose.extend(draft::comments_of(&left));
        }
        if group.question.is_some() {
            own.part.said.iter_mut().for_each(|said| said.is_unclear = true);
            // One row for each statement is enough to show which of them wait.
            let known: HashSet<usize> = draft.said.iter().map(|said| said.hit.statement).collect();
            let again: Vec<draft::Said<'g>> =
                own.part.said.extract_if(.., |said| known.contains(&said.hit.statement)).collect();
            draft.loose.extend(draft::comments_of(&again));
        }
        if draft.said.is_empty() {
            draft.said = own.part.said;
        } else {
            draft.said.append(&mut own.part.said);
        }
        draft.unknown.append(&mut own.part.unknown);
        draft.loose.append(&mut own.part.loose);
    }
    draft.unknown.retain(|row| !named::names_again(row, &draft.school));
    questions::unknown(desk, content, &draft.unknown, by_grid, &mut draft.findings);
    Some(draft)
}

/// What stands beside the form and is called a comment: a paragraph below a document's tables, a sheet of remarks.
fn side_comments<'g>(desk: &Desk<'g>, side: &mut [Side]) -> Vec<Loose<'g>> {
    let mut found = Vec::new();
    for side in side {
        let Some(grid) = desk.grids.get(side.grid) else { continue };
        let n_before = found.len();
        found.extend(rows::of_side(grid, side.end).map(|cell| Loose {
            grid: side.grid,
            statement: None,
            placed: Placed { role: Some(Role::Comment), cell },
        }));
        side.is_used |= found.len() > n_before;
    }
    found
}

/// Whether a plan goes with the parts that end in these rows of their grids: it stands beside all of them, or below one of
/// them and no other. `ends` are those of all parts of the file.
fn is_of(
    (grid, plan): &(usize, Plan),
    rows: &[(usize, u32)],
    ends: &[(usize, u32)],
    by_grid: &[Option<Found>],
) -> bool {
    let of_grid = |ends: &[(usize, u32)]| -> Vec<u32> {
        ends.iter().filter(|(of, _)| of == grid).map(|(_, end)| *end).collect()
    };
    let all = of_grid(ends);
    let nearest = all.iter().copied().filter(|end| *end < plan.heading).max().or(all.first().copied());
    by_grid.get(*grid).is_some_and(Option::is_none) || of_grid(rows).iter().any(|end| Some(*end) == nearest)
}

fn plan_rows(desk: &Desk<'_>, draft: &mut Draft<'_>, plans: &[(usize, Plan)]) {
    for (index, plan) in plans {
        take_actions(desk, draft, (*index, plan), |_| true);
    }
}

/// Sheets of a workbook that said nothing for any return, with the words that go with none of them.
fn unused(desk: &Desk<'_>, side: &[Side], n_returns: usize) -> Vec<Finding> {
    let told = side.iter().filter(|side| side.is_told(desk));
    told.flat_map(|side| {
        let words = unplaced::words_of_told(desk, side.grid, n_returns);
        unplaced::passed_over(desk, side.grid, "no statement stands in it", &words)
    })
    .collect()
}
