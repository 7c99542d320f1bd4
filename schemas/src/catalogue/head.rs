//! `catalogue.toml` -> what a catalogue says of itself: title, columns, fields, sections, action plan.
//! In: the file's bytes. Out: the parts that could be read, and every fault with its line. Never sees a statement.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    ActionPlan, ColumnRole, Field, FieldRole, FormColumn, Section,
    fault::Fault,
    rows::{decode, line_of},
    statements::fold,
};
use crate::{answer::Answer, ids::CatalogueId};

/// The file's name.
pub(super) const FILE: &str = "catalogue.toml";
/// The most rows of an action plan: far more than any form has, and few enough to be printed.
const MOST_ROWS: u32 = 200;

/// The roles of columns as the file names them.
pub(super) const COLUMN_ROLES: [(&str, ColumnRole); 6] = [
    ("yes", ColumnRole::Answer(Answer::Yes)),
    ("partly", ColumnRole::Answer(Answer::Partly)),
    ("no", ColumnRole::Answer(Answer::No)),
    ("not_applicable", ColumnRole::Answer(Answer::NotApplicable)),
    ("answer", ColumnRole::AnyAnswer),
    ("comment", ColumnRole::Comment),
];

/// The roles of fields as the file names them.
pub(super) const FIELD_ROLES: [(&str, FieldRole); 3] = [
    ("school_name", FieldRole::SchoolName),
    ("completed_by", FieldRole::CompletedBy),
    ("date", FieldRole::Date),
];

/// What the file says; what could not be read is left out, and a fault says so.
#[derive(Default)]
pub(super) struct Head {
    pub(super) id: Option<CatalogueId>,
    pub(super) title: String,
    pub(super) columns_confirmed: bool,
    pub(super) printed: Vec<String>,
    pub(super) columns: Vec<FormColumn>,
    pub(super) fields: Vec<Field>,
    pub(super) sections: Vec<Section>,
    pub(super) action_plan: Option<ActionPlan>,
    /// The line of each section, in step with `sections`.
    pub(super) section_lines: Vec<u32>,
}

/// Reads the file. `folder_name` is what the catalogue's id has to be.
pub(super) fn read(folder_name: &str, bytes: &[u8], faults: &mut Vec<Fault>) -> Head {
    let text = decode(bytes);
    let (document, errors) = DeTable::parse_recoverable(&text);
    for error in &errors {
        let line = error.span().map_or(1, |span| line_of(&text, span.start));
        let message = error.message().trim().replace('\n', ", ");
        faults.push(Fault::at(FILE, line, "", message).hint("a line reads: key = \"text\""));
    }
    let mut reader = Reader { text: &text, faults };
    let whole = Part { name: "", line: 1, table: document.get_ref() };
    let mut head = Head::default();
    let known =
        ["id", "title", "columns_confirmed", "printed", "columns", "fields", "sections", "action_plan"];
    reader.only(&whole, &known);
    head.id = reader.id(&whole, folder_name);
    head.title = reader.words(&whole, "title");
    head.columns_confirmed = reader.flag(&whole, "columns_confirmed");
    head.printed = reader.texts(&whole, "printed");
    for part in reader.parts(&whole, "columns") {
        reader.only(&part, &["role", "label", "also"]);
        let label = reader.text(&part, "label").unwrap_or_default();
        let also = reader.texts(&part, "also");
        if let Some(role) = reader.role(&part, &COLUMN_ROLES) {
            if head.columns.iter().any(|column| column.role == role) {
                reader.fault(part.line, "role", "the same role stands twice under [[columns]]", "");
            }
            head.columns.push(FormColumn { role, label, also });
        }
    }
    for part in reader.parts(&whole, "fields") {
        reader.only(&part, &["role", "label"]);
        let label = reader.words(&part, "label");
        if let Some(role) = reader.role(&part, &FIELD_ROLES) {
            if head.fields.iter().any(|field| field.role == role) {
                reader.fault(part.line, "role", "the same role stands twice under [[fields]]", "");
            }
            head.fields.push(Field { role, label });
        }
    }
    for part in reader.parts(&whole, "sections") {
        reader.only(&part, &["id", "title"]);
        let title = reader.words(&part, "title");
        let Some((id, line)) = reader.parsed(&part, "id") else { continue };
        if head.sections.iter().any(|section: &Section| section.id == id) {
            reader.fault(line, "id", &format!("section `{id}` stands twice"), "");
        } else if head.sections.iter().any(|section| fold(&section.title) == fold(&title)) {
            // Papers know a section by its heading.
            let line = part.table.get("title").map_or(part.line, |title| reader.line(title));
            let hint = "say in each what it is about";
            reader.fault(line, "title", &format!("two sections are called `{title}`"), hint);
        }
        head.sections.push(Section { id, title });
        head.section_lines.push(line);
    }
    if let Some(value) = whole.table.get("action_plan") {
        head.action_plan = reader.action_plan(value);
    }
    let answers = head.columns.iter().filter(|column| column.role != ColumnRole::Comment).count();
    if answers == 0 && errors.is_empty() {
        let hint = "add [[columns]] with the roles yes, partly and no, or one with the role answer";
        reader.faults.push(Fault::of_file(FILE, "no column is for an answer").hint(hint));
    }
    if answers > 1 && head.columns.iter().any(|column| column.role == ColumnRole::AnyAnswer) {
        let hint = "either one column with the role answer, or one for each answer";
        reader.faults.push(
            Fault::of_file(FILE, "the role answer stands beside columns for single answers").hint(hint),
        );
    }
    if head.sections.is_empty() && errors.is_empty() {
        let hint = "add [[sections]] with an id and a title; a form without headings has one section";
        reader.faults.push(Fault::of_file(FILE, "there is no section").hint(hint));
    }
    head
}

