//! How the parts of an office package hang together: its relationships, its workbook's sheets, its own properties.
//! In: parts as text. Out: names and targets. Never follows a target outside the package.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use quick_xml::events::Event;

use super::{
    again::{Parts, again},
    limits::Limits,
    papers,
    refusal::Refusal,
    xml,
    zip_parts::ZipParts,
};

/// One relationship from a part to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Relationship {
    /// How the part names it.
    pub(crate) id: String,
    /// The last word of its type: `worksheet`, `styles`, ...
    pub(crate) kind: String,
    /// The target part's full name.
    pub(crate) target: String,
}

/// Where a part's links lead, by how it names them.
pub(crate) type Targets = HashMap<String, String>;

/// A part that lists relationships, as it stands, and what it lists.
pub(crate) type Listed = (Vec<u8>, Rc<[Relationship]>);

/// The relationships of a part (`""` for the package), targets resolved; none where it has no list of them.
pub(crate) fn relationships(
    parts: &mut ZipParts<'_>,
    of: &str,
    limits: &Limits,
) -> Result<Option<Listed>, Refusal> {
    let (folder, file) = split(of);
    let name = format!("{folder}_rels/{file}.rels");
    let Some(bytes) = parts.part(&name, limits)? else { return Ok(None) };
    thread_local!(static LISTS: Parts<[Relationship]> = const { RefCell::new(Vec::new()) });
    let found = again(&LISTS, (&name, &bytes), || {
        let found = listed_relationships(&xml::text(&name, &bytes)?, folder);
        let broken = || Refusal::damaged(format!("its part {name} is no well-formed XML"));
        found.map(Rc::from).ok_or_else(broken)
    })?;
    Ok(Some((bytes, found)))
}

/// What a list of relationships says, targets resolved from this folder; none where it is no well-formed XML.
fn listed_relationships(text: &str, folder: &str) -> Option<Vec<Relationship>> {
    let mut reader = xml::reader(text);
    let mut found = Vec::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                let mut one = Relationship { target: resolve(folder, ""), ..Relationship::default() };
                let mut is_external = false;
                for attribute in element.attributes().with_checks(false).flatten() {
                    let key = attribute.key;
                    let value = xml::value(attribute);
                    match key.local_name().as_ref() {
                        "Id" => one.id = value.into_owned(),
                        "Type" => one.kind = value.rsplit('/').next().unwrap_or_default().into(),
                        "Target" => one.target = resolve(folder, &value),
                        "TargetMode" => is_external = value == "External",
                        _ => {}
                    }
                }
                if !is_external {
                    found.push(one);
                }
            }
            Event::Eof => return Some(found),
            _ => {}
        }
    }
}

/// What a part is related to outside its package, by how it names it.
pub(crate) fn outside(related: &[u8]) -> Targets {
    let mut found = Targets::default();
    let Ok(text) = xml::text("relationships", related) else { return found };
    let mut reader = xml::reader(&text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) if element.local_name().as_ref() == "Relationship" => {
                let get = |name| xml::attribute(&element, name).unwrap_or_default();
                if get("Type").ends_with("/hyperlink") && get("TargetMode") == "External" {
                    found.entry(get("Id").into_owned()).or_insert_with(|| get("Target").into_owned());
                }
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

/// A part's folder, with its last `/`, and its name in it.
pub(crate) fn split(name: &str) -> (&str, &str) {
    name.rfind('/').map_or(("", name), |at| name.split_at(at + 1))
}

fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The main part of the package, by its relationships.
pub(crate) fn main_part(parts: &mut ZipParts<'_>, limits: &Limits) -> Result<(Vec<u8>, String), Refusal> {
    let missing = || Refusal::damaged("the file does not say where its main part stands");
    let (bytes, found) = relationships(parts, "", limits)?.ok_or_else(missing)?;
    let main = found.iter().find(|one| one.kind == "officeDocument").ok_or_else(missing)?;
    Ok((bytes, main.target.clone()))
}

/// A sheet as the workbook lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ListedSheet {
    /// Its name.
    pub(crate) name: String,
    /// The relationship to its part.
    pub(crate) relationship: String,
    /// Whether it is hidden, in either way.
    pub(crate) is_hidden: bool,
}

/// What a workbook part says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ListedSheets {
    /// The sheets, in its order.
    pub(crate) sheets: Vec<ListedSheet>,
    /// Whether its days are counted from 1904.
    pub(crate) is_1904: bool,
}

