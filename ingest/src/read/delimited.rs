//! Delimited text: CSV, TSV and their kin, by whatever delimiter and line end.
//! In: text. Out: one grid, its rows numbered by the file's own lines. Never trims a field.

use std::borrow::Cow;

use schemas::sep_line::sep_line;

use super::{budget::Budget, limits::Limits, refusal::Refusal, uneven::Rows};
use crate::grid::{Addressing, Cell, Grid, Look, Value};

/// What may part fields, in the order of preference where nothing tells them apart.
const DELIMITERS: [u8; 6] = [b',', b';', b'\t', b'|', b'^', b'~'];

/// What else may, where nearly every line has several of them.
const RARE: [u8; 8] = *b":!#@\\*%&";

/// Parts nothing: no text holds it.
const NONE: u8 = 0x1f;

/// What a text table came to.
#[derive(Debug)]
pub(crate) struct TextTable {
    /// The table.
    pub(crate) grid: Grid,
    /// How many of its texts were cut.
    pub(crate) n_cut: usize,
    /// Whether the file seems to end within a record: its last line has no end, and fewer fields than the one before.
    pub(crate) ends_early: bool,
    /// What to say of lines with fewer or more fields than the others.
    pub(crate) uneven: Option<Refusal>,
}

/// Reads a text table.
pub(crate) fn read(text: &str, limits: &Limits) -> Result<TextTable, Refusal> {
    let (delimiter, skip) = match sep_line(text) {
        Some((delimiter, length)) => (delimiter, length),
        None => (delimiter(text), 0),
    };
    let rest = text.get(skip..).unwrap_or_default();
    let parting = Parting { delimiter, quotes: Quotes::OverLines, is_framed: is_framed(rest, delimiter) };
    let first_line = u32::from(skip > 0);
    let (mut table, widths) = read_parted(rest, parting, first_line, limits)?;
    if widths.are_over_lines && is_within_lines(rest, parting, &widths.of_records) {
        let parting = Parting { quotes: Quotes::WithinLines, ..parting };
        (table, _) = read_parted(rest, parting, first_line, limits)?;
    }
    Ok(table)
}

/// How many fields the records have that say anything.
#[derive(Default)]
struct Widths {
    of_records: Vec<usize>,
    /// Whether any of the fields goes over several lines.
    are_over_lines: bool,
}

/// Reads a text table whose parting is known.
fn read_parted(
    text: &str,
    parting: Parting,
    first_line: u32,
    limits: &Limits,
) -> Result<(TextTable, Widths), Refusal> {
    let mut budget = Budget::new(limits);
    let mut grid = Grid { addressing: Addressing::Text, ..Grid::default() };
    let mut outcome = Ok(());
    let mut column = 0;
    let mut widths = (0, 0);
    let (mut all, mut has_text) = (Widths::default(), false);
    let mut rows = Rows::default();
    let mut last_line = 0;
    records(text, parting, |piece| match piece {
        Piece::Field { line, text } => {
            last_line = line + first_line;
            rows.field(column as usize, !text.is_empty(), text.starts_with(' ') && text.len() > 1);
            all.are_over_lines =
                all.are_over_lines || memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_some();
            has_text = has_text || !text.trim().is_empty();
            if outcome.is_ok() && !text.is_empty() {
                outcome = push(&mut grid, (line + first_line, column), &text, &mut budget);
            }
            column += 1;
            outcome.is_ok()
        }
        Piece::End => {
            widths = (widths.1, column);
            if std::mem::take(&mut has_text) {
                all.of_records.push(column as usize);
            }
            rows.end(last_line.saturating_add(1));
            column = 0;
            outcome.is_ok()
        }
    });
    outcome?;
    let ends_early = widths.1 < widths.0 && !text.ends_with(['\n', '\r']);
    // The last line is spoken of once.
    let uneven = if ends_early { None } else { rows.note("line", "field", "") };
    (grid.short_rows, grid.lost_rows) = (rows.short(), rows.lost());
    Ok((TextTable { grid, n_cut: budget.n_cut, ends_early, uneven }, all))
}

fn push(grid: &mut Grid, (row, column): (u32, u32), text: &str, budget: &mut Budget) -> Result<(), Refusal> {
    budget.cell()?;
    let value = Value::Text(budget.text(&unwrapped(text))?.into());
    grid.cells.push(Cell { row, column, value, look: Look::default() });
    Ok(())
}

