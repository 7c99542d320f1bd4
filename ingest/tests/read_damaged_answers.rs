//! A damaged return in any format gives no fewer answers than the whole one without a word.
//! In: forms written here, damaged the same way each time. Out: assertions. Never starts a child, and so leaves out the
//! kinds that need one; `examples/damage.rs` reads thousands of copies, of those too.

#![allow(clippy::unwrap_used, reason = "a year written here is a year")]

mod archive;
#[path = "../examples/damaging/mod.rs"]
mod damaging;
mod forms;
mod table;

use damaging::{Account, copies};
use ingest::{
    read::{self, Entry, InProcess, Kind, Limits},
    read_return::{Context, read_file},
    recognise::Known,
};
use schemas::ids::Year;

fn account(name: &str, bytes: &[u8]) -> Account {
    let limits = Limits::default();
    let known = Known { library: table::library(), year: Year::of(2026).unwrap(), decisions: &[] };
    let context = Context { known, limits: &limits, child: &InProcess };
    let mut account = Account::default();
    if read::kind_of(bytes) != Kind::Archive {
        account.add(&read_file(name, "", bytes, &context));
        return account;
    }
    for member in read::members(name, bytes, &limits) {
        match member {
            Entry::File { name, bytes } => account.add(&read_file(&name, "", &bytes, &context)),
            Entry::Ignored { finding, .. } | Entry::Refused { finding, .. } => account.said(&finding),
        }
    }
    account
}

#[test]
fn no_damaged_copy_gives_fewer_answers_without_a_finding() {
    let in_process = |name: &str| !name.contains(".xls") || name.contains(".xlsx");
    for (name, whole) in forms::files().into_iter().filter(|(name, _)| in_process(name)) {
        let original = account(name, &whole);
        assert!(original.answers.len() >= 38, "{name}: {} answers", original.answers.len());
        for (how, copy) in copies(&whole, 600).step_by(23) {
            let read = account(name, &copy);
            assert_ne!(
                read.beside(&original),
                "FEWER, NOT SAID",
                "{name}, {how}{}",
                read.first_change(&original)
            );
        }
    }
}

#[test]
fn every_old_workbook_made_here_comes_back() {
    for (name, whole) in forms::files().into_iter().filter(|(name, _)| name.contains(".xls")) {
        assert_eq!(account(name, &whole).answers.len(), 38, "{name}");
    }
}
