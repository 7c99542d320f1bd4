//! What stands in one column beside the statements, counted by kind.
//! In: a column and the rows that the statements cover. Out: counts. Never decides what the column is for.

use schemas::answer::Answer;

use crate::{
    normalise::marks::{Mark, Vocabulary, read_mark},
    recognise::draft::roles::Block,
};

/// Counts over the statements' rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Contents {
    /// Cells that say something.
    pub(crate) n: usize,
    /// Signs put to choose the column.
    pub(crate) n_ticks: usize,
    /// Words that name an answer.
    pub(crate) n_answers: usize,
    /// Prose.
    pub(crate) n_prose: usize,
    /// How often each answer is named.
    pub(crate) by_answer: [usize; 4],
}

impl Contents {
    /// Whether these are marks rather than comments; "n/a" alone stands among comments as well.
    pub(crate) fn is_marks(&self) -> bool {
        let n_not_applicable = self.by_answer.get(Answer::NotApplicable as usize).copied().unwrap_or(0);
        let n_marks = (self.n_ticks + self.n_answers).saturating_sub(n_not_applicable);
        n_marks > 0 && n_marks >= self.n_prose
    }

    /// R, A and G are words where no other letters stand beside them.
    fn take_lights(&mut self, letters: &[char]) {
        let lights = [(Answer::Yes, 'g'), (Answer::Partly, 'a'), (Answer::No, 'r')];
        let n_of = |light: char| letters.iter().filter(|letter| **letter == light).count();
        let n: usize = lights.iter().map(|(_, light)| n_of(*light)).sum();
        if n < letters.len() || lights.iter().filter(|(_, light)| n_of(*light) > 0).count() < 2 {
            return;
        }
        self.n_ticks -= n;
        self.n_answers += n;
        for (answer, light) in lights {
            if let Some(slot) = self.by_answer.get_mut(answer as usize) {
                *slot += n_of(light);
            }
        }
    }

    /// The answer named, where all words name the same.
    pub(crate) fn only_answer(&self) -> Option<Answer> {
        let mut named =
            Answer::ALL.into_iter().zip(self.by_answer).filter(|(_, n)| *n > 0).map(|(answer, _)| answer);
        let only = named.next()?;
        named.next().is_none().then_some(only)
    }
}

/// Counts what stands in a column.
pub(crate) fn contents(block: &Block<'_>, column: u32, words: &Vocabulary) -> Contents {
    let mut seen = Contents::default();
    let mut letters: Vec<char> = Vec::new();
    for cells in block.grid.rows(block.lines.iter().copied()) {
        let Some(cell) = cells.iter().find(|cell| cell.column == column) else { continue };
        match read_mark(cell, words).mark {
            Mark::Nothing(_) => continue,
            Mark::Odd(letter) => {
                seen.n_ticks += 1;
                letters.push(letter);
            }
            Mark::Tick(_) => seen.n_ticks += 1,
            Mark::Says(answer) => {
                seen.n_answers += 1;
                if let Some(n) = seen.by_answer.get_mut(answer as usize) {
                    *n += 1;
                }
            }
            Mark::Several => seen.n_answers += 1,
            Mark::Prose => seen.n_prose += 1,
            Mark::Unclear(_) => {}
        }
        seen.n += 1;
    }
    seen.take_lights(&letters);
    seen
}
