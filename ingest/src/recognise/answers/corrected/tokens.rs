//! The words of a line, each with what the punctuation behind it says.
//! In: a line. Out: its words in order. Never reads what they mean.

use super::parts::CALLED;

/// What every arrow is read as.
const ARROW: &str = "=>";

/// A word with what stands about it.
#[derive(Debug)]
pub(super) struct Token<'t> {
    /// As it is written.
    pub(super) raw: &'t str,
    /// In small letters; an arrow is `=>`.
    pub(super) low: String,
    /// The punctuation and blanks before it.
    before: &'t str,
    /// Those behind it.
    behind: &'t str,
    /// The next word, as it is written; empty behind the last.
    next: &'t str,
}

impl Token<'_> {
    pub(super) fn is_arrow(&self) -> bool {
        self.low == ARROW
    }

    pub(super) fn is_capital(&self) -> bool {
        self.raw.starts_with(char::is_uppercase)
    }

    /// Whether it stands in quotation marks.
    pub(super) fn is_quoted(&self) -> bool {
        self.before.ends_with(['"', '\u{201c}', '\u{2018}', '\''])
    }

    /// Whether it is an abbreviation, as it stands with its full stop before this word.
    pub(super) fn is_short_for(&self, next: &str) -> bool {
        self.behind.starts_with('.') && self.next == next && next.starts_with(char::is_lowercase)
    }

    /// Whether a bracket opens behind it.
    pub(super) fn opens(&self) -> bool {
        self.behind.contains('(')
    }

    /// Whether a bracket closes behind it.
    pub(super) fn closes(&self) -> bool {
        self.behind.contains(')')
    }

    fn is_dashed(&self) -> bool {
        self.behind.contains(['-', '\u{2013}', '\u{2014}'])
    }

    /// Whether a full stop stands behind it that is not an abbreviation's (`no. 5`).
    fn has_stop(&self) -> bool {
        let is_called = is_called(self.raw) && self.next.starts_with(|c: char| c.is_ascii_digit());
        self.behind.contains(['.', '!', '?']) && !is_called
    }

    /// Whether a comma, a colon or a dash stands behind it, so that it goes with nothing after it.
    pub(super) fn stops(&self) -> bool {
        self.is_dashed() || self.behind.contains([',', ':', ';', '(', ')', '='])
    }

    /// Whether a part of the sentence ends behind it, or a bracket or quotation mark stands there.
    pub(super) fn breaks(&self) -> bool {
        self.stops()
            || self.has_stop()
            || self.next.is_empty()
            || self.behind.contains(['"', '\u{201d}', '\u{2019}', '\''])
    }

    /// Whether a list may go on behind it: a comma or an ampersand.
    pub(super) fn lists(&self) -> bool {
        let behind = self.behind.trim();
        !behind.is_empty() && behind.chars().all(|c| matches!(c, ',' | '&' | '+'))
    }

    /// Whether its sentence ends behind it.
    pub(super) fn ends_sentence(&self) -> bool {
        let begins = self.next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let is_figures = self.raw.bytes().all(|byte| byte.is_ascii_digit());
        self.behind.contains(';') || self.has_stop() && !is_figures && begins
    }
}

/// The words of a line.
pub(super) fn tokens(line: &str) -> Vec<Token<'_>> {
    let mut spans = spans(line);
    let mut tokens: Vec<Token<'_>> = Vec::with_capacity(spans.len());
    spans.push((line.len(), line.len()));
    let mut before = line.get(..spans.first().map_or(0, |(from, _)| *from)).unwrap_or_default();
    for two in spans.windows(2) {
        let [(from, to), (next, end)] = *two else { continue };
        let (Some(raw), Some(behind)) = (line.get(from..to), line.get(to..next)) else { continue };
        let low = if is_arrow(raw) { ARROW.to_owned() } else { raw.to_lowercase() };
        tokens.push(Token { raw, low, before, behind, next: line.get(next..end).unwrap_or_default() });
        before = behind;
    }
    tokens
}

/// Where the words stand: letters and figures with what joins them, and arrows.
fn spans(line: &str) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    let mut open: Option<usize> = None;
    let mut skip = 0;
    for (at, c) in line.char_indices() {
        if at < skip {
            continue;
        }
        let rest = line.get(at..).unwrap_or_default();
        if let Some(arrow) =
            ["\u{2192}", "\u{27a1}", "=>", "-->", "->", ">"].iter().find(|arrow| rest.starts_with(**arrow))
        {
            spans.extend(open.take().map(|from| (from, at)));
            skip = at + arrow.len();
            spans.push((at, skip));
            continue;
        }
        let next = rest.chars().nth(1);
        let is_joint =
            matches!(c, '.' | '-' | '/' | '\'' | '\u{2019}') && next.is_some_and(char::is_alphanumeric);
        let is_word = c.is_alphanumeric() || (c == '#' && next.is_some_and(|c| c.is_ascii_digit()));
        match open {
            None if is_word => open = Some(at),
            // `no.5`
            Some(from) if is_joint && !(c == '.' && is_called(line.get(from..at).unwrap_or_default())) => {}
            Some(from) if !is_word => {
                spans.push((from, at));
                open = None;
            }
            _ => {}
        }
    }
    spans.extend(open.map(|from| (from, line.len())));
    spans
}

fn is_called(word: &str) -> bool {
    let word = word.to_lowercase();
    CALLED.split(' ').any(|called| called == word)
}

fn is_arrow(raw: &str) -> bool {
    !raw.chars().any(char::is_alphanumeric)
}
