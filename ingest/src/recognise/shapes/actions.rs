//! The action plan: what a school means to do.
//! In: a grid and the catalogue's plan. Out: where the plan stands and its rows that say something. Never keeps
//! who signed: only that someone did.

mod alone;
mod before;
mod below;
mod heads;
mod joined;
mod labels;
mod lines;
mod otherwise;
mod shared;
mod signature;
mod table;
mod terms;
mod titles;

use std::cell::RefCell;

use schemas::{catalogue::ActionPlan, finding::Finding, rules};

use self::otherwise::Page;
pub(crate) use self::{
    alone::{Alone, alone},
    joined::joined,
    shared::share_out,
};
use super::unplaced::may_say_something;
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{
        marks::Vocabulary,
        memo::{Memo, remembered},
        text,
    },
    reading::ActionReading,
    recognise::{
        draft::{Desk, Draft},
        found::{Hit, n_distinct},
        header::sheet_names::is_called_school,
        headings::{self, Head, bands},
        written::as_written,
    },
};

/// Fewer statements below a plan that do not stand above it may be slips.
const GOES_ON: usize = 3;

/// Where an action plan stands in a grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Its row of headings.
    pub(crate) heading: u32,
    /// The first row of its actions.
    first: u32,
    /// The first row below it that is not its own: where the form's statements come after it.
    pub(crate) end: u32,
    /// Whether another table stands there, in which no field of the form does.
    is_above_table: bool,
    /// The column of the areas to develop.
    area: u32,
    /// The column of resources, support or activity.
    resources: Option<u32>,
    /// The column of the date completed.
    date: Option<u32>,
    /// The column of the signature.
    signed: Option<u32>,
    /// How its actions stand.
    layout: Layout,
}

/// How the actions of a plan stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// A row each, below headings.
    Table,
    /// A line each.
    Lines,
    /// A column each, beside labels.
    Labels,
    /// A cell each, below the terms that they are for.
    Terms,
}

/// What a heading of a plan asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Area,
    Resources,
    Date,
    Signed,
}

/// Finds the form's plan: a row with at least two of its headings, one of them the area's, on which no statement stands.
fn plan(page: &Page<'_>, form: Option<&ActionPlan>, from: u32) -> Option<Plan> {
    for cells in page.rows_from(from) {
        let row = cells.first()?.row;
        let parts: Vec<(u32, Part)> =
            cells.iter().filter_map(|cell| Some((cell.column, part(cell.value.as_text()?, form)?))).collect();
        let column = |wanted: Part| parts.iter().find(|(_, part)| *part == wanted).map(|(column, _)| *column);
        let n_known = [Part::Area, Part::Resources, Part::Date, Part::Signed]
            .iter()
            .filter(|wanted| column(**wanted).is_some())
            .count();
        // The day that is aimed at is a plan's, too, and none on which anything was completed.
        let is_aim = |cell: &Cell| cell.value.as_text().is_some_and(|raw| text::words(raw) == "target date");
        let n_kinds = n_known + usize::from(n_known == 1 && cells.iter().any(is_aim));
        let (Some(area), 2..) = (column(Part::Area), n_kinds) else { continue };
        let [resources, date, signed] = [Part::Resources, Part::Date, Part::Signed].map(column);
        return Some(Plan { resources, date, signed, ..Plan::below(row, area) });
    }
    None
}

fn part(raw: &str, form: Option<&ActionPlan>) -> Option<Part> {
    if raw.len() < 4 || raw.len() > 90 {
        return None;
    }
    if let Some(form) = form {
        let labels = [
            (&form.area, Part::Area),
            (&form.resources, Part::Resources),
            (&form.completed_on, Part::Date),
            (&form.signed, Part::Signed),
        ];
        let bare = raw.trim();
        if let Some((_, part)) = labels.iter().find(|(label, _)| bare.eq_ignore_ascii_case(label)) {
            return Some(*part);
        }
    }
    // `Raon leasachaidh / Key area for development`
    if memchr::memchr3(b'/', b'\n', b'|', raw.as_bytes()).is_some() {
        return heads::pieces(raw).find_map(usual_part);
    }
    // Most headings of other tables begin otherwise: do not fold them in vain.
    let first = raw.trim_start().as_bytes().first().map(u8::to_ascii_lowercase);
    if !matches!(first, Some(b'k' | b'a' | b'r' | b'd' | b's' | b'p' | b't' | b'c')) {
        return None;
    }
    thread_local!(static PARTS: Memo<Option<Part>> = const { RefCell::new(Vec::new()) });
    remembered(&PARTS, 0, raw, usual_part)
}

/// What a heading asks for in words that plans have as a rule.
fn usual_part(raw: &str) -> Option<Part> {
    Some(match text::Phrase::of(raw)?.as_str() {
        "key area for development"
        | "key areas for development"
        | "area for development"
        | "areas for development"
        | "development area"
        | "area to develop"
        | "development need"
        | "priority for development"
        | "development priority"
        | "area for improvement" => Part::Area,
        "resources support or activity required"
        | "resources"
        | "support required"
        | "activity required"
        | "resources required"
        | "support or activity required"
        | "resources and support"
        | "action required"
        | "actions required"
        | "action to be taken" => Part::Resources,
        "date completed" | "completed on" | "date of completion" | "completion date" => Part::Date,
        "signed" | "signature" | "signed off" | "signed by" => Part::Signed,
        _ => return None,
    })
}

