//! What a column's heading says of the column.
//! In: the text of one cell. Out: what such a heading means wherever it stands. Never looks at the cells below
//! it; which of several headings holds is for [`super::columns`].

mod gist;

use std::cell::RefCell;

use schemas::answer::Answer;

use crate::normalise::{
    marks::is_welsh_no,
    memo::{Memo, remembered},
    text,
};

/// What a heading says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Head {
    /// A mark below means this answer.
    Answer(Answer),
    /// The answer stands below as a word; the number says how surely such a heading is the answer's (3 the most).
    AnyAnswer(u8),
    /// Evidence and comments.
    Comment,
    /// The statements' own column.
    Statement,
    /// The statements' ids.
    StatementId,
    /// Numbering.
    Number,
    /// The school's name.
    School,
    /// The school's id.
    SchoolId,
    /// A person: name, address, role.
    Person,
    /// When the form was filled in.
    Date,
    /// Something else that is known: what stands below is kept as a comment.
    Further,
}

/// What a heading means; none where the text is no heading that is known.
pub(crate) fn head(raw: &str) -> Option<Head> {
    // The form's own headings, as most returns leave them.
    match raw {
        "Yes" => return Some(Head::Answer(Answer::Yes)),
        "Partly" => return Some(Head::Answer(Answer::Partly)),
        "No" => return Some(Head::Answer(Answer::No)),
        "Evidence and Comments" => return Some(Head::Comment),
        _ => {}
    }
    thread_local!(static HEADS: Memo<Option<Head>> = const { RefCell::new(Vec::new()) });
    if raw.len() > 160 { None } else { remembered(&HEADS, 0, raw, made_out) }
}

fn made_out(raw: &str) -> Option<Head> {
    if let Some(head) = by_sign(text::trim(raw)) {
        return Some(head);
    }
    if is_welsh_no(text::trim(raw)) {
        return Some(Head::Answer(Answer::No));
    }
    let words = text::words(raw);
    if words.is_empty() || words.len() > 120 {
        return None;
    }
    // A share is worked out, and no answer; unless the heading says what each share means.
    if raw.contains('%') && !(raw.contains('=') && gist::lists_answers(&words)) {
        return Some(Head::Further);
    }
    if gist::lists_answers(&words) {
        return Some(Head::AnyAnswer(3));
    }
    by_words(&words)
        .or_else(|| without_time(&words).and_then(|words| by_words(&words)))
        .or_else(|| by_first_part(raw))
        .or_else(|| asked_for(&words))
        .or_else(|| gist::by_gist(raw, &words))
}

/// `Please select your school`, `Enter the date`: what a form asks to be told.
fn asked_for(words: &str) -> Option<Head> {
    let bare = words.strip_prefix("please ").unwrap_or(words);
    let asked = ["select ", "choose ", "enter ", "state ", "give ", "pick ", "type ", "confirm "]
        .iter()
        .find_map(|verb| bare.strip_prefix(verb))?;
    let field = |words: &str| {
        by_words(words)
            .filter(|head| matches!(head, Head::School | Head::SchoolId | Head::Date | Head::Person))
    };
    field(asked).or_else(|| field(asked.strip_prefix("the ").or(asked.strip_prefix("your "))?))
}

/// Whether a text is a heading word for word, but for what stands in brackets behind it: `Evidence (please give dates)`. A
/// heading that is known by a word in it may as well be what somebody wrote: `Evidence in folder`.
pub(crate) fn is_known_heading(raw: &str) -> bool {
    let bare = raw.split(['(', '[', '*', '\n']).next().unwrap_or(raw);
    by_words(&text::words(bare)).is_some()
}

/// Headings that are a sign and no word.
fn by_sign(trimmed: &str) -> Option<Head> {
    Some(match trimmed {
        "#" | "№" | "No." | "no." | "Nr" | "Nr." | "No:" => Head::Number,
        "✓" | "✔" | "☑" | "✅" => Head::Answer(Answer::Yes),
        "✗" | "✘" | "❌" | "☒" => Head::Answer(Answer::No),
        _ => return None,
    })
}

