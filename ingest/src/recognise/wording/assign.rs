//! All texts of a return to the statements of its catalogue, one to one.
//! In: the rows' texts. Out: for each the statement, a doubt, or that it is the school's own. Never gives one statement to
//! two texts by likeness, unless nothing but slips of the typing part them from it.

use pathfinding::{kuhn_munkres::kuhn_munkres, matrix::Matrix};

use super::{Candidate, Compared, Hit, LookedUp, Wordings, closeness::Text, shape};
use crate::reading::MatchedBy;

/// From this likeness on a text may be taken for a statement.
const SURE: f64 = 0.72;
/// And it must be nearer than any other free statement by this.
const MARGIN: f64 = 0.12;
/// Below this likeness a text is the school's own.
const FLOOR: f64 = 0.52;

/// What a text is.
#[derive(Clone, Debug, PartialEq)]
pub enum Assigned {
    /// A statement of the catalogue.
    Statement(Recognised),
    /// Near to statements, but not for sure one: the likeliest first, at most three.
    Unsure(Vec<Candidate>),
    /// No statement of the catalogue.
    Own,
}

/// A statement that was recognised.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recognised {
    /// Its position in the catalogue.
    pub statement: usize,
    /// Index in the statement's other wordings; none for its present text.
    pub wording: Option<usize>,
    /// How it was recognised.
    pub matched_by: MatchedBy,
    /// 1 for the same words, else the likeness.
    pub score: f64,
    /// The likeness of the next best free statement; 0 where none is near.
    pub next_score: f64,
    /// Whether the text is the statement in its present words, but for case, spaces, punctuation and numbering.
    pub is_same: bool,
}

/// A text that is no statement's own words.
struct Open<'a> {
    row: usize,
    text: &'a Text,
    /// Whether it says of itself that it is an example: `EXAMPLE: All policies are easily accessible ...`.
    is_example: bool,
    near: Vec<(Candidate, usize)>,
}

pub(super) fn assign<'a>(
    wordings: &Wordings,
    catalogue: usize,
    texts: impl Iterator<Item = &'a LookedUp<'a>>,
    taken: &[usize],
) -> Vec<Assigned> {
    let n_statements = wordings.n_statements.get(catalogue).copied().unwrap_or(0);
    let mut is_free = vec![true; n_statements];
    let take = |is_free: &mut Vec<bool>, statement: usize| {
        if let Some(free) = is_free.get_mut(statement) {
            *free = false;
        }
    };
    for statement in taken {
        take(&mut is_free, *statement);
    }
    let mut assigned: Vec<Assigned> = Vec::new();
    let mut others: Vec<(usize, &Compared)> = Vec::new();
    for (row, text) in texts.enumerate() {
        let hits: Vec<&Hit> = text.hits.iter().filter(|hit| hit.at.catalogue == catalogue).collect();
        assigned.push(match hits.as_slice() {
            [hit] => {
                take(&mut is_free, hit.at.statement);
                Assigned::Statement(Recognised::by_words(hit))
            }
            // One wording for two statements: the words alone cannot tell.
            [_, ..] => Assigned::Unsure(
                hits.iter()
                    .take(3)
                    .map(|hit| Candidate { at: hit.at, wording: hit.wording, score: 1.0 })
                    .collect(),
            ),
            [] => {
                others.extend(text.compared.as_ref().map(|compared| (row, compared)));
                Assigned::Own
            }
        });
    }
    let mut open: Vec<Open<'_>> = others
        .into_iter()
        .map(|(row, compared)| {
            let mut near = wordings.near(compared, Some(catalogue));
            near.retain(|(candidate, _)| candidate.score >= FLOOR - MARGIN);
            let best = near.first().and_then(|(_, doc)| wordings.docs.get(*doc));
            let is_example = opens_as_example(&compared.text.words)
                && best.is_some_and(|best| !opens_as_example(&best.words));
            Open { row, text: &compared.text, is_example, near }
        })
        .filter(|open| open.near.first().is_some_and(|(best, _)| best.score >= FLOOR))
        .collect();
    settle_the_mistyped(wordings, &mut open, &mut is_free, &mut assigned);
    settle_the_sure(wordings, &mut open, &mut is_free, &mut assigned);
    leave_in_doubt(open, &is_free, &mut assigned);
    assigned
}

