//! Seeds: where the chance in a figure comes from.
//! In: what a figure is of (year, catalogue, group, ...). Out: the same 32 bytes for the same thing, anywhere.
//! Never takes a clock, a counter or a thread's number, so that figures do not depend on what else was worked out.

use sha2::{Digest, Sha256};

/// A seed for a generator of chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(pub(super) [u8; 32]);

impl Seed {
    /// The seed of the figures of what `identity` names: SHA-256 over its parts, each preceded by its length.
    pub fn of(identity: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in identity {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        Self(hash.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(Seed::of(&["ab", "c"]), Seed::of(&["a", "bc"]));
        assert_eq!(Seed::of(&["2026", "all"]), Seed::of(&["2026", "all"]));
    }
}
