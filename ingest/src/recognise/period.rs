//! Which of several groups of answer columns is this collection's: `Last year` and `This year`, `2024` and `2025`.
//! In: headings that name the same answers twice. Out: the columns that hold. Never chooses where the headings
//! do not name the times.

use super::{
    bands::{Band, Headed, right_edge},
    columns::Block,
    headings::Head,
};
use crate::{
    grid::{Cell, Value},
    normalise::text,
};

/// When something was answered, as far as words say; the later, the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Period {
    /// `Last year`, `Previous`.
    Before,
    /// A year.
    Year(i32),
    /// `This year`, `Now`.
    Now,
}

/// The time that words name.
pub(crate) fn period(raw: &str) -> Option<Period> {
    let words = text::words(raw);
    let year = words
        .split(' ')
        .filter(|word| word.len() == 4)
        .filter_map(|word| word.parse::<i32>().ok())
        .filter(|year| (2000..=2100).contains(year))
        .max();
    if let Some(year) = year {
        return Some(Period::Year(year));
    }
    let padded = format!(" {words} ");
    let has = |wanted: &str| {
        padded.match_indices(wanted).any(|(at, _)| {
            let byte = |at: usize| padded.as_bytes().get(at).copied();
            at.checked_sub(1).and_then(byte) == Some(b' ') && byte(at + wanted.len()) == Some(b' ')
        })
    };
    if has("last year") || has("previous") || has("last time") || has("prior") {
        Some(Period::Before)
    } else if has("this year") || has("current") || has("now") || has("today") {
        Some(Period::Now)
    } else {
        None
    }
}

/// The time that a heading names; a year may be a number.
pub(crate) fn of_cell(cell: &Cell) -> Option<Period> {
    match &cell.value {
        Value::Text(raw) => period(raw),
        Value::Number(number) => period(&number.to_string()),
        _ => None,
    }
}

/// The columns of the latest group of answers; none where the headings do not tell the groups apart.
pub(crate) fn latest(block: &Block<'_>, heads: &[Headed], band: Option<&Band>) -> Option<Vec<u32>> {
    let band = band?;
    let mut times: Vec<(u32, Period)> = Vec::new();
    for headed in heads.iter().filter(|headed| matches!(headed.head, Head::Answer(_) | Head::AnyAnswer(_))) {
        let own = block.grid.at(band.row, headed.anchor).and_then(of_cell);
        let time = own.or_else(|| {
            let upper = block.grid.row(band.row.checked_sub(1)?);
            let over = upper.iter().rfind(|cell| cell.column <= headed.column)?;
            // A heading over a group stands in its first column, merged or not.
            (headed.column <= right_edge(block.grid, over).max(over.column + 3)).then(|| of_cell(over))?
        })?;
        times.push((headed.column, time));
    }
    let newest = times.iter().map(|(_, time)| *time).max()?;
    let is_mixed = times.iter().any(|(_, time)| matches!(time, Period::Year(_)))
        && times.iter().any(|(_, time)| !matches!(time, Period::Year(_)));
    let kept: Vec<u32> =
        times.iter().filter(|(_, time)| *time == newest).map(|(column, _)| *column).collect();
    (!is_mixed && kept.len() < times.len()).then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_apart() {
        assert_eq!(period("Response 2024"), Some(Period::Year(2024)));
        assert_eq!(period("LAST YEAR"), Some(Period::Before));
        assert!(period("This year (2026)") > period("Last year (2025)"));
        assert_eq!(period("Evidence"), None);
        assert_eq!(period("Priorities known"), None);
    }
}
