//! Ticks and crosses that a page draws with a font of icons: `<i class="fa fa-check">`.
//! In: a tag. Out: the sign that it shows. Never takes an icon that is neither tick, cross nor box for one.

use super::Tag;

/// The sign that an element shows by its class, which names an icon of a known font.
pub(super) fn drawn(tag: &Tag<'_>) -> Option<&'static str> {
    if !matches!(tag.name.as_str(), "i" | "span" | "em" | "svg") {
        return None;
    }
    let class = tag.get("class")?.to_lowercase();
    class.split_whitespace().find_map(|named| sign(icon(named)?))
}

/// The icon's own name, without that of its font.
fn icon(named: &str) -> Option<&str> {
    const FONTS: [&str; 7] = ["fa-", "glyphicon-", "bi-", "icon-", "mdi-", "ti-", "ri-"];
    FONTS.iter().find_map(|font| named.strip_prefix(font))
}

fn sign(icon: &str) -> Option<&'static str> {
    Some(match icon {
        "check" | "check-lg" | "check2" | "tick" | "ok" | "checkmark" | "check-circle" | "check-circle-o"
        | "check-circle-fill" | "circle-check" | "ok-circle" | "ok-sign" | "check-bold" => "\u{2713}",
        "times" | "close" | "x" | "xmark" | "x-lg" | "cross" | "remove" | "times-circle"
        | "times-circle-o" | "x-circle" | "x-circle-fill" | "circle-xmark" | "remove-circle"
        | "remove-sign" | "close-thick" => "\u{2717}",
        "check-square" | "check-square-o" | "square-check" | "check-square-fill" | "checkbox-marked" => {
            "\u{2611}"
        }
        "square-o" | "unchecked" | "checkbox-blank-outline" => "\u{2610}",
        _ => return None,
    })
}
