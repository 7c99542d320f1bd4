//! Answers in a line of their own below each statement, as letters and lists in Word have them: `Answer: Yes`,
//! `Yes ☒ Partly ☐ No ☐`, and what is said below those.
//! In: a column of statements with nothing beside them. Out: the line below each as its answer. Never takes such lines
//! where they could as well belong to the statement below them.

pub(crate) mod labelled;
mod own;

use std::rc::Rc;

use schemas::{
    answer::Answer,
    catalogue::{Catalogue, ColumnRole},
};

use crate::{
    grid::{Cell, Grid, Value},
    normalise::{
        marks::{Absence, Mark, Tick, Vocabulary, behind_number, is_label, read_mark},
        text,
    },
    recognise::{
        draft::{Loose, Placed, Said, Slots, roles::Role},
        headings::{self, Head, is_answers_label},
        written::as_written,
    },
};

/// Fewer answers than this make no habit.
const FEWEST: usize = 3;
/// So many rows below the last statement its answer may stand.
const REACH: u32 = 8;

/// Gives each statement of one column the answer line below it, and what is said below that; false where there are none,
/// or it is not sure whose.
pub(crate) fn take<'g>(
    grid: &'g Grid,
    column: u32,
    (catalogue, words): (&Catalogue, &Vocabulary),
    (said, loose): (&mut [Said<'g>], &mut Vec<Loose<'g>>),
) -> bool {
    let page = Page { grid, column, catalogue, words };
    if said.len() < FEWEST {
        return false;
    }
    // Answers that stood in the statements' own cells have lines below them, too.
    if grid.taken_out.is_some_and(|(_, own)| own == column) {
        page.say(said, &page.all_below(said), loose);
        return false;
    }
    let is_answered = |said: &Said<'_>| said.is_unclear || said.is_marked(words);
    if !said.iter().any(is_answered) {
        return take_run(&page, said, loose);
    }
    // A section may be answered in lines where others stand in columns.
    let mut from = 0;
    while from < said.len() {
        let own = said.get_mut(from..).unwrap_or_default();
        let n = own.iter().take_while(|said| !is_answered(said)).count();
        if n >= FEWEST
            && let Some(own) = own.get_mut(..n)
        {
            take_run(&page, own, loose);
        }
        from += n + 1;
    }
    false
}

/// As [`take`], of statements one below another beside none of which anything is marked.
fn take_run<'g>(page: &Page<'_, 'g>, said: &mut [Said<'g>], loose: &mut Vec<Loose<'g>>) -> bool {
    let Page { column, words, .. } = *page;
    let mut below = page.all_below(said);
    let of_own = own::end(page, said, &mut below);
    own::free(said.first().map_or(0, |said| said.grid), &of_own, loose);
    let habit = Habit::of(&below);
    let lines: Vec<Line<'g>> = below.iter().map(|below| below.line(&habit, words)).collect();
    let n_torn = lines.iter().filter(|line| matches!(line, Line::Torn(_))).count();
    let n = lines.iter().filter(|line| matches!(line, Line::Answer(_))).count();
    if n < FEWEST || 4 * n_torn > n || are_anothers(page, said, &lines) || !page.are_theirs(said, &lines) {
        // Whosever the answers are, what is said behind them is kept.
        let grid = said.first().map_or(0, |said| said.grid);
        let candidates = below.iter().flat_map(|below| &below.candidates);
        let with_remark = candidates.filter(|cell| read_mark(cell, words).remark.is_some());
        loose.extend(with_remark.map(|cell| Loose {
            grid,
            statement: None,
            placed: Placed { role: Some(Role::Comment), cell },
        }));
        return false;
    }
    let slots: Slots = Rc::from([(column, ColumnRole::AnyAnswer)]);
    for ((said, line), below) in said.iter_mut().zip(lines).zip(&below) {
        said.slots = Slots::clone(&slots);
        let from = match &line {
            Line::Answer(cell) => {
                said.beside.push(Placed { role: Some(Role::AnyAnswer), cell });
                // What answers is no comment besides.
                loose.retain(|known| known.grid != said.grid || !std::ptr::eq(known.placed.cell, *cell));
                cell.row
            }
            Line::Torn(cells) => {
                said.beside.extend(cells.iter().map(|cell| Placed { role: None, cell }));
                (said.is_unclear, said.asks_alone) = (true, true);
                cells.last().map_or(said.hit.row, |cell| cell.row)
            }
            Line::None => said.hit.row,
        };
        below.remarks(from, &habit, page).for_each(|cell| say(said, cell, loose));
    }
    true
}

