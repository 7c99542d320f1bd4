//! A row for each school and statement.
//! In: a grid whose statements stand one below another, with a column that names the school in each row. Out: a draft for
//! each school. Never takes a form of one school for such a table: a heading has to name the school's column.

mod flags;
mod named;
mod once;
mod rounds;
mod rows;
mod schools;
mod words;

use std::{cell::RefCell, rc::Rc};

use rustc_hash::FxHashMap;
use schemas::finding::Finding;

use self::{
    flags::Flags,
    schools::{Named, Schools},
};
use super::{
    dates_of, is_sum,
    marked::{Marked, MarkedRows},
    take_date, written,
    years::{Row, Years},
};
use crate::{
    grid::{Cell, Grid},
    normalise::{
        dates::read_date,
        marks::{Mark, read_mark},
        memo::{Memo, remembered},
        text,
    },
    reading::Form,
    recognise::{
        columns::{
            self,
            ruled::{self, by_ruling},
            two_steps,
        },
        draft::{
            self, Beside, Desk, Draft, Placed, Said, Slots, Unknown,
            roles::{Basis, Block, Columns, Role, Steps},
            slots,
        },
        found::{Found, Hit},
        headings::{
            Head,
            bands::{self, Band},
        },
        shapes::assemble,
        written::{as_written, says},
    },
};

/// Fewer statements are no list's.
const FEWEST: usize = 4;

/// A school's key and its return.
type Group<'g> = (String, Draft<'g>);

/// Where each school's return stands among the groups.
type Keys = FxHashMap<String, usize>;

