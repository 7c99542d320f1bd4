//! A book to measure with: three years of answers in the store's own files, written by the store's own writer.
//! In: how many schools. Out: `FOLDER/YEAR/data/*.parquet`. Never read a return, and always the same bytes.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use schemas::{
    checked::Checked,
    contract::Table,
    rows::{Item, TableBuilder},
    tables::data,
};
use tallybook::{
    columns::Columns,
    store::writer::{TableWriter, write_table},
};

/// Statements asked of every school.
pub(crate) const STATEMENTS: usize = 40;
/// The years of the book.
pub(crate) const YEARS: [i32; 3] = [2024, 2025, 2026];
/// Changes whenever what is written does, so that no stale book is measured.
const EDITION: &str = "1";
const CATALOGUE: &str = "online-safety-practice";

/// The book of so many schools, below the system's temporary folder; written where it is not there yet.
pub(crate) fn of(n_schools: usize) -> io::Result<PathBuf> {
    let book = std::env::temp_dir().join(format!("tallybook-bench-{EDITION}-{n_schools}"));
    let whole = book.join("whole");
    if !whole.exists() {
        for year in YEARS {
            let data = book.join(year.to_string()).join("data");
            fs::create_dir_all(&data)?;
            write_year(&data, year, n_schools)?;
        }
        fs::write(whole, "")?;
    }
    Ok(book)
}

/// Numbers that follow one another without a pattern (`SplitMix64`): the same on every machine.
struct Mixed(u64);

impl Mixed {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % below
    }
}

fn table(contract: &'static Table, rows: Vec<Vec<(&'static str, Item)>>) -> Checked {
    let mut builder = TableBuilder::new(contract);
    for row in rows {
        builder.row_of(row);
    }
    builder.finish().expect("rows that meet the contract")
}

fn school_id(school: usize) -> String {
    format!("{:07}", 1_000_000 + school)
}

fn return_id(year: i32, school: usize) -> String {
    let mut mixed = Mixed(u64::from(year.unsigned_abs()) << 32 | school as u64);
    format!("R-{:016x}", mixed.next(u64::MAX))
}

/// A made-up year: nine in ten schools returned, one answer in twenty is blank, schools differ and so do statements,
/// one answer in three has a comment for evidence.
fn write_year(data: &Path, year: i32, n_schools: usize) -> io::Result<()> {
    let mut mixed = Mixed(u64::from(year.unsigned_abs()) << 32);
    let levels: Vec<Option<u64>> =
        (0..n_schools).map(|_| (mixed.next(10) > 0).then(|| mixed.next(40))).collect();
    let write = |table: Checked| write_table(data, &table).map(|_| ()).map_err(io::Error::other);
    for table in asked().into_iter().chain(register(n_schools)) {
        write(table)?;
    }
    let day = |month, day| Item::from(NaiveDate::from_ymd_opt(year, month, day));
    write(table(
        &data::COLLECTION,
        vec![vec![
            ("year", year.into()),
            ("opens_on", day(1, 1)),
            ("closes_on", day(12, 31)),
            ("contract_version", 1.into()),
        ]],
    ))?;
    for empty in
        [&data::ACTIONS, &data::ACTION_LINKS, &data::FINDINGS, &data::QUESTION_SCHOOLS, &data::SCHOOL_NUMBERS]
    {
        write(Checked::empty(empty))?;
    }
    let writer = |table: &'static Table| {
        TableWriter::create(&data.join(format!("{}.parquet", table.name)), table).map_err(io::Error::other)
    };
    let (mut answers, mut comments) = (writer(&data::ANSWERS)?, writer(&data::COMMENTS)?);
    let mut returns = Vec::new();
    for schools in (0..n_schools).collect::<Vec<_>>().chunks(400) {
        let mut rows = Vec::new();
        for school in schools {
            let Some(level) = levels[*school] else { continue };
            let first = rows.len();
            rows.extend(
                (0..STATEMENTS).map(|statement| Row::drawn(&mut mixed, year, *school, level, statement)),
            );
            let n_answered = rows[first..].iter().filter(|row| row.answer.is_some()).count();
            returns.push(vec![
                ("return_id", return_id(year, *school).into()),
                ("source_file", source_file(*school).into()),
                ("sheet", "Return".into()),
                ("cell", "A1".into()),
                ("catalogue_id", CATALOGUE.into()),
                ("form", "tick_columns".into()),
                ("school_id", school_id(*school).into()),
                ("n_answered", n_answered.into()),
                ("status", "standing".into()),
            ]);
        }
        answers.write(&answer_part(&rows)).map_err(io::Error::other)?;
        rows.retain(|row| row.has_evidence);
        comments.write(&comment_part(&rows)).map_err(io::Error::other)?;
    }
    answers.finish().map_err(io::Error::other)?;
    comments.finish().map_err(io::Error::other)?;
    write(table(&data::RETURNS, returns))
}

fn source_file(school: usize) -> String {
    format!("returns/{}/return-{}.xlsx", school % 50, school_id(school))
}

