//! A second column that says how far a Yes goes: `In place?` over Yes and No, `If yes, fully or partly?` beside it.
//! In: a block whose columns of answers are known. Out: the second columns that are read with the first, or the rows that
//! nobody can be sure of. Never takes another question's answers for a qualification where its heading does not say so.

use schemas::{answer::Answer, finding::Finding, place::Place, rules};

use super::{askance, period, raters};
use crate::{
    grid::Cell,
    normalise::{
        marks::{Mark, Vocabulary, read_mark},
        text,
    },
    recognise::{
        draft::{
            Said,
            roles::{Basis, Block, Columns, Role, Steps},
        },
        headings::{
            self, Head,
            bands::{Band, Headed},
        },
    },
};
pub(crate) use kinds::{Kind, kind};
use kinds::{Step, says_how_far, step_of};

mod kinds;

/// Fewer rows make no habit.
pub(crate) const FEWEST: usize = 3;

/// What to write to have a second column read with the answers.
const SUGGESTED: &str = "columns answer answer comment";

/// What stands in one column beside the answers.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    n: usize,
    n_other: usize,
    n_yes: usize,
    n_at_yes: usize,
    n_partly_given: usize,
    /// What stands beside anything but a Yes.
    n_astray: usize,
    /// As much of it as says No beside a No.
    n_no_beside_no: usize,
    n_both: usize,
    /// What was said last, and how often in a row.
    last: Option<(Answer, usize)>,
    /// The shortest of such runs that ended.
    shortest_run: Option<usize>,
    /// Places where a Yes is said to be less.
    less: Vec<(u32, u32)>,
    /// In how many of them it is Partly.
    n_less_partly: usize,
    /// Places where the two contradict each other.
    against: Vec<(u32, u32)>,
    /// Whether the words say answers anywhere, and not only beside a Yes.
    are_answers: bool,
    /// Whether the words are of how far something goes, and no colours or other grades.
    is_how_far: bool,
}

impl Seen {
    /// An empty count.
    pub(crate) fn new() -> Self {
        Self { is_how_far: true, are_answers: true, ..Self::default() }
    }

    /// Counts what stands in a column (none: nothing) beside an answer.
    pub(crate) fn add(
        &mut self,
        at: (u32, u32),
        given: Option<Answer>,
        cell: Option<&Cell>,
        words: &Vocabulary,
    ) {
        let is_yes = given == Some(Answer::Yes);
        self.n_yes += usize::from(is_yes);
        self.n_partly_given += usize::from(given == Some(Answer::Partly));
        let step = match cell.map(|cell| step_of(cell, words)) {
            None | Some(Step::Nothing) => return,
            Some(step) => step,
        };
        self.n += 1;
        let said = match step {
            Step::Other | Step::Nothing => {
                self.n_other += 1;
                return;
            }
            Step::Says(answer) => answer,
        };
        self.last = match self.last {
            Some((last, n)) if last == said => Some((last, n + 1)),
            Some((_, n)) => {
                self.shortest_run = Some(self.shortest_run.map_or(n, |shortest| shortest.min(n)));
                Some((said, 1))
            }
            None => Some((said, 1)),
        };
        self.are_answers &= cell.is_some_and(|cell| matches!(read_mark(cell, words).mark, Mark::Says(_)));
        self.is_how_far &= cell.and_then(|cell| cell.value.as_text()).is_some_and(says_how_far);
        self.n_at_yes += usize::from(is_yes);
        self.n_both += usize::from(given.is_some());
        if said == Answer::NotApplicable {
            return;
        }
        self.n_astray += usize::from(!is_yes);
        self.n_no_beside_no += usize::from(given == Some(Answer::No) && said == Answer::No);
        if is_yes && said != Answer::Yes {
            self.less.push(at);
            self.n_less_partly += usize::from(said == Answer::Partly);
        }
        if given.is_some_and(|given| given != said) {
            self.against.push(at);
        }
    }

    /// Whether there is no use in counting on: what stands here is of no scale.
    pub(crate) const fn is_prose(&self) -> bool {
        self.n_other > 2 && self.n_other * 10 > self.n
    }

