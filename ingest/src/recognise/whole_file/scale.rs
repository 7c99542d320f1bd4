//! Scales of letters: the initials of a list of answers (`Fully / Partly / Not` makes F, P, N), and answers that
//! are plainly of one such scale (`FM`, `PM`, `NM`) without a word of explanation.
//! In: a text, or the cells beside the statements. Out: letters with their answers. Never reads a scale from letters that
//! could be of another: P alone may be "pass".

mod worded;

use schemas::answer::Answer;

use crate::{
    grid::{Grid, Value},
    normalise::{
        marks::{
            Vocabulary,
            key::{Entry, Key, Written, plain_answer},
        },
        text,
    },
    recognise::found::{Found, Lie},
};

/// Letters with their answers.
type Scale = &'static [(&'static str, Answer)];

/// Scales that cannot be taken for anything else where all the letters beside the statements are of them, with the
/// letters that must be among them.
const SCALES: &[(Scale, &[&[&str]])] = &[
    (
        &[("fm", Answer::Yes), ("pm", Answer::Partly), ("nm", Answer::No)],
        &[&["fm", "pm"], &["fm", "nm"], &["pm", "nm"]],
    ),
    (
        &[("m", Answer::Yes), ("pm", Answer::Partly), ("nm", Answer::No)],
        &[&["m", "pm"], &["m", "nm"], &["pm", "nm"]],
    ),
    (
        &[("ip", Answer::Yes), ("pip", Answer::Partly), ("nip", Answer::No)],
        &[&["ip", "pip"], &["ip", "nip"], &["pip", "nip"]],
    ),
    (
        &[("fip", Answer::Yes), ("pip", Answer::Partly), ("nip", Answer::No)],
        &[&["fip", "pip"], &["fip", "nip"], &["pip", "nip"]],
    ),
    (&[("f", Answer::Yes), ("p", Answer::Partly), ("n", Answer::No)], &[&["f", "p", "n"]]),
    // Welsh, in which "na" is no "not applicable".
    (&[("ie", Answer::Yes), ("na", Answer::No)], &[&["ie", "na"]]),
    (&[("oes", Answer::Yes), ("na", Answer::No)], &[&["oes", "na"]]),
    (&[("ydy", Answer::Yes), ("na", Answer::No)], &[&["ydy", "na"]]),
];

/// Adds the scale that the letters beside the statements plainly are.
pub(crate) fn add_implied(grid: &Grid, found: &Found, words: &Vocabulary, key: &mut Key) {
    if found.lie != Lie::Down {
        return;
    }
    // Codes are short, and all of letters; anything longer is no mark, a mark of another kind belongs to no scale.
    let mut columns: Vec<(u32, Vec<&str>)> = Vec::new();
    let mut is_brag = false;
    for (hit, cells) in found.hits.iter().zip(grid.rows(found.hits.iter().map(|hit| hit.row))) {
        for cell in cells.iter().filter(|cell| cell.column > hit.column) {
            let Value::Text(raw) = &cell.value else { continue };
            let bare = text::trim(raw);
            // Blue is the end of another scale, in which green may be on the way.
            is_brag |= bare.eq_ignore_ascii_case("blue");
            if bare.is_empty() || bare.len() > 3 || !bare.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                continue;
            }
            let at = columns.iter().position(|(column, _)| *column == cell.column).unwrap_or_else(|| {
                columns.push((cell.column, Vec::new()));
                columns.len() - 1
            });
            let Some((_, codes)) = columns.get_mut(at) else { continue };
            if !codes.iter().any(|known| known.eq_ignore_ascii_case(bare)) {
                codes.push(bare);
            }
        }
    }
    if is_brag {
        key.doubt_green();
    }
    let is_of = |codes: &[&str], scale: Scale, needs: &[&[&str]]| {
        let has = |code: &&str| codes.iter().any(|used| used.eq_ignore_ascii_case(code));
        let known = |code: &str| scale.iter().any(|(known, _)| known.eq_ignore_ascii_case(code));
        codes.iter().all(|code| known(code) || code.eq_ignore_ascii_case("na"))
            && needs.iter().any(|need| need.iter().all(has))
    };
    for (scale, needs) in SCALES {
        if columns.iter().any(|(_, codes)| is_of(codes, scale, needs)) {
            for (code, answer) in *scale {
                key.add_implied(code, *answer);
            }
            return;
        }
    }
    for (word, answer) in worded::steps_used(grid, found, words).into_iter().flatten() {
        key.add_implied(&word, answer);
    }
}

/// The initials of a list of answers, as pairs: `Fully met / Partially met / Not met` makes F, P, N and FM, PM, NM.
/// Single letters of a word that begins two of them are left out.
pub(crate) fn initials<'t>(raw: &'t str, words: &Vocabulary) -> Option<Vec<Entry<'t>>> {
    if raw.len() > 200 || raw.len() < 6 {
        return None;
    }
    let list = raw.split(['(', '[']).next().filter(|list| !text::is_blank(list)).unwrap_or(raw);
    let list = list.split_once(':').map_or(list, |(_, list)| list);
    if !list.contains(['/', ',', '|', ';', '\n']) {
        return None;
    }
    let mut named: Vec<(Answer, &'t str)> = Vec::new();
    for piece in list.split(['/', ',', '|', ';', '\n']).flat_map(|piece| piece.split(" or ")) {
        let piece = text::trim(piece).trim_start_matches("or ").trim_end_matches('.');
        if piece.is_empty() {
            continue;
        }
        // "Please enter Fully, Partly or Not": the first piece has words before it.
        let answer = plain_answer(piece, words).map(|answer| (answer, piece)).or_else(|| {
            let (_, word) = piece.rsplit_once(' ').filter(|_| named.is_empty())?;
            plain_answer(word, words).map(|answer| (answer, word))
        })?;
        if named.iter().any(|(known, _)| *known == answer.0) {
            return None;
        }
        named.push(answer);
    }
    let has = |answer: Answer| named.iter().any(|(known, _)| *known == answer);
    if !(has(Answer::Yes) && has(Answer::Partly) && has(Answer::No)) {
        return None;
    }
    let mut found: Vec<Entry<'t>> = Vec::new();
    for (_, piece) in &named {
        let spoken = text::words(piece);
        let mut letters: String = spoken.split(' ').filter_map(|word| word.chars().next()).collect();
        if letters.len() > 1 {
            found.push(Entry { symbol: letters.as_str().into(), meaning: piece, written: Written::Beside });
            letters.truncate(letters.chars().next().map_or(0, char::len_utf8));
        }
        found.push(Entry { symbol: letters.into(), meaning: piece, written: Written::Beside });
    }
    let all = found.clone();
    found.retain(|entry| all.iter().filter(|other| other.symbol == entry.symbol).count() == 1);
    (found.len() >= 2).then_some(found)
}
