//! A statement a row: what stands beside each statement, by the column's role.
//! In: a grid whose statements have been found mostly down one column. Out: a [`Part`], the statements with their
//! cells. Never reads a mark; [`crate::recognise::answers::finish`] does, over the whole return.

mod above;
mod beneath;
mod doubled;
mod headed;
mod moved;
mod remarks;
mod sections;
mod strips;
mod underneath;

use schemas::catalogue::Catalogue;

use self::{
    headed::{bands_of, strange_heads, swapped_heads},
    remarks::{are_remarks, beside_headings, has_text, is_label, is_remark, remark},
    sections::Under,
    strips::{Strip, blocks, covered, lines},
};
pub(crate) use self::{
    remarks::{is_said_alone, of_side},
    sections::stands_over,
};
use super::below;
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{marks::Vocabulary, text},
    recognise::{
        columns::{
            self,
            period::{self, LeftAside},
            ruled::{by_ruling, suggested},
            two_steps,
        },
        draft::{
            Beside, Desk, Loose, Placed, Said, Slots, Unknown,
            roles::{Basis, Block, Columns, Role, Steps},
            slots,
        },
        found::Hit,
        headings::{
            Head,
            bands::{self, Band, right_edge},
            is_section_title,
        },
    },
};

/// Headings that hold from another grid.
#[derive(Clone, Copy)]
pub(crate) struct Heads<'b> {
    /// The headings.
    pub(crate) band: &'b Band,
    /// The grid that they stand in.
    pub(crate) grid: &'b Grid,
    /// The column of the statements that they stood over.
    pub(crate) column: u32,
}

/// How the columns of a block of statements were found.
#[derive(Clone, Debug)]
pub(crate) struct Base {
    /// How.
    pub(crate) basis: Basis,
    /// Row of its first statement.
    pub(crate) row: u32,
    /// The rows of its statements, rising; none of those that have several rows of marks.
    pub(crate) rows: Vec<u32>,
    /// Column of its statements.
    pub(crate) column: u32,
    /// What its headings read.
    pub(crate) heads: String,
    /// Whether a column of comments was found.
    pub(crate) has_comments: bool,
    /// How a ruling on the columns may be written, where they are asked about.
    pub(crate) ruling: Option<String>,
    /// The rows whose answers another column qualifies so that nobody can be sure of them.
    pub(crate) doubtful: Vec<u32>,
    /// The rows that hold nothing but a mark in the first column of answers, where other rows have lost their empty fields.
    pub(crate) fallen: Vec<u32>,
    /// Answers of other times beside those that are read.
    pub(crate) left_aside: Option<LeftAside>,
}

impl Base {
    /// That of statements with several rows of marks, from this row and column on.
    const fn doubled(read: String, (row, column): (u32, u32)) -> Self {
        let basis = Basis::Doubled(read);
        Self {
            basis,
            row,
            rows: Vec::new(),
            column,
            heads: String::new(),
            has_comments: false,
            ruling: None,
            doubtful: Vec::new(),
            fallen: Vec::new(),
            left_aside: None,
        }
    }

    /// That of these columns, for a block's statements; whether other words with them make another question of them, and whether
    /// it is not sure that the headings stand over their marks.
    fn of(
        found: &Columns,
        block: &Block<'_>,
        band: Option<&Band>,
        (asks_else, is_astray): (bool, bool),
        words: &Vocabulary,
    ) -> Self {
        let row = block.rows.first().copied().unwrap_or(0);
        let is_asked = asks_else || matches!(found.basis, Basis::Unclear(_)) || found.is_asked_about();
        Self {
            basis: found.basis.clone(),
            row,
            rows: block.rows.to_vec(),
            column: block.column,
            heads: columns::headings_read(block, band),
            has_comments: found.roles.iter().any(|(_, role)| *role == Role::Comment),
            ruling: (is_asked && !is_astray).then(|| suggested(block, band, found, words)),
            doubtful: match &found.steps {
                Some(Steps::Ask { rows, .. }) => rows.clone(),
                _ => Vec::new(),
            },
            fallen: Vec::new(),
            left_aside: period::left_aside(block, band, found, words),
        }
    }
}

