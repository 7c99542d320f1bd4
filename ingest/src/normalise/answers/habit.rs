//! What a return does throughout: what its crosses mean, whether each cell is Y or N, whether colour chooses.
//! In: all rows' marks. Out: what a mark that could mean two things means here. Never settles a mark by a few rows: a habit
//! is what nearly all of them show.

use schemas::{answer::Answer, catalogue::ColumnRole};

use super::{Marked, RowMarks};
use crate::{
    grid::Cell,
    normalise::{
        marks::{Absence, Doubt, Mark, Tick},
        text,
    },
};

/// Rows that must show a habit before it counts for one.
const FEW: u32 = 5;

/// What a return does throughout.
#[derive(Clone, Debug, Default)]
pub struct Habit {
    n_rows: u32,
    n_marked: u32,
    /// Rows in which a tick is the only mark.
    n_lone_ticks: u32,
    /// Rows in which a cross is the only mark, by answer column.
    lone_crosses: [u32; 4],
    /// Rows with one cell saying "this one" and all the others "not this one".
    n_grid_rows: u32,
    /// Rows with a tick, and crosses in all the other cells.
    n_tick_cross_rows: u32,
    /// Rows in which a word is the only mark, by the word, then by the column it stands in.
    lone_words: [[u32; 4]; 4],
    /// Lone letters and signs that are a row's only mark, with the number of rows by column.
    letters: Vec<(char, [u32; 4])>,
    /// Rows in which a question mark is the only mark, by column.
    lone_questions: [u32; 4],
    /// Rows in which words or a date below an answer are the only mark.
    n_lone_words: u32,
    /// Whether the return is a text table, whose writer may have lost its ticks.
    is_text_table: bool,
    /// Letters in columns where the answer itself is to stand.
    answer_letters: Vec<char>,
    n_ticks: u32,
    n_crosses: u32,
    /// Rows with a figure other than 0 and 1 in a column that a mark would choose.
    n_figures: u32,
    /// Cells with a sign or a figure in columns where the answer itself is to stand.
    n_signs: u32,
    /// Cells with a word there.
    n_words: u32,
    /// Of those, one letter or sign that says Partly.
    n_brief_partly: u32,
    /// Cells with one tick there, and with several.
    n_single_ticks: u32,
    n_repeated_ticks: u32,
    /// Rows without a mark in which exactly one answer cell has a colour of its own, by column.
    fills: [u32; 4],
    /// Rows without a mark.
    n_unmarked: u32,
    /// Of those, rows without any colour.
    n_bare: u32,
    /// For each answer column, the colours of its cells.
    column_fills: [Seen; 4],
}

/// What colours the cells of a column have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Seen {
    #[default]
    Nothing,
    /// All of them this one, or none.
    Only(Option<u32>),
    Various,
}

/// `P`, `~`.
fn is_brief_partly(mark: Mark, cell: Option<&Cell>) -> bool {
    mark == Mark::Says(Answer::Partly)
        && cell.and_then(|cell| cell.value.as_text()).is_some_and(|raw| text::trim(raw).chars().count() == 1)
}

/// `+`, `++`: beside them a dash is a grade, too.
fn is_plus(cell: Option<&Cell>) -> bool {
    let raw = cell.and_then(|cell| cell.value.as_text()).map(text::trim).unwrap_or_default();
    !raw.is_empty() && raw.bytes().all(|byte| byte == b'+')
}

/// The only thing marked in a row.
fn lone(row: &RowMarks<'_>) -> Option<(usize, Mark)> {
    let mut marked = row.marks().enumerate().filter(|(_, mark)| !mark.is_nothing());
    let first = marked.next()?;
    marked.next().is_none().then_some(first)
}

fn add(counts: &mut [u32; 4], answer: Answer) {
    if let Some(count) = counts.get_mut(answer as usize) {
        *count += 1;
    }
}

