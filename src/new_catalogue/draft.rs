//! What stands where in a blank form.
//! In: grids. Out: title, fields, columns, sections with their statements, the action plan. Never decides a name.

use ingest::{
    grid::{Addressing, Grid, Value},
    normalise::{marks::Vocabulary, text},
};
use schemas::{
    answer::Answer,
    catalogue::{ActionPlan, ColumnRole, Field, FieldRole, FormColumn, fold},
    ids::StatementId,
};

/// Statements of one section: the id that stands beside one, if any, and its words.
type Statements = Vec<(Option<StatementId>, String)>;

/// What was found in a form.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) title: Option<String>,
    pub(super) fields: Vec<Field>,
    /// None where no headings stand over them.
    pub(super) columns: Vec<FormColumn>,
    /// Headings of columns that are no column of their own: another of a role, an answer beside columns to tick.
    pub(super) passed_over: Vec<String>,
    /// Heading (empty where there is none) and statements.
    pub(super) sections: Vec<(String, Statements)>,
    pub(super) plan: Option<ActionPlan>,
}

/// A sentence has at least this many letters; what is shorter is a heading or a label.
const SENTENCE: usize = 25;
/// Rows of an action plan that numbers none.
const USUAL_ROWS: u32 = 6;

/// A row's texts by column.
type Row = Vec<(u32, String)>;

/// The headings over the statements of a table.
#[derive(Clone, Debug)]
struct Heads {
    statements: u32,
    ids: Option<u32>,
    sections: Option<u32>,
    first_answer: u32,
}

impl Draft {
    /// What stands in the grids of a form.
    pub(super) fn of(grids: &[Grid]) -> Self {
        let words = Vocabulary::default();
        let rows: Vec<(usize, Row)> = grids
            .iter()
            .enumerate()
            .filter(|(_, grid)| !grid.is_hidden)
            .flat_map(|(index, grid)| rows(grid).into_iter().map(move |row| (index, row)))
            .collect();
        let mut draft = Self::default();
        let has_heads = rows.iter().any(|(_, row)| heads(row, &words).is_some());
        // In a document the paragraphs outside tables come first, whatever place they have.
        let has_tables = grids.iter().any(|grid| grid.sheet.starts_with("table "));
        let is_prose = |index: usize| {
            has_tables
                && grids.get(index).is_some_and(|grid| {
                    grid.addressing == Addressing::Document && !grid.sheet.starts_with("table ")
                })
        };
        // What stands at the edges of each page is neither title nor statement; a field may stand there.
        let is_edge = |index: usize| {
            grids.get(index).is_some_and(|grid| {
                grid.addressing == Addressing::Document && matches!(grid.sheet.as_str(), "header" | "footer")
            })
        };
        let mut current: Option<(usize, Heads)> = None;
        let mut rows = rows.into_iter().peekable();
        while let Some((grid, row)) = rows.next() {
            if is_edge(grid) {
                draft.take_field(&row);
            } else if let Some(mut plan) = plan(&row) {
                let mut n_rows = 0;
                while rows.next_if(|(_, row)| is_number(row, n_rows + 1)).is_some() {
                    n_rows += 1;
                }
                plan.n_rows = if n_rows == 0 { USUAL_ROWS } else { n_rows };
                draft.take_plan(plan);
                current = None;
            } else if let Some(heads) = heads(&row, &words) {
                draft.head(&row, &heads, &words);
                current = Some((grid, heads));
            } else if is_plan_heading(&row) {
                draft.note_plan_heading(&row);
                current = None;
            } else if let Some((_, heads)) = current.as_ref().filter(|(of, _)| *of == grid) {
                draft.below(&row, heads);
            } else if draft.n_statements() == 0 && draft.take_field(&row) {
            } else if draft.title.is_none() && draft.n_statements() == 0 && is_title(&row) {
                draft.title = row.first().map(|(_, text)| text.clone());
            } else if !has_heads && !is_prose(grid) && draft.plan.is_none() {
                let first = row.first().map_or(0, |(column, _)| *column);
                let anywhere = Heads { statements: first, ids: None, sections: None, first_answer: u32::MAX };
                draft.below(&row, &anywhere);
            }
        }
        // A plan of which only the heading was found is none.
        draft.plan = draft.plan.filter(|plan| !plan.area.is_empty());
        draft.sections.retain(|(_, statements)| !statements.is_empty());
        // A section whose heading is repeated is one.
        draft.sections.dedup_by(|(next, statements), (heading, of)| {
            let is_alike = fold(next) == fold(heading);
            if is_alike {
                of.append(statements);
            }
            is_alike
        });
        draft
    }

    fn n_statements(&self) -> usize {
        self.sections.iter().map(|(_, statements)| statements.len()).sum()
    }

