//! Schools of one name, told apart by the town that a return names in a field of its own.
//! In: a name that fits several schools, the lines around the form. Out: the one of them that is in the town. Never takes a town
//! from a line that does not call itself one.

use ingest::{
    normalise::{names::NameMatch, text},
    reading::Written,
};
use schemas::{finding::Finding, rules};

use super::{Found, SchoolMatchedBy, find::Look};

/// Labels of the town or address of a school.
const LABELS: &[&str] = &[
    "town city",
    "post town",
    "town or village",
    "town",
    "city",
    "village",
    "postal address",
    "school address",
    "address",
    "location",
];

impl<'r, 'a> Look<'r, 'a> {
    /// The one of several schools of this name that is in the town that the return names.
    pub(super) fn settled_by_town(&self, written: &'r Written, several: &[usize]) -> Option<Found<'a>> {
        let hints = self.reading.school.hints.iter();
        let mut found: Option<(usize, &Written)> = None;
        for hint in hints.filter(|hint| !hint.place.cell.is_empty() && hint.text.len() <= 120) {
            for town in towns(&hint.text) {
                let named = self.register.lookup(&format!("{}, {town}", written.text));
                let (NameMatch::Exact(index) | NameMatch::Alias(index)) = named else { continue };
                if !several.contains(&index) || found.is_some_and(|(known, _)| known != index) {
                    return None;
                }
                found = Some((index, hint));
            }
        }
        let (index, hint) = found?;
        let school = self.register.school(index)?;
        let message = format!(
            "taken for {} ({}) by the town that the return names; the form's own field fits several schools",
            school.name, school.id
        );
        let note = Finding::new(&rules::SCHOOL_FROM_NAME, hint.place.clone(), message).reading(&*hint.text);
        Some(Found::One(school, SchoolMatchedBy::Alias, 1.0, Some(note)))
    }
}

/// What may be a town in a line behind the label for one: each part of an address.
fn towns(line: &str) -> Vec<String> {
    let words = text::words(line);
    let is_label = |label: &&&str| words.strip_prefix(**label).is_some_and(|rest| rest.starts_with(' '));
    let Some(label) = LABELS.iter().find(is_label) else { return Vec::new() };
    let parts = line.split([',', ':', ';', '\n', '|']).map(text::words);
    let parts = parts.map(|part| part.strip_prefix(*label).unwrap_or(&part).trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}
