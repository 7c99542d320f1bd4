//! Numbered lists of other things than statements: `Pupil | Photo consent`, `Device no. | Returned?`, `Day | Present`.
//! In: a grid with the column of its numbers. Out: the words by which its rows are plainly something else. Never takes a list
//! for one where nothing says so, nor where anything around it speaks of a form.

use crate::{
    grid::{Cell, Grid},
    normalise::text,
    recognise::{
        columns::askance,
        header::header,
        headings::{self, Head},
        written::as_written,
    },
};

/// A longer heading names no kind of thing.
const MOST_WORDS: usize = 6;

/// As many rows above the first number may be empty.
const REACH: u32 = 2;

/// What the rows of a list may be.
const THINGS: &[&str] = &[
    "pupil",
    "child",
    "children",
    "learner",
    "student",
    "candidate",
    "participant",
    "player",
    "passenger",
    "guest",
    "visitor",
    "volunteer",
    "applicant",
    "staff",
    "teacher",
    "employee",
    "parent",
    "carer",
    "family",
    "families",
    "device",
    "ipad",
    "tablet",
    "laptop",
    "chromebook",
    "netbook",
    "computer",
    "pc",
    "machine",
    "phone",
    "camera",
    "headset",
    "charger",
    "printer",
    "projector",
    "asset",
    "room",
    "classroom",
    "lab",
    "door",
    "window",
    "extinguisher",
    "alarm",
    "socket",
    "locker",
    "peg",
    "seat",
    "desk",
    "bus",
    "coach",
    "minibus",
    "vehicle",
    "day",
    "date",
    "week",
    "month",
    "session",
    "lesson",
    "slip",
    "ticket",
    "badge",
    "card",
    "book",
    "box",
    "key",
    "team",
    "class",
    "household",
];

/// Those of them that a paper may name above its rows, with what stands beside them.
const OF_PAPERS: &[&str] = &[
    "staff",
    "teacher",
    "employee",
    "parent",
    "class",
    "team",
    "date",
    "day",
    "week",
    "month",
    "session",
    "lesson",
    "room",
    "household",
];

/// Words that make a heading or title a form's, whatever else it names.
const OF_FORMS: &[&str] = &[
    "statement",
    "statements",
    "question",
    "questions",
    "indicator",
    "indicators",
    "standard",
    "standards",
    "criterion",
    "criteria",
    "item",
    "partly",
    "partially",
    "place",
    "met",
    "evidence",
    "evaluation",
    "self",
    "rag",
    "safety",
    "esafety",
    "safeguarding",
    "policy",
    "policies",
    "audit",
    "survey",
    "questionnaire",
    "checklist",
    "framework",
    "review",
    "assessment",
    "practice",
    "form",
    "return",
    "response",
    "responses",
];

/// What lists ask of other things, and no form of its statements.
const ASKED: &[&str] = &[
    "consent",
    "consented",
    "permission",
    "slip",
    "returned",
    "attended",
    "attendance",
    "absent",
    "paid",
    "allergy",
    "allergies",
    "borrowed",
    "collected",
    "loaned",
];

/// What lists ask of things that their headings name, which a form may ask of statements.
const ASKED_OF_THINGS: &[&str] = &[
    "present", "charged", "working", "issued", "booked", "signed", "received", "tested", "cleaned",
    "trained", "training", "dbs", "photo", "photos", "lunch", "late", "ok", "swimming",
];

