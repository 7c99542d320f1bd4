//! The pairs of symbol and meaning in a line of text.
//! In: a text such as `Key: Y = Yes, P = Partly`. Out: its pairs. Never judges what a meaning means.

use super::{CROSS, TICK};
use crate::normalise::{
    marks::glyphs::{self, Sign},
    text,
};

/// A symbol with what a text says it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'t> {
    /// As keys keep it: small letters, one sign for all ticks.
    pub symbol: Box<str>,
    /// What stands behind it.
    pub meaning: &'t str,
    /// How surely the way it is written alone says that it is a key.
    pub written: Written,
}

/// How surely a symbol and what follows it are a key's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Written {
    /// `1. Not in place`: a list may be numbered so.
    Listed,
    /// `A - fully met`, `Y (yes)`.
    Beside,
    /// `Y = yes`.
    Equated,
}

/// Longer texts are prose.
const LONGEST: usize = 700;

/// The pairs in a text.
pub fn entries(given: &str) -> Vec<Entry<'_>> {
    // A list of boxes is for ticking, and explains nothing.
    let is_box = |c: char| {
        matches!(c, '\u{2610}' | '\u{2611}' | '\u{2612}' | '\u{25a1}' | '\u{25cb}' | '\u{f0a8}' | '\u{f0fe}')
    };
    let is_list_of_boxes = || !given.is_ascii() && given.contains(is_box) && !given.contains('=');
    if given.len() > LONGEST || given.len() < 3 || is_list_of_boxes() {
        return Vec::new();
    }
    let mut starts: Vec<(usize, usize, Box<str>, Written)> = Vec::new();
    let mut may_begin = true;
    let mut skip_to = 0;
    for (at, c) in given.char_indices() {
        if at >= skip_to
            && may_begin
            && let Some((symbol, length)) = symbol_at(given, at)
            && let Some((separator, written)) = separator_at(
                given,
                at + length,
                ([TICK, CROSS].iter().any(|sign| symbol.split(sign).all(str::is_empty)) && !c.is_ascii())
                    || c == '*',
            )
            && (written == Written::Equated || !is_drawn(&symbol) && !is_numeral(given, at, length))
            && !is_meaning(given, starts.last(), at, written)
            && !is_end_of_range(given, at)
        {
            let from = at + length + separator;
            starts.push((at, from, symbol, written));
            skip_to = from;
        }
        may_begin = c.is_whitespace()
            || matches!(c, '(' | '[' | ',' | ';' | '|' | '/' | '"' | '\'' | '\u{201c}' | '\u{2018}');
    }
    let mut found: Vec<Entry<'_>> = Vec::with_capacity(starts.len());
    for (index, (_, from, symbol, written)) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(given.len(), |(next, ..)| *next);
        let meaning = given.get(*from..end).map_or("", tidy);
        let is_number = meaning.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        if !meaning.is_empty() && !is_number {
            found.push(Entry { symbol: symbol.clone(), meaning, written: *written });
        }
    }
    found
}

/// Whether a figure at a place ends a range, and stands for more than itself: the 10 of `8 to 10 = Yes`.
fn is_end_of_range(given: &str, at: usize) -> bool {
    let (before, rest) = given.split_at_checked(at).unwrap_or((given, ""));
    rest.starts_with(|c: char| c.is_ascii_digit()) && {
        let before = before.trim_end();
        let from = before.strip_suffix("to").or_else(|| before.strip_suffix(['-', '\u{2013}']));
        from.is_some_and(|from| from.trim_end().ends_with(|c: char| c.is_ascii_digit() || c == '%'))
    }
}

/// Whether what stands at a place is the meaning of the symbol before it: the Yes of `P = Yes (in place)`, of `3 = Yes. See
/// below`.
fn is_meaning(
    given: &str,
    last: Option<&(usize, usize, Box<str>, Written)>,
    at: usize,
    written: Written,
) -> bool {
    last.is_some_and(|(_, from, _, known)| {
        *known == Written::Equated
            && written != Written::Equated
            && given.get(*from..at).is_some_and(|between| between.trim().is_empty())
    })
}

