//! Whether returns are pieces of one form that overlap in a few answers: two colleagues, who both filled in the first lines.
//! In: returns of one school. Out: whether they may be joined, and how that is said. Never joins what contradicts, or what
//! answers much of the same.

use super::{Disowned, Distinct, Group, ReturnHead};

impl Group<'_> {
    /// Whether each of several returns answers much that the others leave open, and what any two both answer is little and
    /// the same.
    pub(super) fn are_pieces(&self, group: &[Distinct]) -> bool {
        let is_plain = |one: &Distinct| {
            let is_used =
                self.head(one.index).is_some_and(|head| head.disowned == Disowned::No && head.part.is_none());
            is_used && one.set_aside == Disowned::No && !one.version.is_draft
        };
        let others = |at: usize| group.get(at + 1..).unwrap_or_default();
        group.len() > 1
            && group.iter().all(is_plain)
            && group
                .iter()
                .enumerate()
                .all(|(at, one)| others(at).iter().all(|other| self.complete(one, other)))
    }

    fn complete(&self, one: &Distinct, other: &Distinct) -> bool {
        let Some((one, other)) = self.head(one.index).zip(self.head(other.index)) else { return false };
        let Some(n_shared) = n_agreed(one, other) else { return false };
        let n_marked = |head: &ReturnHead| head.marked.iter().filter(|marked| **marked).count();
        // A quarter of the smaller at most.
        n_shared * 4 <= n_marked(one).min(n_marked(other))
    }
}

/// How many statements two returns both answer, where they do so in the same way; none where they do not, or where what one
/// of them says could not be read.
fn n_agreed(one: &ReturnHead, other: &ReturnHead) -> Option<usize> {
    let marked = one.marked.iter().zip(&other.marked).enumerate();
    let mut n = 0;
    for (at, _) in marked.filter(|(_, (one, other))| **one && **other) {
        let said = one.said.get(at).copied().flatten();
        if said.is_none() || said != other.said.get(at).copied().flatten() {
            return None;
        }
        n += 1;
    }
    Some(n)
}

/// How it is said that a return was joined to the first of its school.
pub(super) fn joined(first: &ReturnHead, head: &ReturnHead) -> String {
    let leaves_open = format!("it answers what {} leaves open", first.source_file);
    match n_agreed(first, head) {
        None | Some(0) => format!("{leaves_open}; the two were joined"),
        Some(1) => format!(
            "{leaves_open}, and the 1 statement that both answer in the same way; the two were joined"
        ),
        Some(n) => format!(
            "{leaves_open}, and the {n} statements that both answer in the same way; the two were joined"
        ),
    }
}
