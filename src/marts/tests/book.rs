//! Made-up years from text tables, for tests of the marts.
//! In: lines of words. Out: [`YearData`]. Never a file.

use std::collections::BTreeMap;

use schemas::{
    checked::Checked,
    contract::Table,
    ids::Year,
    rows::{Item, TableBuilder},
    tables::data,
};

use crate::year_data::{AnswerColumns, Said, YearData};

/// A year as text. Every line is words separated by spaces; `key=value` words may follow.
#[derive(Clone, Debug, Default)]
pub(crate) struct YearText {
    pub(crate) year: i32,
    /// `id sector roll catalogue [previous=] [successor=] [closed=]`, by id. Sector: `-` where it has none, `?` where the
    /// register has no such column.
    pub(crate) schools: String,
    /// `catalogue id section theme [essential=yes] [comparability=] [steps=] [text=]`, in the order of the form.
    pub(crate) statements: String,
    /// `school catalogue answers [on=] [status=]`; a letter a statement: y p n, a not applicable, . blank, m multiple,
    /// u unreadable, - missing; a capital where evidence stands beside it. `status=part` is of the line before.
    pub(crate) returns: String,
    /// `line row statement [done=date] [signed=yes]`; the line of the return, from 1.
    pub(crate) actions: String,
    /// Schools that an open question may concern, one a word.
    pub(crate) questions: String,
    /// `line statement hash`.
    pub(crate) evidence: String,
}

fn words(line: &str) -> (Vec<&str>, BTreeMap<&str, &str>) {
    let (named, plain): (Vec<&str>, Vec<&str>) = line.split_whitespace().partition(|word| word.contains('='));
    (plain, named.iter().filter_map(|word| word.split_once('=')).collect())
}

fn lines(text: &str) -> impl Iterator<Item = (Vec<&str>, BTreeMap<&str, &str>)> {
    text.lines().filter(|line| !line.trim().is_empty()).map(words)
}

fn table(table: &'static Table, rows: Vec<Vec<(&'static str, Item)>>) -> Checked {
    let mut builder = TableBuilder::new(table);
    for row in rows {
        builder.row_of(row);
    }
    builder.finish().unwrap()
}

fn date(text: Option<&&str>) -> Item {
    text.map(|text| text.parse::<chrono::NaiveDate>().unwrap()).into()
}

fn return_id(line: usize) -> String {
    format!("R-{line:016x}")
}

/// What a letter of an answer line says.
pub(crate) fn said(letter: char) -> Said {
    match letter.to_ascii_lowercase() {
        'y' => Said::Yes,
        'p' => Said::Partly,
        'n' => Said::No,
        'a' => Said::NotApplicable,
        '.' => Said::Blank,
        'm' => Said::Multiple,
        'u' => Said::Unreadable,
        '-' => Said::Missing,
        other => panic!("no answer: {other}"),
    }
}

impl YearText {
    /// The year's tables.
    pub(crate) fn data(&self) -> YearData {
        let (schools, groups) = self.schools();
        let (sections, statements) = self.statements();
        let (returns, answers) = self.returns(&statements);
        let (findings, question_schools) = self.questions();
        let day = |month, day| chrono::NaiveDate::from_ymd_opt(self.year, month, day).unwrap().into();
        YearData {
            year: Year::of(self.year).unwrap(),
            collection: table(
                &data::COLLECTION,
                vec![vec![
                    ("year", self.year.into()),
                    ("opens_on", day(1, 1)),
                    ("due_on", day(6, 30)),
                    ("closes_on", day(12, 31)),
                    ("contract_version", 1.into()),
                ]],
            ),
            returns,
            answers,
            actions: table(&data::ACTIONS, self.actions()),
            action_links: table(&data::ACTION_LINKS, self.links()),
            findings,
            question_schools,
            schools,
            school_groups: groups,
            school_numbers: Checked::empty(&data::SCHOOL_NUMBERS),
            sections,
            statements,
        }
    }

    fn schools(&self) -> (Checked, Checked) {
        let (mut schools, mut groups) = (Vec::new(), Vec::new());
        for (plain, named) in lines(&self.schools) {
            let text = |name: &str| named.get(name).map(|text| text.replace('+', " "));
            schools.push(vec![
                ("school_id", plain[0].into()),
                ("school_name", text("name").unwrap_or_else(|| format!("School {}", plain[0])).into()),
                ("roll", plain[2].parse::<i64>().ok().into()),
                ("catalogue_id", plain[3].into()),
                ("previous_ids", text("previous").into()),
                ("closed_on", date(named.get("closed"))),
                ("successor_id", text("successor").into()),
            ]);
            if plain[1] != "?" {
                groups.push(vec![
                    ("school_id", plain[0].into()),
                    ("group_by", "sector".into()),
                    ("group_value", if plain[1] == "-" { "(none)" } else { plain[1] }.into()),
                ]);
            }
        }
        (table(&data::SCHOOLS, schools), table(&data::SCHOOL_GROUPS, groups))
    }