impl Habit {
    /// The habit of a return, from the marks of all its rows (rows without a mark too).
    pub fn of<'r, 'a: 'r>(rows: impl IntoIterator<Item = &'r RowMarks<'a>>) -> Self {
        let mut habit = Self::default();
        for row in rows {
            habit.take(row);
        }
        habit
    }

    fn take(&mut self, row: &RowMarks<'_>) {
        self.n_rows += 1;
        let mut n = [0_u32; 4]; // ticks, crosses, yes, no
        let (mut is_empty, mut is_marked) = (true, false);
        for (marked, reading) in &row.cells {
            self.take_fill(marked);
            is_empty &= reading.mark == Mark::Nothing(Absence::Empty);
            is_marked |= !reading.mark.is_nothing();
            let kind = match reading.mark {
                Mark::Tick(Tick::Tick) => 0,
                Mark::Tick(Tick::Cross) => 1,
                Mark::Says(Answer::Yes) => 2,
                Mark::Says(Answer::No) => 3,
                _ => continue,
            };
            if let Some(count) = n.get_mut(kind) {
                *count += 1;
            }
        }
        if is_empty {
            self.n_unmarked += 1;
            self.n_bare += u32::from(!row.cells.iter().any(|(marked, _)| fill_of(marked).is_some()));
            if let Some((_, answer)) = odd_fill(row) {
                add(&mut self.fills, answer);
            }
        }
        let [ticks, crosses, yes, no] = n;
        self.n_ticks += ticks;
        self.n_crosses += crosses;
        let n_cells = u32::try_from(row.cells.len()).unwrap_or(u32::MAX);
        if n_cells > 1 {
            self.n_grid_rows += u32::from(yes == 1 && yes + no == n_cells);
            self.n_tick_cross_rows += u32::from(ticks == 1 && ticks + crosses == n_cells);
        }
        if !is_marked {
            return;
        }
        self.take_signs(row);
        self.n_marked += 1;
        if let Some((at, mark)) = lone(row) {
            self.take_lone(row, at, mark);
        }
    }

    fn take_lone(&mut self, row: &RowMarks<'_>, at: usize, mark: Mark) {
        let Some(column) = row.column_answer(at) else {
            if let Mark::Odd(c) = mark
                && !self.answer_letters.contains(&c)
            {
                self.answer_letters.push(c);
            }
            return;
        };
        match mark {
            Mark::Tick(Tick::Tick) => self.n_lone_ticks += 1,
            Mark::Tick(Tick::Cross) => add(&mut self.lone_crosses, column),
            Mark::Unclear(Doubt::Question) => add(&mut self.lone_questions, column),
            Mark::Prose | Mark::Unclear(Doubt::Date | Doubt::Vague) => self.n_lone_words += 1,
            Mark::Says(word) => {
                if let Some(columns) = self.lone_words.get_mut(word as usize) {
                    add(columns, column);
                }
            }
            Mark::Odd(c) => {
                if let Some((_, columns)) = self.letters.iter_mut().find(|(letter, _)| *letter == c) {
                    add(columns, column);
                } else {
                    let mut columns = [0; 4];
                    add(&mut columns, column);
                    self.letters.push((c, columns));
                }
            }
            _ => {}
        }
    }

    fn take_signs(&mut self, row: &RowMarks<'_>) {
        let mut has_figure = false;
        for (marked, reading) in &row.cells {
            match (marked.role, reading.mark) {
                (ColumnRole::Answer(_), Mark::Tick(_) | Mark::Odd(_) | Mark::Unclear(Doubt::Number))
                    if row.cells.len() == 1 =>
                {
                    self.n_signs += 1;
                    has_figure |= reading.mark == Mark::Unclear(Doubt::Number);
                    self.take_grade(reading.mark, marked.cell);
                }
                (ColumnRole::Answer(_), Mark::Unclear(Doubt::Number)) => has_figure = true,
                (ColumnRole::AnyAnswer, Mark::Tick(tick)) => {
                    self.n_signs += 1;
                    self.take_grade(Mark::Tick(tick), marked.cell);
                }
                (ColumnRole::AnyAnswer, Mark::Odd(_) | Mark::Unclear(Doubt::Number)) => self.n_signs += 1,
                (ColumnRole::AnyAnswer, Mark::Unclear(_)) if is_plus(marked.cell) => self.n_signs += 1,
                (ColumnRole::AnyAnswer, Mark::Says(_) | Mark::Several | Mark::Prose) => {
                    self.n_words += 1;
                    self.n_brief_partly += u32::from(is_brief_partly(reading.mark, marked.cell));
                }
                _ => {}
            }
        }
        self.n_figures += u32::from(has_figure);
    }

    /// Counts one sign, or several of them, in the only column of answers.
    fn take_grade(&mut self, mark: Mark, cell: Option<&Cell>) {
        let written = cell.and_then(|cell| cell.value.as_text()).map(text::trim).unwrap_or_default();
        let (Mark::Tick(Tick::Tick | Tick::Dot), Some(sign)) = (mark, written.chars().next()) else { return };
        // `(\u{2713})` beside `\u{2713}` is another grade.
        let is_several = written.matches(sign).count() > 1 || matches!(sign, '(' | '[');
        *(if is_several { &mut self.n_repeated_ticks } else { &mut self.n_single_ticks }) += 1;
    }

    fn take_fill(&mut self, marked: &Marked<'_>) {
        let ColumnRole::Answer(answer) = marked.role else { return };
        let fill = fill_of(marked);
        let Some(seen) = self.column_fills.get_mut(answer as usize) else { return };
        *seen = match *seen {
            Seen::Nothing => Seen::Only(fill),
            Seen::Only(known) if known == fill => Seen::Only(fill),
            _ => Seen::Various,
        };
    }

    /// Whether the return ticks what holds, so that a cross alone says "not this one", or nobody knows what.
    pub(super) fn crosses_mean_not(&self) -> bool {
        let crosses: u32 = self.lone_crosses.iter().sum();
        // Crosses as often as one in four are some colleague's marks; a few among many ticks may say the contrary.
        self.n_tick_cross_rows >= 3 || (self.n_lone_ticks >= FEW && 3 * crosses < self.n_lone_ticks)
    }

    /// Whether the figures in the answer columns count something (a summary of several schools): then a 1 chooses none.
    pub(super) const fn counts(&self) -> bool {
        self.n_figures >= 3 && 4 * self.n_figures >= self.n_marked
    }

    /// Whether signs are the answers in a column of answers: then one for "not" (0, a dash, an empty circle) is an answer
    /// too, whichever it means.
    pub(super) const fn signs_answer(&self) -> bool {
        self.n_signs >= 3 && self.n_signs > self.n_words
    }

    /// Whether nothing but `P` (or `~`) stands in the column of answers: Partly, or a tick that lost its font.
    pub(super) const fn is_all_one_letter(&self) -> bool {
        self.n_brief_partly >= 3 && self.n_brief_partly == self.n_words && self.n_signs == 0
    }

    /// Whether one tick and several stand for different answers.
    pub(super) const fn grades_by_ticks(&self) -> bool {
        self.n_single_ticks > 0 && self.n_repeated_ticks > 1
    }

    /// Whether ticks stand anywhere in the return.
    pub(super) const fn has_ticks(&self) -> bool {
        self.n_ticks > 0
    }

    /// Whether a cross says No where a tick says Yes: a tick or two among many crosses may be a colleague's, or slips.
    pub(super) const fn crosses_say_no(&self) -> bool {
        self.n_ticks > 0 && 8 * self.n_ticks >= self.n_crosses
    }

    /// Whether most marked rows have a Y or N (or a tick or cross) in every answer cell.
    pub(super) const fn is_grid(&self) -> bool {
        2 * (self.n_grid_rows + self.n_tick_cross_rows) > self.n_marked
    }

    /// Whether this word is put in whatever column is meant ("Y" under No for No): it is the only word that stands
    /// alone, it stands under several answers, and more than a few times under another than its own.
    pub(super) fn takes_for_tick(&self, word: Answer) -> bool {
        let Some(columns) = self.lone_words.get(word as usize) else { return false };
        let others_alone = self.lone_words.iter().enumerate().any(|(other, columns)| {
            other != word as usize
                && other != Answer::NotApplicable as usize
                && columns.iter().sum::<u32>() > 0
        });
        let elsewhere: u32 =
            columns.iter().enumerate().filter(|(column, _)| *column != word as usize).map(|(_, n)| n).sum();
        matches!(word, Answer::Yes | Answer::Partly)
            && !others_alone
            && elsewhere >= FEW
            && self.is_the_mark(columns)
    }

    /// The same habit of a return that is a text table.
    #[must_use]
    pub fn of_text_table(self, is_text_table: bool) -> Self {
        Self { is_text_table, ..self }
    }

    /// Whether every mark of a text table is a lone question mark, in several columns: ticks that its writer could not
    /// write. Nobody is unsure of each statement, and of each in one answer.
    pub fn has_lost_ticks(&self) -> bool {
        let n: u32 = self.lone_questions.iter().sum();
        self.is_text_table
            && n >= FEW
            && n == self.n_marked
            && self.lone_questions.iter().filter(|n| **n > 0).count() >= 2
    }

    /// Whether words or dates are the only mark of most marked rows: they may be what this return ticks with.
    pub fn may_be_signed(&self) -> bool {
        self.n_lone_words >= FEW && 2 * self.n_lone_words >= self.n_marked
    }

    /// Whether so many rows are nine of ten marked ones.
    fn are_nearly_all(&self, n: u32) -> bool {
        10 * n >= 9 * self.n_marked
    }

    /// Whether a mark without a meaning of its own is what this return ticks with.
    pub(super) fn takes_for_mark(&self, mark: Mark) -> bool {
        match mark {
            Mark::Odd(letter) => self.takes_letter_for_tick(letter),
            Mark::Unclear(Doubt::Question) => self.has_lost_ticks(),
            _ => false,
        }
    }

    /// Whether this letter or sign is the return's tick.
    fn takes_letter_for_tick(&self, letter: char) -> bool {
        self.letters
            .iter()
            .find(|(known, _)| *known == letter)
            .is_some_and(|(_, columns)| self.is_the_mark(columns))
    }

    /// Whether a mark that stands alone this often by column is what the return marks with: in nine of ten marked rows,
    /// in several columns.
    fn is_the_mark(&self, columns: &[u32; 4]) -> bool {
        let n: u32 = columns.iter().sum();
        n >= FEW && self.are_nearly_all(n) && columns.iter().filter(|n| **n > 0).count() >= 2
    }

    /// What a letter means in a column of answers: R, A, G where no other letters stand there.
    pub(super) fn letter_answer(&self, letter: char) -> Option<Answer> {
        let is_lights = self.answer_letters.len() >= 2
            && self.answer_letters.iter().all(|c| matches!(c, 'r' | 'a' | 'g'));
        match letter {
            'g' if is_lights => Some(Answer::Yes),
            'a' if is_lights => Some(Answer::Partly),
            'r' if is_lights => Some(Answer::No),
            _ => None,
        }
    }

    /// Whether the return chooses by colour: no mark anywhere, one coloured cell in nine of ten rows that have any colour, in
    /// several columns. A statement that was left blank has none, and is no more than every other one.
    pub(super) fn answers_by_fill(&self) -> bool {
        let n: u32 = self.fills.iter().sum();
        self.n_marked == 0
            && n >= FEW
            && 10 * n >= 9 * (self.n_rows - self.n_bare)
            && n >= self.n_bare
            && self.fills.iter().filter(|n| **n > 0).count() >= 2
    }

    /// The cell of a row without marks beside which all others are coloured, with its column's answer; columns that are
    /// coloured in every row, or in none, were sent out so.
    pub(super) fn left_bare(&self, row: &RowMarks<'_>) -> Option<(usize, Answer)> {
        let (at, answer) = only_bare(row)?;
        let varies = |answer: Answer| {
            self.column_fills.get(answer as usize).is_some_and(|seen| *seen == Seen::Various)
        };
        let mut columns = (0..row.cells.len()).filter_map(|at| row.column_answer(at));
        columns.all(varies).then_some((at, answer))
    }

    /// The cell of a row without marks that has a colour of its own, with its column's answer; a column that has that colour
    /// in every row was sent out so.
    pub(super) fn filled(&self, row: &RowMarks<'_>) -> Option<(usize, Answer)> {
        let (at, answer) = odd_fill(row)?;
        let varies = self.column_fills.get(answer as usize).is_some_and(|seen| *seen == Seen::Various);
        varies.then_some((at, answer))
    }
}

