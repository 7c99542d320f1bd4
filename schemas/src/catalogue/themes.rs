//! The themes: subjects that all catalogues share, so that forms of different authorities can be laid side by side.
//! In: nothing. Out: the list. Never says which statement is of which theme; `statements.csv` does.

use crate::ids::Theme;

/// Every theme: its id as in `statements.csv` and its title on paper, in the order in which papers show them.
pub const THEMES: &[(&str, &str)] = &[
    ("policies", "Policies"),
    ("leadership", "Leadership and review"),
    ("conduct", "Acceptable use and conduct"),
    ("incidents", "Reporting and incidents"),
    ("filtering", "Filtering and monitoring"),
    ("data-protection", "Data protection and security"),
    ("devices", "Devices, images and social media"),
    ("staff", "Staff training"),
    ("pupils", "Teaching pupils"),
    ("parents", "Parents and community"),
];

/// The title of a theme, if it is one of [`THEMES`].
pub fn title(theme: &Theme) -> Option<&'static str> {
    THEMES.iter().find(|(id, _)| *id == theme.as_str()).map(|(_, title)| *title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_has_an_id_of_its_own_and_a_title() {
        let mut ids: Vec<_> = THEMES.iter().map(|(id, _)| id.parse::<Theme>().unwrap()).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), THEMES.len());
        assert!(ids.iter().all(|id| title(id).is_some_and(|title| !title.is_empty())));
        assert_eq!(title(&"weather".parse().unwrap()), None);
    }
}