/// The answer that a heading's words name.
pub(crate) fn answer_words(words: &str) -> Option<Answer> {
    Some(match words {
        "yes" | "y" | "met" | "fully met" | "in place" | "fully in place" | "fully" | "full" | "achieved"
        | "fully achieved" | "green" | "g" | "complete" | "completed" | "established"
        | "fully established" | "embedded" | "fully embedded" | "always" | "compliant"
        | "fully compliant" | "implemented" | "fully implemented" | "true" | "tha" | "ydy" | "oes"
        | "yes fully" | "yes in place" | "already in place" | "standard met" | "this is in place"
        | "yes fully in place" | "yes met" => Answer::Yes,
        "partly"
        | "p"
        | "part"
        | "partial"
        | "partially"
        | "partially met"
        | "partly met"
        | "part met"
        | "partly in place"
        | "partially in place"
        | "part in place"
        | "in part"
        | "to some extent"
        | "amber"
        | "a"
        | "yellow"
        | "partially achieved"
        | "partly achieved"
        | "in progress"
        | "developing"
        | "sometimes"
        | "partially compliant"
        | "partly compliant"
        | "partially implemented"
        | "partly implemented"
        | "working towards"
        | "in development"
        | "being developed"
        | "under development"
        | "gu ire"
        | "ann am pairt"
        | "rhannol"
        | "yes partly"
        | "somewhat"
        | "partially complete"
        | "partly complete"
        | "partially established"
        | "partly established"
        | "some of the time"
        | "partially embedded"
        | "partly embedded"
        | "standard partly met"
        | "standard partially met"
        | "this is partly in place" => Answer::Partly,
        "no"
        | "n"
        | "not met"
        | "not in place"
        | "not yet in place"
        | "not yet"
        | "not"
        | "not at all"
        | "not achieved"
        | "not yet achieved"
        | "red"
        | "r"
        | "not started"
        | "not yet started"
        | "never"
        | "non compliant"
        | "noncompliant"
        | "not compliant"
        | "not implemented"
        | "false"
        | "chan eil"
        | "nac oes"
        | "not established"
        | "unmet"
        | "not yet met"
        | "not complete"
        | "not completed"
        | "not embedded"
        | "standard not met"
        | "this is not in place"
        | "no not in place" => Answer::No,
        "n a" | "na" | "not applicable" | "not relevant" | "does not apply" | "n a not applicable" => {
            Answer::NotApplicable
        }
        _ => return None,
    })
}

/// What exactly these words mean over a column.
#[expect(clippy::too_many_lines, reason = "a list of words; there is nothing to follow")]
fn by_words(words: &str) -> Option<Head> {
    if let Some(answer) = answer_words(words) {
        return Some(Head::Answer(answer));
    }
    Some(match words {
        "response" | "responses" | "answer" | "answers" | "your answer" | "your response"
        | "school response" | "schools response" | "school answer" | "judgement" | "judgment"
        | "our judgement" | "your judgement" | "self assessment" | "self evaluation" | "assessment"
        | "evaluation" | "reply" | "ateb" | "ymateb" | "responce" | "reponse" | "anser" | "asnwer"
        | "outcome" | "select" | "please select" | "freagairt" | "is this in place" | "is it in place"
        | "answer here" | "result" => Head::AnyAnswer(3),
        "where are we now"
        | "where are we"
        | "where are we at"
        | "our view"
        | "our position"
        | "do we do this"
        | "do we have this"
        | "have we got this"
        | "school view"
        | "schools view"
        | "school judgement"
        | "school self assessment"
        | "school self evaluation"
        | "our self assessment"
        | "our assessment"
        | "rating"
        | "score"
        | "level"
        | "grade"
        | "status"
        | "our rating"
        | "current status"
        | "position"
        | "compliance"
        | "mark"
        | "value"
        | "how well"
        | "to what extent"
        | "extent" => Head::AnyAnswer(2),
        "rag" | "rag rating" | "rag status" | "r a g" | "red amber green" | "progress"
        | "current position" => Head::AnyAnswer(1),
        "evidence"
        | "comments"
        | "comment"
        | "notes"
        | "note"
        | "evidence and comments"
        | "evidence comments"
        | "comments and evidence"
        | "comments evidence"
        | "evidence or comments"
        | "remarks"
        | "remark"
        | "details"
        | "detail"
        | "further information"
        | "further details"
        | "further detail"
        | "supporting evidence"
        | "supporting information"
        | "supporting comments"
        | "examples"
        | "example"
        | "narrative"
        | "explanation"
        | "justification"
        | "additional comments"
        | "additional information"
        | "other comments"
        | "observations"
        | "fianais"
        | "beachdan"
        | "fianais agus beachdan"
        | "feedback"
        | "free text" => Head::Comment,
        "statement"
        | "statements"
        | "question"
        | "questions"
        | "standard"
        | "standards"
        | "criteria"
        | "criterion"
        | "indicator"
        | "indicators"
        | "area"
        | "item text"
        | "statement text"
        | "description"
        | "aspect"
        | "expectation"
        | "requirement"
        | "self evaluation statement"
        | "question text"
        | "row labels" => Head::Statement,
        "statement id"
        | "statement code"
        | "question id"
        | "item id"
        | "statementid"
        | "statement ref"
        | "statement reference"
        | "question code" => Head::StatementId,
        "ref" | "reference" | "ref no" | "number" | "num" | "item" | "item no" | "item number"
        | "statement no" | "statement number" | "question no" | "question number" | "q" | "q no" | "qu"
        | "nr" | "row" | "row no" | "id" | "code" | "s no" | "sr no" | "serial" | "line" | "index" => {
            Head::Number
        }
        "school"
        | "school name"
        | "name of school"
        | "name of the school"
        | "schools name"
        | "schoolname"
        | "establishment"
        | "establishment name"
        | "establishmentname"
        | "name of establishment"
        | "sgoil"
        | "ainm na sgoile"
        | "ysgol"
        | "enwr ysgol"
        | "enw yr ysgol"
        | "enw ysgol"
        | "name of organisation"
        | "completed on behalf of"
        | "on behalf of"
        | "school and headteacher"
        | "school and head teacher"
        | "your school"
        | "organisation"
        | "organisation name"
        | "setting"
        | "setting name"
        | "name of setting"
        | "academy"
        | "academy name"
        | "name of your school"
        | "school or setting"
        | "school academy"
        | "school name and town"
        | "provision" => Head::School,
        "school id"
        | "schoolid"
        | "urn"
        | "school urn"
        | "seed"
        | "seed code"
        | "seed number"
        | "seed no"
        | "school code"
        | "school number"
        | "school no"
        | "dfe number"
        | "dfe no"
        | "dfe code"
        | "lea number"
        | "establishment number"
        | "establishment no"
        | "establishment id"
        | "laestab"
        | "la estab"
        | "estab"
        | "dcsf number"
        | "unique reference number"
        | "school ref"
        | "school reference"
        | "seedcode"
        | "establishment code"
        | "school reference number" => Head::SchoolId,
        "name"
        | "email"
        | "email address"
        | "e mail"
        | "e mail address"
        | "username"
        | "user name"
        | "completed by"
        | "completed by name and role"
        | "name and role"
        | "role"
        | "job title"
        | "position held"
        | "prepared by"
        | "submitted by"
        | "respondent"
        | "headteacher"
        | "head teacher"
        | "head"
        | "contact"
        | "contact name"
        | "your name"
        | "your role"
        | "first name"
        | "last name"
        | "surname"
        | "forename"
        | "telephone"
        | "phone"
        | "filled in by"
        | "reviewed by"
        | "ip address"
        | "completed by name"
        | "completed by role"
        | "your name and role"
        | "name of person completing"
        | "signed"
        | "signature"
        | "user" => Head::Person,
        "date"
        | "date completed"
        | "date of completion"
        | "completed on"
        | "completion time"
        | "completion date"
        | "timestamp"
        | "date submitted"
        | "submitted on"
        | "submission date"
        | "date of return"
        | "returned on"
        | "submitted at"
        | "date of self evaluation"
        | "ceann latha"
        | "todays date"
        | "date of review"
        | "date reviewed"
        | "time submitted"
        | "end date"
        | "date of submission"
        | "completed" => Head::Date,
        "lead" | "lead person" | "lead officer" | "responsible" | "person responsible" | "who"
        | "target date" | "deadline" | "by when" | "when" | "timescale" | "priority" | "action"
        | "actions" | "action required" | "actions required" | "next steps" | "next step" | "impact"
        | "owner" | "review date" | "due date" | "start time" | "last modified time" | "section"
        | "theme" | "category" | "total points" | "quiz feedback" | "weighting" | "year" | "phase"
        | "sector" | "local authority" | "la" | "language" | "guidance" | "link" | "links"
        | "support needed" | "support required" => Head::Further,
        _ => return None,
    })
}

