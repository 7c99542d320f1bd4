//! The words of a ruling -> a ruling.
//! In: what the officer typed. Out: a typed ruling, or what about it is not clear. Never guesses: `yes` under a
//! question about a school is not clear.

use schemas::{
    answer::Answer,
    decision::{FOR_THIS_RETURN, MarkMeaning, RuledColumn, Ruling, Scope},
    ids::ReturnId,
};

/// Why a ruling could not be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unclear {
    /// The row's finding id was changed.
    #[error("its finding_id `{0}` is none")]
    FindingId(String),
    /// The words are no ruling.
    #[error("`{0}` is no ruling")]
    Words(String),
    /// What follows the ruling's word is not of its kind.
    #[error("`{given}` is no {kind}")]
    Object {
        /// What was written.
        given: String,
        /// What was wanted.
        kind: &'static str,
    },
    /// A word behind `columns` names no role.
    #[error("`{0}` is no role of a column")]
    Column(String),
    /// The row asks to do as suggested, and suggests nothing that can be done.
    #[error("the row suggests no ruling that could be followed")]
    NothingSuggested,
    /// The scope is not one of the three.
    #[error("`{0}` is no scope")]
    Scope(String),
    /// The scope takes in cells that the ruling cannot be about.
    #[error(
        "what a formula would have come to is another thing in each cell, so it holds for its cell alone"
    )]
    TooWide,
    /// Another row rules otherwise on the same question.
    #[error("the one in line {0} says otherwise of the same question")]
    Contradicts(u64),
}

impl Unclear {
    /// What to write instead, under a question of this rule.
    pub fn hint(&self, code: &str) -> String {
        match self {
            Self::FindingId(_) => "copy the row's finding_id from findings.csv".to_owned(),
            Self::Words(_) | Self::NothingSuggested => {
                let also = if matches!(self, Self::Words(_)) { ", as suggested" } else { "" };
                format!("write one of: {}{also}", answering(code))
            }
            Self::Object { kind, .. } => format!("write the {kind} after the first word"),
            Self::Column(_) => "name each column from the first marked one on: yes, partly, no, not_applicable, answer, comment \
                                or other (as in columns yes partly no comment)"
                .to_owned(),
            Self::TooWide => {
                format!("write `{}` as its scope, and rule on each such cell by itself", Scope::Cell.word())
            }
            Self::Contradicts(_) => format!(
                "take the decision out of one of the two; where each is right in its place, write `{}` as their scope",
                Scope::Cell.word()
            ),
            Self::Scope(_) => format!("write one of: {}", Scope::WORDS.join(", ")),
        }
    }
}

/// The rulings that can answer a question of this rule.
fn answering(code: &str) -> &'static str {
    match code {
        "F203" => "columns ROLES (as in columns yes partly no comment), leave out",
        "F204" => "sheet NAME, each sheet, leave out",
        "F205" => "statement ID, no statement",
        "F210" => "catalogue ID, leave out",
        "F312" => "marks MARK=ANSWER (as in marks 1=no 2=partly 3=yes), leave out",
        "F209" => "answer yes, answer partly, answer no, answer not applicable, blank",
        _ if code.starts_with("F3") => "answer yes, answer partly, answer no, answer not applicable, blank",
        _ if code.starts_with("F4") => "school ID, leave out",
        _ if code.starts_with("F5") => "stands RETURN-ID, leave out",
        _ => {
            "school ID, statement ID, no statement, answer yes, answer partly, answer no, answer not applicable, blank, \
             stands RETURN-ID, sheet NAME, each sheet, catalogue ID, columns ROLES, marks 1=no 2=partly 3=yes, leave out"
        }
    }
}

/// The ruling that these words make. `suggestion` is the row's own, for `as suggested`; `code` the rule's, by
/// which a bare id or answer is understood.
pub(super) fn parse(words: &str, suggestion: &str, code: &str) -> Result<Ruling, Unclear> {
    let given = words.trim().trim_end_matches('.').trim_matches(['"', '\u{201c}', '\u{201d}']).trim();
    let lower = given.to_lowercase();
    if matches!(lower.as_str(), "as suggested" | "suggested" | "accept" | "ok" | "agreed") {
        // A suggestion may explain itself behind its first sentence or in brackets.
        let head = suggestion.split([';', '(', ',']).next().unwrap_or("").trim();
        // "school ID" is where an id is to be written, "school ID: 1 or 2" a choice.
        if ["school ID", "stands ID", "catalogue ID", "sheet NAME"]
            .iter()
            .any(|choice| head.starts_with(choice))
        {
            return Err(Unclear::NothingSuggested);
        }
        return typed(head, &head.to_lowercase(), "").map_err(|_| Unclear::NothingSuggested);
    }
    let ruling = typed(given, &lower, code)?;
    // "stands" is said of the return that the row suggests.
    if ruling == Ruling::Stands(None)
        && let Ok(named @ Ruling::Stands(Some(_))) =
            typed(suggestion.trim(), &suggestion.trim().to_lowercase(), code)
    {
        return Ok(named);
    }
    Ok(ruling)
}

