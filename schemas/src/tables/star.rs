//! The star of `bi/`: dimensions and facts over all years. No person's name, no free text from a return.
//! In: nothing. Out: contracts. Each table joins the others by one column of text.

use crate::{
    answer::{Answer, Status},
    catalogue::Comparability,
    contract::{Column, Layer, Link, Table},
};

/// What can be said of a school's return.
pub const RESPONSES: &[&str] = &["returned", "awaiting", "not_returned"];

pub(crate) const AUTHORITY_ID: Column = Column::text("authority_id", "The authority whose book this is");
pub(crate) const YEAR: Column = Column::number("year", "year", "The collection's year");
pub(crate) const CATALOGUE_ID: Column = Column::text("catalogue_id", "The catalogue");
pub(crate) const SCHOOL_KEY: Column = Column::text("school_key", "authority/year/school");
pub(crate) const SCHOOL_ID: Column = Column::text("school_id", "The school's id in the register");
pub(crate) const STATEMENT_KEY: Column = Column::text("statement_key", "authority/year/catalogue/statement");
pub(crate) const STATEMENT_ID: Column =
    Column::text("statement_id", "The statement's id, which never changes");
pub(crate) const COLLECTION_KEY: Column = Column::text("collection_key", "authority/year");
const RETURN_KEY: Column = Column::text("return_key", "authority/year/return");
const SECTION_KEY: Column = Column::text("section_key", "authority/year/catalogue/section");

pub(crate) const TO_SCHOOL: Link = Link { column: "school_key", table: "dim_school", to: "school_key" };
pub(crate) const TO_STATEMENT: Link =
    Link { column: "statement_key", table: "dim_statement", to: "statement_key" };
pub(crate) const TO_COLLECTION: Link =
    Link { column: "collection_key", table: "dim_collection", to: "collection_key" };
const TO_ANSWER: Link = Link { column: "answer_code", table: "dim_answer", to: "answer_code" };

/// The values of `answer_code`: an answer, or the reason why there is none.
pub const ANSWER_CODES: &[&str] =
    &["yes", "partly", "no", "not_applicable", "blank", "multiple", "unreadable", "missing", "not_returned"];

/// Years.
pub static DIM_COLLECTION: Table = Table {
    name: "dim_collection",
    grain: "year",
    layer: Layer::Bi,
    key: &["collection_key"],
    sorted_by: &["authority_id", "year"],
    columns: &[
        COLLECTION_KEY,
        AUTHORITY_ID,
        Column::text("authority_name", "The authority's name"),
        YEAR,
        Column::date("opens_on", "The first day on which a return may be dated"),
        Column::date("due_on", "The day returns are asked for by").or_null(),
        Column::date("closes_on", "The last day on which a return may be dated"),
    ],
    links: &[],
};

/// Schools by year, with their latest name.
pub static DIM_SCHOOL: Table = Table {
    name: "dim_school",
    grain: "year and school",
    layer: Layer::Bi,
    key: &["school_key"],
    sorted_by: &["authority_id", "year", "school_id"],
    columns: &[
        SCHOOL_KEY,
        AUTHORITY_ID,
        YEAR,
        SCHOOL_ID,
        Column::text("school_name", "Its name in the latest year it stands in"),
        Column::text("school_name_then", "Its name in that year's register"),
        Column::text("latest_school_id", "The id under which it is followed over the years"),
        Column::count("roll", "pupils", "Pupils on its roll").or_null(),
        Column::text("group_1", "Its value in the first column that makes groups").or_null(),
        Column::text("group_2", "Its value in the second").or_null(),
        Column::text("group_3", "Its value in the third").or_null(),
        Column::text("group_4", "Its value in the fourth").or_null(),
        Column::text("successor_id", "The school that it became part of").or_null(),
        Column::date("closed_on", "When it closed").or_null(),
    ],
    links: &[],
};

/// Groups of schools by year: any number of them.
pub static DIM_SCHOOL_GROUP: Table = Table {
    name: "dim_school_group",
    grain: "year, school and column that makes groups",
    layer: Layer::Bi,
    key: &["school_key", "group_by"],
    sorted_by: &["authority_id", "year", "school_key", "group_by"],
    columns: &[
        SCHOOL_KEY,
        AUTHORITY_ID,
        YEAR,
        Column::text("group_by", "The register's column; all for every school"),
        Column::text("group_value", "The school's value in it; (none) where the register has none"),
        Column::number("group_no", "", "Which of dim_school's group columns repeats it; 0 for none"),
    ],
    links: &[TO_SCHOOL],
};

/// Sections by year.
pub static DIM_SECTION: Table = Table {
    name: "dim_section",
    grain: "year and section",
    layer: Layer::Bi,
    key: &["section_key"],
    sorted_by: &["authority_id", "year", "catalogue_id", "position"],
    columns: &[
        SECTION_KEY,
        AUTHORITY_ID,
        YEAR,
        CATALOGUE_ID,
        Column::text("section_id", "The section"),
        Column::text("title", "Its heading on the form"),
        Column::text("catalogue_title", "The catalogue's title"),
        Column::number("position", "", "Its place in the form, from 1"),
        Column::flag("is_provisional", "Whether the meaning of the form's columns is not yet confirmed"),
    ],
    links: &[],
};