/// `="x"`: what some systems write so that Excel takes a field for text.
fn unwrapped(field: &str) -> Cow<'_, str> {
    let inner = field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    match inner {
        Some(inner) if !inner.replace("\"\"", "").contains('"') => inner.replace("\"\"", "\"").into(),
        _ => field.into(),
    }
}

/// The delimiter whose records are most alike: the one for which most records have the same number of fields, more
/// than one; the more fields, the better.
fn delimiter(text: &str) -> u8 {
    let mut best = (0_u64, b',');
    for delimiter in DELIMITERS {
        if memchr::memchr(delimiter, text.as_bytes()).is_none() {
            continue;
        }
        let score = likeness(text, delimiter);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    // Times have colons, too: only where nothing else parts the lines as well.
    for rare in RARE {
        if parts_nearly_all(text, rare) {
            let score = likeness(text, rare);
            best = if score > best.0 { (score, rare) } else { best };
        }
    }
    if matches!(best.1, b',' | b';') && is_prose(text, best.1) { NONE } else { best.1 }
}

/// Whether a sign of other uses may part fields: several stand in nearly every line, and no space behind them.
fn parts_nearly_all(text: &str, sign: u8) -> bool {
    const FEWEST: usize = 3;
    let bytes = text.as_bytes();
    // Most texts have but a few of such signs.
    if memchr::memchr_iter(sign, bytes).count() < FEWEST * 3 {
        return false;
    }
    let is_parting = |line: &[u8]| {
        let parts = |at: &usize| line.get(at + 1) != Some(&b' ');
        memchr::memchr_iter(sign, line).filter(parts).count() >= FEWEST
    };
    let lines = text.lines().filter(|line| !line.trim().is_empty()).take(200);
    let (mut n_rows, mut n_lines) = (0, 0);
    for line in lines {
        n_lines += 1;
        n_rows += usize::from(is_parting(line.as_bytes()));
        // So few of the first lines, and it is no delimiter.
        if n_lines >= 12 && 4 * n_rows < n_lines {
            return false;
        }
    }
    n_rows >= 4 && 4 * n_rows >= 3 * n_lines
}

/// Whether the sign parts nothing but clauses: it has a space or the line's end behind it throughout, long lines have it here
/// and there, and no line is a row of headings, with whose number of fields they agree.
fn is_prose(text: &str, sign: u8) -> bool {
    let is_sign = |byte: &u8| *byte == sign;
    let bytes = text.as_bytes();
    let ends_clause = |at: usize| matches!(bytes.get(at + 1), None | Some(b' ' | b'\r' | b'\n'));
    // In most tables the first sign tells.
    if !memchr::memchr_iter(sign, bytes).all(ends_clause) {
        return false;
    }
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let n = |line: &str| line.bytes().filter(is_sign).count();
    let is_heading = |line: &str| {
        let fields = || line.split(char::from(sign)).map(str::trim);
        n(line) > 0
            && line.len() <= 60
            && fields().all(|field| (1..=30).contains(&field.len()))
            && !line.ends_with('.')
    };
    let long: Vec<usize> = lines().filter(|line| line.len() > 60).map(n).collect();
    let mut widths = long.clone();
    widths.sort_unstable();
    widths.dedup();
    let agrees = |line: &str| 4 * long.iter().filter(|width| **width >= n(line)).count() >= 3 * long.len();
    // Of two short clauses nobody can tell them from two headings, but by where they stand.
    let n_above = lines().take_while(|line| line.len() <= 60).count();
    let heads = |(at, line): (usize, &str)| is_heading(line) && (at < n_above || n(line) > 1) && agrees(line);
    long.len() >= 4 && widths.len() > 2 && !lines().enumerate().any(heads)
}

fn likeness(text: &str, delimiter: u8) -> u64 {
    const SAMPLE: usize = 200;
    let mut counts: Vec<u64> = Vec::new();
    let mut fields = 0;
    let mut has_text = false;
    let mut n_loose = 0_u64;
    let parting = Parting { delimiter, quotes: Quotes::OverLines, is_framed: is_framed(text, delimiter) };
    records(text, parting, |piece| {
        match piece {
            Piece::Field { text, .. } => {
                fields += 1;
                has_text = has_text || !is_rule(&text);
                // A comma or semicolon inside running text is followed by a space.
                n_loose += u64::from(text.starts_with(' ') && text.len() > 1);
            }
            Piece::End => {
                if has_text {
                    counts.push(fields);
                }
                (fields, has_text) = (0, false);
            }
        }
        counts.len() < SAMPLE
    });
    let n_split = counts.iter().filter(|count| **count > 1).count() as u64;
    if n_split == 0 {
        return 0;
    }
    // Each record is compared with the one before: rows of a table agree, whatever stands above it.
    let n_alike = counts.windows(2).filter(|pair| pair[0] == pair[1] && pair[0] > 1).count() as u64;
    let all: u64 = counts.iter().sum();
    let loose = n_loose * 100 / all.max(1);
    let total = counts.len() as u64;
    let width = counts.iter().copied().max().unwrap_or(1).min(60);
    (n_alike * 1000 / total + n_split * 300 / total + width * 2).saturating_sub(loose * 8).max(1)
}

/// Whether a field is empty, or part of a line drawn between the rows: `+-----+----+`.
fn is_rule(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(c, '+' | '-' | '=' | '_' | '|'))
}

