//! Runs of three letters, counted, and how often each stands in the wordings.
//! In: folded words. Out: how much two texts share. Never knows what a statement is.

/// How many letters there are: a space, a to z, 0 to 9, any other.
const LETTERS: u16 = 38;
const CODES: usize = (LETTERS as usize).pow(3);

/// The trigrams of a text, one after another.
#[derive(Clone, Debug, Default)]
pub(super) struct Trigrams(Vec<u16>);

impl Trigrams {
    /// The trigrams of words in the form of [`crate::normalise::text::words`], a space before and after.
    pub(super) fn of(words: &str) -> Self {
        let mut codes: Vec<u16> = Vec::with_capacity(words.len());
        // The space before the first word.
        let mut before = (None, 0);
        for letter in words.chars().chain(std::iter::once(' ')).map(letter_code) {
            if let Some(first) = before.0 {
                codes.push((first * LETTERS + before.1) * LETTERS + letter);
            }
            before = (Some(before.1), letter);
        }
        Self(codes)
    }

    /// How many there are, repeated ones too.
    pub(super) fn n(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }
}

fn letter_code(letter: char) -> u16 {
    match letter {
        ' ' => 0,
        'a'..='z' => u16::from(letter as u8 - b'a') + 1,
        '0'..='9' => u16::from(letter as u8 - b'0') + 27,
        _ => 37,
    }
}

/// For each trigram that stands in any of the indexed texts, how often it stands in each.
#[derive(Debug, Default)]
pub(super) struct Index {
    n_texts: usize,
    /// For each code its row in the table; none for a trigram that stands nowhere.
    rows: Vec<Option<u16>>,
    /// A row for each trigram, in it a count for each text.
    table: Vec<u8>,
}

impl Index {
    /// The index over texts, numbered in the order given.
    pub(super) fn of<'a>(texts: impl ExactSizeIterator<Item = &'a Trigrams>) -> Self {
        let n_texts = texts.len();
        let mut index = Self { n_texts, rows: vec![None; CODES], table: Vec::new() };
        let mut n_rows = 0_u16;
        for (number, text) in texts.enumerate() {
            for code in &text.0 {
                let Some(row) = index.rows.get_mut(usize::from(*code)) else { continue };
                let row = *row.get_or_insert_with(|| {
                    n_rows += 1;
                    index.table.extend(std::iter::repeat_n(0, n_texts));
                    n_rows - 1
                });
                if let Some(count) = index.table.get_mut(usize::from(row) * n_texts + number) {
                    *count = count.saturating_add(1);
                }
            }
        }
        index
    }

    /// How many trigrams the text shares with each indexed text.
    pub(super) fn shared(&self, text: &Trigrams) -> Vec<u16> {
        let mut shared = vec![0_u16; self.n_texts];
        if self.n_texts == 0 {
            return shared;
        }
        let mut counts = vec![0_u8; self.table.len() / self.n_texts];
        let rows: Vec<u16> =
            text.0.iter().filter_map(|code| self.rows.get(usize::from(*code)).copied().flatten()).collect();
        for row in &rows {
            if let Some(count) = counts.get_mut(usize::from(*row)) {
                *count = count.saturating_add(1);
            }
        }
        for row in rows {
            // The first time a trigram comes, all its times are taken.
            let Some(count) = counts.get_mut(usize::from(row)).map(std::mem::take) else { continue };
            let from = usize::from(row) * self.n_texts;
            if count == 0 {
                continue;
            }
            let known = self.table.get(from..from + self.n_texts).unwrap_or_default();
            for (sum, known) in shared.iter_mut().zip(known) {
                *sum = sum.saturating_add(u16::from(count.min(*known)));
            }
        }
        shared
    }
}

/// Dice's coefficient: twice what is shared over what both have.
pub(super) fn dice(shared: u32, one: u32, other: u32) -> f64 {
    part(shared.saturating_mul(2), one.saturating_add(other))
}

/// A share; 0 of nothing.
pub(super) fn part(shared: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(shared) / f64::from(whole) }
}

#[cfg(test)]
mod tests {
    use super::{Index, Trigrams};

    #[test]
    fn trigrams_are_shared_as_often_as_they_stand_in_both() {
        let of = Trigrams::of;
        let texts = [of("banana banana"), of("banana"), of("xyz"), of("")];
        let index = Index::of(texts.iter());
        // `_ba ban ana nan ana na_`: six, of which `ana` comes twice.
        assert_eq!((of("banana").n(), of("").n(), of("a").n()), (6, 0, 1));
        assert_eq!(index.shared(&of("banana")), [6, 6, 0, 0]);
        assert_eq!(index.shared(&of("banana banana banana")), [13, 6, 0, 0]);
        assert_eq!(index.shared(&of("ana")), [2, 2, 0, 0]);
        assert_eq!(index.shared(&of("wxyz")), [0, 0, 2, 0]);
        assert!(Index::default().shared(&of("banana")).is_empty());
    }
}