/// Pairs written the other way round: `Fully in place = 3, partly = 2, not in place = 1`, `Yes (2)`. Only where all of
/// the text's pieces are such, two at least.
pub fn turned_entries<'t>(given: &'t str, is_answer: impl Fn(&str) -> bool) -> Vec<Entry<'t>> {
    if given.len() > LONGEST || !given.bytes().any(|byte| byte.is_ascii_digit() || byte == b'=') {
        return Vec::new();
    }
    let is_label = |label: &str| label.len() <= 20 && !is_answer(text::trim(label));
    let given = given.split_once(':').filter(|(label, _)| is_label(label)).map_or(given, |(_, rest)| rest);
    let mut found: Vec<Entry<'t>> = Vec::new();
    let mut are_counts = false;
    for piece in given.split([',', ';', '|', '\n']).map(text::trim).filter(|piece| !piece.is_empty()) {
        let colon = || turned_at(piece, [':'], &is_answer);
        let Some(entry) = turned_entry(piece, &is_answer).or_else(colon) else { return Vec::new() };
        are_counts |= !piece.contains(['=', '(', '-', '\u{2013}']);
        found.push(entry);
    }
    // `Yes: 21; Partly: 7` counts; a scale's steps follow each other.
    if found.len() < 2 || (are_counts && !are_steps(&found)) { Vec::new() } else { found }
}

/// Whether the symbols are figures that go up or down by one: `3, 2, 1`.
pub(super) fn are_steps(found: &[Entry<'_>]) -> bool {
    let figures: Option<Vec<i32>> = found.iter().map(|entry| entry.symbol.parse().ok()).collect();
    figures.is_some_and(|figures| {
        let mut steps = figures.windows(2).map(|pair| match pair {
            [one, next] => next - one,
            _ => 0,
        });
        let first = steps.next().unwrap_or(0);
        found.len() >= 3 && first.abs() == 1 && steps.all(|step| step == first)
    })
}

/// One pair written the other way round: `Partly (2)`, `Partly = W (working on it)`.
pub fn turned_entry(piece: &str, is_answer: impl Fn(&str) -> bool) -> Option<Entry<'_>> {
    let is_equated = |before: &&str| before.contains('=') && piece.ends_with(')');
    let piece = piece.rsplit_once('(').map(|(before, _)| before).filter(is_equated).unwrap_or(piece);
    let piece = piece.trim_end_matches(['.', ')', ' ']);
    turned_at(piece, ['=', '(', '-', '\u{2013}'], is_answer)
}

/// One pair written the other way round, parted by the last of these signs.
fn turned_at<const N: usize>(
    piece: &str,
    signs: [char; N],
    is_answer: impl Fn(&str) -> bool,
) -> Option<Entry<'_>> {
    let at = piece.rfind(signs)?;
    let (meaning, rest) = (text::trim(piece.get(..at)?), piece.get(at..)?);
    let symbol = text::trim(rest.trim_start_matches(signs).trim_start_matches(' '));
    let is_symbol = (1..=3).contains(&symbol.len())
        && (symbol.bytes().all(|byte| byte.is_ascii_digit())
            || symbol.bytes().all(|byte| byte.is_ascii_uppercase()));
    let symbol = if is_symbol { symbol.to_ascii_lowercase().into() } else { super::half(symbol)? };
    is_answer(meaning).then_some(Entry { symbol, meaning, written: Written::Beside })
}

/// A scale with a step a line: `Key:`, `3 Yes`, `2 Partly`, `1 No`; or in one line that says what it is, `Key: 1 Yes, 2 Partly, 3
/// No`: others count (`Summary: 3 Yes, 2 Partly, 1 No`). Only where every piece but a label is such, each with an answer of its own.
pub fn lined_entries<'t>(given: &'t str, is_answer: impl Fn(&str) -> bool) -> Vec<Entry<'t>> {
    const STEPS: std::ops::RangeInclusive<usize> = 2..=5;
    const LABELS: [&str; 14] = [
        "key",
        "the key",
        "score",
        "scores",
        "scoring",
        "scale",
        "rating",
        "ratings",
        "codes",
        "answer key",
        "please answer",
        "please enter",
        "please use",
        "enter",
    ];
    let is_lined = given.contains('\n');
    if given.len() > 200
        || !given.contains(['\n', ',', ';'])
        || !given.bytes().any(|byte| byte.is_ascii_digit())
    {
        return Vec::new();
    }
    let mut is_called_key = false;
    let mut found: Vec<Entry<'t>> = Vec::new();
    let signs: &[char] = if is_lined { &['\n'] } else { &[',', ';', ':'] };
    let lines = given.split(signs).map(|line| text::trim(line).trim_end_matches('.'));
    for (at, line) in lines.filter(|line| !line.is_empty()).enumerate() {
        let step = line.split_once(' ').map(|(figure, meaning)| (figure, text::trim(meaning)));
        match step.filter(|(figure, meaning)| {
            figure.len() == 1 && figure.bytes().all(|byte| byte.is_ascii_digit()) && is_answer(meaning)
        }) {
            Some((figure, meaning)) => {
                found.push(Entry { symbol: figure.into(), meaning, written: Written::Beside });
            }
            None if at == 0 && line.len() <= 20 => {
                is_called_key = LABELS.contains(&text::words(line).as_str());
            }
            None => return Vec::new(),
        }
    }
    let is_key = is_lined || is_called_key && are_steps(&found);
    if STEPS.contains(&found.len()) && is_key { found } else { Vec::new() }
}

