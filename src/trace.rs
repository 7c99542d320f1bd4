//! From a figure back to the cells behind it.
//! In: a year's tables and what is asked: a catalogue's statement, a group, an answer. Out: the schools behind the figure, each
//! with its file, sheet, cell and mark. Never counts otherwise than the figure does.

use std::collections::{BTreeMap, BTreeSet};

use schemas::{
    answer::{Answer, Status},
    checked::Checked,
    ids::StatementId,
};

use crate::{open_days::OpenDays, year_data::Said};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The catalogue: two may have a statement of one id.
    pub catalogue_id: String,
    /// The statement.
    pub statement_id: StatementId,
    /// The column that makes the groups; `all` for every school.
    pub group_by: String,
    /// The group.
    pub group_value: String,
    /// Which answers.
    pub wanted: Wanted,
}

/// Which answers are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Every school expected.
    All,
    /// Partly or no.
    Weak,
    /// One answer, or one reason why there is none.
    One(Said),
}

impl Wanted {
    /// The words of the command line: `all`, `weak`, or a code of `answer_code`.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "all" => Some(Self::All),
            "weak" => Some(Self::Weak),
            code => Said::ALL.into_iter().find(|said| said.code() == code).map(Self::One),
        }
    }

    /// The words, for a message.
    pub fn words() -> String {
        let codes: Vec<&str> = Said::ALL.iter().map(|said| said.code()).collect();
        format!("all, weak, {}", codes.join(", "))
    }

    fn takes(self, said: Said) -> bool {
        match self {
            Self::All => true,
            Self::Weak => said.is_weak(),
            Self::One(one) => one == said,
        }
    }
}

/// A year's tables that a figure is walked back through.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// `returns`.
    pub returns: &'a Checked,
    /// `schools`.
    pub schools: &'a Checked,
    /// `school_groups`.
    pub school_groups: &'a Checked,
    /// The days of the collection: a school that was not open in them is not expected.
    pub collection: OpenDays,
}

/// One school behind a figure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Traced {
    /// Its name.
    pub school_name: String,
    /// Its id.
    pub school_id: String,
    /// What it said, or why it said nothing.
    pub said: Said,
    /// The mark as written.
    pub mark: String,
    /// The file; empty where no return stands.
    pub source_file: String,
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
    /// The wording answered, where it is not the catalogue's own.
    pub statement_as_written: String,
}

/// The schools behind a figure, by name. `answers` are the parts of the table of answers, in any order.
pub fn trace<'a>(
    sources: &Sources<'_>,
    answers: impl IntoIterator<Item = &'a Checked>,
    query: &Query,
) -> Vec<Traced> {
    let catalogue = query.catalogue_id.as_str();
    let standing = standing(sources.returns, catalogue);
    let mut said: BTreeMap<&str, Traced> = BTreeMap::new();
    for part in answers {
        for row in part.rows().filter(|row| row.str("statement_id") == query.statement_id.as_str()) {
            let Some(school_id) = standing.get(row.str("return_id")) else { continue };
            let answer: Option<Answer> = row.text("answer").and_then(|code| code.parse().ok());
            let status = row.str("status").parse().unwrap_or(Status::Unreadable);
            let traced = Traced {
                school_name: String::new(),
                school_id: school_id.clone(),
                said: Said::of(answer, status),
                mark: row.str("mark").to_owned(),
                source_file: row.str("source_file").to_owned(),
                sheet: row.str("sheet").to_owned(),
                cell: row.str("cell").to_owned(),
                statement_as_written: row.str("statement_as_written").to_owned(),
            };
            merge(&mut said, school_id, traced);
        }
    }
    let in_group = group(sources, query);
    let returned: BTreeSet<&str> = standing.values().map(String::as_str).collect();
    let mut rows: Vec<Traced> = sources
        .schools
        .rows()
        .filter(|school| in_group.as_ref().is_none_or(|group| group.contains(school.str("school_id"))))
        .filter_map(|school| {
            let id = school.str("school_id");
            let has_returned = returned.contains(id);
            let is_expected = has_returned
                || school.str("catalogue_id") == catalogue
                    && OpenDays::of_school(&school).is_expected(sources.collection, false);
            match said.get(id) {
                Some(traced) => {
                    Some(Traced { school_name: school.str("school_name").to_owned(), ..traced.clone() })
                }
                None if is_expected => Some(Traced {
                    school_name: school.str("school_name").to_owned(),
                    school_id: id.to_owned(),
                    said: if has_returned { Said::Missing } else { Said::NotReturned },
                    mark: String::new(),
                    source_file: String::new(),
                    sheet: String::new(),
                    cell: String::new(),
                    statement_as_written: String::new(),
                }),
                None => None,
            }
        })
        .filter(|traced| query.wanted.takes(traced.said))
        .collect();
    rows.sort();
    rows
}

/// The school of each return that counts for a catalogue: those that stand, and the parts of one that does.
fn standing(returns: &Checked, catalogue: &str) -> BTreeMap<String, String> {
    returns
        .rows()
        .filter(|row| {
            row.str("catalogue_id") == catalogue && matches!(row.str("status"), "standing" | "part")
        })
        .filter_map(|row| {
            row.text("school_id").map(|school| (row.str("return_id").to_owned(), school.to_owned()))
        })
        .collect()
}

