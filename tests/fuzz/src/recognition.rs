//! Recognition, fed with grids of any shape.
//! In: bytes: a line a row, cells between bars, `---` between sheets. Out: nothing. Never goes through a reader.

use std::sync::OnceLock;

use ingest::{
    grid::{Addressing, Block, Cell, Grid, Look, SymbolFont, Value},
    recognise::{Known, Library, recognise},
};
use schemas::{catalogue::load, ids::Year};

use crate::{forms, promises};

/// The catalogues that the program brings along.
pub(crate) fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| Library::new(load::builtin()))
}

/// The collection.
pub(crate) fn year() -> Year {
    match Year::of(2026) {
        Ok(year) => year,
        Err(_) => unreachable!("2026 is a year"),
    }
}

/// Any grids: every return is whole, says what it does not answer, and answers only what stands there; and the same
/// again the second time.
pub(crate) fn recognition(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let grids = grids(text);
    let known = Known { library: library(), year: year(), decisions: &[] };
    let (returns, findings) = recognise("a.xlsx", "0123", &grids, &known);
    assert!(!returns.is_empty() || !findings.is_empty(), "nothing was read, and nothing said");
    promises::of_returns(&returns, &findings, library().catalogues(), year());
    if grids.iter().all(|grid| grid.addressing != Addressing::Text) {
        promises::stand_in(&returns, &grids);
    }
    let (again, said_again) = recognise("a.xlsx", "0123", &grids, &known);
    assert_eq!(format!("{returns:?}"), format!("{again:?}"), "not the same the second time");
    assert_eq!(findings, said_again, "not the same findings the second time");
}

fn grids(text: &str) -> Vec<Grid> {
    let sheets = text.split("---\n").take(4).enumerate();
    sheets.map(|(number, table)| grid(&format!("Sheet{number}"), table)).collect()
}

/// A sheet. A first line that begins with `%` says how it is addressed, which row and column is hidden, what is merged.
fn grid(name: &str, table: &str) -> Grid {
    let mut grid = Grid { sheet: name.to_owned(), ..Grid::default() };
    for (row, line) in (0_u32..).zip(table.lines().take(300)) {
        if let Some(rest) = line.strip_prefix('%').filter(|_| row == 0) {
            let mut numbers = rest.bytes().map(|byte| u32::from(byte % 32));
            let mut next = || numbers.next().unwrap_or(0);
            grid.addressing =
                [Addressing::Workbook, Addressing::Text, Addressing::Document][next() as usize % 3];
            grid.is_hidden = next() == 1;
            grid.hidden_rows = vec![next()];
            grid.hidden_columns = vec![next()];
            let (top, left) = (next(), next());
            grid.merges = vec![Block { top, left, bottom: top + next(), right: left + next() }];
            continue;
        }
        for (column, given) in (0_u32..).zip(line.split('|').take(60)) {
            let (value, look) = cell(given);
            if value != Value::Empty || look.fill.is_some() {
                grid.cells.push(Cell { row, column, value, look });
            }
        }
    }
    grid
}

/// A cell: signs before its text say its look and what kind of value it is.
fn cell(mut given: &str) -> (Value, Look) {
    let mut look = Look::default();
    loop {
        let mut letters = given.chars();
        match letters.next() {
            Some('~') => look.fill = Some(0x0000_ff00),
            Some('^') => look.symbol_font = Some(SymbolFont::Wingdings),
            Some('!') => look.is_struck = true,
            _ => break,
        }
        given = letters.as_str();
    }
    let value = match given {
        "" => Value::Empty,
        "[x]" => Value::Box(true),
        "[ ]" => Value::Box(false),
        "TRUE" => Value::Flag(true),
        "FALSE" => Value::Flag(false),
        text if text.starts_with('#') => Value::Error(text.into()),
        text => match text.strip_prefix('@').map_or(text, |serial| serial).parse() {
            Ok(number) if text.starts_with('@') => Value::Serial(number),
            Ok(number) => Value::Number(number),
            Err(_) => Value::Text(with_statements(text).into()),
        },
    };
    (value, look)
}