fn typed(given: &str, lower: &str, code: &str) -> Result<Ruling, Unclear> {
    let bad = |given: &str, kind| Unclear::Object { given: given.to_owned(), kind };
    match lower {
        "no statement" | "own statement" | "not a statement" => return Ok(Ruling::NoStatement),
        "blank" | "answer blank" | "no answer" => return Ok(Ruling::Blank),
        "leave out" | "leave it out" | "exclude" => return Ok(Ruling::LeaveOut),
        "each sheet" | "every sheet" | "both sheets" | "sheet each" => return Ok(Ruling::EachSheet),
        "stands" | "this stands" => return Ok(Ruling::Stands(None)),
        _ => {}
    }
    let (head, rest) =
        lower.split_once([' ', ':', '=']).map_or((lower, ""), |(head, rest)| (head, rest.trim()));
    let written = given.get(given.len() - rest.len()..).unwrap_or(rest).trim();
    match head {
        "school" => school(written).parse().map(Ruling::School).map_err(|_| bad(written, "school id")),
        "statement" => {
            written.to_uppercase().parse().map(Ruling::Statement).map_err(|_| bad(written, "statement id"))
        }
        "answer" => answer(rest)
            .map(Ruling::Answer)
            .ok_or_else(|| bad(written, "answer (yes, partly, no, not applicable)")),
        "stands" => {
            return_id(written).map(|id| Ruling::Stands(Some(id))).ok_or_else(|| bad(written, "return id"))
        }
        "sheet" if !written.is_empty() => Ok(Ruling::Sheet(written.trim_matches(['\'', '"']).to_owned())),
        "catalogue" => rest.parse().map(Ruling::Catalogue).map_err(|_| bad(written, "catalogue id")),
        "columns" if !rest.is_empty() => columns(rest),
        "marks" => marks(written)
            .map(Ruling::Marks)
            .ok_or_else(|| bad(written, "answer for each mark (1=no 2=partly 3=yes)")),
        // A return's id without the word.
        _ if code.starts_with("F5") && lower.starts_with("r-") => {
            return_id(given).map(|id| Ruling::Stands(Some(id))).ok_or_else(|| bad(given, "return id"))
        }
        // A school's id or its name, without the word.
        _ if code.starts_with("F4") && !given.is_empty() => {
            school(given).parse().map(Ruling::School).map_err(|_| bad(given, "school id"))
        }
        _ if code.starts_with("F3") => {
            answer(lower).map(Ruling::Answer).ok_or_else(|| Unclear::Words(given.to_owned()))
        }
        _ if code.starts_with("F2") && given.to_uppercase().parse::<schemas::ids::StatementId>().is_ok() => {
            given.to_uppercase().parse().map(Ruling::Statement).map_err(|_| bad(given, "statement id"))
        }
        _ => Err(Unclear::Words(given.to_owned())),
    }
}

/// A school as it is written behind the ruling's word: `ID: 100836`, `= 100836`, `100836 (Back School)`.
fn school(written: &str) -> &str {
    let bare = written.trim_start_matches([':', '=', ' ']);
    let bare = bare
        .strip_prefix("ID")
        .or_else(|| bare.strip_prefix("id"))
        .filter(|rest| rest.starts_with([':', ' ', '=']))
        .unwrap_or(bare);
    let bare = bare.trim_start_matches([':', '=', ' ']);
    let is_id = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    let cut = |sign| bare.split_once(sign).map(|(id, _)| id.trim()).filter(|id| is_id(id));
    cut(" (").or_else(|| cut(" - ")).or_else(|| cut(" \u{2013} ")).unwrap_or(bare)
}

/// `yes partly no comment`, with commas or bars.
fn columns(written: &str) -> Result<Ruling, Unclear> {
    let joined = written.replace("not applicable", "not_applicable").replace("n/a", "na");
    let words = joined.split([' ', ',', ';', '|', '/']).filter(|word| !word.is_empty());
    let roles = words.map(|word| RuledColumn::of(word).ok_or_else(|| Unclear::Column(word.to_owned())));
    roles.collect::<Result<Vec<_>, _>>().map(Ruling::Columns)
}

/// `1=no 2=partly 3=yes`, with commas or without; none where a pair is none, or a mark stands twice.
fn marks(written: &str) -> Option<Vec<(String, MarkMeaning)>> {
    let mut all: Vec<(String, MarkMeaning)> = Vec::new();
    // An answer of two words goes on behind its first.
    let joined = written.to_lowercase().replace("not applicable", "not_applicable").replace(" = ", "=");
    for pair in joined.split([' ', ',', ';']).filter(|pair| !pair.is_empty()) {
        let (mark, word) = pair.split_once('=')?;
        let meaning = if word == "blank" { MarkMeaning::Blank } else { MarkMeaning::Answer(answer(word)?) };
        if mark.is_empty() || all.iter().any(|(known, _)| known == mark) {
            return None;
        }
        all.push((mark.to_owned(), meaning));
    }
    (!all.is_empty()).then_some(all)
}

fn return_id(written: &str) -> Option<ReturnId> {
    let (letter, digits) = written.split_at_checked(1)?;
    format!("{}{digits}", letter.to_uppercase()).parse().ok()
}

fn answer(words: &str) -> Option<Answer> {
    match words.trim() {
        "yes" => Some(Answer::Yes),
        "partly" => Some(Answer::Partly),
        "no" => Some(Answer::No),
        "not applicable" | "not_applicable" | "n/a" => Some(Answer::NotApplicable),
        _ => None,
    }
}

/// The scope of these words; none written means the cell alone, save where the row's suggestion says that its question is one
/// for many cells.
pub(super) fn parse_scope(words: &str, suggestion: &str) -> Result<Scope, Unclear> {
    match words.trim().to_lowercase().as_str() {
        "" if suggestion.contains(FOR_THIS_RETURN) => Ok(Scope::Return),
        "" | "this cell" | "cell" => Ok(Scope::Cell),
        "this return" | "return" => Ok(Scope::Return),
        "always" => Ok(Scope::Always),
        _ => Err(Unclear::Scope(words.trim().to_owned())),
    }
}
