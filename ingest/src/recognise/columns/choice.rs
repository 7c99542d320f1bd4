//! Which of several columns that could hold the answers does.
//! In: headings, and what stands below them. Out: columns. Never chooses between two that hold answers to the same question.

use schemas::{
    answer::Answer,
    catalogue::{Catalogue, ColumnRole},
};

use super::{
    askance, bare,
    contents::{Contents, contents},
    period::{self, Standing},
};
use crate::{
    grid::{Cell, Value},
    normalise::{
        marks::{Mark, Tick, Vocabulary, read_mark},
        text,
    },
    recognise::{
        draft::roles::{Block, Role, used_columns},
        headings::{
            Head,
            bands::{Band, Headed},
        },
    },
};

/// The columns under headings that ask for the answer itself: of the surest heading below which answers stand; none
/// where two hold them, or where they are of a year that may be another than that of a heading without one.
pub(super) fn any_answer(
    block: &Block<'_>,
    heads: &[Headed],
    band: Option<&Band>,
    words: &Vocabulary,
) -> Option<Vec<u32>> {
    let chosen = surest(block, heads, band, words)?;
    let asks = |headed: &&Headed| matches!(headed.head, Head::AnyAnswer(_));
    let standing = |headed: &Headed| period::standing(block, band, headed);
    let is_untimed = |headed: &Headed| standing(headed).is_none();
    // Where the chosen one holds nothing, the answers of a year that may be this one's are not passed over.
    let seen = |column: u32| contents(block, column, words);
    let is_other_filled = |headed: &Headed| {
        standing(headed) == Some(Standing::Perhaps)
            && !chosen.contains(&headed.column)
            && seen(headed.column).n_answers > 0
    };
    if chosen.iter().all(|column| seen(*column).n == 0) && heads.iter().filter(asks).any(is_other_filled) {
        return None;
    }
    let mut own = heads.iter().filter(asks).filter(|headed| chosen.contains(&headed.column));
    let may_be_other = own.any(|headed| standing(headed) == Some(Standing::Perhaps));
    (!may_be_other || !heads.iter().filter(asks).any(is_untimed)).then_some(chosen)
}

/// The columns of the plain words, where one more column names one of their answers in other words: `Yes | Partly | No | Not
/// yet`. What stands in that one is asked about.
pub(super) fn plain_words(block: &Block<'_>, heads: &[Headed], band: Option<&Band>) -> Option<Vec<u32>> {
    let row = band?.row;
    let is_plain = |headed: &&Headed| {
        let raw =
            block.heads.at(row, headed.anchor).and_then(|cell| cell.value.as_text()).unwrap_or_default();
        matches!(text::words(raw).as_str(), "yes" | "partly" | "partially" | "no")
    };
    let answers = || heads.iter().filter(|headed| matches!(headed.head, Head::Answer(_)));
    let plain: Vec<u32> = answers().filter(is_plain).map(|headed| headed.column).collect();
    let mut named: Vec<Answer> = answers()
        .filter(is_plain)
        .filter_map(|headed| if let Head::Answer(answer) = headed.head { Some(answer) } else { None })
        .collect();
    named.sort_unstable();
    named.dedup();
    (plain.len() >= 3 && named.len() == plain.len() && answers().count() == plain.len() + 1).then_some(plain)
}

/// The only column of answers whose heading is nothing but this collection's time, where every heading that asks for the
/// answer names another time.
pub(super) fn under_time(
    block: &Block<'_>,
    heads: &[Headed],
    band: Option<&Band>,
    words: &Vocabulary,
) -> Option<u32> {
    let standing = |headed: &Headed| period::standing(block, band, headed);
    let mut asked = heads.iter().filter(|headed| matches!(headed.head, Head::AnyAnswer(_)));
    if !asked.all(|headed| standing(headed) == Some(Standing::Other)) {
        return None;
    }
    let is_timed = |column: &u32| {
        let headed = Headed { column: *column, anchor: *column, head: Head::Further };
        heads.iter().all(|known| known.column != *column)
            && standing(&headed) == Some(Standing::Current)
            && contents(block, *column, words).n_answers > 0
    };
    let mut timed = used_columns(block).into_iter().filter(is_timed);
    timed.next().filter(|_| timed.next().is_none())
}