/// Of a return in parts, the part that says something to the statement is the one that counts.
fn merge<'a>(said: &mut BTreeMap<&'a str, Traced>, school_id: &'a str, traced: Traced) {
    match said.get(school_id) {
        Some(there) if !matches!(there.said, Said::Blank | Said::Missing) => {}
        Some(there) if there.said == Said::Blank && traced.said == Said::Missing => {}
        _ => {
            said.insert(school_id, traced);
        }
    }
}

fn group<'a>(sources: &Sources<'a>, query: &Query) -> Option<BTreeSet<&'a str>> {
    if query.group_by == "all" {
        return None;
    }
    let mut with_value = BTreeSet::new();
    let mut members = BTreeSet::new();
    for row in sources.school_groups.rows().filter(|row| row.str("group_by") == query.group_by) {
        with_value.insert(row.str("school_id"));
        if row.str("group_value") == query.group_value {
            members.insert(row.str("school_id"));
        }
    }
    if query.group_value == "(none)" {
        let rest =
            sources.schools.rows().map(|row| row.str("school_id")).filter(|id| !with_value.contains(id));
        members.extend(rest);
    }
    Some(members)
}

#[cfg(test)]
mod tests {
    use super::*;
    use schemas::{rows::TableBuilder, tables::data};

    /// Schools 1 to 4: 1 says no, 2 sent two halves, 3 sent a form without the statement, 4 sent nothing.
    fn tables() -> [Checked; 4] {
        let mut schools = TableBuilder::new(&data::SCHOOLS);
        let mut groups = TableBuilder::new(&data::SCHOOL_GROUPS);
        for (id, area) in [("1", "North"), ("2", "North"), ("3", "South"), ("4", "South")] {
            schools.row([
                ("school_id", id.into()),
                ("school_name", format!("School {id}").into()),
                ("catalogue_id", "osp".into()),
            ]);
            groups.row([("school_id", id.into()), ("group_by", "area".into()), ("group_value", area.into())]);
        }
        let mut returns = TableBuilder::new(&data::RETURNS);
        let mut answers = TableBuilder::new(&data::ANSWERS);
        for (id, school, status, answer, answer_status) in [
            ("R-1", "1", "standing", Some("no"), "answered"),
            ("R-2", "2", "standing", None, "blank"),
            ("R-2b", "2", "part", Some("partly"), "answered"),
            ("R-3", "3", "standing", None, "missing"),
            ("R-1old", "1", "superseded", Some("yes"), "answered"),
        ] {
            returns.row([
                ("return_id", id.into()),
                ("source_file", format!("{id}.xlsx").into()),
                ("sheet", "Return".into()),
                ("cell", "A7".into()),
                ("catalogue_id", "osp".into()),
                ("form", "tick_columns".into()),
                ("school_id", school.into()),
                ("n_answered", 1_i64.into()),
                ("status", status.into()),
            ]);
            answers.row([
                ("return_id", id.into()),
                ("statement_id", "POL-04".into()),
                ("answer", answer.into()),
                ("status", answer_status.into()),
                ("mark", answer.map(|_| "x").into()),
                ("source_file", format!("{id}.xlsx").into()),
                ("sheet", "Return".into()),
                ("cell", "D12".into()),
                ("match_score", 1.0.into()),
                ("has_evidence", false.into()),
                ("evidence_chars", 0_i64.into()),
            ]);
        }
        [schools, groups, returns, answers].map(|builder| builder.finish().unwrap())
    }

    fn asked(group: (&str, &str), wanted: &str) -> Vec<String> {
        let [schools, school_groups, returns, answers] = tables();
        let sources = Sources {
            returns: &returns,
            schools: &schools,
            school_groups: &school_groups,
            collection: OpenDays::default(),
        };
        let query = Query {
            catalogue_id: "osp".to_owned(),
            statement_id: "POL-04".parse().unwrap(),
            group_by: group.0.to_owned(),
            group_value: group.1.to_owned(),
            wanted: Wanted::parse(wanted).unwrap(),
        };
        trace(&sources, [&answers], &query)
            .into_iter()
            .map(|row| {
                format!("{} {} {} {}", row.school_id, row.said.code(), row.source_file, row.cell)
                    .trim()
                    .to_owned()
            })
            .collect()
    }

    #[test]
    fn every_school_expected_is_there_once() {
        assert_eq!(
            asked(("all", "all"), "all"),
            ["1 no R-1.xlsx D12", "2 partly R-2b.xlsx D12", "3 missing R-3.xlsx D12", "4 not_returned"]
        );
    }

    #[test]
    fn answers_and_groups_narrow_it() {
        assert_eq!(asked(("all", "all"), "weak"), ["1 no R-1.xlsx D12", "2 partly R-2b.xlsx D12"]);
        assert_eq!(asked(("area", "North"), "no"), ["1 no R-1.xlsx D12"]);
        assert_eq!(asked(("area", "South"), "not_returned"), ["4 not_returned"]);
        assert!(asked(("all", "all"), "yes").is_empty(), "a superseded return is behind no figure");
        assert_eq!(Wanted::parse("perhaps"), None);
    }
}
