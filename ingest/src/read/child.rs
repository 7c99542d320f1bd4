//! Reading in a child process what cannot be bounded in this one.
//! In: bytes of a file. Out: its grids, or how the child failed. Never lets a child outlive its limits.

use std::{
    io::{BufReader, Read, Write},
    path::PathBuf,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{Mutex, PoisonError, mpsc},
    time::Duration,
};

use super::{book::Book, kind::Kind, limits::Limits, protocol, refusal::Refusal};

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

/// Reads files that cannot be bounded in the process.
pub trait ChildReader: Sync {
    /// Reads a file; `name` is for nothing but messages.
    fn read(&self, name: &str, kind: Kind, bytes: &[u8], limits: &Limits) -> Result<Book, ChildFailure>;
}

/// Reads in this very process, for tests: nothing bounds it.
#[derive(Clone, Copy, Debug, Default)]
pub struct InProcess;

impl ChildReader for InProcess {
    fn read(&self, _name: &str, kind: Kind, bytes: &[u8], limits: &Limits) -> Result<Book, ChildFailure> {
        super::read_here(kind, bytes, limits).map_err(ChildFailure::Refused)
    }
}

/// Reads in child processes: one for each thread that asks at the same time, each reading files until it dies.
#[derive(Debug)]
pub struct ProcessReader {
    program: PathBuf,
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
    idle: Mutex<Vec<Worker>>,
}

/// A child that waits for a file.
#[derive(Debug)]
struct Worker {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It may have ended by itself: then there is nothing to end.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl ProcessReader {
    /// A reader whose children are `program` with `arguments`, which must call [`serve_child`].
    pub fn new(program: impl Into<PathBuf>, arguments: &[&str]) -> Self {
        Self {
            program: program.into(),
            arguments: arguments.iter().map(|one| (*one).to_owned()).collect(),
            environment: Vec::new(),
            idle: Mutex::new(Vec::new()),
        }
    }

    /// With variables, by name and value, that its children find in their environment beside those of this process.
    #[must_use]
    pub fn with_environment(mut self, variables: &[(&str, &str)]) -> Self {
        self.environment
            .extend(variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self
    }

    fn worker(&self) -> Option<Worker> {
        if let Some(worker) = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop() {
            return Some(worker);
        }
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let (input, output) = child.stdin.take().zip(child.stdout.take())?;
        Some(Worker { child, input, output: BufReader::new(output) })
    }
}

impl ChildReader for ProcessReader {
    fn read(&self, _name: &str, kind: Kind, bytes: &[u8], limits: &Limits) -> Result<Book, ChildFailure> {
        let mut worker = self.worker().ok_or(ChildFailure::NotStarted)?;
        let Worker { child, input, output } = &mut worker;
        let time = Duration::from_secs(limits.child_seconds);
        let result = std::thread::scope(|scope| {
            let (done, wait) = mpsc::channel();
            let talk = scope.spawn(move || {
                let result = protocol::send_request(input, kind, bytes, limits)
                    .and_then(|()| protocol::receive_result(output, limits.child_memory));
                // Where nobody waits any longer, the child was ended for its time.
                let _ = done.send(());
                result
            });
            let is_late = wait.recv_timeout(time) == Err(mpsc::RecvTimeoutError::Timeout);
            if is_late {
                drop(child.kill());
            }
            match talk.join() {
                Ok(Ok(result)) if !is_late => result.map_err(ChildFailure::Refused),
                _ if is_late => Err(ChildFailure::TimedOut),
                _ => Err(ChildFailure::Died),
            }
        });
        if matches!(result, Ok(_) | Err(ChildFailure::Refused(_))) {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
        }
        result
    }
}

/// What a child process does: reads the files it is sent until there are no more. `set_memory_limit` is called with
/// the bytes it may use before each file.
pub fn serve_child(
    mut input: impl Read,
    mut output: impl Write,
    set_memory_limit: impl Fn(u64),
) -> std::io::Result<()> {
    while let Some((kind, bytes, limits)) = protocol::receive_request(&mut input)? {
        set_memory_limit(limits.child_memory);
        let result = super::read_here(kind, &bytes, &limits);
        drop(bytes);
        protocol::send_result(&mut output, &result)?;
    }
    Ok(())
}