/// The columns of the only run of answers that asks what the form asks, where the heading above each other run asks something
/// else (`In place?` over `Yes | Partly | No`, `Support needed?` over `Yes | No`) or nothing at all stands below it. None where
/// the one filled in is another time's.
pub(super) fn run_that_asks(
    block: &Block<'_>,
    heads: &[Headed],
    band: Option<&Band>,
    words: &Vocabulary,
) -> Option<Vec<u32>> {
    let above = block.above(band?.row);
    let mut runs: Vec<Vec<Headed>> = Vec::new();
    for headed in heads.iter().filter(|headed| matches!(headed.head, Head::Answer(_))) {
        match runs.last_mut() {
            Some(run) if run.iter().all(|known| known.head != headed.head) => run.push(*headed),
            _ => runs.push(vec![*headed]),
        }
    }
    runs.retain(|run| {
        let over = run.first().and_then(|headed| block.heads.at(above?, headed.column));
        !over.and_then(|cell| cell.value.as_text()).is_some_and(askance::asks_else_over_group)
    });
    // Beside the form may stand counts, or the list that its cells offer.
    if runs.first().is_some_and(|run| run.len() > 1) {
        let mut at = 0;
        let mut list: Option<u32> = None;
        runs.retain(|run| {
            at += 1;
            let column = run.first().map(|headed| headed.column);
            // `Partly | Being worked on`: what a list's answers mean stands beside them.
            let explains = run.len() == 1
                && column.is_some_and(|column| list.is_some_and(|list| explains_list(block, (list, column))));
            let is_list = at > 1 && is_offered_list(block, run, words);
            list = column.filter(|_| is_list);
            at == 1 || !(holds_counts(block, run) || is_list || explains)
        });
    }
    // One more column, headed like an answer, is no second run.
    if runs.iter().any(|run| run.len() < 2) {
        return None;
    }
    if runs.len() > 1 {
        // A year that may be another's is none to be sure of beside one that is this one's.
        let is_other = |run: &[Headed]| {
            run.iter().any(|headed| {
                period::is_other(block, band, headed.column)
                    || period::standing(block, band, headed) == Some(Standing::Perhaps)
            })
        };
        let is_filled = |run: &[Headed]| run.iter().any(|headed| contents(block, headed.column, words).n > 0);
        runs.retain(|run| is_filled(run));
        runs.retain(|run| !is_other(run));
    }
    let [only] = runs.as_slice() else { return None };
    Some(only.iter().map(|headed| headed.column).collect())
}

/// Whether nothing but figures stands below a run of headings, and they count.
fn holds_counts(block: &Block<'_>, run: &[Headed]) -> bool {
    let mut cells = run
        .iter()
        .flat_map(|headed| block.lines.iter().filter_map(|row| block.grid.at(*row, headed.column)))
        .filter(|cell| !matches!(cell.value, Value::Empty))
        .peekable();
    let mut has_count = false;
    let are_figures = cells.peek().is_some()
        && cells.all(|cell| match cell.value {
            Value::Number(number) => {
                has_count |= number > 1.0;
                true
            }
            _ => false,
        });
    are_figures && has_count
}

/// Whether a single heading that names an answer begins a list of the answers, one below another: what a cell offers, or
/// what the answers mean.
fn is_offered_list(block: &Block<'_>, run: &[Headed], words: &Vocabulary) -> bool {
    const MOST: usize = 5;
    let [headed] = run else { return false };
    let mut below: Vec<(u32, Answer)> = Vec::new();
    for row in block.lines {
        let Some(cell) = block.grid.at(*row, headed.column) else { continue };
        match read_mark(cell, words).mark {
            Mark::Says(answer) => below.push((*row, answer)),
            Mark::Nothing(_) => {}
            _ => return false,
        }
    }
    let first = block.lines.first().copied().unwrap_or(0);
    let is_below = |(at, (row, _)): (u32, &(u32, Answer))| *row == first + at;
    let are_different = below.iter().enumerate().all(|(at, (_, answer))| {
        headed.head != Head::Answer(*answer) && below.iter().skip(at + 1).all(|(_, other)| other != answer)
    });
    (1..=MOST).contains(&below.len()) && (0..).zip(&below).all(is_below) && are_different
}

