//! Names among other words: a title, a sheet's or a file's name, a field in which the form's own words still stand.
//! In: a text. Out: what of it may be a school's name. Never looks a name up.

use std::cell::RefCell;

use super::{form::NameForm, kinds::kind_of};
use crate::normalise::{
    memo::{Memo, remembered},
    text,
};

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
    "scan",
    "scanned",
    "photo",
    "photos",
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
    "tool",
    "toolkit",
    "annual",
    "submitted",
    "approved",
    "action",
    "actions",
    "plan",
    "plans",
    "improvement",
    "development",
    "evidence",
    "comments",
    "list",
    "appendix",
];

/// Title words that join the words of a name, too: `St John the Baptist`, `Stoke-by-Nayland`.
pub(super) const JOINTS: &[&str] = &["of", "the", "by", "on", "in"];

/// Endings of a name that was written in one word: `willowlaneprimary`.
const ENDINGS: &[&str] = &[
    "primaryschool",
    "highschool",
    "infantschool",
    "juniorschool",
    "nurseryschool",
    "primary",
    "infants",
    "juniors",
    "nursery",
    "academy",
    "college",
    "school",
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

/// A title with its words apart: `Willow_LanePrimary` is `Willow Lane Primary`, `CofEPrimary` is `CofE Primary`,
/// `willowlaneprimary` is `willowlane primary`.
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
    if !spaced.is_ascii() {
        return spaced;
    }
    spaced.split_inclusive(|c: char| !c.is_ascii_alphabetic()).map(with_ending_apart).collect()
}

/// A word, with the sign behind it, whose ending says what kind of school it names; four letters are left to be the name.
fn with_ending_apart(word: &str) -> String {
    let letters = word.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
    let lower = letters.to_ascii_lowercase();
    let name = ENDINGS.iter().find_map(|ending| lower.strip_suffix(ending)).filter(|name| name.len() >= 4);
    match name.and_then(|name| word.split_at_checked(name.len())) {
        Some((name, kind)) => format!("{name} {kind}"),
        None => word.to_owned(),
    }
}

/// A word of a title.
pub(super) struct Word {
    /// Folded.
    pub(super) text: String,
    /// Whether a space alone parts it from the word before.
    is_next: bool,
    /// Whether it stands in two or three capitals, as a person's initials do.
    is_initials: bool,
}

/// What of a title may be a name: the words that are no title's, where they stand together; none where title words part
/// them ("Back to school") or nothing else is there. First with the title words that may be the name's, too (`New Cangle`,
/// `St John the Baptist`), then without; one where that is the same.
pub(super) fn names_in(title: &str, is_known: &dyn Fn(&str) -> bool) -> Vec<String> {
    let words = words_of(&spaced(title));
    let own = own_words(&words);
    let mut wide = own.clone();
    for (at, word) in words.iter().enumerate() {
        let is_own = |at: Option<usize>| at.and_then(|at| own.get(at)).copied().unwrap_or(false);
        let joins = || JOINTS.contains(&&*word.text) && is_own(at.checked_sub(1)) && is_own(Some(at + 1));
        let begins_name = || {
            let is_next = words.get(at + 1).is_some_and(|next| next.is_next);
            is_next && is_own(Some(at + 1)) && is_known(&word.text)
        };
        if !is_own(Some(at))
            && (joins() || begins_name())
            && let Some(wide) = wide.get_mut(at)
        {
            *wide = true;
        }
    }
    let mut names: Vec<String> =
        [wide, own].iter().filter_map(|own| together(&words, own, is_known)).collect();
    names.dedup();
    names
}

/// The words of a title.
pub(super) fn words_of(title: &str) -> Vec<Word> {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut words: Vec<Word> = Vec::new();
    let mut ends_in_letter = false;
    for part in title.split_whitespace() {
        let mut is_next = ends_in_letter && is_letter(part.chars().next());
        let is_initials = (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_uppercase());
        for word in text::words(part).split(' ').filter(|word| !word.is_empty()) {
            words.push(Word { text: word.to_owned(), is_next, is_initials });
            is_next = false;
        }
        ends_in_letter = is_letter(part.chars().last());
    }
    words
}

/// Which words are no title's. Those of one phrase belong together: the "of" of "Church of England".
pub(super) fn own_words(words: &[Word]) -> Vec<bool> {
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let mut own: Vec<bool> = texts.iter().map(|word| !is_title_word(word)).collect();
    for at in 0..texts.len() {
        if let Some((_, length)) = texts.get(at..).and_then(kind_of)
            && length > 1
        {
            own.iter_mut().skip(at).take(length).for_each(|own| *own = true);
        }
    }
    own
}

/// The words that are the name's, where they stand in one place.
fn together(words: &[Word], own: &[bool], is_known: &dyn Fn(&str) -> bool) -> Option<String> {
    let marked: Vec<(&Word, bool)> = words.iter().zip(own.iter().copied()).collect();
    let groups = marked.split(|(_, own)| !own).filter(|group| !group.is_empty());
    // "Self-evaluation in school: Back School": what is for every school names none.
    let is_name = |group: &&[(&Word, bool)]| group.iter().any(|(word, _)| kind_of(&[&word.text]).is_none());
    let mut names = groups.filter(is_name);
    let name = names.next()?;
    let joined = name.iter().map(|(word, _)| &*word.text).collect::<Vec<_>>().join(" ");
    // "Back School - online safety v2 JM 12.11.25": who filled it in.
    let is_person = |group: &[(&Word, bool)]| {
        matches!(group, [(word, _)] if word.is_initials && !is_known(&word.text))
            && NameForm::of(&joined).says_kind()
    };
    names.all(is_person).then_some(joined)
}

/// A name without the person who stands behind it: `Back School Mrs J Smith`, `Back School JS`.
pub(super) fn without_person(name: &str, title: &str) -> Option<String> {
    let is_honorific = |word: &&str| matches!(*word, "mr" | "mrs" | "ms" | "miss" | "mx");
    let words: Vec<&str> = name.split(' ').collect();
    let parts = words.iter().position(is_honorific).map(|at| words.split_at(at));
    if let Some((school, person)) = parts
        && NameForm::of(&person.join(" ")).is_person()
    {
        let school = school.join(" ");
        return NameForm::of(&school).says_kind().then_some(school);
    }
    without_initials(name, title)
}

fn without_initials(name: &str, title: &str) -> Option<String> {
    let (before, last) = name.rsplit_once(' ')?;
    let are_initials = (2..=3).contains(&last.len()) && last.bytes().all(|byte| byte.is_ascii_alphabetic());
    let written = last.to_ascii_uppercase();
    let stands = title.split(|c: char| !c.is_alphanumeric()).any(|word| word == written);
    (are_initials && stands && kind_of(&[last]).is_none() && NameForm::of(before).says_kind())
        .then(|| before.to_owned())
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
    thread_local!(static TITLES: Memo<bool> = const { RefCell::new(Vec::new()) });
    remembered(&TITLES, 0, written, has_words_of_title)
}

fn has_words_of_title(written: &str) -> bool {
    let is_only_title = |word: &str| is_title_word(word) && kind_of(&[word]).is_none();
    text::words(written).split(' ').any(is_only_title)
}

pub(super) fn is_title_word(word: &str) -> bool {
    let bare = word.trim_end_matches(|c: char| c.is_ascii_digit());
    bare.is_empty() || TITLE_WORDS.contains(&bare)
}
