//! Marks made of words: one word, an option list with boxes, an answer with a remark, a comment.
//! In: a cell's trimmed text that is no mere sign. Out: a mark and the remark beside it. Never takes prose for an answer
//! unless it opens with one and holds nothing that takes it back.

mod against;
mod brief;
mod parts;

use schemas::answer::Answer;

use self::{
    against::{takes_back, without_links},
    parts::says_otherwise_of_part,
};
use super::{
    Absence, Doubt, Mark, MarkReading, Tick,
    glyphs::{self, Sign},
    options, sign_mark, slips,
    vocabulary::{Vocabulary, Word},
};
use crate::normalise::text::{trim, words};

/// Reads the mark that words make.
pub(super) fn read<'a>(text: &'a str, vocabulary: &Vocabulary) -> MarkReading<'a> {
    let text = behind_bullet(text);
    if points_to_a_note(text) {
        return Mark::Unclear(Doubt::Hedged).into();
    }
    if is_error(text) {
        return Mark::Unclear(Doubt::Error).into();
    }
    if is_welsh_no(text) {
        return Mark::Says(Answer::No).into();
    }
    if is_yes_in_part(text) {
        return Mark::Says(Answer::Partly).into();
    }
    // "Answer: Yes", where the label was typed with it.
    let label = text.split_once(':').filter(|(label, _)| is_label(label, vocabulary)).or_else(|| {
        let dashed = || [" \u{2013} ", " - "].iter().find_map(|dash| text.split_once(dash));
        dashed().filter(|(label, _)| names_answer(label)).or_else(|| numbered(text))
    });
    if let Some((label, rest)) = label
        && label.len() <= 24
        && !trim(rest).is_empty()
    {
        let rest = trim(rest);
        return match glyphs::sign_of(rest, None) {
            Some(sign) if vocabulary.look_up(rest).is_none() => sign_mark(sign).into(),
            _ => read(rest, vocabulary),
        };
    }
    let n_words = text.split_whitespace().take(5).count();
    if n_words <= 3 && asks(text) {
        return Mark::Unclear(Doubt::Vague).into();
    }
    if text.contains('*') && n_words == 1 {
        return Mark::Unclear(Doubt::Hedged).into();
    }
    // "Yes / Partly" is two words, not the phrase that it would be without its stroke.
    // "N/A" is no list, whatever a form's own key makes of its letters.
    if text.contains(['/', '|', '\\', ';', '&', '+']) && words(text) != "n a" {
        let has_sign = has_sign(text);
        if let Some(mark) = options::read(text, vocabulary).filter(|_| has_sign) {
            return mark.into();
        }
        match several(text, vocabulary) {
            // Somebody put a tick among the answers of the form's own list.
            Some(Mark::Nothing(_)) if has_sign => return Mark::Unclear(Doubt::Mixed).into(),
            Some(mark) => return mark.into(),
            None => {}
        }
    }
    // `Partly` in one line and `Yes` in the next are two words as well.
    if text.contains('\n') && several(text, vocabulary) == Some(Mark::Several) {
        return Mark::Several.into();
    }
    let alone = if has_sign(text) { None } else { vocabulary.look_up(text) };
    match alone {
        Some(Word::Answer(answer)) => return Mark::Says(answer).into(),
        Some(Word::Vague) => return Mark::Unclear(Doubt::Vague).into(),
        Some(Word::Prompt) => return Mark::Nothing(Absence::Written).into(),
        None => {}
    }
    if let Some(mark) = flag_or_number(text) {
        return mark.into();
    }
    if let Some(mark) = options::read(text, vocabulary).or_else(|| several(text, vocabulary)) {
        return mark.into();
    }
    if let Some(reading) = sign_and_words(text, vocabulary).or_else(|| answer_and_remark(text, vocabulary)) {
        return reading;
    }
    // "1 - Yes" and "Partialy" say what they say.
    if let Some(answer) =
        options::labelled(text).and_then(|rest| vocabulary.answer(rest)).or_else(|| slips::answer(text))
    {
        return Mark::Says(answer).into();
    }
    // "A. Yes because ..."
    let behind_label = options::labelled(text).and_then(|rest| answer_and_remark(rest, vocabulary));
    let has_parts =
        |remark: &str| Answer::ALL.iter().any(|answer| says_otherwise_of_part(*answer, remark, vocabulary));
    let is_sure = |reading: &MarkReading<'_>| {
        matches!(reading.mark, Mark::Says(_)) || reading.remark.is_some_and(has_parts)
    };
    if let Some(reading) = behind_label.filter(is_sure) {
        return reading;
    }
    if n_words == 1 && text.chars().count() < 4 || is_word_and_sign(text) {
        return Mark::Unclear(Doubt::Vague).into();
    }
    MarkReading { mark: Mark::Prose, remark: Some(text) }
}

