//! Roles of columns that no heading names: by what stands in them, else by the order of the form.
//! In: the rows of the statements. Out: roles. Never takes the form's order where what stands in the columns may say
//! something else.

use schemas::{
    answer::Answer,
    catalogue::{Catalogue, ColumnRole},
};

use super::{
    askance, choice,
    contents::{Contents, contents},
    headings_read,
    numbering::is_numbering,
    period, raters, row_of_heads, unclear,
};
use crate::{
    grid::{Cell, Value},
    normalise::{answers::is_signature, marks::Vocabulary, text},
    recognise::{
        draft::roles::{Basis, Block, Columns, Role, used_columns},
        headings::{
            self, Head,
            bands::{self, Band, Headed},
        },
    },
};

/// Roles by what stands in the columns, where no heading names them.
pub(super) fn by_contents(
    block: &Block<'_>,
    heads: &[Headed],
    band: Option<&Band>,
    catalogue: &Catalogue,
    words: &Vocabulary,
) -> Columns {
    let mut roles: Vec<(u32, Role)> = Vec::new();
    let mut open: Vec<(u32, Contents)> = Vec::new();
    // Answers under a heading that says who gave them (`Head teacher`): the other column may be somebody else's.
    let (mut has_other_answers, mut has_other_times) = (false, false);
    let by_heading = raters::ByHeading::of(block, words);
    for column in used_columns(block) {
        let is_own = by_heading.as_ref().is_some_and(|known| known.own == column);
        let head = heads.iter().find(|headed| headed.column == column).map(|headed| headed.head);
        match head.filter(|_| !is_own) {
            _ if by_heading.as_ref().is_some_and(|known| known.is_others(column)) => {
                roles.push((column, Role::Further));
            }
            Some(Head::Comment) => roles.push((column, Role::Comment)),
            Some(Head::Number | Head::StatementId) => roles.push((column, Role::Aside)),
            Some(Head::Answer(_) | Head::AnyAnswer(_)) | None => {
                if is_numbering(block, column)
                    && (column < block.column || contents(block, column, words).n_ticks < 2)
                {
                    roles.push((column, Role::Aside));
                } else {
                    let seen = contents(block, column, words);
                    // Figures left of the statements weigh or rank them, though a 1 is among them.
                    let are_marks = column > block.column || 2 * (seen.n_ticks + seen.n_answers) >= seen.n;
                    if are_marks {
                        open.push((column, seen));
                    } else {
                        roles.push((column, Role::Further));
                    }
                }
            }
            Some(_) => {
                let seen = contents(block, column, words);
                // A target beside what is says nothing against it.
                if seen.n_answers > 1 && seen.n_answers * 2 > seen.n {
                    let is_other_time = period::is_other(block, band, column);
                    has_other_answers |= !is_other_time;
                    has_other_times |= is_other_time;
                }
                roles.push((column, Role::Further));
            }
        }
    }
    let mut marked: Vec<&(u32, Contents)> = open.iter().filter(|(_, seen)| seen.is_marks()).collect();
    // Beside the columns of ticks, one of figures weighs or ranks, though a 1 is among them.
    let is_mostly_marks = |seen: &Contents| 2 * (seen.n_ticks + seen.n_answers) >= seen.n;
    if marked.iter().filter(|(_, seen)| is_mostly_marks(seen)).count() > 1 {
        let weighs = |(_, seen): &&(u32, Contents)| !is_mostly_marks(seen);
        roles.extend(marked.iter().copied().filter(weighs).map(|(column, _)| (*column, Role::Further)));
        marked.retain(|(_, seen)| is_mostly_marks(seen));
    }
    // `Essential? | E` beside the answers asks something else, and by yes or no at most.
    let asks_else = |(column, seen): &&(u32, Contents)| {
        let n_partly = seen.by_answer.get(Answer::Partly as usize).copied().unwrap_or(0);
        n_partly == 0 && askance::asks_else_over(block, band, *column)
    };
    if marked.len() > 1 && !marked.iter().all(asks_else) {
        roles.extend(marked.iter().copied().filter(asks_else).map(|(column, _)| (*column, Role::Further)));
        marked.retain(|one| !asks_else(one));
    }
    if has_other_answers || (has_other_times && marked.is_empty()) {
        return unclear(block, band, roles);
    }
    if marked.is_empty() && are_signed(block, &open) {
        return unclear(block, band, roles);
    }
    if marked.is_empty() {
        roles.extend(open.iter().filter(|(_, seen)| seen.n > 0).map(|(column, _)| (*column, Role::Comment)));
        return Columns::new(roles, Basis::Nothing);
    }
    let all_words = marked.iter().all(|(_, seen)| seen.n_answers > 0 && seen.n_ticks == 0);
    if all_words {
        if let [(column, seen)] = marked.as_slice() {
            // Comments that say Yes or No now and then are no column of answers; what stood in the statements' cells is.
            let is_taken_out = block.grid.taken_out.is_some_and(|(taken, _)| taken == *column);
            if seen.n_answers * 4 < seen.n * 3 && !is_taken_out {
                return Columns::new(roles, Basis::Unclear(headings_read(block, band)));
            }
            roles.push((*column, Role::AnyAnswer));
            return Columns::new(roles, Basis::Content);
        }
        let only: Vec<Option<Answer>> = marked.iter().map(|(_, seen)| seen.only_answer()).collect();
        let is_one_each = only.iter().all(Option::is_some)
            && only
                .iter()
                .enumerate()
                .all(|(index, answer)| !only.iter().skip(index + 1).any(|other| other == answer));
        if is_one_each {
            let named = marked
                .iter()
                .zip(only)
                .filter_map(|((column, _), answer)| Some((*column, Role::Answer(answer?))));
            roles.extend(named);
            return Columns::new(roles, Basis::Content);
        }
        if let Some(kept) = period::latest_of(block, &marked) {
            let role = |column: u32| if column == kept { Role::AnyAnswer } else { Role::Further };
            roles.extend(marked.iter().map(|(column, _)| (*column, role(*column))));
            return Columns::new(roles, Basis::Content);
        }
    }
    by_order(block, roles, &marked, band, (catalogue, words))
}

