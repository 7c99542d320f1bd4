//! Which of several groups of answer columns is this collection's: `Last year` and `This year`, `2024` and `2025`; and
//! whether a single one is another year's.
//! In: headings, the collection's year. Out: the columns that hold, or that a heading names another time. Never chooses
//! where the headings do not name the times, and takes no plan for an answer.

use std::cell::RefCell;

use chrono::Datelike;

use super::{contents::Contents, row_of_heads};
use crate::{
    grid::{Cell, Grid, Value},
    normalise::{
        dates::{DateReading, read_date},
        marks::{Mark, Vocabulary, read_mark},
        memo::{Memo, remembered},
        text,
    },
    recognise::{
        draft::roles::{Basis, Block, Columns, Role},
        headings::{
            self, Head,
            bands::{Band, Headed, right_edge},
            whose::is_deadline,
        },
        written::as_written,
    },
};

/// When something was answered, as far as words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Period {
    /// `Last year`, `Previous`.
    Before,
    /// A year, or a school year of two.
    Years(i32, i32),
    /// `This year`, `Now`.
    Now,
    /// `Target`, `Where we want to be`: not answered yet.
    After,
}

/// How a time stands to the collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// Over, or still to come.
    Other,
    /// It may be the collection's: the calendar year before, whose autumn its school year begins in, or the school year
    /// that begins in its own.
    Perhaps,
    /// The collection's.
    Current,
}

impl Period {
    /// How the time stands to a collection.
    pub(crate) const fn standing(self, year: i32) -> Standing {
        match self {
            Self::Now => Standing::Current,
            Self::Years(_, last) if last == year => Standing::Current,
            Self::Years(first, last) if first == year || (first == last && last + 1 == year) => {
                Standing::Perhaps
            }
            Self::Years(..) | Self::Before | Self::After => Standing::Other,
        }
    }

    /// Whether it is the school year that begins in the collection's: beside this school year's, either may be meant.
    pub(crate) const fn is_coming(self, year: i32) -> bool {
        matches!(self, Self::Years(first, last) if first == year && last > year)
    }
}

/// The time that words name.
pub(crate) fn period(raw: &str) -> Option<Period> {
    thread_local!(static TIMES: Memo<Option<Period>> = const { RefCell::new(Vec::new()) });
    remembered(&TIMES, 0, raw, made_out)
}

fn made_out(raw: &str) -> Option<Period> {
    let words = text::words(raw);
    if words.is_empty() || words.len() > 120 {
        return None;
    }
    let list: Vec<&str> = words.split(' ').collect();
    // When a form is wanted back is no time of an answer.
    if is_deadline(&list) {
        return None;
    }
    let has = |wanted: &[&str]| wanted.iter().any(|wanted| stands_in(wanted, &list));
    if has(&[
        "target",
        "targets",
        "aim",
        "aims",
        "goal",
        "goals",
        "next year",
        "next yr",
        "want to be",
        "would like to be",
        "aspiration",
    ]) || (has(&["planned", "expected", "predicted", "forecast", "projected"]) && !plans_the_form(&list))
    {
        return Some(Period::After);
    }
    if names_alone(&list, &["future", "desired", "ideal", "intended"]) {
        return Some(Period::After);
    }
    if has(&["last visit"]) {
        return Some(Period::Before);
    }
    if has(&[
        "last year",
        "last yr",
        "previous",
        "previously",
        "last time",
        "last years",
        "last review",
        "last return",
        "last response",
    ]) || has(&["prior", "baseline", "last answer", "last submission", "year before"])
    {
        return Some(Period::Before);
    }
    // The year of a document is no time of an answer.
    let is_document =
        has(&["kcsie", "guidance", "version", "edition", "act", "framework", "revised", "standards"]);
    if let Some(years) = years(raw, &list).filter(|_| !is_document) {
        return Some(years);
    }
    let is_now = has(&[
        "this year",
        "this yr",
        "this years",
        "current",
        "currently",
        "now",
        "today",
        "at present",
        "latest",
        "this time",
        "actual",
    ]) || has(&["this visit"]);
    is_now.then_some(Period::Now)
}

