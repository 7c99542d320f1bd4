//! How the program speaks: results on stdout, everything else on stderr.
//! In: findings, errors, progress. Out: lines and a progress bar. Never colours where it is not wanted.

use std::{
    io::{self, IsTerminal, Write},
    path::Path,
    sync::Mutex,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use schemas::finding::{Finding, Severity};

use crate::{error::Error, pipeline::Watcher};

/// Where the program speaks.
pub(super) struct Talk {
    has_colour: bool,
    is_terminal: bool,
    bar: Mutex<Option<ProgressBar>>,
}

impl Talk {
    /// On this process's own outputs; `NO_COLOR` is honoured.
    pub(super) fn here() -> Self {
        let is_terminal = io::stderr().is_terminal();
        let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self { has_colour: is_terminal && !no_colour, is_terminal, bar: Mutex::new(None) }
    }

    /// A result, on stdout.
    pub(super) fn result(&self, text: &str) {
        self.end_bar();
        // A reader that has gone away wants no more.
        drop(writeln!(io::stdout().lock(), "{text}"));
    }

    /// A result of many lines that ends in a line break of its own.
    pub(super) fn results(&self, text: &str) {
        self.end_bar();
        drop(io::stdout().lock().write_all(text.as_bytes()));
    }

    /// A remark, on stderr.
    pub(super) fn remark(&self, text: &str) {
        self.end_bar();
        drop(writeln!(io::stderr().lock(), "{text}"));
    }

    /// A remark that should not be missed.
    pub(super) fn warning(&self, text: &str) {
        let head = self.painted("warning", "33;1");
        self.remark(&format!("{head}: {text}"));
    }

    /// Why nothing could be done, and what to do about it.
    pub(super) fn error(&self, error: &Error) {
        let head = self.painted("error", "31;1");
        self.remark(&format!("{head}: {error}"));
        if let Some(hint) = error.hint() {
            let head = self.painted("hint", "36");
            self.remark(&format!("{head}: {hint}"));
        }
    }

    /// A finding in the house's form: where, what, what was read, what to do.
    pub(super) fn finding(&self, finding: &Finding) -> String {
        use std::fmt::Write as _;
        let severity = finding.rule.severity;
        let colour = match severity {
            Severity::Error => "31;1",
            Severity::Warning => "33;1",
            Severity::Note => "36",
        };
        let place = finding.place.to_string();
        let mut text = format!(
            "{}[{}]: {}",
            self.painted_out(severity.code(), colour),
            finding.rule.code,
            one_line(&finding.message, 300)
        );
        // Writing to a text cannot fail.
        if !place.is_empty() {
            let _ = write!(text, "\n  at: {}", one_line(&place, 300));
        }
        if !finding.was_read.is_empty() {
            let _ = write!(text, "\n  read: {}", one_line(&finding.was_read, 120));
        }
        if !finding.suggestion.is_empty() {
            let _ = write!(text, "\n  do: {}", one_line(&finding.suggestion, 300));
        }
        text
    }

    fn painted(&self, text: &str, colour: &str) -> String {
        if self.has_colour { format!("\u{1b}[{colour}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn painted_out(&self, text: &str, colour: &str) -> String {
        if io::stdout().is_terminal() { self.painted(text, colour) } else { text.to_owned() }
    }

    fn end_bar(&self) {
        if let Ok(mut bar) = self.bar.lock()
            && let Some(bar) = bar.take()
        {
            bar.finish_and_clear();
        }
    }
}

impl Watcher for Talk {
    fn stage(&self, name: &str) {
        if self.is_terminal {
            self.end_bar();
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            bar.set_message(name.to_owned());
            if let Ok(mut slot) = self.bar.lock() {
                *slot = Some(bar);
            }
        }
    }

    fn files(&self, n: usize) {
        if let Ok(slot) = self.bar.lock()
            && let Some(bar) = slot.as_ref()
        {
            bar.set_length(u64::try_from(n).unwrap_or(u64::MAX));
            if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:40}] {pos} of {len}") {
                bar.set_style(style.progress_chars("=> "));
            }
        }
    }

    fn file_done(&self) {
        if let Ok(slot) = self.bar.lock()
            && let Some(bar) = slot.as_ref()
        {
            bar.inc(1);
        }
    }
}

/// Text on one line, without what would move a terminal's cursor, at most so many characters.
pub(super) fn one_line(text: &str, most: usize) -> String {
    let mut line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(most).collect();
    if text.chars().count() > most {
        line.push('…');
    }
    line
}

/// A path as it can be typed behind a command: in quotes where a shell would part it.
pub(super) fn typed(path: &Path) -> String {
    let path = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "/\\:._-~".contains(c);
    if !path.is_empty() && path.chars().all(is_plain) { path } else { format!("\"{path}\"") }
}

/// `1 school`, `2 schools`.
pub(super) fn counted(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// A library's panic over an odd file becomes a finding: nothing is to be said of it on the terminal.
pub(super) fn keep_guarded_panics_quiet() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !ingest::read::is_guarded() {
            usual(info);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_typed_in_quotes_where_a_shell_would_part_it() {
        assert_eq!(typed(Path::new("C:\\council\\book-1")), "C:\\council\\book-1");
        assert_eq!(typed(Path::new("our book")), "\"our book\"");
        assert_eq!(typed(Path::new("R&D")), "\"R&D\"");
    }
}
