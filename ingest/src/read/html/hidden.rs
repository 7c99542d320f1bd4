//! Which elements a page hides by their class: `.hid { display: none }`.
//! In: a page's style sheets. Out: whether a class is hidden. Never hides what a rule under a condition may show again.

use super::tokens::{Tag, find_small};

/// More style sheets, and rules that show or hide, are no page of a school's.
const MOST: usize = 64;
const MOST_RULES: usize = 256;
const MOST_CLASSES: usize = 16;

/// The rules of a page's own style sheets that show or hide.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    rules: Vec<Rule>,
    /// Classes that a rule under a condition shows.
    shown: Vec<String>,
}

/// What one rule does to elements with these classes.
#[derive(Debug)]
struct Rule {
    element: String,
    classes: Vec<String>,
    does: Does,
}

/// What declarations say of an element: whether it is left out, and whether it cannot be seen.
#[derive(Clone, Copy, Debug)]
struct Does {
    leaves_out: Option<bool>,
    veils: Option<bool>,
}

impl Hidden {
    /// Reads the style sheets that stand in a page.
    pub(super) fn of(page: &str) -> Self {
        let mut hidden = Self::default();
        let mut from = 0;
        for _ in 0..MOST {
            let Some(at) = page.get(from..).and_then(|rest| find_small(rest, "<style")).map(|at| at + from)
            else {
                break;
            };
            let rest = page.get(at..).unwrap_or_default();
            let (tag, sheet) = rest.split_once('>').unwrap_or((rest, ""));
            let sheet = find_small(sheet, "</style").and_then(|end| sheet.get(..end)).unwrap_or(sheet);
            from = at + tag.len() + sheet.len();
            let before = page.get(..at).unwrap_or_default();
            if before.rfind("<!--") <= before.rfind("-->") {
                hidden.sheet(&without_remarks(sheet), tag.contains("media"));
            }
        }
        hidden
    }

    /// Whether an element is hidden by its classes; of two rules the one that says more holds, else the later.
    pub(super) fn hides(&self, tag: &Tag<'_>) -> bool {
        if self.rules.is_empty() {
            return false;
        }
        let Some(class) = tag.get("class") else { return false };
        let own: Vec<&str> = class.split_whitespace().collect();
        if own.iter().any(|class| self.shown.iter().any(|shown| shown == class)) {
            return false;
        }
        let fits = |rule: &&Rule| {
            (rule.element.is_empty() || rule.element == tag.name)
                && rule.classes.iter().all(|class| own.contains(&class.as_str()))
        };
        let last = |of: fn(&Does) -> Option<bool>| {
            let said =
                self.rules.iter().filter(fits).filter_map(|rule| {
                    Some(((rule.classes.len(), !rule.element.is_empty()), of(&rule.does)?))
                });
            said.max_by_key(|(weight, _)| *weight).is_some_and(|(_, is_so)| is_so)
        };
        last(|does| does.leaves_out) || last(|does| does.veils)
    }

    /// Takes in the rules of a sheet; those in a block of their own (`@media print`) hold under a condition.
    fn sheet(&mut self, sheet: &str, is_conditional: bool) {
        let mut depth = 0_usize;
        let mut rest = sheet;
        while let Some(at) = rest.find(['{', '}']) {
            let (head, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
            let is_open = after.starts_with('{');
            rest = after.get(1..).unwrap_or_default();
            if !is_open {
                depth = depth.saturating_sub(1);
                continue;
            }
            // What was imported before the first rule is none of its selector.
            let selectors = head.rsplit(';').next().unwrap_or(head).trim();
            if selectors.starts_with('@') {
                depth += 1;
                continue;
            }
            let (declarations, next) = rest.split_once('}').unwrap_or((rest, ""));
            rest = next;
            let Some(does) = does(declarations) else { continue };
            for selector in selectors.split(',') {
                self.rule(selector.trim(), does, is_conditional || depth > 0);
            }
        }
    }

    fn rule(&mut self, selector: &str, does: Does, is_conditional: bool) {
        if self.rules.len() + self.shown.len() > MOST_RULES {
            return;
        }
        let is_plain = selector.chars().all(|letter| letter.is_alphanumeric() || ".-_*".contains(letter));
        if is_plain && !is_conditional {
            let mut parts = selector.split('.');
            let element = parts.next().unwrap_or_default().trim_start_matches('*').to_ascii_lowercase();
            let classes: Vec<String> = parts.map(str::to_owned).collect();
            if !classes.is_empty() {
                self.rules.push(Rule { element, classes, does });
            }
        } else if does.leaves_out == Some(false) || does.veils == Some(false) {
            let ends = |letter: char| !(letter.is_alphanumeric() || "-_".contains(letter));
            let classes =
                selector.split('.').skip(1).take(MOST_CLASSES).filter_map(|part| part.split(ends).next());
            self.shown.extend(classes.map(str::to_owned));
        }
    }
}

/// What declarations say; none where they neither show nor hide.
fn does(declarations: &str) -> Option<Does> {
    let mut does = Does { leaves_out: None, veils: None };
    for declaration in declarations.split(';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let value = value.trim().to_ascii_lowercase();
        let value = value.split([' ', '!']).next().unwrap_or_default();
        match name.trim().to_ascii_lowercase().as_str() {
            "display" => does.leaves_out = Some(value == "none"),
            "visibility" => does.veils = Some(matches!(value, "hidden" | "collapse")),
            _ => {}
        }
    }
    (does.leaves_out.is_some() || does.veils.is_some()).then_some(does)
}

/// A sheet without remarks, and without the signs that hide it from old browsers.
fn without_remarks(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.replace("<!--", "").replace("-->", "")
}
