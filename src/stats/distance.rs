//! A school's distance: how many more or fewer yes it gave than the middle of the others, in statements.
//! In: which statements each school answered and which with yes. Out: one number a school. Never a rank, never a
//! quartile, never a rounded half.
//!
//! Formula: for each other school, the own number of yes less the other's, both over the statements that both answered;
//! the distance is the median of these differences, a half where two stand in the middle. What another school left out
//! is thus no answer and not as good as no. Where all answered all, that is the own number of yes less the others'
//! median. Source: the median as the middle of a skewed few, J. W. Tukey, "Exploratory
//! Data Analysis" (1977), chapter 2. Limits: another school counts only where it answered at least two thirds of the
//! statements that the own school answered; below five such schools there is no distance, since so few are no
//! middle and one of them could be worked out. Units: statements.

mod crowd;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crowd::Crowd;

/// The least number of other schools.
pub const LEAST_OTHERS: u32 = 5;
/// The most other schools that one school is compared with.
pub const MOST_OTHERS: usize = 2_000;

/// One school's answers as two sets of statements, a bit a statement by position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    answered: Vec<u64>,
    yes: Vec<u64>,
}

impl Sheet {
    /// A sheet on which nothing of `n_statements` is answered.
    pub fn new(n_statements: usize) -> Self {
        let empty = vec![0; n_statements.div_ceil(64)];
        Self { answered: empty.clone(), yes: empty }
    }

    /// Notes an answer (yes, partly or no) to the statement at a position. A position outside is not noted.
    pub fn note(&mut self, statement: usize, is_yes: bool) {
        if let (Some(answered), Some(yes)) =
            (self.answered.get_mut(statement / 64), self.yes.get_mut(statement / 64))
        {
            let bit = 1 << (statement % 64);
            *answered |= bit;
            *yes = if is_yes { *yes | bit } else { *yes & !bit };
        }
    }

    fn n_answered(&self) -> u32 {
        n_set(&self.answered)
    }

    /// Whether the answer to a statement is yes; none where there is no answer.
    fn said_yes(&self, statement: usize) -> Option<bool> {
        let (word, bit) = (statement / 64, 1 << (statement % 64));
        let is_answered = self.answered.get(word).is_some_and(|answered| answered & bit != 0);
        is_answered.then(|| self.yes.get(word).is_some_and(|yes| yes & bit != 0))
    }

    /// The own number of yes less the other's, over what both answered; `None` where that is too little.
    fn less(&self, other: &Self) -> Option<i32> {
        let (mut n_shared, mut own_yes, mut other_yes) = (0_u32, 0_i32, 0_i32);
        let own = self.answered.iter().zip(&self.yes);
        for ((own_answered, own_is_yes), (answered, is_yes)) in own.zip(other.answered.iter().zip(&other.yes))
        {
            let shared = own_answered & answered;
            n_shared += shared.count_ones();
            own_yes += (own_is_yes & shared).count_ones().cast_signed();
            other_yes += (is_yes & shared).count_ones().cast_signed();
        }
        enough(n_shared, &self.answered).then_some(own_yes - other_yes)
    }
}

/// A school's distance from the others, and how many they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Distance {
    /// Twice the number of yes more (or, below 0, fewer) than the middle of the others: whole, so that no half is lost.
    pub twice: i32,
    /// How many other schools could be compared.
    pub n_others: u32,
}

impl Distance {
    /// Yes more (or, below 0, fewer) than the middle of the others.
    pub fn statements(self) -> f64 {
        f64::from(self.twice) / 2.0
    }
}

/// The distance of one school from others (its similar schools, say). `None` below [`LEAST_OTHERS`].
pub fn distance<'a>(own: &Sheet, others: impl IntoIterator<Item = &'a Sheet>) -> Option<Distance> {
    let mut differences = Differences::new(own);
    for other in others {
        if let Some(difference) = own.less(other) {
            differences.add(difference, 1);
        }
    }
    differences.median()
}

