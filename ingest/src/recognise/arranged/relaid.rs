//! Statements whose answers stand in rows or in a small table beneath them: `Yes | Partly | No`, a row of marks below; a
//! box and a label a line; `Answer | Partly`.
//! In: the grids of a file. Out: the same with such statements laid out a row each, under headings, every cell knowing
//! where it came from. Never lays anything out where the statements do not all offer the same answers, or where one beside
//! its statement would do.

use self::card::{Card, Key, Line, Slot};
use crate::{
    grid::{Addressing, Cell, Grid, Look, Origin, Stands, Value},
    normalise::{marks::Vocabulary, text},
    recognise::{
        headings::{self, Head},
        wording::Wordings,
    },
};

mod card;

/// Fewer statements with answers beneath them make no habit.
const FEWEST: usize = 4;
/// Shorter texts are no statement.
const SHORTEST: usize = 25;

/// The grids with such forms laid out anew; none where there are none.
pub(crate) fn relaid(grids: &[Grid], wordings: &Wordings, words: &Vocabulary) -> Option<Vec<Grid>> {
    let mut changed: Option<Vec<Option<Grid>>> = None;
    for flow in flows(grids) {
        let Some(new) = Form::found(&flow, wordings, words).and_then(|form| form.laid_out(grids)) else {
            continue;
        };
        let all = changed.get_or_insert_with(|| grids.iter().cloned().map(Some).collect());
        for used in &new.used {
            if let Some(slot) = all.get_mut(*used) {
                *slot = None;
            }
        }
        if let Some(slot) = new.used.first().and_then(|first| all.get_mut(*first)) {
            *slot = Some(new.grid);
        }
    }
    changed.map(|all| all.into_iter().flatten().collect())
}

/// The rows of a sheet, or of a document's text with the tables that stand in it; none where no statement could have
/// anything beneath it.
fn flows(grids: &[Grid]) -> Vec<Vec<Line<'_>>> {
    let is_alone = |grid: &Grid| grid.stands == Stands::Alone && !is_text(grid);
    let alone = grids.iter().enumerate().filter(|(_, grid)| is_alone(grid) && may_hold(grid));
    let mut flows: Vec<Vec<Line<'_>>> = alone.map(|(index, grid)| lines(index, grid).collect()).collect();
    flows.extend(document(grids));
    flows
}

/// Whether a grid is the text of a document, in which its tables stand.
fn is_text(grid: &Grid) -> bool {
    grid.stands == Stands::Alone && grid.addressing == Addressing::Document && grid.sheet == "text"
}

/// The lines of a document's text with its tables.
fn document(grids: &[Grid]) -> Option<Vec<Line<'_>>> {
    let is_before = |grid: &Grid| matches!(grid.stands, Stands::Before(_));
    let n_tables = grids.iter().filter(|grid| is_before(grid)).count();
    let n_within = grids.iter().filter(|grid| matches!(grid.stands, Stands::Within { .. })).count();
    let own = || grids.iter().enumerate().filter(|(_, grid)| is_before(grid) || is_text(grid));
    // A document of few tables has its statements in them.
    let has_many = n_tables >= FEWEST && {
        let long =
            own().flat_map(|(index, grid)| lines(index, grid)).filter(|line| line.cells.iter().any(is_long));
        long.take(n_tables * 3 + 1).count() <= n_tables * 3
    };
    let mut may_hold_any = has_many || own().any(|(_, grid)| may_hold(grid));
    if !may_hold_any && n_within < FEWEST {
        return None;
    }
    let mut document: Vec<(Order, Line<'_>)> = Vec::new();
    for (index, grid) in own() {
        let first = document.len();
        let Stands::Before(before) = grid.stands else {
            document.extend(lines(index, grid).map(|line| ((line.row, usize::MAX, 0, 0, 0), line)));
            continue;
        };
        document.extend(lines(index, grid).map(|line| ((before, index, line.row, 0, 0), line)));
        may_hold_any |= add_inner(grids, (before, index), first, &mut document);
    }
    document.sort_by_key(|(at, _)| *at);
    may_hold_any.then(|| document.into_iter().map(|(_, line)| line).collect())
}

/// A line's place in a document: the row of the text, the table, its row, the table within it, its row.
type Order = (u32, usize, u32, usize, u32);

/// Sets the tables within a table's cells beneath the rows in which they stand; says whether there are several.
fn add_inner<'g>(
    grids: &'g [Grid],
    (before, outer): (u32, usize),
    first: usize,
    document: &mut Vec<(Order, Line<'g>)>,
) -> bool {
    let Some(name) = grids.get(outer).map(|grid| grid.sheet.as_str()) else { return false };
    let mut n_inner = 0;
    for (index, grid) in grids.iter().enumerate() {
        let Stands::Within { table, row, column } = grid.stands else { continue };
        if name.strip_prefix("table ").and_then(|number| number.parse().ok()) != Some(table) {
            continue;
        }
        n_inner += 1;
        // The outer cell's own text is that of the table within it.
        if let Some((_, line)) = document.iter_mut().skip(first).find(|(_, line)| line.row == row) {
            line.without = Some(column);
        }
        document.extend(lines(index, grid).map(|line| ((before, outer, row, index, line.row), line)));
    }
    n_inner >= FEWEST
}