/// An answer in the making.
struct Row {
    return_id: String,
    school: usize,
    statement: usize,
    answer: Option<&'static str>,
    has_evidence: bool,
}

impl Row {
    fn drawn(mixed: &mut Mixed, year: i32, school: usize, level: u64, statement: usize) -> Self {
        let (drawn, evidence) = (mixed.next(100), mixed.next(3));
        let weak = 5 + level + statement as u64 / 2;
        let answer = match drawn {
            drawn if drawn * 2 < weak => Some("no"),
            drawn if drawn < weak => Some("partly"),
            drawn if drawn >= 95 => None,
            _ => Some("yes"),
        };
        Self {
            return_id: return_id(year, school),
            school,
            statement,
            answer,
            has_evidence: evidence == 0 && answer.is_some(),
        }
    }

    fn evidence(&self) -> String {
        format!(
            "Minutes of the governors' meeting {} on statement {}, school {}",
            self.school % 12,
            self.statement,
            self.school
        )
    }

    fn cell(&self) -> String {
        format!("D{}", self.statement + 6)
    }
}

fn statement_id(statement: usize) -> String {
    format!("POL-{:02}", statement + 1)
}

fn answer_part(rows: &[Row]) -> Checked {
    let each = || rows.iter();
    Columns::of(&data::ANSWERS)
        .text("return_id", each().map(|row| &row.return_id))
        .text("statement_id", each().map(|row| statement_id(row.statement)))
        .text_or_null("answer", each().map(|row| row.answer))
        .text("status", each().map(|row| if row.answer.is_some() { "answered" } else { "blank" }))
        .text_or_null("mark", each().map(|row| row.answer.map(|_| "x")))
        .text_or_null("statement_as_written", each().map(|_| None::<&str>))
        .text("source_file", each().map(|row| source_file(row.school)))
        .text("sheet", each().map(|_| "Return"))
        .text("cell", each().map(Row::cell))
        .text_or_null("matched_by", each().map(|_| Some("exact")))
        .measure("match_score", each().map(|_| Some(1.0)))
        .flag("has_evidence", each().map(|row| row.has_evidence))
        .count("evidence_chars", each().map(|row| if row.has_evidence { 60 } else { 0 }))
        .finish_part()
        .expect("answers that meet the contract")
}

fn comment_part(rows: &[Row]) -> Checked {
    let each = || rows.iter();
    Columns::of(&data::COMMENTS)
        .text("return_id", each().map(|row| &row.return_id))
        .number("comment_no", each().map(|row| i32::try_from(row.statement + 1).expect("few statements")))
        .text_or_null("statement_id", each().map(|row| Some(statement_id(row.statement))))
        .text("text", each().map(Row::evidence))
        .text("source_file", each().map(|row| source_file(row.school)))
        .text("sheet", each().map(|_| "Return"))
        .text("cell", each().map(Row::cell))
        .finish_part()
        .expect("comments that meet the contract")
}

/// Schools in three sectors and twenty areas.
fn register(n_schools: usize) -> [Checked; 2] {
    let (mut schools, mut groups) = (Vec::new(), Vec::new());
    for school in 0..n_schools {
        let id = school_id(school);
        let sector = ["primary", "primary", "primary", "secondary", "special"][school % 5];
        schools.push(vec![
            ("school_id", id.clone().into()),
            ("school_name", format!("School {school}").into()),
            ("roll", (20 + (school * 7_919 % 900)).into()),
            ("catalogue_id", CATALOGUE.into()),
        ]);
        for (group_by, value) in [("area", format!("Area {:02}", school % 20)), ("sector", sector.to_owned())]
        {
            groups.push(vec![
                ("school_id", id.clone().into()),
                ("group_by", group_by.into()),
                ("group_value", value.into()),
            ]);
        }
    }
    [table(&data::SCHOOLS, schools), table(&data::SCHOOL_GROUPS, groups)]
}

/// Four sections of ten statements, ten themes.
fn asked() -> [Checked; 2] {
    let sections = (0..4)
        .map(|section| {
            vec![
                ("catalogue_id", CATALOGUE.into()),
                ("section_id", format!("section-{section}").into()),
                ("position", (section + 1).into()),
                ("title", "".into()),
                ("catalogue_title", "".into()),
                ("columns_confirmed", true.into()),
            ]
        })
        .collect();
    let statements = (0..STATEMENTS)
        .map(|statement| {
            vec![
                ("catalogue_id", CATALOGUE.into()),
                ("statement_id", statement_id(statement).into()),
                ("section_id", format!("section-{}", statement / 10).into()),
                ("theme", format!("theme-{}", statement % 10).into()),
                ("position", (statement + 1).into()),
                ("text", format!("Statement {statement}").into()),
                ("short_label", "".into()),
                ("is_essential", (statement % 7 == 0).into()),
                ("support", "".into()),
                ("comparability", "identical".into()),
            ]
        })
        .collect();
    [table(&data::SECTIONS, sections), table(&data::STATEMENTS, statements)]
}