/// The column that says in words what the figures under the heading that asks for the answer stand for: `Value | Label` over
/// `2 | Partly`. None where a figure stands for two of them, or the other column may ask something else.
pub(super) fn spelt_out(
    block: &Block<'_>,
    chosen: &[u32],
    (band, words): (Option<&Band>, &Vocabulary),
) -> Option<u32> {
    const FEWEST: usize = 4;
    let [figures] = chosen else { return None };
    if !holds_figures(block, *figures) || contents(block, *figures, words).n_answers > 0 {
        return None;
    }
    let figure = |row: u32| {
        block.grid.at(row, *figures).map(|cell| match &cell.value {
            Value::Number(number) => number.to_string(),
            value => value.as_text().map(text::trim).unwrap_or_default().to_owned(),
        })
    };
    let says = |column: u32| {
        let mut pairs: Vec<(String, Answer)> = Vec::new();
        let mut n = 0;
        for row in block.lines {
            let mark = block.grid.at(*row, column).map(|cell| read_mark(cell, words).mark);
            match (figure(*row), mark) {
                (None, None | Some(Mark::Nothing(_))) => {}
                (Some(figure), Some(Mark::Says(answer))) => {
                    n += 1;
                    let known = pairs.iter().find(|(known, said)| (*known == figure) || *said == answer);
                    match known {
                        Some((known, said)) if *known == figure && *said == answer => {}
                        Some(_) => return false,
                        None => pairs.push((figure, answer)),
                    }
                }
                _ => return false,
            }
        }
        n >= FEWEST && pairs.len() > 1
    };
    let may_be = |column: &u32| {
        column != figures
            && !askance::asks_else_over(block, band, *column)
            && !period::is_other(block, band, *column)
            && says(*column)
    };
    let mut all = used_columns(block).into_iter().filter(may_be);
    all.next().filter(|_| all.next().is_none())
}

/// Whether words stand right beside each answer of a list, and nowhere else in their column.
fn explains_list(block: &Block<'_>, (list, column): (u32, u32)) -> bool {
    let is_filled = |row: u32, column: u32| {
        block.grid.at(row, column).is_some_and(|cell| {
            !matches!(cell.value, Value::Empty) && !cell.value.as_text().is_some_and(text::is_blank)
        })
    };
    column == list + 1 && block.lines.iter().all(|row| is_filled(*row, list) == is_filled(*row, column))
}

fn surest(block: &Block<'_>, heads: &[Headed], band: Option<&Band>, words: &Vocabulary) -> Option<Vec<u32>> {
    let strength = |headed: &Headed| match headed.head {
        Head::AnyAnswer(strength) => strength,
        _ => 0,
    };
    let answers = |column: u32| contents(block, column, words).n_answers;
    // Another year's answers are none of this one's, however sure their heading, and whatever stands in its own.
    let standing = |headed: &Headed| period::standing(block, band, headed);
    let has_untimed = heads.iter().any(|headed| strength(headed) > 0 && standing(headed).is_none());
    let has_current =
        heads.iter().any(|headed| strength(headed) > 0 && standing(headed) == Some(Standing::Current));
    let own: Vec<Headed> = heads
        .iter()
        .filter(|headed| match standing(headed) {
            Some(Standing::Other) => !has_untimed && !has_current,
            Some(Standing::Perhaps) => !has_current,
            _ => true,
        })
        .copied()
        .collect();
    let heads = own.as_slice();
    let most_sure = heads.iter().map(strength).max().unwrap_or(0);
    // `Score` over figures beside `RAG` over colours: the figures are worked out from them. A surer heading over nothing,
    // or over words, is the school's own.
    let are_figures = heads
        .iter()
        .filter(|headed| strength(headed) == most_sure)
        .all(|headed| holds_figures(block, headed.column));
    let read = heads.iter().filter(|headed| answers(headed.column) > 0).map(strength).max();
    let most = read.filter(|most| are_figures && *most > 0).unwrap_or(most_sure);
    let best: Vec<Headed> = heads.iter().filter(|headed| strength(headed) == most).copied().collect();
    let anchors: Vec<u32> = best.iter().map(|headed| headed.anchor).collect();
    if anchors.iter().all(|anchor| Some(anchor) == anchors.first()) {
        return Some(best.iter().map(|headed| headed.column).collect());
    }
    if let Some(kept) = period::latest(block, &best, band) {
        return Some(kept);
    }
    let filled: Vec<u32> =
        best.iter().map(|headed| headed.column).filter(|column| answers(*column) > 0).collect();
    // Where none says an answer, the one that says anything at all is the one to ask about.
    let holds = |column: &u32| contents(block, *column, words).n > 0;
    match filled.len() {
        0 => {
            let any: Vec<u32> = best.iter().map(|headed| headed.column).filter(holds).collect();
            (any.len() <= 1).then_some(any)
        }
        1 => Some(filled),
        // Of several alike, the only one that is seen is the one that was filled in.
        _ => {
            let is_seen = |column: &u32| block.grid.hidden_columns.binary_search(column).is_err();
            let seen: Vec<u32> = filled.into_iter().filter(is_seen).collect();
            let seen = bare::without_restated(block, seen, words);
            (seen.len() == 1).then_some(seen)
        }
    }
}