/// The plans of a grid with these statements, from above: each ends where the form goes on or another form begins.
pub(crate) fn plans(desk: &Desk<'_>, index: usize, form: Option<&ActionPlan>, hits: &[Hit]) -> Vec<Plan> {
    let Some(grid) = desk.grids.get(index) else { return Vec::new() };
    let page = Page {
        grid,
        rows: otherwise::free_rows(grid, hits),
        hits,
        words: desk.words,
        is_titled: titles::stands_over(desk, index, titles::is_plan),
        is_named: titles::stands_over(desk, index, titles::is_bare),
    };
    let mut found: Vec<Plan> = Vec::new();
    let mut from = 0;
    while from < u32::MAX {
        let usual = plan(&page, form, from);
        let own = [labels::plan(&page, from), terms::plan(&page, from), otherwise::plan(&page, from)];
        let table = usual.into_iter().chain(own.into_iter().flatten()).min_by_key(|plan| plan.heading);
        // Between a title and its table the form says what it asks for.
        let has_table = |lines: &Plan| {
            table.is_some_and(|table| (lines.heading..=lines.end.saturating_add(2)).contains(&table.heading))
                || titles::has_table_below(desk, grid, (lines.heading, lines.end))
        };
        let lines = lines::plan(&page, from).filter(|lines| !has_table(lines));
        let Some(plan) = table.into_iter().chain(lines).min_by_key(|plan| plan.heading) else { break };
        let is_table = plan.layout == Layout::Table;
        let plan = if is_table { below::ended(grid, plan.ended(grid, hits, desk.words)) } else { plan };
        from = plan.end;
        found.push(plan);
    }
    found
}

impl Plan {
    /// A plan below a row of headings, with what it names in this column.
    const fn below(heading: u32, area: u32) -> Self {
        Self {
            heading,
            first: heading + 1,
            end: u32::MAX,
            is_above_table: false,
            area,
            resources: None,
            date: None,
            signed: None,
            layout: Layout::Table,
        }
    }

    /// A plan of another layout: its first row, the first one of its actions, and the row behind its last.
    const fn laid_out(layout: Layout, (heading, first, end): (u32, u32, u32), area: u32) -> Self {
        Self { first, end, layout, ..Self::below(heading, area) }
    }

    /// The plan with its end, where statements of the form come after it that do not stand before it (what a plan quotes
    /// stands before it, too), or where another form begins.
    fn ended(self, grid: &Grid, hits: &[Hit], words: &Vocabulary) -> Self {
        let (before, after) = hits.split_at(hits.partition_point(|hit| hit.row < self.heading));
        let is_new = |hit: &&Hit| before.iter().all(|known| known.statement != hit.statement);
        let mut new = after.iter().filter(is_new).map(|hit| hit.row);
        let goes_on = new.next().filter(|_| new.count() + 1 >= GOES_ON);
        let bands = |first: u32| bands::bands(grid, words, |row| (self.heading + 1..first).contains(&row));
        // The same statements below headings of their own answers are another school's.
        let again = after.first().map(|hit| hit.row).filter(|first| {
            let is_same = |hit: &&Hit| before.iter().any(|known| known.statement == hit.statement);
            let n_again = n_distinct(&after.iter().filter(is_same).cloned().collect::<Vec<_>>());
            2 * n_again >= n_distinct(before).max(GOES_ON)
                && bands(*first).iter().any(bands::Band::says_answers)
        });
        let Some(first) = goes_on.into_iter().chain(again).min() else { return self.ended_by_school(grid) };
        let band = bands(first).first().map_or(first, |band| band.top);
        let rows = || self.heading + 1..band;
        let field = rows().find(|row| names_school(grid, *row));
        let gap = match field {
            // A title may stand right above the school.
            Some(field) => rows().rfind(|row| *row < field && grid.row(*row).is_empty()).or(Some(field)),
            None => self.gap(grid, band),
        };
        Self { end: gap.unwrap_or(band), ..self }
    }

    /// The first empty row before the form that the plan does not go on below.
    fn gap(&self, grid: &Grid, band: u32) -> Option<u32> {
        let is_empty = |row: &u32| grid.row(*row).is_empty();
        let mut gap = (self.heading + 1..band).find(is_empty)?;
        while let Some(next) = (gap..band).find(|row| !is_empty(row))
            && let Some(after) = (next..band).find(is_empty)
            && (next..after).all(|row| self.goes_on_in(grid, row))
        {
            gap = after;
        }
        Some(gap)
    }

