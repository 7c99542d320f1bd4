//! How the made-up schools judge themselves, year by year, with the planted effects in it.
//! In: a seed, schools, statements, what is planted. Out: an answer for each school, year and statement. Never a file.

use schemas::answer::Answer;

use super::{chance::Chance, planting::Plan};

/// What a school puts for each statement; none where it leaves it blank.
pub(super) type Answers = Vec<Option<Answer>>;

/// The logit of the share of schools to which a statement is not yet in place.
const USUAL: f64 = -1.05;
/// How far schools differ, in logits.
const SCHOOLS_DIFFER: f64 = 0.7;
/// How far statements differ, in logits, planted ones apart.
const STATEMENTS_DIFFER: f64 = 0.25;
/// Of the answers that are not yet Yes, how many are No.
const SHARE_NO: f64 = 0.38;
/// How many statements a school judges afresh from one year to the next.
const AFRESH: f64 = 0.10;
/// The planted weaknesses' logit above the usual.
const WEAK: f64 = 2.8;
/// The logit that the improved statement had above the usual, before it improved.
const BEFORE: f64 = 2.4;
/// How often the second of the planted pair goes with the first.
const TOGETHER: f64 = 0.9;

/// Answers by year (the earliest first), school and statement.
pub(super) fn answers(
    seed: u64,
    n_years: usize,
    n_schools: usize,
    n_statements: usize,
    plan: &Plan,
) -> Vec<Vec<Answers>> {
    let mut statements = Chance::of(seed, &["statements"]);
    let difficulty: Vec<f64> = (0..n_statements)
        .map(|_| if plan.is_planted { STATEMENTS_DIFFER * statements.normal().clamp(-2.0, 2.0) } else { 0.0 })
        .collect();
    let mut years: Vec<Vec<Answers>> = vec![Vec::with_capacity(n_schools); n_years];
    for school in 0..n_schools {
        let mut chance = Chance::of(seed, &["school", &school.to_string()]);
        let own = SCHOOLS_DIFFER * chance.normal();
        // What makes a school's answer stands still from year to year, but for what it judges afresh.
        let mut draws: Vec<f64> = (0..n_statements).map(|_| chance.unit()).collect();
        let together: bool = chance.happens(TOGETHER);
        for (index, year) in years.iter_mut().enumerate() {
            for draw in &mut draws {
                let (is_afresh, next) = (chance.happens(AFRESH), chance.unit());
                if index > 0 && is_afresh {
                    *draw = next;
                }
            }
            let answers = (0..n_statements).map(|statement| {
                let blank_or_none = chance.unit();
                if plan.essential_no.contains(&(school, statement)) {
                    return Some(Answer::No);
                }
                let logit = USUAL + own + effect(plan, statement, index + 1 == n_years, &difficulty);
                let goes_with = plan.pair.filter(|(_, second)| together && *second == statement);
                let draw = draws.get(goes_with.map_or(statement, |(first, _)| first)).copied().unwrap_or(0.5);
                judged(blank_or_none, draw, logit)
            });
            year.push(answers.collect());
        }
    }
    years
}

fn effect(plan: &Plan, statement: usize, is_last_year: bool, difficulty: &[f64]) -> f64 {
    if plan.weak.contains(&statement) {
        return WEAK;
    }
    if plan.improved == Some(statement) {
        return if is_last_year { -0.4 } else { BEFORE };
    }
    if plan.pair.is_some_and(|(first, second)| first == statement || second == statement) {
        return 0.5;
    }
    difficulty.get(statement).copied().unwrap_or(0.0)
}

/// The answer that a draw comes to; now and then a statement is left blank or does not apply.
fn judged(blank_or_none: f64, draw: f64, logit: f64) -> Option<Answer> {
    if blank_or_none < 0.012 {
        return None;
    }
    if blank_or_none < 0.020 {
        return Some(Answer::NotApplicable);
    }
    let weak = 1.0 / (1.0 + (-logit).exp());
    Some(if draw < weak * SHARE_NO {
        Answer::No
    } else if draw < weak {
        Answer::Partly
    } else {
        Answer::Yes
    })
}