/// Whether words begin by saying that what follows is an example.
fn opens_as_example(words: &str) -> bool {
    ["example ", "for example ", "worked example ", "sample "]
        .iter()
        .any(|opening| words.starts_with(opening))
}

/// Gives each text that is a statement but for slips of the typing that statement, as if it stood in its own words: each of
/// several schools' forms in one sheet may have it, retyped with slips of its own.
fn settle_the_mistyped(
    wordings: &Wordings,
    open: &mut Vec<Open<'_>>,
    is_free: &mut [bool],
    assigned: &mut [Assigned],
) {
    open.retain(|text| {
        let Some((best, doc)) = text.near.first() else { return true };
        let next_score = text.near.get(1).map_or(0.0, |(next, _)| next.score);
        let is_mistyped = best.score >= SURE
            && best.score - next_score >= MARGIN
            && wordings.docs.get(*doc).is_some_and(|doc| {
                shape::is_mistyped(&text.text.words, &doc.words) && !turns(text.text, &doc.words)
            });
        if !is_mistyped || text.is_example {
            return true;
        }
        if let Some(slot) = assigned.get_mut(text.row) {
            *slot = Assigned::Statement(Recognised {
                statement: best.at.statement,
                wording: best.wording,
                matched_by: MatchedBy::Similar,
                score: best.score.min(0.99),
                next_score,
                is_same: false,
            });
        }
        if let Some(free) = is_free.get_mut(best.at.statement) {
            *free = false;
        }
        false
    });
}

/// Gives each text that is clear of all other free statements its own; each gift leaves fewer for the rest to be
/// confused with, so it is tried until nothing changes.
fn settle_the_sure(
    wordings: &Wordings,
    open: &mut Vec<Open<'_>>,
    is_free: &mut [bool],
    assigned: &mut [Assigned],
) {
    loop {
        let mut chosen: Vec<Option<(usize, f64)>> = vec![None; is_free.len()];
        let mut proposals: Vec<(usize, Recognised)> = Vec::new();
        for (at, text) in open.iter().enumerate() {
            // The nearest of all must still be free: else the text is that statement a second time, or an odd one.
            let Some((best, doc)) = text.near.first().filter(|_| !text.is_example) else { continue };
            let free = |candidate: &Candidate| is_free.get(candidate.at.statement).copied().unwrap_or(false);
            if !free(best) || best.score < SURE {
                continue;
            }
            let next_score =
                text.near.iter().skip(1).find(|(next, _)| free(next)).map_or(0.0, |(next, _)| next.score);
            if best.score - next_score < MARGIN {
                continue;
            }
            let is_fit = wordings.docs.get(*doc).is_some_and(|doc| {
                let is_cut = text.text.is_cut_from(&doc.words);
                (!is_cut || text.text.can_stand_for(&doc.words)) && !turns(text.text, &doc.words)
            });
            if !is_fit {
                continue;
            }
            let recognised = Recognised {
                statement: best.at.statement,
                wording: best.wording,
                matched_by: MatchedBy::Similar,
                // 1 is kept for the same words.
                score: best.score.min(0.99),
                next_score,
                is_same: false,
            };
            proposals.push((at, recognised));
            if let Some(rival) = chosen.get_mut(best.at.statement) {
                // Two texts near one statement: neither has it by likeness, unless one is clearly nearer.
                *rival = match *rival {
                    None => Some((at, best.score)),
                    Some((_, score)) if best.score - score >= MARGIN => Some((at, best.score)),
                    Some((holder, score)) if score - best.score >= MARGIN => Some((holder, score)),
                    Some((_, score)) => Some((usize::MAX, score.max(best.score))),
                };
            }
        }
        let mut settled = vec![false; open.len()];
        for (at, recognised) in proposals {
            let has_it = chosen
                .get(recognised.statement)
                .is_some_and(|held| held.is_some_and(|(holder, _)| holder == at));
            if let (true, Some(text)) = (has_it, open.get(at)) {
                if let Some(slot) = assigned.get_mut(text.row) {
                    *slot = Assigned::Statement(recognised);
                }
                if let Some(free) = is_free.get_mut(recognised.statement) {
                    *free = false;
                }
                if let Some(done) = settled.get_mut(at) {
                    *done = true;
                }
            }
        }
        if !settled.contains(&true) {
            return;
        }
        let mut done = settled.into_iter();
        open.retain(|_| !done.next().unwrap_or(false));
    }
}