/// Whether a heading that names an answer (`In place?`) stands over marks or figures, and only weaker ones that may ask
/// for the answer (`Progress`) beside it, over nothing that could be one.
pub(super) fn is_named_alone(block: &Block<'_>, heads: &[Headed], words: &Vocabulary) -> bool {
    let seen = |headed: &Headed| contents(block, headed.column, words);
    let is_named = |headed: &Headed| matches!(headed.head, Head::Answer(_)) && seen(headed).n > 0;
    let is_void = |headed: &Headed| match headed.head {
        Head::AnyAnswer(strength) => strength < 3 && seen(headed).n_answers + seen(headed).n_ticks == 0,
        _ => true,
    };
    heads.iter().any(is_named) && heads.iter().all(is_void)
}

/// Whether answers stand under a heading that names one (`In place?`) and under one that asks for them (`RAG`) as well:
/// either may be the return's.
pub(super) fn is_torn(block: &Block<'_>, heads: &[Headed], words: &Vocabulary) -> bool {
    let says = |headed: &&Headed| {
        let seen = contents(block, headed.column, words);
        let n = match headed.head {
            Head::Answer(_) => seen.n_answers,
            Head::AnyAnswer(_) if !holds_figures(block, headed.column) => seen.n_answers + seen.n_ticks,
            _ => 0,
        };
        n > 0 && n * 2 > seen.n
    };
    let is_named = |headed: &&Headed| matches!(headed.head, Head::Answer(_));
    heads.iter().filter(is_named).any(|headed| says(&headed))
        && heads.iter().filter(|headed| !is_named(headed)).any(|headed| says(&headed))
}

/// Whether the only column whose heading names an answer stands among others that are marked alike, under headings that
/// are not known: it is one of a scale's, and the others are its other answers.
pub(super) fn is_one_of_unknown(
    block: &Block<'_>,
    (column, role): (u32, Role),
    known: &[u32],
    words: &Vocabulary,
) -> bool {
    let is_marked = |column: u32| {
        !known.contains(&column) && column > block.right && contents(block, column, words).is_marks()
    };
    let beside = |step: u32| {
        column.checked_sub(step).is_some_and(is_marked) || column.checked_add(step).is_some_and(is_marked)
    };
    // "In place?" asks by itself; "Partly" does not.
    beside(1) && (role != Role::Answer(Answer::Yes) || beside(2))
}

/// Whether the only marked column holds ticks and crosses: its crosses say No, and its order in the form says nothing.
pub(super) fn is_ticked_and_crossed(
    block: &Block<'_>,
    marked: &[&(u32, Contents)],
    words: &Vocabulary,
) -> bool {
    let [(column, _)] = marked else { return false };
    let has = |tick: Tick| {
        let mut cells = block.lines.iter().filter_map(|row| block.grid.at(*row, *column));
        cells.any(|cell| read_mark(cell, words).mark == Mark::Tick(tick))
    };
    has(Tick::Tick) && has(Tick::Cross)
}