/// `Planned self-evaluation 2025/26`: the form itself was planned.
fn plans_the_form(list: &[&str]) -> bool {
    let mut rest = list.iter().skip_while(|word| **word != "planned").skip(1);
    match (rest.next(), rest.next()) {
        (Some(&"self"), Some(next)) => matches!(*next, "evaluation" | "assessment" | "review"),
        (Some(next), _) => matches!(*next, "audit" | "survey" | "return"),
        _ => false,
    }
}

/// Whether words are one of these alone, or with one that says what is so: `Desired`, `Future state`.
fn names_alone(list: &[&str], wanted: &[&str]) -> bool {
    const WHAT: [&str; 10] =
        ["answer", "response", "state", "status", "position", "rating", "level", "practice", "rag", "score"];
    match list {
        [only] => wanted.contains(only),
        [first, what] => wanted.contains(first) && WHAT.contains(what),
        _ => false,
    }
}

/// Whether a phrase stands among words.
fn stands_in(phrase: &str, words: &[&str]) -> bool {
    let stands_at = |at: usize| {
        let mut rest = words.iter().skip(at);
        phrase.split(' ').all(|word| rest.next().is_some_and(|known| *known == word))
    };
    // Few words begin as the phrase does.
    let first = phrase.as_bytes().first();
    words.iter().enumerate().any(|(at, word)| word.as_bytes().first() == first && stands_at(at))
}

