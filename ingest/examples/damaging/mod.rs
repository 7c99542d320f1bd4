//! Damaged copies of a file, and what reading one comes to beside its original.
//! In: bytes; readings. Out: copies, the same for the same file; an account that can be held against another. Never
//! reads a file itself.

use std::collections::{BTreeMap, BTreeSet};

use ingest::reading::FileReading;
use schemas::{
    answer::Answer,
    finding::{Finding, Severity},
};

/// Damaged copies, each with how it was damaged: cut at every fortieth, zeros laid over every fortieth, half of it
/// zeros, and of the rest four in six with one byte flipped, one with parts swapped, one with a part gone.
pub(crate) fn copies(whole: &[u8], n_copies: usize) -> impl Iterator<Item = (String, Vec<u8>)> {
    let n = whole.len();
    let places = (0..40).map(move |part| n * part / 40);
    let cut = places.clone().map(|at| (format!("cut at {at}"), whole.get(..at).unwrap_or_default().to_vec()));
    let zeros = places.flat_map(move |at| {
        [64, 512, 4096, n / 4, n / 2].map(|length| {
            let mut copy = whole.to_vec();
            copy.get_mut(at..(at + length).min(n)).unwrap_or_default().fill(0);
            (format!("{length} zeros at {at}"), copy)
        })
    });
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below.max(1) as u64).unwrap_or(0)
    };
    let rest = (0..n_copies.saturating_sub(240)).map(move |turn| {
        let mut copy = whole.to_vec();
        match turn % 6 {
            0..4 => {
                // Half of them a single bit, as worn memory and disks flip it.
                let (at, bits) = (next(n), if turn % 2 == 0 { 1 << next(8) } else { next(255) + 1 });
                if let Some(byte) = copy.get_mut(at) {
                    *byte ^= u8::try_from(bits).unwrap_or(1);
                }
                (format!("byte {at} flipped by {bits}"), copy)
            }
            4 => {
                let length = next(n / 8) + 1;
                let (a, b) = (next(n / 2 - length), n / 2 + next(n / 2 - length));
                for by in 0..length {
                    copy.swap(a + by, b + by);
                }
                (format!("{length} bytes swapped between {a} and {b}"), copy)
            }
            _ => {
                let length = next(n / 8) + 1;
                let at = next(n - length);
                copy.drain(at..at + length);
                (format!("{length} bytes gone at {at}"), copy)
            }
        }
    });
    cut.chain(zeros).chain(rest)
}

/// What reading a file came to.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Account {
    /// By number of the return and statement.
    pub(crate) answers: BTreeMap<(usize, String), Answer>,
    n_returns: usize,
    /// Letters of comments and evidence, names and dates.
    n_letters: usize,
    n_files: usize,
    /// With whether it is more than a note.
    findings: BTreeSet<(bool, String)>,
}

impl Account {
    /// Adds what one file came to.
    pub(crate) fn add(&mut self, file: &FileReading) {
        self.n_files += 1;
        for one in &file.returns {
            self.n_returns += 1;
            for answer in &one.answers {
                if let Some(given) = answer.answer {
                    self.answers.insert((self.n_returns, answer.statement_id.to_string()), given);
                }
            }
            self.n_letters += one.comments.iter().map(|comment| comment.text.len()).sum::<usize>();
            self.n_letters += one.school.name.as_ref().map_or(0, |name| name.text.len());
            self.n_letters += usize::from(one.completed_on.is_some());
        }
        for finding in &file.findings {
            self.said(finding);
        }
    }

    /// Adds a finding.
    pub(crate) fn said(&mut self, finding: &Finding) {
        let Finding { rule, place, message, was_read, .. } = finding;
        let is_loud = rule.severity > Severity::Note;
        self.findings.insert((is_loud, format!("{} {place} {message} {was_read}", rule.code)));
    }

    /// What it is beside the original's.
    pub(crate) fn beside(&self, original: &Self) -> &'static str {
        let mut new = self.findings.difference(&original.findings).peekable();
        let is_said = new.peek().is_some();
        let is_loud = new.any(|(is_loud, _)| *is_loud);
        let is_other = || {
            self.answers
                .iter()
                .any(|(of, given)| original.answers.get(of).is_some_and(|before| before != given))
        };
        if self == original {
            "the same"
        } else if is_said && self.answers.is_empty() {
            "nothing, and said"
        } else if is_said {
            match (is_other(), is_loud) {
                (true, true) => "other, and said",
                (true, false) => "OTHER, ONLY NOTED",
                (false, _) => "said",
            }
        } else if self.answers.len() < original.answers.len() {
            "FEWER, NOT SAID"
        } else if is_other() || self.answers != original.answers {
            "OTHER, NOT SAID"
        } else if self.n_letters < original.n_letters {
            "words lost, not said"
        } else {
            "the same answers"
        }
    }

    /// The first answer that differs, and what was said of it.
    pub(crate) fn first_change(&self, original: &Self) -> String {
        let changed = original.answers.iter().find(|(of, before)| self.answers.get(*of) != Some(before));
        changed.map_or(String::new(), |(of, before)| {
            let new: Vec<_> =
                self.findings.difference(&original.findings).map(|(_, text)| text.get(..60)).collect();
            format!(" ({} {}: {before} became {:?}) {new:?}", of.0, of.1, self.answers.get(of))
        })
    }
}