/// Pairs of an answer and the word that was used for it: `Yes: Blue; Partly: Green; No: Pink`. Only where all of the text's
/// pieces are such, two at least; figures may be counts.
pub fn turned_words<'t>(given: &'t str, is_answer: impl Fn(&str) -> bool) -> Vec<Entry<'t>> {
    if given.len() > 120 || !given.contains([':', '=']) {
        return Vec::new();
    }
    let mut found: Vec<Entry<'t>> = Vec::new();
    for piece in given.split([',', ';', '|', '\n']).map(text::trim).filter(|piece| !piece.is_empty()) {
        let Some((before, word)) = piece.rsplit_once([':', '=']) else { return Vec::new() };
        // `Key: Yes: Blue`, `Level (Yes: Blue; ...)`
        let meaning = text::trim(before.rsplit([':', '(']).next().unwrap_or(before));
        let word = text::trim(word).trim_end_matches(['.', ')']);
        // `Red = Yes` is the right way round already.
        let names_answer =
            ["yes", "no", "partly", "partially"].iter().any(|answer| word.eq_ignore_ascii_case(answer));
        let is_word = (2..=12).contains(&word.len())
            && word.bytes().all(|byte| byte.is_ascii_alphabetic())
            && !names_answer;
        if !is_word || !is_answer(meaning) {
            return Vec::new();
        }
        found.push(Entry { symbol: word.to_ascii_lowercase().into(), meaning, written: Written::Beside });
    }
    if found.len() < 2 { Vec::new() } else { found }
}

/// A meaning without what parts it from the next.
pub(super) fn tidy(raw: &str) -> &str {
    let mut rest = raw.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ',' | ';'
                    | '|'
                    | '/'
                    | '"'
                    | '\''
                    | '('
                    | ')'
                    | '.'
                    | '\u{201c}'
                    | '\u{201d}'
                    | '\u{2018}'
                    | '\u{2019}'
                    | '['
                    | ']'
                    | '&'
                    | '-'
            )
    });
    for word in [" and", " or"] {
        if let Some(before) = rest.strip_suffix(word) {
            rest = before.trim_end_matches([',', ' ']);
        }
    }
    // "N = no. Please add evidence ...": the key ends with its sentence.
    if let Some((first, _)) = rest.split_once(". ") {
        rest = first;
    }
    text::trim(rest)
}

/// Words that may stand for a mark.
const WORDS: &[&str] = &[
    "yes",
    "no",
    "partly",
    "partially",
    "tick",
    "cross",
    "green",
    "amber",
    "red",
    "yellow",
    "orange",
    "blue",
    "gold",
    "silver",
    "bronze",
];

/// Whether a symbol is a sign that is no tick or cross, drawn or of the keyboard: only `=` makes such a key's.
pub(super) fn is_drawn(symbol: &str) -> bool {
    super::plain_sign(symbol).is_some()
        || super::repeated_sign(symbol).is_some()
        || (!symbol.is_ascii() && !symbol.starts_with(TICK))
}

/// Whether a word is one letter several times: `xxx`, `oo`.
fn is_repeated(word: &str) -> bool {
    const MOST: usize = 5;
    let first = word.bytes().next().filter(u8::is_ascii_alphabetic);
    (2..=MOST).contains(&word.len()) && first.is_some_and(|first| word.bytes().all(|byte| byte == first))
}

/// Whether a small letter stands several times at a place, and is no cross: lists are numbered `ii` and `iii`, or `bb`.
fn is_numeral(given: &str, at: usize, length: usize) -> bool {
    let word = given.get(at..at + length).unwrap_or_default();
    is_repeated(word) && word.bytes().all(|byte| byte.is_ascii_lowercase()) && !word.starts_with(CROSS)
}

