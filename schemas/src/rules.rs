//! The rules that findings come under: each with its code, severity and page.
//! In: nothing. Out: the list. Never says when a rule applies; the stage that finds it does.

use crate::finding::Severity;

/// A kind of finding.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// `F` and three digits; the first says the stage: 1 files, 2 form and wording, 3 marks, 4 who and when,
    /// 5 standing, 6 register and settings, 7 decisions, 8 figures.
    pub code: &'static str,
    /// A short name, words joined by hyphens.
    pub name: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Whether a person has to rule on it.
    pub is_question: bool,
    /// Its page, Markdown: what was seen, why it matters, an example, what to do.
    pub page: &'static str,
}

macro_rules! rules {
    ($($(#[$doc:meta])+ $constant:ident $code:literal $name:literal $severity:ident $is_question:literal;)+) => {
        $(
            $(#[$doc])+
            pub static $constant: Rule = Rule {
                code: $code,
                name: $name,
                severity: Severity::$severity,
                is_question: $is_question,
                page: include_str!(concat!("../rules/", $code, ".md")),
            };
        )+

        /// Every rule, in the order of their codes.
        pub static RULES: &[&Rule] = &[$(&$constant),+];
    };
}

rules! {
    /// A file that no school sent on purpose (a lock file, a thumbnail, a paper of Tallybook itself) was passed over.
    FILE_IGNORED "F101" "file-ignored" Note false;
    /// The file is of a kind that Tallybook cannot read for sure (PDF, picture, old Word).
    KIND_REFUSED "F102" "kind-refused" Error false;
    /// The file is damaged and could not be read whole.
    FILE_DAMAGED "F103" "file-damaged" Error false;
    /// The file is protected with a password.
    FILE_ENCRYPTED "F104" "file-encrypted" Error false;
    /// The file goes beyond a limit set for safety.
    OVER_LIMIT "F105" "over-limit" Error false;
    /// Nothing in the file looks like a return of a known catalogue.
    NO_RETURN "F106" "no-return-in-file" Warning false;
    /// The file's content is of another kind than its name's ending says.
    WRONG_ENDING "F107" "wrong-ending" Note false;
    /// The file has no content.
    FILE_EMPTY "F108" "file-empty" Error false;
    /// The file made its reader fail, run out of memory or run out of time.
    READER_DIED "F109" "reader-died" Error false;
    /// A sheet was not taken for answers (guidance, a list for drop-downs, an empty form beside a filled one).
    SHEET_PASSED_OVER "F110" "sheet-passed-over" Note false;
    /// The file's character encoding had to be worked out, and some letters may be wrong.
    TEXT_DOUBTFUL "F111" "text-doubtful" Warning false;
    /// Answers stand in hidden rows, columns or sheets.
    HIDDEN_CONTENT "F112" "hidden-content" Note false;
    /// Two members of an archive have the same name.
    NAMES_CLASH "F113" "member-names-clash" Error false;
    /// Notes, text boxes or pictures stand beside the cells, and were not read as answers.
    BESIDE_THE_CELLS "F114" "beside-the-cells" Note false;
    /// Rows of a table have fewer or more fields than the others, so that marks may stand in the wrong column.
    ROWS_UNEVEN "F115" "rows-uneven" Warning false;
    /// Rows or columns of answers are of another year than the collection's, or no longer stand, beside those that do.
    ROWS_OF_ANOTHER_YEAR "F116" "rows-of-another-year" Note false;
    /// The form came back with nothing marked in it.
    BLANK_FORM "F201" "blank-form" Warning false;
    /// No headings name the answer columns; the catalogue's own order was used.
    COLUMNS_BY_ORDER "F202" "columns-by-order" Warning false;
    /// It is not sure which column means which answer.
    COLUMNS_UNCLEAR "F203" "columns-unclear" Error true;
    /// Two sheets of the workbook both look like the school's return.
    TWO_SHEETS "F204" "two-sheets" Error true;
    /// A marked row's wording is near to a statement, but not near enough to be sure.
    WORDING_UNSURE "F205" "wording-unsure" Warning true;
    /// A statement was recognised though its wording differs from the catalogue's.
    WORDING_SIMILAR "F206" "wording-similar" Note false;
    /// A marked row is no statement of the catalogue; the school seems to have added it.
    OWN_STATEMENT "F207" "own-statement" Note false;
    /// The form that was sent has no row for a statement.
    STATEMENT_MISSING "F208" "statement-missing" Warning false;
    /// A statement stands more than once in the return, with different marks.
    STATEMENT_TWICE "F209" "statement-twice" Warning true;
    /// The form fits more than one catalogue equally well.
    CATALOGUE_UNSURE "F210" "catalogue-unsure" Error true;
    /// The school sent another form than the one expected from it.
    OTHER_CATALOGUE "F211" "other-catalogue" Warning false;
    /// The meaning of this form's columns is not confirmed by the authority; its figures are provisional.
    COLUMNS_NOT_CONFIRMED "F212" "columns-not-confirmed" Note false;
    /// Words stand by several schools' returns, and by none of them for sure.
    WORDS_OF_NO_SCHOOL "F213" "words-of-no-school" Note false;
    /// More than one answer is marked for a statement.
    TWO_ANSWERS "F301" "two-answers" Warning false;
    /// A mark could not be read for sure.
    MARK_UNREADABLE "F302" "mark-unreadable" Warning true;
    /// What is written in an answer column contradicts the column's heading.
    MARK_CONTRADICTS "F303" "mark-contradicts-column" Warning true;
    /// An answer is given by the colour of a cell alone.
    ANSWER_BY_FILL "F304" "answer-by-fill" Note false;
    /// A cell's colour may be meant as an answer.
    FILL_UNSURE "F305" "fill-unsure" Warning true;
    /// A comment stands in an answer column.
    COMMENT_IN_ANSWER_COLUMN "F306" "comment-in-answer-column" Warning false;
    /// An answer cell holds a formula's error value.
    FORMULA_ERROR "F307" "formula-error" Warning true;
    /// Some statements were left without a mark.
    STATEMENTS_BLANK "F308" "statements-blank" Note false;
    /// A mark stands beside a statement, but in none of the answer columns.
    MARK_OUTSIDE "F309" "mark-outside-columns" Warning true;
    /// The form's own key has a mark mean something else than usual, and not plainly which answer.
    MARK_TURNED "F310" "mark-turned-by-key" Warning true;
    /// The form's own key has marks mean other answers than usual, and was followed.
    KEY_FOLLOWED "F311" "key-followed" Note false;
    /// Statements are answered by figures or letters, and nothing says what they mean.
    SCALE_UNKNOWN "F312" "scale-unknown" Warning true;
    /// Ditto marks were read as the marks above them.
    DITTO_FOLLOWED "F313" "ditto-followed" Note false;
    /// Initials or dates stand in the answer columns throughout, and were read as ticks.
    MARKS_SIGNED "F314" "marks-signed" Note false;
    /// The return does not say which school it is from.
    SCHOOL_MISSING "F401" "school-missing" Error true;
    /// The school named in the return is not in the register.
    SCHOOL_UNKNOWN "F402" "school-unknown" Error true;
    /// The school's name fits more than one school in the register.
    SCHOOL_AMBIGUOUS "F403" "school-ambiguous" Error true;
    /// The school was recognised though its name is written differently from the register's.
    SCHOOL_SIMILAR "F404" "school-by-similarity" Note false;
    /// What speaks of the return's school speaks of two: its id and its name, or its form and its file's or sheet's name.
    SCHOOL_DISAGREES "F405" "schools-disagree" Error true;
    /// The date of the return could not be read for sure.
    DATE_UNREADABLE "F406" "date-unreadable" Warning false;
    /// The date of the return lies outside the collection.
    DATE_OUTSIDE "F407" "date-outside-collection" Warning false;
    /// The return has no date.
    DATE_MISSING "F408" "date-missing" Note false;
    /// The school was recognised by the name of the file, the sheet or the folder, or by a title.
    SCHOOL_FROM_NAME "F409" "school-from-file-name" Note false;
    /// One return speaks for two schools.
    TWO_SCHOOLS "F410" "two-schools" Note false;
    /// A return came from a school that, the register says, had closed by then or was yet to open.
    SCHOOL_CLOSED "F411" "school-closed" Warning false;
    /// The return has another date besides its own.
    DATE_FURTHER "F412" "further-date" Note false;
    /// The return gives the same answers as another of the same school.
    COPY "F501" "identical-copy" Note false;
    /// A later return of the same school stands in place of this one.
    SUPERSEDED "F502" "superseded" Note false;
    /// It is not sure which of a school's returns stands.
    UNDECIDED "F503" "standing-undecided" Error true;
    /// A school's return came in parts, which were joined.
    PARTS_JOINED "F504" "parts-joined" Note false;
    /// A return is identical to the school's return of the year before.
    SAME_AS_LAST_YEAR "F505" "same-as-last-year" Warning false;
    /// Fewer schools stand in this run than in the one it replaces.
    FEWER_SCHOOLS "F506" "fewer-schools" Warning false;
    /// A row of the register could not be used.
    REGISTER_ROW "F601" "register-row-odd" Warning false;
    /// Nothing says which form is expected of a school; the one most returns are of was assumed.
    CATALOGUE_ASSUMED "F602" "catalogue-assumed" Note false;
    /// A column of the register that names people was not taken over.
    PERSONAL_DROPPED "F603" "personal-column-dropped" Note false;
    /// Schools stand on more than one sheet of the register; all were taken.
    REGISTER_SHEETS "F604" "register-sheets" Note false;
    /// A ruling no longer fits what stands in its cell, and was not followed.
    RULING_UNFIT "F701" "ruling-does-not-fit" Warning false;
    /// A ruling could not be understood, and was not followed.
    RULING_UNCLEAR "F702" "ruling-not-understood" Warning false;
    /// A ruling was followed.
    RULING_FOLLOWED "F703" "ruling-followed" Note false;
}

/// The rule of this code, in capitals or not.
pub fn by_code(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code.eq_ignore_ascii_case(code.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        answer::Answer,
        decision::Scope,
        ids::{CatalogueId, ReturnId, SchoolId, StatementId},
    };

    #[test]
    fn codes_rise_and_names_differ() {
        assert!(RULES.windows(2).all(|pair| pair[0].code < pair[1].code));
        let mut names: Vec<_> = RULES.iter().map(|rule| rule.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
    }

    const HEADINGS: [&str; 4] = ["What was seen", "Why it matters", "Example", "What to do"];

    /// The sections of a page: heading, text.
    fn sections(page: &str) -> Vec<(&str, &str)> {
        page.split("\n## ").skip(1).map(|part| part.split_once('\n').unwrap_or((part, ""))).collect()
    }

    #[test]
    fn every_page_is_whole() {
        for rule in RULES {
            assert!(rule.page.starts_with(&format!("# {} {}\n", rule.code, rule.name)), "{}", rule.code);
            let sections = sections(rule.page);
            let headings: Vec<_> = sections.iter().map(|(heading, _)| *heading).collect();
            assert_eq!(headings, HEADINGS, "{}", rule.code);
            for (heading, text) in sections {
                assert!(text.trim().len() >= 8, "{}: nothing under {heading}", rule.code);
            }
            assert!((12..=40).contains(&rule.page.lines().count()), "{} is too short or too long", rule.code);
        }
    }

    #[test]
    fn pages_name_only_rules_that_exist() {
        for rule in RULES {
            let words = rule.page.split(|c: char| !c.is_ascii_alphanumeric());
            let is_code = |word: &&str| {
                word.len() == 4 && word.starts_with('F') && word.bytes().skip(1).all(|b| b.is_ascii_digit())
            };
            for code in words.filter(is_code) {
                assert!(by_code(code).is_some(), "{} names {code}", rule.code);
            }
        }
    }

    /// What a page tells to write under `decision` and `scope`: rows of a table, each in backticks.
    fn rulings(page: &str) -> Vec<(&str, &str)> {
        let to_do = sections(page).last().map_or("", |(_, text)| text);
        let cells =
            |line| str::split(line, '|').map(|cell| cell.trim().trim_matches('`')).collect::<Vec<_>>();
        let rows = to_do.lines().filter(|line| line.starts_with("| `")).map(cells);
        rows.map(|cells| (cells[1], cells[2])).collect()
    }

    fn is_usable(ruling: &str) -> bool {
        let (word, rest) = ruling.split_once(' ').unwrap_or((ruling, ""));
        match word {
            "school" => rest.parse::<SchoolId>().is_ok(),
            "statement" => rest.parse::<StatementId>().is_ok(),
            "answer" => rest.parse::<Answer>().is_ok(),
            "stands" => rest.is_empty() || rest.parse::<ReturnId>().is_ok(),
            "sheet" => !rest.is_empty(),
            "catalogue" => rest.parse::<CatalogueId>().is_ok(),
            "marks" => rest.split(' ').all(|pair| {
                let means = |word: &str| word == "blank" || word.parse::<Answer>().is_ok();
                pair.split_once('=').is_some_and(|(mark, word)| !mark.is_empty() && means(word))
            }),
            "columns" => rest
                .split(' ')
                .all(|role| ["answer", "comment"].contains(&role) || role.parse::<Answer>().is_ok()),
            _ => ["no statement", "each sheet", "blank", "leave out"].contains(&ruling),
        }
    }

    #[test]
    fn the_page_of_a_question_says_which_words_to_write() {
        for rule in RULES {
            let rulings = rulings(rule.page);
            assert_eq!(rulings.is_empty(), !rule.is_question, "{}", rule.code);
            for (ruling, scope) in rulings {
                assert!(is_usable(ruling), "{}: `{ruling}`", rule.code);
                assert!(Scope::WORDS.contains(&scope), "{}: `{scope}`", rule.code);
            }
        }
    }
}
