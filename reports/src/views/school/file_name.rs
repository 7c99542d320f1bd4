//! Names of the schools' files, such as every system takes.
//! In: schools' names and ids. Out: a file name for each, no two alike. Never a path.

use std::collections::BTreeSet;

/// A name is cut to so many characters: folders above it may be deep, and 200 are the limit for the whole path.
const LONGEST: usize = 80;
/// Names that Windows keeps for devices, whatever ending follows.
const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];

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
            let first = name.split([' ', '.']).next().unwrap_or_default().to_uppercase();
            let is_numbered =
                first.chars().count() == 4 && (first.starts_with("COM") || first.starts_with("LPT"));
            let mark = if DEVICES.contains(&first.as_str()) || is_numbered { "_" } else { "" };
            let stem = format!("{mark}{name} ({id})");
            let stem = stem.trim_start();
            let numbered = (1_u32..).map(|n| match n {
                1 => format!("{stem}.xlsx"),
                _ => format!("{stem} {n}.xlsx"),
            });
            // Of ever higher numbers one is free.
            numbered.into_iter().find(|file| taken.insert(file.to_lowercase())).unwrap_or_default()
        })
        .collect()
}

/// Text without what Windows refuses in a name or what cannot be seen.
fn safe(text: &str) -> String {
    let mut safe = String::new();
    for letter in text.chars() {
        let letter = match letter {
            '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => '-',
            _ if letter.is_control() || letter.is_whitespace() => ' ',
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {
                continue;
            }
            _ => letter,
        };
        if !(letter == ' ' && (safe.is_empty() || safe.ends_with(' '))) {
            safe.push(letter);
        }
    }
    safe.trim_start_matches(['.', '~', ' ']).trim_end().to_owned()
}
