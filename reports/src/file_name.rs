//! Text as a part of a file's name, such as every system takes.
//! In: names as people write them. Out: what of them may stand in a file's name. Never a path.

use std::collections::BTreeSet;

/// Names that Windows keeps for devices, whatever ending follows.
const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];

/// Text without what Windows refuses in a name, or what turns a name around or cannot be seen.
pub(crate) fn safe(text: &str) -> String {
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
        if !(letter == ' ' && safe.ends_with(' ')) {
            safe.push(letter);
        }
    }
    safe.trim_start_matches(['.', '~', ' ']).trim_end().to_owned()
}

/// Whether a name, up to its first dot or blank, is one that Windows keeps for a device.
pub(crate) fn is_device(name: &str) -> bool {
    let first = name.split([' ', '.']).next().unwrap_or_default().to_uppercase();
    let is_numbered = first.chars().count() == 4 && (first.starts_with("COM") || first.starts_with("LPT"));
    DEVICES.contains(&first.as_str()) || is_numbered
}

/// The first of a name's numbered forms that is not taken yet, case aside; takes it.
pub(crate) fn free(taken: &mut BTreeSet<String>, numbered: impl Fn(u32) -> String) -> String {
    // Of more numbers than names are taken, one is free.
    let most = u32::try_from(taken.len()).map_or(u32::MAX, |n| n.saturating_add(1));
    (1..=most).map(numbered).find(|name| taken.insert(name.to_lowercase())).unwrap_or_default()
}
