//! `tallybook trace`: from a figure back to the cells behind it.
//! In: a book, a year, a statement, a group, an answer. Out: schools, files, sheets, cells and marks, as a table of
//! tabs that a spreadsheet takes. Never counts otherwise than the figure does.

use std::{collections::BTreeSet, path::PathBuf};

use clap::Args;
use schemas::{
    checked::Checked,
    ids::{BadId, StatementId, Year},
    tables::data,
};

use super::{
    DONE, run,
    talk::{Talk, counted, one_line},
};
use crate::{
    error::Error,
    open_days::OpenDays,
    store::{book::Book, load},
    trace::{Query, Sources, Wanted, trace},
};

#[derive(Debug, Args)]
pub(super) struct TraceArgs {
    /// The book
    #[arg(long, value_name = "DIR", default_value = "book")]
    book: PathBuf,
    /// The year
    #[arg(long, value_name = "YEAR")]
    year: Year,
    /// The statement's id, such as POL-04
    #[arg(long, value_name = "ID", value_parser = statement)]
    statement: StatementId,
    /// A group, as COLUMN=VALUE (sector=Primary); all for every school
    #[arg(long, value_name = "GROUP", default_value = "all")]
    group: String,
    /// Which answers: all, weak, or one of the answers' codes (yes, partly, no, blank and so on)
    #[arg(long, value_name = "ANSWER", default_value = "all")]
    answer: String,
}

/// A statement's id, in capitals or not.
fn statement(text: &str) -> Result<StatementId, BadId> {
    text.trim().to_uppercase().parse()
}

pub(super) fn run_trace(args: &TraceArgs, talk: &Talk) -> Result<u8, Error> {
    let wanted = Wanted::parse(&args.answer).ok_or_else(|| Error::Usage {
        message: format!("`{}` is no answer", args.answer),
        hint: format!("write one of {}", Wanted::words()),
    })?;
    let group = match args.group.split_once('=') {
        Some((by, value)) => Some((by.trim(), value.trim())),
        None if args.group.trim().eq_ignore_ascii_case("all") => None,
        None => {
            return Err(Error::Usage {
                message: format!("`{}` is no group", args.group),
                hint: "write COLUMN=VALUE, such as --group \"sector=Primary\", or all".to_owned(),
            });
        }
    };
    let (book, recovered) = Book::open(&args.book)?;
    run::say_recovered(recovered, talk);
    let folder = book.require(args.year)?.join("data");
    let statements = load::table(&folder, &data::STATEMENTS)?;
    if statements.rows().all(|row| row.str("statement_id") != args.statement.as_str()) {
        return Err(Error::Usage {
            message: format!("{} asked no statement {}", args.year, args.statement),
            hint: match statements.rows().next() {
                Some(row) => {
                    format!("`tallybook catalogue show {}` lists its statements", row.str("catalogue_id"))
                }
                None => "its table of statements is empty; run the year again".to_owned(),
            },
        });
    }
    let returns = load::table(&folder, &data::RETURNS)?;
    let schools = load::table(&folder, &data::SCHOOLS)?;
    let school_groups = load::table(&folder, &data::SCHOOL_GROUPS)?;
    let (group_by, group_value) = match group {
        Some((by, value)) => group_named(&school_groups, by, value)?,
        None => ("all".to_owned(), "all".to_owned()),
    };
    let collection = load::table(&folder, &data::COLLECTION)?;
    let mut answers = Vec::new();
    load::parts(&folder, &data::ANSWERS, |part| {
        answers.push(part.clone());
        Ok(())
    })?;
    let traced = trace(
        &Sources {
            returns: &returns,
            schools: &schools,
            school_groups: &school_groups,
            statements: &statements,
            collection: collection.rows().next().map(|row| OpenDays::of_collection(&row)).unwrap_or_default(),
        },
        &answers,
        &Query { statement_id: args.statement.clone(), group_by, group_value, wanted },
    );
    talk.result("school_id\tschool_name\tanswer\tmark\tsource_file\tsheet\tcell\tstatement_as_written");
    for school in &traced {
        let cells = [
            school.school_id.as_str(),
            &school.school_name,
            school.said.code(),
            &school.mark,
            &school.source_file,
            &school.sheet,
            &school.cell,
            &school.statement_as_written,
        ];
        talk.result(&cells.map(|cell| one_line(cell, 400)).join("\t"));
    }
    talk.remark(&counted(traced.len(), "school", "schools"));
    Ok(DONE)
}

/// The column and the value as the year's groups have them, in capitals or not; `(none)` is for the schools without one.
fn group_named(groups: &Checked, by: &str, value: &str) -> Result<(String, String), Error> {
    let columns: BTreeSet<&str> = groups.rows().map(|row| row.str("group_by")).collect();
    let column = alike(&columns, by).ok_or_else(|| Error::Usage {
        message: format!("the schools have no groups by `{by}`"),
        hint: if columns.is_empty() {
            "the register has no column that makes groups; leave out --group".to_owned()
        } else {
            format!("write one of: {}", in_words(&columns))
        },
    })?;
    let in_column = groups.rows().filter(|row| row.str("group_by") == column);
    let mut values: BTreeSet<&str> = in_column.map(|row| row.str("group_value")).collect();
    values.insert("(none)");
    let found = alike(&values, value).ok_or_else(|| Error::Usage {
        message: format!("no school has `{value}` as its {column}"),
        hint: format!("write one of: {}", in_words(&values)),
    })?;
    Ok((column.to_owned(), found.to_owned()))
}

/// The one written so or, where none is, the only one written so but for capitals.
fn alike<'a>(all: &BTreeSet<&'a str>, wanted: &str) -> Option<&'a str> {
    let lower = wanted.to_lowercase();
    let mut but_for_case = all.iter().filter(|one| one.to_lowercase() == lower);
    let first = but_for_case.next().copied();
    all.get(wanted).copied().or(first.filter(|_| but_for_case.next().is_none()))
}

fn in_words(all: &BTreeSet<&str>) -> String {
    one_line(&all.iter().copied().collect::<Vec<_>>().join(", "), 400)
}
