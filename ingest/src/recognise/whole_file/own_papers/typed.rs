//! What somebody typed beside the tables of the program's own papers: new answers, remarks.
//! In: a paper's sheets. Out: the same with the statements' own words beside what was typed, where answers were; and what was typed
//! that is none. Never takes what the program wrote for a school's, nor lets what a school wrote there go untold.

use schemas::{
    catalogue::{Catalogue, Statement},
    finding::Finding,
    paper,
    place::Place,
    rules,
};

use crate::{
    grid::{Cell, Grid, Look, Value},
    normalise::{
        marks::{Mark, Vocabulary, read_mark},
        text,
    },
    reading::{AnswerReading, MatchedBy, ReturnReading},
    recognise::{
        answers::corrected, draft::Desk, shapes::unplaced::Words, wording::id_key, written::as_shown,
    },
};

/// Fewer answers among a paper's own are none that a school typed there.
const FEWEST: usize = 4;

/// What was typed into the sheets of a paper.
pub(crate) struct Typed {
    /// The sheets to read.
    pub(crate) grids: Vec<Grid>,
    /// What was typed beside the tables, by sheet.
    sheets: Vec<Sheet>,
}

/// What was typed beside the tables of one sheet.
struct Sheet {
    name: String,
    texts: Vec<(Place, String)>,
    /// Whether answers are among it.
    is_answered: bool,
    /// Whether it says that an answer is another, or wrong.
    differs: bool,
}

/// Looks through a paper's sheets.
pub(crate) fn typed(
    source_file: &str,
    grids: &[Grid],
    catalogues: &[Catalogue],
    words: &Vocabulary,
) -> Typed {
    let mut sheets = Vec::new();
    let read = |grid: &Grid| {
        let beside = Beside::of(grid, catalogues);
        let cells: Vec<&Cell> = beside.cells().collect();
        if cells.is_empty() {
            return grid.clone();
        }
        let texts = cells.iter().map(|cell| {
            let cell_name = grid.cell_name(cell.row, cell.column).into();
            let place =
                Place { source_file: source_file.to_owned(), sheet: grid.sheet.clone(), cell: cell_name };
            (place, as_shown(&cell.value, grid.is_1904))
        });
        let stated = || cells.iter().filter_map(|cell| Some((*cell, beside.statement(cell.row)?)));
        let is_answered =
            stated().any(|(cell, _)| matches!(read_mark(cell, words).mark, Mark::Says(_) | Mark::Several));
        let differs = stated().any(|(cell, statement)| differs(cell, statement, words));
        sheets.push(Sheet { name: grid.sheet.clone(), texts: texts.collect(), is_answered, differs });
        if is_answered { beside.stated() } else { grid.clone() }
    };
    let grids = grids.iter().map(read).collect();
    Typed { grids, sheets }
}

impl Typed {
    /// Keeps the returns where answers were typed; else says what was typed that is none, and asks where it may say that
    /// answers differ.
    pub(crate) fn settle(
        &self,
        desk: &Desk<'_>,
        returns: &mut Vec<ReturnReading>,
        findings: &mut Vec<Finding>,
    ) {
        let is_typed = |answer: &&AnswerReading| {
            answer.answer.is_some() && !matches!(answer.matched_by, None | Some(MatchedBy::Id))
        };
        let fewest = if self.sheets.iter().any(|sheet| sheet.is_answered) { 1 } else { FEWEST };
        if !returns.iter().any(|one| one.answers.iter().filter(is_typed).count() >= fewest) {
            returns.clear();
            findings.clear();
        }
        for sheet in &self.sheets {
            let is_taken = sheet.is_answered && returns.iter().any(|one| one.sheet == sheet.name);
            if !is_taken {
                findings.extend(sheet.told(desk));
            }
        }
    }
}

impl Sheet {
    fn told(&self, desk: &Desk<'_>) -> Vec<Finding> {
        let words = Words::of_texts(self.texts.iter().cloned());
        let place =
            Place { source_file: desk.source_file.to_owned(), sheet: self.name.clone(), cell: String::new() };
        let is_ruled = || desk.rulings.on(rules::TWO_SHEETS.code, &place, &self.name).is_some();
        if !(self.differs || self.is_answered) || is_ruled() {
            let message = "beside what Tallybook made of an earlier run stands what somebody typed: ";
            return words.typed(&rules::BESIDE_THE_CELLS, place, message);
        }
        let message =
            "beside what Tallybook made of an earlier run somebody typed what may say that answers differ: ";
        let mut told = words.typed(&rules::TWO_SHEETS, place, message).into_iter();
        let first = told.next().map(|first| first.reading(&*self.name).with_suggestion("leave out"));
        first.into_iter().chain(told).collect()
    }
}

/// Whether what stands beside a statement says that its answer is another, or wrong.
fn differs(cell: &Cell, statement: &Statement, words: &Vocabulary) -> bool {
    const WRONG: [&str; 9] =
        ["wrong", "incorrect", "disagree", "mistake", "misread", "error", "untrue", "inaccurate", "outdated"];
    const NOT: [&str; 6] = ["right", "correct", "true", "accurate", "agreed", "so"];
    if matches!(read_mark(cell, words).mark, Mark::Says(_) | Mark::Several | Mark::Unclear(_) | Mark::Odd(_))
    {
        return true;
    }
    let Some(raw) = cell.value.as_text() else { return false };
    let folded = text::fold_name(raw);
    let all: Vec<&str> = folded.split(' ').collect();
    let denies = |pair: &[&str]| matches!(pair, ["not" | "isnt" | "wasnt", word] if NOT.contains(word));
    all.iter().any(|word| WRONG.contains(word))
        || all.windows(2).any(denies)
        || corrected::corrects(&format!("{} {raw}", statement.id), words)
}