/// Whether one column holds answers of several kinds in words, and another ticks or words as well: the one is a column of
/// answers, and the other says something else.
pub(super) fn has_words_beside_ticks(marked: &[&(u32, Contents)]) -> bool {
    let names_several = |seen: &Contents| {
        seen.n_ticks == 0
            && Answer::ALL
                .into_iter()
                .zip(seen.by_answer)
                .filter(|(answer, n)| *answer != Answer::NotApplicable && *n > 0)
                .count()
                > 1
    };
    // Y and N stand in every column of a grid; Partly among them is the answer itself.
    let is_answers = |seen: &Contents| {
        let n = |answer: Answer| seen.by_answer.get(answer as usize).copied().unwrap_or(0);
        let others = n(Answer::Yes) + n(Answer::No);
        seen.n_ticks == 0 && n(Answer::Partly).min(others) * 5 > seen.n
    };
    (marked.iter().any(|(_, seen)| names_several(seen)) && marked.iter().any(|(_, seen)| seen.n_answers == 0))
        || (marked.len() > 1 && marked.iter().any(|(_, seen)| is_answers(seen)))
}

/// Whether far fewer marks stand where the form has Yes than where it has No, though the form names its columns and these
/// are not named: the columns may be in another order.
pub(super) fn is_upside_down(catalogue: &Catalogue, marked: &[&(u32, Contents)], start: u32) -> bool {
    if catalogue.columns.iter().all(|column| column.label.is_empty()) {
        return false;
    }
    let n_of = |answer: Answer| {
        let at = catalogue.columns.iter().position(|column| column.role == ColumnRole::Answer(answer))?;
        let column = start.checked_add(u32::try_from(at).ok()?)?;
        Some(marked.iter().find(|(marked, _)| *marked == column).map_or(0, |(_, seen)| seen.n))
    };
    n_of(Answer::Yes).zip(n_of(Answer::No)).is_some_and(|(yes, no)| no > yes + 4 && 2 * no > 3 * yes)
}

/// Whether figures stand in a column, and nothing else.
pub(super) fn holds_figures(block: &Block<'_>, column: u32) -> bool {
    let mut cells = block.lines.iter().filter_map(|row| block.grid.at(*row, column)).peekable();
    let is_figure = |cell: &Cell| match &cell.value {
        Value::Number(_) => true,
        Value::Text(raw) => text::trim(raw).parse::<f64>().is_ok(),
        _ => false,
    };
    cells.peek().is_some() && cells.all(is_figure)
}

/// The columns of the whole scale, side by side, where an answer's word heads one other column further off:
/// `Yes | Partly | No | Action | Done?`. None where that column is headed as one of the scale's.
pub(super) fn whole_scale(block: &Block<'_>, heads: &[Headed], band: Option<&Band>) -> Option<Vec<u32>> {
    let row = band?.row;
    let answers: Vec<&Headed> =
        heads.iter().filter(|headed| matches!(headed.head, Head::Answer(_))).collect();
    let runs: Vec<&[&Headed]> = answers.chunk_by(|one, next| one.column + 1 == next.column).collect();
    let mut scales = runs.iter().filter(|run| run.len() > 1);
    let scale = scales.next().filter(|_| scales.next().is_none())?;
    let names = |head: Head| scale.iter().filter(|headed| headed.head == head).count();
    let is_whole = scale.len() >= 2 && scale.iter().all(|headed| names(headed.head) == 1);
    let words = |headed: &Headed| {
        let raw = block.grid.at(row, headed.anchor).and_then(|cell| cell.value.as_text());
        text::words(raw.unwrap_or_default())
    };
    let said: Vec<String> = scale.iter().map(|headed| words(headed)).collect();
    let are_others = answers
        .iter()
        .filter(|headed| scale.iter().all(|own| own.column != headed.column))
        .all(|headed| names(headed.head) == 1 && !said.contains(&words(headed)));
    (is_whole && are_others).then(|| scale.iter().map(|headed| headed.column).collect())
}
