//! What the headings of a school's own plan ask for: `Priority`, `Key actions`, `By whom`, `Erbyn pryd`.
//! In: the text of one heading. Out: which part of an action it is over. Never says that a row is a plan's headings: that
//! takes several of them, or a title.

use std::cell::RefCell;

use crate::normalise::{
    memo::{Memo, remembered},
    text,
};

/// A longer text is no heading.
const LONGEST: usize = 60;
/// More words are a sentence.
const MOST_WORDS: usize = 9;

/// What a heading of a plan asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What is to be better.
    Area,
    /// What will be done.
    Action,
    /// What it takes.
    Resources,
    /// Who does it.
    Who,
    /// By when.
    When,
    /// How far it is, how it shows that it is done.
    Course,
}

/// What a heading asks for in words that plans have as a rule, and tables of other things have not.
pub(super) fn known(raw: &str) -> Option<Part> {
    thread_local!(static KNOWN: Memo<Option<Part>> = const { RefCell::new(Vec::new()) });
    let made_out = |raw: &str| pieces(raw).find_map(|piece| by_phrase(&text::words(piece)));
    if raw.len() > LONGEST { None } else { remembered(&KNOWN, 0, raw, made_out) }
}

/// What a heading below a plan's title asks for, by any word in it.
pub(super) fn below_title(raw: &str) -> Option<Part> {
    if raw.len() > LONGEST + 30 || raw.trim_end().ends_with(['.', '!']) {
        return None;
    }
    pieces(raw).find_map(|piece| {
        let words = text::words(piece);
        // `We will buy iPads` is what somebody wrote.
        let is_said = ["we ", "our ", "i "].iter().any(|opening| words.starts_with(opening));
        if is_said || words.split(' ').count() > MOST_WORDS {
            return None;
        }
        by_phrase(&words).or_else(|| by_word(&words))
    })
}

/// The heading, and each of the languages that it is given in: `Raon / Area`.
pub(super) fn pieces(raw: &str) -> impl Iterator<Item = &str> {
    let parts = raw.split(['/', '|', '\n', '(', ')', '\u{2013}']).map(text::trim);
    std::iter::once(raw).chain(parts.filter(move |part| !part.is_empty() && part.len() < raw.len()))
}

fn by_phrase(words: &str) -> Option<Part> {
    Some(match words {
        "area"
        | "areas"
        | "priority"
        | "priorities"
        | "target"
        | "targets"
        | "focus"
        | "issue"
        | "issues"
        | "objective"
        | "objectives"
        | "aim"
        | "identified need"
        | "need"
        | "development area"
        | "development point"
        | "area for development"
        | "areas for development"
        | "area for improvement"
        | "areas for improvement"
        | "key area for development"
        | "key areas for development"
        | "what"
        | "what do we need to do"
        | "what needs to be done"
        | "what do we want to achieve"
        | "improvement"
        | "gap"
        | "area of focus" => Part::Area,
        "action"
        | "actions"
        | "action required"
        | "actions required"
        | "action needed"
        | "actions needed"
        | "action points"
        | "action point"
        | "action to be taken"
        | "actions to be taken"
        | "steps"
        | "steps to take"
        | "steps to be taken"
        | "how"
        | "how will we do it"
        | "how will we do this"
        | "what will we do"
        | "task"
        | "tasks"
        | "strategy"
        | "strategies"
        | "next steps"
        | "activity" => Part::Action,
        "support required" | "support needed" | "resources" | "resources required" => Part::Resources,
        "by whom" | "who" | "lead" | "led by" | "responsible" | "responsibility" | "person responsible"
        | "owner" | "lead person" | "who will do it" | "who is responsible" | "staff responsible" => {
            Part::Who
        }
        "by when"
        | "when"
        | "timescale"
        | "timescales"
        | "deadline"
        | "target date"
        | "due"
        | "due date"
        | "completion date"
        | "date"
        | "review date"
        | "date for completion"
        | "by"
        | "timeline"
        | "date completed" => Part::When,
        _ => return None,
    })
}

/// By the first word that says it, in English, Gaelic or Welsh.
fn by_word(words: &str) -> Option<Part> {
    let is_any = |of: &[&str]| words.split(' ').any(|word| of.contains(&word));
    [
        (&COURSE[..], Part::Course),
        (&WHEN, Part::When),
        (&WHO, Part::Who),
        (&RESOURCES, Part::Resources),
        (&ACTION, Part::Action),
        (&AREA, Part::Area),
    ]
    .into_iter()
    .find_map(|(of, part)| is_any(of).then_some(part))
}

const COURSE: [&str; 26] = [
    "status",
    "rag",
    "done",
    "progress",
    "impact",
    "evidence",
    "success",
    "criteria",
    "outcome",
    "outcomes",
    "measure",
    "measures",
    "measurable",
    "achievable",
    "attainable",
    "realistic",
    "relevant",
    "complete",
    "completed",
    "monitoring",
    "evaluation",
    "notes",
    "comments",
    "inbhe",
    "statws",
    "cynnydd",
];

const WHEN: [&str; 20] = [
    "when",
    "date",
    "dates",
    "deadline",
    "timescale",
    "timescales",
    "timeframe",
    "timeline",
    "timing",
    "timed",
    "time",
    "due",
    "term",
    "review",
    "cuin",
    "ceann",
    "pryd",
    "dyddiad",
    "amserlen",
    "clar",
];

const WHO: [&str; 17] = [
    "who",
    "whom",
    "lead",
    "leads",
    "led",
    "leader",
    "owner",
    "owners",
    "responsible",
    "responsibility",
    "person",
    "personnel",
    "staff",
    "co",
    "ainm",
    "pwy",
    "cyfrifoldeb",
];

const RESOURCES: [&str; 13] = [
    "resource",
    "resources",
    "resourcing",
    "support",
    "cost",
    "costs",
    "costing",
    "budget",
    "funding",
    "training",
    "goireasan",
    "taic",
    "adnoddau",
];

const ACTION: [&str; 22] = [
    "action",
    "actions",
    "step",
    "steps",
    "task",
    "tasks",
    "activity",
    "activities",
    "strategy",
    "strategies",
    "intervention",
    "interventions",
    "implementation",
    "how",
    "do",
    "gniomh",
    "gniomhan",
    "ceumannan",
    "cam",
    "camau",
    "gweithred",
    "gweithredu",
];

const AREA: [&str; 36] = [
    "area",
    "areas",
    "issue",
    "issues",
    "priority",
    "priorities",
    "target",
    "targets",
    "objective",
    "objectives",
    "goal",
    "goals",
    "aim",
    "aims",
    "focus",
    "need",
    "needs",
    "what",
    "gap",
    "gaps",
    "improvement",
    "development",
    "statement",
    "statements",
    "standard",
    "theme",
    "specific",
    "intent",
    "recommendation",
    "raon",
    "prìomhachas",
    "priomhachas",
    "amas",
    "targaid",
    "maes",
    "blaenoriaeth",
];
