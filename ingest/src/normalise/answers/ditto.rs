//! Ditto marks, and lines and arrows drawn down from a mark.
//! In: a row's marks and those of the row above it. Out: the mark above in the place of a ditto mark right below it. Never
//! follows one whose row says anything else, or that stands below an empty cell or another column's mark.

use schemas::{answer::Answer, catalogue::ColumnRole};

use super::{Mark, MarkReading, RowMarks};
use crate::normalise::text;

/// What stands for the mark above it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ditto {
    /// `"`, `-"-`, `ditto`, `as above`: wherever it stands.
    Sign,
    /// `|`, `↓`, `do`: in a column that a mark chooses; where the answer itself is to stand it may be a letter or a word.
    Drawn,
}

impl RowMarks<'_> {
    /// Whether a mark of the row may be a ditto mark: hardly any row's is.
    pub fn may_follow(&self) -> bool {
        self.marks().any(|mark| matches!(mark, Mark::Unclear(_) | Mark::Odd(_) | Mark::Prose))
    }

    /// Reads the only mark of the row as the only one of the row above, where it is a ditto mark right below it. Gives the index of
    /// its cell, or none where nothing was changed.
    pub fn follow(&mut self, above: &RowMarks<'_>) -> Option<usize> {
        let at = only(self)?;
        let ditto = ditto(self.written(at)?)?;
        if only(above) != Some(at) || self.cells.len() != above.cells.len() {
            return None;
        }
        let (over, reading) = above.cells.get(at)?;
        let (own, _) = self.cells.get(at)?;
        let is_below = over.cell.zip(own.cell).is_some_and(|(over, own)| over.column == own.column);
        let says = match (own.role, reading.mark) {
            (ColumnRole::Answer(_), Mark::Tick(_)) => true,
            (ColumnRole::Answer(answer), Mark::Says(said)) => said == answer,
            (ColumnRole::AnyAnswer, Mark::Says(said)) => {
                ditto == Ditto::Sign && said != Answer::NotApplicable
            }
            _ => false,
        };
        if !is_below || !says || own.role != over.role || own.spans || over.spans {
            return None;
        }
        let mark = reading.mark;
        let (_, own) = self.cells.get_mut(at)?;
        *own = MarkReading::from(mark);
        Some(at)
    }
}

/// The place of a row's only mark.
fn only(row: &RowMarks<'_>) -> Option<usize> {
    let mut marked = row.marks().enumerate().filter(|(_, mark)| !mark.is_nothing());
    let (at, _) = marked.next()?;
    marked.next().is_none().then_some(at)
}

/// What a text stands for, if for the mark above it.
fn ditto(raw: &str) -> Option<Ditto> {
    const LONGEST: usize = 24;
    if raw.is_empty() || raw.len() > LONGEST {
        return None;
    }
    let is_quote = |c: char| {
        matches!(
            c,
            '"' | '\''
                | '\u{201c}'
                | '\u{201d}'
                | '\u{201e}'
                | '\u{2019}'
                | '\u{2033}'
                | '\u{3003}'
                | '\u{2036}'
        )
    };
    let is_around = |c: char| matches!(c, '-' | '\u{2013}' | '\u{2014}' | '.' | ' ');
    if raw.chars().any(is_quote) && raw.chars().all(|c| is_quote(c) || is_around(c)) {
        return Some(Ditto::Sign);
    }
    let is_line = |c: char| {
        matches!(
            c,
            '|' | '\u{00a6}'
                | '\u{2502}'
                | '\u{2503}'
                | '\u{2506}'
                | '\u{22ee}'
                | '\u{2191}'
                | '\u{2193}'
                | '\u{21d3}'
                | '\u{2b07}'
                | '\u{fe0f}'
                | ' '
        )
    };
    if raw.chars().all(is_line) {
        return Some(Ditto::Drawn);
    }
    match text::words(raw).as_str() {
        "ditto" | "as above" | "same" | "same as above" | "as previous" => Some(Ditto::Sign),
        "do" => Some(Ditto::Drawn),
        _ => None,
    }
}
