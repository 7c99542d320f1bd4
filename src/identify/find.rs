//! The school of one return: its id, its name, what else names it, held against one another.
//! In: what a return says of its school, the register. Out: a school, two, or a question. Where two of them speak of
//! different schools it never chooses.

use ingest::{
    normalise::names::{NameMatch, says_kind, says_no_name},
    reading::{Form, ReturnReading, Written},
};
use schemas::{finding::Finding, rules};

use super::{
    Found, SchoolMatchedBy,
    clues::{Clue, Says, Source, clues, known_ids},
    place_of,
};
use crate::register::{IdMatch, Register, School};

/// Looks for the school of a return. `is_alone`: whether its file holds no other.
pub(super) fn find<'a>(reading: &ReturnReading, register: &'a Register, is_alone: bool) -> Found<'a> {
    let look = Look { reading, register, is_alone };
    let (id, name) = (reading.school.id.as_ref(), look.name());
    // A name may carry the id in it: `Tong School (100255)`.
    let by_id = id.and_then(|id| look.id_in(&id.text)).or_else(|| look.id_in(&name.as_ref()?.0.text));
    let found = match (by_id, name) {
        (Some((with_id, by)), name) => look.by_id(with_id, by, name),
        (None, name) if look.ids().len() > 1 => look.by_ids(name),
        (None, Some((written, by_name))) => {
            look.held_against_the_rest(look.by_name(written, by_name), written)
        }
        (None, None) => look.by_clues(),
    };
    match (look.held_against_other_fields(found), reading.waits_for) {
        // Whose the sheets are is asked once it is known which of them count.
        (Found::Question(_, schools), Some(question)) if !reading.school.beside.is_empty() => {
            Found::Waits(question, schools)
        }
        (found, _) => found,
    }
}

pub(super) struct Look<'r, 'a> {
    pub(super) reading: &'r ReturnReading,
    pub(super) register: &'a Register,
    is_alone: bool,
}

type Named<'r> = (&'r Written, NameMatch);

