//! What was made of a text the last time it was seen: returns of one form repeat their headings, labels and prompts.
//! In: a text and what is to be made of it. Out: that. Never holds more than its places, nor a long text; what was
//! pushed out is made anew.

use std::{cell::RefCell, hash::BuildHasher, mem, thread::LocalKey};

use rustc_hash::FxBuildHasher;

/// How many texts are held: more than the different short texts of a few forms.
/// A text has two of them, so that what comes again is not pushed out by what does not.
const PLACES: usize = 512;
/// Longer texts are a school's own words as a rule, and do not come again.
const LONGEST: usize = 64;

/// The last texts and what was made of them, for one thread.
pub(crate) type Memo<T> = RefCell<Vec<Option<Remembered<T>>>>;

/// A text with what was made of it.
#[derive(Debug)]
pub(crate) struct Remembered<T> {
    with: u64,
    text: String,
    made: T,
}

/// What `make` makes of the text. It must make the same of the same text every time, as long as the number that it is
/// made with is the same.
pub(crate) fn remembered<T: Copy>(
    memo: &'static LocalKey<Memo<T>>,
    with: u64,
    text: &str,
    make: impl FnOnce(&str) -> T,
) -> T {
    if text.len() > LONGEST {
        return make(text);
    }
    let hash = usize::try_from(FxBuildHasher.hash_one(text) ^ with).unwrap_or_default();
    let at = hash % (PLACES / 2) * 2;
    let is_it = |place: &Option<Remembered<T>>| {
        place.as_ref().is_some_and(|known| known.with == with && known.text == text)
    };
    let known = memo.with_borrow_mut(|places| {
        let Some([last, before]) = places.get_mut(at..at + 2) else { return None };
        if !is_it(last) {
            if !is_it(before) {
                return None;
            }
            mem::swap(last, before);
        }
        last.as_ref().map(|known| known.made)
    });
    known.unwrap_or_else(|| {
        let new = make(text);
        memo.with_borrow_mut(|places| {
            if places.is_empty() {
                places.resize_with(PLACES, || None);
            }
            let Some([last, before]) = places.get_mut(at..at + 2) else { return };
            mem::swap(last, before);
            match last {
                Some(old) => {
                    old.text.clear();
                    old.text.push_str(text);
                    (old.with, old.made) = (with, new);
                }
                None => *last = Some(Remembered { with, text: text.to_owned(), made: new }),
            }
        });
        new
    })
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn gives_what_is_made_of_each_text_however_many_there_were() {
        thread_local!(static MEMO: Memo<u64> = const { RefCell::new(Vec::new()) });
        for round in 0..3 {
            for number in 0..2 * PLACES {
                let text = (number * 37).to_string();
                for with in 0..3 {
                    let made = remembered(&MEMO, with, &text, |text| text.parse::<u64>().unwrap() + with);
                    assert_eq!(made, number as u64 * 37 + with, "round {round}");
                }
            }
        }
    }

    #[test]
    fn makes_a_text_that_comes_again_once() {
        thread_local!(static MEMO: Memo<usize> = const { RefCell::new(Vec::new()) });
        let n_made = Cell::new(0);
        for text in ["Yes", "No", "Yes", "Yes"] {
            remembered(&MEMO, 0, text, |text| {
                n_made.set(n_made.get() + 1);
                text.len()
            });
        }
        assert_eq!(n_made.get(), 2);
    }
}
