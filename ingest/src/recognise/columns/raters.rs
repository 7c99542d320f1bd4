//! Which of several groups of answers is the school's own, where others judged the same statements: `School` and `LA` above
//! `Answer | Evidence`, each.
//! In: headings with what stands above them. Out: the headings without those of others. Never leaves a group out whose
//! heading does not say that it is somebody else's.

use super::{askance, contents::contents, row_of_heads};
use crate::{
    grid::Cell,
    normalise::{marks::Vocabulary, text},
    recognise::{
        draft::roles::{Block, Columns, Role, used_columns},
        headings::{
            self, Head,
            bands::{Band, Headed, right_edge},
            whose::{Whose, is_filled_by_other, whose},
        },
    },
};

/// Sets `Our assessment` aside beside `Your answer`, in the same row; `Our view` where nothing stands below it. Says whether something
/// does: it is not told who `we` are then.
pub(super) fn is_of_us(block: &Block<'_>, band: &Band, heads: &mut [Headed], words: &Vocabulary) -> bool {
    const VIEWS: [&str; 16] = [
        "view",
        "views",
        "opinion",
        "answer",
        "answers",
        "response",
        "responses",
        "reply",
        "school",
        "assessment",
        "judgement",
        "judgment",
        "evaluation",
        "rating",
        "grade",
        "score",
    ];
    let row = block.heads.row(band.row);
    let raw = |cell: &Cell| cell.value.as_text().map(text::words).unwrap_or_default();
    // `Your notes` asks for no answer, unless some stand there.
    let asks_school = |cell: &Cell| {
        let said = raw(cell);
        let may_ask = || {
            let seen = contents(block, cell.column, words);
            let names_view = said.split(' ').any(|word| VIEWS.contains(&word));
            match cell.value.as_text().and_then(headings::head) {
                Some(head) => is_answer(head),
                None => names_view || (seen.n_answers + seen.n_ticks) * 2 > seen.n,
            }
        };
        said.starts_with("your ") && may_ask()
    };
    // In most rows of headings nothing is yours.
    let is_yours = |cell: &Cell| {
        let raw = cell.value.as_text().map(text::trim).unwrap_or_default();
        raw.get(..4).is_some_and(|first| first.eq_ignore_ascii_case("your"))
    };
    if !row.iter().any(|cell| cell.column > block.right && is_yours(cell) && asks_school(cell)) {
        return false;
    }
    let mut is_unsure = false;
    for headed in heads.iter_mut().filter(|headed| is_answer(headed.head)) {
        let said = block.heads.at(band.row, headed.anchor).map(raw).unwrap_or_default();
        if said.starts_with("our ") {
            let seen = contents(block, headed.column, words);
            is_unsure |= !judges_for_us(&said) && seen.n_answers + seen.n_ticks > 0;
            headed.head = Head::Further;
        }
    }
    is_unsure
}

/// Takes what stands in groups of others for none of the answers, where a group is left that may be the school's. Says
/// whether none is.
pub(super) fn leave_others_out(block: &Block<'_>, band: &Band, heads: &mut [Headed]) -> bool {
    let answers = || heads.iter().filter(|headed| is_answer(headed.head));
    let first = answers().next().map(|headed| headed.anchor);
    if answers().all(|headed| Some(headed.anchor) == first) {
        return false;
    }
    // Above most headings, nobody is named.
    let names_other = |cell: &Cell| said_by(block, band, cell) == Some(Whose::Other);
    let mut rows = rows_over(block, band);
    if !rows
        .any(|row| block.heads.row(row).iter().any(|cell| cell.column > block.column && names_other(cell)))
    {
        return false;
    }
    let is_others = |headed: &Headed| of_column(block, band, headed.anchor) == Some(Whose::Other);
    // `Support needed?` beside the office's answers is no answer, either.
    let asks_else = |headed: &Headed| {
        over(block, band, headed.anchor)
            .and_then(|cell| cell.value.as_text())
            .is_some_and(askance::asks_else_over_group)
    };
    if !answers().any(is_others) {
        return false;
    }
    let tells_how_far = |headed: &Headed| {
        matches!(headed.head, Head::AnyAnswer(_)) && is_of_action(block, band, headed.anchor)
    };
    let rivals = || answers().filter(|headed| !tells_how_far(headed));
    if !rivals().any(|headed| !is_others(headed) && !asks_else(headed)) {
        // One group alone has a title; it is asked about where somebody else filled it in.
        let mut titles = rivals().filter_map(|headed| over(block, band, headed.anchor));
        let Some(title) = titles.next().filter(|_| rivals().all(is_others)) else { return true };
        let is_one = titles.all(|other| (other.row, other.column) == (title.row, title.column));
        if !is_one || title.value.as_text().is_some_and(is_filled_by_other) {
            return true;
        }
        heads
            .iter_mut()
            .filter(|headed| tells_how_far(headed))
            .for_each(|headed| headed.head = Head::Further);
        return false;
    }
    let others: Vec<bool> = heads.iter().map(is_others).collect();
    for (headed, _) in heads.iter_mut().zip(others).filter(|(_, is_others)| *is_others) {
        headed.head = Head::Further;
    }
    false
}