impl<'r, 'a> Look<'r, 'a> {
    /// What the return's own fields name, and what that comes to. A prompt that nobody wrote over names nothing; a field
    /// for name and id together may hold the name.
    fn name(&self) -> Option<Named<'r>> {
        let school = &self.reading.school;
        let name = school.name.as_ref().map(|written| (written, self.register.lookup(&written.text)));
        let name = name.filter(|(written, found)| found.sure().is_some() || !says_no_name(&written.text));
        name.or_else(|| {
            let written = school.id.as_ref()?;
            let found = self.register.lookup(&written.text);
            matches!(found, NameMatch::Exact(_) | NameMatch::Alias(_) | NameMatch::Similar { .. })
                .then_some((written, found))
        })
    }

    fn id_in(&self, written: &str) -> Option<(&'a School, SchoolMatchedBy)> {
        let (index, by) = match self.register.by_any_id(written) {
            Some(IdMatch::Current(index)) => (index, SchoolMatchedBy::Id),
            Some(IdMatch::Previous(index)) => (index, SchoolMatchedBy::PreviousId),
            None => match known_ids(written, self.register).as_slice() {
                [] => (self.behind_letters(written)?, SchoolMatchedBy::Id),
                [only] => (*only, SchoolMatchedBy::Id),
                _ => return None,
            },
        };
        Some((self.register.school(index)?, by))
    }

    /// The schools whose ids stand in the field for one.
    fn ids(&self) -> Vec<usize> {
        let id = self.reading.school.id.as_ref();
        id.map(|id| known_ids(&id.text, self.register)).unwrap_or_default()
    }

    /// A return with the ids of several schools: it speaks for two where there is nothing else in the field and no name
    /// says otherwise.
    fn by_ids(&self, name: Option<Named<'r>>) -> Found<'a> {
        let ids = self.ids();
        let named = name.as_ref().map(|(_, found)| found);
        let agrees = match named {
            None | Some(NameMatch::Unknown(_)) => true,
            Some(NameMatch::Two(one, other)) => ids.contains(one) && ids.contains(other),
            Some(_) => false,
        };
        let id = self.reading.school.id.as_ref();
        let schools = self.schools(ids);
        if let ([one, other], true, true) =
            (schools.as_slice(), agrees, id.is_some_and(|id| is_made_of_ids(&id.text)))
        {
            return Found::Two(one, other, SchoolMatchedBy::Id);
        }
        let read = [id, name.map(|(written, _)| written)].into_iter().flatten();
        let read: Vec<&str> = read.map(|written| written.text.as_str()).collect();
        let message = format!("the ids are those of {} schools: {}", schools.len(), listed(&schools));
        let question = Finding::new(&rules::SCHOOL_DISAGREES, place_of(self.reading, id), message)
            .reading(read.join(" | "))
            .with_suggestion(format!("school ID: {}", self::ids(&schools)));
        Found::Question(question, schools)
    }

    fn schools(&self, indices: impl IntoIterator<Item = usize>) -> Vec<&'a School> {
        indices.into_iter().filter_map(|index| self.register.school(index)).collect()
    }

    /// A return with a known id: nothing else may speak of another school.
    fn by_id(&self, with_id: &'a School, by: SchoolMatchedBy, name: Option<Named<'r>>) -> Found<'a> {
        let found = |note| Found::One(with_id, by, 1.0, note);
        let is_it = |school: &&School| school.id == with_id.id;
        let Some((written, by_name)) = name else {
            return self.held_against_the_rest(found(None), self.reading.school.id.as_ref());
        };
        let named = match &by_name {
            NameMatch::Exact(index) | NameMatch::Alias(index) | NameMatch::Similar { index, .. } => {
                self.schools([*index])
            }
            NameMatch::Two(one, other) => self.schools([*one, *other]),
            NameMatch::Ambiguous(several) => self.schools(several.iter().map(|(index, _)| *index)),
            NameMatch::Unknown(_) => Vec::new(),
        };
        if named.iter().any(is_it) {
            return found(None);
        }
        let Some(first) = named.first().copied() else {
            // The id alone stands where the name is asked for.
            if says_no_name(&written.text) || !written.text.chars().any(char::is_alphabetic) {
                return self.held_against_the_rest(found(None), Some(written));
            }
            if by == SchoolMatchedBy::Id
                && let Some(question) = self.name_of_none(with_id, written)
            {
                return question;
            }
            let message = format!(
                "taken for {} ({}) by its id; no school of the register has this name",
                with_id.name, with_id.id
            );
            let note = Finding::new(&rules::SCHOOL_SIMILAR, written.place.clone(), message)
                .reading(&*written.text)
                .with_suggestion("if it is right: add the name to the school's aliases");
            return self.held_against_the_rest(found(Some(note)), Some(written));
        };
        // A school that became an academy keeps its name and, in many a file, its old number.
        if named.len() == 1 && self.register.is_follower(with_id, first) {
            return Found::One(first, SchoolMatchedBy::PreviousId, 1.0, None);
        }
        let message = if named.len() > 1 {
            format!("the id {} is {}'s, but the name fits {}", with_id.id, with_id.name, listed(&named))
        } else {
            format!(
                "the id {} is {}'s, but the name is that of {} ({})",
                with_id.id, with_id.name, first.name, first.id
            )
        };
        let id = self.reading.school.id.as_ref().map_or("", |id| id.text.as_str());
        self.disagreement(message, format!("{id} | {}", written.text), Some(written), with_id, named)
    }

    fn disagreement(
        &self,
        message: String,
        read: String,
        written: Option<&Written>,
        one: &'a School,
        others: Vec<&'a School>,
    ) -> Found<'a> {
        let suggested = others.first().filter(|_| others.len() == 1).unwrap_or(&one);
        let question = Finding::new(&rules::SCHOOL_DISAGREES, place_of(self.reading, written), message)
            .reading(read)
            .with_suggestion(format!("school {}", suggested.id));
        Found::Question(question, [one].into_iter().chain(others).collect())
    }

    fn by_name(&self, written: &'r Written, by_name: NameMatch) -> Found<'a> {
        let unknown = |near: Vec<usize>| self.unknown(written, &near);
        match by_name {
            NameMatch::Exact(index) => match self.register.school(index) {
                Some(school) => Found::One(school, SchoolMatchedBy::Name, 1.0, None),
                None => unknown(Vec::new()),
            },
            NameMatch::Alias(index) => match self.register.school(index) {
                Some(school) => Found::One(school, SchoolMatchedBy::Alias, 1.0, None),
                None => unknown(Vec::new()),
            },
            NameMatch::Similar { index, score, .. } => match self.register.school(index) {
                Some(school) => {
                    let message =
                        format!("taken for {} ({}), whose name it is nearest to", school.name, school.id);
                    let note = Finding::new(&rules::SCHOOL_SIMILAR, written.place.clone(), message)
                        .reading(&*written.text)
                        .with_suggestion(
                            "if it is another school: add the name to the right school's aliases",
                        );
                    Found::One(school, SchoolMatchedBy::Similar, score, Some(note))
                }
                None => unknown(Vec::new()),
            },
            NameMatch::Two(one, other) => match (self.register.school(one), self.register.school(other)) {
                (Some(one), Some(other)) => Found::Two(one, other, SchoolMatchedBy::Name),
                _ => unknown(Vec::new()),
            },
            NameMatch::Ambiguous(several) => self.ambiguous(written, several),
            NameMatch::Unknown(near) => unknown(near.into_iter().map(|(index, _)| index).collect()),
        }
    }

    fn ambiguous(&self, written: &Written, several: Vec<(usize, f64)>) -> Found<'a> {
        let several: Vec<usize> = several.into_iter().map(|(index, _)| index).collect();
        let why = "the form's own field fits several schools";
        // Of a name that speaks for one school and for another that the register has not, no clue makes it the one's.
        if several.len() > 1
            && let Some(found) = self.settled_by_clue(&several, why)
        {
            return found;
        }
        if let Some(found) = self.settled_by_town(written, &several) {
            return found;
        }
        let schools = self.schools(several);
        let message = match schools.as_slice() {
            [only] => format!("the name speaks for {} and for a school that the register has not", only.name),
            _ => format!("the name fits {} schools: {}", schools.len(), listed(&schools)),
        };
        let question = Finding::new(&rules::SCHOOL_AMBIGUOUS, written.place.clone(), message)
            .reading(&*written.text)
            .with_suggestion(format!("school ID: {}", ids(&schools)));
        Found::Question(question, schools)
    }

    /// A name that no school has: one that it is near to, where something else surely names it.
    fn unknown(&self, written: &Written, near: &[usize]) -> Found<'a> {
        if let Some(found) = self.settled_by_clue(near, "the form's own field is near to its name") {
            return found;
        }
        let mut schools = self.schools(near.iter().copied());
        // What else names a school is no more than a suggestion here: the field says something different.
        for clue in self.clues() {
            if let Says::School(index, _) = clue.says
                && !near.contains(&index)
            {
                schools.extend(self.register.school(index));
            }
        }
        let suggestion = schools.first().map_or_else(
            || "school ID, or leave out".to_owned(),
            |best| format!("school {} ({})", best.id, best.name),
        );
        let message = "no school of the register has this name";
        let question = Finding::new(&rules::SCHOOL_UNKNOWN, written.place.clone(), message)
            .reading(&*written.text)
            .with_suggestion(suggestion);
        Found::Question(question, schools)
    }

    pub(super) fn clues(&self) -> Vec<Clue> {
        clues(self.reading, self.register, true, self.is_alone)
    }

    /// The one school among these that the clues name, where none of them names another.
    fn settled_by_clue(&self, among: &[usize], why: &str) -> Option<Found<'a>> {
        if among.is_empty() {
            return None;
        }
        let clues = self.clues();
        let (clue, index, score) = only_school(&clues)?;
        let school = self.register.school(index).filter(|_| among.contains(&index))?;
        let (by, note) = clue.note(school, why);
        Some(Found::One(school, by, score, Some(note)))
    }

    /// The schools that other sheets of the workbook surely name.
    fn beside(&self) -> Vec<usize> {
        let beside = self.reading.school.beside.iter().filter_map(|written| {
            let id = self.register.by_any_id(&written.text).map(|id| match id {
                IdMatch::Current(index) | IdMatch::Previous(index) => index,
            });
            id.or_else(|| self.register.lookup(&written.text).sure())
        });
        let mut beside: Vec<usize> = beside.collect();
        beside.sort_unstable();
        beside.dedup();
        beside
    }

    /// A return that names no school in a field: a title, the sheet's, the file's or a folder's name may.
    fn by_clues(&self) -> Found<'a> {
        let clues = self.clues();
        let beside = self.beside();
        if let Some((clue, index, score)) = only_school(&clues)
            && beside.iter().all(|other| *other == index)
            && let Some(school) = self.register.school(index)
        {
            let (by, note) = clue.note(school, "the form's own field does not say");
            return Found::One(school, by, score, Some(note));
        }
        let mut named: Vec<usize> = Vec::new();
        for clue in &clues {
            let schools: &[usize] = match &clue.says {
                Says::School(index, _) => std::slice::from_ref(index),
                Says::OneOf(several) => several,
            };
            named.extend(schools.iter().filter(|index| !named.contains(index)).copied().collect::<Vec<_>>());
        }
        named.extend(beside.iter().filter(|index| !named.contains(index)).copied().collect::<Vec<_>>());
        let mut schools = self.schools(named);
        if let Some(strange) = self.strange_id() {
            return strange.question(&mut schools);
        }
        let message = "the return does not say which school it is from";
        let (message, suggestion) = if schools.is_empty() {
            (message.to_owned(), "school ID, or leave out".to_owned())
        } else {
            let mut where_from: Vec<&str> = clues.iter().map(|clue| clue.source.words()).collect();
            where_from.extend((!beside.is_empty()).then_some("another sheet of the workbook"));
            let message =
                format!("{message}, and {} may name {}", where_from.join(" and "), listed(&schools));
            (message, format!("school ID: {}", ids(&schools)))
        };
        let place = place_of(self.reading, None);
        let question = Finding::new(&rules::SCHOOL_MISSING, place, message).with_suggestion(suggestion);
        Found::Question(question, schools)
    }

    /// Asks where a further field, on the form or on a cover sheet, or a further column surely names another school. Of a
    /// school that the register has not, it is told.
    fn held_against_other_fields(&self, found: Found<'a>) -> Found<'a> {
        let Found::One(school, ..) = &found else { return found };
        let school = *school;
        let is_same = |other: &School| {
            other.id == school.id
                || self.register.is_follower(school, other)
                || self.register.is_follower(other, school)
        };
        let others = &self.reading.school.others;
        let other_of = |written: &Written| {
            let by_name = self.register.lookup(&written.text).sure().and_then(|at| self.register.school(at));
            by_name.or_else(|| self.id_in(&written.text).map(|(other, _)| other))
        };
        let named = others.iter().find_map(|written| {
            let other = other_of(written)?;
            (!is_same(other)).then_some((written, other))
        });
        let Some((written, other)) = named else {
            return match found {
                Found::One(school, by, score, None) => {
                    let note = others.iter().find_map(|written| self.unknown_beside(school, written));
                    Found::One(school, by, score, note)
                }
                found => found,
            };
        };
        let message = format!(
            "one field names {} ({}), and another {} ({})",
            school.name, school.id, other.name, other.id
        );
        let schools = vec![school, other];
        let question = Finding::new(&rules::SCHOOL_DISAGREES, written.place.clone(), message)
            .reading(format!("{} | {}", self.first_named(), written.text))
            .with_suggestion(format!("school ID: {}", ids(&schools)));
        Found::Question(question, schools)
    }

    /// What the return's own field names, as written.
    fn first_named(&self) -> &str {
        let school = &self.reading.school;
        school.name.as_ref().or(school.id.as_ref()).map_or("", |named| named.text.as_str())
    }

    /// A note on a further field that names, beside this school, one that the register has not.
    fn unknown_beside(&self, school: &School, written: &Written) -> Option<Finding> {
        let is_table = matches!(self.reading.form, Form::Wide | Form::Long);
        let is_name = if is_table {
            !says_no_name(&written.text) && written.text.chars().any(char::is_alphabetic)
        } else {
            says_kind(&written.text)
        };
        let is_other = || match self.register.lookup(&written.text) {
            NameMatch::Unknown(near) => {
                near.iter().all(|(at, _)| self.register.school(*at).is_none_or(|near| near.id != school.id))
            }
            NameMatch::Ambiguous(several) => {
                several.iter().all(|(at, _)| self.register.school(*at).is_none_or(|one| one.id != school.id))
            }
            NameMatch::Two(one, two) => [one, two]
                .into_iter()
                .all(|at| self.register.school(at).is_none_or(|one| one.id != school.id)),
            _ => false,
        };
        let message = || {
            format!(
                "taken for {} ({}) by the first of two fields; the other names what is no school of the register for sure",
                school.name, school.id
            )
        };
        (is_name && is_other()).then(|| {
            Finding::new(&rules::SCHOOL_SIMILAR, written.place.clone(), message())
                .reading(format!("{} | {}", self.first_named(), written.text))
                .with_suggestion(
                    "if it is another school, ask the school; if it is the same, add the name to its aliases",
                )
        })
    }

    /// Asks where the sheet's or the file's name is surely another school's than the one that was found, or the id is one
    /// of the register's kind and no school's.
    fn held_against_the_rest<'w>(
        &self,
        found: Found<'a>,
        written: impl Into<Option<&'w Written>>,
    ) -> Found<'a> {
        let written = written.into();
        let Found::One(school, by, _, note) = &found else { return found };
        let is_settled = note.as_ref().is_some_and(|note| note.rule.code == rules::SCHOOL_FROM_NAME.code);
        let read = written.map_or("", |written| written.text.as_str());
        if let Some(id) = &self.reading.school.id
            && *by != SchoolMatchedBy::Id
            && *by != SchoolMatchedBy::PreviousId
            && self.register.is_strange(&id.text, school)
        {
            let message = format!(
                "the name is that of {} ({}), but no school of the register has the id {}",
                school.name, school.id, id.text
            );
            return self.disagreement(message, format!("{} | {read}", id.text), written, school, Vec::new());
        }
        if is_settled {
            return found;
        }
        let clues = clues(self.reading, self.register, false, self.is_alone);
        let other = clues.iter().find_map(|clue| match clue.says {
            // A sheet's name of one word may be an area's.
            Says::School(index, _) if clue.source == Source::File || !is_one_word(&clue.text) => {
                let other = self.register.school(index)?;
                (other.id != school.id).then_some((clue, other))
            }
            _ => None,
        });
        match other {
            Some((clue, other)) => {
                let message = format!(
                    "the form names {} ({}), but {} is that of {} ({})",
                    school.name,
                    school.id,
                    clue.source.words(),
                    other.name,
                    other.id
                );
                let read = format!("{read} | {}", clue.text);
                self.disagreement(message, read, written, other, vec![school])
            }
            None => found,
        }
    }
}

