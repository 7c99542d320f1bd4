//! Every table that Tallybook writes, each declared once.
//! In: nothing. Out: the contracts and their list. Never holds a row.

pub mod data;
pub mod marts;
pub mod star;

use crate::contract::Table;

/// All tables, in the order in which they are described to a reader.
pub static TABLES: &[&Table] = &[
    &data::COLLECTION,
    &data::FILES,
    &data::RETURNS,
    &data::ANSWERS,
    &data::COMMENTS,
    &data::ACTIONS,
    &data::ACTION_LINKS,
    &data::FINDINGS,
    &data::QUESTION_SCHOOLS,
    &data::SCHOOLS,
    &data::SCHOOL_GROUPS,
    &data::SCHOOL_NUMBERS,
    &data::SECTIONS,
    &data::STATEMENTS,
    &data::DECISIONS,
    &star::DIM_COLLECTION,
    &star::DIM_SCHOOL,
    &star::DIM_SCHOOL_GROUP,
    &star::DIM_SECTION,
    &star::DIM_STATEMENT,
    &star::DIM_ANSWER,
    &star::FACT_ANSWER,
    &star::FACT_RESPONSE,
    &star::FACT_ACTION,
    &marts::MART_STATEMENT,
    &marts::MART_SECTION,
    &marts::MART_THEME,
    &marts::MART_SCHOOL,
    &marts::MART_SCHOOL_SECTION,
    &marts::MART_CHANGE,
    &marts::MART_SCHOOL_CHANGE,
    &marts::MART_PAIR,
    &marts::MART_RESPONSE,
    &marts::MART_ACTION,
    &marts::MART_SCHOOL_ACTION,
    &marts::MART_SIMILAR,
    &marts::MART_GATE,
    &marts::MART_SIGNAL,
    &marts::MART_CALL,
    &marts::MART_WORDING,
];

/// The table of this name.
pub fn by_name(name: &str) -> Option<&'static Table> {
    TABLES.iter().copied().find(|table| table.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_good_name(name: &str) -> bool {
        (1..=31).contains(&name.len())
            && name.as_bytes()[0].is_ascii_lowercase()
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    }

    #[test]
    fn names_are_ones_that_every_reader_takes() {
        for table in TABLES {
            assert!(is_good_name(table.name), "{}", table.name);
            for column in table.columns {
                assert!(is_good_name(column.name), "{}.{}", table.name, column.name);
                assert!(!column.meaning.is_empty(), "{}.{}", table.name, column.name);
                assert!(!column.meaning.ends_with('.'), "{}.{}", table.name, column.name);
            }
        }
    }

    #[test]
    fn no_name_stands_twice() {
        for (i, table) in TABLES.iter().enumerate() {
            assert!(TABLES[i + 1..].iter().all(|other| other.name != table.name), "{}", table.name);
            for (j, column) in table.columns.iter().enumerate() {
                assert!(
                    table.columns[j + 1..].iter().all(|other| other.name != column.name),
                    "{}.{}",
                    table.name,
                    column.name
                );
            }
        }
    }

    #[test]
    fn keys_are_columns_that_are_never_null() {
        for table in TABLES {
            assert!(!table.key.is_empty(), "{}", table.name);
            for name in table.key {
                let column = table.columns.iter().find(|column| column.name == *name);
                assert!(column.is_some_and(|column| !column.is_nullable), "{}.{name}", table.name);
            }
            for name in table.sorted_by {
                assert!(table.position(name).is_some(), "{}.{name}", table.name);
            }
        }
    }

    #[test]
    fn links_lead_to_keys() {
        for table in TABLES {
            for link in table.links {
                assert!(table.position(link.column).is_some(), "{}.{}", table.name, link.column);
                let other = by_name(link.table).unwrap_or_else(|| panic!("{} -> {}", table.name, link.table));
                assert_eq!(other.key, [link.to], "{} -> {}", table.name, link.table);
            }
        }
    }

    #[test]
    fn counts_begin_with_n() {
        use crate::contract::Kind;
        for table in TABLES {
            for column in table.columns {
                if column.kind == Kind::Int64 {
                    assert!(
                        column.name.starts_with("n_")
                            || column.name.ends_with("_chars")
                            || column.name == "roll",
                        "{}.{}",
                        table.name,
                        column.name
                    );
                }
                if column.name.ends_with("_on") {
                    assert_eq!(column.kind, Kind::Date32, "{}.{}", table.name, column.name);
                }
            }
        }
    }
}