/// The part of a return that one grid holds.
#[derive(Clone, Debug)]
pub(crate) struct Part<'g> {
    /// Index of the grid among the file's.
    pub(crate) grid: usize,
    /// The statements with what stands beside them, by row.
    pub(crate) said: Vec<Said<'g>>,
    /// Rows with marks that are no known statement.
    pub(crate) unknown: Vec<Unknown<'g>>,
    /// Cells in the answer and comment columns in rows of their own.
    pub(crate) loose: Vec<Loose<'g>>,
    /// How the columns of each block were found.
    pub(crate) bases: Vec<Base>,
    /// Whether one column holds the answers.
    pub(crate) has_answer_column: bool,
    /// Rows that belong to the statements: from the first heading to the last statement.
    pub(crate) rows: (u32, u32),
    /// Its last headings, which the next grid of the same file goes on under where it has none of its own.
    pub(crate) last_band: Option<Band>,
}

impl Part<'_> {
    /// Its different statements, rising.
    pub(crate) fn statements(&self) -> Vec<usize> {
        let mut statements: Vec<usize> = self.said.iter().map(|said| said.hit.statement).collect();
        statements.sort_unstable();
        statements.dedup();
        statements
    }
}

impl<'g> Part<'g> {
    /// Notes what stands in a row of its own: a comment in the statements' column and the cells beside it; `is_near` the
    /// statements they may be marks, further down only columns that are known count.
    fn add_loose(
        &mut self,
        comment: Option<&'g Cell>,
        beside: Beside<'g>,
        is_near: bool,
        statement: Option<usize>,
    ) {
        let grid = self.grid;
        let comment = comment.map(|cell| Placed { role: Some(Role::Comment), cell });
        let known = beside.into_iter().filter(|placed| {
            is_near || matches!(placed.role, Some(Role::Comment | Role::Answer(_) | Role::AnyAnswer))
        });
        let all = comment.into_iter().chain(known);
        self.loose.extend(all.map(|placed| Loose { grid, statement, placed }));
    }
}

/// Reads a grid of statements. `hits` are rising by row and column, all of one catalogue; rows before `from` and from
/// `end` on are not the statements' (another form, the action plan).
pub(crate) fn part<'g>(
    grid: &'g Grid,
    index: usize,
    hits: &[Hit],
    (from, end): (u32, u32),
    (desk, catalogue): (&Desk<'_>, &Catalogue),
    carried: Option<Heads<'_>>,
) -> Part<'g> {
    let blocks = blocks(grid, hits);
    let is_own =
        |row: u32, covered: &[u32]| (from..end).contains(&row) && covered.binary_search(&row).is_err();
    let all_covered = covered(grid, hits, (0, u32::MAX));
    let mut all_bands = bands_of(grid, desk.words, (0, u32::MAX), &blocks, |row| {
        is_own(row, &all_covered) && hits.binary_search_by_key(&row, |hit| hit.row).is_err()
    });
    let mut part = Part {
        grid: index,
        said: Vec::with_capacity(hits.len()),
        unknown: Vec::new(),
        loose: Vec::new(),
        bases: Vec::new(),
        has_answer_column: false,
        rows: (0, 0),
        last_band: None,
    };
    for block in &blocks {
        // Beside another column of statements, headings may stand in the other's rows.
        let own = (block.bounds != (0, u32::MAX)).then(|| {
            let covered = covered(grid, hits, block.bounds);
            bands_of(grid, desk.words, block.bounds, std::slice::from_ref(block), |row| {
                is_own(row, &covered) && block.rows.binary_search(&row).is_err()
            })
        });
        let bands = own.as_deref().unwrap_or(&all_bands);
        read_block(grid, block, hits, end, bands, carried, (desk, catalogue), &mut part);
    }
    part.said.sort_by_key(|said| (said.hit.row, said.hit.column));
    let first = hits.first().map_or(0, |hit| hit.row);
    let below = |said: &Said<'_>| said.beside.iter().map(|placed| placed.cell.row).max().unwrap_or(0);
    let last = part.said.iter().map(|said| said.hit.row.max(below(said))).max().unwrap_or(first);
    // An instruction that lists the answers, further up, is no heading: the form's fields stand below it.
    let top = all_bands.iter().rfind(|band| band.row < first).map_or(first, |band| band.top.min(first));
    part.rows = (top, last);
    part.last_band = all_bands.pop();
    part
}

