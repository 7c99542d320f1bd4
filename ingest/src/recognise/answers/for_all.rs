//! One line or one mark that answers many statements: `Yes to all`, `All of the statements below are fully in place`, `Yes
//! (statements 1-4)` in the first of four rows, `In place` over all of them.
//! In: a draft of which statements came out blank. Out: one question, at the first such line. Never fills a statement in from it.

mod listed;

use schemas::{
    answer::{Answer, Status},
    catalogue::{Catalogue, ColumnRole},
    decision::Ruling,
    finding::Finding,
    place::Place,
    rules,
};

use super::statuses::Statuses;
use crate::{
    normalise::{marks::Vocabulary, text},
    reading::{AnswerReading, Form},
    recognise::{
        arranged::sorted,
        draft::{Desk, Draft, Said, roles::Role},
        shapes::by_number,
        written::as_written,
    },
};

/// Fewer blank statements beside such a line are no more than blank.
const FEWEST: usize = 3;
/// No such line is longer.
const LONGEST: usize = 100;

/// A line that may answer many statements.
struct Line {
    place: Place,
    was_read: String,
    /// How many blank statements it may answer.
    n_blank: usize,
}

/// The question where one line may answer statements that came out blank.
pub(crate) fn question(
    desk: &Desk<'_>,
    catalogue: &Catalogue,
    draft: &Draft<'_>,
    answers: &[AnswerReading],
) -> Option<Finding> {
    if matches!(draft.form, Form::Wide | Form::Long | Form::Collated) {
        return None;
    }
    let n_blank = answers.iter().filter(|answer| answer.status == Status::Blank).count();
    if n_blank == 0 {
        return None;
    }
    let statuses = Statuses::of(catalogue, answers);
    let n_asked = statuses.tally(None).1;
    let all = of_all(desk, draft, catalogue, &statuses);
    let listed = || listed::of_numbers(desk, draft, (n_blank, n_asked), catalogue.statements.len());
    let line = all.or_else(|| of_several(desk, draft, &statuses)).or_else(listed).or_else(|| {
        let are_all = n_blank == n_asked && n_blank >= FEWEST;
        are_all.then(|| over_all(desk, draft, n_blank)).flatten()
    })?;
    let ruling = desk.rulings.on(rules::COLUMNS_UNCLEAR.code, &line.place, &line.was_read);
    if matches!(ruling, Some(Ruling::LeaveOut | Ruling::Blank)) {
        return None;
    }
    let message = "what stands here may answer several statements that are not marked themselves, so they were left blank";
    Some(
        Finding::new(&rules::COLUMNS_UNCLEAR, line.place, message)
            .reading(line.was_read)
            .with_suggestion("Ask the school to answer each statement")
            .with_answers_waiting(u32::try_from(line.n_blank).unwrap_or(u32::MAX)),
    )
}

/// The first line or mark that answers all statements, or all of a section, where many of them are blank or those that stand
/// next to it are; with how many it may answer.
fn of_all(
    desk: &Desk<'_>,
    draft: &Draft<'_>,
    catalogue: &Catalogue,
    statuses: &Statuses<'_>,
) -> Option<Line> {
    let loose = draft.loose.iter().map(|loose| (loose.grid, loose.placed.cell));
    let marks = draft.said.iter().flat_map(|said| {
        let is_mark = |role: Option<Role>| matches!(role, Some(Role::Answer(_) | Role::AnyAnswer));
        said.beside.iter().filter(move |placed| is_mark(placed.role)).map(|placed| (said.grid, placed.cell))
    });
    let mut said: Vec<(Option<usize>, Answer)> = Vec::new();
    let mut found: Option<Line> = None;
    for (index, cell) in draft.unplaced.iter().copied().chain(loose).chain(marks) {
        let Some(raw) = cell.value.as_text() else { continue };
        for line in raw.split('\n').map(text::trim) {
            let Some((section, answer)) = answers_all_of(line, catalogue, desk.words) else { continue };
            // `Yes - all`, `No - none`: what the form's answers mean.
            if said.iter().any(|(of, other)| *of == section && *other != answer) {
                return None;
            }
            let (n_blank, n_asked) = statuses.tally(section);
            let are_most = || n_blank * 2 >= n_asked && n_blank >= FEWEST;
            let is_next = || section.is_none() && n_beside(draft, (index, cell.row), statuses) >= FEWEST;
            if said.iter().any(|(of, _)| *of == section || of.is_none()) || !(are_most() || is_next()) {
                continue;
            }
            said.push((section, answer));
            let place = || desk.place(index, cell.row, cell.column);
            found
                .get_or_insert_with(|| Line { place: place(), was_read: line.to_owned(), n_blank: 0 })
                .n_blank += n_blank;
        }
    }
    found
}

