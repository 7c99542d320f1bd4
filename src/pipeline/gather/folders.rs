//! What is known to be a school's by its folder's name alone -> questions, where the folder holds returns of other schools too.
//! In: all that was read. Out: the same, such returns without a school, and such plans told of as they were. Never takes a
//! cluster's folder for a school's.

use std::collections::{HashMap, HashSet};

use schemas::{
    ids::{ReturnId, SchoolId},
    rules,
};

use super::{Apart, ByFolder, Gathered};

impl Gathered {
    /// Asks about each return that lies, without a word of its school, in a folder with returns of others.
    pub(crate) fn ask_about_folders(&mut self) {
        let by_folder = std::mem::take(&mut self.by_folder);
        let schools = self.schools_of_folders(&by_folder);
        let is_shared = |folder: &str, own: Option<&SchoolId>| {
            schools.get(folder).is_some_and(|schools| schools.iter().any(|school| Some(school) != own))
        };
        self.apart.retain(|Apart { school, folder, .. }| {
            !folder.as_deref().is_some_and(|folder| is_shared(folder, Some(school)))
        });
        let mut asked: HashSet<ReturnId> = HashSet::new();
        for (at, ByFolder { path, mut question }) in by_folder {
            let Some(record) = self.returns.get_mut(at) else { continue };
            if !is_shared(&path, record.head.school_id.as_ref()) {
                continue;
            }
            asked.insert(record.head.return_id);
            self.concerned.extend(record.head.school_id.take().map(|school| (question.id(), school)));
            record.school_matched_by = None;
            record.school_match_score = None;
            question.return_id = Some(record.head.return_id);
            self.findings.push(question);
        }
        if asked.is_empty() {
            return;
        }
        let is_of = |return_id: Option<ReturnId>| return_id.is_some_and(|id| asked.contains(&id));
        self.findings
            .retain(|note| !(is_of(note.return_id) && note.rule.code == rules::SCHOOL_FROM_NAME.code));
        for finding in self.findings.iter_mut().filter(|finding| is_of(finding.return_id)) {
            finding.school_id = None;
        }
    }

    /// The schools that say themselves whose they are, for each folder whose name alone names one.
    fn schools_of_folders(&self, by_folder: &[(usize, ByFolder)]) -> HashMap<String, HashSet<SchoolId>> {
        let named: HashSet<usize> = by_folder.iter().map(|(at, _)| *at).collect();
        let paths = by_folder.iter().map(|(_, folder)| &folder.path);
        let paths = paths.chain(self.apart.iter().filter_map(|apart| apart.folder.as_ref()));
        let mut schools: HashMap<String, HashSet<SchoolId>> =
            paths.map(|path| (path.clone(), HashSet::new())).collect();
        if schools.is_empty() {
            return schools;
        }
        for (_, record) in self.returns.iter().enumerate().filter(|(at, _)| !named.contains(at)) {
            let Some(school) = &record.head.school_id else { continue };
            let name = &record.head.source_file;
            for folder in name.rmatch_indices('/').filter_map(|(at, _)| name.get(..at)) {
                if let Some(schools) = schools.get_mut(folder) {
                    schools.insert(school.clone());
                }
            }
        }
        schools
    }
}
