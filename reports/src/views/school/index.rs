//! The year's tables by school, gathered once so that each school's workbook is quick to make.
//! In: the context. Out: [`Index`]. Works nothing out.

use std::collections::{BTreeMap, HashMap};

use schemas::checked::Row;

use crate::context::{Context, Form, School};

/// Two keys, one below the other.
type Two<'a, T> = HashMap<&'a str, HashMap<&'a str, T>>;

/// The tables by school. Looked up by key, never walked, so that no order of a map shows.
#[derive(Debug, Default)]
pub struct Index<'a> {
    sections: Two<'a, Vec<Row<'a>>>,
    changes: Two<'a, Row<'a>>,
    actions: Two<'a, i64>,
    similar: Two<'a, Vec<&'a str>>,
    statements: BTreeMap<&'a str, Row<'a>>,
    said: Two<'a, &'a str>,
    returns: BTreeMap<&'a str, Vec<Row<'a>>>,
    answers: BTreeMap<&'a str, Vec<Row<'a>>>,
    plan: BTreeMap<&'a str, Vec<Row<'a>>>,
    links: BTreeMap<&'a str, Vec<(i64, &'a str)>>,
    findings: BTreeMap<&'a str, Vec<Row<'a>>>,
    /// By school and form.
    before_returns: Two<'a, Vec<&'a str>>,
    before_answers: Two<'a, &'a str>,
    before_comments: Two<'a, Vec<&'a str>>,
}

/// One form that a school returned.
#[derive(Clone, Copy, Debug)]
pub struct Returned<'a> {
    /// The school.
    pub school: &'a School,
    /// The form.
    pub form: &'a Form,
    /// Its row of `mart_school`.
    pub row: Row<'a>,
}

/// The schools that returned, each with its forms, in the order of the papers.
pub fn returned<'a>(context: &'a Context<'a>) -> Vec<Vec<Returned<'a>>> {
    let mut by_school: BTreeMap<usize, Vec<Returned<'a>>> = BTreeMap::new();
    for row in context.rows("mart_school").filter(|row| row.str("status") == "returned") {
        if let Some(place) = context.school_place(row.str("school_key"))
            && let Some(school) = context.schools.get(place)
            && let Some(form) = context.form(row.str("catalogue_id"))
        {
            by_school.entry(place).or_default().push(Returned { school, form, row });
        }
    }
    by_school.into_values().collect()
}

impl Returned<'_> {
    /// Whether enough similar schools sent the same form for the school to be compared with them.
    pub(super) fn has_similar(&self) -> bool {
        self.row.count("n_similar") >= super::LEAST_OTHERS
    }
}

impl<'a> Index<'a> {
    /// Gathers the tables.
    pub fn new(context: &Context<'a>) -> Self {
        let mut index = Self::default();
        for row in context.rows("mart_school_section") {
            index
                .sections
                .entry(row.str("school_key"))
                .or_default()
                .entry(row.str("catalogue_id"))
                .or_default()
                .push(row);
        }
        for row in context.rows("mart_school_change") {
            index.changes.entry(row.str("school_key")).or_default().insert(row.str("catalogue_id"), row);
        }
        for row in context.rows("mart_school_action") {
            index
                .actions
                .entry(row.str("school_key"))
                .or_default()
                .insert(row.str("statement_key"), row.count("n_actions"));
        }
        for row in context.rows("mart_similar") {
            index
                .similar
                .entry(row.str("school_key"))
                .or_default()
                .entry(row.str("catalogue_id"))
                .or_default()
                .push(row.str("similar_school_key"));
        }
        for row in context.rows("mart_statement").filter(|row| row.str("group_by") == "all") {
            index.statements.insert(row.str("statement_key"), row);
        }
        for row in context.rows("fact_answer") {
            index
                .said
                .entry(row.str("school_key"))
                .or_default()
                .insert(row.str("statement_key"), row.str("answer_code"));
        }
        let counts = |row: &Row<'_>| matches!(row.str("status"), "standing" | "part");
        for row in context.data("returns").filter(counts) {
            index.returns.entry(row.str("school_id")).or_default().push(row);
        }
        for row in context.data("answers") {
            index.answers.entry(row.str("return_id")).or_default().push(row);
        }
        for row in context.data("actions") {
            index.plan.entry(row.str("return_id")).or_default().push(row);
        }
        for row in context.data("action_links") {
            index
                .links
                .entry(row.str("return_id"))
                .or_default()
                .push((row.count("row_no"), row.str("statement_id")));
        }
        for row in context.data("findings").filter(|row| is_for_the_school(row.str("code"))) {
            index.findings.entry(row.str("return_id")).or_default().push(row);
        }
        let before = &context.inputs.before;
        for row in before.rows("returns").filter(counts) {
            index
                .before_returns
                .entry(row.str("school_id"))
                .or_default()
                .entry(row.str("catalogue_id"))
                .or_default()
                .push(row.str("return_id"));
        }
        for row in before.rows("answers") {
            let said = row.text("answer").unwrap_or_else(|| row.str("status"));
            index
                .before_answers
                .entry(row.str("return_id"))
                .or_default()
                .insert(row.str("statement_id"), said);
        }
        for row in before.rows("comments") {
            index
                .before_comments
                .entry(row.str("return_id"))
                .or_default()
                .entry(row.str("statement_id"))
                .or_default()
                .push(row.str("text"));
        }
        index
    }