    /// A row of headings: the section's, and once the columns'.
    fn head(&mut self, row: &Row, heads: &Heads, words: &Vocabulary) {
        let title = row.iter().find(|(column, _)| *column == heads.statements).map_or("", |(_, text)| text);
        let title = if is_generic(title) { "" } else { title };
        self.sections.push((title.to_owned(), Vec::new()));
        if self.columns.is_empty() {
            let right = row.iter().filter(|(column, _)| *column >= heads.first_answer);
            let found: Vec<(ColumnRole, &String)> =
                right.filter_map(|(_, label)| Some((role(label, words)?, label))).collect();
            self.take_columns(&found);
        }
    }

    /// The columns that headings stand over: one a role, as a catalogue has it.
    fn take_columns(&mut self, found: &[(ColumnRole, &String)]) {
        let is_answer = |role: ColumnRole| matches!(role, ColumnRole::Answer(_));
        let has_ticks = found.iter().filter(|(role, _)| is_answer(*role)).count() > 1;
        for (role, label) in found {
            let is_other_kind = if has_ticks { *role == ColumnRole::AnyAnswer } else { is_answer(*role) };
            if is_other_kind {
                self.passed_over.push((*label).clone());
            } else if let Some(column) = self.columns.iter_mut().find(|column| column.role == *role) {
                self.passed_over.push((*label).clone());
                if **label != column.label && !column.also.contains(label) {
                    column.also.push((*label).clone());
                }
            } else {
                self.columns.push(FormColumn { role: *role, label: (*label).clone(), also: Vec::new() });
            }
        }
    }

    /// A row under headings: a statement, or a section's heading.
    fn below(&mut self, row: &Row, heads: &Heads) {
        let at = |column: u32| row.iter().find(|(at, _)| *at == column).map(|(_, text)| text.as_str());
        let Some(said) = at(heads.statements) else { return };
        let id = heads.ids.and_then(at).and_then(|id| id.parse().ok());
        let is_alone = row.iter().all(|(column, _)| *column <= heads.statements);
        if id.is_none() && said.chars().count() < SENTENCE && said.split_whitespace().count() < 5 {
            if is_alone && !is_generic(said) {
                self.sections.push((said.to_owned(), Vec::new()));
            }
            return;
        }
        if let Some(section) = heads.sections.and_then(at)
            && self.sections.last().is_none_or(|(title, _)| title != section)
        {
            self.sections.push((section.to_owned(), Vec::new()));
        }
        if self.sections.is_empty() {
            self.sections.push((String::new(), Vec::new()));
        }
        if let Some((_, statements)) = self.sections.last_mut() {
            statements.push((id, said.to_owned()));
        }
    }

    /// Whether the row holds fields, which are then taken.
    fn take_field(&mut self, row: &Row) -> bool {
        let mut is_field = false;
        for (_, label) in row.iter().filter(|(_, label)| label.chars().count() <= 60) {
            let words = text::words(label);
            let role = if words.starts_with("school name")
                || words.starts_with("name of school")
                || words == "school"
            {
                FieldRole::SchoolName
            } else if words.starts_with("completed by") {
                FieldRole::CompletedBy
            } else if words == "date" || words == "date completed" || words == "date of completion" {
                FieldRole::Date
            } else {
                is_field |= words == "school id";
                continue;
            };
            is_field = true;
            if self.fields.iter().all(|field| field.role != role) {
                self.fields.push(Field { role, label: label.clone() });
            }
        }
        is_field
    }

    fn note_plan_heading(&mut self, row: &Row) {
        let heading = row.first().map(|(_, text)| text.clone()).unwrap_or_default();
        if self.plan.is_none() {
            self.plan = Some(ActionPlan {
                heading,
                area: String::new(),
                resources: String::new(),
                completed_on: String::new(),
                signed: String::new(),
                n_rows: 0,
            });
        }
    }

    fn take_plan(&mut self, plan: ActionPlan) {
        let noted = self.plan.take().map(|noted| noted.heading).filter(|heading| !heading.is_empty());
        self.plan = Some(ActionPlan { heading: noted.unwrap_or(plan.heading), ..plan });
    }
}

