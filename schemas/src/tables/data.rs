//! The tables of `YEAR/data/`: all that was read, and what it was read with. Restricted.
//! In: nothing. Out: contracts. From these tables alone every figure can be rebuilt.

use crate::{
    answer::{Answer, Status},
    catalogue::Comparability,
    contract::{Column, Layer, Link, Table},
    finding::Severity,
};

/// What became of a file.
pub const OUTCOMES: &[&str] = &["read", "refused", "ignored"];
/// How a return is laid out.
pub const FORMS: &[&str] = &["tick_columns", "answer_column", "wide", "long", "collated"];
/// How a statement was recognised.
pub const MATCHED_BY: &[&str] = &["id", "exact", "alias", "similar", "decision"];
/// How a school was recognised.
pub const SCHOOL_MATCHED_BY: &[&str] =
    &["id", "name", "alias", "similar", "sheet_name", "file_name", "previous_id", "decision"];
/// What a return counts for.
pub const STANDINGS: &[&str] = &["standing", "part", "superseded", "undecided", "unidentified", "excluded"];
/// Why a return counts for what it does, where neither another of its school's nor a ruling says so.
pub const STANDING_REASONS: &[&str] = &["copy", "blank"];

const RETURN_ID: Column = Column::text("return_id", "The return: R- and 16 hexadecimal digits");
const SCHOOL_ID: Column = Column::text("school_id", "The school's id in the register");
const STATEMENT_ID: Column = Column::text("statement_id", "The statement's id, which never changes");
const SOURCE_FILE: Column =
    Column::text("source_file", "Path below the named folder; archive.zip/member in an archive");
const SHEET: Column =
    Column::text("sheet", "Sheet of a workbook, table of a document; empty for a text table");
const CELL: Column = Column::text("cell", "C12, or line and column, or row and cell; empty for the whole");

/// The collection that this year's run was of.
pub static COLLECTION: Table = Table {
    name: "collection",
    grain: "collection",
    layer: Layer::Data,
    key: &["year"],
    sorted_by: &["year"],
    columns: &[
        Column::number("year", "year", "The collection's year"),
        Column::date("opens_on", "The first day on which a return may be dated"),
        Column::date("due_on", "The day returns are asked for by; later ones are late").or_null(),
        Column::date("closes_on", "The last day on which a return may be dated"),
        Column::number("contract_version", "", "The version of the tables' contracts"),
    ],
    links: &[],
};

/// One row for each file found.
pub static FILES: Table = Table {
    name: "files",
    grain: "file found",
    layer: Layer::Data,
    key: &["source_file"],
    sorted_by: &["source_file"],
    columns: &[
        SOURCE_FILE,
        Column::text("sha256", "SHA-256 of its bytes, in hexadecimal"),
        Column::count("n_bytes", "bytes", "Its size"),
        Column::text("kind", "What its content is, whatever its name's ending says"),
        Column::code("outcome", OUTCOMES, "What became of it"),
        Column::text("finding_code", "The rule that says why it was refused or ignored").or_null(),
        Column::count("n_returns", "returns", "How many returns were found in it"),
    ],
    links: &[],
};

/// One row for each return found.
pub static RETURNS: Table = Table {
    name: "returns",
    grain: "return found",
    layer: Layer::Data,
    key: &["return_id"],
    sorted_by: &["return_id"],
    columns: &[
        RETURN_ID,
        SOURCE_FILE,
        SHEET,
        CELL,
        Column::text("catalogue_id", "The catalogue it is of"),
        Column::number(
            "edition",
            "year",
            "The last collection in the wording it was written in; null for today's",
        )
        .or_null(),
        Column::code("form", FORMS, "How it is laid out"),
        Column::text("school_id", "The school's id in the register; null unless it is sure").or_null(),
        Column::text("school_as_written", "What the return says of its school").or_null(),
        Column::code("school_matched_by", SCHOOL_MATCHED_BY, "How the school was recognised").or_null(),
        Column::measure("school_match_score", "0 to 1", "How well the name fits").or_null(),
        Column::date("completed_on", "The return's own date, where one can be read").or_null(),
        Column::text("completed_by", "Who filled it in; kept only where the settings ask").or_null(),
        Column::count("n_answered", "statements", "How many statements it answers"),
        Column::code("status", STANDINGS, "What it counts for"),
        Column::code(
            "status_reason",
            STANDING_REASONS,
            "Superseded as it gives the same answers as the one that stands, or excluded as nothing is filled in",
        )
        .or_null(),
        Column::text("part_of", "The return that it is a part of").or_null(),
        Column::text(
            "superseded_by",
            "The return that stands in its place, or for both where they give the same answers",
        )
        .or_null(),
    ],
    links: &[Link { column: "source_file", table: "files", to: "source_file" }],
};

