//! Rulings that were not followed, and that no stage told of.
//! In: the officer's file, what was followed, the files and findings of the run. Out: a finding for each such ruling of the
//! year. Never a second one beside a stage's own.

use std::collections::{BTreeSet, HashMap};

use schemas::{decision::Scope, finding::Finding, ids::Year, rules};

use super::gather::FileRecord;
use crate::decisions::{Decisions, Rulings};

/// Of the rulings that the reading took up, those whose question is asked all the same did nothing: a school under a
/// question about a mark, a statement that the catalogue has not. Says so instead of that they were followed.
pub(crate) fn correct(findings: &mut [Finding], rulings: &Rulings) {
    let ruled: BTreeSet<(&str, &str)> =
        rulings.all().iter().map(|decision| (decision.code.as_str(), decision.was_read.trim())).collect();
    let place_of = |finding: &Finding| (finding.place.clone(), finding.was_read.trim().to_owned());
    let asked: HashMap<_, String> = findings
        .iter()
        .filter(|one| one.rule.is_question && ruled.contains(&(one.rule.code, one.was_read.trim())))
        .map(|question| (place_of(question), question.suggestion.clone()))
        .collect();
    if asked.is_empty() {
        return;
    }
    for finding in findings.iter_mut().filter(|finding| finding.rule == &rules::RULING_FOLLOWED) {
        let Some(suggestion) = asked.get(&place_of(finding)) else { continue };
        let ruling = finding.message.strip_suffix(" was followed").unwrap_or("the ruling");
        finding.message = format!("{ruling} was not followed: it is no answer to what is asked here");
        finding.rule = &rules::RULING_UNFIT;
        finding.suggestion.clone_from(suggestion);
    }
}

/// A finding for each ruling of this year that changed nothing: its file is gone or another one, or what it answered is no
/// longer asked.
pub(crate) fn unfollowed(
    decisions: &Decisions,
    year: Year,
    followed: &BTreeSet<String>,
    files: &[FileRecord],
    findings: &[Finding],
) -> Vec<Finding> {
    let hashes: HashMap<&str, &str> =
        files.iter().map(|file| (file.source_file.as_str(), file.hashes.as_str())).collect();
    let (rulings, _) = decisions.rulings();
    rulings
        .into_iter()
        .filter_map(|decision| {
            let id = decision.finding_id.to_string();
            let is_told = findings.iter().any(|finding| {
                finding.rule == &rules::RULING_UNFIT
                    && finding.place == decision.place
                    && finding.was_read.trim() == decision.was_read.trim()
            });
            let is_silent = decision.scope != Scope::Always && !followed.contains(&id) && !is_told;
            if !is_silent || decision.year != Some(year) {
                return None;
            }
            let why = match hashes.get(decision.place.source_file.as_str()) {
                None => "no file of this name is among the returns",
                Some(hash) if !decision.is_of(&decision.place.source_file, hash) => {
                    "the file is another one than when it was given"
                }
                Some(_) => "what it answered is no longer asked",
            };
            let suggestion = "see whether a question waits in its place, and rule on that one";
            Some(
                Finding::new(
                    &rules::RULING_UNFIT,
                    decision.place,
                    format!("a ruling was not followed: {why}"),
                )
                .reading(decision.was_read)
                .with_suggestion(suggestion),
            )
        })
        .collect()
}
