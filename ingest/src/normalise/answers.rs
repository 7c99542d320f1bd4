//! The marks of one row to one answer.
//! In: the cells of a statement's answer columns, and the habit of the whole return. Out: the answer with its status, the
//! mark as written, and the rule where a person should know or rule. Never guesses: where two readers could differ, the
//! row is unreadable and says what stands there.

mod ditto;
pub mod habit;
mod nought;
mod printed;
mod signed;
mod tick_word;

use std::borrow::Cow;

use compact_str::CompactString;
use schemas::{
    answer::{Answer, Status},
    catalogue::ColumnRole,
    rules::{self, Rule},
};
use smallvec::SmallVec;

use crate::{
    grid::{Cell, Value},
    normalise::{
        marks::{Absence, Doubt, Mark, MarkReading, Tick, Vocabulary, key, read_mark, read_mark_in_column},
        text,
    },
};
pub use habit::Habit;
pub use signed::{Signed, is_signature};

/// One answer cell of a row, as the layout finds it.
#[derive(Clone, Copy, Debug)]
pub struct Marked<'a> {
    /// What the cell's column is for; comment columns have no place here.
    pub role: ColumnRole,
    /// The cell, where one stands.
    pub cell: Option<&'a Cell>,
    /// Whether the cell is merged over several answer columns.
    pub spans: bool,
}

/// A form has rarely more columns of answers.
type Cells<'a> = SmallVec<[(Marked<'a>, MarkReading<'a>); 4]>;

/// The answer cells of a row with their marks read.
#[derive(Clone, Debug)]
pub struct RowMarks<'a> {
    cells: Cells<'a>,
}

/// What the row comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct RowAnswer {
    /// The answer, only where the status is answered.
    pub answer: Option<Answer>,
    /// How it came to be; never missing.
    pub status: Status,
    /// What is written in the answer cells, joined by ` | `.
    pub mark: Option<CompactString>,
    /// Index (in the row as given) of the cell that decides; of the first written one where none does.
    pub at: Option<usize>,
    /// The rule that a finding should be made under, if one.
    pub rule: Option<&'static Rule>,
    /// The answer to suggest where the rule asks a question and one is likely.
    pub suggestion: Option<Answer>,
    /// Indexes of cells that hold a comment, as a whole or behind the mark.
    pub comments: Vec<usize>,
}

/// What a row's marks come to, before it is put in words.
struct Verdict {
    answer: Option<Answer>,
    status: Status,
    at: Option<usize>,
    rule: Option<&'static Rule>,
    suggestion: Option<Answer>,
}

impl Verdict {
    const fn answered(answer: Answer, at: usize) -> Self {
        Self { answer: Some(answer), status: Status::Answered, at: Some(at), rule: None, suggestion: None }
    }

    const fn blank() -> Self {
        Self { answer: None, status: Status::Blank, at: None, rule: None, suggestion: None }
    }

    const fn multiple(at: usize) -> Self {
        let rule = Some(&rules::TWO_ANSWERS);
        Self { answer: None, status: Status::Multiple, at: Some(at), rule, suggestion: None }
    }

    const fn unreadable(at: usize, rule: &'static Rule) -> Self {
        Self { answer: None, status: Status::Unreadable, at: Some(at), rule: Some(rule), suggestion: None }
    }

    const fn suggesting(self, answer: Option<Answer>) -> Self {
        Self { suggestion: answer, ..self }
    }
}

impl<'a> RowMarks<'a> {
    /// Reads the marks of a row's answer cells, each by itself.
    pub fn read(row: impl IntoIterator<Item = Marked<'a>>, words: &Vocabulary) -> Self {
        let mut cells = Cells::new();
        row.into_iter().for_each(|marked| {
            let nothing = Mark::Nothing(Absence::Empty).into();
            let read = match marked.role {
                ColumnRole::Answer(_) => read_mark_in_column,
                ColumnRole::AnyAnswer | ColumnRole::Comment => read_mark,
            };
            cells.push((marked, marked.cell.map_or(nothing, |cell| read(cell, words))));
        });
        tick_word::take_lone(&mut cells);
        nought::take_lone(&mut cells, words);
        printed::take_chosen(&mut cells, words);
        Self { cells }
    }

