//! What every view looks things up in: forms, statements, schools and gates by their ids, gathered once a year.
//! In: [`Inputs`]. Out: [`Context`]. Never a figure: all that is counted here are rows of the lists themselves.

use std::collections::{BTreeMap, BTreeSet};

use schemas::{
    checked::Row,
    contract::Table,
    tables::{marts, star},
};

use crate::{
    inputs::{Inputs, SchoolNames},
    words::{count_of, group_word, grouped, heading},
};

/// The tables that every view reads through its context.
pub static READS: &[&Table] = &[
    &marts::MART_RESPONSE,
    &marts::MART_GATE,
    &star::DIM_SECTION,
    &star::DIM_STATEMENT,
    &star::DIM_SCHOOL,
    &star::DIM_SCHOOL_GROUP,
];

/// A form that was expected or sent this year.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// The catalogue's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// `A`, `B`, ... where the year has more than one; empty where it has one.
    pub letter: String,
    /// Whether the meaning of its columns is not yet confirmed.
    pub is_provisional: bool,
    /// Its sections in the form's order: id and title.
    pub sections: Vec<(String, String)>,
    /// Its statements in the form's order.
    pub statements: Vec<Statement>,
    /// Schools from which it is expected.
    pub n_expected: i64,
    /// Of those: with a standing return.
    pub n_returned: i64,
    /// Of those: with an open question that may concern them.
    pub n_awaiting: i64,
    /// Of those: with nothing.
    pub n_not_returned: i64,
    /// Returns of it whose school is not known for sure: one may be of a school with nothing.
    pub n_unidentified: i64,
    /// Of those: of which no school is known that they may be of; each may be of any school with nothing.
    pub n_unnamed: i64,
    /// Returned, with every statement answered.
    pub n_complete: i64,
    /// Returned after the due day.
    pub n_late: i64,
}

/// A statement of a form.
#[derive(Clone, Debug, Default)]
pub struct Statement {
    /// Its id.
    pub id: String,
    /// Its key over all years.
    pub key: String,
    /// Its section's id.
    pub section_id: String,
    /// Its section's title.
    pub section: String,
    /// Its theme in words.
    pub theme: String,
    /// Its text.
    pub text: String,
    /// A few words for charts.
    pub label: String,
    /// Whether the authority holds it essential.
    pub is_essential: bool,
    /// The support on offer.
    pub support: String,
    /// How it compares with the edition before.
    pub comparability: String,
}

/// A school of this year.
#[derive(Clone, Debug, Default)]
pub struct School {
    /// Its key over all years.
    pub key: String,
    /// Its id in the register.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is called in the working group's papers: its name or its code.
    pub shown: String,
    /// Its code, whatever the papers call it.
    pub code: String,
    /// Pupils on its roll.
    pub roll: Option<i64>,
    /// Its groups: the register's column and its value.
    pub groups: BTreeMap<String, String>,
}

/// Whether an analysis of a group is shown.
#[derive(Debug)]
struct Gate {
    is_shown: bool,
    n_needed: i64,
    reason: String,
}

/// What the views look things up in.
#[derive(Debug)]
pub struct Context<'a> {
    /// What was handed in.
    pub inputs: &'a Inputs<'a>,
    /// The forms of this year, the one expected from most schools first.
    pub forms: Vec<Form>,
    /// The schools, sorted by what they are called.
    pub schools: Vec<School>,
    school_at: BTreeMap<String, usize>,
    school_at_id: BTreeMap<String, usize>,
    gates: BTreeMap<(String, String, String, String), Gate>,
}

