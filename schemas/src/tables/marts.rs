//! The marts: tables of figures, each named by its grain.
//! In: nothing. Out: contracts. Sum only the `n_` columns, and only within one `group_by`.

use crate::{
    catalogue::Comparability,
    contract::{Column, Layer, Link, Table, join, width},
    tables::star::{
        AUTHORITY_ID, CATALOGUE_ID, RESPONSES, SCHOOL_ID, SCHOOL_KEY, STATEMENT_ID, STATEMENT_KEY, TO_SCHOOL,
        TO_STATEMENT, YEAR,
    },
};

/// What the order of weaknesses says of a statement.
pub const BANDS: &[&str] = &["clearly_weak", "not_told_apart", "clearly_strong", "not_shown"];
/// What the test of change says of a statement.
pub const VERDICTS: &[&str] = &["improved", "worsened", "no_clear_change", "not_tested", "not_comparable"];
/// The signals for a conversation.
pub const SIGNALS: &[&str] = &[
    "yes_without_evidence",
    "evidence_shared",
    "one_answer_throughout",
    "yes_to_no",
    "weak_without_action",
    "same_as_last_year",
];
/// Why a school is compared with no similar schools: the register lacks its number, or those of enough others of its
/// sector that sent the form; or too few of these answered enough of what it answered.
pub const NO_SIMILAR: &[&str] = &["number_unknown", "few_candidates", "few_answers"];
/// Why a school needs a call, the most pressing first.
pub const CALL_REASONS: &[&str] = &[
    "essential_no",
    "essential_partly",
    "essential_not_applicable",
    "essential_unanswered",
    "open_question",
    "not_returned",
    "yes_to_no",
    "many_weak",
    "weak_without_action",
];

const GROUP: &[Column] = &[
    AUTHORITY_ID,
    YEAR,
    CATALOGUE_ID,
    Column::text("group_by", "The register's column that makes the groups; all for every school"),
    Column::text("group_value", "The group; (none) for schools without a value"),
];

/// The nine counts that sum to what was expected, in schools or answers by the table's grain.
const COUNTS: &[Column] = &[
    Column::count("n_expected", "answers", "Expected: the sum of the nine counts that follow"),
    Column::count("n_yes", "answers", "Yes"),
    Column::count("n_partly", "answers", "Partly"),
    Column::count("n_no", "answers", "No"),
    Column::count("n_not_applicable", "answers", "Not applicable"),
    Column::count("n_blank", "answers", "Nothing marked"),
    Column::count("n_multiple", "answers", "More than one answer marked"),
    Column::count("n_unreadable", "answers", "Marked, but not readable for sure"),
    Column::count("n_missing", "answers", "The form that was sent has no row for it"),
    Column::count("n_not_returned", "answers", "No return stands"),
    Column::count("n_weak", "answers", "Not yet in place: partly or no"),
];

const RATES: &[Column] = &[
    Column::measure("weak_rate", "share, 0 to 1", "n_weak over yes, partly and no; null where none")
        .or_null(),
    Column::measure("severe_rate", "share, 0 to 1", "n_no over yes, partly and no; null where none")
        .or_null(),
    Column::measure(
        "bound_low",
        "share, 0 to 1",
        "Weak share of all expected less not applicable, if all unanswered were yes",
    )
    .or_null(),
    Column::measure("bound_high", "share, 0 to 1", "The same, if all unanswered were weak").or_null(),
    Column::measure("score", "0 to 1", "Points over answers: yes 1, partly 0.5 unless set, no 0").or_null(),
];

const PROVISIONAL: Column =
    Column::flag("is_provisional", "Whether the meaning of the form's columns is not yet confirmed");