    /// Whether the column says something of each answer: it varies, and not only from school to school, or it stands beside Yes
    /// alone. `Status: Complete` in every row tells of the whole return.
    fn speaks_of_answers(&self) -> bool {
        /// In a list, a school says the same more often.
        const LONGEST_RUN: usize = 3;
        let is_at_yes_alone = self.n == self.n_at_yes;
        let varies = |shortest: usize| self.last.is_some_and(|(_, n)| shortest.min(n) <= LONGEST_RUN);
        is_at_yes_alone || self.shortest_run.is_some_and(varies)
    }

    /// What the column does to the answers, by its heading; none where it may be anything else.
    pub(crate) fn verdict(self, kind: Kind) -> Option<Verdict> {
        let is_said = matches!(kind, Kind::FullyOrPartly | Kind::HowFar);
        let speaks_of_answers = self.speaks_of_answers();
        if !is_said && !speaks_of_answers {
            return None;
        }
        // A Yes is gone into by Partly; by No another question is answered.
        let is_partly = self.n_less_partly * 2 > self.less.len();
        let is_scale = self.n_other * 10 <= self.n;
        let is_common = self.n_at_yes * 2 >= self.n_yes;
        // A form that knows no Partly may have No said twice.
        let n_astray = self.n_astray - if self.n_partly_given == 0 { self.n_no_beside_no } else { 0 };
        let is_beside_yes = is_scale && n_astray * if is_said { 4 } else { 10 } <= self.n;
        if is_partly && is_beside_yes {
            let is_sure = match kind {
                Kind::FullyOrPartly => true,
                Kind::HowFar => self.is_how_far && self.n_partly_given == 0,
                _ => false,
            };
            if is_sure && is_common && self.are_answers {
                return Some(Verdict::Read);
            }
            // `Partly`, and nothing else, beside a Yes or two: it was written there for something, unless the
            // heading asks something else (`Pupils agree?`).
            let is_partly_alone =
                kind != Kind::Else && self.is_how_far && self.are_answers && self.n_less_partly == self.n;
            if is_said || (is_common && self.n >= FEWEST) || (is_partly_alone && self.n_other == 0) {
                return Some(Verdict::Ask { places: self.less, says_less: true });
            }
        }
        let is_torn =
            speaks_of_answers && self.against.len() >= FEWEST && self.against.len() * 5 >= self.n_both;
        (is_scale && is_torn && matches!(kind, Kind::Grade | Kind::HowFar | Kind::FullyOrPartly))
            .then_some(Verdict::Ask { places: self.against, says_less: false })
    }
}

/// What a second column does.
pub(crate) enum Verdict {
    /// It is read with the answer.
    Read,
    /// Nobody can be sure.
    Ask {
        /// In these places.
        places: Vec<(u32, u32)>,
        /// Whether it says less than a Yes there, and no answer of its own.
        says_less: bool,
    },
}

/// Finds the second columns beside a block's answers, and gives those that are read their role.
pub(crate) fn add(block: &Block<'_>, band: Option<&Band>, found: &mut Columns, words: &Vocabulary) {
    let Some(band) = band.filter(|_| matches!(found.basis, Basis::Headings | Basis::Content)) else { return };
    let has = |wanted: Role| found.roles.iter().any(|(_, role)| *role == wanted);
    let is_whole = has(Role::Answer(Answer::Partly));
    if !(has(Role::AnyAnswer) || has(Role::Answer(Answer::Yes))) {
        return;
    }
    let mut read: Vec<(u32, Role)> = Vec::new();
    let (mut doubtful, mut saying_less): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
    let ticked = ticked(block, band, found);
    for cell in block.heads.row(band.row) {
        let Some((column, kind)) = candidate(block, band, found, cell) else { continue };
        if is_whole && kind != Kind::Grade || ticked.iter().any(|(known, _)| *known == column) {
            continue;
        }
        let mut seen = Seen::new();
        let mut figures = kinds::Figures::default();
        for row in block.lines {
            let given = given(block, found, *row, words);
            let cell = block.grid.at(*row, column);
            if kind == Kind::Grade && cell.is_some_and(|cell| figures.add(*row, given, cell)) {
                continue;
            }
            seen.add((*row, column), given, cell, words);
            if seen.is_prose() {
                break;
            }
        }
        match seen.verdict(kind) {
            Some(Verdict::Read) => read.push((column, Role::AnyAnswer)),
            Some(Verdict::Ask { places, says_less }) => {
                doubtful.extend(places.iter().map(|(row, _)| *row));
                saying_less.extend(says_less.then_some(column));
            }
            None => doubtful.extend(figures.against()),
        }
    }
    read.extend(ticked);
    if let Some(Steps::Ask { rows, less }) = &found.steps {
        doubtful.extend(rows);
        saying_less.extend(less);
    }
    if !doubtful.is_empty() {
        doubtful.sort_unstable();
        doubtful.dedup();
        found.steps = Some(Steps::Ask { rows: doubtful, less: saying_less });
    } else if !read.is_empty() {
        let columns: Vec<u32> = read.iter().map(|(column, _)| *column).collect();
        found.roles.retain(|(known, _)| !columns.contains(known));
        found.roles.extend(read);
        found.steps = Some(Steps::Read { columns, asks_bare: true });
    }
}