/// Whether a negation or reservation stands in the text and not in the wording, or the other way round; of a longer
/// wording only the part that the text runs to is asked.
fn turns(text: &Text, wording: &str) -> bool {
    let reach = text.is_cut_from(wording).then(|| text.words.split(' ').count());
    shape::may_differ_in_meaning(&text.words, wording, reach)
}

/// The texts left over become questions; where several compete, the best assignment overall is suggested first.
fn leave_in_doubt(open: Vec<Open<'_>>, is_free: &[bool], assigned: &mut [Assigned]) {
    let suggested = best_overall(&open, is_free);
    for (at, text) in open.into_iter().enumerate() {
        // A statement that stands elsewhere in its own words is meant again only by what is all but the same.
        let mut candidates: Vec<Candidate> = text
            .near
            .iter()
            .map(|(candidate, _)| *candidate)
            .filter(|near| near.score >= SURE || is_free.get(near.at.statement).copied().unwrap_or(false))
            .collect();
        // An example quotes a statement that has a row of its own.
        let is_taken = |best: &Candidate| !is_free.get(best.at.statement).copied().unwrap_or(false);
        if text.is_example && candidates.first().is_some_and(is_taken) {
            continue;
        }
        if candidates.first().is_none_or(|best| best.score < FLOOR) {
            continue;
        }
        if let Some(statement) = suggested.get(at).copied().flatten()
            && let Some(first) = candidates.iter().position(|candidate| candidate.at.statement == statement)
        {
            let first = candidates.remove(first);
            candidates.insert(0, first);
        }
        candidates.truncate(3);
        if let Some(slot) = assigned.get_mut(text.row) {
            *slot = Assigned::Unsure(candidates);
        }
    }
}

/// The assignment of texts to free statements with the greatest sum of likeness (Kuhn and Munkres). Each text also has a
/// place of its own to go to, at likeness 0, so that there are never fewer places than texts.
fn best_overall(open: &[Open<'_>], is_free: &[bool]) -> Vec<Option<usize>> {
    if open.is_empty() {
        return Vec::new();
    }
    let n_places = is_free.len() + open.len();
    let rows: Vec<Vec<i64>> = open
        .iter()
        .map(|text| {
            let mut row = vec![0_i64; n_places];
            for (candidate, _) in &text.near {
                let statement = candidate.at.statement;
                if is_free.get(statement).copied().unwrap_or(false)
                    && let Some(weight) = row.get_mut(statement)
                {
                    *weight = thousandths(candidate.score);
                }
            }
            row
        })
        .collect();
    let Ok(weights) = Matrix::from_rows(rows) else { return vec![None; open.len()] };
    let (_, places) = kuhn_munkres(&weights);
    places.into_iter().map(|place| (place < is_free.len()).then_some(place)).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "a likeness lies between 0 and 1")]
fn thousandths(score: f64) -> i64 {
    (score * 1000.0).round() as i64
}

impl Recognised {
    fn by_words(hit: &Hit) -> Self {
        Self {
            statement: hit.at.statement,
            wording: hit.wording,
            matched_by: hit.matched_by,
            score: 1.0,
            next_score: 0.0,
            is_same: hit.wording.is_none(),
        }
    }
}