    fn statements(&self) -> (Checked, Checked) {
        let (mut sections, mut statements): (Vec<Vec<_>>, Vec<Vec<_>>) = (Vec::new(), Vec::new());
        let mut seen = Vec::new();
        for (position, (plain, named)) in (1_i32..).zip(lines(&self.statements)) {
            if !seen.contains(&(plain[0], plain[2])) {
                seen.push((plain[0], plain[2]));
                sections.push(vec![
                    ("catalogue_id", plain[0].into()),
                    ("section_id", plain[2].into()),
                    ("position", position.into()),
                    ("title", plain[2].into()),
                    ("catalogue_title", plain[0].into()),
                    ("columns_confirmed", (plain[0] != "unsure").into()),
                ]);
            }
            statements.push(vec![
                ("catalogue_id", plain[0].into()),
                ("statement_id", plain[1].into()),
                ("section_id", plain[2].into()),
                ("theme", plain[3].into()),
                ("position", position.into()),
                ("text", named.get("text").unwrap_or(&plain[1]).replace('+', " ").into()),
                ("short_label", plain[1].into()),
                ("is_essential", named.contains_key("essential").into()),
                ("support", "".into()),
                ("comparability", (*named.get("comparability").unwrap_or(&"identical")).into()),
                ("steps", named.get("steps").map(|steps| steps.replace('+', " ")).into()),
            ]);
        }
        (table(&data::SECTIONS, sections), table(&data::STATEMENTS, statements))
    }

    fn returns(&self, statements: &Checked) -> (Checked, AnswerColumns) {
        let hashes: BTreeMap<(usize, &str), u64> = lines(&self.evidence)
            .map(|(plain, _)| ((plain[0].parse().unwrap(), plain[1]), plain[2].parse().unwrap()))
            .collect();
        let mut returns = Vec::new();
        let mut answers = AnswerColumns::default();
        let mut whole = 0;
        for (line, (plain, named)) in (1..).zip(lines(&self.returns)) {
            let status = named.get("status").copied().unwrap_or("standing");
            if status == "standing" {
                whole = line;
            }
            let mut letters = plain[2].chars();
            for (row, statement) in statements.rows().enumerate() {
                if statement.str("catalogue_id") == plain[1] && matches!(status, "standing" | "part") {
                    let letter = letters.next().unwrap();
                    answers.return_row.push(u32::try_from(line - 1).unwrap());
                    answers.statement_row.push(u16::try_from(row).unwrap());
                    answers.said.push(said(letter));
                    answers.has_evidence.push(letter.is_ascii_uppercase());
                    let hash = hashes.get(&(line, statement.str("statement_id")));
                    answers.evidence_hash.push(hash.copied().unwrap_or(0));
                }
            }
            returns.push(vec![
                ("return_id", return_id(line).into()),
                ("source_file", format!("{line}.xlsx").into()),
                ("sheet", "".into()),
                ("cell", "".into()),
                ("catalogue_id", plain[1].into()),
                ("form", "tick_columns".into()),
                ("school_id", plain[0].into()),
                ("completed_on", date(named.get("on"))),
                ("n_answered", 0_i64.into()),
                ("status", status.into()),
                ("part_of", (status == "part").then(|| return_id(whole)).into()),
            ]);
        }
        (table(&data::RETURNS, returns), answers)
    }

    fn links(&self) -> Vec<Vec<(&'static str, Item)>> {
        lines(&self.actions)
            .map(|(plain, _)| {
                vec![
                    ("return_id", return_id(plain[0].parse().unwrap()).into()),
                    ("row_no", plain[1].parse::<i32>().unwrap().into()),
                    ("statement_id", plain[2].into()),
                    ("score", 1.0.into()),
                ]
            })
            .collect()
    }

    fn actions(&self) -> Vec<Vec<(&'static str, Item)>> {
        let mut rows: BTreeMap<(usize, i32), Vec<(&'static str, Item)>> = BTreeMap::new();
        for (plain, named) in lines(&self.actions) {
            let (line, row_no) = (plain[0].parse().unwrap(), plain[1].parse::<i32>().unwrap());
            rows.insert(
                (line, row_no),
                vec![
                    ("return_id", return_id(line).into()),
                    ("row_no", row_no.into()),
                    ("area", "".into()),
                    ("resources", "".into()),
                    ("completed_on", date(named.get("done"))),
                    ("is_signed", named.contains_key("signed").into()),
                ],
            );
        }
        rows.into_values().collect()
    }

    fn questions(&self) -> (Checked, Checked) {
        let (mut findings, mut schools) = (Vec::new(), Vec::new());
        for (at, school) in self.questions.split_whitespace().enumerate() {
            let id = format!("F-{at:016x}");
            findings.push(vec![
                ("finding_id", id.clone().into()),
                ("code", "F401".into()),
                ("severity", "warning".into()),
                ("source_file", "x".into()),
                ("sheet", "".into()),
                ("cell", "".into()),
                ("was_read", "".into()),
                ("message", "".into()),
                ("suggestion", "".into()),
                ("is_question", true.into()),
                ("n_answers_waiting", 0_i64.into()),
            ]);
            schools.push(vec![("finding_id", id.into()), ("school_id", school.into())]);
        }
        (table(&data::FINDINGS, findings), table(&data::QUESTION_SCHOOLS, schools))
    }
}