/// The heading or title by which the rows of these cells are plainly other things than statements; `marked` says which of the
/// columns behind them hold marks.
pub(super) fn others(grid: &Grid, own: &[(u32, u32)], marked: &[u32]) -> Option<String> {
    let (first, column) = *own.first()?;
    let (last, _) = *own.last()?;
    let header = header(grid, |row| row < first);
    let nearest = (first.saturating_sub(1 + REACH)..first).rev().map(|row| grid.row(row));
    let heads = nearest.into_iter().find(|cells| !cells.is_empty()).unwrap_or_default();
    // `School | Back School` right above the first number is no row of headings.
    let is_field = |cell: &Cell| header.cells.contains(&(cell.row, cell.column));
    if heads.iter().any(|cell| cell.column == column && is_field(cell)) {
        return None;
    }
    let words_at = |column: u32| heads.iter().find(|cell| cell.column == column).and_then(words_of);
    if heads.iter().filter_map(words_of).any(|words| speaks_of_form(&words)) {
        return None;
    }
    let raw_at =
        |column: u32| heads.iter().find(|cell| cell.column == column).map(|cell| as_written(&cell.value));
    // A section's title among the numbers is a form's.
    let of_rows = raw_at(column);
    let is_title = |cell: &&Cell| {
        let stands_among = cell.column == column && cell.row > first && cell.row < last;
        stands_among
            && !own.contains(&(cell.row, cell.column))
            && cell.value.as_text().is_some_and(|raw| !text::is_blank(raw))
            && Some(as_written(&cell.value)) != of_rows
    };
    if grid.cells.iter().any(|cell| is_title(&cell)) {
        return None;
    }
    let asked: Vec<(String, String)> =
        marked.iter().filter_map(|column| Some((words_at(*column)?, raw_at(*column)?))).collect();
    let named = words_at(column);
    if let Some(named) = &named {
        let asks = |(words, raw): &(String, String)| {
            raw.ends_with('?')
                || has(words, ASKED)
                || has(words, ASKED_OF_THINGS)
                || askance::asks_else(raw)
                || matches!(headings::head(raw), Some(Head::Answer(_) | Head::AnyAnswer(_)))
        };
        // `Pupils | about 200` says how many there are, `Teacher | J. MacLeod` whose paper it is.
        let is_one = |word: &str| THINGS.contains(&word) && !OF_PAPERS.contains(&word);
        let is_of_one = named.split(' ').any(is_one)
            && asked.iter().any(|(words, _)| !words.bytes().any(|byte| byte.is_ascii_digit()));
        let is_headed = is_numbering(named, true) || is_of_one || asked.iter().any(asks);
        if named.split(' ').count() <= MOST_WORDS && has(named, THINGS) {
            return is_headed.then(|| of_rows.unwrap_or_default());
        }
        if !is_numbering(named, false) {
            return None;
        }
    }
    // A school's own words about itself make it a form.
    if header.asks_school || header.school.is_some() || header.completed_by.is_some() {
        return None;
    }
    let above: Vec<String> = grid
        .cells
        .iter()
        .take_while(|cell| heads.first().map_or(cell.row < first, |head| cell.row < head.row))
        .filter_map(|cell| cell.value.as_text())
        .map(ToOwned::to_owned)
        .collect();
    if above.iter().any(|raw| speaks_of_form(&text::words(raw))) {
        return None;
    }
    let is_else = |(words, _): &&(String, String)| has(words, ASKED);
    if let Some((_, raw)) = asked.iter().find(is_else) {
        return Some(raw.clone());
    }
    let is_of_things = |raw: &&String| {
        let words = text::words(raw);
        has(&words, THINGS) || has(&words, ASKED)
    };
    above.iter().find(is_of_things).cloned()
}

fn words_of(cell: &Cell) -> Option<String> {
    cell.value.as_text().map(text::words).filter(|words| !words.is_empty())
}

/// Whether words speak of a form of statements. One of consent is none.
fn speaks_of_form(words: &str) -> bool {
    let bare = words.replace("consent form", "consent").replace("permission form", "permission");
    has(&bare, OF_FORMS)
}

/// Whether one of these words stands among others, alone or as several.
fn has(words: &str, known: &[&str]) -> bool {
    words.split(' ').any(|word| known.iter().any(|one| word == *one || word.strip_suffix('s') == Some(*one)))
}

/// Whether a heading says that numbers stand below it, of something that it names or of nothing in particular. `Number of
/// pupils` counts them.
fn is_numbering(words: &str, of_something: bool) -> bool {
    let is_number = |word: &str| matches!(word, "no" | "number" | "nr" | "id" | "tag" | "ref" | "serial");
    let mut all = words.split(' ');
    if words.starts_with("number of ") || words.starts_with("no of ") {
        return false;
    }
    if of_something { all.any(is_number) } else { all.all(is_number) }
}