/// A box, with what stands behind it, without the point of the list that it is in: `- [x] Yes`, `\u{2022} \u{2610} No`.
pub(crate) fn behind_bullet(text: &str) -> &str {
    const BULLETS: [char; 7] = ['-', '*', '+', '\u{2022}', '\u{2013}', '\u{25e6}', '\u{25aa}'];
    let Some(rest) = text.strip_prefix(BULLETS).filter(|rest| rest.starts_with([' ', '\t', '\u{a0}'])) else {
        return text;
    };
    let rest = trim(rest);
    let is_bracketed =
        matches!(rest.as_bytes(), [b'[', _, b']', ..] | [b'(', _, b')', ..] | [b'[', b']', ..]);
    if is_bracketed || rest.starts_with(options::is_box) { rest } else { text }
}

/// `Yes\u{2020}`, `x\u{b9}`: a mark with the sign of a foot note, which may say anything of it.
fn points_to_a_note(text: &str) -> bool {
    const SIGNS: [char; 6] = ['\u{2020}', '\u{2021}', '\u{a7}', '\u{b9}', '\u{b2}', '\u{b3}'];
    text.len() <= 16 && text.ends_with(SIGNS)
}

/// Whether a question mark stands in a text; those of addresses ask nothing.
fn asks(text: &str) -> bool {
    text.contains('?') && without_links(text).contains('?')
}

/// `now x`, `here \u{2713}`: a word that says something of the mark behind it.
fn is_word_and_sign(text: &str) -> bool {
    let parts = text.split_once(char::is_whitespace);
    parts.is_some_and(|(word, sign)| {
        word.len() <= 8
            && word.chars().all(char::is_alphabetic)
            && matches!(glyphs::sign_of(trim(sign), None), Some(Sign::Tick | Sign::Cross))
    })
}

/// What a form writes before an answer: `Answer`, `Yes/Partly/No`.
pub(crate) fn is_label(label: &str, vocabulary: &Vocabulary) -> bool {
    label.len() <= 24 && (names_answer(label) || is_list(label, vocabulary))
}

/// `Yes - partly`, `Yes (in part)`: the second says how far. Without a sign between them they may be two of a list.
fn is_yes_in_part(text: &str) -> bool {
    let Some(rest) = text.get(..3).filter(|yes| yes.eq_ignore_ascii_case("yes")).and_then(|_| text.get(3..))
    else {
        return false;
    };
    let how = rest.strip_prefix([' ', '\u{a0}']).unwrap_or_default();
    how.len() <= 20
        && how.starts_with(['-', '\u{2013}', '\u{2014}', '('])
        && matches!(words(how).as_str(), "partly" | "partially" | "in part" | "part" | "to some extent")
}

/// `Na / No`, `Na (No)`: in two languages, and not "not applicable".
pub(crate) fn is_welsh_no(text: &str) -> bool {
    let mut pieces = text.split(['/', '|', '(', ')', '\n']).map(trim).filter(|piece| !piece.is_empty());
    text.len() <= 12
        && matches!(
            (pieces.next(), pieces.next(), pieces.next()),
            (Some("Na"), Some("No"), None) | (Some("No"), Some("Na"), None)
        )
}

/// What stands behind the number of the question that it answers: `A4. Yes`.
pub(crate) fn behind_number(text: &str) -> &str {
    numbered(text).map_or(text, |(_, rest)| trim(rest))
}

fn numbered(text: &str) -> Option<(&str, &str)> {
    if !text.starts_with(['a', 'A', 'r', 'R']) {
        return None;
    }
    let (label, rest) = text.split_once(['.', ')', ':']).filter(|(_, rest)| rest.starts_with(' '))?;
    names_numbered_answer(label).then_some((label, rest))
}