fn lines(index: usize, grid: &Grid) -> impl Iterator<Item = Line<'_>> {
    grid.cells.chunk_by(|one, next| one.row == next.row).filter_map(move |cells| {
        let row = cells.first()?.row;
        Some(Line { grid: index, row, cells, without: None, stated: None })
    })
}

fn is_long(cell: &Cell) -> bool {
    cell.value.as_text().is_some_and(|raw| raw.len() >= SHORTEST)
}

/// Whether several long texts stand alone in their rows, each above a short one, and not only where a section ends.
fn may_hold(grid: &Grid) -> bool {
    let (mut n, mut n_long) = (0, 0);
    let mut is_below_text = false;
    for cells in grid.cells.chunk_by(|one, next| one.row == next.row) {
        let length = |cell: &Cell| cell.value.as_text().map_or(0, str::len);
        n += usize::from(is_below_text && cells.iter().all(|cell| length(cell) < 40));
        is_below_text = cells.len() <= 4 && cells.iter().any(is_long);
        n_long += usize::from(is_below_text);
    }
    n >= FEWEST && n * 3 >= n_long
}

/// A form laid out anew.
struct Relaid {
    grid: Grid,
    /// The grids that went into it.
    used: Vec<usize>,
}

/// A form with its answers beneath the statements.
struct Form<'g> {
    before: Vec<Line<'g>>,
    /// The statements' own lines with what stands beneath each.
    cards: Vec<(Line<'g>, Card<'g>)>,
    after: Vec<Line<'g>>,
    keys: Vec<Key>,
}