    /// The mark in each cell, in the order given.
    pub fn marks(&self) -> impl Iterator<Item = Mark> {
        self.cells.iter().map(|(_, reading)| reading.mark)
    }

    /// The cell at this place in the row, where one stands.
    pub fn cell(&self, index: usize) -> Option<&'a Cell> {
        self.cells.get(index).and_then(|(marked, _)| marked.cell)
    }

    /// The comments in the row's cells, each with its cell.
    pub fn remarks(&self) -> impl Iterator<Item = (&'a Cell, &'a str)> {
        (0..self.cells.len()).filter_map(|index| Some((self.cell(index)?, self.remark(index)?)))
    }

    /// The comment in a cell of the row: all of it, or what follows the mark.
    pub fn remark(&self, index: usize) -> Option<&'a str> {
        self.cells.get(index).and_then(|(_, reading)| reading.remark).filter(|remark| !remark.is_empty())
    }

    /// Takes back what the mark in a cell of the row says: something else stands that may say otherwise of it.
    pub(crate) fn doubt(&mut self, at: usize) {
        if let Some((_, reading)) = self.cells.get_mut(at) {
            reading.mark = Mark::Unclear(Doubt::Hedged);
        }
    }

    /// Whether anything at all is written in the row's answer cells.
    pub fn is_marked(&self) -> bool {
        self.marks().any(|mark| mark != Mark::Nothing(Absence::Empty))
    }

    /// What the row comes to, given what the return does elsewhere.
    pub fn answer(&self, habit: &Habit) -> RowAnswer {
        let verdict = self.verdict(habit);
        let comments = (0..self.cells.len()).filter(|index| self.remark(*index).is_some()).collect();
        let at = verdict.at.or_else(|| self.marks().position(|mark| mark != Mark::Nothing(Absence::Empty)));
        RowAnswer {
            answer: verdict.answer,
            status: verdict.status,
            mark: self.as_written(verdict.rule),
            at,
            rule: verdict.rule,
            suggestion: verdict.suggestion,
            comments,
        }
    }

    /// What the column of a cell of the row is for.
    pub fn column(&self, index: usize) -> Option<ColumnRole> {
        self.role(index)
    }

    fn role(&self, index: usize) -> Option<ColumnRole> {
        self.cells.get(index).map(|(marked, _)| marked.role)
    }

    /// The answer that a mark in this column stands for.
    fn column_answer(&self, index: usize) -> Option<Answer> {
        match self.role(index) {
            Some(ColumnRole::Answer(answer)) => Some(answer),
            _ => None,
        }
    }

    fn verdict(&self, habit: &Habit) -> Verdict {
        if let Some(verdict) = self.by_each_column(habit) {
            return verdict;
        }
        // Most rows: one mark, nothing else.
        let mut marked = self.marks().enumerate().filter(|(_, mark)| !mark.is_nothing());
        match (marked.next(), marked.next()) {
            (None, _) => return self.by_sign_for_not(habit).unwrap_or_else(|| self.by_fill(habit)),
            (Some((at, mark)), None) => return self.one(at, mark, habit),
            _ => {}
        }
        let mut positive: Vec<(usize, Mark)> =
            self.marks().enumerate().filter(|(_, mark)| !mark.is_nothing()).collect();
        // What is struck through is taken back, where something else stands.
        if positive.len() > 1 {
            let standing: Vec<_> =
                positive.iter().copied().filter(|(_, mark)| *mark != Mark::Unclear(Doubt::Struck)).collect();
            if !standing.is_empty() {
                positive = standing;
            }
        }
        match positive.as_slice() {
            [] => self.by_fill(habit),
            [(at, mark)] => self.one(*at, *mark, habit),
            several => self.several(several, habit),
        }
    }

    /// Where the answer itself stands in a column of its own beside others that are marked (ticks, or an answer that was put
    /// right): what each of them says, which must be the same. None where there is no such column.
    fn by_each_column(&self, habit: &Habit) -> Option<Verdict> {
        let is_any = |index: &usize| self.role(*index) == Some(ColumnRole::AnyAnswer);
        if self.cells.len() < 2 || !(0..self.cells.len()).any(|index| is_any(&index)) {
            return None;
        }
        let says = |index: &usize| {
            self.cells
                .get(*index)
                .is_some_and(|(_, reading)| !reading.mark.is_nothing() && reading.mark != Mark::Prose)
        };
        let (mut any, own): (Vec<usize>, Vec<usize>) = (0..self.cells.len()).partition(is_any);
        any.retain(says);
        if any.is_empty() {
            return None;
        }
        // A No that stands beside blank ticks alone may be worked out from them: it is suggested.
        if !own.is_empty()
            && !own.iter().any(says)
            && let Some(verdict) = self.by_first(&any, habit).filter(|said| said.answer == Some(Answer::No))
        {
            let at = verdict.at.unwrap_or(0);
            return Some(Verdict::unreadable(at, &rules::MARK_UNREADABLE).suggesting(verdict.answer));
        }
        if any.len() + usize::from(!own.is_empty()) < 2 {
            return None;
        }
        let groups = any.into_iter().map(|index| vec![index]).chain([own]).filter(|group| !group.is_empty());
        let verdicts = groups.map(|group| {
            let cells = group.iter().filter_map(|index| self.cells.get(*index).copied()).collect();
            let verdict = Self { cells }.verdict(habit);
            Verdict { at: verdict.at.and_then(|at| group.get(at).copied()), ..verdict }
        });
        let mut said: Vec<Verdict> = verdicts.filter(|verdict| verdict.status != Status::Blank).collect();
        said.sort_by_key(|verdict| verdict.at);
        let first = said.first()?;
        if let Some(unsure) = said.iter().position(|verdict| verdict.answer.is_none()) {
            return Some(said.swap_remove(unsure));
        }
        let is_same = said.iter().all(|verdict| verdict.answer == first.answer);
        let at = first.at.unwrap_or(0);
        Some(if is_same { said.swap_remove(0) } else { Verdict::multiple(at) })
    }

    /// What the first of some columns of answers says.
    fn by_first(&self, any: &[usize], habit: &Habit) -> Option<Verdict> {
        let at = any.first().copied()?;
        Some(Self::any_answer(at, self.cells.get(at)?.1.mark, habit))
    }

    /// Whether a tick or a cross was put, whatever it means.
    fn is_drawn(&self, at: usize) -> bool {
        self.written(at).is_some_and(|raw| key::sign(raw).is_some())
    }

    /// Whether a tick or a cross stands before other words: `x - n/a`.
    fn opens_drawn(&self, at: usize) -> bool {
        let first = self.written(at).map(|raw| raw.split(|c: char| c.is_whitespace() || ":;,.(".contains(c)));
        first.and_then(|mut parts| parts.next()).is_some_and(|first| key::sign(first).is_some())
    }

    /// The text of a cell of the row.
    fn written(&self, at: usize) -> Option<&'a str> {
        self.cell(at).and_then(|cell| cell.value.as_text()).map(text::trim)
    }

    fn one(&self, at: usize, mark: Mark, habit: &Habit) -> Verdict {
        let Some(column) = self.column_answer(at) else { return Self::any_answer(at, mark, habit) };
        if self.cells.get(at).is_some_and(|(marked, _)| marked.spans) {
            // A word over all columns says itself; a tick over all columns chooses none.
            return match mark {
                Mark::Says(answer) => Verdict::answered(answer, at),
                _ => Verdict::unreadable(at, &rules::MARK_UNREADABLE),
            };
        }
        match mark {
            // One column alone (`In place?`) with ticks and crosses in it: a cross says No.
            Mark::Tick(Tick::Cross)
                if self.cells.len() == 1 && column == Answer::Yes && habit.has_ticks() =>
            {
                if habit.crosses_say_no() {
                    Verdict::answered(Answer::No, at)
                } else {
                    Verdict::unreadable(at, &rules::MARK_UNREADABLE)
                }
            }
            Mark::Tick(Tick::Cross) if column != Answer::No && habit.crosses_mean_not() => {
                Verdict::unreadable(at, &rules::MARK_UNREADABLE).suggesting(Some(column))
            }
            Mark::Tick(Tick::One) if habit.counts() => Verdict::unreadable(at, &rules::MARK_UNREADABLE),
            Mark::Tick(_) if self.cells.len() == 1 && habit.grades_by_ticks() => {
                Verdict::unreadable(at, &rules::MARK_UNREADABLE)
            }
            Mark::Tick(_) => Verdict::answered(column, at),
            // `x = does not apply`, and one alone under Partly: the key and the heading disagree.
            Mark::Says(Answer::NotApplicable)
                if column != Answer::NotApplicable && self.cells.len() > 1 && self.is_drawn(at) =>
            {
                Verdict::unreadable(at, &rules::MARK_TURNED)
            }
            // `x - n/a` under No: the tick says one thing, and the words another.
            Mark::Says(Answer::NotApplicable) if column != Answer::NotApplicable && self.opens_drawn(at) => {
                Verdict::unreadable(at, &rules::MARK_CONTRADICTS)
            }
            Mark::Says(answer) if answer == column || answer == Answer::NotApplicable => {
                Verdict::answered(answer, at)
            }
            Mark::Says(answer) if habit.takes_for_tick(answer) => Verdict::answered(column, at),
            Mark::Says(_) => Verdict::unreadable(at, &rules::MARK_CONTRADICTS),
            _ if habit.takes_for_mark(mark) => Verdict::answered(column, at),
            Mark::Several => Verdict::multiple(at),
            Mark::Unclear(Doubt::Error) => Verdict::unreadable(at, &rules::FORMULA_ERROR),
            Mark::Unclear(Doubt::Key) => Verdict::unreadable(at, &rules::MARK_TURNED),
            Mark::Nothing(_) => Verdict::blank(),
            Mark::Odd(_) | Mark::Unclear(_) | Mark::Prose => {
                Verdict::unreadable(at, &rules::MARK_UNREADABLE).suggesting(Some(column))
            }
        }
    }

    /// A mark in a column where the answer itself is to stand.
    fn any_answer(at: usize, mark: Mark, habit: &Habit) -> Verdict {
        match mark {
            Mark::Says(Answer::Partly) if habit.is_all_one_letter() => {
                Verdict::unreadable(at, &rules::MARK_UNREADABLE)
            }
            Mark::Says(answer) => Verdict::answered(answer, at),
            Mark::Tick(Tick::Tick) if !habit.grades_by_ticks() => Verdict::answered(Answer::Yes, at),
            Mark::Tick(Tick::Cross) if habit.crosses_say_no() => Verdict::answered(Answer::No, at),
            Mark::Odd(c) => match habit.letter_answer(c) {
                Some(answer) => Verdict::answered(answer, at),
                None => Verdict::unreadable(at, &rules::MARK_UNREADABLE),
            },
            Mark::Several => Verdict::multiple(at),
            Mark::Unclear(Doubt::Error) => Verdict::unreadable(at, &rules::FORMULA_ERROR),
            Mark::Unclear(Doubt::Key) => Verdict::unreadable(at, &rules::MARK_TURNED),
            Mark::Nothing(_) => Verdict::blank(),
            Mark::Tick(_) | Mark::Unclear(_) | Mark::Prose => {
                Verdict::unreadable(at, &rules::MARK_UNREADABLE)
            }
        }
    }

    /// More than one cell is marked.
    fn several(&self, positive: &[(usize, Mark)], habit: &Habit) -> Verdict {
        let first = positive.first().map_or(0, |(at, _)| *at);
        // Comments in answer columns do not count against a mark beside them.
        let chosen: Vec<(usize, Mark)> =
            positive.iter().copied().filter(|(_, mark)| *mark != Mark::Prose).collect();
        match chosen.as_slice() {
            [] => return Verdict::unreadable(first, &rules::MARK_UNREADABLE),
            [(at, mark)] => {
                let verdict = self.one(*at, *mark, habit);
                let rule = verdict.rule.or(Some(&rules::COMMENT_IN_ANSWER_COLUMN));
                return Verdict { rule, ..verdict };
            }
            _ => {}
        }
        let is_whole_row = chosen.len() == self.cells.len() && chosen.len() > 1;
        if let Some(at) = only_yes_of_a_grid(&chosen, is_whole_row, habit) {
            return match self.column_answer(at) {
                Some(answer) => Verdict::answered(answer, at),
                None => Verdict::unreadable(at, &rules::MARK_UNREADABLE),
            };
        }
        if chosen.iter().all(|(_, mark)| *mark == Mark::Says(Answer::NotApplicable)) {
            return Verdict::answered(Answer::NotApplicable, first);
        }
        if chosen.iter().all(|(_, mark)| *mark == Mark::Says(Answer::No)) {
            // "N" everywhere: nothing was chosen, or No was meant; the row cannot say.
            return Verdict::unreadable(first, &rules::MARK_CONTRADICTS).suggesting(Some(Answer::No));
        }
        // One mark, and a dot in every other cell.
        let mut marks = chosen.iter().filter(|(_, mark)| *mark != Mark::Odd('.'));
        if let (true, Some((at, mark @ Mark::Tick(_))), None) = (is_whole_row, marks.next(), marks.next()) {
            return self.one(*at, *mark, habit);
        }
        if let Some((at, mark)) =
            chosen.iter().find(|(_, mark)| matches!(mark, Mark::Unclear(_) | Mark::Odd(_)))
        {
            let rule = match mark {
                Mark::Unclear(Doubt::Error) => &rules::FORMULA_ERROR,
                _ => &rules::MARK_UNREADABLE,
            };
            return Verdict::unreadable(*at, rule);
        }
        Verdict::multiple(first)
    }

    /// A sign for "not" in the only answer column of a return that answers by signs: No, or Partly, or nothing. A nought or
    /// a False is one wherever the answer itself is to stand.
    fn by_sign_for_not(&self, habit: &Habit) -> Option<Verdict> {
        let [(marked, reading)] = self.cells.as_slice() else { return None };
        let cell = marked.cell.filter(|_| reading.mark == Mark::Nothing(Absence::Written))?;
        let is_false = match &cell.value {
            Value::Number(_) | Value::Flag(_) => true,
            Value::Text(raw) => {
                matches!(text::trim(raw), "0") || text::trim(raw).eq_ignore_ascii_case("false")
            }
            _ => false,
        };
        if is_false && marked.role == ColumnRole::AnyAnswer {
            return Some(Verdict::unreadable(0, &rules::MARK_UNREADABLE));
        }
        let is_sign = match &cell.value {
            Value::Number(_) | Value::Flag(_) => true,
            // Not a prompt that was never replaced.
            Value::Text(raw) => {
                let raw = text::trim(raw);
                raw.chars().nth(1).is_none() || raw.eq_ignore_ascii_case("false")
            }
            _ => false,
        };
        (is_sign && habit.signs_answer()).then(|| Verdict::unreadable(0, &rules::MARK_UNREADABLE))
    }

    /// No mark: a cell may be chosen by its colour alone.
    fn by_fill(&self, habit: &Habit) -> Verdict {
        let Some((at, answer)) = habit.filled(self) else {
            let bare = habit.left_bare(self);
            return bare.map_or_else(Verdict::blank, |(at, answer)| {
                Verdict::unreadable(at, &rules::FILL_UNSURE).suggesting(Some(answer))
            });
        };
        if habit.answers_by_fill() {
            Verdict { rule: Some(&rules::ANSWER_BY_FILL), ..Verdict::answered(answer, at) }
        } else {
            Verdict::unreadable(at, &rules::FILL_UNSURE).suggesting(Some(answer))
        }
    }

    /// What is written, joined by ` | `; for an answer by colour, the colour.
    fn as_written(&self, rule: Option<&'static Rule>) -> Option<CompactString> {
        let mut written = Cow::Borrowed("");
        for (marked, _) in &self.cells {
            let Some(cell) = marked.cell else { continue };
            let shown = show(&cell.value);
            if written.is_empty() {
                written = shown;
            } else if !shown.is_empty() {
                let all = written.to_mut();
                all.push_str(" | ");
                all.push_str(&shown);
            }
        }
        let is_fill = rule.is_some_and(|rule| *rule == rules::ANSWER_BY_FILL || *rule == rules::FILL_UNSURE);
        if is_fill && written.is_empty() {
            let fill = self.cells.iter().find_map(|(marked, _)| marked.cell.and_then(|cell| cell.look.fill));
            written = fill.map_or_else(String::new, |fill| format!("(filled {fill:06X})")).into();
        }
        (!written.is_empty()).then(|| written.into())
    }
}

