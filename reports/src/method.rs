//! The method in words: one text, for the workbook, the page and the documentation.
//! In: `METHOD.md` beside this file. Out: its parts. Holds no figure.
//!
#![doc = include_str!("METHOD.md")]

/// The text as written, Markdown.
pub const TEXT: &str = include_str!("METHOD.md");

/// Its parts: heading and paragraphs, in order.
pub fn parts() -> Vec<(&'static str, Vec<&'static str>)> {
    TEXT.split("\n## ")
        .skip(1)
        .filter_map(|part| {
            let (heading, body) = part.split_once('\n')?;
            let paragraphs =
                body.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).collect();
            Some((heading.trim(), paragraphs))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_a_heading_and_text_without_markup() {
        let parts = parts();
        assert!(parts.len() > 10);
        for (heading, paragraphs) in parts {
            assert!(!paragraphs.is_empty(), "{heading}");
            for paragraph in paragraphs {
                assert!(!paragraph.contains(['`', '*', '#', '\n']), "{heading}: {paragraph}");
            }
        }
    }
}
