//! More than one school in one text: `Oakfield Infant and Junior Schools`, `Back and Tong`, `Beech Lane School (with ...)`.
//! In: a name as written that is no school's own. Out: two schools, or that nobody can tell; none where it speaks of one.
//! Never takes a place for a school: each must be sure by itself.

use super::{FLOOR, NameIndex};
use crate::normalise::{
    names::{NameMatch, form::NameForm},
    text,
};

/// Each of several schools in one text must be this sure.
const SURE_OF_EACH: f64 = 0.9;

impl NameIndex {
    /// The schools of a text, where it names more than one. `whole` is what the text comes to as one name.
    pub(super) fn several(&self, name: &str, whole: &NameMatch) -> Option<NameMatch> {
        if whole.sure().is_none()
            && let Some(two) = self.two_phases(name)
        {
            return Some(two);
        }
        let several = self.side_by_side(name).or_else(|| self.with_a_stroke(name));
        let several = several.or_else(|| self.in_brackets(name));
        let several = several.or_else(|| self.one_of_two(name))?;
        // "St Peter's and St Paul's" may be the two, and may be St Peter and St Paul's.
        match (whole, &several) {
            (NameMatch::Similar { index, is_covered: true, .. }, NameMatch::Two(one, other))
                if ![one, other].contains(&index) =>
            {
                let all = [*index, *one, *other];
                Some(NameMatch::Ambiguous(all.into_iter().map(|school| (school, FLOOR)).collect()))
            }
            (NameMatch::Similar { is_covered: true, .. }, _) => None,
            _ => Some(several),
        }
    }

    /// `Oakfield Infant and Junior Schools`: one name, two schools by their phase.
    fn two_phases(&self, name: &str) -> Option<NameMatch> {
        let by_phase = NameForm::of(name).by_phase();
        let [one, other] = by_phase.as_slice() else { return None };
        let (one, other) = (self.sure_of(one)?, self.sure_of(other)?);
        (one != other).then_some(NameMatch::Two(one, other))
    }

    /// `Beech Lane Primary and Riverside Nursery`, one a line, with commas: each part must be a school's name. Where "and"
    /// joins them, the last may say for all what they are (`Back and Tong Schools`), or none need say it (`Back and Tong`).
    fn side_by_side(&self, name: &str) -> Option<NameMatch> {
        let (parts, has_and) = parts(name);
        // `Beech Lane, Birch Lane Primary Schools`
        let has_and = has_and || parts.len() > 1 && parts.last().is_some_and(|last| speaks_of_several(last));
        let last = NameForm::of(parts.last().filter(|_| parts.len() > 1)?);
        let may_be_one = has_and && may_be_one(&parts);
        let mut schools: Vec<usize> = Vec::new();
        let mut all_are_sure = true;
        let mut n_say = 0;
        for part in &parts {
            let form = NameForm::of(part);
            let says = form.says_school || has_and && last.says_school;
            let found =
                self.sure_of(&form).or_else(|| has_and.then(|| self.sure_of(&form.of_kinds(&last)))?);
            let Some(school) = found else {
                all_are_sure = false;
                continue;
            };
            if says || has_and {
                n_say += usize::from(says);
                if !schools.contains(&school) {
                    schools.push(school);
                }
            }
        }
        let are_schools = n_say >= schools.len() || all_are_sure;
        match schools.as_slice() {
            [one, other] if are_schools && !may_be_one => Some(NameMatch::Two(*one, *other)),
            [_, _, ..] if are_schools => {
                Some(NameMatch::Ambiguous(schools.iter().map(|school| (*school, FLOOR)).collect()))
            }
            _ => None,
        }
    }

    /// `Beech Lane / Birch Lane` speaks for both; `Hazel / Heather Lane Primary` may, or for one that has two names.
    fn with_a_stroke(&self, name: &str) -> Option<NameMatch> {
        let (one, other) = name.split_once(['/', '|'])?;
        if other.contains(['/', '|']) {
            return None;
        }
        let (one, other) = (text::words(one), text::words(other));
        let sure = |words: &str| self.sure_of(&NameForm::of(words));
        let second = sure(&other)?;
        if let Some(first) = sure(&one) {
            // Where one alone says that it is a school, the other may be its place.
            let says = |words: &str| NameForm::of(words).says_school;
            let are_alike = says(&one) == says(&other);
            return (first != second && are_alike).then_some(NameMatch::Two(first, second));
        }
        // The words that both share may stand once, behind the second.
        let first = sure(&other.split_once(' ').map(|(_, shared)| format!("{one} {shared}"))?)?;
        (first != second).then(|| NameMatch::Ambiguous(vec![(first, FLOOR), (second, FLOOR)]))
    }

