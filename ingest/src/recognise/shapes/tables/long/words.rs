//! Columns of words in a list with a row for each school and statement, beside its answers and comments.
//! In: the list's columns. Out: those in which people say something, and a note on the others that are nobody's property.
//! Never takes what a column says of each school (its sector) or each statement (its section) for somebody's words.

use std::collections::HashSet;

use rustc_hash::FxHashMap;
use schemas::{finding::Finding, rules};

use super::{Table, is_of_school, key_of, schools::Schools};
use crate::{
    grid::Cell,
    normalise::text,
    recognise::{
        draft::{
            Desk,
            roles::{Block, Columns, Role, used_columns},
        },
        headings::{Head, bands::Band},
        shapes::unplaced::are_words,
        written::{as_written, says},
    },
};

/// Further columns in which people say something: several words, mostly others in each row, or under a heading that asks
/// for them (`Next steps`). What else comes again and again is the export's own.
pub(super) fn talking_columns(
    block: &Block<'_>,
    roles: &Columns,
    band: &Band,
    schools: &Schools,
) -> Vec<u32> {
    let talks = |column: u32| {
        let cells = block.rows.iter().filter_map(|row| block.grid.at(*row, column));
        let (mut n, mut said) = (0, HashSet::new());
        for cell in cells.filter(|cell| says(cell)) {
            n += 1;
            said.extend(cell.value.as_text().filter(|_| are_words(cell)));
        }
        said.len() * 2 > n
    };
    let asks_for_words = |column: u32| {
        band.heads.iter().any(|headed| headed.column == column && headed.head == Head::Further)
            && (said(block, schools, column).is_some() || names_plan(block, band, column))
    };
    further(block, roles, band).filter(|column| talks(*column) || asks_for_words(*column)).collect()
}

/// Whether a heading asks what a school means to do: that is its own, though it says the same as another.
fn names_plan(block: &Block<'_>, band: &Band, column: u32) -> bool {
    let head = block.heads.at(band.row, column).and_then(|cell| cell.value.as_text());
    let words = head.map(text::words).unwrap_or_default();
    ["action", "next step", "support needed", "support required", "impact"]
        .iter()
        .any(|named| words.starts_with(named))
}

/// The columns that are neither the school's nor the statement's, and hold no answers or comments.
fn further(block: &Block<'_>, roles: &Columns, band: &Band) -> impl Iterator<Item = u32> {
    used_columns(block).into_iter().filter(|column| {
        *column != block.column
            && matches!(roles.role(*column), Some(Role::Further) | None)
            && !is_of_school(band, *column)
    })
}

/// What a column says of each school, or of each statement: always the same, or now this, now that.
#[derive(Default)]
struct Says<'g> {
    of: FxHashMap<String, &'g str>,
    varies: bool,
}

impl<'g> Says<'g> {
    fn take(&mut self, key: String, text: &'g str) {
        self.varies |= *self.of.entry(key).or_insert(text) != text;
    }
}

/// The texts of a column, where they are no property of the school or of the statement.
fn said<'g>(block: &Block<'g>, schools: &Schools, column: u32) -> Option<Vec<&'g str>> {
    let (mut of_school, mut of_statement) = (Says::default(), Says::default());
    let mut texts = Vec::new();
    for row in block.rows {
        let at = |column: Option<u32>| -> Option<&'g Cell> {
            block.grid.at(*row, column?).filter(|cell| says(cell))
        };
        let own = at(Some(column)).and_then(|cell| cell.value.as_text());
        let Some(text) = own.filter(|raw| raw.chars().any(char::is_alphabetic)) else { continue };
        texts.push(text);
        of_school.take(schools.key(block.grid.row(*row)), text);
        of_statement.take(key_of((at(Some(block.column)), None)), text);
    }
    (of_school.varies && of_statement.varies).then_some(texts)
}

/// The different ones of some texts, in a line.
fn shown(texts: &[&str]) -> String {
    const MOST: usize = 40;
    const LONGEST: usize = 500;
    let mut known = HashSet::new();
    let different: Vec<&str> = texts.iter().copied().filter(|text| known.insert(*text)).collect();
    let cut = |text: &&str| text.chars().take(LONGEST).collect::<String>();
    let all = different.iter().take(MOST).map(cut).collect::<Vec<_>>().join(" | ");
    if different.len() > MOST { format!("{all} | and {} more", different.len() - MOST) } else { all }
}

/// A note on the columns of words that were not read; `flags` is one that says which rows stand.
pub(super) fn unread(
    desk: &Desk<'_>,
    table: &Table<'_, '_>,
    block: &Block<'_>,
    flags: Option<u32>,
) -> Option<Finding> {
    const NAMED: usize = 6;
    let mut unread: Vec<(u32, String)> = Vec::new();
    let others = further(block, table.roles, table.band)
        .filter(|column| !table.talks.contains(column) && Some(*column) != flags);
    for column in others {
        if let Some(texts) = said(block, table.schools, column) {
            let head = table.grid.at(table.band.row, column).map(|cell| as_written(&cell.value));
            let head = head.filter(|head| !head.is_empty()).unwrap_or_else(|| "no heading".to_owned());
            unread.push((column, format!("{head} ({} cells: {})", texts.len(), shown(&texts))));
        }
    }
    let (first, _) = unread.first()?;
    let named: Vec<&str> = unread.iter().take(NAMED).map(|(_, head)| head.as_str()).collect();
    let more = if unread.len() > NAMED { " and more" } else { "" };
    let message = format!("columns of the list hold words that were not kept: {}{more}", named.join(", "));
    let place = desk.place(table.index, table.band.row, *first);
    Some(
        Finding::new(&rules::WORDS_OF_NO_SCHOOL, place, message)
            .with_suggestion("Where they comment on answers, head the column Comments and run again"),
    )
}