/// Reads the grid as such a table; false where it is none.
pub(super) fn read<'g>(
    desk: &Desk<'g>,
    index: usize,
    found: &Found,
    drafts: &mut Vec<Draft<'g>>,
    findings: &mut Vec<Finding>,
) -> bool {
    let (Some(grid), Some(content)) = (desk.grids.get(index), desk.catalogues.get(found.catalogue)) else {
        return false;
    };
    let is_hit_row = |row| found.hits.binary_search_by_key(&row, |hit| hit.row).is_ok();
    let Some(band) = band_of(desk, grid, found) else { return false };
    let schools = Schools::of(&band);
    let Some(school) = schools.first() else { return false };
    let is_named = |cell: &Cell| cell.column == school && is_hit_row(cell.row) && says(cell);
    if found.hits.iter().any(|hit| hit.column == school) || !grid.cells.iter().any(is_named) {
        return false;
    }
    // One statement a row: the statement's own column is the one with most of them.
    let column = main_column(&found.hits);
    let hits: Vec<Hit> = found.hits.iter().filter(|hit| hit.column == column).cloned().collect();
    let hits = rows::with_rows_below(grid, &band, hits, &schools);
    let is_hit_row = |row: u32| is_hit_row(row) || hits.binary_search_by_key(&row, |hit| hit.row).is_ok();
    let rows: Vec<u32> = hits.iter().map(|hit| hit.row).collect();
    let block = Block::of_table(desk, grid, (column, column), &rows);
    let read = || columns::columns(&block, Some(&band), content, desk.words);
    let roles = by_ruling(desk, grid, &block, Some(&band), read);
    let slots = slots(&roles.roles);
    let talks = words::talking_columns(&block, &roles, &band, &schools);
    let date = band.heads.iter().find(|headed| headed.head == Head::Date).map(|headed| headed.column);
    let dates = date.map_or(read_date as assemble::ReadDate, |column| dates_of(grid, band.row, column));
    let years = Years::of(grid, band.top..=band.row, &rows_of(grid, band.row, &schools), desk.year.number());
    let table = Table {
        index,
        grid,
        band: &band,
        schools: &schools,
        column,
        slots: &slots,
        roles: &roles,
        talks: &talks,
        years: years.as_ref(),
    };
    let (read, keys) = table.keys(&hits);
    if !table.is_list(&keys) {
        return false;
    }
    let flags = Flags::of(grid, &band, (&read, &keys), |row| table.is_answered(row));
    let marked = table.marked(desk, (&read, &keys), flags.as_ref(), (date, dates));
    let out = all_passed(flags.as_ref(), &[], &marked);
    let passed = table.superseded((&read, &keys), &out, (date, dates));
    let passed_over = all_passed(flags.as_ref(), &passed, &marked);
    let once = once::Once::of(grid, &slots, (&read, &keys));
    findings.extend([once.question(desk, index), table.doubts(desk, &block, &hits)].into_iter().flatten());
    let mut groups: Vec<Group<'g>> = Vec::new();
    let mut by_key = Keys::default();
    let mut last: Option<Named<'_>> = None;
    for hit in &hits {
        let cells = grid.row(hit.row);
        let at = |column: Option<u32>| cells.iter().find(|cell| Some(cell.column) == column && says(cell));
        // A school named in the first of its rows alone holds for the rows below it.
        let here = schools.named(cells);
        let named = if here == (None, None) { last.unwrap_or(here) } else { here };
        last = Some(named);
        if table.is_left_out(hit.row) {
            continue;
        }
        let key = key_of(named);
        let at_group = by_key.get(&key).copied().unwrap_or_else(|| {
            let new = draft_of(desk, (index, found.catalogue), cells, named);
            by_key.insert(key.clone(), groups.len());
            groups.push((key, new));
            groups.len() - 1
        });
        let Some((_, draft)) = groups.get_mut(at_group) else { continue };
        schools.take_others(desk, index, cells, &mut draft.school);
        if passed_over.binary_search(&hit.row).is_ok() {
            draft.loose.extend(draft::comments_of(&[table.said(desk, hit, cells)]));
            continue;
        }
        if let Some(cell) = at(date).filter(|_| draft.completed_on.is_none()) {
            take_date(desk, draft, index, cell, dates);
        }
        let mut said = table.said(desk, hit, cells);
        once.complete(&mut said);
        if flags.as_ref().is_some_and(|flags| flags.is_doubtful(hit.row)) {
            (said.is_unclear, said.asks_alone) = (true, true);
        }
        said.is_unclear |= table.is_unclear() || marked.asked.binary_search(&hit.row).is_ok();
        draft.said.push(said);
    }
    findings.extend(table.take_unknown(desk, (found, &is_hit_row), (&mut groups, &by_key)));
    findings.extend(rows::take_said(desk, &table, (found, &is_hit_row), (&mut groups, &by_key)));
    findings.extend(rounds::told(desk, (index, grid), date, &passed));
    findings.extend(flags.as_ref().and_then(|flags| flags.told(desk, index, |row| table.answer(row))));
    let told = years.as_ref().and_then(|years| years.told(desk, (index, grid)));
    findings.extend(
        words::unread(desk, &table, &block, flags.as_ref().map(Flags::column)).into_iter().chain(told),
    );
    for (_, draft) in &mut groups {
        assemble::tell_of_unknown(desk, content, &draft.unknown, &[], &mut draft.findings);
        if let Some(years) = &years {
            years.ask(desk, (index, grid), draft);
        }
        marked.hold(draft);
    }
    findings.extend(marked.findings);
    drafts.extend(groups.into_iter().map(|(_, draft)| draft));
    true
}

/// The rows that are passed over for one reason or another, rising.
fn all_passed(flags: Option<&Flags<'_>>, superseded: &[u32], marked: &MarkedRows) -> Vec<u32> {
    let mut rows: Vec<u32> = flags.iter().flat_map(|flags| flags.passed()).collect();
    rows.extend(superseded.iter().chain(&marked.passed));
    rows.sort_unstable();
    rows
}

/// The headings of a list of schools: one of them is of the schools' column; none where a form is no list.
fn band_of(desk: &Desk<'_>, grid: &Grid, found: &Found) -> Option<Band> {
    let hits = &found.hits;
    let first = hits.first()?;
    let may_name = named::may_name(grid, first);
    // A list has each statement once a school.
    let may_list = hits.len() >= 2 * found.n_distinct && found.n_distinct >= FEWEST;
    if !may_name && !may_list && !names_school_column(grid, first.row) {
        return None;
    }
    let mut band = bands::bands(grid, desk.words, |row| row < first.row).pop()?;
    let is_headed =
        |band: &Band| band.heads.iter().any(|headed| matches!(headed.head, Head::School | Head::SchoolId));
    if (may_list || may_name) && !is_headed(&band) {
        named::take_column(grid, &mut band, hits, may_list);
    }
    if is_headed(&band) {
        flags::take_column(grid, &mut band, hits);
    }
    Some(band)
}

