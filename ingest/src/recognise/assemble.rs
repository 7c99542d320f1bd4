//! From the sheets of a file, a statement a row, to returns: parts joined, fields and plans found.
//! In: the grids with their statements. Out: drafts. Never joins parts that name different schools.

use schemas::{
    catalogue::{Catalogue, ColumnRole, Statement},
    decision::Ruling,
    finding::Finding,
    rules,
};

use super::{
    actions::{self, Plan},
    carried::Carried,
    columns::{Basis, Role},
    draft::{self, Desk, Draft, Slots},
    found::{Doubt, Found},
    header::{Field, Header, as_written, header},
    rows, rulings, segments,
    sheets::{self, Group, SheetPart},
};
use crate::{
    grid::{Addressing, Value},
    normalise::{
        dates::{DateReading, read_date},
        text,
    },
    reading::{Form, SchoolAsWritten, Written},
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
    let mut carried: Option<Carried> = None;
    for (at, (index, found)) in down.iter().enumerate() {
        let Some(grid) = desk.grids.get(*index) else { continue };
        let hits = rulings::with_rulings(desk, *index, grid, found, content);
        let is_statement = |row: u32| hits.binary_search_by_key(&row, |hit| hit.row).is_ok();
        let plan = actions::plan(grid, content.action_plan.as_ref(), |row| !is_statement(row))
            .map(|plan| plan.ended(grid, &hits, desk.words));
        plans.extend(plan.map(|plan| (*index, plan)));
        let end = plan.filter(|plan| plan.end == u32::MAX).map_or(u32::MAX, |plan| plan.heading);
        let is_plan = |row: u32| plan.is_some_and(|plan| plan.holds(row));
        // What a plan quotes is no answer.
        let hits = match plan {
            Some(_) => hits.iter().filter(|hit| !is_plan(hit.row)).cloned().collect(),
            None => hits,
        };
        let before = &*hits;
        if before.is_empty() {
            continue;
        }
        let mut from = 0;
        for (segment, to) in segments::segments(before, end) {
            let above =
                carried.as_ref().filter(|above| above.holds_for(grid, segment)).map(|above| &above.band);
            let part = rows::part(grid, *index, segment, (from, to), (desk, content), above);
            let (top, last) = part.rows;
            let may_hold = |row: u32| (from..top).contains(&row) || (last + 1..to).contains(&row);
            let header = header(grid, |row| may_hold(row) && !is_plan(row));
            let n_marked = sheets::n_marked(&part);
            parts.push(SheetPart { part, header, n_marked });
            from = last + 1;
        }
        if grid.addressing != Addressing::Text && at + 1 < down.len() {
            let band = rows::last_band(grid, desk.words, before, end);
            Carried::take_over(&mut carried, band, before);
        }
    }
    if parts.is_empty() {
        return Vec::new();
    }
    let groups = sheets::groups(desk, &parts, findings);
    let n_groups = groups.len();
    let mut side = sides(desk, content, by_grid, n_groups, &mut plans);
    let mut slots: Vec<Option<SheetPart<'g>>> = parts.into_iter().map(Some).collect();
    let mut drafts = Vec::new();
    for group in groups {
        let own: Vec<SheetPart<'g>> =
            group.parts.iter().filter_map(|index| slots.get_mut(*index).and_then(Option::take)).collect();
        let asides: Vec<SheetPart<'g>> =
            group.asides.iter().filter_map(|index| slots.get_mut(*index).and_then(Option::take)).collect();
        let mut one = draft(desk, content, catalogue, &group, own, &mut side, &plans, by_grid);
        if let Some(one) = &mut one {
            for aside in &asides {
                one.loose.extend(draft::comments_of(&aside.part.said));
            }
        }
        drafts.extend(one);
    }
    findings.extend(unused(desk, &side));
    drafts
}