    /// Whether a row reads like one of the plan's actions: several texts under its headings, none of them a heading.
    fn goes_on_in(&self, grid: &Grid, row: u32) -> bool {
        let said = || grid.row(row).iter().filter(|cell| says(cell));
        let is_own = |cell: &Cell| {
            let is_head = |raw: &str| text::trim(raw).ends_with(':') || headings::head(raw).is_some();
            grid.at(self.heading, cell.column).is_some() && !cell.value.as_text().is_some_and(is_head)
        };
        said().count() > 1 && said().all(is_own) && said().any(|cell| cell.column == self.area)
    }

    /// The plan with its end where the form names its school below it.
    fn ended_by_school(self, grid: &Grid) -> Self {
        let below = grid.cells.partition_point(|cell| cell.row <= self.heading);
        let mut rows = grid.cells.get(below..).unwrap_or_default().chunk_by(|one, next| one.row == next.row);
        let named = rows.find_map(|cells| cells.first().filter(|first| is_schools_field(grid, first.row)));
        Self { end: named.map_or(self.end, |first| first.row), ..self }
    }

    /// The row from which on the form's fields may stand again.
    pub(crate) const fn fields_from(&self) -> u32 {
        if self.is_above_table { u32::MAX } else { self.end }
    }

    /// Whether a row is the plan's.
    pub(crate) const fn holds(&self, row: u32) -> bool {
        self.heading <= row && row < self.end
    }

    /// Whether a cell is one that [`Plan::rows`] takes over, or a heading of such; a signature is no sentence.
    pub(crate) fn takes(&self, grid: &Grid, cell: &Cell) -> bool {
        if !self.holds(cell.row) || self.layout != Layout::Table {
            return self.holds(cell.row);
        }
        if cell.column < self.area {
            return self.is_reference(grid, cell);
        }
        if self.signed == Some(cell.column) {
            return cell
                .value
                .as_text()
                .is_none_or(|raw| raw.split_whitespace().count() <= signature::LONGEST);
        }
        let is_known = [Some(self.area), self.resources, self.date].contains(&Some(cell.column));
        let stands = |row: u32| grid.at(row, cell.column).is_some_and(says);
        let is_above = || {
            let rows = grid.cells.iter().map(|cell| cell.row).filter(|row| self.holds(*row));
            rows.filter(|row| *row > self.heading).any(stands)
        };
        is_known
            || if cell.row == self.heading {
                is_above()
            } else {
                stands(self.heading) || !may_say_something(cell)
            }
    }

    /// The wanted rows of the plan that say something, with the cells of dates that could not be read.
    pub(crate) fn rows<'g>(
        &self,
        grid: &'g Grid,
        is_wanted: impl Fn(u32) -> bool,
    ) -> (Vec<ActionReading>, Vec<&'g Cell>) {
        match self.layout {
            Layout::Labels => labels::rows(self, grid, is_wanted),
            Layout::Terms => (terms::rows(self, grid, is_wanted), Vec::new()),
            Layout::Table | Layout::Lines => table::rows(self, grid, is_wanted),
        }
    }
}

/// Whether a row begins with the field for the school's name.
fn names_school(grid: &Grid, row: u32) -> bool {
    let first = grid.row(row).first().and_then(|cell| cell.value.as_text()).unwrap_or_default();
    let label = first.split_once(':').map_or(first, |(label, _)| label);
    matches!(headings::head(label), Some(Head::School | Head::SchoolId))
}

/// As [`names_school`], of a row that can be no action's: a plan may have an area `Provision`, too.
fn is_schools_field(grid: &Grid, row: u32) -> bool {
    let texts = || grid.row(row).iter().filter_map(|cell| cell.value.as_text());
    let says = |raw: &str| {
        text::words(raw).split(' ').any(|word| matches!(word, "name" | "id" | "code" | "urn" | "seed"))
    };
    names_school(grid, row)
        && (texts().next().is_some_and(says) || texts().nth(1).is_some_and(is_called_school))
}

fn says(cell: &Cell) -> bool {
    match &cell.value {
        Value::Text(raw) => !text::is_blank(raw),
        Value::Empty | Value::Box(false) | Value::Flag(false) => false,
        _ => true,
    }
}

/// Gives a return the actions in the wanted rows of a plan.
pub(crate) fn take_actions(
    desk: &Desk<'_>,
    draft: &mut Draft<'_>,
    (index, plan): (usize, &Plan),
    is_wanted: impl Fn(u32) -> bool,
) {
    let Some(grid) = desk.grids.get(index) else { return };
    let (mut actions, odd) = plan.rows(grid, is_wanted);
    for cell in odd {
        let place = desk.place(index, cell.row, cell.column);
        let message = "a date in the action plan could not be read for sure";
        let finding = Finding::new(&rules::DATE_UNREADABLE, place, message);
        draft.findings.push(finding.reading(as_written(&cell.value)));
    }
    let n = u32::try_from(draft.actions.len()).unwrap_or(0);
    if n > 0 {
        for (action, row_no) in actions.iter_mut().zip(n + 1..) {
            action.row_no = row_no;
        }
    }
    draft.actions.append(&mut actions);
}