/// The text with `{POL-04}` replaced by that statement's words.
fn with_statements(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let inside = after.split_once('}').and_then(|(id, behind)| Some((statement(id)?, behind)));
        match inside {
            Some((statement, behind)) if out.len() < 4_000 => {
                out.push_str(statement);
                rest = behind;
            }
            _ => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn statement(id: &str) -> Option<&'static str> {
    let all = library().catalogues().iter().flat_map(|catalogue| &catalogue.statements);
    all.into_iter().find(|statement| statement.id.as_str() == id).map(|statement| statement.text.as_str())
}

/// Short forms: the statements by their ids, so that a change of a byte seldom falls into a wording.
pub(crate) fn seeds() -> Vec<Vec<u8>> {
    let mut ids: Vec<&str> = Vec::new();
    for catalogue in library().catalogues() {
        ids.extend(catalogue.statements.iter().take(12).map(|statement| statement.id.as_str()));
    }
    let (first, second) = ids.split_at(12);
    let ticks = |ids: &[&str]| {
        let mut table = "School Name|Back School\nDate|@46085\n|Yes|Partly|No|Evidence\n".to_owned();
        for (at, id) in ids.iter().enumerate() {
            let mark = ["x|||seen", "|x||", "||~|", "||x|n/a", "[x]|[ ]||", "^\u{fc}|||", "1|0|0|"][at % 7];
            table.push_str(&format!("{{{id}}}|{mark}\n"));
        }
        table
    };
    let words = |ids: &[&str]| {
        let line = |(at, id): (usize, &&str)| {
            format!("{}|{{{id}}}|{}|\n", at + 1, ["Yes", "No", "Partly", "?"][at % 4])
        };
        format!("No.|Statement|Answer|Comments\n{}", ids.iter().enumerate().map(line).collect::<String>())
    };
    let wide = |ids: &[&str]| {
        let heads: String = ids.iter().map(|id| format!("|{{{id}}}")).collect();
        let answers = |word: &str| format!("|{word}").repeat(ids.len());
        format!("School{heads}\nBack School{}\nTong School{}\n", answers("Yes"), answers("No"))
    };
    let long = |ids: &[&str]| {
        let line = |id: &&str| format!("Back School|{{{id}}}|Yes\nTong School|{{{id}}}|Partly\n");
        format!("School|Statement|Answer\n{}", ids.iter().map(line).collect::<String>())
    };
    let collated = |ids: &[&str]| {
        let line = |id: &&str| format!("{{{id}}}|Yes|No\n");
        format!("Statement|Back School|Tong School\n{}", ids.iter().map(line).collect::<String>())
    };
    // Columns set by blanks, and words set off from a statement.
    let spaced = |ids: &[&str]| {
        let line = |(at, id): (usize, &&str)| {
            let text = statement(id).unwrap_or_default().replace('\n', " ");
            format!(
                "{:4}{text:210}{:10}{}\n",
                at + 1,
                ["Yes", "No", "Partly", ""][at % 4],
                ["seen", ""][at % 2]
            )
        };
        format!(
            "    {:210}Answer    Comments\n{}",
            "Statement",
            ids.iter().enumerate().map(line).collect::<String>()
        )
    };
    let turned = |ids: &[&str]| {
        let line = |(at, id): (usize, &&str)| match at % 3 {
            0 => format!("Target \u{2013} {{{id}}}|Yes\n"),
            1 => format!("{{{id}}} \u{2014} training needed?|No\n"),
            _ => format!("{{{id}}} (last year)|Partly\n"),
        };
        format!("Statement|Answer\n{}", ids.iter().enumerate().map(line).collect::<String>())
    };
    let plan = "Key area|Resources|Date completed|Signed\n{POL-01}|a course|1 May 2026|AB\n||x|\n";
    let rows: Vec<String> =
        forms::tick_form().iter().map(|cells| cells.join("|").replace('\n', " ")).collect();
    [
        ticks(first),
        ticks(second),
        words(first),
        wide(first),
        long(second),
        collated(first),
        format!("%abcdefgh\n{}---\n{}---\n{plan}", ticks(first), words(&first[4..])),
        format!("%b\n{}", rows.join("\n")),
        spaced(first),
        format!("%b\n{}", spaced(second)),
        turned(first),
    ]
    .map(String::into_bytes)
    .to_vec()
}