const STATEMENT_PARTS: &[&[Column]] = &[
    GROUP,
    &[STATEMENT_KEY, STATEMENT_ID],
    COUNTS,
    RATES,
    &[
        Column::measure("weak_low", "share, 0 to 1", "Wilson 95 % interval of weak_rate, lower end")
            .or_null(),
        Column::measure("weak_high", "share, 0 to 1", "Wilson 95 % interval of weak_rate, upper end")
            .or_null(),
        Column::number(
            "weak_rank",
            "rank",
            "Place in the order of weaknesses, 1 the weakest; equal ones share the first of theirs",
        )
        .or_null(),
        Column::number("rank_low", "rank", "90 % interval of the place, weaker end; never beyond the place")
            .or_null(),
        Column::number(
            "rank_high",
            "rank",
            "90 % interval of the place, stronger end; never short of the place",
        )
        .or_null(),
        Column::measure("p_worst_5", "probability", "That it is among the five weakest").or_null(),
        Column::measure("p_best_5", "probability", "That it is among the five strongest").or_null(),
        Column::code("band", BANDS, "Whether it stands out from the others for sure"),
        Column::number("rank_partly_0", "rank", "Its place by score if partly counted as no").or_null(),
        Column::number("rank_partly_1", "rank", "Its place by score if partly counted as yes").or_null(),
        Column::count("n_evidence", "answers", "Of yes, partly and no: with evidence beside them"),
        Column::count("n_yes_no_evidence", "answers", "Yes without evidence"),
        Column::flag("is_essential", "Whether the authority holds it essential"),
        PROVISIONAL,
    ],
];
static STATEMENT_COLUMNS: [Column; width(STATEMENT_PARTS)] = join(STATEMENT_PARTS);

/// Statements by group: weaknesses and strengths. Counts are schools.
pub static MART_STATEMENT: Table = Table {
    name: "mart_statement",
    grain: "year, catalogue, group and statement",
    layer: Layer::Bi,
    key: &["authority_id", "year", "catalogue_id", "group_by", "group_value", "statement_id"],
    sorted_by: &["authority_id", "year", "catalogue_id", "group_by", "group_value", "statement_id"],
    columns: &STATEMENT_COLUMNS,
    links: &[TO_STATEMENT],
};

const SECTION_PARTS: &[&[Column]] = &[
    GROUP,
    &[
        Column::text("section_id", "The section"),
        Column::count("n_statements", "statements", "Statements in it"),
        Column::count("n_schools", "schools", "Schools expected"),
        Column::count("n_schools_answered", "schools", "Schools with at least one answer in it"),
    ],
    COUNTS,
    RATES,
    &[PROVISIONAL],
];
static SECTION_COLUMNS: [Column; width(SECTION_PARTS)] = join(SECTION_PARTS);

/// Sections by group. Counts are answers.
pub static MART_SECTION: Table = Table {
    name: "mart_section",
    grain: "year, catalogue, group and section",
    layer: Layer::Bi,
    key: &["authority_id", "year", "catalogue_id", "group_by", "group_value", "section_id"],
    sorted_by: &["authority_id", "year", "catalogue_id", "group_by", "group_value", "section_id"],
    columns: &SECTION_COLUMNS,
    links: &[],
};

const THEME_PARTS: &[&[Column]] = &[
    GROUP,
    &[
        Column::text("theme", "The theme; never pooled over catalogues"),
        Column::count("n_statements", "statements", "Statements on it"),
        Column::count("n_schools", "schools", "Schools expected"),
        Column::count("n_schools_answered", "schools", "Schools with at least one answer on it"),
    ],
    COUNTS,
    RATES,
    &[PROVISIONAL],
];
static THEME_COLUMNS: [Column; width(THEME_PARTS)] = join(THEME_PARTS);

/// Themes by group. Counts are answers.
pub static MART_THEME: Table = Table {
    name: "mart_theme",
    grain: "year, catalogue, group and theme",
    layer: Layer::Bi,
    key: &["authority_id", "year", "catalogue_id", "group_by", "group_value", "theme"],
    sorted_by: &["authority_id", "year", "catalogue_id", "group_by", "group_value", "theme"],
    columns: &THEME_COLUMNS,
    links: &[],
};