impl<'a> Context<'a> {
    /// Gathers what the views need.
    pub fn new(inputs: &'a Inputs<'a>) -> Self {
        let mut context = Self {
            inputs,
            forms: Vec::new(),
            schools: Vec::new(),
            school_at: BTreeMap::new(),
            school_at_id: BTreeMap::new(),
            gates: BTreeMap::new(),
        };
        context.forms = forms(&context);
        context.schools = schools(&context);
        context.school_at =
            context.schools.iter().enumerate().map(|(at, school)| (school.key.clone(), at)).collect();
        context.school_at_id =
            context.schools.iter().enumerate().map(|(at, school)| (school.id.clone(), at)).collect();
        for row in context.rows("mart_gate") {
            context.gates.insert(
                (
                    row.str("catalogue_id").to_owned(),
                    row.str("group_by").to_owned(),
                    row.str("group_value").to_owned(),
                    row.str("analysis").to_owned(),
                ),
                Gate {
                    is_shown: row.flag("is_shown"),
                    n_needed: row.count("n_needed"),
                    reason: row.str("reason").to_owned(),
                },
            );
        }
        context
    }

    /// The year as a number.
    pub fn year(&self) -> i64 {
        i64::from(self.inputs.year.number())
    }

    /// The rows of a table that has years, of this year.
    pub fn rows(&self, table: &str) -> impl Iterator<Item = Row<'a>> + Clone + use<'a> {
        let year = self.year();
        self.inputs.tables.rows(table).filter(move |row| row.int("year") == Some(year))
    }

    /// The rows of a mart that has groups, of this year, over all schools of a form.
    pub fn rows_of(&self, table: &str, form: &Form) -> impl Iterator<Item = Row<'a>> + Clone + use<'a> {
        let id = form.id.clone();
        self.rows(table).filter(move |row| {
            row.str("catalogue_id") == id && matches!(row.text("group_by"), None | Some("all"))
        })
    }

    /// The rows of a table of `YEAR/data/`.
    pub fn data(&self, table: &str) -> impl Iterator<Item = Row<'a>> + Clone + use<'a> {
        self.inputs.tables.rows(table)
    }

    /// The number of a table's rows, where no view lists so many and it was left out.
    pub fn left_out(&self, table: &str) -> Option<usize> {
        self.inputs.tables.left_out(table)
    }

    /// How many rows of this year a table has, also where it was left out: then all of them are.
    pub fn n_rows(&self, table: &str) -> usize {
        self.left_out(table).unwrap_or_else(|| self.rows(table).count())
    }

    /// The school of this key.
    pub fn school(&self, key: &str) -> Option<&School> {
        self.school_at.get(key).and_then(|at| self.schools.get(*at))
    }

    /// Its place among the schools, in the order of the papers.
    pub fn school_place(&self, key: &str) -> Option<usize> {
        self.school_at.get(key).copied()
    }

    /// The school of this id.
    pub fn school_by_id(&self, id: &str) -> Option<&School> {
        self.school_at_id.get(id).and_then(|at| self.schools.get(*at))
    }

    /// The form of this id.
    pub fn form(&self, id: &str) -> Option<&Form> {
        self.forms.iter().find(|form| form.id == id)
    }

    /// The sentence in place of an analysis over all schools that is not shown; none where it is.
    pub fn withheld(&self, form: &Form, analysis: &str) -> Option<String> {
        let reason = self.why_not(form, analysis, ("all", "all"))?;
        Some(format!("{}.", heading(reason.trim_end_matches('.'))))
    }

    /// Why an analysis of a group (the register's column and its value) is not shown; none where it is.
    pub fn why_not(&self, form: &Form, analysis: &str, group: (&str, &str)) -> Option<&str> {
        self.gate(form, analysis, group).filter(|gate| !gate.is_shown).map(|gate| gate.reason.as_str())
    }

    /// How many an analysis of a group needs: also of each figure in it, since many may have sent a form of which few
    /// answered a part.
    pub fn needed(&self, form: &Form, analysis: &str, group: (&str, &str)) -> i64 {
        self.gate(form, analysis, group).map_or(0, |gate| gate.n_needed)
    }

    fn gate(&self, form: &Form, analysis: &str, group: (&str, &str)) -> Option<&Gate> {
        self.gates.get(&(form.id.clone(), group.0.to_owned(), group.1.to_owned(), analysis.to_owned()))
    }

