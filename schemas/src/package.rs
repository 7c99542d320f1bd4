//! The contracts -> a Frictionless data package (version 2), so that a dashboard's maker has a dictionary.
//! In: tables, with each file's name, bytes and hash. Out: the text of `datapackage.json`. Never a clock.

use serde_json::{Value, json};

use crate::contract::{Column, Kind, Table};

/// A file of the package.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The table it holds.
    pub table: &'static Table,
    /// Its name beside `datapackage.json`.
    pub path: String,
    /// Its size.
    pub n_bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// The text of `datapackage.json` for these files, which is the same for the same files.
pub fn datapackage(name: &str, title: &str, resources: &[Resource]) -> String {
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": name,
        "title": title,
        "description": "Self-evaluation returns of schools: star schema and marts. Sum only n_ columns, within one group_by.",
        "version": format!("{}.0.0", crate::contract::CONTRACT_VERSION),
        "resources": resources.iter().map(|resource| resource_of(resource, resources)).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&package).unwrap_or_default();
    text.push('\n');
    text
}

fn resource_of(resource: &Resource, all: &[Resource]) -> Value {
    let table = resource.table;
    let is_csv = std::path::Path::new(&resource.path).extension().is_some_and(|ending| ending == "csv");
    // A link to a table that is not in the package would make it invalid.
    let links: Vec<Value> = table
        .links
        .iter()
        .filter(|link| all.iter().any(|other| other.table.name == link.table))
        .map(|link| {
            json!({"fields": [link.column], "reference": {"resource": link.table, "fields": [link.to]}})
        })
        .collect();
    let mut schema = json!({
        "fields": table.columns.iter().map(|column| field(column, is_csv && !table.key.contains(&column.name))).collect::<Vec<_>>(),
        "primaryKey": table.key,
    });
    if !links.is_empty() {
        schema["foreignKeys"] = Value::Array(links);
    }
    json!({
        "name": table.name,
        "type": "table",
        "path": resource.path,
        "title": table.name,
        "description": format!("One row for each {}", table.grain),
        "format": if is_csv { "csv" } else { "parquet" },
        "mediatype": if is_csv { "text/csv" } else { "application/vnd.apache.parquet" },
        "bytes": resource.n_bytes,
        "hash": format!("sha256:{}", resource.sha256),
        "schema": schema,
    })
}

/// `may_be_empty`: a CSV cannot tell an empty text from none, so there a text beyond the key is not required.
fn field(column: &Column, may_be_empty: bool) -> Value {
    let kind = match column.kind {
        Kind::Utf8 => "string",
        Kind::Int32 | Kind::Int64 => "integer",
        Kind::Float64 => "number",
        Kind::Boolean => "boolean",
        Kind::Date32 => "date",
    };
    let mut constraints = json!({});
    let is_free_text = column.kind == Kind::Utf8 && column.codes.is_empty();
    if !(column.is_nullable || may_be_empty && is_free_text) {
        constraints["required"] = Value::Bool(true);
    }
    if !column.codes.is_empty() {
        constraints["enum"] = json!(column.codes);
    }
    let description = if column.unit.is_empty() {
        column.meaning.to_owned()
    } else {
        format!("{} ({})", column.meaning, column.unit)
    };
    json!({"name": column.name, "type": kind, "description": description, "constraints": constraints})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::marts::MART_GATE;

    fn required(path: &str, column: &str) -> bool {
        let resource =
            Resource { table: &MART_GATE, path: path.to_owned(), n_bytes: 1, sha256: "00".to_owned() };
        let package: Value = serde_json::from_str(&datapackage("a", "A", &[resource])).unwrap();
        let fields = package["resources"][0]["schema"]["fields"].as_array().unwrap();
        let field = fields.iter().find(|field| field["name"] == column).unwrap();
        field["constraints"]["required"] == Value::Bool(true)
    }

    #[test]
    fn an_empty_text_in_a_csv_is_no_fault() {
        assert!(required("mart_gate.parquet", "reason"));
        assert!(!required("mart_gate.csv", "reason"));
        assert!(required("mart_gate.csv", "analysis"));
        assert!(required("mart_gate.csv", "n_has"));
    }
}