/// The answer that a line gives to all statements, or to all of the section that it names: `Policy section: all yes`.
fn answers_all_of(line: &str, catalogue: &Catalogue, words: &Vocabulary) -> Option<(Option<usize>, Answer)> {
    let says_all = || line.split(|c: char| !c.is_ascii_alphabetic()).any(is_all);
    if line.len() > LONGEST || !says_all() {
        return None;
    }
    let mut sections = catalogue.sections.iter().enumerate().filter_map(|(at, section)| {
        let (before, behind) = without_words(line, &section.title)?;
        Some((at, answers_all(&format!("{before}{behind}"), words)?))
    });
    match (sections.next(), sections.next()) {
        (Some((at, answer)), None) => Some((Some(at), answer)),
        _ => answers_all(line, words).map(|answer| (None, answer)),
    }
}

/// `all`, `none`
fn is_all(word: &str) -> bool {
    const ALL: [&str; 7] = ["all", "everything", "every", "each", "throughout", "none", "nothing"];
    ALL.iter().any(|all| all.eq_ignore_ascii_case(word))
}

/// What stands before and behind some words in a line, in capitals or not.
fn without_words<'t>(line: &'t str, given: &str) -> Option<(&'t str, &'t str)> {
    let is_there =
        |at: usize| line.get(at..at + given.len()).is_some_and(|own| own.eq_ignore_ascii_case(given));
    let at = (0..=line.len().checked_sub(given.len())?).find(|at| is_there(*at))?;
    let (before, behind) = (line.get(..at)?, line.get(at + given.len()..)?);
    let is_whole = !before.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric);
    is_whole.then_some((before, behind))
}

/// The heading that stands over all statements, none of which is marked.
fn over_all(desk: &Desk<'_>, draft: &Draft<'_>, n_blank: usize) -> Option<Line> {
    let index = draft.first.0;
    let first =
        draft.said.iter().filter(|said| said.grid == index).map(|said| (said.hit.row, said.hit.column));
    let head = sorted::over_all(desk.grids.get(index)?, first.min()?, desk.words)?;
    let place = desk.place(index, head.row, head.column);
    Some(Line { place, was_read: as_written(&head.value), n_blank })
}

/// How many statements right below or right above a row are blank, one after another.
fn n_beside(draft: &Draft<'_>, (index, row): (usize, u32), statuses: &Statuses<'_>) -> usize {
    let own = || draft.said.iter().filter(|said| said.grid == index);
    let below = own().filter(|said| said.hit.row > row).take_while(|said| statuses.is_blank(said)).count();
    let mut above: Vec<&Said<'_>> = own().filter(|said| said.hit.row < row).collect();
    above.reverse();
    below.max(above.iter().take_while(|said| statuses.is_blank(said)).count())
}

/// The first mark that says for which statements it stands, where they are blank.
fn of_several(desk: &Desk<'_>, draft: &Draft<'_>, statuses: &Statuses<'_>) -> Option<Line> {
    let numbers = by_number::of_form(desk, draft);
    let mut found: Option<Line> = None;
    for (at, said) in draft.said.iter().enumerate() {
        let is_answers = |column: u32| {
            let is_own = |slot: &(u32, ColumnRole)| slot.0 == column;
            said.slots.iter().any(is_own)
        };
        for placed in said.beside.iter().filter(|placed| is_answers(placed.cell.column)) {
            let raw = as_written(&placed.cell.value);
            let Some((from, to)) = range(&raw) else { continue };
            let is_own = numbers.iter().any(|(number, statement)| {
                *statement == said.hit.statement
                    && number.parse::<usize>().is_ok_and(|own| (from..=to).contains(&own))
            });
            if !is_own {
                continue;
            }
            let rest = draft.said.get(at + 1..).unwrap_or_default();
            let n = rest
                .iter()
                .take(to - from)
                .take_while(|next| next.grid == said.grid && statuses.is_blank(next))
                .count();
            match &mut found {
                Some(line) => line.n_blank += n,
                None if n > 0 => {
                    let place = desk.place(said.grid, placed.cell.row, placed.cell.column);
                    found = Some(Line { place, was_read: raw, n_blank: n });
                }
                None => {}
            }
        }
    }
    found
}

/// The range behind a mark: `Yes (statements 1-4)`, `x 1 to 4`.
fn range(raw: &str) -> Option<(usize, usize)> {
    const WORDS: &str = "statement statements question questions q qs no nos number numbers row rows item items for to all of and these";
    let words = text::words(raw);
    let mut list = words.split(' ').rev();
    let to: usize = list.next()?.parse().ok()?;
    let mut before = list.next()?;
    if matches!(before, "to" | "and") {
        before = list.next()?;
    }
    let from: usize = before.trim_start_matches('q').parse().ok()?;
    // Before them no more than a mark.
    let mut rest = list.skip_while(|word| WORDS.split(' ').any(|known| known == *word));
    let mark = rest.next();
    let is_alone =
        mark.is_none_or(|mark| !mark.bytes().any(|byte| byte.is_ascii_digit())) && rest.count() <= 2;
    (from < to && to - from < LONGEST && is_alone).then_some((from, to))
}

