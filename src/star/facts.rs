//! The facts of the star: answers (streamed), responses, actions.
//! In: [`Star`]. Out: `fact_answer` part by part, `fact_response`, `fact_action`. Never holds all answers as rows.

use schemas::{
    answer::{Answer, Status},
    checked::{Breach, Checked},
    tables::star::{FACT_ACTION, FACT_ANSWER, FACT_RESPONSE},
};

use super::{CatalogueYear, Collection, Expected, Response, Star};
use crate::{columns::Columns, year_data::Said};

/// How many schools' answers make a part of `fact_answer`.
const SCHOOLS_A_PART: usize = 100;

/// One row of `fact_answer` in the making.
struct AnswerRow<'a> {
    school_key: &'a str,
    statement_key: &'a str,
    return_key: &'a str,
    said: Said,
    has_evidence: bool,
}

/// `fact_answer`, part by part in the order of its contract, `partly_score` being what partly counts.
pub fn answer_parts(star: &Star, partly_score: f64) -> impl Iterator<Item = Result<Checked, Breach>> + '_ {
    star.collections.iter().flat_map(move |collection| {
        let order = schools_in_order(collection);
        let starts = (0..order.len()).step_by(SCHOOLS_A_PART);
        starts.map(move |start| {
            let end = (start + SCHOOLS_A_PART).min(order.len());
            part(star, collection, &order[start..end], partly_score)
        })
    })
}

/// Every standing return as catalogue and place, schools in the order of their keys, then catalogues.
fn schools_in_order(collection: &Collection) -> Vec<(usize, usize)> {
    let mut order: Vec<(usize, usize)> = collection
        .catalogues
        .iter()
        .enumerate()
        .flat_map(|(at, catalogue)| (0..catalogue.expected.len()).map(move |place| (at, place)))
        .filter(|(at, place)| collection.catalogues[*at].expected[*place].response == Response::Returned)
        .collect();
    // A catalogue's place within its keys: `a/` sorts after `a-b/`.
    let key = |at: &(usize, usize)| {
        let catalogue = &collection.catalogues[at.0];
        (catalogue.expected[at.1].school, format!("{}/", catalogue.id))
    };
    order.sort_by_cached_key(key);
    order
}

fn part(
    star: &Star,
    collection: &Collection,
    places: &[(usize, usize)],
    partly_score: f64,
) -> Result<Checked, Breach> {
    let by_key: Vec<Vec<usize>> = collection
        .catalogues
        .iter()
        .map(|catalogue| {
            let mut order: Vec<usize> = (0..catalogue.statements.len()).collect();
            order.sort_by(|a, b| catalogue.statements[*a].key.cmp(&catalogue.statements[*b].key));
            order
        })
        .collect();
    let mut rows = Vec::new();
    for (at, place) in places {
        let catalogue = &collection.catalogues[*at];
        let form = &catalogue.expected[*place];
        let start = catalogue.row(*place).start;
        rows.extend(by_key[*at].iter().map(|statement| AnswerRow {
            school_key: &collection.schools[form.school].key,
            statement_key: &catalogue.statements[*statement].key,
            return_key: form.return_key.as_deref().unwrap_or(""),
            said: catalogue.said[start + statement],
            has_evidence: catalogue.has_evidence[start + statement],
        }));
    }
    let each = || rows.iter();
    Columns::of(&FACT_ANSWER)
        .text("authority_id", each().map(|_| &star.authority_id))
        .number("year", each().map(|_| collection.year))
        .text("school_key", each().map(|row| row.school_key))
        .text("statement_key", each().map(|row| row.statement_key))
        .text("return_key", each().map(|row| row.return_key))
        .text("answer_code", each().map(|row| row.said.code()))
        .text_or_null("answer", each().map(|row| answer(row.said).map(Answer::code)))
        .text("status", each().map(|row| status(row.said).code()))
        .measure("score", each().map(|row| points(row.said, partly_score)))
        .flag("is_weak", each().map(|row| row.said.is_weak()))
        .flag("has_evidence", each().map(|row| row.has_evidence))
        .finish_part()
}

fn answer(said: Said) -> Option<Answer> {
    Answer::ALL.get(said as usize).copied()
}