/// Statements by year.
pub static DIM_STATEMENT: Table = Table {
    name: "dim_statement",
    grain: "year and statement",
    layer: Layer::Bi,
    key: &["statement_key"],
    sorted_by: &["authority_id", "year", "catalogue_id", "position"],
    columns: &[
        STATEMENT_KEY,
        AUTHORITY_ID,
        YEAR,
        CATALOGUE_ID,
        STATEMENT_ID,
        SECTION_KEY,
        Column::text("section_id", "Its section"),
        Column::text("theme", "Its theme"),
        Column::text("theme_title", "Its theme in words"),
        Column::text("text", "Its text in that year's edition"),
        Column::text("short_label", "A few words for charts"),
        Column::number("position", "", "Its place in the form, from 1: sort by this"),
        Column::flag("is_essential", "Whether the authority holds it essential"),
        Column::code(
            "comparability",
            &Comparability::CODES,
            "How it compares with the latest earlier collection of the book; without one, with the edition before",
        ),
        Column::text("support", "The support that the authority offers for it"),
    ],
    links: &[Link { column: "section_key", table: "dim_section", to: "section_key" }],
};

/// Answers and the reasons why there is none.
pub static DIM_ANSWER: Table = Table {
    name: "dim_answer",
    grain: "answer, or reason why there is none",
    layer: Layer::Bi,
    key: &["answer_code"],
    sorted_by: &["position"],
    columns: &[
        Column::code("answer_code", ANSWER_CODES, "The code"),
        AUTHORITY_ID,
        Column::text("word", "The word on paper"),
        Column::number("position", "", "Its place in a list or a stack, from 1"),
        Column::text("colour", "Its colour in charts, as #RRGGBB"),
        Column::flag("is_answer", "Whether it is an answer on the scale yes, partly, no"),
        Column::flag("is_weak", "Whether it counts as not yet in place"),
    ],
    links: &[],
};

/// The answers of standing returns.
pub static FACT_ANSWER: Table = Table {
    name: "fact_answer",
    grain: "standing return and statement",
    layer: Layer::Bi,
    key: &["school_key", "statement_key"],
    sorted_by: &["authority_id", "year", "school_key", "statement_key"],
    columns: &[
        AUTHORITY_ID,
        YEAR,
        SCHOOL_KEY,
        STATEMENT_KEY,
        RETURN_KEY,
        Column::code("answer_code", ANSWER_CODES, "The answer, or the reason why there is none"),
        Column::code("answer", &Answer::CODES, "The answer; null where there is none").or_null(),
        Column::code("status", &Status::CODES, "How it came to be, or why there is none"),
        Column::measure("score", "0 to 1", "yes 1, partly 0.5 unless set, no 0; null for all else").or_null(),
        Column::flag("is_weak", "Whether it is partly or no"),
        Column::flag("has_evidence", "Whether evidence stands beside it"),
    ],
    links: &[TO_SCHOOL, TO_STATEMENT, TO_ANSWER],
};

/// What came of each form that was expected.
pub static FACT_RESPONSE: Table = Table {
    name: "fact_response",
    grain: "year, school and catalogue expected",
    layer: Layer::Bi,
    key: &["school_key", "catalogue_id"],
    sorted_by: &["authority_id", "year", "school_key", "catalogue_id"],
    columns: &[
        AUTHORITY_ID,
        YEAR,
        COLLECTION_KEY,
        SCHOOL_KEY,
        CATALOGUE_ID,
        Column::text("return_key", "The standing return").or_null(),
        Column::code("status", RESPONSES, "returned, awaiting an open question, or not returned"),
        Column::count("n_statements", "statements", "How many statements the form asks"),
        Column::count("n_answered", "statements", "How many of them have an answer"),
        Column::flag("is_complete", "Whether every statement has an answer"),
        Column::date("completed_on", "The return's own date").or_null(),
        Column::number("days_late", "days", "Days after the due day; 0 if not after it; null where unknown")
            .or_null(),
        Column::count("n_questions", "questions", "Open questions that may concern the school"),
    ],
    links: &[TO_SCHOOL, TO_COLLECTION],
};

/// What the actions of standing returns are about.
pub static FACT_ACTION: Table = Table {
    name: "fact_action",
    grain: "action and statement it is about",
    layer: Layer::Bi,
    key: &["return_key", "row_no", "statement_key"],
    sorted_by: &["authority_id", "year", "school_key", "return_key", "row_no", "statement_key"],
    columns: &[
        AUTHORITY_ID,
        YEAR,
        SCHOOL_KEY,
        STATEMENT_KEY,
        RETURN_KEY,
        Column::number("row_no", "", "The action's number in the plan"),
        Column::flag("is_done", "Whether it is dated on or before the day the collection closes, or signed"),
        Column::flag("has_date", "Whether it has a date"),
    ],
    links: &[TO_SCHOOL, TO_STATEMENT],
};