/// The distance of each school from all the others; of more than [`MOST_OTHERS`], from that many of them, spread
/// evenly over the order given. The middle of two thousand is the middle of twenty thousand to within a fraction of a
/// statement, and every pair of twenty thousand is too many to look at.
///
/// Schools that answered the very same statements are taken together: two such groups are compared through how many of
/// each gave how many yes over the statements they share, so that many complete returns cost little more than one look.
pub fn distances(sheets: &[Sheet]) -> Vec<Option<Distance>> {
    let answered: Vec<usize> = (0..sheets.len()).filter(|at| sheets[*at].n_answered() > 0).collect();
    if answered.len() > MOST_OTHERS {
        let spread: Vec<usize> =
            (0..MOST_OTHERS).map(|nth| answered[nth * answered.len() / MOST_OTHERS]).collect();
        let crowd = Crowd::of(sheets, &spread);
        let of = |own: usize| crowd.distance(&sheets[own], spread.binary_search(&own).ok());
        return (0..sheets.len()).into_par_iter().map(of).collect();
    }
    let mut alike: BTreeMap<&[u64], Vec<usize>> = BTreeMap::new();
    for (at, sheet) in sheets.iter().enumerate().filter(|(_, sheet)| sheet.n_answered() > 0) {
        alike.entry(&sheet.answered).or_default().push(at);
    }
    let groups: Vec<(&[u64], Vec<usize>)> = alike.into_iter().collect();
    let mut differences: Vec<Differences> = sheets.iter().map(Differences::new).collect();
    for (at, (answered, members)) in groups.iter().enumerate() {
        let own = YesOver::of(sheets, members, answered);
        for (member, n_yes) in members.iter().zip(&own.by_member) {
            for (others_yes, n_schools) in &own.tally {
                // The school itself is among its like.
                let is_own = u32::from(n_yes == others_yes);
                differences[*member].add(n_yes - others_yes, n_schools - is_own);
            }
        }
        for (theirs, others) in &groups[at + 1..] {
            if let ([one], [other]) = (members.as_slice(), others.as_slice()) {
                if let Some(difference) = sheets[*one].less(&sheets[*other]) {
                    differences[*one].add(difference, 1);
                }
                if let Some(difference) = sheets[*other].less(&sheets[*one]) {
                    differences[*other].add(difference, 1);
                }
                continue;
            }
            let shared: Vec<u64> = answered.iter().zip(*theirs).map(|(one, other)| one & other).collect();
            let n_shared = n_set(&shared);
            let (own_counts, other_counts) = (enough(n_shared, answered), enough(n_shared, theirs));
            if !own_counts && !other_counts {
                continue;
            }
            let (one, other) = (YesOver::of(sheets, members, &shared), YesOver::of(sheets, others, &shared));
            if own_counts {
                one.less(&other, members, &mut differences);
            }
            if other_counts {
                other.less(&one, others, &mut differences);
            }
        }
    }
    differences.iter().map(Differences::median).collect()
}

/// Whether so many shared statements are at least two thirds of those a school answered.
fn enough(n_shared: u32, answered: &[u64]) -> bool {
    n_shared > 0 && 3 * n_shared >= 2 * n_set(answered)
}

fn n_set(words: &[u64]) -> u32 {
    words.iter().map(|word| word.count_ones()).sum()
}

/// How many yes each of some schools gave over certain statements.
struct YesOver {
    by_member: Vec<i32>,
    /// Each number of yes that occurs, and how many schools gave so many.
    tally: Vec<(i32, u32)>,
}

impl YesOver {
    fn of(sheets: &[Sheet], members: &[usize], statements: &[u64]) -> Self {
        let n_yes = |member: &usize| -> u32 {
            sheets[*member].yes.iter().zip(statements).map(|(yes, asked)| (yes & asked).count_ones()).sum()
        };
        if let [only] = members {
            let n_yes = n_yes(only).cast_signed();
            return Self { by_member: vec![n_yes], tally: vec![(n_yes, 1)] };
        }
        let mut by_yes = vec![0_u32; n_set(statements) as usize + 1];
        let by_member = members
            .iter()
            .map(|member| {
                let n_yes = n_yes(member);
                by_yes[n_yes as usize] += 1;
                n_yes.cast_signed()
            })
            .collect();
        let tally = (0_i32..).zip(by_yes).filter(|(_, n_schools)| *n_schools > 0).collect();
        Self { by_member, tally }
    }

    /// Adds the differences of these schools from others.
    fn less(&self, others: &Self, members: &[usize], differences: &mut [Differences]) {
        for (member, n_yes) in members.iter().zip(&self.by_member) {
            for (others_yes, n_schools) in &others.tally {
                differences[*member].add(n_yes - others_yes, *n_schools);
            }
        }
    }
}

/// How many other schools lie each difference away.
struct Differences {
    /// The greatest difference there can be, either way.
    greatest: i32,
    /// By difference, from the least possible up.
    n_schools: Vec<u32>,
}

