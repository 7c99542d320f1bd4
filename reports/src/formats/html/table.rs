//! A table in the shape that its template takes.
//! In: a view's table. Out: heads as words and classes, rows as HTML, every value in it escaped. A map of answers carries
//! a letter and a class of one letter a cell, so that 500 schools stay a small file.

use std::fmt::Write;

use minijinja::HtmlEscape;
use serde::Serialize;

use super::{
    blocks::{Places, slug},
    values,
};
use crate::{
    views::page::{Cell, Column, Look, Table},
    words::answer_word,
};

/// A table.
#[derive(Debug, Serialize)]
pub(super) struct Grid {
    id: String,
    title: String,
    heads: Vec<Head>,
    n_rows: usize,
    /// The rows: so many cells cost a template several times as much.
    body: String,
    /// The column whose cells name their row.
    names: usize,
    is_map: bool,
    is_wide: bool,
    /// Whether the names of the rows are short, as ids are.
    is_short: bool,
    key: Vec<Key>,
}

/// A column's head.
#[derive(Debug, Serialize)]
struct Head {
    text: String,
    class: &'static str,
    /// `n` for numbers, `a` for answers, empty for words.
    sorts: &'static str,
}

/// A cell.
#[derive(Debug)]
struct Square {
    text: String,
    class: String,
    sort: String,
    anchor: String,
}

/// A line of the key to a map.
#[derive(Debug, Serialize)]
struct Key {
    class: &'static str,
    letter: &'static str,
    word: &'static str,
}

/// A table as the template takes it.
pub(super) fn grid(table: &Table, places: &Places) -> Grid {
    let is_map = table.columns.iter().any(|column| column.look == Look::Answer);
    let largest = table.largest_bar();
    let edges = edges(&table.columns);
    let brief = brief(table);
    let names = usize::from(table.n_fixed).saturating_sub(1);
    let mut body = String::with_capacity(table.rows.len() * table.columns.len() * 24);
    for row in &table.rows {
        body.push_str("<tr>");
        let cells = row.iter().zip(&table.columns).zip(edges.iter().zip(&brief)).enumerate();
        for (at, ((cell, column), (edge, brief))) in cells {
            let mut square = square(cell, column.look, largest, *edge, places);
            if *brief && square.class.is_empty() {
                "k".clone_into(&mut square.class);
            }
            square.put(&mut body, at == names, is_map);
        }
        body.push('\n');
    }
    Grid {
        id: format!("t-{}", slug(&table.name)),
        title: table.title.clone(),
        heads: table.columns.iter().zip(&edges).map(|(column, edge)| head(column, *edge)).collect(),
        n_rows: table.rows.len(),
        body,
        names,
        is_map,
        is_wide: table.columns.len() > 8,
        is_short: table.rows.iter().all(|row| row.get(names).is_some_and(is_short)),
        key: if is_map { key(table) } else { Vec::new() },
    }
}

impl Square {
    /// Puts the cell at the end of a row. One that names its row leads nowhere in a map, whose heads do.
    fn put(&self, row: &mut String, names_row: bool, is_map: bool) {
        if names_row {
            row.push_str("<th scope=row>");
        } else {
            row.push_str("<td");
            for (name, value) in [("class", &self.class), ("data-s", &self.sort)] {
                if !value.is_empty() {
                    row.extend([" ", name, "=\""]);
                    put_escaped(row, value);
                    row.push('"');
                }
            }
            row.push('>');
        }
        if self.anchor.is_empty() || names_row && is_map {
            return put_escaped(row, &self.text);
        }
        row.push_str("<a href=\"#");
        put_escaped(row, &self.anchor);
        row.push_str("\">");
        put_escaped(row, &self.text);
        row.push_str("</a>");
    }
}

/// Puts a value as HTML shows it.
fn put_escaped(html: &mut String, value: &str) {
    // A text takes whatever is written into it.
    let _ = write!(html, "{}", HtmlEscape(value));
}

fn is_short(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(text) if text.chars().count() <= 10)
}

fn head(column: &Column, edge: bool) -> Head {
    let (class, sorts) = match column.look {
        Look::Answer if edge => ("v e", "a"),
        Look::Answer => ("v", "a"),
        Look::Text | Look::Day => ("", ""),
        Look::Long => ("l", ""),
        _ => ("r", "n"),
    };
    Head { text: column.head.clone(), class, sorts }
}

fn square(cell: &Cell, look: Look, largest: i64, edge: bool, places: &Places) -> Square {
    if let Cell::Answer(code) = cell {
        let (class, letter) = values::letter(code);
        let class = if edge { format!("{class} e") } else { class.to_owned() };
        return Square { text: letter.to_owned(), class, sort: String::new(), anchor: String::new() };
    }
    let is_empty = matches!(cell, Cell::None);
    #[expect(clippy::cast_precision_loss, reason = "counts of schools and answers are far below 2^53")]
    let of_largest = |count: i64| count as f64 / largest.max(1) as f64;
    let class = match (look, cell) {
        (Look::Answer, _) if edge => "o e".to_owned(),
        (Look::Answer, _) => "o".to_owned(),
        (Look::ShareBar, Cell::Number(share)) => format!("r w w{}", values::whole_percent(*share)),
        (Look::CountBar, Cell::Count(count)) => format!("r w w{}", values::whole_percent(of_largest(*count))),
        (Look::ShareShade, Cell::Number(share)) => format!("r s s{}", values::whole_percent(*share) / 10),
        (Look::Text | Look::Day, _) => String::new(),
        (Look::Long, _) => "l".to_owned(),
        _ if is_empty => String::new(),
        _ => "r".to_owned(),
    };
    let anchor = match cell {
        Cell::Link(link) => places.anchor(link),
        _ => String::new(),
    };
    Square { text: values::words(cell, look), class, sort: values::sort_key(cell), anchor }
}

/// The columns of words that are short enough to stand on one line each.
fn brief(table: &Table) -> Vec<bool> {
    (0..table.columns.len())
        .map(|at| {
            let is_words = matches!(table.columns.get(at), Some(Column { look: Look::Text | Look::Day, .. }));
            let is_brief = |cell: &Cell| values::words(cell, Look::Text).chars().count() <= 12;
            is_words && table.rows.iter().filter_map(|row| row.get(at)).all(is_brief)
        })
        .collect()
}

/// The columns of a map at which another section begins: where the letters of the statements' ids change.
fn edges(columns: &[Column]) -> Vec<bool> {
    let mut before: Option<&str> = None;
    columns
        .iter()
        .map(|column| {
            let prefix = (column.look == Look::Answer).then(|| column.head.split('-').next().unwrap_or(""));
            let is_edge = prefix.is_some() && prefix != before;
            before = prefix;
            is_edge
        })
        .collect()
}

/// The letters that a map uses.
fn key(table: &Table) -> Vec<Key> {
    let is_there = |code: &str| {
        table.rows.iter().flatten().any(|cell| matches!(cell, Cell::Answer(answer) if answer == code))
    };
    schemas::tables::star::ANSWER_CODES
        .iter()
        .filter(|code| is_there(code))
        .map(|code| {
            let (class, letter) = values::letter(code);
            Key { class, letter, word: answer_word(code) }
        })
        .collect()
}
