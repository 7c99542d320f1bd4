//! `tallybook explain`: the page of a rule.
//! In: a rule's code or name. Out: its page; without one, the list. Never a finding of a run.

use clap::Args;
use schemas::rules::{self, RULES};

use super::{DONE, talk::Talk};
use crate::error::Error;

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// A rule's code (F302) or name; without one, all rules are listed
    rule: Option<String>,
}

pub(super) fn explain(args: &ExplainArgs, talk: &Talk) -> Result<u8, Error> {
    let Some(wanted) = &args.rule else {
        for rule in RULES {
            let kind = if rule.is_question { "question" } else { rule.severity.code() };
            talk.result(&format!("{}  {:<8}  {}", rule.code, kind, rule.name));
        }
        return Ok(DONE);
    };
    let by_name = || RULES.iter().copied().find(|rule| rule.name.eq_ignore_ascii_case(wanted.trim()));
    match rules::by_code(wanted).or_else(by_name) {
        Some(rule) => {
            talk.results(rule.page);
            Ok(DONE)
        }
        None => Err(Error::Usage {
            message: format!("there is no rule `{wanted}`"),
            hint: "`tallybook explain` lists every rule".to_owned(),
        }),
    }
}
