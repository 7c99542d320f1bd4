//! What a year's returns say beside others: wordings they share, rulings they followed, last year's answers.
//! In: what was gathered, standings, earlier years. Out: counts of wordings, followed rulings, findings. Never a rate.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use schemas::{checked::Checked, decision::Scope, finding::Finding, ids::Year, place::Place, rules};

use super::gather::Gathered;
use crate::{
    decisions::Rulings,
    marts::Wording,
    standing::Standing,
    year_data::{AnswerColumns, YearData},
};

/// Fewer answers than this can be the same by chance.
const LEAST_ANSWERS: usize = 10;

/// The wordings of standing returns that are not the catalogue's own, with how many returns have each.
pub(crate) fn wordings<'a>(gathered: &'a Gathered, standings: &[Standing]) -> Vec<Wording<'a>> {
    let mut counts = vec![0_u32; gathered.wordings.len()];
    for (record, standing) in gathered.returns.iter().zip(standings) {
        if matches!(standing, Standing::Standing | Standing::Part(_)) {
            for number in &record.wordings {
                if let Some(n) = usize::try_from(*number).ok().and_then(|number| counts.get_mut(number)) {
                    *n += 1;
                }
            }
        }
    }
    // One wording can have been recognised in more than one way: it is shown once, by the way most returns have.
    let mut best: BTreeMap<(&str, &str, &str), Wording<'a>> = BTreeMap::new();
    for ((seen, score), n) in gathered.wordings.iter().zip(counts).filter(|(_, n)| *n > 0) {
        let wording = Wording {
            catalogue_id: seen.catalogue_id.as_str(),
            statement_id: seen.statement_id.as_str(),
            wording: &seen.wording,
            matched_by: seen.matched_by,
            match_score: *score,
            n_returns: n,
        };
        best.entry((wording.catalogue_id, wording.statement_id, wording.wording))
            .and_modify(|known| {
                let n_returns = known.n_returns + wording.n_returns;
                if wording.n_returns > known.n_returns {
                    *known = wording;
                }
                known.n_returns = n_returns;
            })
            .or_insert(wording);
    }
    best.into_values().collect()
}

/// The questions whose rulings were followed: by the program itself, or as the reading reports it.
pub(crate) fn followed(rulings: &Rulings, gathered: &Gathered, findings: &[Finding]) -> BTreeSet<String> {
    let mut followed: BTreeSet<String> = gathered.followed.iter().map(ToString::to_string).collect();
    let hashes: HashMap<&str, &str> =
        gathered.files.iter().map(|file| (file.source_file.as_str(), file.sha256.as_str())).collect();
    for finding in findings.iter().filter(|finding| finding.rule == &rules::RULING_FOLLOWED) {
        let hash = hashes.get(finding.place.source_file.as_str()).copied().unwrap_or("");
        followed.extend(
            rulings
                .all()
                .iter()
                .filter(|decision| {
                    decision.was_read.trim() == finding.was_read.trim()
                        && match decision.scope {
                            Scope::Cell => {
                                decision.sha256 == hash
                                    && decision.place.sheet == finding.place.sheet
                                    && decision.place.cell == finding.place.cell
                            }
                            Scope::Return => decision.sha256 == hash,
                            Scope::Always => true,
                        }
                })
                .map(|decision| decision.finding_id.to_string()),
        );
    }
    followed
}

/// What a return says, by statement: the answer, and the evidence's hash.
type Said<'a> = BTreeMap<&'a str, (u8, u64)>;

/// A finding for each return that says the same as the school's return of the latest earlier year, evidence and all.
pub(crate) fn same_as_before(
    returns: &Checked,
    statements: &Checked,
    answers: &AnswerColumns,
    earlier: &[YearData],
    year: Year,
) -> Vec<Finding> {
    let Some(before) = earlier.iter().filter(|data| data.year < year).max_by_key(|data| data.year) else {
        return Vec::new();
    };
    let now = said(returns, statements, answers);
    let then = said(&before.returns, &before.statements, &before.answers);
    let mut findings = Vec::new();
    for row in returns.rows().filter(|row| row.str("status") == "standing") {
        let key = (row.str("school_id"), row.str("catalogue_id"));
        let (Some(now), Some(then)) = (now.get(&key), then.get(&key)) else { continue };
        let n_answers = now.values().filter(|(answer, _)| *answer < 4).count();
        let first = now.values().next().map(|(answer, _)| *answer);
        let all_alike = now.values().all(|(answer, _)| Some(*answer) == first);
        let has_evidence = now.values().any(|(_, evidence)| *evidence != 0);
        // The same answer all the way down is no sign of a copy unless the evidence is the same as well.
        if now == then && n_answers >= LEAST_ANSWERS && (has_evidence || !all_alike) {
            let place = Place {
                source_file: row.str("source_file").to_owned(),
                sheet: row.str("sheet").to_owned(),
                cell: row.str("cell").to_owned(),
            };
            let mut finding = Finding::new(
                &rules::SAME_AS_LAST_YEAR,
                place,
                format!("every answer is the same as in the school's return of {}", before.year),
            )
            .with_suggestion("ask the school whether it sent last year's form again");
            finding.return_id = row.str("return_id").parse().ok();
            finding.school_id = row.str("school_id").parse().ok();
            findings.push(finding);
        }
    }
    findings
}

/// What each school's standing return says, parts and all, by school and catalogue.
fn said<'a>(
    returns: &'a Checked,
    statements: &'a Checked,
    answers: &AnswerColumns,
) -> HashMap<(&'a str, &'a str), Said<'a>> {
    let owners: Vec<(&str, &str)> =
        returns.rows().map(|row| (row.str("school_id"), row.str("catalogue_id"))).collect();
    let ids: Vec<&str> = statements.rows().map(|row| row.str("statement_id")).collect();
    let mut said: HashMap<(&str, &str), Said<'_>> = HashMap::new();
    for (((return_row, statement_row), answer), evidence) in
        answers.return_row.iter().zip(&answers.statement_row).zip(&answers.said).zip(&answers.evidence_hash)
    {
        let owner = usize::try_from(*return_row).ok().and_then(|row| owners.get(row));
        let (Some(owner), Some(id)) = (owner, ids.get(usize::from(*statement_row))) else { continue };
        let slot = said.entry(*owner).or_default().entry(id).or_insert((*answer as u8, *evidence));
        // Of the parts of a return, the one that answers counts.
        if slot.0 >= 4 && (*answer as u8) < 4 {
            *slot = (*answer as u8, *evidence);
        }
    }
    said
}
