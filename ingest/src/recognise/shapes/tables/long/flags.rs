//! A list's column that says which of a school's several rows for a statement stands: `Latest`, `Superseded`, `Version`.
//! In: the column, the statements' rows and their schools. Out: the rows that the list itself sets aside, and those that
//! leave a doubt. Never sets a row aside unless exactly one other of its school and statement is said to stand in its place
//! and says something.

use rustc_hash::FxHashMap;
use schemas::{finding::Finding, rules};

use crate::{
    grid::{Cell, Grid, Value},
    normalise::text,
    recognise::{
        draft::Desk,
        found::Hit,
        headings::{
            Head,
            bands::{Band, Headed},
        },
        written::{as_written, says},
    },
};

/// What such a column says of its rows.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// A yes means that the row stands.
    Stands,
    /// As well, where another stands: a draft or an entry that is no longer used may be all there is.
    Live,
    /// A yes means that another stands in its place.
    Aside,
    /// A number: the highest stands.
    Version,
    /// A word for either: of a column that may as well say something else.
    Status,
}

/// What a flag says of its row.
#[derive(Clone, Copy, PartialEq)]
enum Flag {
    Stands,
    Aside,
    /// Gives way to a row that stands, and stands where there is none.
    GivesWay,
    Number(f64),
}

/// A row with what its flag says.
type Flagged = (u32, Option<Flag>);

/// The column of flags.
pub(super) struct Flags<'g> {
    grid: &'g Grid,
    column: u32,
    /// The rows that are set aside, rising, each with the row that stands.
    passed: Vec<(u32, u32)>,
    /// The rows that are said not to stand, though there is no other.
    doubtful: Vec<u32>,
}

/// Takes the column of flags for none of answers: under `Latest` a `Yes` is none.
pub(super) fn take_column(grid: &Grid, band: &mut Band, hits: &[Hit]) {
    let Some((column, kind)) = column_of(grid, band, hits) else { return };
    if matches!(kind, Kind::Stands | Kind::Live | Kind::Aside) {
        band.heads.retain(|headed| headed.column != column);
        band.heads.push(Headed { column, anchor: column, head: Head::Number });
        band.heads.sort_by_key(|headed| headed.column);
    }
}

/// The column whose heading says which rows stand; none where there are two.
fn column_of(grid: &Grid, band: &Band, hits: &[Hit]) -> Option<(u32, Kind)> {
    let heads = (band.top..=band.row).flat_map(|row| grid.row(row));
    let mut all = heads.filter_map(|cell| Some((cell.column, kind_of(cell.value.as_text()?)?)));
    let first = all.next()?;
    let is_other = all.all(|(column, _)| column == first.0);
    (is_other && hits.iter().all(|hit| hit.column != first.0)).then_some(first)
}

fn kind_of(raw: &str) -> Option<Kind> {
    if raw.len() > 24 {
        return None;
    }
    let words = text::words(raw);
    let bare = words.strip_prefix("is ").unwrap_or(&words);
    Some(match bare {
        "latest" | "current" | "most recent" | "latest version" | "current version" | "latest response"
        | "current response" | "latest row" | "current row" | "newest" => Kind::Stands,
        "live" | "active" | "final" | "final version" => Kind::Live,
        "superseded" | "replaced" | "obsolete" | "archived" | "withdrawn" | "out of date" | "old"
        | "old version" | "old response" | "overwritten" => Kind::Aside,
        "version" | "version no" | "version number" | "revision" | "revision no" | "revision number"
        | "rev" => Kind::Version,
        "status" | "row status" | "record status" | "response status" | "version status" | "state" => {
            Kind::Status
        }
        _ => return None,
    })
}

impl<'g> Flags<'g> {
    /// Reads the column; none where the list has none, or it sets nothing aside. `keys` are the rows' schools.
    pub(super) fn of(
        grid: &'g Grid,
        band: &Band,
        (hits, keys): (&[Hit], &[String]),
        is_answered: impl Fn(u32) -> bool,
    ) -> Option<Self> {
        let (column, kind) = column_of(grid, band, hits)?;
        let mut by_statement: FxHashMap<(&str, usize), Vec<Flagged>> = FxHashMap::default();
        let mut stands = false;
        for (hit, key) in hits.iter().zip(keys) {
            let flag = flag_of(grid.at(hit.row, column), kind);
            // Of a column that says anything else nobody knows what it says of the rows.
            if flag.is_none() && kind == Kind::Status {
                return None;
            }
            stands |= matches!(flag, Some(Flag::Stands | Flag::Number(_)));
            by_statement.entry((key, hit.statement)).or_default().push((hit.row, flag));
        }
        let mut flags = Self { grid, column, passed: Vec::new(), doubtful: Vec::new() };
        for rows in by_statement.values().filter(|_| stands) {
            let aside = || rows.iter().filter(|(_, flag)| *flag == Some(Flag::Aside)).map(|(row, _)| *row);
            match standing(rows) {
                Some(stands) if is_answered(stands) => {
                    let others = rows.iter().map(|(row, _)| *row).filter(|row| *row != stands);
                    flags.passed.extend(others.map(|row| (row, stands)));
                }
                None if aside().count() == rows.len() && rows.len() == 1 => flags.doubtful.extend(aside()),
                // Of several rows that differ it is asked which holds.
                _ => {}
            }
        }
        flags.passed.sort_unstable();
        flags.doubtful.sort_unstable();
        (!flags.passed.is_empty() || !flags.doubtful.is_empty()).then_some(flags)
    }

