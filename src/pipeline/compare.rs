//! What a year's returns say beside others: wordings they share, rulings they followed, last year's answers.
//! In: what was gathered, standings, earlier years. Out: counts of wordings, followed rulings, findings. Never a rate.

use std::collections::{BTreeMap, BTreeSet, HashMap, btree_map::Entry};

use schemas::{
    catalogue::Catalogue, checked::Checked, decision::Scope, finding::Finding, ids::Year, place::Place, rules,
};

use super::gather::{Gathered, WordingSeen};
use crate::{
    decisions::Rulings,
    marts::Wording,
    standing::{ReturnHead, Standing},
    year_data::{AnswerColumns, YearData},
};

/// Words that so many schools send alike are nobody's own.
const SHARED_BY: usize = 3;
/// Fewer answers than this can be the same by chance.
const LEAST_ANSWERS: usize = 10;

/// The wordings of standing returns that are not the catalogue's own, with how many returns have each, and
/// what the catalogues know of their meaning in the year.
pub(crate) fn wordings<'a>(
    gathered: &'a Gathered,
    standings: &[Standing],
    catalogues: &[Catalogue],
    year: Year,
) -> Vec<Wording<'a>> {
    let mut having: Vec<Having<'_>> = vec![Having::default(); gathered.wordings.len()];
    for (record, standing) in gathered.returns.iter().zip(standings) {
        if matches!(standing, Standing::Standing | Standing::Part(_)) {
            for number in &record.wordings {
                if let Some(having) = usize::try_from(*number).ok().and_then(|number| having.get_mut(number))
                {
                    having.n_returns += 1;
                    having.add(&record.head);
                }
            }
        }
    }
    // One wording can have been recognised in more than one way: it is shown once, by the way most returns have.
    let mut best: BTreeMap<_, (u32, Having<'_>, &WordingSeen, f64)> = BTreeMap::new();
    for ((seen, score), having) in
        gathered.wordings.iter().zip(having).filter(|(_, having)| having.n_returns > 0)
    {
        let key = (seen.catalogue_id.as_str(), seen.statement_id.as_str(), &*seen.wording);
        match best.entry(key) {
            Entry::Vacant(place) => drop(place.insert((having.n_returns, having, seen, *score))),
            Entry::Occupied(mut known) => {
                let (most, all, by, by_score) = known.get_mut();
                if having.n_returns > *most {
                    (*most, *by, *by_score) = (having.n_returns, seen, *score);
                }
                all.n_returns += having.n_returns;
                having.senders.into_iter().for_each(|sender| all.add(sender));
            }
        }
    }
    let statement = |seen: &WordingSeen| {
        let catalogue = catalogues.iter().find(|catalogue| catalogue.id == seen.catalogue_id)?;
        catalogue.statements.iter().find(|statement| statement.id == seen.statement_id)
    };
    best.into_values()
        .map(|(_, having, seen, match_score)| Wording {
            catalogue_id: seen.catalogue_id.as_str(),
            statement_id: seen.statement_id.as_str(),
            wording: &seen.wording,
            matched_by: seen.matched_by,
            match_score,
            comparability: statement(seen).and_then(|known| known.comparability_of(&seen.wording, year)),
            n_returns: having.n_returns,
            is_shared: having.senders.len() == SHARED_BY,
        })
        .collect()
}

/// Who has a wording.
#[derive(Clone, Default)]
struct Having<'g> {
    n_returns: u32,
    /// Returns of different schools from different places, as many as it takes.
    senders: Vec<&'g ReturnHead>,
}

impl<'g> Having<'g> {
    fn add(&mut self, head: &'g ReturnHead) {
        // One return that speaks for three schools has one writer.
        let is_there = |sender: &&ReturnHead| {
            sender.school_id == head.school_id
                || (&sender.source_file, &sender.sheet, &sender.cell)
                    == (&head.source_file, &head.sheet, &head.cell)
        };
        if self.senders.len() < SHARED_BY && !self.senders.iter().any(is_there) {
            self.senders.push(head);
        }
    }
}