/// A grid without statements, and what it may say of the return.
struct Side {
    grid: usize,
    header: Header,
    is_used: bool,
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
        let plan = actions::plan(grid, content.action_plan.as_ref(), |_| true);
        if n_groups == 1 {
            plans.extend(plan.map(|plan| (index, plan)));
        }
        let end = plan.map_or(u32::MAX, |plan| plan.heading);
        let mut header = header(grid, |row| row < end);
        // The date in a page's footer is the form's.
        if grid.addressing == Addressing::Document && grid.sheet == "footer" {
            header.date = None;
        }
        sides.push(Side { grid: index, header, is_used: plan.is_some() });
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
    own: Vec<SheetPart<'g>>,
    side: &mut [Side],
    plans: &[(usize, Plan)],
    by_grid: &[Option<Found>],
) -> Option<Draft<'g>> {
    let first = own.first()?;
    let at = first.part.said.first().map(|said| (said.grid, said.hit.row, said.hit.column))?;
    let form =
        if own.iter().any(|own| own.part.has_answer_column) { Form::AnswerColumn } else { Form::TickColumns };
    let mut draft = Draft {
        catalogue,
        form,
        first: at,
        said: Vec::new(),
        unknown: Vec::new(),
        loose: Vec::new(),
        school: SchoolAsWritten::default(),
        completed_on: None,
        completed_at: None,
        completed_by: None,
        actions: Vec::new(),
        findings: Vec::new(),
    };
    let grids: Vec<usize> = own.iter().map(|own| own.part.grid).collect();
    fields(desk, &mut draft, &own, side, group);
    plan_rows(desk, &mut draft, plans, &grids, by_grid);
    columns_findings(desk, content, &own, &mut draft.findings);
    for mut own in own {
        if group.is_unsure {
            own.part.said.iter_mut().for_each(|said| said.is_unclear = true);
            // One of the sheets is enough to show which statements wait.
            if !draft.said.is_empty() {
                draft.loose.extend(draft::comments_of(&own.part.said));
                continue;
            }
        }
        if draft.said.is_empty() {
            draft.said = own.part.said;
        } else {
            draft.said.append(&mut own.part.said);
        }
        draft.unknown.append(&mut own.part.unknown);
        draft.loose.append(&mut own.part.loose);
    }
    unknown_findings(desk, content, &draft.unknown, by_grid, &mut draft.findings);
    Some(draft)
}