impl<'g> Form<'g> {
    fn found(flow: &[Line<'g>], wordings: &Wordings, words: &Vocabulary) -> Option<Self> {
        let flow: Vec<Line<'g>> = flow.iter().map(|line| line.with_statement(wordings)).collect();
        let flow = with_labels_below(flow, words);
        let starts: Vec<usize> = (0..flow.len()).filter(|at| is_start(&flow, *at, words)).collect();
        if starts.len() < FEWEST {
            return None;
        }
        if let Some(first) = begin_above(&flow, &starts, words) {
            return Self::found_above(&flow, &starts, first, words);
        }
        let ends = starts.iter().skip(1).copied();
        let mut longest = 0;
        let mut cards = Vec::with_capacity(starts.len());
        let mut end_of_last = flow.len();
        for (start, end) in starts.iter().zip(ends.map(Some).chain([None])) {
            // Below the last statement stands what stood below the others, and then something else.
            let end = end.unwrap_or_else(|| flow.len().min(start + longest.max(1)));
            longest = longest.max(end - start);
            end_of_last = end;
            let card = Card::read(flow.get(start + 1..end)?, words)?;
            cards.push((*flow.get(*start)?, card));
        }
        let keys = keys(&cards, words)?;
        let first = starts.first().copied()?;
        // A table that only comes to its first statement in a later row is one form all the same.
        let (before, after) = (flow.get(..first)?.to_vec(), flow.get(end_of_last..)?.to_vec());
        Some(Self { before, cards, after, keys })
    }

    /// The form whose answers stand above their statements, from line `first` on.
    fn found_above(flow: &[Line<'g>], starts: &[usize], first: usize, words: &Vocabulary) -> Option<Self> {
        let mut from = first;
        let mut cards = Vec::with_capacity(starts.len());
        for start in starts {
            cards.push((*flow.get(*start)?, Card::read(flow.get(from..*start)?, words)?));
            from = start + 1;
        }
        let keys = keys(&cards, words)?;
        Some(Self { before: flow.get(..first)?.to_vec(), cards, after: flow.get(from..)?.to_vec(), keys })
    }

    fn laid_out(&self, grids: &[Grid]) -> Option<Relaid> {
        let mut used: Vec<usize> = self
            .cards
            .iter()
            .flat_map(|(line, card)| std::iter::once(line.grid).chain(card.grids()))
            .collect();
        used.sort_unstable();
        used.dedup();
        // The text around the statements goes with them, and so do the other rows of a table that holds some.
        let is_text =
            |line: &&Line<'_>| grids.get(line.grid).is_some_and(|grid| grid.stands == Stands::Alone);
        let goes_with = |line: &&Line<'_>| used.contains(&line.grid) || is_text(line);
        let mut page = Page::new(grids);
        for line in self.before.iter().filter(goes_with) {
            page.keep(line, self.keys.len());
        }
        let (_, first) = self.cards.iter().find(|(_, card)| card.has_answers())?;
        page.heads(&self.keys, first);
        for (line, card) in &self.cards {
            page.card(line, card, &self.keys);
        }
        for line in self.after.iter().filter(goes_with) {
            page.keep(line, self.keys.len());
        }
        let kept = self.before.iter().chain(&self.after).filter(is_text).map(|line| line.grid);
        used.extend(kept);
        used.sort_unstable();
        used.dedup();
        let name = self.cards.first().and_then(|(line, _)| grids.get(line.grid))?;
        let grid = Grid {
            sheet: name.sheet.clone(),
            addressing: name.addressing,
            is_hidden: name.is_hidden,
            is_1904: name.is_1904,
            cells: page.cells,
            origins: page.origins,
            ..Grid::default()
        };
        Some(Relaid { grid, used })
    }
}

/// The lines with the labels that stand beside a statement in a line of their own below it, where their marks stand below
/// them: `The school ... | Yes | Partly | No` above `| x | |`.
fn with_labels_below<'g>(flow: Vec<Line<'g>>, words: &Vocabulary) -> Vec<Line<'g>> {
    let is_card = |at: usize, line: &Line<'_>| {
        let next = flow.get(at + 1);
        let is_own = |next: &Line<'_>| next.grid == line.grid && next.row <= line.row + 2;
        next.is_some_and(|next| is_own(next) && next.stated.is_none())
    };
    let apart: Vec<(usize, [Line<'g>; 2])> = flow
        .iter()
        .enumerate()
        .filter(|(at, line)| line.stated.is_some() && is_card(*at, line))
        .filter_map(|(at, line)| Some((at, line.labels_apart(words)?)))
        .collect();
    if apart.len() < FEWEST {
        return flow;
    }
    let mut apart = apart.into_iter().peekable();
    let mut lines = Vec::with_capacity(flow.len() + apart.len());
    for (at, line) in flow.iter().enumerate() {
        match apart.next_if(|(own, _)| *own == at) {
            Some((_, two)) => lines.extend(two),
            None => lines.push(*line),
        }
    }
    lines
}

/// The line at which the answers to the first statement begin, where they stand above it and nothing answers the last one
/// below it.
fn begin_above(flow: &[Line<'_>], starts: &[usize], words: &Vocabulary) -> Option<usize> {
    let (first, last) = (*starts.first()?, *starts.last()?);
    let answers = |lines: &[Line<'_>]| {
        Card::begins(lines, words).is_some_and(|slots| slots.iter().any(Slot::is_answer))
    };
    if answers(flow.get(last + 1..)?) {
        return None;
    }
    let is_label =
        |at: &usize| flow.get(*at..first).is_some_and(|lines| Card::begins(lines, words).is_some());
    let from = (0..first).rev().take_while(is_label).last()?;
    Card::read(flow.get(from..first)?, words)?.has_answers().then_some(from)
}

/// Whether a line is a statement's own, with answers beneath it.
fn is_start(flow: &[Line<'_>], at: usize, words: &Vocabulary) -> bool {
    let Some((line, below)) = flow.get(at).zip(flow.get(at + 1..)) else { return false };
    let Some((_, raw)) = line.statement() else { return false };
    if line.stated.is_some() {
        return true;
    }
    // Below an instruction a table's headings may come, and they name the statements' own column.
    let is_table_head = below.first().is_some_and(|line| {
        line.all().any(|cell| cell.value.as_text().and_then(headings::head) == Some(Head::Statement))
    });
    headings::head(raw).is_none()
        && !raw.contains(':')
        && !is_table_head
        && Card::begins(below, words).is_some_and(|slots| slots.iter().any(Slot::is_answer))
}

/// What the cards offer; none where they differ, or where too few offer anything.
fn keys(cards: &[(Line<'_>, Card<'_>)], words: &Vocabulary) -> Option<Vec<Key>> {
    let offered: Vec<&Card<'_>> =
        cards.iter().map(|(_, card)| card).filter(|card| card.has_answers()).collect();
    let first = offered.first()?;
    let answers = |card: &Card<'_>| {
        let mut keys: Vec<Key> = card.keys().filter(|key| matches!(key, Key::Answer(_))).collect();
        keys.sort_unstable();
        keys
    };
    let wanted = answers(first);
    let n_beside = cards.iter().filter(|(line, _)| line.has_more(words)).count();
    if offered.len() < FEWEST
        || offered.len() * 2 < cards.len()
        || n_beside * 4 > cards.len()
        || offered.iter().filter(|card| card.stray.is_some()).count() * 4 > offered.len()
        || wanted.len() == 1
        || offered.iter().any(|card| answers(card) != wanted)
    {
        return None;
    }
    let mut answered = offered.iter().flat_map(|card| &card.slots).filter(|slot| slot.value.is_some());
    if !answered.clone().any(Slot::is_answer) {
        return None;
    }
    let says_any = answered.any(|slot| slot.key == Key::Any);
    let mut keys: Vec<Key> = first.keys().filter(|key| matches!(key, Key::Answer(_))).collect();
    if says_any {
        keys.push(Key::Any);
    }
    keys.push(Key::Comment);
    Some(keys)
}

/// The rows of the new layout.
struct Page<'g> {
    grids: &'g [Grid],
    cells: Vec<Cell>,
    origins: Vec<Origin>,
    row: u32,
    last: Option<(usize, u32)>,
}

impl<'g> Page<'g> {
    const fn new(grids: &'g [Grid]) -> Self {
        Self { grids, cells: Vec::new(), origins: Vec::new(), row: 0, last: None }
    }

    fn put(&mut self, column: u32, (grid, cell): (usize, &Cell)) {
        self.put_as(column, (grid, cell), cell.value.clone(), cell.look);
    }

    fn put_as(&mut self, column: u32, (grid, cell): (usize, &Cell), value: Value, look: Look) {
        let (row, at) = (self.row, (cell.row, cell.column));
        let (sheet, from) = self.grids.get(grid).map_or(("", at), |grid| {
            (grid.sheet_of(cell.row, cell.column), grid.stood_at(cell.row, cell.column))
        });
        self.cells.push(Cell { row, column, value, look });
        self.origins.push(Origin { row, column, sheet: sheet.into(), from });
    }

    /// A line as it stands: its first cell in the statements' column, others as far apart beyond the answers' columns.
    fn keep(&mut self, line: &Line<'g>, n_keys: usize) {
        let beyond = u32::try_from(n_keys).unwrap_or(0);
        let gap = match self.last {
            Some((grid, row)) if grid == line.grid && row < line.row => line.row - row,
            Some(_) => 1,
            // Below a statement a row of its own, so that no two cells come to stand in one place.
            None => u32::from(!self.cells.is_empty()),
        };
        self.row += gap.min(3);
        self.last = Some((line.grid, line.row));
        for (at, cell) in line.all().enumerate() {
            let column = if at == 0 { 0 } else { beyond + 1 + cell.column };
            self.put(column, (line.grid, cell));
        }
    }

    fn heads(&mut self, keys: &[Key], first: &Card<'g>) {
        self.row += 1;
        for (column, key) in (1..).zip(keys) {
            let Some(slot) = first.slots.iter().find(|slot| slot.key == *key) else { continue };
            let (grid, cell) = slot.label;
            let label = cell.value.as_text().map(card::bare_label).unwrap_or_default();
            // A remark behind the answer has no label of its own.
            let is_named = *key != Key::Comment || headings::head(label) == Some(Head::Comment);
            let label = if is_named { label } else { "Comments" };
            self.put_as(column, (grid, cell), Value::Text(label.into()), Look::default());
        }
    }

    fn card(&mut self, line: &Line<'g>, card: &Card<'g>, keys: &[Key]) {
        self.row += 1;
        let Some((stated, _)) = line.statement() else { return };
        self.put(0, (line.grid, stated));
        for (column, key) in (1..).zip(keys) {
            let value = card.slots.iter().find(|slot| slot.key == *key).and_then(|slot| slot.value);
            // A tick that no label has may be any answer's: with it in each, none is read.
            let stray = card.stray.filter(|_| matches!(key, Key::Answer(_)));
            if let Some(value) = value.or(stray) {
                self.put(column, value);
            }
        }
        // What stands beside the statement, and what somebody said once more: behind the headed columns, no two in one.
        let said_again = card.slots.iter().filter(|slot| slot.key == Key::Comment).skip(1);
        let mut behind: Vec<(usize, &Cell)> = line.others().map(|cell| (line.grid, cell)).collect();
        behind.extend(said_again.filter_map(|slot| slot.value));
        behind.sort_by_key(|(_, cell)| cell.column);
        let beyond = u32::try_from(keys.len()).unwrap_or(0) + 1;
        let mut next = beyond;
        for (grid, cell) in behind {
            let column = next.max(beyond + cell.column);
            self.put(column, (grid, cell));
            next = column + 1;
        }
        for rest in &card.rest {
            self.last = None;
            self.keep(rest, keys.len());
        }
        self.last = None;
    }
}

/// Whether a text is a sentence rather than a label or a mark.
fn is_sentence(raw: &str) -> bool {
    text::trim(raw).len() >= SHORTEST
        && !matches!(headings::head(raw), Some(Head::Comment | Head::AnyAnswer(_)))
}