/// One row for each return and statement of its catalogue. Streamed in the order of files.
pub static ANSWERS: Table = Table {
    name: "answers",
    grain: "return and statement of its catalogue",
    layer: Layer::Data,
    key: &["return_id", "statement_id"],
    sorted_by: &[],
    columns: &[
        RETURN_ID,
        STATEMENT_ID,
        Column::code("answer", &Answer::CODES, "What the mark means; null unless the status is answered")
            .or_null(),
        Column::code("status", &Status::CODES, "How the answer came to be, or why there is none"),
        Column::text("mark", "The mark as written; several are joined by a bar").or_null(),
        Column::text(
            "statement_as_written",
            "The wording that was answered; null where it is the catalogue's own",
        )
        .or_null(),
        SOURCE_FILE,
        SHEET,
        CELL,
        Column::code("matched_by", MATCHED_BY, "How the statement was recognised; null where it is missing")
            .or_null(),
        Column::measure("match_score", "0 to 1", "1 for the same words, else the likeness"),
        Column::flag("has_evidence", "Whether evidence stands beside it; n/a, as above and dashes are none"),
        Column::count("evidence_chars", "characters", "How long the evidence is"),
    ],
    links: &[],
};

/// One row for each comment written. Streamed in the order of files.
pub static COMMENTS: Table = Table {
    name: "comments",
    grain: "comment written",
    layer: Layer::Data,
    key: &["return_id", "comment_no"],
    sorted_by: &[],
    columns: &[
        RETURN_ID,
        Column::number("comment_no", "", "Its number in the return, from 1"),
        Column::text("statement_id", "The statement it stands beside, if one").or_null(),
        Column::text("text", "The comment as written"),
        SOURCE_FILE,
        SHEET,
        CELL,
    ],
    links: &[],
};

/// One row for each row of an action plan that says something. Streamed in the order of files.
pub static ACTIONS: Table = Table {
    name: "actions",
    grain: "row of an action plan",
    layer: Layer::Data,
    key: &["return_id", "row_no"],
    sorted_by: &[],
    columns: &[
        RETURN_ID,
        Column::number("row_no", "", "Its number in the plan, from 1"),
        Column::text("area", "Key area for development, as written"),
        Column::text("resources", "Resources, support or activity, as written"),
        Column::date("completed_on", "Date completed, where one can be read").or_null(),
        Column::flag("is_signed", "Whether something stands under Signed"),
    ],
    links: &[],
};

/// The statements that an action is about.
pub static ACTION_LINKS: Table = Table {
    name: "action_links",
    grain: "row of an action plan and statement it is about",
    layer: Layer::Data,
    key: &["return_id", "row_no", "statement_id"],
    sorted_by: &["return_id", "row_no", "statement_id"],
    columns: &[
        RETURN_ID,
        Column::number("row_no", "", "The action's number in the plan"),
        STATEMENT_ID,
        Column::measure("score", "0 to 1", "How surely the action is about the statement"),
    ],
    links: &[],
};

/// One row for each finding.
pub static FINDINGS: Table = Table {
    name: "findings",
    grain: "finding",
    layer: Layer::Data,
    key: &["finding_id"],
    sorted_by: &["finding_id"],
    columns: &[
        Column::text("finding_id", "F- and 16 hexadecimal digits, the same from run to run"),
        Column::text("code", "The rule it comes under"),
        Column::code("severity", &Severity::CODES, "How much it matters"),
        SOURCE_FILE,
        SHEET,
        CELL,
        Column::text("return_id", "The return it concerns").or_null(),
        Column::text("school_id", "The school it concerns, where that is sure").or_null(),
        Column::text("statement_id", "The statement it concerns").or_null(),
        Column::text("was_read", "What was read there, as written"),
        Column::text("message", "What is the matter"),
        Column::text("suggestion", "What to do; for a question, the ruling that seems right"),
        Column::flag("is_question", "Whether a person has to rule on it"),
        Column::count("n_answers_waiting", "answers", "How many answers a ruling would unlock"),
        Column::text("decision", "The ruling, where there is one").or_null(),
    ],
    links: &[],
};

/// The schools that an open question may concern: they are awaited, not chased.
pub static QUESTION_SCHOOLS: Table = Table {
    name: "question_schools",
    grain: "open question and school it may concern",
    layer: Layer::Data,
    key: &["finding_id", "school_id"],
    sorted_by: &["finding_id", "school_id"],
    columns: &[Column::text("finding_id", "The question, which has no ruling yet"), SCHOOL_ID],
    links: &[
        Link { column: "finding_id", table: "findings", to: "finding_id" },
        Link { column: "school_id", table: "schools", to: "school_id" },
    ],
};