    /// The register's columns that make groups and that have rows, in the order of the settings, then of the table.
    pub fn group_columns(&self) -> Vec<String> {
        let there: BTreeSet<&str> = self
            .rows("mart_response")
            .map(|row| row.str("group_by"))
            .filter(|group_by| *group_by != "all" && !group_by.is_empty())
            .collect();
        let mut columns: Vec<String> =
            self.inputs.options.groups.iter().filter(|name| there.contains(name.as_str())).cloned().collect();
        for name in there {
            if !columns.iter().any(|column| column == name) {
                columns.push(name.to_owned());
            }
        }
        columns
    }

    /// Whether the papers call schools by name.
    pub fn shows_names(&self) -> bool {
        self.inputs.options.school_names == SchoolNames::Names
    }

    /// `2026`, `2026: Form A`: what a per-form page's title ends with.
    pub fn title_end(&self, form: &Form) -> String {
        let mut end = format!("{}", self.year());
        if !form.letter.is_empty() {
            end.push_str(&format!(", form {}", form.letter));
        }
        if form.is_provisional {
            end.push_str(" (provisional)");
        }
        end
    }

    /// The name of a per-form sheet: `Weaknesses`, or `Weaknesses B` where the year has several forms.
    pub fn sheet(&self, name: &str, form: &Form) -> String {
        if form.letter.is_empty() { name.to_owned() } else { format!("{name} {}", form.letter) }
    }
}

impl Form {
    /// The statement of this id.
    pub fn statement(&self, id: &str) -> Option<&Statement> {
        self.statements.iter().find(|statement| statement.id == id)
    }

    /// The short label of a statement, or its id.
    pub fn label<'f>(&'f self, id: &'f str) -> &'f str {
        self.statement(id).map_or(id, |statement| statement.label.as_str())
    }

    /// `22 of 25 schools have returned this form ...`
    pub fn as_of(&self) -> String {
        let mut parts = vec![format!(
            "Rests on {} of {} expected",
            grouped(self.n_returned),
            count_of(self.n_expected, "return", "returns")
        )];
        if self.n_awaiting > 0 {
            let verb = if self.n_awaiting == 1 { "waits" } else { "wait" };
            parts.push(format!("{} more {verb} for an answer to a question", self.n_awaiting));
        }
        if self.n_not_returned > 0 {
            parts.push(format!("{} not returned", self.n_not_returned));
        }
        let mut text = format!("{}.", parts.join("; "));
        if self.is_provisional {
            text.push_str(
                " Provisional: the authority has not yet confirmed what the columns of this form mean.",
            );
        }
        if !self.letter.is_empty() {
            text = format!("Form {}: {}. {text}", self.letter, self.title);
        }
        text
    }
}

impl School {
    /// `Sector: Primary; Area: North`.
    pub fn groups_in_words(&self) -> String {
        self.groups
            .iter()
            .map(|(by, value)| format!("{}: {}", heading(by), group_word(value)))
            .collect::<Vec<_>>()
            .join("; ")
    }
}

