//! Addresses behind texts: which of them a person would miss.
//! In: a text and the address that it leads to. Out: a link, where the address says more than the text. Never follows one.

use crate::grid::Link;

/// Longer ones are cut: no program opens more.
const LONGEST: usize = 2_083;

/// A link from a cell's text; none to a place in the same file, to a mailbox or a telephone, nor where the text itself is the
/// address.
pub(crate) fn link((row, column): (u32, u32), text: &str, address: &str) -> Option<Link> {
    let address = address.trim();
    let (text, bare) = (text.trim(), bare(address));
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
    let leads_nowhere = ["mailto", "tel", "sms", "callto", "javascript", "data"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    if bare.is_empty() || address.starts_with('#') || leads_nowhere || is_within(bare, text) {
        return None;
    }
    let end = (0..=address.len().min(LONGEST)).rev().find(|at| address.is_char_boundary(*at))?;
    Some(Link { row, column, text: text.into(), address: address.get(..end)?.into() })
}

/// Whether a text says an address, in small or capital letters.
pub(crate) fn is_within(address: &str, text: &str) -> bool {
    text.len() >= address.len() && text.to_lowercase().contains(&address.to_lowercase())
}

/// An address without what nobody types.
pub(crate) fn bare(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.trim_start_matches("www.").trim_matches('/')
}

/// The address of a field's or a formula's `HYPERLINK "..."`: its first words in quotes, and whether they are all that says
/// where to.
pub(crate) fn quoted(code: &str) -> Option<(String, &str)> {
    let mut rest = code.trim_start().strip_prefix('"')?;
    let mut quoted = String::new();
    loop {
        let (piece, after) = rest.split_once('"')?;
        quoted.push_str(piece);
        // A quote is written twice within quotes.
        match after.strip_prefix('"') {
            Some(more) => {
                quoted.push('"');
                rest = more;
            }
            None => return Some((quoted, after.trim_start())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str, address: &str) -> Option<String> {
        link((0, 0), text, address).map(|link| link.address.into())
    }

    #[test]
    fn an_address_that_says_more_than_its_text_is_kept() {
        assert_eq!(kept("Policy", " https://a.example/p.pdf ").as_deref(), Some("https://a.example/p.pdf"));
        assert_eq!(kept("Policy", "../policies/p.pdf").as_deref(), Some("../policies/p.pdf"));
        for (text, address) in [
            ("Head", "mailto:head@a.example"),
            ("Key", "#Key!A1"),
            ("Policy", ""),
            ("www.a.example", "http://www.A.example/"),
            ("see https://a.example/p.pdf, page 3", "https://a.example/p.pdf"),
        ] {
            assert_eq!(kept(text, address), None, "{text} {address}");
        }
    }

    #[test]
    fn a_quoted_address_ends_at_its_own_quote() {
        assert_eq!(quoted(r#" "https://a" \o "tip""#), Some(("https://a".to_owned(), r#"\o "tip""#)));
        assert_eq!(quoted(r#""a""b","c")"#), Some(("a\"b".to_owned(), r#","c")"#)));
        assert_eq!(quoted("A1"), None);
    }
}
