//! A catalogue: the statements a form asks about, with sections, answer columns and wordings.
//! In: the files of a catalogue's folder (see [`load`]). Out: one checked value. Never sees a return.

mod edition;
mod fault;
mod head;
pub mod load;
mod rows;
mod statements;
pub mod themes;
mod wordings;
pub mod write;

pub use edition::{EditionChange, EditionStatement, Step};
pub use statements::fold;
pub use themes::THEMES;

use crate::{
    answer::{Answer, UnknownCode},
    ids::{CatalogueId, SectionId, StatementId, Theme, Year},
};

/// A catalogue, whole and free of faults: ids are unique, every statement's section and theme exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalogue {
    /// Its id, which is its folder's name.
    pub id: CatalogueId,
    /// Its title as on the form.
    pub title: String,
    /// Whether the authority has confirmed what the form's columns mean. Figures are provisional until then.
    pub columns_confirmed: bool,
    /// Further lines of the form, word for word: what of them stands in a return is no school's remark.
    pub printed: Vec<String>,
    /// The columns beside each statement, in the order of the form as it was sent out.
    pub columns: Vec<FormColumn>,
    /// The form's own fields above the statements.
    pub fields: Vec<Field>,
    /// Sections in the order of the form. A form without headings has one.
    pub sections: Vec<Section>,
    /// Statements in the order of the form.
    pub statements: Vec<Statement>,
    /// The action plan's heading and columns, where the form has one.
    pub action_plan: Option<ActionPlan>,
    /// SHA-256 over its files, in hexadecimal: goes into `run.json`.
    pub sha256: String,
}

/// What a column beside the statements is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColumnRole {
    /// A mark here means this answer.
    Answer(Answer),
    /// The answer itself stands here as a word.
    AnyAnswer,
    /// Evidence and comments.
    Comment,
}

/// A column of the form as it was sent out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormColumn {
    /// What it is for.
    pub role: ColumnRole,
    /// Its heading on the form; empty where the form has none.
    pub label: String,
    /// Other headings that mean the same in this catalogue, beyond those every catalogue knows.
    pub also: Vec<String>,
}

/// What a field above the statements asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldRole {
    /// The school's name.
    SchoolName,
    /// Who filled in the form: a person's name.
    CompletedBy,
    /// When.
    Date,
}

/// A field above the statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it asks for.
    pub role: FieldRole,
    /// Its label on the form (`Completed by (Name and role):`).
    pub label: String,
}

/// A section: the catalogue's own heading over some statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its id within the catalogue.
    pub id: SectionId,
    /// Its heading on the form.
    pub title: String,
}

/// A statement: one sentence that a school judges itself against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its id, which never changes.
    pub id: StatementId,
    /// Index of its section in [`Catalogue::sections`].
    pub section: usize,
    /// Its text as on the form; paragraphs are separated by a line break.
    pub text: String,
    /// A few words for charts and headings, at most 40 characters.
    pub short_label: String,
    /// Its theme.
    pub theme: Theme,
    /// Other wordings that mean this statement: of other years, or as schools put it.
    pub wordings: Vec<Wording>,
    /// Guidance it refers to, which is brought up to date from year to year (`KCSIE 2018`).
    pub guidance: Vec<String>,
    /// Whether the authority holds it essential: any answer but Yes heads the list of who needs a call.
    pub is_essential: bool,
    /// The support that the authority offers for it; may be empty.
    pub support: String,
    /// The first collection that asks it, where not the catalogue's first.
    pub first_year: Option<Year>,
    /// The last collection that asks it, where it has been retired.
    pub last_year: Option<Year>,
}

/// Another wording of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The wording.
    pub text: String,
    /// The last collection that was sent out in this wording; none for what is no edition of the authority's
    /// but merely how some schools put it.
    pub until: Option<Year>,
    /// How answers to it compare with answers to the wording that followed it: the next later `until`, or the
    /// present text.
    pub comparability: Comparability,
}

/// How answers to one wording compare with answers to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparability {
    /// The same words.
    Identical,
    /// Other words, the same meaning.
    Editorial,
    /// Another meaning: a trend breaks here.
    Substantive,
    /// Several statements became one: a trend breaks here.
    Merged,
    /// One statement became several: a trend breaks here.
    Split,
    /// Not asked before.
    New,
    /// Asked no longer.
    Retired,
}

impl Comparability {
    /// All, in the order of [`Self::CODES`].
    pub const ALL: [Self; 7] = [
        Self::Identical,
        Self::Editorial,
        Self::Substantive,
        Self::Merged,
        Self::Split,
        Self::New,
        Self::Retired,
    ];
    /// The codes as they stand in tables and in a catalogue's files.
    pub const CODES: [&'static str; 7] =
        ["identical", "editorial", "substantive", "merged", "split", "new", "retired"];

    /// The code as it stands in tables.
    pub const fn code(self) -> &'static str {
        Self::CODES[self as usize]
    }

    /// Whether answers on either side of the change may be compared.
    pub const fn is_comparable(self) -> bool {
        matches!(self, Self::Identical | Self::Editorial)
    }
}

impl std::str::FromStr for Comparability {
    type Err = UnknownCode;
    fn from_str(code: &str) -> Result<Self, UnknownCode> {
        Self::ALL
            .into_iter()
            .find(|c| c.code() == code)
            .ok_or_else(|| UnknownCode { code: code.to_owned(), known: Self::CODES.join(", ") })
    }
}

/// The table of planned actions below the statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionPlan {
    /// Its heading (`Action Plan`).
    pub heading: String,
    /// The heading of the column for the area to develop.
    pub area: String,
    /// The heading of the column for resources, support or activity.
    pub resources: String,
    /// The heading of the column for the date completed.
    pub completed_on: String,
    /// The heading of the column for the signature.
    pub signed: String,
    /// How many numbered rows the form as sent out has.
    pub n_rows: u32,
}

impl Catalogue {
    /// The statement of this id.
    pub fn statement(&self, id: &StatementId) -> Option<&Statement> {
        self.statements.iter().find(|statement| &statement.id == id)
    }

    /// Whether the statement was asked in the collection of this year.
    pub fn asks(&self, statement: &Statement, year: Year) -> bool {
        statement.is_asked_in(year)
    }
}
