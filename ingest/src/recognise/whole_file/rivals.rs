//! Grids that fit two catalogues alike.
//! In: what was found in each grid. Out: the same, each of one catalogue, or a question. Never chooses where neither the other
//! grids of the file nor a person says which.

use schemas::{decision::Ruling, finding::Finding, place::Place, rules};

use crate::recognise::{
    draft::Desk,
    found::{Found, HANDFUL},
};

/// The catalogue that a person ruled the file to be of, whichever fitted it alike.
pub(crate) fn ruled(desk: &Desk<'_>) -> Option<usize> {
    let code = rules::CATALOGUE_UNSURE.code;
    if !desk.rulings.any(code) {
        return None;
    }
    let n = desk.catalogues.len();
    let mut pairs = (0..n).flat_map(|one| (one + 1..n).map(move |other| [one, other]));
    let ruled =
        pairs.find_map(|pair| desk.rulings.on(code, &Place::file(desk.source_file), &ids_of(desk, pair)));
    match ruled {
        Some(Ruling::Catalogue(id)) => desk.catalogues.iter().position(|catalogue| catalogue.id == *id),
        _ => None,
    }
}

/// The ids of these catalogues, in the library's order.
fn ids_of(desk: &Desk<'_>, mut catalogues: [usize; 2]) -> String {
    catalogues.sort_unstable();
    let known = catalogues.iter().filter_map(|catalogue| desk.catalogues.get(*catalogue));
    known.map(|catalogue| catalogue.id.as_str()).collect::<Vec<_>>().join(" | ")
}

/// Grids that fit two catalogues alike go with the other grids of the file; where those do not tell either, a person
/// has to.
pub(crate) fn settle(desk: &Desk<'_>, by_grid: &mut [Option<Found>], findings: &mut Vec<Finding>) {
    if by_grid.iter().flatten().all(|found| found.rival.is_none()) {
        return;
    }
    let sure: Option<usize> = by_grid
        .iter()
        .flatten()
        .filter(|found| found.rival.is_none())
        .max_by_key(|found| found.n_distinct)
        .map(|found| found.catalogue);
    let mut is_asked = false;
    for slot in by_grid.iter_mut() {
        let Some(found) = slot.as_mut().filter(|found| found.rival.is_some()) else { continue };
        let fits = |catalogue: usize| catalogue == found.catalogue || found.rival == Some(catalogue);
        if sure.is_some_and(fits) {
            found.catalogue = sure.unwrap_or(found.catalogue);
            continue;
        }
        if found.n_distinct >= HANDFUL && !is_asked {
            is_asked = true;
            let message = "the form fits more than one catalogue equally well";
            let n = u32::try_from(found.n_distinct).unwrap_or(u32::MAX);
            let both = ids_of(desk, [found.catalogue, found.rival.unwrap_or(found.catalogue)]);
            findings.push(
                Finding::new(&rules::CATALOGUE_UNSURE, Place::file(desk.source_file), message)
                    .with_suggestion(format!("catalogue ID: {}", both.replace(" | ", " or ")))
                    .reading(both)
                    .with_answers_waiting(n),
            );
        }
        *slot = None;
    }
}
