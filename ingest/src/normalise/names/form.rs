//! A school's name taken apart: its proper name, its place, its kind.
//! In: a name as written. Out: its parts, folded. Never compares.

use super::kinds::{Kind, LIGHT, NURSERY, kind_of, without_side_nursery};
use crate::normalise::text;

/// A school's name taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameForm {
    /// The words that tell it from others: `st mary`, `beech lane`.
    pub(super) core: Vec<Box<str>>,
    /// Words behind the name: a place after a comma, in brackets, behind "School".
    pub(super) tail: Vec<Box<str>>,
    /// Numbers, Roman ones too, as figures: the VI of King Edward VI.
    pub(super) numerals: Vec<Box<str>>,
    /// What ages it teaches, as bits.
    pub(super) phases: u16,
    /// Faiths, as bits.
    pub(super) faiths: u16,
    /// How it is set up, as bits.
    pub(super) statuses: u16,
    /// Whether a word for "school" or a phase stands in it.
    pub(super) says_school: bool,
    /// Whether words of its tail run on behind "School": the `LSST` of `Priory Academy LSST`.
    pub(super) runs_on: bool,
}

impl NameForm {
    /// Takes a name apart.
    pub fn of(name: &str) -> Self {
        let mut form = Self::default();
        let (main, tail) = main_and_tail(without_label(name));
        form.take(&text::words(&main), false);
        let (phases, tail) = (form.phases, text::words(&tail));
        form.take(&tail, true);
        // "Oakfield Junior School (Primary)" says its sector; "Oakfield Infant School (and Junior)" another school.
        let joins =
            ["and ", "with ", "incl ", "including ", "plus "].iter().any(|word| tail.starts_with(word));
        if phases != 0 && !joins {
            form.phases = phases;
        }
        form.phases = without_side_nursery(form.phases);
        form
    }

    /// Whether there is no proper name in it.
    pub fn is_empty(&self) -> bool {
        self.core.is_empty() && self.numerals.is_empty()
    }