const SCHOOL_PARTS: &[&[Column]] = &[
    &[AUTHORITY_ID, YEAR, CATALOGUE_ID, SCHOOL_KEY, SCHOOL_ID],
    &[Column::code("status", RESPONSES, "returned, awaiting an open question, or not returned")],
    COUNTS,
    &[
        Column::measure("score", "0 to 1", "Points over its answers; null below two thirds answered")
            .or_null(),
        Column::measure("answered_rate", "share, 0 to 1", "Answered (not applicable too) over expected")
            .or_null(),
        Column::count(
            "n_essential_weak",
            "answers",
            "Essential statements not yet in place or not applicable",
        ),
        Column::measure(
            "others_median_yes",
            "answers",
            "Its number of yes less its distance: where all answered all, the other schools' median",
        )
        .or_null(),
        Column::measure(
            "distance",
            "answers",
            "Median over the other schools of: its yes less theirs, on what both answered; may be a half",
        )
        .or_null(),
        Column::count("n_others", "schools", "Other schools compared with"),
        Column::measure("similar_median_yes", "answers", "As others_median_yes, over similar schools")
            .or_null(),
        Column::measure("similar_distance", "answers", "As distance, over similar schools").or_null(),
        Column::count("n_similar", "schools", "Similar schools compared with"),
        Column::code(
            "no_similar",
            NO_SIMILAR,
            "Why it is compared with none; null where it is, or sent nothing",
        )
        .or_null(),
        PROVISIONAL,
    ],
];
static SCHOOL_COLUMNS: [Column; width(SCHOOL_PARTS)] = join(SCHOOL_PARTS);

/// Schools. Counts are answers.
pub static MART_SCHOOL: Table = Table {
    name: "mart_school",
    grain: "year, catalogue and school",
    layer: Layer::Bi,
    key: &["school_key", "catalogue_id"],
    sorted_by: &["authority_id", "year", "catalogue_id", "school_id"],
    columns: &SCHOOL_COLUMNS,
    links: &[TO_SCHOOL],
};

const SCHOOL_SECTION_PARTS: &[&[Column]] = &[
    &[AUTHORITY_ID, YEAR, CATALOGUE_ID, SCHOOL_KEY, SCHOOL_ID, Column::text("section_id", "The section")],
    COUNTS,
    &[
        Column::measure("score", "0 to 1", "Points over its answers; null below two thirds answered")
            .or_null(),
        Column::measure(
            "others_score",
            "0 to 1",
            "Points over answers of the other schools; null below five that answered any of it",
        )
        .or_null(),
        Column::measure("similar_score", "0 to 1", "The same of similar schools").or_null(),
        PROVISIONAL,
    ],
];
static SCHOOL_SECTION_COLUMNS: [Column; width(SCHOOL_SECTION_PARTS)] = join(SCHOOL_SECTION_PARTS);

/// Schools by section. Counts are answers.
pub static MART_SCHOOL_SECTION: Table = Table {
    name: "mart_school_section",
    grain: "year, catalogue, school and section",
    layer: Layer::Bi,
    key: &["school_key", "catalogue_id", "section_id"],
    sorted_by: &["authority_id", "year", "catalogue_id", "school_id", "section_id"],
    columns: &SCHOOL_SECTION_COLUMNS,
    links: &[TO_SCHOOL],
};

const BASE_YEAR: Column = Column::number("base_year", "year", "The earlier collection compared with");

const CHANGE_PARTS: &[&[Column]] = &[
    GROUP,
    &[
        BASE_YEAR,
        STATEMENT_KEY,
        STATEMENT_ID,
        Column::code("comparability", &Comparability::CODES, "How its wording compares with the base year's"),
        Column::count("n_pairs", "schools", "Schools that answered it in both years"),
        Column::count("n_improved", "schools", "Better by any step"),
        Column::count("n_worsened", "schools", "Worse by any step"),
        Column::count("n_same", "schools", "The same"),
        Column::count("n_weak_before", "schools", "Of the pairs: weak in the base year"),
        Column::count("n_weak_now", "schools", "Of the pairs: weak now"),
        Column::measure("p_value", "probability", "Mid-p sign test of improved against worsened").or_null(),
        Column::measure("q_value", "probability", "The same after Benjamini-Hochberg within the catalogue")
            .or_null(),
        Column::code("verdict", VERDICTS, "What the test says"),
        PROVISIONAL,
    ],
];
static CHANGE_COLUMNS: [Column; width(CHANGE_PARTS)] = join(CHANGE_PARTS);