    /// The column itself.
    pub(super) const fn column(&self) -> u32 {
        self.column
    }

    /// The rows that are set aside, rising.
    pub(super) fn passed(&self) -> impl Iterator<Item = u32> {
        self.passed.iter().map(|(row, _)| *row)
    }

    /// Whether a row is said not to stand, and there is no other.
    pub(super) fn is_doubtful(&self, row: u32) -> bool {
        self.doubtful.binary_search(&row).is_ok()
    }

    /// The note on the rows that were set aside, with what each says. `answer` is a row's, with its column.
    pub(super) fn told(
        &self,
        desk: &Desk<'_>,
        index: usize,
        answer: impl Fn(u32) -> (u32, String),
    ) -> Option<Finding> {
        const NAMED: usize = 40;
        let (first, _) = *self.passed.first()?;
        let said = |row: u32| {
            let (column, said) = answer(row);
            format!("{} '{said}'", desk.place(index, row, column).cell)
        };
        let shown = |(row, stands): &(u32, u32)| format!("{} beside {}", said(*row), said(*stands));
        let named: Vec<String> = self.passed.iter().take(NAMED).map(shown).collect();
        let n = self.passed.len();
        let more = if n > NAMED { format!(" and {} more", n - NAMED) } else { String::new() };
        let message = format!(
            "rows that the list itself says no longer stand were left out beside those that do: {n} ({}{more})",
            named.join(", ")
        );
        let read = self.grid.at(first, self.column).map(|cell| as_written(&cell.value)).unwrap_or_default();
        let place = desk.place(index, first, self.column);
        Some(Finding::new(&rules::ROWS_OF_ANOTHER_YEAR, place, message).reading(read))
    }
}

/// The only row of a school and statement that stands, where each other one is said not to.
fn standing(rows: &[Flagged]) -> Option<u32> {
    if rows.len() < 2 {
        return None;
    }
    let number = |flag: &Option<Flag>| match flag {
        Some(Flag::Number(number)) => Some(*number),
        _ => None,
    };
    if let Some(numbers) = rows.iter().map(|(_, flag)| number(flag)).collect::<Option<Vec<f64>>>() {
        let last = numbers.iter().copied().fold(f64::MIN, f64::max);
        let mut highest = rows.iter().zip(&numbers).filter(|(_, number)| **number >= last);
        let ((row, _), _) = highest.next()?;
        return highest.next().is_none().then_some(*row);
    }
    let mut standing = rows.iter().filter(|(_, flag)| *flag == Some(Flag::Stands));
    let (row, _) = standing.next()?;
    let is_aside = |flag: &Option<Flag>| matches!(flag, Some(Flag::Aside | Flag::GivesWay));
    let n_aside = rows.iter().filter(|(_, flag)| is_aside(flag)).count();
    (n_aside + 1 == rows.len()).then_some(*row)
}

/// What a row's flag says; none where it says nothing that is known.
fn flag_of(cell: Option<&Cell>, kind: Kind) -> Option<Flag> {
    let raw = cell.filter(|cell| says(cell)).map(|cell| match &cell.value {
        Value::Flag(is) | Value::Box(is) => is.to_string(),
        value => as_written(value),
    });
    let words = raw.as_deref().map(text::words).unwrap_or_default();
    let by_word = match words.as_str() {
        "current" | "latest" | "live" | "active" | "final" | "most recent" | "stands" | "newest" => {
            Some(Flag::Stands)
        }
        "superseded" | "replaced" | "obsolete" | "withdrawn" | "overwritten" => Some(Flag::Aside),
        "old" | "previous" | "earlier" | "archived" | "out of date" | "draft" | "inactive" | "historic" => {
            Some(Flag::GivesWay)
        }
        _ => None,
    };
    let turned = |is: bool| match (kind, is) {
        (Kind::Stands | Kind::Live, true) | (Kind::Aside, false) => Some(Flag::Stands),
        (Kind::Stands, false) | (Kind::Aside, true) => Some(Flag::Aside),
        (Kind::Live, false) => Some(Flag::GivesWay),
        _ => None,
    };
    match kind {
        Kind::Version => by_word.or_else(|| number_of(&words).map(Flag::Number)),
        Kind::Status => by_word,
        // `Superseded`, under `Superseded`: so it is.
        Kind::Aside | Kind::Stands | Kind::Live => by_word.or_else(|| match words.as_str() {
            "yes" | "y" | "true" | "1" | "x" => turned(true),
            "no" | "n" | "false" | "0" => turned(false),
            "" => match raw.as_deref().map(str::trim) {
                None | Some("" | "-") => turned(false),
                Some("\u{2713}" | "\u{2714}" | "*") => turned(true),
                Some(_) => None,
            },
            _ => None,
        }),
    }
}

/// `2`, `v2`, `Version 2`, `2.1`.
fn number_of(words: &str) -> Option<f64> {
    let bare = ["version ", "revision ", "rev ", "v ", "ver ", "v", "r"]
        .iter()
        .find_map(|opening| words.strip_prefix(opening))
        .unwrap_or(words);
    // Points part words.
    bare.replacen(' ', ".", 1).parse().ok().filter(|number: &f64| number.is_finite() && *number >= 0.0)
}
