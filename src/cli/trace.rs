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
    /// The catalogue's id, where several asked a statement of this id
    #[arg(long, value_name = "ID")]
    catalogue: Option<String>,
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
    let catalogue_id = catalogue_asked(&load::table(&folder, &data::STATEMENTS)?, args)?;
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
            collection: collection.rows().next().map(|row| OpenDays::of_collection(&row)).unwrap_or_default(),
        },
        &answers,
        &Query { catalogue_id, statement_id: args.statement.clone(), group_by, group_value, wanted },
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

/// The catalogue whose statement is asked for: the one named, else the only one that has a statement of this id.
fn catalogue_asked(statements: &Checked, args: &TraceArgs) -> Result<String, Error> {
    let (year, statement) = (args.year, &args.statement);
    let refused = |message: String, hint: String| Err(Error::Usage { message, hint });
    let all: BTreeSet<&str> = statements.rows().map(|row| row.str("catalogue_id")).collect();
    let with_it = statements.rows().filter(|row| row.str("statement_id") == statement.as_str());
    let with_it: BTreeSet<&str> = with_it.map(|row| row.str("catalogue_id")).collect();
    if with_it.is_empty() {
        let shown: Vec<String> = all.iter().map(|id| format!("`tallybook catalogue show {id}`")).collect();
        let hint = match shown.as_slice() {
            [] => "its table of statements is empty; run the year again".to_owned(),
            [one] => format!("{one} lists its statements"),
            several => format!("{} list its statements", several.join(" and ")),
        };
        return refused(format!("{year} asked no statement {statement}"), hint);
    }
    let Some(named) = &args.catalogue else {
        let mut each = with_it.iter();
        return match (each.next(), each.next()) {
            (Some(only), None) => Ok((*only).to_owned()),
            _ => refused(
                format!("in {year} several catalogues have a statement {statement}: {}", in_words(&with_it)),
                "name one of them with --catalogue".to_owned(),
            ),
        };
    };
    match alike(&with_it, named.trim()) {
        Some(found) => Ok(found.to_owned()),
        None => refused(
            format!("{year} asked no statement {statement} of a catalogue `{named}`"),
            format!("write one of: {}", in_words(&with_it)),
        ),
    }
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