/// A table within the file.
struct Part<'t> {
    name: &'static str,
    line: u32,
    table: &'t DeTable<'t>,
}

struct Reader<'t, 'f> {
    text: &'t str,
    faults: &'f mut Vec<Fault>,
}

impl<'t> Reader<'t, '_> {
    fn line<T>(&self, value: &Spanned<T>) -> u32 {
        line_of(self.text, value.span().start)
    }

    fn fault(&mut self, line: u32, key: &str, message: &str, hint: &str) {
        self.faults.push(Fault::at(FILE, line, key, message).hint(hint));
    }

    /// Faults every key that is not known.
    fn only(&mut self, part: &Part<'t>, known: &[&str]) {
        for key in part.table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let place = if part.name.is_empty() { "the file".into() } else { format!("[{}]", part.name) };
            let hint = format!("the keys of {place} are {}", known.join(", "));
            self.fault(self.line(key), key.get_ref(), "there is no such key", &hint);
        }
    }

    /// A value that has to be there and of one type.
    fn value<T>(
        &mut self,
        part: &Part<'t>,
        key: &str,
        wanted: &str,
        get: impl FnOnce(&'t DeValue<'t>) -> Option<T>,
    ) -> Option<(T, u32)> {
        let Some(value) = part.table.get(key) else {
            self.fault(part.line, key, "the key is missing", &format!("write {key} = {wanted}"));
            return None;
        };
        let line = self.line(value);
        let got = get(value.get_ref()).map(|got| (got, line));
        if got.is_none() {
            self.fault(line, key, &format!("this is not {wanted}"), "");
        }
        got
    }

    fn text(&mut self, part: &Part<'t>, key: &str) -> Option<String> {
        self.value(part, key, "a text in quotation marks", DeValue::as_str)
            .map(|(text, _)| text.trim().to_owned())
    }

    /// A text that may not be empty.
    fn words(&mut self, part: &Part<'t>, key: &str) -> String {
        let Some((text, line)) = self.value(part, key, "a text in quotation marks", DeValue::as_str) else {
            return String::new();
        };
        if text.trim().is_empty() {
            self.fault(line, key, "the text is empty", "");
        }
        text.trim().to_owned()
    }

    fn flag(&mut self, part: &Part<'t>, key: &str) -> bool {
        self.value(part, key, "true or false", DeValue::as_bool).is_some_and(|(flag, _)| flag)
    }

    /// A list of texts, which may be left out.
    fn texts(&mut self, part: &Part<'t>, key: &str) -> Vec<String> {
        if part.table.get(key).is_none() {
            return Vec::new();
        }
        let list = |value: &'t DeValue<'t>| -> Option<Vec<String>> {
            value
                .as_array()?
                .iter()
                .map(|v| v.get_ref().as_str().map(|text| text.trim().to_owned()))
                .collect()
        };
        self.value(part, key, "a list of texts in square brackets", list)
            .map(|(texts, _)| texts)
            .unwrap_or_default()
    }

    /// An id.
    fn parsed<T: std::str::FromStr<Err = crate::ids::BadId>>(
        &mut self,
        part: &Part<'t>,
        key: &str,
    ) -> Option<(T, u32)> {
        let (text, line) = self.value(part, key, "a text in quotation marks", DeValue::as_str)?;
        match text.trim().parse() {
            Ok(id) => Some((id, line)),
            Err(bad) => {
                self.fault(line, key, &bad.to_string(), "");
                None
            }
        }
    }

    fn id(&mut self, whole: &Part<'t>, folder_name: &str) -> Option<CatalogueId> {
        let (id, line) = self.parsed::<CatalogueId>(whole, "id")?;
        if id.as_str() != folder_name {
            let message = format!("`{id}` is not the name of the catalogue's folder, `{folder_name}`");
            self.fault(line, "id", &message, "make both the same");
        }
        Some(id)
    }

    fn role<T: Copy>(&mut self, part: &Part<'t>, roles: &[(&str, T)]) -> Option<T> {
        let (text, line) = self.value(part, "role", "a text in quotation marks", DeValue::as_str)?;
        let found = roles.iter().find(|(name, _)| *name == text.trim()).map(|(_, role)| *role);
        if found.is_none() {
            let names: Vec<_> = roles.iter().map(|(name, _)| *name).collect();
            self.fault(line, "role", &format!("`{text}` is not one of {}", names.join(", ")), "");
        }
        found
    }

    /// The tables of a list (`[[columns]]`), which may be left out.
    fn parts(&mut self, whole: &Part<'t>, key: &'static str) -> Vec<Part<'t>> {
        let Some(value) = whole.table.get(key) else { return Vec::new() };
        let mut parts = Vec::new();
        let items = value.get_ref().as_array().map(|items| items.iter()).into_iter().flatten();
        let mut is_list = value.get_ref().as_array().is_some();
        for item in items {
            match item.get_ref() {
                DeValue::Table(table) => parts.push(Part { name: key, line: self.line(item), table }),
                _ => is_list = false,
            }
        }
        if !is_list {
            self.fault(
                self.line(value),
                key,
                &format!("this is not [[{key}]]"),
                "use double square brackets",
            );
        }
        parts
    }

    /// How many rows the plan has for actions.
    fn n_rows(&mut self, part: &Part<'t>) -> u32 {
        let number = |value: &DeValue<'_>| {
            value.as_integer().filter(|n| n.radix() == 10).and_then(|n| n.as_str().parse::<u64>().ok())
        };
        let Some((n, line)) = self.value(part, "n_rows", "a whole number", number) else { return 0 };
        match u32::try_from(n) {
            Ok(n) if n <= MOST_ROWS => n,
            _ => {
                self.fault(line, "n_rows", &format!("a plan has at most {MOST_ROWS} rows"), "");
                0
            }
        }
    }

    fn action_plan(&mut self, value: &'t Spanned<DeValue<'t>>) -> Option<ActionPlan> {
        let line = self.line(value);
        let Some(table) = value.get_ref().as_table() else {
            self.fault(line, "action_plan", "this is not [action_plan]", "use single square brackets");
            return None;
        };
        let part = Part { name: "action_plan", line, table };
        self.only(&part, &["heading", "area", "resources", "completed_on", "signed", "n_rows"]);
        Some(ActionPlan {
            heading: self.words(&part, "heading"),
            area: self.words(&part, "area"),
            resources: self.words(&part, "resources"),
            completed_on: self.words(&part, "completed_on"),
            signed: self.words(&part, "signed"),
            n_rows: self.n_rows(&part),
        })
    }
}