/// `2025`, `2025/26`, `2025-2026`, `25/26`; none for a longer span.
fn years(raw: &str, list: &[&str]) -> Option<Period> {
    let number = |word: &str, length: usize| {
        word.parse::<i32>()
            .ok()
            .filter(|_| word.len() == length && word.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let full = |word: &str| number(word, 4).filter(|year| (2000..=2100).contains(year));
    let (mut begin, mut end): (Option<i32>, Option<i32>) = (None, None);
    for (at, word) in list.iter().enumerate() {
        let Some(year) = full(word) else { continue };
        let next = list.get(at + 1).and_then(|word| number(word, 2)).filter(|next| *next == (year + 1) % 100);
        let until = if next.is_some() { year + 1 } else { year };
        begin = Some(begin.map_or(year, |begin| begin.min(year)));
        end = Some(end.map_or(until, |end| end.max(until)));
    }
    if let (Some(begin), Some(end)) = (begin, end) {
        return (end - begin <= 1).then_some(Period::Years(begin, end));
    }
    let pair = list.windows(2).find_map(|pair| match pair {
        [one, next] => Some((number(one, 2)?, number(next, 2)?)),
        _ => None,
    });
    pair.filter(|(one, next)| {
        (10..60).contains(one) && one + 1 == *next && raw.contains(['/', '-', '\u{2013}'])
    })
    .map(|(one, next)| Period::Years(2000 + one, 2000 + next))
}

/// The time that a heading names; a year may be a number, a time a date.
pub(crate) fn of_cell(grid: &Grid, cell: &Cell) -> Option<Period> {
    match &cell.value {
        Value::Text(raw) => period(raw),
        Value::Number(number) => period(&number.to_string()),
        Value::Serial(_) | Value::Date(_) => match read_date(&cell.value, grid.is_1904) {
            DateReading::Sure(date) => Some(Period::Years(date.year(), date.year())),
            _ => None,
        },
        _ => None,
    }
}

/// Of several things with their times, those that are this collection's; none where nobody could be sure.
pub(crate) fn current<T: Copy>(times: &[(T, Option<Period>)], year: i32) -> Option<Vec<T>> {
    let of = |wanted: Option<Standing>| -> Vec<(T, Option<Period>)> {
        times.iter().filter(|(_, time)| time.map(|time| time.standing(year)) == wanted).copied().collect()
    };
    let (sure, untimed, perhaps) = (of(Some(Standing::Current)), of(None), of(Some(Standing::Perhaps)));
    let kept = if !sure.is_empty() {
        let is_torn = !untimed.is_empty()
            || perhaps.iter().any(|(_, time)| time.is_some_and(|time| time.is_coming(year)));
        if is_torn { Vec::new() } else { sure }
    } else if !untimed.is_empty() {
        if perhaps.is_empty() { untimed } else { Vec::new() }
    } else {
        perhaps
    };
    let first = kept.first().map(|(_, time)| *time)?;
    (kept.iter().all(|(_, time)| *time == first) && kept.len() < times.len())
        .then(|| kept.into_iter().map(|(thing, _)| thing).collect())
}

/// The time over a column: in its own heading, or in one over its group.
fn over(block: &Block<'_>, band: &Band, anchor: u32) -> Option<Period> {
    named_over(block, band, anchor).map(|(_, time)| time)
}

/// The same, with the heading that names it.
fn named_over<'g>(block: &Block<'g>, band: &Band, anchor: u32) -> Option<(&'g Cell, Period)> {
    let grid = block.heads;
    let timed = |cell: &'g Cell| Some((cell, of_cell(grid, cell)?));
    let own = (band.top..=band.row).rev().find_map(|row| grid.at(row, anchor).and_then(timed));
    let group = |row: u32| {
        let upper = grid.row(row);
        let over = upper.iter().rfind(|cell| cell.column <= anchor && cell.column > block.column)?;
        // `Date: | 12/11/2025` is a field of the form.
        let before =
            upper.iter().rfind(|cell| cell.column < over.column).and_then(|cell| cell.value.as_text());
        if matches!(before.and_then(headings::head), Some(Head::Date | Head::School | Head::Person)) {
            return None;
        }
        let is_short = over.value.as_text().is_none_or(|raw| raw.len() <= 60);
        // A heading over a group stands in its first column, merged or not.
        (is_short && anchor <= right_edge(grid, over).max(over.column + 3)).then(|| timed(over))?
    };
    own.or_else(|| (band.top < band.row).then(|| group(band.top))?).or_else(|| group(block.above(band.top)?))
}

/// Answers of other times that stand beside the collection's, and are kept as words.
#[derive(Clone, Debug)]
pub(crate) struct LeftAside {
    /// The first of them: row and column.
    pub(crate) first: (u32, u32),
    /// How many there are.
    pub(crate) n: usize,
    /// The headings that name their times, each once.
    pub(crate) heads: Vec<String>,
}

/// The answers under headings of other times than the collection's, beside columns of answers that were chosen. What is planned
/// is no answer.
pub(crate) fn left_aside(
    block: &Block<'_>,
    band: Option<&Band>,
    found: &Columns,
    words: &Vocabulary,
) -> Option<LeftAside> {
    let band = band?;
    if found.basis != Basis::Headings || found.answers().is_empty() {
        return None;
    }
    let mut aside: Option<LeftAside> = None;
    let asks = |headed: &&Headed| matches!(headed.head, Head::Answer(_) | Head::AnyAnswer(_));
    for headed in band.heads.iter().filter(asks) {
        if found.role(headed.column) != Some(Role::Further) {
            continue;
        }
        let Some((cell, time)) = named_over(block, band, headed.anchor) else { continue };
        if time == Period::After || time.standing(block.year) == Standing::Current {
            continue;
        }
        let is_answer = |row: &&u32| {
            block.grid.at(**row, headed.column).is_some_and(|cell| {
                matches!(read_mark(cell, words).mark, Mark::Tick(_) | Mark::Says(_) | Mark::Several)
            })
        };
        let n = block.lines.iter().filter(is_answer).count();
        let Some(first) = block.lines.iter().find(is_answer) else { continue };
        let at = (*first, headed.column);
        let left = aside.get_or_insert(LeftAside { first: at, n: 0, heads: Vec::new() });
        left.first = left.first.min(at);
        left.n += n;
        let says = as_written(&cell.value);
        if !left.heads.contains(&says) {
            left.heads.push(says);
        }
    }
    aside
}

/// The columns of the group of answers that is this collection's; none where the headings do not tell the groups apart.
pub(crate) fn latest(block: &Block<'_>, heads: &[Headed], band: Option<&Band>) -> Option<Vec<u32>> {
    let band = band?;
    let times: Vec<(u32, Option<Period>)> = heads
        .iter()
        .filter(|headed| matches!(headed.head, Head::Answer(_) | Head::AnyAnswer(_)))
        .map(|headed| (headed.column, over(block, band, headed.anchor)))
        .collect();
    current(&times, block.year).or_else(|| untimed_beside_last(&times, block.year))
}

/// Beside the answers of the year before (`2025 answer`), the ones without a year (`Response`) are this collection's.
fn untimed_beside_last(times: &[(u32, Option<Period>)], year: i32) -> Option<Vec<u32>> {
    let is_last =
        |time: &Period| matches!(time, Period::Years(first, last) if first == last && last + 1 == year);
    let are_plain = times.iter().all(|(_, time)| {
        time.as_ref().is_none_or(|time| is_last(time) || time.standing(year) == Standing::Other)
    });
    let kept: Vec<u32> = times.iter().filter(|(_, time)| time.is_none()).map(|(column, _)| *column).collect();
    (are_plain && !kept.is_empty() && kept.len() < times.len()).then_some(kept)
}

/// How the time in a heading stands to the collection, if it names one.
pub(crate) fn standing(block: &Block<'_>, band: Option<&Band>, headed: &Headed) -> Option<Standing> {
    over(block, band?, headed.anchor).map(|time| time.standing(block.year))
}

/// Whether the heading over a column of answers names another time than the collection's.
pub(crate) fn is_other(block: &Block<'_>, band: Option<&Band>, column: u32) -> bool {
    let time = match band {
        Some(band) => {
            let anchor = band.heads.iter().find(|headed| headed.column == column).map(|headed| headed.anchor);
            over(block, band, anchor.unwrap_or(column))
        }
        // The heading may stand above a section's title.
        None => {
            let first = block.rows.first().copied().unwrap_or(0);
            let above = (first.saturating_sub(3)..first).rev().find_map(|row| block.grid.at(row, column));
            above.and_then(|cell| of_cell(block.grid, cell))
        }
    };
    time.is_some_and(|time| time.standing(block.year) == Standing::Other)
}

/// Of several columns of answers with nothing but times above them, this collection's.
pub(crate) fn latest_of(block: &Block<'_>, marked: &[&(u32, Contents)]) -> Option<u32> {
    let above = row_of_heads(block)?;
    let time = |column: u32| of_cell(block.grid, block.grid.at(above, column)?);
    let times: Vec<(u32, Option<Period>)> =
        marked.iter().map(|(column, _)| Some((*column, Some(time(*column)?)))).collect::<Option<_>>()?;
    match current(&times, block.year)?.as_slice() {
        [column] => Some(*column),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_apart() {
        for (given, expected) in [
            ("Response 2024", Some(Period::Years(2024, 2024))),
            ("2024-25 response", Some(Period::Years(2024, 2025))),
            ("Answer 2025/2026", Some(Period::Years(2025, 2026))),
            ("25/26", Some(Period::Years(2025, 2026))),
            ("2024-2027", None),
            ("LAST YEAR", Some(Period::Before)),
            ("Last year (2025)", Some(Period::Before)),
            ("Target for 2027", Some(Period::After)),
            ("Where we want to be", Some(Period::After)),
            ("Where we are now", Some(Period::Now)),
            ("In line with KCSIE 2023", None),
            ("Evidence", None),
            ("Priorities known", None),
        ] {
            assert_eq!(period(given), expected, "{given}");
        }
    }

    #[test]
    fn the_collections_own_time_is_chosen_and_no_other() {
        let of = |given: &[&str]| {
            let times: Vec<(usize, Option<Period>)> =
                given.iter().enumerate().map(|(at, given)| (at, period(given))).collect();
            current(&times, 2026)
        };
        for (given, expected) in [
            (["2025", "2026"], Some(1)),
            (["2026", "2027"], Some(0)),
            (["2024", "2025"], Some(1)),
            (["2023", "2024"], None),
            (["2024/25", "2025/26"], Some(1)),
            (["2025/26", "2026/27"], None),
            (["Last year", "This year"], Some(1)),
            (["Response", "Last year"], Some(0)),
            (["Response", "2026"], None),
            (["This year (2024)", "Last year (2023)"], None),
            (["Now", "Target"], Some(0)),
            (["Autumn 2025", "Summer 2026"], Some(1)),
            (["Autumn", "Summer"], None),
            (["2026", "2026"], None),
        ] {
            assert_eq!(of(&given), expected.map(|at| vec![at]), "{given:?}");
        }
    }
}
