//! From a return as a school sent it to answers and findings, one file at a time.
//!
//! ```text
//! bytes --read--> grids --recognise--> marks --normalise--> answers, comments, actions, findings
//! ```
//!
//! In: the bytes of a file and its name, the catalogues, rulings. Out: a [`reading::FileReading`].
//! Never sees another file, the register, a mart or a report; never fails: bad data is findings.

mod content;
pub mod grid;
pub mod normalise;
pub mod read;
pub mod read_return;
pub mod reading;
pub mod recognise;
