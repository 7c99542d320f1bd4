//! What the marts cost: counting three years of answers, and the statistics on top, apart.
//! In: nothing; it makes its answers up. Out: lines on stdout. Never part of the tests.
//!
//! `cargo bench --bench marts [-- 2500 25000]`: schools a year, 40 statements each, three years. With
//! `--keep FOLDER` it leaves `fact_answer` and the groups there as text tables, for another engine to count.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark prints, and stops where it cannot go on"
)]

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
    time::{Duration, Instant},
};

use chrono::NaiveDate;
use schemas::{
    checked::Checked,
    ids::{AuthorityId, Year},
    rows::{Item, TableBuilder},
    tables::data,
};
use tallybook::{
    marts::{self, Figures, Inputs, MARTS, counts::Tallied},
    year_data::{AnswerColumns, Said, YearData},
};

const STATEMENTS: usize = 40;
const YEARS: [i32; 3] = [2024, 2025, 2026];
/// The marts that no statistic goes into.
const ADDITIVE: [&str; 6] = [
    "mart_section",
    "mart_theme",
    "mart_school_section",
    "mart_response",
    "mart_action",
    "mart_school_change",
];

fn main() {
    let mut sizes: Vec<usize> = Vec::new();
    let mut keep = None;
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--keep" => keep = words.next(),
            "--bench" => {}
            word => sizes.push(word.parse().expect("a number of schools")),
        }
    }
    if sizes.is_empty() {
        sizes = vec![2_500, 25_000];
    }
    let mut before: Option<(Duration, Duration)> = None;
    for n_schools in sizes {
        let found = measure(n_schools, keep.as_deref());
        if let Some((counted, figured)) = before {
            println!(
                "ratio to the size before: counts {:.1}, statistics {:.1}",
                found.0.as_secs_f64() / counted.as_secs_f64(),
                found.1.as_secs_f64() / figured.as_secs_f64()
            );
        }
        before = Some(found);
    }
}

/// Prints what each step takes; the counts and the statistics in all.
fn measure(n_schools: usize, keep: Option<&str>) -> (Duration, Duration) {
    let years: Vec<YearData> = YEARS.iter().map(|year| year_data(*year, n_schools)).collect();
    let authority_id: AuthorityId = "local".parse().expect("an id");
    let (groups, similar_on) = (["sector".to_owned(), "area".to_owned()], ["roll".to_owned()]);
    let inputs = Inputs {
        authority_id: &authority_id,
        authority_name: "",
        groups: &groups,
        similar_on: &similar_on,
        similar_within: "sector",
        partly_score: 0.5,
        years: &years,
        run_year: Year::of(2026).expect("a year"),
        wordings: &[],
    };
    println!(
        "\n{} answers ({n_schools} schools, {} years)",
        n_schools * STATEMENTS * YEARS.len(),
        YEARS.len()
    );
    let (star, resolving) = timed(|| marts::star(&inputs).expect("the years belong together"));
    let ((), counting) = timed(|| {
        for (collection, catalogue) in star.catalogue_years() {
            Tallied::of(collection, catalogue).expect("the counts balance");
        }
    });
    println!("  resolving the years          {resolving:>10.1?}");
    println!("  counting, by Polars          {counting:>10.1?}");
    let (figures, all) = timed(|| Figures::of(&star, &inputs).expect("the counts balance"));
    println!("  the same, change and similar {all:>10.1?}");
    let mut counted = resolving + counting;
    let mut on_top = all.saturating_sub(counting);
    for mart in MARTS {
        let (table, took) = timed(|| (mart.make)(&figures).expect("a table"));
        println!("  {:<22} {:>8} rows {took:>10.1?}", mart.table.name, table.len());
        if ADDITIVE.contains(&mart.table.name) {
            counted += took;
        } else if mart.table.name.starts_with("mart_") {
            on_top += took;
        }
    }
    drop(figures);
    let (tables, whole) = timed(|| marts::build(&inputs).expect("tables"));
    let (_, streamed) =
        timed(|| tables.answer_parts().map(|part| part.expect("a part").len()).sum::<usize>());
    println!("  counts in all {counted:.1?}, statistics in all {on_top:.1?}; side by side {whole:.1?}");
    println!("  fact_answer, streamed {streamed:.1?}; peak memory {} MB", peak_mb());
    if let Some(folder) = keep {
        keep_answers(&tables, Path::new(folder)).expect("the folder can be written");
    }
    (counted, on_top)
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let done = work();
    (done, begun.elapsed())
}

fn peak_mb() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kb = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    kb.and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) / 1_024
}