/// Change since the latest earlier collection: the same schools, comparable statements. Counts are schools.
pub static MART_CHANGE: Table = Table {
    name: "mart_change",
    grain: "year, base year, catalogue, group and statement",
    layer: Layer::Bi,
    key: &["authority_id", "year", "base_year", "catalogue_id", "group_by", "group_value", "statement_id"],
    sorted_by: &[
        "authority_id",
        "year",
        "catalogue_id",
        "group_by",
        "group_value",
        "statement_id",
        "base_year",
    ],
    columns: &CHANGE_COLUMNS,
    links: &[TO_STATEMENT],
};

/// Change by school. Counts are statements.
pub static MART_SCHOOL_CHANGE: Table = Table {
    name: "mart_school_change",
    grain: "year, base year, catalogue and school",
    layer: Layer::Bi,
    key: &["school_key", "base_year", "catalogue_id"],
    sorted_by: &["authority_id", "year", "catalogue_id", "school_id", "base_year"],
    columns: &[
        AUTHORITY_ID,
        YEAR,
        BASE_YEAR,
        CATALOGUE_ID,
        SCHOOL_KEY,
        SCHOOL_ID,
        Column::text("base_school_id", "Its id in the base year"),
        Column::count("n_compared", "statements", "Comparable statements answered in both years"),
        Column::count("n_improved", "statements", "Better by any step"),
        Column::count("n_worsened", "statements", "Worse by any step"),
        Column::count("n_same", "statements", "The same"),
        Column::count("n_yes_before", "statements", "Of the compared: yes in the base year"),
        Column::count("n_yes_now", "statements", "Of the compared: yes now"),
        Column::count("n_actions_before", "actions", "Linked actions of the base year"),
        Column::count("n_actions_met", "actions", "Of those: the statement is yes now"),
    ],
    links: &[TO_SCHOOL],
};

/// Pairs of statements that are weak together. Counts are schools.
pub static MART_PAIR: Table = Table {
    name: "mart_pair",
    grain: "year, catalogue and pair of statements",
    layer: Layer::Bi,
    key: &["authority_id", "year", "catalogue_id", "statement_a", "statement_b"],
    sorted_by: &["authority_id", "year", "catalogue_id", "statement_a", "statement_b"],
    columns: &[
        AUTHORITY_ID,
        YEAR,
        CATALOGUE_ID,
        Column::text("statement_a", "The first statement"),
        Column::text("statement_b", "The second statement"),
        Column::count("n_schools", "schools", "Schools that answered both"),
        Column::count("n_both", "schools", "Weak in both"),
        Column::count("n_a_only", "schools", "Weak in the first alone"),
        Column::count("n_b_only", "schools", "Weak in the second alone"),
        Column::count("n_neither", "schools", "Weak in neither"),
        Column::measure("odds_ratio", "ratio", "Mantel-Haenszel, over classes of schools alike all round")
            .or_null(),
        Column::measure("odds_low", "ratio", "Its 95 % interval, lower end").or_null(),
        Column::measure("odds_high", "ratio", "Its 95 % interval, upper end").or_null(),
        Column::measure("p_value", "probability", "Mantel-Haenszel test").or_null(),
        Column::measure("q_value", "probability", "The same after Benjamini-Hochberg within the catalogue")
            .or_null(),
        Column::flag(
            "is_linked",
            "Whether the two are weak together beyond what the schools' level explains",
        ),
    ],
    links: &[],
};

