//! Names of the schools' files, such as every system takes.
//! In: schools' names and ids. Out: a file name for each, no two alike. Never a path.

use std::collections::BTreeSet;

use crate::file_name::{free, is_device, safe};

/// A name is cut to so many characters: folders above it may be deep, and 200 are the limit for the whole path.
const LONGEST: usize = 80;

/// `NAME (ID).xlsx` for each school, in their order. Without characters and names that Windows refuses; no two that
/// differ by case alone.
pub fn file_names<'a>(schools: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    schools
        .into_iter()
        .map(|(name, id)| {
            let id: String = safe(id).chars().take(LONGEST / 3).collect();
            let name: String = safe(name).chars().take(LONGEST - LONGEST / 3).collect();
            let name = name.trim_end_matches([' ', '.']);
            let mark = if is_device(name) { "_" } else { "" };
            let stem = format!("{mark}{name} ({id})");
            let stem = stem.trim_start();
            free(&mut taken, |n| match n {
                1 => format!("{stem}.xlsx"),
                _ => format!("{stem} {n}.xlsx"),
            })
        })
        .collect()
}