/// What parts a text's fields and records.
#[derive(Clone, Copy)]
struct Parting {
    delimiter: u8,
    quotes: Quotes,
    /// Whether a record ends with a delimiter as it begins with one: a line that does not goes on in the next.
    is_framed: bool,
}

/// Whether the rows of a table drawn with bars begin and end with one.
fn is_framed(text: &str, delimiter: u8) -> bool {
    const FEWEST: usize = 3;
    if delimiter != b'|' {
        return false;
    }
    let (mut n_begun, mut n_ended) = (0, 0);
    for line in text.split(['\n', '\r']).map(str::trim).filter(|line| line.starts_with('|')) {
        n_begun += 1;
        n_ended += usize::from(line.len() > 1 && line.ends_with('|'));
    }
    n_ended >= FEWEST && 2 * n_ended > n_begun
}

/// How far a quotation mark at the beginning of a field holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotes {
    /// To the next one, over lines.
    OverLines,
    /// Within its line; where it is not closed there, it is a letter.
    WithinLines,
}

/// Whether the quotation marks of a text with fields over several lines hold within lines: where such fields leave the
/// records uneven, whose widths are these, and without any all are of one width.
fn is_within_lines(text: &str, parting: Parting, over: &[usize]) -> bool {
    let is_next_even = |one: usize, next: usize| one == next && next > 1;
    let n_even = |widths: &[usize]| widths.windows(2).filter(|pair| is_next_even(pair[0], pair[1])).count();
    let most_lost = over.len() - n_even(over);
    let mut within: Vec<usize> = Vec::new();
    let (mut n_lost, mut width, mut has_text) = (0, 0_usize, false);
    records(text, Parting { quotes: Quotes::WithinLines, ..parting }, |piece| {
        match piece {
            Piece::Field { text, .. } => {
                width += 1;
                has_text = has_text || !text.trim().is_empty();
            }
            Piece::End => {
                if has_text {
                    n_lost += usize::from(!within.last().is_some_and(|last| is_next_even(*last, width)));
                    within.push(width);
                }
                (width, has_text) = (0, false);
            }
        }
        n_lost <= most_lost
    });
    // Above the table stand a few lines of another width.
    n_lost <= most_lost && n_lost <= 4 && within.len() > over.len()
}

enum Piece<'t> {
    Field { line: u32, text: Cow<'t, str> },
    End,
}

/// Walks the records. Quotes are honoured where a field begins with one; a line ends with LF, CR LF or CR; `visit`
/// says whether to go on. A field's line is that on which its record begins.
fn records<'t>(text: &'t str, parting: Parting, mut visit: impl FnMut(Piece<'t>) -> bool) {
    let bytes = text.as_bytes();
    let (mut at, mut line) = (0, 0_u32);
    while at < bytes.len() {
        let record_line = line;
        let parting = Parting { is_framed: parting.is_framed && begins_with_bar(bytes, at), ..parting };
        loop {
            let (field, next) = field(text, at, parting, &mut line);
            at = next;
            if !visit(Piece::Field { line: record_line, text: field }) {
                return;
            }
            match bytes.get(at) {
                Some(byte) if *byte == parting.delimiter => at += 1,
                _ => break,
            }
        }
        if bytes.get(at) == Some(&b'\r') {
            at += 1;
        }
        if bytes.get(at) == Some(&b'\n') {
            at += 1;
        }
        line = line.saturating_add(1);
        if !visit(Piece::End) {
            return;
        }
    }
}

