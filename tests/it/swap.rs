//! The swap stopped before each of its steps, as a kill would: the next command finds the old book or the new, whole.

use std::{fs, path::Path};

use tallybook::{
    error::Error,
    store::{
        lock::Lock,
        swap::{self, Recovered},
    },
};

use crate::sample::tree;

/// A book with a year, `bi/` and the officer's file; and the next one staged.
fn book(has_year: bool) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let put = |below: &Path, word: &str| {
        for name in
            ["2026/data/returns.parquet", "2026/benchmark.xlsx", "bi/fact_answer.parquet", "decisions.csv"]
        {
            let path = below.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, format!("{word} {name}")).unwrap();
        }
    };
    if has_year {
        put(folder.path(), "old");
        let kept = folder.path().join(".tallybook/previous/2026");
        fs::create_dir_all(&kept).unwrap();
        fs::write(kept.join("benchmark.xlsx"), "older").unwrap();
    }
    fs::write(folder.path().join("tallybook.toml"), "# ours").unwrap();
    put(&swap::staging(folder.path()), "new");
    folder
}

fn is_whole(book: &Path, word: &str) -> bool {
    let files = tree(book);
    files.len() == 5
        && files
            .iter()
            .filter(|(name, _)| *name != "tallybook.toml")
            .all(|(name, bytes)| bytes == format!("{word} {name}").as_bytes())
}

#[test]
fn stopped_before_any_step_the_book_is_recovered_whole() {
    for has_year in [true, false] {
        let mut n_steps = 0;
        {
            let book = book(has_year);
            swap::commit(book.path(), "2026", &mut |_| {
                n_steps += 1;
                true
            })
            .unwrap();
            assert!(is_whole(book.path(), "new"));
        }
        assert!(n_steps >= 8, "{n_steps}");
        for stop in 0..n_steps {
            let book = book(has_year);
            let mut step = 0;
            let stopped = swap::commit(book.path(), "2026", &mut |_| {
                step += 1;
                step <= stop
            });
            assert!(matches!(stopped, Err(Error::Stopped { .. })));
            let _lock = Lock::take(book.path(), "status").unwrap();
            let recovered = swap::recover(book.path(), &mut |_| true).unwrap();
            match recovered {
                Recovered::Finished => assert!(is_whole(book.path(), "new"), "step {stop}"),
                Recovered::Cleared if has_year => assert!(is_whole(book.path(), "old"), "step {stop}"),
                Recovered::Cleared => assert_eq!(tree(book.path()).len(), 1, "step {stop}"),
                other => panic!("step {stop}: {other:?}"),
            }
            if has_year && recovered == Recovered::Finished {
                let kept = fs::read_to_string(book.path().join(".tallybook/previous/2026/benchmark.xlsx"));
                assert_eq!(kept.unwrap(), "old 2026/benchmark.xlsx");
            }
            assert_eq!(swap::recover(book.path(), &mut |_| true).unwrap(), Recovered::Nothing);
        }
    }
}

#[test]
fn what_was_ruled_between_a_swap_that_was_stopped_and_its_recovery_stays() {
    let mut n_kept = 0;
    for stop in 1..8 {
        let book = book(true);
        let mut step = 0;
        drop(swap::commit(book.path(), "2026", &mut |_| {
            step += 1;
            step <= stop
        }));
        let decisions = book.path().join("decisions.csv");
        if fs::read_to_string(&decisions).is_ok_and(|text| text.starts_with("old")) {
            n_kept += 1;
            fs::write(&decisions, "ruled since").unwrap();
            assert_eq!(swap::recover(book.path(), &mut |_| true).unwrap(), Recovered::Finished, "{stop}");
            assert_eq!(fs::read_to_string(&decisions).unwrap(), "ruled since", "{stop}");
            let data = fs::read_to_string(book.path().join("2026/data/returns.parquet")).unwrap();
            assert!(data.starts_with("new"), "{stop}: {data}");
        }
    }
    assert!(n_kept > 1, "{n_kept}");
}

#[test]
fn a_recovery_that_is_stopped_itself_is_ended_by_the_next() {
    for first in 0..8 {
        for second in 0..8 {
            let book = book(true);
            let mut step = 0;
            drop(swap::commit(book.path(), "2026", &mut |_| {
                step += 1;
                step <= first
            }));
            let mut step = 0;
            drop(swap::recover(book.path(), &mut |_| {
                step += 1;
                step <= second
            }));
            swap::recover(book.path(), &mut |_| true).unwrap();
            assert!(is_whole(book.path(), "old") || is_whole(book.path(), "new"), "{first}, {second}");
        }
    }
}

#[test]
fn a_move_that_fails_is_undone_at_once() {
    let book = book(true);
    let result = swap::commit(book.path(), "2026", &mut |step| {
        if step == "put in place decisions.csv" {
            fs::remove_file(swap::staging(book.path()).join("decisions.csv")).unwrap();
        }
        true
    });
    assert!(matches!(result, Err(Error::Move { .. })));
    assert!(is_whole(book.path(), "old"));
    assert_eq!(swap::recover(book.path(), &mut |_| true).unwrap(), Recovered::Nothing);
}

#[test]
fn where_undoing_fails_too_the_next_command_ends_it() {
    let book = book(true);
    let in_the_way = book.path().join("bi/in the way");
    let result = swap::commit(book.path(), "2026", &mut |step| {
        if step == "put in place bi" {
            fs::create_dir_all(&in_the_way).unwrap();
        }
        true
    });
    assert!(matches!(result, Err(Error::Move { .. })));
    fs::remove_dir_all(book.path().join("bi")).unwrap();
    let recovered = swap::recover(book.path(), &mut |_| true).unwrap();
    assert!(matches!(recovered, Recovered::Finished | Recovered::Undone));
    assert!(is_whole(book.path(), "old") || is_whole(book.path(), "new"));
}

#[test]
fn what_cannot_be_cleared_away_does_not_undo_the_new_book() {
    let book = book(true);
    // A file where the folder of kept years should be, as a workbook open elsewhere keeps a folder from being removed.
    let kept = book.path().join(".tallybook/previous");
    fs::remove_dir_all(&kept).unwrap();
    fs::write(&kept, "in the way").unwrap();
    // And it is said.
    let left = swap::commit(book.path(), "2026", &mut |_| true).unwrap();
    assert!(matches!(left, Some(Error::Write { .. })));
    assert!(is_whole(book.path(), "new"));
    assert!(matches!(swap::recover(book.path(), &mut |_| true), Err(Error::Write { .. })));
    fs::remove_file(&kept).unwrap();
    assert_eq!(swap::recover(book.path(), &mut |_| true).unwrap(), Recovered::Finished);
    assert!(is_whole(book.path(), "new"));
    let old = fs::read_to_string(kept.join("2026/benchmark.xlsx")).unwrap();
    assert_eq!(old, "old 2026/benchmark.xlsx");
}
