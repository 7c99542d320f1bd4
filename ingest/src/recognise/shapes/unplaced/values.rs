//! Figures, dates and short words around a form: `Number of pupils | 241`, `Support wanted | YES`, `£500` in a row of its
//! own.
//! In: a grid and where its statements stand. Out: the cells that say such a thing outside the table. Never takes
//! a person's initials, nor a row's numbering, nor what sums up a form's answers.

use super::may_say_something;
use crate::{
    grid::{Addressing, Cell, Grid, Value},
    normalise::{dates, text},
    recognise::{
        found::Found,
        headings::{self, Head, is_sum},
    },
};

/// The values of a grid that stand by a label above or below the statements, or alone in their row anywhere.
pub(super) fn of<'g>(grid: &'g Grid, found: Option<&Found>) -> Vec<&'g Cell> {
    // A page's number stands alone in its line.
    if grid.addressing == Addressing::Document && matches!(grid.sheet.as_str(), "header" | "footer") {
        return Vec::new();
    }
    let rows = found.and_then(|found| Some((found.hits.first()?.row, found.hits.last()?.row)));
    let (from, to) = rows.map_or((0, 0), |(first, last)| {
        let above = grid.cells.partition_point(|cell| cell.row < first);
        (above, grid.cells.partition_point(|cell| cell.row <= last))
    });
    let [above, below] = [grid.cells.get(..from), grid.cells.get(to..)].map(Option::unwrap_or_default);
    let mut values = Vec::new();
    for part in [above, below] {
        for cells in part.chunk_by(|one, next| one.row == next.row) {
            match cells {
                [only] => values.extend(Some(only).filter(|cell| is_value(cell))),
                _ => by_label(cells, &mut values),
            }
        }
        among_words(part, &mut values);
    }
    // Between the statements, what stands alone in its row; a lone figure numbers a section.
    let among = grid.cells.get(from..to).unwrap_or_default().chunk_by(|one, next| one.row == next.row);
    let numbers = |cell: &Cell| matches!(cell.value, Value::Number(number) if number < 10.0);
    values.extend(among.filter_map(|cells| match cells {
        [only] => Some(only).filter(|cell| is_value(cell) && !numbers(cell)),
        _ => None,
    }));
    values
}

/// The short texts of a table's column that is mostly words: `AUP` and `JM` below `First aid` under `Training`. Where the
/// column names people they are initials.
fn among_words<'g>(part: &'g [Cell], values: &mut Vec<&'g Cell>) {
    const FEWEST_ROWS: usize = 4;
    let rows: Vec<&[Cell]> = part.chunk_by(|one, next| one.row == next.row).collect();
    let follows = |one: &&[Cell], next: &&[Cell]| {
        let row = |cells: &[Cell]| cells.first().map_or(0, |cell| cell.row);
        row(next) == row(one) + 1 && one.len() > 1 && next.len() > 1
    };
    for table in rows.chunk_by(follows).filter(|table| table.len() >= FEWEST_ROWS) {
        let Some((heads, below)) = table.split_first() else { continue };
        for head in heads.iter().filter(|head| head.value.as_text().is_some_and(|raw| !names_people(raw))) {
            let own =
                || below.iter().filter_map(|cells| cells.iter().find(|cell| cell.column == head.column));
            let n_words = own().filter(|cell| may_say_something(cell)).count();
            if n_words * 2 > own().count() {
                let is_short = |cell: &&Cell| cell.value.as_text().is_some() && is_value(cell);
                let new = own()
                    .filter(is_short)
                    .filter(|cell| !values.iter().any(|known| std::ptr::eq(*known, *cell)));
                let new: Vec<&Cell> = new.collect();
                values.extend(new);
            }
        }
    }
}

/// Whether a heading is over people: `Who`, `Lead`, `Name`.
fn names_people(raw: &str) -> bool {
    const WORDS: [&str; 14] = [
        "who",
        "whom",
        "lead",
        "led",
        "owner",
        "name",
        "names",
        "staff",
        "initials",
        "signed",
        "signature",
        "by",
        "responsible",
        "person",
    ];
    headings::head(raw) == Some(Head::Person) || text::words(raw).split(' ').any(|word| WORDS.contains(&word))
}

/// Whether a row is one of a table's outside the statements, below its headings.
pub(super) fn is_in_table(grid: &Grid, found: Option<&Found>, row: u32) -> bool {
    let is_row = |row: u32| grid.row(row).len() > 1;
    let is_among = found.and_then(|found| Some((found.hits.first()?.row, found.hits.last()?.row)));
    let names_answer = |cell: &Cell| {
        let head = cell.value.as_text().and_then(headings::head);
        matches!(
            head,
            Some(Head::Answer(_) | Head::AnyAnswer(_) | Head::Comment | Head::Statement | Head::StatementId)
        )
    };
    !is_among.is_some_and(|(first, last)| (first..=last).contains(&row))
        && row >= 2
        && is_row(row - 1)
        && is_row(row - 2)
        && !grid.row(row).iter().any(names_answer)
}