fn status(said: Said) -> Status {
    match said {
        Said::Yes | Said::Partly | Said::No | Said::NotApplicable => Status::Answered,
        Said::Blank => Status::Blank,
        Said::Multiple => Status::Multiple,
        Said::Unreadable => Status::Unreadable,
        Said::Missing | Said::NotReturned => Status::Missing,
    }
}

fn points(said: Said, partly_score: f64) -> Option<f64> {
    match said {
        Said::Yes => Some(1.0),
        Said::Partly => Some(partly_score),
        Said::No => Some(0.0),
        _ => None,
    }
}

/// How a form came back, in the figures that its school's rows and the response of its groups share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Completeness {
    /// Statements with an answer, not applicable too.
    pub n_answered: u32,
    /// Whether every statement has one.
    pub is_complete: bool,
    /// Days after the due day; 0 if not after it; none where either is unknown.
    pub days_late: Option<i32>,
}

/// How a form came back.
pub fn completeness(collection: &Collection, catalogue: &CatalogueYear, place: usize) -> Completeness {
    let form = &catalogue.expected[place];
    let is_answered = |said: &&Said| answer(**said).is_some();
    let n_answered = catalogue.said_of(place).iter().filter(is_answered).count();
    let late = form.completed_on.zip(collection.due_on).map(|(done, due)| (done - due).num_days().max(0));
    Completeness {
        n_answered: u32::try_from(n_answered).unwrap_or(u32::MAX),
        is_complete: form.response == Response::Returned && n_answered == catalogue.statements.len(),
        days_late: late.and_then(|days| i32::try_from(days).ok()),
    }
}

/// `fact_response`.
pub fn responses(star: &Star) -> Result<Checked, Breach> {
    type Row<'a> = (&'a Collection, &'a CatalogueYear, &'a Expected, Completeness);
    let mut found: Vec<Row<'_>> = Vec::new();
    for (collection, catalogue) in star.catalogue_years() {
        for (place, form) in catalogue.expected.iter().enumerate() {
            found.push((collection, catalogue, form, completeness(collection, catalogue, place)));
        }
    }
    let rows = || found.iter();
    let n_statements =
        |catalogue: &CatalogueYear| u32::try_from(catalogue.statements.len()).unwrap_or(u32::MAX);
    Columns::of(&FACT_RESPONSE)
        .text("authority_id", rows().map(|_| &star.authority_id))
        .number("year", rows().map(|(of, ..)| of.year))
        .text("collection_key", rows().map(|(of, ..)| &of.key))
        .text("school_key", rows().map(|(of, _, form, _)| &of.schools[form.school].key))
        .text("catalogue_id", rows().map(|(_, catalogue, ..)| &catalogue.id))
        .text_or_null("return_key", rows().map(|(_, _, form, _)| form.return_key.as_ref()))
        .text("status", rows().map(|(_, _, form, _)| form.response.code()))
        .count("n_statements", rows().map(|(_, catalogue, ..)| n_statements(catalogue)))
        .count("n_answered", rows().map(|(.., came)| came.n_answered))
        .flag("is_complete", rows().map(|(.., came)| came.is_complete))
        .date("completed_on", rows().map(|(_, _, form, _)| form.completed_on))
        .number_or_null("days_late", rows().map(|(.., came)| came.days_late))
        .count("n_questions", rows().map(|(of, _, form, _)| of.schools[form.school].n_questions))
        .finish()
}

/// `fact_action`.
pub fn actions(star: &Star) -> Result<Checked, Breach> {
    let rows = || {
        star.catalogue_years()
            .flat_map(|(of, catalogue)| catalogue.actions.iter().map(move |link| (of, catalogue, link)))
    };
    Columns::of(&FACT_ACTION)
        .text("authority_id", rows().map(|_| &star.authority_id))
        .number("year", rows().map(|(of, ..)| of.year))
        .text(
            "school_key",
            rows().map(|(of, catalogue, link)| &of.schools[catalogue.expected[link.expected].school].key),
        )
        .text("statement_key", rows().map(|(_, catalogue, link)| &catalogue.statements[link.statement].key))
        .text("return_key", rows().map(|(_, _, link)| &link.return_key))
        .number("row_no", rows().map(|(_, _, link)| link.row_no))
        .flag("is_done", rows().map(|(_, _, link)| link.is_done))
        .flag("has_date", rows().map(|(_, _, link)| link.has_date))
        .finish()
}
