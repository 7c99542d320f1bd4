//! What a column's heading says of the column.
//! In: the text of one cell. Out: what such a heading means wherever it stands. Never looks at the cells below
//! it; which of several headings holds is for [`crate::recognise::columns`].

pub(crate) mod bands;
pub(crate) mod pieces;
pub(crate) mod whose;

mod days;
mod gist;
mod labels;
mod schools;
mod steps;
mod words;

use std::cell::RefCell;

use schemas::{answer::Answer, catalogue::Catalogue};

use self::words::by_words;
pub(crate) use self::{
    days::{Day, day, day_of_form, says_month_first},
    labels::is_answers_label,
    schools::may_stand_for_schools,
    steps::{listed, steps},
    words::answer_words,
};
use crate::normalise::{
    marks::is_welsh_no,
    memo::{Memo, remembered},
    names::says_former,
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
    // `Yes 100%`: an answer and what it counts.
    if let Some(answer) = before_share(raw) {
        return Some(Head::Answer(answer));
    }
    // A share is worked out, and no answer; unless the heading says what each share means.
    if raw.contains('%') && !(raw.contains('=') && gist::lists_answers(&words)) {
        return Some(Head::Further);
    }
    if gist::lists_answers(&words) {
        return Some(Head::AnyAnswer(3));
    }
    if words.contains("school") && names_former(&words) {
        return Some(Head::Further);
    }
    if is_earlier_date(&words) || is_former_id(&words) {
        return Some(Head::Further);
    }
    let alternatives = alternatives(raw);
    let first = alternatives.first().copied();
    // `Yes / Partly`
    if alternatives.iter().any(|answer| Some(*answer) != first) {
        return None;
    }
    by_words(&words)
        .or_else(|| without_time(&words).and_then(|words| by_words(&words)))
        .or_else(|| by_first_part(raw))
        .or(first.map(Head::Answer))
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

/// Whether a text asks for the school, and for nothing else.
pub(crate) fn asks_for_school(raw: &str) -> bool {
    raw.len() <= 120 && schools::asks_for_school(raw, &text::words(raw))
}

/// Whether a heading is a question of its own that names no answer: `Is it reviewed yearly?`
pub(crate) fn opens_question(raw: &str) -> bool {
    let words = text::words(raw);
    raw.trim_end().ends_with('?') && gist::opens_question(&words) && by_words(&words).is_none()
}

/// Whether words offer a choice of answers: `Yes Partly No`.
pub(crate) fn lists_answers(words: &str) -> bool {
    gist::lists_answers(words)
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
    // `Yes¹`, `Evidence†`: a foot note's sign.
    let is_note = |c: char| {
        matches!(c, '*' | '\u{2020}' | '\u{2021}' | '\u{b9}' | '\u{b2}' | '\u{b3}' | '\u{2074}'..='\u{2079}')
    };
    let ends = |c: char| matches!(c, '(' | '[' | '\u{2013}' | '\u{2014}' | ':' | '=' | '\n') || is_note(c);
    let dash = || if raw.contains('-') { raw.find(" - ") } else { None };
    let named = |cut: usize| {
        let head = by_words(&text::words(raw.get(..cut)?));
        head.filter(|head| !matches!(head, Head::Person | Head::Number))
    };
    let end = raw.find(ends);
    // `No - not begun (please say why)`: what stands before the first of both.
    end.and_then(named).or_else(|| dash().filter(|at| end.is_none_or(|end| *at < end)).and_then(named))
}

/// The answer before a share in a heading: `Partly 50%`, `No (0%)`.
fn before_share(raw: &str) -> Option<Answer> {
    let bare = text::trim(raw).strip_suffix(['%', ')'])?.trim_end_matches('%');
    let word = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    let share: u32 = bare.get(word.len()..)?.parse().ok()?;
    let word = word.trim_end_matches([' ', '(', '-', '=', ':']);
    let answer = answer_words(&text::words(word)).filter(|_| raw.contains('%'))?;
    let fits = matches!((answer, share), (Answer::Yes, 100) | (Answer::Partly, 1..=99) | (Answer::No, 0));
    fits.then_some(answer)
}

/// `Previous school name`, `Feeder primary school`: another school than the return's.
fn names_former(words: &str) -> bool {
    const OTHERS: [&str; 8] =
        ["previous", "previously", "former", "formerly", "feeder", "partner", "associated", "neighbouring"];
    words.len() <= 60 && words.split(' ').any(|word| OTHERS.contains(&word))
}

/// `Previous URN`, `Old seed code`, `Predecessor URNs`: the number of a school that was, which may be another's now.
fn is_former_id(words: &str) -> bool {
    let has = |wanted: &[&str]| words.split(' ').any(|word| wanted.contains(&word));
    words.len() <= 40
        && says_former(words)
        && (has(&["urn", "urns", "seed", "seedcode", "dfe", "dfes", "laestab", "estab"])
            || has(&["school"]) && has(&["id", "ids", "code", "codes", "number", "numbers"]))
}

/// `Previous date`, `Date of last review`, `Date (last year)`: another day than the return's.
fn is_earlier_date(words: &str) -> bool {
    const EARLIER: [&str; 5] = ["previous", "former", "prior", "earlier", "last"];
    // `Date last completed` may be the form's own.
    const OF_ITSELF: [&str; 5] = ["modified", "updated", "completed", "saved", "action"];
    words.len() <= 60
        && words.split(' ').any(|word| matches!(word, "date" | "dated" | "dyddiad"))
        && words.split(' ').any(|word| EARLIER.contains(&word))
        && !words.split(' ').any(|word| OF_ITSELF.contains(&word))
}

/// The answer that each of several words in a heading names: `Partly / in progress`, `No or not yet`. None where it is no
/// list of such words.
fn alternatives(raw: &str) -> Vec<Answer> {
    let Some(sign) = ["/", " or "].into_iter().find(|sign| raw.contains(sign)) else { return Vec::new() };
    // `N/A`
    let named = raw.split(sign).map(|part| answer_words(&text::words(part)).filter(|_| part.len() > 1));
    named.collect::<Option<_>>().unwrap_or_default()
}

/// Whether a label is of what a quiz adds up.
pub(crate) fn is_reckoning(label: &str) -> bool {
    let words = text::words(label);
    let first = words.split(' ').next().unwrap_or_default();
    matches!(first, "points" | "score" | "feedback" | "marks" | "weight" | "rank")
}

/// Whether a text is the title of one of a catalogue's sections.
pub(crate) fn is_section_title(catalogue: &Catalogue, raw: &str) -> bool {
    let key = text::key(raw);
    catalogue.sections.iter().any(|section| text::key(&section.title) == key)
}

/// `Total yes`, `Count`, `Average`, `Most common`: what sums up many schools.
pub(crate) fn is_sum(raw: &str) -> bool {
    let words = text::words(raw);
    let first = words.split(' ').next().unwrap_or_default();
    let opens = ["number of ", "most common", "no of ", "overall", "most frequent", "how many"]
        .iter()
        .any(|opening| words.starts_with(opening));
    let is_sum = matches!(
        first,
        "total"
            | "totals"
            | "count"
            | "counts"
            | "sum"
            | "average"
            | "percentage"
            | "percent"
            | "mode"
            | "median"
            | "mean"
            | "summary"
            | "majority"
    );
    (is_sum || opens || raw.trim_start().starts_with('%')) && words.len() <= 30
}

#[cfg(test)]
mod tests;