/// A column whose heading may qualify the answers, or grade them once more.
fn candidate(block: &Block<'_>, band: &Band, found: &Columns, cell: &Cell) -> Option<(u32, Kind)> {
    let (first, last) = block.bounds;
    let column = cell.column;
    let is_free = (first..=last).contains(&column)
        && block.grid.hidden_columns.binary_search(&column).is_err()
        && !(block.column..=block.right).contains(&column)
        && !matches!(found.role(column), Some(Role::Answer(_) | Role::AnyAnswer | Role::Aside));
    let raw = cell.value.as_text().filter(|_| is_free)?;
    let kind = kind(raw)?;
    let headed = Headed { column, anchor: column, head: Head::Further };
    let asks_else = kind != Kind::FullyOrPartly && askance::asks_else_over(block, Some(band), column);
    let is_of_now =
        matches!(period::standing(block, Some(band), &headed), None | Some(period::Standing::Current));
    let is_own = is_of_now
        && !asks_else
        && !period::is_other(block, Some(band), column)
        && (matches!(kind, Kind::FullyOrPartly | Kind::HowFar) || !is_of_action(block, band, found, column))
        && !raters::is_others(block, band, column);
    is_own.then_some((column, kind))
}

/// Whether a column tells of what is to be done: by the heading over its group, where the answers are not of that group, or right
/// behind an action or the day by which it is due.
fn is_of_action(block: &Block<'_>, band: &Band, found: &Columns, column: u32) -> bool {
    const BEFORE: [&str; 9] =
        ["action", "actions", "next step", "next steps", "by when", "when", "due", "due date", "deadline"];
    const REACH: u32 = 4;
    let over = |column: u32| raters::over(block, band, column).map(|cell| (cell.row, cell.column));
    let is_own_group = || found.answers().iter().all(|(answer, _)| over(*answer) != over(column));
    let mut before = (column.saturating_sub(REACH)..column)
        .filter_map(|column| block.heads.at(band.row, column)?.value.as_text().map(text::words));
    raters::is_below_steps(block, band, column) && is_own_group()
        || before.any(|words| BEFORE.contains(&words.as_str()))
        || askance::follows_action(block, Some(band), column)
}

/// The columns of ticks below `If yes: fully` and `If yes: partly`, where both are there, each with its answer.
fn ticked(block: &Block<'_>, band: &Band, found: &Columns) -> Vec<(u32, Role)> {
    if found.role_of(Role::Answer(Answer::Yes)).is_none() {
        return Vec::new();
    }
    let named = block.heads.row(band.row).iter().filter_map(|cell| {
        let is_free = !matches!(found.role(cell.column), Some(Role::Answer(_) | Role::AnyAnswer));
        let raw = cell.value.as_text().filter(|raw| is_free && text::words_begin(raw, "if "))?;
        let words = text::words(raw);
        let rest = ["if yes ", "if so "].iter().find_map(|opening| words.strip_prefix(opening))?;
        let answer =
            headings::answer_words(rest).filter(|answer| matches!(answer, Answer::Yes | Answer::Partly))?;
        Some((cell.column, Role::Answer(answer)))
    });
    let named: Vec<(u32, Role)> = named.collect();
    let has = |answer: Answer| named.iter().filter(|(_, role)| *role == Role::Answer(answer)).count() == 1;
    if named.len() == 2 && has(Answer::Yes) && has(Answer::Partly) { named } else { Vec::new() }
}