/// The questions whose rulings were followed: by the program itself, or as the reading reports it.
pub(crate) fn followed(rulings: &Rulings, gathered: &Gathered, findings: &[Finding]) -> BTreeSet<String> {
    let mut followed: BTreeSet<String> = gathered.followed.iter().map(ToString::to_string).collect();
    let hashes: HashMap<&str, &str> =
        gathered.files.iter().map(|file| (file.source_file.as_str(), file.hashes.as_str())).collect();
    for finding in findings.iter().filter(|finding| finding.rule == &rules::RULING_FOLLOWED) {
        let source_file = finding.place.source_file.as_str();
        let hash = hashes.get(source_file).copied().unwrap_or("");
        followed.extend(
            rulings
                .all()
                .iter()
                .filter(|decision| {
                    decision.was_read.trim() == finding.was_read.trim()
                        && match decision.scope {
                            Scope::Cell => {
                                decision.is_of(source_file, hash)
                                    && decision.place.sheet == finding.place.sheet
                                    && decision.place.cell == finding.place.cell
                            }
                            Scope::Return => decision.is_of(source_file, hash),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::gather::ReturnRecord;

    /// Returns of which each names its school and place, and the wording of the first statement recognised in some way.
    fn found(returns: &[(&str, &str, &'static str)]) -> Vec<(&'static str, u32, bool)> {
        let mut gathered = Gathered::default();
        for (school, file, matched_by) in returns {
            let seen = WordingSeen {
                catalogue_id: "online-safety-practice".parse().unwrap(),
                statement_id: "POL-01".parse().unwrap(),
                wording: "Mrs Macleod's words.".into(),
                matched_by,
            };
            let number = gathered.wordings.iter().position(|(known, _)| *known == seen);
            let number = number.unwrap_or_else(|| {
                gathered.wordings.push((seen, 0.5));
                gathered.wordings.len() - 1
            });
            gathered.returns.push(ReturnRecord {
                head: ReturnHead {
                    return_id: format!("R-{:016x}", gathered.returns.len()).parse().unwrap(),
                    source_file: (*file).to_owned(),
                    sheet: String::new(),
                    cell: "A1".to_owned(),
                    sha256: "0".repeat(64),
                    catalogue_id: "online-safety-practice".parse().unwrap(),
                    school_id: Some(school.parse().unwrap()),
                    is_left_out: false,
                    part: None,
                    completed_on: None,
                    completed_time: None,
                    n_answered: 40,
                    marked: vec![true],
                    said: vec![None],
                    answers_hash: 0,
                    words_hash: 0,
                    has_words: false,
                    evidence_chars: 0,
                    disowned: crate::standing::Disowned::No,
                    set_aside: crate::standing::Disowned::No,
                    version: crate::standing::Version::default(),
                    is_waiting: false,
                },
                edition: None,
                form: "form",
                school_as_written: None,
                school_matched_by: None,
                school_match_score: None,
                completed_by: None,
                wordings: vec![u32::try_from(number).unwrap()],
                n_comments: 0,
                last_row: 0,
            });
        }
        let standings = vec![Standing::Standing; returns.len()];
        let catalogues = schemas::catalogue::load::builtin();
        let found = wordings(&gathered, &standings, &catalogues, Year::of(2026).unwrap());
        let matched = |by: &str| returns.iter().map(|it| it.2).find(|it| *it == by).unwrap();
        found.iter().map(|it| (matched(it.matched_by), it.n_returns, it.is_shared)).collect()
    }

    #[test]
    fn a_wording_is_shown_by_the_way_in_which_most_returns_have_it() {
        let ways = ["similar"; 3].into_iter().chain(["decision"; 4]).chain(["id"; 5]);
        let schools: Vec<String> = (0..12).map(|n| format!("S{n}")).collect();
        let returns: Vec<_> =
            schools.iter().zip(ways).map(|(school, by)| (school.as_str(), school.as_str(), by)).collect();
        assert_eq!(found(&returns), [("id", 12, true)]);
    }

    #[test]
    fn words_are_shared_where_three_schools_sent_them_each_for_itself() {
        assert_eq!(found(&[("a", "a.xlsx", "id"), ("b", "b.xlsx", "id")]), [("id", 2, false)]);
        assert_eq!(found(&["a1", "a2", "a3"].map(|file| ("a", file, "id"))), [("id", 3, false)]);
        assert_eq!(found(&["a", "b", "c"].map(|school| (school, "all.xlsx", "id"))), [("id", 3, false)]);
        assert_eq!(found(&["a", "b", "c"].map(|school| (school, school, "id"))), [("id", 3, true)]);
    }
}
