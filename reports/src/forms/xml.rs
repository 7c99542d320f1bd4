//! Text into XML.
//! In: any text. Out: the same text as XML takes it. Never drops a letter that XML can hold.

/// Text between tags or in an attribute. Characters that XML cannot hold are left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(letter),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if letter.is_control() && letter < ' ' => {}
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn signs_of_xml_and_letters_it_cannot_hold() {
        assert_eq!(super::escaped("a<b> & \"c\"\u{1}\u{fffe}\nd’"), "a&lt;b&gt; &amp; &quot;c&quot;\nd’");
    }
}