/// What the columns of answers say in a row, where one of them says it by itself.
pub(crate) fn given(block: &Block<'_>, found: &Columns, row: u32, words: &Vocabulary) -> Option<Answer> {
    let mut said = block.grid.row(row).iter().filter_map(|cell| {
        let mark = |cell| read_mark(cell, words).mark;
        match found.role(cell.column)? {
            Role::AnyAnswer => match mark(cell) {
                Mark::Says(answer) => Some(answer),
                _ => None,
            },
            Role::Answer(answer) => match mark(cell) {
                Mark::Tick(_) => Some(answer),
                Mark::Says(said) if said == answer => Some(answer),
                _ => None,
            },
            _ => None,
        }
    });
    said.next().filter(|_| said.next().is_none())
}

/// Takes a person's `answer` for two columns, or for one beside those of Yes and No, so that the second says how far a Yes goes.
pub(crate) fn by_ruling(roles: &[(u32, Role)]) -> Option<Steps> {
    let has = |answer: Answer| roles.iter().any(|(_, role)| *role == Role::Answer(answer));
    let answers: Vec<u32> =
        roles.iter().filter(|(_, role)| *role == Role::AnyAnswer).map(|(column, _)| *column).collect();
    let second = match answers.as_slice() {
        [_, second] => *second,
        [only] if has(Answer::Yes) && !has(Answer::Partly) => *only,
        _ => return None,
    };
    Some(Steps::Read { columns: vec![second], asks_bare: false })
}

/// A row with its second columns read.
pub(crate) fn settled<'g>(steps: Option<&Steps>, mut said: Said<'g>, words: &Vocabulary) -> Said<'g> {
    settle(steps, &mut said, words);
    said
}

/// Reads the second columns with the first in a row: what says how far it goes stands in place of a Yes.
pub(crate) fn settle(steps: Option<&Steps>, said: &mut Said<'_>, words: &Vocabulary) {
    let (columns, asks_bare) = match steps {
        None => return,
        Some(Steps::Ask { rows, .. }) => {
            said.is_unclear |= rows.binary_search(&said.hit.row).is_ok();
            return;
        }
        Some(Steps::Read { columns, asks_bare }) => (columns, *asks_bare),
    };
    let is_second = |column: u32| columns.contains(&column);
    let mark = |cell: &Cell| read_mark(cell, words).mark;
    let says_yes = |column: u32, role: Option<Role>, cell: &Cell| {
        !is_second(column)
            && match role {
                Some(Role::AnyAnswer) => mark(cell) == Mark::Says(Answer::Yes),
                Some(Role::Answer(Answer::Yes)) => {
                    matches!(mark(cell), Mark::Tick(_) | Mark::Says(Answer::Yes))
                }
                _ => false,
            }
    };
    let has_yes = said.beside.iter().any(|placed| says_yes(placed.cell.column, placed.role, placed.cell));
    if !has_yes {
        // `No`, and "n/a" where a Yes would be gone into.
        let is_no = |placed: &crate::recognise::draft::Placed<'_>| {
            !is_second(placed.cell.column) && mark(placed.cell) == Mark::Says(Answer::No)
        };
        if said.beside.iter().any(is_no) {
            let is_void =
                |cell: &Cell| is_second(cell.column) && mark(cell) == Mark::Says(Answer::NotApplicable);
            said.beside.retain(|placed| !is_void(placed.cell));
        }
        return;
    }
    let is_filled = |placed: &crate::recognise::draft::Placed<'_>| {
        is_second(placed.cell.column) && !mark(placed.cell).is_nothing()
    };
    let is_none = |placed: &crate::recognise::draft::Placed<'_>| {
        is_second(placed.cell.column) && mark(placed.cell) == Mark::Says(Answer::No)
    };
    if said.beside.iter().any(is_none) {
        // `Yes`, and "not at all": one of them is a slip.
        (said.is_unclear, said.asks_alone) = (true, true);
    } else if said.beside.iter().any(is_filled) {
        said.beside.retain(|placed| !says_yes(placed.cell.column, placed.role, placed.cell));
    } else if asks_bare {
        (said.is_unclear, said.asks_alone) = (true, true);
    }
}

/// The question about answers that another column qualifies; `heads` are the headings over both.
pub(crate) fn question(place: Place, heads: String, n: usize) -> Finding {
    let message = "a second column says less than the answer beside it, or another one, or something beside a blank one, and \
                   nothing says which holds: such answers were not read";
    Finding::new(&rules::COLUMNS_UNCLEAR, place, message)
        .reading(heads)
        .with_suggestion(SUGGESTED)
        .with_answers_waiting(u32::try_from(n).unwrap_or(u32::MAX))
}
