//! A blank form -> a catalogue's folder for an officer to correct.
//! In: a form's name and bytes, the id that the catalogue is to have. Out: the files of its folder, free of faults, and
//! what to look at. Never reads an answer, never touches the disk; what it cannot know (themes, what is essential, the
//! meaning of columns without headings) it fills in as best it can and says so.

mod draft;
mod naming;

use std::collections::BTreeMap;

use ingest::read::{ChildReader, Limits, open};
use schemas::{
    answer::Answer,
    catalogue::{
        Catalogue, ColumnRole, FormColumn, Section, Statement,
        load::{Fault, from_texts},
        write::to_files,
    },
    ids::{CatalogueId, SectionId, StatementId},
};

use self::{draft::Draft, naming::Names};

/// A catalogue made of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCatalogue {
    /// The files of its folder.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The same, read back.
    pub catalogue: Catalogue,
    /// What an officer should look at before the catalogue is used, a sentence each.
    pub to_check: Vec<String>,
}

/// Why no catalogue could be made of a form.
#[derive(Debug, thiserror::Error)]
pub enum NewCatalogueError {
    /// The file cannot be read as a form.
    #[error("{file}: {why}")]
    Refused {
        /// The file.
        file: String,
        /// Why.
        why: String,
    },
    /// Nothing in it looks like a list of statements.
    #[error(
        "{file}: no statements were found; a form has a sentence in each row of a table, with empty columns for answers \
         beside it"
    )]
    NoStatements {
        /// The file.
        file: String,
    },
    /// What was found makes no catalogue.
    #[error("{file}: what was found makes no catalogue: {}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Faulty {
        /// The file.
        file: String,
        /// What is wrong with it.
        faults: Vec<Fault>,
    },
}

/// The catalogue that a blank form asks for.
///
/// # Errors
/// The file is no form that can be read, holds no statements, or what it holds makes no catalogue.
pub fn of_form(
    file: &str,
    bytes: &[u8],
    id: &CatalogueId,
    limits: &Limits,
    child: &dyn ChildReader,
) -> Result<NewCatalogue, NewCatalogueError> {
    let opened = open(file, bytes, limits, child);
    if opened.ignored || opened.refused.is_some() || opened.grids.is_empty() {
        let why =
            opened.findings.iter().map(|finding| finding.message.clone()).collect::<Vec<_>>().join("; ");
        let why = if why.is_empty() { "nothing can be read in it".to_owned() } else { why };
        return Err(NewCatalogueError::Refused { file: file.to_owned(), why });
    }
    let draft = Draft::of(&opened.grids);
    if draft.sections.iter().all(|(_, statements)| statements.is_empty()) {
        return Err(NewCatalogueError::NoStatements { file: file.to_owned() });
    }
    let to_check = to_check(&draft);
    let files = to_files(&catalogue(draft, id));
    let catalogue = from_texts(id.as_str(), &files)
        .map_err(|faults| NewCatalogueError::Faulty { file: file.to_owned(), faults })?;
    Ok(NewCatalogue { files, catalogue, to_check })
}

fn catalogue(draft: Draft, id: &CatalogueId) -> Catalogue {
    let title = draft.title.unwrap_or_else(|| id.to_string().replace('-', " "));
    let mut names = Names::default();
    let mut sections = Vec::new();
    let mut statements = Vec::new();
    for (heading, found) in draft.sections {
        let heading = if heading.is_empty() { title.clone() } else { heading };
        let (Some(section_id), prefix) = (names.section(&heading), names.prefix(&heading)) else { continue };
        let index = sections.len();
        sections.push(Section { id: section_id, title: names.title(&heading) });
        for (number, (given, text)) in (1_u32..).zip(found) {
            let made = || format!("{prefix}-{number:02}").parse::<StatementId>().ok();
            let (Some(id), Some(theme)) = (given.or_else(made), naming::theme(&text)) else { continue };
            statements.push(Statement {
                id,
                section: index,
                short_label: names.label(&text),
                text,
                theme,
                wordings: Vec::new(),
                guidance: Vec::new(),
                is_essential: false,
                support: String::new(),
                first_year: None,
                last_year: None,
            });
        }
    }
    Catalogue {
        id: id.clone(),
        title,
        columns_confirmed: !draft.columns.is_empty(),
        printed: Vec::new(),
        columns: if draft.columns.is_empty() { usual_columns() } else { draft.columns },
        fields: draft.fields,
        sections,
        statements,
        action_plan: draft.plan,
        sha256: String::new(),
    }
}

/// The columns of a form that heads none of them.
fn usual_columns() -> Vec<FormColumn> {
    let roles = [
        ColumnRole::Answer(Answer::Yes),
        ColumnRole::Answer(Answer::Partly),
        ColumnRole::Answer(Answer::No),
        ColumnRole::Comment,
    ];
    roles.map(|role| FormColumn { role, label: String::new(), also: Vec::new() }).to_vec()
}

fn to_check(draft: &Draft) -> Vec<String> {
    let n: usize = draft.sections.iter().map(|(_, statements)| statements.len()).sum();
    let mut lines = vec![
        format!(
            "{n} statements in {} were found: see that none is missing, cut in two or no statement at all.",
            if draft.sections.len() == 1 {
                "1 section".to_owned()
            } else {
                format!("{} sections", draft.sections.len())
            }
        ),
        "Themes and short labels are a first guess: correct them in statements.csv.".to_owned(),
        "Mark the essential statements in statements.csv, and say what support there is.".to_owned(),
    ];
    if draft.columns.is_empty() {
        lines.push(
            "No headings say what the columns beside the statements mean: they are taken for Yes, Partly, No and comments, \
             and every figure is provisional until columns_confirmed is true in catalogue.toml."
                .to_owned(),
        );
    }
    if !draft.passed_over.is_empty() {
        let headings: Vec<String> = draft.passed_over.iter().map(|label| format!("`{label}`")).collect();
        lines.push(format!(
            "Of the columns headed {} no column is made, since another is for the same: see in catalogue.toml which \
             headings each column has.",
            headings.join(", ")
        ));
    }
    if draft.plan.is_none() {
        lines
            .push("No action plan was found; if the form has one, describe it in catalogue.toml.".to_owned());
    }
    lines
}

impl Names {
    /// The section's id; none only where no id can be made.
    fn section(&mut self, heading: &str) -> Option<SectionId> {
        self.slug(heading).parse().ok()
    }
}
