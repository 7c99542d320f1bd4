//! Which sheets are the return, where a file has several that could be.
//! In: the parts of a file, one for each sheet with statements. Out: groups, each one return, and sheets that were
//! passed over. Never chooses between two sheets that a person could not choose between: that is a question.

mod asides;
mod ask;
mod copies;
mod emptiness;
mod times;

use std::collections::BTreeSet;

use schemas::finding::Finding;

use super::{
    rows::Part,
    unplaced::{self, Words},
};
use crate::{
    grid::{Addressing, Cell},
    normalise::{
        names::{id_alone, name_in_line, says_no_name},
        text,
    },
    reading::Written,
    recognise::{
        columns::period::{Standing, period},
        draft::{self, Desk, Said, roles::Role},
        found::Found,
        header::{
            Header,
            sheet_names::{
                is_beside_a_return, is_no_return, is_schools_name, names_school, speaks_of_changes,
            },
        },
        written::as_written,
    },
};
pub(crate) use ask::{names_no_school, note_names_beside};
pub(crate) use emptiness::{is_marked, n_marked};

/// Fields in running text or in a small table of their own, with the grid they stand in.
pub(crate) type Above = (usize, Header);

/// A sheet with statements, as one part of a return or the whole.
pub(crate) struct SheetPart<'g> {
    /// Its statements.
    pub(crate) part: Part<'g>,
    /// Its fields.
    pub(crate) header: Header,
    /// Fields above it, where a document names several schools.
    pub(crate) above: Option<Above>,
    /// How many statements are marked.
    pub(crate) n_marked: usize,
    /// Its different statements, rising.
    pub(crate) statements: Vec<usize>,
}

/// Parts that make up one return.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of the group by itself")]
pub(crate) struct Group {
    /// Indexes of its parts.
    pub(crate) parts: Vec<usize>,
    /// Parts that are no return of their own and hold comments on it.
    pub(crate) asides: Vec<usize>,
    /// The question, where two of them both look like the return, so that neither is used.
    pub(crate) question: Option<Finding>,
    /// Whether each of them was ruled to be a return of its own.
    is_each: bool,
    /// What sheets that were passed over name as their school, where none of the parts names one.
    pub(crate) beside: Vec<Written>,
    /// Whether each of them is the whole form, filled in here by one and there by another, no statement by two.
    pub(crate) is_shared_out: bool,
    /// Whether its sheet's name stands for the school.
    pub(crate) is_named_by_sheet: bool,
    /// Whether the file holds no other.
    pub(crate) is_only: bool,
}

/// Sorts a file's parts into returns.
pub(crate) fn groups(
    desk: &Desk<'_>,
    parts: &mut [SheetPart<'_>],
    findings: &mut Vec<Finding>,
) -> Vec<Group> {
    if parts.len() == 1 {
        return vec![Group { parts: vec![0], is_only: true, ..Group::default() }];
    }
    let mut groups: Vec<(Option<String>, Group)> = Vec::new();
    let mut homeless = Vec::new();
    let says_no_return =
        |part: &SheetPart<'_>| desk.grids.get(part.part.grid).is_some_and(|grid| is_no_return(&grid.sheet));
    let has_other = |part: &SheetPart<'_>| {
        let shares = |other: &&SheetPart<'_>| overlap(part, other) * 2 > part.statements.len();
        parts.iter().any(|other| other.n_marked > 0 && !says_no_return(other) && shares(&other))
    };
    for (index, part) in parts.iter().enumerate() {
        // Whatever school an example names: it is none's return where another sheet is.
        if has_other(part) && asides::is_none(desk, parts, index) {
            findings.extend(passed_over(desk, parts, index, "its name says that it is no return"));
            continue;
        }
        let Some(school) = school_key(&part.header)
            .filter(|_| says_school(&part.header))
            .or_else(|| part.above.as_ref().and_then(|(_, above)| school_key(above)))
        else {
            homeless.push(index);
            continue;
        };
        match groups.iter_mut().find(|(known, _)| known.as_ref() == Some(&school)) {
            Some((_, group)) => group.parts.push(index),
            None => groups.push((Some(school), Group { parts: vec![index], ..Group::default() })),
        }
    }
    place_homeless(desk, parts, homeless, &mut groups, findings);
    let mut groups: Vec<Group> = groups.into_iter().map(|(_, group)| group).collect();
    for group in &mut groups {
        group.parts.sort_unstable();
        if !settle(desk, parts, group, findings) {
            ask::ask(desk, parts, group);
        }
    }
    let mut groups: Vec<Group> = groups.into_iter().flat_map(|group| each_by_itself(parts, group)).collect();
    groups.retain(|group| !group.parts.is_empty());
    let is_only = groups.len() == 1;
    for group in &mut groups {
        group.is_only = is_only;
    }
    groups.sort_by_key(|group| group.parts.first().copied());
    groups
}

