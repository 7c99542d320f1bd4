//! The contracts -> a dictionary that people read: every table, its columns, what they mean.
//! In: the list of tables. Out: Markdown. Never a row, and nothing that the contracts do not say.

use std::fmt::Write as _;

use crate::{
    contract::{Column, Kind, Layer, Table},
    tables::TABLES,
};

/// The dictionary of all tables, in the order in which they are declared.
pub fn markdown() -> String {
    let mut text = String::from(
        "# Dictionary of the tables\n\nMade from the contracts in `schemas/src/tables/`; \
         `cargo run -p schemas --example dictionary` prints it. Sum only `n_` columns, and only within one `group_by`.\n",
    );
    for (layer, head) in [
        (Layer::Bi, "`bi/`: the star schema and the marts"),
        (Layer::Officer, "The officer's, in `bi/` only with `signals_in_bi = true`"),
        (Layer::Data, "`YEAR/data/`: all that was read (restricted)"),
    ] {
        let _ = write!(text, "\n## {head}\n");
        for table in TABLES.iter().filter(|table| table.layer == layer) {
            push(&mut text, table);
        }
    }
    text
}

fn push(text: &mut String, table: &Table) {
    let _ = write!(
        text,
        "\n### {}\n\nOne row for each {}. Key: {}.\n\n| column | type | meaning |\n|---|---|---|\n",
        table.name,
        table.grain,
        table.key.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
    );
    for column in table.columns {
        let link = table
            .links
            .iter()
            .find(|link| link.column == column.name)
            .map_or_else(String::new, |link| format!("; names a row of `{}`", link.table));
        let _ = writeln!(text, "| `{}` | {} | {}{link} |", column.name, kind(column), meaning(column));
    }
}

fn kind(column: &Column) -> String {
    let kind = match column.kind {
        Kind::Utf8 => "text",
        Kind::Int32 | Kind::Int64 => "whole number",
        Kind::Float64 => "number",
        Kind::Boolean => "true or false",
        Kind::Date32 => "day",
    };
    if column.is_nullable { format!("{kind} or null") } else { kind.to_owned() }
}

fn meaning(column: &Column) -> String {
    let mut text = column.meaning.replace('|', "\\|");
    if !column.unit.is_empty() && column.kind != Kind::Date32 {
        let _ = write!(text, " ({})", column.unit);
    }
    if !column.codes.is_empty() {
        let codes: Vec<String> = column.codes.iter().map(|code| format!("`{code}`")).collect();
        let _ = write!(text, ": {}", codes.join(", "));
    }
    text
}