    /// The sections of a school's form.
    pub(super) fn sections(&self, of: &Returned<'_>) -> &[Row<'a>] {
        self.sections
            .get(of.school.key.as_str())
            .and_then(|forms| forms.get(of.form.id.as_str()))
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// Its change since the latest earlier collection.
    pub(super) fn change(&self, of: &Returned<'_>) -> Option<Row<'a>> {
        self.changes.get(of.school.key.as_str())?.get(of.form.id.as_str()).copied()
    }

    /// How many of its actions are about a statement that it has not yet in place.
    pub(super) fn n_actions(&self, of: &Returned<'_>, statement_key: &str) -> i64 {
        self.actions.get(of.school.key.as_str()).and_then(|of| of.get(statement_key)).copied().unwrap_or(0)
    }

    /// A statement over all schools.
    pub(super) fn statement(&self, key: &str) -> Option<Row<'a>> {
        self.statements.get(key).copied()
    }

    /// What a school said, as an `answer_code`.
    pub(super) fn said(&self, school_key: &str, statement_key: &str) -> &'a str {
        self.said.get(school_key).and_then(|of| of.get(statement_key)).copied().unwrap_or("missing")
    }

    /// The keys of similar schools that sent the same form.
    pub(super) fn similar(&self, of: &Returned<'_>) -> &[&'a str] {
        let forms = self.similar.get(of.school.key.as_str());
        forms.and_then(|forms| forms.get(of.form.id.as_str())).map(Vec::as_slice).unwrap_or_default()
    }

    /// The returns of the school that count, of this form.
    pub(super) fn returns(&self, of: &Returned<'_>) -> impl Iterator<Item = Row<'a>> {
        let catalogue = of.form.id.clone();
        let all = self.returns.get(of.school.id.as_str()).map(Vec::as_slice).unwrap_or_default();
        all.iter().copied().filter(move |row| row.str("catalogue_id") == catalogue)
    }

    /// What was read for each statement: the rows of `answers`, by statement; of parts, the one that says something.
    pub(super) fn read(&self, of: &Returned<'_>) -> BTreeMap<&'a str, Row<'a>> {
        let mut read: BTreeMap<&str, Row<'a>> = BTreeMap::new();
        for of_return in self.returns(of) {
            for row in self.answers.get(of_return.str("return_id")).map(Vec::as_slice).unwrap_or_default() {
                let is_better =
                    |there: &Row<'_>| row.text("answer").is_some() && there.text("answer").is_none();
                if read.get(row.str("statement_id")).is_none_or(is_better) {
                    read.insert(row.str("statement_id"), *row);
                }
            }
        }
        read
    }

    /// The rows of its action plan, each with the statements that it is about.
    pub(super) fn plan(&self, of: &Returned<'_>) -> Vec<(Row<'a>, Vec<&'a str>)> {
        self.returns(of)
            .flat_map(|of_return| {
                self.plan.get(of_return.str("return_id")).map(Vec::as_slice).unwrap_or_default()
            })
            .map(|row| {
                let links = self.links.get(row.str("return_id")).map(Vec::as_slice).unwrap_or_default();
                let no = row.count("row_no");
                (*row, links.iter().filter(|(of, _)| *of == no).map(|(_, statement)| *statement).collect())
            })
            .collect()
    }

    /// What was noticed in its returns that the school itself can put right.
    pub(super) fn findings(&self, of: &Returned<'_>) -> Vec<Row<'a>> {
        self.returns(of)
            .flat_map(|of_return| {
                self.findings.get(of_return.str("return_id")).map(Vec::as_slice).unwrap_or_default()
            })
            .copied()
            .collect()
    }

    /// Its returns of this form in the latest earlier collection. Another form may use the same ids.
    fn returns_before(&self, of: &Returned<'_>) -> &[&'a str] {
        let id = self.change(of).map_or(of.school.id.as_str(), |row| row.str("base_school_id"));
        let forms = self.before_returns.get(id);
        forms.and_then(|forms| forms.get(of.form.id.as_str())).map(Vec::as_slice).unwrap_or_default()
    }

    /// The year before that its answers can be held against, where what it said then is at hand.
    pub(super) fn base_year(&self, of: &Returned<'_>) -> Option<i64> {
        let change = self.change(of).filter(|_| !self.returns_before(of).is_empty())?;
        Some(change.count("base_year"))
    }

    /// What it said to a statement in the latest earlier collection, and what it wrote beside it.
    pub(super) fn before(&self, of: &Returned<'_>, statement_id: &str) -> (Option<&'a str>, Vec<&'a str>) {
        let returns = self.returns_before(of);
        let mut said: Option<&str> = None;
        for here in returns.iter().filter_map(|of| self.before_answers.get(of)?.get(statement_id).copied()) {
            // Of parts, the one that says something: a part has a row for what stands on another one, too.
            if said.is_none_or(|there| how_much(there) < how_much(here)) {
                said = Some(here);
            }
        }
        let wrote = returns
            .iter()
            .filter_map(|of| self.before_comments.get(of)?.get(statement_id))
            .flatten()
            .copied()
            .collect();
        (said, wrote)
    }
}

/// How much a status says: an answer most, then that something stood there, then that there was nothing.
fn how_much(said: &str) -> u8 {
    match said {
        "missing" => 0,
        "blank" => 1,
        "multiple" | "unreadable" => 2,
        _ => 3,
    }
}

/// Findings on the form, on marks and on the date are the school's to put right. Those on names and standing may tell of
/// other schools.
fn is_for_the_school(code: &str) -> bool {
    code.starts_with("F2") || code.starts_with("F3") || matches!(code, "F406" | "F407" | "F408" | "F412")
}
