//! The steps of typing from one text to another: a letter more, one less, another, two neighbours exchanged.
//! In: two texts, and how many steps matter. Out: how many there are. Never says what they mean.

/// So many letters are looked at in one number, a bit each.
const BITS: usize = 64;

/// A column of the table of steps (how many from the first so many letters of the one text to the first so many of the other),
/// 64 rows of it, held as the differences between neighbours, which are never more than one. The sums over the bits follow
/// Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances" (2003).
#[derive(Clone, Copy)]
struct Rows {
    /// Where the count is one more than in the row above.
    more: u64,
    /// Where it is one less.
    less: u64,
    /// Where it is that of the row above in the column before.
    level: u64,
    /// Where the row's letter is the column's.
    same: u64,
}

/// The steps of typing from one text to the other, counted no further than `most`, beyond which `most + 1` stands for all.
pub(super) fn steps(one: &[u8], other: &[u8], most: usize) -> usize {
    // What both begin and end with costs no step.
    let begins = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let (one, other) = (one.get(begins..).unwrap_or_default(), other.get(begins..).unwrap_or_default());
    let ends = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    let one = one.get(..one.len() - ends).unwrap_or_default();
    let other = other.get(..other.len() - ends).unwrap_or_default();
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if long.len() - short.len() > most {
        return most + 1;
    }
    let Some(last) = short.len().checked_sub(1) else { return long.len() };
    let n_blocks = short.len().div_ceil(BITS);
    let places = Places::of(short, n_blocks);
    let mut blocks = vec![Rows { more: u64::MAX, less: 0, level: 0, same: 0 }; n_blocks];
    // The count in the last row, where all of the shorter text is typed.
    let mut count = short.len();
    for (column, letter) in (1..).zip(long) {
        let (rises, falls) = next_column(&mut blocks, places.of_letter(*letter));
        count += usize::from(rises >> (last % BITS) & 1 == 1);
        count -= usize::from(falls >> (last % BITS) & 1 == 1);
        // Each letter to come takes back one at the most.
        if count > most + (long.len() - column) {
            return most + 1;
        }
    }
    count
}

/// Goes on to the next column, whose letter stands in the rows `same`. Gives where the last 64 rows' counts are one more than
/// in the column before, and where one less.
fn next_column(blocks: &mut [Rows], same: &[u64]) -> (u64, u64) {
    // From one block's last row to the next one's first. Above the first row stands the column's number.
    let (mut rises_above, mut falls_above, mut exchanged_above) = (1, 0, 0);
    let (mut rises, mut falls) = (0, 0);
    for (rows, same) in blocks.iter_mut().zip(same) {
        let crossed = !rows.level & same;
        let exchanged = (crossed << 1 | exchanged_above) & rows.same;
        exchanged_above = crossed >> (BITS - 1);
        let alike = same | falls_above;
        let level = ((alike & rows.more).wrapping_add(rows.more) ^ rows.more) | alike | rows.less | exchanged;
        rises = rows.less | !(level | rows.more);
        falls = level & rows.more;
        let (rises_before, falls_before) = (rises << 1 | rises_above, falls << 1 | falls_above);
        (rises_above, falls_above) = (rises >> (BITS - 1), falls >> (BITS - 1));
        *rows = Rows {
            more: falls_before | !(level | rises_before),
            less: rises_before & level,
            level,
            same: *same,
        };
    }
    (rises, falls)
}

/// Where each letter stands in a text.
struct Places {
    /// For each letter its entry in `bits`; the first for those that stand nowhere.
    entries: [usize; 256],
    /// An entry for each letter, of a bit for each place.
    bits: Vec<u64>,
    n_blocks: usize,
}

impl Places {
    fn of(text: &[u8], n_blocks: usize) -> Self {
        let mut places = Self { entries: [0; 256], bits: vec![0; n_blocks], n_blocks };
        for (at, letter) in text.iter().enumerate() {
            let entry = &mut places.entries[usize::from(*letter)];
            if *entry == 0 {
                *entry = places.bits.len();
                places.bits.resize(*entry + n_blocks, 0);
            }
            if let Some(bits) = places.bits.get_mut(*entry + at / BITS) {
                *bits |= 1 << (at % BITS);
            }
        }
        places
    }

    fn of_letter(&self, letter: u8) -> &[u64] {
        let entry = self.entries[usize::from(letter)];
        self.bits.get(entry..entry + self.n_blocks).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    /// A text, and what a few slips make of it.
    fn typed() -> impl Strategy<Value = (String, String)> {
        let slips = proptest::collection::vec((any::<prop::sample::Index>(), 0..4_u8), 0..40);
        ("[a-e ]{1,300}", slips).prop_map(|(text, slips)| {
            let mut letters: Vec<char> = text.chars().collect();
            for (at, kind) in slips {
                let at = at.index(letters.len());
                match kind {
                    0 => letters.insert(at, 'e'),
                    1 if letters.len() > 1 => drop(letters.remove(at)),
                    2 if at > 0 => letters.swap(at - 1, at),
                    _ => letters[at] = 'f',
                }
            }
            (text, letters.into_iter().collect())
        })
    }

    proptest! {
        #[test]
        fn steps_are_counted_as_the_full_table_counts_them(
            (one, other) in prop_oneof![typed(), ("[a-d ]{0,30}", "[a-d ]{0,30}"), ("[a-c]{0,150}", "[a-c]{0,150}")],
            most in 0..120_usize,
        ) {
            let all = strsim::osa_distance(&one, &other);
            prop_assert_eq!(super::steps(one.as_bytes(), other.as_bytes(), most), all.min(most + 1));
        }
    }
}
