//! Check boxes and option buttons of a spreadsheet's forms, by the id under which a cell shows them.
//! In: the text of a sheet's forms. Out: boxes by id. Never takes one that is neither ticked nor not.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use crate::read::{drawn::DrawnBox, xml};

/// Boxes by their ids.
pub(crate) type Boxes = BTreeMap<String, DrawnBox>;

/// Adds the boxes of a sheet's forms.
pub(crate) fn take(forms: &str, boxes: &mut Boxes) {
    let mut reader = xml::reader(forms);
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                let ticked = match element.local_name().as_ref() {
                    "checkbox" => state(&element, ["current-state", "state"], "checked", "unchecked"),
                    "radio" => state(&element, ["current-selected", "selected"], "true", "false"),
                    _ => None,
                };
                if let (Some(is_ticked), Some(id)) = (ticked, xml::attribute(&element, "id")) {
                    let label = xml::attribute(&element, "label").unwrap_or_default();
                    boxes.insert(id.into_owned(), DrawnBox::new(is_ticked, &label));
                }
            }
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// What the first of these attributes says; a box that says nothing is not ticked.
fn state(element: &BytesStart<'_>, names: [&str; 2], yes: &str, no: &str) -> Option<bool> {
    match names.iter().find_map(|name| xml::attribute(element, name)) {
        None => Some(false),
        Some(value) if value == yes => Some(true),
        Some(value) if value == no => Some(false),
        Some(_) => None,
    }
}
