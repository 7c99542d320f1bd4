//! What is published: counts after disclosure control, kept so that later runs can be held against them.
//! In: marts. Out: [`Publication`].

use serde::{Deserialize, Serialize};

/// What one publishable workbook says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// The year.
    pub year: i32,
}
