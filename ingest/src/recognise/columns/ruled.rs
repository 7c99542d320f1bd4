//! What a ruling says of a form's columns, and how one may be suggested.
//! In: a block of statements with its headings. Out: roles of columns, or the ruling's words. Never suggests a ruling by
//! which a mark would count for nothing, or for what nothing says that it is.

use schemas::{
    answer::Answer,
    catalogue::ColumnRole,
    decision::{Decision, RuledColumn, Ruling, Scope},
    finding::Finding,
    place::Place,
    rules,
};

use super::{
    contents::{Contents, contents},
    headings_read,
    heads::headings_without_groups,
    two_steps,
};
use crate::{
    grid::Grid,
    normalise::{marks::Vocabulary, text},
    recognise::{
        draft::{
            Desk,
            roles::{Basis, Block, Columns, Role, Steps, used_columns},
            rulings::spoken_columns,
        },
        headings::{
            Head,
            bands::{Band, Headed, right_edge},
        },
    },
};

/// What is written where the columns are the usual ones.
const USUAL: &str = "columns yes partly no comment";

/// What to do where nobody can say by the headings what to write.
pub(crate) const NAME_THEM: &str = "Name each column from the first marked one on, as in columns yes partly no comment; or ask \
                                    the school";

/// The question about columns of which nobody can be sure; `heads` are what is read over them.
pub(crate) fn question(place: Place, heads: &str) -> Finding {
    let message = "it is not sure which column means which answer, so none was read";
    Finding::new(&rules::COLUMNS_UNCLEAR, place, message).reading(heads)
}

/// The columns that a person ruled for a block, else those that are read. A ruling for all files gives way to headings
/// that name their columns themselves, and otherwise.
pub(crate) fn by_ruling(
    desk: &Desk<'_>,
    grid: &Grid,
    block: &Block<'_>,
    band: Option<&Band>,
    read: impl FnOnce() -> Columns,
) -> Columns {
    let code = rules::COLUMNS_UNCLEAR.code;
    if !desk.rulings.any(code) {
        return read();
    }
    let first = block.rows.first().copied().unwrap_or(0);
    let place = Place {
        source_file: desk.source_file.to_owned(),
        sheet: grid.sheet_of(first, block.column).to_owned(),
        cell: grid.cell_name(first, block.column).into(),
    };
    let was_read = headings_read(block, band);
    // One that was given for this file before the headings over groups were shown.
    let of_file = || {
        let was_read = headings_without_groups(block, band)?;
        let decision = desk.rulings.find(code, &place, &was_read)?;
        (decision.scope != Scope::Always).then_some((decision, was_read))
    };
    let own = desk.rulings.find(code, &place, &was_read);
    let Some((decision, read_then)) = own.map_or_else(of_file, |decision| Some((decision, was_read.clone())))
    else {
        return read();
    };
    let follow = || desk.rulings.follow(decision, (code, &place, &read_then));
    let Decision { ruling: Ruling::Columns(names), scope, .. } = decision else {
        follow();
        if decision.ruling == Ruling::LeaveOut && decision.scope != Scope::Always {
            return Columns::new(Vec::new(), Basis::LeftOut);
        }
        return read();
    };
    let roles = ruled(block, band, names, desk.words);
    let steps = two_steps::by_ruling(&roles);
    let ruled = Columns { steps, ..Columns::new(roles, Basis::Ruling) };
    if *scope == Scope::Always {
        let read = read();
        if read.basis == Basis::Headings && read.answers() != ruled.answers() && !read.is_asked_about() {
            return read;
        }
    }
    follow();
    ruled
}

/// The roles that a ruling gives to columns. Another group's, which it does not name, holds no answers. Ticks in a column that
/// is named as any other and is under no answer's heading are still nobody's: beside a blank statement they are asked about.
fn ruled(
    block: &Block<'_>,
    band: Option<&Band>,
    named: &[RuledColumn],
    words: &Vocabulary,
) -> Vec<(u32, Role)> {
    let mut named = named.iter();
    let is_answers = |column: u32| {
        let head = band.and_then(|band| band.heads.iter().find(|headed| headed.column == column));
        head.is_some_and(|headed| matches!(headed.head, Head::Answer(_) | Head::AnyAnswer(_)))
    };
    let columns = counted(block, band).into_iter();
    columns
        .filter_map(|column| {
            let role = match named.next() {
                Some(RuledColumn::Role(role)) => role_of(*role),
                Some(RuledColumn::Other) if is_answers(column) => Role::Further,
                Some(RuledColumn::Other) => {
                    (!contents(block, column, words).is_marks()).then_some(Role::Further)?
                }
                None => is_answers(column).then_some(Role::Further)?,
            };
            Some((column, role))
        })
        .collect()
}

const fn role_of(role: ColumnRole) -> Role {
    match role {
        ColumnRole::Answer(answer) => Role::Answer(answer),
        ColumnRole::AnyAnswer => Role::AnyAnswer,
        ColumnRole::Comment => Role::Comment,
    }
}

