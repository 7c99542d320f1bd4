//! Names among other words: a title, a sheet's or a file's name, a field in which the form's own words still stand.
//! In: a text. Out: what of it may be a school's name. Never looks a name up.

use super::{form::NameForm, kinds::kind_of};
use crate::normalise::text;

/// Words in titles and file names that are of no school's name.
const TITLE_WORDS: &[&str] = &[
    "online",
    "on",
    "line",
    "safety",
    "safe",
    "esafety",
    "e",
    "digital",
    "internet",
    "safeguarding",
    "self",
    "evaluation",
    "selfevaluation",
    "assessment",
    "selfassessment",
    "review",
    "audit",
    "return",
    "returns",
    "form",
    "forms",
    "response",
    "responses",
    "reply",
    "survey",
    "questionnaire",
    "checklist",
    "report",
    "submission",
    "practice",
    "policy",
    "final",
    "finalised",
    "draft",
    "copy",
    "completed",
    "complete",
    "filled",
    "signed",
    "new",
    "updated",
    "update",
    "revised",
    "amended",
    "corrected",
    "correction",
    "resubmission",
    "resubmitted",
    "version",
    "ver",
    "v",
    "fw",
    "fwd",
    "re",
    "in",
    "for",
    "from",
    "by",
    "of",
    "the",
    "sheet",
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "june",
    "jul",
    "july",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "january",
    "february",
    "march",
    "april",
    "august",
    "september",
    "october",
    "november",
    "december",
    "autumn",
    "spring",
    "summer",
    "term",
    "year",
    "xlsx",
    "xls",
    "xlsm",
    "docx",
    "doc",
    "csv",
    "ods",
    "pdf",
    "excel",
    "word",
    "workbook",
    "spreadsheet",
];

/// Words that name a place in one part of the country and go with any file in another.
const EVERYDAY: &[&str] = &[
    "back", "bay", "bridge", "central", "church", "cross", "east", "green", "hill", "lane", "ness", "north",
    "park", "point", "south", "tower", "west",
];

/// What a form says where a name is to be written.
const PROMPT_WORDS: &[&str] = &[
    "name",
    "names",
    "title",
    "your",
    "our",
    "this",
    "enter",
    "insert",
    "write",
    "type",
    "add",
    "put",
    "here",
    "select",
    "please",
    "click",
    "tap",
    "text",
    "choose",
    "pick",
    "from",
    "list",
    "drop",
    "down",
    "dropdown",
    "menu",
    "below",
    "above",
    "to",
    "or",
    "in",
    "on",
    "is",
    "your",
    "establishment",
    "setting",
    "organisation",
    "tbc",
    "tba",
    "n",
    "na",
    "none",
    "nil",
    "null",
    "unknown",
    "blank",
    "name1",
    "example",
];

/// A title with its words apart: `Willow_LanePrimary` is `Willow Lane Primary`, `CofEPrimary` is `CofE Primary`.
pub(super) fn spaced(title: &str) -> String {
    let chars: Vec<char> = title.chars().collect();
    let is = |at: usize, is: fn(char) -> bool| chars.get(at).copied().is_some_and(is);
    let mut spaced = String::with_capacity(title.len() + 8);
    for (at, c) in chars.iter().enumerate() {
        let begins =
            at > 0 && c.is_uppercase() && is(at + 1, char::is_lowercase) && is(at - 1, char::is_alphabetic);
        if begins {
            spaced.push(' ');
        }
        spaced.push(if matches!(c, '_' | '+') { ' ' } else { *c });
    }
    spaced
}

/// What of a title may be a name: the words that are no title's, where they stand together; none where title words part
/// them ("Back to school") or nothing else is there.
pub(super) fn name_in(title: &str) -> Option<String> {
    let words = text::words(&spaced(title));
    let words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
    let groups = words.split(|word| is_title_word(word)).filter(|group| !group.is_empty());
    // "Self-evaluation in school: Back School": what is for every school names none.
    let is_name = |group: &&[&str]| group.iter().any(|word| kind_of(&[*word]).is_none());
    let mut names = groups.filter(is_name);
    let name = names.next()?;
    names.next().is_none().then(|| name.join(" "))
}

/// Whether a name is one word that stands in many a title.
pub(super) fn is_everyday(core: &[Box<str>]) -> bool {
    matches!(core, [word] if EVERYDAY.contains(&&**word))
}

/// Whether a field's text names nothing: the form's own prompt, a row of x's, a word for "school" alone.
pub fn says_no_name(written: &str) -> bool {
    let words = text::words(written);
    let is_nothing = |word: &str| {
        PROMPT_WORDS.contains(&word)
            || word.chars().all(|c| c == 'x' || c == '0')
            || kind_of(&[word]).is_some()
            || word == "academy"
    };
    words.split(' ').all(is_nothing)
        || NameForm::of(written).is_empty() && !words.bytes().any(|b| b.is_ascii_digit())
}

/// Whether a text is made of a title's words and those for every school: `Self-evaluation of online safety in school`.
pub fn is_title(written: &str) -> bool {
    text::words(written).split(' ').all(|word| is_title_word(word) || kind_of(&[word]).is_some())
}

/// Whether any word of a text is a title's.
pub fn has_title_words(written: &str) -> bool {
    let is_only_title = |word: &str| is_title_word(word) && kind_of(&[word]).is_none();
    text::words(written).split(' ').any(is_only_title)
}

fn is_title_word(word: &str) -> bool {
    let bare = word.trim_end_matches(|c: char| c.is_ascii_digit());
    bare.is_empty() || TITLE_WORDS.contains(&bare)
}