fn by_order(
    block: &Block<'_>,
    mut roles: Vec<(u32, Role)>,
    marked: &[&(u32, Contents)],
    band: Option<&Band>,
    (catalogue, words): (&Catalogue, &Vocabulary),
) -> Columns {
    let unclear = |roles| Columns::new(roles, Basis::Unclear(headings_read(block, band)));
    if has_other_headings(block, marked)
        || choice::is_ticked_and_crossed(block, marked, words)
        || choice::has_words_beside_ticks(marked)
    {
        return unclear(roles);
    }
    if says_other_order(block, catalogue) {
        return unclear(roles);
    }
    let order: Vec<ColumnRole> = catalogue.columns.iter().map(|column| column.role).collect();
    let n_answers = order.iter().filter(|role| !matches!(role, ColumnRole::Comment)).count();
    let columns: Vec<u32> = marked.iter().map(|(column, _)| *column).collect();
    let (Some(first), Some(last)) = (columns.first().copied(), columns.last().copied()) else {
        return unclear(roles);
    };
    let span = u32::try_from(n_answers).unwrap_or(0);
    let start = block.right + 1;
    // Beside the statements as the form has them, or set off as a whole, with all answers in use.
    let fits_here = first >= start && last < start + span;
    let fits_elsewhere = columns.len() == n_answers && last - first + 1 == span && first > block.right;
    let start = if fits_here {
        start
    } else if fits_elsewhere {
        first
    } else {
        return unclear(roles);
    };
    // The only column of ticks, and not the first: nothing shows that the form's others stand before it.
    let is_taken_out = block.grid.taken_out.is_some_and(|(taken, _)| taken == first);
    let is_lone = columns.len() == 1 && first != start && n_answers > 1 && !is_taken_out;
    if is_lone
        || choice::is_upside_down(catalogue, marked, start)
        || has_words_among(block, &columns, (start, span), words)
    {
        return unclear(roles);
    }
    if say_otherwise(marked, start, &order) {
        return unclear(roles);
    }
    for (column, role) in (start..).zip(order) {
        roles.push((
            column,
            match role {
                ColumnRole::Answer(answer) => Role::Answer(answer),
                ColumnRole::AnyAnswer => Role::AnyAnswer,
                ColumnRole::Comment => Role::Comment,
            },
        ));
    }
    Columns::new(roles, Basis::Order)
}

/// Whether initials or dates stand in place of ticks: one beside nearly each statement, in several columns.
fn are_signed(block: &Block<'_>, open: &[(u32, Contents)]) -> bool {
    const FEWEST: usize = 4;
    let n_most = open.iter().map(|(_, seen)| seen.n).sum::<usize>();
    if open.len() < 2 || block.rows.len() < FEWEST || 4 * n_most < 3 * block.rows.len() {
        return false;
    }
    let is_open = |cell: &&Cell| {
        let known = open.binary_search_by_key(&cell.column, |(column, _)| *column).is_ok();
        known && is_signature(cell, block.grid.is_1904)
    };
    let mut columns: Vec<u32> = Vec::new();
    let mut n = 0;
    for row in block.rows {
        let mut signed = block.grid.row(*row).iter().filter(is_open);
        match (signed.next(), signed.next()) {
            (Some(only), None) => {
                n += 1;
                columns.push(only.column);
            }
            (None, _) => {}
            // Who, and by when.
            (Some(_), Some(_)) => return false,
        }
    }
    columns.sort_unstable();
    columns.dedup();
    columns.len() > 1 && 4 * n >= 3 * block.rows.len()
}

