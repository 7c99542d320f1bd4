//! Small parts that were unpacked before: forms filled in from one template share theirs to the byte (relationships,
//! styles), and unpacking them again costs more than finding them.
//! In: a part's packed bytes, what is declared of its content, and how to unpack it. Out: its content. Never holds more
//! than a few small parts, and takes none for another: the packed bytes themselves are compared.

use std::cell::RefCell;

/// As many parts are held for each thread.
const PLACES: usize = 16;
/// A larger part is not held.
const PACKED_MAX: usize = 8 << 10;
/// A part that grows beyond this is not held.
const SIZE_MAX: usize = 64 << 10;

/// The size and the CRC that a directory declares of a part.
type Declared = (u64, u32);

/// A part as it was packed, and its content.
struct Known {
    declared: Declared,
    packed: Box<[u8]>,
    content: Box<[u8]>,
}

#[derive(Default)]
struct Seen {
    parts: Vec<Known>,
    /// The place of the one that is given up next.
    next: usize,
}

thread_local!(static SEEN: RefCell<Seen> = RefCell::default());

/// The content of a part, from memory where it was unpacked before. `unpack` must hold what it gives against what is
/// declared.
pub(crate) fn unpacked<E>(
    declared: Declared,
    packed: &[u8],
    unpack: impl FnOnce() -> Result<Vec<u8>, E>,
) -> Result<Vec<u8>, E> {
    if packed.len() > PACKED_MAX {
        return unpack();
    }
    let is_same = |known: &&Known| known.declared == declared && &*known.packed == packed;
    let known = SEEN.with_borrow(|seen| seen.parts.iter().find(is_same).map(|known| known.content.to_vec()));
    if let Some(content) = known {
        return Ok(content);
    }
    let content = unpack()?;
    if content.len() <= SIZE_MAX {
        let new = Known { declared, packed: packed.into(), content: content.as_slice().into() };
        SEEN.with_borrow_mut(|seen| {
            let next = seen.next;
            match seen.parts.get_mut(next) {
                Some(old) => *old = new,
                None => seen.parts.push(new),
            }
            seen.next = (next + 1) % PLACES;
        });
    }
    Ok(content)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn parts_that_come_again_are_unpacked_once_and_never_taken_for_others() {
        let n_unpacked = Cell::new(0);
        let get = |packed: &[u8]| {
            unpacked((0, 0), packed, || {
                n_unpacked.set(n_unpacked.get() + 1);
                Ok::<_, ()>(packed.repeat(3))
            })
        };
        for _ in 0..3 {
            assert_eq!(get(b"rels"), Ok(b"relsrelsrels".to_vec()));
            assert_eq!(get(b"styles"), Ok(b"stylesstylesstyles".to_vec()));
        }
        assert_eq!(n_unpacked.get(), 2);
        for number in 0..3 * PLACES {
            let packed = number.to_string().into_bytes();
            assert_eq!(get(&packed), Ok(packed.repeat(3)));
        }
    }

    #[test]
    fn what_could_not_be_unpacked_is_tried_again() {
        let give = |declared, content| unpacked(declared, b"broken once", || content);
        let whole = || Ok(b"whole".to_vec());
        assert_eq!(give((5, 1), Err("damaged")), Err("damaged"));
        assert_eq!(give((5, 1), whole()), whole());
        // What another directory declares of the same bytes is held against them anew.
        assert_eq!(give((5, 2), Err("damaged")), Err("damaged"));
        assert_eq!(give((5, 1), Err("not asked")), whole());
    }
}
