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
        let mut letters = Vec::with_capacity(words.len() + 2);
        letters.push(0);
        if words.is_ascii() {
            letters.extend(words.bytes().map(|byte| LETTER_CODES[usize::from(byte)]));
        } else {
            let code = |letter| u8::try_from(letter).map_or(OTHER, |byte| LETTER_CODES[usize::from(byte)]);
            letters.extend(words.chars().map(code));
        }
        letters.push(0);
        let code = |[one, two, three]: [u8; 3]| {
            (u16::from(one) * LETTERS + u16::from(two)) * LETTERS + u16::from(three)
        };
        Self(letters.array_windows().copied().map(code).collect())
    }

    /// How many there are, repeated ones too.
    pub(super) fn n(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }
}

/// The code of each letter of one byte.
const LETTER_CODES: [u8; 256] = {
    let mut codes = [OTHER; 256];
    codes[b' ' as usize] = 0;
    let mut nth = 0;
    while nth < 26 {
        codes[(b'a' + nth) as usize] = 1 + nth;
        nth += 1;
    }
    nth = 0;
    while nth < 10 {
        codes[(b'0' + nth) as usize] = 27 + nth;
        nth += 1;
    }
    codes
};
/// The code of any other.
const OTHER: u8 = 37;

/// As many texts' counts stand side by side: the processor adds them at once.
const LANES: usize = 32;
/// A trigram's row where it stands in no text.
const NOWHERE: u16 = u16::MAX;

/// For each trigram that stands in any of the indexed texts, how often it stands in each.
#[derive(Debug, Default)]
pub(super) struct Index {
    n_texts: usize,
    /// For each code its row in the table, or [`NOWHERE`].
    rows: Vec<u16>,
    n_rows: usize,
    /// A row for each trigram, in it a count for each text, the last lanes filled up with 0.
    table: Vec<[u8; LANES]>,
}

impl Index {
    /// The index over texts, numbered in the order given.
    pub(super) fn of<'a>(texts: impl ExactSizeIterator<Item = &'a Trigrams>) -> Self {
        let mut index = Self { n_texts: texts.len(), rows: vec![NOWHERE; CODES], ..Self::default() };
        let (width, mut n_rows) = (index.width(), 0);
        for (number, text) in texts.enumerate() {
            for code in &text.0 {
                let Some(row) = index.rows.get_mut(usize::from(*code)) else { continue };
                if *row == NOWHERE {
                    *row = n_rows;
                    n_rows += 1;
                    index.table.extend(std::iter::repeat_n([0; LANES], width));
                }
                let lanes = index.table.get_mut(usize::from(*row) * width + number / LANES);
                if let Some(count) = lanes.and_then(|lanes| lanes.get_mut(number % LANES)) {
                    *count = count.saturating_add(1);
                }
            }
        }
        index.n_rows = usize::from(n_rows);
        index
    }

    /// How long a row is, in lanes.
    const fn width(&self) -> usize {
        self.n_texts.div_ceil(LANES)
    }

    /// How many trigrams the text shares with each indexed text.
    pub(super) fn shared(&self, text: &Trigrams) -> Vec<u16> {
        let mut shared = vec![0; self.n_texts];
        let mut counts = vec![0_u8; self.n_rows];
        let mut rows = Vec::with_capacity(text.0.len());
        for row in text.0.iter().filter_map(|code| self.rows.get(usize::from(*code))) {
            let Some(count) = counts.get_mut(usize::from(*row)) else { continue };
            if *count == 0 {
                rows.push(usize::from(*row));
            }
            *count = count.saturating_add(1);
        }
        // A byte for each text holds the sums, and is poured out before any can overflow.
        let width = self.width();
        let mut sums = vec![[0_u8; LANES]; width];
        let mut most = 0_u8;
        for row in rows {
            let count = counts.get(row).copied().unwrap_or(0);
            most = most.checked_add(count).unwrap_or_else(|| {
                pour(&mut sums, &mut shared);
                count
            });
            add(&mut sums, self.table.get(row * width..(row + 1) * width).unwrap_or_default(), count);
        }
        pour(&mut sums, &mut shared);
        shared
    }
}

/// Adds a trigram's counts to the sums, at most `count` for each text. A function by itself: within the loop the compiler asks
/// each time whether the two overlap.
#[inline(never)]
fn add(sums: &mut [[u8; LANES]], known: &[[u8; LANES]], count: u8) {
    for (sums, known) in sums.iter_mut().zip(known) {
        for (sum, known) in sums.iter_mut().zip(known) {
            *sum = sum.saturating_add(count.min(*known));
        }
    }
}

/// Adds the sums in the lanes to the whole ones, and leaves them empty.
fn pour(sums: &mut [[u8; LANES]], shared: &mut [u16]) {
    for (whole, sum) in shared.iter_mut().zip(sums.as_flattened_mut()) {
        *whole = whole.saturating_add(u16::from(std::mem::take(sum)));
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

    proptest::proptest! {
        #[test]
        fn as_many_are_shared_as_counting_finds(
            texts in proptest::collection::vec("[a-c1 \u{e9}]{0,400}", 0..70),
            text in "[a-c1 \u{e9}]{0,400}",
        ) {
            let of_text = Trigrams::of(&text);
            let all: Vec<Trigrams> = texts.iter().map(|text| Trigrams::of(text)).collect();
            let n = |of: &Trigrams, code| of.0.iter().filter(|known| **known == code).count().min(255);
            let mut codes = of_text.0.clone();
            codes.sort_unstable();
            codes.dedup();
            let counted: Vec<usize> = all
                .iter()
                .map(|other| codes.iter().map(|code| n(&of_text, *code).min(n(other, *code))).sum())
                .collect();
            let shared: Vec<usize> =
                Index::of(all.iter()).shared(&of_text).into_iter().map(usize::from).collect();
            proptest::prop_assert_eq!(shared, counted);
        }
    }
}
