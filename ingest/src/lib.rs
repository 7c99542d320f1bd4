//! Returns to answers.
