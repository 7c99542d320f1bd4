//! Which returns stand, and which catalogue is expected of whom.
//! In: all that was gathered from the files. Out: the same, with each return's standing, findings and tallies. Never
//! writes anything.

use std::collections::BTreeSet;

use schemas::{
    finding::Finding,
    ids::{CatalogueId, SchoolId},
};

use super::{
    Request, compare,
    gather::{Gathered, Streams},
    inputs::Fed,
    unfollowed,
};
use crate::{
    error::Error,
    expected,
    run_report::{self, Tally},
    settings::Settings,
    standing::{self, ReturnHead, Standing, Window},
};

/// The days between which a return of the collection may be dated.
pub(super) fn window_of(settings: &Settings) -> Window {
    Window { opens_on: settings.collection.opens_on, closes_on: settings.collection.closes_on }
}

/// What is known once it is settled which returns stand.
pub(super) struct Stood {
    pub(super) gathered: Gathered,
    pub(super) standings: Vec<Standing>,
    /// The catalogue expected of each school, in the register's order.
    pub(super) expected: Vec<CatalogueId>,
    pub(super) findings: Vec<Finding>,
    pub(super) tallies: Vec<Tally>,
    pub(super) n_returned: usize,
    /// Schools from which a return is expected, those that sent one among them.
    pub(super) n_expected: usize,
}

/// Says which returns stand, and which catalogue is expected of whom.
///
/// What came apart from its return is joined to it, and goes to the streams with its words.
pub(super) fn stand(
    request: &Request<'_>,
    fed: &Fed,
    mut gathered: Gathered,
    streams: Option<&mut Streams>,
) -> Result<Stood, Error> {
    let settings = request.settings;
    request.watcher.stage("settling which returns stand");
    let mut heads: Vec<ReturnHead> = gathered.returns.iter().map(|record| record.head.clone()).collect();
    standing::set_aside(&mut heads, fed.register.schools().iter().map(|school| school.name.as_str()));
    let stood = standing::stand(&heads, window_of(settings), &fed.rulings);
    gathered.concerned.extend(stood.concerned);
    gathered.followed.extend(stood.followed);
    let standings: Vec<Standing> =
        stood.standings.into_iter().map(|standing| standing.unwrap_or(Standing::Undecided)).collect();
    gathered.join(&standings, &settings.catalogues, streams)?;
    let [files, reading, words] = gathered.tallies()?;
    let first =
        settings.default_catalogue.clone().or_else(|| settings.catalogues.last().map(|c| c.id.clone()));
    let (expected, more) = match first {
        Some(first) => expected::expected(&fed.register, settings.default_catalogue.as_ref(), &heads, &first),
        None => (Vec::new(), Vec::new()),
    };
    let mut findings = fed.findings.clone();
    findings.append(&mut gathered.findings);
    findings.extend(stood.findings);
    findings.extend(more);
    unfollowed::correct(&mut findings, &fed.rulings);
    let followed = compare::followed(&fed.rulings, &gathered, &findings);
    let year = settings.collection.year;
    findings.extend(unfollowed::unfollowed(&fed.decisions, year, &followed, &gathered.files, &findings));

    let of = |code: &str| standings.iter().filter(|standing| standing.code() == code).count();
    let mut tally = Tally::of("standing").count("returns", standings.len());
    for code in schemas::tables::data::STANDINGS {
        tally = tally.count(*code, of(code));
    }
    let tally = tally.balance("returns", schemas::tables::data::STANDINGS)?;
    run_report::same(
        "standing",
        ("returns read", reading.get("returns")),
        ("returns stood", tally.get("returns")),
    )?;
    let returned: BTreeSet<&str> = heads
        .iter()
        .zip(&standings)
        .filter(|(_, standing)| **standing == Standing::Standing)
        .filter_map(|(head, _)| head.school_id.as_ref().map(SchoolId::as_str))
        .collect();
    let n_returned = returned.len();
    let n_expected = fed.register.n_expected(&returned);
    Ok(Stood {
        gathered,
        standings,
        expected,
        findings,
        tallies: vec![files, reading, words, tally],
        n_returned,
        n_expected,
    })
}
