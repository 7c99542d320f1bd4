//! One school against a crowd: its distance from many others at once.
//! In: the others' sheets. Out: the same distance as comparing with each in turn. Never leaves an other out that
//! may be compared.
//!
//! How: the crowd lies in bits, a row a statement and a bit an other, so that one machine word holds 64 of them. Over
//! the statements that the own school answered, an other's difference is the number that it is weak in where the own
//! school said yes, less the number that it said yes to where the own school did not. Both are sums of bits, added up in
//! words that each hold one binary digit of 64 sums; the median is found digit by digit, from the highest down.
//! Source: vertical counters, H. S. Warren, "Hacker's Delight" (2nd ed. 2012), section 5-1.

use super::{Distance, LEAST_OTHERS, Sheet, enough};

/// Words that are added up at one go.
const WORDS: usize = 4;
type Words = [u64; WORDS];

/// Others, by bits.
pub(super) struct Crowd {
    /// The statements that anybody answered.
    asked: Vec<usize>,
    /// By block of others and statement asked: who said yes, who is weak.
    yes: Vec<Words>,
    weak: Vec<Words>,
    /// By block: who is there at all.
    there: Vec<Words>,
    /// The most of the statements asked that any of them left unanswered.
    most_missing: u32,
}

impl Crowd {
    /// The crowd of the sheets at some places, for distances of any of the sheets.
    pub(super) fn of(sheets: &[Sheet], crowd: &[usize]) -> Self {
        let n_words = sheets.iter().map(|sheet| sheet.answered.len()).max().unwrap_or(0);
        let is_asked = |statement: &usize| sheets.iter().any(|sheet| sheet.said_yes(*statement).is_some());
        let asked: Vec<usize> = (0..64 * n_words).filter(is_asked).collect();
        let n_blocks = crowd.len().div_ceil(WORDS * 64);
        let (mut yes, mut weak) =
            (vec![[0; WORDS]; n_blocks * asked.len()], vec![[0; WORDS]; n_blocks * asked.len()]);
        let mut there = vec![[0; WORDS]; n_blocks];
        let mut most_missing = 0;
        for (at, sheet) in crowd.iter().filter_map(|at| sheets.get(*at)).enumerate() {
            let (block, word, bit) = place(at);
            there[block][word] |= bit;
            let mut n_missing = 0;
            for (row, statement) in (block * asked.len()..).zip(&asked) {
                match sheet.said_yes(*statement) {
                    Some(true) => yes[row][word] |= bit,
                    Some(false) => weak[row][word] |= bit,
                    None => n_missing += 1,
                }
            }
            most_missing = most_missing.max(n_missing);
        }
        Self { asked, yes, weak, there, most_missing }
    }

    /// The distance of a school from the crowd, but for the one at `own_place` in it, which is the school itself.
    /// `None` below [`LEAST_OTHERS`].
    pub(super) fn distance(&self, own: &Sheet, own_place: Option<usize>) -> Option<Distance> {
        let answered: Vec<(usize, bool)> = (0..)
            .zip(&self.asked)
            .filter_map(|(row, statement)| Some((row, own.said_yes(*statement)?)))
            .collect();
        let n_digits = (usize::BITS - answered.len().leading_zeros()) as usize;
        let mut counted = self.counted(own, &answered, n_digits);
        if let Some((block, word, bit)) = own_place.map(place) {
            counted[block][word] &= !bit;
        }
        let n_others: u32 = counted.iter().flatten().map(|word| word.count_ones()).sum();
        (n_others >= LEAST_OTHERS).then_some(())?;
        let mut sums = vec![[0; WORDS]; n_digits * self.there.len()];
        for (block, digits) in sums.chunks_exact_mut(n_digits).enumerate() {
            for (row, is_yes) in &answered {
                let at = block * self.asked.len() + row;
                // Where the own answer is no yes, not saying yes counts: one more than it should, for every other.
                add(digits, if *is_yes { self.weak[at] } else { self.yes[at].map(|word| !word) });
            }
        }
        let too_many: u32 = answered.iter().map(|(_, is_yes)| u32::from(!is_yes)).sum();
        let nth = |wanted| nth(&sums, n_digits, &counted, wanted).cast_signed() - too_many.cast_signed();
        let lower = nth((n_others - 1) / 2);
        let upper = if n_others.is_multiple_of(2) { nth(n_others / 2) } else { lower };
        Some(Distance { twice: lower + upper, n_others })
    }