impl Differences {
    fn new(own: &Sheet) -> Self {
        let greatest = own.n_answered();
        Self { greatest: greatest.cast_signed(), n_schools: vec![0; 2 * greatest as usize + 1] }
    }

    fn add(&mut self, difference: i32, n_schools: u32) {
        let slot = usize::try_from(difference + self.greatest).ok();
        if let Some(slot) = slot.and_then(|slot| self.n_schools.get_mut(slot)) {
            *slot += n_schools;
        }
    }

    /// The median.
    fn median(&self) -> Option<Distance> {
        let n_others: u32 = self.n_schools.iter().sum();
        (n_others >= LEAST_OTHERS).then_some(())?;
        let at = |wanted: u32| {
            let mut seen = 0;
            (-self.greatest..).zip(&self.n_schools).find_map(|(difference, n)| {
                seen += n;
                (seen > wanted).then_some(difference)
            })
        };
        let (lower, upper) = (at((n_others - 1) / 2)?, at(n_others / 2)?);
        Some(Distance { twice: lower + upper, n_others })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `y` yes, `n` partly or no, `.` not answered.
    fn sheet(answers: &str) -> Sheet {
        let mut sheet = Sheet::new(answers.len());
        for (at, answer) in answers.char_indices().filter(|(_, answer)| *answer != '.') {
            sheet.note(at, answer == 'y');
        }
        sheet
    }

    #[test]
    fn is_the_own_yes_less_the_others_median() {
        let others = ["yynnnn", "yynnnn", "ynnnnn", "yyyyyy", "nnnnnn"].map(sheet);
        let found = distance(&sheet("yyyynn"), &others);
        assert_eq!(found, Some(Distance { twice: 4, n_others: 5 }));
    }

    #[test]
    fn is_over_the_same_statements_only() {
        // Over the first four, all are alike; what the others say of the last two is none of its business.
        let others = vec![sheet("yynnyy"); 5];
        assert_eq!(distance(&sheet("yynn.."), &others), Some(Distance { twice: 0, n_others: 5 }));
        // Who answered too few of the same statements does not count.
        let mut few = others.clone();
        few[0] = sheet("yy..yy");
        assert_eq!(distance(&sheet("yynn.."), &few), None);
    }

    #[test]
    fn a_half_stays_a_half() {
        let others = ["ynn", "ynn", "ynn", "yyn", "yyn", "yyn"].map(sheet);
        assert_eq!(distance(&sheet("yyy"), &others).map(|it| (it.twice, it.statements())), Some((3, 1.5)));
        assert_eq!(distance(&sheet("nnn"), &others).map(|it| (it.twice, it.statements())), Some((-3, -1.5)));
    }

    #[test]
    fn of_very_many_an_even_spread_stands_for_all() {
        // Most gave two yes, some one, some three: two is the middle, however many they are.
        let mut sheets: Vec<Sheet> =
            (0..5_000).map(|at| sheet(["yynn", "ynnn", "yynn", "yyyn", "yynn"][at % 5])).collect();
        sheets.push(sheet("yyyy"));
        sheets.push(sheet("...."));
        let found = distances(&sheets);
        assert_eq!(found[5_000], Some(Distance { twice: 4, n_others: 2_000 }));
        assert_eq!(found[0], Some(Distance { twice: 0, n_others: 1_999 }));
        assert_eq!(found[5_001], None);
    }

    proptest! {
        /// The short cut over like sheets finds what one by one finds, and that is a sorted list's middle.
        #[test]
        fn all_at_once_is_one_by_one(
            answers in prop::collection::vec(prop::collection::vec(prop::sample::select(&['y', 'y', 'n', 'n', '.'][..]), 6), 1..14),
            complete in prop::collection::vec(any::<bool>(), 14),
        ) {
            let sheets: Vec<Sheet> = answers.iter().zip(complete)
                .map(|(row, complete)| row.iter().collect::<String>().replace('.', if complete { "n" } else { "." }))
                .map(|row| sheet(&row)).collect();
            let found = distances(&sheets);
            for (at, own) in sheets.iter().enumerate() {
                let others = sheets.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, sheet)| sheet);
                prop_assert_eq!(found[at], distance(own, others.clone()));
                let mut differences: Vec<i32> = others.filter_map(|other| own.less(other)).collect();
                differences.sort_unstable();
                let n = differences.len();
                let sum_of_middles = (n >= 5).then(|| differences[(n - 1) / 2] + differences[n / 2]);
                prop_assert_eq!(found[at].map(|d| d.twice), sum_of_middles);
            }
        }
    }
}