/// The symbol that begins at a place, with its length in bytes.
pub(super) fn symbol_at(given: &str, at: usize) -> Option<(Box<str>, usize)> {
    let rest = given.get(at..)?;
    let first = rest.chars().next()?;
    if let Some(length) = half_at(rest) {
        return Some((super::HALF.into(), length));
    }
    if let Some((symbol, length)) = super::below_nought(rest).or_else(|| super::repeated_sign(rest)) {
        return Some((symbol, length));
    }
    if let Some((sign, length)) = super::plain_sign(rest) {
        return Some((sign.into(), length));
    }
    if first == '*' {
        let length = rest.len() - rest.trim_start_matches('*').len();
        return super::drawn(rest.get(..length)?).map(|symbol| (symbol, length));
    }
    if !first.is_ascii() {
        // `✔✔ = Yes, ✔ = Partly`: two of them are another symbol than one.
        let signs = rest.chars().take_while(|c| matches!(*c, '\u{fe0f}') || *c == first);
        let length = signs.map(char::len_utf8).sum::<usize>();
        let signs = rest.get(..length)?;
        let n = signs.chars().filter(|c| *c == first).count();
        return match glyphs::sign_of(signs, None) {
            Some(Sign::Tick) => Some((TICK.repeat(n).into(), length)),
            Some(Sign::Cross) => Some((CROSS.repeat(n).into(), length)),
            _ => super::drawn(signs).map(|symbol| (symbol, length)),
        };
    }
    if rest.get(..3).is_some_and(|three| three.eq_ignore_ascii_case("n/a")) {
        return Some(("n a".into(), 3));
    }
    let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let word = rest.get(..length).filter(|word| !word.is_empty() && word.len() <= 9)?;
    // `100% = Yes`
    let behind = rest.get(length..).unwrap_or_default();
    let sign = behind.trim_start_matches(' ').strip_prefix('%');
    if let Some((symbol, after)) = super::percentage(word).zip(sign) {
        return Some((symbol, rest.len() - after.len()));
    }
    let is_number = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_code = word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_word = || WORDS.iter().any(|known| word.eq_ignore_ascii_case(known));
    if word.len() == 1 || is_number || is_code || is_repeated(word) || is_word() {
        let lower = word.to_ascii_lowercase();
        let symbol = match lower.as_str() {
            "tick" => TICK,
            "cross" => CROSS,
            other => other,
        };
        return Some((symbol.into(), length));
    }
    None
}

/// The length of a half that a text begins with: `0.5`, `\u{bd}`.
fn half_at(rest: &str) -> Option<usize> {
    let length = ["0.5", "0,5", ".5", "\u{bd}"].iter().find(|half| rest.starts_with(**half))?.len();
    let goes_on = rest.get(length..)?.starts_with(|c: char| c.is_alphanumeric());
    (!goes_on).then_some(length)
}

/// What parts a symbol from its meaning, with its length; a drawn sign needs no more than a space.
fn separator_at(given: &str, at: usize, is_sign: bool) -> Option<(usize, Written)> {
    let rest = given.get(at..)?;
    let closed = rest.strip_prefix([')', ']']).map_or(rest, str::trim_start);
    if closed.starts_with('=') {
        return Some((rest.len() - closed.len() + 1, Written::Equated));
    }
    let bare = rest.trim_start_matches([' ', '\u{a0}', '"', '\'', '\u{2019}', '\u{201d}']);
    let skipped = rest.len() - bare.len();
    let first = bare.chars().next()?;
    match first {
        '=' | '\u{2192}' => return Some((skipped + first.len_utf8(), Written::Equated)),
        ':' | '(' | '\u{2013}' | '\u{2014}' => return Some((skipped + first.len_utf8(), Written::Beside)),
        // "N-word" is a word.
        '-' if skipped > 0 || bare.starts_with("- ") => return Some((skipped + 1, Written::Beside)),
        '.' | ')' if bare.get(1..).is_some_and(|after| after.starts_with(' ')) => {
            return Some((skipped + 1, Written::Listed));
        }
        _ => {}
    }
    if skipped == 0 {
        return None;
    }
    let words = [
        ("means ", Written::Equated),
        ("for ", Written::Beside),
        ("if ", Written::Beside),
        ("where ", Written::Beside),
        ("is ", Written::Beside),
    ];
    for (word, written) in words {
        if bare.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word)) {
            return Some((skipped + word.len(), written));
        }
    }
    is_sign.then_some((skipped, Written::Beside))
}