/// Whether a line's first sign from here on, spaces aside, is a bar.
fn begins_with_bar(bytes: &[u8], at: usize) -> bool {
    bytes.iter().skip(at).find(|byte| !matches!(byte, b' ' | b'\t')) == Some(&b'|')
}

/// The field that begins at a place, and where it ends: at a delimiter, a line end or the end of the text. Line ends
/// within quotes are counted.
fn field<'t>(text: &'t str, from: usize, parting: Parting, line: &mut u32) -> (Cow<'t, str>, usize) {
    let Parting { delimiter, quotes, is_framed } = parting;
    let bytes = text.as_bytes();
    let stop = |from: usize| {
        // Most fields end where they begin, or right behind their quotation mark.
        if matches!(bytes.get(from), Some(byte) if matches!(byte, b'\n' | b'\r') || *byte == delimiter) {
            return from;
        }
        let rest = bytes.get(from..).unwrap_or_default();
        memchr::memchr3(delimiter, b'\n', b'\r', rest).map_or(bytes.len(), |found| from + found)
    };
    let open = from + spaces_before_quote(bytes, from, delimiter);
    if bytes.get(open) != Some(&b'"') {
        let mut end = stop(from);
        while is_framed && let Some(next) = next_line(text, from, end) {
            *line = line.saturating_add(1);
            end = stop(next);
        }
        return (text.get(from..end).unwrap_or_default().into(), end);
    }
    let mut value = Cow::Borrowed("");
    let mut at = open + 1;
    let mut lines_inside = 0;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(quote) = memchr::memchr(b'"', rest).map(|found| at + found) else {
            // The quote is never closed: it is an ordinary letter, and the field ends with its line.
            let end = stop(from);
            return (text.get(from..end).unwrap_or_default().into(), end);
        };
        let piece = text.get(at..quote).unwrap_or_default();
        lines_inside += line_ends(piece);
        // Most fields are one piece.
        if value.is_empty() {
            value = Cow::Borrowed(piece);
        } else {
            value += piece;
        }
        if bytes.get(quote + 1) == Some(&b'"') {
            value += "\"";
            at = quote + 2;
            continue;
        }
        let end = stop(quote + 1);
        // A field over several lines ends with its quote. Where it does not, the first quote closed nothing and is a letter,
        // or a page would be swallowed.
        let is_swallowing = lines_inside > 0 && quotes == Quotes::WithinLines;
        let is_whole = lines_inside > 0 || open > from;
        if is_swallowing || is_whole && !text.get(quote + 1..end).is_none_or(|rest| rest.trim().is_empty()) {
            let end = stop(from);
            return (text.get(from..end).unwrap_or_default().into(), end);
        }
        if open == from {
            value += text.get(quote + 1..end).unwrap_or_default();
        }
        *line = line.saturating_add(lines_inside);
        return (value, end);
    }
}

/// How many spaces stand before a field's opening quotation mark, as some programs part fields by a comma and a space; none
/// where the field has no such mark.
fn spaces_before_quote(bytes: &[u8], from: usize, delimiter: u8) -> usize {
    const MOST: usize = 3;
    if bytes.get(from) != Some(&b' ') || delimiter == b'|' {
        return 0;
    }
    let field = bytes.iter().skip(from).take(MOST + 1);
    let n = field.take_while(|byte| **byte == b' ').count();
    if bytes.get(from + n) == Some(&b'"') { n } else { 0 }
}

/// Where a framed record's field goes on behind the end of a line: on the next line, unless a record begins there or the
/// table ends.
fn next_line(text: &str, from: usize, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let next = end + if rest.starts_with("\r\n") { 2 } else { 1 };
    let is_open = rest.starts_with(['\r', '\n']) && !text.get(from..end)?.trim().is_empty();
    let line = text.get(next..)?.split(['\r', '\n']).next()?.trim();
    (is_open && !line.is_empty() && !line.starts_with(['|', '+'])).then_some(next)
}

fn line_ends(text: &str) -> u32 {
    if memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_none() {
        return 0;
    }
    let lf = memchr::memchr_iter(b'\n', text.as_bytes()).count();
    let bare_cr = memchr::memchr_iter(b'\r', text.as_bytes())
        .filter(|at| text.as_bytes().get(at + 1) != Some(&b'\n'))
        .count();
    u32::try_from(lf + bare_cr).unwrap_or(u32::MAX)
}