const RESPONSE_PARTS: &[&[Column]] = &[
    GROUP,
    &[
        Column::count("n_expected", "schools", "Schools expected"),
        Column::count("n_returned", "schools", "With a standing return"),
        Column::count("n_awaiting", "schools", "With an open question that may concern them"),
        Column::count("n_not_returned", "schools", "With nothing"),
        Column::count("n_complete", "schools", "Returned, every statement answered"),
        Column::count("n_late", "schools", "Returned after the due day"),
        Column::measure("returned_rate", "share, 0 to 1", "n_returned over n_expected").or_null(),
    ],
];
static RESPONSE_COLUMNS: [Column; width(RESPONSE_PARTS)] = join(RESPONSE_PARTS);

/// Response by group. Counts are schools.
pub static MART_RESPONSE: Table = Table {
    name: "mart_response",
    grain: "year, catalogue and group",
    layer: Layer::Bi,
    key: &["authority_id", "year", "catalogue_id", "group_by", "group_value"],
    sorted_by: &["authority_id", "year", "catalogue_id", "group_by", "group_value"],
    columns: &RESPONSE_COLUMNS,
    links: &[],
};

const ACTION_PARTS: &[&[Column]] = &[
    GROUP,
    &[
        STATEMENT_KEY,
        STATEMENT_ID,
        Column::count("n_weak", "schools", "Schools in which it is not yet in place"),
        Column::count(
            "n_with_action",
            "schools",
            "Of those: with an action about it; null where no return of the catalogue has an action plan",
        )
        .or_null(),
        Column::count("n_without_action", "schools", "Of those: without one; null likewise").or_null(),
        Column::count("n_actions", "actions", "Actions about it, whatever the answer"),
        Column::count("n_done", "actions", "Of those: done"),
    ],
];
static ACTION_COLUMNS: [Column; width(ACTION_PARTS)] = join(ACTION_PARTS);

/// Weak statements with and without an action. Counts are schools.
pub static MART_ACTION: Table = Table {
    name: "mart_action",
    grain: "year, catalogue, group and statement",
    layer: Layer::Bi,
    key: &["authority_id", "year", "catalogue_id", "group_by", "group_value", "statement_id"],
    sorted_by: &["authority_id", "year", "catalogue_id", "group_by", "group_value", "statement_id"],
    columns: &ACTION_COLUMNS,
    links: &[TO_STATEMENT],
};

/// Each school's weak statements, with the actions about them.
pub static MART_SCHOOL_ACTION: Table = Table {
    name: "mart_school_action",
    grain: "year, catalogue, school and statement not yet in place that an action is about",
    layer: Layer::Bi,
    key: &["school_key", "statement_key"],
    sorted_by: &["authority_id", "year", "catalogue_id", "school_id", "statement_id"],
    columns: &[
        AUTHORITY_ID,
        YEAR,
        CATALOGUE_ID,
        SCHOOL_KEY,
        SCHOOL_ID,
        STATEMENT_KEY,
        STATEMENT_ID,
        Column::text("answer", "partly or no"),
        Column::count("n_actions", "actions", "Its actions about the statement, at least 1"),
    ],
    links: &[TO_SCHOOL, TO_STATEMENT],
};

/// The schools that a school is compared with: of each catalogue those that sent it too.
pub static MART_SIMILAR: Table = Table {
    name: "mart_similar",
    grain: "year, catalogue, school and similar school",
    layer: Layer::Bi,
    key: &["school_key", "catalogue_id", "similar_school_key"],
    sorted_by: &["authority_id", "year", "catalogue_id", "school_id", "position"],
    columns: &[
        AUTHORITY_ID,
        YEAR,
        CATALOGUE_ID,
        SCHOOL_KEY,
        SCHOOL_ID,
        Column::text("similar_school_key", "The similar school"),
        Column::number("position", "", "1 for the nearest"),
        Column::measure(
            "apart",
            "share of the range",
            "Distance over the columns that similar_on names, each scaled by its range",
        ),
    ],
    links: &[TO_SCHOOL, Link { column: "similar_school_key", table: "dim_school", to: "school_key" }],
};