/// The one cell that says "this one" where every other cell of the row says "not this one": Y N N, ✓ x x,
/// a tick beside n/a in all other columns.
fn only_yes_of_a_grid(chosen: &[(usize, Mark)], is_whole_row: bool, habit: &Habit) -> Option<usize> {
    if !is_whole_row && !habit.is_grid() {
        return None;
    }
    // A single cross is the tick where the other cells say No or n/a in words; beside one of them it may cross out.
    let n_crosses = chosen.iter().filter(|(_, mark)| *mark == Mark::Tick(Tick::Cross)).count();
    let n_positive = chosen
        .iter()
        .filter(|(_, mark)| {
            matches!(mark, Mark::Says(Answer::Yes | Answer::Partly)) || matches!(mark, Mark::Tick(_))
        })
        .count();
    let cross_chooses = n_crosses == 1 && n_positive == 1 && chosen.len() > 2;
    let is_this = |mark: Mark| {
        matches!(mark, Mark::Says(Answer::Yes) | Mark::Tick(Tick::Tick | Tick::One | Tick::True | Tick::Dot))
            || (cross_chooses && mark == Mark::Tick(Tick::Cross))
    };
    let is_not_this =
        |mark: Mark| matches!(mark, Mark::Says(Answer::No | Answer::NotApplicable) | Mark::Tick(Tick::Cross));
    let mut these = chosen.iter().filter(|(_, mark)| is_this(*mark));
    let (this, mark) = these.next()?;
    if these.next().is_some() {
        return None;
    }
    let others_agree = chosen.iter().all(|(at, other)| at == this || is_not_this(*other));
    // Crosses for "not this one" go with a drawn tick, not with a word.
    let is_drawn = matches!(mark, Mark::Tick(_));
    let fits = chosen.iter().all(|(at, other)| at == this || is_drawn || !matches!(other, Mark::Tick(_)));
    (others_agree && fits).then_some(*this)
}

/// A value as a person sees it.
pub fn show(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Empty => "".into(),
        Value::Text(text) => text::one_line(text),
        Value::Number(number) | Value::Serial(number) => number.to_string().into(),
        Value::Date(date) => date.to_string().into(),
        Value::Flag(true) => "TRUE".into(),
        Value::Flag(false) => "FALSE".into(),
        Value::Box(true) => "\u{2612}".into(),
        Value::Box(false) => "\u{2610}".into(),
        Value::Error(error) => error.as_ref().into(),
    }
}

#[cfg(test)]
mod tests;