/// `2025 response`, `This year's answer`: the words without the time; none where none is named.
fn without_time(words: &str) -> Option<String> {
    let is_year = |word: &str| {
        word.len() == 4 && word.starts_with("20") && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let bare = ["this years ", "last years ", "this year ", "last year ", "current ", "previous "]
        .iter()
        .find_map(|time| words.strip_prefix(time))
        .or_else(|| [" this year", " last year"].iter().find_map(|time| words.strip_suffix(time)))
        .unwrap_or(words);
    if !bare.bytes().any(|byte| byte.is_ascii_digit()) {
        return (!bare.is_empty() && bare.len() < words.len()).then(|| bare.to_owned());
    }
    let mut was_year = false;
    let kept = bare.split(' ').filter(|word| {
        // `2025/26`: the second half of a school year.
        let is_time =
            is_year(word) || (was_year && word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_digit()));
        was_year = is_time;
        !is_time
    });
    let kept = kept.collect::<Vec<_>>().join(" ");
    (!kept.is_empty() && kept.len() < words.len()).then_some(kept)
}

/// `Yes (fully in place)`, `Green - fully met`, `Yes: all of it`, `Response *`: by what stands first.
fn by_first_part(raw: &str) -> Option<Head> {
    let ends = |c: char| matches!(c, '(' | '[' | '\u{2013}' | '\u{2014}' | ':' | '=' | '\n' | '*');
    let dash = || if raw.contains('-') { raw.find(" - ") } else { None };
    let cut = raw.find(ends).or_else(dash)?;
    let first = raw.get(..cut)?;
    by_words(&text::words(first)).filter(|head| !matches!(head, Head::Person | Head::Number))
}

#[cfg(test)]
mod tests;