/// `A4`, `Answer 12`: the answer to a question of that number.
fn names_numbered_answer(label: &str) -> bool {
    const LONGEST: usize = 12;
    if label.len() > LONGEST || !label.ends_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let words = words(label);
    matches!(
        trim(words.trim_end_matches(|c: char| c.is_ascii_digit())),
        "a" | "ans" | "answer" | "response" | "reply"
    )
}

/// `Answer`, `Our response`.
fn names_answer(label: &str) -> bool {
    names_numbered_answer(label)
        || label.len() <= 24
            && matches!(
                words(label).as_str(),
                "answer"
                    | "our answer"
                    | "ans"
                    | "response"
                    | "our response"
                    | "school response"
                    | "currently"
            )
}

/// Whether a text is the form's own list of answers.
pub(super) fn is_list(text: &str, vocabulary: &Vocabulary) -> bool {
    several(text, vocabulary) == Some(Mark::Nothing(Absence::Written))
}

/// Whether a tick, a cross or the like stands among the words: then the words alone do not say it.
fn has_sign(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c, '~' | '>' | '\u{2190}'..='\u{21ff}')
            || (!c.is_ascii()
                && !c.is_alphanumeric()
                && (matches!(glyphs::plain(c), Some(Sign::Tick | Sign::Cross | Sign::Says(_)))
                    || options::is_box(c)))
    }) || (text.contains(['[', '(']) && ["[ ]", "[]", "( )", "()"].iter().any(|empty| text.contains(empty)))
}

fn is_error(text: &str) -> bool {
    text.starts_with('#')
        && [
            "#REF!",
            "#N/A",
            "#VALUE!",
            "#NAME?",
            "#DIV/0!",
            "#NULL!",
            "#NUM!",
            "#SPILL!",
            "#CALC!",
            "#GETTING_DATA",
        ]
        .iter()
        .any(|error| text.eq_ignore_ascii_case(error))
        || (text.len() == 7 && text.to_ascii_lowercase().starts_with("err:5"))
}

/// TRUE and FALSE as text exports write them; numbers as text.
fn flag_or_number(text: &str) -> Option<Mark> {
    if text.eq_ignore_ascii_case("true") {
        return Some(Mark::Tick(Tick::True));
    }
    if text.eq_ignore_ascii_case("false") {
        return Some(Mark::Nothing(Absence::Written));
    }
    let has_digit = text.bytes().any(|b| b.is_ascii_digit());
    if !has_digit || text.chars().any(char::is_alphabetic) {
        return None;
    }
    match text.parse::<f64>() {
        Ok(number) => Some(super::number_mark(number)),
        Err(_) if text.matches(['/', '-', '.']).count() == 2 => Some(Mark::Unclear(Doubt::Date)),
        Err(_) => Some(Mark::Unclear(Doubt::Number)),
    }
}

/// `Yes/No`, `Y or P`: words for several answers. All of the scale is the form's own list, from which nobody chose.
fn several(text: &str, vocabulary: &Vocabulary) -> Option<Mark> {
    if text.len() > 80 {
        return None;
    }
    let folded = text.to_lowercase().replace(" or ", "/").replace(" and ", "/").replace(" to ", "/");
    let mut said = [false; 4];
    let mut n_pieces = 0;
    for piece in
        folded.split(['/', '|', ',', ';', '&', '+', '\n', '\\']).filter(|piece| !piece.trim().is_empty())
    {
        let answer = vocabulary.answer(piece)?;
        if let Some(said) = said.get_mut(answer as usize) {
            *said = true;
        }
        n_pieces += 1;
    }
    let n_said = said.iter().filter(|said| **said).count();
    match n_said {
        _ if n_pieces < 2 => None,
        1 => Answer::ALL.into_iter().zip(said).find(|(_, said)| *said).map(|(answer, _)| Mark::Says(answer)),
        2 => Some(Mark::Several),
        _ if sets_one_off(text) => Some(Mark::Unclear(Doubt::Mixed)),
        _ => Some(Mark::Nothing(Absence::Written)),
    }
}

