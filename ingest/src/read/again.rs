//! What was made of a small part the last time it was seen: forms filled in from one template share such parts to the byte
//! (relationships, styles, the list of sheets).
//! In: a part's bytes and what is to be made of them. Out: that. Never holds more than a few small parts, and takes none for
//! another: the bytes themselves are compared.

use std::{cell::RefCell, rc::Rc, thread::LocalKey};

/// As many parts are held of each kind, for each thread.
const PLACES: usize = 4;
/// A larger part is not held.
const LARGEST: usize = 64 << 10;

/// A part, and what was made of it.
#[derive(Debug)]
pub(crate) struct Known<T: ?Sized> {
    name: String,
    bytes: Box<[u8]>,
    content: Rc<T>,
}

/// The last parts of one kind, for one thread; the last of all stands last.
pub(crate) type Parts<T> = RefCell<Vec<Known<T>>>;

/// What `make` makes of a part of this name. It must make the same of the same part every time; what it fails at, it is
/// asked again.
pub(crate) fn again<T: ?Sized, E>(
    memo: &'static LocalKey<Parts<T>>,
    (name, bytes): (&str, &[u8]),
    make: impl FnOnce() -> Result<Rc<T>, E>,
) -> Result<Rc<T>, E> {
    let is_it = |known: &&Known<T>| *known.bytes == *bytes && known.name == name;
    let content = |known: &Known<T>| Rc::clone(&known.content);
    if let Some(known) = memo.with_borrow(|parts| parts.iter().rev().find(is_it).map(content)) {
        return Ok(known);
    }
    let new = make()?;
    if bytes.len() <= LARGEST {
        memo.with_borrow_mut(|parts| {
            if parts.len() >= PLACES {
                parts.remove(0);
            }
            parts.push(Known { name: name.to_owned(), bytes: bytes.into(), content: Rc::clone(&new) });
        });
    }
    Ok(new)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn what_comes_again_is_made_once_and_never_taken_for_another() {
        thread_local!(static PARTS: Parts<str> = const { RefCell::new(Vec::new()) });
        let n_made = Cell::new(0);
        let get = |name: &str, bytes: &[u8]| {
            let made = again(&PARTS, (name, bytes), || {
                n_made.set(n_made.get() + 1);
                Ok::<_, ()>(format!("{name} {bytes:?}").into())
            });
            assert_eq!(&*made.unwrap(), format!("{name} {bytes:?}"));
        };
        for _ in 0..3 {
            get("a", b"one");
            get("b", b"one");
            get("a", b"two");
        }
        assert_eq!(n_made.get(), 3);
        (0..3 * PLACES).for_each(|number| get("a", number.to_string().as_bytes()));
    }

    #[test]
    fn what_failed_is_tried_again() {
        thread_local!(static PARTS: Parts<str> = const { RefCell::new(Vec::new()) });
        assert_eq!(again(&PARTS, ("a", b"b"), || Err("damaged")), Err("damaged"));
        assert_eq!(again(&PARTS, ("a", b"b"), || Ok::<_, &str>("whole".into())), Ok("whole".into()));
        assert_eq!(again(&PARTS, ("a", b"b"), || Err("not asked")), Ok("whole".into()));
    }
}