/// Whether the words in the columns say other answers than the form's order has there, and not by a slip.
fn say_otherwise(marked: &[&(u32, Contents)], start: u32, order: &[ColumnRole]) -> bool {
    const FEWEST: usize = 2;
    let (mut n_other, mut n) = (0, 0);
    for (column, seen) in marked {
        let at = column.checked_sub(start).and_then(|at| usize::try_from(at).ok());
        let Some(ColumnRole::Answer(answer)) = at.and_then(|at| order.get(at)) else { continue };
        n += seen.n_answers;
        n_other +=
            seen.n_answers - seen.by_answer.get(*answer as usize).copied().unwrap_or(0).min(seen.n_answers);
    }
    n_other >= FEWEST && n_other * 3 > n
}

/// Whether words stand throughout where the form has an answer's marks: then it is another form's order.
fn has_words_among(block: &Block<'_>, marked: &[u32], (start, span): (u32, u32), words: &Vocabulary) -> bool {
    const FEWEST: usize = 3;
    (start..start.saturating_add(span)).filter(|column| !marked.contains(column)).any(|column| {
        let n = contents(block, column, words).n;
        n >= FEWEST && 4 * n >= block.rows.len()
    })
}

/// Whether words that are no known heading stand right above the marks, or above a section's title alone in its row: they
/// may say something else than the catalogue's order does. A field that ends right above the statements says nothing of them.
fn has_other_headings(block: &Block<'_>, marked: &[&(u32, Contents)]) -> bool {
    let Some(row) = row_of_heads(block) else { return false };
    let over = marked.iter().filter_map(|(column, _)| block.grid.at(row, *column));
    let over: Vec<&Cell> = over.filter(|cell| !matches!(cell.value, Value::Empty)).collect();
    match over.as_slice() {
        [] => false,
        [only] => !is_field(block, row, only, marked.len() > 1),
        _ => true,
    }
}

/// Whether a cell is what a label before it asks for (`School Name | Back School`) and heads no column. Where it stands over one
/// of several columns of marks, one of a run of such rows is, too, or what is written behind a colon or a question mark.
fn is_field(block: &Block<'_>, row: u32, value: &Cell, is_one_of_several: bool) -> bool {
    /// Fields fill no more rows.
    const REACH: u32 = 8;
    if bands::right_edge(block.grid, value) > value.column {
        return false;
    }
    let label_of = |row: u32| {
        let cells = block.grid.row(row).iter().filter(|cell| cell.value != Value::Empty);
        let cells: Vec<&Cell> = cells.collect();
        match cells.as_slice() {
            [label, beside] if label.column <= block.column && beside.column == value.column => {
                label.value.as_text().map(text::trim)
            }
            _ => None,
        }
    };
    let asks_field = |label: &str| {
        let head = headings::head(label);
        matches!(head, Some(Head::School | Head::SchoolId | Head::Person | Head::Date))
    };
    let Some(label) = label_of(row) else { return false };
    if asks_field(label) || matches!(value.value, Value::Serial(_) | Value::Date(_)) {
        return true;
    }
    let ends_fields = || (row.saturating_sub(REACH)..row).rev().map_while(label_of).any(asks_field);
    is_one_of_several && (label.ends_with([':', '?']) || ends_fields())
}

/// Whether a line of the form's own, or elsewhere in its file, names the answers in another order than the catalogue has
/// them: `Columns run No, Partly, Yes`, `No <- -> Yes`, `1st = No ...`.
fn says_other_order(block: &Block<'_>, catalogue: &Catalogue) -> bool {
    const WORDS: usize = 18;
    const OF_COLUMNS: [&str; 8] = ["column", "columns", "box", "boxes", "1st", "first", "left", "order"];
    const ARROWS: [&str; 6] = ["\u{2192}", "\u{2190}", "\u{2194}", "->", "<-", "..."];
    let place = |answer: Answer| {
        catalogue
            .columns
            .iter()
            .position(|column| column.role == ColumnRole::Answer(answer))
            .unwrap_or(usize::MAX)
    };
    let turns = |raw: &str| {
        let words = text::words(raw);
        let words: Vec<&str> = words.split(' ').collect();
        if words.len() > WORDS || words.contains(&"if") {
            return false;
        }
        let mut named: Vec<Answer> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let answer = match *word {
                "yes" | "green" => Answer::Yes,
                "partly" | "partially" | "part" | "amber" | "yellow" => Answer::Partly,
                "red" => Answer::No,
                // `No of schools`
                "no" if words.get(at + 1) != Some(&"of") => Answer::No,
                _ => continue,
            };
            if !named.contains(&answer) {
                named.push(answer);
            }
        }
        let speaks_of_columns = words.iter().any(|word| OF_COLUMNS.contains(word))
            || ARROWS.iter().any(|arrow| raw.contains(arrow));
        let is_turned =
            named.windows(2).any(|pair| matches!(pair, [one, next] if place(*one) > place(*next)));
        is_turned && (named.len() > 2 || speaks_of_columns)
    };
    let own = block.grid.cells.iter().filter(|cell| block.rows.binary_search(&cell.row).is_err());
    let elsewhere = block.notices.cells.iter().map(|(_, cell)| *cell);
    own.chain(elsewhere).filter_map(|cell| cell.value.as_text()).any(|raw| raw.len() <= 120 && turns(raw))
}