/// The colour of a cell.
fn fill_of(marked: &Marked<'_>) -> Option<u32> {
    marked.cell.and_then(|cell| cell.look.fill)
}

/// The only answer cell of a row without a fill, where all the others have the same: they may be crossed out so.
fn only_bare(row: &RowMarks<'_>) -> Option<(usize, Answer)> {
    let fills = || row.cells.iter().map(|(marked, _)| fill_of(marked));
    let mut filled = fills().flatten();
    let first = filled.next()?;
    let n_same = 1 + filled.filter(|fill| *fill == first).count();
    let at = fills().position(|fill| fill.is_none())?;
    (n_same > 1 && n_same + 1 == row.cells.len()).then_some(())?;
    row.column_answer(at).map(|answer| (at, answer))
}

/// The only answer cell of a row with a fill that no other answer cell of the row has.
fn odd_fill(row: &RowMarks<'_>) -> Option<(usize, Answer)> {
    let at = odd_one(row.cells.iter().map(|(marked, _)| marked.cell))?;
    row.column_answer(at).map(|answer| (at, answer))
}

/// The place of the only one of several cells that has a fill of its own, where all the others agree among themselves.
pub(super) fn odd_one<'a>(cells: impl Iterator<Item = Option<&'a Cell>>) -> Option<usize> {
    let fills: Vec<Option<u32>> = cells.map(|cell| cell.and_then(|cell| cell.look.fill)).collect();
    let n_like = |fill: &Option<u32>| fills.iter().filter(|other| *other == fill).count();
    let mut odd = fills.iter().enumerate().filter(|(_, fill)| fill.is_some() && n_like(fill) == 1);
    let (at, _) = odd.next().filter(|_| odd.next().is_none())?;
    let mut others = fills.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, fill)| fill);
    let first = others.next()?;
    others.all(|other| other == first).then_some(at)
}
