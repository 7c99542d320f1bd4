//! Which column beside the statements is for what.
//! In: the rows of the statements, the headings over them, the catalogue. Out: a role for each column, and how it
//! was found. Never reads an answer, and never takes a column for an answer's where a person could not be sure.

pub(crate) mod askance;
pub(crate) mod contents;
pub(crate) mod counted;
pub(crate) mod period;
pub(super) mod raters;
pub(crate) mod ruled;
pub(crate) mod two_steps;

mod bare;
mod choice;
mod heads;
mod linked;
mod numbering;
mod second;
mod unheaded;

use schemas::{answer::Answer, catalogue::Catalogue};

pub(crate) use self::heads::{headings_read, row_of_heads};
use self::{
    contents::contents,
    heads::{heads_above, heads_within},
    unheaded::by_contents,
};
use crate::{
    normalise::marks::Vocabulary,
    recognise::{
        draft::roles::{Basis, Block, Columns, Role, used_columns},
        headings::{
            Head,
            bands::{self, Band, Headed},
        },
    },
};

/// Finds the role of each column.
pub(crate) fn columns(
    block: &Block<'_>,
    band: Option<&Band>,
    catalogue: &Catalogue,
    words: &Vocabulary,
) -> Columns {
    if band.is_some_and(|band| band.heads.is_empty()) {
        return unclear(block, band, Vec::new());
    }
    // `Yes` over the statements themselves: the headings have lost a cell before it.
    let is_over = |headed: &Headed| headed.column == block.column && matches!(headed.head, Head::Answer(_));
    if band.is_some_and(|band| band.heads.iter().any(is_over)) {
        return unclear(block, band, Vec::new());
    }
    let mut heads = band.map_or_else(|| heads_above(block, words), |band| heads_within(block, band));
    let is_others = |band: &Band| {
        raters::is_of_us(block, band, &mut heads, words) || raters::leave_others_out(block, band, &mut heads)
    };
    if band.is_some_and(is_others) {
        return unclear(block, band, Vec::new());
    }
    let mut found = by_headings(block, &heads, band, words)
        .unwrap_or_else(|| by_contents(block, &heads, band, catalogue, words));
    take_from_statements(block, &mut found, words);
    if askance::is_doubtful(block, band, &found.roles, words) {
        return unclear(block, band, found.roles);
    }
    if second::add(block, band, &mut found, words) {
        return unclear(block, band, found.roles);
    }
    if let Some(band) = band.filter(|_| found.basis == Basis::Headings) {
        raters::set_headed_aside(block, band, &mut found);
    }
    if !matches!(found.basis, Basis::Unclear(_)) {
        linked::take(block, band, &mut found);
        two_steps::add(block, band, &mut found, words);
        add_comment_column(block, &mut found, words);
    }
    found
}

/// Roles by what the headings say; none where they name no column of answers.
fn by_headings(
    block: &Block<'_>,
    heads: &[Headed],
    band: Option<&Band>,
    words: &Vocabulary,
) -> Option<Columns> {
    let n_answers = Answer::ALL
        .iter()
        .filter(|answer| heads.iter().any(|headed| headed.head == Head::Answer(**answer)))
        .count();
    let has_any = heads.iter().any(|headed| matches!(headed.head, Head::AnyAnswer(_)));
    if n_answers == 0 && !has_any {
        return None;
    }
    let by_answers =
        n_answers >= 2 || (n_answers == 1 && (!has_any || choice::is_named_alone(block, heads, words)));
    let mut roles: Vec<(u32, Role)> = heads
        .iter()
        .map(|headed| {
            let role = match headed.head {
                Head::Answer(answer) if by_answers => Role::Answer(answer),
                Head::Comment => Role::Comment,
                Head::Number | Head::StatementId | Head::Statement => Role::Aside,
                _ => Role::Further,
            };
            (headed.column, role)
        })
        .collect();
    let found = |roles| Some(Columns::new(roles, Basis::Headings));
    if by_answers {
        if bands::has_twin_answers(heads) {
            let kept = choice::run_that_asks(block, heads, band, words)
                .or_else(|| period::latest(block, heads, band))
                .or_else(|| choice::whole_scale(block, heads, band));
            let Some(kept) = kept else {
                let Some(plain) = choice::plain_words(block, heads, band) else {
                    return Some(unclear(block, band, roles));
                };
                roles.retain(|(column, role)| !matches!(role, Role::Answer(_)) || plain.contains(column));
                return found(roles);
            };
            let own: Vec<Headed> =
                heads.iter().filter(|headed| kept.contains(&headed.column)).copied().collect();
            if bands::has_twin_answers(&own) {
                return Some(unclear(block, band, roles));
            }
            for (column, role) in &mut roles {
                if matches!(role, Role::Answer(_)) && !kept.contains(column) {
                    *role = Role::Further;
                }
            }
            raters::set_others_aside(block, band, &mut roles);
        }
        if n_answers == 1 {
            return single_answer(block, band, roles, words);
        }
        return found(roles);
    }
    // `2024/25 response` beside `2025-26`: the answers stand under the time alone.
    if let Some(column) = choice::under_time(block, heads, band, words) {
        roles.retain(|(known, _)| *known != column);
        roles.push((column, Role::AnyAnswer));
        return found(roles);
    }
    if choice::is_torn(block, heads, words) {
        return Some(unclear(block, band, roles));
    }
    let Some(chosen) = choice::any_answer(block, heads, band, words) else {
        return Some(unclear(block, band, roles));
    };
    let spelt_out = choice::spelt_out(block, &chosen, (band, words));
    let other = match spelt_out.map_or_else(
        || bare::beside(block, (band, heads), &chosen, words),
        |column| Some(bare::Bare::Answers(column)),
    ) {
        Some(bare::Bare::Unsure) => return Some(unclear(block, band, roles)),
        Some(bare::Bare::Answers(column)) => Some(column),
        None => None,
    };
    let chosen = other.map_or(chosen, |column| {
        roles.retain(|(known, _)| *known != column);
        roles.push((column, Role::Further));
        vec![column]
    });
    // An answer merged over several columns, and ticks in more than one of them: the headings do not say enough.
    let n_filled = chosen.iter().filter(|column| contents(block, **column, words).n > 0).count();
    if n_filled > 1 {
        return None;
    }
    for (column, role) in &mut roles {
        if chosen.contains(column) {
            *role = Role::AnyAnswer;
        }
    }
    raters::set_others_aside(block, band, &mut roles);
    found(roles)
}