/// Whether the same label stands right above most of the answers and asks for something else: `Target`, `Last year's answer`.
fn are_anothers(page: &Page<'_, '_>, said: &[Said<'_>], lines: &[Line<'_>]) -> bool {
    const LONGEST: usize = 60;
    let mut labels: Vec<(String, usize)> = Vec::new();
    let mut n_answers = 0;
    for (said, line) in said.iter().zip(lines) {
        let Line::Answer(cell) = line else { continue };
        n_answers += 1;
        let above = cell.row.checked_sub(1).filter(|above| *above > said.hit.row);
        let Some(label) = above.and_then(|above| page.grid.at(above, page.column)) else { continue };
        let label = text::words(&as_written(&label.value));
        match labels.iter_mut().find(|(known, _)| *known == label) {
            Some((_, n)) => *n += 1,
            None if label.len() <= LONGEST => labels.push((label, 1)),
            None => {}
        }
    }
    let is_habit = |n: usize| n >= FEWEST && n * 2 >= n_answers;
    labels.iter().any(|(label, n)| is_habit(*n) && !is_answers_label(label))
}

/// Notes a line as said to a statement, also where it was noted before as said to none.
fn say<'g>(said: &Said<'_>, cell: &'g Cell, loose: &mut Vec<Loose<'g>>) {
    let placed = Placed { role: Some(Role::Comment), cell };
    let remark = Loose { grid: said.grid, statement: Some(said.hit.statement), placed };
    match loose.iter_mut().find(|known| known.grid == said.grid && std::ptr::eq(known.placed.cell, cell)) {
        Some(known) => *known = remark,
        None => loose.push(remark),
    }
}

/// A column of statements with lines between them.
struct Page<'a, 'g> {
    grid: &'g Grid,
    column: u32,
    catalogue: &'a Catalogue,
    words: &'a Vocabulary,
}

/// What stands below one statement.
#[derive(Default)]
struct Below<'g> {
    /// Its lines, down to the next statement or to what is something else.
    all: Vec<&'g Cell>,
    /// Those of them that say an answer, or list answers.
    candidates: Vec<&'g Cell>,
    /// The first line, where it is nothing but an answer.
    bare: Option<&'g Cell>,
    /// How many candidates are nothing but an answer.
    n_bare: usize,
    /// Whether the last line may be the title of what follows.
    may_end_in_title: bool,
    /// Whether the answer may be that of the line above it, which may be a statement.
    is_torn: bool,
}

/// Which of the lines below a statement is its answer.
enum Line<'g> {
    Answer(&'g Cell),
    /// Each of them may be.
    Torn(Vec<&'g Cell>),
    None,
}

/// How the lines of a form mostly stand.
struct Habit {
    /// The line right below a statement is nothing but its answer.
    is_bare: bool,
    /// Another line says more.
    says_more: bool,
}

impl Habit {
    fn of(below: &[Below<'_>]) -> Self {
        let n_answered = below.iter().filter(|below| !below.candidates.is_empty()).count();
        let bare = || below.iter().filter(|below| below.bare.is_some());
        let n_more = bare().filter(|below| below.all.len() > 1 + usize::from(below.may_end_in_title)).count();
        Self {
            is_bare: bare().count() >= FEWEST && 4 * bare().count() >= 3 * n_answered,
            says_more: n_more >= FEWEST,
        }
    }
}

impl<'g> Below<'g> {
    fn add(&mut self, cell: &'g Cell, is_line: bool, words: &Vocabulary) {
        self.all.push(cell);
        if is_line {
            self.candidates.push(cell);
            let is_bare = is_bare(cell, words);
            self.n_bare += usize::from(is_bare);
            self.bare = self.bare.or(Some(cell).filter(|_| is_bare && self.all.len() == 1));
        }
    }

    /// Ends before one of its lines.
    fn cut(&mut self, page: &Page<'_, 'g>, at: usize) {
        let kept: Vec<&'g Cell> = self.all.drain(..).take(at).collect();
        *self = Self::default();
        for cell in kept {
            self.add(cell, page.is_line(cell), page.words);
        }
    }

    fn line(&self, habit: &Habit, words: &Vocabulary) -> Line<'g> {
        match self.candidates.as_slice() {
            [] => Line::None,
            several if self.is_torn => Line::Torn(several.to_vec()),
            // Where answers stand alone and more is said below them, this may be what is said to a statement without one:
            // `N/A for the nursery`.
            [only]
                if habit.is_bare && habit.says_more && self.n_bare == 0 && is_inapplicable(only, words) =>
            {
                Line::Torn(vec![only])
            }
            [only] => Line::Answer(only),
            // A line for each option: one is chosen, or none.
            several => match (chosen(several, words), self.bare) {
                (Some(chosen), _) => Line::Answer(chosen),
                (None, Some(first)) if habit.is_bare && self.n_bare == 1 => Line::Answer(first),
                _ => Line::Torn(several.to_vec()),
            },
        }
    }

    /// What is said below a row: sentences, or each line where the form mostly has some, titles aside.
    fn remarks<'p>(
        &'p self,
        from: u32,
        habit: &'p Habit,
        page: &'p Page<'_, 'g>,
    ) -> impl Iterator<Item = &'g Cell> + use<'p, 'g> {
        let last = self.all.last().map_or(0, |cell| cell.row);
        let is_remark = move |cell: &Cell| {
            let is_title = self.may_end_in_title && cell.row == last && !is_sentence(cell);
            if habit.is_bare && habit.says_more {
                !is_title && !page.is_title(cell)
            } else {
                is_sentence(cell)
            }
        };
        self.all.iter().copied().filter(move |cell| cell.row > from && is_remark(cell))
    }
}