fn keep_answers(tables: &marts::Tables, folder: &Path) -> std::io::Result<()> {
    let mut answers = BufWriter::new(File::create(folder.join("fact_answer.csv"))?);
    writeln!(answers, "year,school_key,statement_key,answer_code,has_evidence")?;
    for part in tables.answer_parts() {
        for row in part.map_err(std::io::Error::other)?.rows() {
            writeln!(
                answers,
                "{},{},{},{},{}",
                row.count("year"),
                row.str("school_key"),
                row.str("statement_key"),
                row.str("answer_code"),
                row.flag("has_evidence")
            )?;
        }
    }
    for (name, columns) in [
        ("dim_school_group", ["school_key", "group_by", "group_value"]),
        ("dim_statement", ["statement_key", "section_id", "theme"]),
        ("fact_response", ["school_key", "catalogue_id", "status"]),
    ] {
        let mut file = BufWriter::new(File::create(folder.join(format!("{name}.csv")))?);
        writeln!(file, "{}", columns.join(","))?;
        for row in
            tables.bi.iter().find(|table| table.table().name == name).into_iter().flat_map(Checked::rows)
        {
            writeln!(file, "{}", columns.map(|column| row.str(column)).join(","))?;
        }
    }
    Ok(())
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

fn table(contract: &'static schemas::contract::Table, rows: Vec<Vec<(&'static str, Item)>>) -> Checked {
    let mut builder = TableBuilder::new(contract);
    for row in rows {
        builder.row_of(row);
    }
    builder.finish().expect("rows that meet the contract")
}

/// A made-up year: nine in ten schools returned, one answer in twenty is blank, schools differ and so do statements.
fn year_data(year: i32, n_schools: usize) -> YearData {
    let mut mixed = Mixed(u64::from(year.unsigned_abs()) << 32);
    let (mut schools, mut groups, mut returns) = (Vec::new(), Vec::new(), Vec::new());
    let mut answers = AnswerColumns::default();
    for school in 0..n_schools {
        let id = format!("{:07}", 1_000_000 + school);
        let sector = ["primary", "primary", "primary", "secondary", "special"][school % 5];
        schools.push(vec![
            ("school_id", id.clone().into()),
            ("school_name", format!("School {school}").into()),
            ("roll", (20 + (school * 7_919 % 900)).into()),
            ("catalogue_id", "online-safety-practice".into()),
        ]);
        for (group_by, value) in [("sector", sector.to_owned()), ("area", format!("Area {:02}", school % 20))]
        {
            groups.push(vec![
                ("school_id", id.clone().into()),
                ("group_by", group_by.into()),
                ("group_value", value.into()),
            ]);
        }
        if mixed.next(10) == 0 {
            continue;
        }
        let level = mixed.next(40);
        let return_row = u32::try_from(returns.len()).expect("few returns");
        returns.push(vec![
            ("return_id", format!("R-{school:016x}").into()),
            ("source_file", format!("{school}.xlsx").into()),
            ("sheet", "".into()),
            ("cell", "".into()),
            ("catalogue_id", "online-safety-practice".into()),
            ("form", "tick_columns".into()),
            ("school_id", id.into()),
            ("n_answered", 0_i64.into()),
            ("status", "standing".into()),
        ]);
        for statement in 0..STATEMENTS {
            let drawn = mixed.next(100);
            let weak = 5 + level + u64::try_from(statement / 2).unwrap_or(0);
            answers.return_row.push(return_row);
            answers.statement_row.push(u16::try_from(statement).expect("few statements"));
            answers.said.push(match drawn {
                drawn if drawn * 2 < weak => Said::No,
                drawn if drawn < weak => Said::Partly,
                drawn if drawn >= 95 => Said::Blank,
                _ => Said::Yes,
            });
            answers.has_evidence.push(mixed.next(3) == 0);
            answers.evidence_hash.push(0);
        }
    }
    let (sections, statements) = asked();
    let day = |month, day| Item::from(NaiveDate::from_ymd_opt(year, month, day));
    YearData {
        year: Year::of(year).expect("a year"),
        collection: table(
            &data::COLLECTION,
            vec![vec![
                ("year", year.into()),
                ("opens_on", day(1, 1)),
                ("closes_on", day(12, 31)),
                ("contract_version", 1.into()),
            ]],
        ),
        returns: table(&data::RETURNS, returns),
        answers,
        actions: Checked::empty(&data::ACTIONS),
        action_links: Checked::empty(&data::ACTION_LINKS),
        findings: Checked::empty(&data::FINDINGS),
        question_schools: Checked::empty(&data::QUESTION_SCHOOLS),
        schools: table(&data::SCHOOLS, schools),
        school_groups: table(&data::SCHOOL_GROUPS, groups),
        school_numbers: Checked::empty(&data::SCHOOL_NUMBERS),
        sections,
        statements,
    }
}

/// Four sections of ten statements, ten themes.
fn asked() -> (Checked, Checked) {
    let catalogue = || Item::from("online-safety-practice");
    let sections = (0..4)
        .map(|section| {
            vec![
                ("catalogue_id", catalogue()),
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
                ("catalogue_id", catalogue()),
                ("statement_id", format!("POL-{statement:02}").into()),
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
    (table(&data::SECTIONS, sections), table(&data::STATEMENTS, statements))
}
