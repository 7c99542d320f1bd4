//! Returns whose schools their folders' names alone say -> questions, where a folder holds returns of other schools too.
//! In: all that was read. Out: the same, such returns without a school. Never takes a cluster's folder for a school's.

use std::collections::{HashMap, HashSet};

use schemas::{
    ids::{ReturnId, SchoolId},
    rules,
};

use super::{ByFolder, Gathered};

impl Gathered {
    /// Asks about each return that lies, without a word of its school, in a folder with returns of others.
    pub(crate) fn ask_about_folders(&mut self) {
        let by_folder = std::mem::take(&mut self.by_folder);
        if by_folder.is_empty() {
            return;
        }
        let mut asked: HashSet<ReturnId> = HashSet::new();
        {
            let named: HashSet<usize> = by_folder.iter().map(|(at, _)| *at).collect();
            let mut schools: HashMap<&str, HashSet<&SchoolId>> =
                by_folder.iter().map(|(_, folder)| (folder.path.as_str(), HashSet::new())).collect();
            let sure = self.returns.iter().enumerate().filter(|(at, _)| !named.contains(at));
            for (_, record) in sure {
                let Some(school) = &record.head.school_id else { continue };
                let name = &record.head.source_file;
                for folder in name.rmatch_indices('/').filter_map(|(at, _)| name.get(..at)) {
                    if let Some(schools) = schools.get_mut(folder) {
                        schools.insert(school);
                    }
                }
            }
            for (at, folder) in &by_folder {
                let Some(record) = self.returns.get(*at) else { continue };
                let is_other = |school: &&SchoolId| Some(*school) != record.head.school_id.as_ref();
                if schools.get(folder.path.as_str()).is_some_and(|schools| schools.iter().any(is_other)) {
                    asked.insert(record.head.return_id);
                }
            }
        }
        let is_of = |return_id: Option<ReturnId>| return_id.is_some_and(|id| asked.contains(&id));
        self.findings
            .retain(|note| !(is_of(note.return_id) && note.rule.code == rules::SCHOOL_FROM_NAME.code));
        for finding in self.findings.iter_mut().filter(|finding| is_of(finding.return_id)) {
            finding.school_id = None;
        }
        for (at, ByFolder { mut question, .. }) in by_folder {
            let Some(record) =
                self.returns.get_mut(at).filter(|record| asked.contains(&record.head.return_id))
            else {
                continue;
            };
            self.concerned.extend(record.head.school_id.take().map(|school| (question.id(), school)));
            record.school_matched_by = None;
            record.school_match_score = None;
            question.return_id = Some(record.head.return_id);
            self.findings.push(question);
        }
    }
}
