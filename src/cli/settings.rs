//! `tallybook settings`: every setting, explained.
//! In: nothing. Out: a settings file in which every line is a comment. Never this book's own values.

use super::{DONE, talk::Talk};
use crate::settings::keys;

pub(super) fn settings(talk: &Talk) -> u8 {
    talk.results(&keys::explained());
    DONE
}
