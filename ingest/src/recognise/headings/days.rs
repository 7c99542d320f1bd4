//! Which day a heading or label means, of the several that a survey program or a form may write beside a return.
//! In: a text. Out: the day in the return's life, the surest to be the one it was filled in on first. Never looks at the
//! value: a label that may mean another thing is one of a day only beside a date.

use crate::normalise::text;

/// A day of a return's life, the one on which it was handed in before those that are only near to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Day {
    /// Handed in, completed: `Submitted`, `EndDate`.
    Done,
    /// A date and no more: `Timestamp`, `Date received`.
    Dated,
    /// Begun, or written down by a program: `Start time`, `Created`.
    Begun,
    /// Changed, by whomever: `Modified`.
    Changed,
}

/// Under these stands when a return was handed in.
const DONE: &[&str] = &[
    "submitted",
    "submitted on",
    "submitted at",
    "submission date",
    "submission time",
    "submission date time",
    "date submitted",
    "date of submission",
    "time submitted",
    "submitdate",
    "submit date",
    "submit time",
    "submittime",
    "submissiondate",
    "submissiontime",
    "completed",
    "completed on",
    "completed at",
    "completion",
    "completion date",
    "completion time",
    "completion date and time",
    "date completed",
    "date of completion",
    "time completed",
    "completiondate",
    "completiontime",
    "datecompleted",
    "datesubmitted",
    "end",
    "end date",
    "end time",
    "enddate",
    "endtime",
    "ended",
    "finish",
    "finish time",
    "finish date",
    "finished",
    "finished on",
    "finished at",
    "date finished",
    "filled in",
    "filled in on",
    "signed on",
    "date signed",
    "signed",
    "completed and signed",
    "responded",
    "responded on",
    "responded at",
];
/// Under these stands a date that is most likely the return's.
const DATED: &[&str] = &[
    "date",
    "dated",
    "timestamp",
    "time stamp",
    "datestamp",
    "date stamp",
    "datetime",
    "date time",
    "date and time",
    "recordeddate",
    "recorded date",
    "recorded",
    "recorded on",
    "date recorded",
    "date received",
    "received",
    "received on",
    "received at",
    "receiveddate",
    "date returned",
    "date of return",
    "returned",
    "returned on",
    "response date",
    "responsedate",
    "date of response",
    "response date and time",
    "response date time",
    "response time",
    "entry date",
    "entrydate",
    "date of entry",
    "audit date",
    "date of audit",
    "survey date",
    "date of survey",
    "date of self evaluation",
    "date of evaluation",
    "evaluation date",
    "assessment date",
    "date of assessment",
    "self evaluation date",
    "review completed",
    "audit completed",
    "date of review",
    "date reviewed",
    "todays date",
    "reviewed on",
    "time",
];
/// Under these stands when somebody or some program began.
const BEGUN: &[&str] = &[
    "start",
    "start date",
    "start time",
    "startdate",
    "starttime",
    "started",
    "started on",
    "started at",
    "date started",
    "created",
    "created on",
    "created at",
    "created date",
    "created time",
    "createddate",
    "createdat",
    "date created",
    "creationdate",
    "creation date",
    "time created",
    "entry created",
];

/// Under these stands when something was last changed.
const CHANGED: &[&str] = &[
    "modified",
    "modified on",
    "modified at",
    "modified date",
    "last modified",
    "last modified time",
    "last modified date",
    "lastmodified",
    "lastmodifiedtime",
    "date modified",
    "updated",
    "updated on",
    "updated at",
    "updatedat",
    "last updated",
    "last updated on",
    "last update",
    "date updated",
    "date last updated",
    "date last modified",
    "update date",
    "update time",
    "editdate",
    "edit date",
    "edited",
    "last edited",
    "last saved",
    "saved",
    "saved on",
    "date saved",
    "last action date",
    "lastactiondate",
];

/// Whether a heading or label says that the month comes before the day: `Date (mm/dd/yyyy)`, `US date`.
pub(crate) fn says_month_first(raw: &str) -> bool {
    if raw.len() > 80 {
        return false;
    }
    let words = text::words(raw);
    let words: Vec<&str> = words.split(' ').collect();
    // `yyyy-mm-dd` begins with the year.
    let begins_with_year =
        |at: usize| at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|word| word.starts_with('y'));
    words.windows(2).enumerate().any(|(at, pair)| match pair {
        ["mm" | "m", "dd" | "d"] | ["month", "day"] => !begins_with_year(at),
        ["us" | "american", "date" | "format" | "style" | "order"] => true,
        _ => false,
    })
}

/// The day that a heading means, where what stands with it is a date.
pub(crate) fn day(raw: &str) -> Option<Day> {
    if raw.len() > 60 {
        return None;
    }
    let words = text::words(raw);
    let words = words.strip_prefix("us ").or_else(|| words.strip_prefix("american ")).unwrap_or(&words);
    let bare = [
        "utc",
        "gmt",
        "bst",
        "dd mm yyyy",
        "dd mm yy",
        "mm dd yyyy",
        "mm dd yy",
        "us format",
        "american format",
    ]
    .iter()
    .find_map(|zone| words.strip_suffix(zone).map(str::trim_end))
    .unwrap_or(words);
    // `Form completed`, `Date form completed on`
    let bare = bare.strip_prefix("form ").or_else(|| bare.strip_prefix("return ")).unwrap_or(bare);
    [(DONE, Day::Done), (DATED, Day::Dated), (BEGUN, Day::Begun), (CHANGED, Day::Changed)]
        .into_iter()
        .find_map(|(known, day)| known.contains(&bare).then_some(day))
}

/// The day that a form's own label means, where its value is a date: of the days that a form is of, begins or ends, none.
pub(crate) fn day_of_form(raw: &str) -> Option<Day> {
    let words = text::words(raw);
    let is_open = words.split(' ').any(|word| {
        word.starts_with("end")
            || word.starts_with("start")
            || word.starts_with("creat")
            || matches!(word, "finish" | "sent")
    });
    day(raw).filter(|day| *day != Day::Begun && !is_open)
}