/// The values of a row that stand right of a label, or all those of a record.
fn by_label<'g>(cells: &'g [Cell], values: &mut Vec<&'g Cell>) {
    // `12/09/2025 | First aid`, `SLT | 03/11/2025`, `1.07 | 20/04/2019 | AKM | First draft`: a list of what was when.
    let is_record = || cells.iter().any(is_date);
    let Some(at) = cells.iter().position(may_say_something) else {
        values.extend(cells.iter().filter(|cell| is_value(cell) && is_record()));
        return;
    };
    let (before, beside) = cells.split_at(at + 1);
    let n_before = values.len();
    values.extend(before.iter().filter(|cell| is_value(cell) && is_record()));
    values.extend(beside.iter().filter(|cell| is_value(cell)));
    if values.len() == n_before {
        return;
    }
    let raw = before.last().and_then(|label| label.value.as_text()).unwrap_or_default();
    let is_answers = |head: Option<Head>| matches!(head, Some(Head::Answer(_) | Head::AnyAnswer(_)));
    let names_answer = |cell: &&Cell| is_answers(cell.value.as_text().and_then(headings::head));
    let head = headings::head(raw);
    // `Statement | Yes | No`, `Not at all | 0`, `Total | 12 | 4`: headings, a scale's points, sums.
    let is_forms = cells.iter().filter(names_answer).count() > 1
        || matches!(head, Some(Head::Answer(_) | Head::Statement | Head::Number))
        || (is_sum(raw) && !counts_other_things(raw));
    if is_forms {
        values.truncate(n_before);
        return;
    }
    // Of a person no more than figures: initials and numbers to ring are left out as names are.
    let is_person = head == Some(Head::Person) || reaches_a_person(raw);
    let is_schools = text::words(raw).starts_with("school ");
    let mut at = 0;
    values.retain(|cell| {
        at += 1;
        at <= n_before || ((!is_person || has_figures(cell)) && (is_schools || !is_telephone(cell)))
    });
}

/// `Number of pupils`: of no answers.
fn counts_other_things(raw: &str) -> bool {
    const OF_THE_FORM: [&str; 7] = ["yes", "partly", "no", "answers", "responses", "statements", "n"];
    let words = text::words(raw);
    let counted =
        ["number of ", "no of ", "how many "].iter().find_map(|opening| words.strip_prefix(opening));
    counted.is_some_and(|counted| counted.split(' ').all(|word| !OF_THE_FORM.contains(&word)))
}

fn has_figures(cell: &Cell) -> bool {
    cell.value.as_text().is_none_or(|raw| raw.bytes().any(|byte| byte.is_ascii_digit()))
}

/// `01851 700123`, `+44 1851 700123 (ext. 2)`.
fn is_telephone(cell: &Cell) -> bool {
    const FEWEST: usize = 7;
    cell.value.as_text().is_some_and(|raw| {
        let raw = text::trim(raw);
        let n_figures = raw.bytes().filter(u8::is_ascii_digit).count();
        // Without a gap it may be an id; a date has gaps as well.
        n_figures >= FEWEST
            && (raw.contains(' ') || n_figures > FEWEST + 2)
            && raw.starts_with(['0', '+', '('])
            && !raw.contains(['/', '.', ':'])
            && !is_date(cell)
    })
}

/// `Tel`, `Mobile no.`: what reaches a person; the school's own number is nobody's.
fn reaches_a_person(raw: &str) -> bool {
    const WORDS: [&str; 8] = ["tel", "telephone", "phone", "mobile", "fax", "ext", "email", "signed"];
    let words = text::words(raw);
    !words.starts_with("school ") && words.split(' ').any(|word| WORDS.contains(&word))
}

fn is_date(cell: &Cell) -> bool {
    let is_figure = matches!(cell.value, Value::Number(_));
    !may_say_something(cell) && !is_figure && dates::is_date(&cell.value)
}

/// Whether a cell is too short for words and yet says something: a figure, a date, `YES`, `14/20`, `£500`.
fn is_value(cell: &Cell) -> bool {
    match &cell.value {
        Value::Number(_) | Value::Serial(_) | Value::Date(_) => true,
        Value::Text(raw) => {
            !may_say_something(cell) && raw.chars().filter(|c| c.is_alphanumeric()).nth(1).is_some()
        }
        _ => false,
    }
}