/// Takes the comments of the others for none of the school's evidence.
pub(super) fn set_others_aside(block: &Block<'_>, band: Option<&Band>, roles: &mut [(u32, Role)]) {
    // In most forms one column holds comments, and nobody else's stand beside it.
    let n_comments = roles.iter().filter(|(_, role)| *role == Role::Comment).count();
    let Some(band) = band.filter(|_| n_comments > 1) else { return };
    for (column, role) in roles.iter_mut().filter(|(_, role)| *role == Role::Comment) {
        if of_column(block, band, *column) == Some(Whose::Other) {
            *role = Role::Further;
        }
    }
}

/// Gives columns that are somebody else's by their own heading or by that over their group, and that have no role, one that is no
/// answer's: `Moderated`, `LA officer notes`.
pub(super) fn set_headed_aside(block: &Block<'_>, band: &Band, found: &mut Columns) {
    for cell in block.heads.row(band.row) {
        let is_free = cell.column > block.right && found.role(cell.column).is_none();
        let says_other = || cell.value.as_text().and_then(whose) == Some(Whose::Other);
        if is_free && (says_other() || is_others(block, band, cell.column)) {
            found.roles.push((cell.column, Role::Further));
        }
    }
}

/// Whether a column stands in a group that is somebody else's, beside the school's.
pub(in crate::recognise) fn is_others(block: &Block<'_>, band: &Band, column: u32) -> bool {
    of_column(block, band, column) == Some(Whose::Other)
}

/// The row of headings over groups of columns, and of those the ones with the column that each begins at, right above the
/// headings of the columns; none where no heading stands over a group.
pub(super) fn groups<'g>(block: &Block<'g>, band: &Band) -> Vec<&'g Cell> {
    let Some(row) = block.above(band.top).filter(|row| !is_field_row(block, *row)) else {
        return Vec::new();
    };
    let (first, last) = block.bounds;
    let has_twin = band.heads.iter().enumerate().any(|(at, one)| {
        let mut rest = band.heads.iter().skip(at + 1);
        is_answer(one.head) && rest.any(|other| is_same(*one, *other))
    });
    let is_over = |cell: &&Cell| {
        let raw = cell.value.as_text().unwrap_or_default();
        let edge = right_edge(block.heads, cell);
        let covers = band.heads.iter().filter(|headed| (cell.column..=edge).contains(&headed.column)).count();
        cell.column > block.right
            && (first..=last).contains(&cell.column)
            && !text::is_blank(raw)
            && raw.len() <= 80
            && (has_twin || (edge > cell.column && covers > 1))
    };
    block.heads.row(row).iter().filter(is_over).collect()
}

/// Whose the columns are by their own headings, in a row of headings of which none asks for answers: `School | Comments | For office
/// use only`.
pub(super) struct ByHeading {
    /// The school's column of answers.
    pub(super) own: u32,
    /// Those of others, rising.
    others: Vec<u32>,
}

impl ByHeading {
    /// Tells the columns; none where a column that may be the school's as well holds answers.
    pub(super) fn of(block: &Block<'_>, words: &Vocabulary) -> Option<Self> {
        let heads: Vec<(u32, &str)> = block
            .grid
            .row(row_of_heads(block)?)
            .iter()
            .filter(|cell| cell.column > block.right)
            .filter_map(|cell| Some((cell.column, cell.value.as_text()?)))
            .collect();
        let speaks_to_school = heads.iter().any(|(_, raw)| text::words(raw).starts_with("your "));
        // Peers may be the school's own.
        let is_other = |raw: &str| {
            let words = text::words(raw);
            (whose(raw) == Some(Whose::Other) && !words.contains("peer"))
                || (speaks_to_school && judges_for_us(&words))
        };
        let others: Vec<u32> =
            heads.iter().filter(|(_, raw)| is_other(raw)).map(|(column, _)| *column).collect();
        let is_own =
            |raw: &str| whose(raw) == Some(Whose::School) || text::words(raw).starts_with("please complete");
        let mut named = heads.iter().filter(|(column, raw)| is_own(raw) && !others.contains(column));
        let ((own, _), None) = (named.next().filter(|_| !others.is_empty())?, named.next()) else {
            return None;
        };
        let holds_answers = |column: u32| {
            let seen = contents(block, column, words);
            (seen.n_answers + seen.n_ticks) * 2 > seen.n
        };
        let mut rivals = used_columns(block).into_iter().filter(|column| {
            column != own && *column > block.right && !others.contains(column) && holds_answers(*column)
        });
        let seen = contents(block, *own, words);
        let are_answers = seen.n_answers * 2 > seen.n && seen.n_ticks == 0 && seen.only_answer().is_none();
        (are_answers && rivals.next().is_none()).then_some(Self { own: *own, others })
    }

    /// Whether a column is somebody else's, or stands right of such a one and so may be his.
    pub(super) fn is_others(&self, column: u32) -> bool {
        column > self.own && self.others.iter().any(|other| (self.own..=column).contains(other))
            || self.others.contains(&column)
    }
}