/// A group, or where its sheets were ruled to be returns of their own, one for each of them.
fn each_by_itself(parts: &[SheetPart<'_>], group: Group) -> Vec<Group> {
    if !group.is_each {
        return vec![group];
    }
    let alone = |index: usize| {
        let is_named_by_sheet = parts.get(index).is_some_and(|part| ask::school_of(part).is_none());
        Group { parts: vec![index], is_named_by_sheet, ..Group::default() }
    };
    group.parts.into_iter().map(alone).collect()
}

/// The school that a part names, comparable.
fn school_key(header: &Header) -> Option<String> {
    header
        .school
        .as_ref()
        .map(|field| text::key(&as_written(&field.value)))
        .or_else(|| header.school_id.as_ref().map(|field| text::key(&as_written(&field.value))))
        .filter(|key| !key.is_empty())
}

/// Whether a part's field for the school holds a name: `School A`, or a formula's 0, is none.
fn says_school(header: &Header) -> bool {
    header.school_id.is_some()
        || header.school.as_ref().is_none_or(|field| !says_no_name(&as_written(&field.value)))
}

/// Parts that name no school: they go with the only school there is, or are schools of their own by their sheets' names.
fn place_homeless(
    desk: &Desk<'_>,
    parts: &[SheetPart<'_>],
    mut homeless: Vec<usize>,
    groups: &mut Vec<(Option<String>, Group)>,
    findings: &mut Vec<Finding>,
) {
    if homeless.is_empty() {
        return;
    }
    if groups.len() > 1 {
        // An empty form beside several filled ones is nobody's.
        homeless.retain(|index| {
            let is_marked = parts.get(*index).is_some_and(|part| part.n_marked > 0);
            let counts = parts.get(*index).is_some_and(|part| emptiness::holds_counts(&part.part));
            if !is_marked {
                findings.extend(passed_over(desk, parts, *index, "nothing is marked in it"));
            } else if counts {
                findings.extend(passed_over(desk, parts, *index, "it counts what the others answer"));
            }
            is_marked && !counts
        });
        for index in homeless {
            groups.push((None, Group { parts: vec![index], is_named_by_sheet: true, ..Group::default() }));
        }
        return;
    }
    if let Some((school, group)) = groups.first_mut() {
        let (others, own): (Vec<usize>, Vec<usize>) = homeless
            .into_iter()
            .partition(|index| is_called_otherwise(desk, parts, *index, (school.as_deref(), &group.parts)));
        group.parts.extend(own);
        groups.extend(
            others.into_iter().map(|index| {
                (None, Group { parts: vec![index], is_named_by_sheet: true, ..Group::default() })
            }),
        );
        return;
    }
    let sheet = |index: usize| {
        parts
            .get(index)
            .and_then(|part| desk.grids.get(part.part.grid))
            .map_or("", |grid| grid.sheet.as_str())
    };
    let is_marked = |index: &usize| parts.get(*index).is_some_and(|part| part.n_marked > 0);
    // A total beside the schools' sheets is no school.
    let marked: Vec<usize> = homeless
        .iter()
        .copied()
        .filter(|index| is_marked(index) && !is_beside_a_return(sheet(*index)))
        .collect();
    let overlaps = |one: usize, other: usize| match (parts.get(one), parts.get(other)) {
        (Some(one), Some(other)) => {
            overlap(one, other) * 2 > one.statements.len().min(other.statements.len())
        }
        _ => false,
    };
    let all_overlap = marked.len() > 1
        && marked
            .iter()
            .enumerate()
            .all(|(at, one)| marked.iter().skip(at + 1).all(|other| overlaps(*one, *other)));
    if all_overlap && marked.iter().all(|index| tells_school(sheet(*index))) {
        for index in homeless {
            if marked.contains(&index) {
                groups
                    .push((None, Group { parts: vec![index], is_named_by_sheet: true, ..Group::default() }));
            } else {
                let why = if is_marked(&index) {
                    "its name says that it goes with the others"
                } else {
                    "nothing is marked in it"
                };
                findings.extend(passed_over(desk, parts, index, why));
            }
        }
        return;
    }
    groups.push((None, Group { parts: homeless, ..Group::default() }));
}

/// Whether a sheet that names no school in a field, and asks what the group's sheets ask, is called by a school's name that
/// is not the one the group names.
fn is_called_otherwise(
    desk: &Desk<'_>,
    parts: &[SheetPart<'_>],
    index: usize,
    (school, own): (Option<&str>, &[usize]),
) -> bool {
    let Some(part) = parts.get(index).filter(|part| part.n_marked > 0 && !part.header.asks_school) else {
        return false;
    };
    let sheet = desk.grids.get(part.part.grid).map_or("", |grid| grid.sheet.as_str());
    let is_own_name = || {
        school.is_some_and(|school| text::key(sheet).contains(school) || school.contains(&text::key(sheet)))
    };
    is_schools_name(sheet)
        && !is_beside_a_return(sheet)
        && !is_own_name()
        && own
            .iter()
            .filter_map(|own| parts.get(*own))
            .any(|own| overlap(part, own) * 2 > part.statements.len().min(own.statements.len()))
}

/// Whether a sheet's name tells whose it is: a school's name, its id, or both.
fn tells_school(sheet: &str) -> bool {
    names_school(sheet) || id_alone(sheet).is_some() || name_in_line(sheet).is_some()
}

/// Why a summary is left out.
const ASIDE: &str = "another sheet answers all that it says something of";
/// Why an empty form is.
const EMPTY: &str = "nothing is marked in it";

/// Whether a part is to be left out.
type Test<'t> = Box<dyn Fn(usize) -> bool + 't>;

/// Leaves in a group only parts that belong together; false where nobody can choose between two of them.
fn settle(desk: &Desk<'_>, parts: &[SheetPart<'_>], group: &mut Group, findings: &mut Vec<Finding>) -> bool {
    let conflicts = |indexes: &[usize]| {
        indexes.iter().enumerate().any(|(at, one)| {
            indexes.iter().skip(at + 1).any(|other| match (parts.get(*one), parts.get(*other)) {
                (Some(one), Some(other)) => {
                    // A few statements that stand twice are told of one by one.
                    overlap(one, other) * 4 > one.statements.len().max(other.statements.len())
                }
                _ => false,
            })
        }) && !repeat_few(parts, indexes)
    };
    let sheet = |index: usize| parts.get(index).and_then(|part| desk.grids.get(part.part.grid));
    // A summary, an action plan or a list of evidence beside sheets that answer all it says something of.
    let members = group.parts.clone();
    let is_aside = |index: usize| {
        let is_named = |index: usize| sheet(index).is_some_and(|grid| is_beside_a_return(&grid.sheet));
        if !is_named(index) {
            return false;
        }
        let others = members.iter().filter(|other| **other != index && !is_named(**other));
        let marked = others.filter_map(|other| parts.get(*other)).filter(|other| other.n_marked > 0);
        let answered: BTreeSet<usize> =
            marked.flat_map(|part| &part.part.said).map(|said| said.hit.statement).collect();
        let is_answered = |said: &Said<'_>| answered.contains(&said.hit.statement);
        let tells_changes = sheet(index).is_some_and(|grid| speaks_of_changes(&grid.sheet));
        if tells_changes && asides::may_be_the_return(desk, parts, index) {
            return false;
        }
        parts.get(index).is_some_and(|part| part.part.said.iter().all(is_answered))
    };
    let newest = || times::newest(desk, parts, &members);
    // A sheet may be named for what it was made from, and say something else.
    let is_older = |newest: &[usize], index: usize| {
        let is_named = sheet(index).is_some_and(|grid| period(&grid.sheet).is_some());
        !(newest.contains(&index) || is_named && asides::may_be_the_return(desk, parts, index))
    };
    // Whatever stands in it, an example, a form of last year's or a hidden one is not this year's return.
    let tests: [(&str, Test<'_>); 6] = [
        ("its name says that it is no return", Box::new(|index| asides::is_none(desk, parts, index))),
        (
            "its title says that it is an example",
            Box::new(|index| times::is_titled_example(desk, parts, index)),
        ),
        (
            "it is of an earlier time than another",
            Box::new(|index| newest().is_some_and(|newest| is_older(&newest, index))),
        ),
        (
            "it is hidden, and another is not",
            Box::new(|index| sheet(index).is_some_and(|grid| grid.is_hidden)),
        ),
        (EMPTY, Box::new(|index| parts.get(index).is_some_and(|part| emptiness::is_empty(desk, part)))),
        (ASIDE, Box::new(is_aside)),
    ];
    for (why, is_out) in &tests {
        // A sheet that says something of another's answers adds none, however few it tells of.
        if !conflicts(&group.parts) && *why != ASIDE {
            continue;
        }
        let (out, kept): (Vec<usize>, Vec<usize>) =
            group.parts.iter().copied().partition(|index| is_out(*index));
        if kept.is_empty() || out.is_empty() {
            continue;
        }
        // Of a form that is filled in for another time alone, or in an example, nobody knows whether it was meant.
        let is_doubtful = |index: &usize| {
            times::may_be_earlier(desk, parts, *index)
                || sheet(*index).is_some_and(|grid| is_no_return(&grid.sheet))
        };
        if *why == EMPTY && kept.iter().any(is_doubtful) && !out.iter().all(is_doubtful) {
            continue;
        }
        for index in out {
            findings.extend(passed_over(desk, parts, index, why));
            if sheet(index).is_some_and(|grid| !grid.is_hidden && !is_no_return(&grid.sheet)) {
                group.asides.push(index);
            }
        }
        group.parts = kept;
    }
    if !conflicts(&group.parts) {
        return true;
    }
    copies::settle(desk, parts, group, findings);
    if !conflicts(&group.parts) {
        return true;
    }
    drop_twins(desk, parts, group, findings);
    if !conflicts(&group.parts) {
        return true;
    }
    group.is_shared_out = is_shared_out(desk, parts, group);
    group.is_shared_out
}

/// Whether parts that are a form together, each a section of it, say but few of its statements twice: a small list of them
/// beside it is told of statement by statement.
fn repeat_few(parts: &[SheetPart<'_>], indexes: &[usize]) -> bool {
    let of_parts = || indexes.iter().filter_map(|index| parts.get(*index)).flat_map(|part| &part.statements);
    let n_different = of_parts().collect::<BTreeSet<_>>().len();
    (of_parts().count() - n_different) * 4 <= n_different
}

/// Whether several people filled in a sheet each, every one other statements: sheets that no name sets apart, all of them
/// marked, and none of a statement that another marks.
fn is_shared_out(desk: &Desk<'_>, parts: &[SheetPart<'_>], group: &Group) -> bool {
    let own = || group.parts.iter().filter_map(|index| parts.get(*index));
    let is_set_apart = |part: &SheetPart<'_>| {
        let sheet = desk.grids.get(part.part.grid).map_or("", |grid| grid.sheet.as_str());
        is_no_return(sheet) || period(sheet).is_some() || speaks_of_changes(sheet)
    };
    let mut marked: Vec<usize> = own()
        .flat_map(|part| part.part.said.iter().filter(|said| is_marked(said)))
        .map(|said| said.hit.statement)
        .collect();
    let n = marked.len();
    marked.sort_unstable();
    marked.dedup();
    marked.len() == n && own().all(|part| part.n_marked > 0 && !is_set_apart(part))
}

/// Of sheets that say the same throughout, the first is enough.
fn drop_twins(desk: &Desk<'_>, parts: &[SheetPart<'_>], group: &mut Group, findings: &mut Vec<Finding>) {
    let mut kept: Vec<usize> = Vec::new();
    for index in std::mem::take(&mut group.parts) {
        let twin = kept.iter().any(|known| match (parts.get(*known), parts.get(index)) {
            (Some(one), Some(other)) => says(&one.part) == says(&other.part),
            _ => false,
        });
        if twin {
            findings.extend(passed_over(desk, parts, index, "it says the same as another, cell by cell"));
        } else {
            kept.push(index);
        }
    }
    group.parts = kept;
}

/// A statement with what stands beside it.
type Saying = (usize, Vec<(Option<Role>, String)>);

/// What a part says, to compare two copies.
fn says(part: &Part<'_>) -> Vec<Saying> {
    let mut says: Vec<_> = part
        .said
        .iter()
        .map(|said| {
            let cells: Vec<_> =
                said.beside.iter().map(|placed| (placed.role, as_written(&placed.cell.value))).collect();
            (said.hit.statement, cells)
        })
        .collect();
    says.sort_by_key(|(statement, _)| *statement);
    says
}

/// Takes away the sheets that would not be the return beside another that is laid out otherwise, with a note on each.
pub(crate) fn without_asides(desk: &Desk<'_>, down: &mut Vec<(usize, &Found)>, findings: &mut Vec<Finding>) {
    down.retain(|(index, found)| {
        let Some(grid) = desk.grids.get(*index) else { return false };
        let is_over =
            || period(&grid.sheet).is_some_and(|time| time.standing(desk.year.number()) == Standing::Other);
        let is_aside = grid.is_hidden || is_no_return(&grid.sheet) || is_over();
        if is_aside {
            let is_statement =
                |cell: &Cell| found.hits.iter().any(|hit| (hit.row, hit.column) == (cell.row, cell.column));
            let words = unplaced::words_of_passed(desk, *index, is_statement);
            let why = "another of the workbook is the return";
            findings.extend(unplaced::passed_over(desk, *index, why, &words));
        }
        !is_aside
    });
}

/// Notes that a sheet was not taken for answers, with the words beside its statements, but for those that go on the return.
fn passed_over(desk: &Desk<'_>, parts: &[SheetPart<'_>], index: usize, why: &str) -> Vec<Finding> {
    let Some(own) = parts.get(index) else { return Vec::new() };
    let grid = own.part.grid;
    let is_shared = parts.iter().filter(|other| other.part.grid == grid).count() > 1;
    // What stands on a sheet with the return is looked at with it.
    let is_sheet = desk.grids.get(grid).is_some_and(|grid| grid.addressing == Addressing::Workbook);
    if is_shared || !is_sheet {
        return unplaced::passed_over(desk, grid, why, &Words::default());
    }
    let is_none = desk.grids.get(grid).is_some_and(|grid| grid.is_hidden || is_no_return(&grid.sheet));
    let kept: Vec<(u32, u32)> = if is_none {
        Vec::new()
    } else {
        let loose = draft::comments_of(&own.part.said);
        loose.map(|loose| (loose.placed.cell.row, loose.placed.cell.column)).collect()
    };
    let is_taken = |cell: &Cell| {
        let at = (cell.row, cell.column);
        let is_statement = |said: &Said<'_>| (said.hit.row, said.hit.column) == at;
        own.header.cells.contains(&at) || kept.contains(&at) || own.part.said.iter().any(is_statement)
    };
    let words = unplaced::words_of_passed(desk, grid, is_taken);
    unplaced::passed_over(desk, grid, why, &words)
}

/// How many statements two parts share.
pub(crate) fn overlap(one: &SheetPart<'_>, other: &SheetPart<'_>) -> usize {
    let (one, other) = (&one.statements, &other.statements);
    // Sections of one form, each in a table of its own, stand apart.
    if one.last() < other.first() || other.last() < one.first() {
        return 0;
    }
    one.iter().filter(|statement| other.binary_search(statement).is_ok()).count()
}