/// Whether one of the two rows above the first statement may name a column of schools: most forms end here.
fn names_school_column(grid: &Grid, first_row: u32) -> bool {
    const PARTS: [&str; 10] = [
        "chool",
        "urn",
        "seed",
        "stablishment",
        "goil",
        "etting",
        "cadem",
        "rganisation",
        "rovision",
        "stab",
    ];
    let above = grid.cells.partition_point(|cell| cell.row < first_row);
    let Some(last) = above.checked_sub(1).and_then(|at| grid.cells.get(at)).map(|cell| cell.row) else {
        return false;
    };
    let mut texts =
        (last.saturating_sub(1)..=last).flat_map(|row| grid.row(row)).filter_map(|cell| cell.value.as_text());
    let says_so = |raw: &str| {
        let lowered = raw.to_ascii_lowercase();
        PARTS.iter().any(|part| lowered.contains(part)) || lowered.contains("dfe") || lowered.contains("dcsf")
    };
    thread_local!(static SAID: Memo<bool> = const { RefCell::new(Vec::new()) });
    texts.any(|raw| remembered(&SAID, 0, raw, says_so))
}

/// A draft for the school that a row of the list names.
fn draft_of<'g>(
    desk: &Desk<'g>,
    (index, catalogue): (usize, usize),
    cells: &[Cell],
    (id, name): Named<'_>,
) -> Draft<'g> {
    let first = cells.first().map_or((index, 0, 0), |cell| (index, cell.row, cell.column));
    let mut draft = Draft::new(catalogue, Form::Long, first);
    draft.school.id = id.and_then(|cell| written(desk, index, cell));
    draft.school.name = name.and_then(|cell| written(desk, index, cell));
    if draft.school.id.is_none() && draft.school.name.is_none() {
        assemble::name_hints(desk, &mut draft, index);
    }
    draft
}

/// The rows below the headings, each with its school.
fn rows_of(grid: &Grid, head_row: u32, schools: &Schools) -> Vec<Row> {
    let mut named = (None, None);
    let below = grid.cells.chunk_by(|one, next| one.row == next.row).filter_map(|cells| {
        let row = cells.first().map(|cell| cell.row).filter(|row| *row > head_row)?;
        let here = schools.named(cells);
        let is_carried = here == (None, None);
        named = if is_carried { named } else { here };
        Some(Row { at: row, school: key_of(named), is_carried })
    });
    below.collect()
}

/// The school that a row's cells for an id and a name name, comparable.
fn key_of(named: Named<'_>) -> String {
    named.0.or(named.1).map(|cell| text::key(&as_written(&cell.value))).unwrap_or_default()
}

/// What is known of such a table.
struct Table<'a, 'g> {
    index: usize,
    grid: &'g Grid,
    band: &'a Band,
    /// The columns of the schools' ids and names.
    schools: &'a Schools,
    /// The statements' column.
    column: u32,
    slots: &'a Slots,
    roles: &'a Columns,
    /// Further columns in which people say something.
    talks: &'a [u32],
    /// The rows that are not of the collection's year.
    years: Option<&'a Years<'g>>,
}