    fn take(&mut self, words: &str, is_tail: bool) {
        let words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
        let mut at = 0;
        // Behind "Back School" stands where it is.
        let mut after_school = is_tail && self.says_school;
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            // "Back School and Nursery" is Back School, where "Back Nursery School" is not.
            if after_school && let ["and" | "with" | "incl" | "including", "nursery", behind @ ..] = rest {
                at += 2 + usize::from(matches!(behind, ["class" | "classes" | "unit", ..]));
                continue;
            }
            let Some((kinds, length)) = kind_of(rest) else {
                // "Riverside Academy Upper School" is no place of the academy's.
                let is_part = matches!(rest, ["upper" | "lower", "school", ..] | ["upper" | "lower"]);
                // "Hill Primary School 2" may be another than "Hill Primary School"; before a street it is a house's number.
                let is_last = !is_tail && self.tail.is_empty() && rest.len() == 1;
                let is_number = is_last && rest.first().copied().and_then(numeral).is_some();
                let behind = (is_tail || after_school) && !is_part && !is_number;
                self.runs_on |= behind && !is_tail;
                self.word(rest.first().copied().unwrap_or(""), behind);
                at += 1;
                continue;
            };
            // "High Street Primary", "College Road School": a kind word at the very start names a street.
            let opens_name = at == 0
                && !is_tail
                && length == 1
                && kinds.iter().all(|kind| matches!(kind, Kind::Phase(_) | Kind::Status(_)))
                && rest.get(1).is_some_and(|next| kind_of(&[*next]).is_none())
                && (1..rest.len()).any(|from| {
                    let kind = rest.get(from..).and_then(kind_of);
                    kind.is_some_and(|(kinds, _)| kinds != [Kind::Filler])
                });
            if opens_name {
                self.word(rest.first().copied().unwrap_or(""), false);
                at += 1;
                continue;
            }
            for kind in kinds {
                match kind {
                    Kind::Phase(bits) => self.phases |= bits,
                    Kind::Faith(bits) => self.faiths |= bits,
                    Kind::Status(bits) => self.statuses |= bits,
                    Kind::School => after_school |= !self.core.is_empty(),
                    Kind::Filler => {}
                }
                self.says_school |= matches!(kind, Kind::School | Kind::Phase(_));
            }
            at += length;
        }
    }

    fn word(&mut self, word: &str, is_tail: bool) {
        if let Some(numeral) = numeral(word) {
            // Behind the name stands the number of a house.
            if !is_tail {
                self.numerals.push(numeral);
            }
            return;
        }
        // Ids and years.
        if word.bytes().filter(u8::is_ascii_digit).count() >= 3 {
            return;
        }
        let word = match word {
            // A street's "St" is a saint's, too: one word for both.
            "saint" | "sts" | "ss" | "saints" | "street" => "st",
            "mt" => "mount",
            "gt" => "great",
            "lt" => "little",
            "rd" => "road",
            "ln" => "lane",
            "ave" => "avenue",
            "pk" => "park",
            "gdns" => "gardens",
            "cres" => "crescent",
            "nth" => "north",
            "sth" => "south",
            _ => word,
        };
        // "St Peter and St Paul" is "SS Peter and Paul".
        if word == "st" && self.core.iter().any(|known| **known == *word) {
            return;
        }
        if is_tail { self.tail.push(word.into()) } else { self.core.push(word.into()) }
    }

    /// The same name, of another's kinds where it says none itself: `Back` of `Back and Tong Schools`.
    pub(super) fn of_kinds(&self, other: &Self) -> Self {
        let or = |own: u16, others: u16| if own == 0 { others } else { own };
        Self {
            phases: or(self.phases, other.phases),
            faiths: or(self.faiths, other.faiths),
            statuses: or(self.statuses, other.statuses),
            ..self.clone()
        }
    }

    /// Whether it lies between two names, with a kind of each that the other has not: `Thornhill Community Special School`
    /// between Thornhill Special School and Thornhill Community School.
    pub(super) fn lies_between(&self, one: &Self, other: &Self) -> bool {
        let own = |form: &Self, beside: &Self| {
            [
                (self.phases, form.phases, beside.phases),
                (self.faiths, form.faiths, beside.faiths),
                (self.statuses, form.statuses, beside.statuses),
            ]
            .iter()
            .any(|(said, known, lacking)| said & known & !lacking != 0)
        };
        let has_all = |form: &Self| form.core.iter().all(|word| self.core.contains(word));
        has_all(one) && has_all(other) && own(one, other) && own(other, one)
    }

    /// Whether it leaves open that a school of this name is meant: the name goes on, or says no kind where this does.
    pub(super) fn leaves_open(&self, name: &Self) -> bool {
        let goes_on = name.runs_on
            && !name.tail.iter().any(|word| self.core.contains(word) || self.tail.contains(word));
        let says_more = |said: u16, known: u16| said != 0 && known == 0;
        goes_on
            || says_more(self.phases, name.phases)
            || says_more(self.statuses & !LIGHT, name.statuses & !LIGHT)
    }

    /// Whether a name has all its proper words.
    pub(super) fn is_within(&self, name: &Self) -> bool {
        self.core.iter().all(|word| name.core.contains(word))
    }

    /// The kinds of this with the proper name of another.
    pub(super) fn of_name(&self, other: &Self) -> Self {
        Self { core: other.core.clone(), numerals: other.numerals.clone(), ..self.clone() }
    }

    /// Whether it says what kind of school it is, and no name.
    pub(super) fn is_kind_alone(&self) -> bool {
        self.is_empty() && self.tail.is_empty() && self.has_kind()
    }

    /// Whether all that it says is that it is a nursery.
    pub(super) fn is_nursery_alone(&self) -> bool {
        self.phases == NURSERY && self.faiths | self.statuses == 0
    }

    /// Whether it says of what ages, faith or standing the school is, or calls it a school.
    pub(super) fn says_kind(&self) -> bool {
        self.says_school || self.has_kind()
    }

    /// Whether the proper name itself is a church's: a saint's, Our Lady's, the Trinity's.
    pub(super) fn is_holy(&self) -> bool {
        const HOLY: &[&str] = &[
            "st",
            "holy",
            "sacred",
            "lady",
            "trinity",
            "christ",
            "christchurch",
            "saints",
            "all",
            "blessed",
            "bishop",
            "cardinal",
            "archbishop",
            "cathedral",
            "mary",
            "notre",
            "corpus",
        ];
        self.core.iter().any(|word| HOLY.contains(&&**word))
    }

    /// Whether it is whom a church is dedicated to, without a kind: `Holy Trinity`, `Christ Church`.
    pub(super) fn is_dedication(&self) -> bool {
        const DEDICATIONS: &[&str] = &[
            "holy", "trinity", "family", "rood", "cross", "sacred", "heart", "christ", "church", "king",
            "all", "st", "souls", "our", "lady", "corpus", "christi",
        ];
        !self.says_kind() && !self.is_empty() && self.core.iter().all(|word| DEDICATIONS.contains(&&**word))
    }

    fn has_kind(&self) -> bool {
        self.phases | self.faiths | self.statuses != 0
    }

    /// Whether it is one proper word without a kind: `Kings`, `St Peter's`, `Victoria School`.
    pub(super) fn is_bare(&self) -> bool {
        !self.has_kind() && self.core.iter().filter(|word| &***word != "st").count() < 2
    }

    /// Whether it is a person rather than a school: `Mr John Smith`, `John Smith (Headteacher)`.
    pub(super) fn is_person(&self) -> bool {
        const OF_PEOPLE: &[&str] =
            &["mr", "mrs", "ms", "miss", "mx", "headteacher", "head", "principal", "depute", "deputy"];
        !self.says_kind() && self.core.iter().chain(&self.tail).any(|word| OF_PEOPLE.contains(&&**word))
    }

    /// The proper name in one word: `Ash Grove` and `Ashgrove` are `ashgrove`.
    pub(super) fn joined(&self) -> String {
        self.core.concat()
    }

    /// The same name for each of its phases alone, where it names two: `Oakfield Infant and Junior`.
    pub(super) fn by_phase(&self) -> Vec<Self> {
        (0..16)
            .map(|bit| 1_u16 << bit)
            .filter(|phase| self.phases & phase != 0)
            .map(|phase| Self { phases: phase, ..self.clone() })
            .collect()
    }
}