impl<'g> Page<'_, 'g> {
    /// What stands below each of some statements.
    fn all_below(&self, said: &[Said<'_>]) -> Vec<Below<'g>> {
        said.iter().enumerate().map(|(at, one)| self.below(one, said.get(at + 1))).collect()
    }

    /// A row with more answers in it lists them: headings of a small table.
    fn is_alone(&self, row: u32) -> bool {
        let others = self.grid.row(row).iter().filter(|other| other.column != self.column);
        others.into_iter().all(|other| !is_answer_line(other, self.words))
    }

    fn is_line(&self, cell: &Cell) -> bool {
        is_answer_line(cell, self.words) && self.is_alone(cell.row)
    }

    fn line(&self, row: u32) -> Option<&'g Cell> {
        self.grid.at(row, self.column).filter(|cell| self.is_line(cell))
    }

    /// What stands below a statement and above the next one.
    fn below(&self, said: &Said<'_>, next: Option<&Said<'_>>) -> Below<'g> {
        let start = said.hit.row;
        let end = next.map_or_else(|| start.saturating_add(REACH), |next| next.hit.row);
        let first = self.grid.cells.partition_point(|cell| cell.row <= start);
        let rows = self.grid.cells.iter().skip(first).take_while(|cell| cell.row < end);
        let mut below = Below::default();
        for cell in rows.filter(|cell| cell.column == self.column && has_text(cell)) {
            let is_line = self.is_line(cell);
            // Below the last statement's answer something else comes soon.
            let is_done = |last: &&Cell| !is_line && cell.row > last.row.saturating_add(1);
            if next.is_none() && below.candidates.last().is_some_and(is_done) {
                break;
            }
            below.add(cell, is_line, self.words);
        }
        let section =
            |said: &Said<'_>| self.catalogue.statements.get(said.hit.statement).map(|one| one.section);
        below.may_end_in_title = next.is_some_and(|next| section(next) != section(said))
            || below.all.last().is_some_and(|last| self.is_title(last));
        below
    }

    /// Notes what is said below statements that are answered in their own cells. Below the last one something else comes
    /// soon.
    fn say(&self, said: &[Said<'_>], below: &[Below<'g>], loose: &mut Vec<Loose<'g>>) {
        let says = |below: &&Below<'_>| below.all.len() > usize::from(below.may_end_in_title);
        let habit = Habit { is_bare: true, says_more: below.iter().filter(says).count() >= FEWEST };
        let last = said.last().map_or(0, |last| last.hit.row);
        for (said, below) in said.iter().zip(below) {
            let remarks = below.remarks(said.hit.row, &habit, self);
            remarks.filter(|cell| cell.row <= last + 1).for_each(|cell| say(said, cell, loose));
        }
    }

    /// The title of a section, or a heading.
    fn is_title(&self, cell: &Cell) -> bool {
        cell.value.as_text().is_some_and(|raw| {
            headings::is_section_title(self.catalogue, raw) || headings::is_known_heading(raw)
        })
    }

    /// Whether the answers are those of the statements above them: with one above the first statement, or none below the
    /// last, they may stand above their statements.
    fn are_theirs(&self, said: &[Said<'_>], lines: &[Line<'_>]) -> bool {
        let starts: Vec<u32> = said.iter().map(|said| said.hit.row).collect();
        let is_above = starts
            .first()
            .is_some_and(|first| (first.saturating_sub(2)..*first).any(|row| self.line(row).is_some()));
        // A label without an answer (`Response:`) stands where the answer would.
        let is_last_asked = || {
            let last = starts.last().copied().unwrap_or(0);
            (last..=last.saturating_add(REACH))
                .skip(1)
                .any(|row| self.grid.at(row, self.column).is_some_and(is_answer_label))
        };
        let row = |line: &Line<'_>| match line {
            Line::Answer(cell) => Some(cell.row),
            Line::Torn(cells) => cells.first().map(|cell| cell.row),
            Line::None => None,
        };
        // Right below its statement, and set off from the next: by a gap, or by a section's title.
        let is_set_off = |line: &Line<'_>, next: Option<&u32>| {
            row(line).zip(next).is_some_and(|(row, next)| row + 1 < *next)
        };
        let n_lines = lines.iter().filter(|line| row(line).is_some()).count();
        let n_right_below = lines.iter().zip(&starts).filter(|(line, start)| row(line) == Some(**start + 1));
        let are_right_below = || 4 * n_right_below.count() >= 3 * n_lines;
        let has_last = lines.last().is_some_and(|line| !matches!(line, Line::None));
        let is_any_set_off =
            || lines.iter().enumerate().any(|(at, line)| is_set_off(line, starts.get(at + 1)));
        !is_above && (has_last || is_last_asked() || (is_any_set_off() && are_right_below()))
    }
}

