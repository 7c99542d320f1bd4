//! Collations in sections, each with the schools' names over it again: one return a school.
//! In: the drafts of a file's tables. Out: those of one school in one sheet put together. Never joins two that answer one
//! statement, or that are of different days.

use schemas::place::Place;

use crate::{
    normalise::text,
    reading::{Form, SchoolAsWritten},
    recognise::draft::{Desk, Draft},
};

/// Joins the parts of each school's return.
pub(crate) fn joined(desk: &Desk<'_>, drafts: &mut Vec<Draft<'_>>) {
    if drafts.len() < 2 || drafts.iter().all(|draft| draft.form != Form::Collated) {
        return;
    }
    let mut whole: Vec<Draft<'_>> = Vec::with_capacity(drafts.len());
    for mut part in std::mem::take(drafts) {
        let Some(first) = whole.iter_mut().find(|first| are_of_one(desk, first, &part)) else {
            whole.push(part);
            continue;
        };
        first.said.append(&mut part.said);
        first.unknown.append(&mut part.unknown);
        first.loose.append(&mut part.loose);
        first.unplaced.append(&mut part.unplaced);
        first.actions.append(&mut part.actions);
        first.findings.append(&mut part.findings);
        if first.completed_on.is_none() {
            (first.completed_on, first.completed_time, first.completed_at) =
                (part.completed_on, part.completed_time, part.completed_at.take());
        }
    }
    *drafts = whole;
}

fn are_of_one(desk: &Desk<'_>, one: &Draft<'_>, other: &Draft<'_>) -> bool {
    let sheet = |draft: &Draft<'_>| -> Place { desk.sheet(draft.first.0) };
    let days_agree =
        one.completed_on.is_none() || other.completed_on.is_none() || one.completed_on == other.completed_on;
    one.form == Form::Collated
        && other.form == Form::Collated
        && one.catalogue == other.catalogue
        && days_agree
        && named(&one.school).is_some()
        && named(&one.school) == named(&other.school)
        && sheet(one) == sheet(other)
        && other.said.iter().all(|said| one.said.iter().all(|own| own.hit.statement != said.hit.statement))
}

/// What a draft says of its school, comparable.
fn named(school: &SchoolAsWritten) -> Option<(String, String)> {
    let key = |written: Option<&crate::reading::Written>| {
        written.map(|written| text::key(&written.text)).unwrap_or_default()
    };
    let named = (key(school.id.as_ref()), key(school.name.as_ref()));
    (!named.0.is_empty() || !named.1.is_empty()).then_some(named)
}
