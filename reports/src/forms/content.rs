//! What a blank form says, whatever it is written as.
//! In: a catalogue, a year, perhaps a school. Out: titles, fields, sections with their statements, the words to choose
//! from. Never says how it looks.

use schemas::{
    answer::Answer,
    catalogue::{ActionPlan, Catalogue, ColumnRole, FieldRole, Statement},
    ids::{StatementId, Year},
};

use super::{Filled, Format, School};

/// A drop-down's words together take at most this many characters: Excel opens no workbook with more.
const LONGEST_LIST: usize = 255;

/// What a form says.
pub(super) struct Content<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) year: Year,
    pub(super) school: Option<&'a School>,
    pub(super) filled: &'a Filled,
    /// The form's title with its year.
    pub(super) title: String,
    /// Field labels: name, id, completed by, date.
    pub(super) school_name_label: String,
    pub(super) completed_by_label: String,
    pub(super) date_label: String,
    /// The answers to choose from, with the words for them, in the order of the form.
    pub(super) answers: Vec<(Answer, String)>,
    /// The heading of the column for evidence.
    pub(super) comment_label: String,
    /// Sections that ask something in the year, with their statements.
    pub(super) sections: Vec<(&'a str, Vec<&'a Statement>)>,
}

/// The label of the field for the school's id, which the forms of authorities do without.
pub(super) const SCHOOL_ID_LABEL: &str = "School id";
/// The heading of the column for the answer.
pub(super) const ANSWER_LABEL: &str = "Answer";
/// The heading of the column of ids, by which a form is read back.
pub(super) const ID_LABEL: &str = "statement_id";
/// The heading of the statements' column.
pub(super) const STATEMENT_LABEL: &str = "Statement";

impl<'a> Content<'a> {
    pub(super) fn of(
        catalogue: &'a Catalogue,
        year: Year,
        school: Option<&'a School>,
        filled: &'a Filled,
    ) -> Self {
        let label = |role: FieldRole, otherwise: &str| {
            let field =
                catalogue.fields.iter().find(|field| field.role == role && !field.label.trim().is_empty());
            field.map_or(otherwise, |field| field.label.trim().trim_end_matches(':')).to_owned()
        };
        let comment = catalogue.columns.iter().find(|column| column.role == ColumnRole::Comment);
        let comment_label = comment.map_or("", |column| column.label.trim());
        let sections = catalogue.sections.iter().enumerate().filter_map(|(index, section)| {
            let asked: Vec<_> = catalogue
                .statements
                .iter()
                .filter(|statement| statement.section == index && catalogue.asks(statement, year))
                .collect();
            (!asked.is_empty()).then_some((section.title.as_str(), asked))
        });
        Self {
            title: format!("{}: {year}", catalogue.title),
            school_name_label: label(FieldRole::SchoolName, "School name"),
            completed_by_label: label(FieldRole::CompletedBy, "Completed by (name and role)"),
            date_label: label(FieldRole::Date, "Date"),
            answers: answers(catalogue),
            comment_label: if comment_label.is_empty() { "Evidence and comments" } else { comment_label }
                .to_owned(),
            sections: sections.collect(),
            catalogue,
            year,
            school,
            filled,
        }
    }

    /// The word for the answer to a statement; empty where it has none.
    pub(super) fn answer_word(&self, id: &StatementId) -> &str {
        let Some(answer) = self.filled.answer(id) else { return "" };
        self.answers.iter().find(|(known, _)| *known == answer).map_or(answer.word(), |(_, word)| word)
    }

    /// `Yes, Partly or No`.
    pub(super) fn choice(&self) -> String {
        let words: Vec<&str> = self.answers.iter().map(|(_, word)| word.as_str()).collect();
        match words.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
            Some((last, _)) => (*last).to_owned(),
            None => String::new(),
        }
    }

    /// How to answer on a form of this format.
    pub(super) fn how(&self, format: Format) -> String {
        match format {
            Format::Xlsx => {
                "Choose one word from the list beside each statement; where two seem right, choose the more \
                             modest."
                    .to_owned()
            }
            Format::Docx => {
                "Tick one box beside each statement; where two seem right, tick the more modest.".to_owned()
            }
            Format::Csv => format!(
                "In the column for it write one word beside each statement, and nothing else in that column: {}.",
                self.choice()
            ),
        }
    }

    /// The action plan, if the form has one.
    pub(super) fn plan(&self) -> Option<&'a ActionPlan> {
        self.catalogue.action_plan.as_ref()
    }
}

/// What to do, a sentence a line; `how` says how to answer. None of them is worded like a column's heading, which the
/// reading would take it for: none is a short list of answers, none names evidence.
pub(super) fn instructions(how: &str) -> [&str; 4] {
    [
        "Please judge each statement by what your school does now, as fully and honestly as possible.",
        how,
        "Say beside your choice how you know that it is so; this helps with your plan of what to do next.",
        "Leave a statement blank if you cannot tell yet. Send the file back as it is, under any name.",
    ]
}

/// The catalogue's own words for its answers; the usual words where it has none, or none that a drop-down can hold.
fn answers(catalogue: &Catalogue) -> Vec<(Answer, String)> {
    let of = |answer: Answer| {
        let column = catalogue.columns.iter().find(|column| column.role == ColumnRole::Answer(answer));
        column.map(|column| column.label.trim().to_owned())
    };
    let mut answers: Vec<(Answer, String)> =
        Answer::ALL.into_iter().filter_map(|answer| Some((answer, of(answer)?))).collect();
    if answers.is_empty() {
        answers = [Answer::Yes, Answer::Partly, Answer::No].map(|answer| (answer, String::new())).to_vec();
    }
    let can_be_listed = answers.iter().all(|(_, word)| !word.is_empty() && !word.contains([',', '"', '\n']));
    let length: usize = answers.iter().map(|(_, word)| word.encode_utf16().count() + 1).sum();
    if !can_be_listed || length > LONGEST_LIST {
        for (answer, word) in &mut answers {
            answer.word().clone_into(word);
        }
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;
    use schemas::catalogue::load;

    fn of(index: usize) -> Catalogue {
        load::builtin().swap_remove(index)
    }

    #[test]
    fn a_form_without_headings_gets_the_usual_words() {
        let words = |catalogue: &Catalogue| {
            answers(catalogue).into_iter().map(|(_, word)| word).collect::<Vec<_>>().join("|")
        };
        assert_eq!(words(&of(0)), "Yes|Partly|No");
        assert_eq!(words(&of(1)), "Yes|Partly|No");
        let mut own = of(0);
        for (column, label) in own.columns.iter_mut().zip(["Met", "Part, met", "Not met"]) {
            label.clone_into(&mut column.label);
        }
        assert_eq!(words(&own), "Yes|Partly|No", "a comma would part one choice into two");
        "Partially met".clone_into(&mut own.columns[1].label);
        assert_eq!(words(&own), "Met|Partially met|Not met");
    }

    #[test]
    fn statements_are_asked_in_their_years_alone() {
        let mut own = of(0);
        own.statements[0].last_year = Year::of(2025).ok();
        let year = Year::of(2026).unwrap();
        let filled = Filled::default();
        let content = Content::of(&own, year, None, &filled);
        assert_eq!(content.sections.iter().map(|(_, asked)| asked.len()).sum::<usize>(), 39);
        assert_eq!(content.choice(), "Yes, Partly or No");
    }
}
