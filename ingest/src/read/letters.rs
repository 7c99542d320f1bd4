//! What the colour of letters says: that nobody can see them, or that they stand out by it.
//! In: the colours of letters and of what is behind them. Out: what recognition keeps of them. Never says that letters cannot be
//! seen where the file may colour what is behind them in another way, nor on a colour, which is seen itself.

use crate::grid::Letters;

/// The colour of paper, and of cells without a fill.
pub(crate) const WHITE: u32 = 0x00ff_ffff;

/// What is behind letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Behind {
    /// This colour.
    Colour(u32),
    /// A pattern, or a colour that is not known.
    Unknown,
}

/// What there is to keep of letters in a colour of their own, if anything.
pub(crate) fn kept(letters: u32, behind: Behind) -> Option<Letters> {
    /// A light as near as this to the strongest cannot be told from it.
    const ALIKE: u8 = 8;
    /// Less between the strongest and the weakest of its lights is grey, or nearly black.
    const FAINT: u8 = 0x50;
    let lights = |colour: u32| {
        let [_, red, green, blue] = colour.to_be_bytes();
        [red, green, blue]
    };
    let is_white = |colour: u32| lights(colour).iter().all(|light| u8::MAX - light <= ALIKE);
    if matches!(behind, Behind::Colour(behind) if is_white(behind)) && is_white(letters) {
        return Some(Letters::Unseen);
    }
    let own = lights(letters);
    let (most, least) = (own.iter().max()?, own.iter().min()?);
    (most - least >= FAINT).then_some(Letters::Coloured(letters & WHITE))
}

#[cfg(test)]
mod tests {
    use super::{Behind, WHITE, kept};
    use crate::grid::Letters;

    #[test]
    fn letters_are_kept_where_they_are_coloured_or_not_seen() {
        for (letters, behind, wanted) in [
            (WHITE, Behind::Colour(WHITE), Some(Letters::Unseen)),
            (0x00fd_fdfd, Behind::Colour(WHITE), Some(Letters::Unseen)),
            // The fill is seen, whatever stands on it.
            (0x0000_b050, Behind::Colour(0x0000_b050), Some(Letters::Coloured(0x0000_b050))),
            (WHITE, Behind::Colour(0x0000_2060), None),
            (WHITE, Behind::Unknown, None),
            (0, Behind::Colour(WHITE), None),
            (0x0080_8080, Behind::Colour(WHITE), None),
            (0x0000_b050, Behind::Colour(WHITE), Some(Letters::Coloured(0x0000_b050))),
            (0x00ff_0000, Behind::Unknown, Some(Letters::Coloured(0x00ff_0000))),
        ] {
            assert_eq!(kept(letters, behind), wanted, "{letters:06x} {behind:?}");
        }
    }
}