/// The only school that the clues name, with the first that does; none where they name several.
pub(super) fn only_school(clues: &[Clue]) -> Option<(&Clue, usize, f64)> {
    let sure = clues.iter().find_map(|clue| match clue.says {
        Says::School(index, score) => Some((clue, index, score)),
        Says::OneOf(_) => None,
    })?;
    let agrees = |clue: &Clue| match &clue.says {
        Says::School(index, _) => *index == sure.1,
        Says::OneOf(several) => several.contains(&sure.1),
    };
    clues.iter().all(agrees).then_some(sure)
}

/// Whether a text has no words but ids, their labels and "and".
fn is_made_of_ids(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_label = |word: &str| {
        ["and", "urn", "urns", "seed", "dfe", "laestab", "id", "ids"].contains(&word.to_lowercase().as_str())
    };
    words.all(|word| word.chars().all(|c| c.is_ascii_digit()) || is_label(word))
}

fn is_one_word(text: &str) -> bool {
    !text.trim().contains(|c: char| c == ' ' || c.is_ascii_digit())
}

pub(super) fn listed(schools: &[&School]) -> String {
    let names: Vec<String> =
        schools.iter().map(|school| format!("{} ({})", school.name, school.id)).collect();
    names.join("; ")
}

pub(super) fn ids(schools: &[&School]) -> String {
    schools.iter().map(|school| school.id.as_str()).collect::<Vec<_>>().join(" or ")
}