impl<'g> Table<'_, 'g> {
    /// The rows that a later one of the same school and statement stands in for; one that is left out itself does for none.
    fn superseded(
        &self,
        (hits, keys): (&[Hit], &[String]),
        out: &[u32],
        dates: (Option<u32>, assemble::ReadDate),
    ) -> Vec<u32> {
        let counted = hits.iter().zip(keys).filter(|(hit, _)| out.binary_search(&hit.row).is_err());
        rounds::superseded(self.grid, counted, dates, |row| self.is_answered(row))
    }

    /// The rows that are not left out with their schools, comparable.
    fn keys(&self, hits: &[Hit]) -> (Vec<Hit>, Vec<String>) {
        let mut last = None;
        let mut all = (Vec::new(), Vec::new());
        for hit in hits {
            let cells = self.grid.row(hit.row);
            let here = self.schools.named(cells);
            let named = if here == (None, None) { last.unwrap_or(here) } else { here };
            last = Some(named);
            if !self.is_left_out(hit.row) {
                all.0.push(hit.clone());
                all.1.push(key_of(named));
            }
        }
        all
    }

    /// The question about its columns where nobody can be sure of them, or about answers that another column says less than.
    fn doubts(&self, desk: &Desk<'_>, block: &Block<'_>, hits: &[Hit]) -> Option<Finding> {
        if let Basis::Unclear(heads) = &self.roles.basis {
            return self.unclear(desk, block, (heads, hits));
        }
        let Some(Steps::Ask { rows, .. }) = &self.roles.steps else { return None };
        let place = desk.place(self.index, *block.rows.first()?, self.column);
        let heads = columns::headings_read(block, Some(self.band));
        let suggested = ruled::suggested(block, Some(self.band), self.roles, desk.words);
        Some(two_steps::question(place, heads, rows.len()).with_suggestion(suggested))
    }

    /// Whether it can be read as a list: of several schools it is known whose each row is, whatever its columns mean.
    fn is_list(&self, keys: &[String]) -> bool {
        let are_several = || keys.windows(2).any(|pair| matches!(pair, [one, next] if one != next));
        !self.roles.are_unclear() || (self.is_unclear() && are_several())
    }

    /// Whether nobody can be sure which column means which answer.
    const fn is_unclear(&self) -> bool {
        matches!(self.roles.basis, Basis::Unclear(_))
    }

    fn unclear(&self, desk: &Desk<'_>, block: &Block<'_>, (heads, hits): (&str, &[Hit])) -> Option<Finding> {
        let place = desk.place(self.index, *block.rows.first()?, self.column);
        let is_marked = |hit: &&Hit| {
            let beside = self.beside(self.grid.row(hit.row));
            beside.iter().any(|placed| {
                placed.role.is_none()
                    && !matches!(read_mark(placed.cell, desk.words).mark, Mark::Nothing(_) | Mark::Prose)
            })
        };
        let n = u32::try_from(hits.iter().filter(is_marked).count()).unwrap_or(u32::MAX);
        let suggested = ruled::suggested(block, Some(self.band), self.roles, desk.words);
        Some(ruled::question(place, heads).with_suggestion(suggested).with_answers_waiting(n))
    }

    /// The rows that are marked as none of their school's own, but for those of the column of flags.
    fn marked(
        &self,
        desk: &Desk<'_>,
        (hits, keys): (&[Hit], &[String]),
        flags: Option<&Flags<'_>>,
        (date, dates): (Option<u32>, assemble::ReadDate),
    ) -> MarkedRows {
        let is_free = |column: u32| {
            column != self.column
                && flags.is_none_or(|flags| flags.column() != column)
                && !self.schools.has(column)
                && !matches!(self.roles.role(column), Some(Role::Answer(_) | Role::AnyAnswer))
        };
        let rows: Vec<u32> = hits.iter().map(|hit| hit.row).collect();
        let marked = Marked::of((self.index, self.grid), self.band.row..=self.band.row, is_free, &rows);
        let day = |row: u32| rounds::day(self.grid.at(row, date?)?, dates, self.grid.is_1904);
        marked
            .map(|marked| marked.settle_list(desk, (hits, keys), (|row| self.is_answered(row), day)))
            .unwrap_or_default()
    }

    /// Whether something stands in a row's answer columns.
    fn is_answered(&self, row: u32) -> bool {
        self.slots.iter().any(|(column, _)| self.grid.at(row, *column).is_some_and(says))
    }

    /// What stands in a row's answer columns, as written, with the first of them.
    fn answer(&self, row: u32) -> (u32, String) {
        let cells = || {
            let own = self.slots.iter().filter_map(|(column, _)| self.grid.at(row, *column));
            own.filter(|cell| says(cell))
        };
        let column = cells().next().map(|cell| cell.column).or(self.slots.first().map(|(column, _)| *column));
        let said: Vec<String> = cells().map(|cell| as_written(&cell.value)).collect();
        (column.unwrap_or(self.column), said.join(" | "))
    }

    fn is_left_out(&self, row: u32) -> bool {
        self.years.is_some_and(|years| years.is_left_out(row))
    }

    /// What a row says to its statement.
    fn said(&self, desk: &Desk<'_>, hit: &Hit, cells: &'g [Cell]) -> Said<'g> {
        let said = Said {
            hit: hit.clone(),
            grid: self.index,
            slots: Rc::clone(self.slots),
            beside: self.beside(cells),
            is_unclear: false,
            asks_alone: false,
        };
        two_steps::settled(self.roles.steps.as_ref(), said, desk.words)
    }

    /// The cells of a row that answer its statement or comment on it; the school, people and dates are none of them.
    fn beside(&self, cells: &'g [Cell]) -> Beside<'g> {
        cells
            .iter()
            .filter(|cell| cell.column != self.column && !is_of_school(self.band, cell.column) && says(cell))
            .filter_map(|cell| match self.roles.role(cell.column) {
                Some(Role::Aside) => None,
                None if self.is_unclear() => Some(Placed { role: None, cell }),
                Some(Role::Further) | None => {
                    let role = self.talks.contains(&cell.column).then_some(Role::Further)?;
                    Some(Placed { role: Some(role), cell })
                }
                role => Some(Placed { role, cell }),
            })
            .collect()
    }

    /// Hands each marked row that is no known statement to its school; those of a school that answers nothing else come
    /// back as findings.
    fn take_unknown(
        &self,
        desk: &Desk<'g>,
        (found, is_hit): (&Found, &dyn Fn(u32) -> bool),
        (groups, by_key): (&mut [Group<'g>], &Keys),
    ) -> Vec<Finding> {
        let is_known = |row: u32| is_hit(row) || found.doubts.iter().any(|doubt| doubt.row == row);
        let is_marked = |cell: &Cell| {
            self.slots.iter().any(|(slot, _)| *slot == cell.column)
                && matches!(read_mark(cell, desk.words).mark, Mark::Says(_) | Mark::Tick(_) | Mark::Several)
        };
        let sums = |cell: &Cell| cell.value.as_text().is_some_and(is_sum);
        let mut of_nobody = Vec::new();
        let mut named = (None, None);
        for cells in self.grid.cells.chunk_by(|one, next| one.row == next.row) {
            let row = cells.first().map_or(0, |cell| cell.row);
            if row <= self.band.row {
                continue;
            }
            let here = self.schools.named(cells);
            named = if here == (None, None) { named } else { here };
            if is_known(row)
                || self.is_left_out(row)
                || !cells.iter().any(is_marked)
                || cells.iter().any(sums)
            {
                continue;
            }
            let key = key_of(named);
            let own = cells.iter().find(|cell| cell.column == self.column && says(cell));
            let Some(text) = own.or(cells.first()) else { continue };
            let (grid, slots) = (self.index, Rc::clone(self.slots));
            let unknown = Unknown { grid, text, slots, beside: self.beside(cells) };
            match by_key.get(&key).and_then(|at| groups.get_mut(*at)) {
                Some((_, draft)) => draft.unknown.push(unknown),
                None => of_nobody.push(unknown),
            }
        }
        let mut findings = Vec::new();
        if let Some(content) = desk.catalogues.get(found.catalogue) {
            assemble::tell_of_unknown(desk, content, &of_nobody, &[], &mut findings);
        }
        findings
    }
}

/// Whether a column says whose the row is, when it was filled in, or which statement it is about.
fn is_of_school(band: &Band, column: u32) -> bool {
    let says_so = |head: Head| {
        matches!(head, Head::School | Head::SchoolId | Head::Person | Head::Date | Head::Statement)
    };
    band.heads.iter().any(|headed| headed.column == column && says_so(headed.head))
}

fn main_column(hits: &[Hit]) -> u32 {
    let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
    for hit in hits {
        *counts.entry(hit.column).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(column, n)| (*n, *column)).map_or(0, |(column, _)| column)
}
