//! Which of several groups of answers is the school's own, where others judged the same statements: `School` and `LA` above
//! `Answer | Evidence`, each.
//! In: headings with what stands above them. Out: the columns that are the school's. Never chooses where a group is called
//! anything else.

use super::{
    super::{
        bands::{Band, Headed, right_edge},
        header::is_assessor,
        headings::Head,
    },
    Block, Role,
};
use crate::normalise::text;

/// The columns of answers that are the school's own; none where those above do not say whose they are.
pub(super) fn own(block: &Block<'_>, heads: &[Headed], band: Option<&Band>) -> Option<Vec<u32>> {
    let band = band?;
    let mut kept = Vec::new();
    let mut has_others = false;
    for headed in heads.iter().filter(|headed| matches!(headed.head, Head::Answer(_) | Head::AnyAnswer(_))) {
        match whose(block, band, headed.anchor)? {
            Whose::School => kept.push(headed.column),
            Whose::Other => has_others = true,
        }
    }
    (has_others && !kept.is_empty()).then_some(kept)
}

/// Takes the comments of the others for none of the school's evidence.
pub(super) fn set_others_aside(block: &Block<'_>, band: Option<&Band>, roles: &mut [(u32, Role)]) {
    // In most forms one column holds comments, and nobody else's stand beside it.
    let n_comments = roles.iter().filter(|(_, role)| *role == Role::Comment).count();
    let Some(band) = band.filter(|_| n_comments > 1) else { return };
    for (column, role) in roles.iter_mut().filter(|(_, role)| *role == Role::Comment) {
        if whose(block, band, *column) == Some(Whose::Other) {
            *role = Role::Further;
        }
    }
}

/// Whether a column stands in a group that is somebody else's, beside the school's.
pub(super) fn is_others(block: &Block<'_>, band: &Band, column: u32) -> bool {
    whose(block, band, column) == Some(Whose::Other)
}

/// Who judged.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    School,
    Other,
}

/// What stands over a column's group says whose it is.
fn whose(block: &Block<'_>, band: &Band, anchor: u32) -> Option<Whose> {
    const WIDEST: u32 = 4;
    const OWN: [&str; 12] = [
        "school",
        "schools",
        "our school",
        "the school",
        "school view",
        "schools view",
        "school judgement",
        "schools judgement",
        "self evaluation",
        "school self evaluation",
        "self assessment",
        "school self assessment",
    ];
    let grid = block.heads;
    let over = |row: u32| {
        let said = |cell: &&crate::grid::Cell| cell.value.as_text().is_some_and(|raw| !text::is_blank(raw));
        let mut left = grid.row(row).iter().filter(said).rev();
        let over = left.find(|cell| cell.column <= anchor && cell.column > block.column)?;
        let is_over = anchor <= right_edge(grid, over).max(over.column + WIDEST - 1);
        let raw = over.value.as_text().filter(|_| is_over)?;
        let is_own = || OWN.contains(&text::words(raw).as_str());
        if is_assessor(raw) { Some(Whose::Other) } else { is_own().then_some(Whose::School) }
    };
    let upper = (band.top < band.row).then_some(band.top);
    upper.and_then(over).or_else(|| over(band.top.checked_sub(1)?))
}