/// What is shown and what is not, and why.
pub static MART_GATE: Table = Table {
    name: "mart_gate",
    grain: "year, catalogue, group and analysis",
    layer: Layer::Bi,
    key: &["authority_id", "year", "catalogue_id", "group_by", "group_value", "analysis"],
    sorted_by: &["authority_id", "year", "catalogue_id", "group_by", "group_value", "analysis"],
    columns: &[
        AUTHORITY_ID,
        YEAR,
        CATALOGUE_ID,
        Column::text("group_by", "The register's column that makes the groups; all for every school"),
        Column::text("group_value", "The group"),
        Column::text("analysis", "The analysis"),
        Column::flag("is_shown", "Whether there was enough for it"),
        Column::count("n_has", "see counted", "How many there are"),
        Column::count("n_needed", "see counted", "How many it needs"),
        Column::text("counted", "What is counted (schools, pairs, candidates)"),
        Column::text("reason", "The sentence that stands in its place; empty where it is shown"),
    ],
    links: &[],
};

/// Signals for a conversation: the officer's.
pub static MART_SIGNAL: Table = Table {
    name: "mart_signal",
    grain: "year, catalogue, school, signal and statement",
    layer: Layer::Officer,
    key: &["school_key", "catalogue_id", "signal", "statement_id"],
    sorted_by: &["authority_id", "year", "catalogue_id", "school_id", "signal", "statement_id"],
    columns: &[
        AUTHORITY_ID,
        YEAR,
        CATALOGUE_ID,
        SCHOOL_KEY,
        SCHOOL_ID,
        Column::code("signal", SIGNALS, "The signal"),
        Column::text("statement_id", "The statement behind it; (all) where it is the whole return"),
        Column::text("other_school_id", "The other school, where evidence is shared").or_null(),
        Column::text("detail", "What was seen, in a few words; no text from the return"),
    ],
    links: &[TO_SCHOOL],
};

/// Who needs a call, and why: the officer's.
pub static MART_CALL: Table = Table {
    name: "mart_call",
    grain: "year, catalogue, school, reason and statement",
    layer: Layer::Officer,
    key: &["school_key", "catalogue_id", "reason", "statement_id"],
    sorted_by: &["authority_id", "year", "position", "reason_no", "statement_id"],
    columns: &[
        AUTHORITY_ID,
        YEAR,
        CATALOGUE_ID,
        SCHOOL_KEY,
        SCHOOL_ID,
        Column::number("position", "", "The school's place in the list, 1 first to call"),
        Column::number("reason_no", "", "The reason's weight, 1 the most pressing"),
        Column::code("reason", CALL_REASONS, "Why"),
        Column::text("statement_id", "The statement behind it; (all) where it is the whole return"),
        Column::text("detail", "What was seen, in a few words"),
    ],
    links: &[TO_SCHOOL],
};

/// The wordings that were answered, other than the catalogue's own.
pub static MART_WORDING: Table = Table {
    name: "mart_wording",
    grain: "year, catalogue, statement and wording",
    layer: Layer::Officer,
    key: &["authority_id", "year", "catalogue_id", "statement_id", "wording"],
    sorted_by: &["authority_id", "year", "catalogue_id", "statement_id", "wording"],
    columns: &[
        AUTHORITY_ID,
        YEAR,
        CATALOGUE_ID,
        STATEMENT_ID,
        Column::text("wording", "The wording as it stands in the returns"),
        Column::text("matched_by", "How it was recognised"),
        Column::measure("match_score", "0 to 1", "Its likeness to the catalogue's"),
        Column::code(
            "comparability",
            &Comparability::CODES,
            "How its meaning compares with this year's; null where the catalogue does not know the wording",
        )
        .or_null(),
        Column::count("n_returns", "returns", "Standing returns in this wording"),
        Column::flag("is_shared", "Whether three schools or more sent it, each for itself"),
    ],
    links: &[],
};
