//! The files of a catalogue -> a catalogue, or all its faults at once, each with its line.
//! In: `catalogue.toml`, `statements.csv` and, where there are any, `wordings.csv`. Out: one checked value.
//! Never repairs what is wrong, and never stops at the first fault.

use std::{collections::BTreeMap, fmt::Write as _, path::Path};

use sha2::{Digest, Sha256};

pub use super::fault::{Fault, LoadError};
use super::{Catalogue, head, statements, wordings};

/// A catalogue's folder as it is built in: its name, then each file's name and bytes.
type Folder = (&'static str, [(&'static str, &'static [u8]); 3]);

/// The catalogues that the program brings along.
const BUILT_IN: [Folder; 2] = [
    (
        "online-safety-practice",
        [
            (head::FILE, include_bytes!("../../catalogues/online-safety-practice/catalogue.toml")),
            (statements::FILE, include_bytes!("../../catalogues/online-safety-practice/statements.csv")),
            (wordings::FILE, include_bytes!("../../catalogues/online-safety-practice/wordings.csv")),
        ],
    ),
    (
        "cnes-e-safety",
        [
            (head::FILE, include_bytes!("../../catalogues/cnes-e-safety/catalogue.toml")),
            (statements::FILE, include_bytes!("../../catalogues/cnes-e-safety/statements.csv")),
            (wordings::FILE, include_bytes!("../../catalogues/cnes-e-safety/wordings.csv")),
        ],
    ),
];

/// The catalogues that the program brings along: `online-safety-practice`, then `cnes-e-safety`.
pub fn builtin() -> Vec<Catalogue> {
    // That none of them has a fault, and so none falls out here, is held by a test.
    BUILT_IN.iter().filter_map(|(folder, files)| from_texts(folder, &owned(files)).ok()).collect()
}

fn owned(files: &[(&str, &[u8])]) -> BTreeMap<String, Vec<u8>> {
    files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect()
}

/// The catalogue that these files make up; file names count without their case. `folder_name` has to be its id.
/// Files that are none of a catalogue's are passed over, but a `.csv` or `.toml` of another name is a fault, and so is
/// one whose name differs from another's in its case alone: what stands in it would be lost in silence.
///
/// # Errors
/// Every fault, in the order of files and lines.
pub fn from_texts(folder_name: &str, files: &BTreeMap<String, Vec<u8>>) -> Result<Catalogue, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut by_name: BTreeMap<String, (&String, &[u8])> = BTreeMap::new();
    for (name, bytes) in files {
        if let Some((other, _)) = by_name.insert(name.to_lowercase(), (name, bytes)) {
            faults.push(
                Fault::of_file(name, format!("{other} is beside it"))
                    .hint("file names count without their case: keep the one that holds"),
            );
        }
    }
    let files: BTreeMap<String, &[u8]> =
        by_name.into_iter().map(|(name, (_, bytes))| (name, bytes)).collect();
    let known = [head::FILE, statements::FILE, wordings::FILE];
    for name in files.keys().filter(|name| is_meant_for_a_catalogue(name) && !known.contains(&name.as_str()))
    {
        faults.push(
            Fault::of_file(name, "a catalogue has no such file")
                .hint(format!("its files are {}", known.join(", "))),
        );
    }
    let head = if let Some(bytes) = files.get(head::FILE) {
        head::read(folder_name, bytes, &mut faults)
    } else {
        faults.push(missing(head::FILE, "copy one from `tallybook catalogue new`, then change it"));
        head::Head::default()
    };
    let mut statements = if let Some(bytes) = files.get(statements::FILE) {
        statements::read(bytes, &head, &mut faults)
    } else {
        faults
            .push(missing(statements::FILE, "save the sheet from Excel as \"CSV UTF-8 (Comma delimited)\""));
        Vec::new()
    };
    if let Some(bytes) = files.get(wordings::FILE) {
        wordings::read(bytes, &mut statements, &mut faults);
    }
    statements::check_wordings_differ(&statements, &mut faults);

    let mut hash = Sha256::new();
    for (name, bytes) in known.iter().filter_map(|name| files.get(*name).map(|bytes| (name, bytes))) {
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_le_bytes());
        hash.update(bytes);
    }
    let statements: Vec<_> = statements.into_iter().filter_map(|row| row.statement).collect();
    match head.id {
        Some(id) if faults.is_empty() => Ok(Catalogue {
            id,
            title: head.title,
            columns_confirmed: head.columns_confirmed,
            printed: head.printed,
            columns: head.columns,
            fields: head.fields,
            sections: head.sections,
            statements,
            action_plan: head.action_plan,
            sha256: hex(&hash.finalize()),
        }),
        _ => {
            faults.sort();
            faults.dedup();
            Err(faults)
        }
    }
}

/// The catalogue in a folder; its name has to be the catalogue's id.
///
/// # Errors
/// [`LoadError`]: the folder or a file in it cannot be read, or the files have faults.
pub fn from_folder(folder: &Path) -> Result<Catalogue, LoadError> {
    let unreadable = |path: &Path, source| LoadError::Unreadable { path: path.to_owned(), source };
    let whole = folder.canonicalize().map_err(|error| unreadable(folder, error))?;
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).map_err(|error| unreadable(folder, error))? {
        let path = entry.map_err(|error| unreadable(folder, error))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if path.is_file() && is_meant_for_a_catalogue(&name.to_lowercase()) {
            let bytes = std::fs::read(&path).map_err(|error| unreadable(&path, error))?;
            files.insert(name.to_owned(), bytes);
        }
    }
    let name = whole.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    from_texts(&name, &files).map_err(|faults| LoadError::Faulty { folder: folder.to_owned(), faults })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn missing(file: &str, hint: &str) -> Fault {
    Fault::of_file(file, "the file is missing").hint(hint)
}

/// Whether a file of this name, in small letters, holds a table or settings; lock files and hidden files do not.
fn is_meant_for_a_catalogue(name: &str) -> bool {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
    matches!(ending, Some("csv" | "toml")) && !name.starts_with(['~', '.'])
}

#[cfg(test)]
#[path = "load_tests.rs"]
pub(super) mod tests;

#[cfg(test)]
#[path = "fault_tests.rs"]
mod fault_tests;