    /// `Back School or Tong School`, `Back School for Tong School`: nobody can tell which of them it speaks of.
    fn one_of_two(&self, name: &str) -> Option<NameMatch> {
        let lowered = name.to_lowercase();
        let joints =
            [" or ", " for ", " not ", " with ", " incl ", " including ", " instead of ", " on behalf of "];
        joints.iter().find_map(|joint| {
            let (one, other) = lowered.split_once(joint)?;
            let (one, other) = (NameForm::of(one), NameForm::of(other));
            let (one, other) = (self.sure_of(&one)?, self.sure_of(&other).filter(|_| other.says_school)?);
            (one != other).then(|| NameMatch::Ambiguous(vec![(one, FLOOR), (other, FLOOR)]))
        })
    }

    /// `Beech Lane School (with Birch Lane School)`: nobody can tell whether it speaks for the one or for both.
    fn in_brackets(&self, name: &str) -> Option<NameMatch> {
        let (outer, rest) = name.split_once(['(', '['])?;
        let inner = rest.split([')', ']']).next()?;
        let inner = inner.trim_start();
        let beside = ["with ", "and ", "incl ", "incl. ", "including ", "incorporating ", "also ", "plus "]
            .iter()
            .find_map(|word| inner.get(..word.len()).filter(|head| head.eq_ignore_ascii_case(word)))
            .and_then(|head| inner.get(head.len()..));
        let (outer, other) = (NameForm::of(outer), NameForm::of(beside.unwrap_or(inner)));
        let other = self.sure_of(&other).filter(|_| other.says_school)?;
        match self.sure_of(&outer) {
            Some(one) => (one != other).then(|| NameMatch::Ambiguous(vec![(one, FLOOR), (other, FLOOR)])),
            // It is of a school that the register has not, and of this one besides.
            None => beside.map(|_| NameMatch::Ambiguous(vec![(other, FLOOR)])),
        }
    }

    pub(super) fn sure_of(&self, form: &NameForm) -> Option<usize> {
        match self.by_likeness(form) {
            NameMatch::Exact(school) | NameMatch::Alias(school) => Some(school),
            NameMatch::Similar { index, score, is_covered: true, .. } if score >= SURE_OF_EACH => Some(index),
            _ => None,
        }
    }
}

/// Whether parts that "and" joins may be the name of one school: `St Mary and St Joseph`, `Barnby and North Cove Primary
/// School`, where the first says of no school what it is and the last speaks of one.
fn may_be_one(parts: &[String]) -> bool {
    let forms: Vec<NameForm> = parts.iter().map(|part| NameForm::of(part)).collect();
    let Some((last, others)) = forms.split_last() else { return false };
    let are_saints = forms.iter().all(NameForm::is_holy);
    let is_of_several = parts.last().is_some_and(|part| speaks_of_several(part));
    others.iter().all(|form| !form.says_kind()) && !is_of_several && (last.says_school || are_saints)
}

/// Whether the kind of school stands in the plural.
pub(super) fn speaks_of_several(part: &str) -> bool {
    const SEVERAL: &[&str] =
        &["schools", "academies", "colleges", "primaries", "nurseries", "juniors", "infants"];
    text::words(part).split(' ').any(|word| SEVERAL.contains(&word))
}

/// The parts of a text that may each name a school, and whether an "and" joins two of them.
fn parts(name: &str) -> (Vec<String>, bool) {
    // In small letters, where a sign stays as long as it was.
    let words = name.replace(['&', '+'], " and ").to_lowercase().replace(" agus ", " and ");
    let marks = words.match_indices([',', ';', '/', '|', '\n']);
    let ands = words.match_indices(" and ");
    let mut joints: Vec<(usize, &str)> = marks.chain(ands).collect();
    joints.sort_unstable();
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, joint) in &joints {
        parts.extend(words.get(from..*at).map(str::to_owned));
        from = at + joint.len();
    }
    parts.extend(words.get(from..).map(str::to_owned));
    parts.retain(|part| !text::is_blank(part));
    (parts, joints.iter().any(|(_, joint)| *joint == " and "))
}
