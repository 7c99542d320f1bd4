//! Names of the forms' files, such as every system takes.
//! In: schools. Out: a file name for each, no two alike. Never a path.

use std::collections::BTreeSet;

use schemas::ids::{CatalogueId, Year};

use super::{Format, School};
use crate::file_name::{free, is_device, safe};

/// A name is cut to this many characters, its ending and number not counted: folders above it may be deep.
const LONGEST: usize = 90;

/// A name for each school's form, in their order: `100101 Oakfield Primary School - online-safety-practice 2027.xlsx`.
/// Without characters and names that Windows refuses; no two that differ by case alone.
pub fn file_names(catalogue: &CatalogueId, year: Year, format: Format, schools: &[School]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let names = schools.iter().map(|school| {
        let stem = stem(&format!("{} {}", school.id, school.name), &format!(" - {catalogue} {year}"));
        free(&mut taken, |n| match n {
            1 => format!("{stem}.{}", format.ending()),
            _ => format!("{stem} ({n}).{}", format.ending()),
        })
    });
    names.collect()
}

/// A file's name without its ending.
fn stem(who: &str, what: &str) -> String {
    let room = LONGEST.saturating_sub(what.chars().count());
    let safe: String = safe(who).chars().take(room).collect();
    let safe = safe.trim_end_matches([' ', '.']);
    if safe.is_empty() {
        // Nothing of an id of dots alone can stand in a name.
        return format!("school{what}");
    }
    let mark = if is_device(safe) { "_" } else { "" };
    format!("{mark}{safe}{what}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn names(schools: &[(&str, &str)]) -> Vec<String> {
        let schools: Vec<_> = schools
            .iter()
            .filter_map(|(id, name)| Some(School { id: id.parse().ok()?, name: (*name).to_owned() }))
            .collect();
        file_names(
            &"online-safety-practice".parse().unwrap(),
            Year::of(2027).unwrap(),
            Format::Xlsx,
            &schools,
        )
    }

    #[test]
    fn names_say_whose_form_it_is() {
        assert_eq!(
            names(&[
                ("100101", "Oakfield Primary School"),
                ("a", "St Mary's: Upper / Lower"),
                ("A", "St Mary's: Upper / Lower")
            ]),
            [
                "100101 Oakfield Primary School - online-safety-practice 2027.xlsx",
                "a St Mary's- Upper - Lower - online-safety-practice 2027.xlsx",
                "A St Mary's- Upper - Lower - online-safety-practice 2027 (2).xlsx",
            ]
        );
        assert!(names(&[("CON", "")])[0].starts_with("_CON"));
        assert_eq!(names(&[(".", "")]), ["school - online-safety-practice 2027.xlsx"]);
    }

    proptest! {
        #[test]
        fn windows_takes_every_name(schools in proptest::collection::vec(("[!-~]{1,12}", ".{0,120}"), 1..6)) {
            let schools: Vec<_> = schools.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect();
            let names = names(&schools);
            let folded: BTreeSet<_> = names.iter().map(|name| name.to_lowercase()).collect();
            prop_assert_eq!(folded.len(), names.len());
            for name in names {
                let is_bad = |c: char| c.is_control() || "<>:\"/\\|?*".contains(c);
                prop_assert!(!name.contains(is_bad), "{}", name);
                prop_assert!(name.chars().count() <= LONGEST + 10 && !name.starts_with([' ', '.']), "{}", name);
            }
        }
    }
}
