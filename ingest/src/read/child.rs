//! Reading in a child process what cannot be bounded in this one.
//! In: bytes of a file. Out: its grids, or how the child failed. Never lets a child outlive its limits.

use super::{book::Book, kind::Kind, limits::Limits, refusal::Refusal};

/// How a child failed at a file.
#[derive(Clone, Debug)]
pub enum ChildFailure {
    /// It read the file and refused it.
    Refused(Refusal),
    /// It died over the file: out of memory, or in a library's fault.
    Died,
    /// It took longer than the limit and was ended.
    TimedOut,
    /// It could not be started.
    NotStarted,
}

impl ChildFailure {
    pub(crate) fn into_refusal(self) -> Refusal {
        match self {
            Self::Refused(refusal) => refusal,
            Self::Died => Refusal::died("the file made its reader fail or run out of memory"),
            Self::TimedOut => Refusal::died("the file could not be read within the time allowed"),
            Self::NotStarted => Refusal::died("the reader for files of this kind could not be started"),
        }
    }
}

/// Reads files of the kinds that cannot be bounded in the process.
pub trait ChildReader: Sync {
    /// Reads a file; `name` is for nothing but messages.
    fn read(&self, name: &str, kind: Kind, bytes: &[u8], limits: &Limits) -> Result<Book, ChildFailure>;
}

/// Reads in this very process, for tests: nothing bounds it.
#[derive(Clone, Copy, Debug, Default)]
pub struct InProcess;

impl ChildReader for InProcess {
    fn read(&self, _name: &str, kind: Kind, bytes: &[u8], limits: &Limits) -> Result<Book, ChildFailure> {
        super::binary::read(kind, bytes, limits).map_err(ChildFailure::Refused)
    }
}