fn has_text(cell: &Cell) -> bool {
    cell.value.as_text().is_none_or(|raw| !text::is_blank(raw)) && cell.value != Value::Empty
}

/// Whether a line is nothing but an answer.
fn is_bare(line: &Cell, words: &Vocabulary) -> bool {
    let reading = read_mark(line, words);
    reading.remark.is_none() && !matches!(reading.mark, Mark::Unclear(_) | Mark::Prose)
}

/// `N/A for the nursery`: what does not apply, and no sign behind it.
fn is_inapplicable(cell: &Cell, words: &Vocabulary) -> bool {
    read_mark(cell, words).mark == Mark::Says(Answer::NotApplicable) && !is_parted(cell, words)
}

/// `Yes - see the policy`: an answer that a sign parts from what is said to it.
fn is_parted(cell: &Cell, words: &Vocabulary) -> bool {
    cell.value.as_text().is_some_and(|raw| {
        let raw = behind_number(raw);
        raw.split_once(['.', ',', ':', ';', '-', '\u{2013}', '\u{2014}', '('])
            .is_some_and(|(first, _)| words.answer(first).is_some())
    })
}

/// A remark below an answer, and no title of a section: it ends as a sentence does.
fn is_sentence(cell: &Cell) -> bool {
    cell.value.as_text().map(text::trim).is_some_and(|raw| {
        raw.len() > 12
            && (raw.ends_with(['.', '!', ';', ')'])
                || raw.chars().any(|c| c.is_ascii_digit())
                || raw.len() > 60)
    })
}

/// `Answer:`, with nothing behind it.
fn is_answer_label(cell: &Cell) -> bool {
    cell.value.as_text().is_some_and(|raw| {
        raw.trim_end().ends_with(':') && matches!(headings::head(raw), Some(Head::AnyAnswer(_)))
    })
}

/// Of lines that are an option each (`☒ Yes`, `☐ Partly`, `☐ No`), the chosen one; an empty one where none is.
fn chosen<'g>(lines: &[&'g Cell], words: &Vocabulary) -> Option<&'g Cell> {
    let mark = |cell: &&&Cell| read_mark(cell, words).mark;
    let mut said = lines.iter().filter(|line| matches!(mark(line), Mark::Says(_)));
    let first = said.next();
    let are_empty = lines.iter().filter(|line| mark(line) == Mark::Nothing(Absence::Written)).count()
        + usize::from(first.is_some())
        == lines.len();
    let is_one = said.next().is_none();
    (are_empty && is_one).then(|| first.or(lines.first()).copied()).flatten()
}

/// Whether a text says an answer, or is a list of them from which one may have been chosen.
fn is_answer_line(cell: &Cell, words: &Vocabulary) -> bool {
    let Some(raw) = cell.value.as_text() else { return false };
    // What stands behind the form's own label is the answer, whatever it is.
    raw.split_once(':')
        .is_some_and(|(label, rest)| label.len() <= 24 && !text::is_blank(rest) && is_label(label, words))
        || match read_mark(cell, words).mark {
            Mark::Says(_)
            | Mark::Several
            | Mark::Nothing(Absence::Written)
            | Mark::Tick(Tick::Tick | Tick::Cross) => true,
            // `No. Staff only so far.` is to be asked about where it stands.
            Mark::Unclear(_) => is_parted(cell, words),
            _ => false,
        }
}
