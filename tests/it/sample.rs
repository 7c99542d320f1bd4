//! A small authority: a register and returns as text tables, and the program to run over them.
//! In: nothing. Out: a folder with returns, and commands. Never a binary file.

use std::{
    fs,
    path::{Path, PathBuf},
};

use assert_cmd::Command;
use schemas::catalogue::{Catalogue, load};

/// A folder with a register, returns and, once it is run, a book.
pub(crate) struct Sample {
    folder: tempfile::TempDir,
}

/// What a school answers, statement by statement, from the left again where it ends: `y`, `p`, `n`, or `.` for none.
pub(crate) const RETURNS: [(&str, &str, &str); 6] = [
    ("1001", "Ardvasar Primary School", "yynp"),
    ("1002", "Brae High School", "ypny"),
    ("1003", "Carloway Primary School", "nnpy"),
    ("1004", "Dunvegan Primary School", "yyyp.y"),
    ("1005", "Eriskay Primary School", "pnyy"),
    ("1006", "Fionnphort Primary School", "ynyn"),
];

impl Sample {
    /// The register of seven schools, and the returns of six of them.
    pub(crate) fn new() -> Self {
        let sample = Self { folder: tempfile::tempdir().unwrap() };
        let mut register = String::from("school_id,school_name,sector,area,roll\n");
        for (index, (id, name, _)) in RETURNS.iter().enumerate() {
            let sector = if name.contains("High") { "Secondary" } else { "Primary" };
            register.push_str(&format!("{id},{name},{sector},North,{}\n", 40 + index * 10));
        }
        register.push_str("1007,Gairloch Primary School,Primary,South,55\n");
        fs::write(sample.path("register.csv"), register).unwrap();
        fs::create_dir(sample.path("returns")).unwrap();
        for (id, name, pattern) in RETURNS {
            sample.put(&format!("{id}.csv"), name, pattern);
        }
        sample
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn book(&self) -> PathBuf {
        self.path("book")
    }

    /// Puts a return into the folder.
    pub(crate) fn put(&self, file: &str, school: &str, pattern: &str) {
        fs::write(self.path("returns").join(file), form(school, pattern)).unwrap();
    }

    /// Writes a catalogue of this id: the first one built in, with what `text` makes of its statements' words by their
    /// number from 0. Its path.
    pub(crate) fn put_catalogue(&self, id: &str, text: impl Fn(usize, &str) -> String) -> String {
        let builtin = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/catalogues/online-safety-practice");
        fs::create_dir(self.path(id)).unwrap();
        let head = fs::read_to_string(builtin.join("catalogue.toml")).unwrap();
        let head = head.replace("id = \"online-safety-practice\"", &format!("id = \"{id}\""));
        fs::write(self.path(id).join("catalogue.toml"), head).unwrap();
        let mut rows = String::from("statement_id,section,text,short_label,theme\n");
        let catalogue = catalogue();
        for (at, statement) in catalogue.statements.iter().enumerate() {
            let section = &catalogue.sections[statement.section].id;
            let own = text(at, &statement.text).replace('"', "\"\"");
            let (id, label, theme) = (&statement.id, &statement.short_label, &statement.theme);
            rows.push_str(&format!("{id},{section},\"{own}\",\"{label}\",{theme}\n"));
        }
        fs::write(self.path(id).join("statements.csv"), rows).unwrap();
        id.to_owned()
    }

    /// `tallybook run` over the sample, into its book.
    pub(crate) fn run(&self) -> Command {
        let mut command = self.run_into("book");
        command.arg("--no-school-workbooks");
        command
    }

    /// `tallybook run` over the sample, into a book of this path.
    pub(crate) fn run_into(&self, book: &str) -> Command {
        self.command(&["run", "returns", "--schools", "register.csv", "--year", "2026", "--book", book])
    }

    /// Another command, in the sample's folder.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = tallybook();
        command.current_dir(self.folder.path()).args(args);
        command
    }
}

/// The program.
pub(crate) fn tallybook() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin!("tallybook"))
}

/// The catalogue whose form the sample's schools fill in.
fn catalogue() -> Catalogue {
    load::builtin().into_iter().find(|catalogue| catalogue.id.as_str() == "online-safety-practice").unwrap()
}

/// A return: the form's own layout, a column for each answer.
fn form(school: &str, pattern: &str) -> String {
    let catalogue = catalogue();
    let mut text =
        format!("School:,\"{school}\"\nDate:,12/03/2026\n\nStatement,Yes,Partly,No,Evidence / comments\n");
    for (statement, answer) in catalogue.statements.iter().zip(pattern.chars().cycle()) {
        let marks = match answer {
            'y' => "x,,",
            'p' => ",x,",
            'n' => ",,x",
            _ => ",,",
        };
        let words = statement.text.replace('"', "\"\"").replace('\n', " ");
        text.push_str(&format!("\"{words}\",{marks},\n"));
    }
    text
}

/// Every file below a folder with its bytes, by path with `/`; the program's own folder left out.
pub(crate) fn tree(folder: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut files = std::collections::BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(below) = folders.pop() {
        for entry in fs::read_dir(&below).unwrap() {
            let path = entry.unwrap().path();
            if path.file_name().is_some_and(|name| name == ".tallybook") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}