/// `Yes / **Partly** / No`, `yes / PARTLY / no`, `Yes / Partly <- / No`: whether one of a list's answers is written in
/// another way than the others. Somebody may have chosen it so.
fn sets_one_off(text: &str) -> bool {
    let pieces =
        || text.split(['/', '|', ',', ';', '&', '+', '\n', '\\']).map(trim).filter(|piece| !piece.is_empty());
    // What stands around the whole list says nothing about its first or last answer.
    let is_around = |c: char| matches!(c, '(' | ')' | '[' | ']' | '"' | '\'' | '.' | ':' | '?');
    let last = pieces().count().saturating_sub(1);
    let (mut n_plain, mut n_capital) = (0_usize, 0_usize);
    let mut signs: Option<(&str, &str)> = None;
    for (at, piece) in pieces().enumerate() {
        let before = piece.trim_start_matches(|c: char| !c.is_alphanumeric());
        let bare = before.trim_end_matches(|c: char| !c.is_alphanumeric());
        let front = piece.strip_suffix(before).unwrap_or_default();
        let back = before.strip_prefix(bare).unwrap_or_default();
        let is_outer = |side: &str, is_end: bool| side.is_empty() || (is_end && side.chars().all(is_around));
        // Brackets on both sides are the answer's own.
        let is_wrapped = !front.is_empty() && !back.is_empty();
        if is_outer(front, at == 0) && is_outer(back, at == last) && !is_wrapped {
            n_plain += 1;
        } else if *signs.get_or_insert((front, back)) != (front, back) {
            return true;
        }
        // `NA` is written so by everybody.
        let is_capital = bare.chars().count() > 1 && bare != "NA" && !bare.chars().any(char::is_lowercase);
        n_capital += usize::from(is_capital);
    }
    (signs.is_some() && n_plain > 0) || (n_capital == 1 && n_plain > 1)
}

/// `✓ reviewed in May`, `Yes ✓`, `x - see policy`.
fn sign_and_words<'a>(text: &'a str, vocabulary: &Vocabulary) -> Option<MarkReading<'a>> {
    let first = text.chars().next()?;
    let last = text.chars().next_back()?;
    // `\u{1f7e2} Green`: a light that agrees with its word.
    if let Some(Sign::Says(light)) = text.get(..first.len_utf8()).and_then(|sign| glyphs::sign_of(sign, None))
        && let Some(answer) = text.get(first.len_utf8()..).and_then(|rest| vocabulary.answer(rest))
    {
        let mark = if light == answer { Mark::Says(answer) } else { Mark::Unclear(Doubt::Mixed) };
        return Some(mark.into());
    }
    let (sign_text, sign, rest) = if let Some(sign) = leading_sign(text, first) {
        (first, sign, text.get(first.len_utf8()..)?)
    } else {
        let head = text.get(..text.len() - last.len_utf8())?;
        let sign = glyphs::sign_of(text.get(head.len()..)?, None)
            .filter(|sign| matches!(sign, Sign::Tick | Sign::Cross) && !last.is_ascii_alphanumeric())?;
        // A tick behind a word is read with the word alone; behind prose it says nothing sure.
        vocabulary.answer(head)?;
        (last, sign, head)
    };
    let rest =
        trim(rest.trim_start_matches([' ', '-', '\u{2013}', '\u{2014}', ':', ';', ',', '.', '\n', '\u{a0}']));
    if points_on(rest) {
        return Some(MarkReading { mark: Mark::Unclear(Doubt::Mixed), remark: Some(rest) });
    }
    if let Some(answer) = vocabulary.answer(rest) {
        let is_for = match sign {
            Sign::Tick | Sign::Dot | Sign::One => true,
            // An x may be a tick; a drawn cross beside "Yes" may strike it.
            Sign::Cross => sign_text.eq_ignore_ascii_case(&'x') || answer == Answer::No,
            _ => false,
        };
        return Some(if is_for { Mark::Says(answer).into() } else { Mark::Unclear(Doubt::Mixed).into() });
    }
    if !matches!(sign, Sign::Tick | Sign::Cross | Sign::Dot) {
        return None;
    }
    let mark = if takes_back(Answer::Yes, rest) { Mark::Unclear(Doubt::Hedged) } else { sign_mark(sign) };
    Some(MarkReading { mark, remark: Some(rest) })
}

/// `\u{2192}`, `-> No`: what points from a mark to another place, or to another mark.
fn points_on(rest: &str) -> bool {
    const ARROWS: [&str; 8] =
        ["\u{2190}", "\u{2192}", "\u{21d2}", "\u{21e8}", "\u{27a1}", "\u{27a4}", ">", "<"];
    ARROWS.iter().any(|arrow| rest.starts_with(arrow))
}