/// The rows of a grid that say something, their texts tidied: a line for each paragraph.
fn rows(grid: &Grid) -> Vec<Row> {
    let mut rows: Vec<(u32, Row)> = Vec::new();
    for cell in &grid.cells {
        let said = match &cell.value {
            Value::Text(said) => tidy(said),
            Value::Number(number) => number.to_string(),
            _ => continue,
        };
        if said.is_empty() {
            continue;
        }
        match rows.last_mut().filter(|(row, _)| *row == cell.row) {
            Some((_, row)) => row.push((cell.column, said)),
            None => rows.push((cell.row, vec![(cell.column, said)])),
        }
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

fn tidy(said: &str) -> String {
    let lines = said.lines().map(text::trim);
    let joined = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    // Boxes to tick are places for answers.
    if joined.chars().all(|sign| "\u{2610}\u{2611}\u{2612} \n".contains(sign)) {
        String::new()
    } else {
        joined
    }
}

/// The headings in a row, if it is one of headings.
fn heads(row: &Row, words: &Vocabulary) -> Option<Heads> {
    let mut answers: Vec<(u32, ColumnRole)> = row
        .iter()
        .filter_map(|(column, label)| Some((*column, role(label, words)?)))
        .filter(|(_, role)| matches!(role, ColumnRole::Answer(_)))
        .collect();
    // Of two columns headed `No`, the first is for the statements' numbers.
    if let [(_, first), rest @ ..] = answers.as_slice()
        && *first == ColumnRole::Answer(Answer::No)
        && rest.iter().any(|(_, role)| role == first)
    {
        answers.remove(0);
    }
    let any = row.iter().find(|(_, label)| role(label, words) == Some(ColumnRole::AnyAnswer)).map(|it| it.0);
    let has_comment = row.iter().any(|(_, label)| role(label, words) == Some(ColumnRole::Comment));
    let first_answer = match (answers.first(), any) {
        (Some((first, _)), _) if answers.len() >= 2 => *first,
        (_, Some(any)) if has_comment || row.len() >= 3 => any,
        _ => return None,
    };
    let mut before: Vec<&(u32, String)> = row.iter().filter(|(column, _)| *column < first_answer).collect();
    let last = before.pop();
    let find = |wanted: &[&str]| {
        before
            .iter()
            .find(|(_, label)| wanted.contains(&text::words(label).as_str()))
            .map(|(column, _)| *column)
    };
    Some(Heads {
        // Where nothing heads the statements they stand before the first answer.
        statements: last.map_or(first_answer.saturating_sub(1), |(column, _)| *column),
        ids: find(&["statement id", "ref", "id", "reference"]),
        sections: find(&["section", "theme", "category", "area"]),
        first_answer,
    })
}

/// What a column's heading says it is for.
fn role(label: &str, words: &Vocabulary) -> Option<ColumnRole> {
    if label.chars().count() > 60 {
        return None;
    }
    if let Some(answer) = words.answer(label) {
        return Some(ColumnRole::Answer(answer));
    }
    let folded = text::words(label);
    let has = |wanted: &[&str]| folded.split(' ').any(|word| wanted.contains(&word));
    if has(&["evidence", "comment", "comments", "notes"]) {
        return Some(ColumnRole::Comment);
    }
    let is_choice = [Answer::Yes, Answer::No].iter().all(|answer| has(&[answer.code()]));
    let is_any = ["answer", "response", "judgement", "rating", "your answer"].contains(&folded.as_str());
    (is_choice || is_any).then_some(ColumnRole::AnyAnswer)
}

/// The action plan whose headings stand in this row.
fn plan(row: &Row) -> Option<ActionPlan> {
    let folded: Vec<(String, &str)> =
        row.iter().map(|(_, label)| (text::words(label), label.as_str())).collect();
    let find = |wanted: &[&str]| {
        let found = folded.iter().find(|(words, _)| wanted.iter().any(|wanted| words.contains(wanted)));
        found.map(|(_, label)| (*label).to_owned())
    };
    let resources = find(&["resources", "activity", "support required", "actions required"])?;
    let completed_on = find(&["date completed", "completed", "date", "by when"])?;
    let signed = find(&["signed", "signature", "initials"]);
    let taken = [Some(&resources), Some(&completed_on), signed.as_ref()];
    let area =
        folded.iter().map(|(_, label)| *label).find(|label| !taken.contains(&Some(&(*label).to_owned())))?;
    (row.len() >= 3).then(|| ActionPlan {
        heading: "Action Plan".to_owned(),
        area: area.to_owned(),
        resources,
        completed_on,
        signed: signed.unwrap_or_else(|| "Signed".to_owned()),
        n_rows: 0,
    })
}

fn is_plan_heading(row: &Row) -> bool {
    matches!(row.as_slice(), [(_, only)] if only.chars().count() <= 40 && text::words(only).starts_with("action plan"))
}

/// Whether a row holds this number alone.
fn is_number(row: &Row, number: u32) -> bool {
    matches!(row.as_slice(), [(_, only)] if only.trim_end_matches(['.', ')']).parse() == Ok(number))
}

fn is_title(row: &Row) -> bool {
    let [(_, only)] = row.as_slice() else { return false };
    (4..=120).contains(&only.chars().count()) && !only.ends_with('.') && !only.contains('\n')
}

/// Whether a heading over statements says no more than that they are some.
fn is_generic(label: &str) -> bool {
    let words = text::words(label);
    matches!(
        words.as_str(),
        "" | "statement"
            | "statements"
            | "question"
            | "questions"
            | "standard"
            | "standards"
            | "indicator"
            | "criteria"
            | "criterion"
            | "ref"
            | "no"
            | "item"
            | "section"
            | "description"
    )
}
