//! Whether the names of a return's file and folders say that it is not the one to use: `oak DO NOT USE.xlsx`, `superseded/`.
//! In: paths, the names of the register's schools. Out: no, perhaps, or plainly, for each. Never takes the name of a school for
//! such a word: `Old Town Primary.xlsx`.

use std::collections::HashSet;

use ingest::normalise::{names::is_title, text};

use super::{
    Distinct, Group, ReturnHead,
    disowned::{Disowned, is_filling, is_made_up, takes_back},
};

/// Notes of each head whether its path says that it is set aside. `names`: of the register's schools.
pub fn set_aside<'n>(heads: &mut [ReturnHead], names: impl Iterator<Item = &'n str>) {
    let pairs = pairs_of(names);
    for head in heads {
        head.set_aside = of_path(&head.source_file, &pairs);
    }
}

impl Group<'_> {
    /// Why an only return may be none: by what it says of itself, or what its file is called.
    pub(super) fn no_return(&self, one: &Distinct) -> Option<&'static str> {
        let says_so = self.head(one.index).is_some_and(|head| head.disowned == Disowned::Plainly);
        if says_so && !self.is_printed {
            return Some("it says of itself that it is not to be used");
        }
        (one.set_aside == Disowned::Plainly && !self.are_named_so)
            .then_some("by its file's name it is not to be used")
    }

    /// Why a return may not be meant to stand in place of another.
    pub(super) fn doubted(&self, one: &Distinct) -> Option<&'static str> {
        if self.head(one.index).is_some_and(|head| head.disowned > Disowned::No) {
            return Some("says that it is not to be used");
        }
        (one.set_aside > Disowned::No && !self.are_named_so)
            .then_some("is set aside by the name of its file or folder")
    }
}

/// Two words of a school's name, one behind the other, of which one may set a file aside.
type Pairs = HashSet<(String, String)>;

fn pairs_of<'n>(names: impl Iterator<Item = &'n str>) -> Pairs {
    let mut pairs = Pairs::new();
    for words in names.map(text::words) {
        let words: Vec<&str> = words.split(' ').collect();
        let tells = |pair: &&[&str]| pair.iter().any(|word| says_so(word) || is_made_up(word));
        for pair in words.windows(2).filter(tells) {
            if let [one, other] = pair {
                pairs.insert(((*one).to_owned(), (*other).to_owned()));
            }
        }
    }
    pairs
}

fn of_path(path: &str, pairs: &Pairs) -> Disowned {
    path.split('/').map(|part| of_part(part, pairs)).max().unwrap_or(Disowned::No)
}

/// What a file's or a folder's name says.
fn of_part(part: &str, pairs: &Pairs) -> Disowned {
    let stem = part.rsplit_once('.').filter(|(_, ending)| ending.len() <= 5).map_or(part, |(stem, _)| stem);
    let all = text::words(stem);
    if takes_back(&all) || all.contains("dont use") || all.contains("don t use") {
        return Disowned::Plainly;
    }
    let bare = all.split(' ').map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()));
    let words: Vec<&str> = bare.filter(|word| !word.is_empty()).collect();
    let is_named = |at: usize| {
        let pair = |from: usize| {
            let two = words.get(from..from + 2)?;
            Some((two.first()?.to_string(), two.last()?.to_string()))
        };
        [at.checked_sub(1), Some(at)].into_iter().flatten().filter_map(pair).any(|pair| pairs.contains(&pair))
    };
    let mut says = Disowned::No;
    for (at, word) in words.iter().enumerate().filter(|(at, _)| !is_named(*at)) {
        let is_at_end = at == 0 || at + 1 == words.len();
        let is_about_file = || words.iter().all(|word| is_of_file(word));
        let told = match *word {
            "ignore" => Disowned::Plainly,
            word if is_made_up(word) && is_about_file() => Disowned::Plainly,
            // `The old mill` is a place.
            "old" if is_at_end || is_about_file() => Disowned::Perhaps,
            "old" => Disowned::No,
            word if is_made_up(word) || says_so(word) => Disowned::Perhaps,
            _ => Disowned::No,
        };
        says = says.max(told);
    }
    says
}

/// Whether a word says that what it stands on was put aside.
fn says_so(word: &str) -> bool {
    matches!(
        word,
        "old"
            | "ignore"
            | "superseded"
            | "superceded"
            | "archive"
            | "archived"
            | "archives"
            | "obsolete"
            | "outdated"
            | "withdrawn"
            | "void"
            | "voided"
            | "cancelled"
            | "rejected"
            | "replaced"
            | "backup"
            | "backups"
    )
}

/// Whether a word of a file's name says nothing but what sort of file it is.
fn is_of_file(word: &str) -> bool {
    is_filling(word)
        || is_made_up(word)
        || says_so(word)
        || is_title(word)
        || matches!(word, "worked" | "model" | "versions" | "returns" | "forms" | "files")
}