/// The sign in front of words; the letter x only where a space or punctuation follows it.
fn leading_sign(text: &str, first: char) -> Option<Sign> {
    let length = first.len_utf8();
    let next = text.get(length..)?.chars().next()?;
    if first.is_alphanumeric() && (!first.eq_ignore_ascii_case(&'x') || next.is_alphanumeric()) {
        return None;
    }
    // A bullet or a dash in front of words is punctuation.
    glyphs::sign_of(text.get(..length)?, None).filter(|sign| matches!(sign, Sign::Tick | Sign::Cross))
}

/// Words that may follow "Yes" directly without taking it back.
const CONTINUES_YES: &[&str] = &[
    "we", "see", "this", "it", "our", "the", "there", "all", "please", "reviewed", "updated", "via",
    "through", "as", "since", "by", "because", "and",
];

/// `Yes - reviewed in May`, `Partly: staff only`, `No, but planned`, `Yes we have a policy`.
fn answer_and_remark<'a>(text: &'a str, vocabulary: &Vocabulary) -> Option<MarkReading<'a>> {
    if let Some((head, remark)) = split_head(text)
        && let Some(answer) = vocabulary.answer(head)
    {
        let remark = trim(remark);
        let mark = match vocabulary.look_up(remark) {
            Some(Word::Answer(other)) if other != answer => Mark::Several,
            Some(Word::Answer(_)) => Mark::Says(answer),
            // `No. 3 in our plan`
            _ if answer == Answer::No
                && remark.starts_with(|c: char| c.is_ascii_digit())
                && text.contains("o. ") =>
            {
                Mark::Unclear(Doubt::Hedged)
            }
            _ if asks(remark)
                || points_on(remark)
                || takes_back(answer, remark)
                || says_otherwise_of_part(answer, remark, vocabulary) =>
            {
                Mark::Unclear(Doubt::Hedged)
            }
            _ => Mark::Says(answer),
        };
        return Some(MarkReading { mark, remark: Some(remark) });
    }
    let (first, rest) = text.split_once(char::is_whitespace)?;
    // `Partly No`: the second may have been put in the place of the first.
    if vocabulary.answer(first) == Some(Answer::Partly) && vocabulary.answer(rest) == Some(Answer::No) {
        return Some(Mark::Several.into());
    }
    let answer = match vocabulary.answer(first) {
        Some(answer)
            if first.chars().count() > 2 || answer == Answer::NotApplicable || answer == Answer::No =>
        {
            answer
        }
        _ if words(text).starts_with("not applicable ") => Answer::NotApplicable,
        _ => return None,
    };
    let spoken = words(rest);
    let follows = spoken.split(' ').next().unwrap_or("");
    let is_sure = match answer {
        // "Yes please" wants it.
        Answer::Yes => words(first) == "yes" && CONTINUES_YES.contains(&follows) && spoken != "please",
        Answer::Partly => matches!(words(first).as_str(), "partly" | "partially"),
        // "No concerns were raised" is no answer.
        Answer::No => follows == "because",
        Answer::NotApplicable => true,
    };
    let opens_with_answer = matches!(words(first).as_str(), "yes" | "no" | "partly" | "partially") || is_sure;
    if !opens_with_answer {
        return None;
    }
    let is_taken_back =
        || asks(rest) || takes_back(answer, rest) || says_otherwise_of_part(answer, rest, vocabulary);
    let mark = if is_sure && !is_taken_back() { Mark::Says(answer) } else { Mark::Unclear(Doubt::Hedged) };
    Some(MarkReading { mark, remark: Some(trim(rest)) })
}

/// The text before the first mark of punctuation that parts an answer from a remark, and what follows it.
fn split_head(text: &str) -> Option<(&str, &str)> {
    // An answer is short: a break far into the text parts sentences.
    for (at, c) in text.char_indices().take_while(|(at, _)| *at < 40) {
        let rest = text.get(at + c.len_utf8()..)?;
        let is_break = match c {
            ':' | ';' | ',' | '(' | '\n' | '\u{2013}' | '\u{2014}' | '!' | '=' => true,
            '.' => rest.starts_with(char::is_whitespace),
            // "Part-time" is one word.
            '-' => rest.starts_with(char::is_whitespace) || text.get(..at)?.ends_with(char::is_whitespace),
            _ => false,
        };
        if is_break {
            return (at > 0)
                .then_some((text.get(..at)?, rest.trim_start_matches([' ', '-', '.', '\u{2013}'])));
        }
    }
    None
}