/// The answer that a line gives to all statements: `Yes to all`, `All statements below are fully in place`.
fn answers_all(line: &str, words: &Vocabulary) -> Option<Answer> {
    const NONE: &str = "none nothing";
    const FILL: &str = "to for of the these them this those statements statement questions question above below items points \
        in on at form are is our answers answer every one each school schools with us sections section policy policies here \
        ticked marked should be now currently already following and that here others other rest remaining";
    const PLAIN: &str = "yes no partly partially green amber red met na";
    if line.len() > LONGEST || line.contains(['?', '=', '|', '/']) {
        return None;
    }
    let said = text::words(line);
    let is = |list: &str, word: &str| list.split(' ').any(|known| known == word);
    let mut list: Vec<&str> = said.split(' ').collect();
    // What is excepted is named behind.
    if let Some(at) =
        list.iter().position(|word| matches!(*word, "except" | "apart" | "excepting" | "unless" | "bar"))
    {
        list.truncate(at);
    }
    if !list.iter().any(|word| is_all(word)) {
        return None;
    }
    let mut found: Vec<Answer> = Vec::new();
    let mut at = 0;
    while let Some(first) = list.get(at) {
        let span = (1..=4).rev().find_map(|length| {
            let own = list.get(at..at + length)?;
            let is_plain = match own {
                [one] => is(PLAIN, one),
                _ => !own.iter().any(|word| is_all(word)) && !is("we yes no to", own.first()?),
            };
            Some((words.answer(&own.join(" ")).filter(|_| is_plain)?, length))
        });
        match span {
            Some((answer, length)) => {
                found.push(answer);
                at += length;
            }
            None if is_all(first) || is(FILL, first) || first.bytes().all(|byte| byte.is_ascii_digit()) => {
                at += 1;
            }
            None => return None,
        }
    }
    let is_key = found.len() > 1 && line.contains([':', '-', '\u{2013}', '\u{2014}']);
    let answer =
        found.first().filter(|first| !is_key && found.iter().all(|other| other == *first)).copied()?;
    let is_turned = answer == Answer::Yes && list.iter().any(|word| is(NONE, word));
    Some(if is_turned { Answer::No } else { answer })
}

#[cfg(test)]
mod tests {
    use schemas::catalogue::load;

    use super::*;

    #[test]
    fn a_line_that_answers_all_is_told_from_what_speaks_of_all() {
        let words = Vocabulary::of(&load::builtin().remove(0));
        let read = |line: &str| answers_all(line, &words).map(Answer::code);
        for line in [
            "All of the statements below are fully in place.",
            "Yes to all",
            "All yes",
            "YES - ALL",
            "Everything on this form is in place",
            "Yes for all 40 statements",
            "All in place",
            "Yes, all in place",
            "All statements: Yes",
            "All the above are in place",
            "Yes to all except 5 and 7",
            "Yes throughout",
            "Every statement is in place at our school",
            "Our answer to each question is Yes",
            "All others: Yes",
            "All in this section Yes",
        ] {
            assert_eq!(read(line), Some("yes"), "{line}");
        }
        assert_eq!(read("None of these are in place"), Some("no"));
        assert_eq!(read("All partly in place"), Some("partly"));
        assert_eq!(read("No to all"), Some("no"));
        for line in [
            "Please answer Yes, Partly or No to all statements",
            "Complete all statements",
            "Please complete all of the statements below",
            "Completed by all staff",
            "All sections complete",
            "All done",
            "Are all statements in place?",
            "Yes = all in place",
            "Yes - all in place",
            "Yes: everything in place",
            "Yes / all",
            "Not all in place",
            "All staff are trained",
            "All policies reviewed",
            "All schools must answer Yes or No",
            "Tick Yes for each statement that is in place",
            "All statements must be in place by 2027",
            "Aim: all in place",
            "Yes, all staff",
            "Yes for all pupils",
            "In place for all staff",
            "All of the statements below",
            "Yes",
            "No comments at all",
            "Partly in all year groups",
            "Each school is to return this form",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn a_mark_says_for_which_statements_it_stands() {
        for (raw, wanted) in [
            ("Yes (statements 1-4)", Some((1, 4))),
            ("Partly 5 to 8", Some((5, 8))),
            ("x (Q1-Q4)", None),
            ("Yes for 1 - 4", Some((1, 4))),
            ("Yes", None),
            ("Yes (P1-3)", None),
            ("Yes 2025-26", Some((25, 26)).filter(|_| false)),
            ("4-1", None),
            ("No, in 2 of 3", None),
        ] {
            assert_eq!(range(raw), wanted, "{raw}");
        }
    }
}
