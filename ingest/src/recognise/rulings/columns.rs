//! What a ruling says of a form's columns, and how one may be suggested.
//! In: a block of statements with its headings. Out: roles of columns, or the ruling's words. Never suggests a ruling by
//! which a mark would count for nothing, or for what nothing says that it is.

use schemas::{
    answer::Answer, catalogue::ColumnRole, decision::RuledColumn, finding::Finding, place::Place, rules,
};

use crate::{
    normalise::{marks::Vocabulary, text},
    recognise::{
        bands::{Band, Headed, right_edge},
        columns::{Basis, Block, Columns, Role, headings_read, used_columns},
        contents::{Contents, contents},
        headings::Head,
        two_steps::Steps,
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

/// A ruling in the words of `decisions.csv`.
pub(super) fn spoken(named: &[RuledColumn]) -> String {
    let words: Vec<&str> = named.iter().map(|one| one.word()).collect();
    format!("columns {}", words.join(" "))
}

/// The roles that a ruling gives to columns. Another group's, which it does not name, holds no answers. Ticks in a column that
/// is named as any other and is under no answer's heading are still nobody's: beside a blank statement they are asked about.
pub(super) fn ruled(
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
    let columns = spoken(&names);
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