/// `Our assessment`, beside what speaks to the school. `Our view` may be a school's as well.
fn judges_for_us(words: &str) -> bool {
    const JUDGED: [&str; 8] =
        ["assessment", "judgement", "judgment", "evaluation", "rating", "grade", "score", "moderation"];
    words.strip_prefix("our ").is_some_and(|rest| rest.split(' ').any(|word| JUDGED.contains(&word)))
}

const fn is_answer(head: Head) -> bool {
    matches!(head, Head::Answer(_) | Head::AnyAnswer(_))
}

/// Whether a column tells how far the steps have come that follow from the answers: `Progress` under `Review`, `RAG` under
/// `Next steps`.
fn is_of_action(block: &Block<'_>, band: &Band, column: u32) -> bool {
    const FAR: [&str; 8] =
        ["progress", "rag", "status", "complete", "completed", "done", "achieved", "rating"];
    let raw = block.heads.at(band.row, column).and_then(|cell| cell.value.as_text()).unwrap_or_default();
    whose(raw).is_none() && names_one(raw, &FAR) && is_below_steps(block, band, column)
}

/// Whether a heading over a column's group says that it is about the steps that follow from the answers.
pub(in crate::recognise) fn is_below_steps(block: &Block<'_>, band: &Band, column: u32) -> bool {
    const STEPS: [&str; 8] = ["review", "next", "steps", "plan", "planning", "action", "actions", "follow"];
    let raw = over(block, band, column).and_then(|cell| cell.value.as_text()).unwrap_or_default();
    whose(raw).is_none() && names_one(raw, &STEPS)
}

fn names_one(raw: &str, wanted: &[&str]) -> bool {
    text::words(raw).split(' ').any(|word| wanted.contains(&word))
}

/// Whether two headings begin the same group anew.
fn is_same(one: Headed, other: Headed) -> bool {
    let is_alike =
        one.head == other.head || matches!((one.head, other.head), (Head::AnyAnswer(_), Head::AnyAnswer(_)));
    is_alike && one.anchor != other.anchor
}

/// The rows that may hold headings over groups: the upper one of two, and the one above.
fn rows_over<'b>(block: &'b Block<'_>, band: &Band) -> impl Iterator<Item = u32> + use<'b> {
    let upper = (band.top < band.row).then_some(band.top);
    upper.into_iter().chain(block.above(band.top)).filter(|row| !is_field_row(block, *row))
}

/// Whether a row is one of the form's fields: `Local authority: | Back Council`.
fn is_field_row(block: &Block<'_>, row: u32) -> bool {
    let mut cells = block.heads.row(row).iter().filter_map(|cell| Some((cell.column, cell.value.as_text()?)));
    let Some((column, raw)) = cells.find(|(_, raw)| !text::is_blank(raw)) else { return false };
    let is_label = || {
        text::trim(raw).ends_with([':', '?'])
            || matches!(headings::head(raw), Some(Head::School | Head::SchoolId | Head::Person | Head::Date))
            || whose(raw) == Some(Whose::Other)
    };
    column <= block.column && is_label()
}

/// Whose judgement stands in a column, by the heading over its group.
fn of_column(block: &Block<'_>, band: &Band, column: u32) -> Option<Whose> {
    over(block, band, column).and_then(|cell| said_by(block, band, cell))
}

/// Whose judgement a heading over a group announces. Beside `Your answer`, `Our assessment` is not the school's.
fn said_by(block: &Block<'_>, band: &Band, cell: &Cell) -> Option<Whose> {
    let raw = cell.value.as_text()?;
    let said = whose(raw);
    if said.is_some() || band.row == cell.row || !judges_for_us(&text::words(raw)) {
        return said;
    }
    let speaks_to_school = |cell: &Cell| {
        cell.column > block.column
            && cell.value.as_text().is_some_and(|raw| text::words(raw).starts_with("your "))
    };
    block.heads.row(cell.row).iter().any(speaks_to_school).then_some(Whose::Other)
}

/// The heading over a column's group: merged over it, or in the first of its columns.
pub(in crate::recognise) fn over<'g>(block: &Block<'g>, band: &Band, column: u32) -> Option<&'g Cell> {
    const WIDEST: u32 = 8;
    let said = |cell: &&Cell| cell.value.as_text().is_some_and(|raw| !text::is_blank(raw));
    let mut rows = rows_over(block, band);
    rows.find_map(|row| {
        let mut left = block.heads.row(row).iter().filter(said).rev();
        let over = left.find(|cell| cell.column <= column && cell.column > block.column)?;
        let edge = right_edge(block.heads, over);
        if edge > over.column {
            return (column <= edge).then_some(over);
        }
        // One that is not merged reaches to where the headings begin anew.
        let own = || {
            band.heads
                .iter()
                .filter(|headed| is_answer(headed.head) && (over.column..=column).contains(&headed.column))
        };
        let begins_anew = own().any(|one| own().any(|other| is_same(*one, *other)));
        (!begins_anew && column - over.column < WIDEST).then_some(over)
    })
}
