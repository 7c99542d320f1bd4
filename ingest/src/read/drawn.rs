//! Boxes drawn over a cell, and what a person reads in the cell then.
//! In: boxes from the left, and the cell's own text. Out: a value. Never chooses between boxes.

use crate::{grid::Value, normalise::text};

/// A check box or an option button.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DrawnBox {
    /// Whether it is ticked.
    pub(crate) is_ticked: bool,
    /// What is written beside it; empty where that is what every new one is called.
    pub(crate) label: String,
}

impl DrawnBox {
    /// A box with the label as it is written.
    pub(crate) fn new(is_ticked: bool, label: &str) -> Self {
        let label = text::one_line(label).trim().to_owned();
        let (letters, number) = label.rsplit_once(' ').unwrap_or_default();
        let is_default = matches!(letters, "Check Box" | "Option Button") && number.parse::<u32>().is_ok();
        Self { is_ticked, label: if is_default { String::new() } else { label } }
    }
}

/// Whether several boxes over one cell can be told apart.
pub(crate) fn can_be_told(boxes: &[&DrawnBox]) -> bool {
    boxes.len() < 2 || boxes.iter().all(|one| !one.label.is_empty())
}

/// What stands in a cell of this text with these boxes over it.
pub(crate) fn value(boxes: &[&DrawnBox], own: &str) -> Value {
    if let ([only], "") = (boxes, own)
        && only.label.is_empty()
    {
        return Value::Box(only.is_ticked);
    }
    let mut written: Vec<&str> = Vec::new();
    for one in boxes {
        written.push(if one.is_ticked { "\u{2612}" } else { "\u{2610}" });
        written.push(&one.label);
    }
    written.push(own);
    written.retain(|piece| !piece.is_empty());
    Value::Text(written.join(" ").into())
}