/// The tables of a sheet with what stands right of them.
struct Beside<'g> {
    grid: &'g Grid,
    /// The rows of the tables, rising, each with its statement.
    rows: Vec<Row<'g>>,
}

/// A row of a table.
struct Row<'g> {
    at: u32,
    /// The cell of its statement, and which that is.
    statement: Option<(u32, &'g Statement)>,
    typed: Vec<&'g Cell>,
    is_head: bool,
}

/// The columns of a table.
struct Columns {
    /// Where ids or labels of statements stand.
    stated: Vec<u32>,
    /// The last that is the program's.
    last: u32,
    /// Those among its own that are not.
    among: Vec<u32>,
}

impl<'g> Beside<'g> {
    fn of(grid: &'g Grid, catalogues: &'g [Catalogue]) -> Self {
        let mut rows = Vec::new();
        let mut columns: Option<Columns> = None;
        for cells in grid.cells.chunk_by(|one, next| one.row == next.row) {
            let Some(first) = cells.first() else { continue };
            let heads = Columns::of(cells);
            let is_head = heads.is_some();
            columns = heads.or(columns);
            let Some(columns) = &columns else { continue };
            let statement = (!is_head).then(|| columns.statement(cells, catalogues)).flatten();
            let is_typed = |cell: &&Cell| {
                let is_among = (is_head || statement.is_some()) && columns.among.contains(&cell.column);
                cell.value != Value::Empty && (cell.column > columns.last || is_among)
            };
            let typed = cells.iter().filter(is_typed).collect();
            rows.push(Row { at: first.row, statement, typed, is_head });
        }
        Self { grid, rows }
    }

    /// What was typed, but for headings.
    fn cells(&self) -> impl Iterator<Item = &'g Cell> {
        let rows = self.rows.iter().filter(|row| !row.is_head);
        rows.flat_map(|row| row.typed.iter().copied())
    }

    fn row(&self, row: u32) -> Option<&Row<'g>> {
        self.rows.binary_search_by_key(&row, |one| one.at).ok().and_then(|at| self.rows.get(at))
    }

    fn statement(&self, row: u32) -> Option<&'g Statement> {
        self.row(row)?.statement.map(|(_, statement)| statement)
    }

    /// The sheet with what was typed beside the statements' own words, without what the program wrote there.
    fn stated(&self) -> Grid {
        let mut grid = self.grid.clone();
        grid.cells.retain(|cell| self.row(cell.row).is_none());
        // The sheet's title says whose it is.
        if let Some(title) = grid.cells.first_mut()
            && let Some((school, _)) =
                title.value.as_text().and_then(|raw| raw.split_once(paper::TITLE_OF_ANSWERS))
        {
            title.value = Value::Text(format!("School: {school}").into());
        }
        for row in &self.rows {
            if let Some((column, statement)) = row.statement {
                let value = Value::Text(statement.text.as_str().into());
                grid.cells.push(Cell { row: row.at, column, value, look: Look::default() });
            }
            grid.cells.extend(row.typed.iter().map(|cell| (*cell).clone()));
        }
        grid.cells.sort_by_key(|cell| (cell.row, cell.column));
        grid
    }
}

impl Columns {
    /// The columns of a table of statements, if these cells are its headings.
    fn of(cells: &[Cell]) -> Option<Self> {
        let said = |cell: &Cell| cell.value.as_text().map(text::trim).unwrap_or_default().to_owned();
        let heads: Vec<(u32, String)> = cells.iter().map(|cell| (cell.column, said(cell))).collect();
        let is_stated = |head: &str| paper::STATED.contains(&head);
        let at = heads.iter().position(|(_, head)| is_stated(head))?;
        let run: Vec<&(u32, String)> = heads
            .iter()
            .skip(at)
            .scan(None, |last: &mut Option<u32>, head| {
                let goes_on = last.is_none_or(|last| last.saturating_add(1) == head.0);
                *last = Some(head.0);
                goes_on.then_some(head)
            })
            .collect();
        let stated = run.iter().filter(|(_, head)| is_stated(head)).map(|(column, _)| *column).collect();
        let is_own = paper::YOUR_ANSWERS.iter().all(|own| run.iter().any(|(_, head)| head == own));
        if !is_own {
            // Of other tables, which have many more headings, what has none is typed.
            let last = run.last().filter(|_| run.len() > 2)?.0;
            return Some(Self { stated, last, among: Vec::new() });
        }
        let own = || run.iter().filter(|(_, head)| paper::is_of_your_answers(head));
        let last = own().next_back()?.0;
        let among = run.iter().map(|(column, _)| *column);
        let among = among.filter(|column| *column < last && own().all(|(own, _)| own != column)).collect();
        Some(Self { stated, last, among })
    }

    /// The statement of a row, with the column in which it stands.
    fn statement<'c>(&self, cells: &[Cell], catalogues: &'c [Catalogue]) -> Option<(u32, &'c Statement)> {
        let stated = cells.iter().filter(|cell| self.stated.contains(&cell.column));
        let mut named = stated.filter_map(|cell| Some((cell.column, cell.value.as_text()?)));
        named.find_map(|(column, raw)| {
            let id = id_key(raw.split_whitespace().next()?)?;
            let mut all = catalogues.iter().flat_map(|catalogue| &catalogue.statements);
            Some((column, all.find(|one| id_key(one.id.as_str()).as_ref() == Some(&id))?))
        })
    }
}