/// The last headings above a row, which a form below goes on under where it has none of its own.
pub(crate) fn last_band(grid: &Grid, words: &Vocabulary, hits: &[Hit], end: u32) -> Option<Band> {
    let is_statement_row = |row: u32| hits.binary_search_by_key(&row, |hit| hit.row).is_ok();
    bands::bands(grid, words, |row| row < end && !is_statement_row(row)).pop()
}

#[expect(clippy::too_many_arguments, reason = "one pass over one block, taking over what its grid has found")]
fn read_block<'g>(
    grid: &'g Grid,
    block: &Strip,
    hits: &[Hit],
    end: u32,
    bands: &[Band],
    carried: Option<Heads<'_>>,
    (desk, catalogue): (&Desk<'_>, &Catalogue),
    part: &mut Part<'g>,
) {
    let heads_block = |band: &&Band| {
        band.heads.iter().any(|headed| {
            matches!(headed.head, Head::Answer(_) | Head::AnyAnswer(_))
                && headed.column != block.column
                && (block.bounds.0..=block.bounds.1).contains(&headed.column)
        })
    };
    let is_of_block = |band: &&Band| sections::heads_statements(grid, block, (hits, band), desk.words);
    let mut bands: Vec<&Band> = bands.iter().filter(heads_block).filter(is_of_block).collect();
    let strange = strange_heads(grid, block, &bands, desk.words);
    let swapped = swapped_heads(grid, block, &bands);
    bands.extend(strange.iter().chain(&swapped));
    bands.sort_by_key(|band| band.row);
    let above = |row: &u32| bands.iter().rfind(|band| band.row < *row).copied();
    let runs = sections::runs(grid, block, hits, (&bands, carried), desk.words);
    // Statements under headings that say the same are read with the same columns.
    let mut groups: Vec<(Option<&Band>, bool, Vec<u32>)> = Vec::new();
    for run in &runs {
        let (band, is_unclear) = match &run.heads {
            Under::Heads(band) => (*band, false),
            Under::Moved(band) => (Some(band), false),
            Under::Unclear(band) => (Some(*band), true),
        };
        let same = groups.iter_mut().find(|(known, known_unclear, _)| match (known, band) {
            (None, None) => true,
            (Some(known), Some(band)) => {
                known.heads == band.heads
                    && *known_unclear == is_unclear
                    && sections::are_under_same(grid, block, known, band)
            }
            _ => false,
        });
        match same {
            Some((.., rows)) => rows.extend(&run.rows),
            None => groups.push((band, is_unclear, run.rows.clone())),
        }
    }
    let asks_else = hits.iter().any(|hit| hit.turned.is_some());
    let mut by_row: Vec<(u32, usize)> = Vec::with_capacity(block.rows.len());
    let mut roles: Vec<(Columns, Slots)> = Vec::new();
    for (band, is_unclear, rows) in &groups {
        let right = rows
            .iter()
            .filter(|_| !grid.merges.is_empty())
            .filter_map(|row| grid.at(*row, block.column))
            .map(|cell| right_edge(grid, cell))
            .min()
            .unwrap_or(block.column);
        let covered = lines(grid, block.column, rows);
        let is_carried = |own: &Heads<'_>| {
            band.is_some_and(|band| (band.top, band.row) == (own.band.top, own.band.row)) && bands.is_empty()
        };
        let shape = Block {
            grid,
            heads: carried.filter(is_carried).map_or(grid, |carried| carried.grid),
            column: block.column,
            right,
            bounds: block.bounds,
            rows,
            stated: &block.rows,
            lines: covered.as_deref().unwrap_or(rows),
            year: desk.year.number(),
            notices: &desk.notices,
        };
        let found = by_ruling(desk, grid, &shape, *band, || match band.filter(|_| *is_unclear) {
            Some(band) => columns::unclear(&shape, Some(band), Vec::new()),
            None => columns::columns(&shape, *band, catalogue, desk.words),
        });
        part.has_answer_column |= found.has_answer_column();
        part.bases.push(Base::of(&found, &shape, *band, (asks_else, *is_unclear), desk.words));
        for table in
            rows.chunk_by(|one, next| above(one).map(|band| band.row) == above(next).map(|band| band.row))
        {
            by_row.extend(table.iter().map(|row| (*row, roles.len())));
            roles.push((found.clone(), slots(&found.roles)));
        }
    }
    by_row.sort_unstable();
    let (n_before, n_loose, n_unknown) = (part.said.len(), part.loose.len(), part.unknown.len());
    let columns_at = |row: u32| {
        let at = by_row.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        by_row.get(at).and_then(|(_, role)| Some(&roles.get(*role)?.0))
    };
    let beneath = beneath::rows(grid, block, &bands, columns_at, |raw| is_section_title(catalogue, raw));
    read_rows(grid, block, (hits, desk.words), end, (&bands, &beneath), &by_row, &roles, part);
    let mut loose = part.loose.split_off(n_loose);
    underneath::take(&bands, desk.words, part.said.get_mut(n_before..).unwrap_or_default(), &mut loose);
    let doubled = doubled::take(desk.words, part.said.get_mut(n_before..).unwrap_or_default(), &mut loose);
    above::take(part.said.get(n_before..).unwrap_or_default(), &mut loose);
    part.loose.append(&mut loose);
    if let (Some(read), Some(first)) = (doubled, block.rows.first()) {
        part.bases.push(Base::doubled(read, (*first, block.column)));
    }
    let own = part.said.get_mut(n_before..).unwrap_or_default();
    let mut unknown = part.unknown.split_off(n_unknown);
    below::labelled::take((grid, block.column), desk.words, own, &mut unknown);
    part.unknown.append(&mut unknown);
    part.has_answer_column |=
        below::take(grid, block.column, (catalogue, desk.words), (own, &mut part.loose));
}