/// The columns that a ruling names, in their order: from the first that is marked, or under a heading of an answer, all that
/// are filled or headed.
fn counted(block: &Block<'_>, band: Option<&Band>) -> Vec<u32> {
    let mut columns: Vec<u32> = used_columns(block);
    columns.retain(|column| *column > block.right);
    let is_answer = |headed: &&Headed| {
        matches!(headed.head, Head::Answer(_) | Head::AnyAnswer(_)) && headed.anchor > block.right
    };
    let named = band.and_then(|band| band.heads.iter().find(is_answer)).map(|headed| headed.anchor);
    let Some(first) = columns.first().copied().into_iter().chain(named).min() else { return columns };
    let above = || block.rows.first().and_then(|row| row.checked_sub(1));
    let (heads, row) = band.map_or_else(|| (block.grid, above()), |band| (block.heads, Some(band.row)));
    for cell in row.map(|row| heads.row(row)).unwrap_or_default() {
        let is_heading = cell.value.as_text().is_some_and(|raw| !text::is_blank(raw));
        let covered = cell.column..=right_edge(heads, cell);
        let is_within = (block.bounds.0..=block.bounds.1).contains(&cell.column) && cell.column >= first;
        if is_heading && is_within && !columns.iter().any(|column| covered.contains(column)) {
            columns.push(cell.column);
        }
    }
    columns.sort_unstable();
    columns
}

/// What stands in a column of which nothing says what it is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unnamed {
    Ticks,
    Words,
    Else,
}

impl Unnamed {
    fn of(seen: &Contents) -> Self {
        match (seen.is_marks(), seen.n_ticks > 0) {
            (true, true) => Self::Ticks,
            (true, false) => Self::Words,
            (false, _) => Self::Else,
        }
    }
}

/// A ruling on columns as it may be written, by what the headings of the first group name and what `found` knows; where marks
/// stand in a column of which neither says what it is for, no ruling.
pub(crate) fn suggested(
    block: &Block<'_>,
    band: Option<&Band>,
    found: &Columns,
    words: &Vocabulary,
) -> String {
    let less: &[u32] = match &found.steps {
        Some(Steps::Ask { less, .. }) => less,
        _ => &[],
    };
    let head = |column: u32| {
        let headed = band?.heads.iter().find(|headed| headed.column == column)?;
        match headed.head {
            Head::Answer(answer) => Some(ColumnRole::Answer(answer)),
            Head::AnyAnswer(_) => Some(ColumnRole::AnyAnswer),
            Head::Comment => Some(ColumnRole::Comment),
            _ => None,
        }
    };
    let known = |column: u32| match found.role(column) {
        _ if less.contains(&column) => Some(ColumnRole::AnyAnswer),
        Some(Role::Answer(answer)) => Some(ColumnRole::Answer(answer)),
        Some(Role::AnyAnswer) => Some(ColumnRole::AnyAnswer),
        Some(Role::Comment) => Some(ColumnRole::Comment),
        Some(Role::Further | Role::Aside) if !matches!(found.basis, Basis::Unclear(_)) => None,
        _ => head(column),
    };
    let mut names: Vec<RuledColumn> = Vec::new();
    let mut unnamed: Vec<(usize, Unnamed)> = Vec::new();
    let mut has_more = false;
    for (at, column) in counted(block, band).into_iter().enumerate() {
        let Some(role) = known(column) else {
            unnamed.push((at, Unnamed::of(&contents(block, column, words))));
            names.push(RuledColumn::Other);
            continue;
        };
        let name = RuledColumn::Role(role);
        if role != ColumnRole::Comment && names.contains(&name) && !less.contains(&column) {
            has_more = true;
            break;
        }
        // How far a Yes goes is said behind it.
        if less.contains(&column) && !names.iter().copied().any(is_answer) {
            return NAME_THEM.to_owned();
        }
        names.push(name);
    }
    // A second group goes on behind a whole first one, whose headings alone are known.
    if has_more && !(matches!(found.basis, Basis::Unclear(_)) && (is_whole(&names) || names.contains(&ANY))) {
        return NAME_THEM.to_owned();
    }
    let has_answers = names.iter().copied().any(is_answer);
    let marked: Vec<(usize, Unnamed)> =
        unnamed.into_iter().filter(|(_, unnamed)| *unnamed != Unnamed::Else).collect();
    match marked.as_slice() {
        [] if has_answers => {}
        // One column of words beside answers that are all named, or alone.
        [(at, Unnamed::Words)] if !has_answers || is_whole(&names) => {
            if let Some(name) = names.get_mut(*at) {
                *name = ANY;
            }
        }
        // Where no headings say otherwise, the form's own order is likely.
        [(0, Unnamed::Ticks), (1, Unnamed::Ticks), (2, Unnamed::Ticks)]
            if !has_answers && headings_read(block, band).is_empty() =>
        {
            return USUAL.to_owned();
        }
        _ => return NAME_THEM.to_owned(),
    }
    while names.last() == Some(&RuledColumn::Other) {
        names.pop();
    }
    let columns = spoken_columns(&names);
    if has_more {
        format!("{columns} (the first group; for another, name other for each column before it)")
    } else {
        columns
    }
}

const ANY: RuledColumn = RuledColumn::Role(ColumnRole::AnyAnswer);

const fn is_answer(name: RuledColumn) -> bool {
    matches!(name, RuledColumn::Role(ColumnRole::Answer(_) | ColumnRole::AnyAnswer))
}

/// Whether Yes, Partly and No have each a column of their own.
fn is_whole(names: &[RuledColumn]) -> bool {
    [Answer::Yes, Answer::Partly, Answer::No]
        .iter()
        .all(|answer| names.contains(&RuledColumn::Role(ColumnRole::Answer(*answer))))
}