    /// The others that share enough statements with the own school.
    fn counted(&self, own: &Sheet, answered: &[(usize, bool)], n_digits: usize) -> Vec<Words> {
        if enough(own.n_answered().saturating_sub(self.most_missing), &own.answered) {
            return self.there.clone();
        }
        let mut counted = self.there.clone();
        let mut shared = vec![[0; WORDS]; n_digits];
        for (block, counted) in counted.iter_mut().enumerate() {
            shared.fill([0; WORDS]);
            for (row, _) in answered {
                let at = block * self.asked.len() + row;
                let (yes, weak) = (self.yes[at], self.weak[at]);
                add(&mut shared, std::array::from_fn(|word| yes[word] | weak[word]));
            }
            for (word, counted) in counted.iter_mut().enumerate() {
                for bit in (0..64).map(|at| 1_u64 << at) {
                    let n_shared = (0_u32..)
                        .zip(&shared)
                        .map(|(digit, words)| u32::from(words[word] & bit != 0) << digit);
                    if !enough(n_shared.sum(), &own.answered) {
                        *counted &= !bit;
                    }
                }
            }
        }
        counted
    }
}

/// Block, word and bit of an other.
fn place(at: usize) -> (usize, usize, u64) {
    (at / (WORDS * 64), at / 64 % WORDS, 1 << (at % 64))
}

/// Adds a bit to each sum, of which `digits` holds the binary digits, the lowest first.
fn add(digits: &mut [Words], bits: Words) {
    let mut carry = bits;
    for digit in digits {
        for (digit, carry) in digit.iter_mut().zip(&mut carry) {
            let both = *digit & *carry;
            *digit ^= *carry;
            *carry = both;
        }
    }
}

/// The sum that `wanted` of those counted are below or before.
fn nth(sums: &[Words], n_digits: usize, counted: &[Words], mut wanted: u32) -> u32 {
    let mut left = counted.to_vec();
    let mut found = 0;
    for digit in (0..n_digits).rev() {
        let digits = || sums.iter().skip(digit).step_by(n_digits);
        let without = |left: &[Words]| -> u32 {
            let words = left.iter().flatten().zip(digits().flatten());
            words.map(|(left, digit)| (left & !digit).count_ones()).sum()
        };
        let n_without = without(&left);
        let is_set = wanted >= n_without;
        if is_set {
            wanted -= n_without;
            found |= 1 << digit;
        }
        for (left, digit) in left.iter_mut().flatten().zip(digits().flatten()) {
            *left &= if is_set { *digit } else { !*digit };
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{super::distance, *};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// The crowd at once is the crowd one by one, however much of it is blank.
        #[test]
        fn at_once_is_one_by_one(
            seed in any::<u64>(), n_schools in 1_usize..400, n_statements in 1_usize..80, blank in 0_u64..9,
        ) {
            let mut state = seed;
            let mut next = |below: u64| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 33) % below
            };
            let sheets: Vec<Sheet> = (0..n_schools).map(|_| {
                let mut sheet = Sheet::new(n_statements);
                let (own_blank, yes) = (next(blank + 1), next(10));
                for statement in 0..n_statements {
                    let (is_blank, is_yes) = (next(9) < own_blank, next(9) < yes);
                    if !is_blank {
                        sheet.note(statement, is_yes);
                    }
                }
                sheet
            }).collect();
            let crowd: Vec<usize> = (0..n_schools).filter(|at| at % 3 != 1).collect();
            let at_once = Crowd::of(&sheets, &crowd);
            for (own, sheet) in sheets.iter().enumerate() {
                let others = crowd.iter().filter(|at| **at != own).map(|at| &sheets[*at]);
                prop_assert_eq!(at_once.distance(sheet, crowd.binary_search(&own).ok()), distance(sheet, others));
            }
        }
    }
}