fn forms(context: &Context<'_>) -> Vec<Form> {
    let mut forms: BTreeMap<&str, Form> = BTreeMap::new();
    for row in context.rows("mart_response").filter(|row| row.str("group_by") == "all") {
        forms.insert(
            row.str("catalogue_id"),
            Form {
                id: row.str("catalogue_id").to_owned(),
                n_expected: row.count("n_expected"),
                n_returned: row.count("n_returned"),
                n_awaiting: row.count("n_awaiting"),
                n_not_returned: row.count("n_not_returned"),
                n_complete: row.count("n_complete"),
                n_late: row.count("n_late"),
                ..Form::default()
            },
        );
    }
    for row in context.rows("dim_section") {
        if let Some(form) = forms.get_mut(row.str("catalogue_id")) {
            row.str("catalogue_title").clone_into(&mut form.title);
            form.is_provisional |= row.flag("is_provisional");
            form.sections.push((row.str("section_id").to_owned(), row.str("title").to_owned()));
        }
    }
    for row in context.rows("dim_statement") {
        if let Some(form) = forms.get_mut(row.str("catalogue_id"))
            && row.str("comparability") != "retired"
        {
            let section_id = row.str("section_id").to_owned();
            let section = form
                .sections
                .iter()
                .find(|(id, _)| *id == section_id)
                .map_or_else(String::new, |(_, title)| title.clone());
            form.statements.push(Statement {
                id: row.str("statement_id").to_owned(),
                key: row.str("statement_key").to_owned(),
                section_id,
                section,
                theme: row.str("theme_title").to_owned(),
                text: row.str("text").to_owned(),
                label: row.str("short_label").to_owned(),
                is_essential: row.flag("is_essential"),
                support: row.str("support").to_owned(),
                comparability: row.str("comparability").to_owned(),
            });
        }
    }
    let concerning: BTreeSet<&str> =
        context.data("question_schools").map(|row| row.str("finding_id")).collect();
    let of_known = context.data("findings").filter(|row| concerning.contains(row.str("finding_id")));
    let of_known: BTreeSet<&str> = of_known.filter_map(|row| row.text("return_id")).collect();
    for row in context.data("returns").filter(|row| row.str("status") == "unidentified") {
        if let Some(form) = forms.get_mut(row.str("catalogue_id")) {
            form.n_unidentified += 1;
            form.n_unnamed += i64::from(!of_known.contains(row.str("return_id")));
        }
    }
    let mut forms: Vec<Form> = forms.into_values().filter(|form| form.n_expected > 0).collect();
    forms.sort_by(|a, b| b.n_expected.cmp(&a.n_expected).then_with(|| a.id.cmp(&b.id)));
    if forms.len() > 1 {
        for (form, letter) in forms.iter_mut().zip('A'..='Z') {
            form.letter = letter.to_string();
        }
    }
    forms
}

fn schools(context: &Context<'_>) -> Vec<School> {
    let mut schools: Vec<School> = context
        .rows("dim_school")
        .map(|row| School {
            key: row.str("school_key").to_owned(),
            id: row.str("school_id").to_owned(),
            name: row.str("school_name").to_owned(),
            roll: row.int("roll"),
            ..School::default()
        })
        .collect();
    let at: BTreeMap<String, usize> =
        schools.iter().enumerate().map(|(at, school)| (school.key.clone(), at)).collect();
    for row in context.rows("dim_school_group").filter(|row| row.str("group_by") != "all") {
        if let Some(school) = at.get(row.str("school_key")).and_then(|at| schools.get_mut(*at)) {
            school.groups.insert(row.str("group_by").to_owned(), row.str("group_value").to_owned());
        }
    }
    // Codes follow no order that a reader could undo by sorting names.
    let digits = schools.len().to_string().len().max(2);
    schools.sort_by_cached_key(|school| (scattered(&school.key), school.id.clone()));
    for (number, school) in schools.iter_mut().enumerate() {
        school.code = format!("School {:0digits$}", number + 1);
        school.shown = if context.shows_names() { school.name.clone() } else { school.code.clone() };
    }
    schools.sort_by(|a, b| (a.shown.to_lowercase(), &a.id).cmp(&(b.shown.to_lowercase(), &b.id)));
    if context.shows_names() {
        tell_apart(&mut schools);
    }
    schools
}

/// Schools of one name, in capitals or not, are told apart by their ids. They stand side by side.
fn tell_apart(schools: &mut [School]) {
    let is_same = |one: &School, other: &School| one.name.to_lowercase() == other.name.to_lowercase();
    for of_name in schools.chunk_by_mut(is_same).filter(|of_name| of_name.len() > 1) {
        for school in of_name {
            school.shown = format!("{} ({})", school.name, school.id);
        }
    }
}

/// FNV-1a, 64 bits: a fixed shuffle, no secret.
fn scattered(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schools_of_one_name_are_told_apart_however_it_is_written() {
        let school = |(id, name): (&str, &str)| School {
            id: id.to_owned(),
            name: name.to_owned(),
            shown: name.to_owned(),
            ..School::default()
        };
        let mut schools =
            [("1", "Back School"), ("2", "BACK SCHOOL"), ("3", "Back School"), ("4", "Tong School")]
                .map(school);
        tell_apart(&mut schools);
        let shown = schools.map(|school| school.shown);
        assert_eq!(shown, ["Back School (1)", "BACK SCHOOL (2)", "Back School (3)", "Tong School"]);
    }
}
