//! Runs of three letters, counted, and the index from each to the wordings that have it.
//! In: folded words. Out: how much two texts share. Never knows what a statement is.

/// How many letters there are: a space, a to z, 0 to 9, any other.
const LETTERS: u16 = 38;
const CODES: usize = (LETTERS as usize).pow(3);

/// The trigrams of a text with how often each occurs, by rising code.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    counts: Vec<(u16, u8)>,
    total: u32,
}

impl Counts {
    /// The trigrams of words in the form of [`crate::normalise::text::words`], a space before and after.
    pub(super) fn of(words: &str) -> Self {
        let mut codes: Vec<u16> = Vec::with_capacity(words.len() + 1);
        let mut before = (0, 0);
        for (n, letter) in std::iter::once(' ').chain(words.chars()).chain(std::iter::once(' ')).enumerate() {
            let letter = letter_code(letter);
            if n >= 2 {
                codes.push((before.0 * LETTERS + before.1) * LETTERS + letter);
            }
            before = (before.1, letter);
        }
        let total = u32::try_from(codes.len()).unwrap_or(u32::MAX);
        codes.sort_unstable();
        let mut counts: Vec<(u16, u8)> = Vec::with_capacity(codes.len());
        for code in codes {
            match counts.last_mut() {
                Some((last, count)) if *last == code => *count = count.saturating_add(1),
                _ => counts.push((code, 1)),
            }
        }
        Self { counts, total }
    }

    /// How many trigrams the text has, repeated ones too.
    pub(super) const fn total(&self) -> u32 {
        self.total
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

/// For each trigram, the texts that have it.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Where each code's entries begin; one more than there are codes.
    starts: Vec<u32>,
    entries: Vec<(u16, u8)>,
}

impl Index {
    /// The index over texts, numbered in the order given.
    pub(super) fn of<'a>(texts: impl Iterator<Item = &'a Counts>) -> Self {
        let mut by_code: Vec<(u16, u16, u8)> = Vec::new();
        for (number, text) in texts.enumerate() {
            let Ok(number) = u16::try_from(number) else { break };
            by_code.extend(text.counts.iter().map(|(code, count)| (*code, number, *count)));
        }
        by_code.sort_unstable();
        let mut starts = Vec::with_capacity(CODES + 1);
        let mut at = 0;
        for code in 0..=CODES {
            while by_code.get(at).is_some_and(|(known, ..)| usize::from(*known) < code) {
                at += 1;
            }
            starts.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        Self { starts, entries: by_code.into_iter().map(|(_, number, count)| (number, count)).collect() }
    }

    /// How many trigrams the text shares with each indexed text.
    pub(super) fn shared(&self, text: &Counts, n_texts: usize) -> Vec<u32> {
        let mut shared = vec![0_u32; n_texts];
        for (code, count) in &text.counts {
            let code = usize::from(*code);
            let (Some(from), Some(to)) = (self.starts.get(code), self.starts.get(code + 1)) else { continue };
            let entries = self.entries.get(*from as usize..*to as usize).unwrap_or(&[]);
            // Most trigrams stand once in a text, and so are shared once by whatever has them.
            if *count == 1 {
                for (number, _) in entries {
                    if let Some(sum) = shared.get_mut(usize::from(*number)) {
                        *sum += 1;
                    }
                }
                continue;
            }
            for (number, known) in entries {
                if let Some(sum) = shared.get_mut(usize::from(*number)) {
                    *sum += u32::from(*count.min(known));
                }
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