/// One heading alone names an answer (`In place?`): over words, it asks; over ticks, a tick is that answer.
fn single_answer(
    block: &Block<'_>,
    band: Option<&Band>,
    mut roles: Vec<(u32, Role)>,
    words: &Vocabulary,
) -> Option<Columns> {
    let known: Vec<u32> = roles.iter().map(|(column, _)| *column).collect();
    for (column, role) in &mut roles {
        if matches!(role, Role::Answer(_)) {
            let seen = contents(block, *column, words);
            if seen.n == 0 {
                return None;
            }
            if choice::is_one_of_unknown(block, (*column, *role), &known, words) {
                return Some(unclear(block, band, roles));
            }
            if seen.n_answers * 2 > seen.n {
                *role = Role::AnyAnswer;
            }
        }
    }
    Some(Columns::new(roles, Basis::Headings))
}

/// Columns that nobody can be sure of, with what is known of them besides.
pub(crate) fn unclear(block: &Block<'_>, band: Option<&Band>, roles: Vec<(u32, Role)>) -> Columns {
    let read = headings_read(block, band);
    let roles = roles.into_iter().filter(|(_, role)| matches!(role, Role::Comment | Role::Aside)).collect();
    Columns::new(roles, Basis::Unclear(read))
}

/// The first column of prose right of the answers is the comments', where no heading names one.
fn add_comment_column(block: &Block<'_>, found: &mut Columns, words: &Vocabulary) {
    if found.roles.iter().any(|(_, role)| *role == Role::Comment) {
        return;
    }
    let Some(last) = found.last_answer() else { return };
    let free = used_columns(block)
        .into_iter()
        .filter(|column| *column > last && found.role(*column).is_none())
        .find(|column| {
            let seen = contents(block, *column, words);
            seen.n_prose > 0 && seen.n_prose * 2 >= seen.n
        });
    found.roles.extend(free.map(|column| (column, Role::Comment)));
}

/// Where the form's own answer columns were left empty, the answers are those in the statements' cells.
fn take_from_statements(block: &Block<'_>, found: &mut Columns, words: &Vocabulary) {
    let Some((taken, _)) = block.grid.taken_out else { return };
    let is_answers = |role: &Role| matches!(role, Role::Answer(_) | Role::AnyAnswer);
    let is_empty = |column: u32| contents(block, column, words).n == 0;
    let others_hold = |is_free: &dyn Fn(u32) -> bool| {
        found
            .roles
            .iter()
            .filter(|(column, role)| is_answers(role) && *column != taken)
            .all(|(column, _)| is_free(*column))
    };
    let names_taken = found.roles.iter().any(|(column, role)| is_answers(role) && *column == taken);
    let role = match found.basis {
        _ if is_empty(taken) => return,
        Basis::Headings | Basis::Nothing if !names_taken && others_hold(&is_empty) => Role::AnyAnswer,
        // A box before each statement says Yes, whatever place the form's order would give it behind other columns.
        Basis::Order if others_hold(&|column| !contents(block, column, words).is_marks()) => {
            found.roles.retain(|(column, role)| !is_answers(role) && *column != taken);
            found.roles.push((taken, Role::Answer(Answer::Yes)));
            return;
        }
        _ => return,
    };
    found.roles.retain(|(column, role)| !is_answers(role) && *column != taken);
    found.roles.push((taken, role));
    found.basis = Basis::Content;
}
