//! Returns dated outside the collection.
//! In: a return as it was read, the collection's days. Out: a finding where its date lies outside. Never says whether the
//! return stands.

use ingest::reading::ReturnReading;
use schemas::{finding::Finding, rules};

use crate::standing::Window;

/// A finding at the date of a return that lies outside the collection.
pub(crate) fn outside(reading: &ReturnReading, window: Window) -> Option<Finding> {
    let (date, place) = (reading.completed_on?, reading.completed_at.clone()?);
    let Window { opens_on, closes_on } = window;
    let side = if date < opens_on {
        "before the collection opened"
    } else if date > closes_on {
        "after the collection closed"
    } else {
        return None;
    };
    let message = format!("the return is dated {side}: it takes dates from {opens_on} to {closes_on}");
    Some(
        Finding::new(&rules::DATE_OUTSIDE, place, message)
            .reading(date.to_string())
            .with_suggestion("see whether it is this year's return, or ask the school for its date")
            .about_return(reading.return_id),
    )
}