/// The register as used.
pub static SCHOOLS: Table = Table {
    name: "schools",
    grain: "school of the register",
    layer: Layer::Data,
    key: &["school_id"],
    sorted_by: &["school_id"],
    columns: &[
        SCHOOL_ID,
        Column::text("school_name", "Its name"),
        Column::count("roll", "pupils", "Pupils on its roll").or_null(),
        Column::text("catalogue_id", "The catalogue expected of it"),
        Column::text("previous_ids", "Ids it had before, separated by spaces").or_null(),
        Column::date("opened_on", "When it opened, where the register says").or_null(),
        Column::date("closed_on", "When it closed, where the register says").or_null(),
        Column::text("successor_id", "The school that it became part of").or_null(),
    ],
    links: &[],
};

/// The groups that the settings name, from the register's columns.
pub static SCHOOL_GROUPS: Table = Table {
    name: "school_groups",
    grain: "school and column of the register that makes groups",
    layer: Layer::Data,
    key: &["school_id", "group_by"],
    sorted_by: &["school_id", "group_by"],
    columns: &[
        SCHOOL_ID,
        Column::text("group_by", "The register's column (sector, area)"),
        Column::text("group_value", "The school's value in it; (none) where the register has none"),
    ],
    links: &[Link { column: "school_id", table: "schools", to: "school_id" }],
};

/// The numbers by which schools are held to be similar.
pub static SCHOOL_NUMBERS: Table = Table {
    name: "school_numbers",
    grain: "school and number used for similarity",
    layer: Layer::Data,
    key: &["school_id", "number_by"],
    sorted_by: &["school_id", "number_by"],
    columns: &[
        SCHOOL_ID,
        Column::text("number_by", "The register's column (roll)"),
        Column::measure("number_value", "as the register has it", "The school's number in it"),
    ],
    links: &[Link { column: "school_id", table: "schools", to: "school_id" }],
};

/// The sections of the catalogues as used.
pub static SECTIONS: Table = Table {
    name: "sections",
    grain: "section of a catalogue",
    layer: Layer::Data,
    key: &["catalogue_id", "section_id"],
    sorted_by: &["catalogue_id", "position"],
    columns: &[
        Column::text("catalogue_id", "The catalogue"),
        Column::text("section_id", "The section"),
        Column::number("position", "", "Its place in the form, from 1"),
        Column::text("title", "Its heading on the form"),
        Column::text("catalogue_title", "The catalogue's title"),
        Column::flag("columns_confirmed", "Whether the authority has confirmed what the form's columns mean"),
    ],
    links: &[],
};

/// The statements of the edition as used.
pub static STATEMENTS: Table = Table {
    name: "statements",
    grain: "statement asked this year",
    layer: Layer::Data,
    key: &["catalogue_id", "statement_id"],
    sorted_by: &["catalogue_id", "position"],
    columns: &[
        Column::text("catalogue_id", "The catalogue"),
        STATEMENT_ID,
        Column::text("section_id", "Its section"),
        Column::text("theme", "Its theme"),
        Column::number("position", "", "Its place in the form, from 1"),
        Column::text("text", "Its text"),
        Column::text("short_label", "A few words for charts"),
        Column::flag("is_essential", "Whether the authority holds it essential"),
        Column::text("support", "The support that the authority offers for it"),
        Column::code("comparability", &Comparability::CODES, "How it compares with the edition before"),
        Column::text(
            "steps",
            "Each earlier wording's last year and how it compares with the next: `2023 substantive, 2025 editorial`",
        )
        .or_null(),
    ],
    links: &[],
};

/// The rulings as used.
pub static DECISIONS: Table = Table {
    name: "decisions",
    grain: "ruling",
    layer: Layer::Data,
    key: &["finding_id", "sha256"],
    sorted_by: &["finding_id", "sha256"],
    columns: &[
        Column::text("finding_id", "The question it answers"),
        Column::number("year", "year", "The collection in which the question arose"),
        SOURCE_FILE,
        Column::text("sha256", "SHA-256 of the file in which it arose"),
        Column::text("place", "Sheet and cell"),
        Column::text("was_read", "What was read there"),
        Column::text("question", "The question as it was asked"),
        Column::text("suggestion", "The suggestion as it was made"),
        Column::text("decision", "The ruling"),
        Column::text("scope", "How far it reaches"),
        Column::text("by", "Who ruled; the officer's own note").or_null(),
        Column::text("reason", "Why; the officer's own note").or_null(),
        Column::flag("is_followed", "Whether this run followed it"),
    ],
    links: &[],
};
