//! Action plans that came in files of their own -> the returns that they belong to.
//! In: such plans with their schools, and which returns stand. Out: their actions and comments, with the one return of the
//! school that stands. Never chooses between two returns: then the plan stays told of as it was.

use ingest::reading::Outcome;
use schemas::{catalogue::Catalogue, finding::Finding, place::Place, rules};

use super::{ActionLink, Apart, Gathered, Streams, columns};
use crate::{error::Error, links::Linker, standing::Standing};

impl Gathered {
    /// Joins each plan to the one return of its school that stands. `standings` are the returns', in their order.
    pub(crate) fn join(
        &mut self,
        standings: &[Standing],
        catalogues: &[Catalogue],
        mut streams: Option<&mut Streams>,
    ) -> Result<(), Error> {
        for Apart { reading, school, .. } in std::mem::take(&mut self.apart) {
            let mut own = self.returns.iter_mut().zip(standings).filter(|(record, standing)| {
                **standing == Standing::Standing && record.head.school_id.as_ref() == Some(&school)
            });
            let (Some((record, _)), None) = (own.next(), own.next()) else { continue };
            let catalogue = catalogues.iter().find(|one| one.id == record.head.catalogue_id);
            let return_id = record.head.return_id;
            let id = return_id.to_string();
            let is_own = |wanted: &schemas::ids::StatementId| {
                catalogue.is_some_and(|one| one.statements.iter().any(|statement| statement.id == *wanted))
            };
            for comment in reading.comments.iter().chain(&reading.unplaced) {
                record.n_comments += 1;
                self.n_comments += 1;
                let mut comment = comment.clone();
                comment.statement_id = comment.statement_id.filter(is_own);
                if let Some(streams) = &mut streams {
                    streams.comments.0.push(&id, &reading.source_file, record.n_comments, &comment);
                }
            }
            let linker = catalogue.map(Linker::new);
            for action in &reading.actions {
                record.last_row += 1;
                self.n_actions += 1;
                let row_no = record.last_row;
                let links = linker.as_ref().map(|linker| linker.link(&action.area, &action.resources));
                self.links.extend(links.into_iter().flatten().map(|(statement_id, score)| ActionLink {
                    return_id,
                    row_no,
                    statement_id,
                    score,
                }));
                if let Some(streams) = &mut streams {
                    streams.actions.0.push(&id, row_no, action);
                }
            }
            let (n_actions, n_comments) =
                (reading.actions.len(), reading.comments.len() + reading.unplaced.len());
            let counted = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
            let message = format!(
                "it holds an action plan and no form; its {} and {} were joined to {}",
                counted(n_actions, "action"),
                counted(n_comments, "comment"),
                record.head.source_file
            );
            let file = Place::file(&reading.source_file);
            self.findings.retain(|finding| {
                finding.rule != &rules::NO_RETURN || finding.place.source_file != reading.source_file
            });
            let note = Finding::new(&rules::PARTS_JOINED, file, message);
            self.findings.push(note.about_return(return_id).about_school(school));
            if let Some(file) = self.files.iter_mut().find(|file| file.source_file == reading.source_file) {
                file.outcome = Outcome::Read;
                file.finding_code = None;
            }
            if let Some(streams) = &mut streams {
                streams.flush(columns::PART)?;
            }
        }
        Ok(())
    }
}
