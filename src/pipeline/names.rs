//! The names that the files of a run go by.
//! In: the files of the inbox, then the members of its archives as they come. Out: for each member a name of its own. Never
//! gives a file of the inbox another name.

use std::collections::{HashMap, HashSet};

use ingest::read::Entry;

use crate::inbox::Found;

/// The names in use.
pub(super) struct Names {
    used: HashSet<String>,
    /// The number behind a name that was given last.
    last: HashMap<String, u32>,
}

impl Names {
    /// Those of the inbox's files.
    pub(super) fn of(files: &[Found]) -> Self {
        Self { used: files.iter().map(|found| found.source_file.clone()).collect(), last: HashMap::new() }
    }

    /// A member under a name that no other file has: `a.zip/x.csv` may lie in the archive `a.zip` and in a folder `a.zip`.
    /// It bears that name from here on, so that all that is said of it leads back to it.
    pub(super) fn own(&mut self, mut member: Entry) -> Entry {
        let (Entry::File { name, .. } | Entry::Ignored { name, .. } | Entry::Refused { name, .. }) =
            &mut member;
        let own = self.free(name);
        if own != *name {
            name.clone_from(&own);
            if let Entry::Ignored { finding, .. } | Entry::Refused { finding, .. } = &mut member {
                finding.place.source_file = own;
            }
        }
        member
    }

    fn free(&mut self, name: &str) -> String {
        if self.used.insert(name.to_owned()) {
            return name.to_owned();
        }
        let number = self.last.entry(name.to_owned()).or_insert(1);
        loop {
            *number += 1;
            let own = format!("{name} ({number})");
            if self.used.insert(own.clone()) {
                return own;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use schemas::{finding::Finding, place::Place, rules};

    use super::*;

    #[test]
    fn a_member_bears_its_own_name_wherever_it_is_told_of() {
        let found = |name: &str| Found { path: PathBuf::new(), source_file: name.to_owned() };
        let mut names = Names::of(&[found("a.zip/x.csv"), found("a.zip/x.csv (2)")]);
        let member = || Entry::File { name: "a.zip/x.csv".to_owned(), bytes: Vec::new() };
        assert_eq!(names.own(member()).name(), "a.zip/x.csv (3)");
        let finding = Finding::new(&rules::OVER_LIMIT, Place::file("a.zip/x.csv"), "too large");
        let refused = Entry::Refused { name: "a.zip/x.csv".to_owned(), n_bytes: 1, finding };
        let Entry::Refused { name, finding, .. } = names.own(refused) else { unreachable!() };
        assert_eq!(
            (name.as_str(), finding.place.source_file.as_str()),
            ("a.zip/x.csv (4)", "a.zip/x.csv (4)")
        );
        let other = Entry::File { name: "a.zip/y.csv".to_owned(), bytes: Vec::new() };
        assert_eq!(names.own(other).name(), "a.zip/y.csv");
    }
}