/// The sheets that a workbook part lists.
pub(crate) fn listed_sheets(text: &str) -> Result<Rc<ListedSheets>, Refusal> {
    thread_local!(static LISTS: Parts<ListedSheets> = const { RefCell::new(Vec::new()) });
    again(&LISTS, ("", text.as_bytes()), || sheets_of(text).map(Rc::new))
}

fn sheets_of(text: &str) -> Result<ListedSheets, Refusal> {
    let mut reader = xml::reader(text);
    let mut listed = ListedSheets::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) if element.local_name().as_ref() == "sheet" => {
                let mut sheet =
                    ListedSheet { name: String::new(), relationship: String::new(), is_hidden: false };
                for one in element.attributes().with_checks(false).flatten() {
                    let value = quick_xml::escape::unescape(&one.value).map(std::borrow::Cow::into_owned);
                    match (one.key.local_name().as_ref(), value) {
                        ("name", Ok(value)) => sheet.name = value,
                        ("id", Ok(value)) => sheet.relationship = value,
                        ("state", Ok(value)) => sheet.is_hidden = value != "visible",
                        _ => {}
                    }
                }
                listed.sheets.push(sheet);
            }
            Ok(Event::Start(element)) if element.local_name().as_ref() == "workbookPr" => {
                let value = xml::attribute(&element, "date1904");
                listed.is_1904 |= value.is_some_and(|value| matches!(&*value, "1" | "true"));
            }
            Ok(Event::End(element)) if element.local_name().as_ref() == "sheets" => return Ok(listed),
            Ok(Event::Eof) => return Ok(listed),
            Err(_) => return Err(Refusal::damaged("its list of sheets is no well-formed XML")),
            Ok(_) => {}
        }
    }
}

/// The properties that a form's maker gave the package, name and value; a broken list matters to nobody.
pub(crate) fn own_properties(parts: &mut ZipParts<'_>, limits: &Limits) -> Vec<(String, String)> {
    let name = "docProps/custom.xml";
    let Ok(Some(bytes)) = parts.part(name, limits) else { return Vec::new() };
    let Ok(text) = xml::text(name, &bytes) else { return Vec::new() };
    let mut reader = xml::reader(&text);
    let mut found = Vec::new();
    let mut current: Option<(String, String)> = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) if element.local_name().as_ref() == "property" => {
                current = xml::attribute(&element, "name").map(|name| (name.into_owned(), String::new()));
            }
            Ok(Event::Text(piece)) => {
                if let Some((_, value)) = &mut current {
                    value.push_str(&piece.xml10_content());
                }
            }
            Ok(Event::GeneralRef(reference)) => {
                if let Some((_, value)) = &mut current {
                    xml::push_reference(&reference, value);
                }
            }
            Ok(Event::End(element)) if element.local_name().as_ref() == "property" => {
                found.extend(current.take().map(|(name, value)| (name, value.trim().to_owned())));
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    if let Some(year) = papers::year_of(&found).map(str::to_owned)
        && papers::is_saved_since(parts, limits, &year)
    {
        found.push((papers::SAVED_SINCE.to_owned(), year));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_says_which_sheets_are_hidden_and_how_it_counts_days() {
        let listed = |properties: &str| {
            let text = format!(
                "<workbook>{properties}<sheets><sheet name=\"a &amp; b\" r:id=\"1\"/><sheet name=\"c\" state=\"veryHidden\" \
                 r:id=\"2\"/><sheet name=\"d\" state=\"visible\" r:id=\"3\"/></sheets></workbook>"
            );
            sheets_of(&text).unwrap()
        };
        let sheet = |name: &str, relationship: &str, is_hidden| ListedSheet {
            name: name.to_owned(),
            relationship: relationship.to_owned(),
            is_hidden,
        };
        let sheets = vec![sheet("a & b", "1", false), sheet("c", "2", true), sheet("d", "3", false)];
        for (properties, is_1904) in [
            ("", false),
            ("<workbookPr/>", false),
            ("<workbookPr date1904=\"1\"/>", true),
            ("<x:workbookPr date1904=\"true\"/>", true),
            ("<workbookPr date1904=\"0\"></workbookPr>", false),
        ] {
            assert_eq!(listed(properties), ListedSheets { sheets: sheets.clone(), is_1904 }, "{properties}");
        }
    }
}