/// School, date and who filled it in: from the parts' own sheets, else from sheets without statements.
fn fields(desk: &Desk<'_>, draft: &mut Draft<'_>, own: &[SheetPart<'_>], side: &mut [Side], group: &Group) {
    let first = draft.first.0;
    let mut headers: Vec<(usize, &Header)> = own.iter().map(|own| (own.part.grid, &own.header)).collect();
    // A table of fields stands right before its statements, else anywhere in the file.
    let mut near: Vec<&mut Side> =
        side.iter_mut().filter(|side| !side.is_used || side.grid > first).collect();
    near.sort_by_key(|side| if side.grid < first { first - side.grid } else { 10_000 + side.grid });
    for side in &mut near {
        let says_something =
            [&side.header.school, &side.header.school_id, &side.header.date, &side.header.completed_by]
                .iter()
                .any(|field| field.is_some());
        if says_something
            && headers.iter().all(|(_, header)| header.school.is_none() || header.date.is_none())
        {
            side.is_used = true;
        }
    }
    let near: Vec<&Side> = near.into_iter().map(|side| &*side).collect();
    headers.extend(near.iter().map(|side| (side.grid, &side.header)));
    let written = |(grid, field): (usize, &Field)| Written {
        text: as_written(&field.value),
        place: desk.place(grid, field.row, field.column),
    };
    let pick = |get: fn(&Header) -> Option<&Field>| {
        headers.iter().find_map(|(grid, header)| get(header).map(|field| (*grid, field)))
    };
    draft.school.name = pick(|header| header.school.as_ref())
        .map(|(grid, field)| Written { text: field.name(), ..written((grid, field)) });
    draft.school.id = pick(|header| header.school_id.as_ref()).map(written);
    draft.completed_by =
        pick(|header| header.completed_by.as_ref()).map(|(_, field)| as_written(&field.value));
    let dated = pick(|header| header.date.as_ref());
    let reading =
        dated.map_or(DateReading::Nothing, |(grid, field)| date(desk, draft, grid, field, read_date));
    if reading == DateReading::Nothing {
        let (grid, row, column) = draft.first;
        let place = desk.place(grid, row, column);
        draft.findings.push(Finding::new(&rules::DATE_MISSING, place, "the return has no date"));
    }
    let own_titles = own.iter().flat_map(|own| own.header.titles.iter().map(|title| (own.part.grid, title)));
    draft.school.hints.extend(own_titles.map(written));
    // What a document says before its tables is the form's heading; another sheet may list any school.
    let is_heading = |side: &&&Side| {
        let addressing = desk.grids.get(side.grid).map(|grid| grid.addressing);
        side.grid < first && addressing == Some(Addressing::Document)
    };
    let headings = near.iter().filter(is_heading);
    let titles = headings.flat_map(|side| side.header.titles.iter().map(|title| (side.grid, title)));
    draft.school.hints.extend(titles.map(written));
    if group.is_named_by_sheet {
        let sheet = desk.sheet(first);
        draft.school.hints.insert(0, Written { text: sheet.sheet.clone(), place: sheet });
    }
    name_hints(desk, draft, first);
}

/// The sheet's and the file's name may name the school, too.
pub(crate) fn name_hints(desk: &Desk<'_>, draft: &mut Draft<'_>, grid: usize) {
    let is_workbook = desk.grids.get(grid).is_some_and(|grid| grid.addressing == Addressing::Workbook);
    let sheet = desk.sheet(grid);
    if is_workbook
        && !sheet.sheet.is_empty()
        && draft.school.hints.iter().all(|hint| hint.text != sheet.sheet)
    {
        draft.school.hints.push(Written { text: sheet.sheet.clone(), place: sheet });
    }
    let name = desk.source_file.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    draft
        .school
        .hints
        .push(Written { text: stem.to_owned(), place: schemas::place::Place::file(desk.source_file) });
}

/// How a date's cell is read, where serial dates count from 1904 or not.
pub(crate) type ReadDate = fn(&Value, bool) -> DateReading;

/// Takes the return's date from a field, if one can be read there; what cannot be is a finding.
pub(crate) fn date(
    desk: &Desk<'_>,
    draft: &mut Draft<'_>,
    grid: usize,
    field: &Field,
    read: ReadDate,
) -> DateReading {
    let is_1904 = desk.grids.get(grid).is_some_and(|grid| grid.is_1904);
    let reading = read(&field.value, is_1904);
    match reading {
        DateReading::Sure(date) => {
            draft.completed_on = Some(date);
            draft.completed_at = Some(desk.place(grid, field.row, field.column));
        }
        DateReading::Nothing => {}
        DateReading::Unsure => draft.findings.push(unreadable_date(desk, grid, field)),
    }
    reading
}

/// A date that could not be read for sure.
fn unreadable_date(desk: &Desk<'_>, grid: usize, field: &Field) -> Finding {
    let place = desk.place(grid, field.row, field.column);
    Finding::new(&rules::DATE_UNREADABLE, place, "the date of the return could not be read for sure")
        .reading(as_written(&field.value))
        .with_suggestion("Ask the school, or correct the cell and run again")
}

fn plan_rows(
    desk: &Desk<'_>,
    draft: &mut Draft<'_>,
    plans: &[(usize, Plan)],
    grids: &[usize],
    by_grid: &[Option<Found>],
) {
    for (index, plan) in plans {
        let is_side = by_grid.get(*index).is_some_and(Option::is_none);
        let Some(grid) = desk.grids.get(*index).filter(|_| is_side || grids.contains(index)) else {
            continue;
        };
        let (mut actions, odd) = plan.rows(grid);
        for cell in odd {
            let place = desk.place(*index, cell.row, cell.column);
            draft.findings.push(
                Finding::new(
                    &rules::DATE_UNREADABLE,
                    place,
                    "a date in the action plan could not be read for sure",
                )
                .reading(as_written(&cell.value)),
            );
        }
        let n = u32::try_from(draft.actions.len()).unwrap_or(0);
        if n > 0 {
            for (action, row_no) in actions.iter_mut().zip(n + 1..) {
                action.row_no = row_no;
            }
        }
        draft.actions.append(&mut actions);
    }
}

/// What should be known of how the columns were found.
fn columns_findings(
    desk: &Desk<'_>,
    content: &Catalogue,
    own: &[SheetPart<'_>],
    findings: &mut Vec<Finding>,
) {
    let mut is_said = false;
    for own in own {
        for (basis, row, column) in &own.part.bases {
            let place = desk.place(own.part.grid, *row, *column);
            match basis {
                Basis::Order if !is_said => {
                    is_said = true;
                    let is_form = content.columns.iter().all(|column| column.label.is_empty());
                    findings.push(if is_form && !content.columns_confirmed {
                        let message =
                            "the form names no columns, and what they mean is not confirmed by the authority";
                        Finding::new(&rules::COLUMNS_NOT_CONFIRMED, place, message)
                    } else {
                        let message =
                            "no headings name the answer columns; they were read in the order of the form";
                        Finding::new(&rules::COLUMNS_BY_ORDER, place, message)
                            .with_suggestion("Look at one row of the return and see whether it reads right")
                    });
                }
                Basis::Unclear(read) => {
                    let n = u32::try_from(own.n_marked).unwrap_or(u32::MAX);
                    let message = "it is not sure which column means which answer, so none was read";
                    findings.push(
                        Finding::new(&rules::COLUMNS_UNCLEAR, place, message)
                            .reading(read.clone())
                            .with_suggestion("columns yes partly no comment")
                            .with_answers_waiting(n),
                    );
                }
                _ => {}
            }
        }
    }
}

/// The columns that answers stand in, from the left.
pub(crate) fn slots(roles: &[(u32, Role)]) -> Slots {
    let mut slots: Vec<(u32, ColumnRole)> = roles
        .iter()
        .filter_map(|(column, role)| match role {
            Role::Answer(answer) => Some((*column, ColumnRole::Answer(*answer))),
            Role::AnyAnswer => Some((*column, ColumnRole::AnyAnswer)),
            Role::Comment | Role::Aside | Role::Further => None,
        })
        .collect();
    slots.sort_by_key(|(column, _)| *column);
    slots.into()
}

/// Marked rows that are no known statement: a question where they are near to one, else the school's own.
fn unknown_findings(
    desk: &Desk<'_>,
    content: &Catalogue,
    unknown: &[super::draft::Unknown<'_>],
    by_grid: &[Option<Found>],
    findings: &mut Vec<Finding>,
) {
    for row in unknown {
        let cells = super::finish::marked(desk.grids.get(row.grid), &row.slots, &row.beside);
        let marks = crate::normalise::answers::RowMarks::read(cells, desk.words);
        let is_sum =
            |placed: &super::draft::Placed<'_>| matches!(placed.cell.value, crate::grid::Value::Number(_));
        // A row of sums is no statement.
        if !marks.is_marked() || (row.beside.len() > 1 && row.beside.iter().all(is_sum)) {
            continue;
        }
        let written = as_written(&row.text.value);
        let place = desk.place(row.grid, row.text.row, row.text.column);
        let doubt = by_grid.get(row.grid).and_then(Option::as_ref).and_then(|found| {
            found.doubts.iter().find(|doubt| (doubt.row, doubt.column) == (row.text.row, row.text.column))
        });
        let likely = doubt
            .and_then(|doubt| doubt.candidates.first())
            .and_then(|candidate| content.statements.get(candidate.at.statement));
        let ruling = desk.rulings.on(rules::WORDING_UNSURE.code, &place, &written);
        match likely.filter(|_| !matches!(ruling, Some(Ruling::NoStatement | Ruling::LeaveOut))) {
            Some(statement) => findings.push(
                Finding::new(&rules::WORDING_UNSURE, place, doubt_in_words(content, doubt, statement))
                    .reading(written)
                    .with_suggestion(format!("statement {}", statement.id))
                    .with_answers_waiting(1),
            ),
            None => findings.push(
                Finding::new(&rules::OWN_STATEMENT, place, "a marked row is no statement of the catalogue")
                    .reading(written),
            ),
        }
    }
}

/// Why a marked row is not this statement's for sure.
pub(crate) fn doubt_in_words(content: &Catalogue, doubt: Option<&Doubt>, statement: &Statement) -> String {
    let other = doubt
        .and_then(|doubt| doubt.candidates.get(1))
        .filter(|next| next.score >= 1.0)
        .and_then(|next| content.statements.get(next.at.statement));
    match other {
        Some(other) => {
            format!("a marked row names {} and {}: its id and its words disagree", statement.id, other.id)
        }
        None => format!("a marked row is near to {}, but not near enough to be sure", statement.id),
    }
}

/// Sheets of a workbook that said nothing for any return.
fn unused(desk: &Desk<'_>, side: &[Side]) -> Vec<Finding> {
    let is_sheet = |side: &&Side| {
        !side.is_used
            && desk
                .grids
                .get(side.grid)
                .is_some_and(|grid| grid.addressing == Addressing::Workbook && !text::is_blank(&grid.sheet))
    };
    side.iter()
        .filter(is_sheet)
        .map(|side| {
            let message = "the sheet was not taken for answers: no statement stands in it";
            Finding::new(&rules::SHEET_PASSED_OVER, desk.sheet(side.grid), message)
        })
        .collect()
}