/// `Name of school: Back School` without its label.
fn without_label(name: &str) -> &str {
    match name.split_once(':') {
        Some((label, rest)) if !text::is_blank(rest) => {
            let label = text::words(label);
            let is_label = matches!(
                label.as_str(),
                "school"
                    | "school name"
                    | "name"
                    | "name of school"
                    | "name of the school"
                    | "establishment"
                    | "establishment name"
                    | "school academy"
                    | "ainm na sgoile"
            );
            if is_label { text::trim(rest) } else { name }
        }
        _ => name,
    }
}

/// The name itself; what stands in brackets or behind a comma.
fn main_and_tail(name: &str) -> (String, String) {
    let mut main = String::with_capacity(name.len());
    let mut tail = String::new();
    let mut depth = 0_u32;
    for c in name.chars() {
        match c {
            '(' | '[' => {
                depth += 1;
                tail.push(' ');
            }
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                main.push(' ');
            }
            _ if depth > 0 => tail.push(c),
            _ => main.push(c),
        }
    }
    if let Some((name, place)) = main.split_once(',')
        && !text::is_blank(name)
        && !goes_on(name, place)
    {
        let tail = format!("{place} {tail}");
        return (name.to_owned(), tail);
    }
    if text::is_blank(&main) { (tail, String::new()) } else { (main, tail) }
}

/// Whether a comma stands within the kinds: `Hill Top Junior, Infant and Nursery School`, `Hill Top J, I & N`.
fn goes_on(name: &str, behind: &str) -> bool {
    let (name, behind) = (text::words(name), text::words(behind));
    let is_kind = |word: &str| matches!(word, "j" | "i" | "n" | "m") || kind_of(&[word]).is_some();
    let says_school = |word: &str| kind_of(&[word]).is_some_and(|(kinds, _)| kinds.contains(&Kind::School));
    behind.split(' ').all(is_kind) && !name.split(' ').any(says_school)
}

/// A number: figures, an ordinal, or a Roman number of two letters and more. "First" is what schools for the youngest are.
fn numeral(word: &str) -> Option<Box<str>> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = word.get(digits.len()..)?;
    if !digits.is_empty() && digits.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit()) {
        return matches!(ending, "" | "st" | "nd" | "rd" | "th")
            .then(|| digits.trim_start_matches('0').into());
    }
    let figure = match word {
        "ii" | "second" => "2",
        "iii" | "third" => "3",
        "iv" | "fourth" => "4",
        "fifth" => "5",
        "vi" | "sixth" => "6",
        "vii" | "seventh" => "7",
        "viii" | "eighth" => "8",
        "ix" => "9",
        "xi" => "11",
        "xii" => "12",
        "xiii" => "13",
        "xiv" => "14",
        "xv" => "15",
        "xvi" => "16",
        _ => return None,
    };
    Some(figure.into())
}
