//! What a column's heading says of the column.
//! In: the text of one cell. Out: what such a heading means wherever it stands. Never looks at the cells below
//! it; which of several headings holds is for [`super::columns`].

use schemas::answer::Answer;

use crate::normalise::text;

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
    if raw.len() > 160 {
        return None;
    }
    if let Some(head) = by_sign(text::trim(raw)) {
        return Some(head);
    }
    let words = text::words(raw);
    if words.is_empty() || words.len() > 120 {
        return None;
    }
    if lists_answers(&words) {
        return Some(Head::AnyAnswer(3));
    }
    by_words(&words)
        .or_else(|| without_time(&words).and_then(|words| by_words(&words)))
        .or_else(|| by_first_part(raw))
        .or_else(|| by_gist(raw, &words))
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
        | "evaluation" | "reply" | "outcome" | "select" | "please select" | "freagairt"
        | "is this in place" | "is it in place" | "answer here" | "result" => Head::AnyAnswer(3),
        "rating" | "score" | "level" | "grade" | "status" | "our rating" | "current status" | "position"
        | "compliance" | "mark" | "value" | "how well" | "to what extent" | "extent" => Head::AnyAnswer(2),
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
    let cut =
        raw.find(['(', '[', '\u{2013}', '\u{2014}', ':', '=', '\n', '*']).or_else(|| raw.find(" - "))?;
    let first = raw.get(..cut)?;
    by_words(&text::words(first)).filter(|head| !matches!(head, Head::Person | Head::Number))
}

/// Whether the words offer a choice of answers: `Yes Partly No`, `Y P N`, `answer yes or no`.
fn lists_answers(words: &str) -> bool {
    let (mut n, mut has_yes, mut has_part, mut has_no) = (0, false, false, false);
    let (mut says_yes, mut says_no, mut says_y, mut says_n) = (false, false, false, false);
    for word in words.split(' ') {
        n += 1;
        match word {
            "yes" => (has_yes, says_yes) = (true, true),
            "y" => (has_yes, says_y) = (true, true),
            "green" | "met" | "fully" => has_yes = true,
            "partly" | "p" | "partially" | "partial" | "amber" | "part" => has_part = true,
            "no" => (has_no, says_no) = (true, true),
            "n" => (has_no, says_n) = (true, true),
            "red" | "not" => has_no = true,
            _ => {}
        }
    }
    (2..=14).contains(&n) && (has_yes && has_part && has_no || says_yes && says_no || says_y && says_n)
}

/// By a word in it that leaves no doubt what is asked for.
fn by_gist(raw: &str, words: &str) -> Option<Head> {
    let has = |wanted: &str| words.split(' ').any(|word| word == wanted);
    let starts = |prefix: &str| words.starts_with(prefix);
    let (mut has_comment, mut has_email, mut has_id) = (false, false, false);
    let (mut has_school, mut is_named) = (false, false);
    for word in words.split(' ') {
        match word {
            "comments" | "comment" | "evidence" => has_comment = true,
            "email" => has_email = true,
            "urn" | "seed" | "dfe" => has_id = true,
            "school" => has_school = true,
            "name" | "which" => is_named = true,
            _ => {}
        }
    }
    if has_comment || starts("please explain") || starts("please give") {
        return Some(Head::Comment);
    }
    if has_email || starts("completed by") || words.contains("your name") || words.contains("your role") {
        return Some(Head::Person);
    }
    if has_id || words.contains("school id") || words.contains("establishment number") {
        return Some(Head::SchoolId);
    }
    if has_school && is_named && words.len() <= 80 {
        // "Name of the school's online safety lead" asks for a person.
        let is_person =
            ["lead", "head", "headteacher", "coordinator", "governor", "person", "contact", "officer"];
        return Some(if is_person.iter().any(|word| has(word)) { Head::Person } else { Head::School });
    }
    if (starts("is this") || starts("is it") || starts("are these")) && raw.trim_end().ends_with('?') {
        return Some(Head::AnyAnswer(3));
    }
    if starts("your answer") || starts("your response") || starts("response") || starts("answer") {
        return Some(Head::AnyAnswer(3));
    }
    if starts("rating") || starts("judgement") || starts("status") {
        return Some(Head::AnyAnswer(2));
    }
    if starts("rag ") || words.ends_with(" rag") {
        return Some(Head::AnyAnswer(1));
    }
    if starts("date completed") || starts("date of completion") || starts("completion ") {
        return Some(Head::Date);
    }
    if starts("action") || starts("target") || starts("next step") {
        return Some(Head::Further);
    }
    None
}

#[cfg(test)]
mod tests;