/// Hands each cell of the block's rows to its statement, or notes it as loose or unknown.
#[expect(clippy::too_many_arguments, reason = "one pass over one block, taking over what its grid has found")]
fn read_rows<'g>(
    grid: &'g Grid,
    block: &Strip,
    (hits, words): (&[Hit], &Vocabulary),
    end: u32,
    (bands, beneath): (&[&Band], &[u32]),
    by_row: &[(u32, usize)],
    roles: &[(Columns, Slots)],
    part: &mut Part<'g>,
) {
    let (Some(first), Some(last)) = (block.rows.first().copied(), block.rows.last().copied()) else { return };
    let within = |cell: &Cell| (block.bounds.0..=block.bounds.1).contains(&cell.column);
    // A school's own statement may stand first, right below the headings.
    let first = bands.iter().rfind(|band| band.row < first).map_or(first, |band| band.row + 1);
    let first_role = by_row.first().map_or(0, |(_, role)| *role);
    let mut span_end = 0;
    let mut current: Option<(usize, usize)> = None;
    let mut n_gap = 0;
    for cells in grid.cells.chunk_by(|one, next| one.row == next.row) {
        let row = cells.first().map_or(0, |cell| cell.row);
        if row < first || row >= end {
            continue;
        }
        if let Ok(at) = by_row.binary_search_by_key(&row, |(row, _)| *row) {
            let Some((_, role)) = by_row.get(at).copied() else { continue };
            let Some((found, slots)) = roles.get(role) else { continue };
            let at = hits.binary_search_by_key(&(row, block.column), |hit| (hit.row, hit.column));
            let Some(hit) = at.ok().and_then(|at| hits.get(at)) else { continue };
            let own = cells.iter().find(|cell| cell.column == block.column);
            span_end = own.map_or(row, |cell| bottom(grid, cell));
            let right = own.map_or(block.column, |cell| right_edge(grid, cell));
            let beside =
                placed(cells, found, |cell| within(cell) && !(block.column..=right).contains(&cell.column));
            current = Some((part.said.len(), role));
            let is_moved = moved::is_none_to_read(grid, cells, &beside, (found, block.column), words);
            let said = Said {
                hit: hit.clone(),
                grid: part.grid,
                slots: Slots::clone(slots),
                beside,
                is_unclear: is_moved || found.are_unclear(),
                asks_alone: is_moved,
            };
            part.said.push(two_steps::settled(found.steps.as_ref(), said, words));
            n_gap = 0;
            continue;
        }
        // A section that begins in another column has rows of its own.
        if hits.binary_search_by_key(&row, |hit| hit.row).is_ok() && block.bounds == (0, u32::MAX) {
            continue;
        }
        let said = current.map(|(said, _)| said);
        if beneath.binary_search(&row).is_ok()
            && let Some(placed) = beneath::said(cells, block)
        {
            let statement = said.and_then(|said| Some(part.said.get(said)?.hit.statement));
            part.loose.push(Loose { grid: part.grid, statement, placed });
            continue;
        }
        let role = current.map_or(first_role, |(_, role)| role);
        let Some((found, slots)) = roles.get(role) else { continue };
        // What was written right above the next headings is no heading.
        let is_heading = |band: &&Band| {
            (band.top..=band.row).contains(&row)
                && (row == band.row || !cells.iter().any(|cell| is_remark(cell, found)))
        };
        if bands.iter().any(is_heading) {
            let is_beside = |cell: &Cell| within(cell) && row > first && cell.column != block.column;
            let said = beside_headings(grid, cells, bands).filter(|placed| is_beside(placed.cell));
            part.loose.extend(said.map(|placed| remark(part.grid, placed)));
            continue;
        }
        if let Some(said) = said
            && row <= span_end
        {
            let more =
                cells.iter().filter(|cell| within(cell) && cell.column != block.column && !is_empty(cell));
            if let Some(said) = part.said.get_mut(said) {
                said.beside.extend(more.map(|cell| Placed { role: found.role(cell.column), cell }));
            }
            continue;
        }
        // Below the last statement only rows that go on as a table are looked at.
        n_gap = if row > last { n_gap + 1 } else { 0 };
        if n_gap > 40 {
            break;
        }
        let beside = placed(cells, found, |cell| within(cell) && cell.column != block.column);
        let own = cells.iter().find(|cell| cell.column == block.column);
        // A row with a text of its own says nothing about the statement above it, unless it is called a comment.
        let is_labelled =
            |own: &Cell| cells.iter().any(|left| left.column < own.column && within(left) && is_label(left));
        let statement = said
            .filter(|_| !own.is_some_and(|own| has_text(own) && !is_labelled(own)))
            .and_then(|said| Some(part.said.get(said)?.hit.statement));
        // `Any other comments:`, in the statements' column or, in a row without one, before it.
        let label =
            own.map_or_else(|| cells.iter().find(|cell| is_label(cell)), |own| is_label(own).then_some(own));
        let is_other = |placed: &Placed<'_>| label.is_some_and(|label| placed.cell.column != label.column);
        if label.is_some_and(|label| {
            within(label) && are_remarks(label, beside.iter().filter(|placed| is_other(placed)), words)
        }) {
            let said = beside.into_iter().filter(is_other);
            part.loose.extend(said.map(|placed| remark(part.grid, placed)));
            continue;
        }
        match own.filter(|cell| cell.value.as_text().is_some_and(|raw| !text::is_blank(raw))) {
            Some(own) if beside.iter().any(|placed| is_answers(placed.role)) => {
                part.unknown.push(Unknown { grid: part.grid, text: own, slots: Slots::clone(slots), beside });
            }
            own => {
                let is_said = |cell: &&Cell| is_said_alone(grid, cell, row > last) || is_labelled(cell);
                part.add_loose(own.filter(is_said), beside, row <= last + 1, statement);
            }
        }
    }
}

/// The cells of a row that say something, each with what its column is for.
fn placed<'g>(cells: &'g [Cell], found: &Columns, is_beside: impl Fn(&Cell) -> bool) -> Beside<'g> {
    let beside = cells.iter().filter(|cell| is_beside(cell) && !is_empty(cell));
    beside.map(|cell| Placed { role: found.role(cell.column), cell }).collect()
}

fn is_answers(role: Option<Role>) -> bool {
    matches!(role, Some(Role::Answer(_) | Role::AnyAnswer))
}

fn is_empty(cell: &Cell) -> bool {
    match &cell.value {
        Value::Empty => cell.look.fill.is_none(),
        Value::Text(raw) => text::is_blank(raw) && cell.look.fill.is_none(),
        _ => false,
    }
}

fn bottom(grid: &Grid, cell: &Cell) -> u32 {
    if grid.merges.is_empty() {
        return cell.row;
    }
    grid.merges
        .iter()
        .find(|block| block.top == cell.row && block.left == cell.column)
        .map_or(cell.row, |block| block.bottom)
}
