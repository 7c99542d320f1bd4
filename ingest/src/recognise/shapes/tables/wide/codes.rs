//! Columns of comments that an export heads with the code of the statement they are on: `POL01comment`, `G1Q01[other]`,
//! `Evidence POL-01`.
//! In: such a heading, and the statements' own. Out: the statement. Never takes a code that two statements go by, nor a
//! heading that says anything else.

use schemas::catalogue::Statement;

use crate::{grid::Grid, recognise::found::Hit};

/// A longer heading says more than a code and what it asks for.
const LONGEST: usize = 60;

/// No code is longer.
const LONGEST_CODE: usize = 24;

/// What such columns are called, letters and figures alone.
const CALLED: [&str; 24] = [
    "comment",
    "comments",
    "commentary",
    "commenttext",
    "other",
    "othertext",
    "othercomment",
    "otherpleasespecify",
    "otherspecify",
    "pleasespecify",
    "specify",
    "evidence",
    "evidenceandcomments",
    "evidencecomments",
    "evidencecomment",
    "notes",
    "note",
    "details",
    "detail",
    "explanation",
    "reason",
    "remarks",
    "freetext",
    "furtherdetails",
];

/// The statement, as an index among the hits, that a heading names by its code; none where it names none or several.
pub(super) fn about(raw: &str, (hits, statements): (&[Hit], &[Statement]), grid: &Grid) -> Option<usize> {
    if raw.len() > LONGEST || !raw.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let heading = folded(raw);
    let code_of = |called: &&str| heading.strip_suffix(*called).or_else(|| heading.strip_prefix(*called));
    let named: Vec<&str> = CALLED.iter().filter_map(code_of).filter(|code| is_code(code)).collect();
    if named.is_empty() {
        return None;
    }
    let goes_by = |hit: &Hit| {
        let raw = grid.at(hit.row, hit.column).and_then(|cell| cell.value.as_text());
        let is_own_id = |statement: &Statement| named.contains(&folded(statement.id.as_str()).as_str());
        raw.is_some_and(|raw| codes(raw).any(|code| named.contains(&code.as_str())))
            || statements.get(hit.statement).is_some_and(is_own_id)
    };
    let mut own = hits.iter().enumerate().filter(|(_, hit)| goes_by(hit));
    let (at, first) = own.next()?;
    own.all(|(_, other)| other.statement == first.statement).then_some(at)
}

/// The codes that a statement's heading gives it, beside its id: all of it, what stands before its words, what stands before its brackets
/// or within them.
fn codes(raw: &str) -> impl Iterator<Item = String> {
    let raw = raw.trim();
    let whole = (raw.len() <= LONGEST_CODE).then_some(raw);
    let first = raw.split([' ', '.', ':', ')', '\n', '\t']).next();
    let before = raw.split_once('[').map(|(before, _)| before);
    let within = raw.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map(|(within, _)| within);
    let all = [whole, first, before, within].into_iter().flatten();
    all.filter(|code| code.len() <= LONGEST_CODE).map(folded).filter(|code| is_code(code))
}

/// Whether a text is a code: letters and a figure. A number alone may as well tell headings of the same words apart.
fn is_code(code: &str) -> bool {
    code.bytes().any(|byte| byte.is_ascii_digit()) && code.starts_with(char::is_alphabetic)
}

fn folded(raw: &str) -> String {
    raw.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
