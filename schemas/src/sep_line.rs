//! The first line `sep=;` that Excel takes for the delimiter of a CSV and shows to nobody.
//! In: a text table. Out: the delimiter it names, and where the table begins. Never takes a heading for one.

/// The delimiter that a text table's first line names, and how many bytes the line has with its end.
pub fn sep_line(text: &str) -> Option<(u8, usize)> {
    const FILLERS: [char; 4] = [',', ';', '\t', '|'];
    let begins = text.len() - text.trim_start_matches('\u{feff}').len();
    let rest = text.get(begins..)?;
    let end = rest.find(['\r', '\n']).unwrap_or(rest.len());
    let (line, behind) = rest.split_at_checked(end)?;
    let said = line.trim_start().trim_start_matches('"');
    let named = said.get(..4).filter(|key| key.eq_ignore_ascii_case("sep=")).and_then(|_| said.get(4..))?;
    let (delimiter, after) = match named.strip_prefix("\\t") {
        Some(after) => ('\t', after),
        None => (named.chars().next()?, named.get(1..)?),
    };
    // A program that does not know the line fills it up to the table's width.
    let is_all = after.chars().all(|c| c == '"' || c == ' ' || FILLERS.contains(&c));
    let parts = delimiter == '\t' || (delimiter.is_ascii_punctuation() && delimiter != '"');
    if !is_all || !parts {
        return None;
    }
    let line_end = if behind.starts_with("\r\n") { 2 } else { usize::from(!behind.is_empty()) };
    Some((u8::try_from(delimiter).ok()?, begins + end + line_end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_line_of_its_own_names_a_delimiter() {
        for (text, expected) in [
            ("sep=;\nid;text", Some((b';', 6))),
            ("\u{feff}SEP=,\r\nid,text", Some((b',', 10))),
            ("sep=\t\rid\ttext", Some((b'\t', 6))),
            ("\"sep=|\"\nid|text", Some((b'|', 8))),
            ("sep=;,,,\nid,text", Some((b';', 9))),
            ("sep=\\t\nid\ttext", Some((b'\t', 7))),
            ("sep=;", Some((b';', 5))),
            ("sep=^\nid^text", Some((b'^', 6))),
            ("sep=x\nid", None),
            ("sep=\nid", None),
            ("sep=;id;text\n", None),
            ("id;text\nsep=;\n", None),
            ("s\u{e9}p=;\n", None),
            ("", None),
        ] {
            assert_eq!(sep_line(text), expected, "{text:?}");
        }
    }
}
